//! The lines of a text: which hold no word, which go on in the next, which could be a name or a title.

use super::honorifics::honorific;
use super::raw::Mark;
use crate::content::line_ends::{LineEnds, SHORTEST_BROKEN, line_ends};

/// A line longer than this is text, not a name or a title.
const LONGEST_HEADING: usize = 90;

/// Words of lines that number pages.
const PAGE_WORDS: &[&str] = &[
    "page",
    "p",
    "of",
    "səhifə",
    "səh",
    "sayfa",
    "s",
    "страница",
    "стр",
    "с",
    "из",
];

/// How many digits the number of a point may have.
const MOST_DIGITS: usize = 3;

/// What points of lists begin with.
const BULLETS: &[char] = &['•', '·', '*', '–', '-', '◦', '▪', '‣'];

/// A line of a text.
pub(super) struct Line {
    pub(super) words: String,
    /// Whether a blank line is before it.
    pub(super) begins: bool,
    /// Whether it is a row of a table: never a name.
    pub(super) is_row: bool,
    /// What the file says it is.
    pub(super) mark: Option<Mark>,
}

/// A line that holds no word: bars of tables, rules, page numbers.
pub(super) fn is_debris(line: &str) -> bool {
    let is_number = line
        .chars()
        .all(|it| it.is_ascii_digit() || matches!(it, '-' | '–' | ' '));
    let is_short_number = is_number && line.len() <= 5;
    is_short_number || is_page_number(line) || !line.chars().any(char::is_alphanumeric)
}

/// Whether a line says which page it stands on, as in “Page 3 of 5” or “3/5”.
fn is_page_number(line: &str) -> bool {
    let parts = line.split(|it: char| !it.is_alphanumeric());
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.len() <= 4 && part.bytes().all(|it| it.is_ascii_digit());
    let n_numbers = parts.iter().filter(|part| is_number(part)).count();
    let are_all = parts
        .iter()
        .all(|part| is_number(part) || PAGE_WORDS.contains(&part.to_lowercase().as_str()));
    let has_word = n_numbers < parts.len() || line.contains('/');
    parts.len() <= 4 && (1..=2).contains(&n_numbers) && are_all && has_word
}

/// Lines broken by hand joined into paragraphs; where every line is a paragraph they stay.
pub(super) fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut blocks: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match blocks.last_mut() {
            Some(block) if !line.begins => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    let mut joined = Vec::new();
    for mut block in blocks {
        let before_last = block[..block.len() - 1].iter();
        let before_last = before_last.map(|line| line.words.as_str());
        // A name stands among titles, short and long: where a line is short, none goes on.
        let is_broken = block.len() > 2
            && before_last
                .clone()
                .all(|it| it.chars().count() >= SHORTEST_BROKEN)
            && line_ends(before_last) == LineEnds::Breaks;
        if is_broken {
            let words: Vec<_> = block.iter().map(|line| line.words.as_str()).collect();
            block[0].words = words.join(" ");
            block.truncate(1);
        }
        joined.append(&mut block);
    }
    joined
}

/// Whether a line could be a name or a title by its words.
pub(super) fn could_be_head(line: &Line) -> bool {
    !line.is_row && line.mark != Some(Mark::Point) && is_heading(&line.words)
}

/// Whether a line could be a name or a title: short, no sentence and no point of a list.
pub(super) fn is_heading(line: &str) -> bool {
    let ends_as_text = line.ends_with(['.', '!', '?', '…', ';', ',', '”', '»', '"']);
    // Before what somebody says a colon may stand.
    let ends_as_text = ends_as_text || line.ends_with(':') && honorific(line).is_none();
    let is_point = line.starts_with(BULLETS) || is_numbered(line);
    line.chars().count() <= LONGEST_HEADING && !ends_as_text && !is_point
}

/// Whether a line begins with a number as points have it: “1. ”, “2) ”, “(3) ”.
pub(super) fn is_numbered(line: &str) -> bool {
    let line = line.strip_prefix('(').unwrap_or(line);
    let rest = line.trim_start_matches(|it: char| it.is_ascii_digit());
    let n_digits = line.len() - rest.len();
    (1..=MOST_DIGITS).contains(&n_digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}
