//! Text as people have it, from a mail, a web page or Word: cleaned of debris, and taken apart into who
//! speaks and what is said. No word of it is changed.

use super::coding::{self, Codings};
use super::line_ends::{LineEnds, SHORTEST_BROKEN, line_ends};
use super::word;

/// A line longer than this is text, not a name or a title.
const LONGEST_HEADING: usize = 90;

/// What stands before a name, in the languages of booklets.
const HONORIFICS: &[&str] = &[
    "H.E.",
    "H. E.",
    "H.E. Mr.",
    "H.E. Mrs.",
    "H.E. Ms.",
    "His Excellency",
    "Her Excellency",
    "His Excellency Mr.",
    "Her Excellency Ms.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Mr",
    "Mrs",
    "Ms",
    "Dr.",
    "Dr",
    "Prof.",
    "Prof. Dr.",
    "Professor",
    "Hon.",
    "The Hon.",
    "Rev.",
    "Sir",
    "Ambassador",
    "Minister",
    "President",
    "Cənab",
    "Xanım",
    "Zati-aliləri",
    "Zati-aliləri cənab",
    "Zati-aliləri xanım",
    "Professor Dr.",
    "Akademik",
    "Sayın",
    "Ekselansları",
    "Ekselansları Sayın",
    "Г-н",
    "Г-жа",
    "Господин",
    "Госпожа",
    "Е.П.",
    "Е. П.",
    "Его Превосходительство",
    "Её Превосходительство",
    "Ее Превосходительство",
    "Его Превосходительство г-н",
    "Его Превосходительство господин",
    "Её Превосходительство г-жа",
    "Ее Превосходительство г-жа",
    "Проф.",
    "Профессор",
    "Академик",
];

/// Words of lines that number pages.
const PAGE_WORDS: &[&str] = &[
    "page",
    "p",
    "of",
    "səhifə",
    "səh",
    "sayfa",
    "s",
    "страница",
    "стр",
    "с",
    "из",
];

/// What points of lists begin with.
const BULLETS: &[char] = &['•', '·', '*', '–', '-', '◦', '▪', '‣'];

/// A text taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Lines before the first speaker that are no statement: what the whole is called.
    pub headings: Vec<String>,
    /// Who speaks, and what.
    pub statements: Vec<Spoken>,
    /// Lines that were left out, with their numbers from 1.
    pub left_out: Vec<(usize, String)>,
    /// How many lines were taken for the rest of the one before.
    pub n_joined: usize,
    /// How many paragraphs follow another line without a blank line between.
    pub n_apart: usize,
}

/// The text of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raw {
    /// A paragraph a line, a row of a table a line with tabs in it.
    pub text: String,
    /// What is not in the text as it stands in the file.
    pub told: Vec<Told>,
    /// What its line ends are, where that is known.
    pub line_ends: Option<LineEnds>,
}

/// Something of a file that is not in its text, or is there in another form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is.
    pub what: What,
    /// Its words.
    pub words: String,
    /// The words it stands at; empty if that is not known.
    pub near: String,
}

impl Told {
    /// Whether there is something to see.
    pub(super) fn is_some(&self) -> bool {
        self.what == What::OtherFile || self.words.contains(|it: char| !it.is_whitespace())
    }
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (becomes, what) = self.what.said();
        write!(f, "{becomes}: {what}")?;
        let words = tidied(&self.words);
        if !words.is_empty() {
            write!(f, ": “{words}”")?;
        }
        let near = tidied(&self.near);
        if !near.is_empty() {
            write!(f, ", at “{near}”")?;
        }
        Ok(())
    }
}

/// What something of a Word file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Hidden text.
    Hidden,
    /// Struck out with changes tracked.
    StruckOut,
    /// Moved away with changes tracked.
    MovedAway,
    /// Put in with changes tracked.
    PutIn,
    /// An equation.
    Equation,
    /// A sign of a font whose signs are not known.
    Symbol,
    /// How something is read, in small letters over it.
    Reading,
    /// What a field is told to do.
    Instruction,
    /// A field whose words Word makes.
    Computed,
    /// Words in a drawing.
    Drawing,
    /// Words as a drawing.
    Lettering,
    /// The second wording of a box.
    OtherWording,
    /// A note.
    Note,
    /// A comment.
    Comment,
    /// What stands at the head or foot of pages.
    Margin,
    /// A part from another file.
    OtherFile,
    /// A chart or diagram.
    Chart,
}

impl What {
    /// Whether it comes letter by letter.
    pub(super) fn is_of_letters(self) -> bool {
        !matches!(
            self,
            Self::Symbol | Self::Computed | Self::Lettering | Self::OtherFile
        )
    }

