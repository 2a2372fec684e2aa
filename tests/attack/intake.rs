//! Text as people have it: every word of a Word file is in the draft or told, and lines become paragraphs
//! or are told.

mod form;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Output};

use bifolio::content::intake::raw::{Raw, RawError};
use bifolio::content::intake::{self, draft, pasted};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::{TestFolder, outcome_of};

const WORD: &str = "tests/fixtures/attack/docx";

// ── Word ────────────────────────────────────────────────────────────────────────────────────────

fn read(name: &str) -> Result<Raw, RawError> {
    intake::text_of(&std::fs::read(Path::new(WORD).join(name)).unwrap())
}

/// The words a text has and those that are told, or why it is refused.
type End = Result<(&'static str, &'static [&'static str]), RawError>;

/// Every case of the folder: the words its text has and those that are told, or why it is refused.
#[rustfmt::skip]
const CASES: &[(&str, End)] = &[
    ("abs.docx", Ok(("Hello there, these are my words. 613 people.", &[]))),
    ("altchunk.docx", Ok(("words beside a chunk are here.", &["a part that Word takes in from another file", "The note words"]))),
    ("backslash.docx", Ok(("Hello there, these are my words. 613 people.", &[]))),
    ("badutf8.docx", Err(RawError::BadWord)),
    ("bom16.docx", Ok(("Hello there, these are my words. 613 people.", &[]))),
    ("caps.docx", Ok(("caps words are here now.", &["The note words"]))),
    ("comment.docx", Ok(("words of the text stand here.", &["The note words"]))),
    ("deep1000.docx", Err(RawError::TooDeep)),
    ("deep20000.docx", Err(RawError::TooDeep)),
    ("deep200000.docx", Err(RawError::TooDeep)),
    ("deep_p20000.docx", Err(RawError::TooDeep)),
    ("deep_p5000.docx", Err(RawError::TooDeep)),
    ("deep_p60000.docx", Err(RawError::TooDeep)),
    ("deep_t.docx", Err(RawError::TooDeep)),
    ("drawing.docx", Ok(("words beside a picture are here.", &["The note words"]))),
    ("dup.docx", Err(RawError::Doubled)),
    ("empty.docx", Ok(("", &[]))),
    ("emptyzip.docx", Err(RawError::OtherWriter)),
    ("encrypted.docx", Err(RawError::Locked)),
    ("field.docx", Ok(("link text here is long.\u{2011}•after sym\u{ad}x", &["The note words"]))),
    ("footref.docx", Ok(("words go on and on here.", &["note: “The note words”, at “words”"]))),
    ("hidden.docx", Ok((" seen words are here now.", &["hidden text: “HIDDENWORDS”, at “seen words are here now.”", "The note words"]))),
    ("html.html", Err(RawError::WebPage)),
    ("inject.docx", Ok(("# not a comment", &[]))),
    ("inject_name.docx", Ok(("H.E. Ada: #Example {x}", &[]))),
    ("laughs.docx", Err(RawError::BadWord)),
    ("macro.docm", Ok(("Hello there, these are my words. 613 people.", &[]))),
    ("math.docx", Ok(("x=5 words of math stand here.", &["taken as plain text: an equation: “x=5”", "The note words"]))),
    ("method99.docx", Err(RawError::BadWord)),
    ("nobreakhyphen.docx", Ok(("Between 5\u{2011}6 people died in the years 1992\u{2011}1994, a well\u{2011}known fact, costs ≥5 and more.", &[]))),
    ("notzip.docx", Ok(("", &[]))),
    ("noxml.docx", Err(RawError::OtherWriter)),
    ("odt.odt", Err(RawError::OtherWriter)),
    ("ok.docx", Ok(("Hello there, these are my words. 613 people.", &[]))),
    ("ole.doc", Err(RawError::OldWord)),
    ("pages.pages", Err(RawError::OtherWriter)),
    ("rtf.rtf", Err(RawError::OtherWriter)),
    ("ruby.docx", Ok(("base words are here now", &["“RT”, at “base words are here now”", "The note words"]))),
    ("sdt.docx", Ok(("in a control, these words stand.", &["The note words"]))),
    ("tracked.docx", Ok(("inserted kept words are here now.", &["taken: put in with changes tracked: “inserted”", "left out: struck out with changes tracked: “deleted”", "The note words"]))),
    ("trunc.docx", Err(RawError::BadWord)),
    ("upper.docx", Ok(("Hello there, these are my words. 613 people.", &[]))),
    ("xlsx.xlsx", Err(RawError::OtherWriter)),
    ("xxe.docx", Err(RawError::BadWord)),
];

#[test]
fn every_odd_word_file_is_read_or_refused_with_words() {
    for (name, expected) in CASES {
        match (read(name), expected) {
            (Ok(raw), Ok((words, told))) => {
                assert!(raw.text.contains(words), "{name}: {raw:?}");
                assert_eq!(raw.told.len(), told.len(), "{name}: {:?}", raw.told);
                for (said, words) in raw.told.iter().zip(*told) {
                    assert!(said.to_string().contains(words), "{name}: {said}");
                }
            }
            (Err(error), Err(expected)) => assert_eq!(error, *expected, "{name}"),
            (read, _) => panic!("{name}: {read:?}"),
        }
    }
    let n_files = std::fs::read_dir(WORD).unwrap().count();
    assert_eq!(n_files, CASES.len(), "a case without what it ends with");
}

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:v=\"urn:v\"";

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

fn document(body: &str) -> String {
    format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
}

/// The lines of a body, and what is told of it.
fn lines_and_told(body: &str) -> (Vec<String>, Vec<String>) {
    let file = word_file(&[("word/document.xml", &document(body))]);
    let raw = intake::text_of(&file).unwrap();
    let told = raw.told.iter().map(ToString::to_string).collect();
    (raw.text.lines().map(str::to_owned).collect(), told)
}

fn run(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

fn box_of(words: &str) -> String {
    format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run(words))
}

fn field(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
}

/// Each paragraph gives its lines, and what is told of it.
#[track_caller]
fn assert_read<const N: usize>(paragraphs: [(String, Vec<&str>, Vec<&str>); N]) {
    for (xml, lines, told) in paragraphs {
        let (found, said) = lines_and_told(&format!("<w:p>{xml}</w:p>"));
        assert_eq!(found, lines, "{xml}");
        assert_eq!(said, told, "{xml}");
    }
}

#[test]
fn words_of_boxes_and_drawings_are_in_the_text_or_told_once() {
    assert_read([
        (
            format!(
                "{}<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>{}",
                run("be"),
                box_of("box"),
                box_of("box"),
                run("fore")
            ),
            vec!["before", "box"],
            vec![],
        ),
        (
            format!(
                "<w:r><mc:AlternateContent><mc:Choice><a:x/></mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
                box_of("box")
            ),
            vec!["", "box"],
            vec![],
        ),
        (
            format!(
                "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>",
                box_of("one"),
                box_of("two")
            ),
            vec!["", "one"],
            vec!["left out: another wording of the same box: “two”"],
        ),
        (
            "<w:r><w:pict><v:textpath string=\"Our day\"/></w:pict><a:t>drawn</a:t></w:r>"
                .to_owned(),
            vec![""],
            vec![
                "left out: words as a drawing: “Our day”",
                "left out: words in a drawing: “drawn”",
            ],
        ),
    ]);
}

#[test]
fn words_that_are_hidden_or_moved_are_told_once() {
    let hidden = |words: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{words}</w:t></w:r>");
    assert_read([
        (
            format!("{}{}{}", hidden("not "), hidden("seen"), run("seen")),
            vec!["seen"],
            vec!["left out: hidden text: “not seen”, at “seen”"],
        ),
        (
            "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>seen</w:t></w:r>".to_owned(),
            vec!["seen"],
            vec![],
        ),
        (
            format!(
                "<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>",
                run("moved"),
                run("moved")
            ),
            vec!["moved"],
            vec!["left out: moved away with changes tracked: “moved”, at “moved”"],
        ),
        (
            format!(
                "<w:pPr><w:pPrChange><w:pPr><w:numPr/></w:pPr></w:pPrChange></w:pPr>{}",
                run("no point")
            ),
            vec!["no point"],
            vec![],
        ),
    ]);
}

#[test]
fn what_a_field_says_is_in_the_text_and_what_it_is_told_is_told() {
    assert_read([
        (
            format!(
                "{}<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>{}{}{}{}",
                field("begin"),
                run("told"),
                field("separate"),
                run("shown"),
                field("end")
            ),
            vec!["shown"],
            vec!["left out: what a field is told: “told”, at “shown”"],
        ),
        (
            format!(
                "{}<w:r><w:instrText> EQ \\f(1;2)</w:instrText></w:r>{}{}",
                field("begin"),
                field("end"),
                run("half")
            ),
            vec!["half"],
            vec!["left out: a field that Word works out: “EQ \\f(1;2)”, at “half”"],
        ),
        (
            format!("<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple>", run("7")),
            vec!["7"],
            vec![],
        ),
        (
            // A field that is never closed hides nothing after its paragraph.
            format!("{}</w:p><w:p>{}", field("begin"), run("after")),
            vec!["", "after"],
            vec![],
        ),
    ]);
}

#[test]
fn equations_signs_and_gaps_are_letters() {
    assert_read([
    (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>".to_owned(),
        vec!["1/2"],
        vec!["taken as plain text: an equation: “1/2”, at “1/2”"],
    ),
    (
        "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/><w:sym w:font=\"Acme\" w:char=\"F041\"/><w:t>on</w:t></w:r>".to_owned(),
        vec!["→on"],
        vec!["left out: a sign of a font: “Acme F041”, at “→on”"],
    ),
    (
        "<w:r><w:t>5</w:t><w:ptab/><w:t>6</w:t><w:tab/><w:t>7<!-- x -->8</w:t></w:r>".to_owned(),
        vec!["5 6 78"],
        vec![],
    ),
    ]);
}

#[test]
fn words_of_other_parts_of_a_word_file_are_told() {
    let part = |kind: &str, body: &str| format!("<w:{kind} {NAMESPACES}>{body}</w:{kind}>");
    let header = part("hdr", &format!("<w:p>{}</w:p>", run("Press office")));
    let comment = format!(
        "<w:comment w:id=\"0\"><w:p>{}</w:p></w:comment>",
        run("is this so?")
    );
    let file = word_file(&[
        (
            "word/document.xml",
            &document(&format!("<w:p>{}</w:p>", run("words"))),
        ),
        ("word/header1.xml", &header),
        ("word/header2.xml", &header),
        ("word/comments.xml", &part("comments", &comment)),
        ("word/charts/chart1.xml", "<c/>"),
    ]);
    let raw = intake::text_of(&file).unwrap();
    let told: Vec<_> = raw.told.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "left out: comment: “is this so?”",
            "left out: at the head or foot of the pages: “Press office”",
            "left out: a chart or diagram: “word/charts/chart1.xml”",
        ]
    );
}

