//! The numbers of points in a Word file, which stand in no paragraph: Word counts them when it shows the file.
//!
//! Takes the part that says how lists are numbered (ECMA-376, part 1, 17.9), gives what stands before each
//! point. What is not understood is said so and never guessed.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::styles::{InList, Style, Styles};
use super::xml::{attribute, child, parsed, switch, value};
use crate::base::shown;
use crate::content::intake::raw::RawError;

/// How many levels a list has.
const N_LEVELS: usize = 9;

/// The longest words before a point, in bytes: “Article 1.” and more.
const LONGEST_LABEL: usize = 40;

/// The largest number with letters: thirty rounds of the alphabet.
const LAST_LETTERS: u32 = 780;

/// The largest number in Roman figures that needs no others.
const LAST_ROMAN: u32 = 3999;

/// What Roman figures are made of.
const ROMAN: &[(u32, &str)] = &[
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// How the lists of a file are numbered.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Forms of lists by their numbers.
    forms: BTreeMap<String, Form>,
    /// Lists by their numbers.
    lists: BTreeMap<String, List>,
}

/// The form of a list.
#[derive(Debug, Default)]
struct Form {
    levels: BTreeMap<usize, Level>,
    /// The style that has the levels, if another form has them.
    other: Option<String>,
}

#[derive(Debug)]
struct List {
    form: String,
    /// Levels that differ from those of the form.
    levels: BTreeMap<usize, Level>,
    /// Where levels begin in place of the form's.
    starts: BTreeMap<usize, u32>,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// The label, with `%1` for the number of the first level.
    label: String,
    /// The style whose paragraphs are on this level.
    style: Option<String>,
    /// Whether numbers of other levels are shown in figures.
    has_figures: bool,
    /// Whether it counts on after a point of a level above.
    counts_on: bool,
}

/// What stands before a point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// Nothing.
    Nothing,
    /// A bullet.
    Bullet,
    /// A number.
    Number(String),
    /// A number that may go on from another list of the same form, as programs differ in it.
    Doubtful(String),
    /// Something that is not understood, as the file calls it.
    Unknown(String),
}

/// How far the points of a part are counted.
#[derive(Debug, Default)]
pub(super) struct Counts<'s> {
    lists: BTreeMap<&'s str, [Option<u32>; N_LEVELS]>,
    forms: BTreeSet<&'s str>,
}

impl Numbering {
    /// Reads the part of a file that has it.
    pub(super) fn read(xml: &str) -> Result<Self, RawError> {
        let tree = parsed(xml)?;
        let mut numbering = Self::default();
        for node in tree.root_element().children().filter(Node::is_element) {
            match node.tag_name().name() {
                "abstractNum" => {
                    let number = attribute(node, "abstractNumId").unwrap_or_default();
                    numbering.forms.insert(number.to_owned(), form(node));
                }
                "num" => {
                    let number = attribute(node, "numId").unwrap_or_default();
                    numbering.lists.insert(number.to_owned(), list(node));
                }
                _ => {}
            }
        }
        Ok(numbering)
    }

    /// The level of a list on which paragraphs of a style are.
    fn level_of_style(&self, number: &str, style: &str) -> Option<usize> {
        let form = self.forms.get(&self.lists.get(number)?.form)?;
        let mut levels = form.levels.iter();
        let level = levels.find(|(_, level)| level.style.as_deref() == Some(style));
        level.map(|(level, _)| *level)
    }

    /// The list of a number, under the number that has its levels.
    fn list(&self, number: &str, styles: &Styles) -> Option<(&str, &List, &Form)> {
        let (number, list) = self.lists.get_key_value(number)?;
        let form = self.forms.get(&list.form)?;
        let Some(style) = &form.other else {
            return Some((number, list, form));
        };
        let other = styles.get(style).list.number?;
        let form = self.forms.get(&self.lists.get(&other)?.form)?;
        Some((number, list, form))
    }
}

impl<'s> Counts<'s> {
    /// Counts a paragraph that is a point by its properties or by its style, which comes with its name, and
    /// gives what stands before it.
    pub(super) fn label(
        &mut self,
        numbering: &'s Numbering,
        styles: &Styles,
        properties: Option<Node<'_, '_>>,
        (name, style): (&str, &Style),
    ) -> Option<Label> {
        let place = InList::of(properties).over(&style.list);
        // A list that has no number is one still.
        let is_point = properties.is_some_and(|it| child(it, "numPr").is_some());
        let number = place.number.or_else(|| is_point.then(String::new));
        let number = number.filter(|number| number != "0")?;
        let level = place
            .level
            .or_else(|| numbering.level_of_style(&number, name));
        Some(self.next(numbering, styles, (&number, level.unwrap_or(0))))
    }

