//! The words of a part of a Word file (ECMA-376, part 1, 17): every letter is in a line or told.
//!
//! Takes the XML, gives the paragraphs and rows as lines, and what is no word of them: hidden, struck out,
//! counted, drawn.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::pasted::is_heading;
use super::raw::{PastedError, Told, What};
use super::word_symbols;
use super::word_xml::{attribute, parsed, switch};

/// How deep fields may stand in each other.
const MOST_FIELDS: usize = 64;

/// How many letters of a paragraph are said to find it by.
const LETTERS_NEAR: usize = 60;

/// What stands for a line that was broken by hand, until it is known what becomes of it.
const LINE_BREAK: char = '\u{b}';

/// Fields whose words Word makes of what they are told, where none are kept.
const COMPUTED: &[&str] = &["EQ", "SYMBOL", "QUOTE", "ADVANCE", "="];

/// What a part says.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// A paragraph a line, a row of a table a line with tabs in it.
    pub(super) lines: Vec<String>,
    /// What is not in the lines as it stands in Word.
    pub(super) told: Vec<Told>,
    /// The numbers of notes with the words before them.
    pub(super) references: Vec<(String, String)>,
}

/// Reads a part; words in some styles are hidden.
pub(super) fn read(xml: &str, hidden_styles: &BTreeSet<String>) -> Result<Text, PastedError> {
    let tree = parsed(xml)?;
    Ok(read_element(tree.root(), hidden_styles))
}

