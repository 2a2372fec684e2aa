//! How a PDF is locked, as far as its bytes say before it is opened (ISO 32000-1, 7.6).
//!
//! A file may lock its attachments alone: its pages are read as if there were no lock. One that is
//! locked with an empty password is opened by anybody; what its streams give shows only when they are
//! unlocked, so these are unlocked from a small file around the same bytes that opens nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use hayro_syntax::Pdf;

use super::budget::Budget;
use super::layers::measure;
use super::objects::{Array, MaybeRef, Name, Number, ObjectIdentifier, Stream};
use super::place::{Place, dictionary, n_objects};
use super::refused::PdfRefused;
use super::rows::check_predictors;
use super::skip;

/// The most locks and trailers of one file; each time a file is changed may add one.
const MOST_LOCKS: usize = 8;

/// What is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lock {
    /// Nothing.
    Nothing,
    /// The attached files; the rest can be read.
    Attachments,
    /// Everything.
    Whole,
}

/// What a file's trailers and the dictionaries that describe locks say.
pub(super) fn kind(bytes: &[u8], trailers: &[Place], locks: &[Place]) -> Lock {
    let is_open = |place: &Place| {
        dictionary(bytes, *place).is_some_and(|lock| {
            let filters = ["StmF", "StrF"].map(|key| lock.get::<Name<'_>>(key));
            let version = lock.get::<Number>("V").map_or(0, |it| it.as_i64());
            let is_identity = |it: &Option<Name<'_>>| {
                it.as_ref()
                    .is_none_or(|filter| filter.as_ref() == b"Identity")
            };
            version >= 4 && filters.iter().all(is_identity)
        })
    };
    if trailers.is_empty() {
        Lock::Nothing
    } else if !locks.is_empty() && locks.iter().all(is_open) {
        Lock::Attachments
    } else {
        Lock::Whole
    }
}

/// Takes the lock off the trailers of a file whose pages are not locked: its name becomes another.
pub(super) fn set_aside(bytes: &mut [u8], trailers: &[Place]) {
    const KEY: &[u8] = b"/Encrypt";
    for place in trailers {
        let trailer = &mut bytes[place.start..place.end];
        let mut at = 0;
        while let Some(found) = skip::find(&trailer[at..], KEY) {
            at += found + 1;
            trailer[at] = b'e';
        }
    }
}

/// Pays for what streams give that hold objects in a locked file; how many objects these can be.
pub(super) fn pay(
    bytes: &[u8],
    trailers: &[Place],
    locks: &[Place],
    holders: &[Place],
    budget: &Budget,
) -> Result<u64, PdfRefused> {
    let ids: BTreeSet<&[u8]> = trailers
        .iter()
        .map(|place| identity(bytes, *place))
        .collect();
    if ids.len() * locks.len() > MOST_LOCKS {
        return Err(PdfRefused::TooMuch("eight locks"));
    }
    let mut n_all = 0;
    for lock in locks {
        for id in &ids {
            for round in rounds(bytes, holders)? {
                let lock = &bytes[lock.start..lock.end];
                n_all += measure_unlocked(bytes, lock, id, &round, budget)?;
            }
        }
    }
    Ok(n_all)
}

/// A trailer's identity without its brackets, which is part of the key.
fn identity(bytes: &[u8], place: Place) -> &[u8] {
    let id = dictionary(bytes, place).and_then(|trailer| trailer.get_raw::<Array<'_>>("ID"));
    match id {
        Some(MaybeRef::NotRef(array)) => array.data(),
        Some(MaybeRef::Ref(_)) | None => b"",
    }
}

/// Where objects stand: number, then generation and place.
type Round = BTreeMap<u32, (u32, usize)>;

/// The streams in rounds in which each number stands once.
fn rounds(bytes: &[u8], holders: &[Place]) -> Result<Vec<Round>, PdfRefused> {
    let mut rounds: Vec<Round> = Vec::new();
    for place in holders {
        let head = skip::head_before(bytes, place.start);
        let head = head.and_then(|head| Some((head.number.parse().ok()?, head)));
        let Some((number, head)) = head else {
            let what = "a stream that holds objects has no number";
            return Err(PdfRefused::Broken(what.to_owned()));
        };
        let free = rounds.iter_mut().find(|round| !round.contains_key(&number));
        let entry = (head.generation, head.start);
        match free {
            Some(round) => drop(round.insert(number, entry)),
            None => rounds.push(Round::from([(number, entry)])),
        }
        if rounds.len() > MOST_LOCKS {
            return Err(PdfRefused::TooMuch("eight streams of one number"));
        }
    }
    Ok(rounds)
}

fn measure_unlocked(
    bytes: &[u8],
    lock: &[u8],
    id: &[u8],
    round: &Round,
    budget: &Budget,
) -> Result<u64, PdfRefused> {
    // A file that does not open so does not open at all, or not with this lock.
    let Ok(pdf) = Pdf::new(around(bytes, lock, id, round)) else {
        return Ok(0);
    };
    let mut n_all = 0;
    for (number, (generation, _)) in round {
        let id = ObjectIdentifier::new(*number, *generation as i32);
        let Some(stream) = pdf.xref().get::<Stream<'_>>(id) else {
            continue;
        };
        if matches!(
            stream.dict().get_raw::<Number>("Length"),
            Some(MaybeRef::Ref(_))
        ) {
            let what = "a locked stream that holds objects does not say its length";
            return Err(PdfRefused::Broken(what.to_owned()));
        }
        check_predictors(stream.dict())?;
        let before = budget.bytes_left();
        measure(&stream.filters(), &stream.raw_data(), budget)?;
        n_all += n_objects(stream.dict(), before - budget.bytes_left());
    }
    Ok(n_all)
}

/// The bytes of a file, with a cross-reference at their end to nothing but some streams and a document
/// of an empty page.
fn around(bytes: &[u8], lock: &[u8], id: &[u8], round: &Round) -> Vec<u8> {
    let mut free = (1..).filter(|number| !round.contains_key(number));
    let [catalog, pages, page] = [(); 3].map(|()| free.next().unwrap_or_default());
    let mut file = bytes.to_vec();
    let mut table = String::from("xref\n");
    let objects = [
        (catalog, format!("<</Type/Catalog/Pages {pages} 0 R>>")),
        (pages, format!("<</Type/Pages/Kids[{page} 0 R]/Count 1>>")),
        (page, "<</Type/Page>>".to_owned()),
    ];
    file.push(b'\n');
    for (number, object) in objects {
        let _ = writeln!(table, "{number} 1\n{:010} 00000 n\r", file.len());
        file.extend(format!("{number} 0 obj{object}endobj\n").bytes());
    }
    for (number, (generation, place)) in round {
        let _ = writeln!(table, "{number} 1\n{place:010} {generation:05} n\r");
    }
    let start = file.len();
    file.extend(table.bytes());
    file.extend(format!("trailer\n<</Root {catalog} 0 R/ID [").bytes());
    file.extend(id);
    file.extend(b"]/Encrypt ");
    file.extend(lock);
    file.extend(format!(">>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}
