//! What a number says where it stands in a text: 30 is not said by “30 million”, “30%” or “10:30”.

use super::figures::{is_month, is_torn};
use super::words::folded;
use crate::base::language::Language;

/// What joins two numbers to one range.
const DASHES: [char; 6] = ['-', '\u{2010}', '\u{2011}', '\u{2012}', '–', '—'];

/// A word that multiplies the number before it: how it begins, folded, and by how much.
type Multiple = (&'static str, Endings, u64);

/// How a word goes on.
#[derive(Debug, Clone, Copy)]
enum Endings {
    /// Anyhow, but for [`NOT_MULTIPLES`].
    Any,
    /// In one of these ways: the word is short, and others begin alike.
    These(&'static [&'static str]),
}

const HUNDRED: u64 = 100;
const THOUSAND: u64 = 1_000;
const MILLION: u64 = 1_000_000;
const BILLION: u64 = 1_000_000_000;
const TRILLION: u64 = 1_000_000_000_000;

/// The words of a language that multiply the number before them.
const fn multiples(language: Language) -> &'static [Multiple] {
    use Endings::{Any, These};
    match language {
        Language::English => &[
            ("hundred", These(&["", "s"]), HUNDRED),
            ("thousand", Any, THOUSAND),
            ("million", Any, MILLION),
            ("mln", These(&[""]), MILLION),
            ("billion", Any, BILLION),
            ("bn", These(&[""]), BILLION),
            ("trillion", Any, TRILLION),
        ],
        Language::Azerbaijani => &[
            (
                "yüz",
                These(&["", "dən", "ə", "ü", "lük", "lərlə"]),
                HUNDRED,
            ),
            (
                "min",
                These(&["", "dən", "ə", "i", "in", "lik", "lərlə"]),
                THOUSAND,
            ),
            ("milyon", Any, MILLION),
            ("mln", These(&[""]), MILLION),
            ("milyard", Any, BILLION),
            ("mlrd", These(&[""]), BILLION),
            ("trilyon", Any, TRILLION),
        ],
        Language::Turkish => &[
            (
                "yüz",
                These(&["", "den", "e", "ü", "lük", "lerce"]),
                HUNDRED,
            ),
            (
                "bin",
                These(&["", "den", "e", "i", "in", "lik", "lerce"]),
                THOUSAND,
            ),
            ("milyon", Any, MILLION),
            ("mn", These(&[""]), MILLION),
            ("milyar", Any, BILLION),
            ("mr", These(&[""]), BILLION),
            ("trilyon", Any, TRILLION),
        ],
        Language::Russian => &[
            ("сот", These(&["ни", "ен", "ню", "ням", "нях"]), HUNDRED),
            ("тысяч", Any, THOUSAND),
            ("тыс", These(&[""]), THOUSAND),
            ("миллион", Any, MILLION),
            ("млн", These(&[""]), MILLION),
            ("миллиард", Any, BILLION),
            ("млрд", These(&[""]), BILLION),
            ("триллион", Any, TRILLION),
        ],
        Language::Arabic | Language::Urdu | Language::Hebrew => &[],
    }
}

/// How a word goes on that is no multiple: millionaires, миллионеры, тысячелетия, thousandths.
const NOT_MULTIPLES: [&str; 6] = ["aire", "er", "der", "ер", "елет", "th"];

/// How words begin, folded, that make the number before them a percentage.
const PERCENT: [&str; 3] = ["percent", "faiz", "процент"];

/// What a number says where it stands: itself, or with “thousand” after it as many thousands. Nothing if it is
/// a part of something larger: of a word, a percentage, a sum of money, a time, a range, or below nought.
pub(super) fn number_said(
    before: &str,
    value: u64,
    after: &str,
    language: Language,
) -> Option<u64> {
    let is_other = is_torn(before, after)
        || is_range(before, after)
        || is_share_or_money(before, after)
        || is_time(before, after)
        || is_below_nought(before);
    if is_other {
        return None;
    }
    let Some(times) = times(after, language) else {
        return Some(value);
    };
    // “1,5 million” are no five millions.
    let is_decimal = before
        .strip_suffix(',')
        .is_some_and(|it| it.ends_with(is_digit));
    value.checked_mul(times).filter(|_| !is_decimal)
}

