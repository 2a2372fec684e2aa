//! A text taken apart to the YAML of a booklet: whole, commented for somebody who never saw YAML, with
//! figures as suggestions that a person decides on.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::pasted::Pasted;
use super::scalar::{as_markdown, quoted};
use super::speakers::Spoken;
use super::suggest;
use crate::base::day::Day;
use crate::base::language::Language;
use crate::content::day_words;

/// The booklet's YAML, its title from the headings of the text or from a name such as the folder's.
pub fn yaml(pasted: &Pasted, name: &str) -> String {
    let people = people(pasted);
    let suggestion = suggest::suggestion(pasted, &people, language(pasted));
    let mut yaml = head(pasted, name);
    push_people(&mut yaml, &people);
    if let Some(suggestion) = &suggestion {
        yaml.push_str(&suggestion.figures);
    }
    yaml.push_str("\nsections:\n  - cover: {}\n  - imprint: {}\n");
    if pasted.statements.len() > 1 {
        yaml.push_str("  - contents: {}\n");
    }
    push_statements(&mut yaml, pasted, &people);
    if let Some(suggestion) = &suggestion {
        yaml.push_str(&suggestion.sections);
    }
    yaml.push_str("  - back_cover: {}\n");
    yaml
}

/// What stands before the people: the title and the dates.
fn head(pasted: &Pasted, name: &str) -> String {
    let language = language(pasted);
    let title = pasted.headings.first();
    let title = title.cloned().unwrap_or_else(|| titled(name));
    let dates = dates(pasted, language);
    let mut yaml = String::from(
        "# A booklet. What stands after # is a remark and is not printed. Where a word stands directly after #,\n\
         # it is a suggestion: delete the # to take it. Look at the lines with “check”.\n\
         bifolio: 1\n",
    );
    let _ = writeln!(
        yaml,
        "title: {}   # check: as it stands on the cover",
        quoted(&title)
    );
    for (idx, heading) in pasted.headings.iter().skip(1).enumerate() {
        let key = if idx == 0 {
            "subtitle: "
        } else {
            "# also found above the first speaker: "
        };
        let _ = writeln!(yaml, "{key}{}", quoted(heading));
    }
    if pasted.headings.len() < 2 {
        yaml.push_str("#subtitle: Statements on the anniversary\n");
    }
    match dates.first() {
        Some((day, words)) => {
            let _ = writeln!(
                yaml,
                "date: {}   # check: the day of the event; the text says “{words}”",
                day_words::iso(*day)
            );
        }
        None => yaml.push_str(
            "date: 2000-01-01   # check: no date was found; the day of the event, year-month-day\n",
        ),
    }
    let other = dates.get(1);
    match other {
        Some((day, words)) => {
            let _ = writeln!(
                yaml,
                "#commemorates: {}   # the day that is remembered; the text says “{words}”",
                day_words::iso(*day)
            );
        }
        None => yaml.push_str(
            "#commemorates: year-month-day   # the day that is remembered, if there is one\n",
        ),
    }
    let _ = writeln!(yaml, "language: {language}   # check: en, az, tr or ru");
    yaml
}

fn push_people(yaml: &mut String, people: &[(String, &Spoken)]) {
    if !people.is_empty() {
        yaml.push_str("\n# Everybody who speaks, each spelt once. The word before the colon is a short name of yours.\npeople:\n");
    }
    for (key, spoken) in people {
        let _ = writeln!(yaml, "  {key}:");
        if let Some(honorific) = &spoken.honorific {
            let _ = writeln!(yaml, "    honorific: {}", quoted(honorific));
        }
        let _ = writeln!(yaml, "    name: {}", quoted(&spoken.name));
        if !spoken.titles.is_empty() {
            let titles: Vec<_> = spoken.titles.iter().map(|it| quoted(it)).collect();
            let _ = writeln!(yaml, "    titles: [{}]", titles.join(", "));
        }
        yaml.push_str("    #portrait: {file: portrait.jpg, alt: what the picture shows}\n");
    }
}

fn push_statements(yaml: &mut String, pasted: &Pasted, people: &[(String, &Spoken)]) {
    let known: BTreeMap<&str, &str> = people
        .iter()
        .map(|(key, known)| (known.name.as_str(), key.as_str()))
        .collect();
    for (idx, spoken) in pasted.statements.iter().enumerate() {
        let speaker = known.get(spoken.name.as_str());
        match speaker {
            Some(key) => {
                let _ = writeln!(yaml, "  - statement:\n      by: {key}\n      text: |-");
            }
            None if idx == 0 => yaml.push_str("  - text:   # nobody was found who says this; make it a statement with `by:`\n      text: |-\n"),
            None => yaml.push_str("  - text:\n      text: |-\n"),
        }
        for (idx, paragraph) in spoken.paragraphs.iter().enumerate() {
            let gap = if idx > 0 { "\n" } else { "" };
            let paragraph = match speaker {
                Some(_) => Cow::Borrowed(paragraph.as_str()),
                None => Cow::Owned(as_markdown(paragraph)),
            };
            let _ = writeln!(yaml, "{gap}        {paragraph}");
        }
    }
}