#[test]
fn words_where_none_belong_are_told() {
    let (lines, told) = lines_and_told("<w:p><w:rPr><w:t>set</w:t></w:rPr></w:p>");
    assert_eq!(lines, [""]);
    assert_eq!(told, ["left out: words among settings: “set”"]);
    let (lines, told) = lines_and_told("<w:r><w:t>loose</w:t></w:r><w:p/>");
    assert_eq!(lines, ["loose", ""]);
    assert!(told.is_empty());
}

#[test]
fn words_in_a_style_that_hides_them_are_hidden() {
    let styles = format!(
        "<w:styles {NAMESPACES}><w:style w:styleId=\"Hid\"><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:styleId=\"On\"><w:basedOn w:val=\"Hid\"/></w:style>\
         <w:style w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style><w:style w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style></w:styles>"
    );
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"On\"/></w:pPr>{}<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>shown</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:rStyle w:val=\"Hid\"/></w:rPr><w:t>two</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"A\"/></w:rPr><w:t>seen</w:t></w:r></w:p>",
        run("one")
    );
    let file = word_file(&[
        ("word/document.xml", &document(&body)),
        ("word/styles.xml", &styles),
    ]);
    let raw = intake::text_of(&file).unwrap();
    assert_eq!(raw.text, "shown\nseen\n");
    let told: Vec<_> = raw.told.iter().map(|told| told.words.as_str()).collect();
    assert_eq!(told, ["one", "two"]);
}

