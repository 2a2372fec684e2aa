//! The finisher: what printpdf hands over becomes a conforming document.
//!
//! It knows nothing of booklets: a `Document`, a tag tree and a profile go in, a PDF comes
//! out. It writes fonts' text maps, boxes, the structure tree, links, outline, metadata, output
//! intent, page labels and an identity made from the content.

use std::fmt::Write as _;

use crate::base::pdf::writing::{
    Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary,
};
use sha2::{Digest as _, Sha256};

use super::PdfError;
use super::attachments::{self, Attachment};
use super::faces::{Faces, UsedFace};
use super::structure::{KidKind, Link, Structure};
use super::xmp;
use crate::base::deflate;
use crate::base::diagnostic::SourceLines;
use crate::base::edition::Standard;
use crate::base::geometry::Rect;
use crate::base::language::Direction;
use crate::base::units::Pt;
use crate::layout::page::{About, OutlineEntry, Pages, Role, TagId, Target};

/// Who writes the file.
const PRODUCER: &str = concat!("bifolio ", env!("CARGO_PKG_VERSION"));

/// The colours of a screen (from `ArgyllCMS`, see `assets/icc/LICENCES.txt`).
const SRGB: &[u8] = include_bytes!("../../../assets/icc/sRGB.icc");

/// The most mappings in one block of a text map (Adobe Technical Note 5411).
const MAPPINGS_IN_BLOCK: usize = 100;

/// What a file must be and say.
pub(super) struct Profile<'p> {
    pub(super) standard: Standard,
    pub(super) about: &'p About,
    pub(super) attachments: &'p [Attachment],
    pub(super) lines: SourceLines<'p>,
}

/// Finishes a document and gives its bytes.
pub(super) fn finish(
    mut document: Document,
    pages: &Pages,
    faces: &Faces,
    mut structure: Structure<'_>,
    profile: &Profile<'_>,
) -> Result<Vec<u8>, PdfError> {
    document.version = "1.7".into();
    let page_ids: Vec<ObjectId> = document.page_iter().collect();
    finish_fonts(&mut document, &page_ids, faces)?;
    boxes(&mut document, pages, &page_ids)?;
    if profile.standard.is_for_readers() {
        for (idx, page_id) in page_ids.iter().enumerate() {
            let page = document.get_dictionary_mut(*page_id);
            let page = page.map_err(PdfError::new)?;
            page.set("StructParents", idx as i64);
            page.set("Tabs", name("S"));
        }
        structure.close();
        let tree = structure_tree(&mut document, &structure, &page_ids, &profile.lines)?;
        let outlines = outline(&mut document, &pages.outline, &page_ids);
        catalog(&mut document, profile, tree, outlines)?;
    }
    if profile.standard == Standard::Archive {
        attachments::attach(&mut document, profile.attachments, profile.about.date)?;
    }
    info(&mut document, profile.about);
    deflate(&mut document)?;
    identity(&mut document);
    let mut bytes = Vec::new();
    document.save_modern(&mut bytes).map_err(PdfError::new)?;
    Ok(bytes)
}

