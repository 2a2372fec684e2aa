//! Reads picture files: gives what they are made of, and what must be said of it.
//!
//! The size is looked at before anything is decoded, so that a small file that claims to be huge costs
//! nothing. A JPEG is not decoded at all, everything else once.

use std::io::{Cursor, ErrorKind};
use std::sync::Arc;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use super::artwork::{Artwork, JpegFile, Turn};
use super::frame::JpegError;
use super::jpeg::{Jpeg, KeepsProfile};
use super::kind::{Kind, kind};
use super::pixels::Pixels;
use super::png_chunks;
use super::profile::Profile;
use super::scan::Part;
use crate::base::color::ColorSpace;
use crate::content::drawing::{self, Drawing};

/// A drawing has no pixels; its sides are counted in as many parts of its own unit.
const PARTS_OF_UNIT: f64 = 100.0;

/// The most pixels of a picture: a page of A3 at 600 ppi.
pub const MOST_PIXELS: u64 = 100_000_000;

/// The most bytes that decoding a picture may take: as many pixels with red, green, blue and opacity.
const MOST_DECODED: u64 = 4 * MOST_PIXELS;

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
        return Err(PictureError::Unknown(kind(bytes)));
    };
    if format != ImageFormat::Jpeg {
        return pixels(bytes, format).map(plain);
    }
    let jpeg = Jpeg::read(bytes, MOST_PIXELS)?;
    let mut decoded = match jpeg.frame.color_space() {
        ColorSpace::Gray | ColorSpace::Rgb => kept(&jpeg),
        ColorSpace::Cmyk => four_inks(&jpeg, bytes)?,
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
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => {
            "it ends before the picture does".to_owned()
        }
        error => error.to_string(),
    };
    PictureError::Broken(why)
}

/// A JPEG as it came.
fn kept(jpeg: &Jpeg<'_>) -> Decoded {
    let (profile, remarks) = checked(jpeg.profile(), jpeg.frame.color_space());
    let keeps_profile = match profile {
        Some(_) => KeepsProfile::Yes,
        None => KeepsProfile::No,
    };
    let file = file(jpeg, profile, keeps_profile);
    let (width, height) = file.size();
    Decoded {
        artwork: Artwork::Jpeg(file),
        width,
        height,
        remarks,
    }
}

/// A JPEG of four inks: as it came, for a press, and in three colours as screens do it. These are made here,
/// once, so that a file that cannot be decoded is told where it is named.
fn four_inks(jpeg: &Jpeg<'_>, bytes: &[u8]) -> Result<Decoded, PictureError> {
    let (on_screen, mut remarks) = pixels(bytes, ImageFormat::Jpeg)?;
    remarks.push(Remark::FourInks);
    // No screen goes by the profile of a press: what is wrong with it changes nothing that is seen.
    let (profile, _) = checked(jpeg.profile(), jpeg.frame.color_space());
    let (width, height) = on_screen.size;
    Ok(Decoded {
        artwork: Artwork::FourInks {
            file: file(jpeg, profile, KeepsProfile::No),
            on_screen,
        },
        width,
        height,
        remarks,
    })
}

fn file(jpeg: &Jpeg<'_>, profile: Option<Profile>, keeps_profile: KeepsProfile) -> JpegFile {
    let orientation = jpeg.exif().and_then(Orientation::from_exif_chunk);
    JpegFile {
        bytes: Arc::from(jpeg.cleaned(keeps_profile)),
        space: jpeg.frame.color_space(),
        orientation: Turn::of(orientation.unwrap_or(Orientation::NoTransforms)),
        coded: jpeg.frame.size,
        profile,
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
fn checked(
    found: Option<Result<Vec<u8>, String>>,
    space: ColorSpace,
) -> (Option<Profile>, Vec<Remark>) {
    match found.map(|found| found.and_then(|bytes| Profile::new(bytes, space))) {
        None => (None, Vec::new()),
        Some(Ok(profile)) => (Some(profile), Vec::new()),
        Some(Err(why)) => (None, vec![Remark::BadProfile(why)]),
    }
}

/// Pixels and nothing else.
fn plain((pixels, remarks): (Pixels, Vec<Remark>)) -> Decoded {
    let (width, height) = pixels.size;
    Decoded {
        artwork: Artwork::Plain(pixels),
        width,
        height,
        remarks,
    }
}

/// Decodes a file to pixels, upright.
fn pixels(bytes: &[u8], format: ImageFormat) -> Result<(Pixels, Vec<Remark>), PictureError> {
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
    let (profile, of_profile) = checked(profile, pixels.space);
    remarks.extend(of_profile);
    Ok((Pixels { profile, ..pixels }, remarks))
}

/// How many bytes decoding takes: channels of 16 bits are made smaller, and a turned picture is a second
/// one.
fn decoding_takes(decoder: &impl ImageDecoder, orientation: Orientation) -> u64 {
    let (width, height) = decoder.dimensions();
    let channels = u64::from(decoder.color_type().channel_count());
    let in_eights = channels * u64::from(width) * u64::from(height);
    let whole = decoder.total_bytes();
    let is_turned = Turn::of(orientation).quarters % 2 == 1;
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
