//! Pictures: read, looked through to be sure that all of them is there, kept without what is private.
//!
//! Takes a file of the booklet's folder, gives a [`Picture`] that knows its pixels, its orientation
//! and what to say in its place. The size is looked at before anything is decoded, so that a small
//! file that claims to be huge costs nothing. A JPEG is not decoded at all, everything else once.

pub(super) mod complaints;
mod decodings;
mod entropy;
mod jpeg;
mod kind;
mod pixels;
mod png_chunks;
mod profile;
mod scan;

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder as _, ImageError, ImageFormat,
    ImageReader, Limits,
};

pub use decodings::Decodings;
pub use kind::Kind;
pub use pixels::Pixels;
pub use profile::Profile;

use super::drawing::{self, Drawing, Segment};
use super::text::Text;
use crate::base::deflate::inflate;
use crate::base::diagnostic::Span;
use jpeg::{Jpeg, JpegError, KeepsProfile};
use scan::Part;

/// A drawing has no pixels; its sides are counted in as many parts of its own unit.
const PARTS_OF_UNIT: f64 = 100.0;

/// The most pixels of a picture: a page of A3 at 600 ppi.
pub const MOST_PIXELS: u64 = 100_000_000;

/// The most bytes that decoding a picture may take: as many pixels with red, green, blue and opacity.
const MOST_DECODED: u64 = 4 * MOST_PIXELS;

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
    /// A JPEG file as it came, without its metadata.
    Jpeg {
        /// The file.
        bytes: Arc<[u8]>,
        /// How many colours a pixel has: 1 or 3.
        n_colors: u8,
        /// How it must be turned to be seen upright.
        orientation: Turn,
        /// Width and height as coded, before it is turned.
        coded: (u32, u32),
        /// What its numbers mean; none for the colours of a screen.
        profile: Option<Profile>,
    },
    /// Decoded pixels, upright.
    Plain {
        /// The pixels.
        pixels: Pixels,
        /// What their numbers mean; none for the colours of a screen.
        profile: Option<Profile>,
    },
}

impl Artwork {
    /// The picture as a file that every browser shows, with its media type; `None` for a drawing, whose
    /// shapes stand in the page itself.
    pub fn file(&self) -> Option<(&'static str, Cow<'_, [u8]>)> {
        match self {
            Self::Drawing(_) => None,
            Self::Jpeg {
                bytes, orientation, ..
            } => Some(("image/jpeg", jpeg::turned(bytes, orientation.exif()))),
            Self::Plain { pixels, profile } => {
                let png = png(pixels, profile.as_ref())?;
                Some(("image/png", Cow::Owned(png)))
            }
        }
    }

    /// How many bytes it takes in memory, and about as many in a file.
    pub fn n_bytes(&self) -> usize {
        match self {
            Self::Drawing(drawing) => drawing.n_segments() * size_of::<Segment>(),
            Self::Jpeg { bytes, .. } => bytes.len(),
            Self::Plain { pixels, .. } => {
                pixels.colors.len() + pixels.alpha.as_ref().map_or(0, |alpha| alpha.len())
            }
        }
    }
}

/// Pixels as a PNG file.
fn png(pixels: &Pixels, profile: Option<&Profile>) -> Option<Vec<u8>> {
    let n_pixels = pixels.n_pixels();
    let n_colors = usize::from(pixels.n_colors);
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
    if let Some(profile) = profile {
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

/// Why a picture cannot be used.
#[derive(Debug)]
pub enum PictureError {
    /// It is no picture of a kind that is read; what it is, if that is known.
    Unknown(Option<Kind>),
    /// It has more pixels than are read.
    TooLarge(u32, u32),
    /// All pictures of the booklet together have more pixels or bytes than are read.
    TooMany,
    /// It is broken.
    Broken(String),
    /// It is a drawing that cannot be drawn here, and why.
    Drawing(String),
}

/// Something about a picture that is used all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Its colour profile is not used, and why.
    BadProfile(String),
    /// It says in another way than by a profile that its colours are not those of a screen.
    UnusualColors,
    /// It is made for four inks.
    FourInks,
    /// It moves; its first picture is shown.
    Animated,
    /// The mark at its end is missing, but nothing else.
    NoEnd,
    /// Less than a hundredth is missing at its foot.
    Nearly,
    /// Its last passes are missing, so that it is less sharp.
    Coarse,
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
    /// What must be said of it.
    pub remarks: Vec<Remark>,
}

/// Decodes a JPEG, PNG, WebP or SVG file.
pub fn decode(bytes: &[u8]) -> Result<Decoded, PictureError> {
    if drawing::is_svg(bytes) {
        return drawing::decode(bytes)
            .map(drawn)
            .map_err(PictureError::Drawing);
    }
    let format = image::guess_format(bytes).ok();
    let is_read = |format: &ImageFormat| {
        matches!(
            format,
            ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
        )
    };
    let Some(format) = format.filter(is_read) else {
        return Err(PictureError::Unknown(kind::kind(bytes)));
    };
    if format != ImageFormat::Jpeg {
        return decoded_pixels(bytes, format);
    }
    let jpeg = Jpeg::read(bytes, MOST_PIXELS)?;
    let mut decoded = match jpeg.frame.n_colors() {
        // Four inks become three colours as screens do it, not by the profile of a press.
        4 => {
            let mut decoded = decoded_pixels(bytes, format)?;
            decoded.remarks.push(Remark::FourInks);
            decoded
        }
        _ => kept(&jpeg),
    };
    decoded.remarks.extend(remark_on(jpeg.part));
    Ok(decoded)
}

impl From<JpegError> for PictureError {
    fn from(error: JpegError) -> Self {
        match error {
            JpegError::TooLarge((width, height)) => Self::TooLarge(width, height),
            JpegError::Broken(why) => Self::Broken(why),
        }
    }
}

fn broken(error: ImageError) -> PictureError {
    let why = match error {
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            "it ends before the picture does".to_owned()
        }
        error => error.to_string(),
    };
    PictureError::Broken(why)
}