#[test]
fn a_document_by_another_name_or_in_the_strict_form_is_found() {
    let relations = "<Relationships><Relationship Id=\"r\" \
        Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" \
        Target=\"/word/document2.xml\"/></Relationships>";
    let xml = document(&format!("<w:p>{}</w:p>", run("words"))).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    );
    let file = word_file(&[("_rels/.rels", relations), ("word/document2.xml", &xml)]);
    assert_eq!(intake::text_of(&file).unwrap().text, "words\n");
}

#[test]
fn no_word_file_takes_more_than_its_share() {
    let deep = |n: usize| {
        let boxes = "<w:p><w:r>".repeat(n);
        document(&format!("{boxes}<w:t>x</w:t>{}", "</w:r></w:p>".repeat(n)))
    };
    let attributes = |n: usize| {
        (0..n).fold(String::new(), |mut all, idx| {
            let _ = write!(all, " a{idx}=\"\"");
            all
        })
    };
    let namespaces = |n: usize| {
        (0..n).fold(String::new(), |mut all, idx| {
            let _ = write!(all, "<w:p xmlns:n{idx}=\"n{idx}\"/>");
            all
        })
    };
    for (xml, expected) in [
        (deep(126), None),
        (deep(200), Some(RawError::TooDeep)),
        (deep(500_000), Some(RawError::TooDeep)),
        (document(&format!("<w:p{}/>", attributes(50))), None),
        (
            document(&format!("<w:p{}/>", attributes(200_000))),
            Some(RawError::TooMuch),
        ),
        (document(&namespaces(100)), None),
        (document(&namespaces(60_000)), Some(RawError::TooMuch)),
        (
            document(&"<w:p/>".repeat(1_100_000)),
            Some(RawError::TooMuch),
        ),
        (document(&" ".repeat(17_000_000)), Some(RawError::TooMuch)),
    ] {
        let read = intake::text_of(&word_file(&[("word/document.xml", &xml)]));
        assert_eq!(read.err(), expected);
    }
    // Fields that are opened and never closed, and boxes in boxes in both forms.
    let fields = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>".repeat(20_000);
    assert!(lines_and_told(&fields).0.len() == 20_000);
    let boxes = (0..60).fold(run("x"), |inner, _| {
        format!("<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback><w:t>x</w:t></mc:Fallback></mc:AlternateContent>")
    });
    assert_eq!(lines_and_told(&format!("<w:p>{boxes}</w:p>")).0, ["x"]);
}

