//! What the pages show: text, pictures, paths, with their places, colours and marked contents.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Array, Dict, Name, Number, ObjRef, Object, Stream};
use hayro_syntax::page::Resources;

use super::fonts::Font;
use crate::press::file::{File, PdfRefused, name};

/// The most things shown that are read.
const MOST_SHOWN: usize = 1_000_000;

/// What showing a form costs beside its operators: its keys are read anew.
const FORM_STEPS: usize = 16;

/// How deep forms may stand in forms.
const DEEPEST_FORM: usize = 12;

/// An affine transformation, as PDF writes it.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// What is drawn first and then moved by the second.
fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn moved(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    (
        matrix[0] * x + matrix[2] * y + matrix[4],
        matrix[1] * x + matrix[3] * y + matrix[5],
    )
}

/// An area of a page in points, *y* growing upwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// The left edge.
    pub left: f64,
    /// The lower edge.
    pub bottom: f64,
    /// The right edge.
    pub right: f64,
    /// The upper edge.
    pub top: f64,
}

impl Area {
    fn of_points(points: impl IntoIterator<Item = (f64, f64)>) -> Option<Self> {
        points.into_iter().fold(None, |area: Option<Self>, (x, y)| {
            let point = Self {
                left: x,
                bottom: y,
                right: x,
                top: y,
            };
            Some(area.map_or(point, |area| area.union(point)))
        })
    }

    /// The least area that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }
}

/// A colour something is shown in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Paint {
    /// From 0, black, to 1.
    Gray(f64),
    /// Red, green, blue.
    Rgb([f64; 3]),
    /// Cyan, magenta, yellow, black.
    Cmyk([f64; 4]),
    /// A pattern, a spot colour, a colour space of its own.
    Other,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Text in a font, by its place in the list, with its size in points on the page.
    Text {
        /// What it says.
        text: String,
        /// The font.
        font: usize,
        /// The height of its em.
        size: f64,
        /// How many of its codes nothing gives a letter for.
        n_unmapped: usize,
    },
    /// A picture.
    Picture,
    /// A filled path.
    Fill,
    /// A stroked path, with the width of its stroke.
    Stroke(f64),
    /// A shading.
    Shading,
}

/// The marked content something stands in: the page or form that holds it, and its number.
pub type ContentKey = (Option<ObjRef>, i64);

/// Something shown on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// What it is.
    pub what: What,
    /// The page, counted from 0.
    pub page_idx: usize,
    /// Where it is.
    pub area: Area,
    /// Its colour.
    pub paint: Paint,
    /// The marked content it stands in.
    pub key: Option<ContentKey>,
    /// Whether it is an artifact.
    pub is_artifact: bool,
    /// What is said for it, if its marked content says so, and which marked content of the page that
    /// is.
    pub actual: Option<(usize, String)>,
}

/// Everything the pages show.
#[derive(Debug, Default)]
pub struct Content {
    /// The things shown, page by page in the order they are drawn.
    pub shown: Vec<Shown>,
    /// The fonts.
    pub fonts: Vec<Font>,
    /// The pages whose marked contents are not closed, or closed too often.
    pub unbalanced: Vec<usize>,
    font_places: HashMap<ObjRef, usize>,
}

impl Content {
    /// Reads all pages.
    pub fn read(file: &File) -> Result<Self, PdfRefused> {
        let mut content = Self::default();
        let mut forms = HashMap::new();
        for (page_idx, page) in file.pages().iter().enumerate() {
            let mut walk = Walk {
                file,
                content: &mut content,
                forms: &mut forms,
                page_idx,
                owner: page.raw().obj_id().map(ObjRef::from),
                open_forms: HashSet::new(),
                marks: Vec::new(),
                n_marks: 0,
            };
            let state = State::default();
            let bytes = file.content(page)?;
            walk.run(bytes, page.resources(), state)?;
            if !walk.marks.is_empty() {
                content.unbalanced.push(page_idx);
            }
        }
        Ok(content)
    }
}

/// An open marked content.
#[derive(Clone)]
struct Mark {
    key: Option<ContentKey>,
    is_artifact: bool,
    actual: Option<(usize, String)>,
}

