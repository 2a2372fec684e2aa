//! Makes up pages: cuts galleys into page-high pieces and decides on which side each page falls.
//!
//! The rule that costs most is *no widows, no orphans*: a page ends short sooner than it leaves a
//! paragraph's first line alone at its foot or its last line alone at the head of the next. Where
//! there is a choice, the cut that leaves the least empty over all pages of a section is taken.

use super::compositor::Compositor;
use super::galley::{Break, Galley, PageReference, Piece, Start};
use super::grid::{Grid, Side};
use super::page::{Item, Mark};
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::geometry::Point;
use crate::base::units::Pt;

/// A booklet is folded from sheets of four pages.
const PAGES_OF_BIFOLIO: usize = 4;

/// The demerits of a last page with less than this many lines, beside what is empty on the others.
const FEWEST_LAST_LINES: f64 = 4.0;
const SHORT_LAST_PAGE: f64 = 30.0;

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
    /// For each section, what the outline says of it.
    pub outline: Vec<Option<String>>,
}

/// Makes up the pages of a booklet.
pub fn make_up(compositor: &mut Compositor<'_>, galleys: Vec<Galley>) -> Drafts {
    let grid = compositor.grid;
    let cuts: Vec<Vec<usize>> = galleys
        .iter()
        .map(|galley| cut(&galley.pieces, &grid))
        .collect();
    let mut drafts = Drafts {
        pages: Vec::new(),
        section_pages: Vec::new(),
        outline: Vec::new(),
    };
    let mut paired = false;
    for (idx, galley) in galleys.iter().enumerate() {
        let faces_next = is_facing(galley, &cuts[idx])
            && galleys
                .get(idx + 1)
                .is_some_and(|next| is_facing(next, &cuts[idx + 1]));
        let opens_pair = faces_next && !paired;
        let n_blank = match galley.start {
            Start::FacingNext if opens_pair => usize::from(next_side(&drafts) == Side::Recto),
            Start::NextPage | Start::FacingNext => 0,
            Start::LastPage => blanks_before_last(drafts.pages.len()),
        };
        drafts
            .pages
            .extend((0..n_blank).map(|_| PageDraft::default()));
        drafts.section_pages.push(drafts.pages.len());
        drafts.outline.push(galley.outline.clone());
        paired = opens_pair;
        let n_pages = cuts[idx].len();
        drafts
            .pages
            .extend((0..n_pages).map(|_| PageDraft::default()));
    }
    for (idx, galley) in galleys.into_iter().enumerate() {
        place(compositor, &mut drafts, idx, galley, &cuts[idx]);
    }
    drafts
}

/// Whether a section may face a neighbour: it asks for it and takes one page.
fn is_facing(galley: &Galley, cuts: &[usize]) -> bool {
    galley.start == Start::FacingNext && cuts.len() == 1
}

fn next_side(drafts: &Drafts) -> Side {
    Side::of(drafts.pages.len())
}

/// The blank pages that bring the last page to the outside of the last leaf.
fn blanks_before_last(n_pages: usize) -> usize {
    (n_pages + 1).next_multiple_of(PAGES_OF_BIFOLIO) - (n_pages + 1)
}

