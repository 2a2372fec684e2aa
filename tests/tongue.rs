//! The language is the words': a section in another language than the booklet's is set in its own tongue.

mod common;

use std::path::Path;
use std::sync::Arc;

use bifolio::base::diagnostic::{Complaints, Sources};
use bifolio::base::disk::Disk;
use bifolio::base::language::{Direction, Language};
use bifolio::base::report::{ReportStyle, report};
use bifolio::content::load::Manuscript;
use bifolio::design::language::{ENGLISH, Patterns, Row, Words};
use bifolio::design::tongue::Tongue;
use bifolio::inline::line::GlyphRun;
use bifolio::layout::page::{Mark, Pages, Place, Tag};
use bifolio::{content, design, layout};
use common::TestFolder;

/// A language that nobody speaks, but from right to left.
static MADE_UP: Row = Row {
    patterns: Patterns::None,
    digits: ['٠', '١', '٢', '٣', '٤', '٥', '٦', '٧', '٨', '٩'],
    thousands: "٬",
    quotes: ["⟨", "⟩"],
    words: Words {
        source: "Told by {}",
        page: "leaf {}",
        ..ENGLISH.words
    },
    ..ENGLISH
};

/// A booklet of which the second section, and those after it, are in a language or in the booklet's own.
fn typeset(name: &str, sections: &str, language: Option<Language>) -> Pages {
    let folder = TestFolder::new(name);
    let head = "bifolio: 1\ntitle: The River\ndate: 2024-01-01\nlanguage: en\n\
        people: {a: {name: Ada Reader}}\n\
        figures: {k: {value: 5379, label: households in Valmont, source: a}}\n";
    folder.write("booklet.yaml", format!("{head}sections:\n{sections}"));
    let (mut sources, mut complaints) = (Sources::default(), Complaints::default());
    let folder = Path::new(&folder.path);
    let manuscript = Manuscript::of(&Disk, folder);
    let booklet = content::load::load(&manuscript, &mut sources, &mut complaints);
    let mut booklet = booklet.unwrap().unwrap();
    for section in &mut booklet.sections[1..] {
        section.language = language;
    }
    let mut design = design::load(&booklet, &mut sources, &mut complaints).unwrap();
    let made_up = Tongue::of_row(Language::Arabic, &MADE_UP);
    design.tongues.retain(|it| it.language != made_up.language);
    design.tongues.push(Arc::new(made_up));
    let (pages, _) = layout::typeset(&booklet, &design, &mut complaints);
    let report = report(&complaints, &sources, ReportStyle::Human);
    assert!(!complaints.has_errors(), "{report}");
    pages
}

/// What is set on the pages after the first, run by run.
fn runs(pages: &Pages) -> impl Iterator<Item = (&GlyphRun, Option<&Tag>)> {
    let items = pages.pages[1..].iter().flat_map(|page| &page.items);
    items.filter_map(|item| {
        let tag = match item.place {
            Place::Meaning(tag) => Some(&pages.tags.tags()[tag.0 as usize]),
            Place::Furniture(_) => None,
        };
        match &item.mark {
            Mark::Glyphs(_, run) => Some((run, tag)),
            _ => None,
        }
    })
}

/// The words on the pages after the first that are part of the meaning.
fn words(pages: &Pages) -> String {
    let runs = runs(pages).filter(|(_, tag)| tag.is_some());
    runs.map(|(run, _)| run.text.as_str()).collect()
}

fn n_broken_words(pages: &Pages) -> usize {
    words(pages).matches('\u{ad}').count()
}

#[test]
fn the_words_of_a_section_are_broken_as_its_language_breaks_them() {
    let declaration = include_str!("fixtures/udhr/ru.txt").replace('\n', "\n        ");
    let sections = format!(
        "  - quotation: {{text: Water.}}\n  - text:\n      text: |-\n        {declaration}\n"
    );
    let own = typeset("broken-own", &sections, None);
    let russian = typeset("broken-russian", &sections, Some(Language::Russian));
    assert_eq!(n_broken_words(&own), 0);
    assert!(n_broken_words(&russian) > 2, "{}", words(&russian));
    assert!(runs(&russian).any(|(run, _)| run.language == Language::Russian));
    let tags = russian.tags.tags();
    let n_russian = tags
        .iter()
        .filter(|it| it.language.as_deref() == Some("ru"))
        .count();
    assert_eq!(
        n_russian, 1,
        "the section says its language, and nothing else need"
    );
}

const FIGURES: &str = "  - statement: {by: a, text: We counted 5379 households in Valmont.}\n  \
    - figures: {show: [k], style: numbers}\n  \
    - text:\n      text: |-\n        1. One.\n        2. Two.[^1]\n\n        [^1]: A note.\n";

#[test]
fn numbers_quotes_and_labels_are_those_of_the_sections_language() {
    let own = words(&typeset("labels-own", FIGURES, None));
    for said in [
        "5,379",
        "“We counted",
        "Ada Reader, p. 1",
        "2. Two.1",
        "1 A note.",
    ] {
        assert!(own.contains(said), "`{said}` in {own}");
    }
    let made_up = words(&typeset("labels-made-up", FIGURES, Some(Language::Arabic)));
    for said in ["٥٬٣٧٩", "⟨We counted", "leaf ١", "٢. Two.١", "١ A note."] {
        assert!(made_up.contains(said), "`{said}` in {made_up}");
    }
    for said in ["5,379", "“", "p. 1", "2. Two", "1 A note"] {
        assert!(!made_up.contains(said), "`{said}` in {made_up}");
    }
}

const PROSE: &str =
    "  - quotation: {text: Water.}\n  - text: {text: All human beings are born free.}\n";

#[test]
fn a_section_runs_in_the_direction_of_its_language() {
    let directions = |pages: &Pages| -> Vec<Direction> {
        let meant = runs(pages).filter(|(_, tag)| tag.is_some());
        meant.map(|(run, _)| run.direction).collect()
    };
    let own = typeset("direction-own", PROSE, None);
    assert_eq!(directions(&own), [Direction::LeftToRight]);
    let made_up = typeset("direction-made-up", PROSE, Some(Language::Arabic));
    // The Latin words run as they do anywhere, their full stop as the paragraph does.
    assert_eq!(
        directions(&made_up),
        [Direction::LeftToRight, Direction::RightToLeft]
    );
    let places = runs(&made_up).map(|(run, _)| (run.text.as_str(), run.x.0));
    let places: Vec<_> = places.collect();
    assert!(
        places[1].1 < places[0].1,
        "the full stop stands at the left: {places:?}"
    );
}

#[test]
fn the_digits_of_a_booklet_are_those_of_its_language() {
    let folios = |row: &Row| (row.numeral(12), row.number(5379));
    assert_eq!(folios(&ENGLISH), ("12".to_owned(), "5,379".to_owned()));
    assert_eq!(folios(&MADE_UP), ("١٢".to_owned(), "٥٬٣٧٩".to_owned()));
}
