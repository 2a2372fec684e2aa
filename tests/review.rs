//! Review: what bifolio writes passes; each fault made in such a file is caught; what is attached is
//! given back byte for byte.

mod common;

use std::collections::BTreeSet;

use bifolio::base::edition::{ARCHIVE, OFFICE, SCREEN};
use bifolio::content::load::Override;
use bifolio::review::{self, Purpose, Review, attachments, script};
use common::{TestFolder, assert_text_matches, build, build_with, same_cases_each_time, write_as};
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use proptest::prelude::*;

const KHOJALY: &str = "content/khojaly";
const SHOWCASE: &str = "content/showcase";

fn reviewed(pdf: Vec<u8>, purpose: Purpose) -> Review {
    review::review(pdf, purpose).unwrap()
}

#[test]
fn what_bifolio_writes_passes() {
    for theme in ["memorial", "assembly", "pocket"] {
        let theme = Override {
            key: "design.theme".into(),
            value: theme.into(),
        };
        for booklet in [KHOJALY, SHOWCASE] {
            let built = build_with(booklet, std::slice::from_ref(&theme));
            let review = reviewed(built.pdf, Purpose::Screen);
            assert!(
                review.findings.is_empty(),
                "{booklet}, {}: {:#?}",
                theme.value,
                review.findings
            );
        }
    }
}

#[test]
fn what_a_screen_reader_speaks_stays_as_it_was() {
    for (booklet, name) in [(KHOJALY, "khojaly/script"), (SHOWCASE, "showcase/script")] {
        assert_text_matches(&script::script(build(booklet).pdf).unwrap(), name);
    }
}

#[test]
fn the_facts_are_those_of_the_file() {
    let facts = reviewed(build(KHOJALY).pdf, Purpose::Screen).facts;
    assert_eq!(facts.standards, ["PDF/A-2a", "PDF/UA-1"]);
    assert_eq!((facts.version.as_str(), facts.pages), ("1.7", 8));
    assert_eq!(facts.title.as_deref(), Some("Khojaly"));
    assert_eq!(facts.language.as_deref(), Some("en"));
    assert_eq!(
        (facts.sizes[0].width_mm, facts.sizes[0].height_mm),
        (210.0, 297.0)
    );
    assert_eq!(facts.colors, BTreeSet::from(["gray"]));
    assert_eq!(facts.links_inside, 3);
    assert!(
        facts
            .fonts
            .iter()
            .all(|font| font.embedded && font.subset && font.text_map)
    );
}

// ── broken files ────────────────────────────────────────────────────────────────────────────────

