//! Events in order: when on the left, what on the right.

use crate::content::booklet::Timeline;
use crate::layout::compositor::Compositor;
use crate::layout::galley::Galley;
use crate::layout::page::{Role, TagTree};
use crate::layout::running_text::{self, Moment};

/// Sets a timeline.
pub(super) fn set(compositor: &mut Compositor<'_>, timeline: &Timeline) -> Galley {
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let heading = compositor.section_heading(timeline.title.as_ref(), section);
    let mut pieces: Vec<_> = heading.into_iter().collect();
    let list = compositor.tags.add(section, Role::List);
    for (date, text) in &timeline.events {
        let moment = Moment {
            when: date,
            what: text,
            by: None,
        };
        pieces.push(running_text::moment(compositor, &moment, list));
    }
    let title = compositor.said(timeline.title.as_ref());
    let running_head = Some(title.clone().unwrap_or_default());
    Galley {
        running_head,
        outline: title,
        ..Galley::of(pieces)
    }
}
