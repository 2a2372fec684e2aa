//! Looks through the bytes of a PDF before it is opened, for what opening would decode unasked.
//!
//! Cross-reference streams and the streams that hold objects are decoded by the crate that reads PDFs
//! as it opens a file, each to its end. They are found here wherever they stand, not where the file
//! says, and paid for from the file's budget, so that a file with too much in them is never opened.

use std::borrow::Cow;
use std::collections::HashSet;

use super::budget::Budget;
use super::layers::measure;
use super::lock::{self, Lock};
use super::objects::{Array, Dict, FromBytes as _, MaybeRef, Name, Object, Stream};
use super::place::{Place, dictionary, n_objects};
use super::refused::PdfRefused;
use super::rows::check_predictors;
use super::skip;

/// How often the bytes of a file may be looked at: dictionaries stand in dictionaries, some deep.
const MOST_LOOKS: usize = 6;

/// The looks that a small file may take.
const LEAST_LOOKS: usize = 16 * 1024 * 1024;

/// The most objects that are not streams: each takes some fifty bytes of memory when the file is open.
const MOST_OBJECTS: u64 = 2_000_000;

/// The most digits of an object's number: 2^32 has ten.
const MOST_DIGITS: usize = 10;

/// What stands in a file's bytes.
#[derive(Debug, Default)]
pub(super) struct Scan {
    streams: Vec<Place>,
    trailers: Vec<Place>,
    locks: Vec<Place>,
    /// The numbers of the streams that a cross-reference says hold objects.
    holders: HashSet<u32>,
    n_looks: usize,
}

/// Pays for all that opening a file decodes, and takes off a lock that is on its attachments alone;
/// what is locked.
pub(super) fn pay(bytes: &mut [u8], budget: &Budget) -> Result<Lock, PdfRefused> {
    let mut scan = find(bytes)?;
    let locked = lock::kind(bytes, &scan.trailers, &scan.locks);
    if locked == Lock::Attachments {
        lock::set_aside(bytes, &scan.trailers);
    }
    let mut n_objects = 0;
    for place in scan.streams.clone() {
        if let Some(dict) = dictionary(bytes, place).filter(|dict| dict.contains_key("W")) {
            n_objects += scan.cross_reference(bytes, place, &dict, budget)?;
            at_most(n_objects)?;
        }
    }
    let holders = scan.streams.iter().copied();
    let holders: Vec<_> = holders
        .filter(|it| may_hold(bytes, *it, &scan.holders))
        .collect();
    for place in &holders {
        if let Some(dict) = dictionary(bytes, *place) {
            n_objects += scan.objects(bytes, *place, &dict, budget)?;
            at_most(n_objects)?;
        }
    }
    if locked == Lock::Whole && !holders.is_empty() {
        n_objects += lock::pay(bytes, &scan.trailers, &scan.locks, &holders, budget)?;
        at_most(n_objects)?;
    }
    Ok(locked)
}

fn at_most(n_objects: u64) -> Result<(), PdfRefused> {
    if n_objects > MOST_OBJECTS {
        return Err(PdfRefused::TooMuch("two million objects"));
    }
    Ok(())
}

/// Finds the dictionaries of streams, and those that say how the file is locked.
fn find(bytes: &[u8]) -> Result<Scan, PdfRefused> {
    let mut scan = Scan::default();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'<') {
        let start = at + found;
        at = start + 1;
        if bytes.get(at) != Some(&b'<') {
            continue;
        }
        let (end, n_looked) = skip::dictionary(bytes, start);
        scan.look(n_looked, bytes.len())?;
        let Some(end) = end else { continue };
        let place = Place { start, end };
        let after = skip::blank(bytes, end);
        scan.look(after - end, bytes.len())?;
        if bytes[after..].starts_with(b"stream") {
            scan.streams.push(place);
        }
        let inside = &bytes[start..end];
        let says = |word| inside.contains(&b'#') || skip::find(inside, word).is_some();
        let has = |key| dictionary(bytes, place).is_some_and(|dict| dict.contains_key(key));
        if says(b"Encrypt") && has("Encrypt") {
            scan.trailers.push(place);
        }
        // What opening asks of a dictionary that describes a lock.
        if says(b"Standard") && ["V", "R", "O", "U", "P"].into_iter().all(has) {
            scan.locks.push(place);
        }
    }
    Ok(scan)
}

