//! Finds what looks like Markdown in a text that is printed as it stands.

use std::ops::Range;

/// The first mark of Markdown in a literal text: a line that begins with `#`, the first of several points,
/// words between stars, a link, a note.
pub fn first_mark(text: &str) -> Option<Range<usize>> {
    let mut offset = 0;
    let mut point: Option<Range<usize>> = None;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let start = offset + line.len() - line.trim_start().len();
        offset += line.len();
        if words.is_empty() {
            continue;
        }
        if is_heading(words) {
            return Some(start..start + words.len());
        }
        // One dash alone may begin what somebody says.
        let is_point = words.starts_with("- ") || words.starts_with("* ");
        match point {
            Some(point) if is_point => return Some(point),
            _ => point = is_point.then(|| start..start + words.len()),
        }
        if let Some(inside) = starred(words).or_else(|| bracketed(words)) {
            return Some(start + inside.start..start + inside.end);
        }
    }
    None
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

    fn mark(text: &str) -> Option<&str> {
        first_mark(text).map(|range| &text[range])
    }

    #[test]
    fn finds_headings_points_stars_links_and_notes() {
        assert_eq!(mark("Words.\n\n# Heading\n"), Some("# Heading"));
        assert_eq!(mark("We ask:\n- one\n- two\n"), Some("- one"));
        assert_eq!(mark("It was *never* so."), Some("*never*"));
        assert_eq!(mark("It was **never** so."), Some("**never**"));
        assert_eq!(mark("See [here](https://a.org)."), Some("[here]"));
        assert_eq!(mark("So it was.[^1]"), Some("[^1]"));
    }

    #[test]
    fn leaves_plain_writing_alone() {
        for text in [
            "- Salam, he said.\n\nAnd went.",
            "5 * 3 * 2",
            "School #4",
            "[sic] and [the house]",
            "A footnote*\n\n* of sorts",
        ] {
            assert_eq!(mark(text), None, "{text}");
        }
    }
}
