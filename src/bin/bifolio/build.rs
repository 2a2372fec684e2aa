//! `bifolio build`: a booklet to files.

use std::path::{Path, PathBuf};

use bifolio::base::edition::{EDITIONS, Edition, Standard};
use bifolio::render::pdf::{self, Attachment};
use bifolio::render::png;

use crate::args::{BuildArguments, Common};
use crate::files::{self, Replaces};
use crate::office;
use crate::outcome::{Outcome, tell};
use crate::progress::Progress;
use crate::session::{Session, Typeset};

/// The folder files are written to, in the current directory.
const OUT: &str = "out";

/// The edition that is built when none is named.
const DEFAULT_EDITION: &str = "screen";

/// Builds the editions asked for.
pub(crate) fn run(arguments: &BuildArguments, common: &Common) -> Outcome {
    let editions = match editions(arguments) {
        Ok(editions) => editions,
        Err(outcome) => return outcome,
    };
    let mut session = Session::default();
    let typeset = match session.typeset(&arguments.booklet, common) {
        Ok(typeset) => typeset,
        Err(outcome) => return outcome,
    };
    session.tell(common);
    let Some(typeset) = typeset else {
        return session.outcome(common);
    };
    if arguments.explain {
        tell!("{}", typeset.decisions.explanation());
    }
    if arguments.proof
        && let Err(outcome) = office::proof(&mut session, &typeset, arguments, common)
    {
        return outcome;
    }
    for edition in editions {
        let built = if edition.is_imposed {
            office::build(&mut session, &typeset, edition, arguments, common)
        } else {
            build(&session, &typeset, edition, arguments, common)
        };
        if let Err(outcome) = built {
            return outcome;
        }
    }
    session.outcome(common)
}

fn editions(arguments: &BuildArguments) -> Result<Vec<Edition>, Outcome> {
    if arguments.all {
        return Ok(EDITIONS.0.to_vec());
    }
    let default = [DEFAULT_EDITION.to_owned()];
    let names = if arguments.editions.is_empty() {
        &default[..]
    } else {
        &arguments.editions[..]
    };
    let known: Vec<_> = EDITIONS.0.iter().map(|edition| edition.name).collect();
    let editions = names.iter().map(|name| {
        EDITIONS.named(name).copied().ok_or_else(|| {
            let message = format!("there is no edition `{name}`");
            Outcome::usage(message, format!("the editions are: {}", known.join(", ")))
        })
    });
    let editions: Vec<_> = editions.collect::<Result<_, _>>()?;
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

fn build(
    session: &Session,
    typeset: &Typeset,
    edition: Edition,
    arguments: &BuildArguments,
    common: &Common,
) -> Result<(), Outcome> {
    let attachments = match edition.standard {
        Standard::Archive => Attachment::of(&typeset.booklet, session.sources()),
        Standard::Reading | Standard::Printing => Vec::new(),
    };
    let (pages, fonts) = (&typeset.pages, &typeset.design.fonts);
    let progress = Progress::of("writing the PDF", common);
    let bytes = pdf::write(
        pages,
        fonts,
        session.sources(),
        edition.standard,
        &attachments,
    );
    drop(progress);
    let bytes = bytes.map_err(Outcome::world)?;
    let path = path(arguments.output.as_deref(), &typeset.booklet.name, edition);
    let inputs = session.sources().asked();
    files::write(&path, Replaces::Pdf, inputs, &bytes)?;
    if !common.quiet && !files::is_stdout(&path) {
        let n_pages = typeset.pages.pages.len();
        let kilobytes = bytes.len().div_ceil(1024);
        tell!("{}: {n_pages} pages, {kilobytes} KB", path.display());
    }
    if let Some(folder) = &arguments.png {
        let _progress = Progress::of("drawing the pages", common);
        let pictures = png::draw(&bytes, f32::from(arguments.dpi)).map_err(Outcome::world)?;
        keep(&pictures, folder, &typeset.booklet.name, inputs)?;
    }
    Ok(())
}

/// Where an edition is written.
pub(crate) fn path(output: Option<&Path>, booklet: &str, edition: Edition) -> PathBuf {
    match output {
        Some(path) if !path.is_dir() => path.to_owned(),
        _ => in_folder(output, &format!("{booklet}-{}.pdf", edition.name)),
    }
}

/// A file in the folder things are written to, or beside the file that was named.
pub(crate) fn in_folder(output: Option<&Path>, file: &str) -> PathBuf {
    match output {
        None => Path::new(OUT).join(file),
        Some(folder) if folder.is_dir() => folder.join(file),
        Some(path) => path.with_file_name(file),
    }
}

/// Writes the pictures of pages into a folder.
fn keep(
    pictures: &[Vec<u8>],
    folder: &Path,
    booklet: &str,
    inputs: &[PathBuf],
) -> Result<(), Outcome> {
    let n_digits = pictures.len().to_string().len().max(2);
    for (idx, picture) in pictures.iter().enumerate() {
        let path = folder.join(format!("{booklet}-{:0n_digits$}.png", idx + 1));
        files::write(&path, Replaces::Png, inputs, picture)?;
    }
    Ok(())
}
