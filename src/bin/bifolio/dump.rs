//! `bifolio dump`: the pages as stable text.

use bifolio::render::dump;

use crate::args::Common;
use crate::booklet_args::BookletArguments;
use crate::outcome::{self, Outcome};
use crate::session::{self, Session};

/// Prints the pages.
pub(crate) fn run(arguments: &BookletArguments, common: &Common) -> Outcome {
    let Session { run, typeset, .. } = match session::typeset(arguments, common) {
        Ok(session) => session,
        Err(outcome) => return outcome,
    };
    session::tell(&run, common);
    let Some(typeset) = typeset else {
        return session::outcome(&run, common);
    };
    match outcome::print(dump::dump(&typeset.pages, &typeset.design.fonts).as_bytes()) {
        Outcome::Done => session::outcome(&run, common),
        failed => failed,
    }
}
