//! What is said of a booklet that is printed in the office: why it cannot be, and what came of setting it anew.

use std::path::PathBuf;

use bifolio::run::Run;
use bifolio::run::printable::{Anew, Unprintable};

use crate::args::Common;
use crate::outcome::Outcome;
use crate::session;

/// Says why a booklet cannot be printed. `run` is that of the booklet.
pub(crate) fn refused(refused: &Unprintable, run: &Run, common: &Common) -> Outcome {
    match refused {
        Unprintable::OfficeFile => {
            session::tell(run, common);
            Outcome::BookletWrong
        }
        Unprintable::Anew(anew) => {
            session::tell(anew, common);
            session::outcome(anew, common)
        }
        Unprintable::Paper(message, help) => Outcome::usage(message, help),
        Unprintable::World(message) => Outcome::world(message),
    }
}

/// What was read for it. `run` is that of the booklet.
pub(crate) fn inputs(run: &Run, anew: Option<&Anew>) -> Vec<PathBuf> {
    let anew = anew.map(|anew| anew.run.sources.asked());
    [run.sources.asked(), anew.unwrap_or_default()].concat()
}

/// How the command ends by what was complained of when it was set anew.
pub(crate) fn outcome(anew: &Anew, common: &Common) -> Result<(), Outcome> {
    match session::outcome(&anew.run, common) {
        Outcome::Done => Ok(()),
        failed => Err(failed),
    }
}
