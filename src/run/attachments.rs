//! What travels in a file that carries its sources: what the booklet was made from.

use crate::base::diagnostic::Sources;
use crate::content::booklet::Booklet;
use crate::content::figures;
use crate::render::pdf::{Attachment, Relationship};

/// What the figures are called as a table; a booklet's own file of that name goes first.
const FIGURES: [&str; 2] = ["figures.csv", "bifolio-figures.csv"];

/// The files a booklet was made from, as they were read, and its figures as a table. Pictures and
/// fonts are not among them: they are in the pages already.
pub fn attachments(booklet: &Booklet, sources: &Sources) -> Vec<Attachment> {
    let mut attachments: Vec<Attachment> = Vec::new();
    for file in sources.files() {
        let Some(name) = &file.name else { continue };
        if attachments.iter().any(|known| known.name == *name) {
            continue;
        }
        let (media_type, description) = kind(name);
        attachments.push(Attachment {
            name: name.clone(),
            description,
            media_type,
            relationship: Relationship::Source,
            bytes: file.bytes(),
        });
    }
    let is_free = |name: &&str| attachments.iter().all(|known| known.name != *name);
    let name = FIGURES.into_iter().find(is_free);
    if let (Some(name), false) = (name, booklet.figures.is_empty()) {
        attachments.push(Attachment {
            name: name.to_owned(),
            description: "The figures of the booklet",
            media_type: "text/csv",
            relationship: Relationship::Data,
            bytes: figures::as_csv(booklet),
        });
    }
    attachments
}

/// The media type of a text file by its name, and what it is to a booklet.
fn kind(name: &str) -> (&'static str, &'static str) {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => ("application/yaml", "What the booklet was made from"),
        "csv" => ("text/csv", "A table of the booklet"),
        _ => ("text/plain", "A text of the booklet"),
    }
}
