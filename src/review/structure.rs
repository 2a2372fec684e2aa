//! The structure tree: what the marked contents mean (ISO 32000-1, 14.7).

use std::collections::{HashMap, HashSet};

use super::content::ContentKey;
use super::roles::{Roles, is_standard};
use crate::base::pdf::file::{Entry, File, one_or_many};
use crate::base::pdf::objects::{Array, Dict, Number, ObjRef, Object, name, text};
use crate::base::pdf::refused::PdfRefused;
use crate::base::pdf::tree::tree;

/// The most elements that are read.
const MOST_ELEMENTS: usize = 500_000;

/// What reading an element costs: its keys and attributes.
const ELEMENT_STEPS: usize = 8;

/// How deep elements may stand in elements.
const DEEPEST: usize = 128;

/// The most types that are told as unknown.
const MOST_UNKNOWN: usize = 100;

/// An element.
#[derive(Debug, Clone, Default)]
pub struct Element {
    /// Its type, after the role map.
    pub role: String,
    /// Its object.
    pub reference: Option<ObjRef>,
    /// What it stands in.
    pub parent: Option<usize>,
    /// What is said in its place.
    pub alternative: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its title; bifolio writes the line of YAML here.
    pub title: Option<String>,
    /// Its identifier.
    pub id: Option<String>,
    /// The scope of a heading cell.
    pub scope: Option<String>,
    /// Whether it says where it is.
    pub has_box: bool,
    /// What is in it.
    pub kids: Vec<Kid>,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kid {
    /// Another element, by its place in the list.
    Element(usize),
    /// Marked content.
    Content(ContentKey),
    /// An object, such as a link's annotation.
    Object(ObjRef),
}

/// The structure of a file.
#[derive(Debug, Default)]
pub struct Structure {
    /// Whether there is one.
    pub is_there: bool,
    /// The elements, parents before their children.
    pub elements: Vec<Element>,
    /// The elements that stand in none.
    pub roots: Vec<usize>,
    /// Where each marked content belongs, by the tree.
    pub owners: HashMap<ContentKey, usize>,
    /// Where each object belongs, by the tree.
    pub object_owners: HashMap<ObjRef, usize>,
    /// Marked contents that several elements claim.
    pub claimed_twice: Vec<ContentKey>,
    /// What the parent tree says: for each number the elements of a page or form, or of an object.
    pub parents: HashMap<i64, Parents>,
    /// Types that are neither standard nor mapped to one.
    pub unknown_roles: Vec<String>,
}

/// What the parent tree says of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parents {
    /// The elements of a page's or form's marked contents.
    Contents(Vec<Option<ObjRef>>),
    /// The element of an object.
    Object(Option<ObjRef>),
}

impl Structure {
    /// Reads the structure of a file; an empty one if it has none.
    pub fn read(file: &File) -> Result<Self, PdfRefused> {
        let Some(root) = file.catalog().get::<Dict<'_>>("StructTreeRoot") else {
            return Ok(Self::default());
        };
        let mut reader = Reader {
            file,
            roles: Roles::read(&root),
            structure: Self {
                is_there: true,
                ..Self::default()
            },
            seen: HashSet::new(),
        };
        for entry in one_or_many(file, &root, "K") {
            if let Some(idx) = reader.element(&entry, None, None, 0)? {
                reader.structure.roots.push(idx);
            }
        }
        let mut structure = reader.structure;
        if let Some(parents) = root.get::<Dict<'_>>("ParentTree") {
            for (key, value) in tree(file, &parents, "Nums")? {
                let Some(key) = key.into_number() else {
                    continue;
                };
                let parents = match &value.object {
                    Object::Array(array) => Parents::Contents(references(array)),
                    _ => Parents::Object(value.reference),
                };
                structure.parents.insert(key.as_i64(), parents);
            }
        }
        Ok(structure)
    }

    /// The elements from the first to the last in the order they are read.
    pub fn in_order(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.elements.len());
        let mut open: Vec<usize> = self.roots.iter().rev().copied().collect();
        while let Some(idx) = open.pop() {
            order.push(idx);
            let kids = self.elements[idx].kids.iter().rev();
            open.extend(kids.filter_map(|kid| match kid {
                Kid::Element(idx) => Some(*idx),
                Kid::Content(_) | Kid::Object(_) => None,
            }));
        }
        order
    }

    /// The line of YAML an element comes from, its own or that of what it stands in.
    pub fn source(&self, idx: usize) -> Option<String> {
        let mut at = Some(idx);
        while let Some(idx) = at {
            let element = &self.elements[idx];
            if let Some(title) = &element.title {
                return Some(title.clone());
            }
            at = element.parent;
        }
        None
    }
}

