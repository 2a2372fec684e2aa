//! The text of a file somebody has, and what of the file is not in it.
//!
//! Plain text is itself; of a Word file everything that is not in the text is told with its words. A file
//! that gives no text says why in words for whoever has it.

use std::collections::BTreeMap;

use crate::content::line_ends::LineEnds;

/// The text of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raw {
    /// A paragraph a line, a row of a table a line with tabs in it.
    pub text: String,
    /// What is not in the text as it stands in the file.
    pub told: Vec<Told>,
    /// What its line ends are, where that is known.
    pub line_ends: Option<LineEnds>,
    /// Lines of the text, counted from 0, that the file says are headings or points.
    pub marks: BTreeMap<usize, Mark>,
    /// The form of the file that is not in the text.
    pub untaken: Untaken,
}

/// What a file says that a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A title (in Word, of the style Title).
    Title,
    /// A heading of the first level.
    Heading,
    /// A heading of another level.
    InnerHeading,
    /// A point of a list.
    Point,
}

/// Form that is not in the text, as that has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Untaken {
    /// In how many places words are bold or italic.
    pub n_emphasized: usize,
    /// How many links there are.
    pub n_links: usize,
    /// Where they lead, each address once.
    pub addresses: Vec<Told>,
    /// How many pictures there are.
    pub n_pictures: usize,
    /// How many tables with columns there are.
    pub n_tables: usize,
}

impl Untaken {
    /// Whether there is any.
    pub fn is_some(&self) -> bool {
        *self != Self::default()
    }
}

impl std::fmt::Display for Untaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let forms = [
            (self.n_emphasized, "bold or italic in", "place", "places"),
            (self.n_links, "the address of", "link", "links"),
            (self.n_pictures, "", "picture", "pictures"),
            (self.n_tables, "the columns of", "table", "tables"),
        ];
        f.write_str("not taken over: ")?;
        let there = forms.iter().filter(|(n, ..)| *n > 0);
        for (idx, (n, what, one, several)) in there.enumerate() {
            let comma = if idx == 0 { "" } else { ", " };
            let gap = if what.is_empty() { "" } else { " " };
            let things = if *n == 1 { one } else { several };
            write!(f, "{comma}{what}{gap}{n} {things}")?;
        }
        Ok(())
    }
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
        let words = tidied(&self.words);
        let near = tidied(&self.near);
        if self.what == What::Crossed {
            write!(
                f,
                "“{words}” is struck through in the file; it is in the text, look whether it is meant"
            )?;
        } else {
            let (becomes, what) = self.what.said();
            write!(f, "{becomes}: {what}")?;
            if !words.is_empty() {
                write!(f, ": “{words}”")?;
            }
        }
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
    /// Words where settings stand.
    Setting,
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
    /// Struck through by hand.
    Crossed,
    /// Raised letters that Unicode does not have raised.
    Raised,
    /// Lowered letters that Unicode does not have lowered.
    Lowered,
    /// A point whose number is not understood.
    Point,
    /// The number of a point that may go on from another list.
    Numbered,
    /// The number of a heading.
    HeadingNumber,
    /// A heading inside what somebody says.
    InnerHeading,
    /// Where a link leads.
    Link,
}

impl What {
    /// Whether it comes letter by letter.
    pub(super) fn is_of_letters(self) -> bool {
        !matches!(
            self,
            Self::Symbol
                | Self::Computed
                | Self::Lettering
                | Self::OtherFile
                | Self::Point
                | Self::Numbered
                | Self::HeadingNumber
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
            Self::Setting => ("left out", "words among settings"),
            Self::Note => ("left out", "note"),
            Self::Comment => ("left out", "comment"),
            Self::Margin => ("left out", "at the head or foot of the pages"),
            Self::OtherFile => ("left out", "a part that Word takes in from another file"),
            Self::Chart => ("left out", "a chart or diagram"),
            Self::Crossed => ("taken", "struck through by hand"),
            Self::Raised => ("taken as ordinary letters", "raised"),
            Self::Lowered => ("taken as ordinary letters", "lowered"),
            Self::Point => (
                "taken with “•”",
                "a point with a number that is not understood; write it by hand",
            ),
            Self::Numbered => (
                "look whether it is so",
                "the number of a point, which Word may count on from another list",
            ),
            Self::HeadingNumber => ("left out", "the number of a heading"),
            Self::InnerHeading => ("taken as a paragraph", "heading inside a speech"),
            Self::Link => ("left out", "the address of a link"),
        }
    }
}

/// Why a file gives no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawError {
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

impl std::fmt::Display for RawError {
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

impl std::error::Error for RawError {}

/// A line without what nobody sees: spaces running become one, as nobody types two on purpose.
pub(super) fn tidied(line: &str) -> String {
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
