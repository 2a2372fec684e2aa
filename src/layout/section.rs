//! A section that begins with a heading: prose, tables, lists, galleries.
//!
//! Opened with its title, it gathers the pieces of its block; closed, it is a galley whose running
//! head and outline say the title.

use super::compositor::Compositor;
use super::galley::{Break, Galley, Piece, Start};
use super::page::{Role, TagId, TagTree};
use super::stack::Stack;
use super::titles::{self, Room};
use crate::content::text::Text;
use crate::design::theme::StyleName;

/// A section while its block is set.
#[derive(Debug)]
pub struct Section {
    /// Its tag.
    pub tag: TagId,
    /// Its pieces, the heading first if it has a title.
    pub pieces: Vec<Piece>,
    title: Option<String>,
}

impl Section {
    /// Begins a section.
    pub fn open(compositor: &mut Compositor<'_>, title: Option<&Text>) -> Self {
        let tag = compositor.tags.add(TagTree::ROOT, Role::Section);
        let pieces = title.and_then(|title| heading(compositor, title, tag));
        Self {
            tag,
            pieces: pieces.into_iter().collect(),
            title: compositor.said(title),
        }
    }

    /// Whether it has a heading.
    pub fn has_heading(&self) -> bool {
        self.title.is_some()
    }

    /// The section as a galley. Without a title its running head is empty and the outline passes it.
    pub fn close(self) -> Galley {
        Galley {
            running_head: Some(self.title.clone().unwrap_or_default()),
            outline: self.title,
            ..Galley::of(self.pieces)
        }
    }

    /// The same for a section that is called something also where the booklet gives no title.
    pub fn close_as(mut self, otherwise: &str) -> Galley {
        self.title.get_or_insert_with(|| otherwise.to_owned());
        self.close()
    }

    /// The same for a short one that nobody looks up in an outline, and that may stand under another.
    pub fn close_unlisted(self) -> Galley {
        Galley {
            outline: None,
            start: Start::SamePage,
            ..self.close()
        }
    }
}

/// Adds pieces that stay on the page of the last, such as the source of a table.
pub fn keep_below(pieces: &mut Vec<Piece>, below: Vec<Piece>) {
    for piece in below {
        if let Some(last) = pieces.last_mut() {
            last.break_after = Break::Forbidden;
        }
        pieces.push(piece);
    }
}

/// The heading, with the space down to what it heads.
pub fn heading(compositor: &mut Compositor<'_>, title: &Text, section: TagId) -> Option<Piece> {
    let words = compositor.words(title)?.clone();
    let style = compositor.design.theme.section.clone();
    let step = compositor.grid.step;
    let tag = compositor.tags.add(section, Role::Heading(2));
    let mut stack = Stack::from_baseline(compositor.grid.baseline(style.title_line.0));
    let room = Room::of_page(compositor);
    let (lines, leading) = titles::set(compositor, &words, StyleName::SectionTitle, room);
    stack.add(lines, leading, tag, words.at);
    let below = style.first_line.0 - style.title_line.0 - 1.0;
    Some(Piece {
        height: step * (stack.y.ratio(step) + below).ceil(),
        items: stack.items,
        break_after: Break::Forbidden,
        ..Piece::default()
    })
}
