//! What stands under figures: whose words they are taken from, and on which page these stand; under
//! numbers also the sentences themselves, word for word.
//!
//! Only a sentence that says the figure is quoted (see `content::sentences`); where none was found,
//! the name and the page stand alone.

use std::collections::BTreeSet;

use super::compositor::Compositor;
use super::figure_parts::listed;
use super::galley::{Anchor, Beside, Galley, PageReference, Piece, Sourced};
use super::page::{Role, TagId};
use super::section::keep_below;
use crate::base::diagnostic::Span;
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::booklet::{Block, Booklet, Figure, FigureIdx, PersonIdx};
use crate::content::sentences::fewest;
use crate::content::text::Passage;
use crate::design::language::fill;
use crate::design::theme::StyleName;
use crate::inline::line::Line;
use crate::inline::setting::Setting;

/// The width that is kept for a page number behind a name, in ems.
const PAGE_ROOM: f64 = 3.0;

/// Where figures are taken from: who says them, in which section, and what is quoted of it.
struct Source {
    person: PersonIdx,
    section_idx: Option<usize>,
    quotes: Vec<Passage>,
}

/// The sources of some figures with the sentences they stand in, as one piece.
pub fn with_sentences(
    compositor: &mut Compositor<'_>,
    shown: &[FigureIdx],
    section: TagId,
    at: Span,
) -> Piece {
    let gap = compositor.leading(StyleName::Source) * 0.5;
    let mut piece = Piece::default();
    for (idx, source) in quoted(compositor.booklet, shown).into_iter().enumerate() {
        if idx > 0 {
            piece.height += gap;
        }
        for quote in &source.quotes {
            let quote = set_quote(compositor, quote, section);
            piece.put_under(quote);
        }
        let name = set_name(compositor, &source, section, at);
        piece.put_under(name);
    }
    piece
}

/// Figures of a section whose sources are named under them.
pub fn sourced(booklet: &Booklet, shown: Vec<FigureIdx>, section: TagId, at: Span) -> Sourced {
    Sourced {
        beside: given_beside(booklet, &shown, at),
        shown,
        section,
        at,
    }
}

/// Names the sources of a galley's figures, each once, under its last piece.
pub fn name_sources(compositor: &mut Compositor<'_>, galley: &mut Galley, sourced: &Sourced) {
    let booklet = compositor.booklet;
    let mut sources: Vec<Source> = Vec::new();
    for figure in sourced.shown.iter().map(|idx| &booklet.figures[idx.0]) {
        let is_known = |known: &Source| {
            Some(known.person) == figure.source && known.section_idx == figure.stated_in
        };
        if !sources.iter().any(is_known) {
            sources.extend(Source::of(figure));
        }
    }
    let set = |compositor: &mut Compositor<'_>| {
        let gap = compositor.leading(StyleName::Source) * 0.5;
        let set = sources.into_iter().enumerate().map(|(idx, source)| {
            let name = set_name(compositor, &source, sourced.section, sourced.at);
            if idx == 0 { name.sunk(gap) } else { name }
        });
        set.collect()
    };
    let mut sections = booklet.sections.iter().chain(&booklet.fill);
    let pieces = match sections.find(|section| section.at == sourced.at) {
        Some(section) => compositor.in_tongue_of(section, set),
        None => set(compositor),
    };
    keep_below(&mut galley.pieces, pieces);
}

impl Source {
    fn of(figure: &Figure) -> Option<Self> {
        Some(Self {
            person: figure.source?,
            section_idx: figure.stated_in,
            quotes: Vec::new(),
        })
    }
}

/// Which neighbours of a section show all these figures as numbers, and with them their sources.
fn given_beside(booklet: &Booklet, shown: &[FigureIdx], at: Span) -> Vec<Beside> {
    let Some(idx) = booklet.sections.iter().position(|section| section.at == at) else {
        return Vec::new();
    };
    let gives = |(idx, beside): (usize, Beside)| {
        let Block::FigureNumbers(numbers) = &booklet.sections.get(idx)?.block else {
            return None;
        };
        let given = listed(booklet, &numbers.show).into_iter();
        let given: BTreeSet<usize> = given.map(|(_, figure)| figure.0).collect();
        let is_given = shown.iter().all(|figure| given.contains(&figure.0));
        is_given.then_some(beside)
    };
    let before = idx.checked_sub(1).map(|before| (before, Beside::Before));
    let after = Some((idx + 1, Beside::After));
    [before, after]
        .into_iter()
        .flatten()
        .filter_map(gives)
        .collect()
}

