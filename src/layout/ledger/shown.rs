//! Which figures a section shows.

use crate::content::booklet::{Figure, FigureIdx};

/// The figures that are named with all their parts, in the order of the booklet.
pub(super) fn shown<'f>(
    figures: &'f [Figure],
    show: &[FigureIdx],
) -> impl Iterator<Item = &'f Figure> {
    let mut is_shown = vec![false; figures.len()];
    for FigureIdx(idx) in show {
        is_shown[*idx] = true;
    }
    // A part is shown with its whole, however deep; wholes may stand after their parts.
    let mut is_known = is_shown.clone();
    for idx in 0..figures.len() {
        let mut path = Vec::new();
        let mut at = Some(idx);
        while let Some(idx) = at.filter(|idx| !is_known[*idx]) {
            is_known[idx] = true;
            path.push(idx);
            at = figures[idx].of.map(|it| it.0);
        }
        let is_under = at.is_some_and(|idx| is_shown[idx]);
        for idx in path {
            is_shown[idx] = is_under;
        }
    }
    let both = figures.iter().zip(is_shown);
    both.filter_map(|(figure, is_shown)| is_shown.then_some(figure))
}
