//! Editions: what a booklet is made for. An edition is one row of data, and all that knows of one reads its
//! row: the YAML with its schema, the command line with its help, what is written, what a review asks.

/// What a booklet is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// The name: on the command line, under `editions:` and in the file's name.
    pub name: &'static str,
    /// What it is, as the schema says it of the key under `editions:`.
    pub description: &'static str,
    /// What it is for, as the schema says it of the keys under that.
    pub purpose: &'static str,
    /// What the program's help says of building it, a line each.
    pub example: &'static [&'static str],
    /// What a review asks of it, as the help says it.
    pub reviewed: &'static str,
    /// What standard its file keeps: tags and metadata follow from that, and what a review asks.
    pub standard: Standard,
    /// Whether what it was made from is attached to it.
    pub carries_sources: bool,
    /// Whether its pages are put on sheets that are folded; then `editions:` says on what paper.
    pub is_imposed: bool,
    /// Whether it is among what `--all` builds.
    pub is_in_all: bool,
}

impl Edition {
    /// The name of its file.
    pub fn file_name(&self, booklet: &str) -> String {
        format!("{booklet}-{}.pdf", self.name)
    }
}

/// A standard a PDF keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-2a and PDF/UA-1 in one file.
    Reading,
    /// PDF/A-3a and PDF/UA-1 in one file, which may have files attached.
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

/// A file to read on a screen.
pub const SCREEN: Edition = Edition {
    name: "screen",
    description: "A file to read on a screen.",
    purpose: "The edition to read on a screen.",
    // It is what is built when no edition is named, as the help says elsewhere.
    example: &[],
    reviewed: "To be read: PDF/A-2a and PDF/UA-1",
    standard: Standard::Reading,
    carries_sources: false,
    is_imposed: false,
    is_in_all: true,
};

/// A file to keep.
pub const ARCHIVE: Edition = Edition {
    name: "archive",
    description: "A file to keep, with the YAML and the text files it names attached: whoever has it can read the comments in them.",
    purpose: "The edition to keep.",
    example: &[
        "the file to keep, with its sources attached",
        "(comments in the YAML become readable)",
    ],
    reviewed: "To be kept: PDF/A-3a and PDF/UA-1, with its sources",
    standard: Standard::Archive,
    carries_sources: true,
    is_imposed: false,
    is_in_all: true,
};

/// Sheets to fold and staple.
pub const OFFICE: Edition = Edition {
    name: "office",
    description: "Sheets to print in the office, fold and staple.",
    purpose: "The edition to print in the office.",
    example: &["sheets to print, fold and staple"],
    reviewed: "Sheets for the office printer",
    standard: Standard::Printing,
    carries_sources: false,
    is_imposed: true,
    is_in_all: true,
};

/// The editions there are.
pub const EDITIONS: Editions = Editions(&[SCREEN, ARCHIVE, OFFICE]);

/// A table of editions. The first is what is built when none is named.
#[derive(Debug, Clone, Copy)]
pub struct Editions(pub &'static [Edition]);

impl Editions {
    /// The edition of a name.
    pub fn named(self, name: &str) -> Option<&'static Edition> {
        self.0.iter().find(|edition| edition.name == name)
    }

    /// The edition that is built when none is named.
    pub fn usual(self) -> &'static Edition {
        &self.0[0]
    }

    /// The edition that is put on sheets.
    pub fn imposed(self) -> Option<&'static Edition> {
        self.0.iter().find(|edition| edition.is_imposed)
    }

    /// The names of all.
    pub fn names(self) -> Vec<&'static str> {
        self.0.iter().map(|edition| edition.name).collect()
    }
}
