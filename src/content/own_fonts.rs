//! Fonts of a booklet's own: font files, by families.

use super::decode::Located;

/// A family of fonts of the booklet's own.
#[derive(Debug, Clone)]
pub struct OwnFamily {
    /// What themes call it.
    pub name: Located<String>,
    /// The family of the program it is used in place of.
    pub in_place_of: Option<Located<String>>,
    /// Its faces; one at least is regular.
    pub faces: Vec<OwnFace>,
}

/// A font file of the booklet's own.
#[derive(Debug, Clone)]
pub struct OwnFace {
    /// What it is said to be.
    pub kind: FaceKind,
    /// The file.
    pub bytes: Vec<u8>,
    /// Where it is named, and how.
    pub file: Located<String>,
}

/// What a font file of the booklet's own is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaceKind {
    /// Regular.
    Regular,
    /// Italic.
    Italic,
    /// Semibold.
    Semibold,
    /// Semibold italic.
    SemiboldItalic,
    /// Bold.
    Bold,
    /// Bold italic.
    BoldItalic,
}
