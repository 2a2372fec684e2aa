//! Opens a finished PDF, of anybody's, and reads its simple objects: strings, names, boxes, name
//! trees.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::OnceLock;

use hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Null, Number, ObjRef, Object, Rect, Stream, String as PdfString,
};
use hayro_syntax::page::Page;
use hayro_syntax::{Filter, LoadPdfError, Pdf, PdfVersion};

use super::budget::Budget;
use super::guard::guarded;
use super::lock::Lock;
use super::{layers, scan};

/// A file that holds a picture, with the filter that would decode it.
pub type Picture<'a> = (Filter, Cow<'a, [u8]>);

/// Why a PDF is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfRefused {
    /// It is locked with a password or in a way that is not known.
    Encrypted,
    /// It is no PDF, or too broken to be read.
    Unreadable,
    /// Something in it is larger than a booklet's could be.
    TooLarge(&'static str),
    /// Reading it would take more than any booklet does.
    TooMuch(&'static str),
    /// It is broken in a way that cannot be read past, and how.
    Broken(String),
    /// Its pages can be read, the files attached to it not.
    AttachmentsLocked,
}

impl fmt::Display for PdfRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encrypted => f.write_str(
                "the file is locked with a password; save it without one from the program it came from",
            ),
            Self::Unreadable => f.write_str(
                "the file is no PDF, or broken; make it again, or open it in a viewer and print it to a new PDF",
            ),
            Self::TooLarge(what) => write!(f, "the file holds {what} than is read here"),
            Self::TooMuch(what) => write!(
                f,
                "this PDF needs more than {what} to read, which no booklet does; open it in a viewer and print it to a new PDF",
            ),
            Self::Broken(how) => write!(
                f,
                "this PDF is broken: {how}; make it again, or open it in a viewer and print it to a new PDF",
            ),
            Self::AttachmentsLocked => f.write_str(
                "the attached files are locked with a password; save the PDF without one from the program it came from",
            ),
        }
    }
}

impl std::error::Error for PdfRefused {}

/// The most nodes and pairs of a tree that are read.
const MOST_NODES: usize = 500_000;

/// The most pages: a booklet has some hundred.
const MOST_PAGES: usize = 20_000;

/// The widest row of samples that is read (ISO 32000-1, 7.4.4.4), in columns.
const MOST_COLUMNS: i64 = 1_000_000;

/// How deep a tree may be.
const DEEPEST: usize = 64;

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

/// Refuses rows of samples that have no length, or one that is never meant: they would be divided by,
/// or kept in memory.
pub(super) fn check_predictors(stream: &Dict<'_>) -> Result<(), PdfRefused> {
    for key in ["DecodeParms", "DP"] {
        let parameters: Vec<Dict<'_>> = match stream.get::<Object<'_>>(key) {
            Some(Object::Dict(one)) => vec![one],
            Some(Object::Array(many)) => many
                .iter::<Object<'_>>()
                .filter_map(Object::into_dict)
                .collect(),
            _ => continue,
        };
        let number = |dict: &Dict<'_>, key: &str, absent| {
            dict.get::<Number>(key).map_or(absent, |it| it.as_i64())
        };
        let is_sound = |dict: &Dict<'_>| {
            let bits = number(dict, "Colors", 1).checked_mul(number(dict, "BitsPerComponent", 8));
            number(dict, "Predictor", 1) == 1
                || (1..=MOST_COLUMNS).contains(&number(dict, "Columns", 1))
                    && bits.is_some_and(|bits| (1..=255).contains(&bits))
        };
        if !parameters.iter().all(is_sound) {
            let what = "a stream is packed in rows of an impossible length";
            return Err(PdfRefused::Broken(what.to_owned()));
        }
    }
    Ok(())
}

/// A text string: UTF-16 or UTF-8 with a mark, else `PDFDocEncoding`, of which the letters of Latin-1
/// are read (ISO 32000-1, 7.9.2).
pub fn text_of(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&[0xfe, 0xff]) {
        let units = rest
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
    }
    if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        return String::from_utf8_lossy(rest).into_owned();
    }
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// A text string of a dictionary.
pub fn text(dict: &Dict<'_>, key: &str) -> Option<String> {
    let string = dict.get::<PdfString<'_>>(key)?;
    Some(text_of(string.as_bytes()))
}

/// A name of a dictionary.
pub fn name(dict: &Dict<'_>, key: &str) -> Option<String> {
    let name = dict.get::<Name<'_>>(key)?;
    Some(String::from_utf8_lossy(name.as_ref()).into_owned())
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

/// The pairs of a name tree or number tree (ISO 32000-1, 7.9.6 and 7.9.7).
pub fn tree<'a>(
    file: &'a File,
    root: &Dict<'a>,
    leaves: &str,
) -> Result<Vec<(Object<'a>, Entry<'a>)>, PdfRefused> {
    let mut pairs = Vec::new();
    let mut open = vec![(root.clone(), 0)];
    let mut n_nodes = 0;
    while let Some((node, depth)) = open.pop() {
        n_nodes += 1;
        if n_nodes + pairs.len() > MOST_NODES || depth > DEEPEST {
            return Err(PdfRefused::TooLarge("a tree with more branches"));
        }
        file.budget.step(1)?;
        if let Some(array) = node.get::<Array<'a>>(leaves) {
            let leaf = entries(file, &array);
            file.budget.step(leaf.len())?;
            let mut rest = leaf.into_iter();
            while let (Some(key), Some(value)) = (rest.next(), rest.next()) {
                pairs.push((key.object, value));
            }
        }
        if let Some(kids) = node.get::<Array<'a>>("Kids") {
            let kids: Vec<_> = kids.iter::<Dict<'a>>().collect();
            open.extend(kids.into_iter().rev().map(|kid| (kid, depth + 1)));
        }
    }
    Ok(pairs)
}

/// A box of a page, its own or the one it inherits.
pub fn page_box(page: &Page<'_>, key: &str) -> Option<Rect> {
    match key {
        "MediaBox" => Some(page.media_box()),
        "CropBox" => Some(page.crop_box()),
        _ => page.raw().get::<Rect>(key),
    }
}
