//! A galley: set type not yet cut into pages.
//!
//! Its pieces stand under each other; each piece says whether a page may end after it. Places
//! inside a piece count from the start of the measure and the top of the piece.

use std::sync::Arc;

use super::marks::line_items;
use super::page::{Item, TagId};
use super::stack::Stack;
use super::voices::Voices;
use crate::base::diagnostic::{Diagnostic, Span};
use crate::base::geometry::{Point, Rect};
use crate::base::units::Pt;
use crate::content::booklet::FigureIdx;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::design::tongue::Tongue;
use crate::inline::line::Line;
use crate::inline::paragraph::Paragraph;
use crate::inline::setting::Setting;

/// The set type of one section.
#[derive(Debug)]
pub struct Galley {
    /// The pieces, from top to bottom.
    pub pieces: Vec<Piece>,
    /// Which page it may begin on.
    pub start: Start,
    /// What the running head of its rectos says; a page without furniture has none.
    pub running_head: Option<String>,
    /// What the outline says of it.
    pub outline: Option<String>,
    /// The columns it is set in.
    pub columns: Columns,
    /// Which section of the booklet it is, counted from 0; none if it only fills a page.
    pub section_idx: Option<usize>,
    /// The figures in it whose sources are still to be named.
    pub sourced: Option<Sourced>,
}

/// Figures whose sources are named under them, unless a page that faces theirs names them.
#[derive(Debug)]
pub struct Sourced {
    /// The figures.
    pub shown: Vec<FigureIdx>,
    /// The tag of their section.
    pub section: TagId,
    /// Where the section stands.
    pub at: Span,
    /// Which neighbours name the sources.
    pub beside: Vec<Beside>,
}

/// A neighbour of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// The section before.
    Before,
    /// The section after.
    After,
}

/// The columns of a galley.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// How many there are.
    pub n: usize,
    /// The distance from the start of one to the start of the next.
    pub pitch: Pt,
    /// How many of the first pieces stand above all columns.
    pub n_spanning: usize,
}

impl Columns {
    /// One column.
    pub const ONE: Self = Self {
        n: 1,
        pitch: Pt::ZERO,
        n_spanning: 0,
    };
}

/// Which page a section may begin on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The next one.
    NextPage,
    /// The page of the section before it, if that is running matter and leaves room; else the next.
    SamePage,
    /// The next one; if this and the next section take one page each, they face each other.
    FacingNext,
    /// The last of all, on the outside of the last leaf.
    LastPage,
}

/// A piece of a galley that is never cut.
#[derive(Debug, Default)]
pub struct Piece {
    /// Its height.
    pub height: Pt,
    /// The part of its height that is space above, and falls away at the head of a page or column.
    pub above: Pt,
    /// The marks in it.
    pub items: Vec<Item>,
    /// The marks that stand beside it in the outer margin: their width, and where in the piece.
    pub outer: Vec<(Pt, Vec<Item>)>,
    /// The numbers of the notes it refers to.
    pub refers_to: Vec<usize>,
    /// Those notes that stand on its page, each with its height.
    pub notes: Vec<(Pt, Vec<Item>)>,
    /// The page numbers to fill in.
    pub page_references: Vec<PageReference>,
    /// Whether a page may end after it.
    pub break_after: Break,
    /// What to tell once its page is known.
    pub warning: Option<Diagnostic>,
    /// The paragraph it is the first line of, if that may be set again.
    pub paragraph: Option<Box<SetParagraph>>,
}

/// A paragraph as it was set: all that is needed to set it with a line more or less.
#[derive(Debug)]
pub struct SetParagraph {
    /// What was set.
    pub paragraph: Paragraph,
    /// Its words and where they are written.
    pub passage: Passage,
    /// What its voices say, and their tags.
    pub voices: Voices,
    /// The size of its type.
    pub size: Pt,
    /// How it is set.
    pub how: Setting,
    /// The length of its lines.
    pub measure: Pt,
    /// How far it stands in from the start of the measure.
    pub start: Pt,
    /// What stands before its first line, such as the number of a point.
    pub label: Vec<Item>,
    /// How many lines it has.
    pub n_lines: usize,
    /// How many more that is than is best for it.
    pub looseness: i32,
}

