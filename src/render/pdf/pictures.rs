//! Pictures to objects: a JPEG file, a drawing as the operators that draw it, everything else as pixels
//! with its transparency; each with its colour profile.

use std::collections::BTreeMap;

use crate::base::pdf::writing::{Document, Object};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use crate::base::color::{Color, ColorSpace, Rgb};
use crate::base::geometry::Rect;
use crate::content::drawing::{Drawing, Segment, Shape, Step};
use crate::content::picture::{Artwork, Profile, Turn};
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
        Artwork::Jpeg(file) => {
            let color_space = color_space(file.space, file.profile.as_ref());
            image(file.coded, color_space, "DCTDecode", &file.bytes)
        }
        // A file for a screen has no inks.
        Artwork::Plain(pixels)
        | Artwork::FourInks {
            on_screen: pixels, ..
        } => {
            let color_space = color_space(pixels.space, pixels.profile.as_ref());
            let mut stream = image(pixels.size, color_space, "FlateDecode", &pixels.colors);
            if let Some(alpha) = &pixels.alpha {
                let mask = image(pixels.size, name("DeviceGray"), "FlateDecode", alpha);
                let mask = DictItem::Stream { stream: mask };
                stream.dict.insert("SMask".into(), mask);
            }
            stream
        }
    };
    XObject::External(ExternalXObject {
        stream,
        width: None,
        height: None,
        dpi: None,
    })
}

fn image(
    (width, height): (u32, u32),
    color_space: DictItem,
    filter: &str,
    content: &[u8],
) -> ExternalStream {
    let dict = BTreeMap::from([
        ("Type".into(), name("XObject")),
        ("Subtype".into(), name("Image")),
        ("Width".into(), DictItem::Int(i64::from(width))),
        ("Height".into(), DictItem::Int(i64::from(height))),
        ("ColorSpace".into(), color_space),
        ("BitsPerComponent".into(), DictItem::Int(8)),
        ("Filter".into(), name(filter)),
    ]);
    ExternalStream {
        dict,
        content: content.to_vec(),
        compress: false,
    }
}

/// What the numbers of pixels mean: by the picture's own profile, or as the file's output intent says.
fn color_space(space: ColorSpace, profile: Option<&Profile>) -> DictItem {
    let Some(profile) = profile else {
        return name(match space {
            ColorSpace::Gray => "DeviceGray",
            ColorSpace::Rgb => "DeviceRGB",
            ColorSpace::Cmyk => "DeviceCMYK",
        });
    };
    let n_colors = DictItem::Int(i64::from(space.n_components()));
    let stream = ExternalStream {
        dict: BTreeMap::from([("N".into(), n_colors)]),
        content: profile.bytes().to_vec(),
        compress: false,
    };
    DictItem::Array(vec![name("ICCBased"), DictItem::Stream { stream }])
}

/// Lets pictures with the same profile share it: a gallery from one telephone has it once.
pub(super) fn share_profiles(document: &mut Document) {
    let mut first = BTreeMap::new();
    let mut again = BTreeMap::new();
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else {
            continue;
        };
        if stream.dict.has(b"N") {
            let kept = *first.entry(&stream.content).or_insert(*id);
            if kept != *id {
                again.insert(*id, kept);
            }
        }
    }
    for id in again.keys() {
        document.objects.remove(id);
    }
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let Ok(color_space) = stream.dict.get_mut(b"ColorSpace") else {
            continue;
        };
        if let Ok([_, Object::Reference(id)]) = color_space.as_array_mut().map(Vec::as_mut_slice)
            && let Some(kept) = again.get(id)
        {
            *id = *kept;
        }
    }
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
            Step::Fill(shape, color) => {
                push_color(&mut operators, color);
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

fn push_color(operators: &mut String, color: &Color) {
    let part = |part: u8| number(f64::from(part) / 255.0);
    match color {
        Color::Gray(level) => operators.extend([&part(*level), " g\n"]),
        Color::Rgb(_) | Color::Cmyk(_) | Color::Spot { .. } => {
            let Rgb { red, green, blue } = color.on_screen();
            let parts = [red, green, blue].map(part);
            operators.extend([&parts.join(" "), " rg\n"]);
        }
    }
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
        Artwork::Jpeg(file) => file.orientation,
        Artwork::Plain(_) | Artwork::FourInks { .. } | Artwork::Drawing(_) => Turn {
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
