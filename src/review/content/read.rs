//! Reads the pages, operator by operator, and the forms that stand on them.

use std::collections::HashMap;
use std::sync::Arc;

use super::area::{IDENTITY, Matrix, times};
use super::pen::{Pen, State};
use super::shown::{Content, What};
use super::walk::Walk;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{
    Array, Dict, Name, ObjRef, Object, Resources, Stream, TypedInstruction as Op, TypedIter, name,
};
use crate::base::pdf::refused::PdfRefused;

/// The most things shown that are read.
const MOST_SHOWN: usize = 1_000_000;

/// What showing a form costs beside its operators: its keys are read anew.
const FORM_STEPS: usize = 16;

/// How deep forms may stand in forms.
const DEEPEST_FORM: usize = 12;

impl Content {
    /// Reads all pages.
    pub fn read(file: &File) -> Result<Self, PdfRefused> {
        let mut content = Self::default();
        let mut forms = HashMap::new();
        for (page_idx, page) in file.pages().iter().enumerate() {
            let mut walk = Walk::new(file, page_idx, &mut content, &mut forms);
            walk.run(file.content(page)?, page.resources(), State::default())?;
            if !walk.marks.is_empty() {
                content.unbalanced.push(page_idx);
            }
        }
        Ok(content)
    }
}

impl Walk<'_> {
    /// Reads a content stream.
    fn run(
        &mut self,
        bytes: &[u8],
        resources: &Resources<'_>,
        state: State,
    ) -> Result<(), PdfRefused> {
        let mut pen = Pen::new(state);
        let n_outer = self.marks.len();
        let mut ops = TypedIter::new(bytes);
        while let Some(op) = ops.next() {
            self.file.budget.step(1)?;
            if self.content.shown.len() > MOST_SHOWN {
                return Err(PdfRefused::TooLarge("more things shown"));
            }
            if pen.follow(&op, resources) {
                continue;
            }
            match &op {
                Op::Shading(_) => self.square(What::Shading, &pen.state)?,
                Op::InlineImage(_) => self.square(What::Picture, &pen.state)?,
                Op::XObject(op) => self.external(op.0, resources, &pen.state)?,
                Op::BeginMarkedContent(op) => self.mark(op.0, None)?,
                Op::BeginMarkedContentWithProperties(op) => {
                    let properties = match op.1 {
                        Object::Dict(dict) => Some(dict.clone()),
                        Object::Name(name) => resources.properties.get::<Dict<'_>>(name),
                        _ => None,
                    };
                    self.mark(op.0, properties.as_ref())?;
                }
                Op::EndMarkedContent(_) => self.close_mark(n_outer),
                _ => {
                    self.paint(&op, &mut pen)?;
                    self.write(&op, &mut pen, resources)?;
                }
            }
        }
        Ok(())
    }

    /// Shows the path that was drawn, if an operator says so.
    fn paint(&mut self, op: &Op<'_, '_>, pen: &mut Pen) -> Result<(), PdfRefused> {
        let (is_filled, is_stroked) = match op {
            Op::FillPathNonZero(_)
            | Op::FillPathNonZeroCompatibility(_)
            | Op::FillPathEvenOdd(_) => (true, false),
            Op::StrokePath(_) | Op::CloseAndStrokePath(_) => (false, true),
            Op::FillAndStrokeNonZero(_)
            | Op::FillAndStrokeEvenOdd(_)
            | Op::CloseFillAndStrokeNonZero(_)
            | Op::CloseFillAndStrokeEvenOdd(_) => (true, true),
            _ => return Ok(()),
        };
        let Some(area) = pen.take_path() else {
            return Ok(());
        };
        if is_filled {
            self.show(What::Fill, area, pen.state.fill)?;
        }
        if is_stroked {
            let width = pen.state.stroke_width();
            let area = area.grown(width / 2.0);
            self.show(What::Stroke(width), area, pen.state.stroke)?;
        }
        Ok(())
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
}
