//! Lists of names as spreadsheets save them: every word is printed or told.

use std::path::Path;

use crate::common::{TestFolder, outcome_of};

const LOST: &str = "tests/fixtures/attack/lost";

/// What is said of a booklet with a list of names, and what its pages say.
fn listed(case: &str, language: &str, list: &str, csv: impl AsRef<[u8]>) -> (String, String) {
    let folder = TestFolder::new(&format!("csv-{case}"));
    folder.write("n.csv", csv);
    folder.write(
        "booklet.yaml",
        format!(
            "bifolio: 1\ntitle: T\ndate: 2024-05-01\nlanguage: {language}\nsections:\n  \
             - names: {{title: List, file: n.csv{list}}}\n"
        ),
    );
    outcome(&folder.path)
}

fn outcome(folder: &Path) -> (String, String) {
    let (said, pdf) = outcome_of(folder);
    let script = pdf.map(|pdf| bifolio::review::script::script(pdf).unwrap());
    (said, script.unwrap_or_default())
}

/// Asserts what is printed and what is said; nothing is said where nothing is expected.
#[track_caller]
fn assert_lists(case: &str, language: &str, csv: impl AsRef<[u8]>, names: &[&str], told: &[&str]) {
    let (said, script) = listed(case, language, "", csv);
    for name in names {
        assert!(
            script.contains(&format!(": {name}\n")),
            "{name}: {script}{said}"
        );
    }
    for words in told {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(said.is_empty(), told.is_empty(), "{said}");
}

#[test]
fn a_comma_without_quotes_is_an_error_that_says_what_to_write() {
    let (said, script) = outcome(&Path::new(LOST).join("csvcomma"));
    assert!(script.is_empty());
    assert!(said.contains("n.csv:2:1"), "{said}");
    assert!(said.contains("n.csv:3:1"), "{said}");
    assert!(
        said.contains("a line with 2 cells under 1 heading"),
        "{said}"
    );
    let (said, _) = listed("comma-two", "en", "", "name,age\nAliyev, Vagif,63\n");
    assert!(
        said.contains("a line with 3 cells under 2 headings"),
        "{said}"
    );
    // Spreadsheets write empty cells at the ends of lines.
    assert_lists(
        "comma-empty",
        "en",
        "name\nAda,,\n,,\nBo\n",
        &["Ada", "Bo"],
        &[],
    );
}

#[test]
fn quotes_that_do_not_pair_are_an_error_where_they_open() {
    let (said, script) = outcome(&Path::new(LOST).join("csvquote"));
    assert!(script.is_empty());
    assert!(said.contains("n.csv:2:6: error"), "{said}");
    assert!(said.contains("n.csv:3:1: error"), "{said}");
    let (said, script) = listed("quote-three", "en", "", "name\n\"Ada\nBo\nCy\"\nDi\n");
    assert!(script.is_empty());
    assert!(said.contains("n.csv:2:1: error"), "{said}");
    assert!(said.contains("more than one line"), "{said}");
    assert_lists(
        "quote-inside",
        "en",
        "name\nAli \"Bek\" Aliyev\n\"Aliyev, Vagif\"\n\"Ali \"\"Bek\"\" Hasanov\"\n",
        &["Ali \"Bek\" Aliyev", "Aliyev, Vagif", "Ali \"Bek\" Hasanov"],
        &[],
    );
}

#[test]
fn a_surname_in_a_column_of_its_own_is_printed_and_an_age_is_told() {
    let (said, script) = outcome(&Path::new(LOST).join("csvsurname"));
    for name in ["Vagif Aliyev", "Leyla Mammadova"] {
        assert!(script.contains(&format!(": {name}\n")), "{script}");
    }
    assert!(said.contains("n.csv:1:14: warning"), "{said}");
    assert!(said.contains("`age` (2 lines) is not printed"), "{said}");
}

#[test]
fn a_family_beside_first_names_is_the_surname_and_the_group() {
    let csv = "name,family\nVagif,Aliyev\nLeyla,Aliyeva\n";
    assert_lists("family", "az", csv, &["Vagif Aliyev", "Leyla Aliyeva"], &[]);
    let (said, script) = listed("family-group", "az", ", group: family", csv);
    assert!(said.is_empty(), "{said}");
    for words in ["P: Aliyev\n", ": Vagif Aliyev\n", "P: Aliyeva\n"] {
        assert!(script.contains(words), "{script}");
    }
    // Names that hold the family already are not given it twice.
    let whole = "name,family\nVagif Aliyev,Aliyev\nLeyla Mammadova,Mammadov\n";
    assert_lists(
        "family-whole",
        "az",
        whole,
        &["Vagif Aliyev", "Leyla Mammadova"],
        &["`family` (1 line) is not printed"],
    );
    let (said, _) = listed("family-whole-group", "az", ", group: family", whole);
    assert!(said.is_empty(), "{said}");
    assert_lists(
        "family-guess",
        "az",
        "name,family\nVagif Hasan oğlu,Aliyev\n",
        &["Vagif Hasan oğlu Aliyev"],
        &["`family` is taken for the surname: “Vagif Hasan oğlu Aliyev”"],
    );
}

#[test]
fn headings_are_known_in_the_languages_of_booklets() {
    for (case, language, csv, name) in [
        (
            "az",
            "az",
            "SOYAD;AD;ATA ADI\nƏliyev;Vaqif;Həsən oğlu\n",
            "Vaqif Həsən oğlu Əliyev",
        ),
        ("az-i", "az", "Adı,Soyadı\nVaqif,Əliyev\n", "Vaqif Əliyev"),
        ("tr", "tr", "ADI SOYADI\nŞükrü Işık\n", "Şükrü Işık"),
        ("tr-i", "tr", "İSİM,SOYİSİM\nŞükrü,Işık\n", "Şükrü Işık"),
        (
            "ru",
            "ru",
            "Фамилия\tИмя\tОтчество\nИванов\tИван\tИванович\n",
            "Иван Иванович Иванов",
        ),
        (
            "fio",
            "ru",
            "№;ФИО\n1;Иванов Иван\n2;Петров Пётр\n",
            "Иванов Иван",
        ),
        (
            "en",
            "en",
            "First Name,Last_Name\nAda,Reader\n",
            "Ada Reader",
        ),
        (
            "title",
            "en",
            "Title,Forename,Surname\nDr.,Ada,Reader\n",
            "Dr. Ada Reader",
        ),
        ("de", "en", "Name;Vorname\nLeser;Ada\n", "Ada Leser"),
        (
            "sep",
            "en",
            "sep=;\r\nname;family name\r\nAda;Reader\r\n",
            "Ada Reader",
        ),
    ] {
        assert_lists(&format!("known-{case}"), language, csv, &[name], &[]);
    }
}

#[test]
fn headings_say_what_the_file_does_not() {
    let csv = "Rufname,Hausname,Ort\nAda,Reader,Bakı\n";
    let (said, script) = listed(
        "headings",
        "en",
        ", headings: {name: rufname, surname: Hausname}",
        csv,
    );
    assert!(script.contains(": Ada Reader\n"), "{script}{said}");
    assert!(said.contains("`Ort` (1 line) is not printed"), "{said}");
    let (said, script) = listed("headings-wrong", "en", ", headings: {name: Vorname}", csv);
    assert!(script.is_empty());
    assert!(
        said.contains("no column of the file is headed `Vorname`"),
        "{said}"
    );
    let (said, _) = listed("headings-none", "en", "", csv);
    assert!(said.contains("no column `name`"), "{said}");
    assert!(said.contains("n.csv:1:1"), "{said}");
}

#[test]
fn a_list_without_headings_loses_no_first_name() {
    let (said, script) = listed("headless", "en", "", "Ada Reader\nBo Writer\n");
    assert!(script.is_empty());
    assert!(said.contains("n.csv:1:1: error"), "{said}");
}

#[test]
fn a_line_without_a_name_but_with_words_is_told() {
    let (said, script) = listed("nameless", "en", "", "name,place\nAda,\n,Bakı\n");
    assert!(script.is_empty());
    assert!(said.contains("n.csv:3:1: error"), "{said}");
}

#[test]
fn what_spreadsheets_of_windows_save_is_read_and_a_guess_is_told() {
    let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| {
        let units = ['\u{feff}'.to_string().as_str(), text].concat();
        units.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let text = "ad\tsoyad\nŞəhla\tƏliyeva\n";
    for (case, bytes) in [
        ("le", wide(text, u16::to_le_bytes)),
        ("be", wide(text, u16::to_be_bytes)),
        ("utf8-mark", ["\u{feff}", text].concat().into_bytes()),
    ] {
        assert_lists(
            &format!("coded-{case}"),
            "az",
            bytes,
            &["Şəhla Əliyeva"],
            &[],
        );
    }
    assert_lists(
        "coded-1254",
        "tr",
        b"ad;soyad\nAda;I\xfe\xfdk\n",
        &["Ada Işık"],
        &["Windows-1254", "this is “Işık”", "n.csv:2:5"],
    );
    assert_lists(
        "coded-1251",
        "ru",
        b"\xd4\xc8\xce\n\xc8\xe2\xe0\xed\n",
        &["Иван"],
        &["Windows-1251"],
    );
    assert_lists(
        "coded-1252",
        "en",
        b"name\nZo\xe9\n",
        &["Zoé"],
        &["Windows-1252"],
    );
    // What is neither is refused.
    let (said, script) = listed("coded-none", "en", "", b"name\nZo\xe9\x81\n");
    assert!(script.is_empty());
    assert!(said.contains("is not UTF-8 text"), "{said}");
}

#[test]
fn a_statement_in_a_coding_of_windows_is_never_guessed() {
    let folder = TestFolder::new("csv-statement");
    folder.write("s.txt", b"Zo\xe9 spoke, and went.");
    folder.write(
        "booklet.yaml",
        "bifolio: 1\ntitle: T\ndate: 2024-05-01\nlanguage: en\npeople: {a: {name: Ada}}\n\
         sections:\n  - statement: {by: a, file: s.txt}\n",
    );
    let (said, script) = outcome(&folder.path);
    assert!(script.is_empty());
    assert!(said.contains("s.txt:1:3: error"), "{said}");
}

#[test]
fn a_list_in_another_coding_is_kept_as_it_came() {
    use bifolio::base::edition::ARCHIVE;
    let folder = TestFolder::new("csv-archive");
    let csv = b"name\nZo\xe9\n";
    folder.write("n.csv", csv);
    folder.write(
        "booklet.yaml",
        "bifolio: 1\ntitle: T\ndate: 2024-05-01\nlanguage: en\nsections:\n  - names: {file: n.csv}\n",
    );
    let pdf = crate::common::write_as(folder.path.to_str().unwrap(), &ARCHIVE);
    let files = bifolio::review::attachments::extract(pdf).unwrap();
    let kept = files.iter().find(|file| file.name == "n.csv").unwrap();
    assert_eq!(kept.bytes, csv);
}

#[test]
fn a_list_of_more_cells_than_any_booklet_has_is_refused() {
    for (case, csv) in [
        ("rows", format!("name\n{}", "a\n".repeat(600_000))),
        ("wide", format!("name{}\nAda\n", ",x".repeat(600_000))),
        ("empty", format!("name\n{}Ada\n", ",".repeat(8_000_000))),
    ] {
        let (said, script) = listed(&format!("large-{case}"), "en", "", csv);
        assert!(script.is_empty());
        assert!(said.contains("more than 500000 cells"), "{case}: {said}");
    }
    // As many columns as rows: each cell is looked at once.
    let (said, _) = listed(
        "square",
        "en",
        "",
        format!(
            "name{}\n,Ada\n{}",
            ",x".repeat(200_000),
            ",\n".repeat(100_000)
        ),
    );
    assert!(said.contains("a line without a name"), "{said}");
}
