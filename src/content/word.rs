//! The text in a Word file: its paragraphs, the rows of its tables, how many notes it has.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::load::LARGEST_TEXT;
use super::pasted::{PastedError, Raw, is_heading};

/// The text of a Word file (ECMA-376, part 1, 17). What was struck out with changes tracked is not in it.
pub(super) fn text_of(bytes: &[u8]) -> Result<Raw, PastedError> {
    let archive = ZipArchive::new(Cursor::new(bytes));
    let mut archive = archive.map_err(|_| PastedError::BadWord)?;
    if archive.index_for_name("content.xml").is_some() {
        return Err(PastedError::OtherWriter);
    }
    let mut part = |name: &str| {
        let mut xml = String::new();
        let part = archive.by_name(name).ok()?;
        part.take(LARGEST_TEXT).read_to_string(&mut xml).ok()?;
        Some(xml)
    };
    let document = part("word/document.xml").ok_or(PastedError::BadWord)?;
    let text = document_text(&document).ok_or(PastedError::BadWord)?;
    let notes = ["word/footnotes.xml", "word/endnotes.xml"];
    let notes = notes.into_iter().filter_map(&mut part);
    let n_notes = notes.map(|xml| n_notes(&xml).unwrap_or(0)).sum();
    Ok(Raw { text, n_notes })
}

/// How many notes there are in the part that holds them; lines that only set them off are not counted.
fn n_notes(xml: &str) -> Option<usize> {
    let tree = roxmltree::Document::parse(xml).ok()?;
    let is_note = |node: &roxmltree::Node<'_, '_>| {
        let name = node.tag_name().name();
        let has_words = || node.descendants().any(|it| it.tag_name().name() == "t");
        matches!(name, "footnote" | "endnote") && has_words()
    };
    Some(tree.descendants().filter(is_note).count())
}

/// What stands for a line that was broken by hand, until it is known what becomes of it.
const LINE_BREAK: char = '\u{b}';

/// The paragraphs of a document, a line each, and the rows of its tables.
fn document_text(xml: &str) -> Option<String> {
    let tree = roxmltree::Document::parse(xml).ok()?;
    let mut lines: Vec<String> = Vec::new();
    let stands_in = |node: roxmltree::Node<'_, '_>, names: &[&str]| {
        node.ancestors()
            .any(|it| names.contains(&it.tag_name().name()))
    };
    // The row of the last paragraph, to which another of the same row belongs.
    let mut row = None;
    for node in tree.descendants() {
        match node.tag_name().name() {
            // A paragraph ends where the next begins.
            "p" => {
                let rows = node.ancestors().find(|it| it.tag_name().name() == "tr");
                let of_row = rows.map(|row| row.id());
                match lines.last_mut() {
                    Some(line) if of_row.is_some() && of_row == row => line.push('\t'),
                    _ => lines.push(String::new()),
                }
                row = of_row;
            }
            // A point of a list has its mark from the list.
            "numPr" if row.is_none() => lines.last_mut()?.push_str("• "),
            // Text boxes stand in the file twice, and so do words that were moved.
            "t" if !stands_in(node, &["Fallback", "moveFrom"]) => {
                lines.last_mut()?.push_str(node.text().unwrap_or(""));
            }
            // Tabs also stand in the settings of a paragraph.
            "tab" if stands_in(node, &["r"]) => lines.last_mut()?.push(' '),
            "br" | "cr" if stands_in(node, &["r"]) => lines.last_mut()?.push(LINE_BREAK),
            _ => {}
        }
    }
    let mut text = String::new();
    for line in lines {
        // Names and titles under each other are lines of their own, a sentence goes on.
        let is_list = line.contains(LINE_BREAK) && line.split(LINE_BREAK).all(is_heading);
        let between = if is_list { "\n" } else { " " };
        text.push_str(&line.replace(LINE_BREAK, between));
        text.push('\n');
    }
    Some(text)
}
