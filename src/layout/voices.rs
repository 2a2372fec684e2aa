//! The voices of a paragraph as tags: what is emphasised, linked, noted or in another language, and the
//! items of its lines. Everything that sets words with more than one voice comes through here, so that
//! no link, note or language is lost on the way.

use super::page::{Item, Mark, Page, Place, Role, TagId, TagTree, Target};
use crate::base::diagnostic::Span;
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::address;
use crate::content::said::Said;
use crate::inline::line::{GlyphRun, Line};

/// The height of the area of a link, as a multiple of the size of its type.
const LINK_HEIGHT: f64 = 1.2;

/// What the voices of a paragraph say, each with its tag.
#[derive(Debug, Default, Clone)]
pub struct Voices {
    ways: Vec<Said>,
    tags: Vec<TagId>,
}

impl Voices {
    /// One voice, that of a tag.
    pub fn one(tag: TagId) -> Self {
        Self {
            ways: vec![Said::default()],
            tags: vec![tag],
        }
    }

    /// For each way something is said: the paragraph's tag, or one of its own.
    pub fn of(tags: &mut TagTree, ways: Vec<Said>, tag: TagId) -> Self {
        let own = |said: &Said| {
            if said.note.is_some() {
                tags.add(tag, Role::Reference)
            } else if said.link.is_some() {
                tags.add(tag, Role::Link)
            } else if let Some(language) = &said.language {
                tags.add_language(tag, language)
            } else {
                tag
            }
        };
        let own = ways.iter().map(own).collect();
        Self { ways, tags: own }
    }

    /// The tag of the first voice.
    pub fn first(&self) -> Option<TagId> {
        self.tags.first().copied()
    }

    /// The items of a line whose measure begins at a place on its baseline: its glyphs, each with the tag of
    /// its voice, then the areas that lead somewhere when they are clicked.
    pub fn items(&self, line: Line, origin: Point, source: Option<Span>) -> Vec<Item> {
        let starts: Vec<Pt> = line.runs.iter().map(|run| line.start_of(run)).collect();
        let runs = line.runs.into_iter().zip(starts);
        let mut items = Vec::new();
        let mut links = Vec::new();
        for (run, start) in runs.filter(|(run, _)| !run.glyphs.is_empty()) {
            let at = origin.moved(start, Pt::ZERO);
            let voice = usize::from(run.voice);
            // A paragraph without tags of its own has one for all its voices.
            let tag = self.tags.get(voice).or(self.tags.first());
            let Some(tag) = tag.copied() else { continue };
            let place = Place::Meaning(tag);
            let written = self.ways.get(voice).and_then(|said| said.link.as_deref());
            if let Some(mark) = written.and_then(|address| link(at, &run, address)) {
                links.push(Item {
                    mark,
                    place,
                    source,
                });
            }
            items.push(Item {
                mark: Mark::Glyphs(at, run),
                place,
                source,
            });
        }
        items.append(&mut links);
        items
    }

    /// The numbers of the notes that a line refers to.
    pub fn notes_of(&self, line: &Line) -> Vec<usize> {
        let ways = line.runs.iter().map(|run| usize::from(run.voice));
        ways.filter_map(|way| self.ways.get(way)?.note).collect()
    }
}

/// The area of a run that leads to an address; none if it is no address, which was complained of.
fn link(at: Point, run: &GlyphRun, address: &str) -> Option<Mark> {
    let area = Rect {
        origin: at.moved(Pt::ZERO, -run.size),
        size: Size {
            width: run.width(),
            height: run.size * LINK_HEIGHT,
        },
    };
    Some(Mark::Link {
        area,
        target: Target::Address(address::target(address).ok()?),
        description: address.to_owned(),
    })
}

/// The pages with the words in another language inside short texts tagged: each stretch gets a tag that says
/// its language.
pub fn tag_languages(mut pages: Vec<Page>, tags: &mut TagTree) -> Vec<Page> {
    // The stretch that the item before belongs to: what it is part of, its language, its tag.
    let mut last: Option<(TagId, String, TagId)> = None;
    for item in pages.iter_mut().flat_map(|page| &mut page.items) {
        let Some((parent, language)) = stretch(item) else {
            last = None;
            continue;
        };
        let known = last.take().filter(|it| it.1 == language && it.0 == parent);
        let (_, language, tag) = known.unwrap_or_else(|| {
            let tag = tags.add_language(parent, &language);
            (parent, language, tag)
        });
        item.place = Place::Meaning(tag);
        last = Some((parent, language, tag));
    }
    pages
}

/// What an item is part of, and its language if that says another.
fn stretch(item: &Item) -> Option<(TagId, String)> {
    match (&item.mark, item.place) {
        (Mark::Glyphs(_, run), Place::Meaning(parent)) => {
            Some((parent, run.language_tag.as_deref()?.to_owned()))
        }
        _ => None,
    }
}
