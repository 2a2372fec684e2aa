//! The contents: the booklet's title, then people with their titles and pages.

use super::{Listing, listing};
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::booklet::Contents;
use crate::content::text::Passage;
use crate::design::theme::{ContentsStyle, StyleName};
use crate::layout::compositor::{Compositor, line_items};
use crate::layout::galley::{Anchor, Break, Columns, Galley, PageReference, Piece, Start};
use crate::layout::page::{Mark, Role, TagId, TagTree};

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
    let entry_height = compositor.grid.baseline(style.entry_lines.0);
    for section_idx in 0..compositor.booklet.sections.len() {
        if let Some((name, notes)) = entry_words(compositor, section_idx) {
            pieces.push(entry(
                compositor,
                &name,
                &notes,
                section_idx,
                list,
                entry_height,
            ));
        }
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
            Mark::Rule(..) | Mark::Dots { .. } | Mark::Picture { .. } | Mark::Link { .. } => {
                Pt::ZERO
            }
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
    let mut y = compositor.grid.baseline(style.title_line.0);
    let mut items = Vec::new();
    for line in compositor.lines(words, StyleName::HalfTitle, compositor.grid.measure) {
        items.extend(line_items(
            line,
            Point { x: Pt::ZERO, y },
            tag,
            Some(words.at),
        ));
        y += compositor.leading(StyleName::HalfTitle);
    }
    Piece {
        height,
        items,
        break_after: Break::Forbidden,
        ..Piece::default()
    }
}

/// What the contents says of a section: a name or title, and lines under it.
fn entry_words(compositor: &Compositor<'_>, section_idx: usize) -> Option<(Passage, Vec<Passage>)> {
    let booklet = compositor.booklet;
    match listing(&booklet.sections[section_idx].block)? {
        Listing::Person(person_idx) => {
            let person = &booklet.people[person_idx];
            let name = person.full_name(booklet.language.value);
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
                Passage::made(person.full_name(booklet.language.value), person.name.at)
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
    name: &Passage,
    notes: &[Passage],
    section_idx: usize,
    list: TagId,
    entry_height: Pt,
) -> Piece {
    let measure = compositor.grid.measure - compositor.size(StyleName::EntryPage) * NUMBER_WIDTH;
    let item = compositor.tags.add(list, Role::ContentsItem);
    let link = compositor.tags.add(item, Role::Link);
    let step = compositor.grid.step;
    let mut items = Vec::new();
    let mut y = Pt::ZERO;
    let texts = [(name, StyleName::Entry)].into_iter();
    for (words, style) in texts.chain(notes.iter().map(|note| (note, StyleName::EntryNote))) {
        let tag = compositor.tags.add(link, Role::Span);
        // The space keeps the words apart from the next line's when they are copied out.
        let words = words.followed_by(" ");
        for line in compositor.lines(&words, style, measure) {
            y += step;
            items.extend(line_items(
                line,
                Point { x: Pt::ZERO, y },
                tag,
                Some(words.at),
            ));
        }
    }
    let area = Rect {
        origin: Point {
            x: Pt::ZERO,
            y: step * 0.25,
        },
        size: Size {
            width: compositor.grid.measure,
            height: y,
        },
    };
    let number = PageReference {
        section_idx,
        at: Point {
            x: compositor.grid.measure,
            y: step,
        },
        anchor: Anchor::Right,
        style: StyleName::EntryPage,
        words: "{}",
        tag: compositor.tags.add(link, Role::Span),
        link: Some((area, link)),
    };
    Piece {
        height: entry_height.max(y + step),
        items,
        page_references: vec![number],
        ..Piece::default()
    }
}
