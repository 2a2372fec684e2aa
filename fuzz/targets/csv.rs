//! A list of names as a spreadsheet saves it.

#![no_main]

use bifolio_fuzz::{HEAD, build};
use libfuzzer_sys::fuzz_target;

const SECTIONS: &str = "\
sections:
  - names: {title: Names, file: a.csv, columns: 2, group: letter}
";

fuzz_target!(
    init: build(&[("booklet.yaml", format!("{HEAD}{SECTIONS}").as_bytes())]),
    |bytes: &[u8]| build(&[("a.csv", bytes)])
);
