//! Figures and the statements they are said to stand in: what is checked of them, and how numbers are
//! found in a text.

use std::collections::HashSet;

use super::booklet::{Booklet, FigureIdx, PersonIdx, Qualifier, Statement};
use super::decode::Named;
use super::schema::FigureYaml;
use crate::base::diagnostic::{Code, Complaints, Diagnostic};

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
        let PersonIdx(source) = figure.source;
        let _ = writer.write_record([
            figure.label.plain(language),
            figure.value.to_string(),
            qualifier.to_owned(),
            whole.map(|whole| whole.plain(language)).unwrap_or_default(),
            booklet.people[source].full_name(language),
        ]);
    }
    writer.into_inner().unwrap_or_default()
}

/// A figure whose source is a speaker must stand in one of that speaker's statements, in the
/// booklet's language.
pub fn check_sources(booklet: &Booklet, complaints: &mut Complaints) {
    let language = booklet.language.value;
    let mut statements: Vec<Vec<&Statement>> = vec![Vec::new(); booklet.people.len()];
    let sections = booklet.sections.iter();
    for statement in sections.filter_map(|section| section.block.statement()) {
        statements[statement.by.0].push(statement);
    }
    let mut by_speaker: Vec<Option<HashSet<u64>>> = vec![None; booklet.people.len()];
    for figure in &booklet.figures {
        let PersonIdx(source) = figure.source;
        let stated = by_speaker[source].get_or_insert_with(|| {
            let spoken = statements[source].iter();
            let words = spoken.filter_map(|statement| statement.words(language));
            words
                .flat_map(|words| numbers(&words.text))
                .map(|(_, number)| number)
                .collect()
        });
        if stated.contains(&figure.value) {
            continue;
        }
        let speaker = booklet.people[source].full_name(language);
        let (message, help) = if statements[source].is_empty() {
            (
                format!(
                    "there is no statement of {speaker}, who is the source of the figure {}",
                    figure.value
                ),
                "add the statement, or name another source",
            )
        } else {
            (
                format!(
                    "the figure {} does not stand in the statement of {speaker}",
                    figure.value
                ),
                "compare the number with the statement, or name another source",
            )
        };
        let at = Some(figure.at);
        complaints.push(Diagnostic::new(Code::FigureNotInStatement, at, message).help(help));
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

/// Every whole number in a text, with the bytes it takes. Commas, points, spaces and apostrophes
/// between groups of three digits belong to it.
pub fn numbers(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, u64)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let mut value = 0_u64;
        let mut end = start;
        loop {
            while let Some(digit) = bytes.get(end).filter(|byte| byte.is_ascii_digit()) {
                value = value
                    .saturating_mul(10)
                    .saturating_add(u64::from(digit - b'0'));
                end += 1;
            }
            let Some(group) = next_group(&text[end..]) else {
                break;
            };
            end += group;
        }
        at = end;
        Some((start..end, value))
    })
}

/// The length of a separator that is followed by exactly three digits.
fn next_group(rest: &str) -> Option<usize> {
    let separator = rest.chars().next()?;
    if !matches!(
        separator,
        ',' | '.' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'
    ) {
        return None;
    }
    let n_digits = rest[separator.len_utf8()..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    (n_digits == 3).then_some(separator.len_utf8())
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

    #[test]
    fn a_year_after_a_date_is_a_number_of_its_own() {
        let found: Vec<_> = numbers("February 26, 2024, is")
            .map(|(_, value)| value)
            .collect();
        assert_eq!(found, [26, 2024]);
    }
}
