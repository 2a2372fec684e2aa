//! `bifolio build`: a booklet to files.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use bifolio::base::world::FileError;
use bifolio::design::edition::{EDITIONS, Edition, Standard};
use bifolio::render::pdf::{self, Attachment};
use bifolio::render::png;

use crate::args::{BuildArguments, Common};
use crate::office;
use crate::outcome::{self, Outcome};
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
        eprintln!("{}", typeset.decisions.explanation());
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
        return Ok(EDITIONS.to_vec());
    }
    let default = [DEFAULT_EDITION.to_owned()];
    let names = if arguments.editions.is_empty() {
        &default[..]
    } else {
        &arguments.editions[..]
    };
    let known: Vec<_> = EDITIONS.iter().map(|edition| edition.name).collect();
    let editions = names.iter().map(|name| {
        Edition::named(name).ok_or_else(|| {
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
    if arguments.output.as_deref() == Some(Path::new("-")) {
        match outcome::print(&bytes) {
            Outcome::Done => {}
            failed => return Err(failed),
        }
    } else {
        let path = path(arguments.output.as_deref(), &typeset.booklet.name, edition);
        write(&path, &bytes).map_err(Outcome::world)?;
        if !common.quiet {
            let n_pages = typeset.pages.pages.len();
            let kilobytes = bytes.len().div_ceil(1024);
            eprintln!("{}: {n_pages} pages, {kilobytes} KB", path.display());
        }
    }
    if let Some(folder) = &arguments.png {
        let _progress = Progress::of("drawing the pages", common);
        draw(&bytes, folder, &typeset.booklet.name, arguments.dpi)?;
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

/// Draws the pages of a PDF into a folder.
fn draw(bytes: &[u8], folder: &Path, booklet: &str, dpi: u16) -> Result<(), Outcome> {
    let pictures = png::draw(bytes, f32::from(dpi)).map_err(Outcome::world)?;
    let n_digits = pictures.len().to_string().len().max(2);
    for (idx, picture) in pictures.iter().enumerate() {
        let path = folder.join(format!("{booklet}-{:0n_digits$}.png", idx + 1));
        write(&path, picture).map_err(Outcome::world)?;
    }
    Ok(())
}

/// Writes a file beside its place and renames it: never half a file, and the old one stays until
/// the new one is whole.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    write_with(path, |out| out.write_all(bytes))
}

/// The same for what is written piece by piece.
pub(crate) fn write_with(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), FileError> {
    let failed = |cause| FileError::new("write", path, cause);
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = File::create(&part)
        .and_then(|file| {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            out.into_inner().map_err(io::Error::from)?.sync_all()
        })
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|cause| {
        let _ = fs::remove_file(&part);
        failed(cause)
    })
}
