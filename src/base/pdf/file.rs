//! Opens a PDF, of anybody's, and finds its objects.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::OnceLock;

use hayro_syntax::{LoadPdfError, Pdf, PdfVersion};

use super::budget::Budget;
use super::guard::guarded;
use super::layers::{self, Picture};
use super::lock::Lock;
use super::objects::{Array, Dict, MaybeRef, Null, ObjRef, Object, Page, Stream, name};
use super::refused::PdfRefused;
use super::rows::check_predictors;
use super::scan;
use super::strings::text_of;

/// The most pages: a booklet has some hundred.
const MOST_PAGES: usize = 20_000;

/// An open PDF.
pub struct File {
    pdf: Pdf,
    /// What may still be spent on it.
    pub budget: Budget,
    lock: Lock,
    places: OnceLock<HashMap<ObjRef, usize>>,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("pages", &self.pages().len())
            .finish()
    }
}

impl File {
    /// Opens a PDF.
    pub fn open(mut bytes: Vec<u8>) -> Result<Self, PdfRefused> {
        guarded(move || {
            let budget = Budget::default();
            let lock = scan::pay(&mut bytes, &budget)?;
            let pdf = Pdf::new(bytes).map_err(|error| match error {
                LoadPdfError::Decryption(_) => PdfRefused::Encrypted,
                LoadPdfError::Invalid => PdfRefused::Unreadable,
            })?;
            if pdf.pages().len() > MOST_PAGES {
                return Err(PdfRefused::TooMuch("twenty thousand pages"));
            }
            Ok(Self {
                pdf,
                budget,
                lock,
                places: OnceLock::new(),
            })
        })
    }

    /// The file as it is.
    pub fn bytes(&self) -> &[u8] {
        self.pdf.data().as_ref()
    }

    /// Whether the attached files are locked, the rest not.
    pub fn has_locked_attachments(&self) -> bool {
        self.lock == Lock::Attachments
    }

