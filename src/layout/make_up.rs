//! Makes up pages: decides on which side each page falls, sets paragraphs a line longer or shorter
//! where that makes better pages, and puts everything in its place.

use std::ops::Range;

use super::compositor::Compositor;
use super::cut::{self, Cut, Extent, NOTE_GAP};
use super::figure_source;
use super::galley::{Beside, Galley, PageReference, Piece, Sourced, Start};
use super::grid::{Grid, Side};
use super::marks::rule;
use super::page::{Furniture, Item, Place};
use super::running_text;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::geometry::Point;
use crate::base::units::Pt;

/// A booklet is folded from sheets of four pages.
const PAGES_OF_BIFOLIO: usize = 4;

/// What setting a paragraph otherwise than is best for it must save: half an empty line.
const LEAST_GAIN: f64 = 0.5;

/// The steps between two sections on one page.
const SPACE_BETWEEN_SECTIONS: f64 = 4.0;

/// The most paragraphs of a section that are set otherwise.
const MOST_RESET: usize = 24;

/// The most lines that are weighed for one section, over all its trials.
const MOST_WEIGHED: usize = 1_000_000;

/// The rule above notes.
const NOTE_RULE: Pt = Pt(60.0);
const NOTE_RULE_THICKNESS: Pt = Pt(0.25);

/// A page before its furniture.
#[derive(Debug, Default)]
pub struct PageDraft {
    /// The marks, from the start edge of the page.
    pub items: Vec<Item>,
    /// The page numbers to fill in.
    pub references: Vec<PageReference>,
    /// What its running head says if it is a recto; `None` for a page without furniture.
    pub running_head: Option<String>,
}

/// The pages of a booklet before their furniture.
#[derive(Debug, Default)]
pub struct Drafts {
    /// The pages, in order.
    pub pages: Vec<PageDraft>,
    /// For each section, its first page.
    pub section_pages: Vec<usize>,
    /// What the outline says, and of which page.
    pub outline: Vec<(String, usize)>,
    /// How many pages were filled before the back cover.
    pub n_filled: usize,
    /// How many paragraphs were set with a line more or less than is best for them.
    pub n_reset: usize,
}

/// Makes up the sections of a booklet, one after the other.
#[derive(Debug, Default)]
pub struct MakeUp {
    drafts: Drafts,
    /// The last section, whose page depends on the next.
    waiting: Option<Galley>,
    /// Whether the last page is the first of two sections that face each other.
    is_paired: bool,
}

impl MakeUp {
    /// Adds a section.
    pub fn add(&mut self, compositor: &mut Compositor<'_>, galley: Galley) {
        let grid = compositor.grid;
        let may_face =
            |galley: &Galley| galley.start == Start::FacingNext && cut::is_one_page(galley, &grid);
        if let Some(mut waiting) = self.waiting.take() {
            // What stands under a section stands under its sources too.
            if galley.start == Start::SamePage
                && let Some(sourced) = waiting.sourced.take()
            {
                figure_source::name_sources(compositor, &mut waiting, &sourced);
            }
            if has_room_for(&waiting, &galley, &grid) {
                waiting.append(galley, grid.step * SPACE_BETWEEN_SECTIONS);
                self.waiting = Some(waiting);
                return;
            }
            let faces_next = may_face(&waiting) && may_face(&galley);
            self.settle(compositor, waiting, faces_next);
        }
        self.waiting = Some(galley);
    }

    /// How many pages before the back cover are blank if nothing fills them.
    pub fn pages_to_fill(&mut self, compositor: &mut Compositor<'_>) -> usize {
        if let Some(waiting) = self.waiting.take() {
            self.settle(compositor, waiting, false);
        }
        blanks_before_last(self.drafts.pages.len())
    }

    /// Adds a section that fills pages before the back cover.
    pub fn fill(&mut self, compositor: &mut Compositor<'_>, galley: Galley) {
        let n_pages = self.drafts.pages.len();
        self.settle(compositor, galley, false);
        self.drafts.n_filled += self.drafts.pages.len() - n_pages;
    }

    /// The pages.
    pub fn finish(mut self, compositor: &mut Compositor<'_>) -> Drafts {
        if let Some(waiting) = self.waiting.take() {
            self.settle(compositor, waiting, false);
        }
        self.drafts
    }

