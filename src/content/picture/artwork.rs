//! What a picture is made of, and the file that a browser shows of it.

use std::borrow::Cow;
use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{ExtendedColorType, ImageEncoder as _};

use super::jpeg;
use super::pixels::Pixels;
use super::profile::Profile;
use crate::base::color::ColorSpace;
use crate::base::deflate::inflate;
use crate::content::drawing::{Drawing, Segment};

/// What a picture is made of.
#[derive(Debug, Clone)]
pub enum Artwork {
    /// Shapes.
    Drawing(Arc<Drawing>),
    /// A JPEG file of gray, or of red, green and blue.
    Jpeg(JpegFile),
    /// A JPEG file of four inks.
    FourInks {
        /// The file, for a press.
        file: JpegFile,
        /// What a screen shows of it, upright.
        on_screen: Pixels,
    },
    /// Decoded pixels, upright.
    Plain(Pixels),
}

/// A JPEG file as it came, without its metadata.
#[derive(Debug, Clone)]
pub struct JpegFile {
    /// The file.
    pub bytes: Arc<[u8]>,
    /// What its numbers are.
    pub space: ColorSpace,
    /// How it must be turned to be seen upright.
    pub orientation: Turn,
    /// Width and height as coded, before it is turned.
    pub coded: (u32, u32),
    /// What colours its numbers mean; none for those of a screen, or of any press.
    pub profile: Option<Profile>,
}

impl JpegFile {
    /// Width and height as it is to be seen.
    pub(super) fn size(&self) -> (u32, u32) {
        let (width, height) = self.coded;
        if self.orientation.quarters.is_multiple_of(2) {
            (width, height)
        } else {
            (height, width)
        }
    }
}

impl Artwork {
    /// The picture as a file that every browser shows, with its media type; `None` for a drawing, whose
    /// shapes stand in the page itself.
    pub fn file(&self) -> Option<(&'static str, Cow<'_, [u8]>)> {
        match self {
            Self::Drawing(_) => None,
            Self::Jpeg(file) => Some((
                "image/jpeg",
                jpeg::turned(&file.bytes, file.orientation.exif()),
            )),
            Self::Plain(pixels)
            | Self::FourInks {
                on_screen: pixels, ..
            } => Some(("image/png", Cow::Owned(png(pixels)?))),
        }
    }

    /// How many bytes it takes in memory, and about as many in a file.
    pub fn n_bytes(&self) -> usize {
        match self {
            Self::Drawing(drawing) => drawing.n_segments() * size_of::<Segment>(),
            Self::Jpeg(file) => file.bytes.len(),
            Self::Plain(pixels) => pixels.n_bytes(),
            // One of the two is in a file, and in memory the file is a small part of the pixels.
            Self::FourInks { file, on_screen } => {
                let n_profile = file.profile.as_ref().map_or(0, |it| it.bytes().len());
                on_screen.n_bytes().max(file.bytes.len() + n_profile)
            }
        }
    }
}

/// Pixels as a PNG file.
fn png(pixels: &Pixels) -> Option<Vec<u8>> {
    let n_pixels = pixels.n_pixels();
    let n_colors = usize::from(pixels.space.n_components());
    let mut channels = inflate(&pixels.colors, n_colors * n_pixels).ok()?;
    if let Some(alpha) = &pixels.alpha {
        let alpha = inflate(alpha, n_pixels).ok()?;
        let colors = channels.chunks_exact(n_colors).zip(alpha);
        channels = colors
            .flat_map(|(color, alpha)| color.iter().copied().chain([alpha]))
            .collect();
    }
    let color = match (n_colors, pixels.alpha.is_some()) {
        (1, false) => ExtendedColorType::L8,
        (1, true) => ExtendedColorType::La8,
        (_, false) => ExtendedColorType::Rgb8,
        (_, true) => ExtendedColorType::Rgba8,
    };
    let mut png = Vec::new();
    let (compression, filter) = (CompressionType::Fast, FilterType::Adaptive);
    let mut encoder = PngEncoder::new_with_quality(&mut png, compression, filter);
    if let Some(profile) = &pixels.profile {
        encoder.set_icc_profile(profile.bytes().to_vec()).ok()?;
    }
    let (width, height) = pixels.size;
    encoder.write_image(&channels, width, height, color).ok()?;
    Some(png)
}

/// How a picture must be turned: the eight orientations of Exif.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Quarter turns clockwise.
    pub quarters: u8,
    /// Mirrored left to right, before it is turned.
    pub mirrored: bool,
}

impl Turn {
    /// The turn of an orientation.
    pub(super) fn of(orientation: Orientation) -> Self {
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
        Self { quarters, mirrored }
    }

    /// The number that Exif has for it.
    pub fn exif(self) -> u8 {
        match (self.quarters, self.mirrored) {
            (0, false) => 1,
            (0, true) => 2,
            (2, false) => 3,
            (2, true) => 4,
            (1, true) => 7,
            (1, false) => 6,
            (_, true) => 5,
            (_, false) => 8,
        }
    }
}
