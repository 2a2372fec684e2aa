//! What the contents says of each block, as the ledger reads the booklet: the contents are copies.

use crate::content::booklet::{Block, Booklet, PersonIdx};
use crate::content::text::{Passage, Text};

/// What the contents says of a block: a name or a title, and what stands under it.
pub(super) fn listing(booklet: &Booklet, block: &Block) -> Option<(Passage, Vec<Passage>)> {
    let entry = match block {
        Block::Statement(statement) => {
            let person = &booklet.people[statement.by.0];
            let titles = person
                .titles
                .iter()
                .filter_map(|it| words(booklet, it).cloned());
            return Some((name(booklet, statement.by), titles.collect()));
        }
        Block::FigureNumbers(numbers) => numbers.contents.as_ref()?,
        Block::FigureDots(dots) => dots.contents.as_ref()?,
        Block::FigureTable(list) | Block::FigureBars(list) => list.contents.as_ref()?,
        Block::Prose(text) => {
            let by = text.by.map(|by| name(booklet, by));
            let title = words(booklet, text.title.as_ref()?)?.clone();
            return Some((title, by.into_iter().collect()));
        }
        Block::Timeline(timeline) => return titled(booklet, timeline.title.as_ref()),
        Block::Programme(programme) => return titled(booklet, programme.title.as_ref()),
        Block::Names(names) => return titled(booklet, names.title.as_ref()),
        Block::Gallery(gallery) => return titled(booklet, gallery.title.as_ref()),
        Block::Cover(_)
        | Block::Imprint(_)
        | Block::Contents(_)
        | Block::Quotation(_)
        | Block::Plate(_)
        | Block::Logos(_)
        | Block::Qr(_)
        | Block::NotesPage(_)
        | Block::BackCover(_) => return None,
    };
    let note = entry
        .note
        .as_ref()
        .and_then(|note| words(booklet, note).cloned());
    Some((
        words(booklet, &entry.title)?.clone(),
        note.into_iter().collect(),
    ))
}

fn titled(booklet: &Booklet, title: Option<&Text>) -> Option<(Passage, Vec<Passage>)> {
    Some((words(booklet, title?)?.clone(), Vec::new()))
}

fn words<'t>(booklet: &Booklet, text: &'t Text) -> Option<&'t Passage> {
    text.in_language(booklet.language.value)
}

/// The name of a person with what stands before and after it.
pub(super) fn name(booklet: &Booklet, PersonIdx(by): PersonIdx) -> Passage {
    let person = &booklet.people[by];
    let name = person.full_name(booklet.language.value);
    Passage::made(name, person.name.at)
}
