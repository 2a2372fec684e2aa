//! Prose, such as a foreword: heading, text in one to three columns, notes at the foot.

use crate::base::units::Pt;
use crate::content::booklet::ProseText;
use crate::content::markup;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Columns, Galley};
use crate::layout::page::{Role, TagTree};
use crate::layout::running_text;

/// Sets prose.
pub(super) fn set(compositor: &mut Compositor<'_>, text: &ProseText) -> Galley {
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let heading = compositor.section_heading(text.title.as_ref(), section);
    let n_spanning = usize::from(heading.is_some());
    let mut pieces: Vec<_> = heading.into_iter().collect();
    let (measure, columns) = columns(compositor, text.n_columns, n_spanning);
    if let Some(words) = compositor.words(&text.text) {
        let marked = markup::parse(words, compositor.complaints);
        let drop_cap = text.drop_cap;
        pieces.extend(running_text::prose(
            compositor, &marked, section, measure, drop_cap,
        ));
    }
    let by = text
        .by
        .map(|by| compositor.booklet.people[by.0].full_name(compositor.booklet.language.value));
    if let Some(by) = by {
        pieces.push(running_text::author(compositor, &by, section, measure));
    }
    let title = compositor.said(text.title.as_ref());
    Galley {
        columns,
        running_head: Some(title.clone().unwrap_or_default()),
        outline: title,
        ..Galley::of(pieces)
    }
}

/// The measure of a number of columns, and the columns.
pub(super) fn columns(
    compositor: &Compositor<'_>,
    n_columns: usize,
    n_spanning: usize,
) -> (Pt, Columns) {
    let gap = compositor.design.theme.columns.gap.0;
    let n = n_columns as f64;
    let measure = (compositor.grid.measure - gap * (n - 1.0)) / n;
    (
        measure,
        Columns {
            n: n_columns,
            pitch: measure + gap,
            n_spanning,
        },
    )
}
