//! A random booklet that is right: its YAML, the files it names, and what it must print.
//!
//! The words are nonsense or of the Universal Declaration, the pictures those of the showcase. Every
//! kind of section has a function; each gives the keys and, in the order of reading, the words.

#[path = "random/prose.rs"]
mod prose;
#[path = "random/sections.rs"]
mod sections;
#[path = "random/words.rs"]
mod words;

use std::fmt;
use std::rc::Rc;

use bifolio::base::day::Day;
use bifolio::base::language::Language;
use bifolio::design::language::{Row, row};
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

pub(crate) use prose::giant;
use prose::statement;
use sections::{back_cover, cover, imprint, inner, notes_page, plate, quotation};
use words::{frame, phrase};

/// Where the pictures are taken from.
pub(crate) const PICTURES: &str = "content/showcase/pictures";

/// A language: its small and capital letters, and the Declaration in it, a paragraph a line.
#[derive(Debug, Clone, Copy)]
struct Tongue(Language, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const TONGUES: [Tongue; 4] = [
    Tongue(Language::English, "a-z", "A-Z", include_str!("../fixtures/udhr/en.txt")),
    Tongue(Language::Azerbaijani, "a-vx-zəçğışöü", "A-VX-ZƏÇĞİŞÖÜ", include_str!("../fixtures/udhr/az.txt")),
    Tongue(Language::Turkish, "a-pr-vyzçğışöü", "A-PR-VYZÇĞİŞÖÜ", include_str!("../fixtures/udhr/tr.txt")),
    Tongue(Language::Russian, "а-яё", "А-Я", include_str!("../fixtures/udhr/ru.txt")),
];

/// A booklet.
#[derive(Clone)]
pub(crate) struct Booklet {
    pub(crate) yaml: String,
    /// The text files it names.
    pub(crate) files: Vec<(String, String)>,
    /// What must be printed, section by section.
    pub(crate) sections: Vec<Section>,
    /// What may be printed before the back cover.
    pub(crate) fill: Vec<Section>,
}

impl fmt::Debug for Booklet {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.yaml)?;
        let mut files = self.files.iter();
        files.try_for_each(|(name, text)| writeln!(out, "--- {name}\n{text}"))
    }
}

/// A section, and what it prints.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    pub(crate) kind: &'static str,
    keys: Value,
    /// What stands in its `file`.
    file: Option<String>,
    /// Its texts, in the order of reading.
    pub(crate) texts: Vec<String>,
    /// Whether the program decides on the order of the texts.
    pub(crate) is_sorted: bool,
    pub(crate) n_columns: usize,
    /// What the contents says of it.
    listed: Vec<String>,
    pub(crate) pull_quote: Option<String>,
}

impl Section {
    fn new<T: Into<Option<String>>>(
        kind: &'static str,
        keys: Value,
        texts: impl IntoIterator<Item = T>,
    ) -> Self {
        let texts = texts.into_iter().filter_map(Into::into).collect();
        Self {
            kind,
            keys,
            texts,
            n_columns: 1,
            ..Self::default()
        }
    }

    fn listed(mut self, lines: impl IntoIterator<Item = Option<String>>) -> Self {
        self.listed = lines.into_iter().flatten().collect();
        self
    }
}

/// What all sections of a booklet share.
#[derive(Debug, Clone)]
struct Frame {
    tongue: Tongue,
    theme: &'static str,
    title: String,
    subtitle: Option<String>,
    commemorates: Option<Day>,
    people: Vec<Person>,
    figures: Vec<Whole>,
}

#[derive(Debug, Clone)]
struct Person {
    name: String,
    titles: Vec<String>,
    portrait: Option<Picture>,
    signature: Option<Picture>,
    keys: Value,
}

/// A figure with its parts, each with its label; the source is a place in the list of people.
#[derive(Debug, Clone)]
struct Whole {
    value: u64,
    label: String,
    parts: Vec<(u64, String)>,
    source: Index,
    qualifier: Option<&'static str>,
    disjoint: Option<bool>,
}

#[derive(Debug, Clone)]
struct Picture {
    keys: Value,
    texts: Vec<Option<String>>,
}

const DATE: Day = Day {
    year: 2023,
    month: 12,
    day: 10,
};

impl Frame {
    fn row(&self) -> &'static Row {
        row(self.tongue.0).unwrap()
    }

    fn speaker(&self, whole: &Whole) -> usize {
        whole.source.index(self.people.len())
    }

    /// The sentences a speaker's figures stand in.
    fn figures_said_by(&self, speaker: usize) -> Option<String> {
        let said = self
            .figures
            .iter()
            .filter(|whole| self.speaker(whole) == speaker);
        let numbers = said.flat_map(|whole| {
            let number = |value, label: &str| format!("{} {label}.", self.row().number(value));
            let parts = whole
                .parts
                .iter()
                .map(move |(value, label)| number(*value, label));
            [number(whole.value, &whole.label)]
                .into_iter()
                .chain(parts)
                .collect::<Vec<_>>()
        });
        Some(numbers.collect::<Vec<_>>().join(" ")).filter(|words| !words.is_empty())
    }
}

