//! Where words may be broken: Liang's patterns, each language's exceptions, the booklet's words.
//!
//! Takes a text, gives the bytes at which a hyphen may be added. It never changes a letter.

use std::collections::{HashMap, HashSet};

use hypher::Lang;

use super::language::{Patterns, Row};

/// The shortest word that is broken, in letters.
const SHORTEST_BROKEN: usize = 5;

/// The longest word that is looked up: longer ones are no words, and patterns take time.
const LONGEST_LOOKED_UP: usize = 400;

/// A place where a hyphen may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoftBreak {
    /// The byte of the text before which it may stand.
    pub byte: usize,
    /// Whether the word begins with a capital, as names do.
    pub in_name: bool,
}

impl SoftBreak {
    /// The same in a text that begins so many bytes earlier.
    #[must_use]
    pub fn moved(self, n_bytes: usize) -> Self {
        Self {
            byte: self.byte + n_bytes,
            ..self
        }
    }
}

/// Knows the breaks of one language.
#[derive(Debug)]
pub struct Hyphenator {
    patterns: Patterns,
    /// The fewest letters before a break, and after it.
    fewest_letters: [usize; 2],
    fewest_before_in_name: usize,
    /// The months, before which a day is not left alone at a line's end.
    months: [&'static str; 12],
    /// Words in small letters, with the number of letters before each break.
    exceptions: HashMap<String, Vec<usize>>,
    /// Names of people, as written: they are never broken.
    names: HashSet<String>,
}

impl Hyphenator {
    /// The hyphenator of a language, with words of the booklet's own, such as `Kho-jaly`.
    pub fn new<'w>(row: &Row, own_words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut exceptions = HashMap::new();
        for word in row.exceptions.lines().chain(own_words) {
            let (letters, breaks) = parse_exception(word.trim());
            if !letters.is_empty() {
                exceptions.insert(letters, breaks);
            }
        }
        Self {
            patterns: row.patterns,
            fewest_letters: row.fewest_letters,
            fewest_before_in_name: row.fewest_before_in_name,
            months: row.months,
            exceptions,
            names: HashSet::new(),
        }
    }

    /// The same, never breaking the words of people's names. A word that its booklet shows how to break
    /// is broken so.
    #[must_use]
    pub fn keeping<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let words = names
            .into_iter()
            .flat_map(|name| name.split(|c: char| !c.is_alphabetic()));
        let is_name = |word: &&str| word.starts_with(char::is_uppercase);
        self.names.extend(words.filter(is_name).map(str::to_owned));
        self
    }

    /// Whether a text begins with the name of a month.
    pub fn begins_with_month(&self, text: &str) -> bool {
        self.months.iter().any(|month| text.starts_with(month))
    }

    /// Every place in a text where a hyphen may be added, in order.
    pub fn soft_breaks(&self, text: &str) -> Vec<SoftBreak> {
        let mut soft_breaks = Vec::new();
        let mut word_start = None;
        for (byte, character) in text.char_indices().chain([(text.len(), ' ')]) {
            match (character.is_alphabetic(), word_start) {
                (true, None) => word_start = Some(byte),
                (false, Some(start)) => {
                    // A word with a soft hyphen of its writer's is broken there and nowhere else.
                    let is_writers = character == '\u{ad}' || text[..start].ends_with('\u{ad}');
                    if !is_writers {
                        self.break_word(&text[start..byte], start, &mut soft_breaks);
                    }
                    word_start = None;
                }
                _ => {}
            }
        }
        soft_breaks
    }

    fn break_word(&self, word: &str, start: usize, soft_breaks: &mut Vec<SoftBreak>) {
        let n_letters = word.chars().count();
        if !(SHORTEST_BROKEN..=LONGEST_LOOKED_UP).contains(&n_letters) {
            return;
        }
        let in_name = word.starts_with(char::is_uppercase);
        let mut add = |offset: usize| {
            if !in_name || word[..offset].chars().count() >= self.fewest_before_in_name {
                soft_breaks.push(SoftBreak {
                    byte: start + offset,
                    in_name,
                });
            }
        };
        if let Some(breaks) = self.exceptions.get(&word.to_lowercase()) {
            for n_before in breaks {
                if let Some((offset, _)) = word.char_indices().nth(*n_before) {
                    add(offset);
                }
            }
            return;
        }
        if self.names.contains(word) {
            return;
        }
        let fewest = self.fewest_letters;
        match self.patterns {
            Patterns::None => {}
            Patterns::English => by_patterns(word, Lang::English, fewest).for_each(add),
            Patterns::Turkish => by_folded(word, fold_turkish, fewest, add),
            Patterns::AzerbaijaniAsTurkish => by_folded(word, fold_azerbaijani, fewest, add),
            Patterns::Russian => by_patterns(word, Lang::Russian, fewest).for_each(add),
        }
    }
}

