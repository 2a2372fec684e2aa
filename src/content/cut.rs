//! Texts that YAML cuts, by a remark, a comma, a colon or a quote: where they were cut, and how they are
//! written whole.
//!
//! Everything here looks at the file as written. What is a text and what a key is known by then.

use super::digits;
use super::node::{Node, NodeKind, Scalar, Style};
use crate::base::diagnostic::{Code, Diagnostic, Sources, Span};
use crate::base::language::Language;
use crate::base::shown;

/// The key of what only whole numbers say.
const FIGURE: &str = "value";

/// What a text without quotes cannot begin with.
const MARKS: [char; 8] = ['-', '&', '*', '?', ',', ']', '}', '!'];

/// A text as it is written in quotes; a long one is shown by its beginning.
pub fn quoted(text: &str) -> String {
    let shown = shown::beginning(text.trim(), shown::TEXT);
    if shown.contains(['"', '\\']) {
        format!("'{}'", shown.replace('\'', "''"))
    } else {
        format!("\"{shown}\"")
    }
}

/// The beginning of a text on one line, as much of it as a complaint shows.
pub fn beginning(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shown::beginning(&text, shown::TEXT)
}

/// A text as it is written in brackets: in quotes, unless it is plain words.
pub fn as_item(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_plain = |it: char| it.is_alphanumeric() || matches!(it, ' ' | '_' | '.' | '-');
    let is_short = text.chars().count() <= shown::TEXT;
    if is_short && text.starts_with(char::is_alphanumeric) && text.chars().all(is_plain) {
        text
    } else {
        quoted(&text)
    }
}

/// The remark after a text without quotes, from its `#` to the end of the line, if it may be a part of the
/// text: it has words, and only one blank stands before it. Whoever writes a remark puts two.
pub fn remark_after(file_text: &str, end: usize) -> Option<&str> {
    remark(rest_of_line(file_text, end)?.strip_prefix([' ', '\t'])?)
}

/// Words after ` #` are a remark in YAML, and were perhaps meant to be printed.
pub(super) fn by_remark(scalar: &Scalar, at: Span, file_text: &str) -> Option<Diagnostic> {
    let remark = remark_after(file_text, at.end as usize)?;
    let key = key_before(file_text, at.start as usize);
    let whole = quoted(&format!("{} {remark}", scalar.text));
    let message = format!(
        "the text ends at `{}`: after ` #` stands a remark, which is not printed",
        last_word(&scalar.text)
    );
    let help = format!(
        "if it belongs to the text, write `{key}{whole}`; if not, put two spaces before `#`"
    );
    let remark_at = Span {
        start: at.end + 1,
        end: at.end + 1 + remark.len() as u32,
        ..at
    };
    let complaint = Diagnostic::new(Code::CutByRemark, Some(remark_at), message);
    Some(complaint.label("not printed").help(help))
}

fn last_word(text: &str) -> String {
    shown::beginning(
        text.split_whitespace().next_back().unwrap_or(""),
        shown::NAME,
    )
}

/// The remark that stands where a text should, on the line of a place: `title: #4`, `- #4`.
pub fn remark_alone(file_text: &str, at: usize) -> Option<&str> {
    let line = rest_of_line(file_text, line_start(file_text, at))?;
    let (before, _) = line.split_once(" #")?;
    let is_alone = before.trim_end().ends_with([':', '-']);
    remark(&line[before.len() + 1..]).filter(|_| is_alone)
}

/// What is left, if it is a remark with words.
fn remark(rest: &str) -> Option<&str> {
    let words = rest.strip_prefix('#')?;
    words.contains(char::is_alphanumeric).then_some(rest)
}

fn rest_of_line(file_text: &str, from: usize) -> Option<&str> {
    let line = file_text.get(from..)?.split(['\n', '\r']).next();
    line.map(str::trim_end)
}

/// What stands before a value on its line, if that is its key alone: `title: `.
pub fn key_before(file_text: &str, start: usize) -> &str {
    let line_start = line_start(file_text, start);
    let before = file_text.get(line_start..start).unwrap_or("");
    let key = before.trim_start().trim_start_matches("- ").trim_start();
    let name = key.trim_end().strip_suffix(':').unwrap_or("");
    let is_key = !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
    if is_key { key } else { "" }
}

/// A text in braces of which a comma made a value and keys without values.
#[derive(Debug)]
pub struct CutByComma {
    /// The key whose value it is.
    pub key: String,
    /// The whole as it is written.
    pub text: String,
    /// How many keys were made of it.
    pub n_keys: usize,
}

