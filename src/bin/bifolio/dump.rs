//! `bifolio dump`: the pages as stable text.

use bifolio::render::dump;

use crate::args::{BookletArguments, Common};
use crate::outcome::{self, Outcome};
use crate::session::Session;

/// Prints the pages.
pub(crate) fn run(arguments: &BookletArguments, common: &Common) -> Outcome {
    let mut session = Session::default();
    let typeset = match session.typeset(arguments, common) {
        Ok(typeset) => typeset,
        Err(outcome) => return outcome,
    };
    session.tell(common);
    let Some(typeset) = typeset else {
        return session.outcome(common);
    };
    match outcome::print(dump::dump(&typeset.pages, &typeset.design.fonts).as_bytes()) {
        Outcome::Done => session.outcome(common),
        failed => failed,
    }
}
