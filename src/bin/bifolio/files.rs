//! Where files are written, and how: whole or not at all, and never over what is still needed.
//!
//! Every file the program writes goes through here. It replaces a file only if that is of the kind that is
//! written; what the command read, and what is no plain file, is refused before anything is touched.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

use bifolio::base::world::FileError;

use crate::args::Common;
use crate::outcome::{self, Outcome, tell};

/// The folder files are written to, in the current directory.
const OUT: &str = "out";

/// The path that stands for standard output.
const STDOUT: &str = "-";

/// What is said of a file that is refused.
const LEFT: &str = "it was left as it is";

/// What to do about a file that is in the way.
const AWAY: &str = "name another file to write, or move that one away";

/// What may be replaced, told by how a file begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replaces {
    /// A PDF.
    Pdf,
    /// A picture.
    Png,
    /// A fold proof.
    Html,
    /// A manual page.
    Manual,
    /// Nothing: the file must be new.
    Nothing,
    /// Any file: whoever calls has looked at it.
    Anything,
}

impl Replaces {
    /// Whether a file that begins so may be replaced. A file without a byte holds nothing to lose.
    fn allows(self, head: &[u8]) -> bool {
        let begins = |with: &[u8]| {
            let start = head.get(..with.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        match self {
            Self::Nothing => false,
            Self::Anything => true,
            _ if head.is_empty() => true,
            // Readers look for the mark in the first kilobyte, and so do we.
            Self::Pdf => head.windows(5).any(|it| it == b"%PDF-"),
            Self::Png => begins(b"\x89PNG\r\n\x1a\n"),
            Self::Html => begins(b"<!doctype html"),
            Self::Manual => begins(b".ie \\n(.g .ds"),
        }
    }

    /// What is replaced, in words.
    fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "PNG picture",
            Self::Html => "HTML page",
            Self::Manual => "manual page",
            Self::Nothing | Self::Anything => "file of that kind",
        }
    }
}

/// Whether a path stands for standard output.
pub(crate) fn is_stdout(path: &Path) -> bool {
    path == Path::new(STDOUT)
}

/// Where a file is written: in the folder or to the file that was named, or where files are.
pub(crate) fn place_for(output: Option<&Path>, file: &str) -> PathBuf {
    match output {
        Some(path) if !path.is_dir() => path.to_owned(),
        _ => place_beside(output, file),
    }
}

/// The same for a file of another kind, which goes beside the one that was named.
pub(crate) fn place_beside(output: Option<&Path>, file: &str) -> PathBuf {
    match output {
        None => Path::new(OUT).join(file),
        Some(folder) if folder.is_dir() => folder.join(file),
        Some(path) => path.with_file_name(file),
    }
}

/// Says that a file was written.
pub(crate) fn said(path: &Path, common: &Common) {
    if !common.quiet && !is_stdout(path) {
        tell!("{}", path.display());
    }
}

/// Writes a file beside its place and renames it: never half a file, and the old one stays until the new
/// one is whole. `inputs` is what the command read.
pub(crate) fn write(
    path: &Path,
    replaces: Replaces,
    inputs: &[PathBuf],
    bytes: &[u8],
) -> Result<(), Outcome> {
    write_with(path, replaces, inputs, |out| out.write_all(bytes))
}

