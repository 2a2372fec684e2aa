//! Numbers of a text that look like figures, as lines that are remarks until a person decides.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use super::pasted::Pasted;
use super::scalar::quoted;
use super::speakers::Spoken;
use crate::base::language::Language;
use crate::content::figures;
use crate::content::number_said::{is_figure, number_said};

/// Words after a number that say nothing of what is counted.
const NO_LABEL: &[&str] = &[
    "were", "was", "are", "have", "been", "had", "of", "the", "а", "и", "and", "in", "who",
];

/// Words after which the parts of a figure are listed.
const INCLUDING: &[&str] = &[
    "including",
    "among them",
    "o cümlədən",
    "aralarında",
    "в том числе",
    "из них",
];

/// The most words of a label.
const LABEL_WORDS: usize = 4;

/// How many letters after a number its label is looked for in.
const LABEL_WITHIN: usize = 300;

/// The fewest numbers that make figures worth suggesting.
const FEWEST_FIGURES: usize = 3;

/// The most dots that are suggested: what stands on a page.
const MOST_DOTS: u64 = 900;

/// What is suggested of figures, as lines that are remarks until somebody decides.
pub(super) struct Suggestion {
    pub(super) figures: String,
    pub(super) sections: String,
}

/// A number of a text that looks like a figure.
struct Found<'t> {
    value: u64,
    label: String,
    sentence: &'t str,
    /// The one it is a part of, by its place.
    of: Option<usize>,
}

/// Figures of the speaker who gives most.
pub(super) fn suggestion(
    pasted: &Pasted,
    people: &[(String, &Spoken)],
    language: Language,
) -> Option<Suggestion> {
    let mut statements: BTreeMap<&str, Vec<&Spoken>> = BTreeMap::new();
    for spoken in &pasted.statements {
        statements.entry(&spoken.name).or_default().push(spoken);
    }
    let by_speaker = people.iter().map(|(key, person)| {
        let said = statements.get(person.name.as_str()).into_iter().flatten();
        let mut found = Vec::new();
        let mut known = HashSet::new();
        for paragraph in said.flat_map(|spoken| &spoken.paragraphs) {
            find(paragraph, language, &mut found, &mut known);
        }
        (key, found)
    });
    let (source, found) = by_speaker.max_by_key(|(_, found)| found.len())?;
    if found.len() < FEWEST_FIGURES {
        return None;
    }
    let keys = keys(&found);
    let wholes: Vec<usize> = (0..found.len())
        .filter(|idx| found[*idx].of.is_none())
        .collect();
    let has_parts: HashSet<usize> = found.iter().filter_map(|it| it.of).collect();
    let chief = wholes.iter().find(|idx| has_parts.contains(idx));
    let chief = *chief.or(wholes.first())?;
    Some(Suggestion {
        figures: figures_yaml(&found, &keys, source),
        sections: sections_yaml(&found, &keys, chief),
    })
}

