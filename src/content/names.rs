//! Lists of names: read from CSV, put in the order of the language's alphabet, grouped.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use super::booklet::ListedName;
use super::text::Passage;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, FileId, Sources, Span};
use crate::base::language::Language;

/// What stands together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Names with the same first letter.
    Letter,
    /// Names of one family.
    Family,
}

/// A name with its family, or nothing for the family.
pub type FamilyAndName = (String, Passage);

/// Reads the names of a CSV file: its column `name`, and `family` if there is one.
pub fn read_csv(
    file: FileId,
    sources: &Sources,
    complaints: &mut Complaints,
) -> Option<Vec<FamilyAndName>> {
    let text = &sources.file(file)?.text;
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len() - body.len();
    let place = |start: u64, length: usize| {
        let start = (start as usize + skipped) as u32;
        Span {
            file,
            start,
            end: start + length as u32,
        }
    };
    let delimiter = delimiter(body);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(body.as_bytes());
    let headers = reader.headers().ok()?.clone();
    let column = |wanted: &str| {
        headers
            .iter()
            .position(|header| header.trim().eq_ignore_ascii_case(wanted))
    };
    let Some(name_column) = column("name") else {
        let message = "the file has no column `name`";
        let help = "write `name` over the names, in the first line";
        complaints.push(Diagnostic::new(Code::BadCsv, Some(place(0, 1)), message).help(help));
        return None;
    };
    let family_column = column("family");
    let mut names = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = error.position().map_or(0, csv::Position::byte);
                let message = format!("the line cannot be read: {error}");
                complaints.push(Diagnostic::new(Code::BadCsv, Some(place(at, 1)), message));
                continue;
            }
        };
        let start = record.position().map_or(0, csv::Position::byte);
        let name = record.get(name_column).unwrap_or("").trim();
        if name.is_empty() {
            let message = "a line without a name";
            let help = "write the name, or remove the line";
            let at = Some(place(start, 1));
            complaints.push(Diagnostic::new(Code::BadCsv, at, message).help(help));
            continue;
        }
        let family = family_column
            .and_then(|column| record.get(column))
            .unwrap_or("")
            .trim();
        let at = place(start, record.as_slice().len().max(1));
        names.push((family.to_owned(), Passage::made(name, at)));
    }
    Some(names)
}

/// The delimiter of a spreadsheet's file: semicolons where the comma is the decimal sign.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or("");
    let count = |byte: u8| first.bytes().filter(|it| *it == byte).count();
    if count(b';') > count(b',') {
        b';'
    } else if count(b'\t') > count(b',') {
        b'\t'
    } else {
        b','
    }
}

/// The names in the order they are printed, each that begins a group with the group's heading.
pub fn arranged(
    mut names: Vec<FamilyAndName>,
    sorted: bool,
    group: Option<Group>,
    language: Language,
) -> Vec<ListedName> {
    if sorted && let Some(collator) = collator(language) {
        names.sort_by(|one, two| {
            let by_family = match group {
                Some(Group::Family) => collator.compare(&one.0, &two.0),
                _ => Ordering::Equal,
            };
            by_family.then_with(|| collator.compare(&one.1.text, &two.1.text))
        });
    }
    let mut before = String::new();
    let headed = names.into_iter().map(|(family, name)| {
        let heading = match group {
            None => String::new(),
            Some(Group::Family) => family,
            Some(Group::Letter) => first_letter(&name.text, language),
        };
        let begins = heading != before && !heading.is_empty();
        before.clone_from(&heading);
        ListedName {
            group: begins.then_some(heading),
            name,
        }
    });
    headed.collect()
}

fn collator(language: Language) -> Option<CollatorBorrowed<'static>> {
    let locale = Locale::try_from_str(language.tag()).ok()?;
    Collator::try_new((&locale).into(), CollatorOptions::default()).ok()
}

fn first_letter(name: &str, language: Language) -> String {
    let letter = name.chars().find(|letter| letter.is_alphabetic());
    match (letter, language) {
        (Some('i'), Language::Azerbaijani | Language::Turkish) => "İ".to_owned(),
        (Some('ı'), Language::Azerbaijani | Language::Turkish) => "I".to_owned(),
        (Some(letter), _) => letter.to_uppercase().collect(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diagnostic::FileId;

    fn sorted(names: &[&str], language: Language) -> Vec<String> {
        let at = Span {
            file: FileId(0),
            start: 0,
            end: 0,
        };
        let names = names
            .iter()
            .map(|name| (String::new(), Passage::made(*name, at)))
            .collect();
        let arranged = arranged(names, true, Some(Group::Letter), language);
        arranged
            .into_iter()
            .map(|listed| listed.name.text)
            .collect()
    }

    #[test]
    fn azerbaijani_names_stand_in_the_order_of_their_alphabet() {
        let names = [
            "Zaur", "Əli", "Çingiz", "Xanım", "Həsən", "Cavid", "Qasım", "Kamal", "Elçin",
        ];
        let order = [
            "Cavid", "Çingiz", "Elçin", "Əli", "Həsən", "Xanım", "Kamal", "Qasım", "Zaur",
        ];
        assert_eq!(sorted(&names, Language::Azerbaijani), order);
    }

    #[test]
    fn a_letter_heads_its_first_name_only() {
        let at = Span {
            file: FileId(0),
            start: 0,
            end: 0,
        };
        let names = ["Ada", "Alan", "Bo"].map(|name| (String::new(), Passage::made(name, at)));
        let arranged = arranged(names.into(), true, Some(Group::Letter), Language::English);
        let heads: Vec<_> = arranged
            .iter()
            .map(|listed| listed.group.as_deref())
            .collect();
        assert_eq!(heads, [Some("A"), None, Some("B")]);
    }
}
