//! The signs of the fonts Symbol and Wingdings as letters of Unicode, those that people set.
//!
//! Word keeps a sign as the number of its place in the font, moved to the private area of Unicode, where
//! no other font has it.

use std::borrow::Cow;

/// Where the places of symbol fonts begin in Unicode's private area.
const PRIVATE: u32 = 0xf000;

/// The letters of Symbol, from the place on that stands before each stretch (Adobe's encoding of the font).
const SYMBOL: &[(u32, &str)] = &[
    (0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?"),
    (0x40, "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"),
    (0xa0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xc0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑"),
    (0xf1, "⟩∫"),
];

/// The same of Wingdings: bullets, arrows, marks.
const WINGDINGS: &[(u32, &str)] = &[
    (0x20, " "),
    (0x4a, "☺😐☹"),
    (0x6c, "●"),
    (0x6e, "■□"),
    (0x71, "❑❒"),
    (0x75, "◆❖"),
    (0x9f, "•"),
    (0xa7, "▪"),
    (0xab, "★"),
    (0xd8, "➢"),
    (0xdf, "←→↑↓↖↗↙↘"),
    (0xe8, "➔"),
    (0xef, "⇦⇨⇧⇩⬄⇳"),
    (0xfb, "✗✓☒☑"),
];

/// The letter at a place of a font; a place outside the private area is a letter already, unless the font
/// is one of signs.
pub(super) fn letter(font: &str, place: u32) -> Option<char> {
    let table = match font {
        "Symbol" => SYMBOL,
        "Wingdings" => WINGDINGS,
        _ if (PRIVATE..PRIVATE + 0x100).contains(&place) => return None,
        _ if font.starts_with("Wingdings") || font == "Webdings" => return None,
        _ => return char::from_u32(place).filter(|it| !it.is_control()),
    };
    let place = if place >= PRIVATE {
        place - PRIVATE
    } else {
        place
    };
    let (from, letters) = table.iter().rev().find(|(from, _)| *from <= place)?;
    letters.chars().nth((place - from) as usize)
}

/// A text with the letters of the private area as the font has them, as far as they are known.
pub(super) fn in_font<'t>(text: &'t str, font: &str) -> Cow<'t, str> {
    let is_private = |it: char| (PRIVATE..PRIVATE + 0x100).contains(&u32::from(it));
    if !text.contains(is_private) {
        return Cow::Borrowed(text);
    }
    let known = |it: char| {
        let letter = is_private(it).then(|| letter(font, u32::from(it)));
        letter.flatten().unwrap_or(it)
    };
    Cow::Owned(text.chars().map(known).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_known_fonts_are_letters_and_others_are_not_guessed() {
        for (font, place, expected) in [
            ("Symbol", 0xf0b7, Some('•')),
            ("Symbol", 0xf061, Some('α')),
            ("Symbol", 0xf057, Some('Ω')),
            ("Symbol", 0xf07a, Some('ζ')),
            ("Symbol", 0xf0b3, Some('≥')),
            ("Symbol", 0xf0bb, Some('≈')),
            ("Symbol", 0xf0de, Some('⇒')),
            ("Symbol", 0xf0e5, Some('∑')),
            ("Symbol", 0xf0f2, Some('∫')),
            ("Wingdings", 0xf0e0, Some('→')),
            ("Wingdings", 0xf0fc, Some('✓')),
            ("Wingdings", 0xf0fd, Some('☒')),
            ("Wingdings", 0xf021, None),
            ("Wingdings 2", 0x50, None),
            ("Acme Dingbats", 0xf041, None),
            ("Arial", 0x2022, Some('•')),
            ("Arial", 0x7, None),
        ] {
            assert_eq!(letter(font, place), expected, "{font} {place:x}");
        }
        assert_eq!(in_font("a\u{f0b7}b", "Symbol"), "a•b");
        assert_eq!(in_font("a\u{f0b7}b", "Acme"), "a\u{f0b7}b");
    }
}
