//! Themes whose values make no sense.

use std::fs;
use std::ops::Range;
use std::process::Command;
use std::time::{Duration, Instant};

use bifolio::render::png;
use bifolio::review::{self, Purpose};
use proptest::prelude::*;

use crate::common::{TestFolder, outcome_of, same_cases_each_time};

/// A booklet of every kind of section that a theme has numbers for, and no more words than it takes.
const BOOKLET: &str = "\
bifolio: 1
title: The Declaration
date: 1948-12-10
language: en
people: {a: {name: Ada Reader, titles: [Rapporteur]}}
figures:
  all: {value: 30, label: articles, source: a}
  some: {value: 21, label: on rights, of: all, source: a}
sections:
  - cover: {}
  - imprint: {}
  - contents: {title: Contents}
  - statement:
      by: a
      text: |-
        All human beings are born free and equal in dignity and rights. Of 30 articles 21 speak of everyone.

        They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.
  - figures: {show: [all], style: numbers, title: Articles}
  - figures: {show: [all], style: dots, title: Articles, caption: Each dot is an article.}
  - figures: {show: [all], style: bars, title: Articles}
  - text: {title: Foreword, columns: 2, drop_cap: true, text: \"Everyone has the right to *life*.[^1]\\n\\n[^1]: Article 3.\"}
  - quotation: {text: Everyone has the right to rest., by: a}
  - timeline: {title: Days, events: [{date: 10 December 1948, text: It is adopted.}]}
  - names: {title: Names, columns: 4, names: [Ada, Bo, Cem, Dilara]}
  - qr: {address: \"https://www.un.org\"}
  - notes_page: {}
  - back_cover: {line: 1948}
design: {theme: ours.yaml}
";

/// Numbers no theme should have, some of which it may.
const HOSTILE: [&str; 11] = [
    "-1", "0", "0.01", "1", "7", "140", "100000", "1e9", "1e308", ".nan", ".inf",
];

fn memorial() -> String {
    fs::read_to_string("assets/themes/memorial.yaml").unwrap()
}

/// Where each number of a theme stands, those of colours left out.
fn numbers(theme: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = theme.find("\npage:").unwrap();
    while let Some(start) = theme[at..]
        .find(|it: char| it.is_ascii_digit())
        .map(|it| at + it)
    {
        let rest = &theme[start..];
        let end = start
            + rest
                .find(|it: char| !it.is_ascii_digit() && it != '.')
                .unwrap();
        let before = theme[..start].trim_end_matches('-');
        if before.ends_with([' ', '[']) && !theme[end..].starts_with(|it: char| it.is_alphabetic())
        {
            found.push(before.len()..end);
        }
        at = end;
    }
    found
}

/// What is said of the booklet in a theme, and whether a file came of it.
fn outcome(folder: &TestFolder, theme: &str) -> (String, bool) {
    folder.write("booklet.yaml", BOOKLET);
    folder.write("ours.yaml", theme);
    let (said, file) = outcome_of(&folder.path);
    assert!(!said.contains("fault of bifolio"), "{said}");
    (said, file.is_some())
}

/// The theme with a line in place of another.
fn with(old: &str, new: &str) -> String {
    let theme = memorial();
    assert!(theme.contains(old), "{old}");
    theme.replacen(old, new, 1)
}

/// The place of the value in a line of a theme, as a complaint gives it.
fn place_of(line: &str, theme: &str) -> String {
    let at = theme.find(line).unwrap() + line.find(": ").unwrap() + 2;
    let before = &theme[..at];
    let column = before.len() - before.rfind('\n').unwrap();
    format!("ours.yaml:{}:{column}: ", before.matches('\n').count() + 1)
}

#[test]
fn every_number_of_a_theme_ends_in_a_booklet_or_a_complaint() {
    let folder = TestFolder::new("hostile-theme");
    let theme = memorial();
    let numbers = numbers(&theme);
    assert!(numbers.len() >= 100, "{}", numbers.len());
    for place in numbers {
        for hostile in HOSTILE {
            let mut changed = theme.clone();
            changed.replace_range(place.clone(), hostile);
            let line = theme[..place.start].matches('\n').count() + 1;
            let start = Instant::now();
            let (said, is_built) = outcome(&folder, &changed);
            let taken = start.elapsed();
            assert!(
                is_built || said.contains("error"),
                "line {line}: {hostile}: {said}"
            );
            assert!(
                taken < Duration::from_secs(10),
                "line {line}: {hostile}: {taken:?}"
            );
        }
    }
}

#[test]
fn a_number_that_no_page_can_have_is_refused_with_its_range() {
    let folder = TestFolder::new("theme-range");
    for (old, new, help) in [
        ("latest_line: 13", "latest_line: 0", "write from 1 to 400"),
        (
            "earliest_line: 9",
            "earliest_line: 100000",
            "write from 1 to 400",
        ),
        (
            "leading: 1.42",
            "leading: -1",
            "write from 0.9 to 3 times the size",
        ),
        ("largest: 13.5", "largest: 1e9", "write from 5 to 30 points"),
        (
            "rule_lines: 1.5",
            "rule_lines: 0",
            "write from 0.5 to 50 lines",
        ),
        ("width: 62", "width: 0", "write from 0.5 to 600 millimetres"),
        (
            "width: 210",
            "width: 10000",
            "write from 50 to 600 millimetres",
        ),
        ("height: 297", "height: .inf", "write digits with a point"),
        ("head: 25", "head: -100", "write from 0 to 300 millimetres"),
    ] {
        let theme = with(old, new);
        let (said, is_built) = outcome(&folder, &theme);
        let place = place_of(new, &theme);
        assert!(
            said.contains(help) && said.contains(&place),
            "{new}: {said}"
        );
        assert!(!is_built);
    }
}

#[test]
fn numbers_that_do_not_go_together_are_refused_where_they_stand() {
    let folder = TestFolder::new("theme-relations");
    for (old, new, words) in [
        (
            "largest: 13.5",
            "largest: 9",
            "`largest` is 9, and `smallest` is 10.5",
        ),
        (
            "preferred: 13\n",
            "preferred: 20\n",
            "`preferred` is 20, which is not between",
        ),
        (
            "latest_line: 13",
            "latest_line: 8",
            "`latest_line` is 8, and `earliest_line` is 9",
        ),
        ("latest_line: 13", "latest_line: 60", "a page has 35 lines"),
        (
            "measures: [124, 110, 138]",
            "measures: []",
            "there are 0 measures",
        ),
        (
            "measures: [124, 110, 138]",
            "measures: [124, 190]",
            "a measure of 190 mm",
        ),
        ("inner: 30", "inner: 200", "a measure of 124 mm"),
        ("head: 25", "head: 260", "`head` and `foot` leave"),
        (
            "  measure: 96",
            "  measure: 120",
            "`measure` is 120 mm, and there is room for 110 mm",
        ),
        ("  gap: 6", "  gap: 60", "`gap` is 60 mm"),
        (
            "cover_height: 90",
            "cover_height: 500",
            "`cover_height` is 500 mm",
        ),
        (
            "title_line: 13\n",
            "title_line: 300\n",
            "`title_line` is 300, which is not on the page",
        ),
    ] {
        let theme = with(old, new);
        let (said, is_built) = outcome(&folder, &theme);
        assert!(said.contains(words), "{new}: {said}");
        assert!(!is_built);
    }
}

#[test]
fn the_ranges_stand_in_the_schema() {
    let schema = bifolio::design::theme::json_schema();
    let without = schema.matches("\"type\": \"number\"").count();
    assert!(without > 10);
    assert_eq!(schema.matches("\"minimum\"").count(), without);
    assert_eq!(schema.matches("\"maximum\"").count(), without);
    let schema = bifolio::content::schema::json_schema(bifolio::base::edition::EDITIONS);
    assert!(schema.contains("\"maximum\": 600.0") && schema.contains("\"maximum\": 4"));
}

#[test]
fn a_decimal_comma_in_a_theme_is_understood() {
    let folder = TestFolder::new("theme-comma");
    let (said, is_built) = outcome(&folder, &with("largest: 13.5", "largest: 13,5"));
    assert_eq!(said, "");
    assert!(is_built);
    let (said, _) = outcome(&folder, &with("size: 8.5}", "size: 8,5}"));
    assert!(said.contains("write 8.5, with a point"), "{said}");
}

#[test]
fn a_weight_that_an_own_family_lacks_is_told_with_who_wants_it() {
    let folder = TestFolder::new("missing-weight");
    fs::copy(
        "fonts/source-sans-3/SourceSans3-Regular.otf",
        folder.path.join("ours.otf"),
    )
    .unwrap();
    let own = "fonts: {ours: {regular: ours.otf, in_place_of: source-serif-4}}\n";
    folder.write(
        "booklet.yaml",
        BOOKLET.replace("ours.yaml", "memorial") + own,
    );
    let (said, file) = outcome_of(&folder.path);
    assert!(
        said.contains("the family `ours` has no semibold, which the theme wants for"),
        "{said}"
    );
    assert!(
        said.contains("the family `ours` has no italic, which the theme wants for"),
        "{said}"
    );
    assert_eq!(
        said.matches("which the theme wants for").count(),
        2,
        "{said}"
    );
    assert!(file.is_some());
}

/// The sheets of A4 of a booklet, and the names of the fonts in them.
fn sheets_of_a4(folder: &TestFolder, booklet: &str) -> (Vec<u8>, Vec<String>) {
    folder.write("booklet.yaml", booklet);
    let output = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .current_dir(&folder.path)
        .args(["build", ".", "-e", "office", "-o", "sheets.pdf"])
        .args(["--set", "editions.office.paper=a4"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let bytes = fs::read(folder.path.join("sheets.pdf")).unwrap();
    let review = review::review(
        bytes.clone(),
        Purpose::Office {
            black_and_white: false,
        },
    );
    let fonts = review.unwrap().facts.fonts;
    (bytes, fonts.into_iter().map(|font| font.name).collect())
}

/// Whether a colour is to be seen on the sheets.
fn shows(sheets: &[u8], wanted: [u8; 3]) -> bool {
    let pages = png::draw(sheets, 60.0).unwrap();
    pages.iter().any(|page| {
        let page = image::load_from_memory(page).unwrap().to_rgb8();
        let is_it = |pixel: &image::Rgb<u8>| {
            let channels = pixel.0.iter().zip(wanted);
            channels
                .into_iter()
                .all(|(one, other)| one.abs_diff(other) < 8)
        };
        page.pixels().any(is_it)
    })
}

#[test]
fn sheets_of_a4_keep_the_colour_and_the_faces_of_the_theme() {
    let folder = TestFolder::new("half-theme");
    let (sheets, fonts) = sheets_of_a4(&folder, &BOOKLET.replace("ours.yaml", "assembly"));
    assert!(fonts.iter().any(|it| it.contains("Cormorant")), "{fonts:?}");
    assert!(shows(&sheets, [0x7a, 0x14, 0x20]));

    // One of one's own, with a family of one's own.
    let theme = memorial()
        .replace("accent: \"#000000\"", "accent: \"#0B5D1E\"")
        .replace("ornaments: text", "ornaments: accent")
        .replace(
            "name: {family: source-serif-4,",
            "name: {family: mine, ink: accent,",
        );
    folder.write("ours.yaml", theme);
    fs::copy(
        "fonts/cormorant/Cormorant_600SemiBold.ttf",
        folder.path.join("mine.ttf"),
    )
    .unwrap();
    let own = "fonts: {mine: {regular: mine.ttf, semibold: mine.ttf}}\n";
    let (sheets, fonts) = sheets_of_a4(&folder, &format!("{BOOKLET}{own}"));
    assert!(fonts.iter().any(|it| it.contains("Cormorant")), "{fonts:?}");
    assert!(shows(&sheets, [0x0b, 0x5d, 0x1e]));
}

proptest! {
    #![proptest_config(same_cases_each_time(150))]

    /// Each number alone may be right, and several together not.
    #[test]
    fn several_odd_numbers_end_in_a_booklet_or_a_complaint(
        changes in proptest::collection::vec((0..100_usize, 0.6..1.6_f64), 1..9)
    ) {
        let folder = TestFolder::new("odd-theme");
        let mut theme = memorial();
        let places = numbers(&theme);
        let mut changes = changes;
        changes.sort_by_key(|(idx, _)| std::cmp::Reverse(*idx));
        changes.dedup_by_key(|(idx, _)| *idx);
        for (idx, factor) in changes {
            let place = places[idx].clone();
            let number: f64 = theme[place.clone()].parse().unwrap();
            theme.replace_range(place, &format!("{:.1}", number * factor));
        }
        let start = Instant::now();
        let (said, is_built) = outcome(&folder, &theme);
        prop_assert!(is_built || said.contains("error"), "{said}");
        prop_assert!(start.elapsed() < Duration::from_secs(10));
    }
}
