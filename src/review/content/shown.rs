//! What is shown on pages, piece by piece.

use std::collections::HashMap;

use super::area::Area;
use crate::base::pdf::objects::ObjRef;
use crate::review::fonts::Font;

/// A colour something is shown in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Paint {
    /// From 0, black, to 1.
    Gray(f64),
    /// Red, green, blue.
    Rgb([f64; 3]),
    /// Cyan, magenta, yellow, black.
    Cmyk([f64; 4]),
    /// A pattern, a spot colour, a colour space of its own.
    Other,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Text in a font, by its place in the list, with its size in points on the page.
    Text {
        /// What it says.
        text: String,
        /// The font.
        font: usize,
        /// The height of its em.
        size: f64,
        /// How many of its codes nothing gives a letter for.
        n_unmapped: usize,
    },
    /// A picture.
    Picture,
    /// A filled path.
    Fill,
    /// A stroked path, with the width of its stroke.
    Stroke(f64),
    /// A shading.
    Shading,
}

/// The marked content something stands in: the page or form that holds it, and its number.
pub type ContentKey = (Option<ObjRef>, i64);

/// Something shown on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// What it is.
    pub what: What,
    /// The page, counted from 0.
    pub page_idx: usize,
    /// Where it is.
    pub area: Area,
    /// Its colour.
    pub paint: Paint,
    /// The marked content it stands in.
    pub key: Option<ContentKey>,
    /// Whether it is an artifact.
    pub is_artifact: bool,
    /// What is said for it, if its marked content says so, and which marked content of the page that
    /// is.
    pub actual: Option<(usize, String)>,
}

/// Everything the pages show.
#[derive(Debug, Default)]
pub struct Content {
    /// The things shown, page by page in the order they are drawn.
    pub shown: Vec<Shown>,
    /// The fonts.
    pub fonts: Vec<Font>,
    /// The pages whose marked contents are not closed, or closed too often.
    pub unbalanced: Vec<usize>,
    /// Where the fonts stand that were read.
    pub(super) font_places: HashMap<ObjRef, usize>,
}
