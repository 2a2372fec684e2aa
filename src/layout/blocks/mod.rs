//! Blocks to galleys: one file for each kind of block, and this list of them.

mod back_cover;
mod contents;
mod cover;
mod figure_bars;
mod figure_dots;
mod figure_numbers;
mod figure_table;
mod gallery;
mod imprint;
mod listing;
mod names;
mod notes_page;
mod programme;
mod prose;
mod qr;
mod quotation;
mod statement;
mod timeline;

use super::compositor::Compositor;
use super::galley::Galley;
use super::make_up::{Drafts, MakeUp};
use super::page::{Part, PartOf};
use crate::base::diagnostic::Span;
use crate::content::booklet::{Block, Section};

/// Sets every section of the booklet, with what fills the pages before the back cover, and makes
/// them up into pages.
pub fn set(compositor: &mut Compositor<'_>) -> Drafts {
    let booklet = compositor.booklet;
    let mut make_up = MakeUp::default();
    for (section_idx, section) in booklet.sections.iter().enumerate() {
        if matches!(section.block, Block::BackCover(_)) {
            fill(compositor, &mut make_up);
        }
        let mut galley = set_part(compositor, section, PartOf::Section(section_idx));
        galley.section_idx = Some(section_idx);
        make_up.add(compositor, galley);
    }
    make_up.finish(compositor)
}

/// Adds as many of the sections that may fill as there are pages to fill before the back cover.
fn fill(compositor: &mut Compositor<'_>, make_up: &mut MakeUp) {
    let booklet = compositor.booklet;
    for (idx, section) in booklet.fill.iter().enumerate() {
        if make_up.pages_to_fill(compositor) == 0 {
            return;
        }
        let galley = set_part(compositor, section, PartOf::Fill(idx));
        make_up.fill(compositor, galley);
    }
}

/// Sets a section, and notes which tags it has.
fn set_part(compositor: &mut Compositor<'_>, section: &Section, part: PartOf) -> Galley {
    let start = compositor.tags.tags().len() as u32;
    let galley = compositor.in_tongue_of(section, |compositor| {
        set_block(compositor, &section.block, section.at)
    });
    let end = compositor.tags.tags().len() as u32;
    if let Some(language) = section.language {
        compositor.tags.say_language(start..end, language.tag());
    }
    compositor.parts.push(Part {
        section: part,
        tags: start..end,
    });
    galley
}

fn set_block(compositor: &mut Compositor<'_>, block: &Block, at: Span) -> Galley {
    match block {
        Block::Cover(cover) => cover::set(compositor, cover, at),
        Block::Imprint(imprint) => imprint::set(compositor, imprint, at),
        Block::Contents(contents) => contents::set(compositor, contents),
        Block::Statement(statement) => statement::set(compositor, statement),
        Block::FigureDots(dots) => figure_dots::set(compositor, dots, at),
        Block::FigureNumbers(numbers) => figure_numbers::set(compositor, numbers, at),
        Block::FigureTable(table) => figure_table::set(compositor, table, at),
        Block::FigureBars(bars) => figure_bars::set(compositor, bars, at),
        Block::Prose(text) => prose::set(compositor, text),
        Block::Quotation(quotation) => quotation::set(compositor, quotation),
        Block::Timeline(timeline) => timeline::set(compositor, timeline),
        Block::Programme(programme) => programme::set(compositor, programme),
        Block::Names(names) => names::set(compositor, names),
        Block::Gallery(gallery) => gallery::set(compositor, gallery),
        Block::Plate(picture) => gallery::set_plate(compositor, picture),
        Block::Logos(logos) => gallery::set_logos(compositor, logos),
        Block::Qr(qr) => qr::set(compositor, qr),
        Block::NotesPage(notes) => notes_page::set(compositor, notes),
        Block::BackCover(back_cover) => back_cover::set(compositor, back_cover, at),
    }
}
