//! What Markdown says, as the layout sets it: paragraphs, headings, points, quotations, tables,
//! pictures, notes.

use super::picture::Picture;
use super::said::Said;
use super::text::Passage;
use crate::base::diagnostic::Span;

/// A text's prose in order, its notes and its pictures.
#[derive(Debug, Default, Clone)]
pub struct Marked {
    /// Everything but the notes.
    pub prose: Vec<Prose>,
    /// Notes, in the order of their first reference.
    pub notes: Vec<Prose>,
    /// The pictures, in the order they are named; `None` for one that cannot be read, which is complained of.
    pub pictures: Vec<Option<Picture>>,
}

/// A picture as Markdown names it: `![what it shows](file.jpg "caption")`.
#[derive(Debug, Clone)]
pub struct NamedPicture {
    /// The file.
    pub file: String,
    /// What it shows, or nothing.
    pub alternative: String,
    /// The words under it, or nothing.
    pub caption: String,
    /// Where it is named.
    pub at: Span,
}

/// A paragraph of prose, a heading, a point of a list.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// What it is.
    pub kind: ProseKind,
    /// Its text, without line breaks.
    pub text: String,
    /// Where each stretch ends, and how it is said.
    pub stretches: Vec<(usize, Said)>,
    /// Where it stands.
    pub at: Option<Span>,
}

/// What a piece of prose is.
#[derive(Debug, Default, Clone)]
pub enum ProseKind {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading inside the text; 1 is the highest.
    Heading(u8),
    /// A point of a list.
    Point {
        /// What stands before it: a dash, or its number. Nothing before a paragraph that goes on with a point.
        marker: String,
        /// How many lists its list stands in.
        depth: usize,
        /// Whether it is the first of its list.
        is_first: bool,
    },
    /// A paragraph of a quotation.
    Quoted,
    /// A table. Its words stand in its cells.
    Table(Table),
    /// A picture, by its place in the list of the text's pictures.
    Picture(usize),
    /// A paragraph of a note.
    Note {
        /// The number of the note.
        number: usize,
        /// Whether it is the first of its note.
        is_first: bool,
    },
}

/// A table.
#[derive(Debug, Default, Clone)]
pub struct Table {
    /// How each column stands.
    pub columns: Vec<Alignment>,
    /// The rows, each a cell for every column; the first row is the heads.
    pub rows: Vec<Vec<Prose>>,
}

/// How a column of a table stands.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// At the start.
    #[default]
    Start,
    /// In the middle.
    Middle,
    /// At the end.
    End,
}

impl Prose {
    /// A paragraph without emphasis.
    pub fn plain(text: impl Into<String>, at: Span) -> Self {
        let text = text.into();
        let stretches = vec![(text.len(), Said::default())];
        Self {
            stretches,
            text,
            at: Some(at),
            ..Self::default()
        }
    }

    /// A passage as it is said.
    pub fn of(passage: &Passage) -> Self {
        let mut prose = Self::plain(passage.text.clone(), passage.at);
        if !passage.stretches.is_empty() {
            prose.stretches.clone_from(&passage.stretches);
        }
        prose
    }

    /// The same without its first bytes, a letter that is set apart.
    #[must_use]
    pub fn without_first(&self, n_bytes: usize) -> Self {
        let rest = self.stretches.iter().filter(|(end, _)| *end > n_bytes);
        Self {
            kind: self.kind.clone(),
            text: self.text.get(n_bytes..).unwrap_or_default().to_owned(),
            stretches: rest
                .map(|(end, said)| (end - n_bytes, said.clone()))
                .collect(),
            at: self.at,
        }
    }

    /// Adds words. Spaces running are one space, as everywhere in Markdown.
    pub fn say(&mut self, text: &str, said: Said) {
        for character in text.chars() {
            if character != ' ' || !self.text.ends_with(' ') {
                self.text.push(character);
            }
        }
        let end = self.text.len();
        match self.stretches.last_mut() {
            Some((last_end, last)) if *last == said => *last_end = end,
            _ => self.stretches.push((end, said)),
        }
    }

    /// The number of the note it is a paragraph of, and whether it is the first.
    pub fn kind_of_note(&self) -> Option<(usize, bool)> {
        match self.kind {
            ProseKind::Note { number, is_first } => Some((number, is_first)),
            _ => None,
        }
    }

    /// Its words without the numbers of notes.
    pub fn without_notes(&self) -> String {
        let mut words = String::with_capacity(self.text.len());
        let mut start = 0;
        for (end, said) in &self.stretches {
            if said.note.is_none() {
                words.push_str(&self.text[start..*end]);
            }
            start = *end;
        }
        words
    }

    /// The addresses it leads to, in order, each stretch once.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        let links = self.stretches.iter();
        links.filter_map(|(_, said)| said.link.as_deref())
    }
}

impl Marked {
    /// Everything that has words, cells of tables and notes among it, in the order it is set.
    pub fn all(&self) -> impl Iterator<Item = &Prose> {
        let pieces = self.prose.iter().chain(&self.notes);
        pieces.flat_map(|prose| match &prose.kind {
            ProseKind::Table(table) => table.rows.iter().flatten().collect::<Vec<_>>(),
            _ => vec![prose],
        })
    }

    /// The words alone, a blank line between paragraphs, to look for something in them.
    pub fn plain(&self) -> String {
        let pieces = self.prose.iter().flat_map(|prose| match &prose.kind {
            ProseKind::Table(table) => table.rows.iter().flatten().collect::<Vec<_>>(),
            _ => vec![prose],
        });
        let texts = pieces.map(Prose::without_notes);
        let texts: Vec<_> = texts.filter(|text| !text.trim().is_empty()).collect();
        texts.join("\n\n")
    }
}
