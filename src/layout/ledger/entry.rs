//! What should stand on the pages, on its own: a paragraph, a heading, a cell, a field of dots.

use crate::base::diagnostic::Span;

/// Stands for the program's own words about the faces.
pub(super) const FAMILIES: &str = "\u{0}families";

/// Something that should stand on the pages, on its own.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The words. Empty for what has none, such as a field of dots.
    pub(super) text: String,
    /// Where they are written.
    pub(super) at: Span,
    /// Whose words they are.
    pub(super) whose: Whose,
    /// The addresses it leads to, as a file writes them.
    pub(super) links: Vec<String>,
    /// Whether it stands under the one before: a paragraph of running text.
    pub(super) flows: bool,
    /// How many dots stand for it.
    pub(super) n_dots: usize,
    /// The same words where they may also stand apart, as a label and a number in cells of a table.
    pub(super) apart: Option<[String; 2]>,
}

/// Whose words something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// The booklet's: they are counted.
    Booklet,
    /// The program's own, or a copy by rule.
    Program,
}

/// What should stand on the pages of a section.
#[derive(Debug, Default)]
pub(super) struct Expected {
    /// The words.
    pub(super) entries: Vec<Entry>,
    /// The pictures.
    pub(super) pictures: Vec<Span>,
    /// How many links lead to pages.
    pub(super) n_page_links: usize,
}
