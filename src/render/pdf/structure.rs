//! The tag tree with its content: which marked content and which links belong to each tag.

use crate::base::diagnostic::Span;
use crate::base::geometry::Rect;
use crate::layout::page::{Role, Tag, TagId, TagTree, Target};

/// A tag tree as it is being filled.
pub(super) struct Structure<'t> {
    pub(super) tags: &'t [Tag],
    /// For each tag, what is in it.
    pub(super) kids: Vec<Vec<Kid>>,
    /// For each page, the tag of each marked content.
    pub(super) owners: Vec<Vec<TagId>>,
    /// The links, in order.
    pub(super) links: Vec<Link>,
    /// For each tag, the first page it covers and the area there.
    pub(super) areas: Vec<Option<(usize, Rect)>>,
    /// For each tag, where what it shows first is written.
    pub(super) sources: Vec<Option<Span>>,
    /// Whether there is to be a tree at all.
    pub(super) is_wanted: bool,
    n_seen: u32,
}

/// Something in a tag, with when it was first seen.
#[derive(Clone, Copy)]
pub(super) struct Kid {
    pub(super) order: u32,
    pub(super) kind: KidKind,
}

/// What is in a tag.
#[derive(Clone, Copy)]
pub(super) enum KidKind {
    /// Another tag.
    Tag(TagId),
    /// Marked content of a page.
    Content { page_idx: usize, mcid: u32 },
    /// A link, by its place in the list.
    Link(usize),
}

/// A link on a page.
pub(super) struct Link {
    pub(super) page_idx: usize,
    pub(super) tag: TagId,
    pub(super) area: Rect,
    pub(super) target: Target,
    pub(super) description: String,
}

impl<'t> Structure<'t> {
    /// A tree with nothing in it yet.
    pub(super) fn of(tree: &'t TagTree, is_wanted: bool) -> Self {
        let tags = tree.tags();
        Self {
            tags,
            kids: vec![Vec::new(); tags.len()],
            owners: Vec::new(),
            links: Vec::new(),
            areas: vec![None; tags.len()],
            sources: vec![None; tags.len()],
            is_wanted,
            n_seen: 0,
        }
    }

    /// Adds marked content of a page to a tag, and gives its number.
    pub(super) fn content(&mut self, page_idx: usize, tag: TagId) -> u32 {
        if self.owners.len() <= page_idx {
            self.owners.resize_with(page_idx + 1, Vec::new);
        }
        let mcid = self.owners[page_idx].len() as u32;
        self.owners[page_idx].push(tag);
        self.add(tag, KidKind::Content { page_idx, mcid });
        mcid
    }

    /// Adds a link to its tag.
    pub(super) fn link(&mut self, link: Link) {
        self.add(link.tag, KidKind::Link(self.links.len()));
        self.links.push(link);
    }

    /// Notes that a tag covers an area of a page.
    pub(super) fn cover(&mut self, tag: TagId, page_idx: usize, area: Rect) {
        let known = &mut self.areas[tag.0 as usize];
        *known = match *known {
            None => Some((page_idx, area)),
            Some((page, whole)) if page == page_idx => Some((page, whole.union(area))),
            other => other,
        };
    }

    fn add(&mut self, tag: TagId, kind: KidKind) {
        self.n_seen += 1;
        self.kids[tag.0 as usize].push(Kid {
            order: self.n_seen,
            kind,
        });
    }

    /// Puts the tags into their parents: where a parent has text of its own, by the place of their
    /// text in it; else in the order of the tree.
    pub(super) fn close(&mut self) {
        // Children follow their parents, so from the end every child is complete.
        for idx in (1..self.tags.len()).rev() {
            let Some(parent) = self.tags[idx].parent else {
                continue;
            };
            let order = self.kids[idx].first().map_or(u32::MAX, |kid| kid.order);
            let kid = Kid {
                order,
                kind: KidKind::Tag(TagId(idx as u32)),
            };
            self.kids[parent.0 as usize].insert(0, kid);
        }
        for kids in &mut self.kids {
            let has_text = kids
                .iter()
                .any(|kid| matches!(kid.kind, KidKind::Content { .. }));
            if has_text {
                kids.sort_by_key(|kid| kid.order);
            }
        }
    }

    /// Whether there is nothing in a tag.
    pub(super) fn is_empty(&self, tag: TagId) -> bool {
        self.kids[tag.0 as usize].is_empty() && self.tags[tag.0 as usize].alternative.is_none()
    }

    /// The name of a tag in the file.
    pub(super) fn name(&self, tag: TagId) -> &'static str {
        role_name(self.tags[tag.0 as usize].role)
    }
}

/// The standard structure type of a role (ISO 32000-1, 14.8.4).
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Section => "Sect",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::Span => "Span",
        Role::BlockQuote => "BlockQuote",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Note => "Note",
        Role::Reference => "Reference",
        Role::Table => "Table",
        Role::TableRow => "TR",
        Role::RowHeading | Role::ColumnHeading => "TH",
        Role::TableCell => "TD",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
        Role::Link => "Link",
    }
}
