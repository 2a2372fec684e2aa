//! A list of names in columns, each group under its heading, on a leading of its own.

use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::booklet::Names;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::layout::compositor::{Compositor, line_items};
use crate::layout::galley::{Break, Galley, Piece};
use crate::layout::page::{Role, TagId};
use crate::layout::section::Section;

use super::prose::columns;

/// How far the second line of a long name stands in, in ems.
const TURN_OVER: f64 = 1.0;

/// Sets a list of names.
pub(super) fn set(compositor: &mut Compositor<'_>, names: &Names) -> Galley {
    let mut section = Section::open(compositor, names.title.as_ref());
    let n_spanning = usize::from(section.has_heading());
    let (measure, columns) = columns(compositor, names.n_columns, n_spanning);
    let mut list = compositor.tags.add(section.tag, Role::List);
    let begins_group = |idx: usize| names.names.get(idx).is_none_or(|it| it.group.is_some());
    let is_grouped = names.names.iter().any(|it| it.group.is_some());
    for (idx, listed) in names.names.iter().enumerate() {
        if let Some(group) = &listed.group {
            let piece = group_heading(compositor, group, section.tag, &listed.name, idx > 0);
            section.pieces.push(piece);
            list = compositor.tags.add(section.tag, Role::List);
        }
        let mut piece = name(compositor, &listed.name, list, measure);
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

fn group_heading(
    compositor: &mut Compositor<'_>,
    group: &str,
    section: TagId,
    first: &Passage,
    space_above: bool,
) -> Piece {
    let leading = compositor.leading(StyleName::ListedName);
    let tag = compositor.tags.add(section, Role::Paragraph);
    let y = if space_above { leading * 2.0 } else { leading };
    let line = compositor.line(group, StyleName::NameGroup);
    let items = line_items(line, Point { x: Pt::ZERO, y }, tag, Some(first.at));
    Piece {
        height: y,
        above: y - leading,
        items,
        break_after: Break::Forbidden,
        ..Piece::default()
    }
}

fn name(compositor: &mut Compositor<'_>, name: &Passage, list: TagId, measure: Pt) -> Piece {
    let item = compositor.tags.add(list, Role::ListItem);
    let tag = compositor.tags.add(item, Role::ListBody);
    let leading = compositor.leading(StyleName::ListedName);
    let turn_over = compositor.size(StyleName::ListedName) * TURN_OVER;
    let mut y = Pt::ZERO;
    let mut items = Vec::new();
    let mut lines = compositor.lines(name, StyleName::ListedName, measure);
    if lines.len() > 1 {
        lines = compositor.lines(name, StyleName::ListedName, measure - turn_over);
    }
    for (idx, line) in lines.into_iter().enumerate() {
        y += leading;
        let x = if idx == 0 { Pt::ZERO } else { turn_over };
        items.extend(line_items(line, Point { x, y }, tag, Some(name.at)));
    }
    Piece {
        height: y,
        items,
        ..Piece::default()
    }
}
