//! What a part of a Word file says, as it is gathered: every letter is in a line or told.
//!
//! Takes letters with what is known of them, gives the paragraphs and rows as lines, and what is no word of
//! them: hidden, struck out, counted, drawn.

use std::collections::BTreeSet;

use super::look::{self, Height, Look};
use crate::base::shown;
use crate::content::intake::lines::is_heading;
use crate::content::intake::raw::{Mark, Told, Untaken, What};

/// What stands for a line that was broken by hand, until it is known what becomes of it.
const LINE_BREAK: char = '\u{b}';

/// A paragraph, or a row of a table with tabs in it.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) words: String,
    pub(super) mark: Option<Mark>,
}

/// What a part says.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Its paragraphs and rows.
    pub(super) lines: Vec<Line>,
    /// The form that is not in them.
    pub(super) untaken: Untaken,
    /// What is not in the lines as it stands in Word.
    pub(super) told: Vec<Told>,
    /// The numbers of notes with the words before them.
    pub(super) references: Vec<(String, String)>,
}

impl Text {
    /// All its words in one piece.
    pub(super) fn words(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.words.as_str()).collect();
        lines.join(" ")
    }
}

/// What is known of the words of an element from those around it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context<'n> {
    /// Why they are no words of the text.
    pub(super) left_out: Option<What>,
    /// What they are said to be, though they are in the text.
    pub(super) taken: Option<What>,
    /// The font, where letters of the private area stand for its signs.
    pub(super) font: &'n str,
    /// How they look.
    pub(super) look: Look,
}

impl Context<'_> {
    pub(super) fn leaving_out(self, what: What) -> Self {
        let left_out = self.left_out.or(Some(what));
        Self { left_out, ..self }
    }

    pub(super) fn taking(self, what: What) -> Self {
        let taken = self.taken.or(Some(what));
        Self { taken, ..self }
    }
}

#[derive(Debug, Default)]
struct Paragraph {
    words: String,
    /// Where what is told of it begins.
    told_from: usize,
    /// What was told last, and how long the paragraph was then.
    last: Option<(What, usize)>,
    /// Where raised or lowered words begin that go on.
    moved: Option<(Height, usize)>,
    /// Whether the last words are bold or italic.
    is_emphasized: bool,
}

/// Where lines go.
#[derive(Debug)]
enum Sink {
    /// The text, or what follows a paragraph: boxes stand in the middle of one.
    Lines(Vec<Line>),
    /// The cells of a row.
    Row(Vec<String>),
}

