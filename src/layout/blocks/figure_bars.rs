//! Figures as bars, each with its label and number beside it.
//!
//! A bar's length is its number, on one scale for all bars of a section: two scales would lie. Where the
//! shortest bar could not be seen, the longest is folded over some rows if it alone is much longer than
//! the rest; else the figures are set as a table.

use super::figure_table;
use crate::base::color::Ink;
use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::booklet::{Figure, FigureIdx, FigureList};
use crate::design::language::fill;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::figure_parts::{listed, qualified_label};
use crate::layout::figure_source;
use crate::layout::galley::{Galley, Piece};
use crate::layout::marks::line_items;
use crate::layout::page::{Item, Mark, Place, Role, Tag, TagId};
use crate::layout::section::{Section, keep_below};
use crate::layout::stack::Stack;

/// The height of a bar, as a part of the step.
const BAR_HEIGHT: f64 = 0.5;

/// From row to row of a folded bar, as a multiple of its height: near enough to be one bar.
const FOLDED_PITCH: f64 = 1.3;

/// The part of the measure a full row takes; the rest is for the number.
const FULL_ROW: f64 = 0.8;

/// The shortest bar that is still seen.
const SHORTEST_BAR: Pt = Pt::from_mm(0.4);

/// The most rows a bar is folded over, and how many times longer than the next it must be for that, so that
/// the next fits a row.
const MOST_ROWS: u64 = 4;

/// How long bars are.
#[derive(Debug, Clone, Copy)]
struct Scale {
    /// The largest number.
    largest: u64,
    /// The rows its bar is folded over; all of them are full.
    n_rows: u64,
    /// The length of a full row.
    full_row: Pt,
}

/// Sets figures as bars.
pub(super) fn set(compositor: &mut Compositor<'_>, list: &FigureList, at: Span) -> Galley {
    let shown = listed(compositor.booklet, &list.show);
    let shown: Vec<FigureIdx> = shown.into_iter().map(|(_, figure)| figure).collect();
    let values = shown
        .iter()
        .map(|figure| compositor.booklet.figures[figure.0].value);
    let values: Vec<u64> = values.collect();
    let Some(scale) = Scale::of(&values, compositor.grid.measure * FULL_ROW) else {
        let message = "the shortest of these bars would be too short to be seen";
        compositor.complaints.push(
            Diagnostic::new(Code::BarsAsTable, Some(at), message)
                .label("set as a table")
                .help(
                    "write `style: table`, or show the figures that are much larger by themselves",
                ),
        );
        return figure_table::set(compositor, list, at);
    };
    let mut section = Section::open(compositor, list.title.as_ref());
    for figure in &shown {
        let figure = &compositor.booklet.figures[figure.0];
        let piece = bar(compositor, figure, scale, section.tag, at);
        section.pieces.push(piece);
    }
    if scale.n_rows > 1 {
        let note = note(compositor, scale.n_rows, section.tag, at);
        keep_below(&mut section.pieces, vec![note]);
    }
    let sourced = figure_source::sourced(compositor.booklet, shown, section.tag, at);
    Galley {
        sourced: Some(sourced),
        ..section.close_as(compositor.tongue.row.words.figures)
    }
}

impl Scale {
    /// The one scale on which every bar is seen; `None` if there is none. A nought has no bar.
    fn of(values: &[u64], full_row: Pt) -> Option<Self> {
        let largest = values.iter().copied().max().unwrap_or(0);
        let least = values.iter().copied().filter(|it| *it > 0).min();
        let mut others = values.to_vec();
        others.sort_unstable();
        others.pop();
        let next = others.last().copied().unwrap_or(0);
        let may_fold = largest / MOST_ROWS > next;
        let most_rows = if may_fold { MOST_ROWS } else { 1 };
        let mut scales = (1..=most_rows).map(|n_rows| Self {
            largest,
            n_rows,
            full_row,
        });
        scales.find(|scale| least.is_none_or(|least| scale.length(least) >= SHORTEST_BAR))
    }

    /// The length of a number's bar, over all its rows.
    fn length(self, value: u64) -> Pt {
        self.full_row * self.n_rows as f64 * (value as f64 / self.largest.max(1) as f64)
    }

