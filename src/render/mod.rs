//! Display list to bytes: a PDF, page pictures made from it, or a dump as text.
//!
//! An output is a function from pages to bytes. Nothing here knows a booklet or a theme.

pub mod dump;
pub mod pdf;
pub mod png;
