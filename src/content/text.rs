//! Words for people: a [`Text`] is one passage or one for each language; a [`Passage`] knows where
//! in which file each of its letters stands.

use std::borrow::Cow;
use std::ops::Range;

use super::node::{Scalar, Style};
use super::said::Said;
use crate::base::diagnostic::{FileId, Span};
use crate::base::language::Language;

/// Words in one language or in several.
#[derive(Debug, Clone)]
pub struct Text {
    /// The words, each with its language; no language means the booklet's.
    variants: Vec<(Option<Language>, Passage)>,
    /// Where the whole stands.
    pub at: Span,
}

impl Text {
    /// Words in the booklet's language.
    pub fn one(passage: Passage) -> Self {
        Self {
            at: passage.at,
            variants: vec![(None, passage)],
        }
    }

    /// Words in several languages; never an empty list.
    pub fn in_languages(variants: Vec<(Language, Passage)>, at: Span) -> Self {
        let variants = variants
            .into_iter()
            .map(|(language, words)| (Some(language), words));
        Self {
            variants: variants.collect(),
            at,
        }
    }

    /// The words in a language; `None` if they were not given in it.
    pub fn in_language(&self, wanted: Language) -> Option<&Passage> {
        let is_wanted = |language: &Option<Language>| language.is_none_or(|it| it == wanted);
        self.variants
            .iter()
            .find(|(language, _)| is_wanted(language))
            .map(|(_, words)| words)
    }

    /// The words in a language as one says them of something, without space around; empty if they were not
    /// given in it.
    pub fn plain(&self, language: Language) -> String {
        let words = self.in_language(language);
        words.map_or_else(String::new, |words| words.text.trim().to_owned())
    }

    /// The same with every variant made another.
    #[must_use]
    pub fn map(self, mut change: impl FnMut(Passage) -> Passage) -> Self {
        let variants = self.variants.into_iter();
        let variants = variants.map(|(language, passage)| (language, change(passage)));
        Self {
            variants: variants.collect(),
            at: self.at,
        }
    }

    /// Every variant.
    pub fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.variants.iter().map(|(_, passage)| passage)
    }
}

/// A stretch of words, and where it comes from.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub at: Span,
    /// For the beginning of each line: the byte in the words, the byte in the file. Empty where the
    /// file writes the words otherwise (folded, with escapes): places then mean the whole.
    lines: Vec<(u32, u32)>,
    /// Where each stretch ends, and how it is said; empty where all is said plainly.
    pub stretches: Vec<(usize, Said)>,
}

impl Passage {
    /// The passage a scalar of a file gives.
    pub fn from_scalar(scalar: &Scalar, at: Span, file_text: &str) -> Self {
        let text = scalar.text.clone();
        let lines = match scalar.style {
            Style::Literal => literal_lines(&text, at, file_text),
            Style::Plain if is_verbatim(&text, at, file_text, 0) => vec![(0, at.start)],
            Style::Quoted if is_verbatim(&text, at, file_text, 1) => vec![(0, at.start + 1)],
            Style::Plain | Style::Quoted | Style::Folded => Vec::new(),
        };
        Self {
            text,
            at,
            lines,
            stretches: Vec::new(),
        }
    }

    /// The passage a whole text file gives, its line ends made `\n`.
    pub fn from_file(file: FileId, file_text: &str) -> Self {
        let body = file_text.strip_prefix('\u{feff}').unwrap_or(file_text);
        let mut at = (file_text.len() - body.len()) as u32;
        let span = Span {
            file,
            start: at,
            end: file_text.len() as u32,
        };
        let mut text = String::with_capacity(body.len());
        let mut lines = Vec::new();
        let mut was_return = false;
        for line in body.split_inclusive(['\r', '\n']) {
            let begins = at;
            at += line.len() as u32;
            // The second half of a line end.
            if line == "\n" && std::mem::take(&mut was_return) {
                continue;
            }
            lines.push((text.len() as u32, begins));
            was_return = line.ends_with('\r');
            text.push_str(line.trim_end_matches(['\r', '\n']));
            if line.ends_with(['\r', '\n']) {
                text.push('\n');
            }
        }
        Self {
            text,
            at: span,
            lines,
            stretches: Vec::new(),
        }
    }

    /// The same with a blank line between its lines, each of which is a paragraph.
    #[must_use]
    pub fn with_lines_apart(self) -> Self {
        let mut text = String::with_capacity(self.text.len() * 2);
        let mut lines = Vec::new();
        let mut offset = 0;
        for line in self.text.split_inclusive('\n') {
            lines.push((text.len() as u32, self.span_of(offset, offset + 1).start));
            offset += line.len();
            text.push_str(line);
            text.push('\n');
        }
        Self {
            text,
            at: self.at,
            lines,
            stretches: Vec::new(),
        }
    }

