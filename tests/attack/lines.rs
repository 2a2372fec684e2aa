//! Lines, titles and paragraphs of every length.

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use bifolio::base::language::Language;
use bifolio::base::units::Pt;
use bifolio::content::load::Override;
use bifolio::design::fonts::{Fonts, Slant, Weight};
use bifolio::design::language::row;
use bifolio::design::tongue::Tongue;
use bifolio::inline::line::Line;
use bifolio::inline::paragraph::{Paragraph, Voice};
use bifolio::inline::setting::Setting;
use bifolio::inline::shape::Shaper;
use bifolio::inline::{ends_well, prepare, set};

use crate::common::{Built, TestFolder, build_with, outcome_of, pdf_text};

/// The size texts are set at.
const SIZE: Pt = Pt(11.0);

/// The mark of a broken word in a dump.
const BROKEN: char = '¬';

fn set_in(language: Language, text: &str, measure: Pt, setting: Setting) -> Vec<Line> {
    let fonts = Fonts::built_in();
    let face = fonts.nearest("source-serif-4", Weight::Regular, Slant::Upright);
    let mut shaper = Shaper::new(fonts);
    let tongue = Tongue::of_row(language, row(language).unwrap());
    let paragraph = Paragraph::plain(text, Voice::plain(face.unwrap(), Arc::new(tongue)));
    let prepared = prepare(&mut shaper, &paragraph);
    set(&mut shaper, &prepared, SIZE, measure, &setting)
}

/// A booklet with a title and sections.
fn booklet(name: &str, title: &str, language: &str, sections: &str) -> TestFolder {
    let folder = TestFolder::new(name);
    let people = "people: {a: {name: Ada Example}, \
        h: {name: Hubert Wolfeschlegelsteinhausenberger, titles: [Oberverwaltungsgerichtspräsidentin a. D.]}}";
    let head = format!(
        "bifolio: 1\ntitle: {title}\ndate: 2024-01-01\nlanguage: {language}\n{people}\nsections:\n"
    );
    folder.write("booklet.yaml", format!("{head}{sections}"));
    folder
}

fn built(folder: &TestFolder, theme: &str) -> Built {
    let theme = Override {
        key: "design.theme".into(),
        value: theme.into(),
    };
    build_with(folder.path.to_str().unwrap(), &[theme])
}

/// The lines of a dump that show a stretch of words.
fn shown<'d>(dump: &'d str, words: &str) -> Vec<&'d str> {
    dump.lines().filter(|line| line.contains(words)).collect()
}

/// The size in which a line of a dump is set.
fn size_of(line: &str) -> f64 {
    let mut words = line.split(' ');
    words.find(|word| word.contains("Serif4") || word.contains("Cormorant"));
    words.next().unwrap().parse().unwrap()
}

#[test]
fn a_title_with_a_long_word_stands_whole_on_its_cover() {
    for (title, language) in [
        ("Благотворительность", "ru"),
        ("Internationalisation", "en"),
        ("Day of Internationalisation", "en"),
    ] {
        let sections = "  - cover: {}\n  - statement: {by: a, text: Some words.}\n";
        let folder = booklet("long-title", title, language, sections);
        for theme in bifolio::design::theme::names() {
            let built = built(&folder, theme);
            let cover = pdf_text::pages(&built.pdf).remove(0);
            let words: Vec<_> = cover.split_whitespace().collect();
            assert!(words.join(" ").contains(title), "{theme}: {cover}");
            assert!(!built.dump.contains(BROKEN), "{theme}: {}", built.dump);
        }
    }
}

#[test]
fn a_title_that_no_cover_holds_is_an_error_that_names_the_word() {
    let word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";
    let folder = booklet(
        "longest-title",
        &format!("The {word}"),
        "en",
        "  - cover: {}\n",
    );
    let (said, file) = outcome_of(&folder.path);
    let told = format!("`{word}` does not fit the cover, even at 19 pt");
    assert!(
        said.contains("BF0304") && said.contains(&told) && said.contains(":2:12:"),
        "{said}"
    );
    assert!(file.is_none());
}

#[test]
fn no_title_name_or_heading_is_ever_hyphenated() {
    let word = "Internationalisierungsbeauftragte";
    let sections = format!(
        "  - cover: {{}}\n  - contents: {{}}\n  - statement: {{by: h, text: Some words.}}\n  \
         - text: {{title: {word}, by: h, text: \"# {word}\\n\\nSome words.\\n\\n## Eine {word}\\n\\nMore.\"}}\n  \
         - names: {{title: Names, columns: 3, names: [Ada Lovelace, Wolfeschlegelsteinhausen, Otto {word}]}}\n  \
         - quotation: {{text: Words., by: h}}\n"
    );
    let folder = booklet("long-words", word, "en", &sections);
    for theme in bifolio::design::theme::names() {
        let built = built(&folder, theme);
        assert!(!built.dump.contains(BROKEN), "{theme}: {}", built.dump);
        let text = pdf_text::pages(&built.pdf).concat();
        let n_titles = text.matches(word).count();
        // On the cover, over the contents and in it; the section, its two headings, the list.
        assert!(n_titles >= 7, "{theme}: {n_titles}\n{text}");
    }
}

