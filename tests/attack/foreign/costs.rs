//! PDFs that would be looked through again and again: what they cost grows with their size, not its square.

use std::time::{Duration, Instant};

use bifolio::base::pdf::file::File;
use bifolio::base::pdf::refused::PdfRefused;
use bifolio::review;
use lopdf::dictionary;

use super::{deflated, told, with_picture};

/// Far above what it takes, even on a busy machine, and far below what quadratic time would.
const LONGEST: Duration = Duration::from_secs(20);

/// What comes of something that must not take long.
#[track_caller]
fn soon<T>(name: &str, does: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = does();
    let taken = start.elapsed();
    assert!(taken < LONGEST, "{name}: {taken:?}");
    done
}

/// Why a file is not opened that is nothing but a head and this.
#[track_caller]
fn refused_soon(name: &str, inside: &str) -> PdfRefused {
    let bytes = format!("%PDF-1.7\n{inside}").into_bytes();
    soon(name, || File::open(bytes)).unwrap_err()
}

#[test]
fn comments_without_an_end_are_counted() {
    let refused = refused_soon("comments", &"<<>>%".repeat(400_000));
    assert_eq!(refused, PdfRefused::TooMuch("six looks at every byte"));
}

#[test]
fn a_line_of_streams_is_not_walked_back_for_each() {
    refused_soon("line", &"1 0 obj<<>>stream ".repeat(100_000));
}

#[test]
fn a_number_of_a_million_digits_is_read_by_its_end() {
    let number = "0".repeat(1_000_000);
    refused_soon("number", &format!("{number} 0 obj<<>>stream\n"));
}

#[test]
fn a_trailer_with_many_locks_is_read_once() {
    let trailer = "/Encrypt 1 0 R".repeat(100_000);
    let lock = "<</Filter/Standard/V 4/R 4/O()/U()/P 0>>";
    refused_soon("locks", &format!("<<{trailer}>>\n1 0 obj{lock}endobj\n"));
}

#[test]
fn data_of_photoshop_are_looked_for_once() {
    let packed = dictionary! { "Filter" => vec!["FlateDecode".into(), "DCTDecode".into()] };
    let heads = b"Photoshop 3.0\0".repeat(200_000);
    let found = soon("heads", || told(deflated(&heads), &packed, true));
    assert!(found.is_empty(), "{found:?}");
    // What stands behind the last of them is found all the same, if it is near enough.
    for (n_between, is_found) in [(0, true), (60_000, true), (70_000, false)] {
        let behind = [vec![b' '; n_between], b"8BIM\x04\x04".to_vec()].concat();
        let all = [&heads[..], &behind].concat();
        let found = soon("behind", || told(deflated(&all), &packed, true));
        assert_eq!(!found.is_empty(), is_found, "{n_between}: {found:?}");
    }
}

#[test]
fn directories_of_exif_that_lead_to_themselves_are_counted() {
    // A thousand values, each of which leads to a directory of as many: this one.
    let value = [
        &0x8769_u16.to_le_bytes()[..],
        &[4, 0, 1, 0, 0, 0],
        &[8, 0, 0, 0],
    ]
    .concat();
    let values = [&1000_u16.to_le_bytes()[..], &value.repeat(1000)].concat();
    let exif = [&b"Exif\0\0II*\0\x08\0\0\0"[..], &values].concat();
    let packed = dictionary! { "Filter" => vec!["FlateDecode".into(), "DCTDecode".into()] };
    let bytes = with_picture(deflated(&exif.repeat(200)), &packed, true);
    let refused = soon("exif", || review::review(bytes, None)).unwrap_err();
    assert_eq!(refused, PdfRefused::TooMuch("eight million steps"));
}

#[test]
fn streams_without_an_end_are_counted() {
    for kind in [
        "/W[1 1 1]",
        "/W[1 1 1]/Length 9999999",
        "/Type/ObjStm",
        "/Type/ObjStm/Length 9999999",
    ] {
        refused_soon(kind, &format!("1 0 obj<<{kind}>>stream\n").repeat(30_000));
    }
}
