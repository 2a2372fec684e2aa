//! The dates of a booklet: whether they are its own, in order, and what its title says of them.

use std::ops::Range;

use super::booklet::{Block, Booklet};
use super::decode::Located;
use super::figures::numbers;
use super::text::Text;
use super::words::folded;
use crate::base::day::Day;
use crate::base::diagnostic::{Code, Complaints, Diagnostic};

/// The date that `bifolio init` writes where it found none.
const PLACEHOLDER: Day = Day {
    year: 2000,
    month: 1,
    day: 1,
};

/// What follows the number of an anniversary in every language, folded.
const ANNIVERSARIES: &[&str] = &[
    "anniversary",
    "ildönüm",
    "il dönüm",
    "yildönüm",
    "yil dönüm",
    "годовщин",
];

/// As many letters as the longest of them has.
const LONGEST_WORD: usize = 12;

/// What a Russian jubilee says at once: 32-летие.
const YEARS_LONG: &[&str] = &["летие", "летию", "летия", "летием", "летии"];

/// The most letters of the ending of an ordinal, such as `nd`, `-cü`, `’nci`.
const ORDINAL_ENDING: usize = 5;

/// Complains of the date a new booklet has.
pub(super) fn check_placeholder(date: Located<Day>, complaints: &mut Complaints) {
    if date.value == PLACEHOLDER {
        let message = "this is no date of yours yet";
        complaints.push(
            Diagnostic::new(Code::PlaceholderDate, Some(date.at), message)
                .help("write the day of the event as year-month-day"),
        );
    }
}

/// What is remembered was before the event.
pub(super) fn check_order(
    date: Located<Day>,
    commemorates: Option<Located<Day>>,
    complaints: &mut Complaints,
) {
    if let Some(day) = commemorates.filter(|day| day.value > date.value) {
        let message = "`commemorates` is a day after `date`";
        complaints.push(
            Diagnostic::new(Code::BadValue, Some(day.at), message)
                .label("the day that is remembered")
                .also(date.at, "the day of the event")
                .help("correct one of them: what is remembered was before the event"),
        );
    }
}

/// The anniversary that title, subtitle and cover speak of is the one the dates give.
pub(super) fn check_anniversary(
    booklet: &Booklet,
    commemorates: Option<Located<Day>>,
    complaints: &mut Complaints,
) {
    let Some(day) = commemorates else { return };
    let (from, to) = (day.value, booklet.date);
    let by_dates = u64::from(to.year.saturating_sub(from.year));
    // Before the day itself comes round, the last one may be meant.
    let is_before = (to.month, to.day) < (from.month, from.day);
    let is_right = |number: u64| number == by_dates || is_before && number + 1 == by_dates;
    let covers = booklet.sections.iter().filter_map(|section| {
        if let Block::Cover(cover) = &section.block {
            cover.line.as_ref()
        } else {
            None
        }
    });
    let texts = [Some(&booklet.title), booklet.subtitle.as_ref()];
    for passage in texts
        .into_iter()
        .flatten()
        .chain(covers)
        .flat_map(Text::passages)
    {
        for (range, number) in anniversaries(&passage.text) {
            if !is_right(number) {
                let said = &passage.text[range.clone()];
                let message = format!(
                    "“{said}” is said, and from {} to {} it is {by_dates} years",
                    from.year, to.year
                );
                let at = Some(passage.span_of(range.start, range.end));
                complaints.push(
                    Diagnostic::new(Code::WrongAnniversary, at, message)
                        .also(day.at, "the day that is remembered")
                        .help("correct the number, or one of the dates"),
                );
            }
        }
    }
}

/// The anniversaries a text speaks of, with the bytes that say so.
fn anniversaries(text: &str) -> Vec<(Range<usize>, u64)> {
    let numbers = numbers(text);
    let found = numbers.filter_map(|(range, number)| {
        let n_bytes = anniversary(&text[range.end..])?;
        Some((range.start..range.end + n_bytes, number))
    });
    found.collect()
}

/// Whether words go on from a number as an anniversary: how far the word reaches.
fn anniversary(after: &str) -> Option<usize> {
    let bare = after.trim_start_matches(['-', '\u{2010}', '\u{2011}', '.', '\'', '’']);
    let ending = bare.split(|it: char| !it.is_alphabetic()).next()?;
    let word_end = |from: usize| {
        let rest = &after[from..];
        from + rest
            .find(|it: char| !it.is_alphabetic())
            .unwrap_or(rest.len())
    };
    let ending_start = after.len() - bare.len();
    if YEARS_LONG.contains(&ending.to_lowercase().as_str()) {
        return Some(ending_start + ending.len());
    }
    if ending.chars().count() > ORDINAL_ENDING {
        return None;
    }
    let rest = &bare[ending.len()..];
    let word = rest.trim_start();
    let start = after.len() - word.len();
    if word.len() == rest.len() {
        return None;
    }
    let beginning: String = word.chars().take(LONGEST_WORD).collect();
    let beginning = folded(&beginning);
    let known = ANNIVERSARIES
        .iter()
        .find(|it| beginning.starts_with(**it))?;
    // “il dönümü” is two words.
    let n_first = if known.contains(' ') {
        word.find(' ').map_or(0, |space| space + 1)
    } else {
        0
    };
    Some(word_end(start + n_first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anniversaries_are_read_in_every_language() {
        for (text, said) in [
            ("Statements on the 33rd anniversary of", "33rd anniversary"),
            ("The 33rd Anniversary", "33rd Anniversary"),
            ("Faciənin 33-cü ildönümünə", "33-cü ildönümünə"),
            ("33-cü il dönümü.", "33-cü il dönümü"),
            ("Trajedinin 33. yıl dönümü", "33. yıl dönümü"),
            ("33. YIL DÖNÜMÜ", "33. YIL DÖNÜMÜ"),
            ("33’üncü yıldönümünde", "33’üncü yıldönümünde"),
            ("К 33-й годовщине", "33-й годовщине"),
            ("33-летие трагедии", "33-летие"),
        ] {
            let found = anniversaries(text);
            let (range, number) = found.first().unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&text[range.clone()], *number), (said, 33));
        }
    }

    #[test]
    fn other_numbers_are_no_anniversaries() {
        for text in [
            "33 years",
            "33 speakers on the anniversary",
            "In 1992",
            "33rd",
        ] {
            assert!(anniversaries(text).is_empty(), "{text}");
        }
    }
}
