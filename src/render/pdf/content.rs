//! A page to printpdf operations, with every mark in the marked content of its tag.
//!
//! Glyphs are drawn in reading order.

use std::collections::BTreeMap;

use printpdf::{DictItem, Mm, Op, PdfPage};

use super::faces::{Faces, text_of};
use super::pen::{Pen, PlacedGlyph, Scale, TEN_THOUSANDTHS, THOUSANDTHS};
use super::structure::{Link, Structure};
use crate::base::geometry::Point;
use crate::base::pdf::strings::in_utf16;
use crate::base::units::{Pt, rounded};
use crate::inline::line::GlyphRun;
use crate::layout::page::{Furniture, Item, Mark, Page, Pages, Place};

/// Draws a page; its place in the booklet is counted from 0.
pub(super) fn page(
    pages: &Pages,
    page_idx: usize,
    page: &Page,
    faces: &Faces,
    structure: &mut Structure<'_>,
) -> PdfPage {
    let mut drawing = Drawing {
        pages,
        page_idx,
        faces,
        structure,
        pen: Pen::new(page.trim.height, &pages.swatches),
        open: None,
    };
    for item in &page.items {
        drawing.item(item);
    }
    drawing.close();
    let size = |length: Pt| Mm(length.to_mm() as f32);
    let ops = drawing.pen.ops;
    PdfPage::new(size(page.trim.width), size(page.trim.height), ops)
}

struct Drawing<'d, 's> {
    pages: &'d Pages,
    page_idx: usize,
    faces: &'d Faces,
    structure: &'d mut Structure<'s>,
    pen: Pen<'d>,
    /// The place whose marked content is open.
    open: Option<Place>,
}

impl Drawing<'_, '_> {
    fn item(&mut self, item: &Item) {
        if let Mark::Link {
            area,
            target,
            description,
        } = &item.mark
        {
            if let (Place::Meaning(tag), true) = (item.place, self.structure.is_wanted) {
                self.structure.link(Link {
                    page_idx: self.page_idx,
                    tag,
                    area: self.pen.flipped(*area),
                    target: target.clone(),
                    description: description.clone(),
                });
            }
            return;
        }
        if self.structure.is_wanted && self.open != Some(item.place) {
            self.close();
            self.open_place(item.place, None);
        }
        match &item.mark {
            Mark::Glyphs(at, run) => self.run(*at, run, item.place),
            Mark::Rule(area, ink) => self.pen.rule(*area, *ink),
            Mark::Code(modules, ink) => {
                modules.iter().for_each(|it| self.pen.rule(*it, *ink));
            }
            Mark::Dots {
                centres,
                diameter,
                ink,
            } => self.pen.dots(centres, *diameter, *ink),
            Mark::Picture {
                area,
                placed,
                picture,
            } => {
                if let Some(artwork) = self.pages.pictures.get(picture.0) {
                    self.pen.picture(*area, *placed, *picture, artwork);
                }
            }
            Mark::Link { .. } => {}
        }
        if let (Place::Meaning(tag), true) = (item.place, self.structure.is_wanted) {
            let bounds = self.pen.flipped(item.mark.bounds());
            self.structure.cover(tag, self.page_idx, bounds);
            let source = &mut self.structure.sources[tag.0 as usize];
            *source = source.or(item.source);
        }
    }

    /// Opens the marked content of a place, with what is to be said for it if its glyphs do not say it.
    fn open_place(&mut self, place: Place, said: Option<&str>) {
        let (tag, mut properties) = match place {
            Place::Meaning(tag) => {
                let mcid = self.structure.content(self.page_idx, tag);
                (
                    self.structure.name(tag),
                    vec![("MCID", DictItem::Int(i64::from(mcid)))],
                )
            }
            Place::Furniture(Furniture::RunningHead) => {
                let name = |name: &[u8]| DictItem::Name(name.to_vec());
                (
                    "Artifact",
                    vec![("Type", name(b"Pagination")), ("Subtype", name(b"Header"))],
                )
            }
            Place::Furniture(Furniture::Ornament) => (
                "Artifact",
                vec![("Type", DictItem::Name(b"Layout".to_vec()))],
            ),
        };
        properties.extend(said.map(|text| ("ActualText", utf16(text))));
        self.pen.ops.push(begin(tag, properties));
        self.open = Some(place);
    }

    fn close(&mut self) {
        self.pen.end_text();
        if self.open.take().is_some() {
            self.pen.ops.push(Op::EndMarkedContent);
        }
    }

    fn run(&mut self, at: Point, run: &GlyphRun, place: Place) {
        let Some(face) = self.faces.get(run.face) else {
            return;
        };
        self.pen.begin_text();
        self.pen.ink(run.ink);
        let stretch = rounded(run.stretch, TEN_THOUSANDTHS);
        let tracking = rounded(run.tracking.0 / stretch, THOUSANDTHS);
        self.pen.scaling(stretch, tracking);
        let placed = placed(at, run);
        let scale = Scale {
            size: run.size.0,
            stretch,
            tracking,
        };

        let mut rest = &placed[..];
        while let Some(first) = rest.first() {
            // Glyphs on one baseline whose texts stand in one map are shown in one piece.
            let map_of = |glyph: &PlacedGlyph<'_>| {
                face.map_with(glyph.gid, glyph.text)
                    .filter(|_| !glyph.must_be_said)
            };
            let map = map_of(first);
            let belongs = |glyph: &&PlacedGlyph<'_>| {
                glyph.y == first.y && map.is_some() && map_of(glyph) == map
            };
            let n_glyphs = rest.iter().take_while(belongs).count().max(1);
            let (here, after) = rest.split_at(n_glyphs);
            // What no map says is marked content of its own: inside another it would end that one for
            // some readers.
            let said = map.is_none().then_some(first.text);
            let is_said = said.is_some() && self.structure.is_wanted;
            if is_said {
                self.close();
                self.open_place(place, said);
            }
            self.pen.begin_text();
            let map = face.map_with(first.gid, first.text).unwrap_or(0);
            self.pen.font(face, map, run.size);
            self.pen.show(face, here, &scale);
            rest = after;
            if is_said {
                self.close();
                if !rest.is_empty() {
                    self.open_place(place, None);
                }
            }
        }
    }
}

/// The glyphs of a run in reading order, with their places and texts.
fn placed(at: Point, run: &GlyphRun) -> Vec<PlacedGlyph<'_>> {
    let glyphs = run.glyphs.iter().zip(run.places(at)).enumerate();
    let placed = glyphs.map(|(idx, (glyph, place))| PlacedGlyph {
        gid: glyph.id,
        x: place.x,
        y: place.y,
        text: text_of(run, idx),
        must_be_said: run.ends_with_own_hyphen && idx + 1 == run.glyphs.len(),
    });
    placed.collect()
}

fn begin(tag: &str, properties: Vec<(&str, DictItem)>) -> Op {
    let map: BTreeMap<String, DictItem> = properties
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    Op::BeginMarkedContentWithProperties {
        tag: tag.to_owned(),
        properties: DictItem::Dict { map },
    }
}

/// A text string as UTF-16 with its byte order mark.
fn utf16(text: &str) -> DictItem {
    DictItem::String {
        data: in_utf16(text),
        literal: false,
    }
}
