//! `bifolio extract`: the files that travel in a PDF.
//!
//! Their names are anybody's: each is made one that no system takes for anything but a file's, and all
//! are written into a folder of their own. Nothing is overwritten, no link is followed.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use bifolio::review::attachments::{self, AttachedFile};

use crate::args::{Common, ExtractArguments};
use crate::files::{self, Replaces};
use crate::input;
use crate::outcome::{Outcome, printable, tell};

/// The most letters of a part of a name, in bytes: systems take 255, some of them less.
const LONGEST_PART: usize = 120;

/// The longest that counts as an extension, in bytes.
const LONGEST_EXTENSION: usize = 16;

/// The most folders in folders.
const DEEPEST: usize = 8;

/// What Windows takes for devices, with any extension.
const DEVICES: [&str; 8] = [
    "con", "prn", "aux", "nul", "conin$", "conout$", "clock$", "lst",
];

/// Gives the attached files back.
pub(crate) fn run(arguments: &ExtractArguments, common: &Common) -> Outcome {
    extracted(arguments, common).unwrap_or_else(|outcome| outcome)
}

fn extracted(arguments: &ExtractArguments, common: &Common) -> Result<Outcome, Outcome> {
    let path = &arguments.file;
    let bytes = input::read(path)?;
    let files = attachments::extract(bytes)
        .map_err(|error| Outcome::world(format!("{}: {error}", path.display())))?;
    if files.is_empty() {
        let carry = common.editions.0.iter().filter(|it| it.carries_sources);
        let carry: Vec<_> = carry.map(|edition| edition.name).collect();
        return Err(Outcome::world(format!(
            "nothing is attached to `{}`; only the {} edition carries its sources",
            path.display(),
            carry.join(" or ")
        )));
    }
    let folder = arguments.output.clone().unwrap_or_else(|| own_folder(path));
    let names = names(&files);
    let targets: Vec<Target<'_>> = names
        .iter()
        .zip(&files)
        .map(|(name, file)| Target {
            path: folder.join(name),
            file,
        })
        .collect();
    // The folder that was named may be a link; one that was not may not.
    let checked_from = arguments.output.as_deref().unwrap_or(Path::new(""));
    for target in &targets {
        target.check(checked_from)?;
    }
    for (target, name) in targets.iter().zip(&names) {
        target.write()?;
        if !common.quiet {
            let shown = printable(&target.path.display().to_string());
            let renamed = if *name == target.file.name {
                String::new()
            } else {
                format!(", in the PDF “{}”", printable(&target.file.name))
            };
            tell!("{shown}: {} bytes{renamed}", target.file.bytes.len());
        }
    }
    Ok(Outcome::Done)
}

/// The folder beside which nothing else is written: `speech-attachments` for `speech.pdf`.
fn own_folder(pdf: &Path) -> PathBuf {
    let stem = pdf.file_stem().unwrap_or_default().to_string_lossy();
    PathBuf::from(format!("{}-attachments", part(&stem)))
}

/// A file and where it is written.
struct Target<'f> {
    path: PathBuf,
    file: &'f AttachedFile,
}

impl Target<'_> {
    /// Whether it can be written: nothing else is there, and no link on the way.
    fn check(&self, from: &Path) -> Result<(), Outcome> {
        let refused = |what: &str, path: &Path| {
            let shown = printable(&path.display().to_string());
            Err(Outcome::world(format!(
                "`{shown}` {what}; nothing was written. Give an empty folder with --output"
            )))
        };
        let mut at = from.to_path_buf();
        let below = self.path.strip_prefix(from).unwrap_or(&self.path);
        for part in below.components() {
            at.push(part);
            let Ok(found) = fs::symlink_metadata(&at) else {
                return Ok(());
            };
            if found.is_symlink() {
                return refused("is a link that leads elsewhere", &at);
            }
            if at != self.path && !found.is_dir() {
                return refused("is there already and is no folder", &at);
            }
        }
        if self.is_there() {
            return Ok(());
        }
        refused("is there already and is another file", &self.path)
    }

    /// Whether the very file is there.
    fn is_there(&self) -> bool {
        let is_plain = fs::symlink_metadata(&self.path)
            .is_ok_and(|it| it.is_file() && it.len() == self.file.bytes.len() as u64);
        is_plain && fs::read(&self.path).is_ok_and(|bytes| bytes == self.file.bytes)
    }

    fn write(&self) -> Result<(), Outcome> {
        if self.is_there() {
            return Ok(());
        }
        files::write(&self.path, Replaces::Nothing, &[], &self.file.bytes)
    }
}

