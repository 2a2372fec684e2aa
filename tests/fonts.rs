//! Fonts of the booklet's own.

mod common;

use std::fs;

use common::{TestFolder, build, outcome_of};

const CORMORANT: &str = "fonts/cormorant/Cormorant_500Medium.ttf";

fn booklet(fonts: &str) -> String {
    format!(
        "bifolio: 1\ntitle: T\ndate: 2024-01-01\nlanguage: en\npeople: {{a: {{name: A}}}}\n\
         fonts:\n  ours: {fonts}\nsections:\n  - statement:\n      by: a\n      text: |-\n        \
         All human beings are born free and equal in dignity and rights.\n"
    )
}

fn folder(name: &str, font: &[u8], fonts: &str) -> TestFolder {
    let folder = TestFolder::new(name);
    folder.write("ours.ttf", font);
    folder.write("booklet.yaml", booklet(fonts));
    folder
}

#[test]
fn a_font_of_ones_own_takes_the_place_of_a_family() {
    let font = fs::read(CORMORANT).unwrap();
    let fonts = "{regular: ours.ttf, in_place_of: source-serif-4}";
    let folder = folder("own-font", &font, fonts);
    let built = build(folder.path.to_str().unwrap());
    assert!(built.dump.contains("Cormorant-Medium"), "{}", built.dump);
    assert!(!built.dump.contains("SourceSerif4-Regular"));
}

#[test]
fn a_font_that_cannot_be_used_is_told_why() {
    let good = fs::read(CORMORANT).unwrap();
    let mut restricted = good.clone();
    let os2 = good.windows(4).position(|tag| tag == b"OS/2").unwrap();
    let offset = u32::from_be_bytes(good[os2 + 8..os2 + 12].try_into().unwrap()) as usize;
    restricted[offset + 8..offset + 10].copy_from_slice(&[0, 2]);
    let cases: [(&str, &[u8], &str); 4] = [
        ("text", b"not a font", "is not an OpenType or TrueType file"),
        (
            "woff",
            b"wOF2 and so on",
            "is not an OpenType or TrueType file",
        ),
        ("cut", &good[..200], "is broken"),
        ("restricted", &restricted, "its licence forbids embedding"),
    ];
    for (name, bytes, why) in cases {
        let folder = folder(name, bytes, "{regular: ours.ttf}");
        let report = outcome_of(&folder.path).0;
        assert!(
            report.contains("BF0123") && report.contains(why),
            "{report}"
        );
        assert!(report.contains(":7:"), "{report}");
    }
}

#[test]
fn a_broken_font_never_panics() {
    let good = fs::read(CORMORANT).unwrap();
    for idx in 0..200_usize {
        let mut bytes = good.clone();
        let at = idx * 7919 % 4000;
        bytes[at] = bytes[at].wrapping_add(1 + (idx % 250) as u8);
        bytes[12 + idx % 300] ^= 1 << (idx % 8);
        let folder = folder(
            "mutated-font",
            &bytes,
            "{regular: ours.ttf, in_place_of: source-serif-4}",
        );
        let _ = outcome_of(&folder.path).0;
    }
}

#[test]
fn an_unknown_family_is_told() {
    let font = fs::read(CORMORANT).unwrap();
    let folder = folder(
        "unknown-family",
        &font,
        "{regular: ours.ttf, in_place_of: sauce-serif-4}",
    );
    let report = outcome_of(&folder.path).0;
    assert!(report.contains("source-serif-4"), "{report}");
}
