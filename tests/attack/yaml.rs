//! The YAML as people write it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use bifolio::base::diagnostic::{Complaints, FileId, Sources};
use bifolio::base::disk::Disk;
use bifolio::content::load::{self, Manuscript};
use bifolio::content::text::Passage;

use crate::common::{TestFolder, outcome_of};

/// The keys every booklet here has.
const HEAD: &str = "bifolio: 1\ndate: 2024-05-01\npeople: {a: {name: Ada}}\n";

/// What is said of a booklet that goes on after [`HEAD`], in English.
fn said_of(name: &str, rest: &str) -> String {
    said_in("en", name, rest)
}

fn said_in(language: &str, name: &str, rest: &str) -> String {
    outcome_in(language, name, rest).0
}

fn outcome_in(language: &str, name: &str, rest: &str) -> (String, Option<Vec<u8>>) {
    let folder = TestFolder::new(name);
    folder.write(
        "booklet.yaml",
        format!("{HEAD}language: {language}\n{rest}"),
    );
    outcome_of(&folder.path)
}

#[track_caller]
fn assert_says(said: &str, words: &[&str]) {
    for words in words {
        assert!(said.contains(words), "`{words}` is not said:\n{said}");
    }
}

#[test]
fn a_title_that_a_remark_cuts_is_told_with_the_quotes_to_write() {
    let title = "title: School #4 remembers\nsections:\n  - cover: {}\n";
    let (said, file) = outcome_in("en", "hash-title", title);
    assert_says(
        &said,
        &[
            "booklet.yaml:5:15",
            "ends at `School`",
            "`title: \"School #4 remembers\"`",
        ],
    );
    assert!(file.is_some(), "a remark is legal: {said}");
}

#[test]
fn texts_that_a_remark_cuts_are_told_wherever_they_stand() {
    for (folder, wholes) in [
        (
            "hash3",
            &[
                "title: \"Speech of the year # 5 by the Minister\"",
                "text: \"We remember those # who died in 1992\"",
                "text: \"My words #and more words # are here\"",
            ][..],
        ),
        ("hash4", &["text: \"Event no # 2 is longer\""]),
    ] {
        let (said, _) = outcome_of(&Path::new("tests/fixtures/attack/lost").join(folder));
        assert_says(&said, wholes);
        assert_eq!(
            said.matches("stands a remark").count(),
            wholes.len(),
            "{said}"
        );
    }
}

#[test]
fn a_remark_cuts_lists_braces_and_texts_of_several_lines() {
    let said = said_of(
        "hash-list",
        "title: T\nsections:\n  - names:\n      names:\n        - Ada #1 of two\n        - Bo\n",
    );
    assert_says(&said, &["`\"Ada #1 of two\"`"]);
    let said = said_of(
        "hash-lines",
        "title: The school\n  of the #4 kind\nsections:\n  - cover: {}\n",
    );
    assert_says(&said, &["`title: \"The school of the #4 kind\"`"]);
    let said = said_of(
        "hash-in-lines",
        "title: The school #4\n  of the kind\nsections:\n  - cover: {}\n",
    );
    assert_says(
        &said,
        &[
            "booklet.yaml:5:19",
            "the text goes on below it",
            "in quotes",
        ],
    );
    let said = said_of(
        "hash-braces",
        "title: T\nsections:\n  - timeline:\n      events:\n        - {date: 1992, text: Event no # 1}\n        - {date: 1993, text: more}\n",
    );
    assert_says(
        &said,
        &[
            "booklet.yaml:9:39",
            "the bracket that closes",
            "\"Event no # 1\"",
        ],
    );
}

#[test]
fn a_text_that_is_nothing_but_a_remark_is_told_with_its_quotes() {
    let said = said_of("hash-all", "title: #4 School\nsections:\n  - cover: {}\n");
    assert_says(&said, &["there is none", "in quotes: \"#4 School\""]);
    let names =
        "title: T\nsections:\n  - names:\n      names:\n        - #4 of ten\n        - Bo\n";
    let said = said_of("hash-all-item", names);
    assert_says(&said, &["there is none", "in quotes: \"#4 of ten\""]);
}