/// The sources of figures, in the order their statements stand in: of each the fewest sentences that say
/// all of them, neighbours in one quotation.
fn quoted(booklet: &Booklet, shown: &[FigureIdx]) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let figures: Vec<&Figure> = shown.iter().map(|idx| &booklet.figures[idx.0]).collect();
    let mut people: Vec<PersonIdx> = Vec::new();
    for person in figures.iter().filter_map(|figure| figure.source) {
        if people.contains(&person) {
            continue;
        }
        people.push(person);
        let own = figures.iter().filter(|it| it.source == Some(person));
        let own: Vec<&Figure> = own.copied().collect();
        let quotes = quotes(booklet, &own);
        let n_known = sources.len();
        for (section_idx, quote) in quotes {
            let section_idx = Some(section_idx);
            match sources.last_mut() {
                Some(last) if last.person == person && last.section_idx == section_idx => {
                    last.quotes.push(quote);
                }
                _ => sources.push(Source {
                    person,
                    section_idx,
                    quotes: vec![quote],
                }),
            }
        }
        for figure in own.iter().filter(|it| it.sentences.is_empty()) {
            let own = &sources[n_known..];
            let is_named = |known: &Source| known.section_idx == figure.stated_in;
            if own.is_empty() || figure.stated_in.is_some() && !own.iter().any(is_named) {
                sources.extend(Source::of(figure));
            }
        }
    }
    sources.sort_by_key(|source| source.section_idx.unwrap_or(usize::MAX));
    sources
}

/// The fewest sentences that say some figures, with the section of each, neighbours made one.
fn quotes(booklet: &Booklet, figures: &[&Figure]) -> Vec<(usize, Passage)> {
    let mut quotes: Vec<(usize, Passage)> = Vec::new();
    let mut read = None;
    let mut paragraphs: Vec<Passage> = Vec::new();
    let mut last = None;
    for sentence in fewest(figures) {
        if read.replace(sentence.section_idx) != Some(sentence.section_idx) {
            let section = &booklet.sections[sentence.section_idx];
            let statement = section.block.statement();
            let words = statement.and_then(|it| it.words(booklet.language_of(section)));
            paragraphs = words.map(Passage::paragraphs).unwrap_or_default();
        }
        let Some(paragraph) = paragraphs.get(sentence.paragraph_idx) else {
            continue;
        };
        let place = (sentence.section_idx, sentence.paragraph_idx);
        let mut start = sentence.start;
        let mut end = sentence.end;
        if let Some((known, known_start, known_end)) = last
            && known == place
            && paragraph.text[known_end..start.max(known_end)]
                .trim()
                .is_empty()
        {
            (start, end) = (known_start, end.max(known_end));
            quotes.pop();
        }
        last = Some((place, start, end));
        quotes.push((sentence.section_idx, paragraph.part(start, end)));
    }
    quotes
}

fn set_quote(compositor: &mut Compositor<'_>, quote: &Passage, section: TagId) -> Piece {
    let size = compositor.size(StyleName::Source);
    let block = compositor.tags.add(section, Role::BlockQuote);
    let tag = compositor.tags.add(block, Role::Paragraph);
    let [open, close] = compositor.tongue.row.quotes;
    let words = format!("{open}{}{close} ", quote.text);
    let paragraph = compositor.paragraph(&Passage::made(words, quote.at), StyleName::Source);
    let measure = compositor.grid.measure;
    let lines = compositor.set(&paragraph, size, measure, &Setting::JUSTIFIED);
    under_each_other(compositor, lines, tag, quote.at)
}

/// Who says the figures, after a quotation or by himself, and the page on which the number stands there.
fn set_name(compositor: &mut Compositor<'_>, source: &Source, section: TagId, at: Span) -> Piece {
    let booklet = compositor.booklet;
    let name = booklet.people[source.person.0].full_name(compositor.tongue.language);
    let (name, at) = match source.quotes.last() {
        Some(quote) => (name, quote.at),
        None => (fill(compositor.tongue.row.words.source, &[&name]), at),
    };
    let after = if source.section_idx.is_some() {
        ", "
    } else {
        " "
    };
    let words = format!("{name}{after}");
    let tag = compositor.tags.add(section, Role::Paragraph);
    let room = compositor.size(StyleName::Source) * PAGE_ROOM;
    let measure = compositor.grid.measure - room;
    let mut lines = vec![compositor.line(&words, StyleName::Source)];
    if lines[0].width > measure {
        lines = compositor.lines(&Passage::made(words, at), StyleName::Source, measure);
    }
    let runs = lines.last().map_or(&[][..], |line| &line.runs);
    let end = runs.iter().map(|run| run.x + run.width());
    let end = end.fold(Pt::ZERO, Pt::max);
    let mut piece = under_each_other(compositor, lines, tag, at);
    let Some(section_idx) = source.section_idx else {
        return piece;
    };
    // What is quoted need not be looked up; where nothing is, the page is to be reached.
    let link = source.quotes.is_empty().then(|| {
        let origin = Point::at_start(compositor.leading(StyleName::Source) * 0.25);
        let size = Size {
            width: end + room,
            height: piece.height,
        };
        let link = compositor.tags.add(tag, Role::Link);
        (Rect { origin, size }, link)
    });
    piece.page_references.push(PageReference {
        section_idx,
        at: Point {
            x: end,
            y: piece.height,
        },
        anchor: Anchor::Start,
        style: StyleName::Source,
        words: compositor.tongue.row.words.page,
        tongue: compositor.tongue.clone(),
        tag: link.map_or(tag, |(_, link)| link),
        link,
    });
    piece
}

fn under_each_other(compositor: &Compositor<'_>, lines: Vec<Line>, tag: TagId, at: Span) -> Piece {
    let leading = compositor.leading(StyleName::Source);
    let mut piece = Piece::default();
    for line in lines {
        piece.put_under(Piece::of_line(line, leading, tag, at));
    }
    piece
}
