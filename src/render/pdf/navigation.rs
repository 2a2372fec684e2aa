//! Writes the ways through a file: the links on its pages, and the outline beside them.

use crate::base::pdf::writing::{
    Dictionary, Document, Object, ObjectId, dictionary, name, rectangle, text,
};

use super::error::PdfError;
use super::structure::Link;
use super::tags::Ids;
use crate::layout::page::{OutlineEntry, Target};

/// Writes the links, each on its page.
pub(super) fn links(
    document: &mut Document,
    links: &[Link],
    ids: &Ids<'_>,
) -> Result<(), PdfError> {
    for (idx, link) in links.iter().enumerate() {
        // The parent tree counts on from the pages.
        let key = ids.pages.len() + idx;
        document.set_object(ids.links[idx], annotation(link, key, ids.pages));
        let page = document.get_dictionary_mut(ids.pages[link.page_idx]);
        let page = page.map_err(PdfError::new)?;
        let link = Object::Reference(ids.links[idx]);
        match page.get_mut(b"Annots").and_then(Object::as_array_mut) {
            Ok(annotations) => annotations.push(link),
            Err(_) => page.set("Annots", vec![link]),
        }
    }
    Ok(())
}

fn annotation(link: &Link, key: usize, page_ids: &[ObjectId]) -> Dictionary {
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => rectangle(link.area),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4,
        "Contents" => text(&link.description),
        "StructParent" => key as i64,
    };
    match &link.target {
        Target::Page(page_idx) => {
            annotation.set("Dest", vec![page_ids[*page_idx].into(), name("Fit")]);
        }
        Target::Address(address) => {
            let action = dictionary! { "S" => "URI", "URI" => text(address) };
            annotation.set("A", action);
        }
    }
    annotation
}

/// Writes the outline; `None` if there is nothing in it.
pub(super) fn outline(
    document: &mut Document,
    entries: &[OutlineEntry],
    page_ids: &[ObjectId],
) -> Option<ObjectId> {
    if entries.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    for (idx, entry) in entries.iter().enumerate() {
        let mut item = dictionary! {
            "Title" => text(&entry.title),
            "Parent" => root,
            "Dest" => vec![page_ids[entry.page_idx].into(), name("Fit")],
        };
        if let Some(before) = idx.checked_sub(1) {
            item.set("Prev", ids[before]);
        }
        if let Some(next) = ids.get(idx + 1) {
            item.set("Next", *next);
        }
        document.set_object(ids[idx], item);
    }
    let outlines = dictionary! {
        "Type" => "Outlines",
        "First" => ids[0],
        "Last" => ids[ids.len() - 1],
        "Count" => ids.len() as i64,
    };
    document.set_object(root, outlines);
    Some(root)
}
