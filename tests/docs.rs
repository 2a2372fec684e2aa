//! The documents that are made from the program itself, so that they cannot rot: one page for each kind
//! of section with its YAML and its picture, and the list of complaints.
//!
//! `UPDATE_REFS=1 cargo test --test docs` writes them anew; look at them before you commit.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use bifolio::base::diagnostic::{Code, Severity};
use bifolio::base::edition::EDITIONS;
use bifolio::layout::ledger::{COPIES, LEFT_OUT};
use bifolio::layout::page::{Pages, Place, Role, TagId};
use bifolio::render::png;
use common::{assert_looks_like_at, build};

const SHOWCASE: &str = "content/showcase";

/// A page of the documents is drawn at this many dots an inch.
const DPI: f32 = 40.0;

#[track_caller]
fn assert_document(text: &str, name: &str) {
    let path = Path::new("docs").join(name);
    if env::var_os("UPDATE_REFS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let known = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        known == text,
        "{} is not what the program says; run with UPDATE_REFS=1",
        path.display()
    );
}

/// The kinds of sections under a key of the showcase in order, with the YAML of each.
fn sections(yaml: &str, key: &str) -> Vec<(String, String)> {
    let (_, rest) = yaml.split_once(&format!("\n{key}:\n")).unwrap();
    let lines = rest
        .lines()
        .take_while(|line| line.is_empty() || line.starts_with(' '));
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in lines {
        if let Some(section) = line.strip_prefix("  - ") {
            let kind = section.split(':').next().unwrap().to_owned();
            sections.push((kind, String::new()));
        }
        let (_, yaml) = sections.last_mut().unwrap();
        let _ = writeln!(yaml, "{line}");
    }
    sections
}

/// The first page of each section, by the tags.
fn first_pages(pages: &Pages) -> Vec<usize> {
    let tags = pages.tags.tags();
    let section = |mut tag: TagId| loop {
        if tags[tag.0 as usize].role == Role::Section {
            return Some(tag);
        }
        tag = tags[tag.0 as usize].parent?;
    };
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    for (page_idx, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            if let Place::Meaning(tag) = item.place
                && let Some(section) = section(tag)
            {
                first.entry(section.0).or_insert(page_idx);
            }
        }
    }
    first.into_values().collect()
}

/// The YAML of a section, a long list cut short.
fn shortened(yaml: &str) -> String {
    const MOST_LINES: usize = 40;
    let mut lines: Vec<String> = Vec::new();
    for line in yaml.lines() {
        if lines.len() == MOST_LINES {
            lines.push("        # … and so on".to_owned());
            break;
        }
        lines.push(line.to_owned());
    }
    lines.join("\n")
}

#[test]
fn every_kind_of_section_has_a_page_with_its_yaml_and_its_picture() {
    let yaml = fs::read_to_string(Path::new(SHOWCASE).join("booklet.yaml")).unwrap();
    let built = build(SHOWCASE);
    let pictures = png::draw(&built.pdf, DPI).unwrap();
    let pages = first_pages(&built.pages);
    // What fills pages stands before the back cover.
    let mut all = sections(&yaml, "sections");
    let n_filled = pages.len() - all.len();
    let fill = sections(&yaml, "fill").into_iter().take(n_filled);
    all.splice(all.len() - 1..all.len() - 1, fill);
    let mut list = String::from(
        "# Sections\n\nEvery kind of section, with its YAML in `content/showcase` and the page it makes in the theme\n\
         `memorial`. Made by `tests/docs.rs`; every key with its meaning stands in\n\
         [`assets/booklet.schema.json`](../../assets/booklet.schema.json).\n\n",
    );
    let mut n_of_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for ((kind, yaml), page_idx) in all.iter().zip(&pages) {
        let n = n_of_kind.entry(kind).or_default();
        *n += 1;
        // Of statements and of what repeats, the first shows enough; figures differ in style.
        if *n > 1 && kind != "figures" {
            continue;
        }
        let name = if *n > 1 {
            format!("{kind}-{n}")
        } else {
            kind.clone()
        };
        let style = yaml
            .split("style: ")
            .nth(1)
            .map(|rest| rest.split(['\n', '}', ',']).next().unwrap());
        let title = style.map_or_else(|| kind.clone(), |style| format!("{kind}: {}", style.trim()));
        let page = format!(
            "# `{title}`\n\n```yaml\n{}\n```\n\n![Page {} of the showcase]({name}.png)\n\n[All sections](README.md)\n",
            shortened(yaml.trim_end()),
            page_idx + 1
        );
        assert_document(&page, &format!("sections/{name}.md"));
        assert_looks_like_at(
            &pictures[*page_idx],
            &Path::new("docs/sections").join(format!("{name}.png")),
        );
        let _ = writeln!(list, "- [`{title}`]({name}.md)");
    }
    assert_document(&list, "sections/README.md");
    assert_eq!(
        n_of_kind.len(),
        16,
        "a kind of section is not in the showcase: {n_of_kind:?}"
    );
}

#[test]
fn what_is_left_out_or_printed_more_often_is_what_the_ledger_says() {
    let words = fs::read_to_string("docs/words.md").unwrap();
    let listed: Vec<_> = words
        .lines()
        .filter_map(|line| line.strip_prefix("- "))
        .collect();
    assert_eq!(listed, [&LEFT_OUT[..], &COPIES[..]].concat());
}

#[test]
fn every_complaint_is_explained() {
    let mut text = String::from(
        "# When it complains\n\nEvery complaint marks the line of the file it is about and says what to do; all complaints of a file\n\
         come in one run. An **error** stops the build before anything is written; a **warning** does not, unless\n\
         `--deny-warnings` is given. `bifolio explain CODE` prints what stands here. Made by `tests/docs.rs`.\n\n",
    );
    for code in Code::ALL {
        let severity = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let _ = writeln!(
            text,
            "- **{}**, {severity}. {}",
            code.number(),
            code.explanation()
        );
    }
    assert_document(&text, "complaints.md");
}

/// How an edition is built and what its file is called stand where a reader begins.
#[test]
fn every_edition_is_spoken_of() {
    let readme = fs::read_to_string("README.md").unwrap();
    for edition in EDITIONS.0 {
        let built = format!("-e {}", edition.name);
        let file = edition.file_name("my-folder");
        assert!(readme.contains(&built) || readme.contains(&file), "{built}");
    }
}
