//! The faces: built into the program and the booklet's own, each with its metrics and what
//! characters it has.
//!
//! Gives a [`Face`] for a family, weight and slant, and finds another face for a character the
//! asked one lacks. No system font is ever looked at, so a booklet looks the same everywhere.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::font_file::{FontFile, Metrics, forbids_embedding};
use crate::base::diagnostic::{Code, Complaints, Diagnostic};
use crate::base::units::Em;
use crate::content::booklet::{FaceKind, OwnFace, OwnFamily};
use crate::content::decode::{Located, complain_of_name};

/// A face's place among the [`Fonts`].
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

/// All faces of a booklet: those of the program, then its own.
#[derive(Debug, Clone)]
pub struct Fonts {
    faces: Vec<Arc<Face>>,
    /// Families of the program, each with the booklet's family that is used in place of it.
    replaced: Vec<(String, String)>,
    /// The names of the booklet's own families.
    own: Vec<Located<String>>,
}

/// Lists the built-in faces: family, weight, slant, file.
macro_rules! built_in {
    ($($family:literal $weight:ident $slant:ident $file:literal)*) => {
        /// The keys of the built-in families, with repetitions.
        const FAMILIES: &[&str] = &[$($family),*];

        fn open_built_in() -> Vec<Arc<Face>> {
            let mut faces = Vec::new();
            $(
                let bytes: &'static [u8] =
                    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/", $file));
                let id = FaceId(faces.len() as u16);
                let face = open(id, $family.into(), Weight::$weight, Slant::$slant, bytes.into());
                faces.extend(face.map(Arc::new));
            )*
            faces
        }
    };
}

built_in! {
    "source-serif-4" Regular Upright "source-serif-4/SourceSerif4-Regular.otf"
    "source-serif-4" Regular Italic "source-serif-4/SourceSerif4-It.otf"
    "source-serif-4" Semibold Upright "source-serif-4/SourceSerif4-Semibold.otf"
    "source-serif-4" Semibold Italic "source-serif-4/SourceSerif4-SemiboldIt.otf"
    "source-serif-4" Bold Upright "source-serif-4/SourceSerif4-Bold.otf"
    "source-serif-4" Bold Italic "source-serif-4/SourceSerif4-BoldIt.otf"
    "source-serif-4-display" Regular Upright "source-serif-4/SourceSerif4Display-Regular.otf"
    "source-serif-4-display" Regular Italic "source-serif-4/SourceSerif4Display-It.otf"
    "source-serif-4-display" Semibold Upright "source-serif-4/SourceSerif4Display-Semibold.otf"
    "source-sans-3" Regular Upright "source-sans-3/SourceSans3-Regular.otf"
    "source-sans-3" Regular Italic "source-sans-3/SourceSans3-It.otf"
    "source-sans-3" Semibold Upright "source-sans-3/SourceSans3-Semibold.otf"
    "source-sans-3" Bold Upright "source-sans-3/SourceSans3-Bold.otf"
    "cormorant" Regular Upright "cormorant/Cormorant_500Medium.ttf"
    "cormorant" Regular Italic "cormorant/Cormorant_500Medium_Italic.ttf"
    "cormorant" Semibold Upright "cormorant/Cormorant_600SemiBold.ttf"
    "amiri" Regular Upright "amiri/Amiri_400Regular.ttf"
    "amiri" Bold Upright "amiri/Amiri_700Bold.ttf"
    "frank-ruhl-libre" Regular Upright "frank-ruhl-libre/FrankRuhlLibre_400Regular.ttf"
    "frank-ruhl-libre" Bold Upright "frank-ruhl-libre/FrankRuhlLibre_700Bold.ttf"
}

