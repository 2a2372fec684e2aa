//! Complaints: what is wrong with a booklet, said to the person who edits it.
//!
//! Every stage adds to one list of [`Complaints`]; an error in it stops the build before anything
//! is written. A complaint points into one of the [`Sources`] by a [`Span`], an opaque place that
//! travels through every stage, so that what goes wrong on page 40 still marks a line of YAML.
//! How a complaint looks on a terminal is `report`'s matter.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What some editors put before the first letter of a file; it is no column of the first line.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One of the files a booklet is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u16);

/// A stretch of bytes in one of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A file as it was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path as the person gave it, with `/` between folders.
    pub path: String,
    /// What stands in it, without a byte order mark.
    pub text: Arc<str>,
    /// Which file of the booklet's folder it is, with `/` between folders; none if it came with the
    /// program or from the command line.
    pub name: Option<String>,
    /// Whether it began with a byte order mark.
    pub is_marked: bool,
    /// The file byte for byte, where its text was in another coding than UTF-8.
    pub coded: Option<Arc<[u8]>>,
}

impl SourceFile {
    /// The file byte for byte.
    pub fn bytes(&self) -> Vec<u8> {
        if let Some(coded) = &self.coded {
            return coded.to_vec();
        }
        let mark = if self.is_marked { BYTE_ORDER_MARK } else { "" };
        [mark.as_bytes(), self.text.as_bytes()].concat()
    }
}

/// All files that were read for one booklet.
#[derive(Debug, Default, Clone)]
pub struct Sources {
    files: Vec<SourceFile>,
    asked: Vec<PathBuf>,
}

impl Sources {
    /// Notes that a file was asked for, whether it is there or not, also where it is no text.
    pub fn ask(&mut self, path: &Path) {
        self.asked.push(path.to_owned());
    }

    /// Every file that was asked for: what a change would change the booklet.
    pub fn asked(&self) -> &[PathBuf] {
        &self.asked
    }

    /// Takes a file in and gives the name by which spans speak of it.
    pub fn add(&mut self, path: String, text: Arc<str>) -> FileId {
        self.push(SourceFile {
            path,
            text,
            name: None,
            is_marked: false,
            coded: None,
        })
    }

    /// Takes a file of the booklet's folder in, by the path it was read from and its name there.
    pub fn add_of_folder(&mut self, path: String, name: String, text: &str) -> FileId {
        let unmarked = text.strip_prefix(BYTE_ORDER_MARK);
        self.push(SourceFile {
            path,
            text: Arc::from(unmarked.unwrap_or(text)),
            name: Some(name),
            is_marked: unmarked.is_some(),
            coded: None,
        })
    }

    /// Keeps the bytes of a file whose text was in another coding than UTF-8.
    pub fn keep_coded(&mut self, id: FileId, bytes: Vec<u8>) {
        if let Some(file) = self.files.get_mut(usize::from(id.0)) {
            file.coded = Some(Arc::from(bytes));
        }
    }

    fn push(&mut self, file: SourceFile) -> FileId {
        let id = u16::try_from(self.files.len()).unwrap_or(u16::MAX);
        self.files.push(file);
        FileId(id)
    }

    /// The file of that name.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::from(id.0))
    }

    /// The files, in the order they were read.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The line and column a span begins at, both counted from 1, columns in characters.
    pub fn line_and_column(&self, span: Span) -> Option<(usize, usize)> {
        let text = &self.file(span.file)?.text;
        let before = text.get(..span.start as usize)?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        Some((line, before[line_start..].chars().count() + 1))
    }
}

/// Where the lines of the booklet's own files begin, for many places to be looked up.
#[derive(Debug)]
pub struct SourceLines<'s> {
    files: Vec<Option<(&'s str, Vec<u32>)>>,
}

impl<'s> SourceLines<'s> {
    /// The lines of all files of the booklet's folder.
    pub fn of(sources: &'s Sources) -> Self {
        let files = sources.files.iter().map(|file| {
            let name = file.name.as_deref()?;
            let breaks = file.text.bytes().enumerate();
            let breaks = breaks.filter(|(_, byte)| *byte == b'\n');
            Some((name, breaks.map(|(at, _)| at as u32).collect()))
        });
        Self {
            files: files.collect(),
        }
    }

