//! The words of a part of a Word file (ECMA-376, part 1, 17): every letter is in a line or told.
//!
//! Takes the XML, gives the paragraphs and rows as lines, and what is no word of them: hidden, struck out,
//! counted, drawn.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::pasted::is_heading;
use super::raw::{Mark, PastedError, Told, Untaken, What};
use super::word_form::address_of;
use super::word_look::{Height, Look};
use super::word_numbers::{Counts, Numbering};
use super::word_styles::{Style, Styles};
use super::word_symbols;
use super::word_xml::{attribute, child, parsed};

/// How deep fields may stand in each other.
const MOST_FIELDS: usize = 64;

/// How many letters of a paragraph are said to find it by.
const LETTERS_NEAR: usize = 60;

/// What stands for a line that was broken by hand, until it is known what becomes of it.
pub(super) const LINE_BREAK: char = '\u{b}';

/// Fields whose words Word makes of what they are told, where none are kept.
const COMPUTED: &[&str] = &["EQ", "SYMBOL", "QUOTE", "ADVANCE", "="];

/// What of a file is needed to read a part of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sources<'s> {
    pub(super) styles: &'s Styles,
    pub(super) numbering: &'s Numbering,
    /// Where links lead, by their names.
    pub(super) links: &'s BTreeMap<String, String>,
}

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

/// Reads a part.
pub(super) fn read(xml: &str, sources: Sources<'_>) -> Result<Text, PastedError> {
    let tree = parsed(xml)?;
    Ok(read_element(tree.root(), sources))
}

/// Reads the notes of a part, each with its number; lines that only set them off are none.
pub(super) fn read_notes(
    xml: &str,
    sources: Sources<'_>,
) -> Result<Vec<(String, Text)>, PastedError> {
    let tree = parsed(xml)?;
    let is_note =
        |node: &Node<'_, '_>| matches!(node.tag_name().name(), "footnote" | "endnote" | "comment");
    let is_outer = |node: &Node<'_, '_>| !node.ancestors().skip(1).any(|it| is_note(&it));
    let notes = tree.descendants().filter(is_note).filter(is_outer);
    let notes = notes.map(|note| {
        let number = attribute(note, "id").unwrap_or_default();
        (number.to_owned(), read_element(note, sources))
    });
    Ok(notes.collect())
}

/// Where the relations of a file say that the document is.
pub(super) fn main_part(relations: &str) -> Option<String> {
    let tree = parsed(relations).ok()?;
    let is_main = |node: &Node<'_, '_>| {
        attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
    };
    let relation = tree.descendants().find(is_main)?;
    attribute(relation, "Target").map(str::to_owned)
}

fn read_element(node: Node<'_, '_>, sources: Sources<'_>) -> Text {
    let mut reader = Reader {
        sinks: vec![Sink::Lines(Vec::new())],
        paragraphs: vec![Paragraph::default()],
        sources,
        counts: Counts::default(),
        text: Text::default(),
        fields: Vec::new(),
        addresses: BTreeSet::new(),
    };
    reader.children(node, Context::default());
    reader.put_loose_words();
    let mut text = reader.text;
    if let Some(Sink::Lines(lines)) = reader.sinks.pop() {
        text.lines = lines.into_iter().map(with_breaks).collect();
    }
    text
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

/// What is known of the words of an element from those around it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context<'n> {
    /// Why they are no words of the text.
    pub(super) left_out: Option<What>,
    /// What they are said to be, though they are in the text.
    taken: Option<What>,
    /// The font, where letters of the private area stand for its signs.
    font: &'n str,
    /// How they look.
    pub(super) look: Look,
}

impl Context<'_> {
    fn leaving_out(self, what: What) -> Self {
        let left_out = self.left_out.or(Some(what));
        Self { left_out, ..self }
    }

    fn taking(self, what: What) -> Self {
        let taken = self.taken.or(Some(what));
        Self { taken, ..self }
    }
}

#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) words: String,
    /// Where what is told of it begins.
    told_from: usize,
    /// What was told last, and how long the paragraph was then.
    last: Option<(What, usize)>,
    /// Where raised or lowered words begin that go on.
    pub(super) moved: Option<(Height, usize)>,
    /// Whether the last words are bold or italic.
    pub(super) is_emphasized: bool,
}

/// Where lines go.
#[derive(Debug)]
pub(super) enum Sink {
    /// The text, or what follows a paragraph: boxes stand in the middle of one.
    Lines(Vec<Line>),
    /// The cells of a row.
    Row(Vec<String>),
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    has_result: bool,
    /// Where in the paragraph its result begins.
    from: usize,
}

#[derive(Debug)]
pub(super) struct Reader<'s> {
    pub(super) sources: Sources<'s>,
    pub(super) counts: Counts<'s>,
    pub(super) text: Text,
    pub(super) sinks: Vec<Sink>,
    /// Those that are open, the innermost last; the first is for words that stand in none.
    pub(super) paragraphs: Vec<Paragraph>,
    fields: Vec<Field>,
    /// Where links lead that were told.
    pub(super) addresses: BTreeSet<String>,
}

