//! A ruled page for notes.

use crate::base::units::Pt;
use crate::content::booklet::NotesPage;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Galley, Piece};
use crate::layout::marks::rule;
use crate::layout::page::{Furniture, Place};
use crate::layout::section::Section;

/// Sets a notes page.
pub(super) fn set(compositor: &mut Compositor<'_>, notes: &NotesPage) -> Galley {
    let style = compositor.design.theme.notes_page.clone();
    let mut pieces = match &notes.title {
        Some(_) => Section::open(compositor, notes.title.as_ref()).pieces,
        None => Vec::new(),
    };
    let taken: Pt = pieces.iter().map(|piece: &Piece| piece.height).sum();
    let room = compositor.grid.height() - taken;
    let pitch = compositor.grid.step * style.rule_lines.0;
    let ornament = Place::Furniture(Furniture::Ornament);
    let n_rules = room.ratio(pitch).floor() as usize;
    let rules = (1..=n_rules).map(|idx| {
        rule(
            Pt::ZERO,
            pitch * idx as f64,
            compositor.grid.measure,
            style.rule.0,
            ornament,
        )
    });
    pieces.push(Piece {
        height: room,
        items: rules.collect(),
        ..Piece::default()
    });
    Galley::of(pieces)
}
