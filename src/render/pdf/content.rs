//! A page to printpdf operations, with every mark in the marked content of its tag.
//!
//! Glyphs are drawn in reading order. Their places come from the display list; what rounding leaves
//! over is carried to the next glyph, so that a line never drifts.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, Greyscale, LineCapStyle, Mm, Op, PaintMode,
    PdfFontHandle, PdfPage, Pt as PrintPt, Rect as PrintRect, Rgb as PrintRgb, TextItem,
    TextMatrix, XObjectId, XObjectTransform,
};

use super::faces::{Faces, UsedFace, text_of};
use super::pictures;
use super::structure::Structure;
use crate::base::color::{Ink, Rgb};
use crate::base::geometry::{Point, Rect};
use crate::base::units::Pt;
use crate::content::picture::Artwork;
use crate::design::fonts::FaceId;
use crate::inline::line::GlyphRun;
use crate::layout::page::{Furniture, Item, Mark, Page, PictureId, Place};

/// Draws a page.
pub(super) fn page(
    page: &Page,
    page_idx: usize,
    accent: Rgb,
    faces: &Faces,
    pictures: &[Artwork],
    structure: &mut Structure<'_>,
) -> PdfPage {
    let mut drawing = Drawing {
        height: page.trim.height,
        accent,
        faces,
        pictures,
        ops: Vec::new(),
        open: None,
        in_text: false,
        state: TextState::default(),
        fill: None,
    };
    for item in &page.items {
        drawing.item(item, page_idx, structure);
    }
    drawing.close();
    let size = |length: Pt| Mm(length.to_mm() as f32);
    PdfPage::new(size(page.trim.width), size(page.trim.height), drawing.ops)
}

/// The text state that holds until it is changed.
#[derive(Default)]
struct TextState {
    face: Option<(FaceId, Pt)>,
    map_idx: usize,
    stretch: Option<f64>,
    tracking: f64,
}

struct Drawing<'d> {
    height: Pt,
    accent: Rgb,
    faces: &'d Faces,
    pictures: &'d [Artwork],
    ops: Vec<Op>,
    /// The place whose marked content is open.
    open: Option<Place>,
    in_text: bool,
    state: TextState,
    fill: Option<Ink>,
}

