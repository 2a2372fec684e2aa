//! Pages of a PDF as forms that can be placed on a sheet (ISO 32000-1, 8.10), each once.
//!
//! A page's content stream goes into the form as it is, undecoded where that can be; fonts, pictures
//! and everything else it needs follow. What stands on a page beside its content is drawn into the
//! form: annotations that are printed. Links, forms to fill in and tags stay behind: paper has none.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use hayro_syntax::object::{
    Array, Dict, MaybeRef, Number, ObjRef, Object as Read, Rect, Stream as ReadStream,
};
use hayro_syntax::page::{Page, Rotation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::file::{File, PdfRefused, decoded, name, one_or_many, page_box};
use crate::base::geometry::Size;
use crate::base::units::Pt;

/// The level of deflate, as in the PDFs bifolio writes.
const DEFLATE_LEVEL: u32 = 6;

/// The flags of an annotation (ISO 32000-1, 12.5.3).
const HIDDEN: i64 = 1 << 1;
const PRINTED: i64 = 1 << 2;

/// How far content may stand out of the trim on its four sides: left, bottom, right, top.
pub type Bleed = [Pt; 4];

/// The shape of a page as it is seen: upright, its trim from the origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// The size of the trim.
    pub size: Size,
    /// The bleed around it.
    pub bleed: Bleed,
    /// What turns the page's own space into that, without its user unit.
    matrix: [f64; 6],
    /// The part of the page that is seen, in its own space: the trim with its bleed.
    seen: [f64; 4],
    /// The user unit.
    unit: f64,
}

/// The shape of a page. The trim is the `TrimBox`, else the `CropBox`; only a `BleedBox` of the page's
/// own says that there is bleed.
pub fn shape(page: &Page<'_>) -> Shape {
    let trim = within(
        page_box(page, "TrimBox").unwrap_or(page.crop_box()),
        page.media_box(),
    );
    let bleed = page_box(page, "BleedBox").map_or(trim, |bleed| within(bleed, page.media_box()));
    let bleed = Rect::new(
        bleed.x0.min(trim.x0),
        bleed.y0.min(trim.y0),
        bleed.x1.max(trim.x1),
        bleed.y1.max(trim.y1),
    );
    let unit = page
        .raw()
        .get::<f64>("UserUnit")
        .filter(|it| *it > 0.0)
        .unwrap_or(1.0);
    let out = [
        trim.x0 - bleed.x0,
        trim.y0 - bleed.y0,
        bleed.x1 - trim.x1,
        bleed.y1 - trim.y1,
    ];
    let [left, bottom, right, top] = out;
    let (width, height) = (trim.width(), trim.height());
    let (matrix, size, out) = match page.rotation() {
        Rotation::None => (
            [1.0, 0.0, 0.0, 1.0, -trim.x0, -trim.y0],
            (width, height),
            out,
        ),
        // Turned clockwise: what was left is above.
        Rotation::Horizontal => (
            [0.0, -1.0, 1.0, 0.0, -trim.y0, trim.x1],
            (height, width),
            [bottom, right, top, left],
        ),
        Rotation::Flipped => (
            [-1.0, 0.0, 0.0, -1.0, trim.x1, trim.y1],
            (width, height),
            [right, top, left, bottom],
        ),
        Rotation::FlippedHorizontal => (
            [0.0, 1.0, -1.0, 0.0, trim.y1, -trim.x0],
            (height, width),
            [top, left, bottom, right],
        ),
    };
    Shape {
        size: Size {
            width: Pt(size.0 * unit),
            height: Pt(size.1 * unit),
        },
        bleed: out.map(|length| Pt(length * unit)),
        matrix,
        seen: [bleed.x0, bleed.y0, bleed.x1, bleed.y1],
        unit,
    }
}

fn within(inner: Rect, outer: Rect) -> Rect {
    let both = inner.intersect(outer);
    // A box that lies outside the page says nothing.
    if both.width() > 0.0 && both.height() > 0.0 {
        both
    } else {
        outer
    }
}

/// Brings pages and what they need into a document that is being written.
pub struct Importer<'f> {
    file: &'f File,
    /// The document.
    pub document: Document,
    known: HashMap<ObjRef, ObjectId>,
    waiting: Vec<(ObjRef, ObjectId)>,
    forms: HashMap<usize, ObjectId>,
}

impl std::fmt::Debug for Importer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Importer")
            .field("forms", &self.forms.len())
            .finish_non_exhaustive()
    }
}

impl<'f> Importer<'f> {
    /// Begins a document from a file.
    pub fn new(file: &'f File) -> Self {
        Self {
            file,
            document: Document::with_version("1.7"),
            known: HashMap::new(),
            waiting: Vec::new(),
            forms: HashMap::new(),
        }
    }