/// A text string: plain where it can be, else UTF-16 with its mark.
pub(super) fn text(text: &str) -> Object {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A day as PDF writes it (ISO 32000-1, 7.9.4).
pub(super) fn date((year, month, day): (u16, u8, u8)) -> String {
    format!("D:{year:04}{month:02}{day:02}000000Z")
}

/// A length with three decimals.
fn number(length: Pt) -> Object {
    Object::Real(((length.0 * 1000.0).round() / 1000.0) as f32)
}

fn rectangle(area: Rect) -> Object {
    let corners = [area.origin.x, area.origin.y, area.right(), area.bottom()];
    Object::Array(corners.map(number).to_vec())
}

// ── fonts ───────────────────────────────────────────────────────────────────────────────────────

/// Completes the fonts: what each glyph stands for, and a descriptor that is true.
fn finish_fonts(
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
        let map = Stream::new(Dictionary::new(), text_map(face, 0).into_bytes());
        document.set_object(to_unicode, map);
        let descriptor = {
            let font = document.get_dictionary_mut(font).map_err(PdfError::new)?;
            font.set("BaseFont", name(&face.base_font));
            let descendants = font
                .get_mut(b"DescendantFonts")
                .and_then(Object::as_array_mut);
            let descendant = descendants.map_err(PdfError::new)?.first_mut();
            let descendant =
                descendant.ok_or_else(|| PdfError::new("a font without descendant"))?;
            let descendant = descendant.as_dict_mut().map_err(PdfError::new)?;
            descendant.set("BaseFont", name(&face.base_font));
            descendant
                .get(b"FontDescriptor")
                .and_then(Object::as_reference)
                .map_err(PdfError::new)?
        };
        let descriptor = document
            .get_dictionary_mut(descriptor)
            .map_err(PdfError::new)?;
        let measured = &face.descriptor;
        descriptor.set("FontName", name(&face.base_font));
        descriptor.set("Ascent", measured.ascent);
        descriptor.set("Descent", measured.descent);
        descriptor.set("CapHeight", measured.cap_height);
        descriptor.set("ItalicAngle", Object::Real(measured.italic_angle as f32));
        descriptor.set("StemV", measured.stem_v);
        descriptor.set("FontBBox", measured.bounds.map(Object::Integer).to_vec());
        for map_idx in 1..face.n_text_maps() {
            let map = Stream::new(Dictionary::new(), text_map(face, map_idx).into_bytes());
            let map = document.add_object(map);
            let mut again = document
                .get_dictionary(font)
                .map_err(PdfError::new)?
                .clone();
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

/// The text map of a font (ISO 32000-1, 9.10.3).
fn text_map(face: &UsedFace, map_idx: usize) -> String {
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
    map
}

// ── pages ───────────────────────────────────────────────────────────────────────────────────────

fn boxes(document: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> Result<(), PdfError> {
    for (page_id, page) in page_ids.iter().zip(&pages.pages) {
        let dictionary = document
            .get_dictionary_mut(*page_id)
            .map_err(PdfError::new)?;
        let whole = rectangle(Rect {
            size: page.trim,
            ..Rect::default()
        });
        dictionary.set("MediaBox", whole.clone());
        dictionary.set("TrimBox", whole);
        dictionary.remove(b"CropBox");
        dictionary.remove(b"Annots");
    }
    Ok(())
}

// ── structure ───────────────────────────────────────────────────────────────────────────────────

/// Writes the structure tree with its parent tree, and the links it holds.
fn structure_tree(
    document: &mut Document,
    structure: &Structure<'_>,
    page_ids: &[ObjectId],
    lines: &SourceLines<'_>,
) -> Result<ObjectId, PdfError> {
    let root = document.new_object_id();
    let element_ids: Vec<ObjectId> = structure
        .tags
        .iter()
        .map(|_| document.new_object_id())
        .collect();
    let link_ids: Vec<ObjectId> = structure
        .links
        .iter()
        .map(|_| document.new_object_id())
        .collect();

    for (idx, tag) in structure.tags.iter().enumerate() {
        let id = TagId(idx as u32);
        if structure.is_empty(id) && !matches!(tag.role, Role::TableCell) && idx > 0 {
            continue;
        }
        let parent = tag
            .parent
            .map_or(root, |parent| element_ids[parent.0 as usize]);
        let mut element = element(structure, id, parent, &element_ids, &link_ids, page_ids);
        // The line of the sources, once where an element and what it stands in share it.
        let place = |tag: TagId| structure.sources[tag.0 as usize].and_then(|at| lines.place(at));
        let outer = structure.tags[idx].parent.and_then(place);
        if let Some((file, line)) = place(id).filter(|own| outer != Some(*own)) {
            element.set("T", text(&format!("{file}:{line}")));
        }
        document
            .objects
            .insert(element_ids[idx], Object::Dictionary(element));
    }
    for (idx, link) in structure.links.iter().enumerate() {
        let key = page_ids.len() + idx;
        let annotation = annotation(link, key, page_ids);
        document
            .objects
            .insert(link_ids[idx], Object::Dictionary(annotation));
        add_annotation(document, page_ids[link.page_idx], link_ids[idx])?;
    }

    let parents = parent_tree(structure, &element_ids, page_ids.len());
    let parents = document.add_object(dictionary! { "Nums" => parents });
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => element_ids[0],
        "ParentTree" => parents,
        "ParentTreeNextKey" => (page_ids.len() + structure.links.len()) as i64,
    };
    document.objects.insert(root, Object::Dictionary(tree));
    Ok(root)
}

fn element(
    structure: &Structure<'_>,
    id: TagId,
    parent: ObjectId,
    element_ids: &[ObjectId],
    link_ids: &[ObjectId],
    page_ids: &[ObjectId],
) -> Dictionary {
    let tag = &structure.tags[id.0 as usize];
    let kids = &structure.kids[id.0 as usize];
    let first_page = kids.iter().find_map(|kid| match kid.kind {
        KidKind::Content { page_idx, .. } => Some(page_idx),
        KidKind::Tag(_) | KidKind::Link(_) => None,
    });
    let kids = kids.iter().filter_map(|kid| match kid.kind {
        KidKind::Tag(child) => {
            let is_cell = structure.tags[child.0 as usize].role == Role::TableCell;
            let is_there = is_cell || !structure.is_empty(child);
            is_there.then(|| Object::Reference(element_ids[child.0 as usize]))
        }
        KidKind::Content { page_idx, mcid } if Some(page_idx) == first_page => {
            Some(Object::Integer(i64::from(mcid)))
        }
        KidKind::Content { page_idx, mcid } => Some(Object::Dictionary(dictionary! {
            "Type" => "MCR",
            "Pg" => page_ids[page_idx],
            "MCID" => i64::from(mcid),
        })),
        KidKind::Link(link_idx) => Some(Object::Dictionary(dictionary! {
            "Type" => "OBJR",
            "Pg" => page_ids[structure.links[link_idx].page_idx],
            "Obj" => link_ids[link_idx],
        })),
    });
    let mut element = dictionary! {
        "Type" => "StructElem",
        "S" => name(structure.name(id)),
        "P" => parent,
        "K" => kids.collect::<Vec<_>>(),
    };
    if let Some(page_idx) = first_page {
        element.set("Pg", page_ids[page_idx]);
    }
    if let Some(language) = &tag.language {
        element.set("Lang", text(language));
    }
    if let Some(alternative) = &tag.alternative {
        element.set("Alt", text(alternative));
    }
    if tag.role == Role::Note {
        element.set("ID", text(&format!("note-{}", id.0)));
    }
    if let Some(attributes) = attributes(structure, id) {
        element.set("A", attributes);
    }
    element
}

/// The attributes of an element: a heading's scope, a cell's columns, a figure's place.
fn attributes(structure: &Structure<'_>, id: TagId) -> Option<Dictionary> {
    let tag = &structure.tags[id.0 as usize];
    let mut attributes = match tag.role {
        Role::RowHeading => dictionary! { "O" => "Table", "Scope" => "Row" },
        Role::ColumnHeading => dictionary! { "O" => "Table", "Scope" => "Column" },
        Role::TableCell if tag.columns > 1 => dictionary! { "O" => "Table" },
        Role::List => {
            let numbering = if tag.numbered { "Decimal" } else { "Disc" };
            dictionary! { "O" => "List", "ListNumbering" => name(numbering) }
        }
        Role::Figure => {
            let (_, area) = structure.areas[id.0 as usize]?;
            dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => rectangle(area) }
        }
        _ => return None,
    };
    if tag.columns > 1 {
        attributes.set("ColSpan", i64::from(tag.columns));
    }
    Some(attributes)
}

fn annotation(link: &Link, key: usize, page_ids: &[ObjectId]) -> Dictionary {
    let mut annotation = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Link",
        "Rect" => rectangle(link.area),
        "Border" => vec![0.into(), 0.into(), 0.into()],
        "F" => 4,
        "Contents" => text(&link.description),
        "StructParent" => key as i64,
    };
    match &link.target {
        Target::Page(page_idx) => {
            annotation.set("Dest", vec![page_ids[*page_idx].into(), name("Fit")]);
        }
        Target::Address(address) => {
            let action = dictionary! { "S" => "URI", "URI" => text(address) };
            annotation.set("A", action);
        }
    }
    annotation
}

fn add_annotation(document: &mut Document, page: ObjectId, link: ObjectId) -> Result<(), PdfError> {
    let page = document.get_dictionary_mut(page).map_err(PdfError::new)?;
    match page.get_mut(b"Annots").and_then(Object::as_array_mut) {
        Ok(annotations) => annotations.push(link.into()),
        Err(_) => page.set("Annots", vec![Object::Reference(link)]),
    }
    Ok(())
}

/// From each page's marked content, and from each link, back to its element.
fn parent_tree(structure: &Structure<'_>, element_ids: &[ObjectId], n_pages: usize) -> Vec<Object> {
    let mut numbers = Vec::with_capacity(2 * (n_pages + structure.links.len()));
    for page_idx in 0..n_pages {
        let owners = structure
            .owners
            .get(page_idx)
            .map_or(&[][..], Vec::as_slice);
        let elements = owners
            .iter()
            .map(|tag| Object::Reference(element_ids[tag.0 as usize]));
        numbers.push(Object::Integer(page_idx as i64));
        numbers.push(Object::Array(elements.collect()));
    }
    for (idx, link) in structure.links.iter().enumerate() {
        numbers.push(Object::Integer((n_pages + idx) as i64));
        numbers.push(Object::Reference(element_ids[link.tag.0 as usize]));
    }
    numbers
}

// ── document ────────────────────────────────────────────────────────────────────────────────────

/// Writes the outline; `None` if there is nothing in it.
fn outline(
    document: &mut Document,
    entries: &[OutlineEntry],
    page_ids: &[ObjectId],
) -> Option<ObjectId> {
    if entries.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    for (idx, entry) in entries.iter().enumerate() {
        let mut item = dictionary! {
            "Title" => text(&entry.title),
            "Parent" => root,
            "Dest" => vec![page_ids[entry.page_idx].into(), name("Fit")],
        };
        if let Some(before) = idx.checked_sub(1) {
            item.set("Prev", ids[before]);
        }
        if let Some(next) = ids.get(idx + 1) {
            item.set("Next", *next);
        }
        document.objects.insert(ids[idx], Object::Dictionary(item));
    }
    let root_dictionary = dictionary! {
        "Type" => "Outlines",
        "First" => ids[0],
        "Last" => ids[ids.len() - 1],
        "Count" => ids.len() as i64,
    };
    document
        .objects
        .insert(root, Object::Dictionary(root_dictionary));
    Some(root)
}

fn catalog(
    document: &mut Document,
    profile: &Profile<'_>,
    structure: ObjectId,
    outlines: Option<ObjectId>,
) -> Result<(), PdfError> {
    let about = profile.about;
    let packet = xmp::packet(about, profile.standard, PRODUCER).into_bytes();
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = document.add_object(Stream::new(metadata, packet));
    let srgb = document.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text("sRGB"),
        "Info" => text("sRGB IEC61966-2.1"),
        "DestOutputProfile" => srgb,
    };
    let mut viewing = dictionary! { "DisplayDocTitle" => true };
    if about.direction == Direction::RightToLeft {
        viewing.set("Direction", name("R2L"));
    }

    let catalog = document.catalog_mut().map_err(PdfError::new)?;
    catalog.set("Lang", text(about.language.tag()));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", structure);
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    catalog.set("ViewerPreferences", viewing);
    catalog.set("PageLayout", name("TwoPageRight"));
    let labels = vec![0.into(), Object::Dictionary(dictionary! { "S" => "D" })];
    catalog.set("PageLabels", dictionary! { "Nums" => labels });
    if let Some(outlines) = outlines {
        catalog.set("Outlines", outlines);
        catalog.set("PageMode", name("UseNone"));
    }
    Ok(())
}

