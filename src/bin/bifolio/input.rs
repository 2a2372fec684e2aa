//! Reads a PDF of anybody's from a path: plain files only, of a bounded size.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use bifolio::base::world::FileError;

use crate::outcome::Outcome;

/// The largest PDF that is read, in bytes: press files of a hundred pages with large pictures have as
/// much.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The bytes of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Outcome> {
    read_plain(path).map_err(|cause| Outcome::world(FileError::new("read", path, cause)))
}

/// Looks before it opens, for a pipe would wait for its other end; and at what was opened, for the
/// name may lead elsewhere by then.
fn read_plain(path: &Path) -> io::Result<Vec<u8>> {
    check(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    check(&file.metadata()?)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large());
    }
    Ok(bytes)
}

fn check(file: &Metadata) -> io::Result<()> {
    if file.is_dir() {
        return Err(io::Error::other("it is a folder, not a PDF"));
    }
    if !file.is_file() {
        return Err(io::Error::other(
            "it is no plain file but a pipe or a device; save the PDF to a file first",
        ));
    }
    if file.len() > LARGEST {
        return Err(too_large());
    }
    Ok(())
}

fn too_large() -> io::Error {
    io::Error::other("it is larger than 256 MB; make its pictures smaller, or take it apart")
}
