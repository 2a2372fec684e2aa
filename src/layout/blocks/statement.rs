//! A statement: the speaker's name and titles, a rule, the words exactly as given.

use crate::base::geometry::Point;
use crate::base::units::{Em, Pt};
use crate::content::booklet::{Person, Statement};
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::inline::break_lines::Setting;
use crate::layout::compositor::{Compositor, line_items, rule};
use crate::layout::galley::{Break, Galley, Piece, Start};
use crate::layout::page::{Furniture, Place, Role, TagId, TagTree};

/// The lines between the head of a statement and its text, at least.
const FEWEST_LINES_BETWEEN: f64 = 2.0;

/// Sets a statement.
pub(super) fn set(compositor: &mut Compositor<'_>, statement: &Statement) -> Galley {
    let booklet = compositor.booklet;
    let person = &booklet.people[statement.by.0];
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let mut pieces = vec![head(compositor, person, section)];
    let paragraphs = compositor.words(&statement.text).map(Passage::paragraphs);
    for (idx, passage) in paragraphs.unwrap_or_default().iter().enumerate() {
        let tag = compositor.tags.add(section, Role::Paragraph);
        let indent = if idx > 0 {
            compositor.design.theme.indent()
        } else {
            Em(0.0)
        };
        pieces.extend(paragraph(compositor, passage, tag, indent));
    }
    let name = person.full_name(booklet.language.value);
    let short = person
        .short
        .as_ref()
        .and_then(|short| compositor.words(short));
    let running_head = short.map_or_else(|| name.clone(), |short| short.text.clone());
    Galley {
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
    let name = person.full_name(compositor.booklet.language.value);
    let name = Passage::made(name, person.name.at);
    let mut items = Vec::new();

    let tag = compositor.tags.add(section, Role::Heading(2));
    let mut y = grid.baseline(style.name_line.0);
    for (idx, line) in compositor
        .lines(&name, StyleName::Name, grid.measure)
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
        for line in compositor.lines(words, StyleName::Titles, grid.measure) {
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
    let ornament = Place::Furniture(Furniture::Ornament);
    items.push(rule(Pt::ZERO, middle, grid.measure, style.rule.0, ornament));

    let wanted = grid.baseline(grid.first_line as f64 - 1.0);
    let needed = grid.step * (middle.ratio(grid.step) + FEWEST_LINES_BETWEEN - 1.0).ceil();
    Piece {
        height: wanted.max(needed),
        items,
        break_after: Break::Forbidden,
        ..Piece::default()
    }
}

/// A paragraph of running text: one piece a line, widows and orphans kept together.
fn paragraph(
    compositor: &mut Compositor<'_>,
    passage: &Passage,
    tag: TagId,
    indent: Em,
) -> Vec<Piece> {
    let paragraph = compositor
        .paragraph(passage, StyleName::Body)
        .indented(indent);
    let grid = compositor.grid;
    let lines = compositor.set(&paragraph, grid.size, grid.measure, &Setting::JUSTIFIED);
    let n_lines = lines.len();
    let mut pieces = Vec::with_capacity(n_lines);
    for (idx, line) in lines.into_iter().enumerate() {
        let warning = compositor.warning(
            &line,
            &passage.text,
            passage.span_of(line.text.start, line.text.end),
        );
        let baseline = Point {
            x: Pt::ZERO,
            y: grid.step,
        };
        pieces.push(Piece {
            height: grid.step,
            items: line_items(line, baseline, tag, Some(passage.at)),
            break_after: break_after_line(idx, n_lines),
            warning,
            ..Piece::default()
        });
    }
    pieces
}

/// Whether a page may end after a line: not after a paragraph's first (an orphan), nor before its
/// last (a widow).
fn break_after_line(idx: usize, n_lines: usize) -> Break {
    let is_orphan = idx == 0 && n_lines > 1;
    let leaves_widow = idx + 2 == n_lines;
    if is_orphan || leaves_widow {
        Break::Forbidden
    } else {
        Break::Allowed
    }
}
