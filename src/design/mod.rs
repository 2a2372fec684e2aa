//! Theme, fonts and language to a [`Design`].

mod built_in;
pub mod face;
pub mod font_file;
pub mod fonts;
pub mod hyphenate;
pub mod keys;
pub mod language;
mod missing_faces;
pub mod numbers;
mod relations;
pub mod styles;
mod swatches;
pub mod theme;
pub mod tongue;
mod words;

use std::sync::Arc;

use fonts::Fonts;
use keys::Theme;
use styles::{Style, StyleName, Styles};
use tongue::Tongue;

use crate::base::color::Swatches;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources};
use crate::base::language::{Direction, Language};
use crate::content::booklet::Booklet;

/// How a booklet looks: everything layout asks for.
#[derive(Debug)]
pub struct Design {
    /// The theme's numbers.
    pub theme: Theme,
    /// Its type styles.
    pub styles: Styles,
    /// What its inks are.
    pub swatches: Swatches,
    /// The faces.
    pub fonts: Fonts,
    /// The direction the booklet is leafed in, and its measures begin in.
    pub direction: Direction,
    /// How the booklet's language is set.
    pub tongue: Arc<Tongue>,
    /// How each other language is set.
    pub tongues: Vec<Arc<Tongue>>,
}

impl Design {
    /// The style of a name.
    pub fn style(&self, name: StyleName) -> &Style {
        self.styles.get(name)
    }

    /// How a language is set.
    pub fn tongue_of(&self, language: Language) -> &Arc<Tongue> {
        let known = self.tongues.iter().find(|it| it.language == language);
        known.unwrap_or(&self.tongue)
    }
}

/// Loads the design of a booklet. `None` if something is wrong; the reasons are in `complaints`.
pub fn load(
    booklet: &Booklet,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Option<Design> {
    let fonts = Fonts::with_own(&booklet.fonts, complaints);
    let language = booklet.language.value;
    if language::row(language).is_none() {
        let message = format!("booklets in `{language}` cannot be set yet");
        complaints.push(
            Diagnostic::new(Code::UnknownName, Some(booklet.language.at), message)
                .help("this version sets English, Azerbaijani, Turkish and Russian"),
        );
    }
    let theme = Theme::load(&booklet.theme, sources, complaints)?;
    let swatches = swatches::swatches(&theme);
    swatches::check_contrast(&theme, &swatches, complaints);
    let styles = Styles::find(&theme.styles, theme.at, &fonts, complaints);
    missing_faces::complain(&theme.styles, &fonts, complaints);
    let tongue = |language| Arc::new(Tongue::of_booklet(language, booklet));
    let others = Language::ALL.into_iter().filter(|it| *it != language);
    Some(Design {
        direction: language.direction(),
        theme,
        styles: styles?,
        swatches,
        fonts,
        tongue: tongue(language),
        tongues: others.map(tongue).collect(),
    })
}