/// Reads the notes of a part, each with its number; lines that only set them off are none.
pub(super) fn read_notes(
    xml: &str,
    hidden_styles: &BTreeSet<String>,
) -> Result<Vec<(String, Text)>, PastedError> {
    let tree = parsed(xml)?;
    let is_note =
        |node: &Node<'_, '_>| matches!(node.tag_name().name(), "footnote" | "endnote" | "comment");
    let is_outer = |node: &Node<'_, '_>| !node.ancestors().skip(1).any(|it| is_note(&it));
    let notes = tree.descendants().filter(is_note).filter(is_outer);
    let notes = notes.map(|note| {
        let number = attribute(note, "id").unwrap_or_default();
        (number.to_owned(), read_element(note, hidden_styles))
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

fn read_element(node: Node<'_, '_>, hidden_styles: &BTreeSet<String>) -> Text {
    let mut reader = Reader {
        sinks: vec![Sink::Lines(Vec::new())],
        paragraphs: vec![Paragraph::default()],
        hidden_styles,
        text: Text::default(),
        fields: Vec::new(),
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
fn with_breaks(line: String) -> String {
    if !line.contains(LINE_BREAK) {
        return line;
    }
    let is_list = line.split(LINE_BREAK).all(is_heading);
    line.replace(LINE_BREAK, if is_list { "\n" } else { " " })
}

/// What is known of the words of an element from those around it.
#[derive(Debug, Clone, Copy, Default)]
struct Context<'n> {
    /// Why they are no words of the text.
    left_out: Option<What>,
    /// What they are said to be, though they are in the text.
    taken: Option<What>,
    /// The font, where letters of the private area stand for its signs.
    font: &'n str,
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
struct Paragraph {
    words: String,
    /// Where what is told of it begins.
    told_from: usize,
    /// What was told last, and how long the paragraph was then.
    last: Option<(What, usize)>,
}

/// Where lines go.
#[derive(Debug)]
enum Sink {
    /// The text, or what follows a paragraph: boxes stand in the middle of one.
    Lines(Vec<String>),
    /// The cells of a row.
    Row(Vec<String>),
}

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    has_result: bool,
}

#[derive(Debug)]
struct Reader<'s> {
    hidden_styles: &'s BTreeSet<String>,
    text: Text,
    sinks: Vec<Sink>,
    /// Those that are open, the innermost last; the first is for words that stand in none.
    paragraphs: Vec<Paragraph>,
    fields: Vec<Field>,
}

impl Reader<'_> {
    fn children<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
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
            _ if name.ends_with("Pr") || name.ends_with("PrChange") => self.settings(node, context),
            "del" => self.children(node, context.leaving_out(What::StruckOut)),
            "moveFrom" => self.children(node, context.leaving_out(What::MovedAway)),
            "ins" => self.children(node, context.taking(What::PutIn)),
            "rt" => self.children(node, context.leaving_out(What::Reading)),
            "oMath" => self.children(node, context.taking(What::Equation)),
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
            _ => {}
        }
    }

    /// Settings, also those from before a change, hold no words; if they do, these are told.
    fn settings<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        if node.tag_name().name() == "pPr" && self.is_point(node) {
            self.add("• ", context);
        }
        let words = letters_of(node);
        if !words.is_empty() {
            self.tell(What::Setting, &words);
        }
    }

    /// Whether the settings of a paragraph make it a point of a list; in a table they do not.
    fn is_point(&self, properties: Node<'_, '_>) -> bool {
        let mut children = properties.children();
        let Some(list) = children.find(|it| it.tag_name().name() == "numPr") else {
            return false;
        };
        let is_none =
            |it: Node<'_, '_>| it.tag_name().name() == "numId" && attribute(it, "val") == Some("0");
        let is_in_row = self.sinks.iter().any(|sink| matches!(sink, Sink::Row(_)));
        !is_in_row && !list.children().any(is_none)
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
        let properties = node.children().find(|it| it.tag_name().name() == "pPr");
        let context = self.in_style(properties, "pStyle", context);
        self.children(node, context);
        let words = self.close_paragraph();
        // What a field is told ends with the paragraph at the latest: one that is never closed hides nothing.
        for field in &mut self.fields {
            field.has_result = true;
        }
        let boxes = match self.sinks.pop() {
            Some(Sink::Lines(boxes) | Sink::Row(boxes)) => boxes,
            None => Vec::new(),
        };
        for line in [words].into_iter().chain(boxes) {
            self.put(line);
        }
    }

    /// The words of the innermost paragraph, which is closed; what is told of it says where it stands.
    fn close_paragraph(&mut self) -> String {
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
            self.put(words);
        }
    }

    fn put(&mut self, line: String) {
        if let Some(Sink::Lines(lines) | Sink::Row(lines)) = self.sinks.last_mut() {
            lines.push(line);
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
        let line = std::mem::take(cells).join("\t");
        let below = self.sinks.iter_mut().rev().find_map(|sink| match sink {
            Sink::Lines(lines) => Some(lines),
            Sink::Row(_) => None,
        });
        if let Some(lines) = below {
            lines.push(line);
        }
    }

    fn run<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let properties = node.children().find(|it| it.tag_name().name() == "rPr");
        let mut context = context;
        context = self.in_style(properties, "rStyle", context);
        match switch(properties, "vanish") {
            Some(true) => context = context.leaving_out(What::Hidden),
            // Shown in the middle of a hidden style.
            Some(false) if context.left_out == Some(What::Hidden) => context.left_out = None,
            Some(false) | None => {}
        }
        let fonts =
            properties.and_then(|it| it.children().find(|it| it.tag_name().name() == "rFonts"));
        context.font = fonts
            .and_then(|it| attribute(it, "ascii"))
            .unwrap_or_default();
        self.children(node, context);
    }

    /// The context with what the style that properties name does.
    fn in_style<'n>(
        &self,
        properties: Option<Node<'n, '_>>,
        kind: &str,
        context: Context<'n>,
    ) -> Context<'n> {
        let mut children = properties.into_iter().flat_map(|it| it.children());
        let style = children.find(|it| it.tag_name().name() == kind);
        match style.and_then(|style| attribute(style, "val")) {
            Some(style) if self.hidden_styles.contains(style) => context.leaving_out(What::Hidden),
            _ => context,
        }
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
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
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
            }
            _ => {}
        }
    }

    fn reference(&mut self, node: Node<'_, '_>, name: &str) {
        let number = attribute(node, "id").unwrap_or_default();
        let words = self.paragraphs.last().map_or("", |it| it.words.as_str());
        let near = words.char_indices().rev().nth(LETTERS_NEAR / 2);
        let near = near.map_or(words, |(from, _)| &words[from..]);
        let whole = near.split_once(' ').filter(|_| near.len() < words.len());
        let near = whole.map_or(near, |(_, words)| words).to_owned();
        let kind = name.trim_end_matches("Reference");
        self.text
            .references
            .push((format!("{kind} {number}"), near));
    }

    /// Adds letters to the paragraph, or tells them.
    fn add(&mut self, letters: &str, context: Context<'_>) {
        let is_told = self.fields.iter().any(|field| !field.has_result);
        let instruction = is_told.then_some(What::Instruction);
        if let Some(what) = context.left_out.or(instruction) {
            return self.tell(what, letters);
        }
        if let Some(what) = context.taken {
            self.tell(what, letters);
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.words.push_str(letters);
            let length = paragraph.words.len();
            if let (Some(_), Some(last)) = (context.taken, &mut paragraph.last) {
                last.1 = length;
            }
        }
    }

    /// Tells letters; those of one kind that follow each other are told as one.
    fn tell(&mut self, what: What, letters: &str) {
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

/// What a paragraph begins with, to find it by.
fn beginning(words: &str) -> String {
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
