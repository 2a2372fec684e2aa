//! PDF → what it is, and what is wrong with it.
//!
//! Reads any PDF back by code that shares nothing with the writer, so that it can catch the writer's
//! faults too. It does not replace veraPDF, which knows every clause of the standards.
//!
//! `base::pdf::file` opens and decodes; `fonts`, `content` and `structure` read what pages show and mean,
//! `facts` tells, `checks` judges (with `links`; `office` for sheets), `script` says the tags as a screen reader would, `attachments` gives attached
//! files back; `private` finds what pictures tell beside what they show.

pub mod attachments;
pub mod checks;
pub mod content;
mod facts;
pub mod fonts;
mod links;
mod office;
mod private;
pub mod script;
pub mod structure;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use crate::base::diagnostic::Severity;
use crate::base::edition::Standard;
use crate::base::pdf::file::File;
use crate::base::pdf::guard::guarded;
use crate::base::pdf::objects::{Dict, name};
use crate::base::pdf::refused::PdfRefused;
use content::Content;
use structure::Structure;

/// What a file is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be read on a screen: PDF/A-2a and PDF/UA-1.
    Screen,
    /// To be kept: PDF/A-3a and PDF/UA-1, with its sources.
    Archive,
    /// Sheets for the office printer.
    Office {
        /// Whether that prints no colours.
        black_and_white: bool,
    },
}

impl Purpose {
    /// What an edition that keeps a standard is to be.
    pub fn by(standard: Standard, black_and_white: bool) -> Self {
        match standard {
            Standard::Reading => Self::Screen,
            Standard::Archive => Self::Archive,
            Standard::Printing => Self::Office { black_and_white },
        }
    }

    /// What a file is: what it says it meets, else sheets if it tells a printer how these are turned.
    fn of(file: &File, standards: &[String]) -> Self {
        let catalog = file.catalog();
        let viewing = catalog.get::<Dict<'_>>("ViewerPreferences");
        let is_for_printer = viewing.is_some_and(|it| {
            it.contains_key("Duplex") && name(&it, "PrintScaling").as_deref() == Some("None")
        });
        if standards.iter().any(|it| it.starts_with("PDF/A-3")) {
            Self::Archive
        } else if standards.is_empty() && is_for_printer && !catalog.contains_key("StructTreeRoot")
        {
            Self::Office {
                black_and_white: false,
            }
        } else {
            Self::Screen
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Screen => "a file to be read on a screen",
            Self::Archive => "a file to be kept, with its sources",
            Self::Office {
                black_and_white: false,
            } => "sheets for an office printer",
            Self::Office {
                black_and_white: true,
            } => "sheets for an office printer without colours",
        })
    }
}

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The rule, by a name that stays.
    pub rule: &'static str,
    /// The page, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// The line of the booklet's YAML, as `booklet.yaml:12`, if bifolio wrote the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What is wrong.
    pub message: String,
}

impl Finding {
    /// Whether the file fails by it.
    pub fn is_error(&self) -> bool {
        self.severity == severity(Severity::Error)
    }
}

/// How severities are called.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A page size and how many pages have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SizeCount {
    /// The width in millimetres, to a tenth.
    pub width_mm: f64,
    /// The height.
    pub height_mm: f64,
    /// How many pages.
    pub pages: usize,
}

/// A font of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FontFact {
    /// Its name.
    pub name: String,
    /// Whether it is in the file.
    pub embedded: bool,
    /// Whether only the letters in use are.
    pub subset: bool,
    /// Whether its letters can be copied out.
    pub text_map: bool,
}

/// An attached file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttachmentFact {
    /// Its name.
    pub name: String,
    /// What it is to the document: `Source`, `Data`.
    pub relationship: String,
    /// Its size.
    pub bytes: usize,
}

/// What a file is and says.
#[derive(Debug, Clone, Serialize)]
pub struct Facts {
    /// The version of PDF.
    pub version: String,
    /// What it says it conforms to.
    pub standards: Vec<String>,
    /// The title.
    pub title: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// How many pages.
    pub pages: usize,
    /// Their sizes.
    pub sizes: Vec<SizeCount>,
    /// Whether it is tagged.
    pub tagged: bool,
    /// How often each tag stands in it.
    pub tags: BTreeMap<String, usize>,
    /// The fonts.
    pub fonts: Vec<FontFact>,
    /// The smallest type on a page, in points.
    pub smallest_text: Option<f64>,
    /// The kinds of colours: gray, rgb, cmyk, other.
    pub colors: BTreeSet<&'static str>,
    /// How many pictures are shown.
    pub pictures: usize,
    /// How many tags say something in a picture's place.
    pub alternatives: usize,
    /// How many lines the outline has.
    pub outline: usize,
    /// How many links lead to a page.
    pub links_inside: usize,
    /// How many lead out of the file.
    pub links_outside: usize,
    /// The attached files.
    pub attachments: Vec<AttachmentFact>,
}

/// A file reviewed.
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    /// What it was judged as.
    #[serde(skip)]
    pub purpose: Purpose,
    /// What it is.
    pub facts: Facts,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Review {
    /// Whether nothing is wrong that makes the file fail.
    pub fn passes(&self) -> bool {
        !self.findings.iter().any(Finding::is_error)
    }
}

/// Reads a PDF back and judges it by what it is to be, or else by what it says it is.
pub fn review(bytes: Vec<u8>, purpose: impl Into<Option<Purpose>>) -> Result<Review, PdfRefused> {
    guarded(|| {
        let file = File::open(bytes)?;
        let content = Content::read(&file)?;
        let structure = Structure::read(&file)?;
        checks::judge(&file, &content, &structure, purpose.into())
    })
}
