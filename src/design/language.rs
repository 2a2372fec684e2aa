//! What a language does: its words, its numbers and dates, its hyphenation. One row a language.
//!
//! Takes a [`Language`], gives its [`Row`]. The rows of the languages that run from right to left
//! are still to be written; until then a booklet in one of them is a clear complaint.

use crate::base::day::Day;
use crate::base::language::{self, Language};

/// Where words may be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patterns {
    /// Nowhere.
    None,
    /// Liang's patterns for English, American spelling.
    English,
    /// The patterns for Turkish.
    Turkish,
    /// The Turkish patterns, with the Azerbaijani letters folded to Turkish ones.
    AzerbaijaniAsTurkish,
    /// The patterns for Russian.
    Russian,
}

/// Everything a language decides.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Where words may be broken.
    pub patterns: Patterns,
    /// The words that may be broken otherwise than the patterns say, one a line, with hyphens.
    pub exceptions: &'static str,
    /// The fewest letters before a break, and after it.
    pub fewest_letters: [usize; 2],
    /// The fewest letters of a name before a break: "Ar-menia" is harder to read than to avoid.
    pub fewest_before_in_name: usize,
    /// From baseline to baseline in a style that says nothing of it, at least, as a multiple of its size.
    pub leading: f64,
    /// The digits, from nought to nine.
    pub digits: [char; 10],
    /// What stands between groups of three digits.
    pub thousands: &'static str,
    /// The months, as they stand in a date.
    pub months: [&'static str; 12],
    /// The marks round somebody's words.
    pub quotes: [&'static str; 2],
    /// The words bifolio itself prints.
    pub words: Words,
}

/// The words bifolio itself prints. `{}` is filled in.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// The heading of the figures page, and its place in the contents.
    pub figures: &'static str,
    /// Between a figure and its subsets.
    pub including: &'static str,
    /// Under a field of dots: what is counted.
    pub each_dot: &'static str,
    /// What a field of dots says: the number, and what is counted.
    pub dots: &'static str,
    /// What a bar says: what is counted, and the number.
    pub bar: &'static str,
    /// Under figures: who says them.
    pub source: &'static str,
    /// A page, after somebody's words.
    pub page: &'static str,
    /// What the booklet is set in: the families.
    pub set_in: &'static str,
    /// Between the last two of a list.
    pub and: &'static str,
    /// Under bars of which the longest is folded over some rows: how many.
    pub folded_bar: &'static str,
    /// Of a number that is not exact.
    pub about: &'static str,
    /// Of a number that may be higher.
    pub at_least: &'static str,
    /// That the statements are printed as given.
    pub word_for_word: &'static str,
}

/// The row of a language; `None` where it is not written yet.
pub fn row(language: Language) -> Option<&'static Row> {
    match language {
        Language::English => Some(&ENGLISH),
        Language::Azerbaijani => Some(&AZERBAIJANI),
        Language::Turkish => Some(&TURKISH),
        Language::Russian => Some(&RUSSIAN),
        Language::Arabic | Language::Urdu | Language::Hebrew => None,
    }
}

impl Row {
    /// A number that is counted with, such as a folio: its digits, one after the other.
    pub fn numeral(&self, value: usize) -> String {
        self.in_digits(&value.to_string())
    }

    /// A text with the language's digits in place of 0 to 9.
    pub fn in_digits(&self, text: &str) -> String {
        let own = |letter: char| match letter.to_digit(10) {
            Some(digit) => self.digits[digit as usize],
            None => letter,
        };
        text.chars().map(own).collect()
    }