/// The small letters of an exception, and the number of letters before each of its hyphens.
fn parse_exception(word: &str) -> (String, Vec<usize>) {
    let mut breaks = Vec::new();
    let mut n_letters = 0;
    for character in word.chars() {
        if character == '-' {
            breaks.push(n_letters);
        } else {
            n_letters += 1;
        }
    }
    (word.replace('-', "").to_lowercase(), breaks)
}

/// The offsets in a word at which it may be broken.
fn by_patterns(
    word: &str,
    language: Lang,
    [fewest_before, fewest_after]: [usize; 2],
) -> impl Iterator<Item = usize> {
    let syllables = hypher::hyphenate_bounded(word, language, fewest_before, fewest_after);
    let offsets = syllables.scan(0, |offset, syllable| {
        *offset += syllable.len();
        Some(*offset)
    });
    offsets.filter(|offset| *offset < word.len())
}

/// Breaks a word by the Turkish patterns, its letters folded one for one, and counts letters back.
fn by_folded(word: &str, fold: fn(char) -> char, fewest: [usize; 2], add: impl FnMut(usize)) {
    let folded: String = word.chars().map(fold).collect();
    let offsets: Vec<usize> = word.char_indices().map(|(offset, _)| offset).collect();
    by_patterns(&folded, Lang::Turkish, fewest)
        .filter_map(|offset| offsets.get(folded[..offset].chars().count()).copied())
        .for_each(add);
}

/// A Turkish letter in lower case: I is dotless, İ dotted.
fn fold_turkish(letter: char) -> char {
    match letter {
        'I' => 'ı',
        'İ' => 'i',
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

/// An Azerbaijani letter as a Turkish one of the same kind, vowel for vowel.
fn fold_azerbaijani(letter: char) -> char {
    match fold_turkish(letter) {
        'ə' => 'e',
        'x' => 'h',
        'q' => 'k',
        'w' => 'v',
        folded => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::language::Language;
    use crate::design::language::row;

    fn broken(language: Language, text: &str) -> String {
        let hyphenator = Hyphenator::new(row(language).unwrap(), []);
        let mut broken = text.to_owned();
        for soft_break in hyphenator.soft_breaks(text).iter().rev() {
            broken.insert(soft_break.byte, '-');
        }
        broken
    }

    #[test]
    fn english_words_break_as_the_dictionary_has_them() {
        assert_eq!(
            broken(Language::English, "the commemoration"),
            "the com-mem-o-ra-tion"
        );
        assert_eq!(
            broken(Language::English, "a project in Pakistan"),
            "a proj-ect in Paki-stan"
        );
        assert_eq!(broken(Language::English, "well-known"), "well-known");
    }

    #[test]
    fn azerbaijani_breaks_by_the_turkish_patterns() {
        assert_eq!(broken(Language::Azerbaijani, "Azərbaycan"), "Azər-bay-can");
        assert_eq!(broken(Language::Azerbaijani, "soyqırımı"), "soy-qı-rı-mı");
        assert_eq!(
            broken(Language::Azerbaijani, "MÜSTƏQİLLİK"),
            "MÜS-TƏ-QİL-LİK"
        );
    }

    #[test]
    fn a_writers_own_soft_hyphen_is_the_only_place() {
        assert_eq!(
            broken(Language::English, "commem\u{ad}oration"),
            "commem\u{ad}oration"
        );
    }

    #[test]
    fn the_booklets_own_words_come_first() {
        let own = ["Khoja-ly"];
        let hyphenator = Hyphenator::new(row(Language::English).unwrap(), own);
        assert_eq!(
            hyphenator.soft_breaks("Khojaly"),
            [SoftBreak {
                byte: 5,
                in_name: true
            }]
        );
    }

    #[test]
    fn names_of_people_are_not_broken() {
        let hyphenator = Hyphenator::new(row(Language::English).unwrap(), ["An-der-son"])
            .keeping(["Dr. Justice Peterson-Anderson"]);
        let breaks = |text| hyphenator.soft_breaks(text).len();
        assert_eq!(breaks("Peterson"), 0);
        assert_eq!(breaks("Peterson’s and Justice"), 0);
        assert_eq!(breaks("justice"), 1);
        assert_eq!(breaks("Anderson"), 1);
    }
}
