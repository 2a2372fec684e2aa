//! Prose, such as a foreword: heading, text in one to three columns, notes at the foot.

use crate::base::units::Pt;
use crate::content::booklet::ProseText;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Columns, Galley};
use crate::layout::prose;
use crate::layout::running_text::{Beside, Manner};
use crate::layout::section::Section;

/// Sets prose.
pub(super) fn set(compositor: &mut Compositor<'_>, text: &ProseText) -> Galley {
    let mut section = Section::open(compositor, text.title.as_ref());
    let n_spanning = usize::from(section.has_heading());
    let (measure, columns) = columns(compositor, text.n_columns, n_spanning);
    let manner = Manner {
        style: StyleName::Prose,
        measure,
        drop_cap: text.drop_cap,
        beside: Beside::default(),
    };
    let pieces = prose::set(compositor, &text.text, section.tag, manner);
    section.pieces.extend(pieces);
    if let Some(by) = text.by {
        let person = &compositor.booklet.people[by.0];
        let name = person.full_name(compositor.tongue.language);
        let name = Passage::made(name, person.name.at);
        let piece = prose::author(compositor, &name, section.tag, measure);
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
