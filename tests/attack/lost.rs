//! Words that must not be lost: what Markdown would swallow, what stood in places that nothing printed.

use std::path::Path;

use crate::common::{TestFolder, outcome_of, pdf_text};

const HEAD: &str =
    "bifolio: 1\ntitle: T\ndate: 2024-05-01\nlanguage: en\npeople: {a: {name: Ada Lovelace}}\n";

/// What is said of a booklet of some sections, and its words if it is built.
fn built(name: &str, sections: &str) -> (String, String) {
    let folder = TestFolder::new(name);
    folder.write("booklet.yaml", format!("{HEAD}sections:\n{sections}"));
    outcome(&folder.path)
}

fn outcome(folder: &Path) -> (String, String) {
    let (said, file) = outcome_of(folder);
    let words = file.map(|file| pdf_text::sections(&file).join("\n"));
    (said, words.unwrap_or_default())
}

fn fixture(name: &str) -> (String, String) {
    outcome(&Path::new("tests/fixtures/attack").join(name))
}

/// The address of every link of a file.
fn addresses(sections: &str, name: &str) -> Vec<String> {
    let folder = TestFolder::new(name);
    folder.write("booklet.yaml", format!("{HEAD}sections:\n{sections}"));
    let (said, file) = outcome_of(&folder.path);
    let document = lopdf::Document::load_mem(&file.expect(&said)).unwrap();
    let objects = document.objects.values();
    let actions = objects.filter_map(|it| it.as_dict().ok());
    let uris = actions.filter_map(|it| {
        let action = it.get(b"A").and_then(lopdf::Object::as_dict).unwrap_or(it);
        let uri = action.get(b"URI").ok()?.as_str().ok()?;
        Some(String::from_utf8(uri.to_vec()).unwrap())
    });
    let mut uris: Vec<_> = uris.collect();
    uris.dedup();
    uris
}