    /// The file's name in the folder and the line, counted from 1, that a span begins at.
    pub fn place(&self, span: Span) -> Option<(&'s str, usize)> {
        let (name, breaks) = self.files.get(usize::from(span.file.0))?.as_ref()?;
        Some((name, breaks.partition_point(|at| *at < span.start) + 1))
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The booklet cannot be built.
    Error,
    /// It can, but somebody should look.
    Warning,
}

impl Severity {
    /// How it is called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Something wrong in a booklet, in the words of the person who edits it.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The stable code, such as `BF0104`.
    pub code: Code,
    /// What is wrong: the field and the value, lower case, no full stop.
    pub message: String,
    /// Where, if it is at one place.
    pub at: Option<Span>,
    /// What to write beside the marked place.
    pub label: String,
    /// A second place that matters, such as where a key stood first.
    pub also: Option<(Span, String)>,
    /// What to do about it.
    pub help: String,
}

impl Diagnostic {
    /// A complaint about a place.
    pub fn new(code: Code, at: Option<Span>, message: impl Into<String>) -> Self {
        let (message, label, help) = (message.into(), String::new(), String::new());
        Self {
            code,
            message,
            at,
            label,
            also: None,
            help,
        }
    }

    /// With words beside the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// With a second place.
    #[must_use]
    pub fn also(mut self, at: Span, label: impl Into<String>) -> Self {
        self.also = Some((at, label.into()));
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// The one list of complaints that goes through all stages.
#[derive(Debug, Default, Clone)]
pub struct Complaints {
    list: Vec<Diagnostic>,
    n_left_out: usize,
}

impl Complaints {
    /// As many as anybody will read; what comes after is counted only.
    const MOST: usize = 100;

    /// Adds a complaint, unless the same already stands at the same place. Several needed keys can be
    /// missing from one block, so the code alone does not tell.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let known = diagnostic.at.is_some()
            && self
                .list
                .iter()
                .any(|other| other.at == diagnostic.at && other.message == diagnostic.message);
        if known {
            return;
        }
        if self.list.len() < Self::MOST {
            self.list.push(diagnostic);
            return;
        }
        self.n_left_out += 1;
        // An error is never the one that is left out while there are warnings.
        if diagnostic.severity() == Severity::Error
            && let Some(warning) = self
                .list
                .iter()
                .rposition(|known| known.severity() == Severity::Warning)
        {
            self.list[warning] = diagnostic;
        }
    }

    /// Whether no further complaint will be shown: there are as many errors as anybody reads.
    pub fn are_full(&self) -> bool {
        self.count(Severity::Error) >= Self::MOST
    }

    /// Whether something inside a place is complained of already.
    pub fn has_within(&self, place: Span) -> bool {
        self.within(place).next().is_some()
    }

    /// Whether this is complained of already inside a place.
    pub fn has_code_within(&self, code: Code, place: Span) -> bool {
        self.within(place).any(|known| known.code == code)
    }

    fn within(&self, place: Span) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().filter(move |known| {
            known.at.is_some_and(|at| {
                at.file == place.file && at.start >= place.start && at.end <= place.end
            })
        })
    }

    /// The complaints by file and place; those without a place stand last.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.list.iter().collect();
        sorted.sort_by_key(|diagnostic| (diagnostic.at.is_none(), diagnostic.at));
        sorted
    }

    /// How many were too many to keep.
    pub fn n_left_out(&self) -> usize {
        self.n_left_out
    }

    /// Whether one of them stops the build.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    }
}

/// Writes the table of codes: the variant, its number, its severity and the explanation that
/// `bifolio explain` prints.
macro_rules! codes {
    ($($variant:ident $number:literal $severity:ident $explanation:literal;)*) => {
        /// The kind of a complaint. The number never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $explanation] $variant,)*
        }

        impl Code {
            /// Every code, in order of number.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The number people look it up by.
            pub const fn number(self) -> &'static str {
                match self { $(Self::$variant => $number),* }
            }

            /// How bad it is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            /// What it means and what to do, for somebody who asks.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation),* }
            }
        }
    };
}

