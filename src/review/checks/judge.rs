//! Judging: where something is wrong is found, with the line of YAML it comes from; what is found too often
//! is counted.

use std::collections::BTreeMap;

use crate::base::diagnostic::Severity;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::ObjRef;
use crate::review::content::Content;
use crate::review::finding::Finding;
use crate::review::structure::{Kid, Structure};

/// How many findings of one rule are told; the rest are counted.
const MOST_OF_A_RULE: usize = 20;

/// A file that is being judged.
pub(super) struct Judge<'j> {
    pub(super) file: &'j File,
    pub(super) content: &'j Content,
    pub(super) structure: &'j Structure,
    pub(super) findings: Vec<Finding>,
    n_by_rule: BTreeMap<&'static str, usize>,
    first_pages: Vec<Option<usize>>,
}

/// Where in a file something is wrong.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) page_idx: Option<usize>,
    pub(super) element: Option<usize>,
}

impl At {
    /// In the file as a whole.
    pub(super) const FILE: Self = Self {
        page_idx: None,
        element: None,
    };

    /// On a page.
    pub(super) fn page(page_idx: usize) -> Self {
        Self {
            page_idx: Some(page_idx),
            element: None,
        }
    }

    /// There, in an element.
    pub(super) fn within(self, element: Option<usize>) -> Self {
        Self { element, ..self }
    }
}

impl<'j> Judge<'j> {
    /// Nothing found yet.
    pub(super) fn new(file: &'j File, content: &'j Content, structure: &'j Structure) -> Self {
        Self {
            file,
            content,
            structure,
            findings: Vec::new(),
            n_by_rule: BTreeMap::new(),
            first_pages: first_pages(file, structure),
        }
    }

    /// Something is wrong.
    pub(super) fn find(
        &mut self,
        how_bad: Severity,
        rule: &'static str,
        at: At,
        message: impl Into<String>,
    ) {
        let n_found = self.n_by_rule.entry(rule).or_default();
        *n_found += 1;
        if *n_found > MOST_OF_A_RULE {
            return;
        }
        self.findings.push(Finding {
            severity: how_bad.word(),
            rule,
            page: at.page_idx.map(|idx| idx + 1),
            source: at.element.and_then(|idx| self.structure.source(idx)),
            message: message.into(),
        });
    }

    /// Something is wrong that makes the file fail.
    pub(super) fn error(&mut self, rule: &'static str, at: At, message: impl Into<String>) {
        self.find(Severity::Error, rule, at, message);
    }

    /// Somebody should look at something.
    pub(super) fn warn(&mut self, rule: &'static str, at: At, message: impl Into<String>) {
        self.find(Severity::Warning, rule, at, message);
    }

    /// Tells how much was found too often to be told.
    pub(super) fn count_left_out(&mut self) {
        let n_by_rule = std::mem::take(&mut self.n_by_rule);
        for (rule, n_found) in n_by_rule {
            if n_found > MOST_OF_A_RULE {
                self.findings.push(Finding {
                    severity: Severity::Warning.word(),
                    rule,
                    page: None,
                    source: None,
                    message: format!("and {} more of this kind", n_found - MOST_OF_A_RULE),
                });
            }
        }
    }

    /// Where an element is: on the page it first shows something on.
    pub(super) fn at(&self, element: usize) -> At {
        At {
            page_idx: self.first_pages[element],
            element: Some(element),
        }
    }
}

/// The page each element first shows something on, found from the last element to the first: children
/// stand behind their parents.
fn first_pages(file: &File, structure: &Structure) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<Option<ObjRef>>> = vec![None; structure.elements.len()];
    for (idx, element) in structure.elements.iter().enumerate().rev() {
        owners[idx] = element.kids.iter().find_map(|kid| match kid {
            Kid::Content((owner, _)) => Some(*owner),
            Kid::Element(kid) => owners[*kid],
            Kid::Object(_) => None,
        });
    }
    let page = |owner: Option<Option<ObjRef>>| owner.flatten().and_then(|it| file.page_of(it));
    owners.into_iter().map(page).collect()
}