    /// The version, such as `1.7`.
    pub fn version(&self) -> &'static str {
        match self.pdf.version() {
            PdfVersion::Pdf10 => "1.0",
            PdfVersion::Pdf11 => "1.1",
            PdfVersion::Pdf12 => "1.2",
            PdfVersion::Pdf13 => "1.3",
            PdfVersion::Pdf14 => "1.4",
            PdfVersion::Pdf15 => "1.5",
            PdfVersion::Pdf16 => "1.6",
            PdfVersion::Pdf17 => "1.7",
            PdfVersion::Pdf20 => "2.0",
        }
    }

    /// The pages.
    pub fn pages(&self) -> &[Page<'_>] {
        self.pdf.pages()
    }

    /// The place of a page in the file, by its object.
    pub fn page_of(&self, page: ObjRef) -> Option<usize> {
        let places = self.places.get_or_init(|| {
            // Of a page that stands twice the first place counts.
            let places = self.pages().iter().enumerate().rev();
            let place = |(idx, page): (usize, &Page<'_>)| Some((page.raw().obj_id()?.into(), idx));
            places.filter_map(place).collect()
        });
        places.get(&page).copied()
    }

    /// The first page, counted from 1, that the file lists and that cannot be read.
    pub fn lost_page(&self) -> Result<Option<usize>, PdfRefused> {
        let root = self.catalog().get::<Dict<'_>>("Pages").unwrap_or_default();
        let mut seen = HashSet::new();
        let mut open = vec![Object::Dict(root)];
        let mut n_pages = 0;
        while let Some(node) = open.pop() {
            self.budget.step(1)?;
            let Object::Dict(node) = node else {
                return Ok(Some(n_pages + 1));
            };
            if !node.contains_key("Kids") {
                n_pages += 1;
                continue;
            }
            let kids = one_or_many(self, &node, "Kids").into_iter();
            let kids: Vec<_> = kids
                .filter(|kid| kid.reference.is_none_or(|reference| seen.insert(reference)))
                .collect();
            open.extend(kids.into_iter().rev().map(|kid| kid.object));
        }
        Ok(None)
    }

    /// The document's catalog.
    pub fn catalog(&self) -> Dict<'_> {
        let xref = self.pdf.xref();
        xref.get(xref.root_id()).unwrap_or_default()
    }

    /// An object by its reference.
    pub fn object(&self, reference: ObjRef) -> Option<Object<'_>> {
        self.pdf.xref().get(reference.into())
    }

    /// Whether it is leafed from right to left.
    pub fn is_bound_right(&self) -> bool {
        let viewing = self.catalog().get::<Dict<'_>>("ViewerPreferences");
        viewing
            .and_then(|viewing| name(&viewing, "Direction"))
            .as_deref()
            == Some("R2L")
    }

    /// The title in the information dictionary.
    pub fn info_title(&self) -> Option<String> {
        let title = self.pdf.metadata().title.as_ref()?;
        Some(text_of(title))
    }

    /// The metadata packet.
    pub fn metadata(&self) -> Result<Option<String>, PdfRefused> {
        let Some(stream) = self.catalog().get::<Stream<'_>>("Metadata") else {
            return Ok(None);
        };
        let bytes = self.decoded(&stream)?;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// The bytes of a stream that is no picture; none if it is damaged.
    pub fn decoded(&self, stream: &Stream<'_>) -> Result<Vec<u8>, PdfRefused> {
        self.pay_for(stream)?;
        let bytes = stream.decoded_data();
        Ok(bytes.map(Cow::into_owned).unwrap_or_default())
    }

    /// Pays for what a stream gives when it is decoded, before it is.
    fn pay_for(&self, stream: &Stream<'_>) -> Result<(), PdfRefused> {
        check_predictors(stream.dict())?;
        let (filters, raw) = (stream.filters(), stream.raw_data());
        if filters.is_empty() {
            return self.budget.decode(raw.len() as u64);
        }
        layers::measure(&filters, &raw, &self.budget)
    }

    /// The file a picture was, with the filter that would decode it; none if it has none.
    pub fn picture<'a>(&self, stream: &Stream<'a>) -> Result<Option<Picture<'a>>, PdfRefused> {
        layers::picture(&stream.filters(), stream.raw_data(), &self.budget)
    }

    /// The content of a page, its streams joined.
    pub fn content<'p>(&self, page: &'p Page<'_>) -> Result<&'p [u8], PdfRefused> {
        // The page joins and keeps them itself.
        for part in one_or_many(self, page.raw(), "Contents") {
            if let Object::Stream(part) = &part.object {
                self.pay_for(part)?;
            }
        }
        Ok(page.page_stream().unwrap_or_default())
    }
}

/// The objects of an array, or the one object that stands in its place.
pub fn one_or_many<'a>(file: &'a File, dict: &Dict<'a>, key: &str) -> Vec<Entry<'a>> {
    match dict.get::<Object<'a>>(key) {
        None => Vec::new(),
        Some(Object::Array(array)) => entries(file, &array),
        Some(object) => vec![Entry {
            reference: dict.get_ref(key),
            object,
        }],
    }
}

/// An object, with the reference that led to it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The reference, if it is not the object itself that stands there.
    pub reference: Option<ObjRef>,
    /// The object.
    pub object: Object<'a>,
}

/// The objects of an array with their references; what a reference does not lead to is null.
pub fn entries<'a>(file: &'a File, array: &Array<'a>) -> Vec<Entry<'a>> {
    let entry = |raw: MaybeRef<Object<'a>>| match raw {
        MaybeRef::NotRef(object) => Entry {
            reference: None,
            object,
        },
        MaybeRef::Ref(reference) => Entry {
            reference: Some(reference),
            object: file.object(reference).unwrap_or(Object::Null(Null)),
        },
    };
    array.raw_iter().map(entry).collect()
}
