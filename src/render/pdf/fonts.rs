//! Completes the fonts that printpdf wrote: what each glyph stands for, and a descriptor that is true.
//!
//! Where a face has several text maps, its font is there once for each of them.

use std::fmt::Write as _;

use crate::base::pdf::writing::{Dictionary, Document, Object, ObjectId, Stream, name};

use super::error::PdfError;
use super::faces::{Faces, UsedFace};

/// The most mappings in one block of a text map (Adobe Technical Note 5411).
const MAPPINGS_IN_BLOCK: usize = 100;

/// Completes the fonts, which all pages share.
pub(super) fn complete(
    document: &mut Document,
    page_ids: &[ObjectId],
    faces: &Faces,
) -> Result<(), PdfError> {
    let Some(first) = page_ids.first() else {
        return Ok(());
    };
    let resources = reference(document, *first, b"Resources")?;
    let fonts = reference(document, resources, b"Font")?;
    for face in faces.in_use() {
        let font = reference(document, fonts, face.resource_name().as_bytes())?;
        let to_unicode = reference(document, font, b"ToUnicode")?;
        document.set_object(to_unicode, text_map(face, 0));
        let descriptor = call(document, font, face)?;
        describe(document, descriptor, face)?;
        for map_idx in 1..face.n_text_maps() {
            let map = document.add_object(text_map(face, map_idx));
            let again = document.get_dictionary(font).map_err(PdfError::new)?;
            let mut again = again.clone();
            again.set("ToUnicode", map);
            let again = document.add_object(again);
            let fonts = document.get_dictionary_mut(fonts).map_err(PdfError::new)?;
            fonts.set(face.name_with_map(map_idx), again);
        }
    }
    Ok(())
}

fn reference(document: &Document, from: ObjectId, key: &[u8]) -> Result<ObjectId, PdfError> {
    let dictionary = document.get_dictionary(from).map_err(PdfError::new)?;
    dictionary
        .get(key)
        .and_then(Object::as_reference)
        .map_err(PdfError::new)
}

/// Gives a font the name of its face, and gives its descriptor.
fn call(document: &mut Document, font: ObjectId, face: &UsedFace) -> Result<ObjectId, PdfError> {
    let font = document.get_dictionary_mut(font).map_err(PdfError::new)?;
    font.set("BaseFont", name(&face.base_font));
    let descendants = font
        .get_mut(b"DescendantFonts")
        .and_then(Object::as_array_mut);
    let descendant = descendants.map_err(PdfError::new)?.first_mut();
    let descendant = descendant.ok_or_else(|| PdfError::new("a font without descendant"))?;
    let descendant = descendant.as_dict_mut().map_err(PdfError::new)?;
    descendant.set("BaseFont", name(&face.base_font));
    descendant
        .get(b"FontDescriptor")
        .and_then(Object::as_reference)
        .map_err(PdfError::new)
}

/// Writes what the whole face measures: printpdf knows only what is left of it.
fn describe(
    document: &mut Document,
    descriptor: ObjectId,
    face: &UsedFace,
) -> Result<(), PdfError> {
    let descriptor = document.get_dictionary_mut(descriptor);
    let descriptor = descriptor.map_err(PdfError::new)?;
    let measured = &face.descriptor;
    descriptor.set("FontName", name(&face.base_font));
    descriptor.set("Ascent", measured.ascent);
    descriptor.set("Descent", measured.descent);
    descriptor.set("CapHeight", measured.cap_height);
    descriptor.set("ItalicAngle", Object::Real(measured.italic_angle as f32));
    descriptor.set("StemV", measured.stem_v);
    descriptor.set("FontBBox", measured.bounds.map(Object::Integer).to_vec());
    Ok(())
}

/// A text map of a face (ISO 32000-1, 9.10.3).
fn text_map(face: &UsedFace, map_idx: usize) -> Stream {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n",
    );
    for block in face.texts(map_idx).chunks(MAPPINGS_IN_BLOCK) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for (glyph, text) in block {
            let _ = write!(map, "<{glyph:04X}><");
            // A glyph that is said beside another has no text of its own; a zero-width space is none.
            let text = if text.is_empty() { "\u{200b}" } else { text };
            for unit in text.encode_utf16() {
                let _ = write!(map, "{unit:04X}");
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
    Stream::new(Dictionary::new(), map.into_bytes())
}