/// The references of an array, which hayro would resolve.
fn references(array: &Array<'_>) -> Vec<Option<ObjRef>> {
    array.raw_iter().map(|raw| raw.as_obj_ref()).collect()
}

struct Reader<'f> {
    file: &'f File,
    roles: Roles,
    structure: Structure,
    seen: HashSet<ObjRef>,
}

impl<'f> Reader<'f> {
    fn role(&mut self, dict: &Dict<'_>) -> String {
        let role = self.roles.of(dict);
        let unknown = &mut self.structure.unknown_roles;
        if !is_standard(&role) && !unknown.contains(&role) && unknown.len() < MOST_UNKNOWN {
            unknown.push(role.clone());
        }
        role
    }

    /// Reads an element and what is in it.
    fn element(
        &mut self,
        entry: &Entry<'f>,
        parent: Option<usize>,
        page: Option<ObjRef>,
        depth: usize,
    ) -> Result<Option<usize>, PdfRefused> {
        let Object::Dict(dict) = &entry.object else {
            return Ok(None);
        };
        if entry
            .reference
            .is_some_and(|reference| !self.seen.insert(reference))
        {
            return Ok(None);
        }
        if depth > DEEPEST || self.structure.elements.len() > MOST_ELEMENTS {
            return Err(PdfRefused::TooLarge("more or deeper tags"));
        }
        self.file.budget.step(ELEMENT_STEPS)?;
        let page = dict.get_ref("Pg").or(page);
        let role = self.role(dict);
        let (scope, has_box) = attributes(self.file, dict);
        let idx = self.structure.elements.len();
        self.structure.elements.push(Element {
            role,
            reference: entry.reference,
            parent,
            alternative: text(dict, "Alt"),
            language: text(dict, "Lang"),
            title: text(dict, "T"),
            id: text(dict, "ID"),
            scope,
            has_box,
            kids: Vec::new(),
        });
        let kids = one_or_many(self.file, dict, "K");
        self.file.budget.step(kids.len())?;
        for kid in kids {
            let kid = match &kid.object {
                Object::Number(number) => Some(self.content(idx, (page, number.as_i64()))),
                Object::Dict(inner) => match name(inner, "Type").as_deref() {
                    Some("MCR") => {
                        let owner = inner.get_ref("Stm").or(inner.get_ref("Pg")).or(page);
                        let number = inner.get::<Number>("MCID").map_or(-1, |it| it.as_i64());
                        Some(self.content(idx, (owner, number)))
                    }
                    Some("OBJR") => inner.get_ref("Obj").map(|object| {
                        self.structure.object_owners.insert(object, idx);
                        Kid::Object(object)
                    }),
                    _ => self
                        .element(&kid, Some(idx), page, depth + 1)?
                        .map(Kid::Element),
                },
                _ => None,
            };
            self.structure.elements[idx].kids.extend(kid);
        }
        Ok(Some(idx))
    }

    fn content(&mut self, idx: usize, key: ContentKey) -> Kid {
        if self.structure.owners.insert(key, idx).is_some() {
            self.structure.claimed_twice.push(key);
        }
        Kid::Content(key)
    }
}

/// The scope of a heading cell, and whether an element says where it is.
fn attributes<'f>(file: &'f File, dict: &Dict<'f>) -> (Option<String>, bool) {
    let mut found = (None, false);
    for entry in one_or_many(file, dict, "A") {
        let Object::Dict(attributes) = entry.object else {
            continue;
        };
        if let Some(scope) = name(&attributes, "Scope") {
            found.0 = Some(scope);
        }
        found.1 |= attributes.contains_key("BBox");
    }
    found
}
