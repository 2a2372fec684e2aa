//! Theme, fonts and language to a [`Design`].

pub mod edition;
pub mod fonts;
pub mod language;
mod missing_faces;
pub mod numbers;
mod relations;
pub mod theme;

use fonts::Fonts;
use language::Row;
use theme::{Style, StyleName, Styles, Theme};

use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources};
use crate::base::language::Direction;
use crate::content::booklet::Booklet;

/// How a booklet looks: everything layout asks for.
#[derive(Debug)]
pub struct Design {
    /// The theme's numbers.
    pub theme: Theme,
    /// Its type styles.
    pub styles: Styles,
    /// The faces.
    pub fonts: Fonts,
    /// The direction the booklet is leafed in, and its measures begin in.
    pub direction: Direction,
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
    theme.check_contrast(complaints);
    let styles = theme.styles(&fonts, complaints)?;
    let language = language.unwrap_or(&language::ENGLISH);
    Some(Design {
        direction: language.language.direction(),
        theme,
        styles,
        fonts,
        language,
    })
}