codes! {
    Syntax "BF0101" Error "The file is not YAML: a bracket or quote is not closed, a tab indents a line, or a line stands at a depth nothing above it has. The marked place is where reading stopped; the cause often stands a line above.";
    NotUtf8 "BF0102" Error "The file is not UTF-8 text. Save it again as UTF-8 in the editor (in Word: plain text, encoding UTF-8). Files of Word and Excel are no text: begin a booklet from a Word file with `bifolio init NAME --from`, and save a list of names as CSV UTF-8.";
    TooLarge "BF0103" Error "A file is larger than bifolio reads, or expands to more than it reads. A booklet's text is rarely more than a few hundred kilobytes.";
    UnknownKey "BF0104" Error "The key is not one that bifolio knows at this place. Usually a typing error; keys are never ignored, so that nothing is lost silently.";
    DuplicateKey "BF0105" Error "The same key stands twice in one block, and only one of them could count. Remove one.";
    WrongType "BF0106" Error "The value is of another kind than the key needs: a list where a text is wanted, a text where a number is wanted.";
    MissingKey "BF0107" Error "A key that is needed is not there.";
    EmptyText "BF0108" Error "A text is empty where words are needed.";
    UnknownName "BF0109" Error "A name refers to something that is not defined: a person, a figure, a theme, a language.";
    NotANumber "BF0110" Error "A number is written in a way YAML does not read as one. Write it with digits only; bifolio groups the thousands by the booklet's language.";
    BadDate "BF0111" Error "The date is not one, or is not written year-month-day, such as 2024-02-26.";
    OutsideFolder "BF0112" Error "A path leads out of the booklet's folder. Copy the file into the folder; nothing outside it is read.";
    Unreadable "BF0113" Error "A file that the booklet names cannot be read.";
    BadValue "BF0114" Error "The value is of the right kind but not one that can be used here.";
    Circular "BF0115" Error "Figures name each other as wholes in a circle. One of them must stand on its own.";
    NewerFormat "BF0116" Error "The booklet is written in a newer version of the format than this bifolio reads.";
    NoSections "BF0117" Error "A booklet without a section has no pages.";
    BadPicture "BF0118" Error "A picture cannot be used: it is of a kind that is not read, is broken, or has more pixels than any page needs.";
    MissingAlternative "BF0119" Error "A picture has no words to be said in its place. Whoever cannot see it hears these words; write what it shows, or mark it `decorative: true`.";
    BadAlternative "BF0120" Error "The words to be said in a picture's place say nothing of it: a file name, or the caption again.";
    NotInText "BF0121" Error "A pull quote, or the sentence of a figure, does not stand in the text it is said to be taken from, or was joined from two of its paragraphs. Words that are signed are never changed, not even for effect.";
    BadCsv "BF0122" Error "A list of names cannot be read.";
    BadFont "BF0123" Error "A font file cannot be used: it is not OpenType or TrueType, is broken, is variable, or forbids embedding. Use a static .otf or .ttf file whose licence allows it.";
    PartAboveWhole "BF0131" Error "A figure is larger than the one it is said to be a part of. One of the two numbers is wrong, or it is no part.";
    NotPrinted "BF0139" Error "Words of a text in Markdown would not be printed, since Markdown takes them for something else: a line in brackets for an address, words after an address for a hint. Nothing a person wrote vanishes silently: write them so that they are printed, or take them out.";
    FigureNotInStatement "BF0201" Warning "A figure names a speaker as its source, but the number does not stand in that speaker's statement. Either the number or the source is wrong.";
    NotADisjointWhole "BF0202" Warning "The parts of a figure marked disjoint do not add up to it.";
    Unused "BF0203" Warning "Something is defined and never shown. It may have been forgotten.";
    CountDiffers "BF0204" Warning "A list has another number of names than the figure it is counted against.";
    PlaceholderDate "BF0205" Warning "The date is the one that stands in a new booklet until somebody writes the right one.";
    PictureLooks "BF0206" Warning "A picture may look otherwise than it does elsewhere: its colour profile is broken or is for other colours, it is made for four inks, or it moves. Convert it to sRGB in the program it came from and save it again.";
    PictureCut "BF0207" Warning "A picture file is cut off at its very end. Nearly all of it is there and is shown; get the file again from where it came from. A file of which more is missing is an error.";
    Guessed "BF0208" Warning "A file does not say how it is to be read, and the likeliest way was taken: in which coding its letters are, whether its lines are paragraphs, whether a family is a surname. Look at what came of it; the help says how to write it so that nothing is guessed.";
    ColumnNotPrinted "BF0209" Warning "A file holds words that stand on no page, such as a column of a list of names that is neither name, surname nor title. They may have been meant for print.";
    CutByRemark "BF0210" Warning "A text without quotes is followed by ` #`, and YAML takes what comes after it for a remark, which is not printed. If the words belong to the text, put the whole text in quotes; if they are a remark, put two spaces before the `#`.";
    MissingFace "BF0211" Warning "A type style asks for a weight or an italic that a family of your own does not have, and is set in the face that comes nearest. Add the file under `fonts`, or ask for another weight in the theme.";
    WeakAlternative "BF0212" Warning "The words to be said in a picture's place only say that it is a picture. Whoever cannot see it learns nothing from `portrait` or `logo`; write what it shows.";
    OtherScript "BF0213" Warning "A text is mostly in another script than its language is written in. It is read aloud, broken and set as the language says, and that is wrong if the words are in another one.";
    NoSentence "BF0214" Warning "The number of a figure stands in its source's statement, but in no sentence together with words of its label: it may count something else there. Name the sentence with `sentence:` in the figure if one does say it; until then none is printed under the figure.";
    BarsAsTable "BF0215" Warning "All bars of a section are drawn to one scale, and on it the shortest could not be seen. The figures are set as a table.";
    WrongAnniversary "BF0216" Warning "The number of the anniversary is another than the one from the day that is remembered to the day of the event.";
    MisleadingCharacter "BF0217" Warning "A text has characters that mislead: they cannot be seen, or turn the direction letters run in, or look like letters of another script. They come with words copied from web pages and chats. Delete them and write the word by hand.";
    MarksInLiteral "BF0219" Warning "A text is printed as it stands, and something in it is perhaps not meant so: a mark of Markdown in a statement, such as a line that begins with #; lines that look like a list and become one paragraph; the name of a file in place of its words.";
    MissingCharacter "BF0301" Error "No face of the booklet has this character. It would print as an empty box. Replace the character, or add a font that has it.";
    Overfull "BF0302" Warning "A line could not be broken within the measure and sticks out. Allow a break with a soft hyphen, or list the word under hyphenation.";
    LooseLine "BF0303" Warning "A justified line is looser than the theme allows, because no better break was found.";
    Overset "BF0304" Error "Something does not fit the place the theme gives it. Shorten it, or choose another style.";
    LowContrast "BF0305" Warning "A colour contrasts with the paper by less than 4.5 to 1, and text in it is hard to read.";
    LowResolution "BF0306" Warning "A picture is placed so large that its pixels will be seen in print. Use a larger file, or show it smaller.";
    CharactersInAddress "BF0307" Error "An address is too long for a QR code that a telephone can read.";
    Unaccounted "BF0310" Error "The finished pages were held against the booklet, and something does not stand on them as it is written: words, a picture, a link or a note are missing, stand once too often, or out of order. That is a fault of bifolio and not of the booklet; nothing is written, since a signed statement must not be printed otherwise than it was given. Please report it.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml".into(), "title: x\nad: ə ö\n".into());
        let at = Span {
            file,
            start: 16,
            end: 18,
        };
        assert_eq!(sources.line_and_column(at), Some((2, 7)));
    }

    #[test]
    fn an_error_after_many_warnings_still_stops_the_build() {
        let mut complaints = Complaints::default();
        for start in 0..150 {
            let (file, end) = (FileId(0), start + 1);
            let at = Some(Span { file, start, end });
            complaints.push(Diagnostic::new(Code::LooseLine, at, "a loose line"));
        }
        assert!(!complaints.has_errors());
        complaints.push(Diagnostic::new(Code::MissingKey, None, "no title"));
        assert!(complaints.has_errors());
        assert_eq!(complaints.sorted().len() + complaints.n_left_out(), 151);
    }

    #[test]
    fn the_same_complaint_is_made_once() {
        let mut complaints = Complaints::default();
        let at = Some(Span {
            file: FileId(0),
            start: 3,
            end: 5,
        });
        complaints.push(Diagnostic::new(Code::UnknownKey, at, "a"));
        complaints.push(Diagnostic::new(Code::UnknownKey, at, "a"));
        assert_eq!(complaints.count(Severity::Error), 1);
    }

    #[test]
    fn no_two_codes_share_a_number() {
        let mut numbers: Vec<_> = Code::ALL.iter().map(|code| code.number()).collect();
        numbers.dedup();
        assert_eq!(numbers.len(), Code::ALL.len());
        assert!(numbers.is_sorted());
    }
}
