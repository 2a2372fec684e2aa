//! Why pages cannot be imposed, in words for whoever brought them.

use std::fmt;

use crate::base::geometry::Size;
use crate::base::paper::Paper;
use crate::base::pdf::refused::PdfRefused;

/// The most pages that are imposed: a booklet has some hundred.
pub(super) const MOST_PAGES: usize = 10_000;

/// Why pages cannot be imposed.
#[derive(Debug, Clone, PartialEq)]
pub enum ImposeError {
    /// The PDF is not read.
    Refused(PdfRefused),
    /// There is no page.
    NoPages,
    /// There are too many.
    TooManyPages(usize),
    /// Pages have other sizes than the first: the size of that, and the pages, counted from 1.
    MixedSizes(Size, Vec<usize>),
    /// Two pages are larger than the paper: the spread, with its bleed and marks, and the paper.
    TooLarge(Size, Paper),
    /// A page, counted from 1, has a size that no paper has.
    NoSize(usize, Size),
    /// A page, counted from 1, is listed and cannot be read.
    LostPage(usize),
    /// It could not be written.
    Write(String),
}

impl From<PdfRefused> for ImposeError {
    fn from(refused: PdfRefused) -> Self {
        Self::Refused(refused)
    }
}

impl fmt::Display for ImposeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::NoPages => f.write_str("the file has no pages"),
            Self::TooManyPages(n) => {
                write!(
                    f,
                    "the file has {n} pages; a booklet of more than {MOST_PAGES} is not folded"
                )
            }
            Self::MixedSizes(first, others) => {
                let listed: Vec<_> = others.iter().take(8).map(ToString::to_string).collect();
                let more = if others.len() > 8 { " and more" } else { "" };
                write!(
                    f,
                    "the pages are not of one size: the first has {}, others are page {}{more}. \
                     Give `--fit` to make these fit, or make them alike in the program they come from",
                    first.in_mm(),
                    listed.join(", ")
                )
            }
            Self::TooLarge(spread, paper) => write!(
                f,
                "two pages side by side need {}, which is more than {paper}. \
                 Give a larger paper such as `--paper sra3`, or `--fit` to make them smaller",
                spread.in_mm()
            ),
            Self::NoSize(page, size) => write!(
                f,
                "page {page} is {}, which is no size of a page; \
                 set its size in the program it comes from, or print it to a new PDF",
                size.in_mm()
            ),
            Self::LostPage(page) => write!(
                f,
                "page {page} is broken and cannot be read; make the PDF again"
            ),
            Self::Write(cause) => write!(f, "the sheets cannot be written: {cause}"),
        }
    }
}

impl std::error::Error for ImposeError {}
