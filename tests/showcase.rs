//! The showcase: every kind of section builds without a complaint, stands where it stood, and is found
//! again in the text that is copied out.

mod common;

use bifolio::base::color::{Cmyk, Color, Ink, Rgb};
use bifolio::base::diagnostic::Complaints;
use bifolio::base::edition::Standard;
use bifolio::content::load::Override;
use bifolio::design::{self, Design};
use bifolio::layout;
use bifolio::render::pdf;
use common::{assert_text_matches, build, build_with, pdf_text, typeset};

const BOOKLET: &str = "content/showcase";

#[test]
fn every_kind_of_section_builds_without_a_complaint() {
    let built = build(BOOKLET);
    assert_eq!(built.report, "");
    assert_eq!(
        built.pages.pages.len() % 4,
        0,
        "a booklet is folded from sheets of four pages"
    );
}

#[test]
fn everything_stands_where_it_stood() {
    assert_text_matches(&build(BOOKLET).dump, "showcase/dump");
}

#[test]
fn what_a_section_says_is_found_in_the_copied_text() {
    let text = pdf_text::pages(&build(BOOKLET).pdf).concat();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "The Universal Declaration of Human Rights was proclaimed",
        "– The Preamble says why.",
        "1 The pictures were drawn for it by a program and show nobody.",
        "Whereas recognition of the inherent dignity",
        "Each dot is one article.",
        "48 votes in favour",
        "of them begin with “everyone” or speak of all (about) 21",
        "16 December 1966 Two covenants are adopted",
        "18.30 The Preamble The First Reader",
        "Everyone has the right to freedom of thought, conscience and religion",
        "V Venezuela",
        "Nine pillars, drawn by a program.",
        "https://www.un.org/en/about-us/universal-declaration-of-human-rights",
        "Made with bifolio",
    ] {
        assert!(words.contains(expected), "not found: {expected}");
    }
}

#[test]
fn every_line_of_running_text_stands_on_the_grid() {
    let built = build(BOOKLET);
    let body = "SourceSerif4-Regular 13.00";
    let head = 70.866;
    let step = 18.5;
    let mut n_lines = 0;
    for line in built
        .dump
        .lines()
        .filter(|line| line.contains(body) && line.contains("  P#"))
    {
        let (_, after) = line.trim().split_once(' ').unwrap();
        let y: f64 = after.split([',', ' ']).nth(1).unwrap().parse().unwrap();
        let lines = (y - head) / step * 2.0;
        assert!((lines - lines.round()).abs() < 0.01, "off the grid: {line}");
        n_lines += 1;
    }
    assert!(n_lines > 100, "only {n_lines} lines were looked at");
}

#[test]
fn two_builds_give_the_same_bytes() {
    assert!(build(BOOKLET).pdf == build(BOOKLET).pdf);
}

#[test]
fn every_theme_sets_every_kind_of_section() {
    let memorial = pdf_text::pages(&build(BOOKLET).pdf).concat();
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().filter(|it| it.is_alphabetic()).collect();
        letters.sort_unstable();
        letters
    };
    for theme in design::theme::names() {
        let theme = Override {
            key: "design.theme".into(),
            value: theme.into(),
        };
        let built = build_with(BOOKLET, &[theme]);
        let errors = built
            .report
            .lines()
            .filter(|line| line.starts_with("error"));
        assert_eq!(errors.count(), 0, "{}", built.report);
        let contrast = built
            .pages
            .swatches
            .accent
            .screen
            .on_screen()
            .contrast(Rgb::WHITE);
        assert!(contrast >= 4.5, "the accent has a contrast of {contrast}");
        // The imprint names the faces, which differ; all else is the same words.
        let text = pdf_text::pages(&built.pdf).concat();
        let (here, there) = (letters(&text).len(), letters(&memorial).len());
        assert!(
            here.abs_diff(there) < 60,
            "{here} letters, {there} in memorial"
        );
    }
}

#[test]
fn what_a_swatch_is_on_a_press_comes_to_the_writer_and_changes_nothing_for_a_screen() {
    let theme = Override {
        key: "design.theme".into(),
        value: "assembly".into(),
    };
    let (run, typeset) = typeset(BOOKLET, &[theme]);
    let (booklet, mut design) = (typeset.booklet, typeset.design);
    let write = |design: &Design| {
        let (pages, _) = layout::typeset(&booklet, design, &mut Complaints::default());
        let pdf = pdf::write(&pages, &design.fonts, &run.sources, Standard::Reading, &[]);
        (pages.swatches, pdf.unwrap())
    };
    let (known, screen) = write(&design);
    assert_eq!(known.text.press, Some(Color::Cmyk(Cmyk::BLACK)));
    let press = Color::Spot {
        name: "PANTONE 188 C".into(),
        cmyk: Cmyk {
            cyan: 25,
            magenta: 100,
            yellow: 85,
            black: 35,
        },
    };
    design.swatches.accent.press = Some(press.clone());
    let (swatches, pdf) = write(&design);
    assert_eq!(swatches.of(Ink::Accent).press, Some(press));
    assert!(pdf == screen);
}
