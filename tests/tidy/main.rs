//! Keeps the tree true: imports point up the list of stages, fonts have licences, the schema and the
//! list of what must not be are current.

mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages, in the order the work passes through them.
const STAGES: [&str; 12] = [
    "base", "content", "design", "inline", "layout", "press", "proof", "render", "review", "run",
    "send", "serve",
];

/// Crates that only one place may know, so that changing one touches one place.
const KNOWN_IN: &[(&str, &[&str])] = &[
    (
        "serde_saphyr",
        &["src/content/not_yaml.rs", "src/content/yaml.rs"],
    ),
    ("pulldown_cmark", &["src/content/markup"]),
    ("idna", &["src/content/address.rs"]),
    ("skrifa", &["src/design/font_file.rs"]),
    ("harfrust", &["src/inline/shape.rs"]),
    ("hypher", &["src/design/hyphenate.rs"]),
    ("printpdf", &["src/render/pdf"]),
    ("lopdf", &["src/base/pdf/writing.rs"]),
    ("sha2", &["src/base/pdf/writing.rs"]),
    ("flate2", &["src/base/deflate.rs"]),
    ("subsetter", &["src/render/pdf"]),
    ("hayro", &["src/render/png.rs"]),
    ("hayro_syntax", &["src/base/pdf"]),
    ("annotate_snippets", &["src/base/report.rs"]),
    ("base64", &["src/proof/fold.rs"]),
    ("hyper", &["src/serve/http.rs"]),
    ("tokio", &["src/serve/http.rs"]),
    ("hyper_util", &["src/serve/http.rs"]),
    ("http_body_util", &["src/serve/http.rs"]),
    ("getrandom", &["src/serve/http.rs"]),
    ("notify", &["src/serve/changes.rs"]),
    ("csv", &["src/content/figures.rs"]),
    ("encoding_rs", &["src/content/coding.rs"]),
    ("icu_collator", &["src/content/names.rs"]),
    ("icu_locale_core", &["src/content/names.rs"]),
    ("image", &["src/content/picture"]),
    (
        "roxmltree",
        &["src/content/drawing", "src/content/intake/word"],
    ),
    ("zip", &["src/content/intake/word/mod.rs"]),
    ("usvg", &["src/content/drawing"]),
    ("libc", &["src/base/disk.rs"]),
    ("unicode_normalization", &["src/content/near.rs"]),
    ("qrcode", &["src/layout/blocks/qr.rs"]),
];

/// Every Rust file of the library with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("bin") {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

/// Every Rust file of the command with its text.
fn command() -> Vec<(PathBuf, String)> {
    let files = fs::read_dir("src/bin/bifolio").unwrap();
    let files = files.map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files
        .map(|file| (file.clone(), fs::read_to_string(file).unwrap()))
        .collect();
    files.sort();
    files
}

fn in_stage(file: &Path, stage: &str) -> bool {
    file.starts_with(Path::new("src").join(stage))
}

