//! Crop and fold marks, outside the bleed.

use super::lettering::line;
use crate::base::units::Pt;

/// Marks: how far from the bleed, how long, how thick.
const GAP: Pt = Pt(6.0);
const LENGTH: Pt = Pt(14.0);
const THICKNESS: Pt = Pt(0.25);

/// What marks take beyond the bleed.
pub(super) const REACH: Pt = Pt(GAP.0 + LENGTH.0);

/// Crop marks at the corners of a trim and ticks where the sheet is folded.
pub(super) fn marks([left, bottom, right, top]: [f64; 4], bleed: Pt, scale: f64) -> String {
    let start = (bleed + GAP).0 * scale;
    let end = start + LENGTH.0 * scale;
    let mut content = format!("q 0 G {} w\n", THICKNESS.0);
    for (x, outward) in [(left, -1.0), (right, 1.0)] {
        for y in [bottom, top] {
            content.push_str(&line((x + outward * start, y), (x + outward * end, y)));
        }
    }
    let upright =
        |x: f64, y: f64, outward: f64| line((x, y + outward * start), (x, y + outward * end));
    for (y, outward) in [(bottom, -1.0), (top, 1.0)] {
        for x in [left, right] {
            content.push_str(&upright(x, y, outward));
        }
    }
    let spine = f64::midpoint(left, right);
    content.push_str("[2 2] 0 d\n");
    for (y, outward) in [(bottom, -1.0), (top, 1.0)] {
        content.push_str(&upright(spine, y, outward));
    }
    content.push_str("Q\n");
    content
}
