//! What the browser is shown: the pages, what is wrong, what was decided, the sheets.
//!
//! A snapshot never changes. Each page, and what is read on it, has an address made from what is in it,
//! so that the browser fetches what it has not got and nothing else.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::reading;
use crate::base::diagnostic::{Complaints, Diagnostic, Severity, SourceLines, Sources};
use crate::base::language::Direction;
use crate::content::picture::Artwork;
use crate::design::fonts::Fonts;
use crate::layout::grid::{Grid, Side};
use crate::layout::page::{Pages, PictureId};
use crate::press::impose::Imposition;
use crate::render::proof::sentence;
use crate::render::svg;

/// What cutting may take away from a page, in millimetres: print shops ask for 3 to 5.
const SAFE_MM: f64 = 5.0;

/// The longest piece of a line that is shown beside a complaint, in characters.
const LONGEST_LINE: usize = 160;

/// Something the browser can fetch.
#[derive(Debug, Clone)]
pub enum Resource {
    /// A text with its media type.
    Text(&'static str, String),
    /// A picture, encoded when it is asked for.
    Picture(Artwork),
}

/// A made-up booklet as it is shown.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    description: ShownDescription,
    /// By address.
    resources: BTreeMap<String, Resource>,
}

#[derive(Debug, Clone, Default, Serialize)]
struct ShownDescription {
    title: String,
    language: &'static str,
    direction: &'static str,
    binding: &'static str,
    fit: String,
    width: f64,
    height: f64,
    safe: f64,
    grid: Option<GridDescription>,
    pages: Vec<PageDescription>,
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
struct PageDescription {
    label: String,
    /// The address of the drawing.
    drawing: String,
    /// The address of what is read on it.
    reading: String,
}

impl Shown {
    /// A booklet's pages. `fit` tells what was decided for them; `before` is what was shown last, whose
    /// pictures need not be read through again.
    pub fn of(
        pages: &Pages,
        fonts: &Fonts,
        grid: &Grid,
        fit: String,
        sources: &Sources,
        before: Option<&Self>,
    ) -> Self {
        let mut resources = BTreeMap::new();
        let addresses = pages.pictures.iter().map(|artwork| {
            let known = before.and_then(|before| before.address_of(artwork));
            let address = known.unwrap_or_else(|| picture_address(artwork));
            resources.insert(address.clone(), Resource::Picture(artwork.clone()));
            address
        });
        let addresses: Vec<_> = addresses.collect();
        let address = |picture: PictureId| addresses.get(picture.0).cloned().unwrap_or_default();
        let drawn = svg::draw(pages, fonts, &address);
        let lines = SourceLines::of(sources);
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
        let left = [Side::Recto, Side::Verso].map(|side| grid.left_edge(side).0);
        let about = &pages.about;
        let (direction, binding) = match about.direction {
            Direction::LeftToRight => ("ltr", "left"),
            Direction::RightToLeft => ("rtl", "right"),
        };
        let description = ShownDescription {
            title: about.title.clone(),
            language: about.language.tag(),
            direction,
            binding,
            fit,
            width: grid.trim.width.0,
            height: grid.trim.height.0,
            safe: crate::base::units::Pt::from_mm(SAFE_MM).0,
            grid: Some(GridDescription {
                left,
                head: grid.head.0,
                measure: grid.measure.0,
                step: grid.step.0,
                lines: grid.n_lines,
                first: grid.first_line,
            }),
            pages: described,
        };
        Self {
            description,
            resources,
        }
    }
}

impl Shown {
    /// The address of a picture that is shown already.
    fn address_of(&self, artwork: &Artwork) -> Option<String> {
        let is_same = |known: &Artwork| match (known, artwork) {
            (Artwork::Jpeg { bytes: one, .. }, Artwork::Jpeg { bytes: two, .. })
            | (Artwork::Plain { rgb: one, .. }, Artwork::Plain { rgb: two, .. }) => {
                Arc::ptr_eq(one, two)
            }
            _ => false,
        };
        let mut resources = self.resources.iter();
        let found = resources.find(|(_, it)| matches!(it, Resource::Picture(it) if is_same(it)));
        found.map(|(address, _)| address.clone())
    }
}

/// The address of a picture: what is in it.
fn picture_address(artwork: &Artwork) -> String {
    let hash = match artwork {
        Artwork::Jpeg { bytes, .. } => hash(&[bytes]),
        Artwork::Plain { rgb, alpha, size } => {
            let size = [size.0.to_le_bytes(), size.1.to_le_bytes()].concat();
            hash(&[&size, rgb, alpha.as_deref().unwrap_or_default()])
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

// ── complaints ──────────────────────────────────────────────────────────────────────────────────

/// What is wrong, as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// Whether an error keeps the pages from being made.
    errors: bool,
    complaints: Vec<ComplaintDescription>,
    /// How many more there are.
    more: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ComplaintDescription {
    severity: &'static str,
    code: &'static str,
    message: String,
    label: String,
    help: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceDescription>,
}

/// A place in a file, with the line around it in three parts: before the mark, marked, after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct PlaceDescription {
    /// Its name in the booklet's folder, if it can be opened.
    file: Option<String>,
    path: String,
    line: usize,
    column: usize,
    text: [String; 3],
}

impl Wrong {
    /// The complaints of a build.
    pub fn of(complaints: &Complaints, sources: &Sources) -> Self {
        let described = complaints
            .sorted()
            .into_iter()
            .map(|it| describe(it, sources));
        Self {
            errors: complaints.has_errors(),
            complaints: described.collect(),
            more: complaints.n_left_out(),
        }
    }
}

fn describe(complaint: &Diagnostic, sources: &Sources) -> ComplaintDescription {
    let place = complaint.at.and_then(|at| {
        let file = sources.file(at.file)?;
        let (line, column) = sources.line_and_column(at)?;
        let boundary = |offset: u32| {
            let mut offset = (offset as usize).min(file.text.len());
            while !file.text.is_char_boundary(offset) {
                offset += 1;
            }
            offset
        };
        let (start, end) = (boundary(at.start), boundary(at.end));
        let begin = file.text[..start].rfind('\n').map_or(0, |it| it + 1);
        let end_of_line = file.text[start..].find('\n');
        let end_of_line = end_of_line.map_or(file.text.len(), |it| start + it);
        // A value of twenty lines is marked to the end of its first.
        let marked_to = end.clamp(start, end_of_line);
        let part = |range: std::ops::Range<usize>| file.text.get(range).unwrap_or_default();
        let before = part(begin..start).trim_start();
        let hidden = before.chars().count().saturating_sub(LONGEST_LINE / 2);
        Some(PlaceDescription {
            file: file.name.clone(),
            path: file.path.clone(),
            line,
            column,
            text: [
                before.chars().skip(hidden).collect(),
                part(start..marked_to).chars().take(LONGEST_LINE).collect(),
                part(marked_to..end_of_line)
                    .chars()
                    .take(LONGEST_LINE / 2)
                    .collect(),
            ],
        })
    });
    ComplaintDescription {
        severity: match complaint.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        code: complaint.code.number(),
        message: complaint.message.clone(),
        label: complaint.label.clone(),
        help: complaint.help.clone(),
        place,
    }
}

// ── sheets ──────────────────────────────────────────────────────────────────────────────────────

/// The sheets of a booklet as they are shown.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sheets {
    sentence: String,
    /// Why there are none, or empty.
    refused: String,
    /// The width of a page, in millimetres.
    width: f64,
    /// Each sheet, the outermost first.
    stack: Vec<SheetDescription>,
    /// The pages on them, where they are not those that are shown: the booklet set for smaller paper.
    pages: Vec<PageDescription>,
    /// What a committee checks, as HTML.
    checklist: String,
    #[serde(skip)]
    resources: BTreeMap<String, Resource>,
}

#[derive(Debug, Clone, Serialize)]
struct SheetDescription {
    front: [Option<usize>; 2],
    back: [Option<usize>; 2],
    /// How far its pages are moved towards the spine, in millimetres.
    shift: f64,
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
        let stack = imposition.sheets.iter().map(|sheet| SheetDescription {
            front: sheet.front,
            back: sheet.back,
            shift: (imposition.shift(sheet).to_mm() * 100.0).round() / 100.0,
        });
        let pages = pages.unwrap_or_default();
        Self {
            sentence: sentence(&imposition.sentence()),
            refused: String::new(),
            width: imposition.page.width.to_mm(),
            stack: stack.collect(),
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

// ── the whole ───────────────────────────────────────────────────────────────────────────────────

/// What the browser is shown at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Counts the saves; sheets that come later belong to the same.
    pub saves: u64,
    /// The pages of the last text without errors.
    pub shown: Option<Shown>,
    /// What is wrong with the text as it is.
    pub wrong: Wrong,
    /// The sheets, if they were asked for.
    pub sheets: Option<Sheets>,
    /// The files of the booklet's folder that can be opened, by their names there.
    pub files: BTreeMap<String, PathBuf>,
}

#[derive(Serialize)]
struct SnapshotDescription<'s> {
    version: u64,
    saves: u64,
    booklet: Option<&'s ShownDescription>,
    #[serde(flatten)]
    wrong: &'s Wrong,
    sheets: Option<&'s Sheets>,
}

impl Snapshot {
    /// What the browser reads: JSON.
    pub(super) fn description(&self, version: u64) -> String {
        let description = SnapshotDescription {
            version,
            saves: self.saves,
            booklet: self.shown.as_ref().map(|shown| &shown.description),
            wrong: &self.wrong,
            sheets: self.sheets.as_ref(),
        };
        serde_json::to_string(&description).unwrap_or_default()
    }

    /// Something it speaks of.
    pub(super) fn resource(&self, address: &str) -> Option<&Resource> {
        let shown = self.shown.as_ref().and_then(|it| it.resources.get(address));
        let of_sheets = || self.sheets.as_ref()?.resources.get(address);
        shown.or_else(of_sheets)
    }

    /// Whether the browser sees the same pages and the same complaints.
    pub fn shows_the_same_as(&self, other: &Self) -> bool {
        let description = |snapshot: &Self| {
            let shown = snapshot.shown.as_ref();
            serde_json::to_string(&shown.map(|shown| &shown.description)).unwrap_or_default()
        };
        self.wrong == other.wrong && description(self) == description(other)
    }
}
