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
use crate::layout::page::{Item, Mark, Place, Role, Tag, Target};
use crate::layout::section::Section;
use crate::layout::stack::Stack;

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
    let Some(code) = encoded(compositor, qr, &target) else {
        return section.close_unlisted();
    };
    let side = compositor.design.theme.pictures.qr_side.0;
    let mut tag = Tag::new(Role::Figure);
    tag.alternative = Some(format!("QR: {address}"));
    let tag = compositor.tags.add_tag(section.tag, tag);
    let code = Item {
        mark: Mark::Code(modules(&code, side), Ink::Text),
        place: Place::Meaning(tag),
        source: None,
    };
    let step = compositor.grid.step;
    // What follows stands on the grid again.
    let mut stack = Stack::under(step * side.ratio(step).ceil());
    stack.items.push(code);
    let measure = compositor.grid.measure;
    let caption = qr.caption.as_ref();
    if let Some(words) = caption.and_then(|caption| compositor.words(caption)) {
        let tag = compositor.tags.add(section.tag, Role::Paragraph);
        let lines = compositor.lines(words, StyleName::Caption, measure);
        stack.add(lines, step, tag, words.at);
    }
    let printed = Passage::made(address.clone(), qr.address.at);
    let tag = compositor.tags.add(section.tag, Role::Paragraph);
    let tag = compositor.tags.add(tag, Role::Link);
    for line in compositor.lines(&printed, StyleName::Caption, measure) {
        let mark = Mark::Link {
            area: link_area(stack.y + step, line.width, step),
            target: Target::Address(target.clone()),
            description: address.clone(),
        };
        stack.items.push(Item {
            mark,
            place: Place::Meaning(tag),
            source: None,
        });
        stack.add(vec![line], step, tag, printed.at);
    }
    section.pieces.push(Piece {
        height: step * stack.y.ratio(step).ceil(),
        items: stack.items,
        ..Piece::default()
    });
    section.close_unlisted()
}

/// The code of an address; one that is too long is complained of.
fn encoded(compositor: &mut Compositor<'_>, qr: &Qr, target: &str) -> Option<QrCode> {
    let code = QrCode::with_error_correction_level(target, EcLevel::M).ok();
    let code = code.filter(|_| target.len() <= LONGEST);
    if code.is_none() {
        let message = format!(
            "the address has {} letters, too many for a QR code",
            target.len()
        );
        let help = "use a shorter address";
        let at = Some(qr.address.at);
        compositor
            .complaints
            .push(Diagnostic::new(Code::CharactersInAddress, at, message).help(help));
    }
    code
}

/// The area of a line that leads to the address.
fn link_area(baseline: Pt, width: Pt, height: Pt) -> Rect {
    Rect {
        origin: Point::at_start(baseline - height * 0.75),
        size: Size { width, height },
    }
}

/// The dark modules: one rectangle for each stretch of a row.
fn modules(code: &QrCode, side: Pt) -> Vec<Rect> {
    let n_modules = code.width();
    let module = side / n_modules as f64;
    let colors = code.to_colors();
    let mut modules = Vec::new();
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
                modules.push(Rect { origin, size });
            }
            idx += n_dark.max(1);
        }
    }
    modules
}
