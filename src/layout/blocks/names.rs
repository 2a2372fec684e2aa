//! A list of names in columns, each group under its heading, on a leading of its own.

use crate::base::units::Pt;
use crate::content::booklet::Names;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Break, Columns, Galley, Piece};
use crate::layout::page::{Role, TagId};
use crate::layout::section::Section;
use crate::layout::stack::Stack;
use crate::layout::titles::{self, Rank, Room};

use super::prose::columns;

/// How far the second line of a long name stands in, in ems.
const TURN_OVER: f64 = 1.0;

/// Sets a list of names.
pub(super) fn set(compositor: &mut Compositor<'_>, names: &Names) -> Galley {
    let mut section = Section::open(compositor, names.title.as_ref());
    let n_spanning = usize::from(section.has_heading());
    let (measure, columns, rank) = columns_for(compositor, names, n_spanning);
    let mut list = compositor.tags.add(section.tag, Role::List);
    let begins_group = |idx: usize| names.names.get(idx).is_none_or(|it| it.group.is_some());
    let is_grouped = names.names.iter().any(|it| it.group.is_some());
    for (idx, listed) in names.names.iter().enumerate() {
        if let Some(group) = &listed.group {
            let group = Passage::made(group.as_str(), listed.name.at);
            let piece = group_heading(compositor, &group, section.tag, measure, idx > 0);
            section.pieces.push(piece);
            list = compositor.tags.add(section.tag, Role::List);
        }
        let mut piece = name(compositor, &listed.name, list, rank);
        // No name of a group stands alone at the head of a column.
        if is_grouped && begins_group(idx + 2) && !begins_group(idx + 1) {
            piece.break_after = Break::Forbidden;
        }
        section.pieces.push(piece);
    }
    Galley {
        columns,
        ..section.close()
    }
}

/// As many columns as are asked for, or fewer, so that no word of a name is broken; how long their lines
/// are, and how names are set in them.
fn columns_for(
    compositor: &mut Compositor<'_>,
    names: &Names,
    n_spanning: usize,
) -> (Pt, Columns, Rank) {
    let style = StyleName::ListedName;
    let listed = || names.names.iter().map(|it| &it.name);
    let turn_over = turn_over(compositor);
    let room = |measure| Room {
        turn_over,
        ..Room::of(measure)
    };
    for n_columns in (2..=names.n_columns).rev() {
        let (measure, columns) = columns(compositor, n_columns, n_spanning);
        let rank = titles::rank_that_fits(compositor, listed(), style, room(measure));
        if let Some(rank) = rank {
            return (measure, columns, rank);
        }
    }
    let (measure, columns) = columns(compositor, 1, n_spanning);
    let rank = titles::rank(compositor, listed(), style, room(measure));
    (measure, columns, rank)
}

/// How far the second line of a long name stands in.
fn turn_over(compositor: &Compositor<'_>) -> Pt {
    compositor.size(StyleName::ListedName) * TURN_OVER
}

fn group_heading(
    compositor: &mut Compositor<'_>,
    group: &Passage,
    section: TagId,
    measure: Pt,
    space_above: bool,
) -> Piece {
    let leading = compositor.leading(StyleName::ListedName);
    let tag = compositor.tags.add(section, Role::Paragraph);
    let above = if space_above { leading } else { Pt::ZERO };
    let mut stack = Stack::under(above);
    let (lines, _) = titles::set(compositor, group, StyleName::NameGroup, Room::of(measure));
    stack.add(lines, leading, tag, group.at);
    Piece {
        above,
        break_after: Break::Forbidden,
        ..Piece::of_stack(stack)
    }
}

fn name(compositor: &mut Compositor<'_>, name: &Passage, list: TagId, rank: Rank) -> Piece {
    let item = compositor.tags.add(list, Role::ListItem);
    let tag = compositor.tags.add(item, Role::ListBody);
    let leading = compositor.leading(StyleName::ListedName);
    let turn_over = turn_over(compositor);
    let mut stack = Stack::default();
    let mut lines = rank.lines(compositor, name);
    if lines.len() > 1 {
        let turned = Rank {
            measure: rank.measure - turn_over,
            ..rank
        };
        lines = turned.lines(compositor, name);
    }
    let turned = lines.split_off(lines.len().min(1));
    stack.add(lines, leading, tag, name.at);
    stack.start = turn_over;
    stack.add(turned, leading, tag, name.at);
    Piece::of_stack(stack)
}
