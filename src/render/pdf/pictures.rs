//! Pictures to objects: a JPEG as it came, a drawing as the operators that draw it, everything else
//! as pixels with its transparency.

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use crate::base::color::Rgb;
use crate::base::geometry::Rect;
use crate::content::drawing::{Drawing, Segment, Shape, Step};
use crate::content::picture::{Artwork, Turn};
use crate::layout::page::PictureId;
use crate::render::number;

/// The name of a picture in a page's resources.
pub(super) fn resource_name(picture: PictureId) -> String {
    format!("Im{}", picture.0)
}

/// A picture as printpdf takes it.
pub(super) fn object(artwork: &Artwork) -> XObject {
    let stream = match artwork {
        Artwork::Drawing(drawing) => ExternalStream {
            dict: form(drawing),
            content: steps(drawing).into_bytes(),
            compress: false,
        },
        Artwork::Jpeg {
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
        Artwork::Plain { rgb, alpha, size } => {
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

/// A form whose box is the drawing, put into the unit square as an image is.
fn form(drawing: &Drawing) -> BTreeMap<String, DictItem> {
    let (width, height) = drawing.size;
    let reals = |values: &[f64]| {
        let items = values.iter().map(|value| DictItem::Real(*value as f32));
        DictItem::Array(items.collect())
    };
    let matrix = [1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0];
    BTreeMap::from([
        ("Type".into(), name("XObject")),
        ("Subtype".into(), name("Form")),
        ("BBox".into(), reals(&[0.0, 0.0, width, height])),
        ("Matrix".into(), reals(&matrix)),
        (
            "Resources".into(),
            DictItem::Dict {
                map: BTreeMap::new(),
            },
        ),
    ])
}

/// The steps of a drawing as operators (ISO 32000-1, 8.5).
fn steps(drawing: &Drawing) -> String {
    let mut operators = String::new();
    for step in &drawing.steps {
        match step {
            Step::Fill(shape, Rgb { red, green, blue }) => {
                let parts = [red, green, blue].map(|part| number(f64::from(*part) / 255.0));
                // Grey is said in one number, so that it prints in black ink alone.
                if red == green && green == blue {
                    operators.extend([&parts[0], " g\n"]);
                } else {
                    operators.extend([&parts.join(" "), " rg\n"]);
                }
                push_outline(&mut operators, shape);
                operators += if shape.even_odd { "f*\n" } else { "f\n" };
            }
            Step::BeginClip(shape) => {
                operators += "q\n";
                push_outline(&mut operators, shape);
                operators += if shape.even_odd { "W* n\n" } else { "W n\n" };
            }
            Step::EndClip => operators += "Q\n",
        }
    }
    operators
}

fn push_outline(operators: &mut String, shape: &Shape) {
    for segment in &shape.outline {
        let (points, operator): (&[f64], _) = match segment {
            Segment::Move(to) => (to, " m\n"),
            Segment::Line(to) => (to, " l\n"),
            Segment::Curve(points) => (points, " c\n"),
            Segment::Close => (&[], "h\n"),
        };
        let numbers: Vec<_> = points.iter().map(|value| number(*value)).collect();
        operators.extend([&numbers.join(" "), operator]);
    }
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

/// The matrix that puts the unit square of a picture upright into an area, as PDF counts.
pub(super) fn matrix(artwork: &Artwork, area: Rect) -> [f64; 6] {
    let turn = match artwork {
        Artwork::Jpeg { orientation, .. } => *orientation,
        Artwork::Plain { .. } | Artwork::Drawing(_) => Turn {
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
