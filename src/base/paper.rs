//! Sizes of paper, and how thick it is.

use std::fmt;

use super::geometry::Size;
use super::units::Pt;

/// A size of paper, without a way it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// What it is called.
    pub name: String,
    /// The shorter side.
    pub short: Pt,
    /// The longer side.
    pub long: Pt,
}

/// Names and sides in millimetres: ISO 216, ISO 217 (SRA) and the American sizes.
const NAMED: &[(&str, f64, f64)] = &[
    ("A3", 297.0, 420.0),
    ("A4", 210.0, 297.0),
    ("A5", 148.0, 210.0),
    ("A6", 105.0, 148.0),
    ("SRA3", 320.0, 450.0),
    ("SRA4", 225.0, 320.0),
    ("Letter", 215.9, 279.4),
    ("Legal", 215.9, 355.6),
    ("Tabloid", 279.4, 431.8),
];

/// Grams a square metre and millimetres: office paper, and silk as printers measure it (PRINT.md).
const THICKNESSES: &[(f64, f64)] = &[(80.0, 0.10), (130.0, 0.115), (150.0, 0.14), (170.0, 0.16)];

/// The sides a sheet may have, in millimetres: a stamp and a poster.
const SIDES: std::ops::RangeInclusive<f64> = 20.0..=2000.0;

impl Paper {
    /// The paper of a name such as `a3`, or of sides such as `320x450mm`.
    pub fn named(text: &str) -> Option<Self> {
        if let Some((name, short, long)) = NAMED
            .iter()
            .find(|(name, ..)| name.eq_ignore_ascii_case(text))
        {
            return Some(Self::of_mm((*name).to_owned(), *short, *long));
        }
        let lower = text.to_ascii_lowercase();
        let (width, height) = lower.strip_suffix("mm").unwrap_or(&lower).split_once('x')?;
        let side = |text: &str| {
            text.trim()
                .parse::<f64>()
                .ok()
                .filter(|it| SIDES.contains(it))
        };
        let (width, height) = (side(width)?, side(height)?);
        let name = format!("{width} × {height} mm");
        Some(Self::of_mm(name, width.min(height), width.max(height)))
    }

    /// The paper a spread of two pages lies on without anything left over, if it has a name.
    pub fn of_spread(spread: Size) -> Option<Self> {
        const CLOSE: Pt = Pt(3.0);
        let (short, long) = sides(spread);
        let named = NAMED
            .iter()
            .map(|(name, short, long)| Self::of_mm((*name).to_owned(), *short, *long));
        let mut named = named.filter(|it| {
            (it.short - short).0.abs() < CLOSE.0 && (it.long - long).0.abs() < CLOSE.0
        });
        named.next()
    }

    /// Paper of a size.
    pub fn of_size(size: Size) -> Self {
        let (short, long) = sides(size);
        let sides = Size {
            width: short,
            height: long,
        };
        Self {
            name: sides.in_mm(),
            short,
            long,
        }
    }

    fn of_mm(name: String, short: f64, long: f64) -> Self {
        Self {
            name,
            short: Pt::from_mm(short),
            long: Pt::from_mm(long),
        }
    }

    /// The paper lying as a spread lies: wide if that is wide.
    pub fn around(&self, spread: Size) -> Size {
        if spread.width >= spread.height {
            Size {
                width: self.long,
                height: self.short,
            }
        } else {
            Size {
                width: self.short,
                height: self.long,
            }
        }
    }
}

fn sides(size: Size) -> (Pt, Pt) {
    (size.width.min(size.height), size.width.max(size.height))
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// How thick paper of so many grams a square metre is: between the measured ones in proportion. What
/// one measures oneself is better: twenty sheets, divided by twenty.
pub fn thickness(grams: f64) -> Pt {
    let (first, last) = (THICKNESSES[0], THICKNESSES[THICKNESSES.len() - 1]);
    let millimetres = if grams <= first.0 {
        first.1 * grams / first.0
    } else if grams >= last.0 {
        last.1 * grams / last.0
    } else {
        let after = THICKNESSES.partition_point(|(known, _)| *known <= grams);
        let (low, high) = (THICKNESSES[after - 1], THICKNESSES[after]);
        low.1 + (high.1 - low.1) * (grams - low.0) / (high.0 - low.0)
    };
    Pt::from_mm(millimetres)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_known_by_name_and_by_sides() {
        assert_eq!(Paper::named("a3").unwrap().name, "A3");
        let sides = Paper::named("450x320mm").unwrap();
        assert_eq!(
            (sides.short, sides.long),
            (Pt::from_mm(320.0), Pt::from_mm(450.0))
        );
        for wrong in ["a33", "0x10mm", "10", "NaNx5", "1e9x1e9", ""] {
            assert_eq!(Paper::named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn thickness_grows_with_weight() {
        let grams = [60.0, 80.0, 100.0, 130.0, 140.0, 170.0, 300.0];
        let thicknesses = grams.map(|grams| thickness(grams).to_mm());
        assert!(thicknesses.is_sorted(), "{thicknesses:?}");
        assert!((thicknesses[1] - 0.10).abs() < 1e-9);
    }
}
