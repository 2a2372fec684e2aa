//! Lists of names: read from CSV, put in the order of the language's alphabet, grouped.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use super::booklet::ListedName;
use super::columns::{self, Columns};
use super::section_schema::{Group, HeadingsYaml};
use super::table::{self, Row, Table};
use super::text::Passage;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, FileId, Sources, Span};
use crate::base::language::Language;

/// A name of a list before it has its place.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The family, or nothing.
    pub family: String,
    /// What its place in the alphabet goes by: the name without a title.
    pub sorted_by: String,
    /// What is printed.
    pub name: Passage,
}

impl Entry {
    /// A name of no family.
    pub fn of(name: Passage) -> Self {
        Self {
            family: String::new(),
            sorted_by: name.text.clone(),
            name,
        }
    }
}

/// Reads the names of a CSV file by what stands over its columns, or by what `headings` says does. What of
/// the file is not printed is told.
pub fn read_csv(
    file: FileId,
    headings: Option<&HeadingsYaml>,
    group: Option<Group>,
    sources: &Sources,
    complaints: &mut Complaints,
) -> Option<Vec<Entry>> {
    let text = &sources.file(file)?.text;
    let table = table::read(file, text, complaints)?;
    let mut columns = Columns::of(&table, headings, complaints)?;
    if let Some(example) = columns.settle(&table.rows) {
        complain_of_family(&table, &columns, &example, complaints);
    }
    let rows = table.rows.iter();
    let entries: Vec<_> = rows
        .filter_map(|row| {
            check_width(row, &table.head, text, complaints);
            entry(row, &columns, complaints)
        })
        .collect();
    complain_of_unprinted(&table, &columns, group, complaints);
    Some(entries)
}

fn entry(row: &Row, columns: &Columns, complaints: &mut Complaints) -> Option<Entry> {
    let cell = |column: Option<usize>| column.and_then(|column| row.get(column));
    let parts = columns.parts.iter().filter_map(|part| row.get(*part));
    let parts: Vec<_> = parts.filter(|cell| !cell.value.is_empty()).collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        let at = row.first().map(|cell| cell.at);
        let message = "a line without a name";
        let help = "write the name, or remove the line";
        complaints.push(Diagnostic::new(Code::BadCsv, at, message).help(help));
        return None;
    };
    if let Some(long) = parts.iter().find(|cell| cell.value.contains(['\r', '\n'])) {
        let message = "a name in quotes goes over more than one line";
        let help = "close the quotes at the end of the line, or write the name on one line";
        complaints.push(Diagnostic::new(Code::BadCsv, Some(long.at), message).help(help));
    }
    let sorted_by = columns.name(row);
    let name = match cell(columns.title).filter(|title| !title.value.is_empty()) {
        Some(title) => format!("{} {sorted_by}", title.value),
        None => sorted_by.clone(),
    };
    let at = Span {
        file: first.at.file,
        start: first.at.start.min(last.at.start),
        end: first.at.end.max(last.at.end),
    };
    Some(Entry {
        family: cell(columns.family).map_or_else(String::new, |cell| cell.value.clone()),
        sorted_by,
        name: Passage::made(name, at),
    })
}

/// A row with more words than headings had a comma where no cell ends.
fn check_width(row: &Row, head: &Row, text: &str, complaints: &mut Complaints) {
    let mut surplus = row.iter().skip(head.len()).rev();
    let Some(last) = surplus.find(|cell| !cell.value.is_empty()) else {
        return;
    };
    let (Some(first), n_headings) = (row.first(), head.len()) else {
        return;
    };
    let whole = Span {
        end: last.at.end,
        ..first.at
    };
    let message = format!("a line with {} cells under {n_headings}", row.len());
    let message = match n_headings {
        1 => format!("{message} heading"),
        _ => format!("{message} headings"),
    };
    let together = match row.get(1) {
        Some(second) if n_headings > 1 => second.at.end,
        _ => last.at.end,
    };
    let written = text.get(first.at.start as usize..together as usize);
    let example = written.unwrap_or_default().trim().replace('"', "\"\"");
    let help = format!("put what belongs together in quotes, such as `\"{example}\"`");
    complaints.push(Diagnostic::new(Code::BadCsv, Some(whole), message).help(help));
}

