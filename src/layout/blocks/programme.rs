//! The programme of the event: when, what, by whom.

use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::booklet::Programme;
use crate::design::theme::StyleName;
use crate::layout::compositor::{Compositor, line_items};
use crate::layout::galley::{Break, Galley, Piece};
use crate::layout::page::{Role, TagTree};
use crate::layout::running_text::{self, Moment};

/// Sets a programme.
pub(super) fn set(compositor: &mut Compositor<'_>, programme: &Programme) -> Galley {
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let heading = compositor.section_heading(programme.title.as_ref(), section);
    let mut pieces: Vec<_> = heading.into_iter().collect();
    if let Some(words) = programme
        .place
        .as_ref()
        .and_then(|place| compositor.words(place))
    {
        let tag = compositor.tags.add(section, Role::Paragraph);
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
        pieces.push(Piece {
            height,
            items,
            break_after,
            ..Piece::default()
        });
    }
    let list = compositor.tags.add(section, Role::List);
    for item in &programme.items {
        let moment = Moment {
            when: &item.time,
            what: &item.title,
            by: item.by.as_ref(),
        };
        pieces.push(running_text::moment(compositor, &moment, list));
    }
    let title = compositor.said(programme.title.as_ref());
    let running_head = Some(title.clone().unwrap_or_default());
    Galley {
        running_head,
        outline: title,
        ..Galley::of(pieces)
    }
}
