//! Cuts galleys into page-high pieces.
//!
//! The rule that costs most is *no widows, no orphans*: a page ends short sooner than it leaves a
//! paragraph's first line alone at its foot or its last line alone at the head of the next. Of all
//! ways that keep it, the one is taken that leaves least empty and lets facing pages end level.

use super::galley::{Break, Galley, Piece};
use super::grid::{Grid, Side};
use crate::base::units::Pt;

/// The demerits of a last page with less than this many lines, beside what is empty on the others.
const FEWEST_LAST_LINES: f64 = 4.0;
const SHORT_LAST_PAGE: f64 = 30.0;

/// The demerits of facing pages that end a line apart; an empty line has 1.
const UNLEVEL: f64 = 3.0;

/// The demerits of a cut where none may be: only where a stretch is higher than a page.
const FORBIDDEN_CUT: f64 = 1e6;

/// A page with more empty lines is looked at only where there is no fuller one.
const EMPTIEST: f64 = 8.0;

/// The space above a note.
pub const NOTE_GAP: Pt = Pt(4.0);

/// How a galley is cut.
#[derive(Debug, PartialEq)]
pub struct Cut {
    /// The columns it is cut into, in order.
    pub slots: Vec<Slot>,
    /// How many pages it takes.
    pub n_pages: usize,
    /// What is wrong with it: empty lines, squared, and facing pages that do not end level.
    pub demerits: f64,
}

/// A column of a page.
#[derive(Debug, PartialEq)]
pub struct Slot {
    /// The page, counted from the galley's first.
    pub page_idx: usize,
    /// The column.
    pub column_idx: usize,
    /// From the head of the type area.
    pub top: Pt,
    /// The pieces in it: the first, and the one after the last.
    pub pieces: (usize, usize),
}

/// What cutting must know of a piece.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    height: Pt,
    /// The part of the height that falls away at the head of a page.
    above: Pt,
    /// The height of its notes.
    notes: Pt,
    break_after: Break,
}

impl Extent {
    /// What cutting must know of a piece. The space above the first note is counted with each: a
    /// page is never too full for it.
    pub fn of(piece: &Piece) -> Self {
        let notes = piece.notes.iter().map(|(height, _)| *height + NOTE_GAP);
        Self {
            height: piece.height,
            above: piece.above,
            notes: notes.sum(),
            break_after: piece.break_after,
        }
    }

    /// A line of text.
    pub fn of_line(height: Pt, break_after: Break) -> Self {
        let (above, notes) = (Pt::ZERO, Pt::ZERO);
        Self {
            height,
            above,
            notes,
            break_after,
        }
    }
}

/// Whether a galley takes one page.
pub fn is_one_page(galley: &Galley, grid: &Grid) -> bool {
    let columns = galley.columns.n as f64;
    (grid.height() * columns).fits(height_of(&galley.pieces))
}

/// The height of pieces under each other, with their notes.
pub fn height_of(pieces: &[Piece]) -> Pt {
    let extents = pieces.iter().map(Extent::of);
    extents.map(|it| it.height + it.notes).sum()
}

/// Cuts a galley whose first page is on a side.
pub fn cut(galley: &Galley, grid: &Grid, side: Side) -> Cut {
    let extents: Vec<_> = galley.pieces.iter().map(Extent::of).collect();
    if galley.columns.n > 1 {
        return cut_into_columns(galley, &extents, grid);
    }
    let (ends, demerits) = cut_into_pages(&extents, grid, side);
    let mut start = 0;
    let slots = ends.iter().enumerate().map(|(page_idx, end)| {
        let pieces = (start, *end);
        start = *end;
        Slot {
            page_idx,
            column_idx: 0,
            top: Pt::ZERO,
            pieces,
        }
    });
    Cut {
        n_pages: ends.len(),
        slots: slots.collect(),
        demerits,
    }
}

/// Fills column after column; the columns of the last page are made as even as they can be.
fn cut_into_columns(galley: &Galley, extents: &[Extent], grid: &Grid) -> Cut {
    let columns = galley.columns;
    let opening: Pt = extents[..columns.n_spanning]
        .iter()
        .map(|it| it.height)
        .sum();
    let mut slots = vec![Slot {
        page_idx: 0,
        column_idx: 0,
        top: Pt::ZERO,
        pieces: (0, columns.n_spanning),
    }];
    let mut start = columns.n_spanning;
    let mut page_idx = 0;
    loop {
        let top = if page_idx == 0 { opening } else { Pt::ZERO };
        let room = grid.height() - top;
        let mut ends = fill_columns(extents, start, columns.n, room);
        if ends.last() == Some(&extents.len()) {
            ends = balanced(extents, start, columns.n, room, grid.step);
        }
        for (column_idx, end) in ends.into_iter().enumerate() {
            slots.push(Slot {
                page_idx,
                column_idx,
                top,
                pieces: (start, end),
            });
            start = end;
        }
        page_idx += 1;
        if start >= extents.len() {
            return Cut {
                slots,
                n_pages: page_idx,
                demerits: 0.0,
            };
        }
    }
}

