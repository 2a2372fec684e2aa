//! Figures as numbers: the chief one large, its parts under it, the others in ruled rows, and at
//! the foot the sentences they stand in, word for word.
//!
//! Size never follows value, and nothing is summed. The whole is one table to a screen reader: in
//! each row the number and, as the row's heading, what it counts.

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::booklet::{Figure, FigureIdx, FigureNumbers, PersonIdx, Qualifier};
use crate::content::figures::numbers;
use crate::content::text::Passage;
use crate::design::theme::{NumbersStyle, StyleName};
use crate::inline::break_lines::Setting;
use crate::inline::line::{GlyphRun, Line};
use crate::layout::compositor::{Compositor, line_items, rule};
use crate::layout::galley::{Anchor, Columns, Galley, PageReference, Piece, Start};
use crate::layout::page::{Furniture, Item, Place, Role, Tag, TagId, TagTree};
use crate::layout::titles::{self, Room};

/// Parts stand side by side, as many in a row.
const PARTS_IN_ROW: usize = 3;

/// The lines a row of parts takes, number and label and air.
const PART_LINES: f64 = 3.0;

/// Sets figures as numbers.
pub(super) fn set(compositor: &mut Compositor<'_>, block: &FigureNumbers, at: Span) -> Galley {
    let style = compositor.design.theme.numbers.clone();
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let mut items = heading(compositor, block, section, &style);

    let mut table = Table {
        tag: compositor.tags.add(section, Role::Table),
        bottom: style.rows_line.0 - 2.0,
        style,
        items: Vec::new(),
        at,
    };
    let chief = block.show[0];
    // The chief figure's parts stand under it already.
    let is_other = |figure: &&FigureIdx| compositor.booklet.figures[figure.0].of != Some(chief);
    let others: Vec<_> = block.show[1..].iter().filter(is_other).copied().collect();
    table.chief(compositor, chief);
    table.rows(compositor, &others);
    let Table {
        style,
        items: table_items,
        bottom,
        ..
    } = table;
    items.extend(table_items);

    let shown = shown(compositor, &block.show);
    let (source_items, page_references, top) = source(compositor, &shown, section, &style);
    if compositor.grid.baseline(bottom + 0.5) > top {
        let message = "these figures do not fit on one page";
        compositor.complaints.push(
            Diagnostic::new(Code::Overset, Some(at), message).help("make two sections of them"),
        );
    }
    items.extend(source_items);

    let height = compositor.grid.height();
    let words = compositor.design.language.words.figures.to_owned();
    Galley {
        columns: Columns::ONE,
        section_idx: None,
        pieces: vec![Piece {
            height,
            items,
            page_references,
            ..Piece::default()
        }],
        start: Start::NextPage,
        running_head: Some(words.clone()),
        outline: Some(
            block
                .title
                .as_ref()
                .and_then(|title| compositor.words(title))
                .map_or(words, |title| title.text.clone()),
        ),
    }
}

fn heading(
    compositor: &mut Compositor<'_>,
    block: &FigureNumbers,
    section: TagId,
    style: &NumbersStyle,
) -> Vec<Item> {
    let Some(words) = block
        .title
        .as_ref()
        .and_then(|title| compositor.words(title))
    else {
        return Vec::new();
    };
    let tag = compositor.tags.add(section, Role::Heading(2));
    let mut y = compositor.grid.baseline(style.title_line.0);
    let mut items = Vec::new();
    let room = Room::of(compositor.grid.measure);
    let (lines, leading) = titles::set(compositor, words, StyleName::FiguresTitle, room);
    for line in lines {
        items.extend(line_items(
            line,
            Point { x: Pt::ZERO, y },
            tag,
            Some(words.at),
        ));
        y += leading;
    }
    items
}

/// The figures as they are placed.
struct Table {
    tag: TagId,
    style: NumbersStyle,
    items: Vec<Item>,
    /// The last line that is taken.
    bottom: f64,
    at: Span,
}