/// A short name for each figure, made from the last word of its label.
fn keys(found: &[Found<'_>]) -> Vec<String> {
    let mut known = HashSet::new();
    let keys = found.iter().map(|figure| {
        let word = figure.label.split_whitespace().last().unwrap_or_default();
        let word: String = word.chars().filter(|it| it.is_alphabetic()).collect();
        let mut key = if word.is_empty() {
            "figure".to_owned()
        } else {
            word.to_lowercase()
        };
        while !known.insert(key.clone()) {
            let _ = write!(key, "{}", figure.value);
        }
        key
    });
    keys.collect()
}

/// The figures, each whole: a line of its own, and a part in lines of which the last binds it to its whole.
/// Any of them may be taken without the others.
fn figures_yaml(found: &[Found<'_>], keys: &[String], source: &str) -> String {
    let mut figures = String::from(
        "\n# Numbers found in the statements. To take some, delete the # before `figures:` and before those that are\n\
         # figures of your booklet; further down before `- figures:`, the lines under it, and the names of those that\n\
         # you took. Check what each counts; `of` says which one it is a part of. Nothing is summed.\n#figures:\n",
    );
    let mut last_sentence = "";
    for (figure, key) in found.iter().zip(keys) {
        if !std::ptr::eq(figure.sentence, last_sentence) {
            let _ = writeln!(figures, "  # “{}”", figure.sentence);
            last_sentence = figure.sentence;
        }
        let (value, label) = (figure.value, quoted(&figure.label));
        let _ = match figure.of {
            None => writeln!(
                figures,
                "#  {key}: {{value: {value}, label: {label}, source: {source}}}"
            ),
            Some(of) => writeln!(
                figures,
                "#  {key}:\n#    value: {value}\n#    label: {label}\n#    source: {source}\n\
                 #    of: {whole}   # only if `{whole}` is taken too",
                whole = keys[of]
            ),
        };
    }
    figures
}

/// The sections that show the figures, the chief one first, and parts with their whole.
fn sections_yaml(found: &[Found<'_>], keys: &[String], chief: usize) -> String {
    let mut sections = String::new();
    if found[chief].value <= MOST_DOTS {
        let _ = writeln!(
            sections,
            "  #- figures:   # one dot for each one counted\n  #    style: dots\n  #    show: [{}]",
            keys[chief]
        );
    }
    sections.push_str("  #- figures:\n  #    style: numbers\n  #    show:\n");
    let _ = writeln!(sections, "  #      - {}", keys[chief]);
    for idx in (0..found.len()).filter(|idx| *idx != chief) {
        let _ = match found[idx].of {
            None => writeln!(sections, "  #      - {}", keys[idx]),
            Some(_) => writeln!(sections, "  #      - {}   # only without `of`", keys[idx]),
        };
    }
    sections
}

/// Finds the figures of a paragraph.
fn find<'t>(
    paragraph: &'t str,
    language: Language,
    found: &mut Vec<Found<'t>>,
    known: &mut HashSet<u64>,
) {
    for sentence in sentences(paragraph) {
        // The figure whose parts are being listed.
        let mut whole: Option<usize> = None;
        let mut last_end = 0;
        let mut last: Option<usize> = None;
        for (range, value) in figures::numbers(sentence) {
            let before = &sentence[..range.start];
            let after = &sentence[range.end..];
            let between = &sentence[last_end..range.start];
            last_end = range.end;
            let is_plain = number_said(before, value, after, language) == Some(value);
            if !is_plain || !is_figure(before, &sentence[range.clone()], after, value) {
                continue;
            }
            if INCLUDING.iter().any(|word| between.contains(word)) {
                whole = last;
            }
            if !known.insert(value) {
                continue;
            }
            found.push(Found {
                value,
                label: label(after),
                sentence,
                of: whole,
            });
            last = Some(found.len() - 1);
        }
    }
}

fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in paragraph.match_indices(". ") {
        let next = paragraph[at + 2..].chars().next();
        if next.is_some_and(|it| it.is_uppercase() || it.is_ascii_digit()) {
            sentences.push(paragraph[start..=at].trim());
            start = at + 2;
        }
    }
    sentences.push(paragraph[start..].trim());
    sentences
}

/// What is counted, as far as the words after a number say it.
fn label(after: &str) -> String {
    let near = after.char_indices().nth(LABEL_WITHIN);
    let after = near.map_or(after, |(end, _)| &after[..end]);
    let end = after
        .find([',', '.', ';', ':', '(', '—', '–'])
        .unwrap_or(after.len());
    let mut words: Vec<&str> = after[..end].split_whitespace().collect();
    let stops = |word: &&str| matches!(*word, "while" | "and" | "but" | "which" | "were");
    let stop = words.iter().position(stops).filter(|stop| *stop > 0);
    words.truncate(stop.unwrap_or(words.len()));
    let skipped = words
        .iter()
        .take_while(|word| NO_LABEL.contains(word))
        .count();
    let label = words[skipped..]
        .iter()
        .take(LABEL_WORDS)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    if label.is_empty() {
        "counted".to_owned()
    } else {
        label
    }
}
