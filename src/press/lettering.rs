//! Words on printed sheets that are no part of a booklet: page numbers of a dummy, rulers. They are drawn
//! as outlines, so that a sheet needs no fonts of its own.

use std::fmt::Write as _;

use crate::base::pdf::writing::written;
use crate::design::font_file::Stroke;
use crate::design::fonts::{Fonts, Slant, Weight};

/// The family of the lettering.
const FAMILY: &str = "source-sans-3";

/// Which side of the words a place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Their left end.
    Left,
    /// Their middle.
    Middle,
    /// Their right end.
    Right,
}

/// Operators that draw words on a baseline, in points; the colour is the one in force.
pub fn words(text: &str, size: f64, anchor: Anchor, at: (f64, f64)) -> String {
    let fonts = Fonts::built_in();
    let Some(face) = fonts.nearest(FAMILY, Weight::Regular, Slant::Upright) else {
        return String::new();
    };
    let (file, metrics) = (&fonts.face(face).file, fonts.face(face).metrics);
    let scale = size / f64::from(metrics.units_per_em);
    let glyphs = text.chars().map(|it| file.glyph(it).unwrap_or_default());
    let glyph_ids: Vec<u16> = glyphs.collect();
    let width = |glyph| file.advance(glyph) * scale;
    let whole: f64 = glyph_ids.iter().map(|glyph| width(*glyph)).sum();
    let mut x = at.0
        - match anchor {
            Anchor::Left => 0.0,
            Anchor::Middle => whole / 2.0,
            Anchor::Right => whole,
        };
    let mut content = String::new();
    for glyph in glyph_ids {
        let mut pen = Pen {
            content: &mut content,
            scale,
            origin: (x, at.1),
            last: (0.0, 0.0),
        };
        for stroke in file.outline(glyph) {
            pen.draw(stroke);
        }
        x += width(glyph);
    }
    if !content.is_empty() {
        content.push_str("f\n");
    }
    content
}

/// A line from one place to another.
pub fn line(from: (f64, f64), to: (f64, f64)) -> String {
    format!(
        "{} m {} l S\n",
        written(&[from.0, from.1]),
        written(&[to.0, to.1])
    )
}

struct Pen<'p> {
    content: &'p mut String,
    scale: f64,
    origin: (f64, f64),
    last: (f64, f64),
}

impl Pen<'_> {
    fn place(&self, [x, y]: [f32; 2]) -> (f64, f64) {
        let (x, y) = (f64::from(x) * self.scale, f64::from(y) * self.scale);
        (self.origin.0 + x, self.origin.1 + y)
    }

    fn write(&mut self, points: &[(f64, f64)], operator: &str) {
        for (x, y) in points {
            let _ = write!(self.content, "{} ", written(&[*x, *y]));
        }
        self.content.push_str(operator);
        self.content.push('\n');
        self.last = points.last().copied().unwrap_or(self.last);
    }

    fn draw(&mut self, stroke: Stroke) {
        match stroke {
            Stroke::Move(to) => self.write(&[self.place(to)], "m"),
            Stroke::Line(to) => self.write(&[self.place(to)], "l"),
            // As the cubic curve that is the same.
            Stroke::Quadratic(points) => {
                let [control, to] = points.map(|point| self.place(point));
                let towards = |end: (f64, f64)| {
                    (
                        end.0 + (control.0 - end.0) * 2.0 / 3.0,
                        end.1 + (control.1 - end.1) * 2.0 / 3.0,
                    )
                };
                self.write(&[towards(self.last), towards(to), to], "c");
            }
            Stroke::Cubic(points) => {
                let points = points.map(|point| self.place(point));
                self.write(&points, "c");
            }
            Stroke::Close => self.content.push_str("h\n"),
        }
    }
}
