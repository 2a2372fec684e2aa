//! Opens a finished PDF, of anybody's, and reads its simple objects: strings, names, boxes, name
//! trees.

use std::fmt;
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{
    Array, Dict, MaybeRef, Name, Null, ObjRef, Object, Rect, Stream, String as PdfString,
};
use hayro_syntax::page::Page;
use hayro_syntax::{Filter, LoadPdfError, Pdf, PdfVersion};

/// Why a PDF is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfRefused {
    /// It is locked with a password or in a way that is not known.
    Encrypted,
    /// It is no PDF, or too broken to be read.
    Unreadable,
    /// Something in it is larger than a booklet's could be.
    TooLarge(&'static str),
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
        }
    }
}

impl std::error::Error for PdfRefused {}

/// The most bytes that a stream may hold when it is decoded: a lying file would hold more.
pub const LARGEST_STREAM: u64 = 256 * 1024 * 1024;

/// The most nodes of a tree that are read.
const MOST_NODES: usize = 100_000;

/// How deep a tree may be.
const DEEPEST: usize = 64;

/// An open PDF.
pub struct File {
    pdf: Pdf,
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
    pub fn open(bytes: Vec<u8>) -> Result<Self, PdfRefused> {
        let pdf = Pdf::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(_) => PdfRefused::Encrypted,
            LoadPdfError::Invalid => PdfRefused::Unreadable,
        })?;
        Ok(Self { pdf })
    }

    /// The file as it is.
    pub fn bytes(&self) -> &[u8] {
        self.pdf.data().as_ref()
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
        self.pages()
            .iter()
            .position(|it| it.raw().obj_id().map(ObjRef::from) == Some(page))
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
    pub fn metadata(&self) -> Option<String> {
        let stream = self.catalog().get::<Stream<'_>>("Metadata")?;
        let bytes = decoded(&stream).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The bytes of a stream that is no picture, unless they are too many.
pub fn decoded(stream: &Stream<'_>) -> Result<Vec<u8>, PdfRefused> {
    // Flate can grow a thousandfold; the others cannot grow far.
    if stream.filters().contains(&Filter::FlateDecode) {
        let raw = stream.raw_data();
        let mut inflated = ZlibDecoder::new(&raw[..]).take(LARGEST_STREAM + 1);
        let n_bytes = std::io::copy(&mut inflated, &mut std::io::sink()).unwrap_or(0);
        if n_bytes > LARGEST_STREAM {
            return Err(PdfRefused::TooLarge("a stream with more bytes"));
        }
    }
    let bytes = stream.decoded_data();
    Ok(bytes.map(std::borrow::Cow::into_owned).unwrap_or_default())
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
        if n_nodes > MOST_NODES || depth > DEEPEST {
            return Err(PdfRefused::TooLarge("a tree with more branches"));
        }
        if let Some(array) = node.get::<Array<'a>>(leaves) {
            let mut rest = entries(file, &array).into_iter();
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
