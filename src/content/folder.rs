//! The folder of a booklet, from which alone its files are read.
//!
//! Nothing outside the folder is opened, also not through a link, and no file larger than it may be is read.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::coding::Codings;
use super::decode::Located;
use super::near;
use super::picture::{Decoded, Decodings, complaints as of_pictures};
use super::text_file::{self, LARGEST_TEXT, Names};
use crate::base::diagnostic::{Code, Complaints, Diagnostic, FileId, Sources};
use crate::base::files::{Files, OpenError};

/// How large a file may be.
struct Bound {
    n_bytes: u64,
    /// What to do about a larger one.
    help: &'static str,
}

/// The largest picture that is read.
const PICTURE: Bound = Bound {
    n_bytes: 64 * 1024 * 1024,
    help: "save it smaller: a page needs no more than some 20 MB",
};

/// The largest font file that is read: faces for all of China have less.
const FONT: Bound = Bound {
    n_bytes: 32 * 1024 * 1024,
    help: "is this a font file?",
};

/// The folder of a booklet, from which alone files are read.
#[derive(Debug)]
pub struct Folder<'f> {
    files: &'f dyn Files,
    path: PathBuf,
    /// Where it lies, without links; found once, so that it stays the same folder.
    real: Option<PathBuf>,
}

impl<'f> Folder<'f> {
    /// The folder a YAML file lies in.
    pub fn of(files: &'f dyn Files, file_path: &Path) -> Self {
        let parent = file_path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let path = parent.unwrap_or(Path::new(".")).to_owned();
        let real = files.real(&path);
        Self { files, path, real }
    }

    /// The folder's name, or the file's where the folder has none.
    pub fn name(&self) -> String {
        let name = self.real.as_deref().and_then(Path::file_name);
        name.map_or_else(
            || "booklet".to_owned(),
            |name| name.to_string_lossy().into_owned(),
        )
    }

    /// Whether a file of that name can be read from it.
    pub fn has(&self, name: &str) -> bool {
        let mut parts = Path::new(name).components();
        parts.all(|part| matches!(part, Component::Normal(_)))
            && self.bytes(&self.path.join(name), 0).is_ok()
    }

    /// Reads a text file the booklet names. What is wrong with it is complained of at the name.
    pub fn read_text(
        &self,
        named: &Located<String>,
        codings: Codings,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<FileId> {
        let (path, bytes) = self.read_named(named, LARGEST_TEXT, sources, complaints)?;
        let shown = path.display().to_string().replace('\\', "/");
        let parts = Path::new(&named.value).components();
        let parts = parts.filter_map(|part| match part {
            Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        });
        let in_folder = parts.collect::<Vec<_>>().join("/");
        let names = Names {
            shown,
            in_folder,
            named_at: Some(named.at),
        };
        text_file::add_text(names, bytes, codings, sources, complaints)
    }

    /// Reads a picture the booklet names, and decodes it to be sure that it can be.
    pub fn read_picture(
        &self,
        named: &Located<String>,
        decodings: &mut Decodings,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<Decoded> {
        let bytes = self.read_file(named, &PICTURE, sources, complaints)?;
        let decoded = decodings.decode(&bytes);
        let decoded =
            decoded.map_err(|error| complaints.push(of_pictures::unusable(named, &error)));
        let decoded = decoded.ok()?;
        for remark in &decoded.remarks {
            complaints.push(of_pictures::remarked(named, remark));
        }
        Some(decoded)
    }

    /// Reads a font file the booklet names.
    pub fn read_font(
        &self,
        named: &Located<String>,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<Vec<u8>> {
        self.read_file(named, &FONT, sources, complaints)
    }

    /// Reads a file the booklet names, if it is not too large; else says so with what to do.
    fn read_file(
        &self,
        named: &Located<String>,
        bound: &Bound,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<Vec<u8>> {
        let (_, bytes) = self.read_named(named, bound.n_bytes, sources, complaints)?;
        if bytes.len() as u64 > bound.n_bytes {
            let megabytes = bound.n_bytes / 1024 / 1024;
            let message = format!("`{}` is larger than {megabytes} MB", named.value);
            complaints
                .push(Diagnostic::new(Code::TooLarge, Some(named.at), message).help(bound.help));
            return None;
        }
        Some(bytes)
    }

    /// Reads a file the booklet names, one byte more than is asked at most, if it lies in the folder.
    fn read_named(
        &self,
        named: &Located<String>,
        n_bytes: u64,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<(PathBuf, Vec<u8>)> {
        let relative = Path::new(&named.value);
        let stays = relative
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !stays || named.value.contains('\\') {
            complaints.push(outside(named));
            return None;
        }
        let path = self.path.join(relative);
        sources.ask(&path);
        match self.bytes(&path, n_bytes) {
            Ok(bytes) => Some((path, bytes)),
            Err(OpenError::Outside) => {
                complaints.push(outside(named));
                None
            }
            Err(OpenError::Failed(cause)) => {
                complaints.push(self.unreadable(named, &cause));
                None
            }
        }
    }

    /// Reads a file by its path, one byte more than is asked at most, if it lies in the folder.
    pub(super) fn bytes(&self, path: &Path, n_bytes: u64) -> Result<Vec<u8>, OpenError> {
        match &self.real {
            Some(folder) => self.files.read_within(folder, path, n_bytes),
            None => Ok(self.files.read(path, n_bytes)?),
        }
    }

    /// The complaint of a file that cannot be read, with the one that may have been meant.
    fn unreadable(&self, named: &Located<String>, cause: &io::Error) -> Diagnostic {
        let usual =
            "paths are relative to the folder of the YAML file; check spelling and capitals";
        let is_missing = matches!(
            cause.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
        );
        let near = is_missing.then(|| near::nearest(self.files, &self.path, &named.value));
        let (why, help) = match (is_missing, near.flatten()) {
            (false, _) => (cause.to_string(), usual.to_owned()),
            (true, None) => ("there is no such file".to_owned(), usual.to_owned()),
            (true, Some(near)) if near.looks_the_same => (
                "there is one whose name looks the same, with its accents written in another way"
                    .to_owned(),
                "rename the file without accents, and write its new name here".to_owned(),
            ),
            (true, Some(near)) => (
                "there is no such file".to_owned(),
                format!("did you mean `{}`?", near.name),
            ),
        };
        let message = format!("`{}` cannot be read: {why}", named.value);
        Diagnostic::new(Code::Unreadable, Some(named.at), message).help(help)
    }
}

fn outside(named: &Located<String>) -> Diagnostic {
    let message = format!("`{}` leads out of the booklet's folder", named.value);
    Diagnostic::new(Code::OutsideFolder, Some(named.at), message)
        .help("copy the file into the folder and write its name alone, with `/` between folders")
}