    /// The form of a page, counted from 0; made once.
    pub fn form(&mut self, page_idx: usize) -> Result<ObjectId, PdfRefused> {
        if let Some(known) = self.forms.get(&page_idx) {
            return Ok(*known);
        }
        let page = self
            .file
            .pages()
            .get(page_idx)
            .ok_or(PdfRefused::Unreadable)?;
        let shape = shape(page);
        let mut form = self.content(page)?;
        let matrix = shape.matrix.map(|number| number * shape.unit);
        let annotations = self.annotations(page);
        Self::head(
            &mut form.dict,
            shape.seen,
            if annotations.is_empty() {
                Some(matrix)
            } else {
                None
            },
        );
        let mut id = self.document.add_object(form);
        if !annotations.is_empty() {
            id = self.with_annotations(id, &annotations, shape.seen, matrix);
        }
        self.follow();
        self.forms.insert(page_idx, id);
        Ok(id)
    }

    /// Brings along what says which layers are shown.
    pub fn layers(&mut self) -> Option<Object> {
        let layers = self.file.catalog().get::<Dict<'_>>("OCProperties");
        let layers = layers.map(|layers| Object::Dictionary(self.dictionary(&layers)));
        self.follow();
        layers
    }

    /// The keys every form has.
    fn head(dict: &mut Dictionary, seen: [f64; 4], matrix: Option<[f64; 6]>) {
        dict.set("Type", "XObject");
        dict.set("Subtype", "Form");
        dict.set("BBox", numbers(seen));
        if let Some(matrix) = matrix {
            dict.set("Matrix", numbers(matrix));
        }
    }

    /// The content of a page with its resources.
    fn content(&mut self, page: &Page<'_>) -> Result<Stream, PdfRefused> {
        // One stream goes in as it is; several are joined.
        let mut stream = if let Some(content) = page.raw().get::<ReadStream<'_>>("Contents") {
            self.stream(&content)
        } else {
            for part in one_or_many(self.file, page.raw(), "Contents") {
                if let Read::Stream(part) = &part.object {
                    decoded(part)?;
                }
            }
            deflated(page.page_stream().unwrap_or_default())
        };
        let resources = page.resources();
        let parts = [
            ("ExtGState", &resources.ext_g_states),
            ("Font", &resources.fonts),
            ("Properties", &resources.properties),
            ("ColorSpace", &resources.color_spaces),
            ("XObject", &resources.x_objects),
            ("Pattern", &resources.patterns),
            ("Shading", &resources.shadings),
        ];
        let mut written = Dictionary::new();
        for (key, part) in parts {
            if !part.is_empty() {
                written.set(key, self.dictionary(part));
            }
        }
        stream.dict.set("Resources", written);
        if let Some(group) = page.raw().get::<Dict<'_>>("Group") {
            let group = self.dictionary(&group);
            stream.dict.set("Group", group);
        }
        Ok(stream)
    }

    /// The annotations that are printed: what each shows, and what puts it in its place.
    fn annotations(&mut self, page: &Page<'_>) -> Vec<(ObjectId, [f64; 6])> {
        let mut shown = Vec::new();
        for entry in one_or_many(self.file, page.raw(), "Annots") {
            let Read::Dict(annotation) = &entry.object else {
                continue;
            };
            let flags = annotation.get::<Number>("F").map_or(0, |it| it.as_i64());
            if flags & HIDDEN != 0 || flags & PRINTED == 0 {
                continue;
            }
            if name(annotation, "Subtype").as_deref() == Some("Popup") {
                continue;
            }
            let Some(appearances) = annotation.get::<Dict<'_>>("AP") else {
                continue;
            };
            let (stream, reference) = match appearances.get::<Read<'_>>("N") {
                Some(Read::Stream(stream)) => (stream, appearances.get_ref("N")),
                Some(Read::Dict(states)) => {
                    let state = name(annotation, "AS").unwrap_or_default();
                    match states.get::<ReadStream<'_>>(&state) {
                        Some(stream) => (stream, states.get_ref(&state)),
                        None => continue,
                    }
                }
                _ => continue,
            };
            let (Some(reference), Some(place)) = (reference, annotation.get::<Rect>("Rect")) else {
                continue;
            };
            if let Some(matrix) = placing(stream.dict(), place) {
                shown.push((self.reference(reference), matrix));
            }
        }
        shown
    }

    /// A form that shows a page with its annotations.
    fn with_annotations(
        &mut self,
        page: ObjectId,
        annotations: &[(ObjectId, [f64; 6])],
        seen: [f64; 4],
        matrix: [f64; 6],
    ) -> ObjectId {
        let mut externals = dictionary! { "Page" => page };
        let mut content = "/Page Do\n".to_owned();
        for (idx, (appearance, place)) in annotations.iter().enumerate() {
            externals.set(format!("A{idx}"), *appearance);
            let _ = writeln!(content, "q {} cm /A{idx} Do Q", written(place));
        }
        let mut form = deflated(content.as_bytes());
        Self::head(&mut form.dict, seen, Some(matrix));
        form.dict
            .set("Resources", dictionary! { "XObject" => externals });
        self.document.add_object(form)
    }

    // ── objects ─────────────────────────────────────────────────────────────────────────────────

    fn reference(&mut self, reference: ObjRef) -> ObjectId {
        if let Some(known) = self.known.get(&reference) {
            return *known;
        }
        let id = self.document.new_object_id();
        self.known.insert(reference, id);
        self.waiting.push((reference, id));
        id
    }

    /// Brings along what was referred to, and what that refers to.
    fn follow(&mut self) {
        let file = self.file;
        while let Some((reference, id)) = self.waiting.pop() {
            let object = match file.object(reference) {
                Some(object) => self.object(&object),
                None => Object::Null,
            };
            self.document.objects.insert(id, object);
        }
    }

    fn entry(&mut self, entry: MaybeRef<Read<'_>>) -> Object {
        match entry {
            MaybeRef::Ref(reference) => Object::Reference(self.reference(reference)),
            MaybeRef::NotRef(object) => self.object(&object),
        }
    }

    fn object(&mut self, object: &Read<'_>) -> Object {
        match object {
            Read::Null(_) => Object::Null,
            Read::Boolean(value) => Object::Boolean(*value),
            Read::Number(number) => number_of(number.as_f64()),
            Read::String(string) => {
                let bytes = string.as_bytes().to_vec();
                let is_plain = bytes.iter().all(|byte| (0x20..0x7f).contains(byte));
                let format = if is_plain {
                    StringFormat::Literal
                } else {
                    StringFormat::Hexadecimal
                };
                Object::String(bytes, format)
            }
            Read::Name(name) => Object::Name(name.as_ref().to_vec()),
            Read::Dict(dict) => Object::Dictionary(self.dictionary(dict)),
            Read::Array(array) => Object::Array(self.array(array)),
            Read::Stream(stream) => Object::Stream(self.stream(stream)),
        }
    }

    fn array(&mut self, array: &Array<'_>) -> Vec<Object> {
        array.raw_iter().map(|entry| self.entry(entry)).collect()
    }

    fn dictionary(&mut self, dict: &Dict<'_>) -> Dictionary {
        let mut written = Dictionary::new();
        for (key, entry) in dict.entries() {
            // What leads back to pages and tags would bring the whole document along.
            if matches!(
                key.as_ref(),
                b"StructParent" | b"StructParents" | b"Parent" | b"PieceInfo"
            ) {
                continue;
            }
            let value = self.entry(entry);
            written.set(key.as_ref().to_vec(), value);
        }
        written
    }

    /// A stream with its bytes as they are.
    fn stream(&mut self, stream: &ReadStream<'_>) -> Stream {
        let mut dict = self.dictionary(stream.dict());
        dict.remove(b"Length");
        Stream::new(dict, stream.raw_data().into_owned())
    }
}

