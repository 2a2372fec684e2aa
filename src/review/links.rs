//! Where a file leads: its links and its outline.

use hayro_syntax::object::{Array, Dict, Name, Object};

use super::checks::Judge;
use super::structure::Parents;
use crate::base::diagnostic::Severity;
use crate::press::file::{name, one_or_many, text, tree};

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
                let names = catalog.get::<Dict<'_>>("Names").unwrap_or_default();
                let names = names.get::<Dict<'_>>("Dests").unwrap_or_default();
                let known = tree(self.file, &names, "Names").unwrap_or_default();
                let found = known.into_iter().find(|(key, _)| match key {
                    Object::String(key) => key.as_bytes() == wanted.as_bytes(),
                    _ => false,
                });
                found.and_then(|(_, entry)| destination_array(entry.object))
            }
            _ => None,
        };
        let page = array.and_then(|array| array.raw_iter().next()?.as_obj_ref());
        match page.and_then(|page| self.file.page_of(page)) {
            Some(_) => Target::Page,
            None => Target::Nowhere,
        }
    }

    /// Judges the outline; how many lines it has.
    pub(super) fn outline(&mut self) -> usize {
        let root = self.file.catalog().get::<Dict<'_>>("Outlines");
        let mut n_lines = 0;
        let mut open: Vec<Dict<'_>> = root
            .and_then(|root| root.get("First"))
            .into_iter()
            .collect();
        while let Some(line) = open.pop() {
            n_lines += 1;
            if n_lines > MOST_OUTLINE {
                break;
            }
            if self.target(&line) == Target::Nowhere {
                let title = text(&line, "Title").unwrap_or_default();
                let message = format!("the line “{title}” of the outline leads nowhere");
                self.find(Severity::Error, "outline", None, None, message);
            }
            open.extend(line.get::<Dict<'_>>("Next"));
            open.extend(line.get::<Dict<'_>>("First"));
        }
        n_lines
    }
}

/// Where a link leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Page,
    Address,
    Nowhere,
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
