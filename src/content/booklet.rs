//! The product of the content stage: a booklet with every reference found.

use super::decode::Located;
use super::editions::Duplex;
use super::own_fonts::OwnFamily;
use super::picture::Picture;
use super::prose::Marked;
use super::text::{Passage, Text};
use crate::base::day::Day;
use crate::base::diagnostic::{FileId, Span};
use crate::base::language::Language;
use crate::base::paper::Paper;
use crate::yaml_words;

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
    /// Parts that may fill the pages left before the back cover.
    pub fill: Vec<Section>,
    /// The theme.
    pub theme: ThemeChoice,
    /// Fonts of its own.
    pub fonts: Vec<OwnFamily>,
    /// Words with the hyphens they may be broken at.
    pub hyphenation: Vec<Located<String>>,
    /// How it is printed in the office.
    pub office: OfficeChoice,
}

impl Booklet {
    /// Every picture it shows or may show.
    pub fn pictures(&self) -> Vec<&Picture> {
        let mut pictures: Vec<&Picture> = Vec::new();
        for person in &self.people {
            pictures.extend(person.portrait.iter().chain(&person.signature));
        }
        for section in self.sections.iter().chain(&self.fill) {
            match &section.block {
                Block::Cover(cover) => pictures.extend(&cover.picture),
                Block::Gallery(gallery) => pictures.extend(&gallery.pictures),
                Block::Plate(picture) => pictures.push(picture),
                Block::Logos(logos) => pictures.extend(&logos.logos),
                Block::Prose(text) => pictures.extend(text.text.pictures.iter().flatten()),
                Block::Imprint(imprint) => {
                    let marked = imprint.text.iter();
                    pictures.extend(marked.flat_map(|it| it.pictures.iter().flatten()));
                }
                Block::Statement(statement) => {
                    let marked = statement.marked.iter();
                    pictures.extend(marked.flat_map(|it| it.pictures.iter().flatten()));
                }
                Block::Contents(_)
                | Block::FigureNumbers(_)
                | Block::FigureDots(_)
                | Block::FigureTable(_)
                | Block::FigureBars(_)
                | Block::Quotation(_)
                | Block::Timeline(_)
                | Block::Programme(_)
                | Block::Names(_)
                | Block::Qr(_)
                | Block::NotesPage(_)
                | Block::BackCover(_) => {}
            }
        }
        pictures
    }

    /// The language of a section's words.
    pub fn language_of(&self, section: &Section) -> Language {
        section.language.unwrap_or(self.language.value)
    }
}

/// How a booklet is printed in the office, as far as it says so.
#[derive(Debug, Clone, Default)]
pub struct OfficeChoice {
    /// The paper.
    pub paper: Option<Paper>,
    /// How the printer prints both sides.
    pub duplex: Option<Duplex>,
    /// The weight of the paper in grams a square metre.
    pub grammage: Option<f64>,
    /// The thickness of a sheet in millimetres.
    pub thickness: Option<f64>,
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
    /// The smaller page that another theme names under `half`, in the colour and the faces of that theme.
    HalfOf(Box<ThemeChoice>),
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
    /// The portrait.
    pub portrait: Option<Picture>,
    /// The signature.
    pub signature: Option<Picture>,
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
    /// The person in whose statement it stands; none only in a booklet with errors.
    pub source: Option<PersonIdx>,
    /// How sure it is.
    pub qualifier: Option<Qualifier>,
    /// The sentence its source says it in, as it is named.
    pub sentence: Option<Text>,
    /// The section in which its source says the number.
    pub stated_in: Option<usize>,
    /// The sentences that say it, each as well as the others; none if only the number stands there.
    pub sentences: Vec<Sentence>,
    /// Where it stands.
    pub at: Span,
}

/// A sentence of a statement: bytes of one of its paragraphs, in the booklet's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentence {
    /// The section the statement is.
    pub section_idx: usize,
    /// Which of its paragraphs.
    pub paragraph_idx: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

yaml_words! {
    /// How sure a number is.
    #[schemars(rename = "QualifierYaml")]
    pub enum Qualifier expects "a qualifier" {
        /// About this many.
        "about" => About,
        /// At least this many.
        "at_least" => AtLeast,
    }
}

