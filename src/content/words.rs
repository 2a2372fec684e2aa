//! Words that mean the same though they end otherwise: “killed” and “killing”, “qadın” and “qadınlar”.
//!
//! Nothing is known of any grammar: two words are akin if they begin alike for long enough.

use crate::base::language::Language;

/// The words of a text that carry its meaning, folded for [`akin`].
pub(super) fn content_words(text: &str, language: Language) -> Vec<String> {
    let small = function_words(language);
    let words = text.split(|it: char| !it.is_alphanumeric()).map(folded);
    words
        .filter(|word| word.contains(char::is_alphabetic) && !small.contains(&word.as_str()))
        .collect()
}

/// Whether a word begins as a folded one does, for at least two thirds of the shorter of both.
pub(super) fn akin(folded_word: &str, word: &str, language: Language) -> bool {
    let word = folded(word);
    if folded_word == word {
        return true;
    }
    let alike = folded_word.chars().zip(word.chars());
    let n_alike = alike.take_while(|(one, other)| one == other).count();
    let shorter = folded_word.chars().count().min(word.chars().count());
    n_alike >= fewest_letters(language) && n_alike * 3 >= shorter * 2
}

/// How many letters two words must begin with alike. English words of three letters are too often the
/// beginning of others; stems in the other languages are short and their endings long.
const fn fewest_letters(language: Language) -> usize {
    match language {
        Language::English => 4,
        Language::Azerbaijani
        | Language::Turkish
        | Language::Russian
        | Language::Arabic
        | Language::Urdu
        | Language::Hebrew => 3,
    }
}

/// In small letters, with those made one that differ by language or habit: `I`, `ı`, `İ`; `ё`.
pub(super) fn folded(word: &str) -> String {
    let small = word.chars().flat_map(char::to_lowercase);
    let kept = small.filter(|it| !matches!(it, '\u{307}' | '\u{ad}'));
    kept.map(|it| match it {
        'ı' => 'i',
        'ё' => 'е',
        other => other,
    })
    .collect()
}

/// Words that say nothing of what is counted.
const fn function_words(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "a", "an", "and", "all", "as", "at", "been", "by", "for", "from", "had", "has", "have",
            "in", "is", "it", "its", "of", "on", "or", "that", "the", "their", "them", "there",
            "they", "this", "to", "was", "were", "who", "which", "with",
        ],
        Language::Azerbaijani => &[
            "bir", "bu", "da", "də", "ilə", "ki", "o", "olan", "olaraq", "olub", "onlar",
            "onlardan", "üçün", "üzrə", "və",
        ],
        Language::Turkish => &[
            "bir", "bu", "da", "de", "için", "ile", "ki", "o", "olan", "olarak", "onlar",
            "onlardan", "ve", "veya",
        ],
        Language::Russian => &[
            "а", "был", "была", "были", "в", "во", "для", "за", "и", "из", "их", "к", "как", "на",
            "не", "них", "о", "от", "по", "при", "с", "со", "у", "что", "это",
        ],
        Language::Arabic | Language::Urdu | Language::Hebrew => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_akin(one: &str, other: &str, language: Language) {
        assert!(akin(&folded(one), other, language), "{one}, {other}");
    }

    #[test]
    fn words_are_known_in_their_other_forms() {
        assert_akin("Killed", "killing", Language::English);
        assert_akin("injured", "injuries", Language::English);
        assert_akin("expelled", "expelled", Language::English);
        assert_akin("children", "child", Language::English);
        assert_akin("qadınlar", "qadın", Language::Azerbaijani);
        assert_akin("uşaq", "uşağın", Language::Azerbaijani);
        assert_akin("çocuk", "ÇOCUĞU", Language::Turkish);
        assert_akin("İnsan", "insanlar", Language::Turkish);
        assert_akin("женщины", "женщин", Language::Russian);
        assert_akin("дети", "детей", Language::Russian);
    }

    #[test]
    fn words_that_only_begin_alike_are_not_akin() {
        for (one, other) in [
            ("interest", "internal"),
            ("service", "servant"),
            ("men", "mention"),
            ("contribution", "contract"),
        ] {
            assert!(!akin(one, other, Language::English), "{one}, {other}");
        }
    }

    #[test]
    fn small_words_say_nothing() {
        let words = content_words("of them begin with “everyone”", Language::English);
        assert_eq!(words, ["begin", "everyone"]);
    }
}
