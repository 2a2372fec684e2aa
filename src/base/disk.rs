//! The disk, of which files are opened that are files.
//!
//! A pipe keeps its reader waiting for ever, a device may have no end; a name may lead to another file at
//! every look. So a file is judged once it is open, and read from the same handle.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::files::{Entry, Files, Kind, OpenError};

/// The files of this computer's disk.
#[derive(Debug, Clone, Copy)]
pub struct Disk;

impl Files for Disk {
    fn kind(&self, path: &Path) -> Option<Kind> {
        Some(kind(fs::metadata(path).ok()?.file_type()))
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        fs::canonicalize(path).ok()
    }

    fn list(&self, folder: &Path, n_most: usize) -> io::Result<Vec<Entry>> {
        let entries = fs::read_dir(folder)?.flatten().filter_map(|entry| {
            Some(Entry {
                name: entry.file_name(),
                kind: kind(entry.file_type().ok()?),
            })
        });
        Ok(entries.take(n_most).collect())
    }

    fn read(&self, path: &Path, n_bytes: u64) -> io::Result<Vec<u8>> {
        read_at_most(open(path)?, n_bytes)
    }

    fn read_within(&self, folder: &Path, path: &Path, n_bytes: u64) -> Result<Vec<u8>, OpenError> {
        Ok(read_at_most(open_within(folder, path)?, n_bytes)?)
    }
}

fn kind(of: fs::FileType) -> Kind {
    if of.is_dir() {
        Kind::Folder
    } else if of.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}

/// Opens a file for reading, if it is one.
pub fn open(path: &Path) -> io::Result<File> {
    check(&fs::metadata(path)?)?;
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // What has become a pipe since is opened without waiting.
        options.custom_flags(libc::O_NONBLOCK);
    }
    let file = options.open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

fn check(metadata: &fs::Metadata) -> io::Result<()> {
    if metadata.is_dir() {
        return Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "it is a folder",
        ));
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is a pipe or a device, not a file"));
    }
    Ok(())
}

/// Opens a file that must lie in a folder, given by its real path, also where a link leads to it.
fn open_within(folder: &Path, path: &Path) -> Result<File, OpenError> {
    let real = fs::canonicalize(path)?;
    if !real.starts_with(folder) {
        return Err(OpenError::Outside);
    }
    let file = open(&real)?;
    // Somebody may have put a link into its place meanwhile.
    if is_within(&file, &real, folder)? {
        Ok(file)
    } else {
        Err(OpenError::Outside)
    }
}

/// Whether what was opened lies in a folder.
fn is_within(file: &File, path: &Path, folder: &Path) -> io::Result<bool> {
    if let Some(opened) = path_of(file) {
        return Ok(opened.starts_with(folder));
    }
    let real = fs::canonicalize(path)?;
    Ok(real.starts_with(folder) && is_same(file, &real)?)
}

/// The path of an open file, where the system tells.
#[cfg(target_os = "linux")]
fn path_of(file: &File) -> Option<PathBuf> {
    use std::os::fd::AsRawFd as _;
    fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).ok()
}

#[cfg(not(target_os = "linux"))]
fn path_of(_: &File) -> Option<PathBuf> {
    None
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let (opened, named) = (file.metadata()?, fs::symlink_metadata(path)?);
    Ok((opened.dev(), opened.ino()) == (named.dev(), named.ino()))
}

/// Windows does not tell which file is open; to make a link there takes rights that few have.
#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Reads a file, one byte more than is asked at most.
pub fn read_at_most(file: File, n_bytes: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(n_bytes + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_was_opened_is_judged_and_not_its_name() {
        let folder = std::env::temp_dir().join(format!("bifolio-plain-{}", std::process::id()));
        let inside = folder.join("inside");
        fs::create_dir_all(&inside).unwrap();
        let inside = fs::canonicalize(&inside).unwrap();
        fs::write(folder.join("secret"), "secret").unwrap();
        fs::write(inside.join("open"), "open").unwrap();

        // The name leads to a file inside when it is looked at, and to another once it is opened.
        let opened = File::open(folder.join("secret")).unwrap();
        assert!(!is_within(&opened, &inside.join("open"), &inside).unwrap());
        assert!(!is_same(&opened, &inside.join("open")).unwrap());
        let opened = File::open(inside.join("open")).unwrap();
        assert!(is_within(&opened, &inside.join("open"), &inside).unwrap());
        assert!(is_same(&opened, &inside.join("open")).unwrap());
        fs::remove_dir_all(&folder).unwrap();
    }
}
