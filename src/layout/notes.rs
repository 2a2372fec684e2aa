//! Notes: each stands at the foot of the page with the line that refers to it. They alone have a leading
//! of their own.

use std::collections::HashMap;

use super::compositor::Compositor;
use super::galley::Piece;
use super::marks::line_items;
use super::page::{Item, Role, TagId};
use super::stack::Stack;
use super::voices::Voices;
use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::prose::{Marked, Prose};
use crate::design::theme::StyleName;
use crate::inline::setting::Setting;

/// How far the words of a note stand in, in ems.
const INDENT: f64 = 1.4;

/// Sets the notes of a text, and puts each with the first line that refers to it.
pub fn add(
    compositor: &mut Compositor<'_>,
    marked: &Marked,
    pieces: &mut [Piece],
    section: TagId,
    measure: Pt,
) {
    let mut lines: HashMap<usize, usize> = HashMap::new();
    for (idx, piece) in pieces.iter().enumerate() {
        for number in &piece.refers_to {
            lines.entry(*number).or_insert(idx);
        }
    }
    for (number, note) in numbered(marked) {
        // That every note has a line that refers to it was checked where it was read.
        if let Some(line) = lines.get(&number) {
            let set = set(
                compositor,
                (number, note),
                section,
                measure,
                StyleName::Note,
            );
            pieces[*line].notes.push(set);
        }
    }
}

/// The notes of a text, each with its number.
pub fn numbered(marked: &Marked) -> impl Iterator<Item = (usize, &Prose)> {
    let notes = marked.notes.iter();
    notes.filter_map(|note| Some((note.kind_of_note()?.0, note)))
}

/// Sets a note in a style: its number, and its words beside it.
pub fn set(
    compositor: &mut Compositor<'_>,
    (number, note): (usize, &Prose),
    section: TagId,
    measure: Pt,
    style: StyleName,
) -> (Pt, Vec<Item>) {
    let tag = compositor.tags.add(section, Role::Note);
    let leading = compositor.leading(style);
    let size = compositor.size(style);
    let indent = size * INDENT;
    let mut stack = Stack::default().standing_in(indent);
    if note.kind_of_note().is_some_and(|it| it.1) {
        let label = compositor.tags.add(tag, Role::Label);
        let number = compositor.tongue.row.numeral(number);
        let marker = compositor.line(&format!("{number} "), style);
        stack.items = line_items(marker, Point::at_start(leading), label, note.at);
    }
    let body = compositor.tags.add(tag, Role::Paragraph);
    let (paragraph, ways) = compositor.prose(note, style);
    let voices = Voices::of(&mut compositor.tags, ways, body);
    let lines = compositor.set(&paragraph, size, measure - indent, &Setting::RAGGED);
    stack.say(lines, leading, &voices, note.at);
    (stack.y, stack.items)
}
