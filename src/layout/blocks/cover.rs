//! The front cover: title, the day that is remembered, a rule, a line at the foot.

use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::booklet::{Block, Cover};
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::Galley;
use crate::layout::grid::Side;
use crate::layout::marks::line_items;
use crate::layout::page::{Item, Role, TagId, TagTree};
use crate::layout::pictures::{self, Placing};
use crate::layout::stack::Stack;
use crate::layout::titles::{self, COVER_SCALES, Rank, Room};

/// The part of its height that a picture keeps beside its caption.
const LEAST_PICTURE: f64 = 0.5;

/// Sets the cover.
pub(super) fn set(compositor: &mut Compositor<'_>, cover: &Cover, at: Span) -> Galley {
    let style = compositor.design.theme.cover.clone();
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let mut items = title(compositor, section, style.title_line.0);

    if let Some(day) = compositor.booklet.commemorates {
        let words = Passage::made(compositor.tongue.row.date(day), at);
        let tag = compositor.tags.add(section, Role::Paragraph);
        let line = compositor.line(&words.text, StyleName::CoverDate);
        let y = compositor.grid.baseline(style.date_line.0);
        items.extend(line_items(line, Point::at_start(y), tag, Some(at)));
    }

    let middle = compositor.grid.baseline(style.rule_line.0);
    items.push(compositor.ornament(middle, compositor.grid.measure, style.rule.0));

    if let Some(picture) = &cover.picture {
        let pictures = compositor.design.theme.pictures.clone();
        let origin = Point::at_start(compositor.grid.baseline(pictures.cover_line.0));
        let width = compositor.grid.measure;
        // The words under it stand in the room that it would else have.
        let taken = pictures::caption_height(compositor, picture, width);
        let height = (pictures.cover_height.0 - taken).max(Pt::ZERO);
        if height < pictures.cover_height.0 * LEAST_PICTURE {
            let message = "the words under the picture leave it no room on the cover";
            let help = "shorten its caption";
            let complaint = Diagnostic::new(Code::Overset, Some(picture.at), message);
            compositor.complaints.push(complaint.help(help));
        }
        let size = Size { width, height };
        let room = Rect { origin, size };
        let (shown, size) = pictures::items(compositor, picture, room, Placing::Whole, section);
        items.extend(shown);
        let below = origin.moved(Pt::ZERO, size.height);
        let (words, _) = pictures::caption(compositor, picture, below, width, section);
        items.extend(words);
    }

    if let Some(words) = foot_line(compositor, cover, at) {
        let tag = compositor.tags.add(section, Role::Paragraph);
        let mut stack = Stack::from_baseline(compositor.grid.baseline(style.foot_line.0));
        let lines = compositor.lines(&words, StyleName::CoverLine, compositor.grid.measure);
        stack.add(
            lines,
            compositor.leading(StyleName::CoverLine),
            tag,
            words.at,
        );
        items.extend(stack.items);
    }
    let mut galley = Galley::one_page(items, compositor.grid.height());
    galley.outline = compositor
        .words(&compositor.booklet.title)
        .map(|title| title.text.clone());
    galley
}

/// The title; its last line stands on the given line, those before it above. A long one is set
/// smaller.
fn title(compositor: &mut Compositor<'_>, section: TagId, last_line: f64) -> Vec<Item> {
    let Some(words) = compositor.words(&compositor.booklet.title) else {
        return Vec::new();
    };
    let tag = compositor.tags.add(section, Role::Heading(1));
    let last = compositor.grid.baseline(last_line);
    let room = title_room(compositor);
    let widest = titles::rank(compositor, [words], StyleName::CoverTitle, room);
    let smaller = COVER_SCALES.iter().filter(|scale| **scale < widest.scale);
    let smaller = smaller.map(|scale| Rank {
        scale: *scale,
        ..widest
    });
    let set = |compositor: &mut Compositor<'_>, rank: Rank| {
        let lines = rank.lines(compositor, words);
        let leading = rank.leading(compositor);
        let first = last - leading * (lines.len() as f64 - 1.0);
        (lines, leading, first)
    };
    let (mut lines, mut leading, mut y) = set(compositor, widest);
    let mut size = widest.size(compositor);
    for rank in smaller {
        if y >= size {
            break;
        }
        (lines, leading, y) = set(compositor, rank);
        size = rank.size(compositor);
    }
    if y < Pt::ZERO {
        let message = "the title is too long for the cover";
        let complaint = Diagnostic::new(Code::Overset, Some(words.at), message);
        compositor
            .complaints
            .push(complaint.help("shorten it, or move a part of it to `subtitle`"));
    }
    let mut stack = Stack::from_baseline(y);
    stack.add(lines, leading, tag, words.at);
    stack.items
}

/// The room of the title: on the first page, a recto, all beyond the measure's start.
fn title_room(compositor: &Compositor<'_>) -> Room {
    let (grid, sections) = (&compositor.grid, &compositor.booklet.sections);
    let is_first = matches!(sections.first().map(|it| &it.block), Some(Block::Cover(_)));
    if is_first {
        Room {
            widest: grid.room_on(Side::Recto),
            ..Room::of(grid.measure)
        }
    } else {
        Room::of_bare_page(grid)
    }
}

/// The line at the foot: the booklet's own, or its subtitle and date.
fn foot_line(compositor: &Compositor<'_>, cover: &Cover, at: Span) -> Option<Passage> {
    if let Some(line) = &cover.line {
        return compositor.words(line).cloned();
    }
    let date = compositor.tongue.row.date(compositor.booklet.date);
    let subtitle = compositor
        .booklet
        .subtitle
        .as_ref()
        .and_then(|text| compositor.words(text));
    Some(match subtitle {
        Some(subtitle) => subtitle.followed_by(&format!(", {date}")),
        None => Passage::made(date, at),
    })
}
