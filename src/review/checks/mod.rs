//! What is wrong with a file.
//!
//! The rules follow the Matterhorn protocol for PDF/UA-1 and ISO 19005, as far as a program can
//! judge them without looking at every clause; each has a name that stays. `judge` keeps what is found;
//! every other file holds the rules of one matter, `office` those of sheets.

mod attachments;
mod document;
mod elements;
mod judge;
mod letters;
mod navigation;
mod office;
mod order;
mod pictures;
mod tagging;

use super::attachments::AttachedFile;
use super::content::Content;
use super::destinations::Destinations;
use super::finding::Finding;
use super::metadata::Metadata;
use super::purpose::Purpose;
use super::structure::Structure;
use crate::base::pdf::file::File;
use crate::base::pdf::refused::PdfRefused;
use judge::Judge;

/// A file judged.
pub(super) struct Judged {
    pub(super) purpose: Purpose,
    pub(super) metadata: Metadata,
    pub(super) counted: Counted,
    pub(super) findings: Vec<Finding>,
}

/// What is counted while a file for readers is judged.
#[derive(Default)]
pub(super) struct Counted {
    /// How many links lead to a page.
    pub(super) n_links_inside: usize,
    /// How many lead out of the file.
    pub(super) n_links_outside: usize,
    /// How many lines the outline has.
    pub(super) n_outline: usize,
    pub(super) attached: Vec<AttachedFile>,
}

/// Judges a file by what it is to be, or else by what it says it is.
pub(super) fn judge(
    file: &File,
    content: &Content,
    structure: &Structure,
    purpose: Option<Purpose>,
) -> Result<Judged, PdfRefused> {
    let destinations = Destinations::read(file)?;
    let metadata = Metadata::read(file)?;
    let purpose = purpose.unwrap_or_else(|| Purpose::of(file, &metadata.standards));
    let mut judge = Judge::new(file, content, structure);
    let mut counted = Counted::default();
    match purpose {
        Purpose::Screen | Purpose::Archive => {
            judge.standards(&metadata, purpose);
            judge.catalog();
            judge.pages();
            judge.tagged_content();
            judge.parent_tree();
            judge.elements();
            judge.headings();
            judge.order();
            judge.fonts();
            judge.letters();
            (counted.n_links_inside, counted.n_links_outside) = judge.links(&destinations);
            counted.n_outline = judge.outline(&destinations)?;
            counted.attached = judge.attachments(purpose);
        }
        Purpose::Office { black_and_white } => {
            judge.findings = office::judge(file, content, black_and_white);
        }
    }
    judge.pictures()?;
    judge.count_left_out();
    Ok(Judged {
        purpose,
        metadata,
        counted,
        findings: judge.findings,
    })
}
