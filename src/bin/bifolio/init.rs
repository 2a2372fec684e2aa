//! `bifolio init`: a whole booklet from the text somebody has, or from a starter.

use std::io::{self, Read as _};
use std::path::Path;

use bifolio::base::disk;
use bifolio::base::world::FileError;
use bifolio::content::intake::pasted::{self, Pasted};
use bifolio::content::intake::raw::{Raw, What};
use bifolio::content::intake::{self, draft};
use bifolio::content::text_file::FILE_NAME;

use crate::args::Common;
use crate::booklet_args::{InitArguments, Starter};
use crate::files::{self, Replaces};
use crate::outcome::{Outcome, counted, tell};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Begins a booklet. Nothing is overwritten.
pub(crate) fn run(arguments: &InitArguments, common: &Common) -> Outcome {
    begun(arguments, common).unwrap_or_else(|outcome| outcome)
}

fn begun(arguments: &InitArguments, common: &Common) -> Result<Outcome, Outcome> {
    let path = arguments.folder.join(FILE_NAME);
    if path.exists() {
        return Err(Outcome::world(format!(
            "there is a booklet already: `{}`. Nothing was changed; name another folder",
            path.display()
        )));
    }
    let yaml = match &arguments.from {
        None => starter(arguments.starter).to_owned(),
        Some(from) => {
            let raw = intake::text_of(&read(from)?);
            let raw =
                raw.map_err(|error| Outcome::world(format!("{}: {error}", from.display())))?;
            let pasted = pasted::take_file_apart(&raw);
            if pasted.statements.is_empty() {
                return Err(Outcome::world(format!(
                    "there are no words in `{}`",
                    from.display()
                )));
            }
            if !common.quiet {
                told(&pasted);
                told_of_file(&raw);
            }
            draft::yaml(&pasted, &name(&arguments.folder, from))
        }
    };
    files::write(&path, Replaces::Nothing, &[], yaml.as_bytes())?;
    if !common.quiet {
        let folder = typed(&arguments.folder);
        tell!(
            "{}: written\n\nNext:\n  bifolio watch {folder} --open\n  bifolio build {folder}",
            path.display()
        );
    }
    Ok(Outcome::Done)
}

/// A path as it must be typed.
fn typed(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain =
        |it: char| it.is_alphanumeric() || matches!(it, '/' | '\\' | '.' | '-' | '_' | ':');
    if path.chars().all(is_plain) {
        path
    } else {
        format!("\"{path}\"")
    }
}

fn read(from: &Path) -> Result<Vec<u8>, Outcome> {
    let mut bytes = Vec::new();
    let read = if from == Path::new("-") {
        io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes)
    } else {
        disk::open(from).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
    };
    read.map_err(|cause| Outcome::world(FileError::new("read", from, cause)))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Outcome::world(format!(
            "`{}` is larger than 64 MB",
            from.display()
        )));
    }
    Ok(bytes)
}

/// What the booklet is called if the text does not say: as its folder, or as the file.
fn name(folder: &Path, from: &Path) -> String {
    let named = |path: &Path| path.file_stem().map(|it| it.to_string_lossy().into_owned());
    named(folder)
        .filter(|name| name != ".")
        .or_else(|| named(from).filter(|name| name != "-"))
        .unwrap_or_else(|| "booklet".to_owned())
}

/// Who was found, and what was left out, as a diff.
fn told(pasted: &Pasted) {
    for spoken in &pasted.statements {
        let who = if spoken.name.is_empty() {
            "nobody named"
        } else {
            &spoken.name
        };
        let titles = spoken.titles.join("; ");
        let titles = if titles.is_empty() {
            titles
        } else {
            format!(" ({titles})")
        };
        tell!(
            "found: {who}{titles}, {}",
            counted(spoken.paragraphs.len(), "paragraph")
        );
    }
    if pasted.n_joined > 0 {
        let lines = counted(pasted.n_joined, "line");
        tell!("found: {lines} that go on with the line before, joined to paragraphs");
    }
    if pasted.n_apart > 0 {
        let lines = counted(pasted.n_apart, "line");
        tell!("found: {lines} taken for a paragraph each, without a blank line before");
    }
    let mut rest = &pasted.left_out[..];
    while let Some((first, line)) = rest.first() {
        let follows = |(idx, it): &(usize, &(usize, String))| it.1 == *line && it.0 == first + idx;
        let n = rest.iter().enumerate().take_while(follows).count();
        if n == 1 {
            tell!("left out: - line {first}: {line}");
        } else {
            tell!("left out: - lines {first} to {}: {line}", first + n - 1);
        }
        rest = &rest[n..];
    }
}

/// What of the file is not in the text as it stands there, word for word.
fn told_of_file(raw: &Raw) {
    for told in &raw.told {
        tell!("{told}");
    }
    if raw.untaken.is_some() {
        tell!("{}", raw.untaken);
    }
    for address in &raw.untaken.addresses {
        tell!("{address}");
    }
    let n_notes = raw
        .told
        .iter()
        .filter(|told| told.what == What::Note)
        .count();
    if n_notes > 0 {
        let notes = counted(n_notes, "note");
        tell!("left out: {notes} of the Word file: put the words in where they belong");
    }
}

/// The YAML of a starter.
fn starter(starter: Starter) -> &'static str {
    match starter {
        Starter::Commemoration => include_str!("../../../assets/starters/commemoration.yaml"),
        Starter::Statements => include_str!("../../../assets/starters/statements.yaml"),
        Starter::Programme => include_str!("../../../assets/starters/programme.yaml"),
        Starter::Names => include_str!("../../../assets/starters/names.yaml"),
        Starter::Bilingual => include_str!("../../../assets/starters/bilingual.yaml"),
    }
}
