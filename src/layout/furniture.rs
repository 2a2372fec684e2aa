//! Furnishes pages: folios, running heads, and the page numbers that were left open.
//!
//! Takes the drafts, now that it is known which page is a recto; gives the finished pages. The
//! furniture stands in the outer margin and turns towards the text on both sides. Here a page is whole, and
//! its items are put from its start edge to its left.

use super::compositor::Compositor;
use super::galley::{Anchor, PageReference};
use super::grid::{FROM_EDGE, Side};
use super::make_up::{Drafts, PageDraft};
use super::marks::line_items;
use super::page::{Furniture, Item, Mark, OutlineEntry, Page, Place, TagTree, Target};
use super::titles::{self, Room};
use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::text::Passage;
use crate::design::theme::{FurnitureYaml, StyleName};
use crate::inline::line::Line;

/// The part of the measure a running head above the text may take.
const HEAD_PART: f64 = 0.8;

/// From line to line of a running head, as a multiple of its size.
const HEAD_LEADING: f64 = 1.25;

/// Furnishes the pages, and lists what the outline leads to.
pub fn furnish(compositor: &mut Compositor<'_>, drafts: Drafts) -> (Vec<Page>, Vec<OutlineEntry>) {
    let Drafts {
        pages,
        section_pages,
        outline,
        ..
    } = drafts;
    let entries = outline
        .into_iter()
        .map(|(title, page_idx)| OutlineEntry { title, page_idx });
    let entries = entries.collect();
    let pages = pages
        .into_iter()
        .enumerate()
        .map(|(page_idx, draft)| furnished(compositor, draft, page_idx, &section_pages));
    (pages.collect(), entries)
}

fn furnished(
    compositor: &mut Compositor<'_>,
    draft: PageDraft,
    page_idx: usize,
    section_pages: &[usize],
) -> Page {
    let PageDraft {
        mut items,
        references,
        running_head,
    } = draft;
    for reference in references {
        items.extend(number(compositor, &reference, section_pages));
    }
    if let Some(running_head) = running_head {
        items.extend(margin(compositor, page_idx, &running_head));
    }
    Page {
        trim: compositor.grid.trim,
        label: compositor.tongue.row.numeral(page_idx + 1),
        items: compositor.grid.on_page(items),
    }
}

/// A page number in its place, and the link to that page.
fn number(
    compositor: &mut Compositor<'_>,
    reference: &PageReference,
    section_pages: &[usize],
) -> Vec<Item> {
    let page_idx = section_pages
        .get(reference.section_idx)
        .copied()
        .unwrap_or(0);
    let row = reference.tongue.row;
    let folio = row.numeral(page_idx + 1);
    let words = reference.words.replace("{}", &folio);
    let line = compositor.line(&words, reference.style);
    let start = match reference.anchor {
        Anchor::Start => reference.at.x,
        Anchor::End => reference.at.x - line.width,
    };
    let mut items = line_items(
        line,
        Point {
            x: start,
            y: reference.at.y,
        },
        reference.tag,
        None,
    );
    if let Some((area, tag)) = reference.link {
        let description = row.words.page.replace("{}", &folio);
        let mark = Mark::Link {
            area,
            target: Target::Page(page_idx),
            description,
        };
        items.push(Item {
            mark,
            place: Place::Meaning(tag),
            source: None,
        });
    }
    items
}

/// Folio and running head: the booklet on a verso, the section on a recto.
fn margin(compositor: &mut Compositor<'_>, page_idx: usize, section: &str) -> Vec<Item> {
    let side = Side::of(page_idx);
    let booklet = compositor.booklet;
    let title = compositor
        .words(&booklet.title)
        .map(|title| title.text.clone())
        .unwrap_or_default();
    let words = match side {
        Side::Recto => section,
        Side::Verso => &title,
    };
    let page = compositor.design.theme.page.clone();
    let folio = compositor.tongue.row.numeral(page_idx + 1);
    let folio = compositor.line(&folio, StyleName::Folio);
    let words = Passage::made(words, booklet.title.at);
    let measure = match page.furniture {
        FurnitureYaml::Side => page.furniture_width.0.min(outer_room(compositor)),
        FurnitureYaml::Head => compositor.grid.measure * HEAD_PART,
    };
    let room = Room::of(measure);
    // A head that does not fit is left out: it says again what stands elsewhere.
    let rank = titles::rank_that_fits(compositor, [&words], StyleName::RunningHead, room);
    let heads = rank
        .map(|rank| rank.lines(compositor, &words))
        .unwrap_or_default();
    let grid = compositor.grid;
    let leading = compositor.size(StyleName::RunningHead) * HEAD_LEADING;
    let folio_y = grid.head + grid.baseline(page.folio_line.0);
    let mut y = grid.head + grid.baseline(page.running_head_line.0);
    let mut items = Vec::new();
    let mut push = |line: Line, x: Pt, y: Pt| {
        let marks = line_items(line, Point { x, y }, TagTree::ROOT, None);
        let place = Place::Furniture(Furniture::RunningHead);
        items.extend(marks.into_iter().map(|item| Item { place, ..item }));
    };
    let x = furniture_start(compositor, side, folio.width, true);
    push(folio, x, folio_y);
    for head in heads {
        let x = furniture_start(compositor, side, head.width, false);
        push(head, x, y);
        y += leading;
    }
    items
}

/// How wide furniture in the outer margin may be without coming too near the edge of the page.
fn outer_room(compositor: &Compositor<'_>) -> Pt {
    let (grid, page) = (&compositor.grid, &compositor.design.theme.page);
    grid.trim.width - grid.inner - grid.measure - page.furniture_gap.0 - FROM_EDGE
}

/// Where a folio or a running head begins: in the outer margin it turns towards the text; above the
/// text the folio stands at the outer edge and the running head at the inner.
fn furniture_start(compositor: &Compositor<'_>, side: Side, width: Pt, is_folio: bool) -> Pt {
    let (grid, page) = (&compositor.grid, &compositor.design.theme.page);
    match (page.furniture, (side == Side::Recto) == is_folio) {
        (FurnitureYaml::Side, _) => grid.outer_start(side, page.furniture_gap.0, width),
        (FurnitureYaml::Head, true) => grid.start(side) + grid.measure - width,
        (FurnitureYaml::Head, false) => grid.start(side),
    }
}