impl Drawing<'_> {
    fn item(&mut self, item: &Item, page_idx: usize, structure: &mut Structure<'_>) {
        if let Mark::Link {
            area,
            target,
            description,
        } = &item.mark
        {
            if let (Place::Meaning(tag), true) = (item.place, structure.is_wanted) {
                structure.link(page_idx, tag, self.flipped(*area), target, description);
            }
            return;
        }
        if structure.is_wanted && self.open != Some(item.place) {
            self.close();
            self.open_place(item.place, None, page_idx, structure);
        }
        match &item.mark {
            Mark::Glyphs(at, run) => self.run(*at, run, item.place, page_idx, structure),
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
            } => self.picture(*area, *placed, *picture),
            Mark::Link { .. } => {}
        }
        if let (Place::Meaning(tag), true) = (item.place, structure.is_wanted) {
            let bounds = self.flipped(item.mark.bounds());
            structure.cover(tag, page_idx, bounds);
            let source = &mut structure.sources[tag.0 as usize];
            *source = source.or(item.source);
        }
    }

    /// Opens the marked content of a place, with what is to be said for it if its glyphs do not say it.
    fn open_place(
        &mut self,
        place: Place,
        said: Option<&str>,
        page_idx: usize,
        structure: &mut Structure<'_>,
    ) {
        let (tag, mut properties) = match place {
            Place::Meaning(tag) => {
                let mcid = structure.content(page_idx, tag);
                (
                    structure.name(tag),
                    vec![("MCID", DictItem::Int(i64::from(mcid)))],
                )
            }
            Place::Furniture(Furniture::RunningHead) => {
                let name = |name: &[u8]| DictItem::Name(name.to_vec());
                (
                    "Artifact",
                    vec![("Type", name(b"Pagination")), ("Subtype", name(b"Header"))],
                )
            }
            Place::Furniture(Furniture::Ornament) => (
                "Artifact",
                vec![("Type", DictItem::Name(b"Layout".to_vec()))],
            ),
        };
        properties.extend(said.map(|text| ("ActualText", utf16(text))));
        self.ops.push(begin(tag, properties));
        self.open = Some(place);
    }

    fn close(&mut self) {
        self.end_text();
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn begin_text(&mut self) {
        if !self.in_text {
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            self.ops.push(Op::EndTextSection);
            self.in_text = false;
        }
    }

    fn ink(&mut self, ink: Ink) {
        if self.fill == Some(ink) {
            return;
        }
        self.fill = Some(ink);
        self.ops.push(Op::SetFillColor {
            col: self.color(ink),
        });
    }

    /// Text is pure black always; the accent is what the theme says.
    fn color(&self, ink: Ink) -> Color {
        let channel = |value: u8| (f64::from(value) / 255.0 * 1e4).round() as f32 / 1e4;
        match ink {
            Ink::Text => Color::Greyscale(Greyscale::new(0.0, None)),
            Ink::Accent => {
                let Rgb { red, green, blue } = self.accent;
                Color::Rgb(PrintRgb::new(
                    channel(red),
                    channel(green),
                    channel(blue),
                    None,
                ))
            }
        }
    }

    fn run(
        &mut self,
        at: Point,
        run: &GlyphRun,
        place: Place,
        page_idx: usize,
        structure: &mut Structure<'_>,
    ) {
        let Some(face) = self.faces.get(run.face) else {
            return;
        };
        self.begin_text();
        self.ink(run.ink);
        let stretch = rounded(run.stretch, 4);
        let tracking = rounded(run.tracking.0 / stretch, 3);
        self.scaling(stretch, tracking);
        let placed = placed(at, run);
        let scale = Scale {
            size: run.size.0,
            stretch,
            tracking,
        };

        let mut rest = &placed[..];
        while let Some(first) = rest.first() {
            // Glyphs on one baseline whose texts stand in one map are shown in one piece.
            let map_of = |glyph: &PlacedGlyph<'_>| {
                face.map_with(glyph.gid, glyph.text)
                    .filter(|_| !glyph.must_be_said)
            };
            let map = map_of(first);
            let belongs = |glyph: &&PlacedGlyph<'_>| {
                glyph.y == first.y && map.is_some() && map_of(glyph) == map
            };
            let n_glyphs = rest.iter().take_while(belongs).count().max(1);
            let (here, after) = rest.split_at(n_glyphs);
            // What no map says is marked content of its own: inside another it would end that one for
            // some readers.
            let said = map.is_none().then_some(first.text);
            let is_said = said.is_some() && structure.is_wanted;
            if is_said {
                self.close();
                self.open_place(place, said, page_idx, structure);
            }
            self.begin_text();
            let map = face.map_with(first.gid, first.text).unwrap_or(0);
            self.font(face, map, run.size);
            self.show(face, here, &scale);
            rest = after;
            if is_said {
                self.close();
                if !rest.is_empty() {
                    self.open_place(place, None, page_idx, structure);
                }
            }
        }
    }

    /// Chooses a face, with one of its text maps.
    fn font(&mut self, face: &UsedFace, map_idx: usize, size: Pt) {
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
    fn scaling(&mut self, stretch: f64, tracking: f64) {
        if self.state.stretch.unwrap_or(1.0) != stretch {
            self.state.stretch = Some(stretch);
            let percent = rounded(stretch * 100.0, 2) as f32;
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
    fn show(&mut self, face: &UsedFace, glyphs: &[PlacedGlyph<'_>], scale: &Scale) {
        let Some(first) = glyphs.first() else { return };
        let (x, y) = (rounded(first.x.0, 3), rounded((self.height - first.y).0, 3));
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

    fn rule(&mut self, area: Rect, ink: Ink) {
        self.end_text();
        self.ink(ink);
        let area = self.flipped(area);
        let number = |length: Pt| PrintPt(rounded(length.0, 3) as f32);
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
    fn dots(&mut self, centres: &[Point], diameter: Pt, ink: Ink) {
        self.end_text();
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetOutlineColor {
            col: self.color(ink),
        });
        self.ops.push(Op::SetOutlineThickness {
            pt: PrintPt(rounded(diameter.0, 3) as f32),
        });
        self.ops.push(Op::SetLineCapStyle {
            cap: LineCapStyle::Round,
        });
        for centre in centres {
            let (x, y) = (
                rounded(centre.x.0, 2),
                rounded((self.height - centre.y).0, 2),
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
    fn picture(&mut self, area: Rect, placed: Rect, picture: PictureId) {
        let Some(pixels) = self.pictures.get(picture.0) else {
            return;
        };
        self.end_text();
        self.ops.push(Op::SaveGraphicsState);
        let number = |length: Pt| PrintPt(rounded(length.0, 3) as f32);
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
        let matrix = pictures::matrix(pixels, self.flipped(placed));
        let matrix = CurTransMat::Raw(matrix.map(|number| rounded(number, 3) as f32));
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
    fn flipped(&self, area: Rect) -> Rect {
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
struct PlacedGlyph<'r> {
    gid: u16,
    x: Pt,
    y: Pt,
    text: &'r str,
    /// Whether its text is written beside it even where it is the glyph's own.
    must_be_said: bool,
}

/// The glyphs of a run in reading order, with their places and texts.
fn placed(at: Point, run: &GlyphRun) -> Vec<PlacedGlyph<'_>> {
    let glyphs = run.glyphs.iter().zip(run.places(at)).enumerate();
    let placed = glyphs.map(|(idx, (glyph, place))| PlacedGlyph {
        gid: glyph.id,
        x: place.x,
        y: place.y,
        text: text_of(run, idx),
        must_be_said: run.ends_with_own_hyphen && idx + 1 == run.glyphs.len(),
    });
    placed.collect()
}

/// How the text state turns PDF units into points.
struct Scale {
    size: f64,
    stretch: f64,
    tracking: f64,
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

fn begin(tag: &str, properties: Vec<(&str, DictItem)>) -> Op {
    let map: BTreeMap<String, DictItem> = properties
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    Op::BeginMarkedContentWithProperties {
        tag: tag.to_owned(),
        properties: DictItem::Dict { map },
    }
}

/// A text string as UTF-16 with its byte order mark.
fn utf16(text: &str) -> DictItem {
    let mut data = vec![0xfe, 0xff];
    data.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    DictItem::String {
        data,
        literal: false,
    }
}

/// A number with so many decimals: short in the file, and the same on every machine.
fn rounded(value: f64, decimals: i32) -> f64 {
    let factor = 10_f64.powi(decimals);
    (value * factor).round() / factor
}
