//! Writes the tags: the structure tree, and the parent tree that leads back into it (ISO 32000-1, 14.7).

use crate::base::pdf::writing::{
    Dictionary, Document, Object, ObjectId, dictionary, name, rectangle, text,
};

use super::structure::{Kid, KidKind, Structure};
use crate::base::diagnostic::SourceLines;
use crate::layout::page::{Role, TagId};

/// The objects that tags refer to, known before any is written.
pub(super) struct Ids<'p> {
    /// The root of the structure tree.
    pub(super) root: ObjectId,
    tags: Vec<ObjectId>,
    pub(super) links: Vec<ObjectId>,
    pub(super) pages: &'p [ObjectId],
}

impl<'p> Ids<'p> {
    /// Keeps objects free for all tags and links.
    pub(super) fn reserved(
        document: &mut Document,
        structure: &Structure<'_>,
        pages: &'p [ObjectId],
    ) -> Self {
        let root = document.new_object_id();
        let mut free = |n_objects: usize| {
            let ids = (0..n_objects).map(|_| document.new_object_id());
            ids.collect::<Vec<_>>()
        };
        Self {
            root,
            tags: free(structure.tags.len()),
            links: free(structure.links.len()),
            pages,
        }
    }

    fn tag(&self, id: TagId) -> ObjectId {
        self.tags[id.0 as usize]
    }
}

/// Writes the structure tree with its parent tree.
pub(super) fn write(
    document: &mut Document,
    structure: &Structure<'_>,
    ids: &Ids<'_>,
    lines: &SourceLines<'_>,
) {
    for (idx, tag) in structure.tags.iter().enumerate() {
        let id = TagId(idx as u32);
        if structure.is_empty(id) && !matches!(tag.role, Role::TableCell) && idx > 0 {
            continue;
        }
        let mut element = element(structure, id, ids);
        // The line of the sources, once where an element and what it stands in share it.
        let place = |tag: TagId| structure.sources[tag.0 as usize].and_then(|at| lines.place(at));
        let outer = tag.parent.and_then(place);
        if let Some((file, line)) = place(id).filter(|own| outer != Some(*own)) {
            element.set("T", text(&format!("{file}:{line}")));
        }
        document.set_object(ids.tag(id), element);
    }
    let parents = document.add_object(dictionary! { "Nums" => parent_tree(structure, ids) });
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => ids.tags[0],
        "ParentTree" => parents,
        "ParentTreeNextKey" => (ids.pages.len() + structure.links.len()) as i64,
    };
    document.set_object(ids.root, tree);
}

fn element(structure: &Structure<'_>, id: TagId, ids: &Ids<'_>) -> Dictionary {
    let tag = &structure.tags[id.0 as usize];
    let kids = &structure.kids[id.0 as usize];
    let first_page = kids.iter().find_map(|kid| match kid.kind {
        KidKind::Content { page_idx, .. } => Some(page_idx),
        KidKind::Tag(_) | KidKind::Link(_) => None,
    });
    let kids = kids.iter();
    let kids = kids.filter_map(|kid| object_of(kid, first_page, structure, ids));
    let mut element = dictionary! {
        "Type" => "StructElem",
        "S" => name(structure.name(id)),
        "P" => tag.parent.map_or(ids.root, |parent| ids.tag(parent)),
        "K" => kids.collect::<Vec<_>>(),
    };
    if let Some(page_idx) = first_page {
        element.set("Pg", ids.pages[page_idx]);
    }
    if let Some(language) = &tag.language {
        element.set("Lang", text(language));
    }
    if let Some(alternative) = &tag.alternative {
        element.set("Alt", text(alternative));
    }
    if tag.role == Role::Note {
        element.set("ID", text(&format!("note-{}", id.0)));
    }
    if let Some(attributes) = attributes(structure, id) {
        element.set("A", attributes);
    }
    element
}

/// What stands in an element for something in its tag; `own_page` is the element's.
fn object_of(
    kid: &Kid,
    own_page: Option<usize>,
    structure: &Structure<'_>,
    ids: &Ids<'_>,
) -> Option<Object> {
    match kid.kind {
        KidKind::Tag(child) => {
            let is_cell = structure.tags[child.0 as usize].role == Role::TableCell;
            let is_there = is_cell || !structure.is_empty(child);
            is_there.then(|| Object::Reference(ids.tag(child)))
        }
        KidKind::Content { page_idx, mcid } if Some(page_idx) == own_page => {
            Some(Object::Integer(i64::from(mcid)))
        }
        KidKind::Content { page_idx, mcid } => Some(Object::Dictionary(dictionary! {
            "Type" => "MCR",
            "Pg" => ids.pages[page_idx],
            "MCID" => i64::from(mcid),
        })),
        KidKind::Link(link_idx) => Some(Object::Dictionary(dictionary! {
            "Type" => "OBJR",
            "Pg" => ids.pages[structure.links[link_idx].page_idx],
            "Obj" => ids.links[link_idx],
        })),
    }
}

/// The attributes of an element: a heading's scope, a cell's columns, a figure's place.
fn attributes(structure: &Structure<'_>, id: TagId) -> Option<Dictionary> {
    let tag = &structure.tags[id.0 as usize];
    let mut attributes = match tag.role {
        Role::RowHeading => dictionary! { "O" => "Table", "Scope" => "Row" },
        Role::ColumnHeading => dictionary! { "O" => "Table", "Scope" => "Column" },
        Role::TableCell if tag.columns > 1 => dictionary! { "O" => "Table" },
        Role::List => {
            let numbering = if tag.numbered { "Decimal" } else { "Disc" };
            dictionary! { "O" => "List", "ListNumbering" => name(numbering) }
        }
        Role::Figure => {
            let (_, area) = structure.areas[id.0 as usize]?;
            dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => rectangle(area) }
        }
        _ => return None,
    };
    if tag.columns > 1 {
        attributes.set("ColSpan", i64::from(tag.columns));
    }
    Some(attributes)
}

/// From each page's marked content, and from each link, back to its element.
fn parent_tree(structure: &Structure<'_>, ids: &Ids<'_>) -> Vec<Object> {
    let n_pages = ids.pages.len();
    let mut numbers = Vec::with_capacity(2 * (n_pages + structure.links.len()));
    for page_idx in 0..n_pages {
        let owners = structure
            .owners
            .get(page_idx)
            .map_or(&[][..], Vec::as_slice);
        let elements = owners.iter().map(|tag| Object::Reference(ids.tag(*tag)));
        numbers.push(Object::Integer(page_idx as i64));
        numbers.push(Object::Array(elements.collect()));
    }
    for (idx, link) in structure.links.iter().enumerate() {
        numbers.push(Object::Integer((n_pages + idx) as i64));
        numbers.push(Object::Reference(ids.tag(link.tag)));
    }
    numbers
}
