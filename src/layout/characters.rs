//! Characters no face has: they would be missing on paper, and are complained of where they are written.

use crate::base::diagnostic::{Code, Complaints, Diagnostic};
use crate::content::text::Passage;
use crate::design::fonts::{FaceId, Fonts};

/// Complains of characters no face has, neighbours together.
pub(super) fn check(fonts: &Fonts, complaints: &mut Complaints, passage: &Passage, face: FaceId) {
    let mut unknown: Option<(usize, usize)> = None;
    for (offset, character) in passage.text.char_indices() {
        if character == ' ' || character.is_ascii_graphic() || is_known(fonts, character, face) {
            complain(complaints, passage, unknown.take());
        } else {
            let end = offset + character.len_utf8();
            unknown = Some((unknown.map_or(offset, |(start, _)| start), end));
        }
    }
    complain(complaints, passage, unknown);
}

fn is_known(fonts: &Fonts, character: char, face: FaceId) -> bool {
    if parts_lines(character) {
        return false;
    }
    character.is_whitespace()
        || is_without_ink(character)
        || fonts.with_character(face, character).is_some()
}

fn complain(complaints: &mut Complaints, passage: &Passage, unknown: Option<(usize, usize)>) {
    let Some((start, end)) = unknown else { return };
    let at = passage.span_of(start, end);
    // Words that are printed in several places are told once, where they are written.
    if complaints.has_code_within(Code::MissingCharacter, at) {
        return;
    }
    let characters = &passage.text[start..end];
    let points: Vec<_> = characters
        .chars()
        .map(|it| format!("U+{:04X}", u32::from(it)))
        .collect();
    let message = format!(
        "no face has `{}` ({})",
        characters.escape_debug(),
        points.join(" ")
    );
    let is_script = characters.chars().any(char::is_alphabetic);
    let help = if characters.chars().all(parts_lines) {
        "write a space or a line break in its place: the words round it would stand together"
    } else if is_script {
        "write it in letters a face has: Latin, Cyrillic, Arabic or Hebrew"
    } else {
        "replace it; pictures such as emoji cannot be printed"
    };
    let complaint = Diagnostic::new(Code::MissingCharacter, Some(at), message).help(help);
    complaints.push(complaint);
}

/// Whether a character is never drawn, so that no face need have it: soft hyphens, joiners, and what turns
/// the direction (UAX #9). Where it misleads it is told when the booklet is read.
const fn is_without_ink(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
    )
}

/// Whether a character parts lines or words for programs and leaves nothing on paper, so that the words round it
/// would be one.
fn parts_lines(character: char) -> bool {
    let is_control = character.is_control() && !matches!(character, '\n' | '\r' | '\t');
    is_control || matches!(character, '\u{2028}' | '\u{2029}')
}
