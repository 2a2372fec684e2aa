//! How far the reading of a page has come: which marked contents are open, and what was shown.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::area::{Area, moved};
use super::pen::State;
use super::shown::{Content, ContentKey, Paint, Shown, What};
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{Dict, Name, Number, ObjRef, text};
use crate::base::pdf::refused::PdfRefused;

/// An open marked content.
#[derive(Clone)]
pub(super) struct Mark {
    key: Option<ContentKey>,
    is_artifact: bool,
    actual: Option<(usize, String)>,
}

/// A walk through a page.
pub(super) struct Walk<'w> {
    pub(super) file: &'w File,
    pub(super) content: &'w mut Content,
    /// What the forms that were shown before hold, decoded.
    pub(super) forms: &'w mut HashMap<ObjRef, Arc<[u8]>>,
    page_idx: usize,
    /// The page or form whose marked contents are counted.
    pub(super) owner: Option<ObjRef>,
    pub(super) open_forms: HashSet<ObjRef>,
    pub(super) marks: Vec<Mark>,
    n_marks: usize,
}

impl<'w> Walk<'w> {
    /// A walk that begins.
    pub(super) fn new(
        file: &'w File,
        page_idx: usize,
        content: &'w mut Content,
        forms: &'w mut HashMap<ObjRef, Arc<[u8]>>,
    ) -> Self {
        let page = file.pages()[page_idx].raw();
        Self {
            file,
            content,
            forms,
            page_idx,
            owner: page.obj_id().map(ObjRef::from),
            open_forms: HashSet::new(),
            marks: Vec::new(),
            n_marks: 0,
        }
    }
}

impl Walk<'_> {
    /// Opens a marked content.
    pub(super) fn mark(
        &mut self,
        tag: &Name<'_>,
        properties: Option<&Dict<'_>>,
    ) -> Result<(), PdfRefused> {
        self.n_marks += 1;
        let outer = self.marks.last().cloned();
        let number = properties.and_then(|dict| dict.get::<Number>("MCID"));
        let actual = properties.and_then(|dict| text(dict, "ActualText"));
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

    /// Keeps something that is shown.
    pub(super) fn show(&mut self, what: What, area: Area, paint: Paint) -> Result<(), PdfRefused> {
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

    /// Closes the marked content that was opened last, if it stands in the same stream: one of those
    /// after the first `n_outer`.
    pub(super) fn close_mark(&mut self, n_outer: usize) {
        if self.marks.len() > n_outer {
            self.marks.pop();
        } else {
            self.content.unbalanced.push(self.page_idx);
        }
    }

    /// Something that fills the unit square.
    pub(super) fn square(&mut self, what: What, state: &State) -> Result<(), PdfRefused> {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let area = Area::of_points(corners.map(|(x, y)| moved(state.ctm, x, y)));
        match area {
            Some(area) => self.show(what, area, Paint::Other),
            None => Ok(()),
        }
    }
}
