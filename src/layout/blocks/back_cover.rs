//! The back cover: empty but for one line, if the booklet gives one.

use crate::base::diagnostic::Span;
use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::booklet::BackCover;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Galley, Start};
use crate::layout::marks::line_items;
use crate::layout::page::{Role, TagTree};

/// Sets the back cover.
pub(super) fn set(compositor: &mut Compositor<'_>, back_cover: &BackCover, at: Span) -> Galley {
    let mut items = Vec::new();
    if let Some(words) = back_cover
        .line
        .as_ref()
        .and_then(|line| compositor.words(line))
    {
        let section = compositor.tags.add(TagTree::ROOT, Role::Section);
        let tag = compositor.tags.add(section, Role::Paragraph);
        let mut y = compositor
            .grid
            .baseline(compositor.design.theme.back_cover.line.0);
        for line in compositor.lines(words, StyleName::BackLine, compositor.grid.measure) {
            items.extend(line_items(line, Point { x: Pt::ZERO, y }, tag, Some(at)));
            y += compositor.leading(StyleName::BackLine);
        }
    }
    let mut galley = Galley::one_page(items, compositor.grid.height());
    galley.start = Start::LastPage;
    galley
}
