//! How long each stage takes, for a small and a large booklet: `cargo bench --bench build`.
//!
//! Small is `content/khojaly` as it stands; victims' text is never multiplied. Large is 1,000
//! statements of the Universal Declaration. The built-in faces are read before anything is timed.
//! divan sorts by name, which is here the order of work; inline is a part of layout.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bifolio::base::diagnostic::{Complaints, Sources};
use bifolio::base::disk::Disk;
use bifolio::base::edition::Standard;
use bifolio::content::booklet::Booklet;
use bifolio::content::load::{self, Manuscript};
use bifolio::content::text_file::FILE_NAME;
use bifolio::design::{self, Design};
use bifolio::layout::{self, ledger};
use bifolio::render::{pdf, svg};
use bifolio::run::{Run, Typeset};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

const DECLARATION: &str = include_str!("../tests/fixtures/udhr/eng.html");
const N_STATEMENTS: usize = 1000;

/// A statement ends with the paragraph that reaches this many bytes; most then fill one page.
const STATEMENT_BYTES: usize = 1100;

/// The longest a function is repeated for one booklet, in seconds.
const MAX_SECONDS: u64 = 6;

const JOBS: [Job; 2] = [Job::Small, Job::Large];

#[derive(Debug, Clone, Copy)]
enum Job {
    Small,
    Large,
}

impl Job {
    fn folder(self) -> PathBuf {
        match self {
            Self::Small => Path::new("content/khojaly").to_owned(),
            Self::Large => Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-declaration"),
        }
    }
}

/// Writes the large booklet, says how large both become, and measures.
fn main() {
    fs::create_dir_all(Job::Large.folder()).unwrap();
    fs::write(Job::Large.folder().join(FILE_NAME), large_booklet()).unwrap();
    for job in JOBS {
        let typeset = typeset(job);
        let n_pages = typeset.1.pages.pages.len();
        let [n_bytes, n_untagged] =
            [Standard::Reading, Standard::Printing].map(|standard| write(&typeset, standard).len());
        println!("{job:?}: {n_pages} pages, {n_bytes} bytes of PDF, {n_untagged} without tags");
    }
    divan::main();
}

#[divan::bench(args = JOBS, max_time = MAX_SECONDS)]
fn content_load(bencher: Bencher<'_, '_>, job: Job) {
    let n_bytes = fs::metadata(job.folder().join(FILE_NAME)).unwrap().len();
    let bencher = bencher.counter(BytesCount::new(n_bytes));
    bencher.bench_local(|| load(job));
}

#[divan::bench(args = JOBS, max_time = MAX_SECONDS)]
fn design_load(bencher: Bencher<'_, '_>, job: Job) {
    let booklet = load(job);
    bencher.bench_local(|| design(&booklet));
}

#[divan::bench(args = JOBS, max_time = MAX_SECONDS)]
fn layout_typeset(bencher: Bencher<'_, '_>, job: Job) {
    let (_, typeset) = typeset(job);
    let Typeset {
        booklet,
        design,
        pages,
        ..
    } = typeset;
    let bencher = bencher.counter(ItemsCount::new(pages.pages.len()));
    bencher.bench_local(|| layout::typeset(&booklet, &design, &mut Complaints::default()));
}

/// A part of layout: holds the finished pages against the booklet.
#[divan::bench(args = JOBS, max_time = MAX_SECONDS)]
fn layout_ledger(bencher: Bencher<'_, '_>, job: Job) {
    let (_, typeset) = typeset(job);
    let Typeset {
        booklet,
        design,
        pages,
        ..
    } = typeset;
    let hold = |pages| ledger::hold(&booklet, &design, pages, &mut Complaints::default());
    bencher.bench_local(|| hold(&pages));
}

#[divan::bench(args = JOBS, max_time = MAX_SECONDS)]
fn render_pdf(bencher: Bencher<'_, '_>, job: Job) {
    let typeset = typeset(job);
    let bencher = bencher.counter(ItemsCount::new(typeset.1.pages.pages.len()));
    let bencher = bencher.counter(BytesCount::new(write(&typeset, Standard::Reading).len()));
    bencher.bench_local(|| write(&typeset, Standard::Reading));
}

/// The same without tags, links and metadata, to see what they cost.
#[divan::bench(args = JOBS, max_time = MAX_SECONDS)]
fn render_pdf_untagged(bencher: Bencher<'_, '_>, job: Job) {
    let typeset = typeset(job);
    let bencher = bencher.counter(BytesCount::new(write(&typeset, Standard::Printing).len()));
    bencher.bench_local(|| write(&typeset, Standard::Printing));
}

#[divan::bench(args = JOBS, max_time = MAX_SECONDS)]
fn render_svg(bencher: Bencher<'_, '_>, job: Job) {
    let (_, Typeset { design, pages, .. }) = typeset(job);
    let bencher = bencher.counter(ItemsCount::new(pages.pages.len()));
    bencher.bench_local(|| svg::draw(&pages, &design.fonts, &|picture| picture.0.to_string()));
}

fn load(job: Job) -> Booklet {
    let (mut sources, mut complaints) = (Sources::default(), Complaints::default());
    let folder = job.folder();
    let booklet = load::load(
        &Manuscript::of(&Disk, &folder),
        &mut sources,
        &mut complaints,
    );
    assert!(!complaints.has_errors(), "{job:?} has errors");
    booklet.unwrap().unwrap()
}

fn design(booklet: &Booklet) -> Design {
    design::load(booklet, &mut Sources::default(), &mut Complaints::default()).unwrap()
}

fn typeset(job: Job) -> (Run, Typeset) {
    let (mut run, folder) = (Run::default(), job.folder());
    let typeset = run.typeset(&Manuscript::of(&Disk, &folder)).unwrap();
    let typeset = typeset.unwrap_or_else(|| panic!("{job:?} has errors"));
    (run, typeset)
}

fn write((run, typeset): &(Run, Typeset), standard: Standard) -> Vec<u8> {
    let (pages, fonts) = (&typeset.pages, &typeset.design.fonts);
    pdf::write(pages, fonts, &run.sources, standard, &[]).unwrap()
}

/// The YAML of the large booklet; each statement begins where the last one ended.
fn large_booklet() -> String {
    // Every paragraph of the file stands on a line of its own.
    let lines = DECLARATION.lines().map(str::trim).cycle();
    let mut paragraphs = lines.filter_map(|line| line.strip_prefix("<p>")?.strip_suffix("</p>"));
    let mut yaml = "bifolio: 1\ntitle: The Declaration\ndate: 1948-12-10\nlanguage: en\n\
        people: {assembly: {name: The General Assembly}}\n\
        sections:\n  - cover: {}\n  - imprint: {}\n  - contents: {}\n"
        .to_owned();
    for _ in 0..N_STATEMENTS {
        yaml.push_str("  - statement:\n      by: assembly\n      text: |-\n");
        let end = yaml.len() + STATEMENT_BYTES;
        while yaml.len() < end {
            writeln!(yaml, "        {}\n", paragraphs.next().unwrap()).unwrap();
        }
    }
    yaml + "  - back_cover: {}\n"
}
