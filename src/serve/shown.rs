//! The pages as the browser gets them: drawings, and what is read on them.
//!
//! Each has an address made from what is in it, so that the browser fetches what it has not got and nothing
//! else.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::sync::Arc;

use serde::Serialize;

use super::reading;
use crate::base::diagnostic::{SourceLines, Sources};
use crate::base::language::Direction;
use crate::base::units::Pt;
use crate::content::picture::{Artwork, Profile};
use crate::design::Design;
use crate::layout::Decisions;
use crate::layout::grid::Side;
use crate::layout::page::{Pages, PictureId};
use crate::render::svg;

/// What cutting may take away from a page, in millimetres: print shops ask for 3 to 5.
const SAFE_MM: f64 = 5.0;

/// The most drawings that are sent without being asked for.
const MOST_FRESH: usize = 4;

/// Something the browser can fetch.
#[derive(Debug, Clone)]
pub enum Resource {
    /// A text with its media type.
    Text(&'static str, String),
    /// A picture, encoded when it is asked for.
    Picture(Artwork),
}

/// A booklet that was made up, with all that is shown of it.
#[derive(Debug, Clone, Copy)]
pub struct MadeUp<'m> {
    /// The pages.
    pub pages: &'m Pages,
    /// How they look.
    pub design: &'m Design,
    /// What was decided for them.
    pub decisions: &'m Decisions,
    /// The files they come from.
    pub sources: &'m Sources,
}

/// A made-up booklet as it is shown.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    pub(super) description: ShownDescription,
    /// By address.
    pub(super) resources: BTreeMap<String, Resource>,
}

#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct ShownDescription {
    title: String,
    language: &'static str,
    direction: &'static str,
    binding: &'static str,
    fit: String,
    width: f64,
    height: f64,
    safe: f64,
    grid: Option<GridDescription>,
    pub(super) pages: Vec<PageDescription>,
}

/// The grid of the pages, in points.
#[derive(Debug, Clone, Serialize)]
struct GridDescription {
    /// The left edge of the measure on rectos and versos.
    left: [f64; 2],
    head: f64,
    measure: f64,
    step: f64,
    lines: usize,
    first: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct PageDescription {
    label: String,
    /// The address of the drawing.
    drawing: String,
    /// The address of what is read on it.
    reading: String,
}

impl Shown {
    /// A booklet's pages. `before` is what was shown last, whose pictures need not be read through again.
    pub fn of(made: &MadeUp<'_>, before: Option<&Self>) -> Self {
        let pages = made.pages;
        let mut resources = BTreeMap::new();
        let addresses = pages.pictures.iter().map(|artwork| {
            let known = before.and_then(|before| before.address_of(artwork));
            let address = known.unwrap_or_else(|| picture_address(artwork));
            resources.insert(address.clone(), Resource::Picture(artwork.clone()));
            address
        });
        let addresses: Vec<_> = addresses.collect();
        let address = |picture: PictureId| addresses.get(picture.0).cloned().unwrap_or_default();
        let drawn = svg::draw(pages, &made.design.fonts, &address);
        let lines = SourceLines::of(made.sources);
        let mut described = Vec::with_capacity(drawn.len());
        for (page, drawing) in pages.pages.iter().zip(drawn) {
            let blocks = reading::blocks(page, &pages.tags, &lines);
            let blocks = serde_json::to_string(&blocks).unwrap_or_default();
            let mut keep = |kind: &str, media: &'static str, text: String| {
                let address = format!("{kind}/{:016x}", hash(&[text.as_bytes()]));
                resources.insert(address.clone(), Resource::Text(media, text));
                address
            };
            described.push(PageDescription {
                label: page.label.clone(),
                drawing: keep("page", "image/svg+xml", drawing),
                reading: keep("reading", "application/json", blocks),
            });
        }
        Self {
            description: describe(made, described),
            resources,
        }
    }

    /// The drawings that were not shown before, by address, if they are few: they go with the news of them.
    pub(super) fn fresh(&self, before: Option<&Self>) -> BTreeMap<&str, &str> {
        let is_new = |address: &&str| !before.is_some_and(|it| it.resources.contains_key(*address));
        let pages = self.description.pages.iter();
        let addresses = pages.map(|page| page.drawing.as_str()).filter(is_new);
        let drawings = addresses.filter_map(|address| match self.resources.get(address)? {
            Resource::Text(_, text) => Some((address, text.as_str())),
            Resource::Picture(_) => None,
        });
        let fresh: BTreeMap<_, _> = drawings.collect();
        if fresh.len() <= MOST_FRESH {
            fresh
        } else {
            BTreeMap::new()
        }
    }

    /// The address of a picture that is shown already.
    fn address_of(&self, artwork: &Artwork) -> Option<String> {
        let is_same = |known: &Artwork| match (known, artwork) {
            (Artwork::Jpeg(one), Artwork::Jpeg(two)) => Arc::ptr_eq(&one.bytes, &two.bytes),
            (
                Artwork::Plain(one) | Artwork::FourInks { on_screen: one, .. },
                Artwork::Plain(two) | Artwork::FourInks { on_screen: two, .. },
            ) => Arc::ptr_eq(&one.colors, &two.colors),
            _ => false,
        };
        let mut resources = self.resources.iter();
        let found = resources.find(|(_, it)| matches!(it, Resource::Picture(it) if is_same(it)));
        found.map(|(address, _)| address.clone())
    }
}

fn describe(made: &MadeUp<'_>, pages: Vec<PageDescription>) -> ShownDescription {
    let grid = made.decisions.fit.grid(made.design);
    let about = &made.pages.about;
    let (direction, binding) = match about.direction {
        Direction::LeftToRight => ("ltr", "left"),
        Direction::RightToLeft => ("rtl", "right"),
    };
    ShownDescription {
        title: about.title.clone(),
        language: about.language.tag(),
        direction,
        binding,
        fit: made.decisions.explanation(),
        width: grid.trim.width.0,
        height: grid.trim.height.0,
        safe: Pt::from_mm(SAFE_MM).0,
        grid: Some(GridDescription {
            left: [Side::Recto, Side::Verso].map(|side| grid.left_edge(side).0),
            head: grid.head.0,
            measure: grid.measure.0,
            step: grid.step.0,
            lines: grid.n_lines,
            first: grid.first_line,
        }),
        pages,
    }
}

/// The address of a picture: what is in it.
fn picture_address(artwork: &Artwork) -> String {
    let hash = match artwork {
        Artwork::Jpeg(file) => hash(&[&file.bytes, &[file.orientation.exif()]]),
        Artwork::Plain(pixels)
        | Artwork::FourInks {
            on_screen: pixels, ..
        } => {
            let size = [pixels.size.0.to_le_bytes(), pixels.size.1.to_le_bytes()].concat();
            let n_colors = [pixels.space.n_components()];
            let alpha = pixels.alpha.as_deref().unwrap_or_default();
            let profile = pixels.profile.as_ref().map_or(&[][..], Profile::bytes);
            hash(&[&size, &n_colors, &pixels.colors, alpha, profile])
        }
        Artwork::Drawing(_) => 0,
    };
    format!("picture/{hash:016x}")
}

fn hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write(part);
        hasher.write_usize(part.len());
    }
    hasher.finish()
}
