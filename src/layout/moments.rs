//! Something at a moment, an event or a point of a programme: when, and beside it what.

use super::compositor::Compositor;
use super::galley::Piece;
use super::page::{Role, TagId};
use super::stack::Stack;
use crate::base::units::Pt;
use crate::content::text::Text;
use crate::design::theme::StyleName;

/// Between a date and what happened, in ems of the text.
const MOMENT_GAP: f64 = 1.5;

/// The most of the measure that dates may take.
const WIDEST_MOMENTS: f64 = 0.4;

/// Something at a moment: an event, a point of a programme.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'m> {
    /// When.
    pub when: &'m Text,
    /// What.
    pub what: &'m Text,
    /// By whom.
    pub by: Option<&'m Text>,
}

/// Where the second column of moments begins: so that the longest date stands on one line, unless that
/// takes too much of the measure.
pub fn second_column<'m>(
    compositor: &mut Compositor<'_>,
    dates: impl IntoIterator<Item = &'m Text>,
) -> Pt {
    let size = compositor.size(StyleName::Moment);
    let mut start = compositor.design.theme.list.moment_width.0;
    for date in dates {
        let Some(words) = compositor.words(date).cloned() else {
            continue;
        };
        let paragraph = compositor.paragraph(&words, StyleName::Moment);
        let width = compositor.natural_width(&paragraph).at(size);
        start = start.max(width + compositor.grid.size * MOMENT_GAP);
    }
    start.min(compositor.grid.measure * WIDEST_MOMENTS)
}

/// When, and beside it what and by whom.
pub fn moment(
    compositor: &mut Compositor<'_>,
    moment: &Moment<'_>,
    start: Pt,
    list: TagId,
) -> Piece {
    let item = compositor.tags.add(list, Role::ListItem);
    let label = compositor.tags.add(item, Role::Label);
    let body = compositor.tags.add(item, Role::ListBody);
    let step = compositor.grid.step;
    let measure = compositor.grid.measure - start;
    let mut stacks = [Stack::default(), Stack::default().standing_in(start)];
    let texts = [
        (
            Some(moment.when),
            StyleName::Moment,
            label,
            start - compositor.grid.size,
            0,
        ),
        (Some(moment.what), StyleName::Prose, body, measure, 1),
        (moment.by, StyleName::Titles, body, measure, 1),
    ];
    for (text, style, tag, measure, column) in texts {
        let Some(words) = text.and_then(|text| compositor.words(text)) else {
            continue;
        };
        for passage in words.paragraphs() {
            // The space keeps the words apart from what follows when they are copied out.
            let passage = passage.followed_by(" ");
            let lines = compositor.lines(&passage, style, measure);
            stacks[column].add(lines, step, tag, passage.at);
        }
    }
    let [when, what] = stacks;
    Piece {
        height: when.y.max(what.y) + step * 0.5,
        items: [when.items, what.items].concat(),
        ..Piece::default()
    }
}