#[test]
fn what_the_program_suggests_for_a_picture_is_no_description() {
    let starter = fs::read_to_string("assets/starters/commemoration.yaml").unwrap();
    let (_, rest) = starter.split_once("alt: ").unwrap();
    let (starters, _) = rest.split_once('}').unwrap();
    let drafts = fs::read_to_string("src/content/intake/draft.rs").unwrap();
    let (_, rest) = drafts.split_once("portrait.jpg, alt: ").unwrap();
    let (drafted, _) = rest.split_once('}').unwrap();
    let folder = TestFolder::new("suggested");
    image::DynamicImage::new_rgb8(600, 600)
        .save(folder.path.join("p.png"))
        .unwrap();
    for alt in [starters, drafted] {
        let picture = format!("title: T\nsections:\n  - picture: {{file: p.png, alt: {alt}}}\n");
        folder.write("booklet.yaml", format!("{HEAD}language: en\n{picture}"));
        let (said, _) = outcome_of(&folder.path);
        assert_says(&said, &["does not say what the picture shows"]);
    }
}

#[test]
fn remarks_are_not_complained_of() {
    let (said, file) = outcome_in(
        "en    # a remark",
        "remarks",
        "title: The school  # its title\n\
         subtitle: In quotes \t# a remark\n\
         # a line of its own\n\
         sections:   # what follows\n  - cover: {}   # the cover\n  - notes_page: {title: Notes} # ruled\n  \
         - statement:\n      by: a # who speaks\n      text: \"Words #1\" # a remark\n",
    );
    assert_eq!(said, "");
    assert!(file.is_some());
}

#[test]
fn a_colon_in_braces_is_helped_as_outside() {
    for (name, rest, place, whole) in [
        (
            "colon",
            "title: Peace: a hope\nsections: []\n",
            "5:13",
            "\"Peace: a hope\"",
        ),
        (
            "colon-braces",
            "title: T\nsections:\n  - text: {title: Peace: a hope, text: Hello}\n",
            "7:24",
            "\"Peace: a hope\"",
        ),
        (
            "colon-braces-item",
            "title: T\nsections:\n  - programme:\n      items:\n        - {time: \"10\", title: Peace: a hope}\n",
            "9:36",
            "\"Peace: a hope\"",
        ),
        (
            "colon-item",
            "title: T\nsections:\n  - names:\n      names:\n        - Peace: a hope\n        - B\n",
            "9:11",
            "\"Peace: a hope\"",
        ),
        (
            "colon-list",
            "title: T\nsections:\n  - names: {names: [Peace: a hope, B]}\n",
            "7:21",
            "\"Peace: a hope\"",
        ),
    ] {
        let said = said_of(name, rest);
        assert_says(&said, &[place, "colon", "in quotes: ", whole]);
    }
}

#[test]
fn a_comma_in_braces_is_told_with_the_whole_text() {
    let said = said_of(
        "comma",
        "title: T\nsections:\n  - text: {title: Peace, text: We came, we saw, we stayed}\n",
    );
    assert_says(
        &said,
        &[
            "7:41",
            "cut in two by its comma",
            "in quotes: \"We came, we saw, we stayed\"",
        ],
    );
    assert_eq!(said.matches("error").count(), 1, "{said}");
    let said = said_of(
        "comma-colon",
        "title: T\nsections:\n  - text: {text: At ten, we said: hello}\n",
    );
    assert_says(
        &said,
        &["`we said` is not a key", "put the whole text in quotes"],
    );
}

#[test]
fn a_missing_closing_quote_is_marked_where_it_opens() {
    let said = said_of(
        "quote",
        "title: \"The school\nsubtitle: Remembered\nsections:\n  - text: {title: \"B\", text: x}\n",
    );
    assert_says(&said, &["booklet.yaml:5:8", "a quote is opened"]);
    let said = said_of(
        "quote-braces",
        "title: T\nsections:\n  - text: {title: 'Peace, text: We came}\n  - text: {title: 'B', text: x}\n",
    );
    assert_says(&said, &["booklet.yaml:7:19", "a quote is opened"]);
    let said = said_of(
        "quote-end",
        "title: T\nsubtitle: 'The school\nsections: []\n",
    );
    assert_says(&said, &["booklet.yaml:6:11", "a quote is opened"]);
}

#[test]
fn a_decimal_comma_and_capitals_are_understood() {
    let rest = "title: T\nsections:\n  - quotation: {by: a, text: Words.}\neditions:\n  office:\n    paper: A4\n    duplex: Long\n    thickness: 0,12\n";
    let (said, file) = outcome_in("en", "decimal-comma", rest);
    assert_eq!(said, "");
    assert!(file.is_some());
    let said = said_of(
        "decimal-braces",
        "title: T\nsections:\n  - cover: {}\neditions: {office: {thickness: 0,1, paper: a4}}\n",
    );
    assert_says(&said, &["`0,1` is cut in two by its comma", "write 0.1"]);
}

