//! Opens files that are files. A pipe keeps its reader waiting for ever, a device may have no end; a name
//! may lead to another file at every look. So a file is judged once it is open, and read from the same
//! handle.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// Why a file of a folder was not opened.
#[derive(Debug)]
pub enum OpenError {
    /// It lies outside of the folder.
    Outside,
    /// It could not be opened.
    Failed(io::Error),
}

impl From<io::Error> for OpenError {
    fn from(cause: io::Error) -> Self {
        Self::Failed(cause)
    }
}

impl From<OpenError> for io::Error {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Outside => Self::other("it leads out of its folder"),
            OpenError::Failed(cause) => cause,
        }
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
pub fn open_within(folder: &Path, path: &Path) -> Result<File, OpenError> {
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
fn path_of(file: &File) -> Option<std::path::PathBuf> {
    use std::os::fd::AsRawFd as _;
    fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd())).ok()
}

#[cfg(not(target_os = "linux"))]
fn path_of(_: &File) -> Option<std::path::PathBuf> {
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
