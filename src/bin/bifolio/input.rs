//! Reads a PDF of anybody's from a path: plain files only, of a bounded size.

use std::io;
use std::path::Path;

use bifolio::base::disk::{open, read_at_most};
use bifolio::base::world::FileError;

use crate::outcome::Outcome;

/// The largest PDF that is read, in bytes: press files of a hundred pages with large pictures have as
/// much.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Outcome> {
    read_plain(path).map_err(|cause| Outcome::world(FileError::new("read", path, cause)))
}

fn read_plain(path: &Path) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    if file.metadata()?.len() > LARGEST {
        return Err(too_large());
    }
    let bytes = read_at_most(file, LARGEST)?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    Ok(bytes)
}

fn too_large() -> io::Error {
    io::Error::other("it is larger than 256 MB; make its pictures smaller, or take it apart")
}