/// Where a galley is cut: for each page, the piece after its last.
fn cut(pieces: &[Piece], grid: &Grid) -> Vec<usize> {
    let mut tops = vec![Pt::ZERO];
    for piece in pieces {
        tops.push(tops[tops.len() - 1] + piece.height);
    }
    let n_pieces = pieces.len();
    // For each cut: the least demerits up to it, and the cut before.
    let mut best: Vec<Option<(f64, usize)>> = vec![None; n_pieces + 1];
    best[0] = Some((0.0, 0));
    for end in 1..=n_pieces {
        let may_end = end == n_pieces || pieces[end - 1].break_after != Break::Forbidden;
        if !may_end {
            continue;
        }
        for start in (0..end).rev() {
            let height = tops[end] - tops[start];
            let is_alone = end - start == 1;
            if !grid.height().fits(height) && !is_alone {
                break;
            }
            if let Some((demerits, _)) = best[start] {
                let demerits = demerits + page_demerits(height, end == n_pieces, grid);
                if best[end].is_none_or(|(least, _)| demerits < least) {
                    best[end] = Some((demerits, start));
                }
            }
            let must_end = start > 0 && pieces[start - 1].break_after == Break::Forced;
            if must_end {
                break;
            }
        }
    }
    let mut cuts = Vec::new();
    let mut end = n_pieces;
    while end > 0 {
        cuts.push(end);
        // A stretch that nothing allows to be cut is cut where the page is full.
        end = best[end].map_or_else(|| last_resort(&tops, end, grid), |(_, start)| start);
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

fn last_resort(tops: &[Pt], end: usize, grid: &Grid) -> usize {
    let fits = |start: &usize| grid.height().fits(tops[end] - tops[*start]);
    (0..end).find(fits).unwrap_or(end - 1).min(end - 1)
}

/// Puts the pieces of a section on its pages.
fn place(
    compositor: &mut Compositor<'_>,
    drafts: &mut Drafts,
    section_idx: usize,
    galley: Galley,
    cuts: &[usize],
) {
    let grid = compositor.grid;
    let first_page = drafts.section_pages[section_idx];
    let mut page_idx = first_page;
    let mut y = grid.head;
    for (idx, piece) in galley.pieces.into_iter().enumerate() {
        if idx >= cuts[page_idx - first_page] && page_idx - first_page + 1 < cuts.len() {
            page_idx += 1;
            y = grid.head;
        }
        let x = grid.left_edge(Side::of(page_idx));
        let page = &mut drafts.pages[page_idx];
        page.items
            .extend(piece.items.into_iter().map(|item| moved(item, x, y)));
        page.references
            .extend(piece.page_references.into_iter().map(|mut reference| {
                reference.at = reference.at.moved(x, y);
                reference.link = reference.link.map(|(area, tag)| (area.moved(x, y), tag));
                reference
            }));
        if let Some(warning) = piece.warning {
            compositor.complaints.push(with_page(warning, page_idx));
        }
        y += piece.height;
        if y - grid.head > grid.height() + grid.step * 0.5 {
            let at = page.items.last().and_then(|item| item.source);
            let message = format!("page {} has more on it than it holds", page_idx + 1);
            compositor.complaints.push(
                Diagnostic::new(Code::Overset, at, message)
                    .help("shorten the text, or make two sections of it"),
            );
        }
    }
    for page in &mut drafts.pages[first_page..first_page + cuts.len()] {
        page.running_head.clone_from(&galley.running_head);
    }
}

fn with_page(mut warning: Diagnostic, page_idx: usize) -> Diagnostic {
    warning.message = format!("on page {} {}", page_idx + 1, warning.message);
    warning
}

/// An item moved to the right and down.
pub fn moved(mut item: Item, right: Pt, down: Pt) -> Item {
    match &mut item.mark {
        Mark::Glyphs(at, _) => *at = at.moved(right, down),
        Mark::Rule(area, _) | Mark::Link { area, .. } => *area = area.moved(right, down),
        Mark::Dots { centres, .. } => {
            for centre in centres {
                *centre = Point::moved(*centre, right, down);
            }
        }
    }
    item
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
        assert_eq!(cut(&pieces, &grid(4)), [3, 5]);
    }

    #[test]
    fn what_may_not_be_cut_is_cut_where_the_page_is_full() {
        let pieces = lines(&[Break::Forbidden; 7]);
        assert_eq!(cut(&pieces, &grid(3)), [1, 4, 7]);
    }

    #[test]
    fn the_back_cover_is_the_outside_of_the_last_leaf() {
        assert_eq!(blanks_before_last(7), 0);
        assert_eq!(blanks_before_last(8), 3);
        assert_eq!(blanks_before_last(3), 0);
    }
}