impl Reader<'_> {
    /// Reads what stands in an element.
    pub(super) fn children<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        for child in node.children().filter(Node::is_element) {
            self.element(child, context);
        }
    }

    /// An element that holds others, or a letter.
    fn element<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let name = node.tag_name().name();
        match name {
            "p" => self.paragraph(node, context),
            "tr" => self.row(node, context),
            "r" => self.run(node, context),
            "AlternateContent" => self.alternatives(node, context),
            _ if name.ends_with("Pr") || name.ends_with("PrChange") => self.settings(node),
            "del" => self.children(node, context.leaving_out(What::StruckOut)),
            "moveFrom" => self.children(node, context.leaving_out(What::MovedAway)),
            "ins" => self.children(node, context.taking(What::PutIn)),
            "rt" => self.children(node, context.leaving_out(What::Reading)),
            "oMath" => self.children(node, context.taking(What::Equation)),
            "hyperlink" => self.link(node, context),
            "fldSimple" => self.simple_field(node, context),
            // What stands below a stroke, or raised, would else be read as one number with what is above.
            "den" | "sup" if node.has_children() => {
                self.add(if name == "den" { "/" } else { "^" }, context);
                self.children(node, context);
            }
            _ => {
                self.letters(node, name, context);
                self.children(node, context);
            }
        }
    }

    /// An element that is letters itself.
    fn letters<'n>(&mut self, node: Node<'n, '_>, name: &str, context: Context<'n>) {
        match name {
            "t" => {
                let is_drawn = node
                    .tag_name()
                    .namespace()
                    .is_some_and(|it| it.contains("drawingml"));
                let context = if is_drawn {
                    context.leaving_out(What::Drawing)
                } else {
                    context
                };
                let words = text_of(node);
                let words = word_symbols::in_font(&words, context.font);
                self.add(&words.replace(['\n', '\r', '\t'], " "), context);
            }
            "delText" => {
                let context = context.leaving_out(What::StruckOut);
                self.add(&text_of(node), context);
            }
            "tab" | "ptab" => self.add(" ", context),
            "br" | "cr" => self.add("\u{b}", context),
            "noBreakHyphen" => self.add("\u{2011}", context),
            "softHyphen" => self.add("\u{ad}", context),
            "sym" => self.symbol(node, context),
            "fldChar" => self.field(node, context),
            "instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&text_of(node));
                }
            }
            "altChunk" | "subDoc" => {
                self.tell(What::OtherFile, attribute(node, "id").unwrap_or(""));
            }
            "textpath" => self.tell(What::Lettering, attribute(node, "string").unwrap_or("")),
            "footnoteReference" | "endnoteReference" => self.reference(node, name),
            "pic" | "imagedata" if context.left_out.is_none() => self.text.untaken.n_pictures += 1,
            "tbl" if context.left_out.is_none() && has_columns(node) => {
                self.text.untaken.n_tables += 1;
            }
            _ => {}
        }
    }

    /// Settings, also those from before a change, hold no words; if they do, these are told.
    fn settings(&mut self, node: Node<'_, '_>) {
        let words = letters_of(node);
        if !words.is_empty() {
            self.tell(What::Setting, &words);
        }
    }

    fn paragraph<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        if self.paragraphs.len() == 1 {
            self.put_loose_words();
        }
        self.sinks.push(Sink::Lines(Vec::new()));
        self.paragraphs.push(Paragraph {
            told_from: self.text.told.len(),
            ..Paragraph::default()
        });
        let properties = child(node, "pPr");
        let style = self.sources.styles.named(properties, "pStyle");
        let mut context = context;
        if let Some((_, style)) = &style {
            context = in_style(style, context);
            // Bold is what a style for paragraphs is, not a place in one.
            context.look.is_emphasized = None;
        }
        let mark = self.mark(properties, style, context);
        self.children(node, context);
        let words = self.close_paragraph();
        let mark = mark.filter(|_| words.contains(char::is_alphanumeric));
        // What a field is told ends with the paragraph at the latest: one that is never closed hides nothing.
        for field in &mut self.fields {
            field.has_result = true;
        }
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
        let near = beginning(&paragraph.words);
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
        self.paragraphs.push(Paragraph {
            told_from: self.text.told.len(),
            ..Paragraph::default()
        });
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

    /// A row is a line; the row of a table within it, too, and what was read of the outer before.
    fn row<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        self.put_row();
        self.sinks.push(Sink::Row(Vec::new()));
        self.children(node, context);
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

    fn run<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let properties = child(node, "rPr");
        let mut context = context;
        if let Some((_, style)) = self.sources.styles.named(properties, "rStyle") {
            context = in_style(&style, context);
        }
        let look = Look::of(properties);
        context.look = look.over(context.look);
        match look.is_hidden {
            Some(true) => context = context.leaving_out(What::Hidden),
            // Shown in the middle of a hidden style.
            Some(false) if context.left_out == Some(What::Hidden) => context.left_out = None,
            Some(false) | None => {}
        }
        let fonts = properties.and_then(|it| child(it, "rFonts"));
        context.font = fonts
            .and_then(|it| attribute(it, "ascii"))
            .unwrap_or_default();
        self.children(node, context);
    }

    /// Text boxes stand in a file twice or more, for readers of several ages: the first that has words is
    /// read, and another is told if it says something else.
    fn alternatives<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let branches = node.children().filter(Node::is_element);
        let branches: Vec<_> = branches
            .map(|branch| (branch, letters_of(branch)))
            .collect();
        let with_words = branches.iter().position(|(_, words)| !words.is_empty());
        let chosen = with_words.unwrap_or(0);
        for (idx, (branch, words)) in branches.iter().enumerate() {
            if idx == chosen {
                self.children(*branch, context);
            } else if !words.is_empty() && *words != branches[chosen].1 {
                self.tell(What::OtherWording, words);
            }
        }
    }

    fn symbol<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let font = attribute(node, "font").unwrap_or_default();
        let code = attribute(node, "char").unwrap_or_default();
        let number = u32::from_str_radix(code, 16).unwrap_or_default();
        match word_symbols::letter(font, number) {
            Some(letter) => self.add(letter.encode_utf8(&mut [0; 4]), context),
            None => self.tell(What::Symbol, &format!("{font} {code}")),
        }
    }

    fn field<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        match attribute(node, "fldCharType") {
            Some("begin") => {
                if self.fields.len() == MOST_FIELDS {
                    self.fields.remove(0);
                }
                self.fields.push(Field::default());
            }
            Some("separate") => {
                self.end_moved();
                let from = self.length();
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                    field.from = from;
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else {
                    return;
                };
                let kind = field
                    .instruction
                    .split_whitespace()
                    .next()
                    .unwrap_or_default();
                if !field.has_result && COMPUTED.contains(&kind) && context.left_out.is_none() {
                    self.tell(What::Computed, &field.instruction);
                }
                if let Some(address) = address_of(&field.instruction) {
                    self.tell_address(address, field.from, context);
                }
            }
            _ => {}
        }
    }

    /// How long the words of the innermost paragraph are.
    pub(super) fn length(&self) -> usize {
        self.paragraphs.last().map_or(0, |it| it.words.len())
    }

    fn reference(&mut self, node: Node<'_, '_>, name: &str) {
        let number = attribute(node, "id").unwrap_or_default();
        let words = self.paragraphs.last().map_or("", |it| it.words.as_str());
        let near = end(words).to_owned();
        let kind = name.trim_end_matches("Reference");
        self.text
            .references
            .push((format!("{kind} {number}"), near));
    }

    /// Adds letters to the paragraph, or tells them.
    pub(super) fn add(&mut self, letters: &str, context: Context<'_>) {
        let is_told = self.fields.iter().any(|field| !field.has_result);
        let instruction = is_told.then_some(What::Instruction);
        if let Some(what) = context.left_out.or(instruction) {
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
}

/// The context with what a style does.
fn in_style<'n>(style: &Style, context: Context<'n>) -> Context<'n> {
    let look = style.look.over(context.look);
    let context = Context { look, ..context };
    if style.look.is_hidden == Some(true) {
        context.leaving_out(What::Hidden)
    } else {
        context
    }
}

