//! The faces: built into the program and the booklet's own, each with its metrics and what
//! characters it has.
//!
//! Gives a [`Face`] for a family, weight and slant, and finds another face for a character the
//! asked one lacks. No system font is ever looked at, so a booklet looks the same everywhere.

use std::sync::{Arc, OnceLock};

use super::built_in::{self, FAMILIES};
pub use super::face::{Caps, Face, FaceId, Figures, Slant, Weight};
use super::face::{FacePlace, open};
use super::font_file::forbids_embedding;
use crate::base::diagnostic::{Code, Complaints, Diagnostic};
use crate::content::decode::{Located, complain_of_name};
use crate::content::own_fonts::{FaceKind, OwnFace, OwnFamily};

/// All faces of a booklet: those of the program, then its own.
#[derive(Debug, Clone)]
pub struct Fonts {
    places: Vec<Arc<FacePlace>>,
    /// Families of the program, each with the booklet's family that is used in place of it.
    replaced: Vec<(String, String)>,
    /// The names of the booklet's own families.
    own: Vec<Located<String>>,
}

impl Fonts {
    /// The faces that are in the program. They are opened once and never change.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Fonts> = OnceLock::new();
        BUILT_IN.get_or_init(|| Self {
            places: built_in::places().into_iter().map(Arc::new).collect(),
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
                let id = FaceId(fonts.places.len() as u16);
                match open_own(id, &family.name.value, own) {
                    Ok(face) => fonts.places.push(Arc::new(FacePlace::of(face))),
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
        let mut names: Vec<&str> = self.places.iter().map(|place| &*place.family).collect();
        names.dedup();
        names
    }

    /// The faces, in order.
    pub fn faces(&self) -> impl Iterator<Item = &Face> {
        self.places.iter().map(|place| place.face())
    }

    /// How many faces there are.
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// The face of that place.
    pub fn face(&self, id: FaceId) -> &Face {
        self.places[usize::from(id.0)].face()
    }

    /// The face of a family that comes nearest to a weight and slant; `None` for an unknown family.
    pub fn nearest(&self, family: &str, weight: Weight, slant: Slant) -> Option<FaceId> {
        let distance = |place: &FacePlace| {
            let weight_off = (place.weight as i32 - weight as i32).abs();
            let slant_off = i32::from(place.slant != slant);
            weight_off + 3 * slant_off
        };
        let family = self.in_place_of(family);
        let places = self.places.iter().filter(|place| place.family == family);
        places
            .min_by_key(|place| distance(place))
            .map(|place| place.id)
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
        let able = || self.faces().filter(|face| face.has(character));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_face_opens_and_names_itself() {
        let fonts = Fonts::built_in();
        assert_eq!(fonts.faces().count(), FAMILIES.len());
        for face in fonts.faces() {
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