#[test]
fn imports_only_point_upstream() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let Some(stage) = STAGES.iter().position(|stage| in_stage(&file, stage)) else {
            continue;
        };
        let mut in_crate_list = false;
        for (line_idx, line) in text.lines().enumerate() {
            in_crate_list |= line.contains("crate::{");
            let later = STAGES[stage + 1..].iter().find(|later| {
                line.contains(&format!("crate::{later}"))
                    || in_crate_list && line.contains(&format!("{later}::"))
            });
            if let Some(later) = later {
                let at = format!("{}:{}", file.display(), line_idx + 1);
                wrong.push(format!("{at}: `{}` must not know `{later}`", STAGES[stage]));
            }
            in_crate_list &= !line.contains(';');
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let library = imports::circles(Path::new("src"), &sources());
    let command = imports::circles(Path::new("src/bin/bifolio"), &command());
    let circles = [library, command].concat();
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let files = [sources(), command()].concat();
    let long = files
        .iter()
        .map(|(file, text)| (text.lines().count(), file));
    let long: Vec<_> = long.filter(|(n_lines, _)| *n_lines > 500).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn press_proof_and_render_know_nothing_of_layout_but_the_page() {
    for (file, text) in sources() {
        if !["press", "proof", "render"]
            .iter()
            .any(|stage| in_stage(&file, stage))
        {
            continue;
        }
        for line in text.lines().filter(|line| line.contains("crate::layout")) {
            assert!(
                line.contains("crate::layout::page"),
                "{}: {line}",
                file.display()
            );
        }
    }
}

/// What sets blocks: it counts from the start of a measure, so that one place can mirror it.
const COUNTED_FROM_START: [&str; 12] = [
    "blocks/",
    "figure_parts.rs",
    "figure_source.rs",
    "galley.rs",
    "moments.rs",
    "notes.rs",
    "pictures.rs",
    "prose.rs",
    "section.rs",
    "stack.rs",
    "tables.rs",
    "titles.rs",
];

#[test]
fn blocks_know_no_left_and_right() {
    let is_edge = |word: &str| matches!(word, "left" | "right" | "Left" | "Right");
    for (file, text) in sources() {
        let Ok(inside) = file.strip_prefix("src/layout") else {
            continue;
        };
        let inside = inside.to_str().unwrap().replace('\\', "/");
        if !COUNTED_FROM_START.iter().any(|it| inside.starts_with(it)) {
            continue;
        }
        for (line_idx, line) in text.lines().enumerate() {
            let mut words = line.split(|it: char| !it.is_ascii_alphabetic());
            let known = words.find(|word| is_edge(word));
            let at = format!("{}:{}", file.display(), line_idx + 1);
            assert!(known.is_none(), "{at} counts from another edge: {line}");
        }
    }
}

#[test]
fn a_crate_is_known_in_one_place() {
    for (file, text) in sources() {
        for (name, places) in KNOWN_IN {
            let knows =
                text.contains(&format!("use {name}::")) || text.contains(&format!(" {name}::"));
            let may = places.iter().any(|place| file.starts_with(place));
            assert!(may || !knows, "{} must not know {name}", file.display());
        }
    }
}

#[test]
fn the_library_never_prints_or_exits() {
    for (file, text) in sources() {
        for word in [
            "println!",
            "eprintln!",
            "print!(",
            "process::exit",
            "SystemTime::now",
        ] {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
    }
}

#[test]
fn one_file_writes_files() {
    let commands = fs::read_dir("src/bin/bifolio").unwrap();
    let commands = commands.map(|entry| entry.unwrap().path());
    let commands = commands.filter(|file| !file.ends_with("files.rs"));
    let commands = commands.map(|file| (fs::read_to_string(&file).unwrap(), file));
    let library = sources().into_iter().map(|(file, text)| (text, file));
    for (text, file) in commands.chain(library) {
        let text = text.split("#[cfg(test)]").next().unwrap();
        for word in [
            "fs::write",
            "File::create",
            "create_new",
            ".write(true)",
            "fs::rename",
        ] {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
    }
}

/// What there is not in a browser is asked for where nothing is built for one.
#[test]
fn only_the_disk_and_the_live_page_touch_the_system() {
    for (file, text) in sources() {
        if file.ends_with("base/disk.rs") || in_stage(&file, "serve") {
            continue;
        }
        for path in imports::paths_of(&text) {
            let parts: Vec<&str> = path.iter().map(String::as_str).collect();
            let is_system = match parts[..] {
                ["std", part, ..] => ["fs", "env", "thread", "net", "process"].contains(&part),
                _ => false,
            };
            let is_clock = parts
                .iter()
                .any(|part| ["Instant", "SystemTime"].contains(part));
            assert!(!is_system && !is_clock, "{} has {parts:?}", file.display());
        }
    }
}

/// The library is built without the live page, and without the command, where there is neither.
#[test]
fn crates_of_the_command_line_and_of_the_live_page_are_known_nowhere_else() {
    let command_line = ["clap", "clap_complete", "clap_mangen", "same_file"];
    let live_page = [
        "hyper",
        "hyper_util",
        "http_body_util",
        "tokio",
        "notify",
        "open",
        "getrandom",
    ];
    for (file, text) in sources() {
        let is_live_page = in_stage(&file, "serve");
        for path in imports::paths_of(&text) {
            let first = path[0].as_str();
            let is_of_live_page = live_page.contains(&first)
                || path.starts_with(&["crate", "serve"].map(String::from));
            let may = !command_line.contains(&first) && (is_live_page || !is_of_live_page);
            assert!(may, "{} must not know {path:?}", file.display());
        }
    }
}

#[test]
fn the_architecture_lists_every_file() {
    let architecture = fs::read_to_string("ARCHITECTURE.md").unwrap();
    let tree = architecture.split("## The stages").next().unwrap();
    let words: BTreeSet<&str> = tree.split([' ', ';', ',', ':', '\n']).collect();
    for (file, _) in [sources(), command()].concat() {
        let name = file.file_name().unwrap().to_str().unwrap();
        let is_roof = matches!(name, "mod.rs" | "lib.rs");
        assert!(
            is_roof || words.contains(name),
            "{} is not listed",
            file.display()
        );
    }
    let is_file = |word: &&&str| Path::new(word).extension().is_some_and(|it| it == "rs");
    for word in words.iter().filter(is_file) {
        let is_there = |(file, _): &(PathBuf, String)| file.ends_with(word);
        let is_there = [sources(), command()].concat().iter().any(is_there)
            || Path::new("tests").join(word).exists()
            || Path::new(word).exists();
        assert!(
            is_there || word.starts_with("tests/"),
            "{word} is listed, and is not there"
        );
    }
}

#[test]
fn every_font_has_its_licence_beside_it() {
    for folder in fs::read_dir("fonts").unwrap() {
        let folder = folder.unwrap().path();
        let has_licence = ["OFL.txt", "OFL.md"]
            .iter()
            .any(|name| folder.join(name).is_file());
        assert!(has_licence, "{} has no licence", folder.display());
    }
}

#[test]
fn the_schemas_in_assets_are_current() {
    let booklet = bifolio::content::schema::json_schema(bifolio::base::edition::EDITIONS);
    let theme = bifolio::design::theme::json_schema();
    for (path, schema) in [
        ("assets/booklet.schema.json", booklet),
        ("assets/theme.schema.json", theme),
    ] {
        if std::env::var_os("UPDATE_REFS").is_some() {
            fs::write(path, &schema).unwrap();
        }
        let known = fs::read_to_string(path).unwrap_or_default();
        assert!(
            known == schema,
            "{path} is out of date: run with UPDATE_REFS=1"
        );
    }
}