type Of<T> = BoxedStrategy<T>;

/// A booklet with one to four statements.
pub(crate) fn booklet() -> impl Strategy<Value = Booklet> {
    frame().prop_flat_map(|frame| {
        let frame = Rc::new(frame);
        let statements: Vec<_> = (0..frame.people.len())
            .map(|idx| statement(&frame, idx))
            .collect();
        let inner = (statements, prop::collection::vec(inner(&frame), 1..11))
            .prop_map(|(statements, others)| [statements, others].concat())
            .prop_shuffle();
        let contents = weighted(0.8, of(phrase(frame.tongue, 4)));
        let ends = (
            weighted(0.9, cover(&frame)),
            of(imprint(&frame)),
            contents,
            weighted(0.7, back_cover(&frame)),
        );
        let fill = prop_oneof![notes_page(&frame), quotation(&frame), plate(&frame)];
        (inner, ends, prop::collection::vec(fill, 0..4)).prop_map(
            move |(inner, (cover, imprint, contents, back_cover), fill)| {
                let contents = contents.map(|title| contents_of(&frame, title.as_ref(), &inner));
                let front = cover.into_iter().chain(imprint).chain(contents);
                let sections = front.chain(inner).chain(back_cover).collect();
                assembled(&frame, sections, fill)
            },
        )
    })
}

fn contents_of(frame: &Frame, title: Option<&String>, inner: &[Section]) -> Section {
    let head = title.unwrap_or(&frame.title).clone();
    let listed = inner.iter().flat_map(|section| section.listed.clone());
    let texts: Vec<_> = [head].into_iter().chain(listed).collect();
    Section::new("contents", json!({"title": title}), texts)
}

fn assembled(frame: &Frame, mut sections: Vec<Section>, fill: Vec<Section>) -> Booklet {
    let mut files = Vec::new();
    for (idx, section) in sections.iter_mut().enumerate() {
        if let Some(text) = section.file.take() {
            let name = format!("file-{idx}.txt");
            section.keys["file"] = json!(name);
            files.push((name, text));
        }
    }
    let mut figures = Map::new();
    for (idx, whole) in frame.figures.iter().enumerate() {
        let source = format!("p{}", frame.speaker(whole));
        figures.insert(
            format!("f{idx}"),
            json!({
                "value": whole.value, "label": whole.label, "source": source,
                "qualifier": whole.qualifier, "disjoint": whole.disjoint,
            }),
        );
        for (nth, (value, label)) in whole.parts.iter().enumerate() {
            let part =
                json!({"value": value, "label": label, "source": source, "of": format!("f{idx}")});
            figures.insert(format!("f{idx}_{nth}"), part);
        }
    }
    let people = frame.people.iter().enumerate();
    let people: Map<_, _> = people
        .map(|(idx, it)| (format!("p{idx}"), it.keys.clone()))
        .collect();
    let list = |sections: &[Section]| -> Vec<Value> {
        sections
            .iter()
            .map(|section| json!({section.kind: section.keys}))
            .collect()
    };
    let day = |day: Day| format!("{}-{:02}-{:02}", day.year, day.month, day.day);
    let whole = json!({
        "bifolio": 1, "title": frame.title, "subtitle": frame.subtitle, "date": day(DATE),
        "commemorates": frame.commemorates.map(day), "language": frame.tongue.0.tag(),
        "people": people, "figures": figures, "sections": list(&sections), "fill": list(&fill),
        "design": {"theme": frame.theme},
    });
    let yaml = yaml(&whole, "").trim_start().to_owned();
    Booklet {
        yaml,
        files,
        sections,
        fill,
    }
}

/// A value as YAML, after its key: blocks indented, texts of several lines as literal blocks.
fn yaml(value: &Value, indent: &str) -> String {
    let deeper = format!("{indent}  ");
    let lines: Vec<String> = match value {
        Value::Object(keys) => {
            let keys = keys.iter().filter(|(_, value)| !value.is_null());
            keys.map(|(key, value)| format!("{indent}{key}:{}", yaml(value, &deeper)))
                .collect()
        }
        Value::Array(items) => items
            .iter()
            .map(|item| format!("{indent}-{}", yaml(item, &deeper)))
            .collect(),
        Value::String(text) if text.contains('\n') => {
            let lines = text
                .lines()
                .map(|line| format!("{indent}{line}").trim_end().to_owned());
            [" |-".to_owned()].into_iter().chain(lines).collect()
        }
        other => return format!(" {other}"),
    };
    match (value, lines.is_empty()) {
        (Value::Object(_), true) => " {}".to_owned(),
        (_, true) => " []".to_owned(),
        (Value::String(_), _) => lines.join("\n"),
        _ => format!("\n{}", lines.join("\n")),
    }
}
