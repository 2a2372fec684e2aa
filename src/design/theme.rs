//! A theme: how a booklet looks, as data. A new theme is a YAML file in `assets/themes`, and no Rust.
//!
//! Takes the booklet's choice, gives the [`Theme`] whose numbers hold together.

use std::collections::HashMap;

pub use super::keys::{ContentsStyle, FitRanges, FurnitureYaml, NumbersStyle, Theme};
use super::relations;
use super::styles::StyleYaml;
pub use super::styles::{Style, StyleName};
use crate::base::diagnostic::{Complaints, FileId, Sources};
use crate::content::booklet::ThemeChoice;
use crate::content::decode::{Decode, Decoder, complain_of_name};
use crate::content::schema::schema_of;
use crate::content::text_file;

/// The themes in the program: name and YAML.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/themes.rs"));

/// The theme of a booklet that names none.
pub const DEFAULT: &str = "memorial";

impl Theme {
    /// The theme of a booklet. `None` if there is none or it is wrong; the reasons are in
    /// `complaints`.
    pub fn load(
        choice: &ThemeChoice,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let file = match choice {
            ThemeChoice::Default => built_in(DEFAULT, sources)?,
            ThemeChoice::File(file) => *file,
            ThemeChoice::HalfOf(whole) => return Self::half_of(whole, sources, complaints),
            ThemeChoice::Named(name) => built_in(&name.value, sources).or_else(|| {
                let known: Vec<_> = names().collect();
                complain_of_name("theme", name, &known, complaints);
                // The rest of the booklet can be looked at all the same.
                built_in(DEFAULT, sources)
            })?,
        };
        let root = text_file::parse(file, sources, complaints)?;
        let theme = Self::decode(&root, &mut Decoder::new(sources, complaints))?;
        relations::hold(&theme, complaints).then_some(theme)
    }

    /// The smaller page of a theme, which keeps the theme's colour and faces.
    fn half_of(
        whole: &ThemeChoice,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let whole = Self::load(whole, sources, complaints)?;
        let name = ThemeChoice::Named(whole.half.clone()?);
        let mut half = Self::load(&name, sources, complaints)?;
        half.accent = whole.accent;
        half.ornaments = whole.ornaments;
        let looks = whole.styles.0.into_iter();
        let looks: HashMap<_, _> = looks.map(|(name, style)| (name.value, style)).collect();
        for (name, style) in &mut half.styles.0 {
            if let Some(look) = looks.get(&name.value) {
                *style = StyleYaml {
                    size: style.size,
                    leading: style.leading,
                    ..look.clone()
                };
            }
        }
        Some(half)
    }
}

fn built_in(name: &str, sources: &mut Sources) -> Option<FileId> {
    let (name, yaml) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    Some(sources.add(format!("assets/themes/{name}.yaml"), (*yaml).into()))
}

/// The names of the themes in the program.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// The JSON Schema of a theme, for editors.
pub fn json_schema() -> String {
    schema_of::<Theme>("A bifolio theme")
}
