//! Whether links and the outline lead somewhere, and links can be heard.

use std::collections::HashSet;

use super::judge::{At, Judge};
use crate::base::pdf::file::one_or_many;
use crate::base::pdf::objects::{Dict, Object, name, text};
use crate::base::pdf::refused::PdfRefused;
use crate::review::destinations::{Destinations, Target};
use crate::review::structure::Parents;

/// The most lines of an outline that are read.
const MOST_OUTLINE: usize = 100_000;

impl Judge<'_> {
    /// Judges the links; how many lead inside and how many outside.
    pub(super) fn links(&mut self, destinations: &Destinations<'_>) -> (usize, usize) {
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
                match destinations.target(annotation) {
                    Target::Page => n_inside += 1,
                    Target::Address => n_outside += 1,
                    Target::Nowhere => wrong.push("a link leads nowhere".to_owned()),
                }
                for message in wrong {
                    self.error("links", At::page(page_idx).within(element), message);
                }
            }
        }
        (n_inside, n_outside)
    }

    /// Judges the outline; how many lines it has.
    pub(super) fn outline(&mut self, destinations: &Destinations<'_>) -> Result<usize, PdfRefused> {
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
            if destinations.target(&line) == Target::Nowhere {
                let title = text(&line, "Title").unwrap_or_default();
                let message = format!("the line “{title}” of the outline leads nowhere");
                self.error("outline", At::FILE, message);
            }
            open.extend(line.get::<Dict<'_>>("Next"));
            open.extend(line.get::<Dict<'_>>("First"));
        }
        Ok(n_lines)
    }
}
