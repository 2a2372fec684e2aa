//! Colours: by meaning, and as numbers.
//!
//! A page says *text* or *accent*; the swatch of that name has a colour for a screen and one for a press.
//! Which of them is written is the render stage's answer, so that text stays pure black everywhere.

use std::sync::Arc;

/// What a mark on the page is printed with: the name of a swatch.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ink {
    /// Text black: gray 0 on a screen, K alone on a press.
    #[default]
    Text,
    /// The theme's one accent colour.
    Accent,
    /// What is not printed.
    Paper,
}

/// What an ink is on a screen and on a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swatch {
    /// The colour on a screen.
    pub screen: Color,
    /// The colour on a press; without it the one of the screen is converted.
    pub press: Option<Color>,
}

/// The swatches of a booklet, one for each [`Ink`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swatches {
    /// What text is printed with.
    pub text: Swatch,
    /// The accent.
    pub accent: Swatch,
    /// What it is printed on.
    pub paper: Swatch,
}

impl Swatches {
    /// The swatch of an ink.
    pub fn of(&self, ink: Ink) -> &Swatch {
        match ink {
            Ink::Text => &self.text,
            Ink::Accent => &self.accent,
            Ink::Paper => &self.paper,
        }
    }
}

/// A colour as numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Color {
    /// From black, 0, to white, 255.
    Gray(u8),
    /// The light of a screen.
    Rgb(Rgb),
    /// The four inks of a press.
    Cmyk(Cmyk),
    /// An ink of its own on a press.
    Spot {
        /// What print shops call it.
        name: Arc<str>,
        /// What stands for it where that ink is not printed.
        cmyk: Cmyk,
    },
}

impl Color {
    /// What it looks like on a screen; inks without regard to press and paper.
    pub fn on_screen(&self) -> Rgb {
        match self {
            Self::Gray(level) => Rgb {
                red: *level,
                green: *level,
                blue: *level,
            },
            Self::Rgb(rgb) => *rgb,
            Self::Cmyk(cmyk) | Self::Spot { cmyk, .. } => cmyk.on_screen(),
        }
    }
}

impl From<Rgb> for Color {
    /// Gray is said in one number, so that it prints in black ink alone.
    fn from(rgb: Rgb) -> Self {
        if rgb.red == rgb.green && rgb.green == rgb.blue {
            Self::Gray(rgb.red)
        } else {
            Self::Rgb(rgb)
        }
    }
}

/// How much of the four inks there is, each from 0 to 100 per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cmyk {
    /// Cyan.
    pub cyan: u8,
    /// Magenta.
    pub magenta: u8,
    /// Yellow.
    pub yellow: u8,
    /// Black.
    pub black: u8,
}

impl Cmyk {
    /// Black ink alone.
    pub const BLACK: Self = Self {
        black: 100,
        ..Self::NONE
    };

    /// No ink.
    pub const NONE: Self = Self {
        cyan: 0,
        magenta: 0,
        yellow: 0,
        black: 0,
    };

    fn on_screen(self) -> Rgb {
        let left = |ink: u8| u32::from(100_u8.saturating_sub(ink));
        let light = |ink: u8| ((left(ink) * left(self.black) * 255 + 5_000) / 10_000) as u8;
        Rgb {
            red: light(self.cyan),
            green: light(self.magenta),
            blue: light(self.yellow),
        }
    }
}

/// What the numbers of a picture's pixels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorSpace {
    /// One: how light it is.
    Gray,
    /// Three: red, green and blue.
    Rgb,
    /// Four: how much of each ink.
    Cmyk,
}

impl ColorSpace {
    /// How many numbers a pixel has.
    pub fn n_components(self) -> u8 {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

/// A colour as a theme names it, for a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Rgb {
    /// White paper.
    pub const WHITE: Self = Self {
        red: 255,
        green: 255,
        blue: 255,
    };

    /// Reads `#RRGGBB`; `None` for anything else.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self { red, green, blue })
    }

    /// The contrast ratio with another colour, from 1 to 21 (WCAG 2.2, *contrast ratio*).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.relative_luminance(), other.relative_luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The relative luminance, 0 for black to 1 for white (WCAG 2.2, *relative luminance*).
    fn relative_luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                libm::pow((value + 0.055) / 1.055, 2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_red_is_read_and_contrasts_with_white() {
        let red = Rgb::from_hex("#7A1420").unwrap();
        assert_eq!(
            red,
            Rgb {
                red: 0x7a,
                green: 0x14,
                blue: 0x20
            }
        );
        assert!(red.contrast(Rgb::WHITE) > 10.0);
    }

    #[test]
    fn a_colour_that_is_not_six_digits_is_refused() {
        assert_eq!(Rgb::from_hex("7A1420"), None);
        assert_eq!(Rgb::from_hex("#7A142"), None);
        assert_eq!(Rgb::from_hex("#+A1420"), None);
    }

    #[test]
    fn black_ink_alone_is_black_on_a_screen_and_no_ink_is_white() {
        let black = Color::Cmyk(Cmyk::BLACK).on_screen();
        assert_eq!(black, Color::Gray(0).on_screen());
        assert_eq!(Color::Cmyk(Cmyk::NONE).on_screen(), Rgb::WHITE);
    }

    #[test]
    fn black_on_white_has_the_highest_contrast_there_is() {
        let black = Rgb {
            red: 0,
            green: 0,
            blue: 0,
        };
        assert!((black.contrast(Rgb::WHITE) - 21.0).abs() < 1e-9);
    }
}
