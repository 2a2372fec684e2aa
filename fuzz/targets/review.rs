//! Any PDF, read back and judged, and spoken.

#![no_main]

use bifolio::review::{Purpose, review, script};
use bifolio_fuzz::{let_panics_be_caught, with_foreign};
use libfuzzer_sys::fuzz_target;

const OFFICE: Purpose = Purpose::Office {
    black_and_white: true,
};

fuzz_target!(
    init: let_panics_be_caught(),
    |bytes: &[u8]| with_foreign(|| {
        for purpose in [None, Some(OFFICE)] {
            let _ = review(bytes.to_vec(), purpose);
        }
        let _ = script::script(bytes.to_vec());
    })
);
