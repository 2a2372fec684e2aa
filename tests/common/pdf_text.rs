//! Reads the text of a PDF back, in the order it is drawn, as somebody who copies it out gets it.
//! Shares nothing with the writer but the crate that parses the file.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Marked content: its page and its number there.
type Marked = (ObjectId, i64);

/// The text of each page without its furniture. Soft hyphens are taken out, as readers do.
pub(crate) fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    document
        .page_iter()
        .map(|page| {
            let stretches = stretches(&document, page).into_iter();
            stretches.map(|(_, text)| text).collect()
        })
        .collect()
}

/// The text of each section in the order of the tag tree, each tag that is not inside a line on a
/// line of its own.
pub(crate) fn sections(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    let mut texts: BTreeMap<Marked, String> = BTreeMap::new();
    for page in document.page_iter() {
        for (mark, text) in stretches(&document, page) {
            if let Some(mark) = mark {
                // A word may be broken over pages: only a tag begins a line here.
                texts.insert((page, mark), text.trim_start_matches('\n').to_owned());
            }
        }
    }
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let root = document.dereference(root).unwrap().1;
    let mut sections = Vec::new();
    walk(&document, root, None, &texts, &mut sections);
    sections
}

/// Adds what is in a tag, and in the tags in it.
fn walk(
    document: &Document,
    tag: &Object,
    page: Option<ObjectId>,
    texts: &BTreeMap<Marked, String>,
    sections: &mut Vec<String>,
) {
    match document.dereference(tag).unwrap().1 {
        Object::Array(tags) => {
            for tag in tags {
                walk(document, tag, page, texts, sections);
            }
        }
        Object::Integer(mark) => {
            let text = &texts[&(page.unwrap(), *mark)];
            sections.last_mut().unwrap().push_str(text);
        }
        Object::Dictionary(tag) => {
            let own = tag.get(b"Pg").and_then(Object::as_reference).ok();
            let page = own.or(page);
            let name = |key: &[u8]| tag.get(key).and_then(Object::as_name).unwrap_or_default();
            if name(b"S") == b"Sect" {
                sections.push(String::new());
            }
            if !matches!(name(b"S"), b"Link" | b"Reference" | b"Span" | b"")
                && let Some(section) = sections.last_mut()
            {
                section.push('\n');
            }
            match (name(b"Type"), tag.get(b"MCID"), tag.get(b"K")) {
                (b"OBJR", ..) => {}
                (_, Ok(mark), _) => walk(document, mark, page, texts, sections),
                (_, _, Ok(kids)) => walk(document, kids, page, texts, sections),
                _ => {}
            }
        }
        _ => {}
    }
}

/// The text of a page without its furniture, cut where marked content begins, each stretch with its
/// number.
fn stretches(document: &Document, page: ObjectId) -> Vec<(Option<i64>, String)> {
    let fonts = fonts(document, page);
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut stretches = vec![(None, String::new())];
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
                    let text = &mut stretches.last_mut().unwrap().1;
                    text.push_str(&utf16(actual.as_str().unwrap()));
                }
                marks.push(tag != b"Artifact" && actual.is_none());
                let number = operands[1].as_dict().and_then(|it| it.get(b"MCID"));
                let number = number.and_then(Object::as_i64).ok();
                if tag != b"Span" || number.is_some() {
                    let begins = if tag == b"Span" { "" } else { "\n" };
                    stretches.push((number, begins.to_owned()));
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
                            let text = &mut stretches.last_mut().unwrap().1;
                            text.push_str(&font[&u16::from_be_bytes([code[0], code[1]])]);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    for (_, text) in &mut stretches {
        *text = text.replace('\u{ad}', "");
    }
    stretches
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
