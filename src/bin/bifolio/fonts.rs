//! `bifolio fonts`: the families in the program, and the languages each can set.

use std::fmt::Write as _;

use bifolio::base::language::Language;
use bifolio::design::fonts::{Face, Fonts};
use serde_json::json;

use crate::args::{Common, Format};
use crate::outcome::{self, Outcome};

/// Lists the families.
pub(crate) fn run(common: &Common) -> Outcome {
    let fonts = Fonts::built_in();
    let mut report = String::new();
    for family in Fonts::families() {
        let faces: Vec<&Face> = fonts.faces().filter(|face| face.family == family).collect();
        let Some(first) = faces.first() else { continue };
        let languages: Vec<&str> = Language::ALL
            .into_iter()
            .filter(|language| language.letters().chars().all(|letter| first.has(letter)))
            .map(Language::tag)
            .collect();
        let kinds: Vec<String> = faces.iter().map(|face| kind(face)).collect();
        let _ = match common.format {
            Format::Json => {
                let family = json!({ "family": family, "faces": kinds, "languages": languages });
                writeln!(report, "{family}")
            }
            Format::Human | Format::Short => writeln!(
                report,
                "{family:<24} {:<20} {}",
                languages.join(" "),
                kinds.join(", ")
            ),
        };
    }
    if common.format == Format::Human && !common.quiet {
        report.push_str("\nFonts of your own, .otf or .ttf in the booklet's folder, are named under `fonts:`.\n");
    }
    outcome::print(report.as_bytes())
}

/// What a face is: its weight, and whether it leans.
fn kind(face: &Face) -> String {
    let slant = match face.slant {
        bifolio::design::fonts::Slant::Upright => "",
        bifolio::design::fonts::Slant::Italic => " italic",
    };
    format!("{:?}{slant}", face.weight).to_lowercase()
}
