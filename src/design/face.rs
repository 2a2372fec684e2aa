//! A face: one style of a family, with its measures and what characters it has; and the place it has in a
//! booklet before anybody asks for it.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use super::font_file::{FontFile, Metrics};
use crate::base::deflate::inflate;
use crate::base::units::Em;

/// A face's place among the [`Fonts`](super::fonts::Fonts).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FaceId(pub u16);

/// How heavy a face is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400, or the lightest a text family has.
    #[default]
    Regular,
    /// 600.
    Semibold,
    /// 700.
    Bold,
}

/// Whether a face leans.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slant {
    /// It stands.
    #[default]
    Upright,
    /// It leans.
    Italic,
}

/// The form of figures.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Figures {
    /// With ascenders and descenders, each as wide as it is: for running text.
    #[default]
    OldStyle,
    /// As high as capitals, each as wide as it is: for headings.
    Lining,
    /// As high as capitals, all of one width: for tables.
    Tabular,
    /// Small and raised: for references to notes.
    Superior,
}

/// The form of letters.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Caps {
    /// As written.
    #[default]
    AsWritten,
    /// Small letters as small capitals.
    Small,
}

/// One style of a family.
pub struct Face {
    /// Its place.
    pub id: FaceId,
    /// The key of its family, as a theme writes it.
    pub family: Cow<'static, str>,
    /// How heavy it is.
    pub weight: Weight,
    /// Whether it leans.
    pub slant: Slant,
    /// The font file.
    pub bytes: Cow<'static, [u8]>,
    /// The font as read.
    pub file: FontFile,
    /// Measures of the face.
    pub metrics: Metrics,
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Face")
            .field("id", &self.id)
            .field("family", &self.family)
            .finish_non_exhaustive()
    }
}

impl Face {
    /// Whether the face has a glyph for a character.
    pub fn has(&self, character: char) -> bool {
        self.file.glyph(character).is_some()
    }

    /// The width of a character; none if the face lacks it.
    pub fn advance(&self, character: char) -> f64 {
        self.file.advance_of(character) / f64::from(self.metrics.units_per_em)
    }

    /// The white at the left of a glyph.
    pub fn left_bearing(&self, glyph: u16) -> Em {
        Em(self.file.left_bearing(glyph) / f64::from(self.metrics.units_per_em))
    }

    /// How far the ink of a glyph hangs below the baseline.
    pub fn ink_descent(&self, glyph: u16) -> Em {
        let units = self.file.ink_descent(glyph).max(0.0);
        Em(units / f64::from(self.metrics.units_per_em))
    }

    /// The face's `PostScript` name, of the letters such a name may have.
    pub fn postscript_name(&self) -> String {
        let mut name = self.file.postscript_name().unwrap_or_default();
        name.retain(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.'));
        if name.is_empty() {
            name = format!("face-{}", self.id.0);
        }
        name
    }

    /// The family's name as people say it, such as "Source Serif 4".
    pub fn family_name(&self) -> String {
        let name = self.file.family_name();
        name.unwrap_or_else(|| self.family.clone().into_owned())
    }
}

/// The bytes of a face of the program.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stored {
    /// As they are.
    Plain(&'static [u8]),
    /// Deflated, after their number in eight bytes, the least first.
    Deflated(&'static [u8]),
}

impl Stored {
    fn bytes(self) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Plain(bytes) => Some(bytes.into()),
            Self::Deflated(bytes) => {
                let (length, deflated) = bytes.split_first_chunk()?;
                let length = u64::from_le_bytes(*length) as usize;
                Some(inflate(deflated, length).ok()?.into())
            }
        }
    }
}

/// Where a face stands among the [`Fonts`](super::fonts::Fonts): what it is, and the face itself once it
/// was asked for.
#[derive(Debug)]
pub(super) struct FacePlace {
    pub(super) id: FaceId,
    pub(super) family: Cow<'static, str>,
    pub(super) weight: Weight,
    pub(super) slant: Slant,
    /// Its file, until it is opened.
    stored: Stored,
    opened: OnceLock<Face>,
}

impl FacePlace {
    /// The place of a face of the program.
    pub(super) fn stored(
        id: FaceId,
        family: &'static str,
        weight: Weight,
        slant: Slant,
        stored: Stored,
    ) -> Self {
        Self {
            id,
            family: family.into(),
            weight,
            slant,
            stored,
            opened: OnceLock::new(),
        }
    }

    /// The place of a face that is open.
    pub(super) fn of(face: Face) -> Self {
        Self {
            id: face.id,
            family: face.family.clone(),
            weight: face.weight,
            slant: face.slant,
            stored: Stored::Plain(&[]),
            opened: face.into(),
        }
    }

    /// The face, opened when it is first asked for.
    pub(super) fn face(&self) -> &Face {
        self.opened.get_or_init(|| {
            let bytes = self.stored.bytes();
            let face = bytes.and_then(|bytes| {
                let family = self.family.clone();
                open(self.id, family, self.weight, self.slant, bytes)
            });
            face.unwrap_or_else(|| unreachable!("the faces of the program can be read"))
        })
    }
}

/// Opens a font file; `None` if it is broken.
pub(super) fn open(
    id: FaceId,
    family: Cow<'static, str>,
    weight: Weight,
    slant: Slant,
    bytes: Cow<'static, [u8]>,
) -> Option<Face> {
    let file = FontFile::read(bytes.clone())?;
    Some(Face {
        id,
        family,
        weight,
        slant,
        bytes,
        metrics: file.metrics,
        file,
    })
}
