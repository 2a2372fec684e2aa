//! The places of a text where a line may end, and what it costs to break there.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::paragraph::{Paragraph, Voice};
use crate::design::hyphenate::{Hyphenator, SoftBreak};

/// Demerits, before squaring, of a hyphen that bifolio adds: what keeps English prose under one line in
/// eight, and Turkish and Russian, with their long words, as even.
const SOFT_HYPHEN_PENALTY: f64 = 205.0;

/// The same for a name or any other word with a capital.
const NAME_HYPHEN_PENALTY: f64 = 300.0;

/// The same in a paragraph's last word: a part of a word would be its last line.
const LAST_WORD_HYPHEN_PENALTY: f64 = 2000.0;

/// The same for a break after a hyphen or dash that the text has.
const EXPLICIT_PENALTY: f64 = 100.0;

/// The same for a break before a dash: a line that begins with one looks like a point of a list.
const BEFORE_DASH_PENALTY: f64 = 300.0;

/// What kind of break it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// The beginning of the paragraph.
    Start,
    /// At a space, which disappears.
    Space,
    /// After a hyphen or dash of the text.
    Explicit,
    /// Inside a word, which gets a hyphen.
    Soft,
    /// The end of the paragraph.
    End,
}

/// A place where a line may end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// What kind of break it is.
    pub kind: BreakKind,
    /// The byte the next line begins at.
    pub byte: usize,
    /// Its demerits, before squaring.
    pub penalty: f64,
}

impl Place {
    const fn new(kind: BreakKind, byte: usize, penalty: f64) -> Self {
        Self {
            kind,
            byte,
            penalty,
        }
    }
}

/// The places a line may end, in order; the start and the end among them.
pub fn places(paragraph: &Paragraph) -> Vec<Place> {
    let text = &paragraph.text;
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut places = vec![Place::new(BreakKind::Start, 0, 0.0)];
    let mut soft = soft_breaks(paragraph).into_iter().peekable();
    let last_word = text.trim_end().rfind(char::is_whitespace).unwrap_or(0);
    let mut address = Address::default();
    for byte in segmenter.segment_str(text).filter(|byte| *byte > 0) {
        while let Some(hyphen) = soft.next_if(|hyphen| hyphen.byte < byte) {
            let penalty = if hyphen.byte > last_word {
                LAST_WORD_HYPHEN_PENALTY
            } else if hyphen.in_name {
                NAME_HYPHEN_PENALTY
            } else {
                SOFT_HYPHEN_PENALTY
            };
            places.push(Place::new(BreakKind::Soft, hyphen.byte, penalty));
        }
        if byte == text.len() {
            break;
        }
        let line_start = places.last().map_or(0, |last| last.byte);
        address.read(text, byte);
        if address.is_of_page {
            places.extend(breaks_of_address(text, line_start..byte));
        }
        places.extend(between_words(paragraph, byte, &address));
    }
    places.push(Place::new(BreakKind::End, text.len(), 0.0));
    places
}

/// Every place where a hyphen may be added: in each stretch those of its own tongue. Words that break only
/// where their writer marked it have none.
fn soft_breaks(paragraph: &Paragraph) -> Vec<SoftBreak> {
    let (text, own) = (&paragraph.text, &paragraph.tongue);
    let mut breaks = own.hyphenator.soft_breaks(text);
    let is_own = |voice: &Voice| voice.tongue.language == own.language && !voice.is_foreign;
    if paragraph.voices.iter().all(is_own) {
        return breaks;
    }
    breaks.retain(|it| paragraph.voice_at(it.byte).is_none_or(is_own));
    let mut start = 0;
    for (end, voice) in &paragraph.stretches {
        let voice = &paragraph.voices[usize::from(*voice)];
        if !is_own(voice) && !voice.is_foreign {
            let found = voice.tongue.hyphenator.soft_breaks(&text[start..*end]);
            breaks.extend(found.into_iter().map(|it| it.moved(start)));
        }
        start = *end;
    }
    breaks.sort_unstable_by_key(|it| it.byte);
    breaks
}

/// The place between two words or at a hyphen, if a line may end there.
fn between_words(paragraph: &Paragraph, byte: usize, address: &Address) -> Option<Place> {
    let (before, after) = paragraph.text.split_at(byte);
    if before.ends_with('\u{ad}') {
        return Some(Place::new(BreakKind::Soft, byte, SOFT_HYPHEN_PENALTY));
    }
    if before.ends_with(char::is_whitespace) {
        let is_glued = is_glued(before, after, &paragraph.tongue.hyphenator);
        return (!is_glued).then_some(Place::new(BreakKind::Space, byte, 0.0));
    }
    if address.is_any() && before.ends_with('-') {
        return None;
    }
    let penalty = if after.starts_with(['–', '—']) {
        BEFORE_DASH_PENALTY
    } else {
        EXPLICIT_PENALTY
    };
    Some(Place::new(BreakKind::Explicit, byte, penalty))
}

