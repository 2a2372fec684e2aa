//! The first booklet: its words are the source's, its pages are those that were looked at, and
//! building it twice gives the same bytes.

mod common;

use std::fs;
use std::path::Path;
use std::process::Command;

use common::{assert_looks_like, assert_text_matches, build, pdf_text};
use sha2::{Digest as _, Sha256};

const BOOKLET: &str = "content/khojaly";
const SEED: &str = "tests/fixtures/khojaly/seed.txt";

/// The dots per inch of the pictures that are kept.
const DPI: f32 = 60.0;

/// The seed without the `|` lines of its paste: for each speaker the name, the titles and the
/// paragraphs.
fn seed_lines() -> Vec<String> {
    let seed = fs::read_to_string(SEED).unwrap();
    let is_debris = |line: &&str| matches!(line.trim(), "" | "|");
    seed.lines()
        .filter(|line| !is_debris(line))
        .map(str::to_owned)
        .collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn the_seed_is_the_one_that_was_given() {
    let known = fs::read_to_string(format!("{SEED}.sha256")).unwrap();
    let hash = Sha256::digest(fs::read(SEED).unwrap());
    let known = known.split_whitespace().next().unwrap();
    assert_eq!(known.len(), 2 * hash.len());
    for (idx, byte) in hash.iter().enumerate() {
        assert_eq!(
            u8::from_str_radix(&known[2 * idx..2 * idx + 2], 16),
            Ok(*byte)
        );
    }
}

#[test]
fn every_word_of_the_statements_is_the_seeds() {
    let seed = seed_lines();
    let pages = pdf_text::pages(&build(BOOKLET).pdf);
    for (page, lines) in [(&pages[3], &seed[0..4]), (&pages[4], &seed[4..8])] {
        assert_eq!(words(page), words(&lines.join("\n")));
    }
}

#[test]
fn the_booklet_has_eight_pages_and_nothing_to_complain_of() {
    let built = build(BOOKLET);
    assert_eq!(built.report, "");
    assert_eq!(built.pages.pages.len(), 8);
}

#[test]
fn everything_stands_where_it_stood() {
    assert_text_matches(&build(BOOKLET).dump, "khojaly/dump");
}

#[test]
fn the_pages_look_as_they_were_signed() {
    let pdf = build(BOOKLET).pdf;
    let pictures = bifolio::render::png::draw(&pdf, DPI).unwrap();
    for (idx, picture) in pictures.iter().enumerate() {
        assert_looks_like(picture, &format!("khojaly/page-{}", idx + 1));
    }
}

#[test]
fn two_builds_in_one_process_give_the_same_bytes() {
    assert!(build(BOOKLET).pdf == build(BOOKLET).pdf);
}

/// Runs the program in a folder of its own and gives the PDF it wrote.
fn build_elsewhere(name: &str, environment: &[(&str, &str)]) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let booklet = folder.join("khojaly");
    fs::create_dir_all(&booklet).unwrap();
    // Only the program and the booklet's folder: fonts and themes must be in the program.
    let program = folder.join("bifolio");
    fs::copy(env!("CARGO_BIN_EXE_bifolio"), &program).unwrap();
    fs::copy(
        format!("{BOOKLET}/booklet.yaml"),
        booklet.join("booklet.yaml"),
    )
    .unwrap();
    let status = Command::new(&program)
        .args(["build", "khojaly", "--quiet"])
        .current_dir(&folder)
        .envs(environment.iter().copied())
        .status();
    assert!(status.unwrap().success());
    fs::read(folder.join("out/khojaly-screen.pdf")).unwrap()
}

#[test]
fn the_program_alone_builds_the_same_bytes_elsewhere() {
    let here = build(BOOKLET).pdf;
    let elsewhere = build_elsewhere("elsewhere", &[]);
    assert!(here == elsewhere);
    let other_world = [
        ("TZ", "Asia/Baku"),
        ("LC_ALL", "az_AZ.UTF-8"),
        ("LANG", "tr_TR.UTF-8"),
    ];
    assert!(here == build_elsewhere("other_world", &other_world));
}

#[test]
fn the_file_is_small() {
    /// What the mission allows.
    const MOST_BYTES: usize = 60 * 1024;
    let n_bytes = build(BOOKLET).pdf.len();
    assert!(n_bytes <= MOST_BYTES, "{n_bytes} bytes");
}
