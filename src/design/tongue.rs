//! A tongue: how words of one language are set. A language belongs to the words, not to the booklet:
//! every paragraph has its tongue, and what is in it is written, broken and turned as that says.
//!
//! Takes a language's row and a booklet's own words and names, gives a [`Tongue`].

use std::borrow::Cow;

use super::hyphenate::Hyphenator;
use super::language::{ENGLISH, Row, WESTERN_DIGITS, row};
use crate::base::language::{Direction, Language};
use crate::content::booklet::Booklet;
use crate::content::prose::Prose;

/// How words of one language are set.
#[derive(Debug)]
pub struct Tongue {
    /// The language.
    pub language: Language,
    /// What is said of it; that of English for a language without a row.
    pub row: &'static Row,
    /// Where its words may be broken.
    pub hyphenator: Hyphenator,
}

impl Tongue {
    /// The tongue of a language with a row, for words of no booklet.
    pub fn of_row(language: Language, row: &'static Row) -> Self {
        Self {
            language,
            row,
            hyphenator: Hyphenator::new(row, []),
        }
    }

    /// The tongue of a language in a booklet: with the words it shows how to break, and its people's names.
    pub fn of_booklet(language: Language, booklet: &Booklet) -> Self {
        let row = row(language).unwrap_or(&ENGLISH);
        let own_words = booklet.hyphenation.iter().map(|word| word.value.as_str());
        let names = booklet.people.iter().map(|it| it.name.plain(language));
        let names: Vec<String> = names.collect();
        let hyphenator = Hyphenator::new(row, own_words);
        Self {
            language,
            row,
            hyphenator: hyphenator.keeping(names.iter().map(String::as_str)),
        }
    }

    /// Prose with the numbers of its notes in the language's digits.
    pub fn with_numbers<'p>(&self, prose: &'p Prose) -> Cow<'p, Prose> {
        let refers = prose.stretches.iter().any(|(_, said)| said.note.is_some());
        if !refers || self.row.digits == WESTERN_DIGITS {
            return Cow::Borrowed(prose);
        }
        let mut written = Prose {
            kind: prose.kind.clone(),
            at: prose.at,
            ..Prose::default()
        };
        let mut start = 0;
        for (end, said) in &prose.stretches {
            let words = &prose.text[start..*end];
            match said.note {
                Some(_) => written.say(&self.row.in_digits(words), said.clone()),
                None => written.say(words, said.clone()),
            }
            start = *end;
        }
        Cow::Owned(written)
    }

    /// The direction its lines begin in.
    pub fn direction(&self) -> Direction {
        self.language.direction()
    }
}
