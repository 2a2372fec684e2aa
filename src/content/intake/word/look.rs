//! How letters of a Word file look, as far as that changes what they say: raised, lowered, struck through;
//! and whether they stand out.
//!
//! Where Unicode has a raised or lowered form of a letter the text has it: “10” and a raised “2” are not 102.

use roxmltree::Node;

use super::xml::{switch, value};

/// Moved less than this, in half points, letters are evened with their line and not raised.
const LEAST_MOVED: i32 = 4;

/// Raised letters that stay as they are and say the same: English ordinals.
const ORDINALS: &[&str] = &["st", "nd", "rd", "th"];

/// Where letters stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Height {
    /// On the line.
    #[default]
    Level,
    /// Above it.
    Raised,
    /// Below it.
    Lowered,
}

/// What properties or a style say of the look of letters; `None` where they say nothing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    /// Whether they are not shown.
    pub(super) is_hidden: Option<bool>,
    /// Where they stand.
    pub(super) height: Option<Height>,
    /// Whether a line is drawn through them.
    pub(super) is_crossed: Option<bool>,
    /// Whether they are bold or italic.
    pub(super) is_emphasized: Option<bool>,
}

impl Look {
    /// What properties of letters say.
    pub(super) fn of(properties: Option<Node<'_, '_>>) -> Self {
        let either = |one, other| {
            let (one, other) = (switch(properties, one), switch(properties, other));
            match (one, other) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                _ => one.or(other),
            }
        };
        Self {
            is_hidden: switch(properties, "vanish"),
            height: height(properties),
            is_crossed: either("strike", "dstrike"),
            is_emphasized: either("b", "i"),
        }
    }

    /// The look with another under it, which counts where this one says nothing.
    pub(super) fn over(self, base: Self) -> Self {
        Self {
            is_hidden: self.is_hidden.or(base.is_hidden),
            height: self.height.or(base.height),
            is_crossed: self.is_crossed.or(base.is_crossed),
            is_emphasized: self.is_emphasized.or(base.is_emphasized),
        }
    }
}

fn height(properties: Option<Node<'_, '_>>) -> Option<Height> {
    let properties = properties?;
    let moved = value(properties, "position").and_then(|it| it.parse::<i32>().ok());
    match (value(properties, "vertAlign"), moved) {
        (None, None) => None,
        (Some("subscript"), _) => Some(Height::Lowered),
        (Some("superscript"), _) | (_, Some(LEAST_MOVED..)) => Some(Height::Raised),
        (_, Some(moved)) if moved <= -LEAST_MOVED => Some(Height::Lowered),
        (_, _) => Some(Height::Level),
    }
}

/// Letters at a height as Unicode has them, and whether all of them say there what they say in the file.
pub(super) fn set(letters: &str, height: Height) -> (String, bool) {
    if height == Height::Level || ORDINALS.contains(&letters.trim()) {
        return (letters.to_owned(), true);
    }
    let is_gap = |it: char| it.is_whitespace() || it.is_control();
    let is_whole = letters
        .chars()
        .all(|it| is_gap(it) || moved(it, height).is_some());
    // A sign or an “n” among letters that stay would say something else.
    let mut words = letters.split(|it: char| !it.is_alphabetic());
    let is_whole = is_whole && words.all(|word| word.len() <= 1);
    let set = letters.chars().map(|it| {
        let moves = is_whole || it.is_ascii_digit();
        moved(it, height).filter(|_| moves).unwrap_or(it)
    });
    (set.collect(), is_whole)
}

/// The raised or lowered form of a letter.
fn moved(letter: char, height: Height) -> Option<char> {
    let [level, moved] = match height {
        Height::Level => return None,
        Height::Raised => ["0123456789+-\u{2212}=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"],
        Height::Lowered => ["0123456789+-\u{2212}=()n", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙ"],
    };
    let place = level.chars().position(|it| it == letter)?;
    moved.chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_raised_and_lowered_as_unicode_has_them() {
        for (letters, height, expected) in [
            ("2", Height::Raised, ("²", true)),
            ("1992", Height::Raised, ("¹⁹⁹²", true)),
            ("-3", Height::Raised, ("⁻³", true)),
            ("(n\u{2212}1)", Height::Raised, ("⁽ⁿ⁻¹⁾", true)),
            ("i", Height::Raised, ("ⁱ", true)),
            ("2", Height::Lowered, ("₂", true)),
            ("n", Height::Lowered, ("ₙ", true)),
            ("th", Height::Raised, ("th", true)),
            ("nd", Height::Raised, ("nd", true)),
            ("in", Height::Raised, ("in", false)),
            ("1, 2", Height::Raised, ("¹, ²", false)),
            ("k", Height::Raised, ("k", false)),
            ("i", Height::Lowered, ("i", false)),
            ("2", Height::Level, ("2", true)),
        ] {
            let (words, is_whole) = set(letters, height);
            assert_eq!((words.as_str(), is_whole), expected, "{letters}");
        }
    }
}
