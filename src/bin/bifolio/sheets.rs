//! Writes sheets, and says so.

use std::io;
use std::path::{Path, PathBuf};

use bifolio::press::impose::Imposition;
use bifolio::press::job::Job;
use bifolio::press::refused::ImposeError;
use bifolio::run::sheets;

use crate::args::Common;
use crate::files::{self, Replaces};
use crate::outcome::{Outcome, tell};

/// Writes sheets, as one file or, where the stack is turned by hand, as three.
pub(crate) fn write(
    imposition: &Imposition<'_>,
    job: &Job,
    path: &Path,
    inputs: &[PathBuf],
) -> Result<Vec<PathBuf>, Outcome> {
    let files = sheets::files(job, path);
    check_output(path, files.len())?;
    let mut written_to = Vec::new();
    for file in files {
        written(&file.path, inputs, |out| file.write(imposition, job, out))?;
        written_to.push(file.path);
    }
    Ok(written_to)
}

/// Refuses standard output where there are several files.
pub(crate) fn check_output(path: &Path, n_files: usize) -> Result<(), Outcome> {
    if n_files > 1 && files::is_stdout(path) {
        return Err(Outcome::usage(
            "a stack that is turned by hand is written to three files",
            "name a file after --output",
        ));
    }
    Ok(())
}

/// Says that sheets were written.
pub(crate) fn said<'p>(paths: impl Iterator<Item = &'p Path>, sentence: &str, common: &Common) {
    for path in paths {
        files::said(path, common);
    }
    if !common.quiet {
        tell!("{sentence}");
    }
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
