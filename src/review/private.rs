//! What pictures tell beside what they show: where and by whom they were taken (EXIF, XMP, IPTC).
//!
//! What is found is named, never repeated: a review is passed around.

use std::collections::BTreeSet;

use crate::base::pdf::budget::Budget;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{Filter, Stream};
use crate::base::pdf::refused::PdfRefused;

/// How many bytes are searched in a step.
const BYTES_PER_STEP: usize = 256;

/// The most bytes of a segment of a JPEG.
const LONGEST_SEGMENT: usize = 0xffff;

/// The most values of EXIF that are read in one place.
const MOST_VALUES: u16 = 1000;

/// Something a picture tells. Those that lead to a person come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    Position,
    Owner,
    Serial,
    Author,
    Time,
    Camera,
    Comment,
    Thumbnail,
    MakerNote,
    Iptc,
    Xmp,
}

impl Told {
    /// What it is called.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Position => "GPS position",
            Self::Owner => "owner's name",
            Self::Serial => "serial number of the camera",
            Self::Author => "author's name",
            Self::Time => "time it was taken",
            Self::Camera => "camera",
            Self::Comment => "a comment",
            Self::Thumbnail => "a small copy, perhaps uncut",
            Self::MakerNote => "notes of the camera's maker",
            Self::Iptc => "IPTC data",
            Self::Xmp => "XMP data",
        }
    }

    /// Whether it leads to a person or a place.
    pub(super) fn is_private(self) -> bool {
        matches!(self, Self::Position | Self::Owner | Self::Serial)
    }
}

/// What a picture of a PDF tells.
pub(super) fn told(file: &File, picture: &Stream<'_>) -> Result<BTreeSet<Told>, PdfRefused> {
    let mut told = BTreeSet::new();
    if let Some((Filter::DctDecode | Filter::JpxDecode, bytes)) = file.picture(picture)? {
        file.budget.step(bytes.len() / BYTES_PER_STEP)?;
        of_file(&bytes, &file.budget, &mut told)?;
    }
    if let Some(metadata) = picture.dict().get::<Stream<'_>>("Metadata") {
        of_xmp(&file.decoded(&metadata)?, &mut told);
    }
    Ok(told)
}

/// What a JPEG or JPEG 2000 tells. Data are found by how they begin, wherever they stand: cameras put
/// second pictures behind the first.
fn of_file(bytes: &[u8], budget: &Budget, told: &mut BTreeSet<Told>) -> Result<(), PdfRefused> {
    for start in [&b"Exif\0\0"[..], b"JpgTiffExif->JP2"] {
        for at in places(bytes, start) {
            of_exif(&bytes[at + start.len()..], budget, told)?;
        }
    }
    if let Some(at) = places(bytes, b"<x:xmpmeta")
        .chain(places(bytes, b"<rdf:RDF"))
        .min()
    {
        of_xmp(&bytes[at..], told);
    }
    if has_iptc(bytes) {
        told.insert(Told::Iptc);
    }
    if has_comment(bytes) {
        told.insert(Told::Comment);
    }
    Ok(())
}

/// Whether what agencies write (IPTC-IIM, the resource 1028) stands in a segment of Photoshop's.
fn has_iptc(bytes: &[u8]) -> bool {
    const RESOURCE: &[u8] = b"8BIM\x04\x04";
    let mut heads = places(bytes, b"Photoshop 3.0\0").peekable();
    let mut last = None;
    places(bytes, RESOURCE).any(|at| {
        // The last head before it is the one that reaches farthest.
        while let Some(head) = heads.next_if(|head| *head < at) {
            last = Some(head);
        }
        last.is_some_and(|head| at + RESOURCE.len() <= head + LONGEST_SEGMENT)
    })
}

fn places<'b>(bytes: &'b [u8], wanted: &'b [u8]) -> impl Iterator<Item = usize> + use<'b> {
    let windows = bytes.windows(wanted.len()).enumerate();
    let found = windows.filter(move |(_, here)| here[0] == wanted[0] && *here == wanted);
    found.map(|(at, _)| at)
}

