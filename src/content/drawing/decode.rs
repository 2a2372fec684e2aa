//! SVG files to drawings.
//!
//! Takes an SVG file, gives a [`Drawing`]. Strokes are turned into the shapes they cover, so that a
//! drawing is nothing but paths and colours. What ink on paper cannot show as it stands, or what would
//! have to be fetched, is refused with what to do about it.

use usvg::tiny_skia_path::{Path, PathSegment, Stroke, Transform};
use usvg::{FillRule, Group, ImageHrefResolver, Node, Options, Paint, Tree, roxmltree};

use super::bounds;
use super::shapes::{Drawing, Segment, Shape, Step};
use crate::base::color::{Color, Rgb};

/// The largest SVG that is read, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// The most nodes of its XML, and the most pieces of outlines.
const MOST_NODES: u32 = 200_000;
const MOST_SEGMENTS: usize = 500_000;

/// How finely curves of strokes are followed, in pieces a pixel of the drawing.
const STROKE_RESOLUTION: f32 = 4.0;

/// The extent of a stroke from which on it is followed less finely: nobody sees a part in a quarter of a
/// million.
const LARGE_STROKE: f32 = 65_536.0;

/// The most pieces of outlines that are stroked: covering a curve takes dozens of pieces.
const MOST_STROKED: usize = 50_000;

/// Less than this of a colour is transparent to the eye.
const OPAQUE: f32 = 0.995;

/// Whether a file looks like SVG.
pub fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let is_xml = head.starts_with("<?xml") || head.starts_with("<!");
    let has_name = || bytes.windows(3).any(|letters| letters == b"svg");
    head.starts_with("<svg") || is_xml && has_name()
}

/// Reads a drawing. The error says, after the file's name, what is wrong with it.
pub fn decode(bytes: &[u8]) -> Result<Drawing, String> {
    if bytes.len() > LARGEST {
        return Err("is larger than 4 MB: is it a picture saved as SVG?".to_owned());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8 text")?;
    bounds::check_text(text)?;
    let parsing = roxmltree::ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..Default::default()
    };
    let xml = roxmltree::Document::parse_with_options(text, parsing)
        .map_err(|error| format!("is not SVG that can be read: {error}"))?;
    refuse_elements(&xml)?;
    bounds::check(&xml)?;
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_xmltree(&xml, &options)
        .map_err(|error| format!("is not SVG that can be read: {error}"))?;
    let mut drawing = Drawing {
        size: (tree.size().width().into(), tree.size().height().into()),
        steps: Vec::new(),
    };
    let mut n_segments = 0;
    add_group(tree.root(), &mut drawing.steps, &mut n_segments)?;
    if drawing.steps.is_empty() {
        return Err("draws nothing".to_owned());
    }
    Ok(drawing)
}

/// Refuses what would be left out without a word.
fn refuse_elements(xml: &roxmltree::Document<'_>) -> Result<(), String> {
    for node in xml.descendants().filter(roxmltree::Node::is_element) {
        let why = match node.tag_name().name() {
            "text" => "has text in it: turn text into outlines (in Inkscape: Path, Object to Path)",
            "image" | "feImage" => "has a picture in it: save it as PNG",
            "foreignObject" => "has a piece of a web page in it: save it as PNG",
            _ => continue,
        };
        let line = xml.text_pos_at(node.range().start).row;
        return Err(format!("{why} (line {line} of the file)"));
    }
    Ok(())
}

