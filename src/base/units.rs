//! Lengths. Inside the engine every length is a [`Pt`]; millimetres exist only in YAML and in
//! messages to people, and become points on the way in.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// Points in an inch.
const PT_PER_INCH: f64 = 72.0;

/// Millimetres in an inch.
const MM_PER_INCH: f64 = 25.4;

/// A length in `PostScript` points, 1/72 inch. On a page, *y* grows downwards.
#[derive(Debug, Default, Clone, Copy, PartialEq, PartialOrd)]
pub struct Pt(pub f64);

impl Pt {
    /// No length.
    pub const ZERO: Self = Self(0.0);

    /// The slack allowed when asking whether something fits: 1/1000 pt, far below what a press
    /// can hold.
    const SLACK: Self = Self(1e-3);

    /// Converts from millimetres.
    pub const fn from_mm(mm: f64) -> Self {
        Self(mm * PT_PER_INCH / MM_PER_INCH)
    }

    /// The length in millimetres, for messages to people.
    pub const fn to_mm(self) -> f64 {
        self.0 * MM_PER_INCH / PT_PER_INCH
    }

    /// The length in millimetres to a tenth, for messages to people.
    pub fn to_tenth_mm(self) -> f64 {
        rounded(self.to_mm(), 10.0)
    }

    /// Whether `other` fits into this length.
    pub fn fits(self, other: Self) -> bool {
        other.0 <= self.0 + Self::SLACK.0
    }

    /// The larger of two lengths.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    /// The smaller of two lengths.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// The length without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// How many times `other` goes into this length.
    pub fn ratio(self, other: Self) -> f64 {
        self.0 / other.0
    }
}

impl Add for Pt {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Pt {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Pt {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl SubAssign for Pt {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl Neg for Pt {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<f64> for Pt {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<f64> for Pt {
    type Output = Self;
    fn div(self, divisor: f64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Sum for Pt {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        Self(lengths.map(|length| length.0).sum())
    }
}

/// A number to so many parts of its unit: 10 for tenths.
pub fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// A length relative to the type size, such as a word space of 0.25 em.
#[derive(Debug, Default, Clone, Copy, PartialEq, PartialOrd)]
pub struct Em(pub f64);

impl Em {
    /// The length at a type size. The only way from an `Em` to a [`Pt`].
    pub fn at(self, size: Pt) -> Pt {
        size * self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_a4_page_is_595_points_wide() {
        assert!((Pt::from_mm(210.0).0 - 595.2756).abs() < 1e-3);
        assert!((Pt::from_mm(210.0).to_mm() - 210.0).abs() < 1e-9);
    }

    #[test]
    fn a_line_that_is_a_rounding_error_too_wide_still_fits() {
        assert!(Pt(100.0).fits(Pt(100.000_5)));
        assert!(!Pt(100.0).fits(Pt(100.01)));
    }
}
