//! Editions: what a booklet is made for, as plain data that layout, press and render read.

/// What a booklet is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    /// The name on the command line and in the file's name.
    pub name: &'static str,
    /// What standard its file keeps.
    pub standard: Standard,
}

/// A standard a PDF keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-2a and PDF/UA-1 in one file.
    AccessibleArchive,
}

/// The editions there are.
pub const EDITIONS: &[Edition] = &[Edition {
    name: "screen",
    standard: Standard::AccessibleArchive,
}];

impl Edition {
    /// The edition of a name.
    pub fn named(name: &str) -> Option<Self> {
        EDITIONS
            .iter()
            .find(|edition| edition.name == name)
            .copied()
    }
}
