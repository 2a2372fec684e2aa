//! The sheets as a browser folds them: which pages stand where, and what is done with them in words.

use serde::Serialize;

use crate::base::units::rounded;
use crate::press::impose::Imposition;

/// A sheet: the pages on its sides, counted from 0.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    front: [Option<usize>; 2],
    back: [Option<usize>; 2],
    /// How far its pages are moved towards the spine, in millimetres.
    shift: f64,
}

/// The sheets, the outermost first.
pub fn stack(imposition: &Imposition<'_>) -> Vec<Sheet> {
    let stack = imposition.sheets.iter().map(|sheet| Sheet {
        front: sheet.front,
        back: sheet.back,
        shift: rounded(imposition.shift(sheet).to_mm(), 100.0),
    });
    stack.collect()
}

/// What to do with the sheets, as a sentence of its own.
pub fn sentence(imposition: &Imposition<'_>) -> String {
    let phrase = imposition.sentence();
    let mut letters = phrase.chars();
    let first = letters
        .next()
        .map(|it| it.to_uppercase().collect::<String>());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}
