//! Letters that lie: unseen, turning the line, of another script.

use crate::common::{TestFolder, outcome_of};

/// What is said of a booklet with a title, a speaker and her words.
fn report(test: &str, title: &str, name: &str, said: &str) -> (String, Option<Vec<u8>>) {
    let folder = TestFolder::new(test);
    let yaml = format!(
        "bifolio: 1\ntitle: {title}\ndate: 2024-02-26\nlanguage: en\n\
         people: {{a: {{name: {name}}}}}\nsections:\n  - cover: {{}}\n  - statement:\n      by: a\n      \
         text: |-\n        {said}\n"
    );
    folder.write("booklet.yaml", yaml);
    outcome_of(&folder.path)
}

#[test]
fn a_character_that_nobody_sees_is_told_with_its_place() {
    for hidden in ['\u{200b}', '\u{2060}', '\u{200d}', '\u{2063}', '\u{e0041}'] {
        let (said, _) = report("unseen", &format!("Kho{hidden}jaly"), "Ada", "Words.");
        let number = format!("U+{:04X}", u32::from(hidden));
        assert!(said.contains("BF0217") && said.contains(&number), "{said}");
        assert!(said.contains("booklet.yaml:2:11"), "{said}");
    }
    let (said, _) = report("unseen", "Title", "A\u{200b}da", "Words.");
    assert!(
        said.contains("BF0217") && said.contains("booklet.yaml:5:"),
        "{said}"
    );
}

#[test]
fn a_soft_hyphen_is_told_only_where_nothing_else_stands() {
    let (said, _) = report("soft-hyphens", "Kho\u{ad}jaly", "Ada", "Words.");
    assert!(!said.contains("BF0217"), "{said}");
    let (said, _) = report("soft-hyphens", "\"\u{ad}\u{ad}\"", "Ada", "Words.");
    assert!(said.contains("BF0217") && said.contains("U+00AD"), "{said}");
}

#[test]
fn characters_that_turn_the_direction_are_told_in_titles_names_and_statements() {
    for turning in ['\u{202e}', '\u{202a}', '\u{2066}', '\u{2069}'] {
        let number = format!("U+{:04X}", u32::from(turning));
        for (title, name, said) in [
            (
                format!("In {turning}1992"),
                "Ada".to_owned(),
                "Words.".to_owned(),
            ),
            (
                "Title".to_owned(),
                format!("A{turning}da"),
                "Words.".to_owned(),
            ),
            (
                "Title".to_owned(),
                "Ada".to_owned(),
                format!("In {turning}1992 it was."),
            ),
        ] {
            let (said, file) = report("turning", &title, &name, &said);
            assert!(said.contains("BF0217") && said.contains(&number), "{said}");
            assert!(file.is_some(), "{said}");
        }
    }
    let (said, _) = report("turning", "In \u{200f}1992", "Ada", "Words.");
    assert!(said.contains("BF0217") && said.contains("U+200F"), "{said}");
    let (said, _) = report("turning", "In سلام\u{200f} 1992", "Ada", "Words.");
    assert!(!said.contains("BF0217"), "{said}");
}

#[test]
fn a_name_in_letters_of_two_scripts_is_told() {
    let (said, _) = report("two-scripts", "Title", "Vagif \u{410}liyev", "Words.");
    assert!(
        said.contains("BF0217") && said.contains("Cyrillic"),
        "{said}"
    );
    assert!(said.contains("U+0410"), "{said}");
    for right in [
        "Vagif Əliyev",
        "Вагиф Алиев",
        "Вагиф Aliyev",
        "Mustafa Kemâl",
    ] {
        let (said, _) = report("two-scripts", "Title", right, "Words.");
        assert!(!said.contains("BF0217"), "{right}: {said}");
    }
}

#[test]
fn a_list_of_names_is_looked_through_too() {
    let folder = TestFolder::new("listed-letters");
    folder.write(
        "booklet.yaml",
        "bifolio: 1\ntitle: T\ndate: 2024-02-26\nlanguage: en\nsections:\n  - names: {file: names.csv}\n",
    );
    folder.write("names.csv", "name\nVagif Aliyev\nV\u{430}gif Aliyev\n");
    let (said, _) = outcome_of(&folder.path);
    assert!(
        said.contains("names.csv:3:1") && said.contains("BF0217"),
        "{said}"
    );
}