/// Whether a number is one end of two, as in 5‑6 or 1992–1994.
fn is_range(before: &str, after: &str) -> bool {
    let begins = before
        .strip_suffix(DASHES)
        .is_some_and(|it| it.ends_with(is_digit));
    let ends = after
        .strip_prefix(DASHES)
        .is_some_and(|it| it.starts_with(is_digit));
    begins || ends
}

/// Whether a number counts something: no year, day, ordinal, part of a word or of a date.
pub(super) fn is_figure(before: &str, number: &str, after: &str, value: u64) -> bool {
    let is_grouped = number.contains(|it: char| !it.is_ascii_digit());
    let is_year = !is_grouped && (1000..=2200).contains(&value);
    let word = |text: Option<&str>| is_month(text.unwrap_or_default());
    let is_day = value <= 31
        && (word(before.split_whitespace().next_back())
            || word(after.split_whitespace().next())
            || {
                // “25 to 26 February”: the first day of two.
                let mut words = after.split_whitespace().skip(1);
                words.next().is_some_and(|it| it.parse::<u64>().is_ok()) && word(words.next())
            });
    let is_part = is_torn(before, after) || is_range(before, after);
    !is_year && !is_part && !is_day && value > 0
}

/// Whether a sign or a word makes a number a percentage or a sum of money.
fn is_share_or_money(before: &str, after: &str) -> bool {
    let is_sign = |it: char| matches!(it, '%' | '‰' | '٪' | '$' | '¢'..='¥' | '֏' | '؋' | '\u{20a0}'..='\u{20cf}');
    let near = before.strip_suffix(is_blank).unwrap_or(before);
    let next = after.strip_prefix(is_blank).unwrap_or(after);
    let word = word_after(after).unwrap_or_default();
    let last = before.strip_suffix(is_blank).unwrap_or_default();
    let last = last.rsplit(|it: char| !it.is_alphanumeric()).next();
    // A sign at another number is that one's: “30% 40 people”, “30 $5 notes”.
    let begins = match (before.strip_suffix(is_sign), near.strip_suffix(is_sign)) {
        (Some(at_once), _) => !at_once.ends_with(is_digit),
        (None, Some(before_blank)) => !before_blank.trim_end().ends_with(is_digit),
        (None, None) => false,
    };
    let ends = next.strip_prefix(is_sign);
    begins
        || ends.is_some_and(|it| !it.starts_with(is_digit))
        || PERCENT.iter().any(|stem| word.starts_with(stem))
        || word == "per" && next.get("per".len()..).and_then(word_after).as_deref() == Some("cent")
        || last.is_some_and(|word| folded(word) == "yüzde")
}

/// Whether a number is one side of a colon, as in 10:30.
fn is_time(before: &str, after: &str) -> bool {
    let begins = before
        .strip_suffix(':')
        .is_some_and(|it| it.ends_with(is_digit));
    let ends = after
        .strip_prefix(':')
        .is_some_and(|it| it.starts_with(is_digit));
    begins || ends
}

/// Whether a minus stands before a number, and no word before that.
fn is_below_nought(before: &str) -> bool {
    let signed = before.strip_suffix(['-', '−']);
    signed.is_some_and(|it| !it.ends_with(|it: char| it.is_alphanumeric()))
}

/// What a word after a number multiplies it by.
fn times(after: &str, language: Language) -> Option<u64> {
    let word = word_after(after)?;
    let known = multiples(language).iter().find(|(begins, endings, _)| {
        let ending = word.strip_prefix(begins);
        ending.is_some_and(|ending| match endings {
            Endings::These(endings) => endings.contains(&ending),
            Endings::Any => !NOT_MULTIPLES.iter().any(|it| ending.starts_with(it)),
        })
    });
    known.map(|(_, _, times)| *times)
}

