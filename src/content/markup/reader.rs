//! Reads the events of the Markdown crate into prose.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{
    Alignment as ColumnAlignment, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
};

use super::account::{Account, complain_of};
use super::notes::Notes;
use super::writer::Writer;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::content::address;
use crate::content::prose::{Alignment, Marked, NamedPicture, ProseKind};
use crate::content::said::{Emphasis, Said, language_of_span};
use crate::content::text::Passage;

/// A text while it is read.
pub(super) struct Reader<'r> {
    passage: &'r Passage,
    complaints: &'r mut Complaints,
    account: Account,
    writer: Writer,
    notes: Notes,
    pictures: Vec<NamedPicture>,
    /// The picture that is open.
    picture: Option<NamedPicture>,
    /// Where the addresses of links stand that are written apart, by their labels in small letters.
    definitions: HashMap<String, Range<usize>>,
    /// How much of what is open was said before the link that is open.
    link_from: usize,
}

impl<'r> Reader<'r> {
    pub(super) fn new(
        passage: &'r Passage,
        definitions: HashMap<String, Range<usize>>,
        complaints: &'r mut Complaints,
    ) -> Self {
        Self {
            passage,
            complaints,
            account: Account::default(),
            writer: Writer::default(),
            notes: Notes::default(),
            pictures: Vec::new(),
            picture: None,
            definitions,
            link_from: 0,
        }
    }

