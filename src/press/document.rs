//! What every printed file needs around its pages: the page tree, the catalog, an identity.

use std::io::Write;

use super::refused::ImposeError;
use crate::base::geometry::Size;
use crate::base::pdf::strings::in_utf16;
use crate::base::pdf::writing::{
    Dictionary, Document, Object, ObjectId, PRODUCER, deflated, dictionary, identity, number_of,
    string,
};
use crate::content::editions::Duplex;

/// A printed file that is being put together.
#[derive(Debug)]
pub(super) struct Printed {
    pages_id: ObjectId,
    kids: Vec<Object>,
}

/// A page of a printed file.
#[derive(Debug, Default)]
pub(super) struct PrintedPage {
    /// Its size.
    pub(super) size: Size,
    /// Its operators.
    pub(super) content: String,
    /// The forms these place.
    pub(super) forms: Dictionary,
    /// The keys it has beside these.
    pub(super) keys: Dictionary,
}

/// What is said of a printed file as a whole.
#[derive(Debug)]
pub(super) struct About<'a> {
    /// How it is printed.
    pub(super) duplex: Duplex,
    /// Its title.
    pub(super) title: Option<&'a str>,
    /// What it was made from: its identity is a hash of that.
    pub(super) made_from: &'a [&'a [u8]],
    /// What the catalog has beside that.
    pub(super) keys: Dictionary,
}

impl Printed {
    /// Begins a file.
    pub(super) fn new(document: &mut Document) -> Self {
        Self {
            pages_id: document.new_object_id(),
            kids: Vec::new(),
        }
    }

    /// Adds a page.
    pub(super) fn add(&mut self, document: &mut Document, page: PrintedPage) {
        let stream = document.add_object(deflated(page.content.as_bytes()));
        let [width, height] = [page.size.width.0, page.size.height.0].map(number_of);
        let mut written = dictionary! {
            "Type" => "Page",
            "Parent" => self.pages_id,
            "MediaBox" => vec![0.into(), 0.into(), width, height],
            "Contents" => stream,
            "Resources" => dictionary! { "XObject" => page.forms },
        };
        written.extend(&page.keys);
        let id = document.add_object(written);
        self.kids.push(Object::Reference(id));
    }

    /// Writes the file.
    pub(super) fn save(
        self,
        mut document: Document,
        about: &About<'_>,
        out: &mut impl Write,
    ) -> Result<(), ImposeError> {
        let count = self.kids.len() as i64;
        let pages = dictionary! { "Type" => "Pages", "Kids" => self.kids, "Count" => count };
        document
            .objects
            .insert(self.pages_id, Object::Dictionary(pages));
        // What a viewer puts into its print dialogue (ISO 32000-1, 12.2).
        let mut viewing = dictionary! {
            "Duplex" => match about.duplex {
                Duplex::Short => "DuplexFlipShortEdge",
                Duplex::Long => "DuplexFlipLongEdge",
                Duplex::Manual | Duplex::None => "Simplex",
            },
            "PrintScaling" => "None",
            "PickTrayByPDFSize" => true,
        };
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => self.pages_id };
        for (key, value) in &about.keys {
            match value {
                Object::Dictionary(more) if key == b"ViewerPreferences" => viewing.extend(more),
                _ => catalog.set(key.clone(), value.clone()),
            }
        }
        catalog.set("ViewerPreferences", viewing);
        let mut info = dictionary! { "Producer" => Object::string_literal(PRODUCER) };
        if let Some(title) = about.title {
            info.set("Title", string(in_utf16(title)));
        }
        let (catalog, info) = (document.add_object(catalog), document.add_object(info));
        document.trailer.set("Root", catalog);
        document.trailer.set("Info", info);
        document.trailer.set("ID", identity(about.made_from));
        document
            .save_to(out)
            .map_err(|error| ImposeError::Write(error.to_string()))
    }
}
