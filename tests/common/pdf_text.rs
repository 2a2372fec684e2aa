//! Reads the text of a PDF back, in the order it is drawn, as somebody who copies it out gets it.
//! Shares nothing with the writer but the crate that parses the file.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// The text of each page without its furniture. Soft hyphens are taken out, as readers do.
pub(crate) fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    document
        .page_iter()
        .map(|page| page_text(&document, page))
        .collect()
}

fn page_text(document: &Document, page: ObjectId) -> String {
    let fonts = fonts(document, page);
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut text = String::new();
    let mut font = &BTreeMap::new();
    // For each open mark: whether what is in it counts.
    let mut marks: Vec<bool> = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BDC" => {
                let tag = operands[0].as_name().unwrap();
                let actual = operands[1]
                    .as_dict()
                    .ok()
                    .and_then(|it| it.get(b"ActualText").ok());
                if let Some(actual) = actual
                    && marks.iter().all(|counts| *counts)
                {
                    text.push_str(&utf16(actual.as_str().unwrap()));
                }
                marks.push(tag != b"Artifact" && actual.is_none());
                if tag != b"Span" {
                    text.push('\n');
                }
            }
            "EMC" => {
                marks.pop().unwrap();
            }
            "Tf" => font = &fonts[operands[0].as_name().unwrap()],
            "TJ" if marks.iter().all(|counts| *counts) => {
                for piece in operands[0].as_array().unwrap() {
                    if let Object::String(bytes, _) = piece {
                        for code in bytes.chunks_exact(2) {
                            text.push_str(&font[&u16::from_be_bytes([code[0], code[1]])]);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    text.replace('\u{ad}', "")
}

fn fonts(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
    let follow = |object: &Object| -> Dictionary {
        match object {
            Object::Reference(id) => document.get_dictionary(*id).unwrap().clone(),
            other => other.as_dict().unwrap().clone(),
        }
    };
    let resources = follow(
        document
            .get_dictionary(page)
            .unwrap()
            .get(b"Resources")
            .unwrap(),
    );
    let fonts = follow(resources.get(b"Font").unwrap());
    fonts
        .iter()
        .map(|(name, font)| {
            let font = follow(font);
            let map = font.get(b"ToUnicode").unwrap().as_reference().unwrap();
            let stream = document.get_object(map).unwrap().as_stream().unwrap();
            let map = stream.decompressed_content().unwrap();
            (name.clone(), text_map(&String::from_utf8(map).unwrap()))
        })
        .collect()
}

fn text_map(map: &str) -> BTreeMap<u16, String> {
    let lines = map
        .lines()
        .skip_while(|line| !line.ends_with("beginbfchar"));
    let pairs =
        lines.filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("><"));
    let code = |hex: &str| u16::from_str_radix(hex, 16).unwrap();
    pairs
        .map(|(glyph, text)| {
            let units: Vec<u16> = (0..text.len() / 4)
                .map(|idx| code(&text[4 * idx..4 * idx + 4]))
                .collect();
            (code(glyph), String::from_utf16(&units).unwrap())
        })
        .collect()
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes[2..]
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    String::from_utf16(&units).unwrap()
}
