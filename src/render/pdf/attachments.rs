//! Files that travel in a PDF (ISO 19005-3, 6.8).

use super::error::PdfError;
use crate::base::pdf::writing::{Document, Object, Stream, date, dictionary, name, text};

/// A file that travels in a PDF.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name, with `/` between folders.
    pub name: String,
    /// What it is, in a few words.
    pub description: &'static str,
    /// Its media type, such as `text/csv`.
    pub media_type: &'static str,
    /// What it is to the document.
    pub relationship: Relationship,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What an attached file is to the document (ISO 19005-3, annex E).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relationship {
    /// What the document was made from.
    Source,
    /// What stands behind a table or chart.
    Data,
}

/// Attaches files to the document as a whole.
pub(super) fn attach(
    document: &mut Document,
    attachments: &[Attachment],
    day: (u16, u8, u8),
) -> Result<(), PdfError> {
    let mut by_name = Vec::new();
    for attachment in attachments {
        let size = attachment.bytes.len() as i64;
        let embedded = dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => name(attachment.media_type),
            "Params" => dictionary! { "Size" => size, "ModDate" => date(day) },
        };
        let file = document.add_object(Stream::new(embedded, attachment.bytes.clone()));
        let relationship = match attachment.relationship {
            Relationship::Source => "Source",
            Relationship::Data => "Data",
        };
        let specification = document.add_object(dictionary! {
            "Type" => "Filespec",
            "F" => text(&attachment.name),
            "UF" => text(&attachment.name),
            "Desc" => text(attachment.description),
            "AFRelationship" => name(relationship),
            "EF" => dictionary! { "F" => file, "UF" => file },
        });
        by_name.push((attachment.name.as_str(), specification));
    }
    let all: Vec<Object> = by_name.iter().map(|(_, id)| (*id).into()).collect();
    // A name tree is in the order of its keys as they are written.
    let mut keyed: Vec<_> = by_name.iter().map(|(key, id)| (text(key), *id)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.as_str().unwrap_or(&[]).cmp(b.as_str().unwrap_or(&[])));
    let names: Vec<Object> = keyed
        .into_iter()
        .flat_map(|(key, id)| [key, id.into()])
        .collect();
    if names.is_empty() {
        return Ok(());
    }
    let catalog = document.catalog_mut().map_err(PdfError::new)?;
    catalog.set("AF", all);
    let embedded = dictionary! { "Names" => names };
    catalog.set("Names", dictionary! { "EmbeddedFiles" => embedded });
    Ok(())
}
