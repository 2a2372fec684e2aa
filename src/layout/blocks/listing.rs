//! What the contents says of each block.

use crate::content::booklet::{Block, ContentsEntry};
use crate::content::text::Text;

/// What the contents says of a block, if it lists it.
pub(super) enum Listing<'b> {
    /// A person with titles.
    Person(usize),
    /// Words of the booklet.
    Entry(&'b ContentsEntry),
    /// A heading, and who wrote what is under it.
    Titled(&'b Text, Option<usize>),
}

/// What the contents says of a block.
pub(super) fn listing(block: &Block) -> Option<Listing<'_>> {
    match block {
        Block::Statement(statement) => Some(Listing::Person(statement.by.0)),
        Block::FigureNumbers(numbers) => numbers.contents.as_ref().map(Listing::Entry),
        Block::FigureDots(dots) => dots.contents.as_ref().map(Listing::Entry),
        Block::FigureTable(list) | Block::FigureBars(list) => {
            list.contents.as_ref().map(Listing::Entry)
        }
        Block::Prose(text) => {
            let by = text.by.map(|by| by.0);
            text.title.as_ref().map(|title| Listing::Titled(title, by))
        }
        Block::Timeline(timeline) => titled(timeline.title.as_ref()),
        Block::Programme(programme) => titled(programme.title.as_ref()),
        Block::Names(names) => titled(names.title.as_ref()),
        Block::Gallery(gallery) => titled(gallery.title.as_ref()),
        Block::Cover(_)
        | Block::Imprint(_)
        | Block::Contents(_)
        | Block::Quotation(_)
        | Block::Plate(_)
        | Block::Logos(_)
        | Block::Qr(_)
        | Block::NotesPage(_)
        | Block::BackCover(_) => None,
    }
}

fn titled(title: Option<&Text>) -> Option<Listing<'_>> {
    title.map(|title| Listing::Titled(title, None))
}
