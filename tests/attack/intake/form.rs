//! The form of a Word file: figures that are raised, numbers of points, words struck through, headings. What
//! of it changes what is said is in the text; the rest is told.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bifolio::content::intake::raw::Raw;
use bifolio::content::intake::{self, pasted};

use super::{NAMESPACES, document, init, lines_and_told, run, word_file};
use crate::common::TestFolder;

/// A run with properties.
fn formed(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>")
}

fn raised(words: &str) -> String {
    formed("<w:vertAlign w:val=\"superscript\"/>", words)
}

fn lowered(words: &str) -> String {
    formed("<w:vertAlign w:val=\"subscript\"/>", words)
}

fn paragraph(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn styled(style: &str, words: &str) -> String {
    paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"), &run(words))
}

fn point(list: u32, level: u32, words: &str) -> String {
    let place =
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    paragraph(&place, &run(words))
}

fn style(id: &str, name: &str, rest: &str) -> String {
    format!("<w:style w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{rest}</w:style>")
}

fn level(idx: u32, start: u32, format: &str, label: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{idx}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{label}\"/></w:lvl>"
    )
}

/// A file of a body, styles and numbers.
fn file(body: &str, styles: &str, numbers: &str) -> Vec<u8> {
    let relations = "<Relationships><Relationship Id=\"r1\" Target=\"https://example.org/a\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\"/></Relationships>";
    word_file(&[
        ("word/document.xml", &document(body)),
        (
            "word/styles.xml",
            &format!("<w:styles {NAMESPACES}>{styles}</w:styles>"),
        ),
        (
            "word/numbering.xml",
            &format!("<w:numbering {NAMESPACES}>{numbers}</w:numbering>"),
        ),
        ("word/_rels/document.xml.rels", relations),
    ])
}

fn read(body: &str, styles: &str, numbers: &str) -> (Vec<String>, Vec<String>, Raw) {
    let raw = intake::text_of(&file(body, styles, numbers)).unwrap();
    let lines = raw.text.lines().map(str::to_owned).collect();
    let told = raw.told.iter().map(ToString::to_string).collect();
    (lines, told, raw)
}

// ── raised and lowered ──────────────────────────────────────────────────────────────────────────

/// Each line of runs gives its letters, and what is told of it, if anything.
#[track_caller]
fn assert_set<const N: usize>(lines: [(String, &str, &str); N]) {
    for (runs, line, told) in lines {
        let (lines, said) = lines_and_told(&format!("<w:p>{runs}</w:p>"));
        assert_eq!(lines, [line]);
        let told: Vec<&str> = [told].into_iter().filter(|it| !it.is_empty()).collect();
        assert_eq!(said, told, "{line}");
    }
}

#[test]
fn raised_and_lowered_figures_join_no_other_number() {
    let moved = |by: i32, words: &str| formed(&format!("<w:position w:val=\"{by}\"/>"), words);
    assert_set([
        (
            format!("{}{}{}", run("10"), raised("2"), run(" people")),
            "10² people",
            "",
        ),
        (format!("{}{}", run("in 1992"), raised("1")), "in 1992¹", ""),
        (
            format!("{}{}{}", run("in 1992"), raised("1"), raised("2")),
            "in 1992¹²",
            "",
        ),
        (
            format!("{}{}{}", run("H"), lowered("2"), run("O")),
            "H₂O",
            "",
        ),
        (format!("{}{}", run("10"), moved(6, "2")), "10²", ""),
        (format!("{}{}", run("x"), moved(-6, "2")), "x₂", ""),
        (format!("{}{}", run("19"), moved(1, "92")), "1992", ""),
        (format!("{}{}", run("10"), raised("\u{2212}3")), "10⁻³", ""),
        (
            format!("{}{}", run("1992"), raised("1, 2")),
            "1992¹, ²",
            "taken as ordinary letters: raised: “1, 2”, at “1992¹, ²”",
        ),
    ]);
}

#[test]
fn raised_and_lowered_letters_stay_words_and_are_told_where_they_say_something_else() {
    assert_set([
        (format!("{}{}", run("x"), raised("(n+i)")), "x⁽ⁿ⁺ⁱ⁾", ""),
        (format!("{}{}", run("x"), raised("(n+1)")), "x⁽ⁿ⁺¹⁾", ""),
        (
            format!("{}{}{}", run("the 4"), raised("th"), run(" day")),
            "the 4th day",
            "",
        ),
        (
            format!(
                "{}{}{}{}",
                run("the 2"),
                raised("n"),
                raised("d"),
                run(" day")
            ),
            "the 2nd day",
            "",
        ),
        (
            format!("{}{}{}", run("there are 5"), raised("k"), run(" of them")),
            "there are 5k of them",
            "taken as ordinary letters: raised: “k”, at “there are 5k”",
        ),
        (
            format!("{}{}", run("a"), lowered("i")),
            "ai",
            "taken as ordinary letters: lowered: “i”, at “ai”",
        ),
    ]);
}

