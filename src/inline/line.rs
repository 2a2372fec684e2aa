//! A line of type: what the inline stage gives and every later stage draws.
//!
//! Runs stand in reading order; their `x` says where they stand in the line. A line keeps the text
//! it was set from, so that what is copied out of a finished file is the source text: the space at
//! a line's end is a real space, the hyphen that breaks a word is U+00AD in the text.

use std::ops::Range;
use std::sync::Arc;

use crate::base::color::Ink;
use crate::base::geometry::Point;
use crate::base::language::{Direction, Language};
use crate::base::units::Pt;
use crate::design::fonts::FaceId;

/// A line of type.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Line {
    /// The runs, in reading order.
    pub runs: Vec<GlyphRun>,
    /// From the start of the measure to the end of the ink, without a trailing space.
    pub width: Pt,
    /// The line's word space, as a multiple of the natural one; 1 where nothing is justified.
    pub space_ratio: f64,
    /// How much wider than the measure it is.
    pub overfull: Pt,
    /// The part of the paragraph's text that stands in it.
    pub text: Range<usize>,
    /// The direction of the measure it stands on: at which edge its start is.
    pub direction: Direction,
}

impl Line {
    /// How far a run begins from the start of the measure. On a measure that starts at the right the line
    /// stands as far from there as else from the left, its runs in the order they have.
    pub fn start_of(&self, run: &GlyphRun) -> Pt {
        match self.direction {
            Direction::LeftToRight => run.x,
            Direction::RightToLeft => {
                let inset = self.runs.iter().map(|run| run.x).reduce(Pt::min);
                inset.unwrap_or_default() + self.width - run.x - run.width()
            }
        }
    }
}

/// Glyphs of one face, size, ink, script and direction.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    /// The face.
    pub face: FaceId,
    /// The type size.
    pub size: Pt,
    /// What it is printed with.
    pub ink: Ink,
    /// The language of the text.
    pub language: Language,
    /// The tag of its language, where what it is part of does not say it.
    pub language_tag: Option<Arc<str>>,
    /// The direction of the text. Glyphs stand in reading order, so in a right-to-left run they go
    /// from the right end of the run to the left.
    pub direction: Direction,
    /// From the start of the measure to the run's left end.
    pub x: Pt,
    /// The horizontal scaling of the glyphs; 1 is as drawn.
    pub stretch: f64,
    /// The space added to each glyph, already contained in its advance.
    pub tracking: Pt,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
    /// The text the glyphs stand for.
    pub text: String,
    /// Whether its last glyph is a hyphen of the text at which the line was broken: it must not be
    /// taken for one that was added.
    pub ends_with_own_hyphen: bool,
    /// Which of the paragraph's voices this is: an index into the list the caller gave.
    pub voice: u16,
}

impl GlyphRun {
    /// The distance from the run's left to its right end.
    pub fn width(&self) -> Pt {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    /// Where each glyph is drawn, in reading order, if the left end of the run's baseline is at a place:
    /// in a right-to-left run each stands left of the one before.
    pub fn places(&self, at: Point) -> impl Iterator<Item = Point> {
        let mut pen = match self.direction {
            Direction::LeftToRight => at.x,
            Direction::RightToLeft => at.x + self.width(),
        };
        self.glyphs.iter().map(move |glyph| {
            let origin = match self.direction {
                Direction::LeftToRight => pen,
                Direction::RightToLeft => pen - glyph.advance,
            };
            pen = match self.direction {
                Direction::LeftToRight => pen + glyph.advance,
                Direction::RightToLeft => origin,
            };
            Point {
                x: origin + glyph.right,
                y: at.y - glyph.up,
            }
        })
    }
}

/// One glyph as placed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// Its index in the face.
    pub id: u16,
    /// The byte of the run's text where the glyph's cluster begins.
    pub cluster: u32,
    /// From this glyph's origin to the next one's.
    pub advance: Pt,
    /// How far it is drawn to the right of its origin.
    pub right: Pt,
    /// How far it is drawn above the baseline.
    pub up: Pt,
}
