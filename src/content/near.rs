//! The file that somebody may have meant who named one that is not there.

use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::base::files::{Files, Kind};

/// The most files that are looked through; a folder with more is no booklet's.
const MOST_FILES: usize = 2_000;

/// How many folders below the booklet's.
const DEEPEST: usize = 4;

/// The most letters that a name may be off, and how many letters it must have for each.
const MOST_OFF: usize = 3;
const LETTERS_FOR_ONE: usize = 4;

/// Endings that stand for the same kind of file.
const SAME_ENDINGS: &[(&str, &str)] = &[
    ("jpeg", "jpg"),
    ("jpe", "jpg"),
    ("yml", "yaml"),
    ("text", "txt"),
];

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Near {
    /// Its name, from the booklet's folder.
    pub(super) name: String,
    /// Whether the name looks the same as the one that was asked for.
    pub(super) looks_the_same: bool,
}

/// The file of a folder whose name is nearest to one that is not there.
pub(super) fn nearest(from: &dyn Files, folder: &Path, wanted: &str) -> Option<Near> {
    let mut files = Vec::new();
    list(from, folder, "", &mut files)?;
    files.sort();
    let wanted = wanted.trim_start_matches("./");
    let ranked = files
        .iter()
        .filter_map(|name| Some((distance(wanted, name)?, name)));
    let (_, name) = ranked.min()?;
    Some(Near {
        name: name.clone(),
        looks_the_same: wanted.nfc().eq(name.nfc()),
    })
}

/// Lists the files of a folder and of those in it, without hidden ones and without following links to
/// folders; `None` if there are too many.
fn list(from: &dyn Files, folder: &Path, prefix: &str, files: &mut Vec<String>) -> Option<()> {
    // A folder that may not be read is as one with nothing in it.
    let Ok(entries) = from.list(folder, MOST_FILES + 1) else {
        return Some(());
    };
    let depth = prefix.matches('/').count();
    for (n_entries, entry) in entries.into_iter().enumerate() {
        if n_entries + files.len() >= MOST_FILES {
            return None;
        }
        let Some(name) = entry.name.to_str().filter(|name| !name.starts_with('.')) else {
            continue;
        };
        let path = format!("{prefix}{name}");
        if entry.kind != Kind::Folder {
            files.push(path);
        } else if depth < DEEPEST {
            list(from, &folder.join(name), &format!("{path}/"), files)?;
        }
    }
    Some(())
}

/// How far a name is from the one that was asked for, first by what differs and then by how much; `None`
/// if it is another.
fn distance(wanted: &str, name: &str) -> Option<(u8, usize)> {
    let (wanted, name) = (plain(wanted), plain(name));
    if wanted == name {
        return Some((0, 0));
    }
    let (wanted_file, file) = (file_name(&wanted), file_name(&name));
    if wanted_file == file {
        return Some((1, 0));
    }
    let (wanted_stem, stem) = (stem(wanted_file), stem(file));
    if wanted_stem == stem {
        return Some((2, strsim::levenshtein(&wanted, &name)));
    }
    let n_off = strsim::damerau_levenshtein(wanted_file, file);
    let allowed = (wanted_stem.chars().count() / LETTERS_FOR_ONE).clamp(1, MOST_OFF);
    (n_off <= allowed && stem.chars().count() > 1).then_some((3, n_off))
}

/// A name without what people mistake: capitals, accents, signs for spaces, endings of the same kind.
fn plain(name: &str) -> String {
    let letters = name.nfkd().filter(|letter| !is_combining_mark(*letter));
    let letters = letters
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            ' ' | '-' | '_' | '\u{2010}'..='\u{2014}' => '-',
            'ı' => 'i',
            'ə' => 'e',
            letter => letter,
        });
    let plain: String = letters.collect();
    let Some((stem, ending)) = plain.rsplit_once('.') else {
        return plain;
    };
    let same = SAME_ENDINGS.iter().find(|(other, _)| *other == ending);
    same.map_or_else(|| plain.clone(), |(_, usual)| format!("{stem}.{usual}"))
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
