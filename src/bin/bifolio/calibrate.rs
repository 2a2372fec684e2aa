//! `bifolio calibrate`: how the office printer turns sheets, kept in `office.yaml`.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use bifolio::content::office::{FILE_NAME, FeedingYaml, OfficeYaml};
use bifolio::content::schema::DuplexYaml;
use bifolio::press::calibrate;
use bifolio::press::impose::Duplex;

use crate::args::{CalibrateArguments, Common, DuplexArgument, FeedingArgument};
use crate::build;
use crate::outcome::Outcome;
use crate::session::Session;

/// Writes the page to print, or keeps what it showed.
pub(crate) fn run(arguments: &CalibrateArguments, common: &Common) -> Outcome {
    let mut session = Session::default();
    let known = match session.office(common) {
        Ok(known) => known,
        Err(outcome) => return outcome,
    };
    let is_measured =
        arguments.right.is_some() || arguments.up.is_some() || arguments.feeding.is_some();
    let written = if is_measured {
        keep(arguments, known.as_ref(), common)
    } else {
        page(arguments, known.as_ref(), common)
    };
    written.unwrap_or_else(|outcome| outcome)
}

fn page(
    arguments: &CalibrateArguments,
    known: Option<&OfficeYaml>,
    common: &Common,
) -> Result<Outcome, Outcome> {
    let duplex = match (arguments.duplex, known.and_then(|known| known.duplex)) {
        (Some(DuplexArgument::Long), _) | (None, Some(DuplexYaml::Long)) => Duplex::Long,
        (Some(DuplexArgument::Manual | DuplexArgument::None), _) => Duplex::Manual,
        _ => Duplex::Short,
    };
    let path = &arguments.output;
    let write = |out: &mut io::BufWriter<std::fs::File>| {
        calibrate::write(&arguments.paper, duplex, out).map_err(io::Error::other)
    };
    build::write_with(path, write).map_err(Outcome::world)?;
    if !common.quiet {
        eprintln!(
            "{}: print it on both sides at 100 %, and read what it says",
            path.display()
        );
    }
    Ok(Outcome::Done)
}

/// Writes `office.yaml` with what was given now and what was known.
fn keep(
    arguments: &CalibrateArguments,
    known: Option<&OfficeYaml>,
    common: &Common,
) -> Result<Outcome, Outcome> {
    let duplex = arguments.duplex.map(|duplex| match duplex {
        DuplexArgument::Short | DuplexArgument::None => "short",
        DuplexArgument::Long => "long",
        DuplexArgument::Manual => "manual",
    });
    let duplex = duplex.or(known
        .and_then(|known| known.duplex)
        .map(|duplex| match duplex {
            DuplexYaml::Short => "short",
            DuplexYaml::Long => "long",
            DuplexYaml::Manual => "manual",
        }));
    let feeding = arguments.feeding.map(|feeding| match feeding {
        FeedingArgument::Reversed => "reversed",
        FeedingArgument::Same => "same",
    });
    let feeding = feeding.or(known
        .and_then(|known| known.feeding)
        .map(|feeding| match feeding {
            FeedingYaml::Reversed => "reversed",
            FeedingYaml::Same => "same",
        }));
    let right = arguments.right.or(known.and_then(|known| known.right));
    let up = arguments.up.or(known.and_then(|known| known.up));
    let mut yaml = String::from(
        "# What `bifolio calibrate` found out about the printer; used for sheets built in this folder.\n",
    );
    for (key, value) in [("duplex", duplex), ("feeding", feeding)] {
        if let Some(value) = value {
            let _ = writeln!(yaml, "{key}: {value}");
        }
    }
    for (key, value) in [("right", right), ("up", up)] {
        if let Some(value) = value {
            let _ = writeln!(yaml, "{key}: {value}");
        }
    }
    build::write(Path::new(FILE_NAME), yaml.as_bytes()).map_err(Outcome::world)?;
    if !common.quiet {
        eprintln!("{FILE_NAME}: kept; sheets built in this folder are corrected by it");
    }
    Ok(Outcome::Done)
}
