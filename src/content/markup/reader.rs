//! Reads the events of the Markdown crate into prose.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{
    Alignment as ColumnAlignment, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
};

use super::account::Account;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::content::address;
use crate::content::prose::{Alignment, Marked, NamedPicture, Prose, ProseKind, Table};
use crate::content::said::{Emphasis, Said, complain_of_open_span, language_of_span};
use crate::content::text::Passage;

/// A text while it is read.
pub(super) struct Reader<'r> {
    passage: &'r Passage,
    complaints: &'r mut Complaints,
    account: Account,
    marked: Marked,
    pictures: Vec<NamedPicture>,
    open: Option<Prose>,
    /// How what is open is said.
    said: Vec<Said>,
    /// For each open list: whether it is numbered, and whether its next point is its first.
    lists: Vec<(bool, bool)>,
    /// How many quotations are open.
    n_quotes: usize,
    /// The table that is open.
    table: Option<Table>,
    /// The picture that is open.
    picture: Option<NamedPicture>,
    /// Where the addresses of links stand that are written apart, by their labels in small letters.
    definitions: HashMap<String, Range<usize>>,
    /// How much of what is open was said before the link that is open.
    link_from: usize,
    /// For each label of a note: its number, by the order of the first references.
    numbers: HashMap<String, usize>,
    /// For each note by its number: its label, its first reference, where it is written.
    labels: Vec<(String, Option<Span>, Option<Span>)>,
    /// How many `<span>` are open.
    n_spans: usize,
    /// The note that is being read.
    note: Option<usize>,
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
            marked: Marked::default(),
            pictures: Vec::new(),
            open: None,
            said: Vec::new(),
            lists: Vec::new(),
            n_quotes: 0,
            table: None,
            picture: None,
            definitions,
            link_from: 0,
            numbers: HashMap::new(),
            labels: Vec::new(),
            n_spans: 0,
            note: None,
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
                self.n_spans += 1;
                self.say_with(|said| said.language = language);
            }
            Event::InlineHtml(html) if &*html == "</span>" && self.n_spans > 0 => {
                self.account.add(range);
                self.said.pop();
                self.n_spans -= 1;
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
            Tag::Paragraph | Tag::TableCell => self.begin(at),
            Tag::Heading { level, .. } => self.begin_heading(level, range, at),
            Tag::BlockQuote(_) => self.begin_quotation(range),
            Tag::List(first) => {
                if self.n_quotes > 0 || self.note.is_some() {
                    self.refuse("a list inside a quotation or a note", range);
                }
                self.lists.push((first.is_some(), true));
            }
            Tag::Item => self.begin_point(range, at),
            Tag::FootnoteDefinition(label) => self.begin_note(&label, range),
            Tag::Table(columns) => self.begin_table(&columns, range),
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Emphasis => {
                if stands_in_number(&self.passage.text, range.start) {
                    self.refuse("a star between digits", range);
                }
                self.say_with(|said| said.emphasis = Emphasis::Emphasis);
            }
            Tag::Strong => self.say_with(|said| said.emphasis = Emphasis::Strong),
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
                self.said.pop();
            }
            TagEnd::Link => {
                let is_silent = self.open.as_ref().map_or(0, |it| it.text.len()) == self.link_from;
                if is_silent || self.picture.is_some() {
                    self.refuse("a link without words of its own", range.clone());
                }
                self.said.pop();
                self.account_for_address(range);
            }
            TagEnd::Image => self.end_picture(),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.end(),
            TagEnd::BlockQuote(_) => {
                self.end();
                self.n_quotes -= 1;
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Table => self.end_table(range),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::FootnoteDefinition => self.note = None,
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

    fn begin(&mut self, at: Span) {
        // The first paragraph of a point is the point.
        if self.open.is_none() {
            let kind = if self.n_quotes > 0 {
                ProseKind::Quoted
            } else if let Some(depth) = self.lists.len().checked_sub(1) {
                ProseKind::Point {
                    marker: String::new(),
                    depth,
                    is_first: false,
                }
            } else {
                ProseKind::Paragraph
            };
            self.open = Some(Prose {
                kind,
                at: Some(at),
                ..Prose::default()
            });
        }
    }

    fn begin_heading(&mut self, level: HeadingLevel, range: Range<usize>, at: Span) {
        if !self.lists.is_empty() || self.n_quotes > 0 || self.note.is_some() {
            self.refuse("a heading inside a list, a quotation or a note", range);
        }
        self.begin(at);
        let depth = if level == HeadingLevel::H1 { 1 } else { 2 };
        self.kind(ProseKind::Heading(depth));
    }

    fn begin_quotation(&mut self, range: Range<usize>) {
        if !self.lists.is_empty() || self.n_quotes > 0 || self.note.is_some() {
            self.refuse("a quotation inside a list, a quotation or a note", range);
        }
        self.end();
        self.n_quotes += 1;
    }

    fn begin_point(&mut self, range: Range<usize>, at: Span) {
        self.end();
        self.begin(at);
        let written = &self.passage.text[range.clone()];
        let n_digits = written.bytes().take_while(u8::is_ascii_digit).count();
        self.account.add(range.start..range.start + n_digits);
        // A number is printed as it is written, with its point or bracket.
        let number = written.get(..n_digits + 1).unwrap_or_default().to_owned();
        let depth = self.lists.len().saturating_sub(1);
        let Some((is_numbered, is_first)) = self.lists.last_mut() else {
            return;
        };
        let marker = if *is_numbered {
            number
        } else {
            "–".to_owned()
        };
        let kind = ProseKind::Point {
            marker,
            depth,
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

    fn begin_table(&mut self, columns: &[ColumnAlignment], range: Range<usize>) {
        if !self.lists.is_empty() || self.n_quotes > 0 || self.note.is_some() {
            self.refuse("a table inside a list, a quotation or a note", range);
        }
        self.end();
        let columns = columns.iter().map(|column| match column {
            ColumnAlignment::None | ColumnAlignment::Left => Alignment::Start,
            ColumnAlignment::Center => Alignment::Middle,
            ColumnAlignment::Right => Alignment::End,
        });
        self.table = Some(Table {
            columns: columns.collect(),
            rows: Vec::new(),
        });
    }

    fn end_cell(&mut self) {
        self.end_spans();
        let cell = self.open.take().unwrap_or_default();
        let rows = self.table.as_mut().map(|table| &mut table.rows);
        if let Some(row) = rows.and_then(|rows| rows.last_mut()) {
            row.push(cell);
        }
    }

    fn end_table(&mut self, range: &Range<usize>) {
        let Some(table) = self.table.take() else {
            return;
        };
        self.marked.prose.push(Prose {
            kind: ProseKind::Table(table),
            at: Some(self.passage.span_of(range.start, range.end)),
            ..Prose::default()
        });
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
        self.link_from = self.open.as_ref().map_or(0, |it| it.text.len());
        let target = match address::target(address) {
            Ok(target) => Some(target),
            Err(refusal) => {
                self.complaints.push(refusal.complaint(address, at));
                None
            }
        };
        self.say_with(|said| said.link = target);
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
        let is_empty =
            |open: &Prose| open.text.is_empty() && !matches!(open.kind, ProseKind::Picture(_));
        let is_apart = self.open.as_ref().is_some_and(is_empty);
        let may_stand = self.lists.is_empty() && self.table.is_none() && self.note.is_none();
        if !is_apart || !may_stand || self.n_quotes > 0 {
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
        self.kind(ProseKind::Picture(self.pictures.len()));
        self.pictures.push(picture);
    }

    fn say_with(&mut self, change: impl FnOnce(&mut Said)) {
        let mut said = self.now();
        change(&mut said);
        self.said.push(said);
    }

    fn now(&self) -> Said {
        self.said.last().cloned().unwrap_or_default()
    }

    fn text(&mut self, text: &str, at: Span) {
        if let Some(picture) = &mut self.picture {
            picture.alternative.push_str(text);
            return;
        }
        // Words of a point that stand after something else in it begin anew.
        self.begin(at);
        let said = self.now();
        let Some(prose) = &mut self.open else { return };
        if matches!(prose.kind, ProseKind::Picture(_)) {
            if text.trim().is_empty() {
                return;
            }
            prose.kind = ProseKind::Paragraph;
            complain_of("a picture in a line of text", at, self.complaints);
        }
        prose.say(text, said);
    }

    fn end_spans(&mut self) {
        if self.n_spans > 0 {
            let at = self.open.as_ref().and_then(|prose| prose.at);
            complain_of_open_span(at, self.complaints);
            (self.n_spans, self.said) = (0, Vec::new());
        }
    }

    fn end(&mut self) {
        self.end_spans();
        let Some(mut prose) = self.open.take() else {
            return;
        };
        match &mut prose.kind {
            ProseKind::Picture(_) => {}
            // A number alone on its line is a paragraph.
            ProseKind::Point { marker, .. } if prose.text.is_empty() && marker.len() > 1 => {
                let number = std::mem::take(marker);
                prose.kind = ProseKind::Paragraph;
                prose.say(&number, Said::default());
            }
            _ if prose.text.is_empty() => return,
            _ => {}
        }
        match self.note {
            Some(number) => {
                let is_number = |note: &Prose| note.kind_of_note().map(|it| it.0) == Some(number);
                let is_first = !self.marked.notes.last().is_some_and(is_number);
                prose.kind = ProseKind::Note { number, is_first };
                self.marked.notes.push(prose);
            }
            None => self.marked.prose.push(prose),
        }
    }

    /// Says the number of a note where it is referred to.
    fn refer(&mut self, label: &str, at: Span) {
        if self.note.is_some() {
            complain_of("a note inside a note", at, self.complaints);
        }
        let number = self.number_of(label);
        self.labels[number - 1].1.get_or_insert(at);
        let said = Said {
            note: Some(number),
            ..self.now()
        };
        self.begin(at);
        if let Some(prose) = &mut self.open {
            if matches!(prose.kind, ProseKind::Picture(_)) {
                prose.kind = ProseKind::Paragraph;
                complain_of("a picture in a line of text", at, self.complaints);
            }
            prose.say(&number.to_string(), said);
        }
    }

    fn begin_note(&mut self, label: &CowStr<'_>, range: Range<usize>) {
        self.end();
        let number = self.number_of(label);
        // The label and its brackets.
        let mark = range.start..range.start + label.len() + "[^]:".len();
        let at = self.passage.span_of(mark.start, mark.end);
        self.account.add(mark);
        if self.labels[number - 1].2.replace(at).is_some() {
            let message = format!("the note `[^{label}]:` is written twice");
            let help = "give one of them another mark, and refer to it where it belongs";
            let complaint = Diagnostic::new(Code::DuplicateKey, Some(at), message).help(help);
            self.complaints.push(complaint);
        }
        if self.note.is_some() {
            self.refuse("a note inside a note", range);
        }
        self.note = Some(number);
    }

    fn number_of(&mut self, label: &str) -> usize {
        if let Some(number) = self.numbers.get(label) {
            return *number;
        }
        self.labels.push((label.to_owned(), None, None));
        self.numbers.insert(label.to_owned(), self.labels.len());
        self.labels.len()
    }

    /// Complains of something that is not set; its words are accounted for by that.
    fn refuse(&mut self, what: &str, range: Range<usize>) {
        let at = self.passage.span_of(range.start, range.end);
        complain_of(what, at, self.complaints);
        self.account.add(range);
    }

    pub(super) fn finish(mut self) -> (Marked, Vec<NamedPicture>) {
        self.end();
        self.check_notes();
        self.marked
            .notes
            .sort_by_key(|note| note.kind_of_note().map(|it| it.0));
        self.account.close(self.passage, self.complaints);
        (self.marked, self.pictures)
    }

    /// Something refers to every note, and every note that is referred to is written. A reference to one that is
    /// not is no reference to the Markdown crate, but letters.
    fn check_notes(&mut self) {
        let text = &self.passage.text;
        for (start, _) in text.match_indices("[^") {
            let label = text[start + 2..].split_once(']').map(|(label, _)| label);
            let Some(label) = label.filter(|it| !it.is_empty() && !it.contains([' ', '\n'])) else {
                continue;
            };
            if text[..start].ends_with('\\') || self.numbers.contains_key(label) {
                continue;
            }
            let at = self.passage.span_of(start, start + label.len() + 3);
            let message = format!("there is no note `[^{label}]:`");
            let help = "write the note under the text, on a line that begins with its mark";
            self.complaints
                .push(Diagnostic::new(Code::UnknownName, Some(at), message).help(help));
        }
        for (label, reference, written) in &self.labels {
            if reference.is_some() {
                continue;
            }
            let message = format!("nothing refers to the note `[^{label}]:`");
            let help = "put its mark into the text where it belongs, or take the note out";
            self.complaints
                .push(Diagnostic::new(Code::UnknownName, *written, message).help(help));
        }
    }
}

/// Whether a mark stands between two digits: `2*3` is no emphasis to whoever writes it.
pub(super) fn stands_in_number(text: &str, mark: usize) -> bool {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let before = mark.checked_sub(1).and_then(|at| bytes.get(at));
    is_digit(before) && is_digit(bytes.get(mark + 1))
}

fn complain_of(what: &str, at: Span, complaints: &mut Complaints) {
    let message = format!("{what} is not set in a text");
    let help = "put a backslash before a mark that is meant as itself; a picture stands in a paragraph of its own, \
                and what else a booklet has are sections";
    complaints.push(Diagnostic::new(Code::BadValue, Some(at), message).help(help));
}
