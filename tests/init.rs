//! From the text somebody has to a booklet: every word arrives, nothing is decided that a person must
//! decide, nothing is overwritten.

mod common;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Output};

use bifolio::content::intake::{self, draft, pasted};
use common::{TestFolder, build, outcome_of};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SEED: &str = "tests/fixtures/khojaly/seed.txt";
const STARTERS: [&str; 5] = [
    "commemoration",
    "statements",
    "programme",
    "names",
    "bilingual",
];

fn bifolio(folder: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_bifolio");
    Command::new(program)
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace()
        .filter(|word| *word != "|")
        .collect()
}

/// The YAML with every suggestion of figures taken.
fn with_suggestions(yaml: &str) -> String {
    // As the file says: where a word stands directly after #, the # is deleted; so in the lines below.
    let mut is_taken = false;
    let lines = yaml.lines().map(|line| {
        let at = line.find('#').filter(|at| line[..*at].trim().is_empty());
        let Some(at) = at else {
            return line.to_owned();
        };
        let rest = &line[at + 1..];
        let begins = rest.starts_with("figures:") || rest.starts_with("- figures:");
        let goes_on = is_taken && rest.starts_with("  ");
        is_taken = begins || goes_on || is_taken && rest.starts_with(" “");
        // A part is shown with its whole.
        let goes_on = goes_on && !rest.ends_with("# only without `of`");
        if begins || goes_on {
            format!("{}{rest}", &line[..at])
        } else {
            line.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_seed_becomes_a_booklet_that_builds_with_every_word_of_it() {
    let seed = std::fs::read(SEED).unwrap();
    let text = intake::text_of(&seed).unwrap().text;
    let taken = pasted::take_apart(&text);
    let mut again = String::new();
    for spoken in &taken.statements {
        let honorific = spoken.honorific.clone().unwrap_or_default();
        let (titles, paragraphs) = (spoken.titles.join("\n"), spoken.paragraphs.join("\n"));
        let _ = writeln!(again, "{honorific} {}\n{titles}\n{paragraphs}", spoken.name);
    }
    assert_eq!(
        words(&again),
        words(&text),
        "a word was lost, or changed, or moved"
    );
    assert!(taken.left_out.iter().all(|(_, line)| line == "|"));

    let folder = TestFolder::new("seed");
    folder.write("booklet.yaml", draft::yaml(&taken, "khojaly"));
    let (said, pdf) = outcome_of(&folder.path);
    assert!(said.is_empty() && pdf.is_some(), "{said}");
    let script = bifolio::review::script::script(pdf.unwrap()).unwrap();
    for paragraph in taken
        .statements
        .iter()
        .flat_map(|spoken| &spoken.paragraphs)
    {
        assert!(
            script.contains(paragraph.as_str()),
            "not in the file: {paragraph}"
        );
    }
}

#[test]
fn with_its_suggestions_taken_it_has_the_pages_of_the_first_booklet() {
    let seed = std::fs::read(SEED).unwrap();
    let taken = pasted::take_apart(&intake::text_of(&seed).unwrap().text);
    let yaml = with_suggestions(&draft::yaml(&taken, "khojaly"));
    let folder = TestFolder::new("suggested");
    folder.write("booklet.yaml", &yaml);
    let built = build(folder.path.to_str().unwrap());
    assert_eq!(built.report, "", "{yaml}");
    let first = build("content/khojaly");
    assert_eq!(built.pages.pages.len(), first.pages.pages.len());
    // The same figures, whole and part alike.
    let script = bifolio::review::script::script(built.pdf).unwrap();
    for figure in ["613", "63", "106", "70", "1,275", "487", "5,379"] {
        assert!(
            script.contains(&format!("TD: {figure}\n")),
            "{figure} in {script}"
        );
    }
    assert!(script.contains("[613 dots, one for each: people]"));
    // Of the other speaker's numbers none is taken for a figure of this one.
    assert!(!yaml.contains("29000"), "{yaml}");
}

#[test]
fn every_starter_builds_at_once_without_a_complaint() {
    let folder = TestFolder::new("starters");
    for starter in STARTERS {
        let begun = bifolio(&folder.path, &["init", starter, "--starter", starter]);
        assert!(begun.status.success(), "{}", said(&begun));
        let built = bifolio(
            &folder.path,
            &["build", starter, "--deny-warnings", "--all"],
        );
        assert!(built.status.success(), "{starter}: {}", said(&built));
    }
    let other = bifolio(
        &folder.path,
        &[
            "check",
            "bilingual",
            "--set",
            "language=az",
            "--deny-warnings",
        ],
    );
    assert!(other.status.success(), "{}", said(&other));
}

#[test]
fn nothing_is_overwritten() {
    let folder = TestFolder::new("overwrite");
    folder.write("booklet.yaml", "mine");
    let begun = bifolio(&folder.path, &["init"]);
    assert_eq!(begun.status.code(), Some(6));
    assert!(
        said(&begun).contains("Nothing was changed"),
        "{}",
        said(&begun)
    );
    assert_eq!(
        std::fs::read(folder.path.join("booklet.yaml")).unwrap(),
        b"mine"
    );
}

#[test]
fn it_ends_with_the_next_two_commands() {
    let folder = TestFolder::new("next");
    let seed = std::fs::canonicalize(SEED).unwrap();
    let begun = bifolio(
        &folder.path,
        &["init", "our-day", "--from", seed.to_str().unwrap()],
    );
    assert!(
        said(&begun).ends_with("Next:\n  bifolio watch our-day --open\n  bifolio build our-day\n"),
        "{}",
        said(&begun)
    );
    assert!(
        said(&begun).contains("left out: - lines 1 to 2: |"),
        "{}",
        said(&begun)
    );
}

/// A Word file with paragraphs, as Word writes them: a run for each change of format.
fn word(paragraphs: &[&[&str]]) -> Vec<u8> {
    let mut body = String::new();
    for runs in paragraphs {
        body.push_str("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"720\"/></w:tabs></w:pPr>");
        for run in *runs {
            let _ = write!(body, "<w:r><w:t xml:space=\"preserve\">{run}</w:t></w:r>");
        }
        body.push_str("<w:del><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p>");
    }
    word_file(&[("word/document.xml", &document("document", &body))])
}

/// A part of a Word file.
fn document(kind: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><w:{kind} xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:{kind}>"
    )
}

fn word_file(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(xml.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A Word file with a table, a list, lines that are broken by hand, and a note.
fn word_of_all_kinds() -> Vec<u8> {
    let p = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(words));
    let row = |one: &str, two: &str| format!("<w:tr>{}{}</w:tr>", cell(one), cell(two));
    let point =
        |words: &str| format!("<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body = [
        p("A day"),
        p("Tuesday, 10 December 2024"),
        p("Dr. Ada Reader"),
        "<w:p><w:r><w:t>Director</w:t><w:br/><w:t>Chair of the Board</w:t></w:r></w:p>".to_owned(),
        p("It was adopted on 10 December 1948, as all know."),
        format!(
            "<w:tbl>{}{}</w:tbl>",
            row("In favour", "48"),
            row("Against", "0")
        ),
        point("first point"),
        point("second point"),
        "<w:p><w:r><w:t>A sentence that is</w:t><w:br/><w:t>broken by hand.</w:t></w:r></w:p>"
            .to_owned(),
        p("Dr. Bo Writer"),
        p("More words, and an end."),
    ];
    let notes = "<w:footnote w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
                 <w:footnote w:id=\"2\"><w:p><w:r><w:t>So says the clerk.</w:t></w:r></w:p></w:footnote>";
    word_file(&[
        ("word/document.xml", &document("document", &body.concat())),
        ("word/footnotes.xml", &document("footnotes", notes)),
    ])
}

#[test]
fn tables_lists_broken_lines_and_notes_of_word_are_neither_speakers_nor_lost() {
    let raw = intake::text_of(&word_of_all_kinds()).unwrap();
    let [note] = &raw.told[..] else {
        panic!("{raw:?}")
    };
    assert_eq!(note.to_string(), "left out: note: “So says the clerk.”");
    let taken = pasted::take_apart(&raw.text);
    let names: Vec<_> = taken.statements.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Ada Reader", "Bo Writer"]);
    assert_eq!(
        taken.statements[0].titles,
        ["Director", "Chair of the Board"]
    );
    assert_eq!(
        taken.statements[0].paragraphs[1..],
        [
            "In favour 48",
            "Against 0",
            "• first point",
            "• second point",
            "A sentence that is broken by hand."
        ]
    );
    assert!(taken.left_out.is_empty());
}

#[test]
fn the_date_above_all_speeches_is_the_day_and_not_the_one_that_is_spoken_of() {
    let raw = intake::text_of(&word_of_all_kinds()).unwrap();
    let yaml = draft::yaml(&pasted::take_apart(&raw.text), "day");
    assert!(yaml.contains("\ndate: 2024-12-10 "), "{yaml}");
    assert!(yaml.contains("\n#commemorates: 1948-12-10 "), "{yaml}");
}

#[test]
fn a_note_of_a_word_file_is_told_where_the_booklet_is_begun() {
    let folder = TestFolder::new("word-notes");
    folder.write("a text.docx", word_of_all_kinds());
    let begun = bifolio(&folder.path, &["init", "my day", "--from", "a text.docx"]);
    let said = said(&begun);
    assert!(said.contains("left out: 1 note of the Word file"), "{said}");
    assert!(said.contains("bifolio watch \"my day\" --open"), "{said}");
}

#[test]
fn a_word_file_is_taken_apart_like_a_text() {
    let bytes = word(&[
        &["Bir gün, 10.12.2024"],
        &["Sayın ", "Ada Oxucu"],
        &["İnstitutun direktoru"],
        &[
            "Bütün insanlar ",
            "ləyaqət",
            " və hüquqlarına görə azad və bərabər doğulurlar.",
        ],
        &[
            "Onların şüurları və vicdanları var &amp; bir-birlərinə qardaşlıq ruhunda davranmalıdırlar.",
        ],
    ]);
    let taken = pasted::take_apart(&intake::text_of(&bytes).unwrap().text);
    let [spoken] = &taken.statements[..] else {
        panic!("{taken:?}")
    };
    assert_eq!(
        (spoken.honorific.as_deref(), spoken.name.as_str()),
        (Some("Sayın"), "Ada Oxucu")
    );
    assert_eq!(spoken.titles, ["İnstitutun direktoru"]);
    assert_eq!(spoken.paragraphs.len(), 2);
    assert!(spoken.paragraphs[1].contains("var & bir"));
    let yaml = draft::yaml(&taken, "gün");
    assert!(yaml.contains("language: az"), "{yaml}");
    let folder = TestFolder::new("word");
    folder.write("booklet.yaml", yaml);
    let (said, pdf) = outcome_of(&folder.path);
    assert!(said.is_empty() && pdf.is_some(), "{said}");
}

#[test]
fn words_that_nobody_is_named_for_arrive_as_they_are_too() {
    let text = "Of *stars*, _lines_, <marks> & [brackets]: 5 < 6, a\\b, `c`, AT&amp;T.\n\n\
        1. January was cold, and so on.\n\n# is no heading here.\n\n- is no point of a list.\n";
    let taken = pasted::take_apart(text);
    let folder = TestFolder::new("markdown");
    folder.write("booklet.yaml", draft::yaml(&taken, "marks"));
    let (said, pdf) = outcome_of(&folder.path);
    let script = bifolio::review::script::script(pdf.unwrap_or_else(|| panic!("{said}"))).unwrap();
    for paragraph in text.split("\n\n") {
        assert!(
            script.contains(&format!("P: {}\n", paragraph.trim())),
            "{paragraph}\n{script}"
        );
    }
}

#[test]
fn odd_texts_become_a_booklet_or_a_clear_complaint() {
    for (name, text) in [
        ("one", "A single line."),
        (
            "colon",
            "Name: value\n\nText with: colons, \"quotes\", # marks and \\ strokes, that goes on.\n",
        ),
        (
            "dash",
            "- a list\n- of points\n\nAnd then a paragraph of text that ends.\n",
        ),
        ("only-heads", "Ada\nBo\nCi\n"),
        (
            "indented",
            "    Ada Reader\n\n    Indented words, as mails have them.\n",
        ),
        ("yaml", "title: x\nsections:\n  - cover: {}\n"),
        ("bars", "|\n|\nWords between bars, said by nobody.\n|\n"),
    ] {
        let taken = pasted::take_apart(text);
        let folder = TestFolder::new(&format!("odd-{name}"));
        folder.write("booklet.yaml", draft::yaml(&taken, name));
        let (said, pdf) = outcome_of(&folder.path);
        assert!(pdf.is_some(), "{name}: {said}");
    }
}