/// Replaces printpdf's information by ours, which says the same as the metadata packet.
fn info(document: &mut Document, about: &About) {
    let date = date(about.date);
    let mut info = dictionary! {
        "Title" => text(&about.title),
        "Producer" => text(PRODUCER),
        "Creator" => text(PRODUCER),
        "CreationDate" => text(&date),
        "ModDate" => text(&date),
    };
    if !about.authors.is_empty() {
        info.set("Author", text(&about.authors.join("; ")));
    }
    if !about.description.is_empty() {
        info.set("Subject", text(&about.description));
    }
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        document.objects.insert(id, Object::Dictionary(info));
    } else {
        let id = document.add_object(info);
        document.trailer.set("Info", id);
    }
}

/// Deflates every stream but the metadata, which must stay readable.
fn deflate(document: &mut Document) -> Result<(), PdfError> {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let is_metadata = stream
            .dict
            .get(b"Type")
            .and_then(Object::as_name)
            .is_ok_and(|it| it == b"Metadata");
        if is_metadata || stream.dict.has(b"Filter") {
            continue;
        }
        let deflated = deflate::deflate(&stream.content).map_err(PdfError::new)?;
        stream.dict.set("Filter", "FlateDecode");
        stream.set_content(deflated);
    }
    Ok(())
}

/// The file's identity: a hash of its streams and of how many objects there are.
fn identity(document: &mut Document) {
    let mut hasher = Sha256::new();
    for (id, object) in &document.objects {
        hasher.update(id.0.to_be_bytes());
        match object {
            Object::Stream(stream) => hasher.update(&stream.content),
            other => hasher.update(format!("{other:?}").as_bytes()),
        }
    }
    let hash = hasher.finalize();
    let identity = Object::String(hash[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![identity.clone(), identity]);
}
