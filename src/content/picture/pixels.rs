//! Decoded pixels, deflated at once: what a booklet holds of a picture is no larger than what goes into
//! its PDF. Grey stays grey, and opaque pixels have no transparency.

use std::io;
use std::sync::Arc;

use image::DynamicImage;

use super::profile::Profile;
use crate::base::color::ColorSpace;
use crate::base::deflate::{Deflater, deflate};

/// How many pixels are taken apart at a time.
const PIXELS_AT_A_TIME: usize = 1 << 16;

/// Pixels, deflated.
#[derive(Debug, Clone)]
pub struct Pixels {
    /// The colours, 8 bits each, row by row.
    pub colors: Arc<[u8]>,
    /// What these numbers are: gray, or red, green and blue.
    pub space: ColorSpace,
    /// What colours they mean; none for those of a screen.
    pub profile: Option<Profile>,
    /// How opaque each pixel is, 8 bits each, if any is not.
    pub alpha: Option<Arc<[u8]>>,
    /// Width and height.
    pub size: (u32, u32),
}

impl Pixels {
    /// Deflates a picture's pixels.
    pub(super) fn of(picture: DynamicImage) -> io::Result<Self> {
        let size = (picture.width(), picture.height());
        let color = picture.color();
        let space = if color.has_color() {
            ColorSpace::Rgb
        } else {
            ColorSpace::Gray
        };
        let (colors, alpha) = match (color.has_color(), color.has_alpha()) {
            (true, false) => (deflate(picture.into_rgb8().as_raw())?, None),
            (false, false) => (deflate(picture.into_luma8().as_raw())?, None),
            (true, true) => apart::<4>(picture.into_rgba8().as_raw())?,
            (false, true) => apart::<2>(picture.into_luma_alpha8().as_raw())?,
        };
        Ok(Self {
            colors: Arc::from(colors),
            space,
            profile: None,
            alpha: alpha.map(Arc::from),
            size,
        })
    }

    /// How many bytes they take, deflated.
    pub(super) fn n_bytes(&self) -> usize {
        self.colors.len() + self.alpha.as_ref().map_or(0, |alpha| alpha.len())
    }

    /// How many pixels there are.
    pub fn n_pixels(&self) -> usize {
        self.size.0 as usize * self.size.1 as usize
    }
}

/// Takes the last channel apart from the others.
fn apart<const N: usize>(channels: &[u8]) -> io::Result<(Vec<u8>, Option<Vec<u8>>)> {
    let (mut colors, mut alpha) = (Deflater::default(), Deflater::default());
    let mut is_opaque = true;
    let (mut some_colors, mut some_alpha) = (Vec::new(), Vec::new());
    for pixels in channels.chunks(N * PIXELS_AT_A_TIME) {
        some_colors.clear();
        some_alpha.clear();
        for pixel in pixels.chunks_exact(N) {
            some_colors.extend_from_slice(&pixel[..N - 1]);
            some_alpha.push(pixel[N - 1]);
        }
        is_opaque &= some_alpha.iter().all(|value| *value == u8::MAX);
        colors.add(&some_colors)?;
        alpha.add(&some_alpha)?;
    }
    let alpha = alpha.finish()?;
    Ok((colors.finish()?, (!is_opaque).then_some(alpha)))
}
