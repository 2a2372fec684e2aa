//! The whole way without the program and without a disk: what comes of a booklet's files in memory are the
//! bytes that the program writes.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bifolio::base::edition::{EDITIONS, Edition};
use bifolio::base::files::FilesInMemory;
use bifolio::content::load::{Manuscript, Override};
use bifolio::run::{self, Run};
use common::TestFolder;

/// What stands in a folder and in the folders in it.
fn read(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, files);
        } else {
            let bytes = fs::read(&path).unwrap();
            files.push((path, bytes));
        }
    }
}

/// The files of an edition, by name, made of `files` alone.
fn in_memory(
    files: &FilesInMemory,
    booklet: &str,
    edition: &Edition,
    overrides: &[Override],
) -> Vec<(String, Vec<u8>)> {
    let manuscript = Manuscript {
        overrides,
        ..Manuscript::of(files, Path::new(booklet))
    };
    let mut run = Run::default();
    let typeset = run.typeset(&manuscript).unwrap().unwrap();
    let name = edition.file_name(&typeset.booklet.name);
    let written = run::write(&mut run, &manuscript, &typeset, edition, Path::new(&name));
    let files = written.unwrap().files.into_iter();
    let files = files.map(|file| (file.path.to_str().unwrap().to_owned(), file.bytes));
    files.collect()
}

/// The files of an edition as the program writes them.
fn by_program(booklet: &str, edition: &Edition, overrides: &[Override]) -> Vec<(String, Vec<u8>)> {
    let folder = TestFolder::new(&format!("memory-{:?}", std::thread::current().id()));
    let overrides = overrides.iter();
    let overrides = overrides.map(|it| format!("--set={}={}", it.key, it.value));
    let built = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .args(["build", booklet, "--quiet", "--edition", edition.name])
        .args(overrides)
        .arg("--output")
        .arg(&folder.path)
        .env_remove("SOURCE_DATE_EPOCH")
        .status()
        .unwrap();
    assert!(built.success(), "{booklet}: {}", edition.name);
    let mut files = Vec::new();
    read(&folder.path, &mut files);
    let files = files.into_iter().map(|(path, bytes)| {
        let name = path.file_name().unwrap().to_str().unwrap();
        (name.to_owned(), bytes)
    });
    files.collect()
}

fn assert_the_same(booklet: &str, edition: &Edition, overrides: &[Override]) {
    let mut files = Vec::new();
    read(Path::new(booklet), &mut files);
    let files = files.into_iter().collect();
    let mut made = in_memory(&files, booklet, edition, overrides);
    let mut written = by_program(booklet, edition, overrides);
    made.sort();
    written.sort();
    let names = |files: &[(String, Vec<u8>)]| {
        let names = files
            .iter()
            .map(|(name, bytes)| (name.clone(), bytes.len()));
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&made), names(&written), "{booklet}");
    assert!(made == written, "{booklet}: {}", edition.name);
}

#[test]
fn every_edition_made_in_memory_is_what_the_program_writes() {
    for booklet in ["content/khojaly", "content/showcase"] {
        for edition in EDITIONS.0 {
            assert_the_same(booklet, edition, &[]);
        }
    }
}

#[test]
fn sheets_of_smaller_paper_turned_by_hand_are_made_in_memory_too() {
    let set = |key: &str, value: &str| Override {
        key: key.to_owned(),
        value: value.to_owned(),
    };
    let overrides = [
        set("editions.office.paper", "a4"),
        set("editions.office.duplex", "manual"),
    ];
    let sheets = EDITIONS.named("office").unwrap();
    assert_the_same("content/khojaly", sheets, &overrides);
}