/// Whether the keys at the beginning of `rest` are words of the text before them, which a comma cut off:
/// `{text: We came, we saw}`. Before them stand a key and its value.
pub fn cut_by_comma(
    (name, before): &(Node, Node),
    rest: &[(Node, Node)],
    sources: &Sources,
) -> Option<CutByComma> {
    let file_text = &sources.file(before.span.file)?.text;
    let is_plain =
        |node: &Node| matches!(&node.kind, NodeKind::Scalar(it) if it.style == Style::Plain);
    // Asked first: of keys without values each would look at all that follow.
    if !is_plain(before) {
        return None;
    }
    let mut end = before.span.end as usize;
    let mut n_keys = 0;
    for (key, value) in rest {
        let start = key.span.start as usize;
        let between = file_text.get(end..start)?;
        let after = file_text.get(key.span.end as usize..)?.trim_start();
        let is_cut_off = is_plain(key)
            && matches!(value.kind, NodeKind::Nothing)
            && between.trim() == ","
            && after.starts_with([',', '}']);
        if !is_cut_off {
            break;
        }
        end = key.span.end as usize;
        n_keys += 1;
    }
    if n_keys == 0 {
        return None;
    }
    let text = file_text.get(before.span.start as usize..end)?.to_owned();
    let key = match &name.kind {
        NodeKind::Scalar(scalar) => scalar.text.clone(),
        NodeKind::Nothing | NodeKind::List(_) | NodeKind::Map(_) => String::new(),
    };
    Some(CutByComma { key, text, n_keys })
}

/// What is said of words that a comma in braces cut off from their text or number.
pub(super) fn by_comma(cut: &CutByComma, (key, last): (&Node, &Node)) -> Diagnostic {
    let text = &cut.text;
    let is_numeral = |c: char| c.is_ascii_digit() || c == ',';
    let (code, help) = if text.chars().all(is_numeral) {
        let whole = digits::without_groups(text).map(|digits| digits::digits_only(&digits));
        let point = || digits::with_point(text).map(|it| format!("write {it}, with a point"));
        let help = match whole {
            Some(help) => help,
            None if cut.key == FIGURE => digits::ONLY_WHOLE.to_owned(),
            None => point().unwrap_or_else(|| format!("put it in quotes: {}", quoted(text))),
        };
        (Code::NotANumber, help)
    } else {
        let help = format!("put the text in quotes: {}", quoted(text));
        (Code::UnknownKey, help)
    };
    let shown = shown::beginning(text, shown::NAME);
    let message = format!("`{shown}` is cut in two by its comma, which in braces ends a value");
    let at = Span {
        end: last.span.end,
        ..key.span
    };
    Diagnostic::new(code, Some(at), message).help(help)
}

/// What to do about an unknown key that may be words of the text before it: `{text: At ten, we said: hello}`.
pub(super) fn if_of_text(key: &str, at: Span, sources: &Sources) -> &'static str {
    let file = sources.file(at.file);
    let before = file.and_then(|file| file.text.get(..at.start as usize));
    let is_after_comma = before.is_some_and(|before| before.trim_end().ends_with(','));
    if is_after_comma && key.contains(' ') {
        "; if it belongs to the text before it, put the whole text in quotes"
    } else {
        ""
    }
}

/// The words of a text that a colon made into a key and a value: `- Peace: a hope`.
pub(super) fn with_colon<'s>(
    node: &Node,
    pairs: &[(Node, Node)],
    sources: &'s Sources,
) -> Option<&'s str> {
    let [(key, value)] = pairs else { return None };
    let file_text = &sources.file(node.span.file)?.text;
    let written = file_text.get(key.span.start as usize..value.span.end as usize)?;
    let NodeKind::Scalar(word) = &key.kind else {
        return None;
    };
    // What stands in braces, or is formed like a language, was meant as a text for each language.
    let before = file_text.get(..key.span.start as usize)?.trim_end();
    let is_text = !before.ends_with('{')
        && !Language::is_tag(&word.text)
        && matches!(value.kind, NodeKind::Scalar(_) | NodeKind::Nothing)
        && !written.contains('\n');
    is_text.then_some(written)
}

/// The text around a colon that stands where none may: the value of its line, or of its key in braces.
pub fn around_colon(text: &str, offset: usize) -> Option<&str> {
    let rest = text.get(offset..)?;
    let start = line_start(text, offset);
    let before = &text[start..offset];
    let words = if n_open(before) > 0 {
        in_braces(text, offset)?
    } else {
        let colon = before.find(": ")?;
        text[start + colon + 1..].lines().next()?.trim()
    };
    let is_plain = !words.starts_with(['"', '\'', '{', '[', '|', '>']);
    (rest.starts_with(':') && is_plain).then_some(words)
}

