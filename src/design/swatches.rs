//! The colours of a theme: how they are written, what its inks are, and whether words in them can be read.

use schemars::JsonSchema;

use super::keys::Theme;
use crate::base::color::{Cmyk, Color, Rgb, Swatch, Swatches};
use crate::base::diagnostic::{Code, Complaints, Diagnostic};
use crate::content::decode::{Decode, Decoder, Located};
use crate::content::node::Node;

/// The least contrast of an accent with the paper (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

impl Decode for Rgb {
    const EXPECTED: &'static str = "a colour";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let hex = Located::<String>::decode(node, decoder)?;
        let color = Self::from_hex(&hex.value);
        if color.is_none() {
            let message = format!("`{}` is not a colour", hex.value);
            let help = "write it in quotes as \"#RRGGBB\", such as \"#7A1420\"";
            decoder.complain(Diagnostic::new(Code::BadValue, Some(hex.at), message).help(help));
        }
        color
    }
}

impl JsonSchema for Rgb {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Color".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^#[0-9A-Fa-f]{6}$",
            "description": "A colour on the screen, such as #7A1420."
        })
    }
}

/// The swatches of a theme. Text is K alone on a press, which overprints; paper takes no ink.
pub(super) fn swatches(theme: &Theme) -> Swatches {
    Swatches {
        text: Swatch {
            screen: Color::Gray(0),
            press: Some(Color::Cmyk(Cmyk::BLACK)),
        },
        accent: Swatch {
            screen: Color::Rgb(theme.accent.value),
            press: None,
        },
        paper: Swatch {
            screen: Color::Gray(255),
            press: Some(Color::Cmyk(Cmyk::NONE)),
        },
    }
}

/// Complains of an accent that is too pale.
pub(super) fn check_contrast(theme: &Theme, swatches: &Swatches, complaints: &mut Complaints) {
    let accent = swatches.accent.screen.on_screen();
    let contrast = accent.contrast(swatches.paper.screen.on_screen());
    if contrast < LEAST_CONTRAST {
        let message = format!("the accent has a contrast of {contrast:.1} to 1 with white");
        complaints.push(
            Diagnostic::new(Code::LowContrast, Some(theme.accent.at), message)
                .help("choose a darker colour: 4.5 to 1 is the least that reads well"),
        );
    }
}
