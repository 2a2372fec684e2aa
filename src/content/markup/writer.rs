//! Writes down what Markdown says as prose: what is open, how it is said, and where it belongs.

use super::account::complain_of;
use crate::base::diagnostic::{Complaints, Span};
use crate::content::prose::{Alignment, Marked, Prose, ProseKind, Table};
use crate::content::said::{Said, complain_of_open_span};

/// The prose of a text while it is read.
#[derive(Debug, Default)]
pub(super) struct Writer {
    marked: Marked,
    open: Option<Prose>,
    /// How what is open is said.
    said: Vec<Said>,
    /// For each open list: whether it is numbered, and whether its next point is its first.
    lists: Vec<(bool, bool)>,
    /// How many quotations are open.
    n_quotes: usize,
    /// The table that is open.
    table: Option<Table>,
    /// How many `<span>` are open.
    n_spans: usize,
    /// The note that is open.
    note: Option<usize>,
}

impl Writer {
    /// Everything that was written; nothing may be open.
    pub(super) fn finish(mut self) -> Marked {
        self.marked
            .notes
            .sort_by_key(|note| note.kind_of_note().map(|it| it.0));
        self.marked
    }

    /// Whether a quotation or a note is open, in which no list may stand.
    pub(super) fn is_in_quotation_or_note(&self) -> bool {
        self.n_quotes > 0 || self.note.is_some()
    }

    /// Whether a list, a quotation or a note is open, in which only paragraphs may stand.
    pub(super) fn is_inside(&self) -> bool {
        !self.lists.is_empty() || self.is_in_quotation_or_note()
    }

    /// Whether a note is open.
    pub(super) fn is_in_note(&self) -> bool {
        self.note.is_some()
    }

    /// Whether a paragraph of the text itself has just begun, in which a picture may stand.
    pub(super) fn may_have_picture(&self) -> bool {
        let is_empty =
            |open: &Prose| open.text.is_empty() && !matches!(open.kind, ProseKind::Picture(_));
        let is_apart = self.open.as_ref().is_some_and(is_empty);
        is_apart && !self.is_inside() && self.table.is_none()
    }

    /// How many bytes were said of what is open.
    pub(super) fn length(&self) -> usize {
        self.open.as_ref().map_or(0, |it| it.text.len())
    }

    /// Opens a paragraph, unless something is open.
    pub(super) fn begin(&mut self, at: Span) {
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

    /// Says what it is that is open.
    pub(super) fn kind(&mut self, kind: ProseKind) {
        if let Some(prose) = &mut self.open {
            prose.kind = kind;
        }
    }

    /// Opens a quotation.
    pub(super) fn begin_quotation(&mut self, complaints: &mut Complaints) {
        self.end(complaints);
        self.n_quotes += 1;
    }

    /// Closes a quotation.
    pub(super) fn end_quotation(&mut self, complaints: &mut Complaints) {
        self.end(complaints);
        self.n_quotes -= 1;
    }

    /// Opens a list.
    pub(super) fn begin_list(&mut self, is_numbered: bool) {
        self.lists.push((is_numbered, true));
    }

    /// Closes a list.
    pub(super) fn end_list(&mut self) {
        self.lists.pop();
    }

    /// Opens a point of a list; its number is printed if the list is numbered.
    pub(super) fn begin_point(&mut self, number: &str, at: Span, complaints: &mut Complaints) {
        self.end(complaints);
        self.begin(at);
        let depth = self.lists.len().saturating_sub(1);
        let Some((is_numbered, is_first)) = self.lists.last_mut() else {
            return;
        };
        let marker = if *is_numbered { number } else { "–" };
        let kind = ProseKind::Point {
            marker: marker.to_owned(),
            depth,
            is_first: std::mem::take(is_first),
        };
        self.kind(kind);
    }

    /// Opens a note.
    pub(super) fn begin_note(&mut self, number: usize) {
        self.note = Some(number);
    }

    /// Closes a note.
    pub(super) fn end_note(&mut self) {
        self.note = None;
    }

    /// Opens a table.
    pub(super) fn begin_table(&mut self, columns: Vec<Alignment>, complaints: &mut Complaints) {
        self.end(complaints);
        self.table = Some(Table {
            columns,
            rows: Vec::new(),
        });
    }

    /// Opens a row of a table.
    pub(super) fn begin_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.rows.push(Vec::new());
        }
    }

    /// Closes a cell of a row.
    pub(super) fn end_cell(&mut self, complaints: &mut Complaints) {
        self.end_spans(complaints);
        let cell = self.open.take().unwrap_or_default();
        let rows = self.table.as_mut().map(|table| &mut table.rows);
        if let Some(row) = rows.and_then(|rows| rows.last_mut()) {
            row.push(cell);
        }
    }

    /// Closes a table.
    pub(super) fn end_table(&mut self, at: Span) {
        if let Some(table) = self.table.take() {
            self.marked.prose.push(Prose {
                kind: ProseKind::Table(table),
                at: Some(at),
                ..Prose::default()
            });
        }
    }

    /// What follows is said otherwise than what is around it.
    pub(super) fn say_with(&mut self, change: impl FnOnce(&mut Said)) {
        let mut said = self.now();
        change(&mut said);
        self.said.push(said);
    }

    /// What follows is said as before the last change.
    pub(super) fn say_as_before(&mut self) {
        self.said.pop();
    }

    /// Opens a `<span>`.
    pub(super) fn begin_span(&mut self, change: impl FnOnce(&mut Said)) {
        self.n_spans += 1;
        self.say_with(change);
    }

    /// Whether a `<span>` is open.
    pub(super) fn has_span(&self) -> bool {
        self.n_spans > 0
    }

    /// Closes a `<span>`.
    pub(super) fn end_span(&mut self) {
        self.said.pop();
        self.n_spans -= 1;
    }

    fn end_spans(&mut self, complaints: &mut Complaints) {
        if self.n_spans > 0 {
            let at = self.open.as_ref().and_then(|prose| prose.at);
            complain_of_open_span(at, complaints);
            (self.n_spans, self.said) = (0, Vec::new());
        }
    }

    /// How words are said here.
    pub(super) fn now(&self) -> Said {
        self.said.last().cloned().unwrap_or_default()
    }

    /// Says words. Those of a point that stand after something else in it begin anew.
    pub(super) fn say(&mut self, text: &str, said: Said, at: Span, complaints: &mut Complaints) {
        self.begin(at);
        let Some(prose) = &mut self.open else { return };
        if matches!(prose.kind, ProseKind::Picture(_)) {
            if text.trim().is_empty() {
                return;
            }
            prose.kind = ProseKind::Paragraph;
            complain_of("a picture in a line of text", at, complaints);
        }
        prose.say(text, said);
    }

    /// Closes what is open.
    pub(super) fn end(&mut self, complaints: &mut Complaints) {
        self.end_spans(complaints);
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
}
