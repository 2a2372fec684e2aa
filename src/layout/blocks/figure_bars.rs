//! Figures as bars, each with its label and number beside it.
//!
//! A bar's length is its number, on one scale for all bars of a group. Figures of unlike size stand
//! in groups of their own, and the page says so: one bar of 5,000 would flatten 63 and 70 alike.

use super::figure_numbers::{qualified_label, with_parts};
use crate::base::color::Ink;
use crate::base::diagnostic::Span;
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::booklet::{FigureIdx, FigureList};
use crate::design::language::fill;
use crate::design::theme::StyleName;
use crate::layout::compositor::{Compositor, line_items};
use crate::layout::galley::{Galley, Piece};
use crate::layout::page::{Item, Mark, Place, Role, Tag, TagId};
use crate::layout::section::Section;

/// Figures that differ by more than this factor stand in different groups.
const MOST_UNLIKE: u64 = 12;

/// The height of a bar, as a part of the step.
const BAR_HEIGHT: f64 = 0.5;

/// The part of the measure the longest bar of a group takes; the rest is for its number.
const LONGEST_BAR: f64 = 0.8;

/// Sets figures as bars.
pub(super) fn set(compositor: &mut Compositor<'_>, list: &FigureList, at: Span) -> Galley {
    let mut section = Section::open(compositor, list.title.as_ref());
    let shown = list
        .show
        .iter()
        .flat_map(|whole| with_parts(compositor, *whole));
    let groups = groups(compositor, shown.map(|(_, figure)| figure).collect());
    for group in &groups {
        let values = group
            .iter()
            .map(|figure| compositor.booklet.figures[figure.0].value);
        let largest = values.max().unwrap_or(1).max(1);
        for figure in group {
            // A bar with nothing to compare it with shows nothing.
            let largest = (group.len() > 1 || groups.len() == 1).then_some(largest);
            let piece = bar(compositor, *figure, largest, section.tag, at);
            section.pieces.push(piece);
        }
        if let Some(last) = section.pieces.last_mut() {
            last.height += compositor.grid.step;
        }
    }
    if groups.iter().filter(|group| group.len() > 1).count() > 1 {
        section.pieces.push(scales(compositor, section.tag, at));
    }
    section.close_as(compositor.design.language.words.figures)
}

/// The figures in order, cut where they become too unlike.
fn groups(compositor: &Compositor<'_>, figures: Vec<FigureIdx>) -> Vec<Vec<FigureIdx>> {
    let value = |figure: FigureIdx| compositor.booklet.figures[figure.0].value.max(1);
    let mut groups: Vec<Vec<FigureIdx>> = Vec::new();
    for figure in figures {
        let fits = |group: &&mut Vec<FigureIdx>| {
            let values = || group.iter().map(|it| value(*it)).chain([value(figure)]);
            let (least, most) = (values().min().unwrap_or(1), values().max().unwrap_or(1));
            most / least < MOST_UNLIKE
        };
        match groups.last_mut().filter(fits) {
            Some(group) => group.push(figure),
            None => groups.push(vec![figure]),
        }
    }
    groups
}

fn bar(
    compositor: &mut Compositor<'_>,
    figure: FigureIdx,
    largest: Option<u64>,
    section: TagId,
    at: Span,
) -> Piece {
    let figure = &compositor.booklet.figures[figure.0];
    let (step, measure) = (compositor.grid.step, compositor.grid.measure);
    let tag = compositor.tags.add(section, Role::Paragraph);
    let mut items = Vec::new();
    let mut y = Pt::ZERO;
    let mut counted = String::new();
    if let Some(mut label) = qualified_label(compositor, figure) {
        label.text.trim().clone_into(&mut counted);
        label.text = format!("{} ", label.text.trim());
        for line in compositor.lines(&label, StyleName::FigureLabel, measure) {
            y += step;
            items.extend(line_items(
                line,
                Point { x: Pt::ZERO, y },
                tag,
                Some(label.at),
            ));
        }
    }
    y += step;
    let length = largest.map_or(Pt::ZERO, |largest| {
        measure * LONGEST_BAR * (figure.value as f64 / largest as f64)
    });
    let height = step * BAR_HEIGHT;
    let number = compositor.design.language.number(figure.value);
    let line = compositor.line(&number, StyleName::FigureLabel);
    let gap = match largest {
        Some(_) => compositor.size(StyleName::FigureLabel) * 0.5,
        None => Pt::ZERO,
    };
    items.extend(line_items(
        line,
        Point { x: length + gap, y },
        tag,
        Some(at),
    ));
    if largest.is_some() {
        let area = Rect {
            origin: Point {
                x: Pt::ZERO,
                y: y - height,
            },
            size: Size {
                width: length.max(Pt(0.5)),
                height,
            },
        };
        let mut shown = Tag::new(Role::Figure);
        let sentence = fill(compositor.design.language.words.bar, &[&counted, &number]);
        shown.alternative = Some(sentence);
        let shown = compositor.tags.add_tag(section, shown);
        items.push(Item {
            mark: Mark::Rule(area, Ink::Accent),
            place: Place::Meaning(shown),
            source: Some(at),
        });
    }
    Piece {
        height: y + step * 0.5,
        items,
        ..Piece::default()
    }
}

fn scales(compositor: &mut Compositor<'_>, section: TagId, at: Span) -> Piece {
    let tag = compositor.tags.add(section, Role::Paragraph);
    let step = compositor.grid.step;
    let line = compositor.line(
        compositor.design.language.words.own_scale,
        StyleName::Source,
    );
    let items = line_items(
        line,
        Point {
            x: Pt::ZERO,
            y: step,
        },
        tag,
        Some(at),
    );
    Piece {
        height: step,
        items,
        ..Piece::default()
    }
}
