//! How the booklet looks: its theme, and fonts of its own.

use std::path::Path;

use super::resolver::Resolver;
use crate::content::booklet::ThemeChoice;
use crate::content::coding::Codings;
use crate::content::decode::Named;
use crate::content::own_fonts::{FaceKind, OwnFace, OwnFamily};
use crate::content::schema::{DesignYaml, FontsYaml};

impl Resolver<'_> {
    /// A theme is one of the program's, or a YAML file in the booklet's folder.
    pub(super) fn theme(&mut self, design: Option<DesignYaml>) -> ThemeChoice {
        let Some(name) = design.and_then(|design| design.theme) else {
            return ThemeChoice::Default;
        };
        let is_file = Path::new(&name.value)
            .extension()
            .is_some_and(|it| it == "yaml");
        if !is_file {
            return ThemeChoice::Named(name);
        }
        let file = self
            .folder
            .read_text(&name, Codings::Utf8, self.sources, self.complaints);
        file.map_or(ThemeChoice::Default, ThemeChoice::File)
    }

    /// The families of the booklet's own, with the files of their faces read.
    pub(super) fn fonts(&mut self, fonts: Named<FontsYaml>) -> Vec<OwnFamily> {
        let families = fonts.0.into_iter().map(|(name, yaml)| {
            let files = [
                (FaceKind::Regular, Some(yaml.regular)),
                (FaceKind::Italic, yaml.italic),
                (FaceKind::Semibold, yaml.semibold),
                (FaceKind::SemiboldItalic, yaml.semibold_italic),
                (FaceKind::Bold, yaml.bold),
                (FaceKind::BoldItalic, yaml.bold_italic),
            ];
            let faces = files.into_iter().filter_map(|(kind, file)| {
                let file = file?;
                let bytes = self
                    .folder
                    .read_font(&file, self.sources, self.complaints)?;
                Some(OwnFace { kind, bytes, file })
            });
            OwnFamily {
                name,
                in_place_of: yaml.in_place_of,
                faces: faces.collect(),
            }
        });
        families.collect()
    }
}
