//! Makes up pages: cuts galleys into page-high pieces and decides on which side each page falls.
//!
//! The rule that costs most is *no widows, no orphans*: a page ends short sooner than it leaves a
//! paragraph's first line alone at its foot or its last line alone at the head of the next. Where
//! there is a choice, the cut that leaves the least empty over all pages of a section is taken.

use super::compositor::{Compositor, rule};
use super::galley::{Break, Galley, PageReference, Piece, Start};
use super::grid::{Grid, Side};
use super::page::{Furniture, Item, Place};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::geometry::Point;
use crate::base::units::Pt;

/// A booklet is folded from sheets of four pages.
const PAGES_OF_BIFOLIO: usize = 4;

/// The demerits of a last page with less than this many lines, beside what is empty on the others.
const FEWEST_LAST_LINES: f64 = 4.0;
const SHORT_LAST_PAGE: f64 = 30.0;

/// The demerits of a cut where none may be: only where a stretch is higher than a page.
const FORBIDDEN_CUT: f64 = 1e6;

/// The space above a note.
const NOTE_GAP: Pt = Pt(4.0);

/// The rule above notes.
const NOTE_RULE: Pt = Pt(60.0);
const NOTE_RULE_THICKNESS: Pt = Pt(0.25);

/// A page before its furniture.
#[derive(Debug, Default)]
pub struct PageDraft {
    /// The marks.
    pub items: Vec<Item>,
    /// The page numbers to fill in.
    pub references: Vec<PageReference>,
    /// What its running head says if it is a recto; `None` for a page without furniture.
    pub running_head: Option<String>,
}

/// The pages of a booklet before their furniture.
#[derive(Debug)]
pub struct Drafts {
    /// The pages, in order.
    pub pages: Vec<PageDraft>,
    /// For each section, its first page.
    pub section_pages: Vec<usize>,
    /// What the outline says, and of which page.
    pub outline: Vec<(String, usize)>,
}

/// Makes up the pages of a booklet.
pub fn make_up(compositor: &mut Compositor<'_>, galleys: Vec<Galley>) -> Drafts {
    let grid = compositor.grid;
    let cuts: Vec<Cut> = galleys.iter().map(|galley| cut(galley, &grid)).collect();
    let starts = starts(&galleys, &cuts);
    let n_pages = starts
        .last()
        .map_or(0, |start| start + cuts[cuts.len() - 1].n_pages);
    let mut drafts = Drafts {
        pages: (0..n_pages).map(|_| PageDraft::default()).collect(),
        section_pages: Vec::new(),
        outline: Vec::new(),
    };
    for (galley, start) in galleys.iter().zip(&starts) {
        if let Some(section_idx) = galley.section_idx {
            drafts.section_pages.resize(section_idx + 1, *start);
        }
        drafts
            .outline
            .extend(galley.outline.clone().map(|title| (title, *start)));
    }
    for ((galley, cut), start) in galleys.into_iter().zip(&cuts).zip(&starts) {
        place(compositor, &mut drafts, galley, cut, *start);
    }
    drafts
}

/// How many pages are left before the back cover, if nothing fills them.
pub fn pages_left(compositor: &Compositor<'_>, galleys: &[Galley]) -> usize {
    let cuts: Vec<Cut> = galleys
        .iter()
        .map(|galley| cut(galley, &compositor.grid))
        .collect();
    let starts = starts(galleys, &cuts);
    let n_pages = starts
        .last()
        .map_or(0, |start| start + cuts[cuts.len() - 1].n_pages);
    blanks_before_last(n_pages)
}

/// The first page of each galley.
fn starts(galleys: &[Galley], cuts: &[Cut]) -> Vec<usize> {
    let mut starts = Vec::with_capacity(galleys.len());
    let mut next = 0;
    let mut paired = false;
    for (idx, galley) in galleys.iter().enumerate() {
        let faces_next = is_facing(galley, &cuts[idx])
            && galleys
                .get(idx + 1)
                .is_some_and(|next| is_facing(next, &cuts[idx + 1]));
        let opens_pair = faces_next && !paired;
        next += match galley.start {
            Start::FacingNext if opens_pair => usize::from(Side::of(next) == Side::Recto),
            Start::NextPage | Start::FacingNext => 0,
            Start::LastPage => blanks_before_last(next),
        };
        paired = opens_pair;
        starts.push(next);
        next += cuts[idx].n_pages;
    }
    starts
}

/// Whether a section may face a neighbour: it asks for it and takes one page.
fn is_facing(galley: &Galley, cut: &Cut) -> bool {
    galley.start == Start::FacingNext && cut.n_pages == 1
}

/// How a galley is cut.
#[derive(Debug, PartialEq)]
struct Cut {
    /// The columns it is cut into, in order.
    slots: Vec<Slot>,
    n_pages: usize,
}

