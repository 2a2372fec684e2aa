//! The back cover: empty but for one line, if the booklet gives one.

use crate::base::diagnostic::Span;
use crate::content::booklet::BackCover;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Galley, Start};
use crate::layout::page::{Role, TagTree};
use crate::layout::stack::Stack;

/// Sets the back cover.
pub(super) fn set(compositor: &mut Compositor<'_>, back_cover: &BackCover, at: Span) -> Galley {
    let line = compositor.design.theme.back_cover.line.0;
    let mut stack = Stack::from_baseline(compositor.grid.baseline(line));
    if let Some(words) = back_cover
        .line
        .as_ref()
        .and_then(|line| compositor.words(line))
    {
        let section = compositor.tags.add(TagTree::ROOT, Role::Section);
        let tag = compositor.tags.add(section, Role::Paragraph);
        let lines = compositor.lines(words, StyleName::BackLine, compositor.grid.measure);
        stack.add(lines, compositor.leading(StyleName::BackLine), tag, at);
    }
    let mut galley = Galley::one_page(stack.items, compositor.grid.height());
    galley.start = Start::LastPage;
    galley
}
