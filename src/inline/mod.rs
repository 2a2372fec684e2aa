//! Text to lines: itemize, shape, find breaks, choose them, set the lines.
//!
//! Takes a [`Paragraph`], gives [`Line`]s. The work is cut in two so that a text can be tried at
//! several measures without being shaped again: [`prepare`] measures in ems and knows no size,
//! [`set`] breaks and sets what was prepared at one size and measure.

pub mod break_lines;
pub mod breaks;
pub mod demerits;
pub mod fit_line;
pub mod itemize;
pub mod justify;
pub mod line;
pub mod paragraph;
pub mod places;
pub mod protrude;
pub mod search;
pub mod setting;
pub mod shape;

use crate::base::units::{Em, Pt};

use breaks::Prepared;
use line::Line;
use paragraph::Paragraph;
use setting::Setting;
use shape::Shaper;

/// Measures a paragraph and finds every place it may be broken at.
pub fn prepare<'p>(shaper: &mut Shaper<'_>, paragraph: &'p Paragraph) -> Prepared<'p> {
    let itemized = itemize::itemize(shaper.fonts(), paragraph);
    let clusters = shape::clusters(shaper, &itemized);
    breaks::with_breaks(shaper, itemized, clusters)
}

/// Breaks and sets a prepared paragraph.
pub fn set(
    shaper: &mut Shaper<'_>,
    prepared: &Prepared<'_>,
    size: Pt,
    measure: Pt,
    setting: &Setting,
) -> Vec<Line> {
    let chosen = break_lines::break_lines(prepared, Em(measure.ratio(size)), setting);
    chosen
        .iter()
        .map(|line| justify::realise(shaper, prepared, line, size))
        .collect()
}

/// Whether the last of set lines is as long as the setting asks, and does not begin with the rest of a
/// broken word.
pub fn ends_well(lines: &[Line], measure: Pt, setting: &Setting) -> bool {
    let [.., before, last] = lines else {
        return true;
    };
    let is_rest = before
        .runs
        .last()
        .is_some_and(|run| run.ends_with_own_hyphen || run.text.ends_with(justify::SOFT_HYPHEN));
    !is_rest && last.width >= measure * setting.least_last
}

/// The width of a paragraph on one line, in ems of its size.
pub fn width(shaper: &mut Shaper<'_>, paragraph: &Paragraph) -> Em {
    let itemized = itemize::itemize(shaper.fonts(), paragraph);
    let clusters = shape::clusters(shaper, &itemized);
    Em(clusters.iter().map(|cluster| cluster.width).sum())
}
