//! Where links lead: to a page of the file, out of it, or nowhere.

use std::collections::HashMap;

use crate::base::pdf::file::File;
use crate::base::pdf::objects::{Array, Dict, Name, Object, name, text};
use crate::base::pdf::refused::PdfRefused;
use crate::base::pdf::tree::tree;

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// To a page.
    Page,
    /// Out of the file.
    Address,
    /// Nowhere.
    Nowhere,
}

/// The places of a file that links lead to.
pub(super) struct Destinations<'f> {
    file: &'f File,
    /// The pages that names lead to.
    named: HashMap<Vec<u8>, Option<usize>>,
}

impl<'f> Destinations<'f> {
    /// Reads the names that pages have.
    pub(super) fn read(file: &'f File) -> Result<Self, PdfRefused> {
        let named = named_places(file)?;
        Ok(Self { file, named })
    }

    /// Where a link or a line of an outline leads.
    pub(super) fn target(&self, from: &Dict<'_>) -> Target {
        if let Some(action) = from.get::<Dict<'_>>("A") {
            return match name(&action, "S").as_deref() {
                Some("URI") => {
                    let address = text(&action, "URI").unwrap_or_default();
                    let is_address = address.split_once(':').is_some_and(|(scheme, rest)| {
                        !rest.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric())
                    });
                    if is_address {
                        Target::Address
                    } else {
                        Target::Nowhere
                    }
                }
                Some("GoTo") => self.destination(&action, "D"),
                _ => Target::Address,
            };
        }
        self.destination(from, "Dest")
    }

    /// Where a destination leads: it must name a page of this file.
    fn destination(&self, from: &Dict<'_>, key: &str) -> Target {
        let catalog = self.file.catalog();
        let array = match from.get::<Object<'_>>(key) {
            Some(Object::Array(array)) => Some(array),
            Some(Object::Name(named)) => named_destination(&catalog, &named),
            Some(Object::String(wanted)) => {
                return match self.named.get(wanted.as_bytes()) {
                    Some(Some(_)) => Target::Page,
                    Some(None) | None => Target::Nowhere,
                };
            }
            _ => None,
        };
        match array.and_then(|array| page_of(self.file, &array)) {
            Some(_) => Target::Page,
            None => Target::Nowhere,
        }
    }
}

/// The page each name of the name tree leads to.
fn named_places(file: &File) -> Result<HashMap<Vec<u8>, Option<usize>>, PdfRefused> {
    let names = file.catalog().get::<Dict<'_>>("Names").unwrap_or_default();
    let names = names.get::<Dict<'_>>("Dests").unwrap_or_default();
    let mut places = HashMap::new();
    for (key, entry) in tree(file, &names, "Names")? {
        if let Object::String(key) = key {
            let page = destination_array(entry.object).and_then(|array| page_of(file, &array));
            places.entry(key.as_bytes().to_vec()).or_insert(page);
        }
    }
    Ok(places)
}

fn page_of(file: &File, destination: &Array<'_>) -> Option<usize> {
    file.page_of(destination.raw_iter().next()?.as_obj_ref()?)
}

fn named_destination<'a>(catalog: &Dict<'a>, named: &Name<'_>) -> Option<Array<'a>> {
    let known = catalog.get::<Dict<'a>>("Dests")?;
    destination_array(known.get::<Object<'a>>(named)?)
}

fn destination_array(object: Object<'_>) -> Option<Array<'_>> {
    match object {
        Object::Array(array) => Some(array),
        Object::Dict(dict) => dict.get::<Array<'_>>("D"),
        _ => None,
    }
}
