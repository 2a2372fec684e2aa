//! Fits one line to its measure: glyphs are scaled and tracked a little first, as Zapf's hz did, then
//! word spaces, so that these differ less from line to line.

use super::breaks::Breakpoint;
use super::places::BreakKind;
use super::setting::Fill;
use crate::base::units::Em;

/// What is done to a line so that it fills the measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineFit {
    /// The horizontal scaling of glyphs; 1 is as drawn.
    pub stretch: f64,
    /// The space added after each glyph.
    pub tracking: Em,
    /// The word space as a multiple of the natural one.
    pub space_ratio: f64,
}

impl LineFit {
    /// As drawn.
    pub const NATURAL: Self = Self {
        stretch: 1.0,
        tracking: Em(0.0),
        space_ratio: 1.0,
    };

    /// With the narrowest word spaces.
    pub const NARROWEST: Self = Self {
        space_ratio: NARROWEST,
        ..Self::NATURAL
    };
}

/// How far a line may be fitted before its spaces are touched.
#[derive(Debug, Clone, Copy)]
pub struct Elasticity {
    /// The most glyphs are scaled, up or down.
    pub stretch: f64,
    /// The most space added or taken between glyphs, in ems.
    pub tracking: f64,
    /// The most space added besides in a line whose word spaces would be wider than [`GAPING`].
    pub spare: f64,
    /// The widest word space that is accepted, as a multiple of the natural one.
    pub widest: f64,
}

/// The widest word space that is not told, as a multiple of the natural one.
pub const WIDEST: f64 = 1.6;

/// A word space that is seen as a hole.
const GAPING: f64 = 1.5;

/// The passes that keep spaces within bounds, each looser than the one before. ±2 % and ±0.5 % em are
/// what trial found invisible; the second pass is for narrow measures and long words; in the third a
/// line that would gape has its letters set a fifth of a point apart.
pub const BOUNDED: [Elasticity; 3] = [
    Elasticity {
        stretch: 0.02,
        tracking: 0.005,
        spare: 0.0,
        widest: GAPING,
    },
    Elasticity {
        stretch: 0.03,
        tracking: 0.01,
        spare: 0.0,
        widest: WIDEST,
    },
    Elasticity {
        stretch: 0.03,
        tracking: 0.01,
        spare: 0.01,
        widest: WIDEST,
    },
];

/// The last pass, in which anything goes: whoever asked is told.
pub const UNBOUNDED: Elasticity = Elasticity {
    stretch: 0.03,
    tracking: 0.01,
    spare: 0.01,
    widest: f64::INFINITY,
};

/// The narrowest word space, as a multiple of the natural one: 0.17 em in the text face.
const NARROWEST: f64 = 0.75;

/// The deviation of the word space that counts as an adjustment ratio of 1, when stretched.
const STRETCH_UNIT: f64 = 0.5;

/// The part of the measure a line of a pass without a widest space must fill to be tried.
const EMPTIEST: f64 = 0.3;

/// Widths nearer than this are the same, in ems.
const CLOSE: f64 = 1e-9;

/// A line that could be set: how it is filled, in which bounds, the natural word space.
#[derive(Debug, Clone, Copy)]
pub struct Fitting {
    /// How it is filled.
    pub fill: Fill,
    /// The bounds.
    pub elasticity: Elasticity,
    /// The natural word space.
    pub space: f64,
}

impl Fitting {
    /// How a line between two breaks is fitted, and its adjustment ratio; `None` if it cannot be.
    pub fn fit(
        &self,
        start: &Breakpoint,
        end: &Breakpoint,
        measure: f64,
    ) -> Option<(LineFit, f64)> {
        let missing = measure - (end.end_at - start.start_at);
        if self.fill != Fill::Justified {
            let ratio = if end.kind == BreakKind::End {
                0.0
            } else {
                missing / measure
            };
            return (missing > -1e-6).then_some((LineFit::NATURAL, ratio));
        }
        if end.kind == BreakKind::End && missing >= 0.0 {
            return Some((LineFit::NATURAL, 0.0));
        }
        self.justified(start, end, measure)
    }

    fn justified(
        &self,
        start: &Breakpoint,
        end: &Breakpoint,
        measure: f64,
    ) -> Option<(LineFit, f64)> {
        let width = end.end_at - start.start_at;
        let missing = measure - width;
        let glyphs = (end.glyphs[0] - start.glyphs[1]).max(0.0);
        let n_gaps = f64::from(end.gaps[0].saturating_sub(start.gaps[1])).max(1.0) - 1.0;
        let spaces = n_spaces(start, end) * self.space;

        let most = glyphs * self.elasticity.stretch;
        let scaled = missing.clamp(-most, most);
        let most_tracked = n_gaps * self.elasticity.tracking;
        let mut tracked = (missing - scaled).clamp(-most_tracked, most_tracked);
        let mut rest = missing - scaled - tracked;
        let gaping = rest - spaces * (GAPING - 1.0);
        let spare = gaping.clamp(0.0, n_gaps * self.elasticity.spare);
        if spare > 0.0 {
            tracked += spare;
            rest -= spare;
        }

        let space_ratio = if spaces > 0.0 {
            1.0 + rest / spaces
        } else {
            1.0
        };
        let unfilled = if spaces > 0.0 { 0.0 } else { rest };
        if space_ratio < NARROWEST - CLOSE || unfilled < -CLOSE {
            return None;
        }
        let is_too_loose = space_ratio > self.elasticity.widest + CLOSE || unfilled > CLOSE;
        if is_too_loose && (self.elasticity.widest.is_finite() || width < measure * EMPTIEST) {
            return None;
        }
        let ratio = if space_ratio >= 1.0 {
            (space_ratio - 1.0) / STRETCH_UNIT + (unfilled + spare) * 2.0
        } else {
            (space_ratio - 1.0) / (1.0 - NARROWEST)
        };
        let fit = LineFit {
            stretch: if glyphs > 0.0 {
                1.0 + scaled / glyphs
            } else {
                1.0
            },
            tracking: Em(if n_gaps > 0.0 { tracked / n_gaps } else { 0.0 }),
            space_ratio,
        };
        Some((fit, ratio))
    }

    /// How a line is fitted that is wider than its measure, and by how much it sticks out.
    pub fn overfull(&self, start: &Breakpoint, end: &Breakpoint, measure: f64) -> (LineFit, f64) {
        let n_spaces = n_spaces(start, end);
        let fit = if n_spaces > 0.0 {
            LineFit::NARROWEST
        } else {
            LineFit::NATURAL
        };
        let width = end.end_at - start.start_at;
        let set = width - n_spaces * self.space * (1.0 - fit.space_ratio);
        (fit, (set - measure).max(0.0))
    }
}

fn n_spaces(start: &Breakpoint, end: &Breakpoint) -> f64 {
    f64::from(end.spaces[0].saturating_sub(start.spaces[1]))
}
