//! Pictures: read, decoded once to be sure that they can be, kept as they came.
//!
//! Takes a file of the booklet's folder, gives a [`Picture`] that knows its pixels, its orientation
//! and what to say in its place. The size is looked at before anything is decoded, so that a small
//! file that claims to be huge costs nothing.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::Cursor;
use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{
    ColorType, DynamicImage, ExtendedColorType, ImageDecoder as _, ImageEncoder as _, ImageFormat,
    ImageReader,
};

use super::drawing::{self, Drawing};
use super::text::Text;
use crate::base::diagnostic::Span;

/// A drawing has no pixels; its sides are counted in as many parts of its own unit.
const PARTS_OF_UNIT: f64 = 100.0;

/// The most pixels of a picture: a page of A3 at 600 ppi.
pub const MOST_PIXELS: u64 = 100_000_000;

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

/// What a picture is made of.
#[derive(Debug, Clone)]
pub enum Artwork {
    /// Shapes.
    Drawing(Arc<Drawing>),
    /// A JPEG file as it came.
    Jpeg {
        /// The file.
        bytes: Arc<[u8]>,
        /// How many colours a pixel has: 1 or 3.
        n_colors: u8,
        /// How it must be turned to be seen upright.
        orientation: Turn,
        /// Width and height as coded, before it is turned.
        coded: (u32, u32),
    },
    /// Decoded pixels, upright.
    Plain {
        /// Red, green, blue, row by row.
        rgb: Arc<[u8]>,
        /// How opaque each pixel is, if any is not.
        alpha: Option<Arc<[u8]>>,
        /// Width and height.
        size: (u32, u32),
    },
}

impl Artwork {
    /// The picture as a file that every browser shows, with its media type; `None` for a drawing, whose
    /// shapes stand in the page itself.
    pub fn file(&self) -> Option<(&'static str, Cow<'_, [u8]>)> {
        match self {
            Self::Drawing(_) => None,
            Self::Jpeg { bytes, .. } => Some(("image/jpeg", Cow::Borrowed(bytes))),
            Self::Plain { rgb, alpha, size } => {
                let (pixels, color) = match alpha {
                    None => (Cow::Borrowed(&rgb[..]), ExtendedColorType::Rgb8),
                    Some(alpha) => {
                        let pixels = rgb.chunks_exact(3).zip(alpha.iter());
                        let pixels = pixels.flat_map(|(rgb, a)| [rgb[0], rgb[1], rgb[2], *a]);
                        (Cow::Owned(pixels.collect()), ExtendedColorType::Rgba8)
                    }
                };
                let mut png = Vec::new();
                let (compression, filter) = (CompressionType::Fast, FilterType::Adaptive);
                let encoder = PngEncoder::new_with_quality(&mut png, compression, filter);
                let encoded = encoder.write_image(&pixels, size.0, size.1, color);
                encoded.is_ok().then_some(("image/png", Cow::Owned(png)))
            }
        }
    }
}

/// How a picture must be turned: the eight orientations of Exif.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Quarter turns clockwise.
    pub quarters: u8,
    /// Mirrored left to right, before it is turned.
    pub mirrored: bool,
}

/// What was decoded before, so that a picture whose file has not changed is not decoded again: twice in one
/// booklet, or in builds that follow each other.
#[derive(Debug, Default)]
pub struct Decodings {
    known: Vec<Decoding>,
}

#[derive(Debug)]
struct Decoding {
    /// Length and hash of the file.
    file: (usize, u64),
    decoded: Decoded,
    is_used: bool,
}

impl Decodings {
    /// Decodes a picture file, unless it is known.
    pub fn decode(&mut self, bytes: Vec<u8>) -> Result<Decoded, PictureError> {
        let mut hasher = DefaultHasher::new();
        hasher.write(&bytes);
        let file = (bytes.len(), hasher.finish());
        if let Some(known) = self.known.iter_mut().find(|known| known.file == file) {
            known.is_used = true;
            return Ok(known.decoded.clone());
        }
        let decoded = decode(bytes)?;
        self.known.push(Decoding {
            file,
            decoded: decoded.clone(),
            is_used: true,
        });
        Ok(decoded)
    }

    /// Forgets what was not used since the last time.
    pub fn forget_unused(&mut self) {
        self.known
            .retain_mut(|known| std::mem::take(&mut known.is_used));
    }
}

