//! Files that travel in a PDF, given back byte for byte.

use std::collections::HashSet;

use crate::base::pdf::file::{File, one_or_many};
use crate::base::pdf::guard::guarded;
use crate::base::pdf::objects::{Dict, ObjRef, Object, Stream, name, text};
use crate::base::pdf::refused::PdfRefused;
use crate::base::pdf::tree::tree;

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedFile {
    /// Its name, as the PDF says it; it may lead anywhere.
    pub name: String,
    /// What it is to the document: `Source`, `Data`; empty if the PDF does not say.
    pub relationship: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The files attached to a document, in the order of their names.
pub fn attached(file: &File) -> Result<Vec<AttachedFile>, PdfRefused> {
    let catalog = file.catalog();
    let names = catalog.get::<Dict<'_>>("Names").unwrap_or_default();
    let embedded = names.get::<Dict<'_>>("EmbeddedFiles").unwrap_or_default();
    let mut specifications: Vec<(Option<ObjRef>, Dict<'_>)> = Vec::new();
    let named = tree(file, &embedded, "Names")?
        .into_iter()
        .map(|(_, entry)| entry);
    for entry in named.chain(one_or_many(file, &catalog, "AF")) {
        if let Object::Dict(dict) = entry.object {
            specifications.push((entry.reference, dict));
        }
    }
    if file.has_locked_attachments() && !specifications.is_empty() {
        return Err(PdfRefused::AttachmentsLocked);
    }
    let mut seen = HashSet::new();
    let mut files = Vec::new();
    for (reference, specification) in specifications {
        if reference.is_some_and(|reference| !seen.insert(reference)) {
            continue;
        }
        let embedded = specification.get::<Dict<'_>>("EF").unwrap_or_default();
        let stream = embedded
            .get::<Stream<'_>>("UF")
            .or(embedded.get::<Stream<'_>>("F"));
        let named = text(&specification, "UF").or(text(&specification, "F"));
        if let (Some(stream), Some(named)) = (stream, named) {
            files.push(AttachedFile {
                name: named,
                relationship: name(&specification, "AFRelationship").unwrap_or_default(),
                bytes: file.decoded(&stream)?,
            });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The files attached to a PDF.
pub fn extract(bytes: Vec<u8>) -> Result<Vec<AttachedFile>, PdfRefused> {
    guarded(|| attached(&File::open(bytes)?))
}
