//! What must hold of every paragraph and every booklet, tried on random ones.

mod common;

use std::sync::Arc;

use bifolio::base::language::Language;
use bifolio::base::units::Pt;
use bifolio::design::fonts::{Fonts, Slant, Weight};
use bifolio::design::language::row;
use bifolio::design::tongue::Tongue;
use bifolio::inline::line::Line;
use bifolio::inline::paragraph::{Paragraph, Voice};
use bifolio::inline::protrude::right_protrusion;
use bifolio::inline::setting::Setting;
use bifolio::inline::shape::Shaper;
use bifolio::inline::{prepare, set};
use common::{TestFolder, build, same_cases_each_time};
use proptest::prelude::*;

/// Two edges this near are the same, in points.
const CLOSE: f64 = 1e-6;

fn set_text(text: &str, measure: Pt, setting: Setting) -> Vec<Line> {
    let fonts = Fonts::built_in();
    let face = fonts
        .nearest("source-serif-4", Weight::Regular, Slant::Upright)
        .unwrap();
    let mut shaper = Shaper::new(fonts);
    let tongue = Tongue::of_row(Language::English, row(Language::English).unwrap());
    let paragraph = Paragraph::plain(text, Voice::plain(face, Arc::new(tongue)));
    let prepared = prepare(&mut shaper, &paragraph);
    set(&mut shaper, &prepared, Pt(11.0), measure, &setting)
}

/// The text of set lines, the hyphens that break words taken out.
fn text_of(lines: &[Line]) -> String {
    let runs = lines.iter().flat_map(|line| &line.runs);
    runs.map(|run| run.text.as_str())
        .collect::<String>()
        .replace('\u{ad}', "")
}

/// What is seen of a line.
fn seen_text(line: &Line) -> String {
    let text: String = line.runs.iter().map(|run| run.text.as_str()).collect();
    text.trim_end().to_owned()
}

/// The width of the last glyph that is seen, as drawn in its face.
fn width_of_last(line: &Line) -> f64 {
    let run = line.runs.last().unwrap();
    let n_seen = run.text.trim_end().len();
    let seen = run
        .glyphs
        .iter()
        .rev()
        .find(|glyph| (glyph.cluster as usize) < n_seen);
    (seen.unwrap().advance - run.tracking).0 / run.stretch
}

fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[a-z]{1,12}",
        1 => "[A-Z][a-z]{2,14}[,.;]?",
        1 => "“[a-z]{3,9}”",
        1 => "[0-9]{1,3},[0-9]{3}",
        1 => "[a-z]{3,8}-[a-z]{3,8}",
        1 => "[a-zəçğışöüİа-я]{3,20}",
    ];
    prop::collection::vec(word, 1..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(same_cases_each_time(64))]

    #[test]
    fn the_lines_of_a_paragraph_give_back_its_text(text in text(), measure in 60.0_f64..420.0) {
        for setting in [Setting::JUSTIFIED, Setting::RAGGED] {
            let lines = set_text(&text, Pt(measure), setting);
            prop_assert_eq!(text_of(&lines), text.clone());
        }
    }

    #[test]
    fn every_line_ends_at_the_measure_with_its_punctuation_hanging(
        text in text(), measure in 120.0_f64..420.0,
    ) {
        let lines = set_text(&text, Pt(measure), Setting::JUSTIFIED);
        for (idx, line) in lines.iter().enumerate() {
            let last = seen_text(line).chars().next_back().unwrap();
            let hanging = right_protrusion(last) * width_of_last(line);
            let edge = line.width.0 - hanging;
            let is_last = idx + 1 == lines.len();
            if is_last || line.overfull.0 > 0.0 || !seen_text(line).contains(' ') {
                prop_assert!(edge <= measure + line.overfull.0 + CLOSE, "{edge} on {measure}");
            } else {
                prop_assert!((edge - measure).abs() < CLOSE, "{edge} on {measure}: {}", seen_text(line));
            }
        }
    }

    #[test]
    fn no_page_begins_or_ends_with_a_line_alone(lengths in prop::collection::vec(1_usize..900, 1..12)) {
        let words = "all human beings are born free and equal in dignity and rights ";
        let paragraphs: Vec<String> =
            lengths.iter().map(|length| words.repeat(15)[..*length].trim().to_owned()).collect();
        let folder = TestFolder::new(&format!("alone-{}", lengths.len() * 1000 + lengths[0]));
        let text = format!("        {}\n", paragraphs.join("\n\n        "));
        folder.write("booklet.yaml", format!(
            "bifolio: 1\ntitle: T\ndate: 2024-01-01\nlanguage: en\npeople: {{a: {{name: A}}}}\n\
             sections:\n  - statement:\n      by: a\n      text: |-\n{text}"
        ));
        let built = build(folder.path.to_str().unwrap());
        // For each page, the paragraph of each line of text, in order.
        let mut pages: Vec<Vec<&str>> = Vec::new();
        for line in built.dump.lines() {
            if line.starts_with("page ") {
                pages.push(Vec::new());
            } else if line.starts_with("  P#") && line.contains("SourceSerif4-Regular") {
                pages.last_mut().unwrap().push(line.split_whitespace().next().unwrap());
            }
        }
        let count = |tag: &str| pages.iter().flatten().filter(|it| **it == tag).count();
        for page in pages.iter().filter(|page| !page.is_empty()) {
            for end in [page.first().unwrap(), page.last().unwrap()] {
                let here = page.iter().filter(|it| *it == end).count();
                prop_assert!(here > 1 || count(end) == 1, "{end} has one line of {} here", count(end));
            }
        }
    }
}

/// Names such as `Kalomi Retasu`, as many as asked for.
fn names(n_names: usize) -> String {
    let syllables = ["ka", "lo", "mi", "re", "ta", "su", "no", "vi", "de", "ra"];
    let word = |seed: usize, n_syllables: usize| {
        let parts = (0..n_syllables).map(|idx| syllables[seed / 10_usize.pow(idx as u32) % 10]);
        let word: String = parts.collect();
        word[..1].to_uppercase() + &word[1..]
    };
    let name = |idx: usize| format!("{} {}\n", word(idx * 7, 2 + idx % 2), word(idx * 13 + 5, 3));
    (0..n_names).map(name).collect()
}

#[test]
fn six_hundred_and_thirteen_names_stand_on_four_pages() {
    let folder = TestFolder::new("names");
    folder.write("names.csv", format!("name\n{}", names(613)));
    folder.write(
        "booklet.yaml",
        "bifolio: 1\ntitle: T\ndate: 2024-01-01\nlanguage: en\nsections:\n  - names:\n      \
         title: Those who came\n      file: names.csv\n      columns: 4\n      group: letter\n",
    );
    let built = build(folder.path.to_str().unwrap());
    assert_eq!(built.pages.pages.len(), 4);
    let listed = names(613)
        .lines()
        .filter(|name| built.dump.contains(name))
        .count();
    assert!(listed > 600, "only {listed} names stand whole on a line");
}
