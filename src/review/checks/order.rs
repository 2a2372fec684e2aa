//! Whether headings go down step by step, and the tags through the pages in order.

use std::collections::HashMap;

use super::judge::{At, Judge};
use crate::base::pdf::objects::ObjRef;
use crate::review::structure::{Kid, Structure};

impl Judge<'_> {
    /// A heading must not skip a level.
    pub(super) fn headings(&mut self) {
        let mut last = 0;
        for idx in self.structure.in_order() {
            let role = &self.structure.elements[idx].role;
            let Some(level) = role
                .strip_prefix('H')
                .and_then(|level| level.parse::<u8>().ok())
            else {
                continue;
            };
            if level > last + 1 {
                let message = if last == 0 {
                    format!("the first heading is of level {level}")
                } else {
                    format!("a heading of level {level} follows one of level {last}")
                };
                self.error("headings", self.at(idx), message);
            }
            last = level;
        }
    }

    /// The tags must lead through the pages in order; notes stand after the text that refers to them.
    pub(super) fn order(&mut self) {
        let structure = self.structure;
        let places: HashMap<ObjRef, usize> = (0..)
            .zip(self.file.pages())
            .filter_map(|(idx, page)| Some((ObjRef::from(page.raw().obj_id()?), idx)))
            .collect();
        let mut furthest = 0;
        for idx in structure.in_order() {
            let pages = structure.elements[idx]
                .kids
                .iter()
                .filter_map(|kid| match kid {
                    Kid::Content((Some(owner), _)) => places.get(owner).copied(),
                    _ => None,
                });
            let (first, last) = pages.fold((None, 0), |(first, last), page| {
                (first.or(Some(page)), last.max(page))
            });
            let Some(first) = first.filter(|_| !is_in_note(structure, idx)) else {
                continue;
            };
            if first < furthest {
                let message = format!("the tags lead back here from page {}", furthest + 1);
                self.warn("reading-order", At::page(first).within(Some(idx)), message);
            }
            furthest = furthest.max(last);
        }
    }
}

fn is_in_note(structure: &Structure, idx: usize) -> bool {
    let mut at = Some(idx);
    while let Some(above) = at {
        if structure.elements[above].role == "Note" {
            return true;
        }
        at = structure.elements[above].parent;
    }
    false
}
