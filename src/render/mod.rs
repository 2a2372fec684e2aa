//! Display list to bytes: a PDF, page pictures made from it, or a dump as text.
//!
//! An output is a function from pages to bytes; only the proof, which lists what a committee checks, and
//! the attachments know a booklet.

pub mod dump;
pub mod pdf;
pub mod png;
pub mod proof;
