//! The pen: the graphics state, the path that is being drawn, and the line of text, as operators change
//! them before anything is shown.

use super::area::{Area, IDENTITY, Matrix, moved, shifted, times};
use super::shown::Paint;
use crate::base::pdf::objects::{Number, Resources, TypedInstruction as Op};

/// How many states are kept to come back to.
const MOST_SAVED: usize = 512;

/// The graphics state, as far as it matters here.
#[derive(Clone)]
pub(super) struct State {
    pub(super) ctm: Matrix,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    pub(super) line_width: f64,
    pub(super) font: Option<usize>,
    pub(super) size: f64,
    pub(super) character_spacing: f64,
    pub(super) word_spacing: f64,
    pub(super) scaling: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) rendering: i64,
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

impl State {
    /// How wide a stroke is on the page.
    pub(super) fn stroke_width(&self) -> f64 {
        let scale = (self.ctm[0] * self.ctm[3] - self.ctm[1] * self.ctm[2])
            .abs()
            .sqrt();
        self.line_width * scale
    }
}

/// The pen of one content stream.
pub(super) struct Pen {
    pub(super) state: State,
    saved: Vec<State>,
    /// The points of the path that is being drawn, on the page.
    path: Vec<(f64, f64)>,
    /// Where the next letter stands, and where its line begins.
    pub(super) text: Matrix,
    line: Matrix,
}

impl Pen {
    /// A pen at the beginning of a stream.
    pub(super) fn new(state: State) -> Self {
        Self {
            state,
            saved: Vec::new(),
            path: Vec::new(),
            text: IDENTITY,
            line: IDENTITY,
        }
    }

    /// Follows an operator that shows nothing by itself; whether it is one.
    pub(super) fn follow(&mut self, op: &Op<'_, '_>, resources: &Resources<'_>) -> bool {
        self.change_state(op, resources)
            || self.choose_color(op)
            || self.draw_path(op)
            || self.set_text(op)
            || self.move_text(op)
    }

    /// The area of the path that was drawn, which is over.
    pub(super) fn take_path(&mut self) -> Option<Area> {
        Area::of_points(self.path.drain(..))
    }

    fn change_state(&mut self, op: &Op<'_, '_>, resources: &Resources<'_>) -> bool {
        let state = &mut self.state;
        match op {
            Op::SaveState(_) if self.saved.len() < MOST_SAVED => self.saved.push(state.clone()),
            Op::RestoreState(_) => {
                if let Some(before) = self.saved.pop() {
                    *state = before;
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
            _ => return false,
        }
        true
    }

    fn choose_color(&mut self, op: &Op<'_, '_>) -> bool {
        let state = &mut self.state;
        match op {
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
            _ => return false,
        }
        true
    }

    fn draw_path(&mut self, op: &Op<'_, '_>) -> bool {
        match op {
            Op::MoveTo(op) => self.reach([(&op.0, &op.1)]),
            Op::LineTo(op) => self.reach([(&op.0, &op.1)]),
            Op::CubicTo(op) => self.reach([(&op.0, &op.1), (&op.2, &op.3), (&op.4, &op.5)]),
            Op::CubicStartTo(op) => self.reach([(&op.0, &op.1), (&op.2, &op.3)]),
            Op::CubicEndTo(op) => self.reach([(&op.0, &op.1), (&op.2, &op.3)]),
            Op::RectPath(op) => {
                let [x, y, width, height] = [&op.0, &op.1, &op.2, &op.3].map(Number::as_f64);
                for (x, y) in [
                    (x, y),
                    (x + width, y),
                    (x, y + height),
                    (x + width, y + height),
                ] {
                    self.path.push(moved(self.state.ctm, x, y));
                }
            }
            Op::EndPath(_) => self.path.clear(),
            _ => return false,
        }
        true
    }

    fn reach<const N: usize>(&mut self, points: [(&Number, &Number); N]) {
        for (x, y) in points {
            self.path
                .push(moved(self.state.ctm, x.as_f64(), y.as_f64()));
        }
    }

    fn set_text(&mut self, op: &Op<'_, '_>) -> bool {
        let state = &mut self.state;
        match op {
            Op::CharacterSpacing(op) => state.character_spacing = op.0.as_f64(),
            Op::WordSpacing(op) => state.word_spacing = op.0.as_f64(),
            Op::HorizontalScaling(op) => state.scaling = op.0.as_f64() / 100.0,
            Op::TextLeading(op) => state.leading = op.0.as_f64(),
            Op::TextRise(op) => state.rise = op.0.as_f64(),
            Op::TextRenderingMode(op) => state.rendering = op.0.as_i64(),
            _ => return false,
        }
        true
    }

    fn move_text(&mut self, op: &Op<'_, '_>) -> bool {
        match op {
            Op::BeginText(_) => self.begin_line(IDENTITY),
            Op::SetTextMatrix(op) => {
                let matrix = [&op.0, &op.1, &op.2, &op.3, &op.4, &op.5];
                self.begin_line(matrix.map(Number::as_f64));
            }
            Op::NextLine(op) => {
                self.begin_line(shifted(self.line, op.0.as_f64(), op.1.as_f64()));
            }
            Op::NextLineAndSetLeading(op) => {
                self.state.leading = -op.1.as_f64();
                self.begin_line(shifted(self.line, op.0.as_f64(), op.1.as_f64()));
            }
            Op::NextLineUsingLeading(_) => self.next_line(),
            _ => return false,
        }
        true
    }

    /// Goes down by the leading.
    pub(super) fn next_line(&mut self) {
        self.begin_line(shifted(self.line, 0.0, -self.state.leading));
    }

    fn begin_line(&mut self, line: Matrix) {
        (self.text, self.line) = (line, line);
    }
}