impl Fonts {
    /// The faces that are in the program. They are opened once and never change.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Fonts> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self {
            faces: open_built_in(),
            replaced: Vec::new(),
            own: Vec::new(),
        })
    }

    /// The faces of a booklet with fonts of its own. What cannot be used is complained of.
    pub fn with_own(families: &[OwnFamily], complaints: &mut Complaints) -> Self {
        let mut fonts = Self::built_in().clone();
        for family in families {
            fonts.own.push(family.name.clone());
            if FAMILIES.contains(&family.name.value.as_str()) {
                let message = format!("`{}` is a family of the program", family.name.value);
                complaints.push(
                    Diagnostic::new(Code::BadValue, Some(family.name.at), message)
                        .help("call yours otherwise, and say `in_place_of:` this one"),
                );
            }
            for own in &family.faces {
                let id = FaceId(fonts.faces.len() as u16);
                match open_own(id, &family.name.value, own) {
                    Ok(face) => fonts.faces.push(Arc::new(face)),
                    Err(why) => complaints.push(unusable(own, &why)),
                }
            }
            let Some(replaced) = &family.in_place_of else {
                continue;
            };
            if FAMILIES.contains(&replaced.value.as_str()) {
                let names = (replaced.value.clone(), family.name.value.clone());
                fonts.replaced.push(names);
            } else {
                complain_of_name("family", replaced, &Self::families(), complaints);
            }
        }
        fonts
    }

    /// The keys of the families, each once.
    pub fn families() -> Vec<&'static str> {
        let mut families = FAMILIES.to_vec();
        families.dedup();
        families
    }

    /// The keys of all families of the booklet, each once.
    pub fn family_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.faces.iter().map(|face| &*face.family).collect();
        names.dedup();
        names
    }

    /// The faces, in order.
    pub fn faces(&self) -> impl Iterator<Item = &Face> {
        self.faces.iter().map(|face| &**face)
    }

    /// The face of that place.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The face of a family that comes nearest to a weight and slant; `None` for an unknown family.
    pub fn nearest(&self, family: &str, weight: Weight, slant: Slant) -> Option<FaceId> {
        let distance = |face: &Face| {
            let weight_off = (face.weight as i32 - weight as i32).abs();
            let slant_off = i32::from(face.slant != slant);
            weight_off + 3 * slant_off
        };
        let family = self.in_place_of(family);
        let faces = self.faces.iter().filter(|face| face.family == family);
        faces.min_by_key(|face| distance(face)).map(|face| face.id)
    }

    /// The family that is used for one that a theme names.
    fn in_place_of<'f>(&'f self, family: &'f str) -> &'f str {
        let replaced = self.replaced.iter().find(|(known, _)| known == family);
        replaced.map_or(family, |(_, own)| own)
    }

    /// The booklet's own family used for one that a theme names, if it has no face of the weight and slant.
    pub(super) fn own_without(
        &self,
        family: &str,
        weight: Weight,
        slant: Slant,
    ) -> Option<&Located<String>> {
        let nearest = self.face(self.nearest(family, weight, slant)?);
        let used = self.in_place_of(family);
        let own = self.own.iter().find(|own| own.value == used)?;
        ((nearest.weight, nearest.slant) != (weight, slant)).then_some(own)
    }

    /// The face to set a character in: the wanted one if it has the character, else the first that
    /// does, of the same weight where there is one. `None` if no face has it.
    pub fn with_character(&self, wanted: FaceId, character: char) -> Option<FaceId> {
        if self.face(wanted).has(character) {
            return Some(wanted);
        }
        let weight = self.face(wanted).weight;
        let able = || self.faces.iter().filter(|face| face.has(character));
        let same_weight = able().find(|face| face.weight == weight);
        same_weight.or_else(|| able().next()).map(|face| face.id)
    }
}

/// What font files begin with.
const OPEN_TYPE: [&[u8]; 3] = [b"OTTO", b"\0\x01\0\0", b"true"];

/// Opens a font file of the booklet's own; the error says why it cannot be used.
fn open_own(id: FaceId, family: &str, own: &OwnFace) -> Result<Face, String> {
    if !OPEN_TYPE.iter().any(|start| own.bytes.starts_with(start)) {
        return Err("is not an OpenType or TrueType file".to_owned());
    }
    let (weight, slant) = match own.kind {
        FaceKind::Regular => (Weight::Regular, Slant::Upright),
        FaceKind::Italic => (Weight::Regular, Slant::Italic),
        FaceKind::Semibold => (Weight::Semibold, Slant::Upright),
        FaceKind::SemiboldItalic => (Weight::Semibold, Slant::Italic),
        FaceKind::Bold => (Weight::Bold, Slant::Upright),
        FaceKind::BoldItalic => (Weight::Bold, Slant::Italic),
    };
    let bytes = own.bytes.clone().into();
    let face = open(id, family.to_owned().into(), weight, slant, bytes);
    let face = face.ok_or("is broken: it cannot be read as a font")?;
    if face.file.is_variable() {
        return Err("is a variable font; a static one of this weight is needed".to_owned());
    }
    if !['a', 'e', ' ', '.', '0'].iter().all(|it| face.has(*it)) || !face.has('-') {
        return Err("has no letters and figures".to_owned());
    }
    if forbids_embedding(&own.bytes) {
        return Err("says that its licence forbids embedding".to_owned());
    }
    Ok(face)
}

fn unusable(own: &OwnFace, why: &str) -> Diagnostic {
    let message = format!("the font `{}` {why}", own.file.value);
    Diagnostic::new(Code::BadFont, Some(own.file.at), message)
        .help("use a static .otf or .ttf file whose licence allows embedding")
}

fn open(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_face_opens_and_names_itself() {
        let fonts = Fonts::built_in();
        assert_eq!(fonts.faces.len(), FAMILIES.len());
        for face in &fonts.faces {
            assert_ne!(face.postscript_name(), format!("face-{}", face.id.0));
            assert!(face.metrics.ascent.0 > 0.5, "{}", face.postscript_name());
        }
    }

    #[test]
    fn a_letter_the_text_face_lacks_comes_from_another() {
        let fonts = Fonts::built_in();
        let serif = fonts
            .nearest("source-serif-4", Weight::Regular, Slant::Upright)
            .unwrap();
        assert_eq!(fonts.with_character(serif, 'ə'), Some(serif));
        let arabic = fonts.with_character(serif, 'خ').unwrap();
        assert_eq!(fonts.face(arabic).family, "amiri");
        assert_eq!(fonts.with_character(serif, '𒀀'), None);
    }
}
