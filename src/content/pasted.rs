//! Text as people have it, from a mail, a web page or Word: cleaned of debris, and taken apart into who
//! speaks and what is said. No word of it is changed.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::load::LARGEST_TEXT;

/// The largest text inside a Word file that is read, in bytes.
const LARGEST_DOCUMENT: u64 = LARGEST_TEXT;

/// A line longer than this is text, not a name or a title.
const LONGEST_HEADING: usize = 90;

/// Lines of texts that were broken by hand have lengths between these.
const BROKEN_BY_HAND: std::ops::RangeInclusive<usize> = 40..=100;

/// What stands before a name, in the languages of booklets.
const HONORIFICS: &[&str] = &[
    "H.E.",
    "H. E.",
    "His Excellency",
    "Her Excellency",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr.",
    "Prof.",
    "Hon.",
    "The Hon.",
    "Rev.",
    "Sir",
    "Cənab",
    "Xanım",
    "Sayın",
    "Ekselansları",
    "Г-н",
    "Г-жа",
    "Е.П.",
];

/// A text taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Lines before the first speaker that are no statement: what the whole is called.
    pub headings: Vec<String>,
    /// Who speaks, and what.
    pub statements: Vec<Spoken>,
    /// Lines that were left out, with their numbers from 1.
    pub left_out: Vec<(usize, String)>,
}

/// What one person says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// What stands before the name.
    pub honorific: Option<String>,
    /// The name; empty if the text names nobody.
    pub name: String,
    /// The lines under it.
    pub titles: Vec<String>,
    /// The paragraphs.
    pub paragraphs: Vec<String>,
}

/// Why a file gives no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PastedError {
    /// It is a Word file that cannot be read.
    BadWord,
    /// It is an old Word file.
    OldWord,
    /// It is no text.
    NotText,
}

impl std::fmt::Display for PastedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::BadWord => "the Word file cannot be read; open it in Word and save it again as .docx",
            Self::OldWord => "this is an old Word file (.doc); open it in Word and save it as .docx",
            Self::NotText => {
                "this is no text in UTF-8; in Word save it as plain text, encoding UTF-8, in Notepad under Save as"
            }
        })
    }
}

impl std::error::Error for PastedError {}

/// The text of a file: plain text in UTF-8 or UTF-16, or a Word file (`.docx`).
pub fn text_of(bytes: &[u8]) -> Result<String, PastedError> {
    if bytes.starts_with(b"PK\x03\x04") {
        return word_text(bytes).ok_or(PastedError::BadWord);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(PastedError::OldWord);
    }
    let wide = |read: fn([u8; 2]) -> u16| {
        if !bytes.len().is_multiple_of(2) {
            return Err(PastedError::NotText);
        }
        let units = bytes[2..]
            .chunks_exact(2)
            .map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .map_err(|_| PastedError::NotText)
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|_| PastedError::NotText)?;
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            if text.contains('\0') {
                return Err(PastedError::NotText);
            }
            Ok(text.to_owned())
        }
    }
}

/// The paragraphs of a Word file, a line each (ECMA-376, part 1, 17.3). What was struck out with changes
/// tracked is not in it.
fn word_text(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let document = archive.by_name("word/document.xml").ok()?;
    let mut xml = String::new();
    document
        .take(LARGEST_DOCUMENT)
        .read_to_string(&mut xml)
        .ok()?;
    let tree = roxmltree::Document::parse(&xml).ok()?;
    let mut text = String::new();
    let stands_in = |node: roxmltree::Node<'_, '_>, names: &[&str]| {
        node.ancestors()
            .any(|it| names.contains(&it.tag_name().name()))
    };
    for node in tree.descendants() {
        match node.tag_name().name() {
            // A paragraph ends where the next begins.
            "p" if !text.is_empty() => text.push('\n'),
            // Text boxes stand in the file twice, and so do words that were moved.
            "t" if !stands_in(node, &["Fallback", "moveFrom"]) => {
                text.push_str(node.text().unwrap_or(""));
            }
            // Tabs also stand in the settings of a paragraph.
            "tab" | "br" | "cr" if stands_in(node, &["r"]) => text.push(' '),
            _ => {}
        }
    }
    Some(text)
}

/// Takes a text apart.
pub fn take_apart(text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    let mut lines: Vec<(bool, String)> = Vec::new();
    let mut is_after_blank = true;
    for (idx, line) in text.lines().enumerate() {
        let line = tidied(line);
        if line.is_empty() {
            is_after_blank = true;
        } else if is_debris(&line) {
            pasted.left_out.push((idx + 1, line));
            is_after_blank = true;
        } else {
            lines.push((is_after_blank, line));
            is_after_blank = false;
        }
    }
    let mut lines = joined(lines).into_iter().peekable();

    // Lines that could be a name and titles, until one is text.
    let mut heads: Vec<String> = Vec::new();
    while let Some(line) = lines.next() {
        if is_heading(&line) && lines.peek().is_some() {
            heads.push(line);
            continue;
        }
        if heads.is_empty()
            && let Some(last) = pasted.statements.last_mut()
        {
            last.paragraphs.push(line);
            continue;
        }
        let (before, speaker) = speaker(std::mem::take(&mut heads));
        // Short lines before the next speaker end what the last one says.
        match pasted.statements.last_mut() {
            Some(last) => last.paragraphs.extend(before),
            None => pasted.headings.extend(before),
        }
        pasted.statements.push(Spoken {
            paragraphs: vec![line],
            ..speaker
        });
    }
    pasted
}