#[test]
fn a_style_raises_figures_too_and_a_run_may_set_them_level() {
    let up = "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>";
    let styles = [
        style("Up", "up", up),
        style("On", "on", "<w:basedOn w:val=\"Up\"/>"),
    ]
    .concat();
    let in_style = formed("<w:rStyle w:val=\"On\"/>", "2");
    let level = formed(
        "<w:rStyle w:val=\"On\"/><w:vertAlign w:val=\"baseline\"/>",
        "3",
    );
    let body = format!("<w:p>{}{in_style}{}{level}</w:p>", run("10"), run(" and 1"));
    assert_eq!(read(&body, &styles, "").0, ["10² and 13"]);
}

// ── points ──────────────────────────────────────────────────────────────────────────────────────

/// Lists 1 and 2 of one form with levels, 3 with bullets, 4 that begins at 5, 5 in Russian letters, 6 like 1
/// from the beginning.
fn lists() -> String {
    let levels = [
        level(0, 1, "decimal", "%1."),
        level(1, 1, "lowerLetter", "%2)"),
        level(2, 1, "lowerRoman", "%1.%3"),
    ]
    .concat();
    let mut lists = String::new();
    for (form, levels) in [
        ("1", levels),
        ("3", level(0, 1, "bullet", "\u{f0b7}")),
        ("4", level(0, 5, "upperRoman", "(%1)")),
        ("5", level(0, 1, "russianLower", "%1)")),
    ] {
        let _ = write!(
            lists,
            "<w:abstractNum w:abstractNumId=\"{form}\">{levels}</w:abstractNum>"
        );
    }
    let start = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    for (list, form, rest) in [
        (1, 1, ""),
        (2, 1, ""),
        (3, 3, ""),
        (4, 4, ""),
        (5, 5, ""),
        (6, 1, start),
    ] {
        let _ = write!(
            lists,
            "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"{form}\"/>{rest}</w:num>"
        );
    }
    lists
}