/// Whether the space at the end of `before` holds: after an initial or an honorific ("H.E."), before
/// a dash, between a day and its month's number, between "No." or "p." and a figure.
fn is_glued(before: &str, after: &str, hyphenator: &Hyphenator) -> bool {
    if after.starts_with(['–', '—']) {
        return true;
    }
    let word = before
        .trim_end()
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    let is_initials = word.ends_with('.')
        && word.split_inclusive('.').all(|part| {
            part.chars().count() == 2 && part.chars().next().is_some_and(char::is_uppercase)
        });
    let before_number = after.starts_with(|next: char| next.is_ascii_digit());
    let is_reference = matches!(
        word,
        "p." | "pp." | "No." | "no." | "Art." | "Article" | "§"
    );
    let is_day = word.len() <= 2 && !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit());
    is_initials || is_reference && before_number || is_day && hyphenator.begins_with_month(after)
}

/// The breaks before the full stops of an address: a stop at the end of a line would be read as the
/// sentence's (Chicago Manual of Style, 7.46).
fn breaks_of_address(text: &str, range: Range<usize>) -> Vec<Place> {
    let piece = &text[range.clone()];
    let stops = piece.match_indices('.').filter(|(offset, _)| {
        let is_inside = |c: char| c.is_ascii_alphanumeric();
        piece[..*offset].ends_with(is_inside) && piece[offset + 1..].starts_with(is_inside)
    });
    stops
        .map(|(offset, _)| range.start + offset)
        .map(|byte| Place::new(BreakKind::Explicit, byte, EXPLICIT_PENALTY))
        .collect()
}

/// What is known of the word that is being read: whether it is an address. A word is read once, however
/// many breaks it has.
#[derive(Default)]
struct Address {
    /// How far the text was read.
    read: usize,
    /// Where the word began that was read last.
    word: usize,
    /// Whether it is the address of a page.
    is_of_page: bool,
    /// Whether a hyphen in it may belong to an address: broken there, it would be read as one that was
    /// added.
    has_part: bool,
}

impl Address {
    /// The longest mark of an address.
    const LONGEST_MARK: usize = 4;

    /// Reads on up to a place where a line may end.
    fn read(&mut self, text: &str, end: usize) {
        let piece = &text[self.read..end];
        let words = piece.trim_end();
        if let Some(space) = words.rfind(char::is_whitespace) {
            let after = words[space..].trim_start().len();
            *self = Self {
                word: self.read + words.len() - after,
                ..Self::default()
            };
        } else if self.read > 0 && text[..self.read].ends_with(char::is_whitespace) {
            *self = Self {
                word: self.read,
                ..Self::default()
            };
        }
        // A mark may have been cut in two by a break.
        let mut from = self.read.saturating_sub(Self::LONGEST_MARK).max(self.word);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let piece = &text[from..end];
        self.is_of_page |= piece.contains("://") || text[self.word..].starts_with("www.");
        self.has_part |= piece.contains("www.") || piece.contains('@');
        self.read = end;
    }

    /// Whether it may be the address of anything.
    fn is_any(&self) -> bool {
        self.is_of_page || self.has_part
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::language::Language;
    use crate::design::fonts::FaceId;
    use crate::design::language::row;
    use crate::design::tongue::Tongue;

    fn tongue(language: Language) -> Arc<Tongue> {
        Arc::new(Tongue::of_row(language, row(language).unwrap()))
    }

    #[test]
    fn every_stretch_is_broken_as_its_own_tongue_breaks_it() {
        let text = "the достоинство commemoration";
        let english = Voice::plain(FaceId(0), tongue(Language::English));
        let mut paragraph = Paragraph::plain(text, english);
        let mut russian = Voice::plain(FaceId(0), tongue(Language::Russian));
        let end = text.find(" com").unwrap();
        paragraph.stretches = vec![(4, 0), (end, 1), (text.len(), 0)];
        let broken = |paragraph: &Paragraph| {
            let mut broken = text.to_owned();
            for it in soft_breaks(paragraph).iter().rev() {
                broken.insert(it.byte, '-');
            }
            broken
        };
        paragraph.voices.push(russian.clone());
        assert_eq!(broken(&paragraph), "the до-сто-ин-ство com-mem-o-ra-tion");
        russian.is_foreign = true;
        paragraph.voices[1] = russian;
        assert_eq!(broken(&paragraph), "the достоинство com-mem-o-ra-tion");
    }

    #[test]
    fn an_honorific_holds_its_name_and_a_day_its_month() {
        let english = row(Language::English).unwrap();
        let hyphenator = Hyphenator::new(english, []);
        let is_glued = |before, after| is_glued(before, after, &hyphenator);
        assert!(is_glued("by H.E. ", "Khazar"));
        assert!(is_glued("J. ", "Smith"));
        assert!(is_glued("see p. ", "5"));
        assert!(is_glued("the town ", "– razed"));
        assert!(is_glued("on 10 ", "December 1948"));
        assert!(!is_glued("in 1992. ", "That"));
        assert!(!is_glued("murdered. ", "1,275"));
    }
}
