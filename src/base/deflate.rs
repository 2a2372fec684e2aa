//! Deflated bytes, as PDF streams hold them.

use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use flate2::write::ZlibEncoder;

/// The level of deflate: a higher one takes a third longer for less than one per cent.
const LEVEL: u32 = 6;

/// Deflates what it is given piece by piece.
#[derive(Debug)]
pub struct Deflater(ZlibEncoder<Vec<u8>>);

impl Default for Deflater {
    fn default() -> Self {
        Self(ZlibEncoder::new(Vec::new(), Compression::new(LEVEL)))
    }
}

impl Deflater {
    /// Takes the next piece.
    pub fn add(&mut self, piece: &[u8]) -> io::Result<()> {
        self.0.write_all(piece)
    }

    /// What all pieces have become.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        self.0.finish()
    }
}

/// Deflates bytes that are all there.
pub fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut deflater = Deflater::default();
    deflater.add(bytes)?;
    deflater.finish()
}

/// Inflates bytes of which the length is known.
pub fn inflate(deflated: &[u8], length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length);
    ZlibDecoder::new(deflated)
        .take(length as u64)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads what deflated bytes without a head hold (RFC 1951), as far as they are sound.
pub fn reader(deflated: &[u8]) -> impl io::Read + '_ {
    DeflateDecoder::new(deflated)
}

/// Deflates bytes at a level, without a head.
#[cfg(test)]
pub(crate) fn deflate_bare(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
