//! Pictures: read, looked through to be sure that all of them is there, kept without what is private.
//!
//! Takes a file of the booklet's folder, gives a [`Picture`] that knows its pixels, its orientation
//! and what to say in its place.

mod artwork;
pub(super) mod complaints;
mod decode;
mod decodings;
mod entropy;
mod frame;
mod jpeg;
mod kind;
mod pixels;
mod png_chunks;
mod profile;
mod scan;

pub use artwork::{Artwork, JpegFile, Turn};
pub use decode::{Decoded, MOST_PIXELS, PictureError, Remark, decode};
pub use decodings::Decodings;
pub use kind::Kind;
pub use pixels::Pixels;
pub use profile::Profile;

use super::text::Text;
use crate::base::diagnostic::Span;

/// A picture of a booklet.
#[derive(Debug, Clone)]
pub struct Picture {
    /// What it is made of.
    pub artwork: Artwork,
    /// The width in pixels, or parts of a drawing's unit, as it is to be seen.
    pub width: u32,
    /// The height in the same.
    pub height: u32,
    /// What to say in its place; `None` for one that only decorates.
    pub alternative: Option<Text>,
    /// The words under it.
    pub caption: Option<Text>,
    /// Whose it is.
    pub credit: Option<Text>,
    /// Where it is named.
    pub at: Span,
}
