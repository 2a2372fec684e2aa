//! Prose, such as a foreword: heading, text in one to three columns, notes at the foot.

use crate::base::units::Pt;
use crate::content::booklet::ProseText;
use crate::content::markup;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Columns, Galley};
use crate::layout::running_text;
use crate::layout::section::Section;

/// Sets prose.
pub(super) fn set(compositor: &mut Compositor<'_>, text: &ProseText) -> Galley {
    let mut section = Section::open(compositor, text.title.as_ref());
    let n_spanning = usize::from(section.has_heading());
    let (measure, columns) = columns(compositor, text.n_columns, n_spanning);
    if let Some(words) = compositor.words(&text.text) {
        let marked = markup::parse(words, compositor.complaints);
        let drop_cap = text.drop_cap;
        let pieces = running_text::prose(compositor, &marked, section.tag, measure, drop_cap);
        section.pieces.extend(pieces);
    }
    let by = text
        .by
        .map(|by| compositor.booklet.people[by.0].full_name(compositor.booklet.language.value));
    if let Some(by) = by {
        let piece = running_text::author(compositor, &by, section.tag, measure);
        section.pieces.push(piece);
    }
    Galley {
        columns,
        ..section.close()
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