/// A line without what nobody sees: spaces running become one, as nobody types two on purpose.
fn tidied(line: &str) -> String {
    let is_seen = |character: &char| !character.is_control() || *character == '\t';
    let line: String = line.chars().filter(is_seen).collect();
    line.split([' ', '\t'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A line that holds no word: bars of tables, rules, page numbers alone.
fn is_debris(line: &str) -> bool {
    let is_number = line
        .chars()
        .all(|it| it.is_ascii_digit() || matches!(it, '-' | '–' | ' '));
    is_number && line.len() <= 5 || !line.chars().any(char::is_alphanumeric)
}

/// Lines broken by hand joined into paragraphs; where every line is a paragraph they stay.
fn joined(lines: Vec<(bool, String)>) -> Vec<String> {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    for (begins, line) in lines {
        match blocks.last_mut() {
            Some(block) if !begins => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    let mut joined = Vec::new();
    for block in blocks {
        let before_last = &block[..block.len() - 1];
        let is_broken = block.len() > 2
            && before_last
                .iter()
                .all(|line| BROKEN_BY_HAND.contains(&line.chars().count()));
        if is_broken {
            joined.push(block.join(" "));
        } else {
            joined.extend(block);
        }
    }
    joined
}

/// Whether a line could be a name or a title: short, and no sentence.
fn is_heading(line: &str) -> bool {
    let ends_as_text = line.ends_with(['.', '!', '?', '…', ';', ',', ':', '”', '»', '"']);
    line.chars().count() <= LONGEST_HEADING && !ends_as_text
}

/// The speaker of the lines before a text: the line with an honorific, or else the first, is the name,
/// and what follows are titles. The lines before the name come apart.
fn speaker(mut heads: Vec<String>) -> (Vec<String>, Spoken) {
    let named = heads.iter().position(|line| honorific(line).is_some());
    let mut titles = heads.split_off(named.unwrap_or(0)).into_iter();
    let Some(first) = titles.next() else {
        return (heads, Spoken::default());
    };
    let (honorific, name) = match honorific(&first) {
        Some(honorific) => {
            let name = first[honorific.len()..].trim();
            (Some(honorific.to_owned()), name.to_owned())
        }
        None => (None, first),
    };
    let speaker = Spoken {
        honorific,
        name,
        titles: titles.collect(),
        paragraphs: Vec::new(),
    };
    (heads, speaker)
}

/// The honorific a line begins with, if a name follows it.
fn honorific(line: &str) -> Option<&'static str> {
    let begins = |honorific: &&&str| {
        line.strip_prefix(**honorific)
            .is_some_and(|rest| rest.starts_with(' ') && rest.trim().len() > 1)
    };
    // The longest: "The Hon." before "Hon.".
    HONORIFICS
        .iter()
        .filter(begins)
        .max_by_key(|it| it.len())
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_are_found_by_honorific_or_by_their_place() {
        let text = "A day\n\nH.E. Ada Reader\nDirector\n\nFirst words, and more of them.\nSecond.\n\n\
            Bo Writer\nof the Institute\n|\nThird words.\n";
        let pasted = take_apart(text);
        assert_eq!(pasted.headings, ["A day"]);
        let [ada, bo] = &pasted.statements[..] else {
            panic!("{pasted:?}")
        };
        assert_eq!(
            (ada.honorific.as_deref(), ada.name.as_str()),
            (Some("H.E."), "Ada Reader")
        );
        assert_eq!(ada.titles, ["Director"]);
        assert_eq!(
            ada.paragraphs,
            ["First words, and more of them.", "Second."]
        );
        assert_eq!(
            (bo.honorific.as_deref(), bo.name.as_str()),
            (None, "Bo Writer")
        );
        assert_eq!(bo.titles, ["of the Institute"]);
        assert_eq!(pasted.left_out, [(11, "|".to_owned())]);
    }

    #[test]
    fn a_short_last_line_stays_with_who_says_it() {
        let text =
            "Dr. Ada Reader\n\nWords, and more.\n\nThank you\n\nDr. Bo Writer\n\nMore words.\n";
        let pasted = take_apart(text);
        assert_eq!(
            pasted.statements[0].paragraphs,
            ["Words, and more.", "Thank you"]
        );
        assert_eq!(pasted.statements[1].name, "Bo Writer");
        assert!(pasted.headings.is_empty());
    }

    #[test]
    fn lines_broken_by_hand_are_joined_and_others_stay() {
        let broken = "All human beings are born free and equal in dignity and rights.\n\
            They are endowed with reason and conscience and should act\n\
            towards one another in a spirit of brotherhood.\n";
        assert_eq!(take_apart(broken).statements[0].paragraphs.len(), 1);
        let two =
            "One paragraph of a good length that ends here, as paragraphs do in mails.\nAnother.\n";
        assert_eq!(take_apart(two).statements[0].paragraphs.len(), 2);
    }

    #[test]
    fn text_comes_in_several_codings() {
        assert_eq!(text_of("\u{feff}ə".as_bytes()).unwrap(), "ə");
        assert_eq!(text_of(&[0xff, 0xfe, 0x59, 0x02]).unwrap(), "ə");
        assert_eq!(text_of(&[0xe4, 0x20]), Err(PastedError::NotText));
        assert_eq!(
            text_of(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
            Err(PastedError::OldWord)
        );
        assert_eq!(
            text_of(b"PK\x03\x04 and nothing more"),
            Err(PastedError::BadWord)
        );
    }
}
