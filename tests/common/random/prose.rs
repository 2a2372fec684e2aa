//! Random running text: statements word for word, prose in Markdown.

use std::rc::Rc;

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

use super::words::{paragraph, phrase};
use super::{Frame, Of, Section, Tongue};

pub(super) fn statement(frame: &Rc<Frame>, speaker: usize) -> Of<Section> {
    let frame = Rc::clone(frame);
    let paragraphs = prop::collection::vec(paragraph(frame.tongue), 1..14);
    let quote = of((any::<Index>(), 3..25_usize));
    (paragraphs, any::<bool>(), quote, any::<bool>())
        .prop_map(move |(mut paragraphs, drop_cap, quote, is_file)| {
            let person = &frame.people[speaker];
            paragraphs.extend(frame.figures_said_by(speaker));
            let pull_quote = quote.map(|(which, n_words)| {
                let words = which.get(&paragraphs).split(' ').take(n_words);
                words.collect::<Vec<_>>().join(" ")
            });
            let text = paragraphs.join("\n\n");
            let keys = json!({
                "by": format!("p{speaker}"), "drop_cap": drop_cap, "pull_quote": pull_quote,
                "text": (!is_file).then_some(&text),
            });
            let portrait = person
                .portrait
                .iter()
                .flat_map(|it| it.texts.iter().flatten());
            let head = [&person.name].into_iter().chain(&person.titles);
            let texts: Vec<_> = head.chain(portrait).chain(&paragraphs).cloned().collect();
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

/// A stretch of prose in Markdown, as it is printed, and its note.
type Prose = (String, String, Option<String>);

/// A paragraph in which a word is said in some way; `@` is the number of its note.
fn marked_paragraph(tongue: Tongue) -> Of<Prose> {
    // What is higher than a column is complained of, rightly.
    let note = phrase(tongue, 20);
    (paragraph(tongue), any::<Index>(), 0..8, note)
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

/// A paragraph, alone or under a heading or a list.
fn piece_of_prose(tongue: Tongue) -> Of<Vec<Prose>> {
    let heading = (1..=2_usize, phrase(tongue, 6))
        .prop_map(|(depth, words)| vec![(format!("{} {words}", "#".repeat(depth)), words, None)]);
    let points = prop::collection::vec(phrase(tongue, 25), 1..5);
    let list = (points, any::<bool>()).prop_map(|(points, is_numbered)| {
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
    });
    let before = prop_oneof![4 => Just(Vec::new()), 1 => heading, 1 => list];
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
            for (markdown, words, note) in pieces.into_iter().flatten() {
                notes.extend(note);
                let number = notes.len().to_string();
                written.push(markdown.replace("[^@]", &format!("[^{number}]")));
                printed.push(words.replace('@', &number));
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