/// Where each column of a page ends, filled one after the other.
fn fill_columns(extents: &[Extent], start: usize, n_columns: usize, room: Pt) -> Vec<usize> {
    let mut ends = Vec::with_capacity(n_columns);
    let mut from = start;
    for _ in 0..n_columns {
        from = column_end(extents, from, room);
        ends.push(from);
    }
    ends
}

/// The last place a column may end that its room allows; at least one piece goes in.
fn column_end(extents: &[Extent], start: usize, room: Pt) -> usize {
    let mut height = -extents.get(start).map_or(Pt::ZERO, |it| it.above);
    let mut end = start;
    for (idx, extent) in extents.iter().enumerate().skip(start) {
        height += extent.height + extent.notes;
        if !room.fits(height) {
            break;
        }
        let is_last = idx + 1 == extents.len();
        if is_last || extent.break_after != Break::Forbidden {
            end = idx + 1;
        }
    }
    if end == start {
        (start + 1).min(extents.len())
    } else {
        end
    }
}

/// The least height at which the rest fits into the columns of one page.
fn balanced(extents: &[Extent], start: usize, n_columns: usize, room: Pt, step: Pt) -> Vec<usize> {
    let total: Pt = extents[start..].iter().map(|it| it.height).sum();
    let mut height = step * (total.ratio(step) / n_columns as f64).floor();
    // A column too low for what must stand together is cut where it must not be.
    let is_allowed = |end: &usize| {
        *end == extents.len()
            || end
                .checked_sub(1)
                .is_none_or(|last| extents[last].break_after != Break::Forbidden)
    };
    loop {
        let ends = fill_columns(extents, start, n_columns, height.min(room));
        let is_whole = ends.last() == Some(&extents.len()) && ends.iter().all(is_allowed);
        if is_whole || !room.fits(height) {
            return ends;
        }
        height += step * 0.5;
    }
}

/// A page that a way of cutting passes through.
#[derive(Clone, Copy)]
struct PageWay {
    start: usize,
    n_lines: f64,
    side: Side,
    demerits: f64,
    /// The page before: its place among those that end where this begins.
    before: usize,
}

impl PageWay {
    /// The page after the best of those that end where it begins.
    fn after(self, ways: &[Self], is_last: bool) -> Option<Self> {
        let is_facing = self.side == Side::Recto && !is_last;
        let demerits = |way: &Self| {
            let apart = if is_facing {
                self.n_lines - way.n_lines
            } else {
                0.0
            };
            way.demerits + UNLEVEL * apart * apart
        };
        let ways = ways.iter().enumerate();
        let facing = ways.filter(|(_, way)| way.side != self.side);
        let (demerits, before) = facing
            .map(|(idx, way)| (demerits(way), idx))
            .min_by(|one, two| one.0.total_cmp(&two.0))?;
        Some(Self {
            demerits: demerits + self.demerits,
            before,
            ..self
        })
    }
}

/// Where pieces are cut: for each page, the piece after its last; and the demerits of it.
pub fn cut_into_pages(extents: &[Extent], grid: &Grid, side: Side) -> (Vec<usize>, f64) {
    let n_pieces = extents.len();
    if n_pieces == 0 {
        return (vec![0], 0.0);
    }
    let mut tops = vec![Pt::ZERO];
    for extent in extents {
        tops.push(tops[tops.len() - 1] + extent.height + extent.notes);
    }
    // For each cut, the best pages that end there: one for each beginning and side.
    let mut ways: Vec<Vec<PageWay>> = vec![Vec::new()];
    for end in 1..=n_pieces {
        let is_last = end == n_pieces;
        let is_forbidden = !is_last && extents[end - 1].break_after == Break::Forbidden;
        let here = if is_forbidden { FORBIDDEN_CUT } else { 0.0 };
        let mut arriving = Vec::new();
        for start in starts(extents, &tops, end, grid) {
            let n_lines = (tops[end] - tops[start] - extents[start].above).ratio(grid.step);
            let page = |side| PageWay {
                start,
                n_lines,
                side,
                demerits: page_demerits(n_lines, is_last, grid) + here,
                before: 0,
            };
            if start == 0 {
                arriving.push(page(side));
            } else {
                let sides = [Side::Recto, Side::Verso].map(page);
                let both = sides.into_iter();
                arriving.extend(both.filter_map(|page| page.after(&ways[start], is_last)));
            }
        }
        ways.push(arriving);
    }
    let best = ways[n_pieces]
        .iter()
        .min_by(|one, two| one.demerits.total_cmp(&two.demerits));
    let demerits = best.map_or(0.0, |way| way.demerits);
    let (mut ends, mut end, mut way) = (Vec::new(), n_pieces, best);
    while let Some(page) = way {
        ends.push(end);
        end = page.start;
        way = ways[end].get(page.before);
    }
    ends.reverse();
    (ends, demerits)
}

