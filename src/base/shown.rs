//! As much of a text as a message shows: the whole, or its beginning and a `…`.
//!
//! How much that is says what is quoted: who calls takes one of the lengths from here.

/// How many letters are shown of a name, a key, a value.
pub const NAME: usize = 40;

/// How many letters are shown of words, to find their place by.
pub const WORDS: usize = 60;

/// How many letters are shown of a text that somebody is told to write otherwise.
pub const TEXT: usize = 70;

/// The first letters of a text.
pub fn first_letters(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map(|(end, _)| end);
    &text[..end.unwrap_or(text.len())]
}

/// A text, or its beginning if it is longer.
pub fn beginning(text: &str, most: usize) -> String {
    with_sign(first_letters(text, most), text)
}

/// The first line of a text, or its beginning; further lines with words are a `…` too.
pub fn first_line(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    with_sign(first_letters(line, most), text.trim_end())
}

fn with_sign(shown: &str, whole: &str) -> String {
    let sign = if shown.len() < whole.len() { "…" } else { "" };
    format!("{shown}{sign}")
}

/// A text, or its first whole words if it is longer.
pub fn first_words(text: &str, most: usize) -> String {
    let shown = first_letters(text, most);
    if shown.len() == text.len() {
        return text.to_owned();
    }
    let end = shown.rfind(' ').unwrap_or(shown.len());
    format!("{} …", &shown[..end])
}

/// A text, or its last whole words if it is longer.
pub fn last_words(text: &str, most: usize) -> &str {
    let end = text.char_indices().rev().nth(most);
    let end = end.map_or(text, |(from, _)| &text[from..]);
    let whole = end.split_once(' ').filter(|_| end.len() < text.len());
    whole.map_or(end, |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_shown_whole_or_by_its_beginning() {
        for (text, shown) in [("", ""), ("şəkil", "şəkil"), ("şəkili", "şəkil…")] {
            assert_eq!(beginning(text, 5), shown);
            assert_eq!(first_line(text, 5), shown);
        }
        assert_eq!(first_letters("şəkil", 2), "şə");
    }

    #[test]
    fn further_lines_are_told_by_a_sign() {
        assert_eq!(first_line("one\ntwo", 9), "one…");
        assert_eq!(first_line("one \n\n", 9), "one ");
        assert_eq!(first_line("\none", 9), "…");
    }

    #[test]
    fn words_are_shown_whole() {
        assert_eq!(first_words("of many words", 13), "of many words");
        assert_eq!(first_words("of many words", 12), "of many …");
        assert_eq!(first_words("sözlər", 3), "söz …");
        assert_eq!(last_words("of many words", 13), "of many words");
        assert_eq!(last_words("of many words", 9), "words");
        assert_eq!(last_words("sözlər", 3), "zlər");
    }
}
