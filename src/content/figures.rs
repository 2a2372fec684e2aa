//! Figures: the table of them for programs, what is checked of wholes and parts, and how numbers are
//! found in a text. Whether their sources say them is `sentences`' matter.

use std::ops::Range;

use super::booklet::{Booklet, Figure, FigureIdx, PersonIdx, Qualifier};
use super::decode::Named;
use super::schema::FigureYaml;
use crate::base::diagnostic::{Code, Complaints, Diagnostic};
use crate::base::language::Language;

/// The figures as a table for programs: what is counted, how many, how sure that is, what it is a
/// part of, and in whose statement it stands, in the booklet's language. Lines end as RFC 4180 says.
pub fn as_csv(booklet: &Booklet) -> Vec<u8> {
    let language = booklet.language.value;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(["label", "value", "qualifier", "part of", "source"]);
    for figure in &booklet.figures {
        let qualifier = match figure.qualifier {
            Some(Qualifier::About) => "about",
            Some(Qualifier::AtLeast) => "at least",
            None => "",
        };
        let whole = figure.of.map(|FigureIdx(idx)| &booklet.figures[idx].label);
        let source = figure.source.map(|PersonIdx(idx)| &booklet.people[idx]);
        let _ = writer.write_record([
            figure.label.plain(language),
            figure.value.to_string(),
            qualifier.to_owned(),
            whole.map(|whole| whole.plain(language)).unwrap_or_default(),
            source
                .map(|source| source.full_name(language))
                .unwrap_or_default(),
        ]);
    }
    writer.into_inner().unwrap_or_default()
}

/// A part is no larger than its whole. What is said to be about so many, or to be a whole of at least so
/// many, is not certain enough to say so.
pub fn check_parts(figures: &[Figure], complaints: &mut Complaints) {
    for part in figures {
        let Some(FigureIdx(whole)) = part.of else {
            continue;
        };
        let whole = &figures[whole];
        let is_certain = whole.qualifier.is_none() && part.qualifier != Some(Qualifier::About);
        if is_certain && part.value > whole.value {
            let message = format!(
                "{} is given as a part of {}, which is less",
                part.value, whole.value
            );
            complaints.push(
                Diagnostic::new(Code::PartAboveWhole, Some(part.at), message)
                    .label("the part")
                    .also(whole.at, "the whole")
                    .help("correct a number, or remove `of` if it is no part"),
            );
        }
    }
}

/// The parts of a figure that is marked disjoint must add up to it.
pub fn check_disjoint(named: &Named<FigureYaml>, booklet: &Booklet, complaints: &mut Complaints) {
    // What the parts of each figure add up to, if it has any.
    let mut sums: Vec<Option<u64>> = vec![None; booklet.figures.len()];
    for part in &booklet.figures {
        if let Some(FigureIdx(whole)) = part.of {
            let sum = sums[whole].unwrap_or(0);
            sums[whole] = Some(sum.saturating_add(part.value));
        }
    }
    for (idx, (name, yaml)) in named.0.iter().enumerate() {
        if yaml.disjoint != Some(true) {
            continue;
        }
        let sum = sums[idx].unwrap_or(0);
        if sum != booklet.figures[idx].value {
            let message = if sums[idx].is_some() {
                let value = booklet.figures[idx].value;
                format!(
                    "the parts of `{}` add up to {sum}, not to {value}",
                    name.value
                )
            } else {
                format!("`{}` is marked disjoint and has no parts", name.value)
            };
            complaints.push(
                Diagnostic::new(Code::NotADisjointWhole, Some(yaml.value.at), message)
                    .help("correct a number, or remove `disjoint` if the parts overlap"),
            );
        }
    }
}

/// The most digits before the first separator of a number in groups.
const FIRST_GROUP: usize = 3;

