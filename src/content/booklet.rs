//! The product of the content stage: a booklet with every reference found.

use super::decode::Located;
use super::text::{Passage, Text};
use crate::base::day::Day;
use crate::base::diagnostic::{FileId, Span};
use crate::base::language::Language;

/// A booklet.
#[derive(Debug, Clone)]
pub struct Booklet {
    /// The name of its folder, which its files are called by.
    pub name: String,
    /// The title.
    pub title: Text,
    /// What it is.
    pub subtitle: Option<Text>,
    /// The day of the event.
    pub date: Day,
    /// The day that is remembered.
    pub commemorates: Option<Day>,
    /// Its language.
    pub language: Located<Language>,
    /// The people, in the order of the file.
    pub people: Vec<Person>,
    /// The figures, in the order of the file.
    pub figures: Vec<Figure>,
    /// Its parts, in order.
    pub sections: Vec<Section>,
    /// The theme.
    pub theme: ThemeChoice,
    /// Words with the hyphens they may be broken at.
    pub hyphenation: Vec<Located<String>>,
}

/// Which theme a booklet has.
#[derive(Debug, Clone)]
pub enum ThemeChoice {
    /// The one of a booklet that names none.
    Default,
    /// One of the program's, by name.
    Named(Located<String>),
    /// A file of the booklet's own.
    File(FileId),
}

/// A person's place in the booklet's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonIdx(pub usize);

/// A figure's place in the booklet's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureIdx(pub usize);

/// A person.
#[derive(Debug, Clone)]
pub struct Person {
    /// What stands before the name.
    pub honorific: Option<Text>,
    /// The name.
    pub name: Text,
    /// Offices and titles.
    pub titles: Vec<Text>,
    /// What a running head says.
    pub short: Option<Text>,
}

impl Person {
    /// The name with the honorific before it.
    pub fn full_name(&self, language: Language) -> String {
        let words = |text: &Text| text.in_language(language).map(|words| words.text.clone());
        let name = words(&self.name).unwrap_or_default();
        match self.honorific.as_ref().and_then(words) {
            Some(honorific) => format!("{honorific} {name}"),
            None => name,
        }
    }
}

/// A figure.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The number.
    pub value: u64,
    /// What is counted.
    pub label: Text,
    /// The figure it is a part of.
    pub of: Option<FigureIdx>,
    /// The person in whose statement it stands.
    pub source: PersonIdx,
    /// How sure it is.
    pub qualifier: Option<Qualifier>,
    /// Where it stands.
    pub at: Span,
}

/// How sure a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    /// About this many.
    About,
    /// At least this many.
    AtLeast,
}

/// A part of the booklet.
#[derive(Debug, Clone)]
pub struct Section {
    /// What it is.
    pub block: Block,
    /// Where it stands.
    pub at: Span,
}

/// The kinds of parts.
#[derive(Debug, Clone)]
pub enum Block {
    /// The front cover.
    Cover(Cover),
    /// The imprint.
    Imprint(Imprint),
    /// The contents.
    Contents(Contents),
    /// A statement.
    Statement(Statement),
    /// Figures as numbers.
    FigureNumbers(FigureNumbers),
    /// A figure as dots.
    FigureDots(FigureDots),
    /// The back cover.
    BackCover(BackCover),
}

/// The front cover.
#[derive(Debug, Clone)]
pub struct Cover {
    /// The line at the foot, if not the subtitle and the date.
    pub line: Option<Text>,
}

/// The imprint.
#[derive(Debug, Clone)]
pub struct Imprint {
    /// What it says, in Markdown.
    pub text: Option<Text>,
}

/// The contents.
#[derive(Debug, Clone)]
pub struct Contents {
    /// Its heading, if not the booklet's title.
    pub title: Option<Text>,
}

/// A statement.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Who says it.
    pub by: PersonIdx,
    /// The words, exactly.
    pub text: Text,
}

impl Statement {
    /// The words in a language.
    pub fn words(&self, language: Language) -> Option<&Passage> {
        self.text.in_language(language)
    }
}

/// Figures as numbers.
#[derive(Debug, Clone)]
pub struct FigureNumbers {
    /// The heading.
    pub title: Option<Text>,
    /// The figures; never empty.
    pub show: Vec<FigureIdx>,
    /// Its line in the contents.
    pub contents: Option<ContentsEntry>,
}

/// A figure as dots.
#[derive(Debug, Clone)]
pub struct FigureDots {
    /// The heading.
    pub title: Option<Text>,
    /// The figure.
    pub show: FigureIdx,
    /// Its line in the contents.
    pub contents: Option<ContentsEntry>,
}

/// A line of the contents.
#[derive(Debug, Clone)]
pub struct ContentsEntry {
    /// The line itself.
    pub title: Text,
    /// A second line under it.
    pub note: Option<Text>,
}

/// The back cover.
#[derive(Debug, Clone)]
pub struct BackCover {
    /// Its one line.
    pub line: Option<Text>,
}
