//! Why a PDF is not read, in words for whoever brought it.

use std::fmt;

/// Why a PDF is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfRefused {
    /// It is locked with a password or in a way that is not known.
    Encrypted,
    /// It is no PDF, or too broken to be read.
    Unreadable,
    /// Something in it is larger than a booklet's could be.
    TooLarge(&'static str),
    /// Reading it would take more than any booklet does.
    TooMuch(&'static str),
    /// It is broken in a way that cannot be read past, and how.
    Broken(String),
    /// Its pages can be read, the files attached to it not.
    AttachmentsLocked,
}

impl fmt::Display for PdfRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encrypted => f.write_str(
                "the file is locked with a password; save it without one from the program it came from",
            ),
            Self::Unreadable => f.write_str(
                "the file is no PDF, or broken; make it again, or open it in a viewer and print it to a new PDF",
            ),
            Self::TooLarge(what) => write!(f, "the file holds {what} than is read here"),
            Self::TooMuch(what) => write!(
                f,
                "this PDF needs more than {what} to read, which no booklet does; open it in a viewer and print it to a new PDF",
            ),
            Self::Broken(how) => write!(
                f,
                "this PDF is broken: {how}; make it again, or open it in a viewer and print it to a new PDF",
            ),
            Self::AttachmentsLocked => f.write_str(
                "the attached files are locked with a password; save the PDF without one from the program it came from",
            ),
        }
    }
}

impl std::error::Error for PdfRefused {}