/// The graphics state, as far as it matters here.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    fill: Paint,
    stroke: Paint,
    line_width: f64,
    font: Option<usize>,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    scaling: f64,
    leading: f64,
    rise: f64,
    rendering: i64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            ctm: IDENTITY,
            fill: Paint::Gray(0.0),
            stroke: Paint::Gray(0.0),
            line_width: 1.0,
            font: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            scaling: 1.0,
            leading: 0.0,
            rise: 0.0,
            rendering: 0,
        }
    }
}

struct Walk<'w> {
    file: &'w File,
    content: &'w mut Content,
    /// What the forms that were shown before hold, decoded.
    forms: &'w mut HashMap<ObjRef, Arc<[u8]>>,
    page_idx: usize,
    /// The page or form whose marked contents are counted.
    owner: Option<ObjRef>,
    open_forms: HashSet<ObjRef>,
    marks: Vec<Mark>,
    n_marks: usize,
}

impl Walk<'_> {
    #[expect(clippy::too_many_lines, reason = "one arm for each operator")]
    fn run(
        &mut self,
        bytes: &[u8],
        resources: &Resources<'_>,
        mut state: State,
    ) -> Result<(), PdfRefused> {
        let mut saved: Vec<State> = Vec::new();
        let mut path: Vec<(f64, f64)> = Vec::new();
        let (mut text, mut line) = (IDENTITY, IDENTITY);
        let n_open = self.marks.len();
        let mut ops = TypedIter::new(bytes);
        while let Some(op) = ops.next() {
            self.file.budget.step(1)?;
            if self.content.shown.len() > MOST_SHOWN {
                return Err(PdfRefused::TooLarge("more things shown"));
            }
            match op {
                Op::SaveState(_) if saved.len() < 512 => saved.push(state.clone()),
                Op::RestoreState(_) => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                Op::Transform(op) => {
                    let matrix = [&op.0, &op.1, &op.2, &op.3, &op.4, &op.5].map(Number::as_f64);
                    state.ctm = times(matrix, state.ctm);
                }
                Op::LineWidth(op) => state.line_width = op.0.as_f64(),
                Op::SetGraphicsState(op) => {
                    let dict = resources.get_ext_g_state(op.0).unwrap_or_default();
                    if let Some(width) = dict.get::<f64>("LW") {
                        state.line_width = width;
                    }
                }

                Op::MoveTo(op) => path.push(moved(state.ctm, op.0.as_f64(), op.1.as_f64())),
                Op::LineTo(op) => path.push(moved(state.ctm, op.0.as_f64(), op.1.as_f64())),
                Op::CubicTo(op) => {
                    for (x, y) in [(&op.0, &op.1), (&op.2, &op.3), (&op.4, &op.5)] {
                        path.push(moved(state.ctm, x.as_f64(), y.as_f64()));
                    }
                }
                Op::CubicStartTo(op) => {
                    for (x, y) in [(&op.0, &op.1), (&op.2, &op.3)] {
                        path.push(moved(state.ctm, x.as_f64(), y.as_f64()));
                    }
                }
                Op::CubicEndTo(op) => {
                    for (x, y) in [(&op.0, &op.1), (&op.2, &op.3)] {
                        path.push(moved(state.ctm, x.as_f64(), y.as_f64()));
                    }
                }
                Op::RectPath(op) => {
                    let [x, y, width, height] = [&op.0, &op.1, &op.2, &op.3].map(Number::as_f64);
                    for (x, y) in [
                        (x, y),
                        (x + width, y),
                        (x, y + height),
                        (x + width, y + height),
                    ] {
                        path.push(moved(state.ctm, x, y));
                    }
                }
                Op::FillPathNonZero(_)
                | Op::FillPathNonZeroCompatibility(_)
                | Op::FillPathEvenOdd(_) => self.path(&mut path, &state, true, false)?,
                Op::StrokePath(_) | Op::CloseAndStrokePath(_) => {
                    self.path(&mut path, &state, false, true)?;
                }
                Op::FillAndStrokeNonZero(_)
                | Op::FillAndStrokeEvenOdd(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_) => self.path(&mut path, &state, true, true)?,
                Op::EndPath(_) => path.clear(),

                Op::ColorSpaceNonStroke(_) | Op::NonStrokeColor(_) | Op::NonStrokeColorNamed(_) => {
                    state.fill = Paint::Other;
                }
                Op::ColorSpaceStroke(_) | Op::StrokeColor(_) | Op::StrokeColorNamed(_) => {
                    state.stroke = Paint::Other;
                }
                Op::NonStrokeColorDeviceGray(op) => state.fill = Paint::Gray(op.0.as_f64()),
                Op::StrokeColorDeviceGray(op) => state.stroke = Paint::Gray(op.0.as_f64()),
                Op::NonStrokeColorDeviceRgb(op) => {
                    state.fill = Paint::Rgb([&op.0, &op.1, &op.2].map(Number::as_f64));
                }
                Op::StrokeColorDeviceRgb(op) => {
                    state.stroke = Paint::Rgb([&op.0, &op.1, &op.2].map(Number::as_f64));
                }
                Op::NonStrokeColorCmyk(op) => {
                    state.fill = Paint::Cmyk([&op.0, &op.1, &op.2, &op.3].map(Number::as_f64));
                }
                Op::StrokeColorCmyk(op) => {
                    state.stroke = Paint::Cmyk([&op.0, &op.1, &op.2, &op.3].map(Number::as_f64));
                }

                Op::Shading(_) => self.square(What::Shading, &state)?,
                Op::InlineImage(_) => self.square(What::Picture, &state)?,
                Op::XObject(op) => self.external(op.0, resources, &state)?,

                Op::BeginText(_) => (text, line) = (IDENTITY, IDENTITY),
                Op::CharacterSpacing(op) => state.character_spacing = op.0.as_f64(),
                Op::WordSpacing(op) => state.word_spacing = op.0.as_f64(),
                Op::HorizontalScaling(op) => state.scaling = op.0.as_f64() / 100.0,
                Op::TextLeading(op) => state.leading = op.0.as_f64(),
                Op::TextRise(op) => state.rise = op.0.as_f64(),
                Op::TextRenderingMode(op) => state.rendering = op.0.as_i64(),
                Op::TextFont(op) => {
                    state.font = self.font(op.0, resources)?;
                    state.size = op.1.as_f64();
                }
                Op::SetTextMatrix(op) => {
                    line = [&op.0, &op.1, &op.2, &op.3, &op.4, &op.5].map(Number::as_f64);
                    text = line;
                }
                Op::NextLine(op) => {
                    line = times([1.0, 0.0, 0.0, 1.0, op.0.as_f64(), op.1.as_f64()], line);
                    text = line;
                }
                Op::NextLineAndSetLeading(op) => {
                    state.leading = -op.1.as_f64();
                    line = times([1.0, 0.0, 0.0, 1.0, op.0.as_f64(), op.1.as_f64()], line);
                    text = line;
                }
                Op::NextLineUsingLeading(_) => {
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                }
                Op::ShowText(op) => {
                    self.text(&mut text, &state, [Piece::Bytes(op.0.as_bytes())])?;
                }
                Op::NextLineAndShowText(op) => {
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                    self.text(&mut text, &state, [Piece::Bytes(op.0.as_bytes())])?;
                }
                Op::ShowTextWithParameters(op) => {
                    state.word_spacing = op.0.as_f64();
                    state.character_spacing = op.1.as_f64();
                    line = times([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                    self.text(&mut text, &state, [Piece::Bytes(op.2.as_bytes())])?;
                }
                Op::ShowTexts(op) => {
                    let objects: Vec<_> = op.0.iter::<Object<'_>>().collect();
                    self.file.budget.step(objects.len())?;
                    let pieces = objects.iter().filter_map(|object| match object {
                        Object::String(string) => Some(Piece::Bytes(string.as_bytes())),
                        Object::Number(number) => Some(Piece::Kern(number.as_f64())),
                        _ => None,
                    });
                    self.text(&mut text, &state, pieces)?;
                }

                Op::BeginMarkedContent(op) => self.mark(op.0, None)?,
                Op::BeginMarkedContentWithProperties(op) => {
                    let properties = match op.1 {
                        Object::Dict(dict) => Some(dict.clone()),
                        Object::Name(name) => resources.properties.get::<Dict<'_>>(name),
                        _ => None,
                    };
                    self.mark(op.0, properties.as_ref())?;
                }
                Op::EndMarkedContent(_) => {
                    if self.marks.len() > n_open {
                        self.marks.pop();
                    } else {
                        self.content.unbalanced.push(self.page_idx);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn mark(&mut self, tag: &Name<'_>, properties: Option<&Dict<'_>>) -> Result<(), PdfRefused> {
        self.n_marks += 1;
        let outer = self.marks.last().cloned();
        let number = properties.and_then(|dict| dict.get::<Number>("MCID"));
        let actual = properties.and_then(|dict| crate::press::file::text(dict, "ActualText"));
        let said = actual.as_ref().or(outer
            .as_ref()
            .and_then(|mark| mark.actual.as_ref().map(|(_, said)| said)));
        self.file
            .budget
            .decode(said.map_or(0, String::len) as u64)?;
        let is_outer_artifact = outer.as_ref().is_some_and(|mark| mark.is_artifact);
        let key = number.map(|number| (self.owner, number.as_i64()));
        self.marks.push(Mark {
            key: key.or(outer.as_ref().and_then(|mark| mark.key)),
            is_artifact: is_outer_artifact || tag.as_ref() == b"Artifact",
            actual: actual
                .map(|text| (self.n_marks, text))
                .or(outer.and_then(|mark| mark.actual)),
        });
        Ok(())
    }

    fn show(&mut self, what: What, area: Area, paint: Paint) -> Result<(), PdfRefused> {
        let mark = self.marks.last();
        if let Some((_, said)) = mark.and_then(|mark| mark.actual.as_ref()) {
            self.file.budget.decode(said.len() as u64)?;
        }
        self.content.shown.push(Shown {
            what,
            page_idx: self.page_idx,
            area,
            paint,
            key: mark.and_then(|mark| mark.key),
            is_artifact: mark.is_some_and(|mark| mark.is_artifact),
            actual: mark.and_then(|mark| mark.actual.clone()),
        });
        Ok(())
    }

    fn path(
        &mut self,
        path: &mut Vec<(f64, f64)>,
        state: &State,
        fill: bool,
        stroke: bool,
    ) -> Result<(), PdfRefused> {
        let Some(area) = Area::of_points(path.drain(..)) else {
            return Ok(());
        };
        if fill {
            self.show(What::Fill, area, state.fill)?;
        }
        if stroke {
            let scale = (state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2])
                .abs()
                .sqrt();
            let width = state.line_width * scale;
            let half = width / 2.0;
            let area = Area {
                left: area.left - half,
                bottom: area.bottom - half,
                right: area.right + half,
                top: area.top + half,
            };
            self.show(What::Stroke(width), area, state.stroke)?;
        }
        Ok(())
    }

    /// Something that fills the unit square.
    fn square(&mut self, what: What, state: &State) -> Result<(), PdfRefused> {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let area = Area::of_points(corners.map(|(x, y)| moved(state.ctm, x, y)));
        match area {
            Some(area) => self.show(what, area, Paint::Other),
            None => Ok(()),
        }
    }

    fn external(
        &mut self,
        name_of: &Name<'_>,
        resources: &Resources<'_>,
        state: &State,
    ) -> Result<(), PdfRefused> {
        let Some(stream) = resources.get_x_object(name_of) else {
            return Ok(());
        };
        let dict = stream.dict();
        match name(dict, "Subtype").as_deref() {
            Some("Image") => self.square(What::Picture, state)?,
            Some("Form") => self.form(&stream, resources, state)?,
            _ => {}
        }
        Ok(())
    }

    fn form(
        &mut self,
        stream: &Stream<'_>,
        outer: &Resources<'_>,
        state: &State,
    ) -> Result<(), PdfRefused> {
        let reference = ObjRef::from(stream.obj_id());
        if self.open_forms.len() >= DEEPEST_FORM || !self.open_forms.insert(reference) {
            return Ok(());
        }
        let dict = stream.dict();
        let matrix = dict
            .get::<Array<'_>>("Matrix")
            .map(|array| array.iter::<f64>().collect());
        let matrix: Vec<f64> = matrix.unwrap_or_default();
        let matrix = Matrix::try_from(matrix).unwrap_or(IDENTITY);
        let inner = State {
            ctm: times(matrix, state.ctm),
            ..state.clone()
        };
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        let owner = self.owner;
        if dict.contains_key("StructParents") {
            self.owner = Some(reference);
        }
        self.file.budget.step(FORM_STEPS)?;
        let bytes = self.form_bytes(stream, reference)?;
        let n_open = self.marks.len();
        self.run(&bytes, own.as_ref().unwrap_or(outer), inner)?;
        self.marks.truncate(n_open);
        self.owner = owner;
        self.open_forms.remove(&reference);
        Ok(())
    }

    /// What a form holds, decoded once.
    fn form_bytes(
        &mut self,
        stream: &Stream<'_>,
        reference: ObjRef,
    ) -> Result<Arc<[u8]>, PdfRefused> {
        if let Some(known) = self.forms.get(&reference) {
            return Ok(Arc::clone(known));
        }
        let bytes: Arc<[u8]> = self.file.decoded(stream)?.into();
        self.forms.insert(reference, Arc::clone(&bytes));
        Ok(bytes)
    }

    fn font(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'_>,
    ) -> Result<Option<usize>, PdfRefused> {
        let Some(dict) = resources.get_font(name) else {
            return Ok(None);
        };
        let reference = resources.fonts.get_ref(name.as_ref());
        if let Some(known) =
            reference.and_then(|reference| self.content.font_places.get(&reference))
        {
            return Ok(Some(*known));
        }
        let idx = self.content.fonts.len();
        self.content.fonts.push(Font::read(self.file, &dict)?);
        if let Some(reference) = reference {
            self.content.font_places.insert(reference, idx);
        }
        Ok(Some(idx))
    }

    fn text<'p>(
        &mut self,
        matrix: &mut Matrix,
        state: &State,
        pieces: impl IntoIterator<Item = Piece<'p>>,
    ) -> Result<(), PdfRefused> {
        let Some(font_idx) = state.font else {
            return Ok(());
        };
        let budget = &self.file.budget;
        let font = &self.content.fonts[font_idx];
        let start = times(*matrix, state.ctm);
        let (mut said, mut n_unmapped, mut advance) = (String::new(), 0, 0.0);
        for piece in pieces {
            match piece {
                Piece::Kern(thousandths) => {
                    advance -= thousandths / 1000.0 * state.size * state.scaling;
                }
                Piece::Bytes(bytes) => {
                    budget.step(bytes.len())?;
                    for code in font.codes(bytes) {
                        match font.text(code) {
                            Some(text) => {
                                budget.decode(text.len() as u64)?;
                                said.push_str(&text);
                            }
                            None => n_unmapped += 1,
                        }
                        let spacing = if font.is_word_space(code) {
                            state.word_spacing
                        } else {
                            0.0
                        };
                        let width = font.width(code) / 1000.0 * state.size;
                        advance += (width + state.character_spacing + spacing) * state.scaling;
                    }
                }
            }
        }
        *matrix = times([1.0, 0.0, 0.0, 1.0, advance, 0.0], *matrix);
        let size = state.size * libm::hypot(start[2], start[3]);
        let (low, high) = (state.rise - 0.2 * state.size, state.rise + 0.8 * state.size);
        let corners = [(0.0, low), (advance, low), (0.0, high), (advance, high)];
        let area = Area::of_points(corners.map(|(x, y)| moved(start, x, y)));
        // Mode 3 shows nothing; it is how scans carry their text.
        if let (Some(area), true) = (area, state.rendering != 3) {
            let what = What::Text {
                text: said,
                font: font_idx,
                size,
                n_unmapped,
            };
            self.show(what, area, state.fill)?;
        }
        Ok(())
    }
}

/// A piece of shown text.
enum Piece<'p> {
    Bytes(&'p [u8]),
    Kern(f64),
}
