//! Pages as SVG, to be looked at in a browser: what a page shows, without what it means.
//!
//! Letters are outlines, so that the page does not depend on the fonts a browser has. Pictures are
//! referred to by name; whoever serves the page serves them too.

use std::fmt::Write as _;

use super::number;
use crate::base::color::{Color, Ink, Rgb, Swatches};
use crate::base::geometry::{Point, Rect};
use crate::base::units::Pt;
use crate::content::drawing::{Drawing, Segment, Shape, Step};
use crate::content::picture::Artwork;
use crate::design::font_file::Stroke;
use crate::design::fonts::{FaceId, Fonts};
use crate::inline::line::GlyphRun;
use crate::layout::page::{Mark, Page, Pages, PictureId};

/// Draws every page. `address` says where a picture is fetched from.
pub fn draw(pages: &Pages, fonts: &Fonts, address: &impl Fn(PictureId) -> String) -> Vec<String> {
    let mut outlines = Outlines::of(fonts);
    let drawn = pages.pages.iter().enumerate().map(|(idx, page)| {
        let mut sketch = Sketch {
            svg: head(page),
            swatches: &pages.swatches,
            pictures: &pages.pictures,
            outlines: &mut outlines,
            clip: format!("p{idx}c"),
            n_clips: 0,
        };
        for item in &page.items {
            sketch.mark(&item.mark, address);
        }
        sketch.svg.push_str("</svg>");
        sketch.svg
    });
    drawn.collect()
}

fn head(page: &Page) -> String {
    let (width, height) = (number(page.trim.width.0), number(page.trim.height.0));
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">")
}

/// A page being drawn.
struct Sketch<'s, 'f> {
    svg: String,
    swatches: &'s Swatches,
    pictures: &'s [Artwork],
    outlines: &'s mut Outlines<'f>,
    /// What the names of the page's clips begin with.
    clip: String,
    n_clips: usize,
}

impl Sketch<'_, '_> {
    fn mark(&mut self, mark: &Mark, address: &impl Fn(PictureId) -> String) {
        match mark {
            Mark::Glyphs(at, run) => self.run(*at, run),
            Mark::Rule(area, ink) => self.rule(*area, *ink),
            Mark::Code(modules, ink) => modules.iter().for_each(|it| self.rule(*it, *ink)),
            Mark::Dots {
                centres,
                diameter,
                ink,
            } => self.dots(centres, *diameter, *ink),
            Mark::Picture {
                area,
                placed,
                picture,
            } => match self.pictures.get(picture.0) {
                None => {}
                Some(Artwork::Drawing(drawing)) => self.drawing(*placed, drawing),
                Some(_) => {
                    // The browser turns it upright as its Exif data say, and shows of it what is asked.
                    let (outside, inside) = (place(*area), place(*placed));
                    let (x, y) = (number(area.origin.x.0), number(area.origin.y.0));
                    let (w, h) = (number(area.size.width.0), number(area.size.height.0));
                    let _ = write!(
                        self.svg,
                        "<svg {outside} viewBox=\"{x} {y} {w} {h}\" preserveAspectRatio=\"none\">\
                         <image {inside} preserveAspectRatio=\"none\" href=\"{}\"/></svg>",
                        address(*picture)
                    );
                }
            },
            Mark::Link { .. } => {}
        }
    }

    fn rule(&mut self, area: Rect, ink: Ink) {
        let fill = self.color(ink);
        let _ = write!(self.svg, "<rect {} fill=\"{fill}\"/>", place(area));
    }

    fn color(&self, ink: Ink) -> String {
        match &self.swatches.of(ink).screen {
            // Most of a page is black, so it is said as shortly as it can be.
            Color::Gray(0) => "#000".to_owned(),
            color => hex(color),
        }
    }

    /// A run as one path, in the units of its face.
    fn run(&mut self, at: Point, run: &GlyphRun) {
        let scale = run.size.0 / self.outlines.units_per_em(run.face);
        let across = scale * run.stretch;
        let fill = self.color(run.ink);
        let _ = write!(
            self.svg,
            "<path fill=\"{fill}\" transform=\"matrix({across:.6} 0 0 {:.6} {} {})\" d=\"",
            -scale,
            number(at.x.0),
            number(at.y.0)
        );
        for (glyph, place) in run.glyphs.iter().zip(run.places(at)) {
            let outline = self.outlines.of_glyph(run.face, glyph.id);
            if !outline.is_empty() {
                let x = ((place.x - at.x).0 / across).round() as i64;
                let y = ((at.y - place.y).0 / scale).round() as i64;
                let _ = write!(self.svg, "M{x} {y}");
                self.svg.push_str(outline);
            }
        }
        self.svg.push_str("\"/>");
    }

