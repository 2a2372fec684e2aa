//! Loads a booklet: its YAML is read from its folder, with the values of the command line in the place of the
//! file's, decoded and resolved.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::booklet::Booklet;
use super::decode::{Decode as _, Decoder};
use super::folder::Folder;
use super::node::{Node, NodeKind, Scalar, Style};
use super::picture::Decodings;
use super::resolve;
use super::schema::BookletYaml;
use super::script;
use super::text_file::{self, FILE_NAME, LARGEST_TEXT};
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources, Span};
use crate::base::edition::{EDITIONS, Editions};
use crate::base::files::{Files, Kind};
use crate::base::language::Language;
use crate::base::world::FileError;

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
    let Some(mut root) = text_file::take_in(bytes, &file_path, sources, complaints)? else {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::files::FilesInMemory;

    const YAML: &str = "bifolio: 1\ntitle: A day\ndate: 2023-12-10\nlanguage: en\nsections:\n\
                        - text: {title: Foreword, file: texts/forword.txt}\n";

    fn loaded(text: &str) -> (Booklet, Complaints, Sources) {
        let files = [("day/booklet.yaml", YAML), (text, "All human beings.")];
        let files: FilesInMemory = files.into_iter().collect();
        let (mut sources, mut complaints) = (Sources::default(), Complaints::default());
        let manuscript = Manuscript::of(&files, Path::new("day"));
        let booklet = load(&manuscript, &mut sources, &mut complaints).unwrap();
        (booklet.unwrap(), complaints, sources)
    }

    #[test]
    fn a_booklet_is_loaded_from_memory() {
        let (booklet, complaints, sources) = loaded("day/texts/forword.txt");
        assert!(!complaints.has_errors());
        assert_eq!((booklet.name.as_str(), booklet.sections.len()), ("day", 1));
        assert_eq!(
            sources.files()[1].name.as_deref(),
            Some("texts/forword.txt")
        );
    }

    #[test]
    fn the_file_that_was_meant_is_found_in_memory() {
        let (_, complaints, _) = loaded("day/texts/foreword.txt");
        let helps: Vec<_> = (complaints.sorted().into_iter())
            .map(|it| it.help.as_str())
            .collect();
        assert_eq!(helps, ["did you mean `texts/foreword.txt`?"]);
    }
}
