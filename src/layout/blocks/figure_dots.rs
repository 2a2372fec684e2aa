//! A figure as a field of dots, one dot for each one counted: repeated, never scaled.
//!
//! The pitch is one baseline step both ways, and each row of dots stands on a baseline. A field too
//! high for a page goes on to the next.

use crate::base::color::Ink;
use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::base::geometry::Point;
use crate::content::booklet::FigureDots;
use crate::content::text::Passage;
use crate::design::language::fill;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Break, Columns, Galley, Piece, Start};
use crate::layout::page::{Item, Mark, Place, Role, Tag, TagId, TagTree};
use crate::layout::stack::Stack;
use crate::layout::{figure_source, section};

/// More dots than this nobody can take in: some thirty pages.
const MOST_DOTS: u64 = 20_000;

/// Sets a field of dots.
pub(super) fn set(compositor: &mut Compositor<'_>, dots: &FigureDots, at: Span) -> Galley {
    let booklet = compositor.booklet;
    let figure = &booklet.figures[dots.show.0];
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    if figure.value > MOST_DOTS {
        let message = format!("{} dots would fill more than thirty pages", figure.value);
        compositor.complaints.push(
            Diagnostic::new(Code::Overset, Some(figure.at), message)
                .label("this figure")
                .also(at, "shown as dots here")
                .help("show it as a number: `style: numbers`"),
        );
    }
    let n_dots = figure.value.min(MOST_DOTS) as usize;
    let label = compositor
        .words(&figure.label)
        .map(|words| words.text.clone())
        .unwrap_or_default();

    let mut pieces = Vec::new();
    if let Some(title) = &dots.title {
        pieces.extend(section::heading(compositor, title, section));
    }
    let mut tag = Tag::new(Role::Figure);
    let number = compositor.tongue.row.number(figure.value);
    let sentence = fill(compositor.tongue.row.words.dots, &[&number, &label]);
    tag.alternative = Some(sentence);
    let tag = compositor.tags.add_tag(section, tag);
    pieces.extend(rows(compositor, n_dots, tag, at));
    pieces.push(caption(compositor, dots, &label, section, at));

    let title = dots
        .title
        .as_ref()
        .and_then(|title| compositor.words(title));
    Galley {
        columns: Columns::ONE,
        section_idx: None,
        sourced: Some(figure_source::sourced(
            booklet,
            vec![dots.show],
            section,
            at,
        )),
        pieces,
        start: Start::NextPage,
        running_head: Some(title.map_or_else(
            || compositor.tongue.row.words.figures.to_owned(),
            |title| title.text.clone(),
        )),
        outline: Some(format!("{number} {label}")),
    }
}

/// One piece a row.
fn rows(compositor: &Compositor<'_>, n_dots: usize, tag: TagId, at: Span) -> Vec<Piece> {
    let pitch = compositor.grid.step;
    let diameter = compositor.design.theme.dots.diameter.0;
    let radius = diameter * 0.5;
    let n_columns = (compositor.grid.measure.ratio(pitch) + 1e-6)
        .floor()
        .max(1.0) as usize;
    let n_rows = n_dots.div_ceil(n_columns);
    let row = |row_idx: usize| {
        let n_here = n_columns.min(n_dots - row_idx * n_columns);
        let y = pitch - radius;
        let centres = (0..n_here).map(|idx| Point {
            x: radius + pitch * idx as f64,
            y,
        });
        let mark = Mark::Dots {
            centres: centres.collect(),
            diameter,
            ink: Ink::Text,
        };
        let item = Item {
            mark,
            place: Place::Meaning(tag),
            source: Some(at),
        };
        // A last row alone on a page would look like a mistake.
        let is_next_to_last = row_idx + 2 == n_rows;
        let break_after = if is_next_to_last {
            Break::Forbidden
        } else {
            Break::Allowed
        };
        Piece {
            height: pitch,
            items: vec![item],
            break_after,
            ..Piece::default()
        }
    };
    let mut pieces: Vec<_> = (0..n_rows).map(row).collect();
    if let Some(last) = pieces.last_mut() {
        last.break_after = Break::Forbidden;
    }
    pieces
}

fn caption(
    compositor: &mut Compositor<'_>,
    dots: &FigureDots,
    label: &str,
    section: TagId,
    at: Span,
) -> Piece {
    let tag = compositor.tags.add(section, Role::Paragraph);
    let gap = compositor.design.theme.dots.caption_gap.0;
    let mut stack = Stack::under(compositor.grid.step * (gap - 1.0));
    let own = dots
        .caption
        .as_ref()
        .and_then(|caption| compositor.words(caption))
        .cloned();
    let words = own
        .unwrap_or_else(|| Passage::made(fill(compositor.tongue.row.words.each_dot, &[label]), at));
    let lines = compositor.lines(&words, StyleName::Caption, compositor.grid.measure);
    stack.add(lines, compositor.grid.step, tag, words.at);
    Piece::of_stack(stack)
}
