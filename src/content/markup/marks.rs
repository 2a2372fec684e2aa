//! Finds what looks like Markdown in a text that is printed as it stands.

use std::ops::Range;

/// What in a literal text is perhaps not meant as it will be printed.
#[derive(Debug, PartialEq, Eq)]
pub enum Mark {
    /// A mark that is printed as it stands.
    Sign(Range<usize>),
    /// Lines that look like a list and are printed as one paragraph: the first two of them.
    Lines(Range<usize>),
}

/// The first mark of Markdown in a literal text: a line that begins with `#`, the first of several points,
/// words between stars, a link, a note; or the first lines of a list inside a paragraph.
pub fn first_mark(text: &str) -> Option<Mark> {
    let mut offset = 0;
    let mut before = Before::default();
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = offset + line.len() - line.trim_start().len();
        let end = start + words.len();
        offset += line.len();
        if words.is_empty() {
            before = Before {
                point: before.point,
                paragraph: offset,
                ..Before::default()
            };
            continue;
        }
        if is_heading(words) {
            return Some(Mark::Sign(start..end));
        }
        if let Some(marker) = Marker::of(words) {
            match before.item.take() {
                Some((first, begins)) if first.goes_on_with(marker) => {
                    return Some(Mark::Lines(begins..end));
                }
                // Where a sentence goes on, the line was broken at a dash or a number.
                _ if before.opens => before.item = Some((marker, start)),
                _ => {}
            }
        }
        // One dash alone may begin what somebody says.
        let is_point = words.starts_with("- ") || words.starts_with("* ");
        match before.point.take() {
            Some(point) if is_point && point.start >= before.paragraph => {
                return Some(Mark::Lines(point.start..end));
            }
            Some(point) if is_point => return Some(Mark::Sign(point)),
            _ => before.point = is_point.then_some(start..end),
        }
        if let Some(inside) = starred(words).or_else(|| bracketed(words)) {
            return Some(Mark::Sign(start + inside.start..start + inside.end));
        }
        before.opens = words.ends_with(|it: char| !it.is_alphanumeric() && it != ',');
    }
    None
}

/// What stands before a line.
struct Before {
    /// Whether a sentence, or what leads into a list, ends before it.
    opens: bool,
    /// The first line of what may be a list, in the same paragraph.
    item: Option<(Marker, usize)>,
    /// The last line, if it is a point.
    point: Option<Range<usize>>,
    /// Where its paragraph begins.
    paragraph: usize,
}

impl Default for Before {
    fn default() -> Self {
        Self {
            opens: true,
            item: None,
            point: None,
            paragraph: 0,
        }
    }
}

/// What stands before an item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    /// A dash, a point or a star.
    Sign(char),
    /// A number and what follows it.
    Number(u16, char),
}

impl Marker {
    fn of(line: &str) -> Option<Self> {
        /// Longer numbers are years.
        const MOST_DIGITS: usize = 2;
        let (marker, _) = line.split_once(char::is_whitespace)?;
        let last = marker.chars().next_back()?;
        let number = &marker[..marker.len() - last.len_utf8()];
        if number.is_empty() {
            let is_sign = matches!(last, '-' | '–' | '—' | '•' | '·' | '*');
            return is_sign.then_some(Self::Sign(last));
        }
        let is_number = number.len() <= MOST_DIGITS && matches!(last, '.' | ')');
        let number = number.parse().ok().filter(|_| is_number)?;
        Some(Self::Number(number, last))
    }

    fn goes_on_with(self, next: Self) -> bool {
        match (self, next) {
            (Self::Sign(one), Self::Sign(other)) => one == other,
            (Self::Number(one, mark), Self::Number(other, other_mark)) => {
                one + 1 == other && mark == other_mark
            }
            (Self::Sign(_), Self::Number(..)) | (Self::Number(..), Self::Sign(_)) => false,
        }
    }
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let depth = line.len() - rest.len();
    (1..=6).contains(&depth) && rest.starts_with(' ') && !rest.trim().is_empty()
}

/// Words between stars, as `*so*` or `**so**`.
fn starred(line: &str) -> Option<Range<usize>> {
    let start = line.find('*')?;
    let opened = line[start..].trim_start_matches('*');
    let inside = line.len() - opened.len();
    let n_stars = inside - start;
    let stars = &line[start..inside];
    let length = opened.find(stars)?;
    let words = &opened[..length];
    let is_marked = n_stars <= 2
        && words.starts_with(char::is_alphanumeric)
        && words.ends_with(|it: char| it.is_alphanumeric() || it.is_ascii_punctuation());
    is_marked.then(|| start..inside + length + n_stars)
}

/// A link or a note, as `[so](https://…)` or `[^1]`.
fn bracketed(line: &str) -> Option<Range<usize>> {
    let start = line.find('[')?;
    let length = line[start..].find(']')?;
    let end = start + length + 1;
    let is_note = line[start..].starts_with("[^") && length > 2;
    let is_link = line[end..].starts_with("(http");
    (is_note || is_link).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(text: &str) -> Option<&str> {
        match first_mark(text)? {
            Mark::Sign(range) => Some(&text[range]),
            Mark::Lines(_) => None,
        }
    }

    fn lines(text: &str) -> Option<&str> {
        match first_mark(text)? {
            Mark::Lines(range) => Some(&text[range]),
            Mark::Sign(_) => None,
        }
    }

    #[test]
    fn finds_headings_points_stars_links_and_notes() {
        assert_eq!(sign("Words.\n\n# Heading\n"), Some("# Heading"));
        assert_eq!(sign("We ask:\n\n- one\n\n- two\n"), Some("- one"));
        assert_eq!(sign("It was *never* so."), Some("*never*"));
        assert_eq!(sign("It was **never** so."), Some("**never**"));
        assert_eq!(sign("See [here](https://a.org)."), Some("[here]"));
        assert_eq!(sign("So it was.[^1]"), Some("[^1]"));
    }

    #[test]
    fn finds_lists_whose_lines_are_one_paragraph() {
        for (text, found) in [
            ("We ask:\n- one\n- two\n", "- one\n- two"),
            (
                "1. first demand\n2. second demand",
                "1. first demand\n2. second demand",
            ),
            ("We ask:\n1) peace\n2) bread\n3) work", "1) peace\n2) bread"),
            ("We ask\n- one\n- two\n", "- one\n- two"),
            ("– peace\n– bread", "– peace\n– bread"),
            (
                "• one,\nand more of it\n• two",
                "• one,\nand more of it\n• two",
            ),
            ("We want ·\n· one\n· two", "· one\n· two"),
        ] {
            assert_eq!(lines(text), Some(found), "{text}");
        }
    }

    #[test]
    fn leaves_plain_writing_alone() {
        for text in [
            "- Salam, he said.\n\nAnd went.",
            "5 * 3 * 2",
            "School #4",
            "[sic] and [the house]",
            "A footnote*\n\n* of sorts",
            "– Salam.\n\n– Salam, he said.",
            "He came\n– as he had said\n– and went",
            "It was in\n1991. The war was in\n1992. It went on",
            "He was\n12. She was\n13. They met",
            "1. One point.\n\n2. Another.",
            "1. One point.\n3. Another.",
            "We met on 5 May,\n6. of us",
        ] {
            assert_eq!(first_mark(text), None, "{text}");
        }
    }
}
