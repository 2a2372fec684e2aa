//! An address as a QR code, with the address in print: whoever has no telephone can type it.

use qrcode::{Color, EcLevel, QrCode};

use crate::base::color::Ink;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::address;
use crate::content::booklet::Qr;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Galley, Piece};
use crate::layout::marks::line_items;
use crate::layout::page::{Item, Mark, Place, Role, Tag, TagId, Target};
use crate::layout::section::Section;

/// The longest address that still gives modules of half a millimetre at 40 mm.
const LONGEST: usize = 300;

/// Sets a QR code.
pub(super) fn set(compositor: &mut Compositor<'_>, qr: &Qr) -> Galley {
    let mut section = Section::open(compositor, qr.title.as_ref());
    let address = &qr.address.value;
    let target = address::target(address).unwrap_or_else(|refusal| {
        let complaint = refusal.complaint(address, qr.address.at);
        compositor.complaints.push(complaint);
        address.clone()
    });
    let code = QrCode::with_error_correction_level(&target, EcLevel::M).ok();
    let Some(code) = code.filter(|_| target.len() <= LONGEST) else {
        let message = format!(
            "the address has {} letters, too many for a QR code",
            target.len()
        );
        let help = "use a shorter address";
        let at = Some(qr.address.at);
        compositor
            .complaints
            .push(Diagnostic::new(Code::CharactersInAddress, at, message).help(help));
        return section.close_unlisted();
    };
    let side = compositor.design.theme.pictures.qr_side.0;
    let mut tag = Tag::new(Role::Figure);
    tag.alternative = Some(format!("QR: {address}"));
    let tag = compositor.tags.add_tag(section.tag, tag);
    let mut items = modules(&code, side, tag);

    // What follows stands on the grid again.
    let mut y = compositor.grid.step * side.ratio(compositor.grid.step).ceil();
    let caption = qr
        .caption
        .as_ref()
        .and_then(|caption| compositor.words(caption))
        .cloned();
    let printed = Passage::made(address.clone(), qr.address.at);
    for (words, is_address) in caption
        .iter()
        .map(|it| (it, false))
        .chain([(&printed, true)])
    {
        let mut tag = compositor.tags.add(section.tag, Role::Paragraph);
        if is_address {
            tag = compositor.tags.add(tag, Role::Link);
        }
        for line in compositor.lines(words, StyleName::Caption, compositor.grid.measure) {
            y += compositor.grid.step;
            if is_address {
                let area = link_area(y, line.width, compositor.grid.step);
                let mark = Mark::Link {
                    area,
                    target: Target::Address(target.clone()),
                    description: address.clone(),
                };
                items.push(Item {
                    mark,
                    place: Place::Meaning(tag),
                    source: None,
                });
            }
            items.extend(line_items(
                line,
                Point { x: Pt::ZERO, y },
                tag,
                Some(words.at),
            ));
        }
    }
    let step = compositor.grid.step;
    section.pieces.push(Piece {
        height: step * y.ratio(step).ceil(),
        items,
        ..Piece::default()
    });
    section.close_unlisted()
}

/// The area of a line that leads to the address.
fn link_area(baseline: Pt, width: Pt, height: Pt) -> Rect {
    let origin = Point {
        x: Pt::ZERO,
        y: baseline - height * 0.75,
    };
    Rect {
        origin,
        size: Size { width, height },
    }
}

/// The dark modules: one rectangle for each stretch of a row.
fn modules(code: &QrCode, side: Pt, tag: TagId) -> Vec<Item> {
    let n_modules = code.width();
    let module = side / n_modules as f64;
    let colors = code.to_colors();
    let mut items = Vec::new();
    for (row_idx, row) in colors.chunks(n_modules).enumerate() {
        let mut idx = 0;
        while idx < n_modules {
            let n_dark = row[idx..]
                .iter()
                .take_while(|color| **color == Color::Dark)
                .count();
            if n_dark > 0 {
                let origin = Point {
                    x: module * idx as f64,
                    y: module * row_idx as f64,
                };
                let size = Size {
                    width: module * n_dark as f64,
                    height: module,
                };
                let mark = Mark::Rule(Rect { origin, size }, Ink::Text);
                items.push(Item {
                    mark,
                    place: Place::Meaning(tag),
                    source: None,
                });
            }
            idx += n_dark.max(1);
        }
    }
    items
}
