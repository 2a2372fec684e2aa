//! PDF → what it is, and what is wrong with it.
//!
//! Reads any PDF back by code that shares nothing with the writer, so that it can catch the writer's
//! faults too. It does not replace veraPDF, which knows every clause of the standards.
//!
//! `base::pdf` opens and decodes; `content` and `structure` read what pages show and mean (with `fonts`,
//! `text_map` and `roles`), `metadata`, `destinations` and `attachments` what else is in the file, `private`
//! what pictures tell beside what they show. `checks` judges by the file's `purpose` and gives each
//! `finding`, `facts` tells, `script` says the tags as a screen reader would.

pub mod attachments;
mod checks;
pub mod content;
mod destinations;
mod facts;
mod finding;
pub mod fonts;
mod metadata;
mod private;
mod purpose;
mod roles;
pub mod script;
pub mod structure;
mod text_map;

pub use facts::{AttachmentFact, Facts, SizeCount};
pub use finding::Finding;
pub use fonts::FontFact;
pub use purpose::Purpose;

use serde::Serialize;

use crate::base::pdf::file::File;
use crate::base::pdf::guard::guarded;
use crate::base::pdf::refused::PdfRefused;
use content::Content;
use structure::Structure;

/// A file reviewed.
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    /// What it was judged as.
    #[serde(skip)]
    pub purpose: Purpose,
    /// What it is.
    pub facts: Facts,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Review {
    /// Whether nothing is wrong that makes the file fail.
    pub fn passes(&self) -> bool {
        !self.findings.iter().any(Finding::is_error)
    }
}

/// Reads a PDF back and judges it by what it is to be, or else by what it says it is.
pub fn review(bytes: Vec<u8>, purpose: impl Into<Option<Purpose>>) -> Result<Review, PdfRefused> {
    guarded(|| {
        let file = File::open(bytes)?;
        let content = Content::read(&file)?;
        let structure = Structure::read(&file)?;
        let judged = checks::judge(&file, &content, &structure, purpose.into())?;
        let (metadata, counted) = (judged.metadata, &judged.counted);
        Ok(Review {
            purpose: judged.purpose,
            facts: facts::facts(&file, &content, &structure, metadata, counted),
            findings: judged.findings,
        })
    })
}