    /// Decides on which page a section begins, and puts it there.
    fn settle(&mut self, compositor: &mut Compositor<'_>, galley: Galley, faces_next: bool) {
        let n_pages = self.drafts.pages.len();
        let opens_pair = faces_next && !self.is_paired;
        self.is_paired = opens_pair;
        let n_blanks = match galley.start {
            Start::FacingNext if opens_pair => usize::from(Side::of(n_pages) == Side::Recto),
            Start::NextPage | Start::SamePage | Start::FacingNext => 0,
            Start::LastPage => blanks_before_last(n_pages),
        };
        let start = n_pages + n_blanks;
        let side = Side::of(start);
        let (mut galley, mut cut) = improved(compositor, galley, side);
        if let Some(sourced) = galley.sourced.take()
            && !is_named_beside(&sourced, start, cut.n_pages)
        {
            figure_source::name_sources(compositor, &mut galley, &sourced);
            (galley, cut) = improved(compositor, galley, side);
        }
        let new_len = start + cut.n_pages;
        self.drafts.pages.resize_with(new_len, PageDraft::default);
        if let Some(section_idx) = galley.section_idx {
            self.drafts.section_pages.resize(section_idx + 1, start);
        }
        let set = galley.pieces.iter().filter_map(|it| it.paragraph.as_ref());
        self.drafts.n_reset += set.filter(|it| it.looseness != 0).count();
        let outline = galley.outline.clone();
        self.drafts
            .outline
            .extend(outline.map(|title| (title, start)));
        place(compositor, &mut self.drafts, galley, &cut, start);
    }
}

/// Whether a page that faces these figures names their sources: the one before their first, the one after
/// their last.
fn is_named_beside(sourced: &Sourced, first_page: usize, n_pages: usize) -> bool {
    sourced.beside.iter().any(|beside| match beside {
        Beside::Before => Side::of(first_page) == Side::Recto,
        Beside::After => Side::of((first_page + n_pages).saturating_sub(1)) == Side::Verso,
    })
}

/// Whether a short section may stand on the page of the one before it.
fn has_room_for(before: &Galley, galley: &Galley, grid: &Grid) -> bool {
    let is_running = |galley: &Galley| {
        galley.columns.n == 1
            && galley.running_head.is_some()
            && matches!(galley.start, Start::NextPage | Start::SamePage)
    };
    let height = cut::height_of(&before.pieces) + cut::height_of(&galley.pieces);
    galley.start == Start::SamePage
        && is_running(before)
        && is_running(galley)
        && grid
            .height()
            .fits(height + grid.step * SPACE_BETWEEN_SECTIONS)
}

/// The blank pages that bring the last page to the outside of the last leaf.
fn blanks_before_last(n_pages: usize) -> usize {
    (n_pages + 1).next_multiple_of(PAGES_OF_BIFOLIO) - (n_pages + 1)
}

/// Cuts a section; where its pages are not full or not level, sets paragraphs with a line more or
/// less, as long as that gains something.
fn improved(compositor: &mut Compositor<'_>, mut galley: Galley, side: Side) -> (Galley, Cut) {
    let grid = compositor.grid;
    let mut cut = cut::cut(&galley, &grid, side);
    if galley.columns.n > 1 {
        return (galley, cut);
    }
    let mut trials = Trials::default();
    for _ in 0..MOST_RESET {
        if cut.demerits <= LEAST_GAIN || trials.n_weighed > MOST_WEIGHED {
            break;
        }
        let Some((first, looseness)) = trials.best(&galley, &grid, side, cut.demerits) else {
            break;
        };
        match reset(compositor, &mut galley, first, looseness) {
            Some(()) => cut = cut::cut(&galley, &grid, side),
            None => trials.refused.push((first, looseness)),
        }
    }
    (galley, cut)
}

/// What was tried so that the pages of a section end level.
#[derive(Default)]
struct Trials {
    /// The paragraphs that cannot be set so well, by their first piece.
    refused: Vec<(usize, i32)>,
    /// How many lines were weighed.
    n_weighed: usize,
}

