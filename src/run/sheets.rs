//! The files that sheets are written to: one or, where somebody turns the stack, three.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::content::editions::Duplex;
use crate::press::impose::Imposition;
use crate::press::instructions;
use crate::press::job::{Job, Sides};
use crate::press::refused::ImposeError;

/// A file of sheets that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFile {
    /// Where to.
    pub path: PathBuf,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    /// Sides of the sheets.
    Sides(Sides),
    /// What to do with the files of fronts and backs, which are called so.
    Instructions([String; 2]),
}

/// The files of a job that goes to `path`.
pub fn files(job: &Job, path: &Path) -> Vec<SheetFile> {
    if job.duplex != Duplex::Manual {
        return vec![SheetFile {
            path: path.to_owned(),
            what: What::Sides(Sides::All),
        }];
    }
    let [fronts, backs, instructions] =
        ["fronts", "backs", "instructions"].map(|part| beside(path, part));
    let names = [&fronts, &backs].map(|path| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    });
    let files = [
        (fronts, What::Sides(Sides::Fronts)),
        (backs, What::Sides(Sides::Backs)),
        (instructions, What::Instructions(names)),
    ];
    files.map(|(path, what)| SheetFile { path, what }).into()
}

impl SheetFile {
    /// Writes it.
    pub fn write(
        &self,
        imposition: &Imposition<'_>,
        job: &Job,
        mut out: &mut dyn Write,
    ) -> Result<(), ImposeError> {
        match &self.what {
            What::Sides(sides) => imposition.write(*sides, &mut out),
            What::Instructions([fronts, backs]) => {
                instructions::write(imposition, job.feeding, fronts, backs, &mut out)
            }
        }
    }
}

/// A file's name with a word before its extension.
fn beside(path: &Path, part: &str) -> PathBuf {
    let mut name: OsString = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{part}.pdf"));
    path.with_file_name(name)
}
