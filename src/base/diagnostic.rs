//! Complaints: what is wrong with a booklet, said to the person who edits it.
//!
//! Every stage adds to one list of [`Complaints`]; an error in it stops the build before anything
//! is written. A complaint points into one of the [`Sources`] by a [`Span`], an opaque place that
//! travels through every stage, so that what goes wrong on page 40 still marks a line of YAML.
//! How a complaint looks on a terminal is `report`'s matter.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use super::codes::{Code, Severity};

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

/// Something wrong in a booklet, in the words of the person who edits it.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The stable code, such as `BF0104`.
    pub code: Code,
    /// What is wrong: the field and the value, lower case, no full stop.
    pub message: String,
    /// Where, if it is at one place.
    pub at: Option<Span>,
    /// The page it shows on, counted from 1, if that is said.
    pub page: Option<usize>,
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
            page: None,
            label,
            also: None,
            help,
        }
    }

    /// With the page it shows on, counted from 1.
    #[must_use]
    pub fn on_page(mut self, page: usize) -> Self {
        self.page = Some(page);
        self
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

    /// What is wrong, with the page it shows on.
    pub fn said(&self) -> Cow<'_, str> {
        match self.page {
            Some(page) => format!("on page {page} {}", self.message).into(),
            None => Cow::from(&self.message),
        }
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
        let is_same = |other: &Diagnostic| {
            (other.at, other.page) == (diagnostic.at, diagnostic.page)
                && other.message == diagnostic.message
        };
        if diagnostic.at.is_some() && self.list.iter().any(is_same) {
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
}
