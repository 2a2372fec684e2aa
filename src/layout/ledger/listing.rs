//! What the contents says of each block, as the ledger reads the booklet: the contents are copies.

use crate::base::language::Language;
use crate::content::booklet::{Block, Booklet, PersonIdx};
use crate::content::text::{Passage, Text};

/// What the contents says of a block: a name or a title, and what stands under it.
pub(super) fn listing(
    booklet: &Booklet,
    language: Language,
    block: &Block,
) -> Option<(Passage, Vec<Passage>)> {
    let entry = match block {
        Block::Statement(statement) => {
            let person = &booklet.people[statement.by.0];
            let titles = person
                .titles
                .iter()
                .filter_map(|it| it.in_language(language).cloned());
            return Some((name(booklet, language, statement.by), titles.collect()));
        }
        Block::FigureNumbers(numbers) => numbers.contents.as_ref()?,
        Block::FigureDots(dots) => dots.contents.as_ref()?,
        Block::FigureTable(list) | Block::FigureBars(list) => list.contents.as_ref()?,
        Block::Prose(text) => {
            let by = text.by.map(|by| name(booklet, language, by));
            let title = text.title.as_ref()?.in_language(language)?.clone();
            return Some((title, by.into_iter().collect()));
        }
        Block::Timeline(timeline) => return titled(language, timeline.title.as_ref()),
        Block::Programme(programme) => return titled(language, programme.title.as_ref()),
        Block::Names(names) => return titled(language, names.title.as_ref()),
        Block::Gallery(gallery) => return titled(language, gallery.title.as_ref()),
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
        .and_then(|note| note.in_language(language).cloned());
    Some((
        entry.title.in_language(language)?.clone(),
        note.into_iter().collect(),
    ))
}

fn titled(language: Language, title: Option<&Text>) -> Option<(Passage, Vec<Passage>)> {
    Some((title?.in_language(language)?.clone(), Vec::new()))
}

/// The name of a person with what stands before and after it.
pub(super) fn name(booklet: &Booklet, language: Language, PersonIdx(by): PersonIdx) -> Passage {
    let person = &booklet.people[by];
    let name = person.full_name(language);
    Passage::made(name, person.name.at)
}
