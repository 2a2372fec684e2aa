//! `CommonMark` inside a text: paragraphs, headings, lists, quotations, tables, pictures, emphasis,
//! links, notes. The only room that knows the Markdown crate.
//!
//! Takes a passage, gives [`Marked`]; what is not set (code, HTML, rules) is a complaint, and so is every
//! word that Markdown would take for something else, so that nothing vanishes.

mod account;
pub mod marks;
mod notes;
mod reader;
mod short;
mod writer;

use pulldown_cmark::{Options, Parser};

pub use short::short;

use super::prose::{Marked, NamedPicture};
use super::text::Passage;
use crate::base::diagnostic::Complaints;
use reader::Reader;

/// What of Markdown is understood beyond `CommonMark`.
const EXTENSIONS: Options = Options::ENABLE_FOOTNOTES.union(Options::ENABLE_TABLES);

/// Reads a passage. Its pictures are given as they are named, in the order their places in the
/// [`Marked`] count.
pub fn parse(passage: &Passage, complaints: &mut Complaints) -> (Marked, Vec<NamedPicture>) {
    let parser = Parser::new_ext(&passage.text, EXTENSIONS);
    let definitions = parser.reference_definitions().iter();
    let definitions = definitions
        .map(|(label, definition)| (label.to_lowercase(), definition.span.clone()))
        .collect();
    let mut reader = Reader::new(passage, definitions, complaints);
    for (event, range) in parser.into_offset_iter() {
        reader.take(event, range);
    }
    reader.finish()
}
