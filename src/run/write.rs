//! Writes an edition of a typeset booklet, in memory, by its row.

use std::path::{Path, PathBuf};

use super::attachments::attachments;
use super::printable::{Anew, Printable, Unprintable};
use super::sheets;
use super::typeset::{Run, Typeset};
use crate::base::edition::Edition;
use crate::content::load::Manuscript;
use crate::press::refused::ImposeError;
use crate::render::pdf::{self, PdfError};

/// An edition that was written.
#[derive(Debug)]
pub struct Written {
    /// Its files: one, or three where somebody turns a stack of sheets.
    pub files: Vec<WrittenFile>,
    /// Its sheets, if it is imposed.
    pub sheets: Option<WrittenSheets>,
}

/// A file, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Where it belongs.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What there is to say of sheets.
#[derive(Debug)]
pub struct WrittenSheets {
    /// The booklet set anew for them, if it was.
    pub anew: Option<Anew>,
    /// What paper they are.
    pub paper: String,
    /// What stands on which.
    pub table: String,
    /// The whole, in one sentence.
    pub sentence: String,
}

/// Why an edition was not written.
#[derive(Debug)]
pub enum Unwritten {
    /// A fault of ours.
    Pdf(PdfError),
    /// It cannot be printed.
    Unprintable(Unprintable),
    /// Its pages cannot be put on sheets: the booklet set anew for them, if it was, and why.
    Sheets(Option<Box<Anew>>, ImposeError),
}

/// Writes an edition of a booklet that was typeset from `manuscript`, for the file `path`.
pub fn write(
    run: &mut Run,
    manuscript: &Manuscript<'_>,
    typeset: &Typeset,
    edition: &Edition,
    path: &Path,
) -> Result<Written, Unwritten> {
    if edition.is_imposed {
        let printable = Printable::of(run, manuscript, typeset);
        return on_sheets(printable.map_err(Unwritten::Unprintable)?, path);
    }
    let bytes = pages(run, typeset, edition).map_err(Unwritten::Pdf)?;
    let path = path.to_owned();
    Ok(Written {
        files: vec![WrittenFile { path, bytes }],
        sheets: None,
    })
}

/// The pages of an edition, one by one in a file.
pub fn pages(run: &Run, typeset: &Typeset, edition: &Edition) -> Result<Vec<u8>, PdfError> {
    let attachments = if edition.carries_sources {
        attachments(&typeset.booklet, &run.sources)
    } else {
        Vec::new()
    };
    let (pages, fonts) = (&typeset.pages, &typeset.design.fonts);
    pdf::write(pages, fonts, &run.sources, edition.standard, &attachments)
}

/// Puts the pages on sheets.
fn on_sheets(printable: Printable, path: &Path) -> Result<Written, Unwritten> {
    match laid_out(&printable, path) {
        Ok((files, sheets)) => {
            let anew = printable.anew;
            let sheets = Some(WrittenSheets { anew, ..sheets });
            Ok(Written { files, sheets })
        }
        Err(error) => Err(Unwritten::Sheets(printable.anew.map(Box::new), error)),
    }
}

fn laid_out(
    printable: &Printable,
    path: &Path,
) -> Result<(Vec<WrittenFile>, WrittenSheets), ImposeError> {
    let imposition = printable.lay_out()?;
    let mut files = Vec::new();
    for file in sheets::files(&printable.job, path) {
        let mut bytes = Vec::new();
        file.write(&imposition, &printable.job, &mut bytes)?;
        let path = file.path;
        files.push(WrittenFile { path, bytes });
    }
    let sheets = WrittenSheets {
        anew: None,
        paper: imposition.paper.to_string(),
        table: imposition.table(),
        sentence: imposition.sentence(),
    };
    Ok((files, sheets))
}
