//! The types of elements, and what a file's own types stand for (ISO 32000-1, 14.7.3 and 14.8.4).

use std::collections::HashMap;

use crate::base::pdf::objects::{Dict, name};

/// How often a type that stands for another is followed.
const MOST_MAPPED: usize = 16;

/// The standard structure types (ISO 32000-1, 14.8.4).
const STANDARD: &[&str] = &[
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
    "Form",
];

/// Whether a type is one of the standard ones.
pub(super) fn is_standard(role: &str) -> bool {
    STANDARD.contains(&role)
}

/// The role map of a file: what its own types stand for.
pub(super) struct Roles(HashMap<String, String>);

impl Roles {
    /// Reads the role map of a structure tree.
    pub(super) fn read(root: &Dict<'_>) -> Self {
        let map = root.get::<Dict<'_>>("RoleMap").unwrap_or_default();
        let keys: Vec<_> = map.keys().collect();
        let keys = keys
            .iter()
            .map(|key| String::from_utf8_lossy(key.as_ref()).into_owned());
        let pairs = keys.filter_map(|key| Some((key.clone(), name(&map, &key)?)));
        Self(pairs.collect())
    }

    /// The type of an element: a standard one if it is mapped to one.
    pub(super) fn of(&self, element: &Dict<'_>) -> String {
        let mut role = name(element, "S").unwrap_or_default();
        for _ in 0..MOST_MAPPED {
            match self.0.get(&role) {
                Some(mapped) if !is_standard(&role) => role.clone_from(mapped),
                _ => break,
            }
        }
        role
    }
}