/// A name of a file or folder as a title: `our-day` becomes “Our day”.
fn titled(name: &str) -> String {
    let name = name.replace(['-', '_'], " ");
    let mut letters = name.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "Our booklet".to_owned(),
    }
}

/// The language a text is in, by its letters.
fn language(pasted: &Pasted) -> Language {
    let mut n_letters: BTreeMap<Language, usize> = BTreeMap::new();
    for spoken in &pasted.statements {
        for letter in spoken.paragraphs.iter().flat_map(|it| it.chars()) {
            let language = match letter {
                'ə' | 'Ə' => Language::Azerbaijani,
                'ğ' | 'ı' | 'ş' | 'İ' => Language::Turkish,
                '\u{400}'..='\u{4ff}' => Language::Russian,
                '\u{5d0}'..='\u{5ea}' => Language::Hebrew,
                'ں' | 'ے' | 'ٹ' | 'ڈ' | 'ہ' => Language::Urdu,
                '\u{620}'..='\u{64a}' => Language::Arabic,
                _ => Language::English,
            };
            *n_letters.entry(language).or_default() += 1;
        }
    }
    let n = |language| n_letters.get(&language).copied().unwrap_or(0);
    let whole: usize = n_letters.values().sum();
    // A name in another script does not make a text; the few letters of its own make Azerbaijani.
    let is_in = |language: Language, part: usize| n(language) * part > whole;
    if is_in(Language::Russian, 3) {
        Language::Russian
    } else if is_in(Language::Hebrew, 3) {
        Language::Hebrew
    } else if n(Language::Arabic) + n(Language::Urdu) > whole / 3 {
        if is_in(Language::Urdu, 50) {
            Language::Urdu
        } else {
            Language::Arabic
        }
    } else if is_in(Language::Azerbaijani, 50) {
        Language::Azerbaijani
    } else if is_in(Language::Turkish, 50) {
        Language::Turkish
    } else {
        Language::English
    }
}

/// The first whole date of a text and the first of another year, with their words.
fn dates(pasted: &Pasted, language: Language) -> Vec<(Day, String)> {
    let Some(months) = language.months() else {
        return Vec::new();
    };
    let mut dates = Vec::new();
    // What stands above all speeches says when they are held.
    let paragraphs = pasted.statements.iter().flat_map(|it| &it.paragraphs);
    for paragraph in pasted.headings.iter().chain(paragraphs) {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        for (idx, word) in words.iter().enumerate() {
            let bare = word.trim_matches(|it: char| !it.is_alphanumeric());
            if let Some(day) = day_words::in_digits(bare) {
                add(&mut dates, day, bare);
            }
            if let Some((day, range)) = day_words::around_month(&words, idx, &months) {
                let words = words[range.start..range.end.min(words.len())].join(" ");
                add(
                    &mut dates,
                    day,
                    words.trim_end_matches([',', '.', ';', ':']),
                );
            }
        }
    }
    dates
}

/// Adds the first date, and the first of another year; others are not asked for.
fn add(dates: &mut Vec<(Day, String)>, day: Day, words: &str) {
    let is_wanted = match &dates[..] {
        [] => true,
        [(first, _)] => first.year != day.year,
        _ => false,
    };
    if is_wanted {
        dates.push((day, words.to_owned()));
    }
}

/// The people who speak, each once, by a short name made from the last word of the name.
fn people(pasted: &Pasted) -> Vec<(String, &Spoken)> {
    let mut people: Vec<(String, &Spoken)> = Vec::new();
    let (mut names, mut keys) = (BTreeSet::new(), BTreeMap::new());
    for spoken in pasted.statements.iter().filter(|it| !it.name.is_empty()) {
        if !names.insert(spoken.name.as_str()) {
            continue;
        }
        let last = spoken.name.split_whitespace().last().unwrap_or_default();
        let letters = last.chars().filter(char::is_ascii_alphabetic);
        let mut key: String = letters.collect::<String>().to_ascii_lowercase();
        if key.len() < 3 {
            key = format!("speaker{}", people.len() + 1);
        }
        // The second of a name has a 2 after it; letters only are before it, so that no two are alike.
        let n_alike = keys.entry(key.clone()).or_insert(0_usize);
        *n_alike += 1;
        if *n_alike > 1 {
            let _ = write!(key, "{n_alike}");
        }
        people.push((key, spoken));
    }
    people
}