/// A part of the booklet.
#[derive(Debug, Clone)]
pub struct Section {
    /// What it is.
    pub block: Block,
    /// The language of its words, where that is not the booklet's.
    pub language: Option<Language>,
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
    /// Figures as a table.
    FigureTable(FigureList),
    /// Figures as bars.
    FigureBars(FigureList),
    /// Prose.
    Prose(ProseText),
    /// Somebody's words on a page of their own.
    Quotation(Quotation),
    /// Events in order.
    Timeline(Timeline),
    /// The programme of the event.
    Programme(Programme),
    /// A list of names.
    Names(Names),
    /// Pictures with captions.
    Gallery(Gallery),
    /// A picture on a page of its own.
    Plate(Picture),
    /// The logos of partners.
    Logos(Logos),
    /// An address as a QR code.
    Qr(Qr),
    /// A ruled page for notes.
    NotesPage(NotesPage),
    /// The back cover.
    BackCover(BackCover),
}

impl Block {
    /// The statement it is, if it is one.
    pub fn statement(&self) -> Option<&Statement> {
        if let Self::Statement(statement) = self {
            Some(statement)
        } else {
            None
        }
    }
}

/// The front cover.
#[derive(Debug, Clone)]
pub struct Cover {
    /// The line at the foot, if not the subtitle and the date.
    pub line: Option<Text>,
    /// The picture.
    pub picture: Option<Picture>,
}

/// The imprint.
#[derive(Debug, Clone)]
pub struct Imprint {
    /// What it says.
    pub text: Option<Marked>,
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
    /// The words, exactly; those of a Markdown text without its marks.
    pub text: Text,
    /// The words as Markdown says them, if they are written so.
    pub marked: Option<Marked>,
    /// Whether it begins with a letter of three lines.
    pub drop_cap: bool,
    /// Words of it that are set large.
    pub pull_quote: Option<Text>,
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
    /// The words under it.
    pub caption: Option<Text>,
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

/// Figures as a table or as bars.
#[derive(Debug, Clone)]
pub struct FigureList {
    /// The heading.
    pub title: Option<Text>,
    /// The figures; never empty.
    pub show: Vec<FigureIdx>,
    /// Its line in the contents.
    pub contents: Option<ContentsEntry>,
}

/// Prose, such as a foreword.
#[derive(Debug, Clone)]
pub struct ProseText {
    /// The heading.
    pub title: Option<Text>,
    /// Who wrote it.
    pub by: Option<PersonIdx>,
    /// The text.
    pub text: Marked,
    /// How many columns: 1 to 3.
    pub n_columns: usize,
    /// Whether it begins with a letter of three lines.
    pub drop_cap: bool,
}

/// Somebody's words on a page of their own.
#[derive(Debug, Clone)]
pub struct Quotation {
    /// The words.
    pub text: Text,
    /// Who said them.
    pub by: Option<PersonIdx>,
    /// Where they are from.
    pub source: Option<Text>,
}

/// Events in order.
#[derive(Debug, Clone)]
pub struct Timeline {
    /// The heading.
    pub title: Option<Text>,
    /// The events: when, and what.
    pub events: Vec<(Text, Text)>,
}

/// The programme of the event.
#[derive(Debug, Clone)]
pub struct Programme {
    /// The heading.
    pub title: Option<Text>,
    /// Where it takes place.
    pub place: Option<Text>,
    /// What happens.
    pub items: Vec<ProgrammeItem>,
}

/// A point of the programme.
#[derive(Debug, Clone)]
pub struct ProgrammeItem {
    /// When.
    pub time: Text,
    /// What.
    pub title: Text,
    /// By whom.
    pub by: Option<Text>,
}

/// A list of names.
#[derive(Debug, Clone)]
pub struct Names {
    /// The heading.
    pub title: Option<Text>,
    /// The names, in the order they are printed.
    pub names: Vec<ListedName>,
    /// How many columns: 1 to 4.
    pub n_columns: usize,
}

/// A name of a list.
#[derive(Debug, Clone)]
pub struct ListedName {
    /// What stands before the first name of a group.
    pub group: Option<String>,
    /// The name.
    pub name: Passage,
}

/// Pictures with captions.
#[derive(Debug, Clone)]
pub struct Gallery {
    /// The heading.
    pub title: Option<Text>,
    /// The pictures.
    pub pictures: Vec<Picture>,
    /// How many stand side by side: 1 to 3.
    pub n_columns: usize,
}

/// The logos of partners.
#[derive(Debug, Clone)]
pub struct Logos {
    /// The heading.
    pub title: Option<Text>,
    /// The logos.
    pub logos: Vec<Picture>,
}

/// An address as a QR code.
#[derive(Debug, Clone)]
pub struct Qr {
    /// The heading.
    pub title: Option<Text>,
    /// The address.
    pub address: Located<String>,
    /// What is found there.
    pub caption: Option<Text>,
}

/// A ruled page for notes.
#[derive(Debug, Clone)]
pub struct NotesPage {
    /// The heading.
    pub title: Option<Text>,
}
