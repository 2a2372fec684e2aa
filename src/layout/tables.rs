//! Tables of Markdown: heads between rules, columns as wide as their words, one piece a row.

use super::compositor::Compositor;
use super::galley::{Break, Piece};
use super::marks::rule;
use super::page::{Furniture, Item, Place, Role, TagId};
use super::stack::Stack;
use super::voices::Voices;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::units::{Em, Pt};
use crate::content::prose::{Alignment, Prose, Table};
use crate::content::said::Emphasis;
use crate::design::theme::StyleName;
use crate::inline::setting::Setting;

/// The thickness of the rules above and below the heads and under the table, and of those between rows.
const OUTER_RULE: Pt = Pt(0.5);
const INNER_RULE: Pt = Pt(0.25);

/// After so many rows a fine rule leads the eye (COMPOSE, *Table*).
const RULED_ROWS: usize = 5;

/// How far a rule stands under the baseline of its row, as a part of the step.
const BELOW_BASELINE: f64 = 0.3;

/// The sizes that are tried, as multiples of the usual one, until every word fits its column.
const SCALES: [f64; 4] = [1.0, 0.9, 0.8, 0.7];

/// What stands out of its column so far stands in the next.
const STICKS_OUT: Pt = Pt(0.5);

/// What a column is wider than its words, in ems.
const BREATH: f64 = 0.001;

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

/// The columns of a table.
struct Columns {
    /// The size of their type.
    size: Pt,
    /// Where each begins, and its width.
    places: Vec<(Pt, Pt)>,
}

/// As wide as their words; where that is too wide cells turn over, then the type becomes smaller, so that no
/// word is broken; where nothing helps, narrow columns have their width and the others share the rest.
fn columns(compositor: &mut Compositor<'_>, table: &Table, measure: Pt) -> Columns {
    let usual = compositor.size(StyleName::Cell);
    let n_columns = table.columns.len();
    let room_at = |size: Pt| measure - size * (GAP * n_columns.saturating_sub(1) as f64);
    let natural = widest(compositor, table, |cell| vec![cell.clone()]);
    let total = |widths: &[Em]| Em(widths.iter().map(|width| width.0).sum());
    if room_at(usual).fits(total(&natural).at(usual)) {
        let widths = natural.iter().map(|width| width.at(usual));
        return Columns::of(usual, widths.collect());
    }
    let longest = widest(compositor, table, words);
    for scale in SCALES {
        let size = usual * scale;
        let room = room_at(size);
        let [wanted, needed] = [&natural, &longest].map(|widths| total(widths).at(size));
        if room.fits(needed) {
            let share = ((room - needed).0 / (wanted - needed).0.max(1e-9)).min(1.0);
            let both = natural.iter().zip(&longest);
            let widths = both.map(|(natural, longest)| {
                longest.at(size) + (natural.at(size) - longest.at(size)) * share
            });
            return Columns::of(size, widths.collect());
        }
    }
    let size = usual * SCALES[SCALES.len() - 1];
    let mut room = room_at(size);
    let mut widths: Vec<Pt> = longest.iter().map(|width| width.at(size)).collect();
    let mut by_width: Vec<usize> = (0..n_columns).collect();
    by_width.sort_by(|one, two| widths[*one].0.total_cmp(&widths[*two].0));
    for (n_done, column) in by_width.into_iter().enumerate() {
        widths[column] = widths[column].min(room / (n_columns - n_done) as f64);
        room -= widths[column];
    }
    Columns::of(size, widths)
}

impl Columns {
    fn of(size: Pt, widths: Vec<Pt>) -> Self {
        let mut start = Pt::ZERO;
        let place = |width: Pt| {
            let column = (start, width);
            start += width + size * GAP;
            column
        };
        Self {
            size,
            places: widths.into_iter().map(place).collect(),
        }
    }
}

/// For each column the widest of some parts of its cells, in ems; a breath more, so that rounding breaks no
/// line.
fn widest(
    compositor: &mut Compositor<'_>,
    table: &Table,
    parts: impl Fn(&Prose) -> Vec<Prose>,
) -> Vec<Em> {
    let mut widths = vec![Em(0.0); table.columns.len()];
    for (row_idx, row) in table.rows.iter().enumerate() {
        for (width, cell) in widths.iter_mut().zip(row) {
            for part in parts(cell) {
                let (paragraph, _) = compositor.prose(&styled(&part, row_idx), StyleName::Cell);
                let natural = compositor.natural_width(&paragraph).0 + BREATH;
                width.0 = width.0.max(natural);
            }
        }
    }
    widths
}

/// The words of a cell.
fn words(cell: &Prose) -> Vec<Prose> {
    let Some(at) = cell.at else { return Vec::new() };
    let words = cell.text.split_whitespace();
    words.map(|word| Prose::plain(word, at)).collect()
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
    columns: &Columns,
    tag: TagId,
) -> Piece {
    let row = compositor.tags.add(tag, Role::TableRow);
    let step = compositor.grid.step;
    let size = columns.size;
    let mut piece = Piece {
        height: step,
        ..Piece::default()
    };
    for ((cell, (start, width)), alignment) in cells.iter().zip(&columns.places).zip(&table.columns)
    {
        let role = if row_idx == 0 {
            Role::ColumnHeading
        } else {
            Role::TableCell
        };
        let tag = compositor.tags.add(row, role);
        let (paragraph, ways) = compositor.prose(&styled(cell, row_idx), StyleName::Cell);
        let voices = Voices::of(&mut compositor.tags, ways, tag);
        let mut stack = Stack::default();
        for line in compositor.set(&paragraph, size, *width, &Setting::WHOLE) {
            let room = *width - line.width;
            stack.start = *start
                + match alignment {
                    Alignment::Start => Pt::ZERO,
                    Alignment::Middle => room * 0.5,
                    Alignment::End => room,
                };
            if let Some(at) = cell.at.filter(|_| line.overfull > STICKS_OUT) {
                let word = cell.text.get(line.text.clone()).unwrap_or_default().trim();
                let message = format!("`{word}` does not fit its column of the table");
                let help = "make two tables of it, or shorten its words";
                let complaint = Diagnostic::new(Code::Overset, Some(at), message).help(help);
                compositor.complaints.push(complaint);
            }
            piece.refers_to.extend(voices.notes_of(&line));
            stack.say(vec![line], step, &voices, cell.at);
        }
        piece.items.extend(stack.items);
        piece.height = piece.height.max(stack.y);
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
