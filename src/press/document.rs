//! What every printed file needs around its pages: the page tree, the catalog, an identity.

use std::io::Write;

use sha2::{Digest as _, Sha256};

use super::impose::{Duplex, ImposeError};
use crate::base::geometry::Size;
use crate::base::pdf::writing::{
    Dictionary, Document, Object, ObjectId, StringFormat, deflated, dictionary, number_of,
};

/// Who writes the file.
const PRODUCER: &str = concat!("bifolio ", env!("CARGO_PKG_VERSION"));

/// A printed file that is being put together.
#[derive(Debug)]
pub struct Printed {
    pages_id: ObjectId,
    kids: Vec<Object>,
}

impl Printed {
    /// Begins a file.
    pub fn new(document: &mut Document) -> Self {
        Self {
            pages_id: document.new_object_id(),
            kids: Vec::new(),
        }
    }

    /// Adds a page with its operators, the forms they place, and the keys it has beside these.
    pub fn page(
        &mut self,
        document: &mut Document,
        size: Size,
        content: &str,
        forms: Dictionary,
        keys: &Dictionary,
    ) {
        let stream = document.add_object(deflated(content.as_bytes()));
        let [width, height] = [size.width.0, size.height.0].map(number_of);
        let mut page = dictionary! {
            "Type" => "Page",
            "Parent" => self.pages_id,
            "MediaBox" => vec![0.into(), 0.into(), width, height],
            "Contents" => stream,
            "Resources" => dictionary! { "XObject" => forms },
        };
        page.extend(keys);
        self.kids.push(Object::Reference(document.add_object(page)));
    }

    /// Writes the file. Its identity is a hash of what it was made from, which `made_from` says.
    pub fn save(
        self,
        mut document: Document,
        duplex: Duplex,
        keys: &Dictionary,
        title: Option<&str>,
        made_from: &[&[u8]],
        out: &mut impl Write,
    ) -> Result<(), ImposeError> {
        let count = self.kids.len() as i64;
        let pages = dictionary! { "Type" => "Pages", "Kids" => self.kids, "Count" => count };
        document
            .objects
            .insert(self.pages_id, Object::Dictionary(pages));
        // What a viewer puts into its print dialogue (ISO 32000-1, 12.2).
        let mut viewing = dictionary! {
            "Duplex" => match duplex {
                Duplex::Short => "DuplexFlipShortEdge",
                Duplex::Long => "DuplexFlipLongEdge",
                Duplex::Manual | Duplex::None => "Simplex",
            },
            "PrintScaling" => "None",
            "PickTrayByPDFSize" => true,
        };
        let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => self.pages_id };
        for (key, value) in keys {
            match value {
                Object::Dictionary(more) if key == b"ViewerPreferences" => viewing.extend(more),
                _ => catalog.set(key.clone(), value.clone()),
            }
        }
        catalog.set("ViewerPreferences", viewing);
        let mut info = dictionary! { "Producer" => Object::string_literal(PRODUCER) };
        if let Some(title) = title {
            info.set("Title", text(title));
        }
        let (catalog, info) = (document.add_object(catalog), document.add_object(info));
        document.trailer.set("Root", catalog);
        document.trailer.set("Info", info);
        let mut hasher = Sha256::new();
        for part in made_from {
            hasher.update(part);
        }
        let hash = hasher.finalize();
        let identity = Object::String(hash[..16].to_vec(), StringFormat::Hexadecimal);
        document.trailer.set("ID", vec![identity.clone(), identity]);
        document
            .save_to(out)
            .map_err(|error| ImposeError::Write(error.to_string()))
    }
}

/// A text string in UTF-16.
fn text(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}
