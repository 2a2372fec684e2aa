//! Whether each element is what its type asks for, and stands where it may.

use std::collections::HashMap;

use super::judge::{At, Judge};
use crate::base::language::Language;
use crate::review::structure::Element;

/// A rule, and what is wrong by it.
type Fault = (&'static str, String);

impl Judge<'_> {
    /// Each element must keep the rules of its type, in one document.
    pub(super) fn elements(&mut self) {
        let structure = self.structure;
        let mut ids: HashMap<&str, usize> = HashMap::new();
        for (idx, element) in structure.elements.iter().enumerate() {
            let parent = element.parent.map(|parent| &structure.elements[parent]);
            let mut wrong = fault(element, parent.map(|parent| parent.role.as_str()));
            if let Some(id) = element.id.as_deref()
                && ids.insert(id, idx).is_some()
            {
                wrong = Some(("notes", format!("two tags share the identifier `{id}`")));
            }
            if let Some(language) = element.language.as_deref()
                && !Language::is_tag(language)
            {
                wrong = Some(("language", format!("`{language}` is no language")));
            }
            if let Some((rule, message)) = wrong {
                self.error(rule, self.at(idx), message);
            }
        }
        let root = structure
            .roots
            .first()
            .map(|root| structure.elements[*root].role.as_str());
        if structure.is_there && (structure.roots.len() != 1 || root != Some("Document")) {
            self.error("tags", At::FILE, "the tags do not stand in one document");
        }
    }
}

/// What is wrong with an element by its type and that of what it stands in.
fn fault(element: &Element, parent: Option<&str>) -> Option<Fault> {
    let (rule, message) = match element.role.as_str() {
        "Figure" | "Formula" => return figure_fault(element),
        "TH" if element.scope.is_none() => ("tables", "a heading cell does not say what it heads"),
        "TR" if !matches!(parent, Some("Table" | "THead" | "TBody" | "TFoot")) => {
            ("tables", "a row stands outside a table")
        }
        "TH" | "TD" if parent != Some("TR") => ("tables", "a cell stands outside a row"),
        "LI" if parent != Some("L") => ("lists", "a point stands outside a list"),
        "LBody" if parent != Some("LI") => ("lists", "the words of a point stand outside a point"),
        "TOCI" if parent != Some("TOC") => ("contents", "a line of contents stands outside them"),
        "Note" if element.id.as_deref().unwrap_or("").is_empty() => {
            ("notes", "a note has no identifier")
        }
        _ => return None,
    };
    Some((rule, message.to_owned()))
}

/// What is wrong with the words that are said in a picture's place.
fn figure_fault(element: &Element) -> Option<Fault> {
    let said = element.alternative.as_deref().unwrap_or("").trim();
    let lower = said.to_lowercase();
    let is_file = ["jpg", "jpeg", "png", "webp", "svg", "tif", "gif"]
        .iter()
        .any(|extension| lower.ends_with(&format!(".{extension}")));
    if said.is_empty() {
        Some((
            "alternative-text",
            "a picture has no words to be said in its place".to_owned(),
        ))
    } else if is_file {
        Some((
            "alternative-text",
            format!("“{said}” is a file's name, not what a picture shows"),
        ))
    } else if !element.has_box {
        Some((
            "alternative-text",
            "a picture's tag does not say where it is".to_owned(),
        ))
    } else {
        None
    }
}
