//! A drawing in SVG.

#![no_main]

use bifolio_fuzz::{HEAD, build};
use libfuzzer_sys::fuzz_target;

const SECTIONS: &str = "\
sections:
  - picture: {file: logo.svg, alt: What it shows.}
";

fuzz_target!(
    init: build(&[("booklet.yaml", format!("{HEAD}{SECTIONS}").as_bytes())]),
    |bytes: &[u8]| build(&[("logo.svg", bytes)])
);
