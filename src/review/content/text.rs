//! Text as it is shown: what it says, where it stands, and how large it is.

use super::area::{Area, moved, shifted, times};
use super::pen::{Pen, State};
use super::shown::What;
use super::walk::Walk;
use crate::base::pdf::objects::{Name, Object, Resources, TypedInstruction as Op};
use crate::base::pdf::refused::PdfRefused;
use crate::review::fonts::Font;

/// How PDF says that text is not shown: it is how scans carry theirs.
const UNSEEN: i64 = 3;

/// A piece of shown text.
enum Piece<'p> {
    Bytes(&'p [u8]),
    Kern(f64),
}

/// What pieces of text say together.
#[derive(Default)]
struct Said {
    text: String,
    /// How many codes nothing gives a letter for.
    n_unmapped: usize,
    /// How far they move the pen.
    advance: f64,
}

impl Walk<'_> {
    /// Shows text or chooses its font, if an operator says so.
    pub(super) fn write(
        &mut self,
        op: &Op<'_, '_>,
        pen: &mut Pen,
        resources: &Resources<'_>,
    ) -> Result<(), PdfRefused> {
        match op {
            Op::TextFont(op) => {
                pen.state.font = self.font(op.0, resources)?;
                pen.state.size = op.1.as_f64();
            }
            Op::ShowText(op) => self.text(pen, [Piece::Bytes(op.0.as_bytes())])?,
            Op::NextLineAndShowText(op) => {
                pen.next_line();
                self.text(pen, [Piece::Bytes(op.0.as_bytes())])?;
            }
            Op::ShowTextWithParameters(op) => {
                pen.state.word_spacing = op.0.as_f64();
                pen.state.character_spacing = op.1.as_f64();
                pen.next_line();
                self.text(pen, [Piece::Bytes(op.2.as_bytes())])?;
            }
            Op::ShowTexts(op) => {
                let objects: Vec<_> = op.0.iter::<Object<'_>>().collect();
                self.file.budget.step(objects.len())?;
                let pieces = objects.iter().filter_map(|object| match object {
                    Object::String(string) => Some(Piece::Bytes(string.as_bytes())),
                    Object::Number(number) => Some(Piece::Kern(number.as_f64())),
                    _ => None,
                });
                self.text(pen, pieces)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// The place of a font in the list, read where it is new.
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
        pen: &mut Pen,
        pieces: impl IntoIterator<Item = Piece<'p>>,
    ) -> Result<(), PdfRefused> {
        let state = &pen.state;
        let Some(font) = state.font else {
            return Ok(());
        };
        let start = times(pen.text, state.ctm);
        let said = self.said(&self.content.fonts[font], state, pieces)?;
        pen.text = shifted(pen.text, said.advance, 0.0);
        let (low, high) = (state.rise - 0.2 * state.size, state.rise + 0.8 * state.size);
        let corners = [
            (0.0, low),
            (said.advance, low),
            (0.0, high),
            (said.advance, high),
        ];
        let area = Area::of_points(corners.map(|(x, y)| moved(start, x, y)));
        if let (Some(area), true) = (area, state.rendering != UNSEEN) {
            let what = What::Text {
                text: said.text,
                font,
                size: state.size * libm::hypot(start[2], start[3]),
                n_unmapped: said.n_unmapped,
            };
            self.show(what, area, state.fill)?;
        }
        Ok(())
    }

    fn said<'p>(
        &self,
        font: &Font,
        state: &State,
        pieces: impl IntoIterator<Item = Piece<'p>>,
    ) -> Result<Said, PdfRefused> {
        let budget = &self.file.budget;
        let mut said = Said::default();
        for piece in pieces {
            let bytes = match piece {
                Piece::Bytes(bytes) => bytes,
                Piece::Kern(thousandths) => {
                    said.advance -= thousandths / 1000.0 * state.size * state.scaling;
                    continue;
                }
            };
            budget.step(bytes.len())?;
            for code in font.codes(bytes) {
                match font.text(code) {
                    Some(text) => {
                        budget.decode(text.len() as u64)?;
                        said.text.push_str(&text);
                    }
                    None => said.n_unmapped += 1,
                }
                let spacing = if font.is_word_space(code) {
                    state.word_spacing
                } else {
                    0.0
                };
                let width = font.width(code) / 1000.0 * state.size;
                said.advance += (width + state.character_spacing + spacing) * state.scaling;
            }
        }
        Ok(said)
    }
}
