//! A font of one's own.

#![no_main]

use bifolio_fuzz::{HEAD, build};
use libfuzzer_sys::fuzz_target;

const SECTIONS: &str = "\
fonts:
  own: {in_place_of: source-serif-4, regular: own.otf}
sections:
  - text: {title: Foreword, text: Everyone has the right to rest and leisure. Difficult 1234.}
";

fuzz_target!(
    init: build(&[("booklet.yaml", format!("{HEAD}{SECTIONS}").as_bytes())]),
    |bytes: &[u8]| build(&[("own.otf", bytes)])
);