impl Table {
    /// The chief figure with its parts.
    fn chief(&mut self, compositor: &mut Compositor<'_>, chief: FigureIdx) {
        let figure = &compositor.booklet.figures[chief.0];
        let line = self.style.chief_line.0;
        let row = compositor.tags.add(self.tag, Role::TableRow);
        let descent = self.number(
            compositor,
            figure,
            row,
            StyleName::ChiefFigure,
            (Pt::ZERO, line),
            Anchor::Left,
        );
        let label = line + lines_to_label(compositor, descent);
        self.label(compositor, figure, row, (Pt::ZERO, label));

        let parts = parts(compositor, chief);
        if parts.is_empty() {
            // The rows move up to where the parts would stand.
            self.style.rows_line.0 = self.style.parts_line.0;
            self.bottom = self.style.rows_line.0 - 2.0;
            return;
        }
        let row = compositor.tags.add(self.tag, Role::TableRow);
        let mut cell = Tag::new(Role::TableCell);
        cell.columns = 2;
        let cell = compositor.tags.add_tag(row, cell);
        let words = compositor.design.language.words.including;
        let set = compositor.line(words, StyleName::Including);
        let y = compositor.grid.baseline(self.style.including_line.0);
        self.items.extend(line_items(
            set,
            Point { x: Pt::ZERO, y },
            cell,
            Some(self.at),
        ));

        let width = compositor.grid.measure / PARTS_IN_ROW as f64;
        for (idx, part) in parts.iter().enumerate() {
            let line = self.style.parts_line.0 + PART_LINES * (idx / PARTS_IN_ROW) as f64;
            let x = width * (idx % PARTS_IN_ROW) as f64;
            let figure = &compositor.booklet.figures[part.0];
            let row = compositor.tags.add(self.tag, Role::TableRow);
            self.number(
                compositor,
                figure,
                row,
                StyleName::Figure,
                (x, line),
                Anchor::Left,
            );
            self.label(compositor, figure, row, (x, line + 1.0));
        }
        let n_more = (parts.len() - 1) / PARTS_IN_ROW;
        self.style.rows_line.0 += PART_LINES * n_more as f64;
    }

    /// The other figures, each between rules, their parts under them.
    fn rows(&mut self, compositor: &mut Compositor<'_>, others: &[FigureIdx]) {
        let mut line = self.style.rows_line.0;
        let above = self.style.row_lines.0 - 1.0;
        let shift = self.room_for(compositor, others);
        for other in others {
            self.rule(compositor, line - above);
            for (depth, figure_idx) in with_parts(compositor, *other) {
                let figure = &compositor.booklet.figures[figure_idx.0];
                let row = compositor.tags.add(self.tag, Role::TableRow);
                let edge = self.style.number_edge.0 + shift + compositor.grid.step * depth as f64;
                let label = self.style.label_edge.0 + shift + compositor.grid.step * depth as f64;
                self.number(
                    compositor,
                    figure,
                    row,
                    StyleName::RowFigure,
                    (edge, line),
                    Anchor::Right,
                );
                self.label(compositor, figure, row, (label, line));
                line += if depth == 0 {
                    self.style.row_lines.0
                } else {
                    self.style.row_lines.0 - 1.0
                };
            }
        }
        if !others.is_empty() {
            self.rule(compositor, line - above);
            self.bottom = line - above;
        }
    }

    /// How far the columns move to the right so that the widest number has room.
    fn room_for(&self, compositor: &mut Compositor<'_>, others: &[FigureIdx]) -> Pt {
        let mut widest = Pt::ZERO;
        for figure in shown(compositor, others) {
            let value = compositor.booklet.figures[figure.0].value;
            let number = compositor.design.language.number(value);
            widest = widest.max(compositor.line(&number, StyleName::RowFigure).width);
        }
        (widest - self.style.number_edge.0).max(Pt::ZERO)
    }

    fn rule(&mut self, compositor: &Compositor<'_>, line: f64) {
        let place = Place::Furniture(Furniture::Ornament);
        let middle = compositor.grid.baseline(line);
        let measure = compositor.grid.measure;
        self.items
            .push(rule(Pt::ZERO, middle, measure, self.style.rule.0, place));
    }

