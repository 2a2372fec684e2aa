//! Pictures: side by side with captions, one on a page of its own, and the logos of partners.

use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::booklet::{Gallery, Logos};
use crate::content::picture::Picture;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Galley, Piece};
use crate::layout::page::{Role, TagId, TagTree};
use crate::layout::pictures::{self, Placing};
use crate::layout::section::Section;

/// Logos stand side by side, as many in a row.
const LOGOS_IN_ROW: usize = 3;

/// The part of the page's height that one row of pictures may take.
const HIGHEST_ROW: f64 = 0.8;

/// The part of the empty height that stands above a picture on a page of its own: it looks centred a
/// little above the middle.
const ABOVE_PLATE: f64 = 0.4;

/// Sets a gallery: one piece a row.
pub(super) fn set(compositor: &mut Compositor<'_>, gallery: &Gallery) -> Galley {
    let mut section = Section::open(compositor, gallery.title.as_ref());
    let highest = compositor.grid.height() * HIGHEST_ROW;
    for row in gallery.pictures.chunks(gallery.n_columns) {
        let piece = self::row(compositor, row, gallery.n_columns, highest, section.tag);
        section.pieces.push(piece);
    }
    section.close()
}

/// Sets logos.
pub(super) fn set_logos(compositor: &mut Compositor<'_>, logos: &Logos) -> Galley {
    let mut section = Section::open(compositor, logos.title.as_ref());
    let highest = compositor.design.theme.pictures.logo_height.0;
    for row in logos.logos.chunks(LOGOS_IN_ROW) {
        let piece = self::row(compositor, row, LOGOS_IN_ROW, highest, section.tag);
        section.pieces.push(piece);
    }
    section.close_unlisted()
}

/// Sets a picture on a page of its own, without furniture.
pub(super) fn set_plate(compositor: &mut Compositor<'_>, picture: &Picture) -> Galley {
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let highest = compositor.grid.height() * 0.9;
    let mut piece = row(
        compositor,
        std::slice::from_ref(picture),
        1,
        highest,
        section,
    );
    let above = (compositor.grid.height() - piece.height).max(Pt::ZERO) * ABOVE_PLATE;
    piece.items = piece
        .items
        .into_iter()
        .map(|item| item.moved(Pt::ZERO, above))
        .collect();
    piece.height += above;
    Galley::of(vec![piece])
}

/// Pictures side by side, on one lower edge, with their captions; a line of space below.
fn row(
    compositor: &mut Compositor<'_>,
    row: &[Picture],
    n_columns: usize,
    highest: Pt,
    section: TagId,
) -> Piece {
    let gap = compositor.design.theme.pictures.gap.0;
    let n = n_columns as f64;
    let width = (compositor.grid.measure - gap * (n - 1.0)) / n;
    let room = Size {
        width,
        height: highest,
    };
    let heights = row
        .iter()
        .map(|picture| pictures::size_in(picture, room).height);
    let height = heights.fold(Pt::ZERO, Pt::max);
    let mut items = Vec::new();
    let mut bottom = height;
    for (idx, picture) in row.iter().enumerate() {
        let size = pictures::size_in(picture, room);
        let origin = Point {
            x: (width + gap) * idx as f64,
            y: height - size.height,
        };
        let (picture_items, _) = pictures::items(
            compositor,
            picture,
            Rect { origin, size },
            Placing::Whole,
            section,
        );
        items.extend(picture_items);
        let below = Point {
            x: origin.x,
            y: height,
        };
        let (caption, caption_height) =
            pictures::caption(compositor, picture, below, width, section);
        items.extend(caption);
        bottom = bottom.max(height + caption_height);
    }
    let step = compositor.grid.step;
    Piece {
        height: step * (bottom.ratio(step) + 0.5).ceil(),
        items,
        ..Piece::default()
    }
}
