//! What a file is to be: said by whoever asks, else by the file.

use std::fmt;

use crate::base::edition::Standard;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{Dict, name};

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
    pub(super) fn of(file: &File, standards: &[String]) -> Self {
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
