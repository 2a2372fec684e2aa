//! Something at a moment, an event or a point of a programme: when on the left, what on the right.

use super::compositor::Compositor;
use super::galley::Piece;
use super::marks::line_items;
use super::page::{Role, TagId};
use crate::base::geometry::Point;
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

/// Where the right column of moments begins: so that the longest date stands on one line, unless that
/// takes too much of the measure.
pub fn moments_left<'m>(
    compositor: &mut Compositor<'_>,
    dates: impl IntoIterator<Item = &'m Text>,
) -> Pt {
    let size = compositor.size(StyleName::Moment);
    let mut left = compositor.design.theme.list.moment_width.0;
    for date in dates {
        let Some(words) = compositor.words(date).cloned() else {
            continue;
        };
        let paragraph = compositor.paragraph(&words, StyleName::Moment);
        let width = compositor.natural_width(&paragraph).at(size);
        left = left.max(width + compositor.grid.size * MOMENT_GAP);
    }
    left.min(compositor.grid.measure * WIDEST_MOMENTS)
}

/// When on the left, what and by whom on the right.
pub fn moment(
    compositor: &mut Compositor<'_>,
    moment: &Moment<'_>,
    left: Pt,
    list: TagId,
) -> Piece {
    let item = compositor.tags.add(list, Role::ListItem);
    let label = compositor.tags.add(item, Role::Label);
    let body = compositor.tags.add(item, Role::ListBody);
    let step = compositor.grid.step;
    let right = compositor.grid.measure - left;
    let mut items = Vec::new();
    let mut heights = [Pt::ZERO; 2];
    let columns = [
        (
            Some(moment.when),
            StyleName::Moment,
            label,
            Pt::ZERO,
            left - compositor.grid.size,
            0,
        ),
        (Some(moment.what), StyleName::Prose, body, left, right, 1),
        (moment.by, StyleName::Titles, body, left, right, 1),
    ];
    for (text, style, tag, x, measure, side) in columns {
        let Some(words) = text.and_then(|text| compositor.words(text)) else {
            continue;
        };
        for passage in words.paragraphs() {
            // The space keeps the words apart from what follows when they are copied out.
            let passage = passage.followed_by(" ");
            for line in compositor.lines(&passage, style, measure) {
                heights[side] += step;
                let origin = Point {
                    x,
                    y: heights[side],
                };
                items.extend(line_items(line, origin, tag, Some(passage.at)));
            }
        }
    }
    let height = heights[0].max(heights[1]) + step * 0.5;
    Piece {
        height,
        items,
        ..Piece::default()
    }
}
