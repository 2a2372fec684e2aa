//! What the fuzz targets share: a whole booklet from bytes, and a PDF of anybody's.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::{env, fs, process};

use bifolio::base::disk::Disk;
use bifolio::base::edition::SCREEN;
use bifolio::base::report::ReportStyle;
use bifolio::content::load::Manuscript;
use bifolio::run::Run;
use bifolio::run::write::pages;

/// The head of a booklet of which one file is tried; its sections follow.
pub const HEAD: &str = "\
bifolio: 1
title: The Declaration
date: 2023-12-10
language: en
people:
  reader: {name: The Reader, titles: [Reads]}
";

/// The folder of the booklet, for one process.
fn folder() -> PathBuf {
    env::temp_dir().join(format!("bifolio-{}", process::id()))
}

/// Writes a file into the booklet's folder.
fn write(name: &str, bytes: &[u8]) {
    let path = folder().join(name);
    fs::create_dir_all(folder()).expect("a folder for the booklet");
    fs::write(path, bytes).expect("room for the booklet");
}

/// Writes the files of a booklet and builds it all the way: to a PDF, or to complaints, which are
/// written out in every look because each cuts the text at the places it complains of.
pub fn build(files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        write(name, bytes);
    }
    let (mut run, folder) = (Run::default(), folder());
    let typeset = run.typeset(&Manuscript::of(&Disk, &folder));
    for style in [ReportStyle::Human, ReportStyle::Short, ReportStyle::Json] {
        run.report(style);
    }
    if let Ok(Some(typeset)) = typeset {
        // An error, such as of a font that cannot be cut down, is an answer.
        let _ = pages(&run, &typeset, &SCREEN);
    }
}

thread_local! {
    static LAST_PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Lets the library catch what it catches: the engine's own hook ends the process at every panic, also
/// at those of foreign code on a broken PDF, which the library turns into an error.
pub fn let_panics_be_caught() {
    panic::set_hook(Box::new(|fault| {
        LAST_PANIC.set(fault.to_string());
    }));
}

/// Does something with a PDF of anybody's; a panic that comes through the library ends the process.
pub fn with_foreign(work: impl FnOnce()) {
    if panic::catch_unwind(AssertUnwindSafe(work)).is_err() {
        eprintln!("{}", LAST_PANIC.take());
        process::abort();
    }
}

/// A ZIP archive with one file in it, as it is, so that a change of the file is no broken archive.
pub fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let (name, size) = (name.as_bytes(), bytes.len() as u32);
    // What the entry says of itself in both of its places.
    let mut said = Vec::new();
    for half in [20_u16, 0, 0, 0, 0x21] {
        said.extend(half.to_le_bytes());
    }
    for whole in [checksum(bytes), size, size] {
        said.extend(whole.to_le_bytes());
    }
    said.extend((name.len() as u16).to_le_bytes());
    said.extend([0, 0]);
    let mut archive = [&b"PK\x03\x04"[..], &said, name, bytes].concat();
    let directory = [&b"PK\x01\x02\x14\0"[..], &said, &[0; 12], name].concat();
    let start = archive.len() as u32;
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    archive
}

/// The checksum ZIP asks for (CRC-32, ISO 3309).
fn checksum(bytes: &[u8]) -> u32 {
    let rest = bytes.iter().fold(u32::MAX, |rest, byte| {
        (0..8).fold(rest ^ u32::from(*byte), |rest, _| {
            let low = if rest & 1 == 1 { 0xedb8_8320 } else { 0 };
            rest >> 1 ^ low
        })
    });
    !rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use bifolio::content::intake;

    #[test]
    fn a_word_file_that_is_zipped_here_is_read() {
        let xml = "<w><p><r><t>Ada Example</t></r></p></w>";
        let raw = intake::text_of(&zipped("word/document.xml", xml.as_bytes()));
        assert_eq!(raw.unwrap().text.trim(), "Ada Example");
    }
}
