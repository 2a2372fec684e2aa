//! What the tests share: building a booklet, and comparing with what is kept in `tests/refs`.
#![allow(dead_code, reason = "each test file uses its own part of this")]

pub(crate) mod pdf_text;

use std::path::{Path, PathBuf};
use std::{env, fs};

use bifolio::base::disk::Disk;
use bifolio::base::edition::{Edition, SCREEN};
use bifolio::base::report::ReportStyle;
use bifolio::content::load::{Manuscript, Override};
use bifolio::layout::page::Pages;
use bifolio::render::dump;
use bifolio::run::write::pages;
use bifolio::run::{Run, Typeset};
use proptest::test_runner::{Config as ProptestConfig, RngSeed};

/// A booklet that was built.
pub(crate) struct Built {
    pub(crate) pages: Pages,
    pub(crate) pdf: Vec<u8>,
    pub(crate) dump: String,
    pub(crate) report: String,
}

/// Builds the booklet of a folder; panics with the report if it has errors.
#[track_caller]
pub(crate) fn build(folder: &str) -> Built {
    build_with(folder, &[])
}

/// The same with some of its values replaced.
#[track_caller]
pub(crate) fn build_with(folder: &str, overrides: &[Override]) -> Built {
    let (run, typeset) = typeset(folder, overrides);
    let pdf = pages(&run, &typeset, &SCREEN).unwrap();
    let dump = dump::dump(&typeset.pages, &typeset.design.fonts);
    Built {
        pages: typeset.pages,
        pdf,
        dump,
        report: run.report(ReportStyle::Human),
    }
}

/// A booklet's pages as they are in an edition, one by one.
#[track_caller]
pub(crate) fn write_as(folder: &str, edition: &Edition) -> Vec<u8> {
    let (run, typeset) = typeset(folder, &[]);
    pages(&run, &typeset, edition).unwrap()
}

/// A booklet that was read and typeset; panics with the report if it has errors.
#[track_caller]
pub(crate) fn typeset(folder: &str, overrides: &[Override]) -> (Run, Typeset) {
    let mut run = Run::default();
    let typeset = run.typeset(&Manuscript {
        overrides,
        ..Manuscript::of(&Disk, Path::new(folder))
    });
    let typeset = typeset.unwrap().unwrap_or_else(|| {
        let report = run.report(ReportStyle::Human);
        panic!("{folder} has errors:\n{report}")
    });
    (run, typeset)
}

/// What came of a booklet: what was said of it, and its file if it has no errors.
pub(crate) fn outcome_of(folder: &Path) -> (String, Option<Vec<u8>>) {
    let mut run = Run::default();
    let typeset = run.typeset(&Manuscript::of(&Disk, folder)).unwrap();
    let report = run.report(ReportStyle::Short);
    match typeset.map(|typeset| pages(&run, &typeset, &SCREEN)) {
        Some(Err(error)) => (format!("{report}{error}"), None),
        written => (report, written.and_then(Result::ok)),
    }
}

/// Asserts that `text` is what stands in `tests/refs/<name>.txt`.
///
/// `UPDATE_REFS=1 cargo test` writes the reference instead; look at what it wrote before you
/// commit it.
#[track_caller]
pub(crate) fn assert_text_matches(text: &str, name: &str) {
    let reference_path = Path::new("tests/refs").join(format!("{name}.txt"));
    let shown = reference_path.display();
    if env::var_os("UPDATE_REFS").is_some_and(|it| it == "1") {
        fs::create_dir_all(reference_path.parent().unwrap()).unwrap();
        fs::write(&reference_path, text).unwrap();
        return;
    }

    let reference = fs::read_to_string(&reference_path).unwrap_or_else(|error| {
        panic!("{shown}: {error}; run with UPDATE_REFS=1 to write it from:\n{text}")
    });
    // A checkout on Windows may have given the reference other line ends.
    let reference = reference.replace("\r\n", "\n");
    assert!(
        text == reference,
        "{shown} says something else, first at line {}.\n\
         --- the reference:\n{reference}\n--- now:\n{text}\n\
         If this is as it should be, run with UPDATE_REFS=1 and look at the diff.",
        first_difference(text, &reference),
    );
}

/// The first line, counted from 1, in which two texts differ.
fn first_difference(text: &str, reference: &str) -> usize {
    let lines = text.split('\n').zip(reference.split('\n'));
    lines.take_while(|(one, other)| one == other).count() + 1
}

/// A folder for one test, removed at its end.
#[derive(Debug)]
pub(crate) struct TestFolder {
    /// Where it is.
    pub(crate) path: PathBuf,
}

impl TestFolder {
    /// An empty folder; the name must be the test's own.
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{}-{name}", std::process::id()))
            .join("booklet");
        fs::create_dir_all(&path).unwrap();
        Self { path }
    }

    /// Writes a file into it.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for TestFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.path.parent().unwrap());
    }
}

/// How far a channel may stray: hides rounding, shows a moved glyph.
const TOLERANCE: u8 = 2;

/// Asserts that a picture looks like `tests/refs/<name>.png`.
#[track_caller]
pub(crate) fn assert_looks_like(png: &[u8], name: &str) {
    assert_looks_like_at(
        png,
        &Path::new("tests/refs").join(name).with_extension("png"),
    );
}

/// The same for a picture anywhere.
#[track_caller]
pub(crate) fn assert_looks_like_at(png: &[u8], path: &Path) {
    let name = path.display();
    if env::var_os("UPDATE_REFS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, png).unwrap();
        return;
    }
    let known = image::open(path)
        .unwrap_or_else(|error| panic!("{}: {error}; run with UPDATE_REFS=1", path.display()));
    let drawn = image::load_from_memory(png).unwrap();
    let (known, drawn) = (known.to_rgb8(), drawn.to_rgb8());
    assert_eq!(
        drawn.dimensions(),
        known.dimensions(),
        "{name}: the page has another size"
    );
    let strays = |(one, two): &(&u8, &u8)| one.abs_diff(**two) > TOLERANCE;
    let n_strays = known
        .as_raw()
        .iter()
        .zip(drawn.as_raw())
        .filter(strays)
        .count();
    assert!(
        n_strays == 0,
        "{name}: {n_strays} channels differ; run with UPDATE_REFS=1 if meant"
    );
}

/// The same random cases on every run, so that what passes here passes everywhere; others with
/// `PROPTEST_RNG_SEED=1 PROPTEST_CASES=5000 cargo test`.
pub(crate) fn same_cases_each_time(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let is_chosen = env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig {
        cases: if is_chosen { asked.cases } else { cases },
        rng_seed: match asked.rng_seed {
            RngSeed::Random => RngSeed::Fixed(1948),
            chosen @ RngSeed::Fixed(_) => chosen,
        },
        failure_persistence: None,
        ..asked
    }
}
