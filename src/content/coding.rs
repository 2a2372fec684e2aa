//! Bytes to text: Unicode by its marks, and what spreadsheets save in the coding of a country.
//!
//! Words somebody signed are read as Unicode only; in a list of names the coding may be guessed, and the
//! guess is said.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256};

use crate::base::language::Language;

/// The codings in which a file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codings {
    /// UTF-8 alone: what other programs read too.
    Utf8,
    /// UTF-8, or UTF-16 that says so.
    Unicode,
    /// The same, or else the coding that Windows has for a language.
    OrGuessedFor(Language),
}

/// A text, and in which coding it was taken to be where nothing in it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark where it was not UTF-8.
    pub text: String,
    /// The name of the coding that was guessed.
    pub guessed: Option<&'static str>,
}

/// The text of bytes: UTF-8, UTF-16 that says so, or else what may be guessed. `None` if it is no text.
pub fn decoded(bytes: &[u8], codings: Codings) -> Option<Decoded> {
    let known = |text: String| Decoded {
        text,
        guessed: None,
    };
    let is_marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if is_marked && codings != Codings::Utf8 {
        return utf16(bytes).map(known);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(known(text.to_owned()));
    }
    let Codings::OrGuessedFor(language) = codings else {
        return None;
    };
    let (coding, name) = coding_of(language);
    let (text, _) = coding.decode_without_bom_handling(bytes);
    // Places of the table that no letter has become controls: then it is another coding, or no text.
    let is_text = !text.contains(|it: char| it.is_control() && !matches!(it, '\t' | '\n' | '\r'));
    is_text.then(|| Decoded {
        text: text.into_owned(),
        guessed: Some(name),
    })
}

/// The text of bytes in UTF-8 or UTF-16, without a byte order mark.
pub(super) fn without_mark(bytes: &[u8]) -> Option<String> {
    let text = decoded(bytes, Codings::Unicode)?.text;
    let text = text
        .strip_prefix('\u{feff}')
        .map_or(text.clone(), str::to_owned);
    (!text.contains('\0')).then_some(text)
}

/// The text after the mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<String> {
    let read = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        _ => u16::from_be_bytes,
    };
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let pairs = bytes[2..].chunks_exact(2);
    let units = pairs.map(|pair| read([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

/// What Windows has for a language, with its name as programs that save files show it.
fn coding_of(language: Language) -> (&'static Encoding, &'static str) {
    match language {
        Language::English => (WINDOWS_1252, "Windows-1252 (Western European)"),
        Language::Azerbaijani | Language::Turkish => (WINDOWS_1254, "Windows-1254 (Turkish)"),
        Language::Russian => (WINDOWS_1251, "Windows-1251 (Cyrillic)"),
        Language::Arabic | Language::Urdu => (WINDOWS_1256, "Windows-1256 (Arabic)"),
        Language::Hebrew => (WINDOWS_1255, "Windows-1255 (Hebrew)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_unicode_is_read_by_the_language_or_not_at_all() {
        let guess = |bytes: &[u8], language| decoded(bytes, Codings::OrGuessedFor(language));
        let text = |bytes: &[u8], language| guess(bytes, language).map(|it| it.text);
        assert_eq!(
            text(b"\xdeahin", Language::Turkish).as_deref(),
            Some("Şahin")
        );
        assert_eq!(
            text(b"\xc8\xe2\xe0\xed", Language::Russian).as_deref(),
            Some("Иван")
        );
        assert_eq!(text(b"Zo\xe9", Language::English).as_deref(), Some("Zoé"));
        assert_eq!(
            text("Zoé".as_bytes(), Language::Russian).as_deref(),
            Some("Zoé")
        );
        assert_eq!(guess(b"Zo\xe9\x81", Language::English), None);
        assert_eq!(decoded(b"Zo\xe9", Codings::Unicode), None);
        assert_eq!(
            decoded(&[0xfe, 0xff, 0x02, 0x59], Codings::Unicode).map(|it| it.text),
            Some("ə".to_owned())
        );
        assert_eq!(decoded(&[0xfe, 0xff, 0x02, 0x59], Codings::Utf8), None);
        assert_eq!(decoded(&[0xff, 0xfe, 0x59], Codings::Unicode), None);
    }
}
