//! How a paragraph is to be set: how its lines are filled, how many there are, how long the last is.

/// How lines are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// To the measure.
    Justified,
    /// As the words fall; a hyphen is added only where the line would else be much too short.
    Ragged,
    /// As the words fall, and no word is broken that fits on a line: for captions and labels.
    Whole,
    /// As the words fall, and no word is broken, ever: for titles, names and headings.
    Unbroken,
}

/// How a paragraph is to be set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// How lines are filled.
    pub fill: Fill,
    /// How many lines more (or fewer, if negative) than best.
    pub looseness: i32,
    /// The part of the measure that a last line fills at least, where that can be.
    pub least_last: f64,
}

/// The least last line of running text: as much as sets it off from the indent under it.
const LEAST_LAST: f64 = 0.15;

/// The least last line of a statement.
const LEAST_LAST_OF_STATEMENT: f64 = 0.25;

impl Setting {
    /// Justified, with as many lines as is best.
    pub const JUSTIFIED: Self = Self {
        fill: Fill::Justified,
        looseness: 0,
        least_last: LEAST_LAST,
    };

    /// Ragged, with as many lines as is best.
    pub const RAGGED: Self = Self {
        fill: Fill::Ragged,
        looseness: 0,
        least_last: LEAST_LAST,
    };

    /// Ragged, with every word whole that fits.
    pub const WHOLE: Self = Self {
        fill: Fill::Whole,
        looseness: 0,
        least_last: 0.0,
    };

    /// Ragged, with every word whole.
    pub const UNBROKEN: Self = Self {
        fill: Fill::Unbroken,
        looseness: 0,
        least_last: 0.0,
    };

    /// The same for the words of a statement, where a short last line is seen.
    #[must_use]
    pub fn of_statement(self) -> Self {
        Self {
            least_last: LEAST_LAST_OF_STATEMENT,
            ..self
        }
    }
}