    /// What becomes of it, and what it is, in words.
    fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::Hidden => ("left out", "hidden text"),
            Self::StruckOut => ("left out", "struck out with changes tracked"),
            Self::MovedAway => ("left out", "moved away with changes tracked"),
            Self::PutIn => ("taken", "put in with changes tracked"),
            Self::Equation => ("taken as plain text", "an equation"),
            Self::Symbol => ("left out", "a sign of a font"),
            Self::Reading => ("left out", "how words are read, set small over them"),
            Self::Instruction => ("left out", "what a field is told"),
            Self::Computed => ("left out", "a field that Word works out"),
            Self::Drawing => ("left out", "words in a drawing"),
            Self::Lettering => ("left out", "words as a drawing"),
            Self::OtherWording => ("left out", "another wording of the same box"),
            Self::Note => ("left out", "note"),
            Self::Comment => ("left out", "comment"),
            Self::Margin => ("left out", "at the head or foot of the pages"),
            Self::OtherFile => ("left out", "a part that Word takes in from another file"),
            Self::Chart => ("left out", "a chart or diagram"),
        }
    }
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
    /// It is a file of another writing program.
    OtherWriter,
    /// It is a Word file that is locked with a password.
    Locked,
    /// It is a Word file with two parts of one name.
    Doubled,
    /// It is a Word file in which things stand in each other deeper than in any text.
    TooDeep,
    /// It is a Word file with more in it than is read.
    TooMuch,
    /// It is a web page.
    WebPage,
    /// It is a PDF.
    Pdf,
    /// It is no text.
    NotText,
}

impl std::fmt::Display for PastedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::BadWord => "the Word file cannot be read; open it in Word and save it again as .docx",
            Self::OldWord => "this is an old Word file (.doc); open it in Word and save it as .docx",
            Self::OtherWriter => {
                "this is no Word file; open it in the program it comes from and save it as Word (.docx) or plain text"
            }
            Self::Locked => {
                "the Word file is locked with a password; open it in Word, take the password away and save it again"
            }
            Self::Doubled => {
                "the Word file holds a part twice, and nobody can tell which counts; open it in Word and save it again as .docx"
            }
            Self::TooDeep => {
                "in the Word file things stand in each other more than 256 deep; copy its words into a new file"
            }
            Self::TooMuch => {
                "the Word file holds more than the 16 MB that are read; copy its words into a new file"
            }
            Self::WebPage => {
                "this is a web page; open it in the browser and copy its words into a text"
            }
            Self::Pdf => {
                "this is a PDF, in which lines are no paragraphs; use the file it was made from, or copy its words into a text"
            }
            Self::NotText => {
                "this is no text in UTF-8; in Word save it as plain text, encoding UTF-8, in Notepad under Save as"
            }
        })
    }
}

impl std::error::Error for PastedError {}

/// The text of a file: plain text in UTF-8 or UTF-16, or a Word file (`.docx`).
pub fn text_of(bytes: &[u8]) -> Result<Raw, PastedError> {
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
            PastedError::Locked
        } else {
            PastedError::OldWord
        });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(PastedError::OtherWriter);
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(PastedError::Pdf);
    }
    let text = plain_text(bytes).ok_or(PastedError::NotText)?;
    let begins = text
        .trim_start()
        .get(..9)
        .unwrap_or_default()
        .to_lowercase();
    if begins.starts_with("<html") || begins.starts_with("<!doctype") {
        return Err(PastedError::WebPage);
    }
    // Old line ends, and those that Word writes for a line broken by hand and for a page.
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}'], "\n");
    let text = text.replace('\u{c}', "\n\n");
    Ok(Raw {
        text,
        ..Raw::default()
    })
}

/// The text of bytes in UTF-8 or UTF-16, without a byte order mark.
pub(super) fn plain_text(bytes: &[u8]) -> Option<String> {
    let text = coding::decoded(bytes, Codings::Unicode)?.text;
    let text = text
        .strip_prefix('\u{feff}')
        .map_or(text.clone(), str::to_owned);
    (!text.contains('\0')).then_some(text)
}

/// Takes a text apart whose line ends are not known.
pub fn take_apart(text: &str) -> Pasted {
    apart(text, None)
}

/// Takes the text of a file apart.
pub fn take_file_apart(raw: &Raw) -> Pasted {
    apart(&raw.text, raw.line_ends)
}