    /// A whole number with its digits in groups of three: 5379 becomes 5,379.
    pub fn number(&self, value: u64) -> String {
        let digits = self.in_digits(&value.to_string());
        let n_digits = digits.chars().count();
        let mut grouped = String::with_capacity(digits.len() * 2);
        for (idx, digit) in digits.chars().enumerate() {
            if idx > 0 && (n_digits - idx).is_multiple_of(3) {
                grouped.push_str(self.thousands);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A day in words: 26 February 1992.
    pub fn date(&self, day: Day) -> String {
        let month = self.months[usize::from(day.month.clamp(1, 12)) - 1];
        let [day, year] = [day.day.to_string(), day.year.to_string()].map(|it| self.in_digits(&it));
        format!("{day} {month} {year}")
    }
}

/// Fills the places `{}` of a phrase in order.
pub fn fill(phrase: &str, words: &[&str]) -> String {
    words.iter().fold(phrase.to_owned(), |filled, word| {
        filled.replacen("{}", word, 1)
    })
}

/// The digits of languages in Latin and Cyrillic letters.
pub const WESTERN_DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/// The fewest letters before and after a break (Bringhurst, *The Elements of Typographic Style*, 2.4.1).
pub const FEWEST_LETTERS: [usize; 2] = [2, 3];

/// The fewest letters of a name before a break.
pub const FEWEST_BEFORE_IN_NAME: usize = 3;

/// The leading of letters without tall marks, as a multiple of their size.
pub const TIGHTEST_LEADING: f64 = 1.1;

const NO_BREAK_SPACE: &str = "\u{a0}";

/// English; also what a booklet in a language without a row is looked at in.
pub static ENGLISH: Row = Row {
    patterns: Patterns::English,
    exceptions: include_str!("../../assets/hyphenation/en.txt"),
    fewest_letters: FEWEST_LETTERS,
    fewest_before_in_name: FEWEST_BEFORE_IN_NAME,
    leading: TIGHTEST_LEADING,
    digits: WESTERN_DIGITS,
    thousands: ",",
    months: language::ENGLISH_MONTHS,
    quotes: ["“", "”"],
    words: Words {
        figures: "Figures",
        including: "including",
        each_dot: "Each dot stands for one: {}.",
        dots: "{} dots, one for each: {}",
        bar: "Bar for {}: {}",
        source: "Source: {}",
        page: "p. {}",
        set_in: "Set in {}.",
        and: "and",
        folded_bar: "The longest bar goes on over {} rows.",
        about: "about",
        at_least: "at least",
        word_for_word: "The statements are reproduced word for word and are their authors’ own.",
    },
};

static AZERBAIJANI: Row = Row {
    patterns: Patterns::AzerbaijaniAsTurkish,
    exceptions: "",
    fewest_letters: [2, 2],
    fewest_before_in_name: FEWEST_BEFORE_IN_NAME,
    leading: TIGHTEST_LEADING,
    digits: WESTERN_DIGITS,
    thousands: NO_BREAK_SPACE,
    months: language::AZERBAIJANI_MONTHS,
    quotes: ["“", "”"],
    words: Words {
        figures: "Rəqəmlər",
        including: "o cümlədən",
        each_dot: "Hər nöqtə birini göstərir: {}.",
        dots: "{} nöqtə, hər biri üçün bir: {}",
        bar: "Sütun, {}: {}",
        source: "Mənbə: {}",
        page: "s. {}",
        set_in: "Şrift: {}.",
        and: "və",
        folded_bar: "Ən uzun sütun {} sətirdə davam edir.",
        about: "təxminən",
        at_least: "ən azı",
        word_for_word: "Bəyanatlar sözbəsöz verilir və müəlliflərinə məxsusdur.",
    },
};

static TURKISH: Row = Row {
    patterns: Patterns::Turkish,
    exceptions: "",
    fewest_letters: [2, 2],
    fewest_before_in_name: FEWEST_BEFORE_IN_NAME,
    leading: TIGHTEST_LEADING,
    digits: WESTERN_DIGITS,
    thousands: ".",
    months: language::TURKISH_MONTHS,
    quotes: ["“", "”"],
    words: Words {
        figures: "Rakamlar",
        including: "bunlardan",
        each_dot: "Her nokta birini gösterir: {}.",
        dots: "{} nokta, her biri için bir: {}",
        bar: "Çubuk, {}: {}",
        source: "Kaynak: {}",
        page: "s. {}",
        set_in: "Yazı tipi: {}.",
        and: "ve",
        folded_bar: "En uzun çubuk {} satırda devam eder.",
        about: "yaklaşık",
        at_least: "en az",
        word_for_word: "Açıklamalar kelimesi kelimesine verilmiştir ve yazarlarına aittir.",
    },
};

static RUSSIAN: Row = Row {
    patterns: Patterns::Russian,
    exceptions: "",
    fewest_letters: FEWEST_LETTERS,
    fewest_before_in_name: FEWEST_BEFORE_IN_NAME,
    leading: TIGHTEST_LEADING,
    digits: WESTERN_DIGITS,
    thousands: NO_BREAK_SPACE,
    months: language::RUSSIAN_MONTHS,
    quotes: ["«", "»"],
    words: Words {
        figures: "Числа",
        including: "в том числе",
        each_dot: "Каждая точка обозначает одно: {}.",
        dots: "{} точек, по одной на каждого: {}",
        bar: "Столбец, {}: {}",
        source: "Источник: {}",
        page: "с. {}",
        set_in: "Набрано шрифтом {}.",
        and: "и",
        folded_bar: "Самый длинный столбец занимает {} строки.",
        about: "около",
        at_least: "не менее",
        word_for_word: "Заявления воспроизведены дословно и принадлежат их авторам.",
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped_as_the_language_groups_them() {
        let written = |language| row(language).map(|row| row.number(5379));
        assert_eq!(written(Language::English).as_deref(), Some("5,379"));
        assert_eq!(written(Language::Turkish).as_deref(), Some("5.379"));
        assert_eq!(
            written(Language::Azerbaijani).as_deref(),
            Some("5\u{a0}379")
        );
        assert_eq!(row(Language::English).unwrap().number(613), "613");
        assert_eq!(
            row(Language::English).unwrap().number(9_999_999_999),
            "9,999,999,999"
        );
    }

    #[test]
    fn the_languages_that_can_be_set_are_those_with_a_row() {
        for language in Language::ALL {
            assert_eq!(
                row(language).is_some(),
                Language::SETTABLE.contains(&language)
            );
        }
    }

    #[test]
    fn a_date_is_spelt_out() {
        let day = Day {
            year: 1992,
            month: 2,
            day: 26,
        };
        assert_eq!(
            row(Language::English).unwrap().date(day),
            "26 February 1992"
        );
        assert_eq!(row(Language::Russian).unwrap().date(day), "26 февраля 1992");
    }
}
