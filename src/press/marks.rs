//! Crop and fold marks, outside the bleed.

use std::fmt::Write as _;

use super::impose::{Imposition, margin};
use crate::base::pdf::writing::written;
use crate::base::units::Pt;

/// Marks: how far from the bleed, how long, how thick.
const GAP: Pt = Pt(6.0);
const LENGTH: Pt = Pt(14.0);
const THICKNESS: Pt = Pt(0.25);

/// What marks take beyond the bleed.
pub(super) const REACH: Pt = Pt(GAP.0 + LENGTH.0);

impl Imposition<'_> {
    /// Crop marks at the corners and ticks where the sheet is folded.
    pub(super) fn marks(&self) -> String {
        let ([left, bottom, right, top], _) = self.boxes();
        let start = (margin(&self.shapes, false) + GAP).0 * self.scale;
        let end = start + LENGTH.0 * self.scale;
        let mut lines = Vec::new();
        for (x, outward) in [(left, -1.0), (right, 1.0)] {
            for y in [bottom, top] {
                lines.push([x + outward * start, y, x + outward * end, y]);
            }
        }
        for (y, outward) in [(bottom, -1.0), (top, 1.0)] {
            for x in [left, right] {
                lines.push([x, y + outward * start, x, y + outward * end]);
            }
        }
        let spine = f64::midpoint(left, right);
        let mut content = format!("q 0 G {} w\n", THICKNESS.0);
        let draw = |content: &mut String, [x0, y0, x1, y1]: [f64; 4]| {
            let _ = writeln!(
                content,
                "{} m {} l S",
                written(&[x0, y0]),
                written(&[x1, y1])
            );
        };
        for line in lines {
            draw(&mut content, line);
        }
        content.push_str("[2 2] 0 d\n");
        for (y, outward) in [(bottom, -1.0), (top, 1.0)] {
            draw(
                &mut content,
                [spine, y + outward * start, spine, y + outward * end],
            );
        }
        content.push_str("Q\n");
        content
    }
}