/// Gathers what a part says.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) text: Text,
    sinks: Vec<Sink>,
    /// Those that are open, the innermost last; the first is for words that stand in none.
    paragraphs: Vec<Paragraph>,
    /// Where links lead that were told.
    addresses: BTreeSet<String>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            text: Text::default(),
            sinks: vec![Sink::Lines(Vec::new())],
            paragraphs: vec![Paragraph::default()],
            addresses: BTreeSet::new(),
        }
    }

    /// All that was gathered.
    pub(super) fn finish(mut self) -> Text {
        self.put_loose_words();
        if let Some(Sink::Lines(lines)) = self.sinks.pop() {
            self.text.lines = lines.into_iter().map(with_breaks).collect();
        }
        self.text
    }

    /// Opens a paragraph.
    pub(super) fn begin_paragraph(&mut self) {
        if self.paragraphs.len() == 1 {
            self.put_loose_words();
        }
        self.sinks.push(Sink::Lines(Vec::new()));
        self.open_paragraph();
    }

    fn open_paragraph(&mut self) {
        self.paragraphs.push(Paragraph {
            told_from: self.text.told.len(),
            ..Paragraph::default()
        });
    }

    /// Closes the innermost paragraph, which is a line, or several where boxes stand in it.
    pub(super) fn end_paragraph(&mut self, mark: Option<Mark>) {
        let words = self.close_paragraph();
        let mark = mark.filter(|_| words.contains(char::is_alphanumeric));
        let boxes = match self.sinks.pop() {
            Some(Sink::Lines(boxes)) => boxes,
            Some(Sink::Row(_)) | None => Vec::new(),
        };
        for line in [Line { words, mark }].into_iter().chain(boxes) {
            self.put(line);
        }
    }

    /// The words of the innermost paragraph, which is closed; what is told of it says where it stands.
    fn close_paragraph(&mut self) -> String {
        self.end_moved();
        let Some(paragraph) = self.paragraphs.pop() else {
            return String::new();
        };
        let near = shown::first_words(paragraph.words.trim(), shown::WORDS);
        let mut told = self.text.told.split_off(paragraph.told_from);
        told.retain(Told::is_some);
        for told in told.iter_mut().filter(|told| told.near.is_empty()) {
            told.near.clone_from(&near);
        }
        self.text.told.append(&mut told);
        paragraph.words
    }

    /// Words that stand in no paragraph, as Word writes none, are a line.
    fn put_loose_words(&mut self) {
        let words = self.close_paragraph();
        self.open_paragraph();
        if !words.is_empty() {
            self.put(Line { words, mark: None });
        }
    }

    fn put(&mut self, line: Line) {
        match self.sinks.last_mut() {
            Some(Sink::Lines(lines)) => lines.push(line),
            Some(Sink::Row(cells)) => cells.push(line.words),
            None => {}
        }
    }

    /// Opens a row; what was read before of a row around it is a line.
    pub(super) fn begin_row(&mut self) {
        self.put_row();
        self.sinks.push(Sink::Row(Vec::new()));
    }

    /// Closes a row, which is a line.
    pub(super) fn end_row(&mut self) {
        self.put_row();
        self.sinks.pop();
    }

    fn put_row(&mut self) {
        let Some(Sink::Row(cells)) = self.sinks.last_mut() else {
            return;
        };
        if cells.is_empty() {
            return;
        }
        let line = Line {
            words: std::mem::take(cells).join("\t"),
            mark: None,
        };
        let below = self.sinks.iter_mut().rev().find_map(|sink| match sink {
            Sink::Lines(lines) => Some(lines),
            Sink::Row(_) => None,
        });
        if let Some(lines) = below {
            lines.push(line);
        }
    }

    /// Whether a row is open.
    pub(super) fn is_in_row(&self) -> bool {
        self.sinks.iter().any(|sink| matches!(sink, Sink::Row(_)))
    }

    /// How long the words of the innermost paragraph are.
    pub(super) fn length(&self) -> usize {
        self.paragraphs.last().map_or(0, |it| it.words.len())
    }

    /// A note is referred to here.
    pub(super) fn refer(&mut self, note: String) {
        let words = self.paragraphs.last().map_or("", |it| it.words.as_str());
        let near = shown::last_words(words, shown::WORDS / 2).to_owned();
        self.text.references.push((note, near));
    }

    /// Adds letters to the paragraph, or tells them.
    pub(super) fn add(&mut self, letters: &str, context: Context<'_>) {
        if let Some(what) = context.left_out {
            return self.tell(what, letters);
        }
        self.turn(letters, context.look);
        let crossed = context.look.is_crossed == Some(true);
        let crossed = crossed.then_some(What::Crossed);
        for what in context.taken.into_iter().chain(crossed) {
            self.tell(what, letters);
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.words.push_str(letters);
            let length = paragraph.words.len();
            if let (Some(_), Some(last)) = (context.taken.or(crossed), &mut paragraph.last) {
                last.1 = length;
            }
        }
    }

    /// Tells letters; those of one kind that follow each other are told as one.
    pub(super) fn tell(&mut self, what: What, letters: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let now = (what, paragraph.words.len());
        let follows = paragraph.last == Some(now) && self.text.told.len() > paragraph.told_from;
        paragraph.last = Some(now);
        match self.text.told.last_mut() {
            Some(told) if follows && told.what == what && what.is_of_letters() => {
                told.words.push_str(letters);
            }
            _ => self.text.told.push(Told {
                what,
                words: letters.to_owned(),
                near: String::new(),
            }),
        }
    }

    /// Tells where a link leads, once for each address; its words begin somewhere in the paragraph.
    pub(super) fn tell_address(&mut self, address: &str, from: usize, context: Context<'_>) {
        self.end_moved();
        if context.left_out.is_some() {
            return;
        }
        self.text.untaken.n_links += 1;
        let words = self.paragraphs.last().and_then(|it| it.words.get(from..));
        let near = shown::first_words(words.unwrap_or_default().trim(), shown::WORDS);
        if self.addresses.insert(address.to_owned()) {
            self.text.untaken.addresses.push(Told {
                what: What::Link,
                words: address.to_owned(),
                near,
            });
        }
    }

    /// Turns to letters of a look: what was raised or lowered may end, and what is bold may begin.
    fn turn(&mut self, letters: &str, look: Look) {
        let height = look.height.unwrap_or_default();
        let moved = self.paragraphs.last().and_then(|it| it.moved);
        if moved.is_some_and(|(before, _)| before != height) {
            self.end_moved();
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if height != Height::Level && paragraph.moved.is_none() {
            paragraph.moved = Some((height, paragraph.words.len()));
        }
        if letters.contains(|it: char| !it.is_whitespace() && it != LINE_BREAK) {
            let is_emphasized = look.is_emphasized == Some(true);
            if is_emphasized && !paragraph.is_emphasized {
                self.text.untaken.n_emphasized += 1;
            }
            paragraph.is_emphasized = is_emphasized;
        }
    }

    /// Sets the raised or lowered words at the end of the paragraph as Unicode has them, or tells them.
    pub(super) fn end_moved(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        let Some((height, from)) = paragraph.moved.take() else {
            return;
        };
        let words = paragraph.words.split_off(from);
        let (set, is_whole) = look::set(&words, height);
        paragraph.words.push_str(&set);
        let what = match height {
            Height::Raised => What::Raised,
            Height::Lowered => What::Lowered,
            Height::Level => return,
        };
        if !is_whole {
            let near = shown::last_words(&paragraph.words, shown::WORDS / 2).to_owned();
            self.text.told.push(Told { what, words, near });
        }
    }
}

/// A line with what becomes of the breaks in it: names and titles under each other are lines of their own,
/// a sentence goes on.
fn with_breaks(line: Line) -> Line {
    let words = &line.words;
    if !words.contains(LINE_BREAK) {
        return line;
    }
    let is_list = line.mark != Some(Mark::Point) && words.split(LINE_BREAK).all(is_heading);
    let words = words.replace(LINE_BREAK, if is_list { "\n" } else { " " });
    Line { words, ..line }
}
