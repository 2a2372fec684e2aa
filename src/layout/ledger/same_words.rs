//! Whether two texts have the same words, and what is told of them.

use crate::base::shown;

/// A text of the language's row before and after what is filled in.
pub(super) fn split(text: &str) -> (&str, &str) {
    text.split_once("{}").unwrap_or((text, ""))
}

/// A line of the contents without its page number.
pub(super) fn without_number(text: &str) -> &str {
    text.trim_end().trim_end_matches(char::is_numeric)
}

/// The words of a text. One of nothing but soft hyphens is none.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace();
    words.filter(|word| letters(word).next().is_some())
}

/// The letters of a word; where it may be broken is not one.
pub(super) fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|letter| *letter != '\u{ad}')
}

pub(super) fn letters_of(words: &[&str]) -> String {
    words
        .join(" ")
        .chars()
        .filter(|it| *it != '\u{ad}')
        .collect()
}

/// The words of a text by which it is found among others.
pub(super) fn key(text: &str) -> String {
    letters_of(&words(text).collect::<Vec<_>>())
}

/// Whether two texts have the same words, spaces and places to break aside.
pub(super) fn is_same(one: &str, two: &str) -> bool {
    let (mut one, mut two) = (words(one), words(two));
    loop {
        match (one.next(), two.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || letters(a).eq(letters(b)) => {}
            _ => return false,
        }
    }
}

/// The beginning of some words, as much as is needed to find them.
pub(super) fn beginning(text: &str) -> String {
    let text = words(text).collect::<Vec<_>>().join(" ");
    shown::beginning(&text, shown::WORDS)
}