/// The text whose first letter YAML takes for a mark of its own, if a place is that letter: `title: - Thirty`; or
/// if a place stands after the bracket it begins with: `title: [Thirty] years`.
pub fn taken_for_mark(text: &str, offset: usize) -> Option<&str> {
    let rest = text.get(offset..)?;
    let start = line_start(text, offset);
    let before = &text[start..offset];
    if n_open(before) > 0 {
        let words = in_braces(text, offset)?;
        let is_first = words.as_ptr() == rest.as_ptr();
        return (is_first && words.starts_with(MARKS)).then_some(words);
    }
    let (key, value) = text[start..].lines().next()?.split_once(": ")?;
    let words = value.trim();
    let is_first = before.trim_end().len() == key.len() + 1 && words.starts_with(MARKS);
    let is_after_bracket = before.len() > key.len() + 1
        && before.trim_end().ends_with([']', '}'])
        && words.starts_with(['[', '{']);
    (is_first || is_after_bracket).then_some(words)
}

/// The item of a list without a space after its dash, if a place stands before its dash: `-contents: {}`.
pub fn after_dash(text: &str, offset: usize) -> Option<&str> {
    let start = line_start(text, offset);
    let is_first = text.get(start..offset)?.trim().is_empty();
    let line = text[offset..].lines().next()?;
    item_after_dash(line).filter(|_| is_first)
}

/// What stands after a dash without a space, up to a colon.
pub fn item_after_dash(line: &str) -> Option<&str> {
    let item = line.trim_start().strip_prefix('-')?;
    let end = item.find(':').unwrap_or(item.len());
    item.starts_with(char::is_alphabetic)
        .then(|| item[..end].trim_end())
}

/// The text in braces around a place: from its key's colon, or what opens it, to what closes it.
fn in_braces(text: &str, offset: usize) -> Option<&str> {
    let line_start = line_start(text, offset);
    let before = &text[line_start..offset];
    let opens = |mark: &str| before.rfind(mark).map(|at| at + mark.len());
    let start = [": ", "{", "[", ", "].into_iter().filter_map(opens).max()?;
    let rest = &text[offset..];
    let end = rest.find(['}', ']', ',', '\n']).unwrap_or(rest.len());
    Some(text[line_start + start..offset + end].trim())
}

/// How many brackets a stretch leaves open.
fn n_open(text: &str) -> isize {
    let n = |marks: [char; 2]| text.matches(marks).count() as isize;
    n(['{', '[']) - n(['}', ']'])
}

/// The text in which a remark hides the bracket that would close it, between two places, and where the
/// remark begins: `{text: Event no # 1}`.
pub fn hidden_bracket(text: &str, from: usize, end: usize) -> Option<(usize, &str)> {
    let mut start = from;
    let mut n_brackets = 0;
    for line in text.get(from..end)?.split_inclusive('\n') {
        let hash = line.find(" #").unwrap_or(line.len());
        n_brackets += n_open(&line[..hash]);
        if n_brackets > 0
            && let Some(closed) = line[hash..].rfind(['}', ']'])
        {
            let words = in_braces(text, start + hash)?;
            let begins = words.as_ptr() as usize - text.as_ptr() as usize;
            let whole = text[begins..start + hash + closed].trim();
            return Some((start + hash + 1, whole));
        }
        start += line.len();
    }
    None
}

/// Where the quote was opened that the quote before `offset` closes, if that was on another line. `from` is
/// where the value before it ends.
pub fn opening_quote(text: &str, from: usize, offset: usize) -> Option<usize> {
    let before = text.get(from..offset)?.trim_end();
    let quote = before.chars().next_back()?;
    let inside = before.strip_suffix(['"', '\''])?;
    let opens = |(at, found): &(usize, char)| {
        let previous = inside[..*at].chars().next_back();
        *found == quote && previous.is_none_or(|it| it.is_whitespace() || "[{,:".contains(it))
    };
    let (at, _) = inside.char_indices().find(opens)?;
    inside[at..].contains('\n').then_some(from + at)
}

fn line_start(text: &str, offset: usize) -> usize {
    let before = text.get(..offset).unwrap_or("");
    before.rfind('\n').map_or(0, |newline| newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_after_two_blanks_is_a_remark() {
        assert_eq!(remark_after("School #4 remembers", 6), Some("#4 remembers"));
        assert_eq!(remark_after("School # the third", 6), Some("# the third"));
        assert_eq!(remark_after("School  # a remark", 6), None);
        assert_eq!(remark_after("School #", 6), None);
        assert_eq!(remark_after("School\n #4", 6), None);
    }

    #[test]
    fn a_text_is_put_in_the_quotes_it_does_not_contain() {
        assert_eq!(quoted("School #4"), "\"School #4\"");
        assert_eq!(quoted("The \"best\" of it's"), "'The \"best\" of it''s'");
    }

    #[test]
    fn a_quote_is_traced_to_where_it_opens() {
        let text = "title: \"The Declaration\nnames: [\"Ada\"]";
        let offset = text.find("Ada").unwrap();
        assert_eq!(opening_quote(text, 5, offset), Some(7));
        let text = "title: \"The \"Universal\"";
        assert_eq!(opening_quote(text, 5, 13), None);
    }
}
