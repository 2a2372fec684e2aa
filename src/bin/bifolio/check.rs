//! `bifolio check`: everything that is wrong with a booklet, and nothing written.

use bifolio::base::diagnostic::Severity;

use crate::args::{Common, Format};
use crate::booklet_args::BookletArguments;
use crate::outcome::{Outcome, counted, tell};
use crate::session::{self, Session};

/// Checks a booklet. What is wrong is the result, on standard output.
pub(crate) fn run(arguments: &BookletArguments, common: &Common) -> Outcome {
    let Session { run, typeset, .. } = match session::typeset(arguments, common) {
        Ok(session) => session,
        Err(outcome) => return outcome,
    };
    match session::print(&run, common) {
        Outcome::Done => {}
        failed => return failed,
    }
    if !common.quiet && common.format == Format::Human {
        let (n_errors, n_warnings) = (
            run.complaints.count(Severity::Error),
            run.complaints.count(Severity::Warning),
        );
        match typeset {
            Some(typeset) if n_warnings == 0 => {
                tell!("nothing is wrong: {} pages", typeset.pages.pages.len());
            }
            _ => tell!(
                "{}, {}",
                counted(n_errors, "error"),
                counted(n_warnings, "warning")
            ),
        }
    }
    session::outcome(&run, common)
}