#[test]
fn a_number_out_of_its_range_is_told_with_the_range() {
    for (name, rest, help) in [
        (
            "columns",
            "  - text: {text: words, columns: 9}\n",
            "write from 1 to 3 columns",
        ),
        (
            "columns-0",
            "  - names: {names: [A], columns: 0}\n",
            "write from 1 to 4 columns",
        ),
        (
            "columns-huge",
            "  - names: {names: [A], columns: 18446744073709551615}\n",
            "from 1 to 4",
        ),
        (
            "grammage",
            "editions: {office: {grammage: 1e9}}\n",
            "write from 30 to 600 grams",
        ),
        (
            "grammage-nan",
            "editions: {office: {grammage: .nan}}\n",
            "is not a number",
        ),
    ] {
        let said = said_of(
            name,
            &format!("title: T\nsections:\n  - cover: {{}}\n{rest}"),
        );
        assert_says(&said, &[help]);
        assert_eq!(said.matches("error").count(), 1, "{said}");
    }
}

#[test]
fn words_that_only_say_picture_are_no_description() {
    let picture = image::DynamicImage::new_rgb8(600, 600);
    for (alt, is_told) in [
        ("Portrait", true),
        ("a photo", true),
        ("Logo 2", true),
        ("Фотография", true),
        ("fotoğraf", true),
        ("what the picture shows for whoever cannot see it", true),
        ("A portrait of Ada at her desk", false),
    ] {
        let folder = TestFolder::new(&format!("alt-{}", alt.len()));
        picture.save(folder.path.join("p.png")).unwrap();
        let sections = format!("title: T\nsections:\n  - picture: {{file: p.png, alt: {alt}}}\n");
        folder.write("booklet.yaml", format!("{HEAD}language: en\n{sections}"));
        let (said, file) = outcome_of(&folder.path);
        assert_eq!(
            said.contains("does not say what the picture shows"),
            is_told,
            "{said}"
        );
        assert!(file.is_some(), "{said}");
    }
}

#[test]
fn a_text_in_another_script_than_its_language_is_told_once() {
    let urdu = "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں";
    let russian = "Все люди рождаются свободными и равными в своем достоинстве и правах";
    let english = "All human beings are born free and equal in dignity and rights";
    for (language, text, tag) in [
        ("en", urdu, "ur"),
        ("en", russian, "ru"),
        ("ru", english, "en"),
    ] {
        let rest = format!("title: T\nsections:\n  - statement: {{by: a, text: {text}}}\n");
        let said = said_in(language, &format!("script-{language}-{tag}"), &rest);
        assert_says(&said, &["mostly in", &format!("`language: {tag}`")]);
        assert_eq!(said.matches("mostly in").count(), 1, "{said}");
    }
    // In a file of its own, and under its language, too.
    let folder = TestFolder::new("script-file");
    folder.write("words.txt", russian);
    let rest = "title: T\nsections:\n  - statement: {by: a, file: words.txt}\n";
    folder.write("booklet.yaml", format!("{HEAD}language: en\n{rest}"));
    assert_says(&outcome_of(&folder.path).0, &["words.txt:1:1", "mostly in"]);
    let rest = format!("title: {{en: \"{russian}\"}}\nsections:\n  - cover: {{}}\n");
    assert_says(&said_of("script-variant", &rest), &["mostly in"]);
}

#[test]
fn quoted_words_and_names_may_be_in_another_script() {
    let rest = "title: T\nsections:\n  \
        - text: {text: \"They sang Подмосковные вечера until the morning came.\"}\n  \
        - text: {text: \"<span lang='ru'>Все люди рождаются свободными и равными</span> they read.\"}\n  \
        - names: {names: [Иванов Иван Иванович, Ada]}\n  - quotation: {by: a, text: Words.}\n";
    assert_eq!(said_of("script-quoted", rest), "");
}

/// The time a booklet takes that is twice as long must not be four times as long.
#[track_caller]
fn assert_read_within_seconds(name: &str, rest: &str) {
    let folder = TestFolder::new(name);
    folder.write(
        "booklet.yaml",
        format!("{HEAD}language: en\ntitle: T\n{rest}"),
    );
    let (mut sources, mut complaints) = (Sources::default(), Complaints::default());
    let start = Instant::now();
    load::load(
        &Manuscript::of(&Disk, &folder.path),
        &mut sources,
        &mut complaints,
    )
    .unwrap();
    // Far above what it takes, even on a busy machine, and far below what quadratic time would.
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(20), "{name}: {taken:?}");
}

