//! The objects of a PDF as they are read, and what is simple in them: names, texts, boxes.
//!
//! These are the types of the crate that reads PDFs, which no other room knows.

pub use hayro_syntax::Filter;
pub use hayro_syntax::content::TypedIter;
pub use hayro_syntax::content::ops::TypedInstruction;
pub use hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Null, Number, ObjRef, Object, Rect, Stream, String as PdfString,
};
pub(super) use hayro_syntax::object::{FromBytes, ObjectIdentifier};
pub use hayro_syntax::page::{Page, Resources, Rotation};

use super::strings::text_of;

/// A text string of a dictionary.
pub fn text(dict: &Dict<'_>, key: &str) -> Option<String> {
    let string = dict.get::<PdfString<'_>>(key)?;
    Some(text_of(string.as_bytes()))
}

/// A name of a dictionary.
pub fn name(dict: &Dict<'_>, key: &str) -> Option<String> {
    let name = dict.get::<Name<'_>>(key)?;
    Some(String::from_utf8_lossy(name.as_ref()).into_owned())
}

/// A box of a page, its own or the one it inherits.
pub fn page_box(page: &Page<'_>, key: &str) -> Option<Rect> {
    match key {
        "MediaBox" => Some(page.media_box()),
        "CropBox" => Some(page.crop_box()),
        _ => page.raw().get::<Rect>(key),
    }
}