/// Whether a page may end at a place.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// It may.
    #[default]
    Allowed,
    /// It must not: a heading stands above its text, a line would be alone.
    Forbidden,
}

/// A page number that is filled in when pages are known.
#[derive(Debug, Clone)]
pub struct PageReference {
    /// The section whose first page is meant, counted from 0.
    pub section_idx: usize,
    /// Where the number stands, on its baseline.
    pub at: Point,
    /// Which end of the number that is.
    pub anchor: Anchor,
    /// Its style.
    pub style: StyleName,
    /// What it says; `{}` is the number.
    pub words: &'static str,
    /// How it is written.
    pub tongue: Arc<Tongue>,
    /// What it is part of.
    pub tag: TagId,
    /// The area that leads there when it is clicked, and the link it is part of.
    pub link: Option<(Rect, TagId)>,
}

/// Which end of a text its place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its end.
    End,
}

impl Piece {
    /// A line at the start of the measure, its baseline at the foot of a height.
    pub fn of_line(line: Line, height: Pt, tag: TagId, at: Span) -> Self {
        Self {
            height,
            items: line_items(line, Point::at_start(height), tag, Some(at)),
            ..Self::default()
        }
    }

    /// Lines under each other, the last at its foot.
    pub fn of_stack(stack: Stack) -> Self {
        Self {
            height: stack.y,
            items: stack.items,
            ..Self::default()
        }
    }

    /// The piece with more space above, which falls away at the head of a page.
    #[must_use]
    pub fn lowered(self, space: Pt) -> Self {
        let above = self.above + space;
        Self {
            above,
            // Set again it would stand where it stood.
            paragraph: None,
            ..self.sunk(space)
        }
    }

    /// Puts the marks and page numbers of another piece under this one's.
    pub fn put_under(&mut self, below: Self) {
        let below = below.sunk(self.height);
        self.height = below.height;
        self.items.extend(below.items);
        self.page_references.extend(below.page_references);
    }

    /// The piece with more space above, which stays also at the head of a page.
    #[must_use]
    pub fn sunk(mut self, space: Pt) -> Self {
        self.height += space;
        self.items = self
            .items
            .into_iter()
            .map(|item| item.moved(Pt::ZERO, space))
            .collect();
        let references = self.page_references.into_iter();
        self.page_references = references.map(|it| it.moved(Pt::ZERO, space)).collect();
        self
    }
}

impl PageReference {
    /// The page number moved along and down, its link with it.
    #[must_use]
    pub fn moved(mut self, along: Pt, down: Pt) -> Self {
        self.at = self.at.moved(along, down);
        self.link = self.link.map(|(area, tag)| (area.moved(along, down), tag));
        self
    }
}

impl Galley {
    /// Puts a short section under this one, some space between them; what it is called and where it
    /// begins stay this one's.
    pub fn append(&mut self, galley: Self, space: Pt) {
        let mut pieces = galley.pieces.into_iter();
        self.pieces.extend(pieces.next().map(|first| Piece {
            above: space,
            ..first.sunk(space)
        }));
        self.pieces.extend(pieces);
    }

    /// A galley of one page, composed as a whole.
    pub fn one_page(items: Vec<Item>, height: Pt) -> Self {
        Self::of(vec![Piece {
            height,
            items,
            ..Piece::default()
        }])
    }

    /// A galley of pieces in one column, on the next page, without furniture.
    pub fn of(pieces: Vec<Piece>) -> Self {
        Self {
            pieces,
            start: Start::NextPage,
            running_head: None,
            outline: None,
            columns: Columns::ONE,
            section_idx: None,
            sourced: None,
        }
    }
}