fn add_group(group: &Group, steps: &mut Vec<Step>, n_segments: &mut usize) -> Result<(), String> {
    if group.opacity().get() < OPAQUE {
        return Err(transparent());
    }
    if group.mask().is_some() || !group.filters().is_empty() {
        return Err("has a mask or an effect in it: save it without, or as PNG".to_owned());
    }
    if group.blend_mode() != usvg::BlendMode::Normal {
        return Err("blends colours: save it flattened, or as PNG".to_owned());
    }
    let clip = group.clip_path();
    if let Some(clip) = clip {
        if clip.clip_path().is_some() {
            return Err("is clipped twice: save it simplified, or as PNG".to_owned());
        }
        let transform = group.abs_transform().pre_concat(clip.transform());
        let mut shape = Shape {
            outline: Vec::new(),
            even_odd: false,
        };
        add_clip(clip.root(), transform, &mut shape, n_segments)?;
        steps.push(Step::BeginClip(shape));
    }
    for node in group.children() {
        match node {
            Node::Group(group) => add_group(group, steps, n_segments)?,
            Node::Path(path) if path.is_visible() => add_path(path, steps, n_segments)?,
            Node::Path(_) | Node::Image(_) | Node::Text(_) => {}
        }
    }
    if clip.is_some() {
        steps.push(Step::EndClip);
    }
    Ok(())
}

/// Adds what a clip path lets be seen.
fn add_clip(
    group: &Group,
    transform: Transform,
    shape: &mut Shape,
    n_segments: &mut usize,
) -> Result<(), String> {
    if group.clip_path().is_some() {
        return Err("is clipped twice: save it simplified, or as PNG".to_owned());
    }
    for node in group.children() {
        match node {
            Node::Group(group) => add_clip(group, transform, shape, n_segments)?,
            Node::Path(path) => {
                let transform = transform.pre_concat(path.abs_transform());
                shape
                    .outline
                    .extend(outline(path.data(), transform, n_segments)?);
                shape.even_odd |= path.fill().is_some_and(|it| it.rule() == FillRule::EvenOdd);
            }
            Node::Image(_) | Node::Text(_) => {}
        }
    }
    Ok(())
}

fn add_path(
    path: &usvg::Path,
    steps: &mut Vec<Step>,
    n_segments: &mut usize,
) -> Result<(), String> {
    let transform = path.abs_transform();
    let mut own = Vec::new();
    if let Some(fill) = path.fill() {
        let shape = Shape {
            outline: outline(path.data(), transform, n_segments)?,
            even_odd: fill.rule() == FillRule::EvenOdd,
        };
        own.push(Step::Fill(
            shape,
            color(fill.paint(), fill.opacity().get())?,
        ));
    }
    if let Some(stroke) = path.stroke() {
        let color = color(stroke.paint(), stroke.opacity().get())?;
        // A stroke of no length covers nothing.
        if let Some(covered) = covered(path.data(), &stroke.to_tiny_skia())? {
            let shape = Shape {
                outline: outline(&covered, transform, n_segments)?,
                even_odd: false,
            };
            own.push(Step::Fill(shape, color));
        }
    }
    if path.paint_order() == usvg::PaintOrder::StrokeAndFill {
        own.reverse();
    }
    steps.extend(own);
    Ok(())
}

/// What a stroke covers, with its dashes.
fn covered(path: &Path, pen: &Stroke) -> Result<Option<Path>, String> {
    let bounds = path.bounds();
    let extent = bounds.width().max(bounds.height()).max(pen.width);
    let resolution = STROKE_RESOLUTION * (LARGE_STROKE / extent).min(1.0);
    let dashed = match &pen.dash {
        Some(dash) => path.dash(dash, resolution),
        None => Some(path.clone()),
    };
    let Some(dashed) = dashed else {
        return Ok(None);
    };
    if dashed.len() > MOST_STROKED {
        return Err("has more lines than any logo: save it as PNG".to_owned());
    }
    Ok(dashed.stroke(pen, resolution))
}

fn color(paint: &Paint, opacity: f32) -> Result<Color, String> {
    if opacity < OPAQUE {
        return Err(transparent());
    }
    match paint {
        Paint::Color(usvg::Color { red, green, blue }) => Ok(Color::from(Rgb {
            red: *red,
            green: *green,
            blue: *blue,
        })),
        Paint::LinearGradient(_) | Paint::RadialGradient(_) | Paint::Pattern(_) => {
            Err("has a gradient or a pattern in it: save it in flat colours, or as PNG".to_owned())
        }
    }
}

fn transparent() -> String {
    "has transparent parts: save it in full colours, or as PNG".to_owned()
}

