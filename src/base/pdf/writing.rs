//! The objects of a PDF as they are written: streams, numbers, texts.
//!
//! These are the types of the crate that writes PDFs, which no other room knows.

pub use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::base::deflate::deflate;

/// Bytes as a deflated stream.
pub fn deflated(bytes: &[u8]) -> Stream {
    // Writing to memory does not fail.
    let deflated = deflate(bytes).unwrap_or_default();
    Stream::new(dictionary! { "Filter" => "FlateDecode" }, deflated)
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
    let written = numbers.map(|number| {
        let rounded = (number * 1e5).round() / 1e5;
        format!("{}", rounded + 0.0)
    });
    written.join(" ")
}
