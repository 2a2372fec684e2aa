//! A drawing as it is kept: nothing but outlines and what fills them.

use crate::base::color::Color;

/// A drawing of filled shapes.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Its width and height, in units of its own.
    pub size: (f64, f64),
    /// What is done to draw it, in order.
    pub steps: Vec<Step>,
}

impl Drawing {
    /// How many pieces its outlines have.
    pub fn n_segments(&self) -> usize {
        let shapes = self.steps.iter().map(|step| match step {
            Step::Fill(shape, _) | Step::BeginClip(shape) => shape.outline.len(),
            Step::EndClip => 0,
        });
        shapes.sum()
    }
}

/// A step of a drawing. Places count to the right and down from its upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Fills a shape.
    Fill(Shape, Color),
    /// From here on, until the matching end, nothing is seen outside a shape.
    BeginClip(Shape),
    /// The end of what was clipped.
    EndClip,
}

/// A shape: its outlines.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The outlines, one after the other.
    pub outline: Vec<Segment>,
    /// Whether what two outlines enclose is outside again.
    pub even_odd: bool,
}

/// A piece of an outline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// An outline begins.
    Move([f64; 2]),
    /// A straight line.
    Line([f64; 2]),
    /// A cubic curve: two control points and its end.
    Curve([f64; 6]),
    /// The outline closes.
    Close,
}
