//! A statement: the speaker's name and titles, a rule, the words exactly as given.

use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::booklet::{Person, Statement};
use crate::content::picture::Picture;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Break, Columns, Galley, Piece, Start};
use crate::layout::notes;
use crate::layout::page::{Furniture, Item, Place, Role, TagId, TagTree};
use crate::layout::pictures::{self, Placing};
use crate::layout::prose;
use crate::layout::running_text::{self, Beside, Manner, Opening};
use crate::layout::stack::Stack;
use crate::layout::titles::{self, Room};

/// The lines between the head of a statement and its text, at least.
const FEWEST_LINES_BETWEEN: f64 = 2.0;

/// The part of a line that may stand beside the space under a portrait.
const CLEARANCE: f64 = 0.3;

/// Sets a statement.
pub(super) fn set(compositor: &mut Compositor<'_>, statement: &Statement) -> Galley {
    let booklet = compositor.booklet;
    let person = &booklet.people[statement.by.0];
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let mut pieces = vec![head(compositor, person, section)];
    let (mut beside, below) = portrait(compositor, &mut pieces[0], person, section);
    let mut quote = pull_quote(compositor, statement);
    if let Some(quote) = quote.take_if(|_| has_outer_room(compositor)) {
        pieces[0].outer.push(quote.in_margin(compositor, below));
    }
    for block in words(compositor, statement, section, beside) {
        beside = beside.after(block.len());
        pieces.extend(block);
        if beside.n_lines == 0
            && let Some(quote) = quote.take()
        {
            pieces.push(quote.in_text(compositor));
        }
    }
    // A text that ends beside the portrait has it under its last lines.
    if let Some(quote) = quote.take() {
        pieces.push(quote.in_text(compositor));
    }
    if let Some(marked) = &statement.marked {
        let measure = compositor.grid.measure;
        notes::add(compositor, marked, &mut pieces, section, measure);
    }
    // A text that is shorter than the portrait beside it.
    if let Some(last) = pieces.last_mut() {
        last.height += compositor.grid.step * beside.n_lines as f64;
    }
    if let Some(signature) = &person.signature {
        if let Some(last) = pieces.last_mut() {
            last.break_after = Break::Forbidden;
        }
        pieces.push(signed(compositor, signature, section));
    }
    let name = person.full_name(compositor.tongue.language);
    let short = person
        .short
        .as_ref()
        .and_then(|short| compositor.words(short));
    let running_head = short.map_or_else(|| name.clone(), |short| short.text.clone());
    Galley {
        columns: Columns::ONE,
        section_idx: None,
        sourced: None,
        pieces,
        start: Start::FacingNext,
        running_head: Some(running_head),
        outline: Some(name),
    }
}

/// The words: the pieces of each paragraph, and of what else Markdown has.
fn words(
    compositor: &mut Compositor<'_>,
    statement: &Statement,
    section: TagId,
    mut beside: Beside,
) -> Vec<Vec<Piece>> {
    if let Some(marked) = &statement.marked {
        let manner = Manner {
            style: StyleName::Body,
            measure: compositor.grid.measure,
            drop_cap: statement.drop_cap,
            beside,
        };
        return prose::blocks(compositor, marked, section, manner);
    }
    let paragraphs = compositor.words(&statement.text).map(Passage::paragraphs);
    let mut blocks = Vec::new();
    for (idx, passage) in paragraphs.unwrap_or_default().iter().enumerate() {
        let tag = compositor.tags.add(section, Role::Paragraph);
        let opening = match idx {
            0 if statement.drop_cap => Opening::DropCap,
            0 => Opening::Flush,
            _ => Opening::Indented,
        };
        let lines = running_text::literal(compositor, passage, tag, opening, beside);
        beside = beside.after(lines.len());
        blocks.push(lines);
    }
    blocks
}

/// Name, titles and rule, with the space down to the text.
fn head(compositor: &mut Compositor<'_>, person: &Person, section: TagId) -> Piece {
    let style = compositor.design.theme.statement.clone();
    let grid = compositor.grid;
    let portrait = compositor.design.theme.pictures.portrait_width.0;
    let is_beside = person.portrait.is_some() && !has_outer_room(compositor);
    let room = if person.portrait.is_none() {
        Room::of_page(compositor)
    } else if is_beside {
        Room::of(grid.measure - portrait - grid.step)
    } else {
        Room::of(grid.measure)
    };
    let name = person.full_name(compositor.tongue.language);
    let name = Passage::made(name, person.name.at);

    let tag = compositor.tags.add(section, Role::Heading(2));
    let mut stack = Stack::from_baseline(grid.baseline(style.name_line.0));
    let (lines, leading) = titles::set(compositor, &name, StyleName::Name, room);
    stack.add(lines, leading, tag, name.at);
    for title in &person.titles {
        let Some(words) = compositor.words(title) else {
            continue;
        };
        let tag = compositor.tags.add(section, Role::Paragraph);
        let (lines, _) = titles::set(compositor, words, StyleName::Titles, room);
        stack.add(lines, grid.step, tag, words.at);
    }
    let middle = stack.y + grid.step * style.rule_gap.0;
    let mut items = stack.items;
    items.push(compositor.ornament(middle, room.measure, style.rule.0));

    let wanted = grid.baseline(grid.first_line as f64 - 1.0);
    let needed = grid.step * (middle.ratio(grid.step) + FEWEST_LINES_BETWEEN - 1.0).ceil();
    Piece {
        height: wanted.max(needed),
        items,
        break_after: Break::Forbidden,
        ..Piece::default()
    }
}

