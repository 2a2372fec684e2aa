//! Places and sizes on a page. The origin is the top left corner of the trim, *y* grows downwards.

use super::units::Pt;

/// A place on a page.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Point {
    /// From the left edge of the trim.
    pub x: Pt,
    /// From the upper edge of the trim.
    pub y: Pt,
}

impl Point {
    /// The place at the start of a measure, on a baseline.
    pub const fn at_start(y: Pt) -> Self {
        Self { x: Pt::ZERO, y }
    }

    /// The place moved to the right and down.
    #[must_use]
    pub fn moved(self, right: Pt, down: Pt) -> Self {
        Self {
            x: self.x + right,
            y: self.y + down,
        }
    }
}

/// A width and a height.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: Pt,
    /// From top to bottom.
    pub height: Pt,
}

impl Size {
    /// The sides in millimetres, for messages to people.
    pub fn in_mm(self) -> String {
        format!(
            "{} × {} mm",
            self.width.to_tenth_mm(),
            self.height.to_tenth_mm()
        )
    }
}

/// An upright rectangle.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Rect {
    /// The top left corner.
    pub origin: Point,
    /// The extent to the right and down.
    pub size: Size,
}

impl Rect {
    /// The rectangle moved to the right and down.
    #[must_use]
    pub fn moved(self, right: Pt, down: Pt) -> Self {
        Self {
            origin: self.origin.moved(right, down),
            size: self.size,
        }
    }

    /// The right edge.
    pub fn right(self) -> Pt {
        self.origin.x + self.size.width
    }

    /// The lower edge.
    pub fn bottom(self) -> Pt {
        self.origin.y + self.size.height
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let origin = Point {
            x: self.origin.x.min(other.origin.x),
            y: self.origin.y.min(other.origin.y),
        };
        let size = Size {
            width: self.right().max(other.right()) - origin.x,
            height: self.bottom().max(other.bottom()) - origin.y,
        };
        Self { origin, size }
    }
}