#[test]
fn a_range_is_no_figure_and_a_hyphen_joins_no_numbers() {
    let raw = read("nobreakhyphen.docx").unwrap();
    let more = format!(
        "{}We counted 613 people, 70 elders, 31 houses and 12\u{2013}15 guests there.\n",
        raw.text
    );
    let yaml = draft::yaml(&pasted::take_apart(&more), "x");
    assert!(yaml.contains("value: 613,"), "{yaml}");
    for wrong in [
        "value: 56",
        "19921994",
        "value: 6,",
        "value: 15",
        "value: 12",
    ] {
        assert!(!yaml.contains(wrong), "{wrong}: {yaml}");
    }
    let numbers = |text| {
        bifolio::content::figures::numbers(text)
            .map(|(_, it)| it)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        numbers("5\u{2011}6 and 1992\u{2011}1994, 1992\u{2013}94"),
        [5, 6, 1992, 1994, 1992, 94]
    );
    assert_eq!(numbers("12\u{ad}34"), [12, 34]);
}

fn init(folder: &TestFolder, name: &str) -> (Output, String) {
    let program = env!("CARGO_BIN_EXE_bifolio");
    let output = Command::new(program)
        .current_dir(&folder.path)
        .args(["init", "out", "--from", name])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output, said)
}

