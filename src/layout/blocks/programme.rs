//! The programme of the event: when, what, by whom.

use crate::content::booklet::Programme;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Break, Galley, Piece};
use crate::layout::moments::{self, Moment};
use crate::layout::page::Role;
use crate::layout::section::Section;
use crate::layout::stack::Stack;

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
        let mut stack = Stack::default();
        let lines = compositor.lines(words, StyleName::Titles, compositor.grid.measure);
        stack.add(lines, step, tag, words.at);
        section.pieces.push(Piece {
            height: stack.y + step,
            items: stack.items,
            break_after: Break::Forbidden,
            ..Piece::default()
        });
    }
    let list = compositor.tags.add(section.tag, Role::List);
    let times = programme.items.iter().map(|item| &item.time);
    let start = moments::second_column(compositor, times);
    for item in &programme.items {
        let moment = Moment {
            when: &item.time,
            what: &item.title,
            by: item.by.as_ref(),
        };
        section
            .pieces
            .push(moments::moment(compositor, &moment, start, list));
    }
    section.close()
}