    /// Sets a number; gives how far its ink hangs below the baseline.
    fn number(
        &mut self,
        compositor: &mut Compositor<'_>,
        figure: &Figure,
        row: TagId,
        style: StyleName,
        (x, line): (Pt, f64),
        anchor: Anchor,
    ) -> Pt {
        let cell = compositor.tags.add(row, Role::TableCell);
        let text = compositor.design.language.number(figure.value);
        let set = compositor.line(&text, style);
        let left = match anchor {
            Anchor::Left => x,
            Anchor::Right => x - set.width,
        };
        if anchor == Anchor::Right && left < Pt::ZERO || set.width > compositor.grid.measure {
            let message = format!("the figure {text} is too wide for its column");
            let help = "show it in a section of its own, or give it as a smaller unit in words";
            compositor
                .complaints
                .push(Diagnostic::new(Code::Overset, Some(figure.at), message).help(help));
        }
        let origin = Point {
            x: left,
            y: compositor.grid.baseline(line),
        };
        let descent = descent(compositor, &set);
        self.items
            .extend(line_items(set, origin, cell, Some(figure.at)));
        descent
    }

    fn label(
        &mut self,
        compositor: &mut Compositor<'_>,
        figure: &Figure,
        row: TagId,
        (x, line): (Pt, f64),
    ) {
        let Some(words) = qualified_label(compositor, figure) else {
            return;
        };
        let tag = compositor.tags.add(row, Role::RowHeading);
        let mut y = compositor.grid.baseline(line);
        let measure = compositor.grid.measure - x;
        for set in compositor.lines(&words, StyleName::FigureLabel, measure) {
            self.items
                .extend(line_items(set, Point { x, y }, tag, Some(words.at)));
            y += compositor.grid.step;
        }
    }
}

/// How far the ink of a line hangs below its baseline: figures hardly, the commas between them well.
fn descent(compositor: &Compositor<'_>, line: &Line) -> Pt {
    let fonts = &compositor.design.fonts;
    let of_run = |run: &GlyphRun| {
        let face = fonts.face(run.face);
        let glyphs = run.glyphs.iter().map(|glyph| face.ink_descent(glyph.id));
        glyphs.map(|it| it.at(run.size)).fold(Pt::ZERO, Pt::max)
    };
    line.runs.iter().map(of_run).fold(Pt::ZERO, Pt::max)
}

/// How many lines under the chief number its label stands, so that they do not touch.
fn lines_to_label(compositor: &Compositor<'_>, descent: Pt) -> f64 {
    let style = compositor.design.style(StyleName::FigureLabel);
    let ascent = compositor.design.fonts.face(style.face).metrics.ascent;
    let room = compositor.grid.step - ascent.at(compositor.size(StyleName::FigureLabel));
    if descent > room { 2.0 } else { 1.0 }
}

/// What a figure counts, and how sure it is.
pub(super) fn qualified_label(compositor: &Compositor<'_>, figure: &Figure) -> Option<Passage> {
    let words = compositor.words(&figure.label)?.clone();
    let language = compositor.design.language;
    let qualifier = match figure.qualifier {
        None => return Some(words),
        Some(Qualifier::About) => language.words.about,
        Some(Qualifier::AtLeast) => language.words.at_least,
    };
    Some(words.followed_by(&format!(" ({qualifier})")))
}

/// The figures that are parts of one.
fn parts(compositor: &Compositor<'_>, whole: FigureIdx) -> Vec<FigureIdx> {
    let figures = compositor.booklet.figures.iter().enumerate();
    figures
        .filter(|(_, figure)| figure.of == Some(whole))
        .map(|(idx, _)| FigureIdx(idx))
        .collect()
}

/// A figure and its parts, with how deep each stands.
pub(super) fn with_parts(compositor: &Compositor<'_>, whole: FigureIdx) -> Vec<(usize, FigureIdx)> {
    let parts = parts(compositor, whole).into_iter().map(|part| (1, part));
    [(0, whole)].into_iter().chain(parts).collect()
}

/// Every figure the block shows, parts among them.
fn shown(compositor: &Compositor<'_>, show: &[FigureIdx]) -> Vec<FigureIdx> {
    let with_parts = |figure: &FigureIdx| with_parts(compositor, *figure);
    show.iter()
        .flat_map(with_parts)
        .map(|(_, figure)| figure)
        .collect()
}

