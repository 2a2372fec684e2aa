//! The words of a part of a Word file (ECMA-376, part 1, 17), element by element.
//!
//! Takes the XML, gives the words to the [`Writer`] with what is known of them, and says what paragraphs are.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::fields::{Fields, address_of};
use super::look::Look;
use super::numbers::{Counts, Label, Numbering};
use super::styles::{Style, Styles};
use super::symbols;
use super::text::{Context, Text, Writer};
use super::xml::{attribute, child, parsed};
use crate::content::intake::raw::{Mark, RawError, What};

/// What of a file is needed to read a part of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sources<'s> {
    pub(super) styles: &'s Styles,
    pub(super) numbering: &'s Numbering,
    /// Where links lead, by their names.
    pub(super) links: &'s BTreeMap<String, String>,
}

/// Reads a part.
pub(super) fn read(xml: &str, sources: Sources<'_>) -> Result<Text, RawError> {
    let tree = parsed(xml)?;
    Ok(read_element(tree.root(), sources))
}

/// Reads the notes of a part, each with its number; lines that only set them off are none.
pub(super) fn read_notes(xml: &str, sources: Sources<'_>) -> Result<Vec<(String, Text)>, RawError> {
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

fn read_element(node: Node<'_, '_>, sources: Sources<'_>) -> Text {
    let mut reader = Reader {
        sources,
        counts: Counts::default(),
        fields: Fields::default(),
        writer: Writer::new(),
    };
    reader.children(node, Context::default());
    reader.writer.finish()
}

#[derive(Debug)]
struct Reader<'s> {
    sources: Sources<'s>,
    counts: Counts<'s>,
    fields: Fields,
    writer: Writer,
}

impl Reader<'_> {
    /// Reads what stands in an element.
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
                let words = symbols::in_font(&words, context.font);
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
                self.fields.instruct(&text_of(node));
            }
            "altChunk" | "subDoc" => {
                self.writer
                    .tell(What::OtherFile, attribute(node, "id").unwrap_or(""));
            }
            "textpath" => self
                .writer
                .tell(What::Lettering, attribute(node, "string").unwrap_or("")),
            "footnoteReference" | "endnoteReference" => self.reference(node, name),
            "pic" | "imagedata" if context.left_out.is_none() => {
                self.writer.text.untaken.n_pictures += 1;
            }
            "tbl" if context.left_out.is_none() && has_columns(node) => {
                self.writer.text.untaken.n_tables += 1;
            }
            _ => {}
        }
    }

    /// Settings, also those from before a change, hold no words; if they do, these are told.
    fn settings(&mut self, node: Node<'_, '_>) {
        let words = letters_of(node);
        if !words.is_empty() {
            self.writer.tell(What::Setting, &words);
        }
    }

    fn paragraph<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        self.writer.begin_paragraph();
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
        self.writer.end_paragraph(mark);
        self.fields.end_instructions();
    }

    /// What a paragraph is. If it is a point of a list, its number or bullet is set before its words.
    fn mark(
        &mut self,
        properties: Option<Node<'_, '_>>,
        style: Option<(&str, Style)>,
        context: Context<'_>,
    ) -> Option<Mark> {
        let is_in_row = self.writer.is_in_row();
        let (name, style) = style.unwrap_or_default();
        let heading = style.heading();
        // A paragraph whose end was taken away with changes tracked is none.
        let of_end = properties.and_then(|it| child(it, "rPr"));
        let is_gone = |name| of_end.is_some_and(|it| child(it, name).is_some());
        if context.left_out.is_some() || is_gone("del") || is_gone("moveFrom") {
            return heading;
        }
        let Sources {
            numbering, styles, ..
        } = self.sources;
        let label = (self.counts).label(numbering, styles, properties, (name, &style));
        let Some(label) = label else {
            return heading;
        };
        let plain = Context::default();
        match (label, heading) {
            (Label::Nothing, _) | (Label::Bullet, Some(_)) => return heading,
            (Label::Number(label) | Label::Doubtful(label) | Label::Unknown(label), Some(_)) => {
                self.writer.tell(What::HeadingNumber, &label);
                return heading;
            }
            (Label::Bullet, None) if is_in_row => {}
            (Label::Bullet, None) => self.add("• ", plain),
            (Label::Number(label), None) => self.add(&format!("{label} "), plain),
            (Label::Doubtful(label), None) => {
                self.add(&format!("{label} "), plain);
                self.writer.tell(What::Numbered, &label);
            }
            (Label::Unknown(format), None) => {
                let bullet = if is_in_row { "" } else { "• " };
                self.add(bullet, plain);
                self.writer.tell(What::Point, &format);
            }
        }
        Some(Mark::Point)
    }

    /// A row is a line; the row of a table within it, too, and what was read of the outer before.
    fn row<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        self.writer.begin_row();
        self.children(node, context);
        self.writer.end_row();
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
                self.writer.tell(What::OtherWording, words);
            }
        }
    }

    fn symbol<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let font = attribute(node, "font").unwrap_or_default();
        let code = attribute(node, "char").unwrap_or_default();
        let number = u32::from_str_radix(code, 16).unwrap_or_default();
        match symbols::letter(font, number) {
            Some(letter) => self.add(letter.encode_utf8(&mut [0; 4]), context),
            None => self.writer.tell(What::Symbol, &format!("{font} {code}")),
        }
    }

    fn field<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        match attribute(node, "fldCharType") {
            Some("begin") => self.fields.begin(),
            Some("separate") => {
                self.writer.end_moved();
                self.fields.begin_result(self.writer.length());
            }
            Some("end") => {
                let Some(field) = self.fields.end() else {
                    return;
                };
                if field.is_computed() && context.left_out.is_none() {
                    self.writer.tell(What::Computed, &field.instruction);
                }
                if let Some(address) = address_of(&field.instruction) {
                    self.writer.tell_address(address, field.from, context);
                }
            }
            _ => {}
        }
    }

    fn link<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let from = self.writer.length();
        self.children(node, context);
        let address = attribute(node, "id").and_then(|id| self.sources.links.get(id));
        if let Some(address) = address {
            self.writer.tell_address(address, from, context);
        }
    }

    fn simple_field<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let from = self.writer.length();
        self.children(node, context);
        let instruction = attribute(node, "instr").unwrap_or_default();
        if let Some(address) = address_of(instruction) {
            self.writer.tell_address(address, from, context);
        }
    }

    fn reference(&mut self, node: Node<'_, '_>, name: &str) {
        let number = attribute(node, "id").unwrap_or_default();
        let kind = name.trim_end_matches("Reference");
        self.writer.refer(format!("{kind} {number}"));
    }

    /// Adds letters to the paragraph, or tells them.
    fn add(&mut self, letters: &str, context: Context<'_>) {
        let context = if self.fields.are_told() {
            context.leaving_out(What::Instruction)
        } else {
            context
        };
        self.writer.add(letters, context);
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