/// Puts the portrait beside the head of the statement: into the outer margin, or, where that is too
/// narrow, at the end of the measure. Gives what of it stands beside the text, and where it ends.
fn portrait(
    compositor: &mut Compositor<'_>,
    head: &mut Piece,
    person: &Person,
    section: TagId,
) -> (Beside, Pt) {
    let style = compositor.design.theme.pictures.clone();
    let (step, width) = (compositor.grid.step, style.portrait_width.0);
    let y = compositor.grid.baseline(style.portrait_line.0);
    let Some(portrait) = &person.portrait else {
        return (Beside::default(), y);
    };
    // Three to four, all alike.
    let room = Rect {
        origin: Point::at_start(y),
        size: Size {
            width,
            height: width * 4.0 / 3.0,
        },
    };
    let (mut items, size) = pictures::items(compositor, portrait, room, Placing::Filled, section);
    let below = Point::at_start(y + size.height);
    let (caption, height) = pictures::caption(compositor, portrait, below, width, section);
    items.extend(caption);
    let bottom = y + size.height + height + step;
    if has_outer_room(compositor) {
        head.outer.push((width, items));
        return (Beside::default(), bottom);
    }
    let start = compositor.grid.measure - width;
    let items = items.into_iter().map(|item| item.moved(start, Pt::ZERO));
    head.items.extend(items);
    let n_lines = ((bottom - head.height).ratio(step) - CLEARANCE).ceil();
    let beside = Beside {
        n_lines: n_lines.max(0.0) as usize,
        room: width + step,
    };
    if running_text::can_be_justified(compositor.grid.size, compositor.grid.measure - beside.room) {
        return (beside, bottom);
    }
    head.height += step * beside.n_lines as f64;
    (Beside::default(), bottom)
}

/// How far a pull quote stands in between paragraphs, on both sides, in ems.
const PULL_QUOTE_INDENT: f64 = 2.0;

/// Words of a statement set large. They stand in the text already, so a screen reader passes over
/// them.
struct PullQuote<'q> {
    words: &'q Passage,
    /// The room there is for it.
    measure: Pt,
    /// How far it stands in between paragraphs, so that it is not taken for one.
    indent: Pt,
}

fn pull_quote<'q>(compositor: &Compositor<'_>, statement: &'q Statement) -> Option<PullQuote<'q>> {
    let words = compositor.words(statement.pull_quote.as_ref()?)?;
    let indent = compositor.size(StyleName::PullQuote) * PULL_QUOTE_INDENT;
    let measure = if has_outer_room(compositor) {
        compositor.design.theme.pictures.portrait_width.0
    } else {
        compositor.grid.measure - indent * 2.0
    };
    Some(PullQuote {
        words,
        measure,
        indent,
    })
}

impl PullQuote<'_> {
    /// Set into the outer margin, below a place: its width, and its items.
    fn in_margin(&self, compositor: &mut Compositor<'_>, below: Pt) -> (Pt, Vec<Item>) {
        let leading = compositor.leading(StyleName::PullQuote);
        let first_line = compositor.grid.baseline(compositor.grid.first_line as f64);
        let (items, _) = self.items(compositor, below.max(first_line - leading));
        (self.measure, items)
    }

    /// Set between two paragraphs, as far from the one as from the other.
    fn in_text(&self, compositor: &mut Compositor<'_>) -> Piece {
        let step = compositor.grid.step;
        let leading = compositor.leading(StyleName::PullQuote);
        let (items, bottom) = self.items(compositor, Pt::ZERO);
        let height = step * (bottom.ratio(step) + 1.0).ceil();
        let above = (height + step - bottom - leading) * 0.5;
        let items = items.into_iter().map(|item| item.moved(self.indent, above));
        Piece {
            height,
            items: items.collect(),
            ..Piece::default()
        }
    }

    /// The lines below a place, and where the last stands.
    fn items(&self, compositor: &mut Compositor<'_>, top: Pt) -> (Vec<Item>, Pt) {
        let leading = compositor.leading(StyleName::PullQuote);
        let mut stack = Stack::under(top);
        let lines = compositor.lines(self.words, StyleName::PullQuote, self.measure);
        stack.add(lines, leading, TagTree::ROOT, self.words.at);
        for item in &mut stack.items {
            item.place = Place::Furniture(Furniture::Ornament);
        }
        (stack.items, stack.y)
    }
}

/// Whether portraits and pull quotes can stand in the outer margin.
fn has_outer_room(compositor: &Compositor<'_>) -> bool {
    let theme = &compositor.design.theme;
    let width = theme.pictures.portrait_width.0;
    compositor
        .grid
        .has_outer_room(theme.page.furniture_gap.0, width)
}

/// The signature under the text.
fn signed(compositor: &mut Compositor<'_>, signature: &Picture, section: TagId) -> Piece {
    let step = compositor.grid.step;
    let height = compositor.design.theme.pictures.signature_height.0;
    let room = Rect {
        origin: Point::at_start(step * 0.5),
        size: Size {
            width: compositor.grid.measure * 0.5,
            height,
        },
    };
    let (mut items, size) = pictures::items(compositor, signature, room, Placing::Whole, section);
    let below = room.origin.moved(Pt::ZERO, size.height);
    let (words, under) = pictures::caption(compositor, signature, below, room.size.width, section);
    items.extend(words);
    let height = step * ((size.height + under).ratio(step) + 0.5).ceil();
    Piece {
        height,
        items,
        ..Piece::default()
    }
}
