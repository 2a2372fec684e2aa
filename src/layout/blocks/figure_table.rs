//! Figures as a table: labels, parts stood in under their whole, numbers at the end of the measure.

use crate::base::diagnostic::Span;
use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::booklet::{FigureIdx, FigureList};
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::figure_parts::{listed, qualified_label};
use crate::layout::figure_source;
use crate::layout::galley::{Break, Galley, Piece};
use crate::layout::marks::{line_items, rule};
use crate::layout::page::{Furniture, Place, Role, TagId};
use crate::layout::section::Section;
use crate::layout::stack::Stack;

/// The thickness of the rules above and below a table, and of those between rows.
const OUTER_RULE: Pt = Pt(0.5);
const INNER_RULE: Pt = Pt(0.25);

/// How far a part stands in, in ems.
const PART_INDENT: f64 = 1.5;

/// The width kept for numbers, in ems.
const NUMBER_WIDTH: f64 = 5.5;

/// Sets figures as a table.
pub(super) fn set(compositor: &mut Compositor<'_>, list: &FigureList, at: Span) -> Galley {
    let mut section = Section::open(compositor, list.title.as_ref());
    let table = compositor.tags.add(section.tag, Role::Table);
    let first = section.pieces.len();
    let shown = listed(compositor.booklet, &list.show);
    for (depth, figure) in &shown {
        let row = row(compositor, figure.0, *depth, table, at);
        section.pieces.push(row);
    }
    let n_rows = section.pieces.len() - first;
    for (idx, piece) in section.pieces[first..].iter_mut().enumerate() {
        rules(compositor, piece, idx == 0, idx + 1 == n_rows);
        if idx == 0 || idx + 2 == n_rows {
            piece.break_after = Break::Forbidden;
        }
    }
    let shown: Vec<FigureIdx> = shown.into_iter().map(|(_, figure)| figure).collect();
    let sourced = figure_source::sourced(compositor.booklet, shown, section.tag, at);
    Galley {
        sourced: Some(sourced),
        ..section.close_as(compositor.tongue.row.words.figures)
    }
}

fn row(
    compositor: &mut Compositor<'_>,
    figure_idx: usize,
    depth: usize,
    table: TagId,
    at: Span,
) -> Piece {
    let figure = &compositor.booklet.figures[figure_idx];
    let step = compositor.grid.step;
    let row = compositor.tags.add(table, Role::TableRow);
    let label_tag = compositor.tags.add(row, Role::RowHeading);
    let number_tag = compositor.tags.add(row, Role::TableCell);
    let size = compositor.size(StyleName::Cell);
    let indent = size * PART_INDENT * depth as f64;
    let measure = compositor.grid.measure - indent - size * NUMBER_WIDTH;
    let mut stack = Stack::default().standing_in(indent);
    if let Some(label) = qualified_label(compositor, figure) {
        let lines = compositor.lines(&label, StyleName::Cell, measure);
        stack.add(lines, step, label_tag, label.at);
    }
    let (mut items, y) = (stack.items, stack.y.max(step));
    let number = compositor.tongue.row.number(figure.value);
    let line = compositor.line(&number, StyleName::Cell);
    let x = compositor.grid.measure - line.width;
    items.extend(line_items(line, Point { x, y }, number_tag, Some(at)));
    Piece {
        height: y + step * 0.5,
        items,
        ..Piece::default()
    }
}

/// A rule under each row, a stronger one above the first and under the last.
fn rules(compositor: &Compositor<'_>, piece: &mut Piece, is_first: bool, is_last: bool) {
    let place = Place::Furniture(Furniture::Ornament);
    let measure = compositor.grid.measure;
    let below = piece.height - compositor.grid.step * 0.1;
    let thickness = if is_last { OUTER_RULE } else { INNER_RULE };
    piece
        .items
        .push(rule(Pt::ZERO, below, measure, thickness, place));
    if is_first {
        let above = compositor.grid.step * -0.1;
        piece
            .items
            .push(rule(Pt::ZERO, above, measure, OUTER_RULE, place));
    }
}
