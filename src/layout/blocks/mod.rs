//! Blocks to galleys: one file for each kind of block, and this list of them.

mod back_cover;
mod contents;
mod cover;
mod figure_dots;
mod figure_numbers;
mod imprint;
mod statement;

use super::compositor::Compositor;
use super::galley::Galley;
use crate::content::booklet::{Block, ContentsEntry};

/// Sets every section of the booklet.
pub fn set(compositor: &mut Compositor<'_>) -> Vec<Galley> {
    let booklet = compositor.booklet;
    let mut galleys = Vec::with_capacity(booklet.sections.len());
    for section in &booklet.sections {
        let at = section.at;
        galleys.push(match &section.block {
            Block::Cover(cover) => cover::set(compositor, cover, at),
            Block::Imprint(imprint) => imprint::set(compositor, imprint, at),
            Block::Contents(contents) => contents::set(compositor, contents),
            Block::Statement(statement) => statement::set(compositor, statement),
            Block::FigureDots(dots) => figure_dots::set(compositor, dots, at),
            Block::FigureNumbers(numbers) => figure_numbers::set(compositor, numbers, at),
            Block::BackCover(back_cover) => back_cover::set(compositor, back_cover, at),
        });
    }
    galleys
}

/// What the contents says of a block, if it lists it.
enum Listing<'b> {
    /// A person with titles.
    Person(usize),
    /// Words of the booklet.
    Entry(&'b ContentsEntry),
}

fn listing(block: &Block) -> Option<Listing<'_>> {
    match block {
        Block::Statement(statement) => Some(Listing::Person(statement.by.0)),
        Block::FigureNumbers(numbers) => numbers.contents.as_ref().map(Listing::Entry),
        Block::FigureDots(dots) => dots.contents.as_ref().map(Listing::Entry),
        Block::Cover(_) | Block::Imprint(_) | Block::Contents(_) | Block::BackCover(_) => None,
    }
}