#[test]
fn init_tells_what_of_a_word_file_it_did_not_take() {
    let folder = TestFolder::new("intake-told");
    folder.write(
        "a.docx",
        std::fs::read(Path::new(WORD).join("hidden.docx")).unwrap(),
    );
    let (output, said) = init(&folder, "a.docx");
    assert!(output.status.success(), "{said}");
    for words in [
        "left out: hidden text: “HIDDENWORDS”, at “seen words are here now.”\n",
        "left out: note: “The note words”\n",
        "left out: 1 note of the Word file: put the words in where they belong\n",
    ] {
        assert!(said.contains(words), "{said}");
    }
}

// ── text files ──────────────────────────────────────────────────────────────────────────────────

/// Articles of the Declaration as a text has them, each longer than a screen is wide.
const ARTICLES: [&str; 3] = [
    "All human beings are born free and equal in dignity and rights. They are endowed with reason and conscience and should act towards one another in a spirit of brotherhood.",
    "Everyone is entitled to all the rights and freedoms set forth in this Declaration, without distinction of any kind, such as race, colour, sex, language, religion, political or other opinion.",
    "Everyone has the right to life, liberty and the security of person.",
];

/// The same with lines of at most so many letters.
fn broken(text: &str, most: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().unwrap();
        if last.len() + word.len() >= most && !last.is_empty() {
            lines.push(word.to_owned());
        } else {
            let gap = if last.is_empty() { "" } else { " " };
            let _ = write!(last, "{gap}{word}");
        }
    }
    lines.join("\n")
}

/// What is said of a statement in a file, and its paragraphs in the PDF.
fn stated(case: &str, file: &str, text: impl AsRef<[u8]>) -> (String, Vec<String>) {
    let folder = TestFolder::new(&format!("intake-{case}"));
    folder.write(file, text);
    folder.write(
        "booklet.yaml",
        format!(
            "bifolio: 1\ntitle: T\ndate: 2024-05-01\nlanguage: en\npeople: {{a: {{name: Ada}}}}\n\
             sections:\n  - statement: {{by: a, file: {file}}}\n"
        ),
    );
    let (said, pdf) = outcome_of(&folder.path);
    let script = bifolio::review::script::script(pdf.unwrap_or_else(|| panic!("{said}"))).unwrap();
    let paragraphs = script
        .lines()
        .filter_map(|line| line.trim().strip_prefix("P: "));
    (said, paragraphs.map(str::to_owned).collect())
}

#[test]
fn a_text_file_has_the_same_paragraphs_in_a_statement_as_in_a_draft() {
    let lines = ARTICLES.join("\n");
    let blank = ARTICLES.join("\n\n");
    let wrapped = ARTICLES.map(|it| broken(it, 72)).join("\n\n");
    let mixed = format!("Dear friends,\n\n{lines}\n");
    for (case, text, says) in [
        (
            "lines",
            lines.clone(),
            "each line of `s.txt` is taken for a paragraph",
        ),
        (
            "lines-crlf",
            lines.replace('\n', "\r\n"),
            "each line of `s.txt`",
        ),
        (
            "lines-cr",
            lines.replace('\n', "\r"),
            "each line of `s.txt`",
        ),
        ("blank", blank, ""),
        ("wrapped", wrapped, ""),
        ("mixed", mixed.clone(), "each line of `s.txt`"),
    ] {
        let (said, paragraphs) = stated(case, "s.txt", &text);
        let of_text = &paragraphs[paragraphs.len() - 3..];
        assert_eq!(of_text, ARTICLES, "{case}: {paragraphs:?}");
        assert!(said.contains(says), "{case}: {said}");
        assert_eq!(said.is_empty(), says.is_empty(), "{case}: {said}");
        let raw = intake::text_of(text.as_bytes()).unwrap();
        let drafted = pasted::take_file_apart(&raw);
        let drafted = drafted.statements.iter().flat_map(|it| &it.paragraphs);
        let drafted: Vec<_> = drafted.map(String::as_str).collect();
        assert_eq!(drafted[drafted.len() - 3..], ARTICLES, "{case}");
    }
    let (_, paragraphs) = stated("mixed", "s.txt", mixed);
    assert!(
        paragraphs.iter().any(|it| it == "Dear friends,"),
        "{paragraphs:?}"
    );
}

