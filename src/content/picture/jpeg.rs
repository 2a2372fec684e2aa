//! JPEG files (ITU T.81): what stands in them, whether all of it is there, and the same picture without
//! what is nobody's business: the place and day it was taken, the camera, its owner, a smaller copy.

use std::borrow::Cow;

use super::frame::{Frame, JpegError};
use super::scan::{Part, Scans, Tables};
use crate::base::color::ColorSpace;

const START: [u8; 2] = [0xff, 0xd8];
const END: [u8; 2] = [0xff, 0xd9];

/// How segments begin that say something of use.
const JFIF: &[u8] = b"JFIF\0";
const ADOBE: &[u8] = b"Adobe";
const EXIF: &[u8] = b"Exif\0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";

/// What a JFIF segment has before its small copy of the picture (JFIF 1.02), with its mark.
const JFIF_LENGTH: usize = 12;

/// What Adobe's segment has (Technical Note 5116, 18); the last byte says how colours are coded.
const ADOBE_LENGTH: usize = 12;

/// The most segments: a file of a camera has some twenty.
const MOST_SEGMENTS: usize = 10_000;

/// A JPEG file that was looked through.
#[derive(Debug)]
pub(super) struct Jpeg<'b> {
    /// Its size and colours.
    pub(super) frame: Frame,
    /// How much of it is there.
    pub(super) part: Part,
    segments: Vec<Segment<'b>>,
}

/// A piece of a file.
#[derive(Debug, Clone, Copy)]
struct Segment<'b> {
    marker: u8,
    body: &'b [u8],
    /// The coded data that follow.
    coded: &'b [u8],
}

impl<'b> Jpeg<'b> {
    /// Looks a file through. The error says what is wrong with it.
    pub(super) fn read(bytes: &'b [u8], most_pixels: u64) -> Result<Self, JpegError> {
        let (segments, has_end) = segments(bytes)?;
        let mut scans = None::<Scans>;
        let mut tables = Tables::default();
        for segment in &segments {
            match segment.marker {
                0xc0..=0xc2 if scans.is_none() => {
                    let frame = Frame::read(segment.marker, segment.body)?;
                    if frame.n_pixels() > most_pixels {
                        return Err(JpegError::TooLarge(frame.size));
                    }
                    scans = Some(Scans::of(frame));
                }
                0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                    return Err("it is compressed in a way that hardly any program reads".into());
                }
                0xc0..=0xc2 => return Err("it has two sizes".into()),
                0xc4 => tables.add_codes(segment.body)?,
                0xdd => tables.set_restarts(segment.body)?,
                0xda => {
                    let scans = scans.as_mut().ok_or("its size is not said")?;
                    scans.add(segment.body, segment.coded, &tables)?;
                }
                _ => {}
            }
        }
        let scans = scans.ok_or("its size is not said")?;
        let part = scans.part(has_end)?;
        let frame = scans.frame;
        Ok(Self {
            frame,
            part,
            segments,
        })
    }

    /// What the camera said, orientation among it.
    pub(super) fn exif(&self) -> Option<&'b [u8]> {
        let mut of_camera = self
            .segments
            .iter()
            .filter(|segment| segment.marker == 0xe1);
        of_camera.find_map(|segment| segment.body.strip_prefix(EXIF))
    }

    /// The colour profile, put together from its pieces; an error if one is missing.
    pub(super) fn profile(&self) -> Option<Result<Vec<u8>, String>> {
        let mut pieces: Vec<_> = self.segments.iter().filter_map(profile_piece).collect();
        pieces.sort_by_key(|(number, _, _)| *number);
        let (_, n_pieces, _) = *pieces.first()?;
        let is_whole = pieces.len() == usize::from(n_pieces)
            && (1..)
                .zip(&pieces)
                .all(|(wanted, (number, _, _))| *number == wanted);
        if !is_whole {
            return Some(Err("a piece of it is missing".to_owned()));
        }
        Some(Ok(pieces
            .into_iter()
            .flat_map(|(_, _, piece)| piece)
            .copied()
            .collect()))
    }

    /// The file without what the picture does not need: words, places, days, owners, small copies, and what
    /// follows its end. A picture that has nothing of the kind stays as it came, byte for byte.
    pub(super) fn cleaned(&self, keeps_profile: KeepsProfile) -> Vec<u8> {
        let mut cleaned = START.to_vec();
        let is_ycc = self.is_ycc();
        for segment in &self.segments {
            let body = match segment.marker {
                0xc0..=0xc2 | 0xc4 | 0xda..=0xdd => segment.body.to_vec(),
                0xe0 if segment.body.starts_with(JFIF) => without_small_copy(segment.body),
                0xe2 if keeps_profile == KeepsProfile::Yes && profile_piece(segment).is_some() => {
                    segment.body.to_vec()
                }
                // Where two segments contradict each other, programs differ in whom they believe.
                0xee if adobe(segment).is_some_and(|it| !(is_ycc && it == 0)) => {
                    segment.body[..ADOBE_LENGTH].to_vec()
                }
                _ => continue,
            };
            // Programs differ as well where letters name the colours and nothing else says so.
            if matches!(segment.marker, 0xc0..=0xc2)
                && self.frame.is_named_rgb()
                && !self.is_marked()
            {
                push_segment(&mut cleaned, 0xee, b"Adobe\0\x64\0\0\0\0\0");
            }
            push_segment(&mut cleaned, segment.marker, &body);
            cleaned.extend_from_slice(segment.coded);
        }
        cleaned.extend(END);
        cleaned
    }

    /// Whether a JFIF segment says that there are three colours as JFIF codes them.
    fn is_ycc(&self) -> bool {
        let is_jfif =
            |segment: &Segment<'_>| segment.marker == 0xe0 && segment.body.starts_with(JFIF);
        self.frame.color_space() == ColorSpace::Rgb && self.segments.iter().any(is_jfif)
    }

    fn is_marked(&self) -> bool {
        self.is_ycc() || self.segments.iter().any(|segment| adobe(segment).is_some())
    }
}