/// A name for each file: its own where that is harmless, else one like it, none twice.
fn names(files: &[AttachedFile]) -> Vec<String> {
    // Some systems take capitals and small letters for the same.
    let mut taken: HashSet<String> = HashSet::new();
    let mut folders: HashSet<String> = HashSet::new();
    // The next number for each name that was given already.
    let mut next: HashMap<String, usize> = HashMap::new();
    let mut names = Vec::with_capacity(files.len());
    for file in files {
        let harmless = harmless(&file.name);
        let flat = part(&harmless.replace('/', "_"));
        let next = next.entry(flat.to_lowercase()).or_insert(2);
        let numbered = (*next..).map(|n| {
            *next = n + 1;
            with_number(&flat, n)
        });
        let is_free = |name: &String| {
            let key = name.to_lowercase();
            let above = above(&key);
            !taken.contains(&key)
                && !folders.contains(&key)
                && !above.iter().any(|folder| taken.contains(folder))
        };
        let name = std::iter::once(harmless.clone())
            .chain(numbered)
            .find(is_free)
            .unwrap_or(flat);
        let key = name.to_lowercase();
        folders.extend(above(&key));
        taken.insert(key);
        names.push(name);
    }
    names
}

/// The folders a name stands in.
fn above(name: &str) -> Vec<String> {
    let slashes = name.match_indices('/');
    slashes.map(|(at, _)| name[..at].to_owned()).collect()
}

fn with_number(name: &str, n: usize) -> String {
    match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, extension)) => format!("{stem} ({n}).{extension}"),
        None => format!("{name} ({n})"),
    }
}

/// A name that stays in its folder, is seen there, and is nothing but a file.
fn harmless(name: &str) -> String {
    let parts: Vec<String> = name
        .split('/')
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .map(part)
        .collect();
    match parts.len() {
        0 => "attachment".to_owned(),
        1..=DEEPEST => parts.join("/"),
        _ => {
            let joined = parts.join("_");
            let cut = joined.char_indices().rev().nth(LONGEST_PART / 4 - 1);
            part(&joined[cut.map_or(0, |(at, _)| at)..])
        }
    }
}

/// A part of a name: no letters that a system or a terminal takes for more, no dot or minus before it,
/// no dot or blank after it, no device.
fn part(part: &str) -> String {
    let shown = |character: char| match character {
        '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '/' => '_',
        character if is_unseen(character) => '_',
        character => character,
    };
    let shown: String = part.trim().chars().map(shown).collect();
    // What it is cut to may end otherwise than it did, and a long extension is no extension.
    let mut clean = shortened(shown.trim_end_matches(['.', ' ']));
    clean.truncate(clean.trim_end_matches(['.', ' ']).len());
    if clean.starts_with(['.', '-', '~', ' ']) {
        clean.replace_range(..1, "_");
    }
    if clean.is_empty() || is_device(&clean) {
        clean.insert(0, '_');
    }
    clean
}

/// Whether a character is none that is seen: a control, or one that turns or joins others.
fn is_unseen(character: char) -> bool {
    printable(&character.to_string()) != character.to_string()
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_lowercase();
    let numbered = ["com", "lpt"].iter().any(|port| {
        let number = stem.strip_prefix(port);
        number.is_some_and(|number| {
            let mut digits = number.chars();
            let digit = digits.next();
            digit.is_some_and(|it| it.is_ascii_digit() || "¹²³".contains(it))
                && digits.next().is_none()
        })
    });
    numbered || DEVICES.contains(&stem.as_str())
}

