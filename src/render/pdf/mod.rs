//! Pages to PDF, in four steps: count glyphs, cut the faces down to them, draw the pages through
//! printpdf, and let the finisher make a conforming document of what printpdf hands over.

mod attachments;
mod catalog;
mod content;
mod error;
mod faces;
mod finish;
mod fonts;
mod navigation;
mod pen;
mod pictures;
mod structure;
mod tags;
mod xmp;

pub use attachments::{Attachment, Relationship};
pub use error::PdfError;
pub use structure::role_name;

use printpdf::{FontId as PrintFontId, PdfDocument, PdfFont, PdfSaveOptions, XObjectId};

use crate::base::diagnostic::{SourceLines, Sources};
use crate::base::edition::Standard;
use crate::base::pdf::writing::Document;
use crate::design::fonts::Fonts;
use crate::layout::page::{Pages, PictureId};
use faces::Faces;
use finish::Profile;
use structure::Structure;

/// Writes the pages as a PDF that keeps a standard, with files attached if the standard allows them.
/// Its tags say which line of the sources they come from.
pub fn write(
    pages: &Pages,
    fonts: &Fonts,
    sources: &Sources,
    standard: Standard,
    attachments: &[Attachment],
) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::of(pages, fonts)?;
    let mut structure = Structure::of(&pages.tags, standard.is_for_readers());
    let document = drawn(pages, &faces, &mut structure)?;
    let profile = Profile {
        standard,
        about: &pages.about,
        attachments,
        lines: SourceLines::of(sources),
    };
    finish::finish(document, pages, &faces, structure, &profile)
}

/// The pages as printpdf writes them: fonts and content streams, and nothing else yet.
fn drawn(
    pages: &Pages,
    faces: &Faces,
    structure: &mut Structure<'_>,
) -> Result<Document, PdfError> {
    let mut document = PdfDocument::new("");
    for face in faces.in_use() {
        let font = PdfFont::new(face.parsed()?);
        document
            .resources
            .fonts
            .map
            .insert(PrintFontId(face.resource_name()), font);
    }
    for (idx, pixels) in pages.pictures.iter().enumerate() {
        let id = XObjectId(pictures::resource_name(PictureId(idx)));
        document
            .resources
            .xobjects
            .map
            .insert(id, pictures::object(pixels));
    }
    let drawn = pages
        .pages
        .iter()
        .enumerate()
        .map(|(page_idx, page)| content::page(pages, page_idx, page, faces, structure));
    document.pages = drawn.collect();
    let options = PdfSaveOptions {
        optimize: true,
        subset_fonts: false,
        secure: false,
        image_optimization: None,
    };
    let mut warnings = Vec::new();
    let mut document = document.to_lopdf_document(&options, &mut warnings);
    pictures::share_profiles(&mut document);
    Ok(document)
}