#[test]
fn keys_without_values_are_read_in_no_time() {
    let keys: Vec<_> = (0..100_000).map(|idx| format!("k{idx}")).collect();
    let keys = keys.join(", ");
    assert_read_within_seconds("keys", &format!("sections:\n  - cover: {{{keys}}}\n"));
    let cut = format!("sections:\n  - text: {{text: We came, {keys}}}\n");
    assert_read_within_seconds("cut-keys", &cut);
}

#[test]
fn a_chain_of_40_000_figures_is_read_in_no_time() {
    let figures = |of: fn(usize) -> usize| {
        let figure = |idx: usize| {
            format!(
                "  f{idx}: {{value: {idx}, label: x, of: f{}, source: a}}\n",
                of(idx)
            )
        };
        let figures: String = (0..40_000).map(figure).collect();
        format!("figures:\n  f40000: {{value: 1, label: x, source: a}}\n{figures}")
    };
    let rest = "sections:\n  - figures: {show: [f0], style: table}\n";
    let chain = figures(|idx| idx + 1);
    assert_read_within_seconds("chain", &format!("{chain}{rest}"));
    let circle = figures(|idx| (idx + 1) % 40_000);
    assert_read_within_seconds("circle", &format!("{circle}{rest}"));
    let unknown = figures(|idx| idx + 50_000);
    assert_read_within_seconds("unknown", &format!("{unknown}{rest}"));
}

#[test]
fn paragraphs_and_notes_are_read_in_no_time_however_many() {
    let indented = |lines: &str| format!("sections:\n  - text:\n      text: |-\n{lines}");
    let paragraphs = "        a\n\n".repeat(100_000);
    assert_read_within_seconds("paragraphs", &indented(&paragraphs));
    let start = Instant::now();
    let passage = Passage::from_file(FileId(0), &"a\n\n".repeat(100_000));
    assert_eq!(passage.paragraphs().len(), 100_000);
    assert!(start.elapsed() < Duration::from_secs(20));
    let labels = || (0..50_000).map(|idx| format!("[^{idx}]"));
    let notes: Vec<_> = labels()
        .map(|it| format!("        x{it}\n\n        {it}: y\n\n"))
        .collect();
    assert_read_within_seconds("notes", &indented(&notes.concat()));
    let missing: Vec<_> = labels().map(|it| format!("        {it}\n\n")).collect();
    assert_read_within_seconds("missing-notes", &indented(&missing.concat()));
}

/// What is said of a figure with a value, in lines of their own and in braces.
fn said_of_value(value: &str) -> [String; 2] {
    let rest = "title: T\nsections:\n  - figures: {show: [n], style: table}\n";
    let line =
        format!("{rest}figures:\n  n:\n    value: {value}\n    label: things\n    source: a\n");
    let braces = format!("{rest}figures:\n  n: {{value: {value}, label: things, source: a}}\n");
    [
        said_of("value-line", &line),
        said_of("value-braces", &braces),
    ]
}

#[test]
fn help_never_makes_another_number_of_a_figure() {
    for value in ["0.8", "12.5", "0,8", "80%", "12,50", "1,2,3", "0.125"] {
        for said in said_of_value(value) {
            assert_says(&said, &["a figure is a whole number: write how many"]);
            assert!(!said.contains("digits only"), "{value}: {said}");
        }
    }
    for value in ["5,379", "5.379", "5 379"] {
        for said in said_of_value(value) {
            assert_says(&said, &["write 5379: digits only"]);
        }
    }
}

#[test]
fn help_for_a_title_that_should_stand_in_a_list_keeps_its_commas() {
    for (title, written) in [
        (
            "Minister of Trade, Industry and Labour",
            "[\"Minister of Trade, Industry and Labour\"]",
        ),
        (
            "Minister of Trade, Industry and Labour of the Republic of Nordhafen",
            "[\"Minister of Trade, Industry and Labour of the Republic of Nordhafen\"]",
        ),
        ("Rapporteur", "[Rapporteur]"),
    ] {
        let rest = "title: T\nsections: []\n";
        let people = format!("people:\n  a:\n    name: Ada\n    titles: {title}\n");
        let folder = TestFolder::new("title-list");
        let head = "bifolio: 1\ndate: 2024-05-01\nlanguage: en\n";
        folder.write("booklet.yaml", format!("{head}{people}{rest}"));
        assert_says(
            &outcome_of(&folder.path).0,
            &[&format!("write `{written}`")],
        );
    }
}