/// Whether a colour profile is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeepsProfile {
    Yes,
    No,
}

/// How colours are coded, as Adobe's segment says.
fn adobe(segment: &Segment<'_>) -> Option<u8> {
    let is_adobe = segment.marker == 0xee && segment.body.starts_with(ADOBE);
    is_adobe.then(|| segment.body.get(ADOBE_LENGTH - 1).copied())?
}

/// A piece of a colour profile: its number, how many there are, and the piece (ICC.1:2010, B.4).
fn profile_piece<'b>(segment: &Segment<'b>) -> Option<(u8, u8, &'b [u8])> {
    let [number, n_pieces, piece @ ..] = segment.body.strip_prefix(ICC)? else {
        return None;
    };
    (segment.marker == 0xe2).then_some((*number, *n_pieces, piece))
}

fn without_small_copy(body: &[u8]) -> Vec<u8> {
    let mut body = body[..body.len().min(JFIF_LENGTH)].to_vec();
    body.extend([0, 0]);
    body
}

fn push_segment(file: &mut Vec<u8>, marker: u8, body: &[u8]) {
    file.extend([0xff, marker]);
    file.extend((body.len() as u16 + 2).to_be_bytes());
    file.extend_from_slice(body);
}

/// The segments of a file up to its end, and whether the end is there.
fn segments(bytes: &[u8]) -> Result<(Vec<Segment<'_>>, bool), JpegError> {
    let mut segments = Vec::new();
    let mut rest = bytes.strip_prefix(&START).unwrap_or(bytes);
    loop {
        // What stands between two segments belongs to neither.
        let Some(at) = rest.iter().position(|byte| *byte == 0xff) else {
            return Ok((segments, false));
        };
        rest = &rest[at..];
        let filling = rest.iter().take_while(|byte| **byte == 0xff).count();
        let Some((marker, after)) = rest[filling..].split_first() else {
            return Ok((segments, false));
        };
        rest = after;
        match marker {
            0xd9 => return Ok((segments, true)),
            0x00 | 0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let length = match after {
            [high, low, ..] => usize::from(u16::from_be_bytes([*high, *low])),
            _ => return Ok((segments, false)),
        };
        let Some(body) = after.get(2..length) else {
            return Ok((segments, false));
        };
        rest = &after[length..];
        let mut coded: &[u8] = &[];
        if *marker == 0xda {
            (coded, rest) = rest.split_at(coded_length(rest));
        }
        if segments.len() >= MOST_SEGMENTS {
            return Err("it has more parts than any picture".into());
        }
        segments.push(Segment {
            marker: *marker,
            body,
            coded,
        });
    }
}

/// How long coded data are: to the next marker that is no restart.
fn coded_length(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == 0xff) {
        at += found;
        let filling = bytes[at..].iter().take_while(|byte| **byte == 0xff).count();
        match bytes.get(at + filling) {
            Some(0x00 | 0xd0..=0xd7) => at += filling + 1,
            Some(_) | None => return at,
        }
    }
    bytes.len()
}

/// A cleaned file that says again how it must be turned, for a browser, and nothing else.
pub(super) fn turned(bytes: &[u8], orientation: u8) -> Cow<'_, [u8]> {
    if orientation <= 1 {
        return Cow::Borrowed(bytes);
    }
    let mut exif = EXIF.to_vec();
    exif.extend(b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let mut file = START.to_vec();
    push_segment(&mut file, 0xe1, &exif);
    file.extend_from_slice(bytes.strip_prefix(&START).unwrap_or(bytes));
    Cow::Owned(file)
}
