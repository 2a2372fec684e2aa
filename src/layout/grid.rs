//! The grid of a page: margins, measure and baselines. All that layout knows of left and right.
//!
//! Layout counts from the start edge of a page and of a measure: the left one where lines run from left
//! to right. [`Grid::on_page`] is the one place that turns this into left and right.

use super::page::Item;
use crate::base::geometry::Size;
use crate::base::language::Direction;
use crate::base::units::Pt;

/// A page of a leaf: the odd pages are rectos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// An odd page: the spine is at its start edge.
    Recto,
    /// An even page: the spine is at its end.
    Verso,
}

impl Side {
    /// The side of a page, counted from 0.
    pub fn of(page_idx: usize) -> Self {
        if page_idx.is_multiple_of(2) {
            Self::Recto
        } else {
            Self::Verso
        }
    }
}

/// Nothing comes nearer to the edge of a page: office printers do not reach the last 5 mm.
pub const FROM_EDGE: Pt = Pt::from_mm(6.0);

/// The grid of a booklet's pages.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// The finished page.
    pub trim: Size,
    /// From the spine to the measure.
    pub inner: Pt,
    /// From the upper edge to the head of the type area.
    pub head: Pt,
    /// The length of a line.
    pub measure: Pt,
    /// From baseline to baseline.
    pub step: Pt,
    /// How many lines a page has.
    pub n_lines: usize,
    /// The size of the text.
    pub size: Pt,
    /// The line the text of a statement begins on.
    pub first_line: usize,
    /// The direction the booklet is leafed in.
    pub direction: Direction,
}

impl Grid {
    /// The baseline of a line, from the head of the type area. Line 1 is the first.
    pub fn baseline(&self, line: f64) -> Pt {
        self.step * line
    }

    /// The height of the type area.
    pub fn height(&self) -> Pt {
        self.step * self.n_lines as f64
    }

    /// How far a line may reach from the start of the measure on a side: to where office printers reach.
    pub fn room_on(&self, side: Side) -> Pt {
        let room = self.trim.width - self.start(side) - FROM_EDGE;
        room.max(self.measure)
    }

    /// The same on either side.
    pub fn widest_measure(&self) -> Pt {
        self.room_on(Side::Recto).min(self.room_on(Side::Verso))
    }

    /// From the start edge of the page to the start of the measure on a side.
    pub fn start(&self, side: Side) -> Pt {
        match side {
            Side::Recto => self.inner,
            Side::Verso => self.trim.width - self.inner - self.measure,
        }
    }

    /// Where something of a width begins in the outer margin of a side, a gap away from the text.
    pub fn outer_start(&self, side: Side, gap: Pt, width: Pt) -> Pt {
        match side {
            Side::Recto => self.start(side) + self.measure + gap,
            Side::Verso => self.start(side) - gap - width,
        }
    }

    /// Whether something of a width can stand in the outer margin, a gap away from the text.
    pub fn has_outer_room(&self, gap: Pt, width: Pt) -> bool {
        (self.trim.width - self.inner - self.measure - gap).fits(width)
    }

    /// The left edge of the measure on a side.
    pub fn left_edge(&self, side: Side) -> Pt {
        match self.direction {
            Direction::LeftToRight => self.start(side),
            Direction::RightToLeft => self.trim.width - self.start(side) - self.measure,
        }
    }

    /// The items of a page, which count from its start edge, where they stand from its left.
    pub fn on_page(&self, items: Vec<Item>) -> Vec<Item> {
        let mirrored = |item: Item| item.mirrored(self.trim.width);
        match self.direction {
            Direction::LeftToRight => items,
            Direction::RightToLeft => items.into_iter().map(mirrored).collect(),
        }
    }
}
