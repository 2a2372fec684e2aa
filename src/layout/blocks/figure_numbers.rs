//! Figures as numbers: the chief one large, its parts under it, the others in ruled rows, and at
//! the foot the sentences they stand in, word for word.
//!
//! Size never follows value, and nothing is summed. The whole is one table to a screen reader: in
//! each row the number and, as the row's heading, what it counts.

use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::booklet::{Figure, FigureIdx, FigureNumbers};
use crate::design::theme::{NumbersStyle, StyleName};
use crate::inline::line::{GlyphRun, Line};
use crate::layout::compositor::Compositor;
use crate::layout::figure_parts::{listed, qualified_label};
use crate::layout::figure_source;
use crate::layout::galley::{Anchor, Columns, Galley, Piece, Start};
use crate::layout::marks::{line_items, rule};
use crate::layout::page::{Furniture, Item, Place, Role, Tag, TagId, TagTree};
use crate::layout::stack::Stack;
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
    let family = listed(compositor.booklet, &[chief]);
    // The chief figure and its parts stand above already.
    let mut others = listed(compositor.booklet, &block.show[1..]);
    others.retain(|(_, figure)| !family.iter().any(|(_, known)| known == figure));
    table.chief(compositor, &family);
    table.rows(compositor, &others);
    let Table {
        style,
        items: table_items,
        bottom,
        ..
    } = table;
    items.extend(table_items);

    let shown = family.iter().chain(&others).map(|(_, figure)| *figure);
    let shown: Vec<FigureIdx> = shown.collect();
    let source = figure_source::with_sentences(compositor, &shown, section, at);
    let top = compositor.grid.baseline(style.foot_line.0) - source.height;
    let source = source.sunk(top);
    if compositor.grid.baseline(bottom + 0.5) > top {
        let message = "these figures do not fit on one page";
        compositor.complaints.push(
            Diagnostic::new(Code::Overset, Some(at), message).help("make two sections of them"),
        );
    }
    items.extend(source.items);

    let height = compositor.grid.height();
    let words = compositor.tongue.row.words.figures.to_owned();
    Galley {
        columns: Columns::ONE,
        section_idx: None,
        sourced: None,
        pieces: vec![Piece {
            height,
            items,
            page_references: source.page_references,
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
    let mut stack = Stack::from_baseline(compositor.grid.baseline(style.title_line.0));
    let room = Room::of(compositor.grid.measure);
    let (lines, leading) = titles::set(compositor, words, StyleName::FiguresTitle, room);
    stack.add(lines, leading, tag, words.at);
    stack.items
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

/// Where in the table the number or the label of a figure stands.
#[derive(Clone, Copy)]
struct Cell<'f> {
    figure: &'f Figure,
    row: TagId,
    x: Pt,
    line: f64,
}

impl Cell<'_> {
    /// The same in another place.
    fn at(self, x: Pt, line: f64) -> Self {
        Self { x, line, ..self }
    }
}

impl Table {
    /// A new row with a figure.
    fn row<'c>(&self, compositor: &mut Compositor<'c>, FigureIdx(idx): FigureIdx) -> Cell<'c> {
        Cell {
            figure: &compositor.booklet.figures[idx],
            row: compositor.tags.add(self.tag, Role::TableRow),
            x: Pt::ZERO,
            line: 0.0,
        }
    }

    /// The chief figure with its parts.
    fn chief(&mut self, compositor: &mut Compositor<'_>, family: &[(usize, FigureIdx)]) {
        let [(_, chief), parts @ ..] = family else {
            return;
        };
        let line = self.style.chief_line.0;
        let cell = self.row(compositor, *chief).at(Pt::ZERO, line);
        let descent = self.number(compositor, cell, StyleName::ChiefFigure, Anchor::Start);
        let label = cell.at(Pt::ZERO, line + lines_to_label(compositor, descent));
        let n_lines = self.label(compositor, label, compositor.grid.measure);
        // What is under a label of several lines moves down.
        let more = n_lines.saturating_sub(1) as f64;
        self.style.including_line.0 += more;
        self.style.parts_line.0 += more;
        self.style.rows_line.0 += more;

        if parts.is_empty() {
            // The rows move up to where the parts would stand.
            self.style.rows_line.0 = self.style.parts_line.0;
            self.bottom = self.style.rows_line.0 - 2.0;
            return;
        }
        self.parts(compositor, parts);
    }

    /// The parts of the chief figure, side by side.
    fn parts(&mut self, compositor: &mut Compositor<'_>, parts: &[(usize, FigureIdx)]) {
        let row = compositor.tags.add(self.tag, Role::TableRow);
        let mut cell = Tag::new(Role::TableCell);
        cell.columns = 2;
        let cell = compositor.tags.add_tag(row, cell);
        let words = compositor.tongue.row.words.including;
        let set = compositor.line(words, StyleName::Including);
        let y = compositor.grid.baseline(self.style.including_line.0);
        let words = line_items(set, Point::at_start(y), cell, Some(self.at));
        self.items.extend(words);

        let width = compositor.grid.measure / PARTS_IN_ROW as f64;
        let gap = compositor.size(StyleName::FigureLabel);
        let mut line = self.style.parts_line.0;
        let mut highest = 1_usize;
        for (idx, (_, part)) in parts.iter().enumerate() {
            if idx > 0 && idx.is_multiple_of(PARTS_IN_ROW) {
                line += PART_LINES + (highest - 1) as f64;
                highest = 1;
            }
            let x = width * (idx % PARTS_IN_ROW) as f64;
            let cell = self.row(compositor, *part).at(x, line);
            self.number(compositor, cell, StyleName::Figure, Anchor::Start);
            let n_lines = self.label(compositor, cell.at(x, line + 1.0), width - gap);
            highest = highest.max(n_lines);
        }
        let taken = line - self.style.parts_line.0 + (highest - 1) as f64;
        self.style.rows_line.0 += taken;
    }

    /// The other figures, each between rules, their parts under them.
    fn rows(&mut self, compositor: &mut Compositor<'_>, others: &[(usize, FigureIdx)]) {
        let mut line = self.style.rows_line.0;
        let above = self.style.row_lines.0 - 1.0;
        let shift = self.room_for(compositor, others);
        for (depth, figure) in others {
            if *depth == 0 {
                self.rule(compositor, line - above);
            }
            let indent = shift + compositor.grid.step * *depth as f64;
            let edge = self.style.number_edge.0 + indent;
            let label = self.style.label_edge.0 + indent;
            let cell = self.row(compositor, *figure).at(edge, line);
            self.number(compositor, cell, StyleName::RowFigure, Anchor::End);
            let measure = compositor.grid.measure - label;
            let n_lines = self.label(compositor, cell.at(label, line), measure);
            line += n_lines.saturating_sub(1) as f64;
            line += if *depth == 0 {
                self.style.row_lines.0
            } else {
                self.style.row_lines.0 - 1.0
            };
        }
        if !others.is_empty() {
            self.rule(compositor, line - above);
            self.bottom = line - above;
        }
    }

    /// How far the columns move along so that the widest number has room.
    fn room_for(&self, compositor: &mut Compositor<'_>, others: &[(usize, FigureIdx)]) -> Pt {
        let mut widest = Pt::ZERO;
        for (_, figure) in others {
            let value = compositor.booklet.figures[figure.0].value;
            let number = compositor.tongue.row.number(value);
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
        Cell {
            figure,
            row,
            x,
            line,
        }: Cell<'_>,
        style: StyleName,
        anchor: Anchor,
    ) -> Pt {
        let cell = compositor.tags.add(row, Role::TableCell);
        let text = compositor.tongue.row.number(figure.value);
        let set = compositor.line(&text, style);
        let start = match anchor {
            Anchor::Start => x,
            Anchor::End => x - set.width,
        };
        if anchor == Anchor::End && start < Pt::ZERO || set.width > compositor.grid.measure {
            let message = format!("the figure {text} is too wide for its column");
            let help = "show it in a section of its own, or give it as a smaller unit in words";
            compositor
                .complaints
                .push(Diagnostic::new(Code::Overset, Some(figure.at), message).help(help));
        }
        let origin = Point {
            x: start,
            y: compositor.grid.baseline(line),
        };
        let descent = descent(compositor, &set);
        self.items
            .extend(line_items(set, origin, cell, Some(figure.at)));
        descent
    }

    /// Sets what a figure counts, from a place on a measure; gives how many lines it takes.
    fn label(
        &mut self,
        compositor: &mut Compositor<'_>,
        Cell {
            figure,
            row,
            x,
            line,
        }: Cell<'_>,
        measure: Pt,
    ) -> usize {
        let Some(words) = qualified_label(compositor, figure) else {
            return 0;
        };
        let tag = compositor.tags.add(row, Role::RowHeading);
        let mut stack = Stack::from_baseline(compositor.grid.baseline(line)).standing_in(x);
        let lines = compositor.lines(&words, StyleName::FigureLabel, measure);
        let n_lines = lines.len();
        stack.add(lines, compositor.grid.step, tag, words.at);
        self.items.extend(stack.items);
        n_lines
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
