//! Days as people write them: `14.03.2024`, `14 March 2024`. One that may be two days is none.

use std::ops::Range;

use crate::base::day::Day;
use crate::base::language::Language;

/// A year before or after these is no year of an event.
const YEARS: std::ops::RangeInclusive<u16> = 1000..=2200;

/// The day as the YAML has it.
pub(super) fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// The day that a whole text says, if that is certain.
pub(super) fn day_of(text: &str) -> Option<Day> {
    /// Longer texts are no dates, in bytes.
    const LONGEST: usize = 60;
    if text.len() > LONGEST {
        return None;
    }
    let joined = text.replace(['-', '/', '.'], " ");
    let digits = || in_digits(text).or_else(|| in_parts(text, &joined));
    digits().or_else(|| in_words(text))
}

/// A date written as 2024-12-10 or 10.12.2024; with strokes between, nobody knows which is the month.
pub(super) fn in_digits(word: &str) -> Option<Day> {
    let by_points: Vec<&str> = word.split('.').collect();
    let iso = match by_points[..] {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => word.to_owned(),
    };
    Day::from_iso(&iso).filter(|day| YEARS.contains(&day.year))
}

/// The day around the name of a month, and the words that say it.
pub(super) fn around_month(
    words: &[&str],
    idx: usize,
    months: &[&str; 12],
) -> Option<(Day, Range<usize>)> {
    let bare = words[idx].trim_matches(|it: char| !it.is_alphanumeric());
    let month = months.iter().position(|month| *month == bare)? + 1;
    let number = |at: Option<usize>| -> Option<u16> {
        let word = words.get(at?)?;
        word.trim_matches(|it: char| !it.is_ascii_digit())
            .parse()
            .ok()
    };
    let day_before = number(idx.checked_sub(1)).filter(|day| (1..=31).contains(day));
    let day_after = number(Some(idx + 1)).filter(|day| (1..=31).contains(day));
    let (day, year, range) = match (day_before, day_after) {
        (Some(day), _) => (day, number(Some(idx + 1)), idx - 1..idx + 2),
        (None, Some(day)) => (day, number(Some(idx + 2)), idx..idx + 3),
        (None, None) => return None,
    };
    let year = year.filter(|year| YEARS.contains(year))?;
    let day = Day::from_iso(&format!("{year:04}-{month:02}-{day:02}"))?;
    Some((day, range))
}

/// Three numbers with signs between: the year first, or the day first where it can be no month.
fn in_parts(text: &str, joined: &str) -> Option<Day> {
    /// Larger numbers are no months.
    const MOST_MONTHS: u16 = 12;
    let parts: Vec<&str> = joined.split_whitespace().collect();
    let [first, second, third] = parts[..] else {
        return None;
    };
    let is_short = |it: &str| it.len() <= 2;
    let number = |it: &str| it.parse::<u16>().ok();
    let (year, month, day) = if first.len() == 4 && is_short(second) && is_short(third) {
        (number(first)?, number(second)?, number(third)?)
    } else if third.len() == 4 && is_short(first) && is_short(second) {
        let (one, other) = (number(first)?, number(second)?);
        let is_point = text.contains('.');
        match (one > MOST_MONTHS, other > MOST_MONTHS) {
            (true, false) => (number(third)?, other, one),
            (false, true) if !is_point => (number(third)?, one, other),
            _ => return None,
        }
    } else {
        return None;
    };
    Day::from_iso(&format!("{year:04}-{month:02}-{day:02}")).filter(|day| YEARS.contains(&day.year))
}

/// A day with the name of its month, and nothing else.
fn in_words(text: &str) -> Option<Day> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let languages = Language::ALL.into_iter().filter_map(Language::months);
    let mut days = languages.flat_map(|months| {
        let around = |idx| around_month(&words, idx, &months);
        (0..words.len()).filter_map(around).collect::<Vec<_>>()
    });
    let whole = |(_, range): &(Day, Range<usize>)| *range == (0..words.len());
    days.find(whole).map(|(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_where_it_is_certain() {
        for text in [
            "14.03.2024",
            "14.3.2024",
            "14/03/2024",
            "03/14/2024",
            "2024-3-14",
            "2024/03/14",
            "2024.03.14",
            "14 March 2024",
            "March 14, 2024",
            "14 mart 2024",
            "14 марта 2024",
        ] {
            assert_eq!(
                day_of(text).map(iso).as_deref(),
                Some("2024-03-14"),
                "{text}"
            );
        }
        for text in [
            "03/04/2024",
            "14.03.24",
            "30.02.2024",
            "March 2024",
            "2024",
            "soon",
            "",
        ] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }
}
