//! Where a file leads: its links and its outline.

use std::collections::{HashMap, HashSet};

use super::checks::Judge;
use super::structure::Parents;
use crate::base::diagnostic::Severity;
use crate::base::pdf::file::{File, one_or_many};
use crate::base::pdf::objects::{Array, Dict, Name, Object, name, text};
use crate::base::pdf::refused::PdfRefused;
use crate::base::pdf::tree::tree;

/// The most lines of an outline that are read.
const MOST_OUTLINE: usize = 100_000;

impl Judge<'_> {
    /// Judges the links; how many lead inside and how many outside.
    pub(super) fn links(&mut self) -> (usize, usize) {
        let file = self.file;
        let (mut n_inside, mut n_outside) = (0, 0);
        for (page_idx, page) in file.pages().iter().enumerate() {
            for entry in one_or_many(file, page.raw(), "Annots") {
                let Object::Dict(annotation) = &entry.object else {
                    continue;
                };
                if name(annotation, "Subtype").as_deref() != Some("Link") {
                    continue;
                }
                let element = entry
                    .reference
                    .and_then(|it| self.structure.object_owners.get(&it))
                    .copied();
                let is_tagged =
                    element.is_some_and(|idx| self.structure.elements[idx].role == "Link");
                let mut wrong = Vec::new();
                if self.structure.is_there && !is_tagged {
                    wrong.push("a link has no tag of its kind".to_owned());
                }
                if text(annotation, "Contents").is_none_or(|said| said.trim().is_empty()) {
                    wrong.push("a link has no words to be said for it".to_owned());
                }
                let key = annotation.get::<i64>("StructParent");
                let said = key.and_then(|key| self.structure.parents.get(&key));
                let reference = element.and_then(|idx| self.structure.elements[idx].reference);
                if is_tagged && said != Some(&Parents::Object(reference)) {
                    wrong.push("the parent tree leads from a link to another tag".to_owned());
                }
                match self.target(annotation) {
                    Target::Page => n_inside += 1,
                    Target::Address => n_outside += 1,
                    Target::Nowhere => wrong.push("a link leads nowhere".to_owned()),
                }
                for message in wrong {
                    self.find(Severity::Error, "links", Some(page_idx), element, message);
                }
            }
        }
        (n_inside, n_outside)
    }

    fn target(&self, from: &Dict<'_>) -> Target {
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
                return match self.named_places.get(wanted.as_bytes()) {
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

    /// Judges the outline; how many lines it has.
    pub(super) fn outline(&mut self) -> Result<usize, PdfRefused> {
        let root = self.file.catalog().get::<Dict<'_>>("Outlines");
        let mut seen = HashSet::new();
        let mut n_lines = 0;
        let mut open: Vec<Dict<'_>> = root
            .and_then(|root| root.get("First"))
            .into_iter()
            .collect();
        while let Some(line) = open.pop() {
            if line.obj_id().is_some_and(|line| !seen.insert(line)) {
                continue;
            }
            n_lines += 1;
            if n_lines > MOST_OUTLINE {
                return Err(PdfRefused::TooLarge("an outline of more lines"));
            }
            if self.target(&line) == Target::Nowhere {
                let title = text(&line, "Title").unwrap_or_default();
                let message = format!("the line “{title}” of the outline leads nowhere");
                self.find(Severity::Error, "outline", None, None, message);
            }
            open.extend(line.get::<Dict<'_>>("Next"));
            open.extend(line.get::<Dict<'_>>("First"));
        }
        Ok(n_lines)
    }
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Page,
    Address,
    Nowhere,
}

/// The page each name of the name tree leads to.
pub(super) fn named_places(file: &File) -> Result<HashMap<Vec<u8>, Option<usize>>, PdfRefused> {
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
