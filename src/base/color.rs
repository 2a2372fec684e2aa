//! Colours by meaning. A page says *text* or *accent*; what ink that is on a screen or a press is
//! the render stage's answer, so that text stays pure black everywhere.

/// What a mark on the page is printed with.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ink {
    /// Text black: gray 0 on a screen, K alone on a press.
    #[default]
    Text,
    /// The theme's one accent colour.
    Accent,
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
    fn black_on_white_has_the_highest_contrast_there_is() {
        let black = Rgb {
            red: 0,
            green: 0,
            blue: 0,
        };
        assert!((black.contrast(Rgb::WHITE) - 21.0).abs() < 1e-9);
    }
}