/// The rules that a file breaks after something was done to it.
fn broken(booklet: &str, purpose: Purpose, damage: impl FnOnce(&mut Document)) -> Review {
    let mut document = Document::load_mem(&build(booklet).pdf).unwrap();
    damage(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    reviewed(bytes, purpose)
}

#[track_caller]
fn assert_breaks(review: &Review, rule: &str, message: &str) {
    let found = review
        .findings
        .iter()
        .any(|it| it.is_error() && it.rule == rule && it.message.contains(message));
    assert!(
        found,
        "no error [{rule}] “{message}” in {:#?}",
        review.findings
    );
    assert!(!review.passes());
}

/// The objects that are elements of a type.
fn elements(document: &Document, role: &str) -> Vec<ObjectId> {
    let is_it = |dict: &Dictionary| {
        let name = dict.get(b"S").and_then(Object::as_name);
        dict.has_type(b"StructElem") && name.is_ok_and(|name| name == role.as_bytes())
    };
    let found = document
        .objects
        .iter()
        .filter(|(_, object)| object.as_dict().is_ok_and(is_it));
    found.map(|(id, _)| *id).collect()
}

fn dict(document: &mut Document, id: ObjectId) -> &mut Dictionary {
    document.get_object_mut(id).unwrap().as_dict_mut().unwrap()
}

#[test]
fn a_picture_without_words_in_its_place_is_caught_with_its_line() {
    let review = broken(SHOWCASE, Purpose::Screen, |document| {
        let figure = elements(document, "Figure")[0];
        dict(document, figure).remove(b"Alt");
    });
    assert_breaks(&review, "alternative-text", "no words");
    let finding = review
        .findings
        .iter()
        .find(|it| it.rule == "alternative-text")
        .unwrap();
    assert!(
        finding
            .source
            .as_deref()
            .unwrap()
            .starts_with("booklet.yaml:"),
        "{finding:?}"
    );
    assert!(finding.page.is_some());
}

#[test]
fn a_file_name_in_place_of_words_is_caught() {
    let review = broken(SHOWCASE, Purpose::Screen, |document| {
        let figure = elements(document, "Figure")[0];
        dict(document, figure).set("Alt", Object::string_literal("IMG_1234.JPG"));
    });
    assert_breaks(&review, "alternative-text", "a file's name");
}

#[test]
fn a_skipped_heading_is_caught() {
    let review = broken(KHOJALY, Purpose::Screen, |document| {
        let heading = elements(document, "H2")[0];
        dict(document, heading).set("S", "H4");
    });
    assert_breaks(&review, "headings", "level 4 follows one of level 1");
}

#[test]
fn an_untagged_run_is_caught() {
    let review = broken(KHOJALY, Purpose::Screen, |document| {
        let page = *document.get_pages().get(&4).unwrap();
        let mut content = document.get_page_content(page);
        content.extend(b"\nBT /F0 12 Tf 1 0 0 1 100 100 Tm <00010002> Tj ET");
        document.change_page_content(page, content).unwrap();
    });
    assert_breaks(&review, "untagged", "neither tagged nor an artifact");
}

#[test]
fn a_swapped_entry_of_the_parent_tree_is_caught() {
    let review = broken(KHOJALY, Purpose::Screen, |document| {
        let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
        let root = root.as_reference().unwrap();
        let tree = dict(document, root)
            .get(b"ParentTree")
            .unwrap()
            .as_reference()
            .unwrap();
        let numbers = dict(document, tree)
            .get_mut(b"Nums")
            .unwrap()
            .as_array_mut()
            .unwrap();
        // The page with both statements' first: two tags of a page change places.
        let page = numbers[7].as_array_mut().unwrap();
        page.swap(0, 1);
    });
    assert_breaks(&review, "parent-tree", "to another tag");
}

#[test]
fn a_missing_title_is_caught() {
    let review = broken(KHOJALY, Purpose::Screen, |document| {
        let metadata = document.catalog().unwrap().get(b"Metadata").unwrap();
        let metadata = metadata.as_reference().unwrap();
        let stream = document
            .get_object_mut(metadata)
            .unwrap()
            .as_stream_mut()
            .unwrap();
        let packet = String::from_utf8(stream.content.clone()).unwrap();
        let (before, rest) = packet.split_once("<dc:title>").unwrap();
        let (_, after) = rest.split_once("</dc:title>").unwrap();
        stream.set_content(format!("{before}{after}").into_bytes());
    });
    assert_breaks(&review, "title", "no title");
}

#[test]
fn a_font_without_a_text_map_is_caught() {
    let review = broken(KHOJALY, Purpose::Screen, |document| {
        for object in document.objects.values_mut() {
            if let Ok(font) = object.as_dict_mut() {
                font.remove(b"ToUnicode");
            }
        }
    });
    assert_breaks(&review, "text-maps", "nothing says what the letters");
}

#[test]
fn a_dead_link_is_caught() {
    let review = broken(KHOJALY, Purpose::Screen, |document| {
        for object in document.objects.values_mut() {
            let Ok(annotation) = object.as_dict_mut() else {
                continue;
            };
            if annotation.has(b"Dest") && annotation.has(b"Rect") {
                annotation.set("Dest", vec![Object::Reference((99_999, 0)), "Fit".into()]);
            }
        }
    });
    assert_breaks(&review, "links", "leads nowhere");
}

#[test]
fn a_link_without_words_or_tag_is_caught() {
    let review = broken(KHOJALY, Purpose::Screen, |document| {
        let link = dictionary! {
            "Type" => "Annot",
            "Subtype" => "Link",
            "Rect" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal("https://un.org") },
        };
        let link = document.add_object(link);
        let page = *document.get_pages().get(&1).unwrap();
        dict(document, page).set("Annots", vec![Object::Reference(link)]);
    });
    assert_breaks(&review, "links", "no tag");
    assert_breaks(&review, "links", "no words");
}

#[test]
fn a_row_outside_a_table_and_a_heading_cell_without_scope_are_caught() {
    let review = broken(KHOJALY, Purpose::Screen, |document| {
        let cell = elements(document, "TH")[0];
        dict(document, cell).remove(b"A");
        let table = elements(document, "Table")[0];
        dict(document, table).set("S", "Div");
    });
    assert_breaks(&review, "tables", "does not say what it heads");
    assert_breaks(&review, "tables", "outside a table");
}

