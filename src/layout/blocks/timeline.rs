//! Events in order: when, and beside it what.

use crate::content::booklet::Timeline;
use crate::layout::compositor::Compositor;
use crate::layout::galley::Galley;
use crate::layout::moments::{self, Moment};
use crate::layout::page::Role;
use crate::layout::section::Section;

/// Sets a timeline.
pub(super) fn set(compositor: &mut Compositor<'_>, timeline: &Timeline) -> Galley {
    let mut section = Section::open(compositor, timeline.title.as_ref());
    let list = compositor.tags.add(section.tag, Role::List);
    let dates = timeline.events.iter().map(|(date, _)| date);
    let start = moments::second_column(compositor, dates);
    for (date, text) in &timeline.events {
        let moment = Moment {
            when: date,
            what: text,
            by: None,
        };
        section
            .pieces
            .push(moments::moment(compositor, &moment, start, list));
    }
    section.close()
}
