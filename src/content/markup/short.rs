//! Short texts, such as titles and captions: emphasis and words in other languages are understood in
//! them, and nothing else is.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::base::diagnostic::Complaints;
use crate::content::said::{Emphasis, Said, complain_of_open_span, language_of_span};
use crate::content::text::Passage;

use super::reader::stands_in_number;

/// A short text, such as a title or a caption, with its emphasis (`*so*`, `**so**`) and its words in
/// other languages (`<span lang="fr">`) understood. Every other mark is a character of it; a backslash
/// before one of these marks is taken out.
pub fn short(passage: Passage, complaints: &mut Complaints) -> Passage {
    if !passage.text.contains(['*', '_', '<']) {
        return passage;
    }
    // A space that is no blank of Markdown keeps a first `#` or `-` from making a heading or list of it.
    let inline = format!("{GUARD}{}", passage.text.replace(['\n', '\r'], " "));
    let mut marks = Marks {
        passage: &passage,
        complaints,
        cuts: Vec::new(),
        stretches: Vec::new(),
        said: vec![(passage.text.len(), Said::default())],
    };
    for (event, range) in Parser::new_ext(&inline, Options::empty()).into_offset_iter() {
        let place = |at: usize| at.saturating_sub(GUARD.len_utf8());
        marks.take(&event, place(range.start)..place(range.end));
    }
    marks.finish()
}

/// What stands before a short text while its marks are looked for.
const GUARD: char = '\u{a0}';

/// The marks of a short text, as they are found.
struct Marks<'m> {
    passage: &'m Passage,
    complaints: &'m mut Complaints,
    /// The bytes that are marks.
    cuts: Vec<Range<usize>>,
    /// Where each stretch of the text as written ends, and how it is said.
    stretches: Vec<(usize, Said)>,
    /// How what is open is said, and where in the text as written it ends.
    said: Vec<(usize, Said)>,
}

impl Marks<'_> {
    fn take(&mut self, event: &Event<'_>, range: Range<usize>) {
        let n_bytes = match event {
            Event::Start(Tag::Emphasis) if !stands_in_number(&self.passage.text, range.start) => 1,
            Event::Start(Tag::Emphasis) => {
                // `2*3*4` is no emphasis to whoever writes it.
                self.begin(range, |_| {});
                return;
            }
            Event::Start(Tag::Strong) => 2,
            Event::InlineHtml(html) => return self.language(html, range),
            Event::Text(_) => return self.escape(&range),
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => return self.end(range.end),
            _ => return,
        };
        self.cuts.push(range.start..range.start + n_bytes);
        self.cuts.push(range.end - n_bytes..range.end);
        self.begin(range, |said| {
            said.emphasis = match n_bytes {
                1 => Emphasis::Emphasis,
                _ => Emphasis::Strong,
            };
        });
    }

    fn now(&self) -> Said {
        self.said
            .last()
            .map(|(_, said)| said.clone())
            .unwrap_or_default()
    }

    fn begin(&mut self, range: Range<usize>, change: impl FnOnce(&mut Said)) {
        let mut said = self.now();
        self.stretches.push((range.start, said.clone()));
        change(&mut said);
        self.said.push((range.end, said));
    }

    fn end(&mut self, at: usize) {
        let said = self.now();
        self.stretches.push((at, said));
        if self.said.len() > 1 {
            self.said.pop();
        }
    }

    /// Begins or ends words in another language.
    fn language(&mut self, html: &str, range: Range<usize>) {
        let has_span = self.now().language.is_some();
        if html == "</span>" && has_span {
            self.end(range.start);
            self.cuts.push(range);
        } else if html.starts_with("<span") {
            let at = self.passage.span_of(range.start, range.end);
            let tag = language_of_span(html, at, self.complaints);
            self.cuts.push(range.clone());
            self.begin(range.start..self.passage.text.len(), |said| {
                said.language = tag;
            });
        }
    }

    /// Cuts the backslash before a mark that is meant as itself.
    fn escape(&mut self, range: &Range<usize>) {
        let text = self.passage.text.as_bytes();
        let is_mark = matches!(text.get(range.start), Some(b'*' | b'_' | b'<'));
        if let Some(before) = range.start.checked_sub(1)
            && is_mark
            && text[before] == b'\\'
        {
            self.cuts.push(before..range.start);
        }
    }

    fn finish(mut self) -> Passage {
        let is_open = self.said.iter().any(|(_, said)| said.language.is_some());
        if is_open {
            complain_of_open_span(Some(self.passage.at), self.complaints);
        }
        let end = self.passage.text.len();
        self.stretches.push((end, self.now()));
        self.cuts.sort_by_key(|cut| cut.start);
        let mut passage = self.passage.without(&self.cuts);
        let mut cuts = self.cuts.iter().peekable();
        let mut n_cut = 0;
        for (end, said) in self.stretches {
            while let Some(cut) = cuts.next_if(|cut| cut.start < end) {
                n_cut += cut.len();
            }
            let end = end.saturating_sub(n_cut);
            match passage.stretches.last_mut() {
                Some((last, known)) if *known == said => *last = end,
                Some((last, _)) if *last == end => {}
                _ if end == 0 => {}
                _ => passage.stretches.push((end, said)),
            }
        }
        if passage
            .stretches
            .iter()
            .all(|(_, said)| *said == Said::default())
        {
            passage.stretches.clear();
        }
        passage
    }
}