/// A column of a page.
#[derive(Debug, PartialEq)]
struct Slot {
    page_idx: usize,
    column_idx: usize,
    /// From the head of the type area.
    top: Pt,
    /// The pieces in it: the first, and the one after the last.
    pieces: (usize, usize),
}

fn cut(galley: &Galley, grid: &Grid) -> Cut {
    if galley.columns.n > 1 {
        return cut_into_columns(galley, grid);
    }
    let ends = cut_into_pages(&galley.pieces, grid);
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
    }
}

/// Fills column after column; the columns of the last page are made as even as they can be.
fn cut_into_columns(galley: &Galley, grid: &Grid) -> Cut {
    let columns = galley.columns;
    let pieces = &galley.pieces;
    let opening: Pt = pieces[..columns.n_spanning]
        .iter()
        .map(|piece| piece.height)
        .sum();
    let spanning = (0, columns.n_spanning);
    let mut slots = vec![Slot {
        page_idx: 0,
        column_idx: 0,
        top: Pt::ZERO,
        pieces: spanning,
    }];
    let mut start = columns.n_spanning;
    let mut page_idx = 0;
    loop {
        let top = if page_idx == 0 { opening } else { Pt::ZERO };
        let room = grid.height() - top;
        let mut ends = fill_columns(pieces, start, columns.n, room);
        if ends.last() == Some(&pieces.len()) {
            ends = balanced(pieces, start, columns.n, room, grid.step);
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
        if start >= pieces.len() {
            return Cut {
                slots,
                n_pages: page_idx,
            };
        }
    }
}

/// Where each column of a page ends, filled one after the other.
fn fill_columns(pieces: &[Piece], start: usize, n_columns: usize, room: Pt) -> Vec<usize> {
    let mut ends = Vec::with_capacity(n_columns);
    let mut from = start;
    for _ in 0..n_columns {
        from = column_end(pieces, from, room);
        ends.push(from);
    }
    ends
}

/// The last place a column may end that its room allows; at least one piece goes in.
fn column_end(pieces: &[Piece], start: usize, room: Pt) -> usize {
    let mut height = Pt::ZERO;
    let mut end = start;
    for (idx, piece) in pieces.iter().enumerate().skip(start) {
        height += piece.height;
        if !room.fits(height) {
            break;
        }
        let is_last = idx + 1 == pieces.len();
        if is_last || piece.break_after != Break::Forbidden {
            end = idx + 1;
        }
    }
    if end == start {
        (start + 1).min(pieces.len())
    } else {
        end
    }
}

/// The least height at which the rest fits into the columns of one page.
fn balanced(pieces: &[Piece], start: usize, n_columns: usize, room: Pt, step: Pt) -> Vec<usize> {
    let total: Pt = pieces[start..].iter().map(|piece| piece.height).sum();
    let mut height = step * (total.ratio(step) / n_columns as f64).ceil();
    loop {
        let ends = fill_columns(pieces, start, n_columns, height.min(room));
        if ends.last() == Some(&pieces.len()) || !room.fits(height) {
            return ends;
        }
        height += step * 0.5;
    }
}

/// The blank pages that bring the last page to the outside of the last leaf.
fn blanks_before_last(n_pages: usize) -> usize {
    (n_pages + 1).next_multiple_of(PAGES_OF_BIFOLIO) - (n_pages + 1)
}

/// Where a galley is cut: for each page, the piece after its last.
fn cut_into_pages(pieces: &[Piece], grid: &Grid) -> Vec<usize> {
    let mut tops = vec![Pt::ZERO];
    for piece in pieces {
        tops.push(tops[tops.len() - 1] + piece.height + notes_height(piece));
    }
    let n_pieces = pieces.len();
    // For each cut: the least demerits up to it, and the cut before. A piece alone always fits, so
    // there is a way to every cut.
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0)];
    for end in 1..=n_pieces {
        let is_forbidden = end < n_pieces && pieces[end - 1].break_after == Break::Forbidden;
        let here = if is_forbidden { FORBIDDEN_CUT } else { 0.0 };
        let mut least = (f64::INFINITY, end - 1);
        for start in (0..end).rev() {
            let height = tops[end] - tops[start];
            let is_alone = end - start == 1;
            if !grid.height().fits(height) && !is_alone {
                break;
            }
            let page = page_demerits(height, end == n_pieces, grid);
            let demerits = best[start].0 + page + here;
            if demerits < least.0 {
                least = (demerits, start);
            }
        }
        best.push(least);
    }
    let mut cuts = Vec::new();
    let mut end = n_pieces;
    while end > 0 {
        cuts.push(end);
        end = best[end].1;
    }
    if cuts.is_empty() {
        cuts.push(0);
    }
    cuts.reverse();
    cuts
}