#[test]
fn the_names_of_a_list_are_set_smaller_all_alike() {
    // 24 letters are wider than a third of the measure.
    let sections =
        "  - names: {columns: 3, names: [Ada Lovelace, Wolfeschlegelsteinhausen, Otto Example]}\n";
    let folder = booklet("small-names", "T", "en", sections);
    let dump = built(&folder, "memorial").dump;
    let names = ["Ada", "Wolfeschlegelsteinhausen", "Otto"];
    let sizes: Vec<f64> = names
        .iter()
        .map(|name| size_of(shown(&dump, name)[0]))
        .collect();
    assert!(sizes[0] < 10.0, "{sizes:?}");
    let is_alike = |size: &f64| (size - sizes[0]).abs() < 1e-9;
    assert!(sizes.iter().all(is_alike), "{sizes:?}");
}

#[test]
fn a_list_with_a_longer_name_has_fewer_columns() {
    let name = "Wolfeschlegelsteinhausenbergerdorff";
    let sections = format!("  - names: {{columns: 3, names: [Ada, {name}, Otto]}}\n");
    let folder = booklet("wide-names", "T", "en", &sections);
    let dump = built(&folder, "memorial").dump;
    assert!(!dump.contains(BROKEN), "{dump}");
    // In three columns it would have to be smaller than can be read.
    assert!(size_of(shown(&dump, name)[0]) > 8.0);
}

#[test]
fn a_caption_with_a_word_that_fits_nowhere_is_told() {
    let word = "x".repeat(120);
    let sections = format!("  - timeline: {{title: T, events: [{{date: 1 May, text: {word}}}]}}\n");
    let folder = booklet("wide-caption", "T", "en", &sections);
    let (said, file) = outcome_of(&folder.path);
    assert!(said.contains("BF0302"), "{said}");
    assert!(
        said.contains("these words reach over the edge of page"),
        "{said}"
    );
    assert!(file.is_none());
}

#[test]
fn many_hyphens_running_lose_no_word() {
    // A word of many syllables in a column of two: each line can only end inside it.
    let word = "com\u{ad}mem\u{ad}o\u{ad}ra\u{ad}tion".repeat(8);
    for setting in [Setting::RAGGED, Setting::WHOLE, Setting::JUSTIFIED] {
        let lines = set_in(Language::English, &word, Pt(60.0), setting);
        let runs = lines.iter().flat_map(|line| &line.runs);
        let said: String = runs.map(|run| run.text.as_str()).collect();
        assert_eq!(said.replace('\u{ad}', ""), word.replace('\u{ad}', ""));
    }
}

/// A passage of *Alice's Adventures in Wonderland*, with a word in capitals that no line can end in.
const ALICE: &str = "“I wonder if I shall fall right THROUGH the earth! How funny it’ll seem to come out \
    among the people that walk with their heads downward! The Antipathies, I think—” (she was rather glad \
    there WAS no one listening, this time, as it didn’t sound at all the right word) “—but I shall have to \
    ask them what the name of the country is, you know. Please, Ma’am, is this New Zealand or Australia?” \
    (and she tried to curtsey as she spoke—fancy CURTSEYING as you’re falling through the air!)";

#[test]
fn no_line_gapes_where_its_letters_can_be_set_a_little_wider() {
    for mm in 85..150 {
        let measure = Pt::from_mm(f64::from(mm));
        for line in set_in(Language::English, ALICE, measure, Setting::JUSTIFIED) {
            let ratio = line.space_ratio;
            assert!(ratio <= 1.6 + 1e-6, "{ratio:.2} at {mm} mm: {line:?}");
        }
    }
}

#[test]
fn a_word_in_capitals_breaks_as_in_small_letters_and_a_dash_ends_a_line() {
    let ends = |text: &str, pt: f64| -> Vec<String> {
        let lines = set_in(Language::English, text, Pt(pt), Setting::RAGGED);
        let runs = lines.iter().filter_map(|line| line.runs.last());
        runs.map(|run| run.text.trim_end().to_owned()).collect()
    };
    assert_eq!(
        ends("she spoke—fancy that", 75.0),
        ["she spoke—", "fancy that"]
    );
    assert_eq!(ends("CURTSEYING", 60.0), ["CURTSEY\u{ad}", "ING"]);
}

