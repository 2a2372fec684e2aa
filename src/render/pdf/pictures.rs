//! Pictures to image objects: a JPEG as it came, everything else as pixels with its transparency.

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use crate::base::geometry::Rect;
use crate::content::picture::{Pixels, Turn};
use crate::layout::page::PictureId;

/// The name of a picture in a page's resources.
pub(super) fn resource_name(picture: PictureId) -> String {
    format!("Im{}", picture.0)
}

/// A picture as printpdf takes it.
pub(super) fn object(pixels: &Pixels) -> XObject {
    let stream = match pixels {
        Pixels::Jpeg {
            bytes,
            n_colors,
            coded,
            ..
        } => {
            let color_space = if *n_colors == 1 {
                "DeviceGray"
            } else {
                "DeviceRGB"
            };
            let mut dict = dictionary(*coded, color_space);
            dict.insert("Filter".into(), name("DCTDecode"));
            ExternalStream {
                dict,
                content: bytes.to_vec(),
                compress: false,
            }
        }
        Pixels::Plain { rgb, alpha, size } => {
            let mut dict = dictionary(*size, "DeviceRGB");
            if let Some(alpha) = alpha {
                let mask = ExternalStream {
                    dict: dictionary(*size, "DeviceGray"),
                    content: alpha.to_vec(),
                    compress: false,
                };
                dict.insert("SMask".into(), DictItem::Stream { stream: mask });
            }
            ExternalStream {
                dict,
                content: rgb.to_vec(),
                compress: false,
            }
        }
    };
    XObject::External(ExternalXObject {
        stream,
        width: None,
        height: None,
        dpi: None,
    })
}

fn dictionary((width, height): (u32, u32), color_space: &str) -> BTreeMap<String, DictItem> {
    BTreeMap::from([
        ("Type".into(), name("XObject")),
        ("Subtype".into(), name("Image")),
        ("Width".into(), DictItem::Int(i64::from(width))),
        ("Height".into(), DictItem::Int(i64::from(height))),
        ("ColorSpace".into(), name(color_space)),
        ("BitsPerComponent".into(), DictItem::Int(8)),
    ])
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

/// The matrix that puts the unit square of a picture upright into an area, as PDF counts.
pub(super) fn matrix(pixels: &Pixels, area: Rect) -> [f64; 6] {
    let turn = match pixels {
        Pixels::Jpeg { orientation, .. } => *orientation,
        Pixels::Plain { .. } => Turn {
            quarters: 0,
            mirrored: false,
        },
    };
    let place = |x: f64, y: f64| {
        let x = if turn.mirrored { 1.0 - x } else { x };
        let (x, y) = match turn.quarters {
            0 => (x, y),
            1 => (y, 1.0 - x),
            2 => (1.0 - x, 1.0 - y),
            _ => (1.0 - y, x),
        };
        (
            area.origin.x.0 + x * area.size.width.0,
            area.origin.y.0 + y * area.size.height.0,
        )
    };
    let (origin, right, up) = (place(0.0, 0.0), place(1.0, 0.0), place(0.0, 1.0));
    [
        right.0 - origin.0,
        right.1 - origin.1,
        up.0 - origin.0,
        up.1 - origin.1,
        origin.0,
        origin.1,
    ]
}
