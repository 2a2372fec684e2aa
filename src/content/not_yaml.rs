//! What is said of a file that is not YAML: where reading stopped, and what was probably meant.

use serde_saphyr::granit_parser::{ErrorKind, ScanError};

use super::cut;
use crate::base::diagnostic::{Code, Diagnostic, FileId, Span};

/// Where the reading of a file stopped.
pub(super) struct Stop<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    /// Where the last value was read, if it has words.
    pub(super) last_scalar: Span,
    /// The innermost list or block that was opened with a bracket and is not closed.
    pub(super) bracket: Option<Span>,
}

impl Stop<'_> {
    /// What is said of the error.
    pub(super) fn complaint(&self, error: &ScanError) -> Diagnostic {
        let offset = error
            .marker()
            .byte_offset()
            .unwrap_or(0)
            .min(self.text.len());
        if let Some(complaint) = self.cut_text(error, offset) {
            return complaint;
        }
        let (message, help) = self.explain(error, offset);
        let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(offset)), message)
            .label("reading stopped here")
            .help(help);
        match self.bracket {
            Some(bracket) => complaint.also(bracket, "this bracket is still open"),
            None => complaint,
        }
    }

    /// The place of a mark of one byte.
    fn mark(&self, offset: usize) -> Span {
        Span {
            file: self.file,
            start: offset as u32,
            end: offset as u32 + 1,
        }
    }

    /// What is said where a text without its quotes, or with one of them, led to the error: how it is
    /// written whole.
    fn cut_text(&self, error: &ScanError, offset: usize) -> Option<Diagnostic> {
        let info = error.info();
        if info.starts_with("comment intercepting") {
            let read = self.text.get(..=offset).unwrap_or(self.text);
            let hash = read.rfind('#')?;
            let message = "a remark begins after ` #`, and the text goes on below it";
            let help = "put a text that contains ` #` in quotes, or under `|-` on lines of its own";
            let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(hash)), message);
            return Some(complaint.label("the remark begins here").help(help));
        }
        if info.contains("trailing content after") {
            return self.late_quote(offset);
        }
        // What is in brackets may be read only when they are closed.
        let read = self.last_scalar.end as usize;
        let opened = self.bracket.map_or(read, |it| it.start as usize);
        if let Some((hash, words)) = cut::hidden_bracket(self.text, opened.min(read), offset) {
            let message = "a remark begins after ` #`, and the bracket that closes stands in it";
            let help = format!("put the text in quotes: {}", cut::quoted(words));
            let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(hash)), message);
            return Some(complaint.label("the remark begins here").help(help));
        }
        let (message, help) = self.meant(offset)?;
        let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(offset)), message);
        Some(complaint.label("reading stopped here").help(help))
    }

    /// What was meant where reading stopped at a colon or at a mark.
    fn meant(&self, offset: usize) -> Option<(String, String)> {
        if let Some(words) = cut::around_colon(self.text, offset) {
            let quoted = cut::quoted(words);
            return Some((
                "a colon stands where YAML does not expect one".to_owned(),
                format!("put a text that contains a colon in quotes: {quoted}"),
            ));
        }
        if let Some(item) = cut::after_dash(self.text, offset) {
            return Some((
                "a space is missing after the dash".to_owned(),
                format!("write `- {}`", cut::beginning(item)),
            ));
        }
        let words = cut::taken_for_mark(self.text, offset)?;
        let mark = words.chars().next()?;
        Some((
            format!("a text begins with `{mark}`, which means something else in YAML"),
            format!("put the text in quotes: {}", cut::quoted(words)),
        ))
    }

    /// What is said of a quote that only another text's quote closes, lines below.
    fn late_quote(&self, offset: usize) -> Option<Diagnostic> {
        let last = self.last_scalar;
        let from = if last.end as usize >= self.text[..offset].trim_end().len() {
            last.start
        } else {
            last.end
        };
        let opened = cut::opening_quote(self.text, from as usize, offset)?;
        let closed = self.text[..offset].trim_end().len() - 1;
        let message = "a quote is opened, and closed only by the quote of another text";
        let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(opened)), message)
            .label("opened here")
            .also(self.mark(closed), "closed here");
        Some(complaint.help("close the quote at the end of its text"))
    }

    fn explain(&self, error: &ScanError, offset: usize) -> (String, &'static str) {
        let line_start = self.text[..offset]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line = self.text[line_start..].lines().next().unwrap_or("");
        let next = self.text[offset..]
            .split_once('\n')
            .map_or("", |(_, rest)| rest);
        let info = error.info();
        let mark = self.text[offset..].chars().next().unwrap_or(' ');
        let near_tab = line.starts_with('\t')
            || line.trim_start_matches(' ').starts_with('\t')
            || next.starts_with('\t');
        match error.kind() {
            _ if near_tab => (
                "a tab indents a line, which YAML does not allow".into(),
                "replace the tab with spaces",
            ),
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
                "a colon stands where YAML does not expect one".into(),
                "put a text that contains a colon in quotes, and check that the line above is complete and that lines of one block begin at one depth",
            ),
            ErrorKind::UnclosedQuotedScalar => (
                "a quote is opened and never closed".into(),
                "close the quote at the end of the text",
            ),
            ErrorKind::RecursionLimitExceeded => (
                "lists and blocks stand too deep in each other".into(),
                "a booklet needs no more than ten levels",
            ),
            _ if info.contains("trailing content after") => (
                "a text in quotes ends before this place, and more follows".into(),
                "a text that contains quotes goes after `|-` on a line of its own, or in the other kind of quotes; also look for a quote above that is never closed",
            ),
            _ if info.starts_with("simple key expected") => (
                "this line is neither `key: value` nor part of the text above".into(),
                "write `key: ` with a space after the colon; words of a text stand under `key: |-`, indented deeper than the key",
            ),
            _ if info.contains("did not find expected key") => (
                "this line begins at a depth that does not fit the lines above".into(),
                "let the lines of one block begin at one depth; a list item begins with `- `, with a space",
            ),
            _ if info.starts_with("unclosed bracket") => (
                format!("a `{mark}` is opened and never closed"),
                "close the bracket at the end of the list or block",
            ),
            _ => explain_mark(&info, mark),
        }
    }
}

/// What is said of an error at a mark.
fn explain_mark(info: &str, mark: char) -> (String, &'static str) {
    if info.contains("did not find expected comment or line break") {
        let message = format!("words stand after `{mark}` on its line");
        let help = "write the words on the lines below it, indented deeper than the key; if the mark belongs to the \
                    text, put the whole text in quotes";
        (message, help)
    } else if info.contains("did not find expected ','") {
        let message = "more words stand where a comma or a closing bracket is expected";
        let help = "put a text that begins with a bracket or a quote in quotes, and commas between the items of a list";
        (message.to_owned(), help)
    } else if info.starts_with("unexpected character") && matches!(mark, '%' | '@' | '`') {
        let message = format!("a text begins with `{mark}`, which YAML keeps for itself");
        (message, "put the text in quotes")
    } else {
        let message = format!("this is not YAML: {info}");
        let help = "check brackets, quotes and the depth of the lines here and just above";
        (message, help)
    }
}
