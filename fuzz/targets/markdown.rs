//! Prose in Markdown, with its notes on the page and at the end.

#![no_main]

use bifolio_fuzz::{HEAD, build};
use libfuzzer_sys::fuzz_target;

const SECTIONS: &str = "\
sections:
  - text: {title: Foreword, file: a.md}
  - statement: {by: reader, file: a.md}
  - notes_page: {title: Notes}
";

fuzz_target!(
    init: build(&[("booklet.yaml", format!("{HEAD}{SECTIONS}").as_bytes())]),
    |bytes: &[u8]| build(&[("a.md", bytes)])
);
