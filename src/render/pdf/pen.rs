//! Marks to printpdf operations: the pen of a page, which knows the state that holds until it is changed.
//!
//! Places come from the display list; what rounding leaves over is carried to the next glyph, so that a
//! line never drifts.

use printpdf::{
    Codepoint, Color as PrintColor, CurTransMat, DictItem, Greyscale, LineCapStyle, Op, PaintMode,
    PdfFontHandle, Pt as PrintPt, Rect as PrintRect, Rgb as PrintRgb, TextItem, TextMatrix,
    XObjectId, XObjectTransform,
};

use super::faces::UsedFace;
use super::pictures;
use crate::base::color::{Color, Ink, Rgb, Swatches};
use crate::base::geometry::{Point, Rect};
use crate::base::units::{Pt, rounded};
use crate::content::picture::Artwork;
use crate::design::fonts::FaceId;
use crate::layout::page::PictureId;

/// How finely numbers are written, in parts of their unit.
pub(super) const HUNDREDTHS: f64 = 1e2;
pub(super) const THOUSANDTHS: f64 = 1e3;
pub(super) const TEN_THOUSANDTHS: f64 = 1e4;

/// The pen of a page.
pub(super) struct Pen<'p> {
    pub(super) ops: Vec<Op>,
    height: Pt,
    swatches: &'p Swatches,
    in_text: bool,
    state: TextState,
    fill: Option<Ink>,
}

/// The text state that holds until it is changed.
#[derive(Default)]
struct TextState {
    face: Option<(FaceId, Pt)>,
    map_idx: usize,
    stretch: Option<f64>,
    tracking: f64,
}

impl<'p> Pen<'p> {
    /// A pen for a page of a height.
    pub(super) fn new(height: Pt, swatches: &'p Swatches) -> Self {
        Self {
            ops: Vec::new(),
            height,
            swatches,
            in_text: false,
            state: TextState::default(),
            fill: None,
        }
    }

