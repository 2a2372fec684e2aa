//! Where a booklet's files are read from: the [`Disk`](super::disk::Disk) of a computer, or a map of paths to
//! bytes where there is none, as in a browser and in tests.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::{fmt, io};

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A link that was not followed, a pipe, a device.
    Other,
}

/// What stands in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name in the folder.
    pub name: OsString,
    /// What it is itself, also where it is a link to something else.
    pub kind: Kind,
}

/// Why a file of a folder was not read.
#[derive(Debug)]
pub enum OpenError {
    /// It lies outside of the folder.
    Outside,
    /// It could not be opened or read.
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

/// Files by their paths, to be read only.
pub trait Files: fmt::Debug {
    /// What a path leads to, if anything is there.
    fn kind(&self, path: &Path) -> Option<Kind>;

    /// Where a path leads in the end, without links, if anything is there.
    fn real(&self, path: &Path) -> Option<PathBuf>;

    /// What stands in a folder, in no order: so many at most.
    fn list(&self, folder: &Path, n_most: usize) -> io::Result<Vec<Entry>>;

    /// The bytes of a plain file, one byte more than is asked at most.
    fn read(&self, path: &Path, n_bytes: u64) -> io::Result<Vec<u8>>;

    /// The same of a file that must lie in a folder, given by its real path, also where a link leads to it.
    fn read_within(&self, folder: &Path, path: &Path, n_bytes: u64) -> Result<Vec<u8>, OpenError>;
}

/// Files that are on no disk.
#[derive(Debug, Default, Clone)]
pub struct FilesInMemory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl<P: AsRef<Path>, B: Into<Vec<u8>>> FromIterator<(P, B)> for FilesInMemory {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        let files = files.into_iter();
        let files = files.map(|(path, bytes)| (plain(path.as_ref()), bytes.into()));
        Self {
            files: files.collect(),
        }
    }
}

impl Files for FilesInMemory {
    fn kind(&self, path: &Path) -> Option<Kind> {
        let path = plain(path);
        if self.files.contains_key(&path) {
            return Some(Kind::File);
        }
        let is_folder = self.files.keys().any(|file| file.starts_with(&path));
        is_folder.then_some(Kind::Folder)
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        self.kind(path).map(|_| plain(path))
    }

    fn list(&self, folder: &Path, n_most: usize) -> io::Result<Vec<Entry>> {
        let folder = plain(folder);
        let inside = self.files.keys().filter_map(|file| {
            let name = file.strip_prefix(&folder).ok()?.components().next()?;
            Some(name.as_os_str().to_owned())
        });
        let names: BTreeSet<_> = inside.collect();
        let entries = names.into_iter().take(n_most).map(|name| {
            let kind = self.kind(&folder.join(&name)).unwrap_or(Kind::Other);
            Entry { name, kind }
        });
        Ok(entries.collect())
    }

    fn read(&self, path: &Path, n_bytes: u64) -> io::Result<Vec<u8>> {
        let path = plain(path);
        if let Some(bytes) = self.files.get(&path) {
            let n_most = usize::try_from(n_bytes).map_or(usize::MAX, |n| n.saturating_add(1));
            return Ok(bytes[..bytes.len().min(n_most)].to_vec());
        }
        Err(match self.kind(&path) {
            None => io::ErrorKind::NotFound.into(),
            Some(_) => io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"),
        })
    }

    fn read_within(&self, folder: &Path, path: &Path, n_bytes: u64) -> Result<Vec<u8>, OpenError> {
        if self.kind(path).is_some() && !plain(path).starts_with(folder) {
            return Err(OpenError::Outside);
        }
        Ok(self.read(path, n_bytes)?)
    }
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> FilesInMemory {
        let files = [
            ("a/booklet.yaml", "bifolio"),
            ("./a/texts/one.txt", "one"),
            ("b.txt", "b"),
        ];
        files.into_iter().collect()
    }

    #[test]
    fn folders_in_memory_are_those_of_the_paths() {
        let files = files();
        let entry = |name: &str, kind| Entry {
            name: name.into(),
            kind,
        };
        let listed = files.list(Path::new("a"), 9).unwrap();
        let expected = [
            entry("booklet.yaml", Kind::File),
            entry("texts", Kind::Folder),
        ];
        assert_eq!(listed, expected);
        assert_eq!(files.list(Path::new("."), 1).unwrap().len(), 1);
        assert_eq!(
            files.kind(Path::new("a/texts/../texts")),
            Some(Kind::Folder)
        );
        assert_eq!(files.kind(Path::new("c")), None);
    }

    #[test]
    fn files_in_memory_are_read_within_bounds_and_their_folder() {
        let files = files();
        let read = |path, n_bytes| files.read_within(Path::new("a"), Path::new(path), n_bytes);
        assert_eq!(read("a/booklet.yaml", 100).unwrap(), b"bifolio");
        assert_eq!(read("a/booklet.yaml", 2).unwrap(), b"bif");
        assert!(matches!(read("a/../b.txt", 9), Err(OpenError::Outside)));
        assert!(matches!(read("a/none", 9), Err(OpenError::Failed(_))));
        assert!(matches!(read("a/texts", 9), Err(OpenError::Failed(_))));
    }
}
