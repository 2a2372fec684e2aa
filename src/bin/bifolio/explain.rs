//! `bifolio explain`: more about a complaint.

use bifolio::base::diagnostic::Code;

use crate::outcome::{self, Outcome};

/// Prints the explanation of a code.
pub(crate) fn run(code: &str) -> Outcome {
    let wanted = code.to_ascii_uppercase();
    match Code::ALL.iter().find(|known| known.number() == wanted) {
        Some(code) => {
            outcome::print(format!("{}: {}\n", code.number(), code.explanation()).as_bytes())
        }
        None => Outcome::usage(
            format!("there is no complaint `{code}`"),
            "the code stands in brackets after `error`, such as BF0104",
        ),
    }
}