/// A part that is not too long, with its extension.
fn shortened(part: &str) -> String {
    if part.len() <= LONGEST_PART {
        return part.to_owned();
    }
    let (stem, extension) = part
        .rsplit_once('.')
        .filter(|(_, extension)| extension.len() <= LONGEST_EXTENSION)
        .map_or((part, String::new()), |(stem, extension)| {
            (stem, format!(".{extension}"))
        });
    let room = LONGEST_PART - extension.len();
    let end = (0..=room).rev().find(|end| stem.is_char_boundary(*end));
    format!("{}{extension}", &stem[..end.unwrap_or_default()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_made_harmless_and_an_innocent_one_kept() {
        for (name, made) in [
            ("booklet.yaml", "booklet.yaml"),
            ("söz/a.txt", "söz/a.txt"),
            ("a b (1).tar.gz", "a b (1).tar.gz"),
            (".bashrc", "_bashrc"),
            (".ssh/authorized_keys", "_ssh/authorized_keys"),
            ("../../x", "x"),
            ("/etc/x", "etc/x"),
            ("C:\\x", "C__x"),
            ("\\\\h\\s\\x", "__h_s_x"),
            ("CON", "_CON"),
            ("nul.txt", "_nul.txt"),
            ("com1.tar.gz", "_com1.tar.gz"),
            ("LPT¹", "_LPT¹"),
            ("command.txt", "command.txt"),
            ("a.", "a"),
            ("b ", "b"),
            ("-rf", "_rf"),
            ("", "attachment"),
            ("..", "attachment"),
            ("a//b", "a/b"),
            ("\u{1b}]0;owned\u{7}", "_]0;owned_"),
            ("invoice\u{202e}fdp.exe", "invoice_fdp.exe"),
            ("😀.png", "😀.png"),
        ] {
            assert_eq!(harmless(name), made, "{name:?}");
        }
        let long = harmless(&format!("{}.pdf", "ə".repeat(300)));
        assert!(
            long.len() <= LONGEST_PART && long.ends_with("ə.pdf"),
            "{long}"
        );
        let deep = harmless(&"a/".repeat(5000));
        assert!(deep.len() <= LONGEST_PART && !deep.contains('/'), "{deep}");
    }

    #[test]
    fn a_name_that_is_cut_is_harmless_still() {
        let letters = "a".repeat(LONGEST_PART - 2);
        // Where it is cut stands a dot, a blank, or nothing but them.
        let cut = harmless(&format!("{letters}. .and more than sixteen letters"));
        assert_eq!(cut, letters);
        let tail = format!(
            "{}.{}",
            "b/".repeat(DEEPEST),
            "x".repeat(LONGEST_PART / 4 - 1)
        );
        let tail = harmless(&tail);
        assert!(tail.starts_with('_') && tail.ends_with('x'), "{tail}");
    }

    fn attached(names: impl IntoIterator<Item = String>) -> Vec<AttachedFile> {
        let file = |name| AttachedFile {
            name,
            relationship: String::new(),
            bytes: Vec::new(),
        };
        names.into_iter().map(file).collect()
    }

    #[test]
    fn a_flattened_name_is_no_longer_than_others() {
        let deep = vec!["d".repeat(LONGEST_PART); DEEPEST].join("/");
        let given = names(&attached([deep.clone(), deep]));
        assert!(given[1].ends_with(" (2)"), "{given:?}");
        assert!(given[1].len() <= LONGEST_PART + " (2)".len(), "{given:?}");
    }

    #[test]
    fn a_hundred_thousand_files_of_one_name_are_numbered_in_no_time() {
        const MANY: usize = 100_000;
        let start = std::time::Instant::now();
        let given = names(&attached((0..MANY).map(|_| "same.txt".to_owned())));
        assert_eq!(given[MANY - 1], format!("same ({MANY}).txt"));
        // Far above what it takes, and far below what trying each number from 2 on would.
        assert!(start.elapsed() < std::time::Duration::from_secs(20));
    }

    #[test]
    fn no_name_is_given_twice() {
        let files = ["a", "A", "a/b", "x.txt", "x.txt", "c/d", "c"].map(str::to_owned);
        let given = names(&attached(files));
        let wanted = [
            "a",
            "A (2)",
            "a_b (2)",
            "x.txt",
            "x (2).txt",
            "c/d",
            "c (2)",
        ];
        assert_eq!(given, wanted);
    }
}