#[test]
fn a_paragraphs_last_line_is_long_enough_and_begins_with_a_whole_word() {
    for (name, language) in [("en", Language::English), ("tr", Language::Turkish)] {
        let text = fs::read_to_string(format!("tests/fixtures/udhr/{name}.txt")).unwrap();
        let mut n_looked_at = 0;
        for how in [
            Setting::JUSTIFIED,
            Setting::JUSTIFIED.of_statement(),
            Setting::RAGGED,
        ] {
            // A few lines have too few ways to be set.
            let lines: Vec<&str> = text.lines().collect();
            for paragraph in lines.chunks(4).map(|lines| lines.join(" ")) {
                for mm in [105.0, 124.0] {
                    let measure = Pt::from_mm(mm);
                    let lines = set_in(language, &paragraph, measure, how);
                    if lines.len() > 5 {
                        n_looked_at += 1;
                        let last = lines.last().unwrap().text.clone();
                        assert!(
                            ends_well(&lines, measure, &how),
                            "{mm} mm: {}",
                            &paragraph[last]
                        );
                    }
                }
            }
        }
        assert!(n_looked_at > 30, "{n_looked_at}");
    }
}

#[test]
fn a_last_word_that_would_stand_alone_takes_another_with_it() {
    let text = "All human beings are born free and equal in dignity and in their rights, as they are said to be so.";
    for pt in 200..330 {
        let measure = Pt(f64::from(pt));
        for how in [Setting::RAGGED, Setting::RAGGED.of_statement()] {
            let lines = set_in(Language::English, text, measure, how);
            let last = lines.last().unwrap().width.ratio(measure);
            assert!(
                lines.len() == 1 || last >= how.least_last,
                "{pt} pt: {last}"
            );
        }
    }
}

#[test]
fn the_names_of_people_are_not_broken_in_a_text() {
    let text = "Otto Wolfeschlegelsteinhausenberger spoke and Wolfeschlegelsteinhausenberger \
        was heard by many. ";
    let sections = format!(
        "  - statement: {{by: h, text: {}}}\n",
        text.repeat(12).trim()
    );
    let folder = booklet("names-in-text", "T", "en", &sections);
    let dump = built(&folder, "memorial").dump;
    assert!(
        shown(&dump, "Wolfe")
            .iter()
            .all(|line| !line.contains("Wolfe¬"))
    );
    let broken = shown(&dump, &BROKEN.to_string());
    assert!(broken.is_empty(), "{broken:?}");
}

/// Paragraphs without end, each of which once took time that grew with the square of its length: of these
/// lengths that would be minutes.
#[test]
fn a_paragraph_of_nothing_but_breaks_is_set_in_time_that_grows_with_it() {
    const N: usize = 20_000;
    let texts = [
        "a\u{ad}".repeat(N / 5),
        "a/".repeat(N / 4),
        "A\u{ad}V\u{ad}".repeat(N / 8),
        "\u{ad}\u{200b}".repeat(4 * N),
        "—a".repeat(N / 4),
        "- ".repeat(N),
        "http://a.b/".repeat(N / 5),
        format!("a{}", "\u{301}".repeat(4 * N)),
        "abcdefghij".repeat(N),
    ];
    for text in texts {
        for how in [Setting::JUSTIFIED, Setting::RAGGED] {
            let lines = set_in(Language::English, &text, Pt::from_mm(124.0), how);
            let end = lines.last().map(|line| line.text.end);
            assert_eq!(end, Some(text.len()));
        }
    }
}

#[test]
fn fifty_thousand_paragraphs_of_a_letter_are_a_booklet() {
    let folder = booklet(
        "letters",
        "T",
        "en",
        "  - statement: {by: a, file: letters.txt}\n",
    );
    folder.write("letters.txt", "a\n\n".repeat(50_000));
    let (said, file) = outcome_of(&folder.path);
    assert!(!said.contains("error"), "{said}");
    let pages = pdf_text::pages(&file.unwrap());
    let n_letters: usize = pages.iter().map(|page| page.matches('a').count()).sum();
    assert!(n_letters >= 50_000, "{n_letters}");
}

#[test]
fn twenty_thousand_notes_stand_in_a_paragraph() {
    const N: usize = 20_000;
    let mut text = String::new();
    for number in 1..=N {
        write!(text, "words[^{number}] ").unwrap();
    }
    for number in 1..=N {
        write!(text, "\n\n[^{number}]: n").unwrap();
    }
    let folder = booklet("notes", "T", "en", "  - text: {title: T, file: notes.md}\n");
    folder.write("notes.md", text);
    let (said, file) = outcome_of(&folder.path);
    assert!(!said.contains("error"), "{said}");
    assert!(file.is_some());
}
