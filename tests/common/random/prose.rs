//! Random running text: statements word for word, prose in Markdown.

use std::rc::Rc;

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use super::words::{paragraph, phrase, picture, word};
use super::{Booklet, Frame, Of, Picture, Section, Tongue};

pub(super) fn statement(frame: &Rc<Frame>, speaker: usize) -> Of<Section> {
    let frame = Rc::clone(frame);
    let paragraphs = prop_oneof![
        12 => prop::collection::vec(paragraph(frame.tongue), 1..14),
        1 => word(frame.tongue).prop_map(|word| vec![word]),
    ];
    let quote = of((any::<Index>(), 3..25_usize));
    let how = (any::<bool>(), any::<bool>(), proptest::bool::weighted(0.25));
    (paragraphs, quote, how)
        .prop_map(move |(mut paragraphs, quote, (drop_cap, is_file, is_markdown))| {
            let person = &frame.people[speaker];
            paragraphs.extend(frame.figures_said_by(speaker));
            let pull_quote = quote.map(|(which, n_words)| {
                let words = which.get(&paragraphs).split(' ').take(n_words);
                words.collect::<Vec<_>>().join(" ")
            });
            let text = paragraphs.join("\n\n");
            let keys = json!({
                "by": format!("p{speaker}"), "drop_cap": drop_cap, "pull_quote": pull_quote,
                "text": (!is_file).then_some(&text), "format": is_markdown.then_some("markdown"),
            });
            let of = |picture: &Option<Picture>| {
                let texts = picture.iter().flat_map(|it| it.texts.iter().flatten());
                texts.cloned().collect::<Vec<_>>()
            };
            let head = [&person.name].into_iter().chain(&person.titles).cloned();
            let texts = head.chain(of(&person.portrait));
            let texts = texts.chain(paragraphs).chain(of(&person.signature));
            let texts: Vec<_> = texts.collect();
            let listed = [&person.name]
                .into_iter()
                .chain(&person.titles)
                .cloned()
                .map(Some);
            let section = Section::new("statement", keys, texts).listed(listed);
            Section {
                file: is_file.then_some(text),
                pull_quote,
                ..section
            }
        })
        .boxed()
}

/// A booklet of one statement of very many words.
pub(crate) fn giant(n_words: usize) -> Booklet {
    let text = include_str!("../../fixtures/udhr/en.txt");
    let words = text.split_whitespace().cycle().take(n_words);
    let words: Vec<_> = words.collect();
    let paragraphs: Vec<_> = words.chunks(120).map(|it| it.join(" ")).collect();
    let lines = paragraphs.join("\n\n        ");
    let yaml = format!(
        "bifolio: 1\ntitle: T\ndate: 2023-12-10\nlanguage: en\npeople: {{a: {{name: Ada}}}}\nsections:\n  \
         - statement:\n      by: a\n      text: |-\n        {lines}\n"
    );
    let texts = ["Ada".to_owned()].into_iter().chain(paragraphs);
    Booklet {
        yaml,
        files: Vec::new(),
        sections: vec![Section::new("statement", json!({}), texts)],
        fill: Vec::new(),
    }
}

/// A stretch of prose in Markdown, as it is printed, and its note.
type Prose = (String, String, Option<String>);

/// A paragraph in which a word is said in some way; `@` is the number of its note.
fn marked_paragraph(tongue: Tongue) -> Of<Prose> {
    said(
        paragraph(tongue),
        prop_oneof![4 => phrase(tongue, 20), 1 => paragraph(tongue)].boxed(),
    )
}

/// Words of which one is said in some way.
fn said(words: Of<String>, note: Of<String>) -> Of<Prose> {
    (words, any::<Index>(), 0..8, note)
        .prop_map(|(text, which, how, note)| {
            let mut written: Vec<String> = text.split(' ').map(str::to_owned).collect();
            let mut printed = written.clone();
            let idx = which.index(written.len());
            let word = &printed[idx];
            written[idx] = match how {
                0 | 1 => format!("*{word}*"),
                2 => format!("**{word}**"),
                3 => format!("[{word}](https://example.org/{idx})"),
                4 | 5 => format!("{word}[^@]"),
                _ => word.clone(),
            };
            let has_note = written[idx].ends_with("[^@]");
            if has_note {
                printed[idx].push('@');
            }
            (
                written.join(" "),
                printed.join(" "),
                has_note.then_some(note),
            )
        })
        .boxed()
}

fn heading(tongue: Tongue) -> Of<Vec<Prose>> {
    let words = said(phrase(tongue, 6), phrase(tongue, 20));
    (1..=2_usize, words)
        .prop_map(|(depth, (written, printed, note))| {
            vec![(format!("{} {written}", "#".repeat(depth)), printed, note)]
        })
        .boxed()
}

