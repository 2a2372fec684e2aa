//! What a file says of itself: its catalog with metadata and output intent, and its information.

use crate::base::pdf::writing::{
    Document, Object, ObjectId, PRODUCER, Stream, date, dictionary, name, text,
};

use super::error::PdfError;
use super::xmp;
use crate::base::edition::Standard;
use crate::base::language::Direction;
use crate::layout::page::About;

/// The colours of a screen (from `ArgyllCMS`, see `assets/icc/LICENCES.txt`).
const SRGB: &[u8] = include_bytes!("../../../assets/icc/sRGB.icc");

/// Writes the catalog, with what it leads to.
pub(super) fn catalog(
    document: &mut Document,
    about: &About,
    standard: Standard,
    structure: ObjectId,
    outlines: Option<ObjectId>,
) -> Result<(), PdfError> {
    let packet = xmp::packet(about, standard, PRODUCER).into_bytes();
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = document.add_object(Stream::new(metadata, packet));
    let srgb = document.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text("sRGB"),
        "Info" => text("sRGB IEC61966-2.1"),
        "DestOutputProfile" => srgb,
    };
    let mut viewing = dictionary! { "DisplayDocTitle" => true };
    if about.direction == Direction::RightToLeft {
        viewing.set("Direction", name("R2L"));
    }

    let catalog = document.catalog_mut().map_err(PdfError::new)?;
    catalog.set("Lang", text(about.language.tag()));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", structure);
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    catalog.set("ViewerPreferences", viewing);
    catalog.set("PageLayout", name("TwoPageRight"));
    let labels = vec![0.into(), Object::Dictionary(dictionary! { "S" => "D" })];
    catalog.set("PageLabels", dictionary! { "Nums" => labels });
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", name("UseNone"));
    }
    Ok(())
}

/// Replaces printpdf's information by ours, which says the same as the metadata packet.
pub(super) fn info(document: &mut Document, about: &About) {
    let day = date(about.date);
    let mut info = dictionary! {
        "Title" => text(&about.title),
        "Producer" => text(PRODUCER),
        "Creator" => text(PRODUCER),
        "CreationDate" => day.clone(),
        "ModDate" => day.clone(),
    };
    if !about.authors.is_empty() {
        info.set("Author", text(&about.authors.join("; ")));
    }
    if !about.description.is_empty() {
        info.set("Subject", text(&about.description));
    }
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.objects.insert(id, Object::Dictionary(info));
    } else {
        let id = document.add_object(info);
        document.trailer.set("Info", id);
    }
}
