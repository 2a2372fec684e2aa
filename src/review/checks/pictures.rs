//! Whether pictures tell more than they show. Every picture that a page leads to is looked at, shown or not.

use std::collections::HashSet;

use super::judge::{At, Judge};
use crate::base::diagnostic::Severity;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{MaybeRef, ObjRef, Object, Stream, name};
use crate::base::pdf::refused::PdfRefused;
use crate::review::private::told;

/// Keys that lead away from what a page is made of.
const AWAY: [&[u8]; 12] = [
    b"Parent", b"P", b"Pg", b"Dest", b"A", b"AA", b"B", b"Next", b"Prev", b"Popup", b"W", b"Widths",
];

impl Judge<'_> {
    /// Judges what pictures tell: an error where it leads to a person, else a warning.
    pub(super) fn pictures(&mut self) -> Result<(), PdfRefused> {
        let file = self.file;
        let mut seen = HashSet::new();
        for (page_idx, page) in file.pages().iter().enumerate() {
            let resources = page.resources();
            let parts = [
                &resources.x_objects,
                &resources.patterns,
                &resources.ext_g_states,
                &resources.fonts,
            ];
            let mut open: Vec<Object<'_>> = parts.map(|dict| Object::Dict(dict.clone())).to_vec();
            kids(
                file,
                &Object::Dict(page.raw().clone()),
                &mut seen,
                &mut open,
            );
            while let Some(object) = open.pop() {
                file.budget.step(1)?;
                if let Object::Stream(stream) = &object
                    && name(stream.dict(), "Subtype").as_deref() == Some("Image")
                {
                    self.picture(page_idx, stream)?;
                }
                if !is_elsewhere(&object) {
                    kids(file, &object, &mut seen, &mut open);
                }
            }
        }
        Ok(())
    }

    fn picture(&mut self, page_idx: usize, stream: &Stream<'_>) -> Result<(), PdfRefused> {
        let told = told(self.file, stream)?;
        if told.is_empty() {
            return Ok(());
        }
        let side = |key: &str| stream.dict().get::<u32>(key).unwrap_or_default();
        let words: Vec<_> = told.iter().map(|it| it.words()).collect();
        let message = format!(
            "a picture of {} × {} pixels tells more than it shows: {}",
            side("Width"),
            side("Height"),
            words.join(", ")
        );
        let how_bad = if told.iter().any(|it| it.is_private()) {
            Severity::Error
        } else {
            Severity::Warning
        };
        self.find(how_bad, "private-data", At::page(page_idx), message);
        Ok(())
    }
}

/// What an object leads to and is not known yet.
fn kids<'a>(
    file: &'a File,
    object: &Object<'a>,
    seen: &mut HashSet<ObjRef>,
    open: &mut Vec<Object<'a>>,
) {
    let mut lead = |entry: MaybeRef<Object<'a>>| match entry {
        MaybeRef::Ref(reference) if seen.insert(reference) => open.extend(file.object(reference)),
        MaybeRef::NotRef(object @ (Object::Array(_) | Object::Dict(_) | Object::Stream(_))) => {
            open.push(object);
        }
        MaybeRef::Ref(_) | MaybeRef::NotRef(_) => {}
    };
    let dict = match object {
        Object::Array(array) => return array.raw_iter().for_each(lead),
        Object::Dict(dict) => dict,
        Object::Stream(stream) => stream.dict(),
        _ => return,
    };
    for (key, entry) in dict.entries() {
        if !AWAY.contains(&key.as_ref()) {
            lead(entry);
        }
    }
}

/// Whether an object is another page or the document.
fn is_elsewhere(object: &Object<'_>) -> bool {
    let Object::Dict(dict) = object else {
        return false;
    };
    let kind = name(dict, "Type").unwrap_or_default();
    matches!(kind.as_str(), "Page" | "Pages" | "Catalog" | "StructElem")
}