fn apart(text: &str, known: Option<LineEnds>) -> Pasted {
    let mut pasted = Pasted::default();
    let mut lines: Vec<Line> = Vec::new();
    let mut is_after_blank = true;
    for (idx, line) in text.lines().enumerate() {
        let is_row = line.trim().contains('\t');
        let words = tidied(line);
        if words.is_empty() {
            is_after_blank = true;
        } else if !is_row && is_debris(&words) {
            pasted.left_out.push((idx + 1, words));
            is_after_blank = true;
        } else {
            lines.push(Line {
                words,
                begins: std::mem::take(&mut is_after_blank),
                is_row,
            });
        }
    }
    let n_lines = lines.len();
    if known.is_none() {
        lines = joined(lines);
        let is_apart = |line: &&Line| !line.begins && !is_heading(&line.words);
        pasted.n_apart = lines.iter().filter(is_apart).count();
    }
    pasted.n_joined = n_lines - lines.len();
    let mut lines = lines.into_iter().peekable();

    // Lines that could be a name and titles, until one is text.
    let mut heads: Vec<Line> = Vec::new();
    while let Some(line) = lines.next() {
        if !line.is_row && is_heading(&line.words) && lines.peek().is_some() {
            heads.push(line);
            continue;
        }
        let line = line.words;
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

/// A line of a text.
struct Line {
    words: String,
    /// Whether a blank line is before it.
    begins: bool,
    /// Whether it is a row of a table: never a name.
    is_row: bool,
}

/// A line without what nobody sees: spaces running become one, as nobody types two on purpose.
fn tidied(line: &str) -> String {
    // What parts lines or pages parts words at least; other controls are nothing.
    let is_gap = |it: char| it == ' ' || it.is_whitespace() && it.is_control() || is_line_end(it);
    let is_seen = |it: &char| !it.is_control() || is_gap(*it);
    let line: String = line.chars().filter(is_seen).collect();
    line.split(is_gap)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a character of Unicode ends a line or a paragraph.
fn is_line_end(letter: char) -> bool {
    matches!(letter, '\u{2028}' | '\u{2029}')
}

/// A line that holds no word: bars of tables, rules, page numbers.
fn is_debris(line: &str) -> bool {
    let is_number = line
        .chars()
        .all(|it| it.is_ascii_digit() || matches!(it, '-' | '–' | ' '));
    let is_short_number = is_number && line.len() <= 5;
    is_short_number || is_page_number(line) || !line.chars().any(char::is_alphanumeric)
}

/// Whether a line says which page it stands on, as in “Page 3 of 5” or “3/5”.
fn is_page_number(line: &str) -> bool {
    let parts = line.split(|it: char| !it.is_alphanumeric());
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.len() <= 4 && part.bytes().all(|it| it.is_ascii_digit());
    let n_numbers = parts.iter().filter(|part| is_number(part)).count();
    let are_all = parts
        .iter()
        .all(|part| is_number(part) || PAGE_WORDS.contains(&part.to_lowercase().as_str()));
    let has_word = n_numbers < parts.len() || line.contains('/');
    parts.len() <= 4 && (1..=2).contains(&n_numbers) && are_all && has_word
}

/// Lines broken by hand joined into paragraphs; where every line is a paragraph they stay.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut blocks: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match blocks.last_mut() {
            Some(block) if !line.begins => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    let mut joined = Vec::new();
    for mut block in blocks {
        let before_last = block[..block.len() - 1].iter();
        let before_last = before_last.map(|line| line.words.as_str());
        // A name stands among titles, short and long: where a line is short, none goes on.
        let is_broken = block.len() > 2
            && before_last
                .clone()
                .all(|it| it.chars().count() >= SHORTEST_BROKEN)
            && line_ends(before_last) == LineEnds::Breaks;
        if is_broken {
            let words: Vec<_> = block.iter().map(|line| line.words.as_str()).collect();
            block[0].words = words.join(" ");
            block.truncate(1);
        }
        joined.append(&mut block);
    }
    joined
}

/// Whether a line could be a name or a title: short, no sentence and no point of a list.
pub(super) fn is_heading(line: &str) -> bool {
    let ends_as_text = line.ends_with(['.', '!', '?', '…', ';', ',', '”', '»', '"']);
    // Before what somebody says a colon may stand.
    let ends_as_text = ends_as_text || line.ends_with(':') && honorific(line).is_none();
    line.chars().count() <= LONGEST_HEADING && !ends_as_text && !line.starts_with(BULLETS)
}

/// The speaker of the lines before a text; what follows the name are titles. The lines before the name
/// come apart.
fn speaker(heads: Vec<Line>) -> (Vec<String>, Spoken) {
    let named = named(&heads);
    let mut heads: Vec<String> = heads.into_iter().map(|line| line.words).collect();
    let mut titles = heads.split_off(named).into_iter();
    let Some(first) = titles.next() else {
        return (heads, Spoken::default());
    };
    let (honorific, name) = match honorific(&first) {
        Some(honorific) => {
            let name = first[honorific.len()..].trim().trim_end_matches(':');
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

/// Which of the lines before a text is the name: the one with an honorific. Else, where the last block has
/// several lines and others stand before it, the first of that. Else the first line without a digit, as
/// dates have and names have not.
fn named(heads: &[Line]) -> usize {
    let with_honorific = heads
        .iter()
        .position(|line| honorific(&line.words).is_some());
    let last_block = heads.iter().rposition(|line| line.begins).unwrap_or(0);
    let block = (last_block + 1 < heads.len() && last_block > 0).then_some(last_block);
    let has_digit = |line: &Line| line.words.contains(|it: char| it.is_numeric());
    let after_dates = || {
        let dated = heads.iter().rposition(has_digit)? + 1;
        (dated < heads.len()).then_some(dated)
    };
    with_honorific.or(block).or_else(after_dates).unwrap_or(0)
}

/// The honorific a line begins with, if a name follows it: “Minister Ada Reader”, not “Minister of Culture”.
fn honorific(line: &str) -> Option<&'static str> {
    let begins = |honorific: &&&str| {
        let rest = line.strip_prefix(**honorific);
        let name = rest.and_then(|rest| rest.strip_prefix(' ')).map(str::trim);
        name.is_some_and(|name| name.len() > 1 && name.starts_with(char::is_uppercase))
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
        assert_eq!(text_of("\u{feff}ə".as_bytes()).unwrap().text, "ə");
        assert_eq!(text_of(&[0xff, 0xfe, 0x59, 0x02]).unwrap().text, "ə");
        assert_eq!(text_of(&[0xe4, 0x20]), Err(PastedError::NotText));
        assert_eq!(
            text_of(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
            Err(PastedError::OldWord)
        );
        assert_eq!(text_of(b"{\\rtf1 x}"), Err(PastedError::OtherWriter));
        assert_eq!(text_of(b"%PDF-1.7"), Err(PastedError::Pdf));
        assert_eq!(
            text_of(b"PK\x03\x04 and nothing more"),
            Err(PastedError::BadWord)
        );
    }

    #[test]
    fn what_stands_above_the_first_speaker_is_no_speaker() {
        let text = "Günün adı\n10 dekabr 2024\n\nAyla Yazar\nDirektor\n\nBirinci sözlər, sonra başqaları.\n";
        let pasted = take_apart(text);
        assert_eq!(pasted.headings, ["Günün adı", "10 dekabr 2024"]);
        assert_eq!(pasted.statements[0].name, "Ayla Yazar");
        assert_eq!(pasted.statements[0].titles, ["Direktor"]);
        let text = "День\n10 декабря 2024 года\nИван Писатель\nДиректор\nПервые слова, и другие.\n";
        let pasted = take_apart(text);
        assert_eq!(pasted.headings.len(), 2);
        assert_eq!(pasted.statements[0].name, "Иван Писатель");
    }

    #[test]
    fn honorifics_of_every_language_stand_before_names() {
        for (line, name) in [
            ("H.E. Mr. Ada Reader", "Ada Reader"),
            ("Minister Ada Reader", "Ada Reader"),
            ("Dr Ada Reader:", "Ada Reader"),
            ("Zati-aliləri cənab Ayla Yazar", "Ayla Yazar"),
            ("Sayın Ayla Yazar", "Ayla Yazar"),
            ("Его Превосходительство г-н Иван Писатель", "Иван Писатель"),
            ("Господин Иван Писатель", "Иван Писатель"),
        ] {
            let pasted = take_apart(&format!(
                "A day\n{line}\nA title\nWords, and more of them.\n"
            ));
            let spoken = &pasted.statements[0];
            assert_eq!(spoken.name, name);
            assert!(spoken.honorific.is_some(), "{line}");
            assert_eq!(spoken.titles, ["A title"]);
        }
        let pasted = take_apart("Ada Reader\nMinister of Culture\nWords, and more.\n");
        assert_eq!(pasted.statements[0].name, "Ada Reader");
    }

    #[test]
    fn page_numbers_rows_and_points_are_no_speakers() {
        let text = "Dr. Ada Reader\n\nWords, and more.\n\nPage 3 of 5\n\nVotes\t48\n- first point\n• second point\n3/5\n\nDr. Bo Writer\n\nMore, still.\n";
        let pasted = take_apart(text);
        let names: Vec<_> = pasted
            .statements
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(names, ["Ada Reader", "Bo Writer"]);
        let paragraphs = &pasted.statements[0].paragraphs;
        assert_eq!(
            paragraphs[1..],
            ["Votes 48", "- first point", "• second point"]
        );
        let left_out: Vec<_> = pasted
            .left_out
            .iter()
            .map(|(_, line)| line.as_str())
            .collect();
        assert_eq!(left_out, ["Page 3 of 5", "3/5"]);
    }
}
