//! Cuts a paragraph into items: runs of one face, script, direction and voice.
//!
//! Takes the paragraph, gives the items in reading order; together they cover its whole text. The
//! face is the voice's, or another where that lacks a character.

use std::ops::Range;

use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_script::{Script, UnicodeScript as _};

use super::paragraph::Paragraph;
use crate::base::language::Direction;
use crate::design::fonts::{FaceId, Fonts};

/// A run of one face, script, direction and voice.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The bytes of the paragraph's text.
    pub range: Range<usize>,
    /// The face.
    pub face: FaceId,
    /// The script, never Common or Inherited where a neighbour has one.
    pub script: Script,
    /// The bidi level: even from left to right, odd from right to left.
    pub level: u8,
    /// The voice.
    pub voice: u16,
}

impl Item {
    /// The direction it runs in.
    pub fn direction(&self) -> Direction {
        if self.level.is_multiple_of(2) {
            Direction::LeftToRight
        } else {
            Direction::RightToLeft
        }
    }
}

/// A paragraph cut into items.
#[derive(Debug)]
pub struct Itemized<'p> {
    /// The paragraph.
    pub paragraph: &'p Paragraph,
    /// Its items, in reading order.
    pub items: Vec<Item>,
}

impl Itemized<'_> {
    /// The item of the letter at a byte; the last for the text's end.
    pub fn item_at(&self, byte: usize) -> &Item {
        let idx = self.items.partition_point(|item| item.range.end <= byte);
        &self.items[idx.min(self.items.len() - 1)]
    }
}

/// The most characters running that leave nothing on paper: a shaper looks past them from each to the next
/// letter, and must not look far.
const MOST_UNSEEN: usize = 64;

/// Whether a character leaves nothing on paper, not even space.
pub fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Cuts a paragraph into items.
pub fn itemize<'p>(fonts: &Fonts, paragraph: &'p Paragraph) -> Itemized<'p> {
    let text = &paragraph.text;
    let levels = levels(paragraph);
    let mut items: Vec<Item> = Vec::new();
    let mut script = first_script(text);
    let mut stretch_idx = 0;
    let mut n_unseen = 0;
    for (byte, character) in text.char_indices() {
        while paragraph.stretches[stretch_idx].0 <= byte {
            stretch_idx += 1;
        }
        let voice = paragraph.stretches[stretch_idx].1;
        let wanted = paragraph.voices[usize::from(voice)].face;
        script = resolved_script(character, script);
        let level = levels.as_ref().map_or(0, |levels| levels[byte].number());
        n_unseen = if is_unseen(character) {
            n_unseen + 1
        } else {
            0
        };
        let is_cut = n_unseen == MOST_UNSEEN;
        if is_cut {
            n_unseen = 0;
        }
        let end = byte + character.len_utf8();
        let face = face_for(fonts, wanted, character, items.last());
        match items.last_mut() {
            Some(item)
                if !is_cut
                    && item.voice == voice
                    && item.face == face
                    && item.script == script
                    && item.level == level =>
            {
                item.range.end = end;
            }
            _ => items.push(Item {
                range: byte..end,
                face,
                script,
                level,
                voice,
            }),
        }
    }
    Itemized { paragraph, items }
}

/// The bidi level of each byte; `None` for a text that runs from left to right throughout.
fn levels(paragraph: &Paragraph) -> Option<Vec<Level>> {
    let base = match paragraph.tongue.direction() {
        Direction::LeftToRight if is_plainly_left_to_right(&paragraph.text) => return None,
        Direction::LeftToRight => Level::ltr(),
        Direction::RightToLeft => Level::rtl(),
    };
    Some(ParagraphBidiInfo::new(&paragraph.text, Some(base)).levels)
}

/// Whether no character can start a right-to-left run: everything below the Hebrew block, and the
/// punctuation of European text.
fn is_plainly_left_to_right(text: &str) -> bool {
    text.chars().all(|c| c < '\u{590}' || matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20cf}'))
}

fn first_script(text: &str) -> Script {
    let mut scripts = text.chars().map(|c| c.script());
    let is_real = |script: &Script| !matches!(script, Script::Common | Script::Inherited);
    scripts.find(is_real).unwrap_or(Script::Latin)
}

/// The script of a character; one that belongs to several takes that of the text before it.
fn resolved_script(character: char, before: Script) -> Script {
    if character.is_ascii() {
        return if character.is_ascii_alphabetic() {
            Script::Latin
        } else {
            before
        };
    }
    match character.script() {
        Script::Common | Script::Inherited | Script::Unknown => before,
        script => script,
    }
}

/// The face for a character. Spaces and marks stay in the face of the text before them.
fn face_for(fonts: &Fonts, wanted: FaceId, character: char, before: Option<&Item>) -> FaceId {
    if character.is_ascii_graphic() {
        return fonts.with_character(wanted, character).unwrap_or(wanted);
    }
    if let Some(item) = before {
        let stays = character.is_whitespace() || character.script() == Script::Inherited;
        if stays && fonts.face(item.face).has(character) {
            return item.face;
        }
    }
    fonts.with_character(wanted, character).unwrap_or(wanted)
}
