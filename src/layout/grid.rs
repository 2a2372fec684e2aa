//! The grid of a page: margins, measure and baselines. All that layout knows of left and right.

use crate::base::geometry::Size;
use crate::base::language::Direction;
use crate::base::units::Pt;

/// A page of a leaf: the odd pages are rectos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// An odd page: on the right when bound on the left.
    Recto,
    /// An even page.
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
        let room = self.trim.width - self.left_edge(side) - FROM_EDGE;
        room.max(self.measure)
    }

    /// The same on either side.
    pub fn widest_measure(&self) -> Pt {
        self.room_on(Side::Recto).min(self.room_on(Side::Verso))
    }

    /// The left edge of the measure on a side.
    pub fn left_edge(&self, side: Side) -> Pt {
        if self.spine_is_left(side) {
            self.inner
        } else {
            self.trim.width - self.inner - self.measure
        }
    }

    /// Whether something of a width can stand in the outer margin, a gap away from the text.
    pub fn has_outer_room(&self, gap: Pt, width: Pt) -> bool {
        (self.trim.width - self.inner - self.measure - gap).fits(width)
    }

    /// Whether the spine is at the left of the page: rectos of a booklet bound on the left, versos
    /// of one bound on the right.
    pub fn spine_is_left(&self, side: Side) -> bool {
        (side == Side::Recto) == (self.direction == Direction::LeftToRight)
    }
}
