//! Colour profiles (ICC.1:2010) that come in pictures: kept beside the picture, if they are sound.
//!
//! A reader of the PDF converts by them. What it may not believe (ISO 19005-2, 6.2.4.2) is refused here.

use std::sync::Arc;

use crate::base::color::ColorSpace;

/// The length of a profile's header.
const HEADER: usize = 128;

/// The most tags a profile has that anybody made in earnest.
const MOST_TAGS: usize = 100;

/// A sound colour profile of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile(Arc<[u8]>);

impl Profile {
    /// Takes a profile for pixels of a colour space. The error says what is wrong with it.
    pub(super) fn new(mut bytes: Vec<u8>, space: ColorSpace) -> Result<Self, String> {
        let header = bytes.get(..HEADER).ok_or("it is cut off")?;
        let size = number(header, 0).unwrap_or_default() as usize;
        if &header[36..40] != b"acsp" || size < HEADER || size > bytes.len() {
            return Err("it is broken".to_owned());
        }
        if !matches!(header[8], 2 | 4) {
            return Err(format!("its version {} is not known", header[8]));
        }
        if !matches!(&header[12..16], b"scnr" | b"mntr" | b"prtr" | b"spac") {
            return Err("it is not of a picture".to_owned());
        }
        if !matches!(&header[20..24], b"XYZ " | b"Lab ") {
            return Err("it is broken".to_owned());
        }
        let needed: &[&[u8; 4]] = match (&header[16..20], space) {
            (b"RGB ", ColorSpace::Rgb) => &[b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"],
            (b"GRAY", ColorSpace::Gray) => &[b"kTRC"],
            (b"CMYK", ColorSpace::Cmyk) => &[b"A2B0"],
            (other, _) => {
                return Err(format!(
                    "it is for other colours ({})",
                    other.trim_ascii().escape_ascii()
                ));
            }
        };
        bytes.truncate(size);
        let tags = tags(&bytes).ok_or("it is broken")?;
        let has = |wanted: &[u8; 4]| tags.iter().any(|tag| tag == wanted);
        if !needed.iter().all(|tag| has(tag)) && !has(b"A2B0") {
            return Err("it is not complete".to_owned());
        }
        Ok(Self(Arc::from(bytes)))
    }

    /// The profile's file.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// The names of a profile's tags, if each has its place in it.
fn tags(profile: &[u8]) -> Option<Vec<[u8; 4]>> {
    let n_tags = number(profile, HEADER)? as usize;
    if n_tags > MOST_TAGS {
        return None;
    }
    let table = profile.get(HEADER + 4..HEADER + 4 + 12 * n_tags)?;
    let tags = table.chunks_exact(12).map(|tag| {
        let (start, length) = (number(tag, 4)? as usize, number(tag, 8)? as usize);
        profile.get(start..start.checked_add(length)?)?;
        tag.first_chunk().copied()
    });
    tags.collect()
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes
        .get(at..)?
        .first_chunk()
        .copied()
        .map(u32::from_be_bytes)
}