fn outline(
    path: &Path,
    transform: Transform,
    n_segments: &mut usize,
) -> Result<Vec<Segment>, String> {
    *n_segments += path.len();
    if *n_segments > MOST_SEGMENTS {
        return Err("has more lines than any logo: save it as PNG".to_owned());
    }
    let Some(path) = path.clone().transform(transform) else {
        return Ok(Vec::new());
    };
    let mut last = [0.0; 2];
    let segment = |segment| {
        let at = |point: usvg::tiny_skia_path::Point| [f64::from(point.x), f64::from(point.y)];
        match segment {
            PathSegment::MoveTo(to) => {
                last = at(to);
                Segment::Move(last)
            }
            PathSegment::LineTo(to) => {
                last = at(to);
                Segment::Line(last)
            }
            PathSegment::QuadTo(control, to) => {
                let (start, control, end) = (last, at(control), at(to));
                last = end;
                // The cubic with the same curve has its control points two thirds of the way.
                let toward = |from: f64, to: f64| from + (to - from) * 2.0 / 3.0;
                Segment::Curve([
                    toward(start[0], control[0]),
                    toward(start[1], control[1]),
                    toward(end[0], control[0]),
                    toward(end[1], control[1]),
                    end[0],
                    end[1],
                ])
            }
            PathSegment::CubicTo(one, two, to) => {
                let (one, two) = (at(one), at(two));
                last = at(to);
                Segment::Curve([one[0], one[1], two[0], two[1], last[0], last[1]])
            }
            PathSegment::Close => Segment::Close,
        }
    };
    Ok(path.segments().map(segment).collect())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn svg(inner: &str) -> String {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='10' height='20'>{inner}</svg>")
    }

    #[test]
    fn a_stroke_becomes_the_shape_it_covers() {
        let line = svg("<path d='M1 5H9' fill='none' stroke='#7a1420' stroke-width='2'/>");
        let drawing = decode(line.as_bytes()).unwrap();
        assert_eq!(drawing.size, (10.0, 20.0));
        let [Step::Fill(shape, color)] = &drawing.steps[..] else {
            panic!("{drawing:?}");
        };
        assert_eq!(
            Rgb::from_hex("#7a1420").map(Color::Rgb).as_ref(),
            Some(color)
        );
        let points = shape.outline.iter().filter_map(|it| match it {
            Segment::Move(at) | Segment::Line(at) => Some(*at),
            Segment::Curve(_) | Segment::Close => None,
        });
        for [x, y] in points {
            assert!(
                [1.0, 9.0].contains(&x) && [4.0, 6.0].contains(&y),
                "{x} {y}"
            );
        }
    }

    #[test]
    fn what_would_be_left_out_or_fetched_is_refused() {
        let cases = [
            ("<text x='1' y='9'>A</text>", "outlines"),
            (
                "<image href='/etc/passwd' width='9' height='9'/>",
                "picture",
            ),
            ("<rect width='9' height='9' opacity='0.5'/>", "transparent"),
            (
                "<rect width='9' height='9' fill-opacity='0.5'/>",
                "transparent",
            ),
            (
                "<linearGradient id='g'><stop/><stop offset='1' stop-color='red'/></linearGradient>\
                 <rect width='9' height='9' fill='url(#g)'/>",
                "gradient",
            ),
            (
                "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter>\
                 <rect width='9' height='9' filter='url(#f)'/>",
                "effect",
            ),
            ("", "nothing"),
        ];
        for (inner, why) in cases {
            let error = decode(svg(inner).as_bytes()).unwrap_err();
            assert!(error.contains(why), "{inner}: {error}");
        }
    }

    #[test]
    fn a_bomb_of_entities_is_refused() {
        let mut bomb = "<!DOCTYPE svg [<!ENTITY a '<path d=\"M0 0H9\"/>'>".to_owned();
        for (one, next) in ('a'..='y').zip('b'..='z') {
            let ten = format!("&{one};").repeat(10);
            let _ = write!(bomb, "<!ENTITY {next} '{ten}'>");
        }
        bomb += "]><svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>&z;</svg>";
        assert!(decode(bomb.as_bytes()).is_err());
    }
}
