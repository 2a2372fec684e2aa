//! Which file of a crate takes names from which, read from its imports and paths.
//!
//! Takes the files of a crate with their texts, gives the circles among them: files that cannot be
//! understood one without the other. What stands below `#[cfg(test)]` does not count.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file of a crate: the names that lead to it, and what stands in it.
struct Room {
    file: PathBuf,
    /// The path of its module, `["content", "markup"]` for `content/markup/mod.rs`.
    module: Vec<String>,
    code: String,
}

/// The circles of a crate's files, each in the order of their paths.
///
/// `root` is the folder of the crate's own file; `texts` are its files with what stands in them.
pub(crate) fn circles(root: &Path, texts: &[(PathBuf, String)]) -> Vec<Vec<PathBuf>> {
    let rooms: Vec<Room> = texts.iter().map(|text| room(root, text)).collect();
    let places: BTreeMap<&[String], usize> = (rooms.iter().enumerate())
        .map(|(idx, room)| (room.module.as_slice(), idx))
        .collect();
    let mut reaches: Vec<Vec<bool>> = (rooms.iter().enumerate())
        .map(|(idx, room)| {
            let taken = taken(room, &places);
            let reaches = |other| other != idx && taken.contains(&other);
            (0..rooms.len()).map(reaches).collect()
        })
        .collect();
    for via in 0..rooms.len() {
        let further = reaches[via].clone();
        for from in reaches.iter_mut().filter(|from| from[via]) {
            for (reached, further) in from.iter_mut().zip(&further) {
                *reached |= further;
            }
        }
    }
    let mut circles = Vec::new();
    for (idx, from) in reaches.iter().enumerate() {
        let both = |&other: &usize| from[other] && reaches[other][idx];
        let circle: Vec<usize> = (0..rooms.len()).filter(both).collect();
        if circle.first() == Some(&idx) {
            circles.push(circle.iter().map(|&it| rooms[it].file.clone()).collect());
        }
    }
    circles
}

fn room(root: &Path, (file, text): &(PathBuf, String)) -> Room {
    let inside = file.strip_prefix(root).unwrap().with_extension("");
    let mut module: Vec<String> = inside
        .iter()
        .map(|part| part.to_str().unwrap().to_owned())
        .collect();
    if matches!(module.last().unwrap().as_str(), "mod" | "lib" | "main") {
        module.pop();
    }
    Room {
        file: file.clone(),
        module,
        code: code(text),
    }
}

/// What of a file counts: neither its tests nor remarks.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    let code = code.lines().map(|line| line.split("//").next().unwrap());
    code.collect::<Vec<_>>().join("\n")
}

/// All paths of more than one name in a file, those in braces written out.
pub(crate) fn paths_of(text: &str) -> Vec<Vec<String>> {
    paths(&code(text))
}

/// The files that a file takes names from.
fn taken(room: &Room, places: &BTreeMap<&[String], usize>) -> Vec<usize> {
    let mut found = Vec::new();
    for path in paths(&room.code) {
        let Some(path) = from_root(&path, room, places) else {
            continue;
        };
        let known = (0..=path.len()).rev().find_map(|n| places.get(&path[..n]));
        found.extend(known);
    }
    found
}

/// A path counted from the crate's root; none for a path into another crate.
fn from_root(
    path: &[String],
    room: &Room,
    places: &BTreeMap<&[String], usize>,
) -> Option<Vec<String>> {
    let n_up = path.iter().take_while(|part| *part == "super").count();
    let base = match path[0].as_str() {
        "crate" => return Some(path[1..].to_vec()),
        "super" => &room.module[..room.module.len().checked_sub(n_up)?],
        "self" => return Some([&room.module, &path[1..]].concat()),
        _ => {
            let child = [room.module.as_slice(), &path[..1]].concat();
            return places.contains_key(child.as_slice()).then(|| {
                let rest = &path[1..];
                [child.as_slice(), rest].concat()
            });
        }
    };
    Some([base, &path[n_up..]].concat())
}

/// All paths of more than one name in a text, those in braces written out.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("::") {
        let before = &rest[..at];
        let start = before
            .rfind(|it: char| !it.is_alphanumeric() && it != '_')
            .map_or(0, |idx| {
                idx + before[idx..].chars().next().unwrap().len_utf8()
            });
        let used = path(&rest[start..], &[], &mut found);
        rest = &rest[start + used.max(at + 2 - start)..];
    }
    found
}

/// Reads one path, with all that its braces hold; how many bytes it took.
fn path(text: &str, stem: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut names = stem.to_vec();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        if text[at..].starts_with('{') {
            return at + braces(&text[at..], &names, found);
        }
        let name: String = text[at..]
            .chars()
            .take_while(|it| it.is_alphanumeric() || *it == '_' || *it == '*')
            .collect();
        at += name.len();
        names.extend((!name.is_empty()).then_some(name));
        if !text[at..].starts_with("::") {
            break;
        }
        at += 2;
    }
    if !names.is_empty() {
        found.push(names);
    }
    at
}

fn braces(text: &str, stem: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut at = 1;
    while at < text.len() && !text[at..].starts_with('}') {
        let used = path(&text[at..], stem, found);
        let next = text[at + used..].find([',', '}']);
        let Some(next) = next else { return text.len() };
        at += used + next;
        at += usize::from(text[at..].starts_with(','));
        at += text[at..].len() - text[at..].trim_start().len();
    }
    (at + 1).min(text.len())
}

#[test]
fn a_planted_circle_is_found() {
    let texts = [
        ("src/lib.rs", "pub mod a;\npub mod b;\npub mod c;"),
        (
            "src/a/mod.rs",
            "mod inner;\nuse inner::Part;\npub struct Whole(Part);",
        ),
        (
            "src/a/inner.rs",
            "use super::Whole;\npub struct Part(Box<Whole>);",
        ),
        (
            "src/b.rs",
            "use crate::{\n    a::Whole,\n    c::{self, d},\n};",
        ),
        (
            "src/c.rs",
            "// use crate::b;\nuse std::fs;\n#[cfg(test)]\nmod tests { use crate::b; }",
        ),
    ];
    let texts: Vec<_> = (texts.iter())
        .map(|(file, text)| (PathBuf::from(file), (*text).to_owned()))
        .collect();
    let found = circles(Path::new("src"), &texts);
    let expected: Vec<PathBuf> = vec!["src/a/mod.rs".into(), "src/a/inner.rs".into()];
    assert_eq!(found, [expected]);
}
