//! What a line end of a text file means: the end of a paragraph, as Word saves it, or a break by hand or by
//! a mail program, after which the sentence goes on.
//!
//! The one judge of it, for the drafts of `bifolio init` and for the text files a booklet names.

use std::path::Path;

use super::decode::Located;
use super::text::Passage;
use crate::base::diagnostic::{Code, Complaints, Diagnostic};

/// The longest line of a text that was broken into lines: editors and mail programs break at 72 to 100.
const LONGEST_BROKEN: usize = 100;

/// How the words of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// Every character is printed as it stands.
    Literal,
    /// In Markdown, whose marks belong to lines.
    Markdown,
}

/// A line shorter than this was not broken for its length.
pub(super) const SHORTEST_BROKEN: usize = 40;

/// What line ends are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnds {
    /// Each line is a paragraph.
    Paragraphs,
    /// Lines go on in the next.
    Breaks,
}

/// The words of a text file with a blank line between its paragraphs. Where the file has none, which way its
/// line ends were taken is told.
pub(super) fn settled(
    passage: Passage,
    named: &Located<String>,
    writing: Writing,
    complaints: &mut Complaints,
) -> Passage {
    let lines: Vec<&str> = passage.text.lines().collect();
    let is_followed = |pair: &&[&str]| pair.iter().all(|line| !line.trim().is_empty());
    let followed = || lines.windows(2).filter(is_followed).map(|pair| pair[0]);
    if followed().next().is_none() || writing == Writing::Markdown && has_marks(named, &lines) {
        return passage;
    }
    let has_blank = passage
        .text
        .trim()
        .lines()
        .any(|line| line.trim().is_empty());
    let is_long = |line: &str| line.chars().count() > LONGEST_BROKEN;
    let longest = lines
        .iter()
        .map(|line| line.chars().count())
        .max()
        .unwrap_or(0);
    // Lines of about one length have a paragraph end among them where a sentence ends on a short one.
    let ends_early =
        |line: &str| ends_sentence(line.trim()) && line.chars().count() * 4 < longest * 3;
    let ends = match line_ends(followed()) {
        // Where blank lines stand between paragraphs, short lines may go on: names, verses.
        LineEnds::Paragraphs if has_blank && !followed().any(is_long) => LineEnds::Breaks,
        LineEnds::Breaks if has_blank || !followed().any(ends_early) => return passage,
        ends => ends,
    };
    let message = match ends {
        LineEnds::Paragraphs => format!("each line of `{}` is taken for a paragraph", named.value),
        LineEnds::Breaks => format!(
            "lines of `{}` without a blank line between are taken for one paragraph",
            named.value
        ),
    };
    let first = lines
        .windows(2)
        .position(|pair| is_followed(&pair))
        .unwrap_or(0);
    let before: usize = passage
        .text
        .split_inclusive('\n')
        .take(first + 1)
        .map(str::len)
        .sum();
    let at = Some(passage.span_of(before, before + lines[first + 1].len()));
    let help =
        "if that is right, put a blank line between paragraphs; if not, join the lines of each";
    complaints.push(Diagnostic::new(Code::Guessed, at, message).help(help));
    match ends {
        LineEnds::Paragraphs => passage.with_lines_apart(),
        LineEnds::Breaks => passage,
    }
}

/// Whether lines of a text in Markdown begin or end with marks that a blank line would change: lists,
/// tables, headings, lines broken on purpose.
fn has_marks(named: &Located<String>, lines: &[&str]) -> bool {
    let is_marked = |line: &&str| {
        let words = line.trim_start();
        let after_digits = words.trim_start_matches(|it: char| it.is_ascii_digit());
        let is_numbered = after_digits.len() < words.len() && after_digits.starts_with(['.', ')']);
        line.starts_with("    ")
            || line.ends_with("  ")
            || line.ends_with('\\')
            || words.starts_with(['-', '*', '+', '#', '>', '|', '`', '~', '[', '=', '<'])
            || is_numbered
    };
    let is_markdown = Path::new(&named.value)
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("md"));
    is_markdown || lines.iter().any(is_marked)
}

/// What the line ends are after lines that others follow directly, without a blank line between.
///
/// Broken lines are all about as long, none longer than a screen, and most end within a sentence: then
/// the next line goes on. Else each line stands for itself.
pub(super) fn line_ends<'t>(followed: impl Iterator<Item = &'t str>) -> LineEnds {
    let (mut n_lines, mut n_within, mut n_short) = (0, 0, 0);
    for line in followed {
        let line = line.trim();
        let length = line.chars().count();
        if length > LONGEST_BROKEN {
            return LineEnds::Paragraphs;
        }
        n_lines += 1;
        n_within += usize::from(!ends_sentence(line));
        n_short += usize::from(length < SHORTEST_BROKEN);
    }
    // Where paragraphs of some lines follow each other, a few lines are short.
    if n_within * 2 > n_lines && n_short * 4 <= n_lines {
        LineEnds::Breaks
    } else {
        LineEnds::Paragraphs
    }
}

/// Whether a line ends as sentences do, also within quotes.
fn ends_sentence(line: &str) -> bool {
    let closes = |it: char| matches!(it, '”' | '“' | '»' | '"' | '’' | '\'' | ')' | ']');
    let bare = line.trim_end_matches(closes);
    bare.ends_with(['.', '!', '?', '…', ':', '؟', '۔'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> LineEnds {
        let lines: Vec<_> = text.lines().collect();
        line_ends(lines[..lines.len() - 1].iter().copied())
    }

    #[test]
    fn lines_that_end_within_sentences_go_on() {
        let broken = "All human beings are born free and equal in dignity and rights.\n\
            They are endowed with reason and conscience and should act\n\
            towards one another in a spirit of brotherhood. Everyone is\n\
            entitled to all the rights and freedoms set forth in this.";
        assert_eq!(judged(broken), LineEnds::Breaks);
        let short = "Everyone has the right to life, liberty\nand the security of person.";
        assert_eq!(judged(short), LineEnds::Paragraphs);
    }

    #[test]
    fn lines_that_are_sentences_or_longer_than_a_screen_are_paragraphs() {
        let long = "All human beings are born free and equal in dignity and rights, and this line goes on until it is longer than a screen\nYes";
        assert_eq!(judged(long), LineEnds::Paragraphs);
        let sentences = "Everyone has the right to life and liberty.\n\
            No one shall be held in slavery or servitude.\nAll are equal before the law.";
        assert_eq!(judged(sentences), LineEnds::Paragraphs);
        let verses = "Ladies and gentlemen\nDear friends\nThank you";
        assert_eq!(judged(verses), LineEnds::Paragraphs);
    }
}
