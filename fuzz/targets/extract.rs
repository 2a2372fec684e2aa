//! The files attached to any PDF.

#![no_main]

use bifolio::review::attachments;
use bifolio_fuzz::{let_panics_be_caught, with_foreign};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: let_panics_be_caught(),
    |bytes: &[u8]| with_foreign(|| {
        let _ = attachments::extract(bytes.to_vec());
    })
);
