//! The form of a Word file that changes what its words say, or is told: numbers of points, raised and lowered
//! letters, links.
//!
//! Does for the reader of words what has to do with how they look.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::raw::{Mark, PastedError, Told, What};
use super::word_look::{self, Height, Look};
use super::word_numbers::Label;
use super::word_styles::{InList, Style};
use super::word_text::{Context, LINE_BREAK, Reader, Sink, beginning, end};
use super::word_xml::{attribute, child, parsed};

/// The longest address that is told, in letters.
const LONGEST_ADDRESS: usize = 2000;

/// Where the relations of a part say that its links lead.
pub(super) fn links(relations: &str) -> Result<BTreeMap<String, String>, PastedError> {
    let tree = parsed(relations)?;
    let relations = tree.root_element().children().filter(Node::is_element);
    let links = relations.filter_map(|relation| {
        let is_link = attribute(relation, "Type")?.ends_with("/hyperlink");
        let name = attribute(relation, "Id").filter(|_| is_link)?;
        let address = attribute(relation, "Target")?.chars();
        Some((name.to_owned(), address.take(LONGEST_ADDRESS).collect()))
    });
    Ok(links.collect())
}

impl Reader<'_> {
    /// What a paragraph is. If it is a point of a list, its number or bullet is set before its words.
    pub(super) fn mark(
        &mut self,
        properties: Option<Node<'_, '_>>,
        style: Option<(&str, Style)>,
        context: Context<'_>,
    ) -> Option<Mark> {
        let is_in_row = self.sinks.iter().any(|sink| matches!(sink, Sink::Row(_)));
        let (name, style) = style.unwrap_or_default();
        let heading = style.heading();
        // A paragraph whose end was taken away with changes tracked is none.
        let of_end = properties.and_then(|it| child(it, "rPr"));
        let is_gone = |name| of_end.is_some_and(|it| child(it, name).is_some());
        if context.left_out.is_some() || is_gone("del") || is_gone("moveFrom") {
            return heading;
        }
        let place = InList::of(properties).over(&style.list);
        // A list that has no number is one still.
        let is_point = properties.is_some_and(|it| child(it, "numPr").is_some());
        let number = place.number.or_else(|| is_point.then(String::new));
        let Some(number) = number.filter(|number| number != "0") else {
            return heading;
        };
        let numbering = self.sources.numbering;
        let level = place
            .level
            .or_else(|| numbering.level_of_style(&number, name));
        let place = (number.as_str(), level.unwrap_or(0));
        let label = self.counts.next(numbering, self.sources.styles, place);
        let plain = Context::default();
        match (label, heading) {
            (Label::Nothing, _) | (Label::Bullet, Some(_)) => return heading,
            (Label::Number(label) | Label::Doubtful(label) | Label::Unknown(label), Some(_)) => {
                self.tell(What::HeadingNumber, &label);
                return heading;
            }
            (Label::Bullet, None) if is_in_row => {}
            (Label::Bullet, None) => self.add("• ", plain),
            (Label::Number(label), None) => self.add(&format!("{label} "), plain),
            (Label::Doubtful(label), None) => {
                self.add(&format!("{label} "), plain);
                self.tell(What::Numbered, &label);
            }
            (Label::Unknown(format), None) => {
                let bullet = if is_in_row { "" } else { "• " };
                self.add(bullet, plain);
                self.tell(What::Point, &format);
            }
        }
        Some(Mark::Point)
    }

    pub(super) fn link<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let from = self.length();
        self.children(node, context);
        let address = attribute(node, "id").and_then(|id| self.sources.links.get(id));
        if let Some(address) = address {
            self.tell_address(address, from, context);
        }
    }

    pub(super) fn simple_field<'n>(&mut self, node: Node<'n, '_>, context: Context<'n>) {
        let from = self.length();
        self.children(node, context);
        let instruction = attribute(node, "instr").unwrap_or_default();
        if let Some(address) = address_of(instruction) {
            self.tell_address(address, from, context);
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
        let near = beginning(words.unwrap_or_default());
        if self.addresses.insert(address.to_owned()) {
            self.text.untaken.addresses.push(Told {
                what: What::Link,
                words: address.to_owned(),
                near,
            });
        }
    }

    /// Turns to letters of a look: what was raised or lowered may end, and what is bold may begin.
    pub(super) fn turn(&mut self, letters: &str, look: Look) {
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
        let (set, is_whole) = word_look::set(&words, height);
        paragraph.words.push_str(&set);
        let what = match height {
            Height::Raised => What::Raised,
            Height::Lowered => What::Lowered,
            Height::Level => return,
        };
        if !is_whole {
            let near = end(&paragraph.words).to_owned();
            self.text.told.push(Told { what, words, near });
        }
    }
}

/// Where a field leads that is a link; one within the file has no address.
pub(super) fn address_of(instruction: &str) -> Option<&str> {
    let (kind, rest) = instruction.trim().split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    if !kind.eq_ignore_ascii_case("HYPERLINK") || rest.starts_with('\\') {
        return None;
    }
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next(),
    }
}
