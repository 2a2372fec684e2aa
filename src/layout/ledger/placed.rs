//! What stands on the pages, by what it is part of: for each paragraph, heading, cell and so on its words as
//! they are read, with its links and its places.

use crate::base::diagnostic::Span;
use crate::base::geometry::Size;
use crate::base::language::Direction;
use crate::base::units::Pt;
use crate::layout::page::{Item, Mark, Pages, Place, Role, TagId, Target};

/// How far a line may stand above the one before it by rounding alone.
const SLACK: Pt = Pt(0.5);

/// A space at a line's end may reach over the edge.
const EDGE: Pt = Pt(6.0);

/// A line that begins so much further on than the one before stands in another column; no indent is as deep.
const NEXT_COLUMN: Pt = Pt(36.0);

/// The place of a line: its page, counted from 0, where it begins from the page's start edge, its baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LinePlace {
    pub(super) page_idx: usize,
    pub(super) x: Pt,
    pub(super) y: Pt,
}

impl LinePlace {
    /// Whether what stands here is read after a line: on a later page, further down, or in a column further
    /// on.
    pub(super) fn follows(self, before: Self) -> bool {
        self.page_idx > before.page_idx
            || self.page_idx == before.page_idx
                && (self.y + SLACK >= before.y || self.x > before.x + NEXT_COLUMN)
    }
}

/// What has words of its own and no part that has: a paragraph, a heading, a cell.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// What it is.
    pub(super) role: Role,
    /// Its words as they stand on the pages, in the order of the lines.
    pub(super) text: String,
    /// Where its first and its last line stand; `None` for one without words.
    pub(super) lines: Option<(LinePlace, LinePlace)>,
    /// Whether a line stands above one that comes before it.
    pub(super) is_disordered: bool,
    /// Where its links lead, each once.
    pub(super) links: Vec<String>,
    /// How many links to pages it has.
    pub(super) n_page_links: usize,
    /// How many dots stand for it.
    pub(super) n_dots: usize,
    /// Whether it is part of somebody's quoted words.
    pub(super) is_quoted: bool,
}

/// Everything on the pages.
#[derive(Debug)]
pub(super) struct Placed {
    /// By tag; those that are no leaf have nothing.
    leaves: Vec<Leaf>,
    /// For each part, its leaves that have something, in the order of reading.
    by_part: Vec<Vec<usize>>,
    /// Words that reach over the edge of their page: where they are written, and the page, counted from 1.
    pub(super) off_page: Vec<(Span, usize)>,
    /// The pictures: where each is named, sorted.
    pub(super) pictures: Vec<Span>,
}

impl Placed {
    pub(super) fn of(pages: &Pages) -> Self {
        let tags = pages.tags.tags();
        // Of each tag the nearest that is more than a stretch of text.
        let mut leaf_of: Vec<usize> = Vec::with_capacity(tags.len());
        let mut leaves = Vec::with_capacity(tags.len());
        for (idx, tag) in tags.iter().enumerate() {
            let parent = tag.parent.map_or(0, |TagId(parent)| parent as usize);
            let is_stretch = matches!(tag.role, Role::Span | Role::Link | Role::Reference);
            leaf_of.push(if is_stretch { leaf_of[parent] } else { idx });
            leaves.push(Leaf {
                role: tag.role,
                text: String::new(),
                lines: None,
                is_disordered: false,
                links: Vec::new(),
                n_page_links: 0,
                n_dots: 0,
                is_quoted: tags[parent].role == Role::BlockQuote,
            });
        }
        let mut placed = Self {
            leaves,
            by_part: vec![Vec::new(); pages.parts.len()],
            off_page: Vec::new(),
            pictures: Vec::new(),
        };
        for (page_idx, page) in pages.pages.iter().enumerate() {
            // Columns are read from the start edge.
            let start_of = |x: Pt, width: Pt| match pages.about.direction {
                Direction::LeftToRight => x,
                Direction::RightToLeft => page.trim.width - x - width,
            };
            for item in &page.items {
                placed.look_for_edge(page_idx, page.trim, item);
                placed.take(page_idx, item, &leaf_of, start_of);
            }
        }
        placed.pictures.sort();
        placed.sort_into_parts(pages);
        placed
    }