/// The same for what is written piece by piece.
pub(crate) fn write_with(
    path: &Path,
    replaces: Replaces,
    inputs: &[PathBuf],
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Outcome> {
    if is_stdout(path) {
        let mut bytes = Vec::new();
        write(&mut bytes).map_err(Outcome::world)?;
        return outcome::printed(&bytes);
    }
    check(path, replaces, inputs)?;
    replace(path, write).map_err(|cause| {
        // What the writer itself refused is no fault of the disk.
        if cause.get_ref().is_some() && cause.kind() == io::ErrorKind::Other {
            return Outcome::world(cause);
        }
        Outcome::world(FileError::new("write", path, cause))
    })
}

/// Refuses a place that must not be written to.
fn check(path: &Path, replaces: Replaces, inputs: &[PathBuf]) -> Result<(), Outcome> {
    let shown = path.display();
    if path.file_name().is_none() {
        let message = format!("`{shown}` names no file");
        return Err(Outcome::refused(message, "name the file to write"));
    }
    if is_one_of(path, inputs) {
        let message =
            format!("`{shown}` is read by this command and would be written over; {LEFT}");
        return Err(Outcome::refused(message, "name another file to write"));
    }
    match objection(path, replaces) {
        Ok(None) => Ok(()),
        Ok(Some((why, help))) => Err(Outcome::refused(format!("`{shown}` {why}; {LEFT}"), help)),
        Err(cause) => Err(Outcome::world(FileError::new("read", path, cause))),
    }
}

/// Whether a path leads to one of the files that were read, or to where one of them was looked for.
fn is_one_of(path: &Path, inputs: &[PathBuf]) -> bool {
    let place = place(path);
    let is_place = |input: &PathBuf| place.is_some() && self::place(input) == place;
    // Hard links, and letters that a disk does not tell apart, are other names of one file. What is no
    // plain file is not opened: it may never answer.
    let is_plain = path.is_file();
    let is_file = |input: &PathBuf| {
        is_plain && input.is_file() && same_file::is_same_file(path, input).unwrap_or(false)
    };
    inputs.iter().any(|input| is_place(input) || is_file(input))
}

/// Why what is at a path already must stay, and what to do.
fn objection(path: &Path, replaces: Replaces) -> io::Result<Option<(String, &'static str)>> {
    let Ok(about) = fs::symlink_metadata(path) else {
        // There is nothing; what stands in the way of writing is told by writing.
        return Ok(None);
    };
    let kind = about.file_type();
    let plain = match replaces {
        Replaces::Pdf => "name a plain file, or `-` for standard output",
        _ => "name a plain file",
    };
    let (why, help) = if kind.is_symlink() {
        ("is a link and no plain file", plain)
    } else if kind.is_dir() {
        ("is a folder", "name another file to write")
    } else if !kind.is_file() {
        ("is a device and no plain file", plain)
    } else if replaces.allows(&head(path)?) {
        return Ok(None);
    } else if replaces == Replaces::Nothing {
        ("is there already", AWAY)
    } else {
        let why = format!("is there already and is no {}", replaces.name());
        return Ok(Some((why, AWAY)));
    };
    Ok(Some((why.to_owned(), help)))
}

/// Where a path leads, also if there is no file yet.
fn place(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().or_else(|| {
        let folder = match path.parent()? {
            here if here.as_os_str().is_empty() => Path::new("."),
            folder => folder,
        };
        Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
    })
}

/// The first bytes of a file.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(1024).read_to_end(&mut head)?;
    Ok(head)
}

/// A file that is not whole yet; it goes if the work does not come to its end.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // After a rename there is none.
        let _ = fs::remove_file(&self.0);
    }
}

fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder)?;
    }
    let part = Part(path.with_file_name(format!(".bifolio-{}.part", std::process::id())));
    // A run that was ended may have left one; if it is a link, only the link goes.
    let _ = fs::remove_file(&part.0);
    let mut out = BufWriter::new(File::create_new(&part.0)?);
    write(&mut out)?;
    out.into_inner().map_err(io::Error::from)?.sync_all()?;
    fs::rename(&part.0, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_of_the_kind_is_replaced() {
        let words = b"bifolio: 1\ntitle: A day\n";
        for (replaces, head) in [
            (Replaces::Pdf, &b"%PDF-1.7\n"[..]),
            (Replaces::Png, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            (Replaces::Html, b"<!DOCTYPE html>\n<html>"),
            (Replaces::Manual, b".ie \\n(.g .ds Aq \\(aq\n"),
        ] {
            assert!(replaces.allows(head), "{replaces:?}");
            assert!(replaces.allows(b""), "{replaces:?}");
            assert!(!replaces.allows(words), "{replaces:?}");
        }
        assert!(!Replaces::Nothing.allows(b""));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_planted_where_the_file_is_made_is_not_followed() {
        let name = format!("bifolio-planted-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let (kept, target) = (folder.join("kept.txt"), folder.join("new.pdf"));
        fs::write(&kept, "kept").unwrap();
        let part = format!(".bifolio-{}.part", std::process::id());
        std::os::unix::fs::symlink(&kept, folder.join(part)).unwrap();

        let written = write(&target, Replaces::Pdf, &[], b"%PDF-1.7");
        let read = [&kept, &target].map(|path| fs::read(path).unwrap());
        let n_files = fs::read_dir(&folder).unwrap().count();
        fs::remove_dir_all(&folder).unwrap();
        assert!(written.is_ok());
        assert_eq!(read, [&b"kept"[..], b"%PDF-1.7"]);
        assert_eq!(n_files, 2);
    }
}