/// Whether a stream may hold objects: it says so, or a cross-reference does, or nobody knows what it
/// is called.
fn may_hold(bytes: &[u8], place: Place, holders: &HashSet<u32>) -> bool {
    let is_named = match skip::head_before(bytes, place.start) {
        // A reference into the middle of a number reads its end.
        Some(head) => {
            (head.number.len().saturating_sub(MOST_DIGITS)..head.number.len()).any(|from| {
                let number = head.number[from..].parse();
                number.is_ok_and(|number| holders.contains(&number))
            })
        }
        None => !holders.is_empty(),
    };
    let says = || {
        let kind = dictionary(bytes, place).and_then(|dict| dict.get::<Name<'_>>("Type"));
        kind.is_some_and(|kind| kind.as_ref() == b"ObjStm")
    };
    is_named || says()
}

impl Scan {
    fn look(&mut self, n_bytes: usize, n_all: usize) -> Result<(), PdfRefused> {
        self.n_looks += n_bytes;
        if self.n_looks > LEAST_LOOKS + MOST_LOOKS * n_all {
            return Err(PdfRefused::TooMuch("six looks at every byte"));
        }
        Ok(())
    }

    /// Pays for a cross-reference stream, and notes which streams hold objects by it; how many
    /// objects it lists.
    fn cross_reference(
        &mut self,
        bytes: &[u8],
        place: Place,
        dict: &Dict<'_>,
        budget: &Budget,
    ) -> Result<u64, PdfRefused> {
        let Some([kind, second, third]) = dict.get::<[u8; 3]>("W") else {
            return Ok(0);
        };
        // These never refer to other objects, and what does is read as if it said nothing.
        let Some(stream) = Stream::from_bytes(&bytes[place.start..]) else {
            return Ok(0);
        };
        check_predictors(dict)?;
        self.look(stream.raw_data().len(), bytes.len())?;
        measure(&stream.filters(), &stream.raw_data(), budget)?;
        let decoded = stream.decoded_data().unwrap_or(Cow::Borrowed(&[]));
        // One byte is read for the kind, whatever its width.
        let kind = usize::from(kind.min(1));
        let (second, third) = (usize::from(second), usize::from(third));
        let width = (kind + second + third).max(1);
        let mut n_entries = 0;
        for entry in decoded.chunks_exact(width) {
            n_entries += 1;
            if kind == 1 && entry[0] == 2 {
                let number = entry[1..=second]
                    .iter()
                    .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
                self.holders.extend(u32::try_from(number).ok());
            }
        }
        Ok(n_entries)
    }

    /// Pays for a stream that holds objects; how many these can be.
    fn objects(
        &mut self,
        bytes: &[u8],
        place: Place,
        dict: &Dict<'_>,
        budget: &Budget,
    ) -> Result<u64, PdfRefused> {
        check_predictors(dict)?;
        let Some(stream) = Stream::from_bytes(&bytes[place.start..]) else {
            return Ok(0);
        };
        let is_elsewhere =
            |key: &str| matches!(dict.get_raw::<Object<'_>>(key), Some(MaybeRef::Ref(_)));
        if ["Filter", "F"].into_iter().any(is_elsewhere) || has_references(dict) {
            let what = "a stream that holds objects does not say itself how it is packed";
            return Err(PdfRefused::Broken(what.to_owned()));
        }
        let raw = stream.raw_data();
        let start = raw.as_ptr() as usize - bytes.as_ptr() as usize;
        // With its length elsewhere, its end is where its packing ends.
        let raw: &[u8] = if is_elsewhere("Length") {
            &bytes[start..]
        } else {
            &raw
        };
        self.look(raw.len(), bytes.len())?;
        let before = budget.bytes_left();
        measure(&stream.filters(), raw, budget)?;
        if stream.filters().is_empty() {
            budget.decode(raw.len() as u64)?;
        }
        Ok(n_objects(dict, before - budget.bytes_left()))
    }
}

/// Whether an array of filters leads elsewhere.
fn has_references(dict: &Dict<'_>) -> bool {
    ["Filter", "F"].into_iter().any(|key| {
        let filters = dict.get::<Array<'_>>(key);
        filters.is_some_and(|filters| filters.raw_iter().any(|it| matches!(it, MaybeRef::Ref(_))))
    })
}
