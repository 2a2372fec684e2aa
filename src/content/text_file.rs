//! Bytes of files to texts, and texts to YAML: what is no text, is too large or is in a coding that had to be
//! guessed is complained of.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::coding::{self, Codings};
use super::node::Node;
use super::not_text;
use super::yaml;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, FileId, Sources, Span};
use crate::base::files::Files;
use crate::base::world::FileError;

/// The largest text file that is read, in bytes: a hundred times a long booklet.
pub const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// The name of the file in a booklet's folder.
pub const FILE_NAME: &str = "booklet.yaml";

/// Reads a YAML file. An `Err` is a file that cannot be read at all; what is wrong in it stands in
/// `complaints`.
pub fn read_yaml(
    files: &dyn Files,
    path: &Path,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Result<Option<Node>, FileError> {
    take_in(files.read(path, LARGEST_TEXT), path, sources, complaints)
}

/// Takes the bytes of a YAML file in, if there are any.
pub(super) fn take_in(
    bytes: io::Result<Vec<u8>>,
    path: &Path,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Result<Option<Node>, FileError> {
    sources.ask(path);
    let shown = path.display().to_string().replace('\\', "/");
    let bytes = bytes.map_err(|cause| FileError::new("read", path, cause))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let names = Names {
        shown,
        in_folder: name.into_owned(),
        named_at: None,
    };
    let file = add_text(names, bytes, Codings::Utf8, sources, complaints);
    Ok(file.and_then(|file| parse(file, sources, complaints)))
}

/// What a file is called.
pub(super) struct Names {
    /// The path people know it by.
    pub(super) shown: String,
    /// Its name in the booklet's folder.
    pub(super) in_folder: String,
    /// Where the booklet names it.
    pub(super) named_at: Option<Span>,
}

/// Takes a file's text into the sources, if it is text and not too large.
pub(super) fn add_text(
    names: Names,
    bytes: Vec<u8>,
    codings: Codings,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Option<FileId> {
    let Names {
        shown,
        in_folder,
        named_at,
    } = names;
    if let Some(complaint) = not_text::complaint(&shown, &bytes, codings, named_at) {
        complaints.push(complaint);
        return None;
    }
    if bytes.len() as u64 > LARGEST_TEXT {
        let megabytes = LARGEST_TEXT / 1024 / 1024;
        let message = format!("`{shown}` is larger than {megabytes} MB");
        complaints.push(
            Diagnostic::new(Code::TooLarge, None, message).help(
                "a booklet's text is a few hundred kilobytes at most; is this the right file?",
            ),
        );
        return None;
    }
    let Some(decoded) = coding::decoded(&bytes, codings) else {
        let valid_up_to = std::str::from_utf8(&bytes).map_or_else(|it| it.valid_up_to(), str::len);
        let readable = String::from_utf8_lossy(&bytes).into_owned();
        let message = format!("`{shown}` is not UTF-8 text");
        let file = sources.add_of_folder(shown, in_folder, &readable);
        let at = Span {
            file,
            start: valid_up_to as u32,
            end: valid_up_to as u32 + 1,
        };
        complaints.push(
            Diagnostic::new(Code::NotUtf8, Some(at), message)
                .label("the first byte that is not UTF-8")
                .help("save the file again as UTF-8: in Word as plain text, in Notepad under Save as, Encoding"),
        );
        return None;
    };
    let file = sources.add_of_folder(shown.clone(), in_folder, &decoded.text);
    if decoded.text.as_bytes() != bytes {
        sources.keep_coded(file, bytes);
    }
    if let Some(coding) = decoded.guessed {
        complain_of_guess(file, &shown, coding, &decoded.text, complaints);
    }
    Some(file)
}

/// A coding that was guessed is shown by the first word with a letter it was guessed for.
fn complain_of_guess(
    file: FileId,
    shown: &str,
    coding: &str,
    text: &str,
    complaints: &mut Complaints,
) {
    let ends = |it: char| !it.is_alphanumeric() && it != '-';
    let Some(first) = text.find(|it: char| !it.is_ascii()) else {
        return;
    };
    let start = text[..first].rfind(ends).map_or(0, |before| before + 1);
    let length = text[first..].find(ends).filter(|length| *length > 0);
    let end = length.map_or_else(
        || first + text[first..].chars().next().map_or(0, char::len_utf8),
        |length| first + length,
    );
    let example = &text[start..end];
    let message = format!("`{shown}` is not UTF-8 text; read as {coding} this is “{example}”");
    let at = Span {
        file,
        start: start as u32,
        end: end as u32,
    };
    complaints.push(
        Diagnostic::new(Code::Guessed, Some(at), message)
            .help("look at the names; to be sure save the file as “CSV UTF-8”"),
    );
}

/// Reads a file's text as YAML.
pub fn parse(file: FileId, sources: &Sources, complaints: &mut Complaints) -> Option<Node> {
    let text = sources.file(file).map(|file| Arc::clone(&file.text))?;
    match yaml::parse(file, &text) {
        Ok(Some(root)) => Some(root),
        Ok(None) => {
            let path = sources.file(file).map_or("", |file| &file.path);
            let message = format!("there is nothing in `{path}`");
            let help = if path.ends_with(FILE_NAME) {
                "write a booklet: `bifolio: 1`, `title`, `date`, `language`, `sections`"
            } else {
                "is this the right file, and was it saved?"
            };
            complaints.push(Diagnostic::new(Code::MissingKey, None, message).help(help));
            None
        }
        Err(complaint) => {
            complaints.push(*complaint);
            None
        }
    }
}