    fn n_rows_of(self, value: u64) -> u64 {
        if value == self.largest {
            self.n_rows
        } else {
            1
        }
    }
}

/// A label, the bar under it, the number behind the bar.
fn bar(
    compositor: &mut Compositor<'_>,
    figure: &Figure,
    scale: Scale,
    section: TagId,
    at: Span,
) -> Piece {
    let step = compositor.grid.step;
    let tag = compositor.tags.add(section, Role::Paragraph);
    let mut stack = Stack::default();
    let mut counted = String::new();
    if let Some(label) = qualified_label(compositor, figure) {
        label.text.trim().clone_into(&mut counted);
        let label = label.followed_by(" ");
        let measure = compositor.grid.measure;
        let lines = compositor.lines(&label, StyleName::FigureLabel, measure);
        stack.add(lines, step, tag, label.at);
    }
    let mut items = stack.items;
    let n_rows = scale.n_rows_of(figure.value);
    let row = Size {
        width: scale.length(figure.value) * (1.0 / n_rows as f64),
        height: step * BAR_HEIGHT,
    };
    let first_row = stack.y + step;
    let last_row = first_row + row.height * FOLDED_PITCH * (n_rows - 1) as f64;
    let number = compositor.tongue.row.number(figure.value);
    let line = compositor.line(&number, StyleName::FigureLabel);
    let gap = compositor.size(StyleName::FigureLabel) * 0.5;
    let origin = Point {
        x: if figure.value > 0 {
            row.width + gap
        } else {
            Pt::ZERO
        },
        y: last_row,
    };
    items.extend(line_items(line, origin, tag, Some(at)));
    if figure.value > 0 {
        let mut shown = Tag::new(Role::Figure);
        let sentence = fill(compositor.tongue.row.words.bar, &[&counted, &number]);
        shown.alternative = Some(sentence);
        let shown = compositor.tags.add_tag(section, shown);
        items.extend((0..n_rows).map(|idx| {
            let foot = first_row + row.height * FOLDED_PITCH * idx as f64;
            let origin = Point::at_start(foot - row.height);
            Item {
                mark: Mark::Rule(Rect { origin, size: row }, Ink::Accent),
                place: Place::Meaning(shown),
                source: Some(at),
            }
        }));
    }
    Piece {
        height: last_row + step * 0.5,
        items,
        ..Piece::default()
    }
}

/// That the longest bar is folded.
fn note(compositor: &mut Compositor<'_>, n_rows: u64, section: TagId, at: Span) -> Piece {
    let tag = compositor.tags.add(section, Role::Paragraph);
    let words = fill(
        compositor.tongue.row.words.folded_bar,
        &[&compositor.tongue.row.in_digits(&n_rows.to_string())],
    );
    let line = compositor.line(&words, StyleName::Source);
    let height = compositor.leading(StyleName::Source) * 1.5;
    Piece::of_line(line, height, tag, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: Pt = Pt::from_mm(100.0);

    #[test]
    fn all_bars_have_one_scale() {
        let scale = Scale::of(&[48, 8, 58, 500], ROW).unwrap();
        assert_eq!(scale.n_rows, 1);
        assert_eq!(scale.length(500), ROW);
        assert_eq!(scale.length(50), Pt::from_mm(10.0));
    }

    #[test]
    fn one_long_bar_is_folded_where_the_shortest_would_not_be_seen() {
        let scale = Scale::of(&[12, 5379, 613], ROW).unwrap();
        assert_eq!(scale.n_rows, 2);
        assert!(scale.length(613) < ROW);
        assert_eq!(scale.length(5379), ROW * 2.0);
    }

    #[test]
    fn what_no_scale_shows_has_none() {
        assert!(Scale::of(&[12, 5379, 4000], ROW).is_none());
        assert!(Scale::of(&[1, 1_000_000], ROW).is_none());
    }

    #[test]
    fn a_nought_has_no_bar_and_hides_no_other() {
        let scale = Scale::of(&[0, 613, 63], ROW).unwrap();
        assert_eq!((scale.n_rows, scale.length(0)), (1, Pt::ZERO));
        assert!(Scale::of(&[0, 0], ROW).is_some());
    }
}