/// The lines left empty, squared; on the last page only if it is nearly empty.
fn page_demerits(height: Pt, is_last: bool, grid: &Grid) -> f64 {
    let n_lines = height.ratio(grid.step);
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

/// The height of the notes of a piece. The space above the first is counted with each: a page is
/// never too full for it.
fn notes_height(piece: &Piece) -> Pt {
    piece
        .notes
        .iter()
        .map(|(height, _)| *height + NOTE_GAP)
        .sum()
}

/// Puts the pieces of a section on its pages.
fn place(
    compositor: &mut Compositor<'_>,
    drafts: &mut Drafts,
    galley: Galley,
    cut: &Cut,
    first_page: usize,
) {
    let grid = compositor.grid;
    let mut pieces = galley.pieces.into_iter();
    for slot in &cut.slots {
        let page_idx = first_page + slot.page_idx;
        let side = Side::of(page_idx);
        let x = grid.left_edge(side) + galley.columns.pitch * slot.column_idx as f64;
        let mut y = grid.head + slot.top;
        let mut notes = Vec::new();
        for mut piece in pieces.by_ref().take(slot.pieces.1 - slot.pieces.0) {
            notes.append(&mut piece.notes);
            if let Some(warning) = piece.warning.take() {
                compositor.complaints.push(with_page(warning, page_idx));
            }
            let height = piece.height;
            place_piece(
                compositor,
                &mut drafts.pages[page_idx],
                piece,
                Point { x, y },
                side,
            );
            y += height;
        }
        let page = &mut drafts.pages[page_idx];
        if y - grid.head > grid.height() + grid.step * 0.5 {
            let at = page.items.last().and_then(|item| item.source);
            let message = format!("page {} has more on it than it holds", page_idx + 1);
            let help = "shorten the text, or make two sections of it";
            compositor
                .complaints
                .push(Diagnostic::new(Code::Overset, at, message).help(help));
        }
        place_notes(page, notes, x, &grid);
    }
    for page in &mut drafts.pages[first_page..first_page + cut.n_pages] {
        page.running_head.clone_from(&galley.running_head);
    }
}

fn place_piece(
    compositor: &Compositor<'_>,
    page: &mut PageDraft,
    piece: Piece,
    at: Point,
    side: Side,
) {
    page.items
        .extend(piece.items.into_iter().map(|item| item.moved(at.x, at.y)));
    page.references
        .extend(piece.page_references.into_iter().map(|mut reference| {
            reference.at = reference.at.moved(at.x, at.y);
            reference.link = reference
                .link
                .map(|(area, tag)| (area.moved(at.x, at.y), tag));
            reference
        }));
    let grid = compositor.grid;
    let gap = compositor.design.theme.page.furniture_gap.0;
    for (width, items) in piece.outer {
        let left = if grid.spine_is_left(side) {
            grid.left_edge(side) + grid.measure + gap
        } else {
            grid.left_edge(side) - gap - width
        };
        page.items
            .extend(items.into_iter().map(|item| item.moved(left, at.y)));
    }
}

/// Puts notes at the foot of the type area, under a short rule.
fn place_notes(page: &mut PageDraft, notes: Vec<(Pt, Vec<Item>)>, x: Pt, grid: &Grid) {
    if notes.is_empty() {
        return;
    }
    let height: Pt = notes.iter().map(|(height, _)| *height + NOTE_GAP).sum();
    let mut y = grid.head + grid.height() - height;
    let place = Place::Furniture(Furniture::Ornament);
    page.items
        .push(rule(x, y, NOTE_RULE, NOTE_RULE_THICKNESS, place));
    for (height, items) in notes {
        y += NOTE_GAP;
        page.items
            .extend(items.into_iter().map(|item| item.moved(x, y)));
        y += height;
    }
}

fn with_page(mut warning: Diagnostic, page_idx: usize) -> Diagnostic {
    warning.message = format!("on page {} {}", page_idx + 1, warning.message);
    warning
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

    fn lines(breaks: &[Break]) -> Vec<Piece> {
        let piece = |break_after: &Break| Piece {
            height: Pt(10.0),
            break_after: *break_after,
            ..Piece::default()
        };
        breaks.iter().map(piece).collect()
    }

    #[test]
    fn a_page_ends_short_sooner_than_it_leaves_a_widow() {
        let pieces = lines(&[
            Break::Forbidden,
            Break::Allowed,
            Break::Allowed,
            Break::Forbidden,
            Break::Allowed,
        ]);
        assert_eq!(cut_into_pages(&pieces, &grid(4)), [3, 5]);
    }

    #[test]
    fn what_may_not_be_cut_is_cut_where_the_page_is_full() {
        let pieces = lines(&[Break::Forbidden; 7]);
        assert_eq!(cut_into_pages(&pieces, &grid(3)), [3, 6, 7]);
    }

    #[test]
    fn the_back_cover_is_the_outside_of_the_last_leaf() {
        assert_eq!(blanks_before_last(7), 0);
        assert_eq!(blanks_before_last(8), 3);
        assert_eq!(blanks_before_last(3), 0);
    }
}