impl Trials {
    /// The paragraph whose setting with a line more or less would gain most: its first piece, and which.
    fn best(
        &mut self,
        galley: &Galley,
        grid: &Grid,
        side: Side,
        demerits: f64,
    ) -> Option<(usize, i32)> {
        let extents: Vec<_> = galley.pieces.iter().map(Extent::of).collect();
        let mut best = (demerits - LEAST_GAIN, None);
        for (first, piece) in galley.pieces.iter().enumerate() {
            let Some(paragraph) = piece.paragraph.as_ref().filter(|it| it.looseness == 0) else {
                continue;
            };
            let range = first..first + paragraph.n_lines;
            if galley.pieces[range.clone()]
                .iter()
                .any(|it| !it.notes.is_empty())
            {
                continue;
            }
            for looseness in [-1, 1] {
                if self.refused.contains(&(first, looseness)) || self.n_weighed > MOST_WEIGHED {
                    continue;
                }
                let tried = with_lines(&extents, range.clone(), looseness, grid);
                self.n_weighed += tried.len();
                let (_, tried) = cut::cut_into_pages(&tried, grid, side);
                if tried < best.0 {
                    best = (tried, Some((first, looseness)));
                }
            }
        }
        best.1
    }
}

/// The extents with a paragraph of one line more or less.
fn with_lines(extents: &[Extent], range: Range<usize>, looseness: i32, grid: &Grid) -> Vec<Extent> {
    let n_lines = range.len().saturating_add_signed(looseness as isize);
    let lines = (0..n_lines)
        .map(|idx| Extent::of_line(grid.step, running_text::break_after_line(idx, n_lines)));
    let before = extents[..range.start].iter().copied();
    let after = extents[range.end..].iter().copied();
    let mut all: Vec<_> = before.chain(lines).collect();
    if let (Some(last), Some(known)) = (all.last_mut(), extents.get(range.end - 1)) {
        *last = *known;
    }
    all.extend(after);
    all
}

/// Sets a paragraph again; `None` if it cannot be set well with so many lines.
fn reset(
    compositor: &mut Compositor<'_>,
    galley: &mut Galley,
    first: usize,
    looseness: i32,
) -> Option<()> {
    let paragraph = galley.pieces[first].paragraph.take()?;
    let range = first..first + paragraph.n_lines;
    let Some(mut pieces) = running_text::set_again(compositor, &paragraph, looseness) else {
        galley.pieces[first].paragraph = Some(paragraph);
        return None;
    };
    let mut paragraph = paragraph;
    paragraph.n_lines = pieces.len();
    paragraph.looseness = looseness;
    pieces[0].paragraph = Some(paragraph);
    // What follows may be held by its last line.
    if let (Some(last), known) = (pieces.last_mut(), &galley.pieces[range.end - 1]) {
        (last.break_after, last.height) = (known.break_after, known.height);
    }
    galley.pieces.splice(range, pieces);
    Some(())
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
        let x = grid.start(side) + galley.columns.pitch * slot.column_idx as f64;
        let mut y = grid.head + slot.top;
        let mut notes = Vec::new();
        let mut is_first = true;
        for mut piece in pieces.by_ref().take(slot.pieces.1 - slot.pieces.0) {
            notes.append(&mut piece.notes);
            if let Some(warning) = piece.warning.take() {
                compositor.complaints.push(warning.on_page(page_idx + 1));
            }
            if is_first {
                y -= piece.above;
            }
            is_first = false;
            let height = piece.height;
            let page = &mut drafts.pages[page_idx];
            place_piece(compositor, page, piece, Point { x, y }, side);
            y += height;
        }
        let page = &mut drafts.pages[page_idx];
        let noted: Pt = notes.iter().map(|(height, _)| *height + NOTE_GAP).sum();
        if y - grid.head + noted > grid.height() + grid.step * 0.5 {
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
    let references = piece.page_references.into_iter();
    page.references
        .extend(references.map(|reference| reference.moved(at.x, at.y)));
    let grid = compositor.grid;
    let gap = compositor.design.theme.page.furniture_gap.0;
    for (width, items) in piece.outer {
        let start = grid.outer_start(side, gap, width);
        page.items
            .extend(items.into_iter().map(|item| item.moved(start, at.y)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_back_cover_is_the_outside_of_the_last_leaf() {
        assert_eq!(blanks_before_last(7), 0);
        assert_eq!(blanks_before_last(8), 3);
        assert_eq!(blanks_before_last(3), 0);
    }
}
