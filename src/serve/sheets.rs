//! The sheets as the browser gets them, with what a committee checks.

use std::collections::BTreeMap;

use serde::Serialize;

use super::shown::{PageDescription, Resource, Shown};
use crate::press::impose::Imposition;
use crate::proof::sheets::{self, Sheet};

/// The sheets of a booklet as they are shown.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sheets {
    sentence: String,
    /// Why there are none, or empty.
    refused: String,
    /// The width of a page, in millimetres.
    width: f64,
    /// Each sheet, the outermost first.
    stack: Vec<Sheet>,
    /// The pages on them, where they are not those that are shown: the booklet set for smaller paper.
    pages: Vec<PageDescription>,
    /// What a committee checks, as HTML.
    checklist: String,
    #[serde(skip)]
    pub(super) resources: BTreeMap<String, Resource>,
}

impl PartialEq for Sheets {
    /// Whether the same is seen of them: pages are named by what is on them.
    fn eq(&self, other: &Self) -> bool {
        let described = [self, other].map(|it| serde_json::to_string(it).unwrap_or_default());
        described[0] == described[1]
    }
}

impl Sheets {
    /// The sheets; `pages` are those on them, if they are not the pages that are shown.
    pub fn of(imposition: &Imposition<'_>, pages: Option<Shown>, checklist: String) -> Self {
        let pages = pages.unwrap_or_default();
        Self {
            sentence: sheets::sentence(imposition),
            refused: String::new(),
            width: imposition.page.width.to_mm(),
            stack: sheets::stack(imposition),
            pages: pages.description.pages,
            checklist,
            resources: pages.resources,
        }
    }

    /// No sheets, and why.
    pub fn refused(why: String) -> Self {
        Self {
            refused: why,
            ..Self::default()
        }
    }
}
