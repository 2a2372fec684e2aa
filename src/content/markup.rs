//! `CommonMark` inside a text: paragraphs, headings, lists, emphasis, links, notes. Statements never
//! come here, they are literal.
//!
//! Takes a passage, gives [`Prose`]; what a booklet does not use (pictures, code, HTML) is a
//! complaint, so that nothing is dropped silently.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::text::Passage;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::base::language::Language;

/// A paragraph of prose, a heading or a point of a list.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// What it is.
    pub kind: ProseKind,
    /// Its text, without line breaks.
    pub text: String,
    /// Where each stretch ends, and how it is said.
    pub stretches: Vec<(usize, Said)>,
    /// Where it stands.
    pub at: Option<Span>,
}

/// What a piece of prose is.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum ProseKind {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading inside the text; 1 is the highest.
    Heading(u8),
    /// A point of a list.
    Point {
        /// What stands before it: a dash, or its number.
        marker: String,
        /// Whether it is the first of its list.
        is_first: bool,
    },
    /// A note, with its number.
    Note(usize),
}

/// How a stretch is said, and where it leads.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Said {
    /// With what emphasis.
    pub emphasis: Emphasis,
    /// The address it leads to.
    pub link: Option<String>,
    /// The number of the note it refers to; its text is that number.
    pub note: Option<usize>,
    /// The tag of its language, where that is another than the text's: `<span lang="fr">`.
    pub language: Option<String>,
}

/// How a stretch is said.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// Plainly.
    #[default]
    Plain,
    /// With emphasis: `*so*`.
    Emphasis,
    /// With strong emphasis: `**so**`.
    Strong,
}

impl Prose {
    /// A paragraph without emphasis.
    pub fn plain(text: impl Into<String>, at: Span) -> Self {
        let text = text.into();
        let stretches = vec![(text.len(), Said::default())];
        Self {
            stretches,
            text,
            at: Some(at),
            ..Self::default()
        }
    }

    /// The same without its first bytes, a letter that is set apart.
    #[must_use]
    pub fn without_first(&self, n_bytes: usize) -> Self {
        let rest = self.stretches.iter().filter(|(end, _)| *end > n_bytes);
        Self {
            kind: self.kind.clone(),
            text: self.text.get(n_bytes..).unwrap_or_default().to_owned(),
            stretches: rest
                .map(|(end, said)| (end - n_bytes, said.clone()))
                .collect(),
            at: self.at,
        }
    }

    /// Adds words. Spaces running are one space, as everywhere in Markdown.
    fn say(&mut self, text: &str, said: Said) {
        for character in text.chars() {
            if character != ' ' || !self.text.ends_with(' ') {
                self.text.push(character);
            }
        }
        let end = self.text.len();
        match self.stretches.last_mut() {
            Some((last_end, last)) if *last == said => *last_end = end,
            _ => self.stretches.push((end, said)),
        }
    }
}

/// A text's prose in order, and its notes.
#[derive(Debug, Default)]
pub struct Marked {
    /// Paragraphs, headings and points.
    pub prose: Vec<Prose>,
    /// Notes, in the order of their first reference.
    pub notes: Vec<Prose>,
}

/// Reads a passage.
pub fn parse(passage: &Passage, complaints: &mut Complaints) -> Marked {
    let mut reader = Reader {
        passage,
        complaints,
        marked: Marked::default(),
        open: None,
        said: Vec::new(),
        lists: Vec::new(),
        labels: Vec::new(),
        numbers: HashMap::new(),
        n_spans: 0,
        note: None,
    };
    let parser = Parser::new_ext(&passage.text, Options::ENABLE_FOOTNOTES);
    for (event, range) in parser.into_offset_iter() {
        let at = passage.span_of(range.start, range.end);
        reader.take(event, at);
    }
    reader.finish()
}