    /// Words that bifolio itself says about a place.
    pub fn made(text: impl Into<String>, at: Span) -> Self {
        Self {
            text: text.into(),
            at,
            lines: Vec::new(),
            stretches: Vec::new(),
        }
    }

    /// The place of some of its bytes in the file.
    pub fn span_of(&self, start: usize, end: usize) -> Span {
        let place = |offset: usize| {
            let idx = self
                .lines
                .partition_point(|(in_text, _)| *in_text as usize <= offset);
            let (in_text, in_file) = *self.lines.get(idx.checked_sub(1)?)?;
            Some(in_file + (offset as u32 - in_text))
        };
        match (place(start), place(end.max(start + 1) - 1)) {
            (Some(start), Some(last)) => Span {
                file: self.at.file,
                start,
                end: (last + 1).max(start + 1),
            },
            _ => self.at,
        }
    }

    /// A part of it.
    #[must_use]
    pub fn part(&self, start: usize, end: usize) -> Self {
        let text = self.text[start..end].to_owned();
        let mut lines = Vec::new();
        if !self.lines.is_empty() {
            lines.push((0, self.span_of(start, start + 1).start));
            let first = self
                .lines
                .partition_point(|(in_text, _)| *in_text as usize <= start);
            let rest = self.lines[first..]
                .iter()
                .take_while(|(in_text, _)| (*in_text as usize) < end);
            lines.extend(rest.map(|(in_text, in_file)| (in_text - start as u32, *in_file)));
        }
        let first = self.stretches.partition_point(|(ends, _)| *ends <= start);
        let mut begins = first.checked_sub(1).map_or(0, |it| self.stretches[it].0);
        let inside = self.stretches[first..].iter().take_while(|(ends, _)| {
            let begins = std::mem::replace(&mut begins, *ends);
            begins < end
        });
        let stretches = inside
            .map(|(ends, said)| ((*ends).min(end) - start, said.clone()))
            .collect();
        Self {
            text,
            at: self.span_of(start, end),
            lines,
            stretches,
        }
    }

    /// The same without some of its bytes, such as marks; the ranges stand in order.
    #[must_use]
    pub fn without(&self, cuts: &[Range<usize>]) -> Self {
        let mut text = String::with_capacity(self.text.len());
        let mut lines = Vec::new();
        let ends = cuts.iter().map(|cut| cut.start).chain([self.text.len()]);
        let starts = [0].into_iter().chain(cuts.iter().map(|cut| cut.end));
        for (start, end) in starts.zip(ends).filter(|(start, end)| start < end) {
            let part = self.part(start, end);
            let moved = |(in_text, in_file): (u32, u32)| (in_text + text.len() as u32, in_file);
            lines.extend(part.lines.into_iter().map(moved));
            text.push_str(&part.text);
        }
        Self {
            text,
            at: self.at,
            lines,
            stretches: Vec::new(),
        }
    }

    /// The same without space around it, and with words said plainly after it.
    #[must_use]
    pub fn followed_by(&self, words: &str) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let mut passage = self.part(start, self.text.trim_end().len().max(start));
        passage.at = self.at;
        passage.text.push_str(words);
        if !passage.stretches.is_empty() {
            let plain = (passage.text.len(), Said::default());
            passage.stretches.push(plain);
        }
        passage
    }

    /// Its paragraphs: what stands between blank lines, with the line ends inside made spaces.
    pub fn paragraphs(&self) -> Vec<Self> {
        let mut paragraphs = Vec::new();
        let mut start = None;
        let mut end = 0;
        let mut offset = 0;
        for line in self.text.split_inclusive('\n').chain([""]) {
            if line.trim().is_empty() {
                if let Some(start) = start.take() {
                    paragraphs.push(self.part(start, end).on_one_line());
                }
            } else {
                let begins = offset + line.len() - line.trim_start().len();
                start.get_or_insert(begins);
                end = offset + line.trim_end().len();
            }
            offset += line.len();
        }
        paragraphs
    }

    /// The same with line ends and the blanks around them made single spaces.
    #[must_use]
    pub fn on_one_line(self) -> Self {
        let is_one_line = !self.text.contains(['\n', '\t']);
        if is_one_line {
            return self;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut lines = Vec::new();
        let mut stretches = self.stretches.clone();
        let mut ending = stretches.iter_mut().peekable();
        let mut offset = 0;
        for line in self.text.split_inclusive('\n') {
            let words = line.trim();
            let begins = offset + line.len() - line.trim_start().len();
            let next = offset + line.len();
            if !words.is_empty() {
                if !text.is_empty() {
                    text.push(' ');
                }
                if !self.lines.is_empty() {
                    lines.push((text.len() as u32, self.span_of(begins, begins + 1).start));
                }
            }
            while let Some((end, _)) = ending.next_if(|(end, _)| *end <= next) {
                // What ends before the first words keeps its end.
                if !text.is_empty() || !words.is_empty() {
                    *end = text.len() + end.saturating_sub(begins).min(words.len());
                }
            }
            text.push_str(&words.replace('\t', " "));
            offset = next;
        }
        Self {
            text,
            at: self.at,
            lines,
            stretches,
        }
    }
}

