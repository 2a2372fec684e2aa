//! What the metadata of a file say: its title, and the standards it keeps.

use crate::base::pdf::file::File;
use crate::base::pdf::refused::PdfRefused;
use crate::base::xml::unescaped;

/// What the metadata say.
pub(super) struct Metadata {
    /// The standards, such as `PDF/A-2a`.
    pub(super) standards: Vec<String>,
    /// The title.
    pub(super) title: Option<String>,
    /// The part of PDF/A and its level.
    pub(super) archive: Option<(String, String)>,
    /// The part of PDF/UA.
    pub(super) accessible: Option<String>,
}

impl Metadata {
    /// Reads them.
    pub(super) fn read(file: &File) -> Result<Self, PdfRefused> {
        let packet = file.metadata()?.unwrap_or_default();
        let tag = |tag: &str| between(&packet, &format!("<{tag}>"), &format!("</{tag}>"));
        let value = |name: &str| {
            let attribute = between(&packet, &format!("{name}=\""), "\"");
            tag(name).or(attribute).map(|value| value.trim().to_owned())
        };
        let level = value("pdfaid:conformance").unwrap_or_default();
        let archive = value("pdfaid:part").map(|part| (part, level));
        let accessible = value("pdfuaid:part");
        let mut standards = Vec::new();
        if let Some((part, level)) = &archive {
            standards.push(format!("PDF/A-{part}{}", level.to_lowercase()));
        }
        if let Some(part) = &accessible {
            standards.push(format!("PDF/UA-{part}"));
        }
        let title = tag("dc:title").and_then(|title| {
            let title = between(&title, "x-default\">", "</rdf:li>").unwrap_or(title);
            let title = unescaped(title.trim());
            (!title.is_empty()).then_some(title)
        });
        Ok(Self {
            standards,
            title,
            archive,
            accessible,
        })
    }
}

fn between(text: &str, start: &str, end: &str) -> Option<String> {
    let (_, rest) = text.split_once(start)?;
    let (found, _) = rest.split_once(end)?;
    Some(found.to_owned())
}
