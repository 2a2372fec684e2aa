//! `bifolio impose`: the pages of any PDF on sheets.

use bifolio::base::paper;
use bifolio::base::pdf::file::File;
use bifolio::base::units::Pt;
use bifolio::content::office::OfficeYaml;
use bifolio::press::dummy;
use bifolio::press::impose::{self, Imposition};
use bifolio::press::job::Job;
use bifolio::press::order::{Binding, Creep};
use bifolio::press::refused::ImposeError;
use bifolio::run::Run;
use bifolio::run::printer::for_printer;

use crate::args::Common;
use crate::files;
use crate::input;
use crate::outcome::{self, Outcome, printable, tell};
use crate::session;
use crate::sheet_args::{CreepArgument, ImposeArguments};
use crate::sheets;

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
    let mut run = Run::default();
    let known = session::office(&mut run, common)?;

    let output = &arguments.output;
    let inputs = [run.sources.asked(), std::slice::from_ref(path)].concat();
    let job = job(arguments, &file, known.as_ref());
    if arguments.dummy {
        sheets::written(output, &inputs, |mut out| {
            dummy::write(&file, job.binding, job.sheets_in_signature, &mut out)
        })?;
        files::said(output, common);
        return Ok(Outcome::Done);
    }
    let imposition = impose::lay_out(&file, &job).map_err(refused)?;
    tell_left_out(&imposition);
    if arguments.explain && files::is_stdout(output) {
        outcome::say(&imposition.table());
    } else if arguments.explain {
        outcome::printed(imposition.table().as_bytes())?;
    }
    let written = sheets::write(&imposition, &job, output, &inputs)?;
    let written = written.iter().map(|path| &**path);
    sheets::said(written, &imposition.sentence(), common);
    if common.deny_warnings && !imposition.left_out.is_empty() {
        return Ok(Outcome::WarningsDenied);
    }
    Ok(Outcome::Done)
}

/// What is asked for, by what was typed, what the file says, and what is known of the printer.
fn job(arguments: &ImposeArguments, file: &File, known: Option<&OfficeYaml>) -> Job {
    let thickness = arguments
        .thickness
        .map_or_else(|| paper::thickness(arguments.grammage), Pt::from_mm);
    let said = if file.is_bound_right() {
        Binding::Right
    } else {
        Binding::Left
    };
    Job {
        binding: arguments.bind.unwrap_or(said),
        paper: arguments.paper.clone(),
        sheets_in_signature: arguments.signature.map(usize::from),
        creep: match arguments.creep {
            CreepArgument::Auto => Creep::Thickness(thickness),
            CreepArgument::None => Creep::None,
            CreepArgument::Millimetres(most) => Creep::Innermost(Pt::from_mm(most)),
        },
        marks: arguments.marks,
        fit: arguments.fit,
        ..for_printer(arguments.duplex, known)
    }
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
