//! A Word file, or the document in it, to the booklet that is begun from it.

#![no_main]

use bifolio::content::intake::{self, draft, pasted};
use bifolio_fuzz::{build, zipped};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = if bytes.starts_with(b"<") {
        intake::text_of(&zipped("word/document.xml", bytes))
    } else {
        intake::text_of(bytes)
    };
    if let Ok(raw) = read {
        let yaml = draft::yaml(&pasted::take_apart(&raw.text), "a booklet");
        build(&[("booklet.yaml", yaml.as_bytes())]);
    }
});