/// The word that follows after one blank, folded.
fn word_after(text: &str) -> Option<String> {
    let rest = text.strip_prefix(is_blank)?;
    let end = rest.find(|it: char| !it.is_alphabetic() && it != '\u{ad}');
    Some(folded(&rest[..end.unwrap_or(rest.len())]))
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn is_blank(character: char) -> bool {
    character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::super::figures::numbers;
    use super::*;

    /// What the number 30 says in a text.
    fn said(language: Language, text: &str) -> Option<u64> {
        let mut all = numbers(text);
        let (range, value) = all.find(|(_, value)| *value == 30).unwrap();
        number_said(&text[..range.start], value, &text[range.end..], language)
    }

    #[test]
    fn a_number_that_is_a_part_of_something_larger_does_not_say_itself() {
        for text in [
            "30% of them",
            "30 % of them",
            "30 percent",
            "30 per cent",
            "%30",
            "yüzde 30",
            "Yüzde 30",
            "30 faizi",
            "30 процентов",
            "$30",
            "In 2023 $30 million",
            "€ 30",
            "30 ₼",
            "30\u{a0}₽",
            "at 10:30",
            "30:10",
            "it was -30",
            "−30",
            "5–30 people",
            "30-40 people",
            "30.5",
            "30th",
            "A30",
        ] {
            for language in Language::ALL {
                assert_eq!(said(language, text), None, "{text}");
            }
        }
        for (language, text) in [
            (Language::English, "30 people"),
            (Language::English, "30"),
            (Language::English, "(30)"),
            (Language::English, "30, and"),
            (Language::English, "30: those"),
            (Language::English, "They died—30 of them."),
            (Language::English, "30 millionaires"),
            (Language::English, "30 min"),
            (Language::English, "30 persons"),
            (Language::English, "30 thousandths"),
            (Language::English, "a 30-year war"),
            (Language::English, "- 30 people"),
            (Language::English, "30 per hour"),
            (Language::English, "20% 30 people"),
            (Language::English, "20 € 30 people"),
            (Language::English, "30 $5 notes"),
            (Language::Russian, "30 миллионеров"),
            (Language::Russian, "30 тысячелетий"),
            (Language::Russian, "30 сотрудников"),
            (Language::Turkish, "30 milyarder"),
            (Language::Turkish, "30 binalar"),
            (Language::Azerbaijani, "30 mina"),
            (Language::Azerbaijani, "30 min\u{ad}istr"),
        ] {
            assert_eq!(said(language, text), Some(30), "{text}");
        }
    }

    #[test]
    fn a_number_says_as_many_thousands_as_the_word_after_it_makes_it() {
        for (language, text, value) in [
            (Language::English, "30 hundred", 3_000),
            (Language::English, "30 thousand people", 30_000),
            (Language::English, "30 Million people", 30_000_000),
            (Language::English, "In 2023 30 million", 30_000_000),
            (Language::Azerbaijani, "30 min nəfər", 30_000),
            (Language::Azerbaijani, "30 mindən çox", 30_000),
            (Language::Azerbaijani, "30\u{a0}milyon", 30_000_000),
            (Language::Azerbaijani, "30 milyarddan çox", 30_000_000_000),
            (Language::Turkish, "30 bin kişi", 30_000),
            (Language::Turkish, "30 milyardan fazla", 30_000_000_000),
            (Language::Russian, "30 тысяч человек", 30_000),
            (Language::Russian, "30 тыс. человек", 30_000),
            (Language::Russian, "30 миллионов", 30_000_000),
            (Language::Russian, "30 млн", 30_000_000),
            (Language::Russian, "30 миллиардов", 30_000_000_000),
        ] {
            assert_eq!(said(language, text), Some(value), "{text}");
        }
        assert_eq!(
            number_said("", u64::MAX, " million", Language::English),
            None
        );
        // No five millions.
        assert_eq!(number_said("1,", 5, " million", Language::English), None);
    }
}
