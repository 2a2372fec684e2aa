//! Reads a booklet's files: the YAML and every file it names, all from one folder.
//!
//! Nothing outside the folder is opened, also not through a link, and no file larger than
//! [`LARGEST_TEXT`] is read.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::booklet::Booklet;
use super::coding::{self, Codings};
use super::decode::{Decode as _, Decoder, Located};
use super::near;
use super::node::{self, Node, NodeKind, Scalar, Style};
use super::not_text;
use super::picture::{Decoded, Decodings, complaints as of_pictures};
use super::resolve;
use super::schema::BookletYaml;
use super::script;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, FileId, Sources, Span};
use crate::base::edition::{EDITIONS, Editions};
use crate::base::files::{Files, Kind, OpenError};
use crate::base::language::Language;
use crate::base::world::FileError;

/// The largest text file that is read, in bytes: a hundred times a long booklet.
pub const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// The largest picture that is read, in bytes.
const LARGEST_PICTURE: u64 = 64 * 1024 * 1024;

/// The largest font file that is read, in bytes: faces for all of China have less.
const LARGEST_FONT: u64 = 32 * 1024 * 1024;

/// The name of the file in a booklet's folder.
pub const FILE_NAME: &str = "booklet.yaml";

/// A value given on the command line in place of the file's.
#[derive(Debug, Clone)]
pub struct Override {
    /// The keys that lead to it, such as `design.theme`.
    pub key: String,
    /// The value, as it would stand in the file.
    pub value: String,
}

/// What is to be set: a booklet's YAML file, or a folder that holds `booklet.yaml`.
#[derive(Debug, Clone, Copy)]
pub struct Manuscript<'m> {
    /// Where its files are.
    pub files: &'m dyn Files,
    /// The file or folder.
    pub path: &'m Path,
    /// What takes the place of values in the file.
    pub overrides: &'m [Override],
    /// The editions it may speak of.
    pub editions: Editions,
}

impl<'m> Manuscript<'m> {
    /// A manuscript as its file says it.
    pub fn of(files: &'m dyn Files, path: &'m Path) -> Self {
        Self {
            files,
            path,
            overrides: &[],
            editions: EDITIONS,
        }
    }
}

/// Loads a booklet.
///
/// What is wrong stands in `complaints`; a booklet with errors is given all the same, as far as it can
/// be, so that the later stages find what they have to complain of. An `Err` is a file that cannot be
/// read at all.
pub fn load(
    manuscript: &Manuscript<'_>,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Result<Option<Booklet>, FileError> {
    load_again(manuscript, &mut Decodings::default(), sources, complaints)
}

