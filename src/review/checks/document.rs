//! What a file says of itself as a whole, and what its pages are.

use super::judge::{At, Judge};
use crate::base::language::Language;
use crate::base::pdf::file::one_or_many;
use crate::base::pdf::objects::{Dict, Rect, name, page_box, text};
use crate::review::metadata::Metadata;
use crate::review::purpose::Purpose;

impl Judge<'_> {
    /// It must say which standards it meets, and have one title.
    pub(super) fn standards(&mut self, metadata: &Metadata, purpose: Purpose) {
        let part = if purpose == Purpose::Archive {
            "3"
        } else {
            "2"
        };
        if metadata.archive != Some((part.to_owned(), "A".to_owned())) {
            let said = metadata.standards.first();
            let said = said.map_or("nothing", String::as_str);
            let message = format!("it does not say that it is PDF/A-{part}a, but {said}");
            self.error("standard", At::FILE, message);
        }
        if metadata.accessible.as_deref() != Some("1") {
            self.error("standard", At::FILE, "it does not say that it is PDF/UA-1");
        }
        match (&metadata.title, self.file.info_title()) {
            (None, _) => self.error("title", At::FILE, "it has no title in its metadata"),
            (Some(title), Some(info)) if info.trim() != title.trim() => {
                let message =
                    format!("it is called “{title}” in one place and “{info}” in another");
                self.error("title", At::FILE, message);
            }
            _ => {}
        }
    }

    /// A reader must be told its title, its language and its tags.
    pub(super) fn catalog(&mut self) {
        let catalog = self.file.catalog();
        let viewing = catalog
            .get::<Dict<'_>>("ViewerPreferences")
            .unwrap_or_default();
        if viewing.get::<bool>("DisplayDocTitle") != Some(true) {
            self.error(
                "title",
                At::FILE,
                "a viewer shows the file's name in place of its title",
            );
        }
        let marking = catalog.get::<Dict<'_>>("MarkInfo").unwrap_or_default();
        if !self.structure.is_there || marking.get::<bool>("Marked") != Some(true) {
            self.error(
                "tags",
                At::FILE,
                "it is not tagged: a screen reader would have to guess",
            );
        }
        match text(&catalog, "Lang") {
            None => self.error(
                "language",
                At::FILE,
                "it does not say what language it is in",
            ),
            Some(language) if !Language::is_tag(&language) => {
                self.error("language", At::FILE, format!("`{language}` is no language"));
            }
            Some(_) => {}
        }
        if catalog.contains_key("OpenAction") || catalog.contains_key("AA") {
            let message = "it does something by itself when it is opened";
            self.warn("actions", At::FILE, message);
        }
        for role in &self.structure.unknown_roles {
            let message = format!("the tag `{role}` is neither standard nor mapped to one that is");
            self.error("tags", At::FILE, message);
        }
    }

    /// Its pages must be there, with boxes one in the other.
    pub(super) fn pages(&mut self) {
        let file = self.file;
        if let Ok(Some(page)) = file.lost_page() {
            let message = "it is broken and cannot be read";
            self.error("pages", At::page(page - 1), message);
        }
        for (page_idx, page) in file.pages().iter().enumerate() {
            let media = page.media_box();
            for key in ["TrimBox", "BleedBox", "ArtBox", "CropBox"] {
                let within = page_box(page, key).is_none_or(|inner| is_within(inner, media));
                if !within {
                    let message = format!("its {key} is not within its MediaBox");
                    self.error("boxes", At::page(page_idx), message);
                }
            }
            let has_annotations = !one_or_many(file, page.raw(), "Annots").is_empty();
            if has_annotations && name(page.raw(), "Tabs").as_deref() != Some("S") {
                let message = "the tabulator key does not follow the tags on this page";
                self.error("links", At::page(page_idx), message);
            }
        }
        for page_idx in self.content.unbalanced.clone() {
            let message = "marked contents are not closed, or closed too often";
            self.error("tags", At::page(page_idx), message);
        }
    }
}

fn is_within(inner: Rect, outer: Rect) -> bool {
    const ROUNDING: f64 = 0.01;
    inner.x0 >= outer.x0 - ROUNDING
        && inner.y0 >= outer.y0 - ROUNDING
        && inner.x1 <= outer.x1 + ROUNDING
        && inner.y1 <= outer.y1 + ROUNDING
}
