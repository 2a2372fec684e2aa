//! Pages of a PDF as forms that can be placed on a sheet (ISO 32000-1, 8.10), each once.
//!
//! A page's content stream goes into the form as it is, undecoded where that can be; fonts, pictures
//! and everything else it needs follow. What stands on a page beside its content is drawn into the
//! form: annotations that are printed. Links, forms to fill in and tags stay behind: paper has none.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::annotations::{self, Annotation};
use super::shape::shape;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{
    Array, Dict, MaybeRef, ObjRef, Object as Read, Page, Stream as ReadStream,
};
use crate::base::pdf::refused::PdfRefused;
use crate::base::pdf::writing::{
    Dictionary, Document, Object, ObjectId, Stream, deflated, dictionary, number_of, numbers,
    string, written,
};

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

/// Where a page stands on a sheet.
#[derive(Debug)]
pub(super) struct Placed {
    /// The page, counted from 0.
    pub(super) page_idx: usize,
    /// What puts its form there.
    pub(super) matrix: [f64; 6],
    /// What is seen of it: left, bottom, width, height.
    pub(super) clip: [f64; 4],
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
        let annotations = self.annotations(page)?;
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
        self.follow()?;
        self.forms.insert(page_idx, id);
        Ok(id)
    }

    /// The operators that show a page in its place; its form is put among `forms`.
    pub(super) fn show(
        &mut self,
        placed: &Placed,
        forms: &mut Dictionary,
    ) -> Result<String, PdfRefused> {
        let form = self.form(placed.page_idx)?;
        let name = format!("P{}", placed.page_idx + 1);
        let (clip, matrix) = (written(&placed.clip), written(&placed.matrix));
        let shown = format!("q {clip} re W n {matrix} cm /{name} Do Q\n");
        forms.set(name, form);
        Ok(shown)
    }

    /// Brings along what says which layers are shown.
    pub fn layers(&mut self) -> Result<Option<Object>, PdfRefused> {
        let Some(layers) = self.file.catalog().get::<Dict<'_>>("OCProperties") else {
            return Ok(None);
        };
        let layers = self.dictionary(&layers)?;
        self.follow()?;
        Ok(Some(Object::Dictionary(layers)))
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
            self.stream(&content)?
        } else {
            deflated(self.file.content(page)?)
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
                written.set(key, self.dictionary(part)?);
            }
        }
        stream.dict.set("Resources", written);
        if let Some(group) = page.raw().get::<Dict<'_>>("Group") {
            let group = self.dictionary(&group)?;
            stream.dict.set("Group", group);
        }
        Ok(stream)
    }

    /// The annotations that are printed: what each shows, and what puts it in its place.
    fn annotations(&mut self, page: &Page<'_>) -> Result<Vec<(ObjectId, [f64; 6])>, PdfRefused> {
        let mut shown = Vec::new();
        for annotation in annotations::of_page(self.file, page)? {
            if let Annotation::Shown { appearance, place } = annotation {
                shown.push((self.reference(appearance), place));
            }
        }
        Ok(shown)
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
    fn follow(&mut self) -> Result<(), PdfRefused> {
        let file = self.file;
        while let Some((reference, id)) = self.waiting.pop() {
            let object = match file.object(reference) {
                Some(object) => self.object(&object)?,
                None => Object::Null,
            };
            self.document.objects.insert(id, object);
        }
        Ok(())
    }

    fn entry(&mut self, entry: MaybeRef<Read<'_>>) -> Result<Object, PdfRefused> {
        match entry {
            MaybeRef::Ref(reference) => Ok(Object::Reference(self.reference(reference))),
            MaybeRef::NotRef(object) => self.object(&object),
        }
    }

    fn object(&mut self, object: &Read<'_>) -> Result<Object, PdfRefused> {
        self.file.budget.step(1)?;
        Ok(match object {
            Read::Null(_) => Object::Null,
            Read::Boolean(value) => Object::Boolean(*value),
            Read::Number(number) => number_of(number.as_f64()),
            Read::String(read) => string(read.as_bytes().to_vec()),
            Read::Name(name) => Object::Name(name.as_ref().to_vec()),
            Read::Dict(dict) => Object::Dictionary(self.dictionary(dict)?),
            Read::Array(array) => Object::Array(self.array(array)?),
            Read::Stream(stream) => Object::Stream(self.stream(stream)?),
        })
    }

    fn array(&mut self, array: &Array<'_>) -> Result<Vec<Object>, PdfRefused> {
        array.raw_iter().map(|entry| self.entry(entry)).collect()
    }

    fn dictionary(&mut self, dict: &Dict<'_>) -> Result<Dictionary, PdfRefused> {
        let mut written = Dictionary::new();
        for (key, entry) in dict.entries() {
            // What leads back to pages and tags would bring the whole document along.
            if matches!(
                key.as_ref(),
                b"StructParent" | b"StructParents" | b"Parent" | b"PieceInfo"
            ) {
                continue;
            }
            let value = self.entry(entry)?;
            written.set(key.as_ref().to_vec(), value);
        }
        Ok(written)
    }

    /// A stream with its bytes as they are.
    fn stream(&mut self, stream: &ReadStream<'_>) -> Result<Stream, PdfRefused> {
        let mut dict = self.dictionary(stream.dict())?;
        dict.remove(b"Length");
        Ok(Stream::new(dict, stream.raw_data().into_owned()))
    }
}