/// Whether a row of a table has several cells.
fn has_columns(table: Node<'_, '_>) -> bool {
    let named = |name| move |it: &Node<'_, '_>| it.tag_name().name() == name;
    let mut rows = table.children().filter(named("tr"));
    rows.any(|row| row.children().filter(named("tc")).nth(1).is_some())
}

/// What words end with, to find the place by.
pub(super) fn end(words: &str) -> &str {
    let end = words.char_indices().rev().nth(LETTERS_NEAR / 2);
    let end = end.map_or(words, |(from, _)| &words[from..]);
    let whole = end.split_once(' ').filter(|_| end.len() < words.len());
    whole.map_or(end, |(_, words)| words)
}

/// What a paragraph begins with, to find it by.
pub(super) fn beginning(words: &str) -> String {
    let words = words.trim();
    match words.char_indices().nth(LETTERS_NEAR) {
        None => words.to_owned(),
        Some((end, _)) => {
            let end = words[..end].rfind(' ').unwrap_or(end);
            format!("{} …", &words[..end])
        }
    }
}

/// All letters under an element, without spaces, to compare by.
fn letters_of(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|it| it.tag_name().name() == "t");
    let text: String = texts.map(text_of).collect();
    text.split_whitespace().collect()
}

/// The text of an element itself, in one piece or in several.
fn text_of(node: Node<'_, '_>) -> String {
    let texts = node.children().filter(Node::is_text);
    texts.filter_map(|it| it.text()).collect()
}