    pub(super) fn begin_text(&mut self) {
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
        }
    }

    pub(super) fn end_text(&mut self) {
        if self.in_text {
            self.ops.push(Op::EndTextSection);
            self.in_text = false;
        }
    }

    pub(super) fn ink(&mut self, ink: Ink) {
        if self.fill == Some(ink) {
            return;
        }
        self.fill = Some(ink);
        self.ops.push(Op::SetFillColor {
            col: self.color(ink),
        });
    }

    /// What an ink is in a file for a screen: gray, which text always is, or red, green and blue.
    fn color(&self, ink: Ink) -> PrintColor {
        let channel = |value: u8| (f64::from(value) / 255.0 * 1e4).round() as f32 / 1e4;
        let color = &self.swatches.of(ink).screen;
        match color {
            Color::Gray(level) => PrintColor::Greyscale(Greyscale::new(channel(*level), None)),
            Color::Rgb(_) | Color::Cmyk(_) | Color::Spot { .. } => {
                let Rgb { red, green, blue } = color.on_screen();
                let [red, green, blue] = [red, green, blue].map(channel);
                PrintColor::Rgb(PrintRgb::new(red, green, blue, None))
            }
        }
    }

    /// Chooses a face, with one of its text maps.
    pub(super) fn font(&mut self, face: &UsedFace, map_idx: usize, size: Pt) {
        let chosen = Some((face.id, size));
        if self.state.face != chosen {
            self.state.face = chosen;
            self.state.map_idx = 0;
            let font = PdfFontHandle::External(printpdf::FontId(face.resource_name()));
            self.ops.push(Op::SetFont {
                font,
                size: PrintPt(size.0 as f32),
            });
        }
        if self.state.map_idx != map_idx {
            self.state.map_idx = map_idx;
            // printpdf knows the face by its first name only; its widths are the same.
            let name = DictItem::Name(face.name_with_map(map_idx).into_bytes());
            self.ops.push(Op::Unknown {
                key: "Tf".into(),
                value: vec![name, DictItem::Real(size.0 as f32)],
            });
        }
    }

    #[expect(clippy::float_cmp, reason = "both are rounded the same way")]
    pub(super) fn scaling(&mut self, stretch: f64, tracking: f64) {
        if self.state.stretch.unwrap_or(1.0) != stretch {
            self.state.stretch = Some(stretch);
            let percent = rounded(stretch * 100.0, HUNDREDTHS) as f32;
            self.ops.push(Op::SetHorizontalScaling { percent });
        }
        if self.state.tracking != tracking {
            self.state.tracking = tracking;
            self.ops.push(Op::SetCharacterSpacing {
                multiplier: tracking as f32,
            });
        }
    }

    /// Shows glyphs of one baseline.
    pub(super) fn show(&mut self, face: &UsedFace, glyphs: &[PlacedGlyph<'_>], scale: &Scale) {
        let Some(first) = glyphs.first() else { return };
        let (x, y) = (
            rounded(first.x.0, THOUSANDTHS),
            rounded((self.height - first.y).0, THOUSANDTHS),
        );
        let matrix = TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x as f32, y as f32]);
        self.ops.push(Op::SetTextMatrix { matrix });
        let mut codepoints = Vec::with_capacity(glyphs.len());
        // Where the reader's pen is after each glyph, rounding included.
        let mut pen = x;
        for (idx, glyph) in glyphs.iter().enumerate() {
            let (gid, width) = face.glyph(glyph.gid);
            pen += scale.width(width);
            let offset = glyphs
                .get(idx + 1)
                .map_or(0.0, |next| scale.kern(pen - next.x.0));
            pen -= scale.length(offset);
            codepoints.push(Codepoint {
                gid,
                offset: offset as f32,
                cid: None,
            });
        }
        self.ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(codepoints)],
        });
    }

    pub(super) fn rule(&mut self, area: Rect, ink: Ink) {
        self.end_text();
        self.ink(ink);
        let area = self.flipped(area);
        let number = |length: Pt| PrintPt(rounded(length.0, THOUSANDTHS) as f32);
        let rectangle = PrintRect {
            x: number(area.origin.x),
            y: number(area.origin.y),
            width: number(area.size.width),
            height: number(area.size.height),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Dots as strokes of no length with round ends, which are circles (ISO 32000-1, 8.5.3.2): a
    /// sixth of the size of four curves each.
    pub(super) fn dots(&mut self, centres: &[Point], diameter: Pt, ink: Ink) {
        self.end_text();
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetOutlineColor {
            col: self.color(ink),
        });
        self.ops.push(Op::SetOutlineThickness {
            pt: PrintPt(rounded(diameter.0, THOUSANDTHS) as f32),
        });
        self.ops.push(Op::SetLineCapStyle {
            cap: LineCapStyle::Round,
        });
        for centre in centres {
            let (x, y) = (
                rounded(centre.x.0, HUNDREDTHS),
                rounded((self.height - centre.y).0, HUNDREDTHS),
            );
            let operands = vec![DictItem::Real(x as f32), DictItem::Real(y as f32)];
            self.ops.push(Op::Unknown {
                key: "m".into(),
                value: operands.clone(),
            });
            self.ops.push(Op::Unknown {
                key: "l".into(),
                value: operands,
            });
        }
        self.ops.push(Op::Unknown {
            key: "S".into(),
            value: Vec::new(),
        });
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// A picture, clipped to what is seen of it.
    pub(super) fn picture(
        &mut self,
        area: Rect,
        placed: Rect,
        picture: PictureId,
        artwork: &Artwork,
    ) {
        self.end_text();
        self.ops.push(Op::SaveGraphicsState);
        let number = |length: Pt| PrintPt(rounded(length.0, THOUSANDTHS) as f32);
        if area != placed {
            let clip = self.flipped(area);
            let rectangle = PrintRect {
                x: number(clip.origin.x),
                y: number(clip.origin.y),
                width: number(clip.size.width),
                height: number(clip.size.height),
                mode: Some(PaintMode::Clip),
                winding_order: None,
            };
            self.ops.push(Op::DrawRectangle { rectangle });
        }
        let matrix = pictures::matrix(artwork, self.flipped(placed));
        let matrix = CurTransMat::Raw(matrix.map(|number| rounded(number, THOUSANDTHS) as f32));
        self.ops.push(Op::SetTransformationMatrix { matrix });
        let transform = XObjectTransform {
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        let id = XObjectId(pictures::resource_name(picture));
        self.ops.push(Op::UseXobject { id, transform });
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// An area with its origin at the lower left corner, *y* growing upwards.
    pub(super) fn flipped(&self, area: Rect) -> Rect {
        let origin = Point {
            x: area.origin.x,
            y: self.height - area.bottom(),
        };
        Rect {
            origin,
            size: area.size,
        }
    }
}

/// A glyph with its place on the page.
pub(super) struct PlacedGlyph<'r> {
    pub(super) gid: u16,
    pub(super) x: Pt,
    pub(super) y: Pt,
    pub(super) text: &'r str,
    /// Whether its text is written beside it even where it is the glyph's own.
    pub(super) must_be_said: bool,
}

/// How the text state turns PDF units into points.
pub(super) struct Scale {
    pub(super) size: f64,
    pub(super) stretch: f64,
    pub(super) tracking: f64,
}

impl Scale {
    /// How far the pen moves for a glyph of a width.
    fn width(&self, width: i64) -> f64 {
        (width as f64 / 1000.0 * self.size + self.tracking) * self.stretch
    }

    /// The whole number that takes the pen back by about this much.
    fn kern(&self, back: f64) -> f64 {
        (back * 1000.0 / (self.size * self.stretch)).round()
    }

    /// How far a kern takes the pen back.
    fn length(&self, kern: f64) -> f64 {
        kern / 1000.0 * self.size * self.stretch
    }
}