/// Every whole number in a text, with the bytes it takes. Commas, points, spaces and apostrophes
/// between groups of three digits belong to it, if all are the same and no more than three digits stand
/// before the first: in “1992 613 people” there are two numbers.
pub fn numbers(text: &str) -> impl Iterator<Item = (Range<usize>, u64)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        at = start + n_digits(&text[start..]);
        if at - start <= FIRST_GROUP {
            at += groups(&text[..start], &text[at..]);
        }
        let digits = bytes[start..at].iter().filter(|byte| byte.is_ascii_digit());
        let value = digits.fold(0_u64, |value, digit| {
            value
                .saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        });
        Some((start..at, value))
    })
}

fn n_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The length of the further groups of a number, separators and all.
fn groups(before: &str, after: &str) -> usize {
    let mut end = 0;
    let separator = after.chars().next().filter(|it| is_separator(*it));
    // “On February 26 613 people”: a space after the day of a date holds nothing together.
    let Some(separator) = separator.filter(|it| *it != ' ' || !ends_with_month(before)) else {
        return 0;
    };
    while let Some(group) = after[end..].strip_prefix(separator)
        && n_digits(group) == 3
    {
        end += separator.len_utf8() + 3;
    }
    end
}

fn is_separator(character: char) -> bool {
    matches!(
        character,
        ',' | '.' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'
    )
}

/// Whether a number is only a part of what stands there: of 12.5, of a word.
pub(super) fn is_torn(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    let is_broken = next.next().is_some_and(|it| matches!(it, '.' | ','))
        && next.next().is_some_and(|it| it.is_ascii_digit());
    is_broken
        || before.ends_with(|it: char| it.is_alphanumeric() || it == '.')
        || after.starts_with(|it: char| it.is_alphanumeric())
}

/// Whether the last word of a text is a month of any language.
fn ends_with_month(text: &str) -> bool {
    let last = text.split_whitespace().next_back();
    is_month(last.unwrap_or_default())
}

/// Whether a word, punctuation aside, is a month of any language.
pub(super) fn is_month(word: &str) -> bool {
    let bare = word.trim_matches(|it: char| !it.is_alphanumeric());
    Language::ALL
        .into_iter()
        .filter_map(Language::months)
        .any(|months| months.contains(&bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(text: &str, value: u64) -> bool {
        numbers(text).any(|(_, number)| number == value)
    }
    #[test]
    fn a_number_is_found_however_its_digits_are_grouped() {
        for text in [
            "5,379 inhabitants",
            "5.379",
            "5 379",
            "5\u{a0}379",
            "5379 people",
            "(5’379)",
        ] {
            assert!(contains(text, 5379), "{text}");
        }
        assert!(!contains("15,379", 5379));
        assert!(!contains("5,37", 537));
        assert!(contains(
            "613 people, including 63 children, 106 women",
            106
        ));
        assert!(contains("1,275 were captured", 1275));
    }

    fn all(text: &str) -> Vec<u64> {
        numbers(text).map(|(_, value)| value).collect()
    }

    #[test]
    fn a_year_after_a_date_is_a_number_of_its_own() {
        assert_eq!(all("February 26, 2024, is"), [26, 2024]);
    }

    #[test]
    fn a_year_is_never_the_first_group_of_a_number() {
        assert_eq!(all("In 1992 613 people died."), [1992, 613]);
        assert_eq!(all("In 1992,613 people died."), [1992, 613]);
        assert_eq!(all("On February 26 613 people died."), [26, 613]);
        assert_eq!(all("1\u{202f}992\u{202f}613 people"), [1_992_613]);
        assert_eq!(all("1 992 613 people"), [1_992_613]);
    }

    #[test]
    fn the_groups_of_a_number_are_held_by_one_kind_of_separator() {
        assert_eq!(all("1,234.567 tonnes"), [1234, 567]);
        assert_eq!(all("12,345,678"), [12_345_678]);
        assert_eq!(all("613, 106 and 12 3456"), [613, 106, 12, 3456]);
    }
}
