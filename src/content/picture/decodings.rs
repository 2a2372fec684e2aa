//! Which pictures were decoded before, and how much all of them are.

use std::hash::{DefaultHasher, Hasher as _};

use super::artwork::Artwork;
use super::decode::{Decoded, PictureError, decode};

/// The most pixels of all pictures that are decoded for a booklet, JPEGs not among them: a hundred pages
/// filled at 300 ppi. Decoding and deflating them takes some seconds.
const MOST_PIXELS_IN_ALL: u64 = 1_000_000_000;

/// The most bytes of all pictures as they go into the PDF, which is written in memory: ten times what a
/// mail takes.
const MOST_BYTES_IN_ALL: u64 = 256 * 1024 * 1024;

/// What was decoded before, so that a picture whose file has not changed is not decoded again: twice in one
/// booklet, or in builds that follow each other.
#[derive(Debug, Default)]
pub struct Decodings {
    known: Vec<Decoding>,
    /// What the pictures of this build have in all.
    n_pixels: u64,
    n_bytes: u64,
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
    pub fn decode(&mut self, bytes: &[u8]) -> Result<Decoded, PictureError> {
        // One that is too many was decoded in vain, the next ones are not even decoded.
        self.check()?;
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        let file = (bytes.len(), hasher.finish());
        let known = self.known.iter_mut().find(|known| known.file == file);
        let decoded = if let Some(known) = known {
            known.is_used = true;
            known.decoded.clone()
        } else {
            let decoded = decode(bytes)?;
            self.known.push(Decoding {
                file,
                decoded: decoded.clone(),
                is_used: true,
            });
            decoded
        };
        self.n_bytes += decoded.artwork.n_bytes() as u64;
        if let Artwork::Plain(pixels)
        | Artwork::FourInks {
            on_screen: pixels, ..
        } = &decoded.artwork
        {
            self.n_pixels += pixels.n_pixels() as u64;
        }
        self.check()?;
        Ok(decoded)
    }

    fn check(&self) -> Result<(), PictureError> {
        if self.n_pixels > MOST_PIXELS_IN_ALL || self.n_bytes > MOST_BYTES_IN_ALL {
            return Err(PictureError::TooMany);
        }
        Ok(())
    }

    /// Counts from the beginning again.
    pub fn begin(&mut self) {
        (self.n_pixels, self.n_bytes) = (0, 0);
    }

    /// Forgets what was not used since the last time.
    pub fn forget_unused(&mut self) {
        self.known
            .retain_mut(|known| std::mem::take(&mut known.is_used));
    }
}
