//! `bifolio calibrate`: how the office printer turns sheets, kept in `office.yaml`.

use std::fmt::Write as _;
use std::path::Path;

use bifolio::content::editions::Duplex;
use bifolio::content::office::{FILE_NAME, OfficeYaml, Register};
use bifolio::press::calibrate;
use bifolio::run::Run;

use crate::args::Common;
use crate::files::{self, Replaces};
use crate::outcome::{Outcome, tell};
use crate::session;
use crate::sheet_args::CalibrateArguments;
use crate::sheets;

/// Writes the page to print, or keeps what it showed.
pub(crate) fn run(arguments: &CalibrateArguments, common: &Common) -> Outcome {
    let mut run = Run::default();
    let known = match session::office(&mut run, common) {
        Ok(known) => known,
        Err(outcome) => return outcome,
    };
    let is_measured =
        arguments.right.is_some() || arguments.up.is_some() || arguments.feeding.is_some();
    let written = if is_measured {
        keep(arguments, known.as_ref(), common)
    } else {
        page(arguments, known.as_ref(), &run, common)
    };
    written.unwrap_or_else(|outcome| outcome)
}

/// Writes the page to print.
fn page(
    arguments: &CalibrateArguments,
    known: Option<&OfficeYaml>,
    run: &Run,
    common: &Common,
) -> Result<Outcome, Outcome> {
    let duplex = duplex(arguments, known).unwrap_or(Duplex::Short);
    let path = &arguments.output;
    let inputs = run.sources.asked();
    sheets::written(path, inputs, |mut out| {
        calibrate::write(&arguments.paper, duplex, &mut out)
    })?;
    if !common.quiet && !files::is_stdout(path) {
        tell!(
            "{}: print it on both sides at 100 %, and read what it says",
            path.display()
        );
    }
    Ok(Outcome::Done)
}

/// How both sides are printed: as given now, else as known.
fn duplex(arguments: &CalibrateArguments, known: Option<&OfficeYaml>) -> Option<Duplex> {
    let given = arguments.duplex.filter(|it| *it != Duplex::None);
    given.or(known.and_then(|known| known.duplex))
}

/// Writes `office.yaml` with what was given now and what was known.
fn keep(
    arguments: &CalibrateArguments,
    known: Option<&OfficeYaml>,
    common: &Common,
) -> Result<Outcome, Outcome> {
    let feeding = arguments.feeding.or(known.and_then(|known| known.feeding));
    let number = |given: Option<f64>, known: Option<Register>| {
        let number = given.or(known.map(|known| known.0));
        number.map(|number| number.to_string())
    };
    let lines = [
        (
            "duplex",
            duplex(arguments, known).map(|it| it.word().to_owned()),
        ),
        ("feeding", feeding.map(|it| it.word().to_owned())),
        (
            "right",
            number(arguments.right, known.and_then(|known| known.right)),
        ),
        ("up", number(arguments.up, known.and_then(|known| known.up))),
    ];
    let mut yaml = String::from(
        "# What `bifolio calibrate` found out about the printer; used for sheets built in this folder.\n",
    );
    for (key, value) in lines {
        if let Some(value) = value {
            let _ = writeln!(yaml, "{key}: {value}");
        }
    }
    // It is the file that was read, with what it said.
    let path = Path::new(FILE_NAME);
    files::write(path, Replaces::Anything, &[], yaml.as_bytes())?;
    if !common.quiet {
        tell!("{FILE_NAME}: kept; sheets built in this folder are corrected by it");
    }
    Ok(Outcome::Done)
}
