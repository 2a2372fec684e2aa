//! `bifolio impose`: the pages of any PDF on sheets.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use bifolio::base::pdf::file::File;
use bifolio::base::units::Pt;
use bifolio::press::impose::{self, Imposition};
use bifolio::press::job::{Duplex, Job, Sides};
use bifolio::press::order::{Binding, Creep};
use bifolio::press::paper;
use bifolio::press::refused::ImposeError;
use bifolio::press::{dummy, instructions};

use crate::args::{BindArgument, Common, CreepArgument, DuplexArgument, ImposeArguments};
use crate::files::{self, Replaces};
use crate::input;
use crate::office;
use crate::outcome::{self, Outcome, printable, tell};
use crate::session::Session;

/// How much of what is left out is told.
const MOST_TOLD: usize = 20;

/// Imposes a PDF.
pub(crate) fn run(arguments: &ImposeArguments, common: &Common) -> Outcome {
    imposed(arguments, common).unwrap_or_else(|outcome| outcome)
}

fn imposed(arguments: &ImposeArguments, common: &Common) -> Result<Outcome, Outcome> {
    let path = &arguments.file;
    let refused = |error: ImposeError| Outcome::world(format!("{}: {error}", path.display()));
    let bytes = input::read(path)?;
    let file = File::open(bytes).map_err(|error| refused(error.into()))?;
    let mut session = Session::default();
    let known = session.office(common)?;

    let binding = match arguments.bind {
        Some(BindArgument::Right) => Binding::Right,
        None if file.is_bound_right() => Binding::Right,
        Some(BindArgument::Left) | None => Binding::Left,
    };
    let sheets_in_signature = arguments.signature.map(usize::from);
    let inputs = [session.sources().asked(), std::slice::from_ref(path)].concat();
    if arguments.dummy {
        written(&arguments.output, &inputs, |mut out| {
            dummy::write(&file, binding, sheets_in_signature, &mut out)
        })?;
        said(&arguments.output, common);
        return Ok(Outcome::Done);
    }
    let thickness = arguments
        .thickness
        .map_or_else(|| paper::thickness(arguments.grammage), Pt::from_mm);
    let asked = arguments.duplex.map(|duplex| match duplex {
        DuplexArgument::Short => Duplex::Short,
        DuplexArgument::Long => Duplex::Long,
        DuplexArgument::Manual => Duplex::Manual,
        DuplexArgument::None => Duplex::None,
    });
    let job = Job {
        binding,
        paper: arguments.paper.clone(),
        sheets_in_signature,
        creep: match arguments.creep {
            CreepArgument::Auto => Creep::Thickness(thickness),
            CreepArgument::None => Creep::None,
            CreepArgument::Millimetres(most) => Creep::Innermost(Pt::from_mm(most)),
        },
        marks: arguments.marks,
        fit: arguments.fit,
        ..office::for_printer(asked, known.as_ref())
    };
    let imposition = impose::lay_out(&file, &job).map_err(refused)?;
    tell_left_out(&imposition);
    if arguments.explain && files::is_stdout(&arguments.output) {
        outcome::say(&imposition.table());
    } else if arguments.explain {
        outcome::printed(imposition.table().as_bytes())?;
    }
    write(&imposition, &job, &arguments.output, &inputs, common)?;
    if common.deny_warnings && !imposition.left_out.is_empty() {
        return Ok(Outcome::WarningsDenied);
    }
    Ok(Outcome::Done)
}

/// Warns of what the pages show on a screen and the sheets do not.
fn tell_left_out(imposition: &Imposition<'_>) {
    let left_out = &imposition.left_out;
    for it in left_out.iter().take(MOST_TOLD) {
        let what = printable(&it.what);
        tell!("warning: page {}: {what} and is left out", it.page);
    }
    if left_out.len() > MOST_TOLD {
        tell!("warning: and {} more", left_out.len() - MOST_TOLD);
    }
    if !left_out.is_empty() {
        tell!("  = help: to print these too, print the PDF to a new PDF from a viewer first");
    }
}

/// Writes sheets, as one file or, where the stack is turned by hand, as three.
pub(crate) fn write(
    imposition: &Imposition<'_>,
    job: &Job,
    path: &Path,
    inputs: &[PathBuf],
    common: &Common,
) -> Result<(), Outcome> {
    if job.duplex == Duplex::Manual {
        if files::is_stdout(path) {
            return Err(Outcome::usage(
                "a stack that is turned by hand is written to three files",
                "name a file after --output",
            ));
        }
        let names = ["fronts", "backs", "instructions"].map(|part| beside(path, part));
        let shown = |path: &Path| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        written(&names[0], inputs, |mut out| {
            imposition.write(Sides::Fronts, &mut out)
        })?;
        written(&names[1], inputs, |mut out| {
            imposition.write(Sides::Backs, &mut out)
        })?;
        written(&names[2], inputs, |mut out| {
            instructions::write(
                imposition,
                job.feeding,
                &shown(&names[0]),
                &shown(&names[1]),
                &mut out,
            )
        })?;
        for name in &names {
            said(name, common);
        }
    } else {
        written(path, inputs, |mut out| {
            imposition.write(Sides::All, &mut out)
        })?;
        said(path, common);
    }
    if !common.quiet {
        tell!("{}", imposition.sentence());
    }
    Ok(())
}

/// Says that a file was written.
pub(crate) fn said(path: &Path, common: &Common) {
    if !common.quiet && !files::is_stdout(path) {
        tell!("{}", path.display());
    }
}

/// A file's name with a word before its extension.
fn beside(path: &Path, part: &str) -> PathBuf {
    let mut name: OsString = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{part}.pdf"));
    path.with_file_name(name)
}

/// Writes a PDF of sheets.
pub(crate) fn written(
    path: &Path,
    inputs: &[PathBuf],
    write: impl FnOnce(&mut dyn io::Write) -> Result<(), ImposeError>,
) -> Result<(), Outcome> {
    files::write_with(path, Replaces::Pdf, inputs, |out| {
        write(out).map_err(io::Error::other)
    })
}