/// Where a page that ends at a cut may begin: at every cut that leaves few lines empty, or, if there
/// is none, wherever it holds what stands between. A piece alone always fits.
fn starts(extents: &[Extent], tops: &[Pt], end: usize, grid: &Grid) -> Vec<usize> {
    let is_last = end == extents.len();
    let mut good = Vec::new();
    let mut any = Vec::new();
    for start in (0..end).rev() {
        let height = tops[end] - tops[start] - extents[start].above;
        // What falls away at the head of a page is at most a line.
        if !grid.height().fits(height - grid.step) && end - start > 1 {
            break;
        }
        if !grid.height().fits(height) && end - start > 1 {
            continue;
        }
        any.push(start);
        let is_allowed = start == 0 || extents[start - 1].break_after != Break::Forbidden;
        let empty = grid.n_lines as f64 - height.ratio(grid.step);
        if is_allowed && (is_last || empty <= EMPTIEST) {
            good.push(start);
        }
    }
    if good.is_empty() { any } else { good }
}

/// The lines left empty, squared; on the last page only if it is nearly empty.
fn page_demerits(n_lines: f64, is_last: bool, grid: &Grid) -> f64 {
    if is_last {
        return if n_lines < FEWEST_LAST_LINES {
            SHORT_LAST_PAGE
        } else {
            0.0
        };
    }
    let empty = grid.n_lines as f64 - n_lines;
    empty * empty
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::geometry::Size;
    use crate::base::language::Direction;

    fn grid(n_lines: usize) -> Grid {
        Grid {
            trim: Size {
                width: Pt(595.0),
                height: Pt(842.0),
            },
            inner: Pt(85.0),
            head: Pt(70.0),
            measure: Pt(350.0),
            step: Pt(10.0),
            n_lines,
            size: Pt(8.0),
            first_line: 1,
            direction: Direction::LeftToRight,
        }
    }

    fn lines(breaks: &[Break]) -> Vec<Extent> {
        let line = |break_after: &Break| Extent::of_line(Pt(10.0), *break_after);
        breaks.iter().map(line).collect()
    }

    fn ends(breaks: &[Break], n_lines: usize) -> Vec<usize> {
        cut_into_pages(&lines(breaks), &grid(n_lines), Side::Verso).0
    }

    #[test]
    fn a_page_ends_short_sooner_than_it_leaves_a_widow() {
        use Break::{Allowed, Forbidden};
        assert_eq!(
            ends(&[Forbidden, Allowed, Allowed, Forbidden, Allowed], 4),
            [3, 5]
        );
    }

    #[test]
    fn what_may_not_be_cut_is_cut_where_the_page_is_full() {
        assert_eq!(ends(&[Break::Forbidden; 7], 3), [3, 6, 7]);
    }

    #[test]
    fn facing_pages_end_level() {
        // The second page must end after line 11 or sooner: it cannot be full if the first is.
        let mut breaks = [Break::Allowed; 16];
        breaks[11] = Break::Forbidden;
        let (ends, _) = cut_into_pages(&lines(&breaks), &grid(6), Side::Verso);
        assert_eq!(ends, [5, 10, 16]);
        // On two leaves nobody compares them.
        let (ends, demerits) = cut_into_pages(&lines(&breaks), &grid(6), Side::Recto);
        assert_eq!((ends[1], demerits), (11, 1.0));
    }

    #[test]
    fn the_space_above_falls_away_at_the_head_of_a_page() {
        let mut extents = lines(&[Break::Allowed; 8]);
        extents[4].height = Pt(20.0);
        extents[4].above = Pt(10.0);
        let (ends, demerits) = cut_into_pages(&extents, &grid(4), Side::Verso);
        assert_eq!((ends, demerits), (vec![4, 8], 0.0));
    }
}