fn complain_of_family(
    table: &Table,
    columns: &Columns,
    example: &str,
    complaints: &mut Complaints,
) {
    let heading = columns.parts.first().and_then(|name| table.head.get(*name));
    let family = columns.family.and_then(|family| table.head.get(family));
    let (Some(heading), Some(family)) = (heading, family) else {
        return;
    };
    let message = format!("`family` is taken for the surname: “{example}”");
    let help = format!(
        "write `surname` over it if that is right; if not, add `headings: {{name: {}}}` to the list",
        heading.value
    );
    complaints.push(Diagnostic::new(Code::Guessed, Some(family.at), message).help(help));
}

/// Columns whose words stand on no page are named; the numbers of rows are no words.
fn complain_of_unprinted(
    table: &Table,
    columns: &Columns,
    group: Option<Group>,
    complaints: &mut Complaints,
) {
    let is_heading = |column: usize| group == Some(Group::Family) && columns.family == Some(column);
    let is_printed = |column: usize| {
        columns.parts.contains(&column) || columns.title == Some(column) || is_heading(column)
    };
    let is_number = |column: usize, words: &str| {
        columns.number == Some(column) && words.chars().all(|it| it.is_ascii_digit() || it == '.')
    };
    let mut n_lost = vec![0_usize; table.head.len()];
    for row in &table.rows {
        let name = columns.name(row);
        for (column, cell) in row.iter().enumerate().take(n_lost.len()) {
            let words = cell.value.as_str();
            let is_told = is_printed(column)
                || words.is_empty()
                || is_number(column, words)
                || columns::holds(&name, words);
            n_lost[column] += usize::from(!is_told);
        }
    }
    let lost = table.head.iter().zip(&n_lost);
    let lost: Vec<_> = lost.filter(|(_, n_lost)| **n_lost > 0).collect();
    let Some((first, _)) = lost.first() else {
        return;
    };
    let told = lost.iter().map(|(heading, n_lost)| {
        let lines = if **n_lost == 1 { "line" } else { "lines" };
        format!("`{}` ({n_lost} {lines})", heading.value)
    });
    let told: Vec<_> = told.collect();
    let verb = if told.len() == 1 { "is" } else { "are" };
    let message = format!("{} {verb} not printed", told.join(", "));
    let help = "only names, surnames and titles are; `headings` says which columns they are, or remove what is not for print";
    complaints.push(Diagnostic::new(Code::ColumnNotPrinted, Some(first.at), message).help(help));
}

/// The names in the order they are printed, each that begins a group with the group's heading.
pub fn arranged(
    mut names: Vec<Entry>,
    sorted: bool,
    group: Option<Group>,
    language: Language,
) -> Vec<ListedName> {
    if sorted && let Some(collator) = collator(language) {
        names.sort_by(|one, two| {
            let by_family = match group {
                Some(Group::Family) => collator.compare(&one.family, &two.family),
                _ => Ordering::Equal,
            };
            by_family.then_with(|| collator.compare(&one.sorted_by, &two.sorted_by))
        });
    }
    let mut before = String::new();
    let headed = names.into_iter().map(|entry| {
        let heading = match group {
            None => String::new(),
            Some(Group::Family) => entry.family,
            Some(Group::Letter) => first_letter(&entry.sorted_by, language),
        };
        let begins = heading != before && !heading.is_empty();
        before.clone_from(&heading);
        ListedName {
            group: begins.then_some(heading),
            name: entry.name,
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
            .map(|name| Entry::of(Passage::made(*name, at)))
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
        let names = ["Ada", "Alan", "Bo"].map(|name| Entry::of(Passage::made(name, at)));
        let arranged = arranged(names.into(), true, Some(Group::Letter), Language::English);
        let heads: Vec<_> = arranged
            .iter()
            .map(|listed| listed.group.as_deref())
            .collect();
        assert_eq!(heads, [Some("A"), None, Some("B")]);
    }
}
