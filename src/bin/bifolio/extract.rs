//! `bifolio extract`: the files that travel in a PDF.

use std::fs;
use std::path::{Component, Path, PathBuf};

use bifolio::base::world::FileError;
use bifolio::review::attachments;

use crate::args::{Common, ExtractArguments};
use crate::files::{self, Replaces};
use crate::outcome::{Outcome, tell};

/// Gives the attached files back. Nothing is overwritten, and nothing leaves the folder.
pub(crate) fn run(arguments: &ExtractArguments, common: &Common) -> Outcome {
    let path = &arguments.file;
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(cause) => return Outcome::world(FileError::new("read", path, cause)),
    };
    let files = match attachments::extract(bytes) {
        Ok(files) => files,
        Err(error) => return Outcome::world(format!("{}: {error}", path.display())),
    };
    if files.is_empty() {
        return Outcome::world(format!(
            "nothing is attached to `{}`; only the archive edition carries its sources",
            path.display()
        ));
    }
    let mut targets: Vec<(PathBuf, &[u8])> = Vec::new();
    for file in &files {
        let Some(target) = target(&arguments.output, &file.name) else {
            return Outcome::world(format!(
                "the attached `{}` would be written outside the folder; nothing was written",
                file.name
            ));
        };
        let differs = target.exists() && fs::read(&target).ok().as_ref() != Some(&file.bytes);
        if differs || targets.iter().any(|(known, _)| *known == target) {
            return Outcome::world(format!(
                "`{}` is there already and is another file; nothing was written. Give an empty folder with --output",
                target.display()
            ));
        }
        targets.push((target, &file.bytes));
    }
    for (target, bytes) in targets {
        let inputs = std::slice::from_ref(path);
        if let Err(refused) = files::write(&target, Replaces::Anything, inputs, bytes) {
            return refused;
        }
        if !common.quiet {
            tell!("{}: {} bytes", target.display(), bytes.len());
        }
    }
    Outcome::Done
}

/// Where a file is written; `None` if its name leads out of the folder.
fn target(folder: &Path, name: &str) -> Option<PathBuf> {
    let relative = Path::new(name);
    let stays = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let is_plain = stays && !name.is_empty() && !name.contains(['\\', ':', '\0']);
    is_plain.then(|| folder.join(relative))
}
