//! The small objects of a PDF as the finisher writes them: names, lengths, areas, days, text strings.

use crate::base::pdf::writing::{Object, StringFormat};

use crate::base::geometry::Rect;
use crate::base::units::Pt;

/// A text string: plain where it can be, else UTF-16 with its mark.
pub(super) fn text(text: &str) -> Object {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A day as PDF writes it (ISO 32000-1, 7.9.4).
pub(super) fn date((year, month, day): (u16, u8, u8)) -> String {
    format!("D:{year:04}{month:02}{day:02}000000Z")
}

/// A length with three decimals.
fn number(length: Pt) -> Object {
    Object::Real(((length.0 * 1000.0).round() / 1000.0) as f32)
}

/// An area by its corners.
pub(super) fn rectangle(area: Rect) -> Object {
    let corners = [area.origin.x, area.origin.y, area.right(), area.bottom()];
    Object::Array(corners.map(number).to_vec())
}