/// A JPEG as it came.
fn kept(jpeg: &Jpeg<'_>) -> Decoded {
    let orientation = jpeg.exif().and_then(Orientation::from_exif_chunk);
    let turn = turn(orientation.unwrap_or(Orientation::NoTransforms));
    let (n_colors, coded) = (jpeg.frame.n_colors(), jpeg.frame.size);
    let (profile, remarks) = checked(jpeg.profile(), n_colors);
    let keeps_profile = match profile {
        Some(_) => KeepsProfile::Yes,
        None => KeepsProfile::No,
    };
    let (width, height) = if turn.quarters.is_multiple_of(2) {
        coded
    } else {
        (coded.1, coded.0)
    };
    let artwork = Artwork::Jpeg {
        bytes: Arc::from(jpeg.cleaned(keeps_profile)),
        n_colors,
        orientation: turn,
        coded,
        profile,
    };
    Decoded {
        artwork,
        width,
        height,
        remarks,
    }
}

fn remark_on(part: Part) -> Option<Remark> {
    match part {
        Part::Whole => None,
        Part::NoEnd => Some(Remark::NoEnd),
        Part::Nearly => Some(Remark::Nearly),
        Part::Coarse => Some(Remark::Coarse),
    }
}

/// A profile as it is used, or why it is not.
fn checked(found: Option<Result<Vec<u8>, String>>, n_colors: u8) -> (Option<Profile>, Vec<Remark>) {
    match found.map(|found| found.and_then(|bytes| Profile::new(bytes, n_colors))) {
        None => (None, Vec::new()),
        Some(Ok(profile)) => (Some(profile), Vec::new()),
        Some(Err(why)) => (None, vec![Remark::BadProfile(why)]),
    }
}

/// Decodes a file to pixels, upright.
fn decoded_pixels(bytes: &[u8], format: ImageFormat) -> Result<Decoded, PictureError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(2 * MOST_DECODED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (width, height) = decoder.dimensions();
    let n_pixels = u64::from(width) * u64::from(height);
    if n_pixels > MOST_PIXELS || decoding_takes(&decoder, orientation) > MOST_DECODED {
        return Err(PictureError::TooLarge(width, height));
    }
    let (mut remarks, profile) = said(bytes, format, &mut decoder);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    picture.apply_orientation(orientation);
    let pixels = Pixels::of(picture).map_err(|error| PictureError::Broken(error.to_string()))?;
    let (profile, of_profile) = checked(profile, pixels.n_colors);
    remarks.extend(of_profile);
    let (width, height) = pixels.size;
    Ok(Decoded {
        artwork: Artwork::Plain { pixels, profile },
        width,
        height,
        remarks,
    })
}

/// How many bytes decoding takes: channels of 16 bits are made smaller, and a turned picture is a second
/// one.
fn decoding_takes(decoder: &impl ImageDecoder, orientation: Orientation) -> u64 {
    let (width, height) = decoder.dimensions();
    let channels = u64::from(decoder.color_type().channel_count());
    let in_eights = channels * u64::from(width) * u64::from(height);
    let whole = decoder.total_bytes();
    let is_turned = turn(orientation).quarters % 2 == 1;
    let smaller = if whole > in_eights { in_eights } else { 0 };
    whole + if is_turned { whole } else { smaller }
}

/// What a file says beside its pixels: what must be told of it, and its colour profile.
fn said(
    bytes: &[u8],
    format: ImageFormat,
    decoder: &mut impl ImageDecoder,
) -> (Vec<Remark>, Option<Result<Vec<u8>, String>>) {
    let profile = decoder.icc_profile().ok().flatten().map(Ok);
    match format {
        ImageFormat::Png => {
            let said = png_chunks::Said::by(bytes);
            let mut remarks = Vec::new();
            if said.is_unusual {
                remarks.push(Remark::UnusualColors);
            }
            if said.is_animated {
                remarks.push(Remark::Animated);
            }
            let lost = said.has_profile.then(|| Err("it is broken".to_owned()));
            (remarks, profile.or(lost))
        }
        ImageFormat::WebP => {
            // The flag of a file in the extended format (WebP, "Extended File Format").
            let is_extended = bytes.get(12..16) == Some(b"VP8X");
            let is_animated = is_extended && bytes.get(20).is_some_and(|flags| flags & 2 != 0);
            let remarks = is_animated.then_some(Remark::Animated);
            (remarks.into_iter().collect(), profile)
        }
        _ => (Vec::new(), None),
    }
}

fn drawn(drawing: Drawing) -> Decoded {
    let in_parts = |length: f64| (length * PARTS_OF_UNIT).round().clamp(1.0, 1e9) as u32;
    Decoded {
        width: in_parts(drawing.size.0),
        height: in_parts(drawing.size.1),
        artwork: Artwork::Drawing(Arc::new(drawing)),
        remarks: Vec::new(),
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