    pub(super) fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        let at = self.passage.span_of(range.start, range.end);
        match event {
            Event::Start(tag) => self.start(tag, range, at),
            Event::End(tag) => self.end_of(tag, &range),
            Event::Text(text) => {
                self.account.add(range);
                self.text(&text, at);
            }
            Event::SoftBreak | Event::HardBreak => self.text(" ", at),
            Event::FootnoteReference(label) => {
                self.account.add(range);
                self.refer(&label, at);
            }
            Event::InlineHtml(html) if html.starts_with("<span") => {
                self.account.add(range);
                let language = language_of_span(&html, at, self.complaints);
                self.writer.begin_span(|said| said.language = language);
            }
            Event::InlineHtml(html) if &*html == "</span>" && self.writer.has_span() => {
                self.account.add(range);
                self.writer.end_span();
            }
            Event::Html(_) | Event::InlineHtml(_) => self.refuse("HTML", range),
            Event::Code(_) => self.refuse("code", range),
            Event::Rule => self.refuse("a rule", range),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.refuse("a formula", range),
            Event::TaskListMarker(_) => self.refuse("a box to tick", range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>, at: Span) {
        match tag {
            Tag::Paragraph | Tag::TableCell => self.writer.begin(at),
            Tag::Heading { level, .. } => self.begin_heading(level, range, at),
            Tag::BlockQuote(_) => self.begin_quotation(range),
            Tag::List(first) => {
                if self.writer.is_in_quotation_or_note() {
                    self.refuse("a list inside a quotation or a note", range);
                }
                self.writer.begin_list(first.is_some());
            }
            Tag::Item => self.begin_point(range, at),
            Tag::FootnoteDefinition(label) => self.begin_note(&label, range),
            Tag::Table(columns) => self.begin_table(&columns, range),
            Tag::TableHead | Tag::TableRow => self.writer.begin_row(),
            Tag::Emphasis => {
                if stands_in_number(&self.passage.text, range.start) {
                    self.refuse("a star between digits", range);
                }
                self.writer
                    .say_with(|said| said.emphasis = Emphasis::Emphasis);
            }
            Tag::Strong => self
                .writer
                .say_with(|said| said.emphasis = Emphasis::Strong),
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let is_mail = link_type == LinkType::Email;
                let scheme = if is_mail { "mailto:" } else { "" };
                self.begin_link(&format!("{scheme}{dest_url}"), &title, &id, at);
            }
            Tag::Image {
                dest_url,
                title,
                id,
                ..
            } => {
                if let Some(definition) = self.definitions.get(&id.to_lowercase()) {
                    self.account.add(definition.clone());
                }
                self.begin_picture(&dest_url, &title, range, at);
            }
            Tag::CodeBlock(_) => self.refuse("code", range),
            Tag::HtmlBlock => self.refuse("HTML", range),
            // Not switched on.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end_of(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong => {
                self.writer.say_as_before();
            }
            TagEnd::Link => {
                let is_silent = self.writer.length() == self.link_from;
                if is_silent || self.picture.is_some() {
                    self.refuse("a link without words of its own", range.clone());
                }
                self.writer.say_as_before();
                self.account_for_address(range);
            }
            TagEnd::Image => self.end_picture(),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => {
                self.writer.end(self.complaints);
            }
            TagEnd::BlockQuote(_) => self.writer.end_quotation(self.complaints),
            TagEnd::TableCell => self.writer.end_cell(self.complaints),
            TagEnd::Table => {
                let at = self.passage.span_of(range.start, range.end);
                self.writer.end_table(at);
            }
            TagEnd::List(_) => self.writer.end_list(),
            TagEnd::FootnoteDefinition => self.writer.end_note(),
            TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn begin_heading(&mut self, level: HeadingLevel, range: Range<usize>, at: Span) {
        if self.writer.is_inside() {
            self.refuse("a heading inside a list, a quotation or a note", range);
        }
        self.writer.begin(at);
        let depth = if level == HeadingLevel::H1 { 1 } else { 2 };
        self.writer.kind(ProseKind::Heading(depth));
    }

    fn begin_quotation(&mut self, range: Range<usize>) {
        if self.writer.is_inside() {
            self.refuse("a quotation inside a list, a quotation or a note", range);
        }
        self.writer.begin_quotation(self.complaints);
    }

    fn begin_point(&mut self, range: Range<usize>, at: Span) {
        let written = &self.passage.text[range.clone()];
        let n_digits = written.bytes().take_while(u8::is_ascii_digit).count();
        self.account.add(range.start..range.start + n_digits);
        // A number is printed as it is written, with its point or bracket.
        let number = written.get(..n_digits + 1).unwrap_or_default();
        self.writer.begin_point(number, at, self.complaints);
    }

    fn begin_table(&mut self, columns: &[ColumnAlignment], range: Range<usize>) {
        if self.writer.is_inside() {
            self.refuse("a table inside a list, a quotation or a note", range);
        }
        let columns = columns.iter().map(|column| match column {
            ColumnAlignment::None | ColumnAlignment::Left => Alignment::Start,
            ColumnAlignment::Center => Alignment::Middle,
            ColumnAlignment::Right => Alignment::End,
        });
        self.writer.begin_table(columns.collect(), self.complaints);
    }

    fn begin_link(&mut self, address: &str, title: &str, label: &str, at: Span) {
        if !title.is_empty() {
            let message = format!("the words “{title}” after an address are not printed");
            let help = "write them in the text, or take them out";
            let complaint = Diagnostic::new(Code::NotPrinted, Some(at), message).help(help);
            self.complaints.push(complaint);
        }
        if let Some(range) = self.definitions.get(&label.to_lowercase()) {
            self.account.add(range.clone());
        }
        self.link_from = self.writer.length();
        let target = match address::target(address) {
            Ok(target) => Some(target),
            Err(refusal) => {
                self.complaints.push(refusal.complaint(address, at));
                None
            }
        };
        self.writer.say_with(|said| said.link = target);
    }

    /// Accounts for the address of a link: what stands after its words.
    fn account_for_address(&mut self, range: &Range<usize>) {
        let written = &self.passage.text[range.clone()];
        if let Some(bracket) = written.rfind("](").or_else(|| written.rfind("][")) {
            self.account.add(range.start + bracket..range.end);
        }
    }

    fn begin_picture(&mut self, file: &str, title: &str, range: Range<usize>, at: Span) {
        self.account.add(range.clone());
        if !self.writer.may_have_picture() {
            self.refuse("a picture in a line of text", range);
        }
        self.picture = Some(NamedPicture {
            file: file.to_owned(),
            alternative: String::new(),
            caption: title.trim().to_owned(),
            at,
        });
    }

    fn end_picture(&mut self) {
        let Some(picture) = self.picture.take() else {
            return;
        };
        self.writer.kind(ProseKind::Picture(self.pictures.len()));
        self.pictures.push(picture);
    }

    fn text(&mut self, text: &str, at: Span) {
        if let Some(picture) = &mut self.picture {
            picture.alternative.push_str(text);
        } else {
            let said = self.writer.now();
            self.writer.say(text, said, at, self.complaints);
        }
    }

    /// Says the number of a note where it is referred to.
    fn refer(&mut self, label: &str, at: Span) {
        if self.writer.is_in_note() {
            complain_of("a note inside a note", at, self.complaints);
        }
        let number = self.notes.refer(label, at);
        let said = Said {
            note: Some(number),
            ..self.writer.now()
        };
        self.writer
            .say(&number.to_string(), said, at, self.complaints);
    }

    fn begin_note(&mut self, label: &CowStr<'_>, range: Range<usize>) {
        self.writer.end(self.complaints);
        // The label and its brackets.
        let mark = range.start..range.start + label.len() + "[^]:".len();
        let at = self.passage.span_of(mark.start, mark.end);
        self.account.add(mark);
        let number = self.notes.write(label, at, self.complaints);
        if self.writer.is_in_note() {
            self.refuse("a note inside a note", range);
        }
        self.writer.begin_note(number);
    }

    /// Complains of something that is not set; its words are accounted for by that.
    fn refuse(&mut self, what: &str, range: Range<usize>) {
        let at = self.passage.span_of(range.start, range.end);
        complain_of(what, at, self.complaints);
        self.account.add(range);
    }

    pub(super) fn finish(mut self) -> (Marked, Vec<NamedPicture>) {
        self.writer.end(self.complaints);
        self.notes.check(self.passage, self.complaints);
        self.account.close(self.passage, self.complaints);
        (self.writer.finish(), self.pictures)
    }
}

/// Whether a mark stands between two digits: `2*3` is no emphasis to whoever writes it.
pub(super) fn stands_in_number(text: &str, mark: usize) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let before = mark.checked_sub(1).and_then(|at| bytes.get(at));
    is_digit(before) && is_digit(bytes.get(mark + 1))
}