#[test]
fn a_missing_or_senseless_language_is_caught() {
    let without = broken(KHOJALY, Purpose::Screen, |document| {
        document.catalog_mut().unwrap().remove(b"Lang");
    });
    assert_breaks(&without, "language", "does not say");
    let senseless = broken(KHOJALY, Purpose::Screen, |document| {
        document
            .catalog_mut()
            .unwrap()
            .set("Lang", Object::string_literal("English!"));
    });
    assert_breaks(&senseless, "language", "is no language");
}

#[test]
fn a_file_without_tags_is_caught() {
    let untagged = write_as(KHOJALY, &OFFICE);
    let review = reviewed(untagged, Purpose::Screen);
    assert_breaks(&review, "tags", "not tagged");
    assert_breaks(&review, "standard", "PDF/UA-1");
}

#[test]
fn a_file_of_the_wrong_kind_is_caught() {
    let screen = build(KHOJALY).pdf;
    assert_breaks(
        &reviewed(screen, Purpose::Archive),
        "attachments",
        "not attached",
    );
    let archive = write_as(KHOJALY, &ARCHIVE);
    assert_breaks(
        &reviewed(archive, Purpose::Screen),
        "attachments",
        "booklet.yaml",
    );
}

#[test]
fn what_is_no_pdf_is_refused() {
    assert!(review::review(b"hello".to_vec(), Purpose::Screen).is_err());
    assert!(review::review(Vec::new(), Purpose::Screen).is_err());
}

proptest! {
    #![proptest_config(same_cases_each_time(48))]

    /// A damaged file is judged or refused, never a panic.
    #[test]
    fn a_damaged_file_is_no_panic(
        places in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 1..40),
        end in 0.5..1.0_f64,
    ) {
        let mut bytes = build(KHOJALY).pdf;
        for (place, byte) in places {
            let at = (place * (bytes.len() - 1) as f64) as usize;
            bytes[at] = byte;
        }
        bytes.truncate((bytes.len() as f64 * end) as usize + 40);
        let _ = review::review(bytes.clone(), Purpose::Archive);
        let _ = attachments::extract(bytes.clone());
        let _ = script::script(bytes);
    }
}

// ── the archive edition ─────────────────────────────────────────────────────────────────────────

#[test]
fn the_archive_edition_passes_and_gives_its_sources_back() {
    let folder = TestFolder::new("archive");
    let yaml = "\u{feff}bifolio: 1\r\ntitle: Kitab # a note of ours\r\ndate: 2024-01-01\r\nlanguage: en\r\n\
        people: {a: {name: Ada}}\r\nfigures: {things: {value: 3, label: \"things, counted\", source: a}}\r\n\
        sections:\r\n  - statement: {by: a, file: söz/a.txt}\r\n  - names: {title: Names, file: names.csv}\r\n\
        \x20 - figures: {show: [things], style: table}\r\n";
    let names = "name\r\nZoé\r\nAda\r\n";
    folder.write("booklet.yaml", yaml);
    folder.write("names.csv", names);
    std::fs::create_dir(folder.path.join("söz")).unwrap();
    folder.write("söz/a.txt", "There are 3 of them.\n");

    let pdf = write_as(folder.path.to_str().unwrap(), &ARCHIVE);
    let review = reviewed(pdf.clone(), Purpose::Archive);
    assert!(review.findings.is_empty(), "{:#?}", review.findings);
    // It says that it is one: without a purpose it is taken for that.
    let claimed = review::review(pdf.clone(), None).unwrap();
    assert!(claimed.findings.is_empty(), "{:#?}", claimed.findings);

    let files = attachments::extract(pdf).unwrap();
    let file = |name: &str| files.iter().find(|file| file.name == name).unwrap();
    assert_eq!(file("booklet.yaml").bytes, yaml.as_bytes());
    assert_eq!(file("booklet.yaml").relationship, "Source");
    assert_eq!(file("names.csv").bytes, names.as_bytes());
    assert_eq!(file("söz/a.txt").bytes, b"There are 3 of them.\n");
    let figures = "label,value,qualifier,part of,source\r\n\"things, counted\",3,,,Ada\r\n";
    assert_eq!(file("figures.csv").bytes, figures.as_bytes());
    assert_eq!(file("figures.csv").relationship, "Data");
    assert_eq!(files.len(), 4);
}

#[test]
fn tags_metadata_and_attachments_cost_less_than_two_fifths_of_the_size() {
    for booklet in [KHOJALY, SHOWCASE] {
        let without = write_as(booklet, &OFFICE).len();
        for edition in [SCREEN, ARCHIVE] {
            let with = write_as(booklet, &edition).len();
            assert!(
                with * 10 <= without * 14,
                "{booklet}: {with} bytes as {}, {without} without",
                edition.name
            );
        }
    }
}
