//! The objects of a PDF as they are written: streams, numbers, texts.
//!
//! These are the types of the crate that writes PDFs, which no other room knows.

pub use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use sha2::{Digest as _, Sha256};

use super::strings::in_utf16;
use crate::base::deflate::deflate;
use crate::base::geometry::Rect;
use crate::base::units::rounded;

/// Who writes the file.
pub const PRODUCER: &str = concat!("bifolio ", env!("CARGO_PKG_VERSION"));

/// Bytes as a deflated stream.
pub fn deflated(bytes: &[u8]) -> Stream {
    // Writing to memory does not fail.
    let deflated = deflate(bytes).unwrap_or_default();
    Stream::new(dictionary! { "Filter" => "FlateDecode" }, deflated)
}

/// A string, written so that its bytes are seen where they are letters.
pub fn string(bytes: Vec<u8>) -> Object {
    let format = if bytes.iter().all(|byte| (0x20..0x7f).contains(byte)) {
        StringFormat::Literal
    } else {
        StringFormat::Hexadecimal
    };
    Object::String(bytes, format)
}

/// A text string: plain where it can be, else UTF-16 with its mark.
pub fn text(text: &str) -> Object {
    match string(text.as_bytes().to_vec()) {
        Object::String(_, StringFormat::Hexadecimal) => string(in_utf16(text)),
        plain => plain,
    }
}

/// A name.
pub fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A day of the calendar (ISO 32000-1, 7.9.4).
pub fn date((year, month, day): (u16, u8, u8)) -> Object {
    text(&format!("D:{year:04}{month:02}{day:02}000000Z"))
}

/// A file's identity: the beginning of a hash of what it was made from, twice, since the file is new
/// (ISO 32000-1, 14.4).
pub fn identity<P: AsRef<[u8]>>(made_from: impl IntoIterator<Item = P>) -> Object {
    let mut hasher = Sha256::new();
    for part in made_from {
        hasher.update(part);
    }
    let identity = hasher.finalize()[..16].to_vec();
    let identity = Object::String(identity, StringFormat::Hexadecimal);
    Object::Array(vec![identity.clone(), identity])
}

/// An area by its corners, to a thousandth.
pub fn rectangle(area: Rect) -> Object {
    let corners = [area.origin.x, area.origin.y, area.right(), area.bottom()];
    let corners = corners.map(|length| Object::Real(rounded(length.0, 1e3) as f32));
    Object::Array(corners.to_vec())
}

/// A number as PDF writes it: whole where it is, else rounded to what matters on paper.
pub fn number_of(number: f64) -> Object {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < WHOLE {
        Object::Integer(number as i64)
    } else {
        Object::Real(number as f32)
    }
}

/// Numbers as an array.
pub fn numbers<const N: usize>(numbers: [f64; N]) -> Object {
    Object::Array(numbers.map(number_of).to_vec())
}

/// Numbers as a content stream has them, to a hundred-thousandth.
pub fn written<const N: usize>(numbers: &[f64; N]) -> String {
    numbers
        .map(|number| format!("{}", rounded(number, 1e5) + 0.0))
        .join(" ")
}
