//! `bifolio build`: a booklet to files.

use std::path::{Path, PathBuf};

use bifolio::base::edition::{Edition, Editions};
use bifolio::content::load::Manuscript;
use bifolio::render::png;
use bifolio::run::printable::Printable;
use bifolio::run::write::{Unwritten, WrittenSheets};
use bifolio::run::{self, Run, Typeset};

use crate::args::Common;
use crate::booklet_args::BuildArguments;
use crate::files::{self, Replaces};
use crate::outcome::{self, Outcome, tell};
use crate::printing;
use crate::progress::Progress;
use crate::session::{self, Session};
use crate::sheets;

/// The resolution of the pages of a proof: as large as most screens show them.
const PROOF_DPI: f32 = 110.0;

/// Builds the editions asked for.
pub(crate) fn run(arguments: &BuildArguments, common: &Common) -> Outcome {
    built(arguments, common).unwrap_or_else(|outcome| outcome)
}

fn built(arguments: &BuildArguments, common: &Common) -> Result<Outcome, Outcome> {
    let editions = editions(arguments, common.editions)?;
    let Session {
        path,
        mut run,
        typeset,
    } = session::typeset(&arguments.booklet, common)?;
    session::tell(&run, common);
    let Some(typeset) = typeset else {
        return Ok(session::outcome(&run, common));
    };
    if arguments.explain {
        tell!("{}", typeset.decisions.explanation());
    }
    let build = Build {
        arguments,
        common,
        manuscript: arguments.booklet.manuscript(&path, common.editions),
        typeset: &typeset,
    };
    if arguments.proof {
        build.proof(&mut run)?;
    }
    for edition in editions {
        build.edition(edition, &mut run)?;
    }
    Ok(session::outcome(&run, common))
}

/// The editions asked for.
fn editions(arguments: &BuildArguments, known: Editions) -> Result<Vec<&'static Edition>, Outcome> {
    if arguments.all {
        let all = known.0.iter();
        return Ok(all.filter(|edition| edition.is_in_all).collect());
    }
    let named = arguments.editions.iter().map(|name| {
        known.named(name).ok_or_else(|| {
            let message = format!("there is no edition `{name}`");
            let names = known.names().join(", ");
            Outcome::usage(message, format!("the editions are: {names}"))
        })
    });
    let mut editions: Vec<_> = named.collect::<Result<_, _>>()?;
    if editions.is_empty() {
        editions.push(known.usual());
    }
    let names_one_file = arguments
        .output
        .as_deref()
        .is_some_and(|path| !path.is_dir());
    if editions.len() > 1 && names_one_file {
        return Err(Outcome::usage(
            "several editions cannot go into one file",
            "give a folder after --output, or leave it out",
        ));
    }
    Ok(editions)
}

/// A booklet that is written.
struct Build<'b> {
    arguments: &'b BuildArguments,
    common: &'b Common,
    manuscript: Manuscript<'b>,
    typeset: &'b Typeset,
}

impl Build<'_> {
    /// Writes an edition.
    fn edition(&self, edition: &Edition, run: &mut Run) -> Result<(), Outcome> {
        let common = self.common;
        let name = edition.file_name(&self.typeset.booklet.name);
        let path = files::place_for(self.arguments.output.as_deref(), &name);
        let work = if edition.is_imposed {
            "setting the printed pages"
        } else {
            "writing the PDF"
        };
        let progress = Progress::of(work, common);
        let written = run::write(run, &self.manuscript, self.typeset, edition, &path);
        drop(progress);
        let written = written.map_err(|unwritten| refused(&unwritten, run, common))?;
        let anew = written.sheets.as_ref().and_then(|it| it.anew.as_ref());
        if let Some(sheets) = &written.sheets {
            self.explain(sheets);
            sheets::check_output(&path, written.files.len())?;
        }
        let inputs = printing::inputs(run, anew);
        for file in &written.files {
            files::write(&file.path, Replaces::Pdf, &inputs, &file.bytes)?;
        }
        match (&written.sheets, &written.files[..]) {
            (Some(sheets), files) => {
                let paths = files.iter().map(|file| &*file.path);
                sheets::said(paths, &sheets.sentence, common);
            }
            (None, [file, ..]) => self.pages_written(&path, &file.bytes, &inputs)?,
            (None, []) => {}
        }
        anew.map_or(Ok(()), |anew| printing::outcome(anew, common))
    }

    /// Says what sheets were made.
    fn explain(&self, sheets: &WrittenSheets) {
        if let Some(anew) = &sheets.anew {
            session::tell(&anew.run, self.common);
        }
        if !self.arguments.explain {
            return;
        }
        if let Some(anew) = &sheets.anew {
            let explanation = anew.typeset.decisions.explanation();
            tell!("set anew for {}: {explanation}", sheets.paper);
        }
        outcome::say(&sheets.table);
    }

    /// Says that pages were written, and draws them if that was asked for.
    fn pages_written(&self, path: &Path, bytes: &[u8], inputs: &[PathBuf]) -> Result<(), Outcome> {
        if !self.common.quiet && !files::is_stdout(path) {
            let n_pages = self.typeset.pages.pages.len();
            let kilobytes = bytes.len().div_ceil(1024);
            tell!("{}: {n_pages} pages, {kilobytes} KB", path.display());
        }
        let Some(folder) = &self.arguments.png else {
            return Ok(());
        };
        let _progress = Progress::of("drawing the pages", self.common);
        let pictures = png::draw(bytes, f32::from(self.arguments.dpi)).map_err(Outcome::world)?;
        let n_digits = pictures.len().to_string().len().max(2);
        let booklet = &self.typeset.booklet.name;
        for (idx, picture) in pictures.iter().enumerate() {
            let path = folder.join(format!("{booklet}-{:0n_digits$}.png", idx + 1));
            files::write(&path, Replaces::Png, inputs, picture)?;
        }
        Ok(())
    }

    /// Writes the fold proof: of the pages and sheets that are printed.
    fn proof(&self, run: &mut Run) -> Result<(), Outcome> {
        let common = self.common;
        let progress = Progress::of("setting the printed pages", common);
        let printable = Printable::of(run, &self.manuscript, self.typeset);
        drop(progress);
        let printable = printable.map_err(|refused| printing::refused(&refused, run, common))?;
        let anew = printable.anew.as_ref();
        if let Some(anew) = anew {
            session::tell(&anew.run, common);
        }
        let imposition = printable.lay_out().map_err(Outcome::world)?;
        let progress = Progress::of("drawing the pages", common);
        let pictures = png::draw(printable.file.bytes(), PROOF_DPI);
        drop(progress);
        let pictures = pictures.map_err(Outcome::world)?;
        let proof = printable.proof(self.typeset, &imposition, &pictures);
        let name = format!("{}-proof.html", self.typeset.booklet.name);
        let path = files::place_beside(self.arguments.output.as_deref(), &name);
        let inputs = printing::inputs(run, anew);
        files::write(&path, Replaces::Html, &inputs, proof.as_bytes())?;
        files::said(&path, common);
        anew.map_or(Ok(()), |anew| printing::outcome(anew, common))
    }
}

/// Says why an edition was not written.
fn refused(unwritten: &Unwritten, run: &Run, common: &Common) -> Outcome {
    match unwritten {
        Unwritten::Pdf(error) => Outcome::world(error),
        Unwritten::Unprintable(refused) => printing::refused(refused, run, common),
        Unwritten::Sheets(anew, error) => {
            if let Some(anew) = anew {
                session::tell(&anew.run, common);
            }
            Outcome::world(error)
        }
    }
}
