//! The YAML of a booklet, beside files that it may name.

#![no_main]

use bifolio_fuzz::build;
use libfuzzer_sys::fuzz_target;

const PICTURE: &[u8] = include_bytes!("../../content/showcase/pictures/logo-square.png");

const TEXT: &[u8] = b"There were 48 votes in favour, 8 of them abroad.

Everyone has the right to rest and leisure.
";

fuzz_target!(
    init: build(&[
        ("a.png", PICTURE),
        ("a.csv", b"name,family\nAda,Lovelace\n"),
        ("a.txt", TEXT),
    ]),
    |bytes: &[u8]| build(&[("booklet.yaml", bytes)])
);