#[test]
fn a_text_that_begins_with_a_mark_of_yaml_is_told_with_its_quotes() {
    for title in [
        "- Thirty",
        "& sons",
        "? why",
        "* star",
        ", then",
        "[Thirty] years",
        "{Thirty} years",
    ] {
        let said = said_of("mark", &format!("title: {title}\nsections: []\n"));
        assert_says(
            &said,
            &[
                "booklet.yaml:5:",
                &format!("put the text in quotes: \"{title}\""),
            ],
        );
        assert!(!said.contains("not YAML"), "{said}");
    }
    for title in ["- Thirty", "& sons", "* star"] {
        let rest = format!("title: T\nsections:\n  - text: {{title: A, text: {title}}}\n");
        let said = said_of("mark-braces", &rest);
        assert_says(
            &said,
            &[
                "booklet.yaml:7:",
                &format!("put the text in quotes: \"{title}\""),
            ],
        );
    }
    let said = said_of("mark-bar", "title: | Thirty years\nsections: []\n");
    assert_says(
        &said,
        &["words stand after `|` on its line", "on the lines below it"],
    );
    let said = said_of(
        "mark-after",
        "title: T\nsections:\n  - text: {text: [Thirty] years}\n",
    );
    assert_says(&said, &["put a text that begins with a bracket"]);
    assert!(!said.contains("not YAML"), "{said}");
}

#[test]
fn a_dash_without_a_space_is_told_with_the_space() {
    for rest in [
        "title: T\nsections:\n  - cover: {}\n  -contents: {}\n",
        "title: T\nsections:\n  -contents: {}\n",
    ] {
        let said = said_of("dash", rest);
        assert_says(&said, &["a space", "after", "dash", "`- contents`"]);
    }
    let rest = "title: T\nsections:\n  - names:\n      names:\n        -Ada\n        -Ben\n";
    assert_says(
        &said_of("dash-names", rest),
        &["a space is missing after the dash: `- Ada"],
    );
}

#[test]
fn a_day_written_as_people_write_it_is_told_as_the_yaml_has_it() {
    for day in [
        "14.03.2024",
        "14 March 2024",
        "2024-3-14",
        "14 mart 2024",
        "14/03/2024",
    ] {
        let said = said_of(
            "day",
            &format!("title: T\ncommemorates: {day}\nsections: []\n"),
        );
        assert_says(&said, &["is not a date", "write 2024-03-14"]);
    }
    let said = said_of("day", "title: T\ncommemorates: 03/04/2024\nsections: []\n");
    assert_says(&said, &["write a day that exists as year-month-day"]);
}

#[test]
fn what_stands_in_place_of_a_short_name_is_told_with_it() {
    let head = "bifolio: 1\ntitle: T\ndate: 2024-05-01\npeople: {brandt: {honorific: H.E., name: Helga Brandt}}\n";
    let statement = "sections:\n  - statement: {by: brandt, text: Words.}\n";
    let said = |name: &str, rest: &str| {
        let folder = TestFolder::new(name);
        folder.write("booklet.yaml", format!("{head}{rest}"));
        outcome_of(&folder.path).0
    };
    for name in ["Helga Brandt", "H.E. Helga Brandt"] {
        let by = statement.replace("by: brandt", &format!("by: {name}"));
        let told = said("by-name", &format!("language: en\n{by}"));
        assert_says(&told, &[&format!("the short name of {name} is `brandt`")]);
    }

    let told = said("language-name", &format!("language: english\n{statement}"));
    let languages = "en (English), az (Azerbaijani), tr (Turkish), ru (Russian)";
    assert_says(&told, &["write `en`", languages]);

    let told = said(
        "theme-name",
        &format!("language: en\n{statement}design: assembly\n"),
    );
    assert_says(&told, &["write `design: {theme: assembly}`"]);

    for (address, meant) in [
        (
            "www.nordhafen.example",
            "write `https://www.nordhafen.example`",
        ),
        (
            "info@nordhafen.example",
            "write `mailto:info@nordhafen.example`",
        ),
        ("nordhafen", "an address begins with https://"),
    ] {
        let text = format!("sections:\n  - text: {{text: '[here]({address})'}}\n");
        let told = said("address", &format!("language: en\n{text}"));
        assert_says(&told, &[meant]);
    }
}

#[test]
fn a_note_without_its_text_or_its_mark_is_marked_itself() {
    let rest = "title: T\nsections:\n  - text:\n      text: |-\n        Many words, and then.[^1]\n\n        [^2]: A note.\n";
    let said = said_of("note-places", rest);
    assert_says(
        &said,
        &[
            "booklet.yaml:9:30: error: there is no note `[^1]:`",
            "booklet.yaml:11:9: error: nothing refers to the note `[^2]:`",
        ],
    );
}
