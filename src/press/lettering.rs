//! Words on printed sheets that are no part of a booklet: page numbers of a dummy, rulers. They are drawn
//! as outlines, so that a sheet needs no fonts of its own.

use std::fmt::Write as _;

use skrifa::instance::{LocationRef, Size as FontSize};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};

use crate::base::pdf::writing::written;
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
    let Ok(font) = FontRef::new(&fonts.face(face).bytes) else {
        return String::new();
    };
    let (glyphs, characters) = (font.outline_glyphs(), font.charmap());
    let widths = font.glyph_metrics(FontSize::unscaled(), LocationRef::default());
    let scale = size / f64::from(fonts.face(face).metrics.units_per_em);
    let glyph_ids: Vec<_> = text
        .chars()
        .map(|it| characters.map(it).unwrap_or_default())
        .collect();
    let width = |glyph| f64::from(widths.advance_width(glyph).unwrap_or(0.0)) * scale;
    let whole: f64 = glyph_ids.iter().map(|glyph| width(*glyph)).sum();
    let mut x = at.0
        - match anchor {
            Anchor::Left => 0.0,
            Anchor::Middle => whole / 2.0,
            Anchor::Right => whole,
        };
    let mut content = String::new();
    for glyph in glyph_ids {
        if let Some(outline) = glyphs.get(glyph) {
            let mut pen = Pen {
                content: &mut content,
                scale,
                origin: (x, at.1),
                last: (0.0, 0.0),
            };
            let settings = DrawSettings::unhinted(FontSize::unscaled(), LocationRef::default());
            // An outline that cannot be drawn leaves its place empty.
            let _ = outline.draw(settings, &mut pen);
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
    fn place(&self, x: f32, y: f32) -> (f64, f64) {
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
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.write(&[to], "m");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.write(&[to], "l");
    }

    /// A quadratic curve as the cubic one that is the same.
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (control, to) = (self.place(cx, cy), self.place(x, y));
        let towards = |end: (f64, f64)| {
            (
                end.0 + (control.0 - end.0) * 2.0 / 3.0,
                end.1 + (control.1 - end.1) * 2.0 / 3.0,
            )
        };
        let points = [towards(self.last), towards(to), to];
        self.write(&points, "c");
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let points = [self.place(cx0, cy0), self.place(cx1, cy1), self.place(x, y)];
        self.write(&points, "c");
    }

    fn close(&mut self) {
        self.content.push_str("h\n");
    }
}
