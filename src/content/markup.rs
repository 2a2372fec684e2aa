//! `CommonMark` inside a text: paragraphs with emphasis. Statements never come here, they are literal.
//!
//! Takes a passage, gives [`Prose`]; what a booklet does not use (headings, pictures, HTML) is a
//! complaint, so that nothing is dropped silently.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::text::Passage;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};

/// A paragraph of prose.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// Its text, without line breaks.
    pub text: String,
    /// Where each stretch ends, and how it is said.
    pub stretches: Vec<(usize, Emphasis)>,
    /// Where it stands.
    pub at: Option<Span>,
}

impl Prose {
    fn at(at: Span) -> Self {
        Self {
            at: Some(at),
            ..Self::default()
        }
    }

    /// A paragraph without emphasis.
    pub fn plain(text: impl Into<String>, at: Span) -> Self {
        let text = text.into();
        Self {
            stretches: vec![(text.len(), Emphasis::Plain)],
            text,
            at: Some(at),
        }
    }
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

/// Reads the paragraphs of a passage.
pub fn parse(passage: &Passage, complaints: &mut Complaints) -> Vec<Prose> {
    let mut paragraphs: Vec<Prose> = Vec::new();
    let mut open: Option<Prose> = None;
    let mut voices: Vec<Emphasis> = Vec::new();
    for (event, range) in Parser::new_ext(&passage.text, Options::empty()).into_offset_iter() {
        let at = passage.span_of(range.start, range.end);
        match event {
            Event::Start(Tag::Paragraph) => {
                open = Some(Prose::at(at));
            }
            Event::End(TagEnd::Paragraph) => paragraphs.extend(open.take()),
            Event::Start(Tag::Emphasis) => voices.push(Emphasis::Emphasis),
            Event::Start(Tag::Strong) => voices.push(Emphasis::Strong),
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => {
                voices.pop();
            }
            Event::Text(text) => say(&mut open, &text, &voices),
            Event::SoftBreak | Event::HardBreak => say(&mut open, " ", &voices),
            Event::End(_) => {}
            other => complain(&other, at, complaints),
        }
    }
    paragraphs
}

fn say(open: &mut Option<Prose>, text: &str, voices: &[Emphasis]) {
    let Some(prose) = open else { return };
    let voice = voices.last().copied().unwrap_or_default();
    prose.text.push_str(text);
    let end = prose.text.len();
    match prose.stretches.last_mut() {
        Some((last_end, last_voice)) if *last_voice == voice => *last_end = end,
        _ => prose.stretches.push((end, voice)),
    }
}

fn complain(event: &Event<'_>, at: Span, complaints: &mut Complaints) {
    let what = match event {
        Event::Start(Tag::Heading { .. }) => "a heading",
        Event::Start(Tag::Image { .. }) => "a picture",
        Event::Start(Tag::Link { .. }) => "a link",
        Event::Start(Tag::List(_)) => "a list",
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => "HTML",
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => "code",
        Event::Start(Tag::BlockQuote(_)) => "a quotation",
        Event::Rule => "a rule",
        _ => return,
    };
    let message = format!("{what} is not used in this text");
    let help = "write paragraphs with *emphasis* and **strong emphasis**; put a backslash before a mark that is meant as itself";
    complaints.push(Diagnostic::new(Code::BadValue, Some(at), message).help(help));
}
