//! Editions: what a booklet is made for, as plain data that layout, press and render read.

/// What a booklet is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// The name on the command line and in the file's name.
    pub name: &'static str,
    /// What standard its file keeps.
    pub standard: Standard,
    /// Whether its pages are put on sheets that are folded.
    pub is_imposed: bool,
}

/// A standard a PDF keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-2a and PDF/UA-1 in one file.
    Reading,
    /// PDF/A-3a and PDF/UA-1 in one file, with what the booklet was made from attached.
    Archive,
    /// PDF 1.7 for a printer: nothing that only a reader needs, no tags and no promises.
    Printing,
}

impl Standard {
    /// Whether the file has tags, links and metadata for whoever reads it.
    pub fn is_for_readers(self) -> bool {
        match self {
            Self::Reading | Self::Archive => true,
            Self::Printing => false,
        }
    }
}

/// The editions there are.
pub const EDITIONS: &[Edition] = &[
    Edition {
        name: "screen",
        standard: Standard::Reading,
        is_imposed: false,
    },
    Edition {
        name: "archive",
        standard: Standard::Archive,
        is_imposed: false,
    },
    Edition {
        name: "office",
        standard: Standard::Printing,
        is_imposed: true,
    },
];

impl Edition {
    /// The edition of a name.
    pub fn named(name: &str) -> Option<Self> {
        EDITIONS
            .iter()
            .find(|edition| edition.name == name)
            .copied()
    }
}
