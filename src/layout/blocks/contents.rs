//! The contents: the booklet's title, then people with their titles and pages.

use super::listing::{Listing, listing};
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::booklet::Contents;
use crate::content::text::Passage;
use crate::design::theme::{ContentsStyle, StyleName};
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Anchor, Break, Columns, Galley, PageReference, Piece, Start};
use crate::layout::page::{Mark, Role, TagId, TagTree};
use crate::layout::stack::Stack;
use crate::layout::titles::{self, Rank, Room};

/// The space kept free for page numbers, in ems of their style.
const NUMBER_WIDTH: f64 = 3.0;

/// Sets the contents.
pub(super) fn set(compositor: &mut Compositor<'_>, contents: &Contents) -> Galley {
    let style = compositor.design.theme.contents.clone();
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let title = contents.title.as_ref().unwrap_or(&compositor.booklet.title);
    let mut pieces = Vec::new();
    if let Some(words) = compositor.words(title) {
        pieces.push(heading(compositor, words, section, &style));
    }

    let list = compositor.tags.add(section, Role::Contents);
    let sections = 0..compositor.booklet.sections.len();
    let entries: Vec<_> = sections
        .filter_map(|section_idx| Some((section_idx, entry_words(compositor, section_idx)?)))
        .collect();
    let ranks = ranks(compositor, &entries);
    for (section_idx, words) in &entries {
        pieces.push(entry(compositor, words, ranks, *section_idx, list));
    }
    fit_to_page(compositor, &mut pieces);
    Galley {
        columns: Columns::ONE,
        section_idx: None,
        sourced: None,
        pieces,
        start: Start::NextPage,
        running_head: None,
        outline: None,
    }
}

/// Where the entries would not fit on one page, they take no more room than they need.
fn fit_to_page(compositor: &Compositor<'_>, pieces: &mut [Piece]) {
    let total: Pt = pieces.iter().map(|piece| piece.height).sum();
    if compositor.grid.height().fits(total) {
        return;
    }
    let step = compositor.grid.step;
    for piece in pieces
        .iter_mut()
        .filter(|piece| !piece.page_references.is_empty())
    {
        let lowest = piece.items.iter().map(|item| match &item.mark {
            Mark::Glyphs(at, _) => at.y,
            Mark::Rule(..)
            | Mark::Dots { .. }
            | Mark::Code(..)
            | Mark::Picture { .. }
            | Mark::Link { .. } => Pt::ZERO,
        });
        piece.height = lowest.fold(Pt::ZERO, Pt::max) + step * 0.5;
    }
}

fn heading(
    compositor: &mut Compositor<'_>,
    words: &Passage,
    section: TagId,
    style: &ContentsStyle,
) -> Piece {
    let tag = compositor.tags.add(section, Role::Paragraph);
    let height = compositor.grid.baseline(style.first_line.0 - 1.0);
    let mut stack = Stack::from_baseline(compositor.grid.baseline(style.title_line.0));
    let room = Room::of_bare_page(&compositor.grid);
    let (lines, leading) = titles::set(compositor, words, StyleName::HalfTitle, room);
    stack.add(lines, leading, tag, words.at);
    let bottom = stack.y + leading;
    // A title of many lines moves the entries down.
    let step = compositor.grid.step;
    Piece {
        height: height.max(step * bottom.ratio(step).ceil()),
        items: stack.items,
        break_after: Break::Forbidden,
        ..Piece::default()
    }
}

/// What the contents says of a section: a name or title, and lines under it.
type EntryWords = (Passage, Vec<Passage>);

/// How names and the lines under them are set, all alike.
fn ranks(compositor: &mut Compositor<'_>, entries: &[(usize, EntryWords)]) -> [Rank; 2] {
    let room = Room::of(entry_measure(compositor));
    let names = entries.iter().map(|(_, (name, _))| name);
    let notes = entries.iter().flat_map(|(_, (_, notes))| notes);
    [
        titles::rank(compositor, names, StyleName::Entry, room),
        titles::rank(compositor, notes, StyleName::EntryNote, room),
    ]
}

fn entry_measure(compositor: &Compositor<'_>) -> Pt {
    compositor.grid.measure - compositor.size(StyleName::EntryPage) * NUMBER_WIDTH
}

fn entry_words(compositor: &Compositor<'_>, section_idx: usize) -> Option<EntryWords> {
    let booklet = compositor.booklet;
    match listing(&booklet.sections[section_idx].block)? {
        Listing::Person(person_idx) => {
            let person = &booklet.people[person_idx];
            let name = person.full_name(compositor.tongue.language);
            let titles = person
                .titles
                .iter()
                .filter_map(|title| compositor.words(title).cloned());
            Some((Passage::made(name, person.name.at), titles.collect()))
        }
        Listing::Titled(title, by) => {
            let title = compositor.words(title)?.clone();
            let by = by.map(|by| {
                let person = &booklet.people[by];
                Passage::made(person.full_name(compositor.tongue.language), person.name.at)
            });
            Some((title, by.into_iter().collect()))
        }
        Listing::Entry(entry) => {
            let title = compositor.words(&entry.title)?.clone();
            let note = entry
                .note
                .as_ref()
                .and_then(|note| compositor.words(note).cloned());
            Some((title, note.into_iter().collect()))
        }
    }
}

fn entry(
    compositor: &mut Compositor<'_>,
    (name, notes): &EntryWords,
    [name_rank, note_rank]: [Rank; 2],
    section_idx: usize,
    list: TagId,
) -> Piece {
    let item = compositor.tags.add(list, Role::ContentsItem);
    let link = compositor.tags.add(item, Role::Link);
    let step = compositor.grid.step;
    let mut stack = Stack::default();
    let texts = [(name, name_rank)].into_iter();
    for (words, rank) in texts.chain(notes.iter().map(|note| (note, note_rank))) {
        let tag = compositor.tags.add(link, Role::Span);
        // The space keeps the words apart from the next line's when they are copied out.
        let words = words.followed_by(" ");
        stack.add(rank.lines(compositor, &words), step, tag, words.at);
    }
    let area = Rect {
        origin: Point::at_start(step * 0.25),
        size: Size {
            width: compositor.grid.measure,
            height: stack.y,
        },
    };
    let entry_lines = compositor.design.theme.contents.entry_lines.0;
    let entry_height = compositor.grid.baseline(entry_lines);
    let number = PageReference {
        section_idx,
        at: Point {
            x: compositor.grid.measure,
            y: step,
        },
        anchor: Anchor::End,
        style: StyleName::EntryPage,
        words: "{}",
        tongue: compositor.tongue.clone(),
        tag: compositor.tags.add(link, Role::Span),
        link: Some((area, link)),
    };
    Piece {
        height: entry_height.max(stack.y + step),
        items: stack.items,
        page_references: vec![number],
        ..Piece::default()
    }
}
