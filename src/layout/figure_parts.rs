//! Which figures a section shows, parts under their wholes, and what each is called.

use std::collections::BTreeSet;

use super::compositor::Compositor;
use crate::content::booklet::{Booklet, Figure, FigureIdx, Qualifier};
use crate::content::text::Passage;

/// The deepest that a part of a part stands in; what is deeper stands as deep.
const DEEPEST: usize = 3;

/// What a figure counts, and how sure it is.
pub fn qualified_label(compositor: &Compositor<'_>, figure: &Figure) -> Option<Passage> {
    let words = compositor.words(&figure.label)?.clone();
    let language = compositor.tongue.row;
    let qualifier = match figure.qualifier {
        None => return Some(words),
        Some(Qualifier::About) => language.words.about,
        Some(Qualifier::AtLeast) => language.words.at_least,
    };
    Some(words.followed_by(&format!(" ({qualifier})")))
}

/// The figures that are named and all their parts, with how deep each stands. Each is listed once: a part
/// that is named also by itself stands under its whole.
pub fn listed(booklet: &Booklet, show: &[FigureIdx]) -> Vec<(usize, FigureIdx)> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); booklet.figures.len()];
    for (idx, figure) in booklet.figures.iter().enumerate() {
        if let Some(FigureIdx(whole)) = figure.of {
            parts[whole].push(idx);
        }
    }
    let mut under = BTreeSet::new();
    let mut waiting: Vec<usize> = show.iter().map(|figure| figure.0).collect();
    while let Some(whole) = waiting.pop() {
        waiting.extend(parts[whole].iter().filter(|part| under.insert(**part)));
    }
    let mut listed = Vec::new();
    let mut known = BTreeSet::new();
    let wholes = show
        .iter()
        .rev()
        .filter(|figure| !under.contains(&figure.0));
    let mut waiting: Vec<(usize, usize)> = wholes.map(|figure| (0, figure.0)).collect();
    while let Some((depth, figure)) = waiting.pop() {
        if known.insert(figure) {
            listed.push((depth, FigureIdx(figure)));
            let depth = (depth + 1).min(DEEPEST);
            waiting.extend(parts[figure].iter().rev().map(|part| (depth, *part)));
        }
    }
    listed
}