/// The same once more: pictures that are known from the last time are not decoded again.
pub fn load_again(
    manuscript: &Manuscript<'_>,
    decodings: &mut Decodings,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Result<Option<Booklet>, FileError> {
    let Manuscript {
        files,
        path,
        overrides,
        editions,
    } = *manuscript;
    let file_path = if files.kind(path) == Some(Kind::Folder) {
        path.join(FILE_NAME)
    } else {
        path.to_owned()
    };
    let folder = Folder::of(files, &file_path);
    decodings.begin();
    let bytes = folder
        .bytes(&file_path, LARGEST_TEXT)
        .map_err(io::Error::from);
    let Some(mut root) = take_in(bytes, &file_path, sources, complaints)? else {
        return Ok(None);
    };
    apply_overrides(&mut root, overrides, sources, complaints);

    let mut decoder = Decoder {
        editions,
        ..Decoder::new(sources, complaints)
    };
    let Some(yaml) = BookletYaml::decode(&root, &mut decoder) else {
        return Ok(None);
    };
    let (translated, scripts) = (decoder.translated, decoder.scripts);
    let booklet = resolve::resolve(yaml, &folder, decodings, sources, complaints);
    if let Some(booklet) = &booklet {
        decodings.forget_unused();
        check_translations(&translated, booklet.language.value, complaints);
        script::check(&scripts, booklet.language.value, complaints);
    }
    Ok(booklet)
}

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
fn take_in(
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

/// Every text that is given for some languages only must be given for the booklet's.
fn check_translations(
    translated: &[(Span, Vec<Language>)],
    language: Language,
    complaints: &mut Complaints,
) {
    for (at, languages) in translated {
        if languages.contains(&language) {
            continue;
        }
        let message = format!("this text is not given in the booklet's language, `{language}`");
        complaints.push(
            Diagnostic::new(Code::MissingKey, Some(*at), message)
                .help(format!("add `{language}:` with the text")),
        );
    }
}

/// What a file is called.
struct Names {
    /// The path people know it by.
    shown: String,
    /// Its name in the booklet's folder.
    in_folder: String,
    /// Where the booklet names it.
    named_at: Option<Span>,
}

/// Takes a file's text into the sources, if it is text and not too large.
fn add_text(
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
    match node::parse(file, &text) {
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

/// Puts the values of the command line in the place of the file's. Each is a source of its own, so
/// that a complaint shows what was typed.
fn apply_overrides(
    root: &mut Node,
    overrides: &[Override],
    sources: &mut Sources,
    complaints: &mut Complaints,
) {
    for Override { key, value } in overrides {
        let typed = format!("{key}={value}");
        let end = typed.len() as u32;
        let file = sources.add("--set".into(), Arc::from(typed));
        let key_at = Span {
            file,
            start: 0,
            end: key.len() as u32,
        };
        let value_at = Span {
            file,
            start: key.len() as u32 + 1,
            end,
        };
        let scalar = Scalar {
            text: value.clone(),
            style: Style::Plain,
        };
        let value = Node {
            span: value_at,
            kind: NodeKind::Scalar(scalar),
        };
        if !put(root, key.split('.'), key_at, value) {
            let message = format!("`{key}` leads into a list or a text");
            complaints.push(
                Diagnostic::new(Code::WrongType, Some(key_at), message)
                    .help("name keys only, such as `design.theme`"),
            );
        }
    }
}

fn put<'k>(
    node: &mut Node,
    mut keys: impl Iterator<Item = &'k str>,
    key_at: Span,
    value: Node,
) -> bool {
    let Some(key) = keys.next() else {
        *node = value;
        return true;
    };
    if matches!(node.kind, NodeKind::Nothing) {
        node.kind = NodeKind::Map(Vec::new());
    }
    let NodeKind::Map(pairs) = &mut node.kind else {
        return false;
    };
    let is_key = |node: &Node| matches!(&node.kind, NodeKind::Scalar(scalar) if scalar.text == key);
    let idx = pairs
        .iter()
        .position(|(known, _)| is_key(known))
        .unwrap_or_else(|| {
            let scalar = Scalar {
                text: key.to_owned(),
                style: Style::Plain,
            };
            let nothing = Node {
                span: key_at,
                kind: NodeKind::Nothing,
            };
            pairs.push((
                Node {
                    span: key_at,
                    kind: NodeKind::Scalar(scalar),
                },
                nothing,
            ));
            pairs.len() - 1
        });
    put(&mut pairs[idx].1, keys, key_at, value)
}

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
        add_text(names, bytes, codings, sources, complaints)
    }

    /// Reads a picture the booklet names, and decodes it to be sure that it can be.
    pub fn read_picture(
        &self,
        named: &Located<String>,
        decodings: &mut Decodings,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<Decoded> {
        let help = "save it smaller: a page needs no more than some 20 MB";
        let bytes = self.read_file(named, LARGEST_PICTURE, help, sources, complaints)?;
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
        let help = "is this a font file?";
        self.read_file(named, LARGEST_FONT, help, sources, complaints)
    }

    /// Reads a file the booklet names, if it is not too large; else says so with what to do.
    fn read_file(
        &self,
        named: &Located<String>,
        largest: u64,
        help: &str,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<Vec<u8>> {
        let (_, bytes) = self.read_named(named, largest, sources, complaints)?;
        if bytes.len() as u64 > largest {
            let megabytes = largest / 1024 / 1024;
            let message = format!("`{}` is larger than {megabytes} MB", named.value);
            complaints.push(Diagnostic::new(Code::TooLarge, Some(named.at), message).help(help));
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
    fn bytes(&self, path: &Path, n_bytes: u64) -> Result<Vec<u8>, OpenError> {
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
