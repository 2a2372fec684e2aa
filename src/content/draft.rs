//! A text taken apart to the YAML of a booklet: whole, commented for somebody who never saw YAML, with
//! figures as suggestions that a person decides on.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::figures;
use super::pasted::{Pasted, Spoken};
use crate::base::day::Day;
use crate::base::language::Language;

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

/// The fewest numbers that make figures worth suggesting.
const FEWEST_FIGURES: usize = 3;

/// The most dots that are suggested: what stands on a page.
const MOST_DOTS: u64 = 900;

/// The booklet's YAML, its title from the headings of the text or from a name such as the folder's.
pub fn yaml(pasted: &Pasted, name: &str) -> String {
    let people = people(pasted);
    let suggestion = suggestion(pasted, &people);
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
                iso(*day)
            );
        }
        None => yaml.push_str(
            "date: 2000-01-01   # check: no date was found; the day of the event, year-month-day\n",
        ),
    }
    let other = dates
        .iter()
        .find(|(day, _)| Some(day.year) != dates.first().map(|it| it.0.year));
    match other {
        Some((day, words)) => {
            let _ = writeln!(
                yaml,
                "#commemorates: {}   # the day that is remembered; the text says “{words}”",
                iso(*day)
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
    for (idx, spoken) in pasted.statements.iter().enumerate() {
        let speaker = people.iter().find(|(_, known)| known.name == spoken.name);
        match speaker {
            Some((key, _)) => {
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

/// Words as Markdown that says just them (`CommonMark` 0.31, 2.4): what would be a mark gets a stroke before
/// it.
fn as_markdown(words: &str) -> String {
    let mut markdown = String::with_capacity(words.len());
    let n_digits = words.bytes().take_while(u8::is_ascii_digit).count();
    for (at, letter) in words.char_indices() {
        let is_mark = matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '!'
        );
        let begins_block = at == 0 && matches!(letter, '#' | '+' | '-' | '=');
        let begins_point = at > 0 && at == n_digits && matches!(letter, '.' | ')');
        if is_mark || begins_block || begins_point {
            markdown.push('\\');
        }
        markdown.push(letter);
    }
    markdown
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

/// A text as a YAML scalar: in quotes, so that nothing in it means anything.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn iso(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
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

/// The whole dates of a text in order, with their words.
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
            if let Some(day) = in_digits(bare) {
                add(&mut dates, day, bare);
            }
            let Some(month) = months.iter().position(|month| *month == bare) else {
                continue;
            };
            let number = |at: Option<usize>| -> Option<u16> {
                let word = words.get(at?)?;
                word.trim_matches(|it: char| !it.is_ascii_digit())
                    .parse()
                    .ok()
            };
            let day_before = number(idx.checked_sub(1)).filter(|day| (1..=31).contains(day));
            let day_after = number(Some(idx + 1)).filter(|day| (1..=31).contains(day));
            let (day, year, range) = match (day_before, day_after) {
                (Some(day), _) => (day, number(Some(idx + 1)), idx - 1..idx + 2),
                (None, Some(day)) => (day, number(Some(idx + 2)), idx..idx + 3),
                (None, None) => continue,
            };
            let Some(year) = year.filter(|year| (1000..=2200).contains(year)) else {
                continue;
            };
            if let Some(day) = Day::from_iso(&format!("{year:04}-{:02}-{day:02}", month + 1)) {
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

fn add(dates: &mut Vec<(Day, String)>, day: Day, words: &str) {
    if !dates.iter().any(|(known, _)| *known == day) {
        dates.push((day, words.to_owned()));
    }
}

/// A date written as 2024-12-10 or 10.12.2024; with strokes between, nobody knows which is the month.
fn in_digits(word: &str) -> Option<Day> {
    let by_points: Vec<&str> = word.split('.').collect();
    let iso = match by_points[..] {
        [day, month, year] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => word.to_owned(),
    };
    Day::from_iso(&iso).filter(|day| (1000..=2200).contains(&day.year))
}

/// The people who speak, each once, by a short name made from the last word of the name.
fn people(pasted: &Pasted) -> Vec<(String, &Spoken)> {
    let mut people: Vec<(String, &Spoken)> = Vec::new();
    for spoken in pasted.statements.iter().filter(|it| !it.name.is_empty()) {
        if people.iter().any(|(_, known)| known.name == spoken.name) {
            continue;
        }
        let last = spoken.name.split_whitespace().last().unwrap_or_default();
        let letters = last.chars().filter(char::is_ascii_alphabetic);
        let mut key: String = letters.collect::<String>().to_ascii_lowercase();
        if key.len() < 3 {
            key = format!("speaker{}", people.len() + 1);
        }
        while people.iter().any(|(known, _)| *known == key) {
            key.push('2');
        }
        people.push((key, spoken));
    }
    people
}

// ── figures ─────────────────────────────────────────────────────────────────────────────────────

/// What is suggested of figures, as lines that are remarks until somebody decides.
struct Suggestion {
    figures: String,
    sections: String,
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
fn suggestion(pasted: &Pasted, people: &[(String, &Spoken)]) -> Option<Suggestion> {
    let by_speaker = people.iter().map(|(key, person)| {
        let said = pasted.statements.iter().filter(|it| it.name == person.name);
        let found: Vec<Found<'_>> = said.flat_map(|spoken| spoken.paragraphs.iter()).fold(
            Vec::new(),
            |mut found, paragraph| {
                find(paragraph, &mut found);
                found
            },
        );
        (key, found)
    });
    let (source, found) = by_speaker.max_by_key(|(_, found)| found.len())?;
    if found.len() < FEWEST_FIGURES {
        return None;
    }
    let mut keys: Vec<String> = Vec::new();
    for figure in &found {
        let word = figure.label.split_whitespace().last().unwrap_or_default();
        let word: String = word.chars().filter(|it| it.is_alphabetic()).collect();
        let mut key = if word.is_empty() {
            "figure".to_owned()
        } else {
            word.to_lowercase()
        };
        while keys.contains(&key) {
            let _ = write!(key, "{}", figure.value);
        }
        keys.push(key);
    }
    let mut figures = String::from(
        "\n# Numbers found in the statements. To take some, delete the # before `figures:`, before those that are\n\
         # figures of your booklet, and before `- figures:` further down with its lines. Check what each counts;\n\
         # `of` says which one it is a part of. Nothing is summed.\n#figures:\n",
    );
    let mut last_sentence = "";
    for (figure, key) in found.iter().zip(&keys) {
        if figure.sentence != last_sentence {
            let _ = writeln!(figures, "  # “{}”", figure.sentence);
            last_sentence = figure.sentence;
        }
        let of = figure
            .of
            .map(|of| format!("of: {}, ", keys[of]))
            .unwrap_or_default();
        let _ = writeln!(
            figures,
            "#  {key}: {{value: {}, label: {}, {of}source: {source}}}",
            figure.value,
            quoted(&figure.label)
        );
    }
    let has_parts = |idx: usize| found.iter().any(|it| it.of == Some(idx));
    let wholes: Vec<usize> = (0..found.len())
        .filter(|idx| found[*idx].of.is_none())
        .collect();
    let chief = wholes
        .iter()
        .copied()
        .find(|idx| has_parts(*idx))
        .or(wholes.first().copied())?;
    let mut show = vec![keys[chief].as_str()];
    show.extend(
        wholes
            .iter()
            .filter(|idx| **idx != chief)
            .map(|idx| keys[*idx].as_str()),
    );
    let mut sections = String::new();
    if found[chief].value <= MOST_DOTS {
        let _ = writeln!(
            sections,
            "  #- figures:\n  #    show: [{}]\n  #    style: dots   # one dot for each one counted",
            keys[chief]
        );
    }
    let _ = writeln!(
        sections,
        "  #- figures:\n  #    show: [{}]\n  #    style: numbers",
        show.join(", ")
    );
    Some(Suggestion { figures, sections })
}

/// Finds the figures of a paragraph.
fn find<'t>(paragraph: &'t str, found: &mut Vec<Found<'t>>) {
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
            if !is_figure(before, &sentence[range.clone()], after, value) {
                continue;
            }
            if INCLUDING.iter().any(|word| between.contains(word)) {
                whole = last;
            }
            if found.iter().any(|known| known.value == value) {
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

/// Whether a number counts something: no year, day, ordinal, part of a word or of a date.
fn is_figure(before: &str, number: &str, after: &str, value: u64) -> bool {
    let is_grouped = number.contains(|it: char| !it.is_ascii_digit());
    let is_year = !is_grouped && (1000..=2200).contains(&value);
    // 12.5 is no 12.
    let mut next = after.chars();
    let is_broken = next.next().is_some_and(|it| matches!(it, '.' | ','))
        && next.next().is_some_and(|it| it.is_ascii_digit());
    let touches = before.ends_with(|it: char| it.is_alphanumeric() || it == '.')
        || after.starts_with(|it: char| it.is_alphanumeric())
        || is_broken;
    let word = |text: Option<&str>| {
        let bare = text
            .unwrap_or_default()
            .trim_matches(|it: char| !it.is_alphanumeric());
        Language::ALL
            .into_iter()
            .filter_map(Language::months)
            .any(|months| months.contains(&bare))
    };
    let is_day = value <= 31
        && (word(before.split_whitespace().last()) || word(after.split_whitespace().next()) || {
            // “25 to 26 February”: the first day of two.
            let mut words = after.split_whitespace().skip(1);
            words.next().is_some_and(|it| it.parse::<u64>().is_ok()) && word(words.next())
        });
    !is_year && !touches && !is_day && value > 0
}

/// What is counted, as far as the words after a number say it.
fn label(after: &str) -> String {
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
