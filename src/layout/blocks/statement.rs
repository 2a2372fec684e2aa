//! A statement: the speaker's name and titles, a rule, the words exactly as given.

use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::booklet::{Person, Statement};
use crate::content::picture::Picture;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::layout::compositor::{Compositor, line_items};
use crate::layout::galley::{Break, Columns, Galley, Piece, Start};
use crate::layout::page::{Furniture, Place, Role, TagId, TagTree};
use crate::layout::pictures::{self, Placing};
use crate::layout::running_text::{self, Opening};

/// The lines between the head of a statement and its text, at least.
const FEWEST_LINES_BETWEEN: f64 = 2.0;

/// Sets a statement.
pub(super) fn set(compositor: &mut Compositor<'_>, statement: &Statement) -> Galley {
    let booklet = compositor.booklet;
    let person = &booklet.people[statement.by.0];
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let mut pieces = vec![head(compositor, person, section)];
    beside(compositor, &mut pieces[0], person, statement, section);
    let paragraphs = compositor.words(&statement.text).map(Passage::paragraphs);
    for (idx, passage) in paragraphs.unwrap_or_default().iter().enumerate() {
        let tag = compositor.tags.add(section, Role::Paragraph);
        let opening = match idx {
            0 if statement.drop_cap => Opening::DropCap,
            0 => Opening::Flush,
            _ => Opening::Indented,
        };
        pieces.extend(running_text::literal(compositor, passage, tag, opening));
    }
    if let Some(signature) = &person.signature {
        if let Some(last) = pieces.last_mut() {
            last.break_after = Break::Forbidden;
        }
        pieces.push(signed(compositor, signature, section));
    }
    let name = person.full_name(booklet.language.value);
    let short = person
        .short
        .as_ref()
        .and_then(|short| compositor.words(short));
    let running_head = short.map_or_else(|| name.clone(), |short| short.text.clone());
    Galley {
        columns: Columns::ONE,
        section_idx: None,
        pieces,
        start: Start::FacingNext,
        running_head: Some(running_head),
        outline: Some(name),
    }
}

/// Name, titles and rule, with the space down to the text.
fn head(compositor: &mut Compositor<'_>, person: &Person, section: TagId) -> Piece {
    let style = compositor.design.theme.statement.clone();
    let grid = compositor.grid;
    let portrait = compositor.design.theme.pictures.portrait_width.0;
    let is_beside = person.portrait.is_some() && !has_outer_room(compositor, portrait);
    let measure = if is_beside {
        grid.measure - portrait - grid.step
    } else {
        grid.measure
    };
    let name = person.full_name(compositor.booklet.language.value);
    let name = Passage::made(name, person.name.at);
    let mut items = Vec::new();

    let tag = compositor.tags.add(section, Role::Heading(2));
    let mut y = grid.baseline(style.name_line.0);
    for (idx, line) in compositor
        .lines(&name, StyleName::Name, measure)
        .into_iter()
        .enumerate()
    {
        if idx > 0 {
            y += compositor.leading(StyleName::Name);
        }
        items.extend(line_items(
            line,
            Point { x: Pt::ZERO, y },
            tag,
            Some(name.at),
        ));
    }
    for title in &person.titles {
        let Some(words) = compositor.words(title) else {
            continue;
        };
        let tag = compositor.tags.add(section, Role::Paragraph);
        for line in compositor.lines(words, StyleName::Titles, measure) {
            y += grid.step;
            items.extend(line_items(
                line,
                Point { x: Pt::ZERO, y },
                tag,
                Some(words.at),
            ));
        }
    }
    let middle = y + grid.step * style.rule_gap.0;
    items.push(compositor.ornament(middle, measure, style.rule.0));

    let wanted = grid.baseline(grid.first_line as f64 - 1.0);
    let needed = grid.step * (middle.ratio(grid.step) + FEWEST_LINES_BETWEEN - 1.0).ceil();
    Piece {
        height: wanted.max(needed),
        items,
        break_after: Break::Forbidden,
        ..Piece::default()
    }
}

/// Puts portrait and pull quote into the outer margin, beside the head of the statement.
fn beside(
    compositor: &mut Compositor<'_>,
    head: &mut Piece,
    person: &Person,
    statement: &Statement,
    section: TagId,
) {
    let style = compositor.design.theme.pictures.clone();
    let width = style.portrait_width.0;
    let mut y = compositor.grid.baseline(style.portrait_line.0);
    if let Some(portrait) = &person.portrait {
        // Three to four, all alike.
        let room = Rect {
            origin: Point { x: Pt::ZERO, y },
            size: Size {
                width,
                height: width * 4.0 / 3.0,
            },
        };
        let (mut items, size) =
            pictures::items(compositor, portrait, room, Placing::Filled, section);
        let below = Point {
            x: Pt::ZERO,
            y: y + size.height,
        };
        let (caption, height) = pictures::caption(compositor, portrait, below, width, section);
        items.extend(caption);
        y += size.height + height + compositor.grid.step;
        if has_outer_room(compositor, width) {
            head.outer.push((width, items));
        } else {
            let left = compositor.grid.measure - width;
            head.items
                .extend(items.into_iter().map(|item| item.moved(left, Pt::ZERO)));
            let lines = (y.ratio(compositor.grid.step)).ceil();
            head.height = head.height.max(compositor.grid.step * lines);
        }
    }
    let quote = statement
        .pull_quote
        .as_ref()
        .and_then(|quote| compositor.words(quote));
    if let Some(words) = quote.filter(|_| has_outer_room(compositor, width)) {
        // The words stand in the text: a screen reader need not say them twice.
        let leading = compositor.leading(StyleName::PullQuote);
        let mut y = y.max(compositor.grid.baseline(compositor.grid.first_line as f64) - leading);
        let mut items = Vec::new();
        for line in compositor.lines(words, StyleName::PullQuote, width) {
            y += leading;
            let origin = Point { x: Pt::ZERO, y };
            items.extend(line_items(line, origin, TagTree::ROOT, Some(words.at)));
        }
        for item in &mut items {
            item.place = Place::Furniture(Furniture::Ornament);
        }
        head.outer.push((width, items));
    }
}

/// Whether something of a width can stand in the outer margin.
fn has_outer_room(compositor: &Compositor<'_>, width: Pt) -> bool {
    let (grid, page) = (&compositor.grid, &compositor.design.theme.page);
    let margin = grid.trim.width - grid.inner - grid.measure - page.furniture_gap.0;
    margin.fits(width)
}

/// The signature under the text.
fn signed(compositor: &mut Compositor<'_>, signature: &Picture, section: TagId) -> Piece {
    let step = compositor.grid.step;
    let height = compositor.design.theme.pictures.signature_height.0;
    let room = Rect {
        origin: Point {
            x: Pt::ZERO,
            y: step * 0.5,
        },
        size: Size {
            width: compositor.grid.measure * 0.5,
            height,
        },
    };
    let (items, size) = pictures::items(compositor, signature, room, Placing::Whole, section);
    let height = step * (size.height.ratio(step) + 0.5).ceil();
    Piece {
        height,
        items,
        ..Piece::default()
    }
}
