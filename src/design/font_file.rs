//! A font file as it is read: its measures, which characters it has, the outlines of its glyphs. The only
//! file that knows the crate that reads fonts.

use std::borrow::Cow;

use skrifa::font::name::NameId;
use skrifa::outline::OutlinePen;
use skrifa::raw::TableProvider as _;
use skrifa::raw::model::glyph::outline::{DrawMemory, DrawOptions};
use skrifa::raw::types::{F48Dot16, Fixed};

use crate::base::units::Em;

/// A font file as read.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "the font has none")]
pub struct FontFile {
    /// The font, for the shaper.
    pub font: skrifa::Font,
    /// Measures of the face.
    pub metrics: Metrics,
}

/// Measures of a face.
#[derive(Debug, Clone, Copy)]
pub struct Metrics {
    /// Font units in an em.
    pub units_per_em: u16,
    /// From the baseline to the top of the line box.
    pub ascent: Em,
    /// From the baseline to the bottom of the line box, as a positive length.
    pub descent: Em,
    /// The height of an H.
    pub cap_height: Em,
    /// The height of an x.
    pub x_height: Em,
    /// Degrees from upright, negative when leaning to the right.
    pub italic_angle: f64,
    /// The `usWeightClass` of the font, 100 to 900.
    pub weight_class: u16,
    /// The box that holds every glyph, in font units: left, lower, right, upper.
    pub bounds: [i32; 4],
}

/// A stroke of the pen that draws a glyph, in font units; *y* grows upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stroke {
    /// A contour begins here.
    Move([f32; 2]),
    /// A straight line.
    Line([f32; 2]),
    /// A quadratic curve: its control point and its end.
    Quadratic([[f32; 2]; 2]),
    /// A cubic curve: its control points and its end.
    Cubic([[f32; 2]; 3]),
    /// Back to where the contour began.
    Close,
}

impl FontFile {
    /// Reads a font file; `None` if it is broken.
    pub fn read(bytes: Cow<'static, [u8]>) -> Option<Self> {
        let font = match bytes {
            Cow::Borrowed(bytes) => skrifa::Font::new(bytes, 0)?,
            Cow::Owned(bytes) => skrifa::Font::new(bytes, 0)?,
        };
        let metrics = metrics(&font)?;
        Some(Self { font, metrics })
    }

    /// The glyph of a character.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.font.charmap().map_unicode(character)?;
        Some(glyph.to_u32() as u16)
    }

    /// The width of a character, in font units; none if there is no glyph for it.
    pub fn advance_of(&self, character: char) -> f64 {
        let glyph = self.font.charmap().map_unicode(character);
        let advance = glyph.map_or(0.0, |glyph| self.font.glyph_metrics().h_advance(glyph));
        f64::from(advance)
    }

    /// The width of a glyph, in font units.
    pub fn advance(&self, glyph: u16) -> f64 {
        f64::from(self.font.glyph_metrics().h_advance(glyph.into()))
    }

    /// The white at the left of a glyph, in font units.
    pub fn left_bearing(&self, glyph: u16) -> f64 {
        let extents = self.font.glyph_metrics().extents(glyph.into());
        extents.map_or(0.0, |extents| f64::from(extents.x_bearing))
    }

    /// How far the ink of a glyph hangs below the baseline, in font units; negative where it stands above.
    pub fn ink_descent(&self, glyph: u16) -> f64 {
        let extents = self.font.glyph_metrics().extents(glyph.into());
        extents.map_or(0.0, |extents| f64::from(extents.height - extents.y_bearing))
    }

    /// The outline of a glyph. A broken one is drawn as far as it goes.
    pub fn outline(&self, glyph: u16) -> Vec<Stroke> {
        let mut pen = Pen(Vec::new());
        if let Some(outline) = self.font.outline_glyphs().get(glyph.into()) {
            let _ = outline.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut pen);
        }
        pen.0
    }

    /// The `PostScript` name, as written.
    pub fn postscript_name(&self) -> Option<String> {
        self.name(NameId::POSTSCRIPT_NAME)
    }

    /// The family's name as people say it.
    pub fn family_name(&self) -> Option<String> {
        self.name(NameId::TYPOGRAPHIC_FAMILY_NAME)
            .or_else(|| self.name(NameId::FAMILY_NAME))
    }

    fn name(&self, id: NameId) -> Option<String> {
        let names = self.font.names().get(id)?;
        names.english_or_first().map(|name| name.name().to_string())
    }

    /// Whether it is a variable font.
    pub fn is_variable(&self) -> bool {
        self.font.axes().iter().next().is_some()
    }
}

/// Restricted licence embedding (OpenType, OS/2 `fsType`, bit 1).
const RESTRICTED: u16 = 0x0002;

/// Whether a font file says that its licence forbids embedding.
pub fn forbids_embedding(bytes: &[u8]) -> bool {
    let tables = skrifa::FontRef::new(bytes);
    let fs_type = tables
        .and_then(|tables| tables.os2())
        .map_or(0, |os2| os2.fs_type());
    fs_type & 0x000f == RESTRICTED
}

fn metrics(font: &skrifa::Font) -> Option<Metrics> {
    let metrics = font.metrics();
    let line = metrics.h_line()?;
    let units_per_em = metrics.units_per_em;
    let em = |units: f64| Em(units / f64::from(units_per_em));
    let angle = font.style_metrics().italic_angle;
    let bounds = &metrics.bounds;
    Some(Metrics {
        units_per_em,
        ascent: em(line.ascender.to_f64()),
        descent: em(-line.descender.to_f64()),
        cap_height: em(metrics.cap_height.map_or(700.0, F48Dot16::to_f64)),
        x_height: em(metrics.x_height.map_or(500.0, F48Dot16::to_f64)),
        italic_angle: angle.map_or(0.0, Fixed::to_f64),
        weight_class: font.default_attributes().weight.value() as u16,
        bounds: [
            bounds.x_min.to_i32(),
            bounds.y_min.to_i32(),
            bounds.x_max.to_i32(),
            bounds.y_max.to_i32(),
        ],
    })
}

/// Takes down the strokes of an outline.
struct Pen(Vec<Stroke>);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Stroke::Move([x, y]));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Stroke::Line([x, y]));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.push(Stroke::Quadratic([[cx, cy], [x, y]]));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.push(Stroke::Cubic([[ax, ay], [bx, by], [x, y]]));
    }

    fn close(&mut self) {
        self.0.push(Stroke::Close);
    }
}
