//! Theme, fonts and language to a [`Design`].

pub mod edition;
pub mod fonts;
pub mod keys;
pub mod language;
mod missing_faces;
pub mod numbers;
mod relations;
pub mod styles;
mod swatches;
pub mod theme;
mod words;

use fonts::Fonts;
use keys::Theme;
use language::Row;
use styles::{Style, StyleName, Styles};

use crate::base::color::Swatches;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources};
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
    /// What the booklet's language decides.
    pub language: &'static Row,
}

impl Design {
    /// The style of a name.
    pub fn style(&self, name: StyleName) -> &Style {
        self.styles.get(name)
    }
}

/// Loads the design of a booklet. `None` if something is wrong; the reasons are in `complaints`.
pub fn load(
    booklet: &Booklet,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Option<Design> {
    let fonts = Fonts::with_own(&booklet.fonts, complaints);
    let language = language::row(booklet.language.value);
    if language.is_none() {
        let message = format!("booklets in `{}` cannot be set yet", booklet.language.value);
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
    Some(Design {
        theme,
        styles: styles?,
        swatches,
        fonts,
        language: language.unwrap_or(&language::ENGLISH),
    })
}