/// Whether a segment of a JPEG's head is a comment (ITU-T T.81, annex B).
fn has_comment(bytes: &[u8]) -> bool {
    const COMMENT: u8 = 0xfe;
    const SCAN: u8 = 0xda;
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = bytes.get(at..at + 4) {
        match *marker {
            COMMENT => return true,
            SCAN => return false,
            0xff => at += 1,
            _ => at += 2 + usize::from(u16::from_be_bytes([*high, *low]).max(2)),
        }
    }
    false
}

/// What a metadata packet tells.
fn of_xmp(packet: &[u8], told: &mut BTreeSet<Told>) {
    let names = [
        (&b"GPSLatitude"[..], Told::Position),
        (b"GPSLongitude", Told::Position),
        (b"OwnerName", Told::Owner),
        (b"SerialNumber", Told::Serial),
        (b"dc:creator", Told::Author),
        (b"DateTimeOriginal", Told::Time),
        (b"photoshop:DateCreated", Told::Time),
    ];
    told.insert(Told::Xmp);
    for (name, what) in names {
        if places(packet, name).next().is_some() {
            told.insert(what);
        }
    }
}

/// What EXIF tells (CIPA DC-008): a TIFF file of values with numbers.
fn of_exif(tiff: &[u8], budget: &Budget, told: &mut BTreeSet<Told>) -> Result<(), PdfRefused> {
    let is_little = match tiff.get(..4) {
        Some([b'I', b'I', 42, 0]) => true,
        Some([b'M', b'M', 0, 42]) => false,
        _ => return Ok(()),
    };
    let reader = Tiff {
        bytes: tiff,
        is_little,
        budget,
    };
    let Some(first) = reader.long(4) else {
        return Ok(());
    };
    let (main, next) = reader.values(first)?;
    for (tag, value) in main {
        match tag {
            0x010e | 0x9c9b | 0x9c9c => told.insert(Told::Comment),
            0x010f | 0x0110 => told.insert(Told::Camera),
            0x0132 => told.insert(Told::Time),
            0x013b | 0x9c9d => told.insert(Told::Author),
            0x8825 => {
                // Latitude and longitude, or those of what was photographed.
                let (values, _) = reader.values(value)?;
                let is_place = |tag: u16| matches!(tag, 2 | 4 | 20 | 22);
                values.iter().any(|(tag, _)| is_place(*tag)) && told.insert(Told::Position)
            }
            0x8769 => {
                let (values, _) = reader.values(value)?;
                told.extend(values.iter().filter_map(|(tag, _)| detail(*tag)));
                true
            }
            _ => false,
        };
    }
    let (small, _) = reader.values(next)?;
    if small.iter().any(|(tag, _)| *tag == 0x0201) {
        told.insert(Told::Thumbnail);
    }
    Ok(())
}

fn detail(tag: u16) -> Option<Told> {
    Some(match tag {
        0x9003 | 0x9004 => Told::Time,
        0x927c => Told::MakerNote,
        0x9286 => Told::Comment,
        0xa430 => Told::Owner,
        0xa431 | 0xa435 => Told::Serial,
        _ => return None,
    })
}

struct Tiff<'t> {
    bytes: &'t [u8],
    is_little: bool,
    budget: &'t Budget,
}

impl Tiff<'_> {
    fn short(&self, at: usize) -> Option<u16> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let number = if self.is_little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        };
        Some(number as usize)
    }

    /// The values of a directory, each with its tag, and where the next directory is.
    fn values(&self, at: usize) -> Result<(Vec<(u16, usize)>, usize), PdfRefused> {
        let n_values = self.short(at).filter(|_| at > 0).unwrap_or_default();
        let n_values = usize::from(n_values.min(MOST_VALUES));
        self.budget.step(1 + n_values)?;
        let entry = |idx: usize| {
            let entry = at + 2 + idx * 12;
            Some((self.short(entry)?, self.long(entry + 8)?))
        };
        let values = (0..n_values).map_while(entry).collect();
        let next = self.long(at + 2 + n_values * 12).filter(|_| at > 0);
        Ok((values, next.unwrap_or_default()))
    }
}
