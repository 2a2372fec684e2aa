//! The texts somebody has, in a text or Word file, to the YAML of a booklet that is begun from them.
//!
//! `raw` is what a file says and what of it is no text, `pasted` takes the text apart into who speaks and
//! what, `draft` writes the YAML, with figures as suggestions.

pub mod draft;
mod honorifics;
mod lines;
pub mod pasted;
pub mod raw;
mod scalar;
pub mod speakers;
mod suggest;
mod word;

use super::coding;
use raw::{Raw, RawError};

/// The text of a file: plain text in UTF-8 or UTF-16, or a Word file (`.docx`).
pub fn text_of(bytes: &[u8]) -> Result<Raw, RawError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return word::text_of(bytes);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        // A file with a password is kept in one of the old kind.
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let is_locked = bytes.windows(name.len()).any(|it| it == name);
        return Err(if is_locked {
            RawError::Locked
        } else {
            RawError::OldWord
        });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(RawError::OtherWriter);
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(RawError::Pdf);
    }
    let text = coding::without_mark(bytes).ok_or(RawError::NotText)?;
    let begins = text
        .trim_start()
        .get(..9)
        .unwrap_or_default()
        .to_lowercase();
    if begins.starts_with("<html") || begins.starts_with("<!doctype") {
        return Err(RawError::WebPage);
    }
    // Old line ends, and those that Word writes for a line broken by hand and for a page.
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}'], "\n");
    let text = text.replace('\u{c}', "\n\n");
    Ok(Raw {
        text,
        ..Raw::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_in_several_codings() {
        assert_eq!(text_of("\u{feff}ə".as_bytes()).unwrap().text, "ə");
        assert_eq!(text_of(&[0xff, 0xfe, 0x59, 0x02]).unwrap().text, "ə");
        assert_eq!(text_of(&[0xe4, 0x20]), Err(RawError::NotText));
        assert_eq!(
            text_of(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
            Err(RawError::OldWord)
        );
        assert_eq!(text_of(b"{\\rtf1 x}"), Err(RawError::OtherWriter));
        assert_eq!(text_of(b"%PDF-1.7"), Err(RawError::Pdf));
        assert_eq!(
            text_of(b"PK\x03\x04 and nothing more"),
            Err(RawError::BadWord)
        );
    }
}
