//! A stack: lines under each other, counted from the start of their measure.

use super::page::{Item, TagId};
use super::voices::Voices;
use crate::base::diagnostic::Span;
use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::inline::line::Line;

/// Lines under each other, while they gather.
#[derive(Debug, Default)]
pub struct Stack {
    /// The marks.
    pub items: Vec<Item>,
    /// How far the next line stands in from the start of the measure.
    pub start: Pt,
    /// The baseline of the last line; the next stands a leading under it.
    pub y: Pt,
    /// Whether the next line stands on that baseline itself.
    is_on_first: bool,
}

impl Stack {
    /// A stack whose first line stands a leading under a height.
    pub fn under(y: Pt) -> Self {
        Self {
            y,
            ..Self::default()
        }
    }

    /// A stack whose first line stands on a baseline.
    pub fn from_baseline(y: Pt) -> Self {
        Self {
            is_on_first: true,
            ..Self::under(y)
        }
    }

    /// The stack with its lines standing in from the start of the measure.
    #[must_use]
    pub fn standing_in(self, start: Pt) -> Self {
        Self { start, ..self }
    }

    /// Puts lines of one tag under those it has.
    pub fn add(&mut self, lines: Vec<Line>, leading: Pt, tag: TagId, at: Span) {
        self.say(lines, leading, &Voices::one(tag), Some(at));
    }

    /// The same for lines of several voices.
    pub fn say(&mut self, lines: Vec<Line>, leading: Pt, voices: &Voices, source: Option<Span>) {
        for line in lines {
            if !std::mem::take(&mut self.is_on_first) {
                self.y += leading;
            }
            let origin = Point {
                x: self.start,
                y: self.y,
            };
            self.items.extend(voices.items(line, origin, source));
        }
    }
}
