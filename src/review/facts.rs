//! What is told of a file, whether it is right or wrong.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::checks::Counted;
use super::content::{Content, Paint, Shown, What};
use super::fonts::FontFact;
use super::metadata::Metadata;
use super::structure::Structure;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{page_box, text};
use crate::base::units::{Pt, rounded};

/// A page size and how many pages have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SizeCount {
    /// The width in millimetres, to a tenth.
    pub width_mm: f64,
    /// The height.
    pub height_mm: f64,
    /// How many pages.
    pub pages: usize,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentFact {
    /// Its name.
    pub name: String,
    /// What it is to the document: `Source`, `Data`.
    pub relationship: String,
    /// Its size.
    pub bytes: usize,
}

/// What a file is and says.
#[derive(Debug, Clone, Serialize)]
pub struct Facts {
    /// The version of PDF.
    pub version: String,
    /// What it says it conforms to.
    pub standards: Vec<String>,
    /// The title.
    pub title: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// How many pages.
    pub pages: usize,
    /// Their sizes.
    pub sizes: Vec<SizeCount>,
    /// Whether it is tagged.
    pub tagged: bool,
    /// How often each tag stands in it.
    pub tags: BTreeMap<String, usize>,
    /// The fonts.
    pub fonts: Vec<FontFact>,
    /// The smallest type on a page, in points.
    pub smallest_text: Option<f64>,
    /// The kinds of colours: gray, rgb, cmyk, other.
    pub colors: BTreeSet<&'static str>,
    /// How many pictures are shown.
    pub pictures: usize,
    /// How many tags say something in a picture's place.
    pub alternatives: usize,
    /// How many lines the outline has.
    pub outline: usize,
    /// How many links lead to a page.
    pub links_inside: usize,
    /// How many lead out of the file.
    pub links_outside: usize,
    /// The attached files.
    pub attachments: Vec<AttachmentFact>,
}

/// Gathers what a file is and says; what only judging counts comes from there.
pub(super) fn facts(
    file: &File,
    content: &Content,
    structure: &Structure,
    metadata: Metadata,
    counted: &Counted,
) -> Facts {
    let mut tags = BTreeMap::new();
    for element in &structure.elements {
        *tags.entry(element.role.clone()).or_default() += 1;
    }
    let fonts: BTreeSet<_> = content.fonts.iter().map(|font| font.fact.clone()).collect();
    let with_words = structure.elements.iter();
    let with_words = with_words.filter(|element| element.alternative.is_some());
    let pictures = content.shown.iter();
    let pictures = pictures.filter(|shown| shown.what == What::Picture);
    let attachments = counted.attached.iter().map(|file| AttachmentFact {
        name: file.name.clone(),
        relationship: file.relationship.clone(),
        bytes: file.bytes.len(),
    });
    Facts {
        version: file.version().to_owned(),
        standards: metadata.standards,
        title: metadata.title,
        language: text(&file.catalog(), "Lang"),
        pages: file.pages().len(),
        sizes: sizes(file),
        tagged: structure.is_there,
        tags,
        fonts: fonts.into_iter().collect(),
        smallest_text: smallest_text(&content.shown),
        colors: content.shown.iter().map(color).collect(),
        pictures: pictures.count(),
        alternatives: with_words.count(),
        outline: counted.n_outline,
        links_inside: counted.n_links_inside,
        links_outside: counted.n_links_outside,
        attachments: attachments.collect(),
    }
}

/// The sizes of the pages, in the order in which they are first seen.
fn sizes(file: &File) -> Vec<SizeCount> {
    let mut sizes: Vec<SizeCount> = Vec::new();
    for page in file.pages() {
        let shown = page_box(page, "TrimBox").unwrap_or(page.crop_box());
        let tenth = |length: f64| Pt(length).to_tenth_mm();
        let (width_mm, height_mm) = (tenth(shown.width()), tenth(shown.height()));
        let is_same = |it: &&mut SizeCount| {
            (it.width_mm - width_mm).abs() < 0.05 && (it.height_mm - height_mm).abs() < 0.05
        };
        match sizes.iter_mut().find(is_same) {
            Some(known) => known.pages += 1,
            None => sizes.push(SizeCount {
                width_mm,
                height_mm,
                pages: 1,
            }),
        }
    }
    sizes
}

/// The size of the smallest type, to a hundredth of a point.
fn smallest_text(shown: &[Shown]) -> Option<f64> {
    let sizes = shown.iter().filter_map(|shown| match &shown.what {
        What::Text { size, text, .. } if !text.trim().is_empty() => Some(*size),
        _ => None,
    });
    let smallest = sizes.reduce(f64::min);
    smallest.map(|size| rounded(size, 100.0))
}

/// The kind of colour something is shown in.
fn color(shown: &Shown) -> &'static str {
    match shown.paint {
        Paint::Gray(_) => "gray",
        Paint::Rgb(_) => "rgb",
        Paint::Cmyk(_) => "cmyk",
        Paint::Other => "other",
    }
}
