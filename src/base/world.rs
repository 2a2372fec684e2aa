//! The world is wrong: a file that cannot be read or written. One error, with the path; the booklet
//! itself may be right.

use std::path::{Path, PathBuf};
use std::{error, fmt, io};

/// A file that could not be read or written.
#[derive(Debug)]
pub struct FileError {
    /// What was tried: "read", "write".
    pub attempt: &'static str,
    /// The file.
    pub path: PathBuf,
    /// Why it failed.
    pub cause: io::Error,
}

impl FileError {
    /// The error of a failed attempt.
    pub fn new(attempt: &'static str, path: &Path, cause: io::Error) -> Self {
        Self {
            attempt,
            path: path.to_owned(),
            cause,
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} `{}`: ", self.attempt, self.path.display())?;
        match self.cause.kind() {
            io::ErrorKind::NotFound => f.write_str("there is no such file or folder"),
            io::ErrorKind::PermissionDenied => f.write_str("it may not be touched"),
            _ => write!(f, "{}", self.cause),
        }
    }
}

impl error::Error for FileError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        Some(&self.cause)
    }
}
