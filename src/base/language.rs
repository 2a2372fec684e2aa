//! The seven languages and the two directions of a booklet, with what is needed to read a text in one: its
//! letters, its months. What is set in a language (its words for "Contents", its quotes, its hyphenation) is
//! one row in `design/language.rs`.

use std::fmt;

/// A language a booklet can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// Azerbaijani in Latin letters.
    Azerbaijani,
    /// Turkish.
    Turkish,
    /// Russian.
    Russian,
    /// Arabic.
    Arabic,
    /// Urdu.
    Urdu,
    /// Hebrew.
    Hebrew,
}

impl Language {
    /// Every language, in the order people are told of them.
    pub const ALL: [Self; 7] = [
        Self::English,
        Self::Azerbaijani,
        Self::Turkish,
        Self::Russian,
        Self::Arabic,
        Self::Urdu,
        Self::Hebrew,
    ];

    /// The languages that can be set: those with a row in `design/language.rs`.
    pub const SETTABLE: [Self; 4] = [
        Self::English,
        Self::Azerbaijani,
        Self::Turkish,
        Self::Russian,
    ];

    /// The BCP 47 tag, as written in the YAML.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Azerbaijani => "az",
            Self::Turkish => "tr",
            Self::Russian => "ru",
            Self::Arabic => "ar",
            Self::Urdu => "ur",
            Self::Hebrew => "he",
        }
    }

    /// The name people are told it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Azerbaijani => "Azerbaijani",
            Self::Turkish => "Turkish",
            Self::Russian => "Russian",
            Self::Arabic => "Arabic",
            Self::Urdu => "Urdu",
            Self::Hebrew => "Hebrew",
        }
    }

    /// The language of a tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }

    /// The letters its texts are written with, small ones (CLDR, main exemplar characters).
    pub const fn letters(self) -> &'static str {
        match self {
            Self::English => "abcdefghijklmnopqrstuvwxyz",
            Self::Azerbaijani => "abcçdeəfgğhxıijkqlmnoöprsştuüvyz",
            Self::Turkish => "abcçdefgğhıiİjklmnoöprsştuüvyz",
            Self::Russian => "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            Self::Arabic => "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
            Self::Urdu => "اأآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہۂھءیئے",
            Self::Hebrew => "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        }
    }

    /// The months as they stand in a date; `None` where they are not written down yet.
    pub const fn months(self) -> Option<[&'static str; 12]> {
        match self {
            Self::English => Some(ENGLISH_MONTHS),
            Self::Azerbaijani => Some(AZERBAIJANI_MONTHS),
            Self::Turkish => Some(TURKISH_MONTHS),
            Self::Russian => Some(RUSSIAN_MONTHS),
            Self::Arabic | Self::Urdu | Self::Hebrew => None,
        }
    }

    /// The first part of a language's tag, which names the language itself.
    pub fn primary(tag: &str) -> &str {
        tag.split_once('-').map_or(tag, |(primary, _)| primary)
    }

    /// Whether a text is formed like a tag of any language: `fr`, `pt-BR`, `sr-Latn` (RFC 5646, 2.1).
    pub fn is_tag(tag: &str) -> bool {
        let is_alphabetic = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
        let is_part = |part: &str| {
            (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
        };
        let primary = Self::primary(tag);
        (2..=3).contains(&primary.len())
            && is_alphabetic(primary)
            && tag.split('-').skip(1).all(is_part)
    }

    /// The direction its text runs in.
    pub const fn direction(self) -> Direction {
        match self {
            Self::English | Self::Azerbaijani | Self::Turkish | Self::Russian => {
                Direction::LeftToRight
            }
            Self::Arabic | Self::Urdu | Self::Hebrew => Direction::RightToLeft,
        }
    }
}

/// The months as they stand in a date: english.
pub const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The months as they stand in a date: azerbaijani.
pub const AZERBAIJANI_MONTHS: [&str; 12] = [
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr",
    "noyabr", "dekabr",
];

/// The months as they stand in a date: turkish.
pub const TURKISH_MONTHS: [&str; 12] = [
    "Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim",
    "Kasım", "Aralık",
];

/// The months as they stand in a date: russian.
pub const RUSSIAN_MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// Which way a line runs.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Latin, Cyrillic.
    #[default]
    LeftToRight,
    /// Arabic, Hebrew.
    RightToLeft,
}
