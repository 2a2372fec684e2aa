//! Whether fonts are in the file, and letters can be copied out and read.

use std::collections::HashSet;

use super::judge::{At, Judge};
use crate::base::shown::{NAME, beginning};
use crate::review::content::What;

/// Type smaller than this is hard to read for many, in points.
const SMALLEST_TYPE: f64 = 6.0;

impl Judge<'_> {
    /// Fonts must be in the file, and say what their letters are.
    pub(super) fn fonts(&mut self) {
        let content = self.content;
        for font in &content.fonts {
            if !font.fact.embedded {
                let message = format!("the font {} is not in the file", font.fact.name);
                self.error("fonts", At::FILE, message);
            }
            if !font.fact.text_map {
                let message = format!(
                    "nothing says what the letters of the font {} are",
                    font.fact.name
                );
                self.error("text-maps", At::FILE, message);
            }
        }
    }

    /// Letters must be copied out as they are read, and be large enough.
    pub(super) fn letters(&mut self) {
        let content = self.content;
        let mut told = HashSet::new();
        for shown in &content.shown {
            let What::Text {
                font,
                size,
                n_unmapped,
                text,
            } = &shown.what
            else {
                continue;
            };
            let element = shown
                .key
                .and_then(|key| self.structure.owners.get(&key))
                .copied();
            let has_map = content.fonts[*font].fact.text_map;
            if *n_unmapped > 0 && has_map && shown.actual.is_none() {
                let name = &content.fonts[*font].fact.name;
                let message = format!("{n_unmapped} letters of {name} cannot be copied out");
                self.error(
                    "text-maps",
                    At::page(shown.page_idx).within(element),
                    message,
                );
            }
            let is_small = *size < SMALLEST_TYPE && *size > 0.0 && !text.trim().is_empty();
            if is_small && told.insert(shown.page_idx) {
                let message = format!(
                    "type of {size:.1} pt is hard to read: “{}”",
                    beginning(text.trim(), NAME)
                );
                self.warn(
                    "small-type",
                    At::page(shown.page_idx).within(element),
                    message,
                );
            }
        }
    }
}
