//! The account of a Markdown text: which of its letters became words to print, and which stand in
//! places that Markdown reads as something else. What is neither would vanish.

use std::ops::Range;

use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::base::shown;
use crate::content::text::Passage;

/// The stretches of a text that are accounted for.
#[derive(Debug, Default)]
pub(super) struct Account {
    seen: Vec<Range<usize>>,
}

impl Account {
    /// Accounts for a stretch: its words are printed, or it is a mark, or it is complained of already.
    pub(super) fn add(&mut self, range: Range<usize>) {
        match self.seen.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.seen.push(range),
        }
    }

    /// Complains of every stretch with letters or digits that is not accounted for.
    pub(super) fn close(mut self, passage: &Passage, complaints: &mut Complaints) {
        self.seen.sort_by_key(|range| range.start);
        let text = passage.text.as_str();
        let mut from = 0;
        let end = text.len()..text.len();
        for range in self.seen.into_iter().chain(std::iter::once(end)) {
            if let Some(gap) = text.get(from..range.start.max(from)) {
                complain_of_gap(passage, gap, from, complaints);
            }
            from = from.max(range.end);
        }
    }
}

fn complain_of_gap(passage: &Passage, gap: &str, from: usize, complaints: &mut Complaints) {
    let Some(first) = gap.find(char::is_alphanumeric) else {
        return;
    };
    let start = gap[..first].rfind('\n').map_or(0, |newline| newline + 1);
    let words = gap[start..].trim();
    let at = passage.span_of(from + start, from + start + words.len());
    let message = format!(
        "these words would not be printed: “{}”",
        shown::first_line(words, shown::WORDS)
    );
    let is_address = words.starts_with('[') && words.contains("]:");
    let help = if is_address {
        "in Markdown such a line gives an address for links; put a backslash before its first bracket"
    } else {
        "Markdown takes them for a mark; put a backslash before it, or a blank line above"
    };
    complaints.push(Diagnostic::new(Code::NotPrinted, Some(at), message).help(help));
}

/// Complains of something that is not set.
pub(super) fn complain_of(what: &str, at: Span, complaints: &mut Complaints) {
    let message = format!("{what} is not set in a text");
    let help = "put a backslash before a mark that is meant as itself; a picture stands in a paragraph of its own, \
                and what else a booklet has are sections";
    complaints.push(Diagnostic::new(Code::BadValue, Some(at), message).help(help));
}