    /// Finds the part of each leaf by the section it stands in: tags are added to a section also later.
    fn sort_into_parts(&mut self, pages: &Pages) {
        let mut section_of: Vec<u32> = Vec::with_capacity(self.leaves.len());
        let mut parts: Vec<_> = pages.parts.iter().enumerate().collect();
        parts.sort_by_key(|(_, part)| part.tags.start);
        for (idx, tag) in pages.tags.tags().iter().enumerate() {
            let section = match tag.parent {
                Some(TagId(parent)) if parent > 0 => section_of[parent as usize],
                _ => idx as u32,
            };
            section_of.push(section);
            let leaf = &self.leaves[idx];
            if leaf.lines.is_none() && leaf.n_dots == 0 {
                continue;
            }
            let next = parts.partition_point(|(_, part)| part.tags.start <= section);
            let part = next.checked_sub(1).map(|before| parts[before]);
            if let Some((part, _)) = part.filter(|(_, part)| part.tags.contains(&section)) {
                self.by_part[part].push(idx);
            }
        }
    }

    /// The leaves of a part, in the order of reading.
    pub(super) fn leaves_of(&self, part: usize) -> Vec<&Leaf> {
        let leaves = self.by_part[part].iter();
        leaves.map(|idx| &self.leaves[*idx]).collect()
    }

    /// Notes words that reach over the edge of their page, a pull quote's too.
    fn look_for_edge(&mut self, page_idx: usize, trim: Size, item: &Item) {
        let (Mark::Glyphs(at, run), Some(source)) = (&item.mark, item.source) else {
            return;
        };
        let is_on_page = at.x >= -EDGE
            && at.y >= Pt::ZERO
            && at.y <= trim.height
            && (trim.width + EDGE).fits(at.x + run.width());
        if !is_on_page
            && self
                .off_page
                .last()
                .is_none_or(|(known, _)| *known != source)
        {
            self.off_page.push((source, page_idx + 1));
        }
    }

    fn take(
        &mut self,
        page_idx: usize,
        item: &Item,
        leaf_of: &[usize],
        start_of: impl Fn(Pt, Pt) -> Pt,
    ) {
        if let (Mark::Picture { .. }, Some(source)) = (&item.mark, item.source) {
            self.pictures.push(source);
        }
        let Place::Meaning(TagId(tag)) = item.place else {
            return;
        };
        let Some(leaf) = leaf_of
            .get(tag as usize)
            .and_then(|idx| self.leaves.get_mut(*idx))
        else {
            return;
        };
        match &item.mark {
            Mark::Glyphs(at, run) => leaf.say(
                &run.text,
                LinePlace {
                    page_idx,
                    x: start_of(at.x, run.width()),
                    y: at.y,
                },
            ),
            Mark::Dots { centres, .. } => leaf.n_dots += centres.len(),
            Mark::Link { target, .. } => match target {
                Target::Page(_) => leaf.n_page_links += 1,
                Target::Address(address) if !leaf.links.contains(address) => {
                    leaf.links.push(address.clone());
                }
                Target::Address(_) => {}
            },
            Mark::Rule(..) | Mark::Code(..) | Mark::Picture { .. } => {}
        }
    }
}

impl Leaf {
    fn say(&mut self, text: &str, at: LinePlace) {
        // A drop cap stands lower than the lines beside it.
        let is_after_cap = self.text.chars().nth(1).is_none();
        self.text.push_str(text);
        let Some((_, last)) = &mut self.lines else {
            self.lines = Some((at, at));
            return;
        };
        if !at.follows(*last) && !is_after_cap {
            self.is_disordered = true;
        }
        let is_same_line = at.page_idx == last.page_idx && (at.y - last.y).abs() <= SLACK;
        if !is_same_line {
            *last = at;
        }
    }

    /// The page of its first line, counted from 1.
    pub(super) fn page_number(&self) -> Option<usize> {
        self.lines.map(|(first, _)| first.page_idx + 1)
    }
}
