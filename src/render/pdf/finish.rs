//! The finisher: what printpdf hands over becomes a conforming document.
//!
//! It knows nothing of booklets: a document, a tag tree and a profile go in, a PDF comes
//! out. Who writes what:
//!
//! | object | printpdf writes | we write afterwards |
//! |---|---|---|
//! | file | its objects, version 1.3, an identity by chance | version 1.7, the identity made from the content (here) |
//! | streams | plain, or with the filter they were given | deflated, but for the metadata (here) |
//! | page | `MediaBox`, `TrimBox`, `CropBox`, `Annots`, resources, content | its boxes anew, without `CropBox`; `StructParents`, `Tabs` (here); `Annots` (`navigation`) |
//! | content | all of it, with the operators we ask for (`content`) | nothing |
//! | font | `Type0` with its widths and program, as we give them (`faces`) | its name, descriptor and text maps; the same font again for each further map (`fonts`) |
//! | pictures | as we give them (`pictures`) | a profile that several share, once (`pictures`) |
//! | structure and parent tree | nothing | all (`tags`) |
//! | links, outline | nothing | all (`navigation`) |
//! | catalog | `Pages`, `PageLayout`, `PageMode` | both of these anew, language, metadata, output intent, page labels, viewing (`catalog`) |
//! | information | all keys, most of them empty, with the time | ours in its place, with the day of the booklet (`catalog`) |
//! | attached files | nothing | all (`attachments`) |

use std::borrow::Cow;

use crate::base::pdf::writing::{Document, Object, ObjectId, identity, name, rectangle};

use super::attachments::{self, Attachment};
use super::error::PdfError;
use super::faces::Faces;
use super::structure::Structure;
use super::tags::{self, Ids};
use super::{catalog, fonts, navigation};
use crate::base::deflate;
use crate::base::diagnostic::SourceLines;
use crate::base::edition::Standard;
use crate::base::geometry::Rect;
use crate::layout::page::{About, Pages};

/// What a file must be and say.
pub(super) struct Profile<'p> {
    pub(super) standard: Standard,
    pub(super) about: &'p About,
    pub(super) attachments: &'p [Attachment],
    pub(super) lines: SourceLines<'p>,
}

/// Finishes a document and gives its bytes.
pub(super) fn finish(
    mut document: Document,
    pages: &Pages,
    faces: &Faces,
    mut structure: Structure<'_>,
    profile: &Profile<'_>,
) -> Result<Vec<u8>, PdfError> {
    let (standard, about) = (profile.standard, profile.about);
    document.version = "1.7".into();
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    fonts::complete(&mut document, &page_ids, faces)?;
    boxes(&mut document, pages, &page_ids)?;
    if standard.is_for_readers() {
        follow_tags(&mut document, &page_ids)?;
        structure.close();
        let ids = Ids::reserved(&mut document, &structure, &page_ids);
        tags::write(&mut document, &structure, &ids, &profile.lines);
        navigation::links(&mut document, &structure.links, &ids)?;
        let outlines = navigation::outline(&mut document, &pages.outline, &page_ids);
        catalog::catalog(&mut document, about, standard, ids.root, outlines)?;
    }
    if standard == Standard::Archive {
        attachments::attach(&mut document, profile.attachments, about.date)?;
    }
    catalog::info(&mut document, about);
    deflate(&mut document)?;
    let identity = identity(identifying(&document));
    document.trailer.set("ID", identity);
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).map_err(PdfError::new)?;
    Ok(bytes)
}

/// Gives the pages the boxes they are.
fn boxes(document: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> Result<(), PdfError> {
    for (page_id, page) in page_ids.iter().zip(&pages.pages) {
        let dictionary = document
            .get_dictionary_mut(*page_id)
            .map_err(PdfError::new)?;
        let whole = rectangle(Rect {
            size: page.trim,
            ..Rect::default()
        });
        dictionary.set("MediaBox", whole.clone());
        dictionary.set("TrimBox", whole);
        dictionary.remove(b"CropBox");
        dictionary.remove(b"Annots");
    }
    Ok(())
}

/// Lets the parent tree know the pages, and the tabulator key follow their tags.
fn follow_tags(document: &mut Document, page_ids: &[ObjectId]) -> Result<(), PdfError> {
    for (idx, page_id) in page_ids.iter().enumerate() {
        let page = document.get_dictionary_mut(*page_id);
        let page = page.map_err(PdfError::new)?;
        page.set("StructParents", idx as i64);
        page.set("Tabs", name("S"));
    }
    Ok(())
}

/// Deflates every stream but the metadata, which must stay readable.
fn deflate(document: &mut Document) -> Result<(), PdfError> {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let is_metadata = stream
            .dict
            .get(b"Type")
            .and_then(Object::as_name)
            .is_ok_and(|it| it == b"Metadata");
        if is_metadata || stream.dict.has(b"Filter") {
            continue;
        }
        let deflated = deflate::deflate(&stream.content).map_err(PdfError::new)?;
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(deflated);
    }
    Ok(())
}

/// What the file's identity is made from: its streams, and how many objects there are.
fn identifying(document: &Document) -> impl Iterator<Item = Cow<'_, [u8]>> {
    let objects = document.objects.iter();
    objects.flat_map(|(id, object)| {
        let object = match object {
            Object::Stream(stream) => Cow::Borrowed(stream.content.as_slice()),
            other => Cow::Owned(format!("{other:?}").into_bytes()),
        };
        [Cow::Owned(id.0.to_be_bytes().to_vec()), object]
    })
}