#[test]
fn notes_and_links_of_an_imprint_and_of_headings_are_printed() {
    let sections = "  - imprint:
      text: |-
        See [the page](https://example.org/imprint)[^1], and *a*, **b**, [c](https://example.org/c), *d*,
        [e](https://example.org/e), <span lang=\"fr\">f</span>, [g](https://example.org/g), **h**, [i](https://example.org/i).

        [^1]: A note of the imprint.
  - text:
      text: |-
        # A heading with [a link](https://example.org/heading) and a note[^n]

        Words.

        [^n]: A note of the heading.
";
    let (said, words) = built("imprint-notes", sections);
    assert!(!said.contains("error"), "{said}");
    for expected in ["A note of the imprint.", "A note of the heading."] {
        assert!(words.contains(expected), "{expected} is not in {words}");
    }
    let links = addresses(sections, "imprint-links");
    for page in ["imprint", "c", "e", "g", "i", "heading"] {
        let wanted = format!("https://example.org/{page}");
        assert!(links.contains(&wanted), "{wanted} is not in {links:?}");
    }
}

#[test]
fn captions_and_credits_are_printed_wherever_a_picture_stands() {
    let (said, words) = fixture("captions");
    let told = said.matches("a caption is printed under dots only").count();
    assert_eq!((told, words.as_str()), (3, ""), "{said}");

    let folder = TestFolder::new("captions");
    for file in std::fs::read_dir("tests/fixtures/attack/captions").unwrap() {
        let path = file.unwrap().path();
        std::fs::copy(&path, folder.path.join(path.file_name().unwrap())).unwrap();
    }
    let yaml = std::fs::read_to_string("tests/fixtures/attack/captions/booklet.yaml").unwrap();
    let yaml = ["NUM", "TAB", "BAR"].iter().fold(yaml, |yaml, kind| {
        yaml.replace(&format!(", caption: {kind}CAPTION"), "")
    });
    folder.write("booklet.yaml", &yaml);
    let (said, words) = outcome(&folder.path);
    assert!(!said.contains("error"), "{said}");
    let marks = yaml.split(|it: char| !it.is_ascii_uppercase());
    for mark in marks.filter(|it| it.ends_with("CAPTION") || it.ends_with("CREDIT")) {
        assert!(words.contains(mark), "{mark} is not printed: {words}");
    }
}

#[test]
fn what_markdown_would_swallow_is_told() {
    for (name, expected) in [
        ("lost/headitem", "a heading inside a list"),
        ("lost/noteunused", "nothing refers to the note `[^b]:`"),
        ("lost/refdef", "would not be printed: “[Editor]: Correction"),
    ] {
        let (said, words) = fixture(name);
        assert!(said.contains(expected), "{name}: {said}");
        assert_eq!(words, "", "{name} is built");
    }
    for (text, expected) in [
        ("[a](https://a.org \"a hint of words\")", "a hint of words"),
        ("A <b>word</b>.", "HTML is not set"),
        ("`code`", "code is not set"),
        ("<!-- a remark -->", "HTML is not set"),
        ("---", "a rule is not set"),
        ("Text ![a](a.png) here", "a picture in a line of text"),
        (
            "> a quotation\n>\n> - with a list",
            "a list inside a quotation",
        ),
        (
            "- a point\n\n  > and a quotation",
            "a quotation inside a list",
        ),
        ("[^a]: one\n\n[^a]: two\n\nx[^a]", "is written twice"),
        (
            "x[^a]\n\n[^a]: a note[^b]\n\n[^b]: of a note",
            "a note inside a note",
        ),
        ("x[^a]", "there is no note `[^a]:`"),
    ] {
        let text = text.replace('\n', "\n        ");
        let (said, words) = built(
            "swallowed",
            &format!("  - text:\n      text: |-\n        {text}\n"),
        );
        assert!(said.contains(expected), "{text}: {said}");
        assert_eq!(words, "", "{text} is built");
    }
}

#[test]
fn words_after_a_nested_list_stay_in_order() {
    let text = "  - text:
      text: |-
        - one

          - inner

          after the inner list
        - two
";
    let (said, words) = built("nested", text);
    assert!(!said.contains("error"), "{said}");
    let places: Vec<_> = ["one", "inner", "after the inner list", "two"]
        .iter()
        .map(|it| words.find(it).unwrap_or_else(|| panic!("{it}: {words}")))
        .collect();
    assert!(places.is_sorted(), "{words}");
}

#[test]
fn emphasis_is_understood_in_short_texts_and_not_in_names() {
    let sections = "  - text: {title: 'Reading *On The River*', text: Words.}
  - quotation: {text: 'So *it* was', source: 'From **The River**'}
  - timeline: {title: T, events: [{date: '*May*', text: 'A <span lang=\"fr\">mot</span> and 5 * 3 * 2'}]}
  - programme: {title: P, items: [{time: '10', title: '*Song*', by: 'The *Choir*'}]}
  - names: {title: All, names: ['Ada *Byron*']}
  - statement: {by: a, text: 'It is *literal*.', format: literal}
";
    let (said, words) = built("emphasis", sections);
    assert!(!said.contains("error"), "{said}");
    for expected in [
        "Reading On The River",
        "So it was",
        "From The River",
        "May",
        "A mot and 5 * 3 * 2",
        "Song",
        "The Choir",
        "Ada *Byron*",
        "It is *literal*.",
    ] {
        assert!(words.contains(expected), "{expected} is not in {words}");
    }
}

#[test]
fn a_backslash_keeps_a_mark() {
    let (said, words) = built(
        "escaped",
        "  - text: {title: 'Five \\*stars\\* and a_b_c, R&D; &copy', text: Words.}\n",
    );
    assert!(!said.contains("error"), "{said}");
    assert!(
        words.contains("Five *stars* and a_b_c, R&D; &copy"),
        "{words}"
    );
}

#[test]
fn a_statement_may_be_markdown() {
    let text = "
      by: a
      format: markdown
      text: |-
        # A heading

        It was *so*, with [a page](https://example.org/so).[^1]

        > Somebody said this.

        | Year | Boats |
        |------|------:|
        | 1992 | 12 |
        | 1993 | **7** |

        1. first
        2. second

        [^1]: A note.
";
    let (said, words) = built("markdown-statement", &format!("  - statement:{text}"));
    assert!(
        !said.contains("error") && !said.contains("warning"),
        "{said}"
    );
    for expected in [
        "A heading",
        "It was so, with a page.1",
        "Somebody said this.",
        "Year",
        "Boats",
        "1992",
        "12",
        "7",
        "first",
        "second",
        "A note.",
    ] {
        assert!(words.contains(expected), "{expected} is not in {words}");
    }
    assert!(!words.contains(['#', '*', '>', '|']), "{words}");
}

#[test]
fn a_markdown_file_is_markdown_and_a_text_file_is_literal() {
    let folder = TestFolder::new("md");
    let sections =
        "sections:\n  - statement: {by: a, file: a.md}\n  - statement: {by: a, file: a.txt}\n";
    folder.write("booklet.yaml", format!("{HEAD}{sections}"));
    folder.write("a.md", "It was *so*.");
    folder.write("a.txt", "It was *not*.");
    let (said, words) = outcome(&folder.path);
    assert!(
        words.contains("It was so.") && words.contains("It was *not*."),
        "{words}"
    );
    assert!(
        said.contains("a.txt:1:8: warning: `*not*` is printed as it stands"),
        "{said}"
    );
    assert_eq!(said.matches("warning").count(), 1, "{said}");
}

#[test]
fn marks_in_a_literal_statement_are_told() {
    for mark in ["# A heading", "It was *so*."] {
        let text = format!(
            "  - statement:\n      by: a\n      text: |-\n        {mark}\n\n        Words.\n"
        );
        let (said, words) = built("marks", &text);
        assert!(
            said.contains("is printed as it stands") && said.contains("BF0219"),
            "{said}"
        );
        assert!(words.contains(mark.split('\n').next().unwrap()), "{words}");
    }
}

#[test]
fn lines_of_a_list_that_become_one_paragraph_are_told() {
    for lines in [
        "1. first demand\n        2. second demand",
        "– peace\n        – bread",
        "• one\n        • two",
        "- one\n        - two",
    ] {
        let text = format!(
            "  - statement:\n      by: a\n      text: |-\n        We ask:\n        {lines}\n"
        );
        let (said, words) = built("lines", &text);
        let on_one_line = lines.split_whitespace().collect::<Vec<_>>().join(" ");
        let told =
            format!(":11:9: warning: these lines are printed as one paragraph: “{on_one_line}”");
        assert!(said.contains(&told), "{told}\n{said}");
        assert!(
            said.contains("put a blank line between lines that are to stand apart"),
            "{said}"
        );
        assert!(words.contains(&on_one_line), "{words}");

        let (said, _) = built("lines-literal", &format!("{text}      format: literal\n"));
        assert_eq!(said, "");
        let apart = text
            .replace("\n        ", "\n\n        ")
            .replacen("\n\n", "\n", 1);
        let (said, _) = built("lines-apart", &apart);
        assert!(!said.contains("one paragraph"), "{said}");
    }
}

#[test]
fn a_text_that_is_the_name_of_a_file_is_told() {
    for section in ["statement: {by: a, text:", "text: {text:"] {
        for (name, help) in [
            (
                "speech1.txt",
                "for the words in it write `file: speech1.txt`",
            ),
            ("speech.md", "write `file: speech.md`"),
            (
                "speech.docx",
                "save it as plain text, and write `file: speech.txt`",
            ),
        ] {
            let (said, _) = built("file-name", &format!("  - {section} {name}}}\n"));
            let told = format!("`{name}` is printed as the words");
            assert!(said.contains(&told) && said.contains(help), "{said}");
        }
    }
    let folder = TestFolder::new("file-name-there");
    folder.write("my speech.txt", "Words.");
    for (name, is_told) in [("my speech.txt", true), ("other speech.txt", false)] {
        let sections = format!("sections:\n  - statement: {{by: a, text: {name}}}\n");
        folder.write("booklet.yaml", format!("{HEAD}{sections}"));
        let (said, _) = outcome(&folder.path);
        assert_eq!(said.contains("printed as the words"), is_told, "{said}");
    }
}

#[test]
fn pictures_stand_in_prose() {
    let folder = TestFolder::new("prose-picture");
    let text = "sections:\n  - text:\n      title: P\n      text: |-\n        Before.\n\n        \
                ![A grey square of no meaning](a.png \"The caption\")\n\n        After.\n";
    folder.write("booklet.yaml", format!("{HEAD}{text}"));
    image::DynamicImage::new_luma8(900, 300)
        .save(folder.path.join("a.png"))
        .unwrap();
    let (said, words) = outcome(&folder.path);
    assert!(!said.contains("error"), "{said}");
    let places = ["Before.", "The caption", "After."].map(|it| words.find(it).expect(it));
    assert!(places.is_sorted(), "{words}");
}

#[test]
fn links_are_ascii_in_the_file_and_lead_to_pages_mail_and_telephones_only() {
    let sections = "  - text:
      text: \"[x](https://az.wikipedia.org/wiki/Xocalı) <https://президент.рф/> <a@example.org>\"
";
    let links = addresses(sections, "links-ascii");
    assert_eq!(
        links,
        [
            "https://az.wikipedia.org/wiki/Xocal%C4%B1",
            "https://xn--d1abbgf6aiiy.xn--p1ai/",
            "mailto:a@example.org"
        ]
    );
    let (said, words) = fixture("links");
    assert!(!said.contains("error"), "{said}");
    assert!(
        words.contains("https://az.wikipedia.org/wiki/Xocalı_soyqırımı"),
        "{words}"
    );
    let (said, words) = fixture("links/schemes.yaml");
    assert_eq!(
        said.matches("is no address that a booklet may lead to")
            .count(),
        8,
        "{said}"
    );
    assert_eq!(words, "");
}

/// Booklets that made the program stop with a fault of its own, or count words that stood nowhere.
#[test]
fn odd_markdown_is_set_or_refused_and_never_a_fault() {
    let picture = "![A thin red frame, drawn.](a.png \"Cap\")";
    for (text, expected) in [
        ("| A | |\n|-|-|\n| x | y |\n| z |", Ok("z")),
        ("A\n\nzum kul", Ok("zum kul")),
        ("[A](https://a.example) zum kul und weiter", Ok("A zum kul")),
        ("It ended in\n\n1992.\n\nAnd then.", Ok("1992.")),
        ("1986. We came.\n1990. They died.", Ok("1990.")),
        ("1) one\n2) two", Ok("2)")),
        ("- one\n\n  more of one\n- two", Ok("more of one")),
        (
            "x[^1]\n\n[^1]: one\n\n    two of the note",
            Ok("two of the note"),
        ),
        ("A mark \\[^1] of its own", Ok("A mark [^1] of its own")),
        (
            "x[^1]\n\n[^1]: 1992. It was so.",
            Err("a list inside a quotation or a note"),
        ),
        ("2*3*4 is 24", Err("a star between digits")),
        ("[](https://a.example) words", Err("a link without words")),
        ("[PICTURE](https://a.example)", Err("a link without words")),
        ("PICTURE\nPICTURE", Err("a picture in a line of text")),
        (
            "PICTURE[^1]\n\n[^1]: note",
            Err("a picture in a line of text"),
        ),
        ("War.\u{2028}Never again", Err("U+2028")),
    ] {
        let folder = TestFolder::new("odd-markdown");
        image::DynamicImage::new_luma8(900, 300)
            .save(folder.path.join("a.png"))
            .unwrap();
        let indented = text.replace("PICTURE", picture).replace('\n', "\n        ");
        for section in [
            "text:\n      drop_cap: true\n",
            "statement:\n      by: a\n      format: markdown\n      drop_cap: true\n",
        ] {
            let yaml =
                format!("{HEAD}sections:\n  - {section}      text: |-\n        {indented}\n");
            folder.write("booklet.yaml", yaml);
            let (said, words) = outcome(&folder.path);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            match expected {
                Ok(expected) => assert!(words.contains(expected), "{text}: {said}{words}"),
                Err(expected) => {
                    assert!(
                        said.contains(expected) && words.is_empty(),
                        "{text}: {said}{words}"
                    );
                }
            }
            assert!(!said.contains("BF0310"), "{text}: {said}");
        }
    }
}

#[test]
fn the_number_of_a_note_is_no_digit_of_a_figure_nor_a_word_of_a_quotation() {
    let folder = TestFolder::new("note-digits");
    let rest = "figures: {k: {value: 7, label: people killed, source: a}}\nsections:
  - statement:
      by: a
      format: markdown
      pull_quote: people were never killed
      text: |-
        On that day 7[^1] people[^2] were *never* killed there.

        [^1]: As the report says.

        [^2]: All of them.
  - figures: {show: [k], style: numbers}\n";
    folder.write("booklet.yaml", format!("{HEAD}{rest}"));
    let (said, words) = outcome(&folder.path);
    assert!(
        !said.contains("error") && !said.contains("warning"),
        "{said}"
    );
    assert!(
        words.contains("“On that day 7 people were never killed there.”"),
        "{words}"
    );
}

#[test]
fn a_signature_with_a_caption_stands_after_the_notes() {
    let folder = TestFolder::new("signature-notes");
    image::DynamicImage::new_luma8(900, 300)
        .save(folder.path.join("a.png"))
        .unwrap();
    let yaml = format!("{HEAD}sections:\n  - statement:\n      by: a\n      format: markdown\n      text: |-\n        \
                        Words.[^1]\n\n        [^1]: A note.\n")
        .replace("name: Ada Lovelace", "name: Ada Lovelace, signature: {file: a.png, alt: A stroke of a pen, caption: Signed}");
    folder.write("booklet.yaml", yaml);
    let (said, words) = outcome(&folder.path);
    assert!(!said.contains("error"), "{said}");
    assert!(
        words.contains("Signed") && words.contains("A note."),
        "{words}"
    );
}

#[test]
fn a_label_with_emphasis_stands_beside_its_bar() {
    let folder = TestFolder::new("bar-emphasis");
    let rest = "figures: {k: {value: 30, label: '*old* boats', source: a}, l: {value: 20, label: ferries, source: a}}
sections:
  - statement: {by: a, text: 'There were 30 old boats and 20 ferries.'}
  - figures: {show: [k, l], style: bars}\n";
    folder.write("booklet.yaml", format!("{HEAD}{rest}"));
    let (said, words) = outcome(&folder.path);
    assert!(!said.contains("error"), "{said}");
    assert!(
        words.contains("old boats") && !words.contains('*'),
        "{words}"
    );
}

#[test]
fn a_pull_quote_beside_a_portrait_is_set() {
    let folder = TestFolder::new("quote-portrait");
    image::DynamicImage::new_luma8(900, 1200)
        .save(folder.path.join("a.png"))
        .unwrap();
    let yaml = format!("{HEAD}sections:\n  - statement: {{by: a, text: Never again., pull_quote: Never again}}\ndesign: {{theme: pocket}}\n")
        .replace("name: Ada Lovelace", "name: Ada Lovelace, portrait: {file: a.png, alt: A grey square of no meaning}");
    folder.write("booklet.yaml", yaml);
    let (said, file) = outcome_of(&folder.path);
    let document = lopdf::Document::load_mem(&file.expect(&said)).unwrap();
    let text = document.extract_text(&[1]).unwrap();
    let words: String = text.split_whitespace().collect();
    assert_eq!(words.matches("Neveragain").count(), 2, "{text}");
}