    /// Counts a point, and gives what stands before it.
    fn next(
        &mut self,
        numbering: &'s Numbering,
        styles: &Styles,
        (number, level): (&str, usize),
    ) -> Label {
        let Some((number, list, form)) = numbering.list(number, styles) else {
            // Where the file has no numbers at all, a point is a point.
            return if numbering.lists.is_empty() {
                Label::Bullet
            } else {
                Label::Unknown("no such list".to_owned())
            };
        };
        let level_at = |idx: usize| list.levels.get(&idx).or_else(|| form.levels.get(&idx));
        let Some(own) = level_at(level) else {
            return Label::Unknown("no such level".to_owned());
        };
        let start = |idx: usize| {
            let start = level_at(idx).map_or(1, |it| it.start);
            list.starts.get(&idx).copied().unwrap_or(start)
        };
        let is_first = !self.lists.contains_key(number);
        let is_shared = !self.forms.insert(&list.form);
        let counts = self.lists.entry(number).or_default();
        let count = counts[level].map_or_else(|| start(level), |count| count.saturating_add(1));
        counts[level] = Some(count);
        for (idx, count) in counts.iter_mut().enumerate().skip(level + 1) {
            if !level_at(idx).is_some_and(|it| it.counts_on) {
                *count = None;
            }
        }
        match own.format.as_str() {
            "bullet" => return Label::Bullet,
            "none" => return Label::Nothing,
            _ => {}
        }
        let counted = |idx: usize| {
            let format = level_at(idx).map_or("decimal", |it| it.format.as_str());
            let is_plain = own.has_figures && idx != level;
            let format = if is_plain { "decimal" } else { format };
            written(counts[idx].unwrap_or_else(|| start(idx)), format)
        };
        match filled(&own.label, counted) {
            None => Label::Unknown(shown::first_letters(&own.format, LONGEST_LABEL).to_owned()),
            Some(label) if label.trim().is_empty() => Label::Nothing,
            Some(label) if is_first && is_shared && !list.starts.contains_key(&level) => {
                Label::Doubtful(label)
            }
            Some(label) => Label::Number(label),
        }
    }
}

fn form(node: Node<'_, '_>) -> Form {
    Form {
        levels: levels(node).collect(),
        other: value(node, "numStyleLink").map(str::to_owned),
    }
}

fn list(node: Node<'_, '_>) -> List {
    let is_override = |it: &Node<'_, '_>| it.tag_name().name() == "lvlOverride";
    let overrides: Vec<_> = node.children().filter(is_override).collect();
    let starts = overrides.iter().filter_map(|it| {
        let level = attribute(*it, "ilvl")?.parse().ok()?;
        Some((level, value(*it, "startOverride")?.parse().ok()?))
    });
    List {
        form: value(node, "abstractNumId").unwrap_or_default().to_owned(),
        levels: overrides.iter().flat_map(|it| levels(*it)).collect(),
        starts: starts.collect(),
    }
}

fn levels(node: Node<'_, '_>) -> impl Iterator<Item = (usize, Level)> {
    let is_level = |it: &Node<'_, '_>| it.tag_name().name() == "lvl";
    node.children().filter(is_level).filter_map(|node| {
        let level = Level {
            // What is not said is 0, and decimal (17.9.25, 17.9.17).
            start: value(node, "start")
                .and_then(|it| it.parse().ok())
                .unwrap_or(0),
            format: value(node, "numFmt").unwrap_or("decimal").to_owned(),
            label: value(node, "lvlText").unwrap_or_default().to_owned(),
            style: value(node, "pStyle").map(str::to_owned),
            has_figures: switch(Some(node), "isLgl") == Some(true),
            counts_on: value(node, "lvlRestart") == Some("0"),
        };
        let idx = attribute(node, "ilvl")?.parse().ok()?;
        (idx < N_LEVELS).then_some((idx, level))
    })
}

/// A label with its numbers, unless one cannot be written or it is longer than any.
fn filled(label: &str, shown: impl Fn(usize) -> Option<String>) -> Option<String> {
    let mut filled = String::new();
    let mut letters = label.chars().peekable();
    while let Some(letter) = letters.next() {
        let level = letters.peek().and_then(|it| it.to_digit(10));
        match level {
            Some(level @ 1..) if letter == '%' => {
                letters.next();
                filled.push_str(&shown(level as usize - 1)?);
            }
            _ => filled.push(letter),
        }
        if filled.len() > LONGEST_LABEL {
            return None;
        }
    }
    Some(filled)
}

/// A number in a format of Word's.
fn written(number: u32, format: &str) -> Option<String> {
    match format {
        "decimal" => Some(number.to_string()),
        "decimalZero" => Some(format!("{number:02}")),
        "lowerLetter" => in_letters(number, 'a'),
        "upperLetter" => in_letters(number, 'A'),
        "lowerRoman" => in_roman(number),
        "upperRoman" => in_roman(number).map(|it| it.to_uppercase()),
        "none" => Some(String::new()),
        _ => None,
    }
}

/// Letters, after z twice each: aa, bb.
fn in_letters(number: u32, first: char) -> Option<String> {
    let idx = number.checked_sub(1).filter(|idx| *idx < LAST_LETTERS)?;
    let letter = char::from_u32(u32::from(first) + idx % 26)?;
    Some(letter.to_string().repeat(idx as usize / 26 + 1))
}

fn in_roman(number: u32) -> Option<String> {
    let mut rest = Some(number).filter(|it| (1..=LAST_ROMAN).contains(it))?;
    let mut roman = String::new();
    for (worth, letters) in ROMAN {
        while rest >= *worth {
            roman.push_str(letters);
            rest -= worth;
        }
    }
    Some(roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_shows_them() {
        for (number, format, expected) in [
            (7, "decimal", Some("7")),
            (7, "decimalZero", Some("07")),
            (3, "lowerLetter", Some("c")),
            (28, "upperLetter", Some("BB")),
            (0, "lowerLetter", None),
            (1994, "upperRoman", Some("MCMXCIV")),
            (4, "lowerRoman", Some("iv")),
            (u32::MAX, "lowerRoman", None),
            (u32::MAX, "lowerLetter", None),
            (1, "russianLower", None),
        ] {
            let written = written(number, format);
            assert_eq!(written.as_deref(), expected, "{number} {format}");
        }
    }
}
