//! What stands on a page beside its content: notes, stamps, what was written into forms
//! (ISO 32000-1, 12.5).
//!
//! An annotation that is printed and brings its appearance is drawn; what a reader would see and paper
//! cannot show is named, so that nothing is lost without a word. Links are no loss: paper has none.

use crate::base::pdf::file::{File, one_or_many};
use crate::base::pdf::objects::{
    Array, Dict, Number, ObjRef, Object, Page, Rect, Stream, name, text,
};
use crate::base::pdf::refused::PdfRefused;
use crate::base::shown;

/// The flags of an annotation (ISO 32000-1, 12.5.3).
const HIDDEN: i64 = 1 << 1;
const PRINTED: i64 = 1 << 2;

/// How deep fields stand in fields.
const DEEPEST_FIELD: usize = 8;

/// An annotation of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Annotation {
    /// It is printed.
    Shown {
        /// What it looks like.
        appearance: ObjRef,
        /// What puts that in its place.
        place: [f64; 6],
    },
    /// It would be seen on a screen and is not printed: what it is, and why.
    LeftOut(String),
}

/// The annotations of a page, without those that nobody sees.
pub(super) fn of_page(file: &File, page: &Page<'_>) -> Result<Vec<Annotation>, PdfRefused> {
    let entries = one_or_many(file, page.raw(), "Annots");
    file.budget.step(entries.len())?;
    let annotations = entries.iter().filter_map(|entry| match &entry.object {
        Object::Dict(annotation) => judge(annotation),
        _ => None,
    });
    Ok(annotations.collect())
}

fn judge(annotation: &Dict<'_>) -> Option<Annotation> {
    let flags = annotation
        .get::<Number>("F")
        .map_or(0, |flags| flags.as_i64());
    let kind = name(annotation, "Subtype").unwrap_or_default();
    if flags & HIDDEN != 0 || kind == "Popup" {
        return None;
    }
    let place = annotation.get::<Rect>("Rect")?;
    let left_out = |why: &str| {
        let what = what(annotation, &kind)?;
        (place.width() > 0.0 && place.height() > 0.0)
            .then(|| Annotation::LeftOut(format!("{what} {why}")))
    };
    match appearance(annotation) {
        Appearance::Off => None,
        Appearance::None => left_out("has no appearance of its own"),
        Appearance::Some(..) if flags & PRINTED == 0 => left_out("is not marked for printing"),
        Appearance::Some(appearance, stream) => Some(Annotation::Shown {
            appearance,
            place: placing(stream.dict(), place)?,
        }),
    }
}

/// What an annotation looks like.
enum Appearance<'a> {
    /// As this stream says.
    Some(ObjRef, Stream<'a>),
    /// Like nothing: a box that is not ticked.
    Off,
    /// The file does not say.
    None,
}

fn appearance<'a>(annotation: &Dict<'a>) -> Appearance<'a> {
    let Some(appearances) = annotation.get::<Dict<'_>>("AP") else {
        return Appearance::None;
    };
    let (stream, reference) = match appearances.get::<Object<'_>>("N") {
        Some(Object::Stream(stream)) => (stream, appearances.get_ref("N")),
        Some(Object::Dict(states)) => {
            let state = name(annotation, "AS").unwrap_or_default();
            match states.get::<Stream<'_>>(&state) {
                Some(stream) => (stream, states.get_ref(&state)),
                None => return Appearance::Off,
            }
        }
        _ => return Appearance::None,
    };
    reference.map_or(Appearance::None, |reference| {
        Appearance::Some(reference, stream)
    })
}

/// An annotation in words; none for what shows nothing, such as an empty field.
fn what(annotation: &Dict<'_>, kind: &str) -> Option<String> {
    let thing = match kind {
        "Link" => return None,
        "Widget" => return field(annotation),
        "Text" => "the note",
        "FreeText" => "the text",
        "Highlight" | "Underline" | "Squiggly" | "StrikeOut" => "the marked text",
        "Stamp" => "the stamp",
        "FileAttachment" => "the attached file",
        "Sound" | "Movie" | "Screen" | "RichMedia" | "3D" => "the film or sound",
        _ => "the drawing",
    };
    let said = text(annotation, "Contents").unwrap_or_default();
    Some(with(thing, &said))
}

/// A field of a form with its value.
fn field(annotation: &Dict<'_>) -> Option<String> {
    let mut names = Vec::new();
    let mut value = None;
    let mut at = Some(annotation.clone());
    for _ in 0..DEEPEST_FIELD {
        let Some(field) = at else { break };
        names.extend(text(&field, "T"));
        value = value.or_else(|| said(&field));
        at = field.get::<Dict<'_>>("Parent");
    }
    names.reverse();
    let value = value.filter(|value| !value.trim().is_empty() && value != "Off")?;
    let thing = with("the form field", &names.join("."));
    Some(format!("{thing}, which says “{}”,", beginning(&value)))
}

/// The value of a field.
fn said(field: &Dict<'_>) -> Option<String> {
    match field.get::<Object<'_>>("V")? {
        Object::String(_) => text(field, "V"),
        Object::Name(_) => name(field, "V"),
        Object::Stream(_) => Some("a long text".to_owned()),
        Object::Dict(_) => Some("a signature".to_owned()),
        Object::Array(_) => Some("several choices".to_owned()),
        _ => None,
    }
}

fn with(thing: &str, said: &str) -> String {
    let said = beginning(said);
    if said.is_empty() {
        thing.to_owned()
    } else {
        format!("{thing} “{said}”")
    }
}

/// The first words of a text, on one line.
fn beginning(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shown::beginning(&text, shown::NAME)
}

/// What puts an annotation's appearance into its rectangle (ISO 32000-1, 12.5.5, algorithm 8.1).
fn placing(appearance: &Dict<'_>, place: Rect) -> Option<[f64; 6]> {
    let bounds = appearance.get::<Rect>("BBox")?;
    let matrix = appearance.get::<Array<'_>>("Matrix");
    let matrix: Vec<f64> = matrix
        .map(|it| it.iter::<f64>().collect())
        .unwrap_or_default();
    let matrix = <[f64; 6]>::try_from(matrix).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let corners = [
        (bounds.x0, bounds.y0),
        (bounds.x1, bounds.y0),
        (bounds.x0, bounds.y1),
        (bounds.x1, bounds.y1),
    ];
    let corners = corners.map(|(x, y)| {
        (
            matrix[0] * x + matrix[2] * y + matrix[4],
            matrix[1] * x + matrix[3] * y + matrix[5],
        )
    });
    let least =
        |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::INFINITY, f64::min);
    let most =
        |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
    let (left, bottom) = (least(|it| it.0), least(|it| it.1));
    let (width, height) = (most(|it| it.0) - left, most(|it| it.1) - bottom);
    if width <= 0.0 || height <= 0.0 {
        return None;
    }
    let (across, up) = (place.width() / width, place.height() / height);
    Some([
        across,
        0.0,
        0.0,
        up,
        place.x0 - left * across,
        place.y0 - bottom * up,
    ])
}
