//! Any text, set to any measure: no letter is lost, and what comes back is the text.

#![no_main]

use std::sync::Arc;

use bifolio::base::language::Language;
use bifolio::base::units::Pt;
use bifolio::design::fonts::{Fonts, Slant, Weight};
use bifolio::design::language::row;
use bifolio::design::tongue::Tongue;
use bifolio::inline::setting::Setting;
use bifolio::inline::paragraph::{Paragraph, Voice};
use bifolio::inline::shape::Shaper;
use bifolio::inline::{prepare, set};
use libfuzzer_sys::fuzz_target;

const LANGUAGES: [Language; 3] = [Language::English, Language::Turkish, Language::Russian];

fuzz_target!(|bytes: &[u8]| {
    // The first two bytes are the measure and the manner, the rest is the text.
    let [measure, manner, text @ ..] = bytes else {
        return;
    };
    let text = String::from_utf8_lossy(text).replace(char::is_control, " ");
    let fonts = Fonts::built_in();
    let language = LANGUAGES[usize::from(*manner) % LANGUAGES.len()];
    let face = fonts.nearest("source-serif-4", Weight::Regular, Slant::Upright);
    let (Some(face), Some(row)) = (face, row(language)) else {
        panic!("the program's own face or language is not there");
    };
    let setting = match manner / 3 % 3 {
        0 => Setting::JUSTIFIED,
        1 => Setting::RAGGED,
        _ => Setting::WHOLE,
    };
    let mut shaper = Shaper::new(fonts);
    let tongue = Arc::new(Tongue::of_row(language, row));
    let paragraph = Paragraph::plain(text.as_str(), Voice::plain(face, tongue));
    let prepared = prepare(&mut shaper, &paragraph);
    let measure = Pt(f64::from(*measure) * 2.0 + 1.0);
    let lines = set(&mut shaper, &prepared, Pt(11.0), measure, &setting);

    // Soft hyphens are signs of where to break, not letters.
    let runs = lines.iter().flat_map(|line| &line.runs);
    let set: String = runs.map(|run| run.text.as_str()).collect();
    let letters = |text: &str| -> Vec<char> {
        let mut letters: Vec<char> = text.chars().filter(|it| *it != '\u{ad}').collect();
        letters.sort_unstable();
        letters
    };
    assert_eq!(letters(&set), letters(&text), "letters were lost");
});
