//! What is told of a file, whether it is right or wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::attachments::AttachedFile;
use super::checks::Metadata;
use super::content::{Content, Paint, What};
use super::structure::Structure;
use super::{AttachmentFact, Facts, SizeCount};
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{page_box, text};
use crate::base::units::Pt;

/// Gathers what a file is and says; what only judging counts is filled in there.
pub(super) fn facts(
    file: &File,
    content: &Content,
    structure: &Structure,
    attached: &[AttachedFile],
    metadata: Metadata,
) -> Facts {
    let mut sizes: Vec<SizeCount> = Vec::new();
    for page in file.pages() {
        let shown = page_box(page, "TrimBox").unwrap_or(page.crop_box());
        let tenth = |length: f64| (Pt(length).to_mm() * 10.0).round() / 10.0;
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
    let mut tags = BTreeMap::new();
    for element in &structure.elements {
        *tags.entry(element.role.clone()).or_default() += 1;
    }
    let mut smallest: Option<f64> = None;
    let mut colors = BTreeSet::new();
    let mut n_pictures = 0;
    for shown in &content.shown {
        match &shown.what {
            What::Text { size, text, .. } if !text.trim().is_empty() => {
                smallest = Some(smallest.map_or(*size, |smallest| smallest.min(*size)));
            }
            What::Picture => n_pictures += 1,
            _ => {}
        }
        colors.insert(match shown.paint {
            Paint::Gray(_) => "gray",
            Paint::Rgb(_) => "rgb",
            Paint::Cmyk(_) => "cmyk",
            Paint::Other => "other",
        });
    }
    let fonts: BTreeSet<_> = content.fonts.iter().map(|font| font.fact.clone()).collect();
    let attachments = attached.iter().map(|file| AttachmentFact {
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
        sizes,
        tagged: structure.is_there,
        tags,
        fonts: fonts.into_iter().collect(),
        smallest_text: smallest.map(|size| (size * 100.0).round() / 100.0),
        colors,
        pictures: n_pictures,
        alternatives: structure
            .elements
            .iter()
            .filter(|element| element.alternative.is_some())
            .count(),
        outline: 0,
        links_inside: 0,
        links_outside: 0,
        attachments: attachments.collect(),
    }
}
