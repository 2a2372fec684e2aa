//! Pictures: side by side with captions, one on a page of its own, and the logos of partners.

use crate::base::units::Pt;
use crate::content::booklet::{Gallery, Logos};
use crate::content::picture::Picture;
use crate::layout::compositor::Compositor;
use crate::layout::galley::Galley;
use crate::layout::page::{Role, TagTree};
use crate::layout::pictures::{self, Row};
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
        let kind = Row {
            n_columns: gallery.n_columns,
            measure: compositor.grid.measure,
            highest,
        };
        let piece = pictures::row(compositor, row, kind, section.tag);
        section.pieces.push(piece);
    }
    section.close()
}

/// Sets logos.
pub(super) fn set_logos(compositor: &mut Compositor<'_>, logos: &Logos) -> Galley {
    let mut section = Section::open(compositor, logos.title.as_ref());
    let highest = compositor.design.theme.pictures.logo_height.0;
    for row in logos.logos.chunks(LOGOS_IN_ROW) {
        let kind = Row {
            n_columns: LOGOS_IN_ROW,
            measure: compositor.grid.measure,
            highest,
        };
        let piece = pictures::row(compositor, row, kind, section.tag);
        section.pieces.push(piece);
    }
    section.close_unlisted()
}

/// Sets a picture on a page of its own, without furniture.
pub(super) fn set_plate(compositor: &mut Compositor<'_>, picture: &Picture) -> Galley {
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let highest = compositor.grid.height() * 0.9;
    let kind = Row {
        n_columns: 1,
        measure: compositor.grid.measure,
        highest,
    };
    let picture = std::slice::from_ref(picture);
    let mut piece = pictures::row(compositor, picture, kind, section);
    let above = (compositor.grid.height() - piece.height).max(Pt::ZERO) * ABOVE_PLATE;
    piece.items = piece
        .items
        .into_iter()
        .map(|item| item.moved(Pt::ZERO, above))
        .collect();
    piece.height += above;
    Galley::of(vec![piece])
}