    /// Dots as strokes of no length with round ends, as in the PDF.
    fn dots(&mut self, centres: &[Point], diameter: Pt, ink: Ink) {
        let (stroke, width) = (self.color(ink), number(diameter.0));
        let _ = write!(
            self.svg,
            "<path stroke=\"{stroke}\" stroke-width=\"{width}\" stroke-linecap=\"round\" d=\""
        );
        for centre in centres {
            let (x, y) = (number(centre.x.0), number(centre.y.0));
            let _ = write!(self.svg, "M{x} {y}h0");
        }
        self.svg.push_str("\"/>");
    }

    fn drawing(&mut self, area: Rect, drawing: &Drawing) {
        let across = area.size.width.0 / drawing.size.0;
        let down = area.size.height.0 / drawing.size.1;
        let _ = write!(
            self.svg,
            "<g transform=\"matrix({across:.6} 0 0 {down:.6} {} {})\">",
            number(area.origin.x.0),
            number(area.origin.y.0)
        );
        for step in &drawing.steps {
            match step {
                Step::Fill(shape, color) => {
                    let (d, rule) = (outline(shape), rule(shape));
                    let fill = hex(color);
                    let _ = write!(
                        self.svg,
                        "<path fill=\"{fill}\" fill-rule=\"{rule}\" d=\"{d}\"/>"
                    );
                }
                Step::BeginClip(shape) => {
                    self.n_clips += 1;
                    let name = format!("{}{}", self.clip, self.n_clips);
                    let (d, rule) = (outline(shape), rule(shape));
                    let _ = write!(
                        self.svg,
                        "<clipPath id=\"{name}\"><path clip-rule=\"{rule}\" d=\"{d}\"/></clipPath>\
                         <g clip-path=\"url(#{name})\">"
                    );
                }
                Step::EndClip => self.svg.push_str("</g>"),
            }
        }
        self.svg.push_str("</g>");
    }
}

fn place(area: Rect) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(area.origin.x.0),
        number(area.origin.y.0),
        number(area.size.width.0),
        number(area.size.height.0)
    )
}

fn hex(color: &Color) -> String {
    let Rgb { red, green, blue } = color.on_screen();
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn rule(shape: &Shape) -> &'static str {
    if shape.even_odd { "evenodd" } else { "nonzero" }
}

fn outline(shape: &Shape) -> String {
    let mut d = String::new();
    for segment in &shape.outline {
        let (letter, numbers): (_, &[f64]) = match segment {
            Segment::Move(to) => ('M', to),
            Segment::Line(to) => ('L', to),
            Segment::Curve(points) => ('C', points),
            Segment::Close => ('Z', &[]),
        };
        d.push(letter);
        let numbers: Vec<_> = numbers.iter().map(|value| number(*value)).collect();
        d.push_str(&numbers.join(" "));
    }
    d
}

// ── the outlines of letters ─────────────────────────────────────────────────────────────────────

/// The outlines of glyphs, each made once for a booklet.
struct Outlines<'f> {
    fonts: &'f Fonts,
    /// By face and glyph.
    known: Vec<Vec<Option<Box<str>>>>,
}

impl<'f> Outlines<'f> {
    fn of(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            known: vec![Vec::new(); fonts.count()],
        }
    }

    fn units_per_em(&self, face: FaceId) -> f64 {
        f64::from(self.fonts.face(face).metrics.units_per_em)
    }

    /// The outline of a glyph, relative to its origin, in units of the face.
    fn of_glyph(&mut self, face: FaceId, glyph: u16) -> &str {
        let known = &mut self.known[usize::from(face.0)];
        let idx = usize::from(glyph);
        if known.len() <= idx {
            known.resize_with(idx + 1, || None);
        }
        known[idx].get_or_insert_with(|| {
            let mut pen = RelativePen::default();
            // A broken glyph is drawn as far as it goes, as in the PDF.
            for stroke in self.fonts.face(face).file.outline(glyph) {
                pen.draw(stroke);
            }
            pen.d.into_boxed_str()
        })
    }
}

/// Writes outlines with nothing but relative commands in whole units, so that a glyph is the same text
/// wherever it stands.
#[derive(Default)]
struct RelativePen {
    d: String,
    /// Where the path is.
    at: [i64; 2],
    /// Where the outline began; closing leads back there.
    start: [i64; 2],
}

impl RelativePen {
    fn push<const N: usize>(&mut self, letter: char, points: [[f32; 2]; N]) {
        self.d.push(letter);
        let mut to = self.at;
        for (idx, point) in points.iter().enumerate() {
            to = point.map(|value| value.round() as i64);
            let gap = if idx == 0 { "" } else { " " };
            let _ = write!(self.d, "{gap}{} {}", to[0] - self.at[0], to[1] - self.at[1]);
        }
        self.at = to;
    }

    fn draw(&mut self, stroke: Stroke) {
        match stroke {
            Stroke::Move(to) => {
                self.push('m', [to]);
                self.start = self.at;
            }
            Stroke::Line(to) => self.push('l', [to]),
            Stroke::Quadratic(points) => self.push('q', points),
            Stroke::Cubic(points) => self.push('c', points),
            Stroke::Close => {
                self.d.push('z');
                self.at = self.start;
            }
        }
    }
}
