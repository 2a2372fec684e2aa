//! The shape of a page as it is seen: its trim and bleed, upright, whatever boxes and turns its file has.

use super::refused::ImposeError;
use crate::base::geometry::Size;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{Page, Rect, Rotation, page_box};
use crate::base::units::Pt;

/// The sides a page may have: a stamp, and what a page may have at most without a unit of its own
/// (ISO 32000-1, annex C.2: 14,400 units).
const SIDES: std::ops::RangeInclusive<f64> = 14.0..=14_400.0;

/// How far content may stand out of the trim on its four sides: left, bottom, right, top.
pub type Bleed = [Pt; 4];

/// The shape of a page as it is seen: upright, its trim from the origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// The size of the trim.
    pub size: Size,
    /// The bleed around it.
    pub bleed: Bleed,
    /// What turns the page's own space into that, without its user unit.
    pub(super) matrix: [f64; 6],
    /// The part of the page that is seen, in its own space: the trim with its bleed.
    pub(super) seen: [f64; 4],
    /// The user unit.
    pub(super) unit: f64,
}

/// The shape of a page. The trim is the `TrimBox`, else the `CropBox`; only a `BleedBox` of the page's
/// own says that there is bleed.
pub fn shape(page: &Page<'_>) -> Shape {
    let trim = within(
        page_box(page, "TrimBox").unwrap_or(page.crop_box()),
        page.media_box(),
    );
    let bleed = page_box(page, "BleedBox").map_or(trim, |bleed| within(bleed, page.media_box()));
    let bleed = Rect::new(
        bleed.x0.min(trim.x0),
        bleed.y0.min(trim.y0),
        bleed.x1.max(trim.x1),
        bleed.y1.max(trim.y1),
    );
    let unit = page
        .raw()
        .get::<f64>("UserUnit")
        .filter(|it| *it > 0.0)
        .unwrap_or(1.0);
    let out = [
        trim.x0 - bleed.x0,
        trim.y0 - bleed.y0,
        bleed.x1 - trim.x1,
        bleed.y1 - trim.y1,
    ];
    let [left, bottom, right, top] = out;
    let (width, height) = (trim.width(), trim.height());
    let (matrix, size, out) = match page.rotation() {
        Rotation::None => (
            [1.0, 0.0, 0.0, 1.0, -trim.x0, -trim.y0],
            (width, height),
            out,
        ),
        // Turned clockwise: what was left is above.
        Rotation::Horizontal => (
            [0.0, -1.0, 1.0, 0.0, -trim.y0, trim.x1],
            (height, width),
            [bottom, right, top, left],
        ),
        Rotation::Flipped => (
            [-1.0, 0.0, 0.0, -1.0, trim.x1, trim.y1],
            (width, height),
            [right, top, left, bottom],
        ),
        Rotation::FlippedHorizontal => (
            [0.0, 1.0, -1.0, 0.0, trim.y1, -trim.x0],
            (height, width),
            [top, left, bottom, right],
        ),
    };
    Shape {
        size: Size {
            width: Pt(size.0 * unit),
            height: Pt(size.1 * unit),
        },
        bleed: out.map(|length| Pt(length * unit)),
        matrix,
        seen: [bleed.x0, bleed.y0, bleed.x1, bleed.y1],
        unit,
    }
}

fn within(inner: Rect, outer: Rect) -> Rect {
    let both = inner.intersect(outer);
    // A box that lies outside the page says nothing.
    if both.width() > 0.0 && both.height() > 0.0 {
        both
    } else {
        outer
    }
}

/// The widest bleed of some pages.
pub(super) fn bleed(shapes: &[Shape]) -> Pt {
    let bleeds = shapes.iter().flat_map(|shape| shape.bleed);
    bleeds.fold(Pt::ZERO, Pt::max)
}

/// The shapes of all pages. One that cannot be printed is refused, with its number.
pub(super) fn shapes(file: &File) -> Result<Vec<Shape>, ImposeError> {
    if let Some(page) = file.lost_page()? {
        return Err(ImposeError::LostPage(page));
    }
    let shapes: Vec<Shape> = file.pages().iter().map(shape).collect();
    let is_size = |length: Pt| SIDES.contains(&length.0);
    for (idx, shape) in shapes.iter().enumerate() {
        let is_there = shape.matrix.iter().all(|number| number.is_finite())
            && shape.bleed.iter().all(|bleed| bleed.0 <= *SIDES.end());
        if !is_size(shape.size.width) || !is_size(shape.size.height) || !is_there {
            return Err(ImposeError::NoSize(idx + 1, shape.size));
        }
    }
    Ok(shapes)
}