fn list(tongue: Tongue) -> Of<Vec<Prose>> {
    let points = prop::collection::vec(phrase(tongue, 25), 1..5);
    (points, any::<bool>())
        .prop_map(|(points, is_numbered)| {
            let point = |(idx, words)| {
                let number = idx + 1;
                if is_numbered {
                    (
                        format!("{number}. {words}"),
                        format!("{number}. {words}"),
                        None,
                    )
                } else {
                    (format!("- {words}"), format!("– {words}"), None)
                }
            };
            points.into_iter().enumerate().map(point).collect()
        })
        .boxed()
}

fn quotation(tongue: Tongue) -> Of<Vec<Prose>> {
    said(paragraph(tongue), phrase(tongue, 20))
        .prop_map(|(written, printed, note)| vec![(format!("> {written}"), printed, note)])
        .boxed()
}

fn table(tongue: Tongue) -> Of<Vec<Prose>> {
    (1..4_usize, 1..6_usize)
        .prop_flat_map(move |(n_columns, n_rows)| {
            let row = prop::collection::vec(word(tongue), n_columns);
            prop::collection::vec(row, n_rows + 1)
        })
        .prop_map(|rows| {
            let line = |row: &Vec<String>| format!("| {} |", row.join(" | "));
            let mut lines: Vec<_> = rows.iter().map(line).collect();
            lines.insert(1, format!("|{}", "---|".repeat(rows[0].len())));
            vec![(lines.join("\n"), rows.concat().join(" "), None)]
        })
        .boxed()
}

fn figure(tongue: Tongue) -> Of<Vec<Prose>> {
    picture(tongue)
        .prop_map(|picture| {
            let word = |key: &str| picture.keys[key].as_str().unwrap_or_default().to_owned();
            let caption = word("caption");
            let title = if caption.is_empty() {
                String::new()
            } else {
                format!(" \"{caption}\"")
            };
            vec![(
                format!("![{}]({}{title})", word("alt"), word("file")),
                caption,
                None,
            )]
        })
        .boxed()
}

/// A paragraph, alone or under something else.
fn piece_of_prose(tongue: Tongue) -> Of<Vec<Prose>> {
    let before = prop_oneof![
        8 => Just(Vec::new()), 2 => heading(tongue), 2 => list(tongue), 1 => quotation(tongue),
        1 => table(tongue), 1 => figure(tongue),
    ];
    (before, marked_paragraph(tongue))
        .prop_map(|(mut all, paragraph)| {
            all.push(paragraph);
            all
        })
        .boxed()
}

pub(super) fn text(frame: &Rc<Frame>) -> Of<Section> {
    let frame = Rc::clone(frame);
    let pieces = prop::collection::vec(piece_of_prose(frame.tongue), 1..9);
    let by = of(0..frame.people.len());
    let how = (
        any::<bool>(),
        prop_oneof![2 => Just(1_usize), 1 => 2..=3_usize],
        any::<bool>(),
    );
    (of(phrase(frame.tongue, 6)), by, pieces, how)
        .prop_map(move |(title, by, pieces, (drop_cap, n_columns, is_file))| {
            let (mut written, mut printed, mut notes) = (Vec::new(), vec![], Vec::new());
            printed.extend(title.clone());
            // What does not fit its column is complained of, rightly.
            let fits = |(markdown, ..): &Prose| n_columns == 1 || !markdown.starts_with('|');
            for (markdown, words, note) in pieces.into_iter().flatten().filter(fits) {
                notes.extend(note);
                let number = notes.len().to_string();
                written.push(markdown.replace("[^@]", &format!("[^{number}]")));
                printed.extend(Some(words.replace('@', &number)).filter(|it| !it.is_empty()));
            }
            for (idx, note) in notes.iter().enumerate() {
                written.push(format!("[^{}]: {note}", idx + 1));
                printed.push(format!("{} {note}", idx + 1));
            }
            let author = by.map(|by| frame.people[by].name.clone());
            printed.extend(author.clone());
            let markdown = written.join("\n\n");
            let keys = json!({
                "title": title, "by": by.map(|by| format!("p{by}")), "columns": n_columns,
                "drop_cap": drop_cap, "text": (!is_file).then_some(&markdown),
            });
            let listed = title.map_or([None, None], |title| [Some(title), author]);
            let section = Section::new("text", keys, printed).listed(listed);
            Section {
                file: is_file.then_some(markdown),
                n_columns,
                ..section
            }
        })
        .boxed()
}