fn is_verbatim(text: &str, at: Span, file_text: &str, n_quotes: usize) -> bool {
    let written = file_text
        .get(at.start as usize..at.end as usize)
        .unwrap_or("");
    written.get(n_quotes..written.len().saturating_sub(n_quotes)) == Some(text)
}

/// The beginnings of a literal block's lines. Its span begins at the first character that is not
/// blank; the depth of that character is taken off every line.
fn literal_lines(text: &str, at: Span, file_text: &str) -> Vec<(u32, u32)> {
    let start = at.start as usize;
    let depth = start
        - file_text[..start]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
    let n_blank = text.len() - text.trim_start_matches('\n').len();
    let mut lines = vec![(0, at.start)];
    let mut in_text = n_blank;
    let mut in_file = start;
    for line in text[n_blank..].split_inclusive('\n') {
        lines.push((in_text as u32, in_file as u32));
        in_text += line.len();
        let Some(newline) = file_text[in_file..].find('\n') else {
            break;
        };
        in_file += newline + 1;
        let indent = file_text[in_file..]
            .bytes()
            .take(depth)
            .take_while(|byte| *byte == b' ');
        in_file += indent.count();
    }
    lines
}

/// The words with every white space made one space, to compare by.
pub fn normalized(text: &str) -> Cow<'_, str> {
    let is_normal = !text.contains(|c: char| c.is_whitespace() && c != ' ') && !text.contains("  ");
    if is_normal {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where words first stand in a text as whole words, white space aside: the bytes they take.
pub fn find_words(text: &str, words: &str) -> Option<Range<usize>> {
    Spaced::of(text).find(words)
}

/// A text with each white space made one space, in which words are found however they are spaced.
#[derive(Debug)]
pub struct Spaced {
    text: String,
    /// Where it and the text it was made from go on side by side: the byte in this, the byte in that.
    places: Vec<(usize, usize)>,
}

impl Spaced {
    /// Makes it from a text.
    pub fn of(text: &str) -> Self {
        let mut spaced = String::with_capacity(text.len());
        let mut places = vec![(0, 0)];
        let mut behind = 0;
        for (at, character) in text.char_indices() {
            if character.is_whitespace() && spaced.ends_with(' ') {
                continue;
            }
            if at - spaced.len() != behind {
                behind = at - spaced.len();
                places.push((spaced.len(), at));
            }
            spaced.push(if character.is_whitespace() {
                ' '
            } else {
                character
            });
        }
        Self {
            text: spaced,
            places,
        }
    }

    /// Where words first stand in the text it was made from, as whole words: the bytes they take.
    pub fn find(&self, words: &str) -> Option<Range<usize>> {
        let words = normalized(words.trim());
        let last = words.chars().next_back()?;
        let is_whole = |start: usize| {
            let (before, after) = (&self.text[..start], &self.text[start + words.len()..]);
            !(before.ends_with(char::is_alphanumeric) && words.starts_with(char::is_alphanumeric)
                || after.starts_with(char::is_alphanumeric)
                    && words.ends_with(char::is_alphanumeric))
        };
        let mut found = self.text.match_indices(&*words).map(|(start, _)| start);
        let start = found.find(|start| is_whole(*start))?;
        let last_start = start + words.len() - last.len_utf8();
        Some(self.place(start)..self.place(last_start) + last.len_utf8())
    }

    /// Where a byte stands in the text it was made from.
    fn place(&self, byte: usize) -> usize {
        let next = self.places.partition_point(|(here, _)| *here <= byte);
        let known = next.checked_sub(1).map(|idx| self.places[idx]);
        known.map_or(byte, |(here, there)| there + (byte - here))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_where_they_stand() {
        let text = "Ə said:  “never\u{a0}war”, unjust.";
        let found = |words| find_words(text, words).map(|range| &text[range]);
        assert_eq!(found("said: “never war”"), Some("said:  “never\u{a0}war”"));
        assert_eq!(found("unjust."), Some("unjust."));
        assert_eq!(found("just."), None);
        assert_eq!(found("sai"), None);
        assert_eq!(found(" "), None);
    }
}