/// Why a picture cannot be used.
#[derive(Debug)]
pub enum PictureError {
    /// It is no picture of a kind that is read.
    Unknown,
    /// It has more pixels than are read.
    TooLarge(u32, u32),
    /// It is broken.
    Broken(String),
    /// It is a drawing that cannot be drawn here, and why.
    Drawing(String),
}

/// What decoding gives.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// What it is made of.
    pub artwork: Artwork,
    /// The width as it is to be seen.
    pub width: u32,
    /// The height as it is to be seen.
    pub height: u32,
}

/// Decodes a JPEG, PNG, WebP or SVG file.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, PictureError> {
    if drawing::is_svg(&bytes) {
        return drawing::decode(&bytes)
            .map(drawn)
            .map_err(PictureError::Drawing);
    }
    let format = image::guess_format(&bytes).map_err(|_| PictureError::Unknown)?;
    let broken = |error: image::ImageError| PictureError::Broken(error.to_string());
    let reader = ImageReader::with_format(Cursor::new(&bytes[..]), format);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let coded = decoder.dimensions();
    if u64::from(coded.0) * u64::from(coded.1) > MOST_PIXELS {
        return Err(PictureError::TooLarge(coded.0, coded.1));
    }
    let orientation = decoder.orientation().map_err(broken)?;
    let turn = turn(orientation);
    let n_colors = match decoder.color_type() {
        ColorType::L8 => 1,
        _ => 3,
    };
    let is_cmyk = format == ImageFormat::Jpeg && jpeg_components(&bytes) == Some(4);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    let (width, height) = if turn.quarters.is_multiple_of(2) {
        coded
    } else {
        (coded.1, coded.0)
    };
    // Four inks are turned into three colours: a file for the screen knows no others.
    if format == ImageFormat::Jpeg && !is_cmyk {
        let artwork = Artwork::Jpeg {
            bytes: Arc::from(bytes),
            n_colors,
            orientation: turn,
            coded,
        };
        return Ok(Decoded {
            artwork,
            width,
            height,
        });
    }
    picture.apply_orientation(orientation);
    Ok(Decoded {
        artwork: plain(&picture),
        width,
        height,
    })
}

fn drawn(drawing: Drawing) -> Decoded {
    let in_parts = |length: f64| (length * PARTS_OF_UNIT).round().clamp(1.0, 1e9) as u32;
    Decoded {
        width: in_parts(drawing.size.0),
        height: in_parts(drawing.size.1),
        artwork: Artwork::Drawing(Arc::new(drawing)),
    }
}

fn plain(picture: &DynamicImage) -> Artwork {
    let size = (picture.width(), picture.height());
    if !picture.color().has_alpha() {
        return Artwork::Plain {
            rgb: Arc::from(picture.to_rgb8().into_raw()),
            alpha: None,
            size,
        };
    }
    let rgba = picture.to_rgba8();
    let n_pixels = rgba.pixels().len();
    let (mut rgb, mut alpha) = (
        Vec::with_capacity(3 * n_pixels),
        Vec::with_capacity(n_pixels),
    );
    for pixel in rgba.pixels() {
        rgb.extend_from_slice(&pixel.0[..3]);
        alpha.push(pixel.0[3]);
    }
    let is_opaque = alpha.iter().all(|value| *value == u8::MAX);
    Artwork::Plain {
        rgb: Arc::from(rgb),
        alpha: (!is_opaque).then(|| Arc::from(alpha)),
        size,
    }
}

fn turn(orientation: Orientation) -> Turn {
    let (quarters, mirrored) = match orientation {
        Orientation::NoTransforms => (0, false),
        Orientation::FlipHorizontal => (0, true),
        Orientation::Rotate180 => (2, false),
        Orientation::FlipVertical => (2, true),
        // The crate turns first and mirrors then.
        Orientation::Rotate90FlipH => (3, true),
        Orientation::Rotate90 => (1, false),
        Orientation::Rotate270FlipH => (1, true),
        Orientation::Rotate270 => (3, false),
    };
    Turn { quarters, mirrored }
}

/// The number of colours in a JPEG's frame header (ITU T.81, B.2.2).
fn jpeg_components(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            return bytes.get(at + 9).copied();
        }
        let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
        at += 2 + usize::from(length);
    }
}
