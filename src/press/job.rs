//! What is asked of the sheets.

use super::order::{Binding, Creep};
use crate::base::paper::Paper;
use crate::base::units::Pt;
use crate::content::editions::Duplex;
use crate::content::office::Feeding;

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The side it is bound on.
    pub binding: Binding,
    /// How both sides are printed.
    pub duplex: Duplex,
    /// The paper; without it what the spread just fills.
    pub paper: Option<Paper>,
    /// How many sheets are folded into each other, if not all.
    pub sheets_in_signature: Option<usize>,
    /// How inner sheets are moved.
    pub creep: Creep,
    /// Whether crop and fold marks are drawn.
    pub marks: bool,
    /// Whether pages of other sizes, and spreads too large for the paper, are made smaller.
    pub fit: bool,
    /// How far the backs are moved to the right and up, so that they stand behind the fronts.
    pub register: [Pt; 2],
    /// In which order backs are fed when somebody turns the stack.
    pub feeding: Feeding,
}

impl Default for Job {
    fn default() -> Self {
        Self {
            binding: Binding::Left,
            duplex: Duplex::Short,
            paper: None,
            sheets_in_signature: None,
            creep: Creep::None,
            marks: false,
            fit: false,
            register: [Pt::ZERO; 2],
            feeding: Feeding::Reversed,
        }
    }
}

/// Which sides are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// Front and back of each sheet in turn.
    All,
    /// The fronts.
    Fronts,
    /// The backs, in the order they are fed.
    Backs,
}
