//! Files that are no text: what they are, and how their words come into a booklet.

use std::path::Path;

use super::coding::Codings;
use crate::base::diagnostic::{Code, Diagnostic, Span};

/// What a file is that another program writes for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    OldWord,
    Workbook,
    Sheet,
    Writer,
    Pdf,
    Rich,
    Packed,
}

/// The complaint about a file that is no text but another program's; `None` if it is not known for one.
pub(super) fn complaint(
    shown: &str,
    bytes: &[u8],
    codings: Codings,
    at: Option<Span>,
) -> Option<Diagnostic> {
    let kind = kind(shown, bytes)?;
    let what = match kind {
        Kind::Word => "a Word file",
        Kind::OldWord => "an old Word file",
        Kind::Workbook => "an Excel workbook",
        Kind::Sheet => "a spreadsheet",
        Kind::Writer => "a file of a word processor",
        Kind::Pdf => "a PDF",
        Kind::Rich => "a text with formatting (RTF)",
        Kind::Packed => "a packed file (ZIP)",
    };
    let help = match codings {
        Codings::OrGuessedFor(_) => for_names(kind, shown),
        Codings::Utf8 | Codings::Unicode => for_words(kind, shown),
    };
    let message = format!("`{shown}` is {what}");
    Some(Diagnostic::new(Code::NotUtf8, at, message).help(help))
}

fn kind(shown: &str, bytes: &[u8]) -> Option<Kind> {
    let has = |words: &[u8]| bytes.windows(words.len()).any(|it| it == words);
    if bytes.starts_with(b"%PDF-") {
        return Some(Kind::Pdf);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(Kind::Rich);
    }
    // The container of the old files, whatever they are.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let extension = Path::new(shown).extension();
        let is_workbook = extension.is_some_and(|it| {
            let it = it.to_ascii_lowercase();
            it == "xls" || it == "xlsx"
        });
        return Some(if is_workbook {
            Kind::Workbook
        } else {
            Kind::OldWord
        });
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    // The names of what is packed are readable.
    Some(if has(b"word/document") {
        Kind::Word
    } else if has(b"xl/workbook") {
        Kind::Workbook
    } else if has(b"opendocument.spreadsheet") {
        Kind::Sheet
    } else if has(b"opendocument.text") {
        Kind::Writer
    } else {
        Kind::Packed
    })
}

fn for_words(kind: Kind, shown: &str) -> String {
    match kind {
        Kind::Word => {
            let named = if shown.contains(char::is_whitespace) {
                format!("\"{shown}\"")
            } else {
                shown.to_owned()
            };
            format!(
                "begin a booklet from it with `bifolio init NAME --from {named}`, or save it as plain text"
            )
        }
        Kind::OldWord | Kind::Writer | Kind::Rich => {
            "open it in the program it comes from, and save it as plain text in UTF-8".to_owned()
        }
        Kind::Workbook | Kind::Sheet | Kind::Pdf => "copy its words into a text file".to_owned(),
        Kind::Packed => "unpack it, and name the text file in it".to_owned(),
    }
}

fn for_names(kind: Kind, shown: &str) -> String {
    let name = Path::new(shown).file_name().unwrap_or_default();
    let saved = Path::new(name).with_extension("csv");
    let saved = saved.display();
    match kind {
        Kind::Workbook => format!("in Excel: Save as, CSV UTF-8, then `file: {saved}`"),
        Kind::Sheet => format!("save it as CSV in UTF-8, then `file: {saved}`"),
        Kind::Word | Kind::OldWord | Kind::Writer | Kind::Pdf | Kind::Rich => {
            format!("copy the names into a text file, one a line, and write `file: {saved}`")
        }
        Kind::Packed => "unpack it, and name the list in it".to_owned(),
    }
}
