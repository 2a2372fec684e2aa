//! The programme of the event: when, what, by whom.

use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::booklet::Programme;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Break, Galley, Piece};
use crate::layout::marks::line_items;
use crate::layout::moments::{self, Moment};
use crate::layout::page::Role;
use crate::layout::section::Section;

/// Sets a programme.
pub(super) fn set(compositor: &mut Compositor<'_>, programme: &Programme) -> Galley {
    let mut section = Section::open(compositor, programme.title.as_ref());
    if let Some(words) = programme
        .place
        .as_ref()
        .and_then(|place| compositor.words(place))
    {
        let tag = compositor.tags.add(section.tag, Role::Paragraph);
        let step = compositor.grid.step;
        let mut y = Pt::ZERO;
        let mut items = Vec::new();
        for line in compositor.lines(words, StyleName::Titles, compositor.grid.measure) {
            y += step;
            items.extend(line_items(
                line,
                Point { x: Pt::ZERO, y },
                tag,
                Some(words.at),
            ));
        }
        let (height, break_after) = (y + step, Break::Forbidden);
        section.pieces.push(Piece {
            height,
            items,
            break_after,
            ..Piece::default()
        });
    }
    let list = compositor.tags.add(section.tag, Role::List);
    let times = programme.items.iter().map(|item| &item.time);
    let left = moments::moments_left(compositor, times);
    for item in &programme.items {
        let moment = Moment {
            when: &item.time,
            what: &item.title,
            by: item.by.as_ref(),
        };
        section
            .pieces
            .push(moments::moment(compositor, &moment, left, list));
    }
    section.close()
}