/// At the foot, for each speaker: the sentences the figures stand in, with their page.
fn source(
    compositor: &mut Compositor<'_>,
    shown: &[FigureIdx],
    section: TagId,
    style: &NumbersStyle,
) -> (Vec<Item>, Vec<PageReference>, Pt) {
    let leading = compositor.leading(StyleName::Source);
    let size = compositor.size(StyleName::Source);
    let mut set = Vec::new();
    let mut references = Vec::new();
    let mut y = Pt::ZERO;
    for (person, section_idx, passage) in quoted(compositor, shown) {
        let quote = compositor.tags.add(section, Role::BlockQuote);
        let tag = compositor.tags.add(quote, Role::Paragraph);
        let [open, close] = compositor.design.language.quotes;
        let words = format!("{open}{}{close} ", passage.text);
        let paragraph = compositor.paragraph(&Passage::made(words, passage.at), StyleName::Source);
        let measure = compositor.grid.measure;
        for line in compositor.set(&paragraph, size, measure, &Setting::JUSTIFIED) {
            y += leading;
            set.push((y, line, tag, passage.at));
        }
        let name = compositor.booklet.people[person.0].full_name(compositor.booklet.language.value);
        let tag = compositor.tags.add(section, Role::Paragraph);
        let line = compositor.line(&format!("{name}, "), StyleName::Source);
        let end = line.runs.last().map_or(Pt::ZERO, |run| run.x + run.width());
        y += leading;
        set.push((y, line, tag, passage.at));
        references.push(PageReference {
            section_idx,
            at: Point { x: end, y },
            anchor: Anchor::Left,
            style: StyleName::Source,
            words: compositor.design.language.words.page,
            tag,
            link: None,
        });
        y += leading * 0.5;
    }
    y -= leading * 0.5;
    let top = compositor.grid.baseline(style.foot_line.0) - y;
    for reference in &mut references {
        reference.at.y += top;
    }
    let items = set.into_iter().flat_map(|(y, line, tag, at)| {
        line_items(
            line,
            Point {
                x: Pt::ZERO,
                y: y + top,
            },
            tag,
            Some(at),
        )
    });
    (items.collect(), references, top)
}

/// The sentences in which figures stand, by statement: from the first such sentence of a paragraph
/// to the last, so that nothing is left out in between.
fn quoted(compositor: &Compositor<'_>, shown: &[FigureIdx]) -> Vec<(PersonIdx, usize, Passage)> {
    let booklet = compositor.booklet;
    let mut quoted = Vec::new();
    for (section_idx, section) in booklet.sections.iter().enumerate() {
        let Some(statement) = section.block.statement() else {
            continue;
        };
        let figures = shown.iter().map(|idx| &booklet.figures[idx.0]);
        let values: Vec<u64> = figures
            .filter(|figure| figure.source == statement.by)
            .map(|figure| figure.value)
            .collect();
        let words = compositor
            .words(&statement.text)
            .map(Passage::paragraphs)
            .unwrap_or_default();
        for passage in words {
            if let Some((start, end)) = sentences_with(&passage.text, &values) {
                quoted.push((statement.by, section_idx, passage.part(start, end)));
            }
        }
    }
    quoted
}

/// From the start of the first sentence with one of the numbers to the end of the last.
fn sentences_with(text: &str, values: &[u64]) -> Option<(usize, usize)> {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let ends: Vec<usize> = segmenter.segment_str(text).collect();
    let mut with_number = ends.windows(2).filter(|ends| {
        numbers(&text[ends[0]..ends[1]]).any(|(_, number)| values.contains(&number))
    });
    let first = with_number.next()?;
    let last = with_number.next_back().unwrap_or(first);
    let end = text[..last[1]].trim_end().len();
    Some((first[0], end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentences_with_the_figures_are_quoted_whole() {
        let text = "It was night. In all, 613 people died. 106 were women. Nothing was left.";
        let (start, end) = sentences_with(text, &[613, 106]).unwrap();
        assert_eq!(
            &text[start..end],
            "In all, 613 people died. 106 were women."
        );
        assert_eq!(sentences_with(text, &[7]), None);
    }
}