#[test]
fn points_keep_the_numbers_that_word_shows() {
    let body = [
        point(1, 0, "peace"),
        point(1, 1, "on land"),
        point(1, 1, "at sea"),
        point(1, 2, "near"),
        point(3, 0, "a bullet"),
        point(1, 0, "water"),
        point(1, 1, "again"),
        point(4, 0, "five"),
        point(4, 0, "six"),
        point(6, 0, "anew"),
        point(0, 0, "none"),
    ]
    .concat();
    let (lines, told, _) = read(&body, "", &lists());
    assert_eq!(
        lines,
        [
            "1. peace",
            "a) on land",
            "b) at sea",
            "1.i near",
            "• a bullet",
            "2. water",
            "a) again",
            "(V) five",
            "(VI) six",
            "1. anew",
            "none",
        ]
    );
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn numbers_that_are_not_understood_are_told() {
    let body = [
        point(1, 0, "one"),
        point(2, 0, "again one"),
        point(5, 0, "letter"),
        point(9, 0, "lost"),
    ]
    .concat();
    let (lines, told, _) = read(&body, "", &lists());
    assert_eq!(lines, ["1. one", "1. again one", "• letter", "• lost"]);
    assert_eq!(
        told,
        [
            "look whether it is so: the number of a point, which Word may count on from another list: “1.”, at “1. again one”",
            "taken with “•”: a point with a number that is not understood; write it by hand: “russianLower”, at “• letter”",
            "taken with “•”: a point with a number that is not understood; write it by hand: “no such list”, at “• lost”",
        ]
    );
}

#[test]
fn styles_of_lists_number_their_points_and_no_point_speaks() {
    let of_list = |list| format!("<w:pPr><w:numPr><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>");
    let styles = [
        style("ListNumber", "List Number", &of_list(1)),
        style("ListBullet", "List Bullet", &of_list(3)),
        style("Own", "own", "<w:basedOn w:val=\"ListNumber\"/>"),
        style(
            "Off",
            "off",
            &format!("<w:basedOn w:val=\"Own\"/>{}", of_list(0)),
        ),
    ]
    .concat();
    let body = [
        styled("Normal", "Dr. Ada Reader"),
        styled("Normal", "We ask for these, and for no more."),
        styled("ListNumber", "Peace"),
        styled("Own", "Water"),
        styled("ListBullet", "Light"),
        styled("Off", "Thanks to all of you, and to those who came."),
        styled("Normal", "Dr. Bo Writer"),
        styled("Normal", "So do we, and always did."),
    ]
    .concat();
    let (lines, _, raw) = read(&body, &styles, &lists());
    assert_eq!(lines[2..5], ["1. Peace", "2. Water", "• Light"]);
    let taken = pasted::take_file_apart(&raw);
    let names: Vec<_> = taken.statements.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Ada Reader", "Bo Writer"]);
    assert_eq!(taken.statements[0].paragraphs.len(), 5);
}

#[test]
fn points_of_any_kind_are_never_speakers() {
    // In Word a capital letter before a point looks like a name; in plain text a number tells.
    let capital = level(0, 1, "upperLetter", "%1.");
    let numbers = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{capital}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let body = [
        styled("Normal", "Ada Reader"),
        styled("Normal", "We ask for these, and for no more."),
        point(1, 0, "Water"),
        styled("Normal", "That is what we ask of you."),
    ]
    .concat();
    let (lines, _, raw) = read(&body, "", &numbers);
    assert_eq!(lines[2], "A. Water");
    let of_word = pasted::take_file_apart(&raw);
    let of_text = pasted::take_apart(
        "Ada Reader\n\nWe ask for these, and for no more.\n\n1. Water\n\nThat is what we ask of you.\n",
    );
    for taken in [of_word, of_text] {
        assert_eq!(taken.statements.len(), 1, "{taken:?}");
        assert_eq!(taken.statements[0].paragraphs.len(), 3);
    }
    // An ordinal above everything is no point.
    let taken = pasted::take_apart(
        "3. Uluslararası Gün\n10 Aralık 2024\n\nAyla Yazar\nDirektör\n\nİlk sözler, sonra başkaları.\n",
    );
    assert_eq!(taken.headings, ["3. Uluslararası Gün", "10 Aralık 2024"]);
    assert_eq!(taken.statements[0].name, "Ayla Yazar");
}

// ── struck through ──────────────────────────────────────────────────────────────────────────────

#[test]
fn words_struck_through_by_hand_stay_and_are_told() {
    let styles = style("Gone", "gone", "<w:rPr><w:strike/></w:rPr>");
    for properties in ["<w:strike/>", "<w:dstrike/>", "<w:rStyle w:val=\"Gone\"/>"] {
        let (one, two) = (formed(properties, "ne"), formed(properties, "ver"));
        let body = format!("<w:p>{}{one}{two}{}</w:p>", run("We "), run(" forget."));
        let (lines, told, _) = read(&body, &styles, "");
        assert_eq!(lines, ["We never forget."]);
        assert_eq!(
            told,
            [
                "“never” is struck through in the file; it is in the text, look whether it is meant, at “We never forget.”"
            ]
        );
    }
    let level = formed("<w:strike w:val=\"0\"/>", "never");
    assert!(lines_and_told(&format!("<w:p>{level}</w:p>")).1.is_empty());
}

// ── form that is not taken over ─────────────────────────────────────────────────────────────────

#[test]
fn form_that_is_not_taken_over_is_told_in_one_line() {
    let cell = |words: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", run(words));
    let link = format!(
        "<w:hyperlink r:id=\"r1\" xmlns:r=\"urn:r\">{}</w:hyperlink>",
        run("our page")
    );
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let to_field = format!(
        "{}<w:r><w:instrText> HYPERLINK \"https://example.org/b\" </w:instrText></w:r>{}{}{}",
        field("begin"),
        field("separate"),
        run("another"),
        field("end")
    );
    let within = "<w:fldSimple w:instr=\"HYPERLINK \\l &quot;place&quot;\"><w:r><w:t>here</w:t></w:r></w:fldSimple>";
    let body = format!(
        "<w:p>{}{}{}{}</w:p><w:p>{link}{}{to_field}{within}</w:p>\
         <w:p><w:r><w:drawing><a:pic/></w:drawing></w:r></w:p>\
         <w:tbl><w:tr>{}{}</w:tr></w:tbl><w:tbl><w:tr>{}</w:tr></w:tbl>",
        formed("<w:b/>", "Bold"),
        formed("<w:b/>", "er"),
        run(" and "),
        formed("<w:i/>", "slanted words."),
        run(" and "),
        cell("In favour"),
        cell("48"),
        cell("alone"),
    );
    let folder = TestFolder::new("intake-form");
    folder.write("a.docx", file(&body, "", ""));
    let (output, said) = init(&folder, "a.docx");
    assert!(output.status.success(), "{said}");
    for line in [
        "not taken over: bold or italic in 2 places, the address of 2 links, 1 picture, the columns of 1 table\n",
        "left out: the address of a link: “https://example.org/a”, at “our page”\n",
        "left out: the address of a link: “https://example.org/b”, at “another”\n",
    ] {
        assert!(said.contains(line), "{said}");
    }
    folder.write(
        "b.docx",
        file(
            &format!("<w:p>{}</w:p>", formed("<w:i/>", "Words, and more.")),
            "",
            "",
        ),
    );
    std::fs::remove_dir_all(folder.path.join("out")).unwrap();
    let said = init(&folder, "b.docx").1;
    assert!(
        said.contains("not taken over: bold or italic in 1 place\n"),
        "{said}"
    );
    folder.write(
        "c.docx",
        file(&format!("<w:p>{}</w:p>", run("Words, and more.")), "", ""),
    );
    std::fs::remove_dir_all(folder.path.join("out")).unwrap();
    let said = init(&folder, "c.docx").1;
    assert!(!said.contains("not taken over"), "{said}");
}

// ── headings ────────────────────────────────────────────────────────────────────────────────────

fn heading_styles() -> String {
    [
        style("berschrift1", "heading 1", ""),
        style("berschrift2", "heading 2", ""),
        style("Titel", "Title", ""),
        style("Own", "speaker", "<w:basedOn w:val=\"berschrift1\"/>"),
        style(
            "Inhalt",
            "TOC Heading",
            "<w:basedOn w:val=\"berschrift1\"/>",
        ),
    ]
    .concat()
}

#[test]
fn where_headings_name_speakers_short_lines_do_not() {
    let body = [
        styled("Titel", "A day of words"),
        styled("Normal", "10 December 2024"),
        styled("berschrift1", "Ada Reader, Ph.D."),
        styled("Normal", "Director"),
        styled("Normal", "First words, and more of them."),
        styled("berschrift2", "What we ask"),
        styled("Normal", "Peace for all of us, and soon."),
        styled("Normal", "Ask Bo Writer"),
        styled("Normal", "He knows, as you do."),
        styled("Own", "Bo Writer"),
        styled("Normal", "Second words, and an end."),
    ]
    .concat();
    let (_, told, raw) = read(&body, &heading_styles(), "");
    assert_eq!(
        told,
        ["taken as a paragraph: heading inside a speech: “What we ask”"]
    );
    let taken = pasted::take_file_apart(&raw);
    assert_eq!(taken.headings, ["A day of words", "10 December 2024"]);
    let [ada, bo] = &taken.statements[..] else {
        panic!("{taken:?}")
    };
    assert_eq!(
        (ada.name.as_str(), bo.name.as_str()),
        ("Ada Reader, Ph.D.", "Bo Writer")
    );
    assert_eq!(ada.titles, ["Director"]);
    assert_eq!(
        ada.paragraphs,
        [
            "First words, and more of them.",
            "What we ask",
            "Peace for all of us, and soon.",
            "Ask Bo Writer",
            "He knows, as you do.",
        ]
    );
    assert_eq!(bo.paragraphs, ["Second words, and an end."]);
}

#[test]
fn without_headings_of_the_first_level_speakers_are_found_by_their_lines() {
    let body = [
        styled("Inhalt", "Contents"),
        styled("berschrift2", "Ada Reader"),
        styled("Normal", "First words, and more of them."),
        styled("Normal", "Bo Writer"),
        styled("Normal", "Second words, and an end."),
    ]
    .concat();
    let (lines, told, raw) = read(&body, &heading_styles(), "");
    assert!(told.is_empty(), "{told:?}");
    let taken = pasted::take_file_apart(&raw);
    assert_eq!(
        taken,
        pasted::take_file_apart(&Raw {
            marks: BTreeMap::default(),
            ..raw
        })
    );
    assert_eq!(taken.statements.len(), 2, "{lines:?}");
}

#[test]
fn the_number_of_a_heading_is_no_part_of_a_name() {
    let body = [
        paragraph(
            "<w:pStyle w:val=\"berschrift1\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr>",
            &run("Ada Reader"),
        ),
        styled("Normal", "First words, and more of them."),
    ]
    .concat();
    let (_, told, raw) = read(&body, &heading_styles(), &lists());
    assert_eq!(
        told,
        ["left out: the number of a heading: “1.”, at “Ada Reader”"]
    );
    assert_eq!(
        pasted::take_file_apart(&raw).statements[0].name,
        "Ada Reader"
    );
}

#[test]
fn labels_addresses_and_styles_take_no_more_than_their_length() {
    let long = "%1".repeat(1_000_000);
    let numbers = format!(
        "<w:abstractNum w:abstractNumId=\"1\">{}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>",
        level(0, u32::MAX, "lowerLetter", &long)
    );
    let (lines, ..) = read(&point(1, 0, "x").repeat(20_000), "", &numbers);
    assert_eq!(lines.len(), 20_000);
    assert!(lines.iter().all(|line| line == "• x"));
    let link = "<w:hyperlink r:id=\"r1\" xmlns:r=\"urn:r\"><w:r><w:t>x</w:t></w:r></w:hyperlink>";
    let (_, _, raw) = read(&format!("<w:p>{}</w:p>", link.repeat(5_000)), "", "");
    assert_eq!(
        (raw.untaken.n_links, raw.untaken.addresses.len()),
        (5_000, 1)
    );
}
