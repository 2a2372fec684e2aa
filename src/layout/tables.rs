//! Tables of Markdown: heads between rules, columns as wide as their words, one piece a row.

use super::compositor::{Compositor, rule};
use super::galley::{Break, Piece};
use super::page::{Furniture, Item, Place, Role, TagId};
use super::voices::Voices;
use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::prose::{Alignment, Prose, Table};
use crate::content::said::Emphasis;
use crate::design::theme::StyleName;
use crate::inline::break_lines::Setting;

/// The thickness of the rules above and below the heads and under the table, and of those between rows.
const OUTER_RULE: Pt = Pt(0.5);
const INNER_RULE: Pt = Pt(0.25);

/// After so many rows a fine rule leads the eye (COMPOSE, *Table*).
const RULED_ROWS: usize = 5;

/// How far a rule stands under the baseline of its row, as a part of the step.
const BELOW_BASELINE: f64 = 0.3;

/// Between two columns, in ems.
const GAP: f64 = 1.5;

/// Sets a table.
pub fn set(
    compositor: &mut Compositor<'_>,
    table: &Table,
    section: TagId,
    measure: Pt,
) -> Vec<Piece> {
    let tag = compositor.tags.add(section, Role::Table);
    let columns = columns(compositor, table, measure);
    let n_rows = table.rows.len();
    let mut pieces: Vec<_> = table
        .rows
        .iter()
        .enumerate()
        .map(|(idx, cells)| row(compositor, table, (idx, cells), &columns, tag))
        .collect();
    for (idx, piece) in pieces.iter_mut().enumerate() {
        rules(compositor, piece, measure, idx, n_rows);
        // Neither the heads nor the last row stand alone.
        if idx == 0 || idx + 2 == n_rows {
            piece.break_after = Break::Forbidden;
        }
    }
    // A line of space below, beside that of the rule.
    if let Some(last) = pieces.last_mut() {
        last.height += compositor.grid.step;
    }
    pieces
}

/// Where each column begins, and its width: as wide as its words, or, where that is too wide, narrow columns
/// so and the others alike.
fn columns(compositor: &mut Compositor<'_>, table: &Table, measure: Pt) -> Vec<(Pt, Pt)> {
    let size = compositor.size(StyleName::Cell);
    let n_columns = table.columns.len();
    let gap = size * GAP;
    let mut widths = vec![Pt::ZERO; n_columns];
    for (row_idx, row) in table.rows.iter().enumerate() {
        for (width, cell) in widths.iter_mut().zip(row) {
            let (paragraph, _) = compositor.prose(&styled(cell, row_idx), StyleName::Cell);
            *width = width.max(compositor.natural_width(&paragraph).at(size));
        }
    }
    let mut room = measure - gap * (n_columns.saturating_sub(1)) as f64;
    let mut by_width: Vec<usize> = (0..n_columns).collect();
    by_width.sort_by(|one, two| widths[*one].0.total_cmp(&widths[*two].0));
    for (n_done, column) in by_width.into_iter().enumerate() {
        let share = room / (n_columns - n_done) as f64;
        // A breath more than its words, so that rounding breaks no line.
        widths[column] = (widths[column] + Pt(0.01)).min(share);
        room -= widths[column];
    }
    let mut left = Pt::ZERO;
    let place = |width: Pt| {
        let column = (left, width);
        left += width + gap;
        column
    };
    widths.into_iter().map(place).collect()
}

/// A cell as it is set: the heads are strong.
fn styled(cell: &Prose, row_idx: usize) -> Prose {
    let mut cell = cell.clone();
    if row_idx == 0 {
        for (_, said) in &mut cell.stretches {
            said.emphasis = Emphasis::Strong;
        }
    }
    cell
}

fn row(
    compositor: &mut Compositor<'_>,
    table: &Table,
    (row_idx, cells): (usize, &Vec<Prose>),
    columns: &[(Pt, Pt)],
    tag: TagId,
) -> Piece {
    let row = compositor.tags.add(tag, Role::TableRow);
    let step = compositor.grid.step;
    let size = compositor.size(StyleName::Cell);
    let mut piece = Piece {
        height: step,
        ..Piece::default()
    };
    for ((cell, (left, width)), alignment) in cells.iter().zip(columns).zip(&table.columns) {
        let role = if row_idx == 0 {
            Role::ColumnHeading
        } else {
            Role::TableCell
        };
        let tag = compositor.tags.add(row, role);
        let (paragraph, ways) = compositor.prose(&styled(cell, row_idx), StyleName::Cell);
        let voices = Voices::of(compositor, ways, tag);
        let mut y = Pt::ZERO;
        for line in compositor.set(&paragraph, size, *width, &Setting::WHOLE) {
            y += step;
            let room = *width - line.width;
            let x = *left
                + match alignment {
                    Alignment::Start => Pt::ZERO,
                    Alignment::Middle => room * 0.5,
                    Alignment::End => room,
                };
            if let Some(at) = cell.at {
                let warning = compositor.warning(&line, &cell.text, at);
                piece.warning = piece.warning.take().or(warning);
            }
            piece.refers_to.extend(voices.notes_of(&line));
            piece
                .items
                .extend(voices.items(line, Point { x, y }, cell.at));
        }
        piece.height = piece.height.max(y);
    }
    piece
}

/// Stronger rules above and under the heads and under the last row, a fine one after every fifth: rows stand
/// a line apart, on the grid.
fn rules(
    compositor: &Compositor<'_>,
    piece: &mut Piece,
    measure: Pt,
    row_idx: usize,
    n_rows: usize,
) {
    let place = Place::Furniture(Furniture::Ornament);
    let below = compositor.grid.step * BELOW_BASELINE;
    let mut push = |middle: Pt, thickness: Pt| {
        let item: Item = rule(Pt::ZERO, middle, measure, thickness, place);
        piece.items.push(item);
    };
    let height = piece.height;
    if row_idx == 0 {
        push(below, OUTER_RULE);
        push(height + below, OUTER_RULE);
    } else if row_idx + 1 == n_rows {
        push(height + below, OUTER_RULE);
    } else if row_idx.is_multiple_of(RULED_ROWS) {
        push(height + below, INNER_RULE);
    }
}
