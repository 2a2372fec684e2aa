//! A theme of one's own.

#![no_main]

use bifolio_fuzz::{HEAD, build};
use libfuzzer_sys::fuzz_target;

const SECTIONS: &str = "\
design: {theme: theme.yaml}
sections:
  - cover: {}
  - contents: {}
  - text: {title: Foreword, text: Everyone has the right to rest and leisure.}
  - statement: {by: reader, drop_cap: true, text: Everyone has the right to rest and leisure.}
  - back_cover: {}
";

fuzz_target!(
    init: build(&[("booklet.yaml", format!("{HEAD}{SECTIONS}").as_bytes())]),
    |bytes: &[u8]| build(&[("theme.yaml", bytes)])
);
