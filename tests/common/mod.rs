//! What the tests share: building a booklet, and comparing with what is kept in `tests/refs`.
#![allow(dead_code, reason = "each test file uses its own part of this")]

pub(crate) mod pdf_text;

use std::path::Path;
use std::{env, fs};

use bifolio::base::diagnostic::{Complaints, Sources};
use bifolio::base::report::{ReportStyle, report};
use bifolio::design::edition::Standard;
use bifolio::layout::page::Pages;
use bifolio::render::{dump, pdf};
use bifolio::{content, design, layout};

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
    let (mut sources, mut complaints) = (Sources::default(), Complaints::default());
    let booklet = content::load::load(Path::new(folder), &[], &mut sources, &mut complaints);
    let design = booklet.unwrap().and_then(|booklet| {
        Some((
            design::load(&booklet, &mut sources, &mut complaints)?,
            booklet,
        ))
    });
    let typeset = design.map(|(design, booklet)| {
        let (pages, _) = layout::typeset(&booklet, &design, &mut complaints);
        (design, pages)
    });
    let report = report(&complaints, &sources, ReportStyle::Human);
    assert!(!complaints.has_errors(), "{folder} has errors:\n{report}");
    let (design, pages) = typeset.unwrap();
    let pdf = pdf::write(&pages, design.fonts, Standard::AccessibleArchive).unwrap();
    let dump = dump::dump(&pages, design.fonts);
    Built {
        pages,
        pdf,
        dump,
        report,
    }
}

/// Asserts that a text is what stands in `tests/refs/<name>.txt`.
///
/// `UPDATE_REFS=1 cargo test` writes the file instead; read what it wrote before you commit it.
#[track_caller]
pub(crate) fn assert_text_matches(text: &str, name: &str) {
    let path = Path::new("tests/refs").join(name).with_extension("txt");
    if env::var_os("UPDATE_REFS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let known = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run with UPDATE_REFS=1", path.display()));
    if known != text {
        let differs = known
            .lines()
            .zip(text.lines())
            .position(|(one, two)| one != two);
        let line_idx = differs.unwrap_or(known.lines().count().min(text.lines().count()));
        let line = |text: &str| text.lines().nth(line_idx).unwrap_or("(nothing)").to_owned();
        panic!(
            "{} differs in line {}:\n  was {}\n  is  {}\nrun with UPDATE_REFS=1 if this is meant",
            path.display(),
            line_idx + 1,
            line(&known),
            line(text),
        );
    }
}

/// How far a channel may stray: hides rounding, shows a moved glyph.
const TOLERANCE: u8 = 2;

/// Asserts that a picture looks like `tests/refs/<name>.png`.
#[track_caller]
pub(crate) fn assert_looks_like(png: &[u8], name: &str) {
    let path = Path::new("tests/refs").join(name).with_extension("png");
    if env::var_os("UPDATE_REFS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, png).unwrap();
        return;
    }
    let known = image::open(&path)
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