#[test]
fn wide_text_files_are_read_and_lines_that_may_be_one_paragraph_are_told() {
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(ARTICLES.join("\r\n\r\n").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let (said, paragraphs) = stated("wide", "s.txt", wide);
    assert!(said.is_empty(), "{said}");
    assert_eq!(paragraphs[paragraphs.len() - 3..], ARTICLES);
    // Lines of one length without a blank line: where one ends early, a paragraph may end.
    let (said, paragraphs) = stated("one", "s.txt", ARTICLES.map(|it| broken(it, 72)).join("\n"));
    assert!(said.contains("s.txt:2:1: warning"), "{said}");
    assert!(said.contains("are taken for one paragraph"), "{said}");
    assert!(paragraphs.contains(&ARTICLES.join(" ")), "{paragraphs:?}");
    // A name under words stays with them as ever, and is told.
    let signed = format!("{}\n\nAda Reader\nDirector\n", ARTICLES[0]);
    let (said, paragraphs) = stated("signed", "s.txt", signed);
    assert!(said.contains("s.txt:4:1: warning"), "{said}");
    assert!(
        paragraphs.iter().any(|it| it == "Ada Reader Director"),
        "{paragraphs:?}"
    );
}

#[test]
fn a_complaint_of_a_text_whose_lines_are_paragraphs_marks_its_line() {
    let folder = TestFolder::new("intake-places");
    folder.write(
        "s.txt",
        format!(
            "{}\r\nA sign that no face has: \u{f0b7} here.\r\n",
            ARTICLES[0]
        ),
    );
    folder.write(
        "booklet.yaml",
        "bifolio: 1\ntitle: T\ndate: 2024-05-01\nlanguage: en\npeople: {a: {name: Ada}}\n\
         sections:\n  - statement: {by: a, file: s.txt}\n",
    );
    let (said, pdf) = outcome_of(&folder.path);
    assert!(pdf.is_none());
    assert!(said.contains("s.txt:2:26: error"), "{said}");
}

#[test]
fn marks_of_markdown_keep_their_lines() {
    let folder = TestFolder::new("intake-markdown");
    for (name, text, says) in [
        ("a.txt", ARTICLES.join("\n"), "each line of `a.txt`"),
        ("b.md", ARTICLES.join("\n"), ""),
        (
            "c.txt",
            "- first point of all\n- second point of all\n".to_owned(),
            "",
        ),
    ] {
        folder.write(name, text);
        folder.write(
            "booklet.yaml",
            format!(
                "bifolio: 1\ntitle: T\ndate: 2024-05-01\nlanguage: en\n\
                 sections:\n  - text: {{file: {name}}}\n"
            ),
        );
        let (said, pdf) = outcome_of(&folder.path);
        assert!(pdf.is_some(), "{said}");
        assert!(said.contains(says), "{said}");
        assert_eq!(said.is_empty(), says.is_empty(), "{name}: {said}");
    }
}

#[test]
fn init_says_which_way_it_took_line_ends() {
    let folder = TestFolder::new("intake-said");
    folder.write("lines.txt", ARTICLES.join("\n"));
    folder.write("broken.txt", ARTICLES.map(|it| broken(it, 72)).join("\n\n"));
    let (_, said) = init(&folder, "lines.txt");
    assert!(
        said.contains("found: 2 lines taken for a paragraph each"),
        "{said}"
    );
    std::fs::remove_dir_all(folder.path.join("out")).unwrap();
    let (_, said) = init(&folder, "broken.txt");
    assert!(
        said.contains("found: 4 lines that go on with the line before"),
        "{said}"
    );
}

#[test]
fn what_parts_lines_never_joins_words() {
    let raw = intake::text_of(
        "Ada Reader\rDirector\u{b}Chair\rOne\u{85}two\u{2028}three, and more.\r".as_bytes(),
    )
    .unwrap();
    let taken = pasted::take_file_apart(&raw);
    assert_eq!(taken.statements[0].titles, ["Director", "Chair"]);
    assert_eq!(taken.statements[0].paragraphs, ["One two three, and more."]);
    // Paragraphs of Word are never joined, whatever their length.
    let words = [
        "one demand of ours that is as long as a line of a mail",
        "another demand of ours that is just about as long",
        "and a third, to be sure, which ends as sentences do.",
    ];
    let body = words.map(|it| format!("<w:p>{}</w:p>", run(it))).concat();
    let raw = intake::text_of(&word_file(&[("word/document.xml", &document(&body))])).unwrap();
    let taken = pasted::take_file_apart(&raw);
    let spoken = &taken.statements[0];
    assert_eq!(
        (spoken.name.as_str(), &spoken.titles[..]),
        (words[0], &[words[1].to_owned()][..])
    );
}

// ── suggested figures ───────────────────────────────────────────────────────────────────────────

/// The draft with some of its suggested figures taken, as the remarks in it say.
fn taking(yaml: &str, figures: &[&str]) -> String {
    let is_taken = |name: &str| figures.contains(&name);
    let mut key = "";
    let mut taken = String::new();
    for line in yaml.lines() {
        let bare = line.trim_start();
        let Some(rest) = bare.strip_prefix('#') else {
            let _ = writeln!(taken, "{line}");
            continue;
        };
        let words = rest.trim_start();
        if let (2, Some((name, _))) = (rest.len() - words.len(), words.split_once(':')) {
            key = name;
        }
        let takes = match words.split_once(' ').unwrap_or((words, "")) {
            ("figures:", _) => !figures.is_empty(),
            ("-", "figures:") => {
                key = "";
                !figures.is_empty()
            }
            ("-", rest) if rest.starts_with("figures:") => {
                key = "";
                // Dots need their figure.
                is_taken("people")
            }
            ("-", rest) => {
                let (name, remark) = rest.split_once(' ').unwrap_or((rest, ""));
                is_taken(name) && (remark.is_empty() || !is_taken("people"))
            }
            ("style:", style) => !figures.is_empty() && (style != "dots" || is_taken("people")),
            ("show:", list) => !figures.is_empty() && (list.is_empty() || is_taken("people")),
            ("of:", _) => is_taken(key) && is_taken("people"),
            _ => rest.starts_with("  ") && is_taken(key),
        };
        let indent = &line[..line.len() - bare.len()];
        let line = if takes {
            [indent, rest].concat()
        } else {
            line.to_owned()
        };
        let _ = writeln!(taken, "{line}");
    }
    taken
}

#[test]
fn any_of_the_suggested_figures_may_be_taken_without_the_others() {
    let text = "Our day\n10 December 2024\n\nDr. Ada Reader\n\n\
        We counted 613 people, including 63 children, and 70 houses. That is what we know of them today.\n";
    let yaml = draft::yaml(&pasted::take_apart(text), "day");
    let all = ["people", "children", "houses"];
    for name in all {
        assert!(yaml.contains(&format!("#  {name}:")), "{yaml}");
    }
    for bits in 0..8_u8 {
        let some: Vec<&str> = (0..3)
            .filter(|bit| bits >> bit & 1 == 1)
            .map(|bit| all[bit])
            .collect();
        let folder = TestFolder::new(&format!("intake-taken{bits}"));
        let taken = taking(&yaml, &some);
        folder.write("booklet.yaml", &taken);
        let (said, pdf) = outcome_of(&folder.path);
        assert!(said.is_empty(), "{some:?}: {said}\n{taken}");
        let script = bifolio::review::script::script(pdf.unwrap()).unwrap();
        for (name, value) in all.iter().zip(["613", "63", "70"]) {
            let n_shown = script.matches(&format!("TD: {value}\n")).count();
            assert_eq!(
                n_shown,
                usize::from(some.contains(name)),
                "{some:?} {value}: {script}"
            );
        }
    }
}

#[test]
fn many_numbers_and_many_speakers_take_no_more_than_their_length() {
    let mut text = String::from("Dr. Ada Reader\n\nWe counted");
    for number in 0..30_000 {
        let _ = write!(text, " and {} stones", 10_000 + number);
    }
    for speaker in 0..10_000 {
        let _ = write!(
            text,
            ".\n\nDr. Bo Writer{speaker}\n\nMore words, and an end"
        );
    }
    text.push_str(".\n\n");
    for day in 0..100_000 {
        let (year, month, day) = (1000 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
        let _ = write!(text, "{year:04}-{month:02}-{day:02} ");
    }
    text.push_str("were days.\n");
    let taken = pasted::take_apart(&text);
    assert_eq!(taken.statements.len(), 10_001);
    let yaml = draft::yaml(&taken, "many");
    assert!(yaml.contains("{value: 39999,"));
    assert!(
        yaml.contains("\n  writer10000:\n"),
        "{}",
        &yaml[yaml.len() - 500..]
    );
}

#[test]
fn files_of_other_programs_are_called_by_their_name() {
    let word = word_file(&[("word/document.xml", &document(&run("Words.")))]);
    let workbook = word_file(&[("xl/workbook.xml", "<workbook/>")]);
    let old = [&[0xd0, 0xcf, 0x11, 0xe0][..], &[0; 600]].concat();
    let statement = "statement: {by: a, file:";
    for (section, name, bytes, told, help) in [
        (
            statement,
            "speeches.docx",
            &word,
            "speeches.docx` is a Word file",
            "or save it as plain text",
        ),
        (
            statement,
            "old.doc",
            &old,
            "old.doc` is an old Word file",
            "save it as plain text",
        ),
        (
            "names: {file:",
            "gaeste.xlsx",
            &workbook,
            "gaeste.xlsx` is an Excel workbook",
            "in Excel: Save as, CSV UTF-8, then `file: gaeste.csv`",
        ),
        (
            "text: {file:",
            "words.rtf",
            &b"{\\rtf1 Words.}".to_vec(),
            "words.rtf` is a text with formatting (RTF)",
            "save it as plain text",
        ),
    ] {
        let folder = TestFolder::new("other-programs");
        folder.write(name, bytes);
        let head =
            "bifolio: 1\ntitle: T\ndate: 2024-05-01\nlanguage: en\npeople: {a: {name: Ada}}\n";
        let yaml = format!("{head}sections:\n  - {section} {name}}}\n");
        folder.write("booklet.yaml", yaml);
        let (said, _) = outcome_of(&folder.path);
        assert!(said.contains(told) && said.contains(help), "{said}");
        assert!(said.contains("booklet.yaml:7:"), "{said}");
        assert_eq!(said.matches("error").count(), 1, "{said}");
    }
    // The program is given the Word file itself.
    let folder = TestFolder::new("other-programs-built");
    let path = folder.write("speeches.docx", &word);
    let (said, _) = outcome_of(&path);
    let told = format!("bifolio init NAME --from {}`", path.display());
    assert!(
        said.contains("is a Word file") && said.contains(&told),
        "{said}"
    );
}