struct Reader<'r> {
    passage: &'r Passage,
    complaints: &'r mut Complaints,
    marked: Marked,
    open: Option<Prose>,
    said: Vec<Said>,
    /// For each open list: the number of its next point, if it is numbered.
    lists: Vec<(Option<u64>, bool)>,
    /// The labels of notes, in the order of their first reference.
    labels: Vec<String>,
    /// The number of each label.
    numbers: HashMap<String, usize>,
    /// How many `<span>` are open.
    n_spans: usize,
    /// The note that is being read.
    note: Option<usize>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, at: Span) {
        match event {
            Event::Start(Tag::Paragraph) => self.begin(at),
            Event::Start(Tag::Heading { level, .. }) => {
                self.begin(at);
                self.kind(ProseKind::Heading(depth(level)));
            }
            Event::Start(Tag::List(first)) => self.lists.push((first, true)),
            Event::Start(Tag::Item) => self.begin_point(at),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.note = Some(self.number_of(&label));
            }
            Event::Start(Tag::Emphasis) => self.say_with(|said| said.emphasis = Emphasis::Emphasis),
            Event::Start(Tag::Strong) => self.say_with(|said| said.emphasis = Emphasis::Strong),
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.say_with(|said| said.link = Some(dest_url.to_string()));
            }
            Event::InlineHtml(html) if html.starts_with("<span") => self.begin_span(&html, at),
            Event::InlineHtml(html) if &*html == "</span>" && self.n_spans > 0 => {
                self.said.pop();
                self.n_spans -= 1;
            }
            Event::FootnoteReference(label) => {
                let number = self.number_of(&label);
                let said = Said {
                    note: Some(number),
                    ..self.now()
                };
                self.text(&number.to_string(), said);
            }
            Event::Text(text) => self.text(&text, self.now()),
            Event::SoftBreak | Event::HardBreak => self.text(" ", self.now()),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {
                self.said.pop();
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => self.end(),
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::End(TagEnd::FootnoteDefinition) => self.note = None,
            Event::End(_) => {}
            other => complain(&other, at, self.complaints),
        }
    }

    fn begin(&mut self, at: Span) {
        // A paragraph inside a point goes on with it.
        if self.open.is_none() {
            self.open = Some(Prose {
                at: Some(at),
                ..Prose::default()
            });
        }
    }

    fn begin_point(&mut self, at: Span) {
        self.end();
        self.begin(at);
        let Some((number, is_first)) = self.lists.last_mut() else {
            return;
        };
        let marker = match number {
            None => "–".to_owned(),
            Some(number) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
        };
        let kind = ProseKind::Point {
            marker,
            is_first: *is_first,
        };
        *is_first = false;
        self.kind(kind);
    }

    fn kind(&mut self, kind: ProseKind) {
        if let Some(prose) = &mut self.open {
            prose.kind = kind;
        }
    }

    fn say_with(&mut self, change: impl FnOnce(&mut Said)) {
        let mut said = self.now();
        change(&mut said);
        self.said.push(said);
    }

    /// Begins words in another language: `<span lang="fr">`.
    fn begin_span(&mut self, html: &str, at: Span) {
        let tag = html.strip_prefix("<span").and_then(|rest| {
            let rest = rest.trim_start().strip_prefix("lang")?.trim_start();
            let rest = rest.strip_prefix('=')?.trim_start();
            let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
            let (tag, rest) = rest[1..].split_once(quote)?;
            (rest.trim() == ">" && Language::is_tag(tag)).then(|| tag.to_owned())
        });
        if tag.is_none() {
            let message = "this does not say which language the words are in";
            let help = "write `<span lang=\"fr\">` before them, with the language's tag, and `</span>` after them";
            self.complaints
                .push(Diagnostic::new(Code::BadValue, Some(at), message).help(help));
        }
        self.n_spans += 1;
        self.say_with(|said| said.language = tag);
    }

    fn now(&self) -> Said {
        self.said.last().cloned().unwrap_or_default()
    }

    fn text(&mut self, text: &str, said: Said) {
        if let Some(prose) = &mut self.open {
            prose.say(text, said);
        }
    }

    fn end(&mut self) {
        if self.n_spans > 0 {
            let message = "words in another language are not ended";
            let help = "write `</span>` after them, in the same paragraph";
            let at = self.open.as_ref().and_then(|prose| prose.at);
            self.complaints
                .push(Diagnostic::new(Code::BadValue, at, message).help(help));
            (self.n_spans, self.said) = (0, Vec::new());
        }
        let Some(mut prose) = self.open.take() else {
            return;
        };
        if prose.text.is_empty() {
            return;
        }
        match self.note {
            Some(number) => {
                prose.kind = ProseKind::Note(number);
                self.marked.notes.push(prose);
            }
            None => self.marked.prose.push(prose),
        }
    }

    fn number_of(&mut self, label: &str) -> usize {
        if let Some(known) = self.numbers.get(label) {
            return *known;
        }
        self.labels.push(label.to_owned());
        self.numbers.insert(label.to_owned(), self.labels.len());
        self.labels.len()
    }

    fn finish(mut self) -> Marked {
        self.end();
        let number = |note: &Prose| match note.kind {
            ProseKind::Note(number) => number,
            _ => 0,
        };
        let written: HashSet<_> = self.marked.notes.iter().map(number).collect();
        for (idx, label) in self.labels.iter().enumerate() {
            if !written.contains(&(idx + 1)) {
                let message = format!("there is no note `[^{label}]:`");
                let help = "write the note under the text, on a line that begins with its mark";
                let at = Some(self.passage.at);
                self.complaints
                    .push(Diagnostic::new(Code::UnknownName, at, message).help(help));
            }
        }
        self.marked.notes.sort_by_key(number);
        self.marked
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        _ => 2,
    }
}

fn complain(event: &Event<'_>, at: Span, complaints: &mut Complaints) {
    let what = match event {
        Event::Start(Tag::Image { .. }) => "a picture",
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => "HTML",
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => "code",
        Event::Start(Tag::BlockQuote(_)) => "a quotation",
        Event::Rule => "a rule",
        _ => return,
    };
    let message = format!("{what} is not used in a text");
    let help = "put a backslash before a mark that is meant as itself; pictures and quotations are sections of their own";
    complaints.push(Diagnostic::new(Code::BadValue, Some(at), message).help(help));
}
