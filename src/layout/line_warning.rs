//! What is told of a line that sticks out or gapes.

use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::base::shown;
use crate::base::units::Pt;
use crate::inline::line::Line;

/// A word space wider than this, as a multiple of the natural one, is told.
const WIDEST_SPACE: f64 = 1.6;

/// A warning about a line that sticks out or gapes; its page is added when it is known.
pub(super) fn warning(line: &Line, text: &str, at: Span) -> Option<Diagnostic> {
    let words = text.get(line.text.clone()).unwrap_or("").trim();
    let words = shown::beginning(words, shown::WORDS);
    if line.overfull > Pt(0.5) {
        let message = format!(
            "a line sticks out by {:.1} mm: “{words}”",
            line.overfull.to_mm()
        );
        let help =
            "put a soft hyphen where the long word may be broken, or list it under `hyphenation`";
        return Some(Diagnostic::new(Code::Overfull, Some(at), message).help(help));
    }
    if line.space_ratio > WIDEST_SPACE {
        let message = format!("a line is set loosely: “{words}”");
        let help = "list its long words under `hyphenation`, with hyphens where they may be broken";
        return Some(Diagnostic::new(Code::LooseLine, Some(at), message).help(help));
    }
    None
}
