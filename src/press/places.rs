//! Where pages, their trim and their bleed stand on a sheet.
//!
//! Bleed is kept on the three outer sides of a page and cut at the spine; nothing of a page crosses it.

use super::import::Placed;
use super::impose::{Imposition, is_alike};
use super::order::{Sheet, Side};
use super::shape::bleed;
use crate::base::units::Pt;
use crate::content::editions::Duplex;

impl Imposition<'_> {
    /// Whether backs are turned by half: the axis a booklet is turned about is upright, and so is the
    /// short edge of paper that lies.
    pub(super) fn are_backs_turned(&self) -> bool {
        let lies = self.sheet.width >= self.sheet.height;
        match self.job.duplex {
            Duplex::Short => !lies,
            Duplex::Long => lies,
            Duplex::Manual | Duplex::None => false,
        }
    }

    /// How far the pages of a sheet are moved towards the spine.
    pub fn shift(&self, sheet: &Sheet) -> Pt {
        self.job.creep.shift(sheet)
    }

    /// The lower left corner of the spread.
    fn corner(&self) -> (f64, f64) {
        (
            (self.sheet.width.0 - self.page.width.0 * 2.0 * self.scale) / 2.0,
            (self.sheet.height.0 - self.page.height.0 * self.scale) / 2.0,
        )
    }

    /// Where the pages of a side stand, which are moved so far towards the spine.
    pub(super) fn placed(&self, side: Side, shift: Pt) -> Vec<Placed> {
        let on_side = side.into_iter().enumerate();
        on_side
            .filter_map(|(place, page_idx)| Some(self.place(page_idx?, place == 0, shift)))
            .collect()
    }

    fn place(&self, page_idx: usize, is_left: bool, shift: Pt) -> Placed {
        let (left, bottom) = self.corner();
        let (width, height) = (
            self.page.width.0 * self.scale,
            self.page.height.0 * self.scale,
        );
        let spine = left + width;
        let shape = &self.shapes[page_idx];
        // A page of another size is made to fit and stands in the middle.
        let is_alike = is_alike(shape.size, self.page);
        let own = if is_alike {
            1.0
        } else {
            let across = self.page.width.ratio(shape.size.width);
            across.min(self.page.height.ratio(shape.size.height))
        };
        let scale = self.scale * own;
        let (own_width, own_height) = (shape.size.width.0 * scale, shape.size.height.0 * scale);
        // Against the spine exactly; a page of another size in the middle.
        let (inset, raised) = if is_alike {
            (0.0, 0.0)
        } else {
            ((width - own_width) / 2.0, (height - own_height) / 2.0)
        };
        let towards_spine = if is_left { shift.0 } else { -shift.0 };
        let page_left = if is_left { left } else { spine };
        let x = page_left + inset + towards_spine;
        let y = bottom + raised;
        let [bleed_left, bleed_bottom, bleed_right, bleed_top] =
            shape.bleed.map(|length| length.0 * scale);
        let (clip_left, clip_right) = if is_left {
            (x - bleed_left, spine.min(x + own_width + bleed_right))
        } else {
            (spine.max(x - bleed_left), x + own_width + bleed_right)
        };
        let (clip_bottom, clip_top) = (y - bleed_bottom, y + own_height + bleed_top);
        Placed {
            page_idx,
            matrix: [scale, 0.0, 0.0, scale, x, y],
            clip: [
                clip_left,
                clip_bottom,
                clip_right - clip_left,
                clip_top - clip_bottom,
            ],
        }
    }

    /// The trim of the spread, and with its bleed: left, bottom, right, top.
    pub(super) fn boxes(&self) -> ([f64; 4], [f64; 4]) {
        let (left, bottom) = self.corner();
        let trim = [
            left,
            bottom,
            self.sheet.width.0 - left,
            self.sheet.height.0 - bottom,
        ];
        let bleed = bleed(&self.shapes).0 * self.scale;
        let [left, bottom, right, top] = trim;
        let media = [0.0, 0.0, self.sheet.width.0, self.sheet.height.0];
        let bleed = [
            (left - bleed).max(media[0]),
            (bottom - bleed).max(media[1]),
            (right + bleed).min(media[2]),
            (top + bleed).min(media[3]),
        ];
        (trim.map(|it| it.max(0.0)), bleed)
    }
}
