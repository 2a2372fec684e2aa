//! Drawings: SVG files of logos and emblems, as filled shapes. Only this folder knows the SVG crate.

mod bounds;
mod decode;
mod shapes;
mod style_sheet;

pub use decode::{decode, is_svg};
pub use shapes::{Drawing, Segment, Shape, Step};
