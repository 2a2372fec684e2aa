//! Marks that many blocks need: the items of a line, rules.

use super::page::{Item, Mark, Place, TagId};
use super::voices::Voices;
use crate::base::color::Ink;
use crate::base::diagnostic::Span;
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::inline::line::Line;

/// The items of a line whose measure begins at a place on its baseline.
pub fn line_items(line: Line, origin: Point, tag: TagId, source: Option<Span>) -> Vec<Item> {
    Voices::one(tag).items(line, origin, source)
}

/// A rule: its start, the middle of its thickness, its length.
pub fn rule(start: Pt, middle: Pt, length: Pt, thickness: Pt, place: Place) -> Item {
    let origin = Point {
        x: start,
        y: middle - thickness * 0.5,
    };
    let size = Size {
        width: length,
        height: thickness,
    };
    Item {
        mark: Mark::Rule(Rect { origin, size }, Ink::Text),
        place,
        source: None,
    }
}