/// What puts an annotation's appearance into its rectangle (ISO 32000-1, 12.5.5, algorithm 8.1).
fn placing(appearance: &Dict<'_>, place: Rect) -> Option<[f64; 6]> {
    let bounds = appearance.get::<Rect>("BBox")?;
    let matrix = appearance.get::<Array<'_>>("Matrix");
    let matrix: Vec<f64> = matrix
        .map(|it| it.iter::<f64>().collect())
        .unwrap_or_default();
    let matrix = <[f64; 6]>::try_from(matrix).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let corners = [
        (bounds.x0, bounds.y0),
        (bounds.x1, bounds.y0),
        (bounds.x0, bounds.y1),
        (bounds.x1, bounds.y1),
    ];
    let corners = corners.map(|(x, y)| {
        (
            matrix[0] * x + matrix[2] * y + matrix[4],
            matrix[1] * x + matrix[3] * y + matrix[5],
        )
    });
    let least =
        |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::INFINITY, f64::min);
    let most =
        |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
    let (left, bottom) = (least(|it| it.0), least(|it| it.1));
    let (width, height) = (most(|it| it.0) - left, most(|it| it.1) - bottom);
    if width <= 0.0 || height <= 0.0 {
        return None;
    }
    let (across, up) = (place.width() / width, place.height() / height);
    Some([
        across,
        0.0,
        0.0,
        up,
        place.x0 - left * across,
        place.y0 - bottom * up,
    ])
}

/// Bytes as a deflated stream.
pub fn deflated(bytes: &[u8]) -> Stream {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(DEFLATE_LEVEL));
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    let deflated = encoder.finish().unwrap_or_default();
    Stream::new(dictionary! { "Filter" => "FlateDecode" }, deflated)
}

/// A number as PDF writes it: whole where it is, else rounded to what matters on paper.
pub fn number_of(number: f64) -> Object {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < WHOLE {
        Object::Integer(number as i64)
    } else {
        Object::Real(number as f32)
    }
}

/// Numbers as an array.
pub fn numbers<const N: usize>(numbers: [f64; N]) -> Object {
    Object::Array(numbers.map(number_of).to_vec())
}

/// Numbers as a content stream has them, to a hundred-thousandth.
pub fn written<const N: usize>(numbers: &[f64; N]) -> String {
    let written = numbers.map(|number| {
        let rounded = (number * 1e5).round() / 1e5;
        format!("{}", rounded + 0.0)
    });
    written.join(" ")
}
