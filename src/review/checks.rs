//! What is told of a file and what is wrong with it.
//!
//! The rules follow the Matterhorn protocol for PDF/UA-1 and ISO 19005, as far as a program can
//! judge them without looking at every clause; each has a name that stays.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::attachments::{self, AttachedFile};
use super::content::{Content, What};
use super::facts::facts;
use super::links::named_places;
use super::office;
use super::structure::{Kid, Parents, Structure};
use super::{Facts, Finding, Purpose, Review, severity};
use crate::base::diagnostic::Severity;
use crate::base::language::Language;
use crate::base::pdf::file::{File, one_or_many};
use crate::base::pdf::objects::{Dict, ObjRef, Object, Rect, name, page_box, text};
use crate::base::pdf::refused::PdfRefused;

/// Type smaller than this is hard to read for many, in points.
const SMALLEST_TYPE: f64 = 6.0;

/// How many findings of one rule are told; the rest are counted.
const MOST_OF_A_RULE: usize = 20;

/// Judges a file.
pub(super) fn judge(
    file: &File,
    content: &Content,
    structure: &Structure,
    purpose: Option<Purpose>,
) -> Result<Review, PdfRefused> {
    let mut judge = Judge {
        file,
        content,
        structure,
        findings: Vec::new(),
        n_by_rule: BTreeMap::new(),
        named_places: named_places(file)?,
        first_pages: first_pages(file, structure),
    };
    let metadata = Metadata::read(file)?;
    let purpose = purpose.unwrap_or_else(|| Purpose::of(file, &metadata.standards));
    let (mut links, mut outline) = ((0, 0), 0);
    let mut attached = Vec::new();
    let part = match purpose {
        Purpose::Screen => Some("2"),
        Purpose::Archive => Some("3"),
        Purpose::Office { black_and_white } => {
            judge.findings = office::judge(file, content, black_and_white);
            None
        }
    };
    if let Some(part) = part {
        judge.standards(&metadata, part);
        judge.catalog();
        judge.pages();
        judge.tagged_content();
        judge.parent_tree();
        judge.elements();
        judge.headings();
        judge.order();
        judge.fonts();
        links = judge.links();
        outline = judge.outline()?;
        attached = judge.attachments(purpose == Purpose::Archive);
    }
    judge.pictures()?;
    judge.count_left_out();
    let facts = facts(file, content, structure, &attached, metadata);
    let facts = Facts {
        outline,
        links_inside: links.0,
        links_outside: links.1,
        ..facts
    };
    Ok(Review {
        purpose,
        facts,
        findings: judge.findings,
    })
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

/// What the metadata say.
pub(super) struct Metadata {
    pub(super) standards: Vec<String>,
    pub(super) title: Option<String>,
    /// The part of PDF/A and its level.
    archive: Option<(String, String)>,
    /// The part of PDF/UA.
    accessible: Option<String>,
}

impl Metadata {
    fn read(file: &File) -> Result<Self, PdfRefused> {
        let packet = file.metadata()?.unwrap_or_default();
        let tag = |tag: &str| between(&packet, &format!("<{tag}>"), &format!("</{tag}>"));
        let value = |name: &str| {
            let attribute = between(&packet, &format!("{name}=\""), "\"");
            tag(name).or(attribute).map(|value| value.trim().to_owned())
        };
        let level = value("pdfaid:conformance").unwrap_or_default();
        let archive = value("pdfaid:part").map(|part| (part, level));
        let accessible = value("pdfuaid:part");
        let mut standards = Vec::new();
        if let Some((part, level)) = &archive {
            standards.push(format!("PDF/A-{part}{}", level.to_lowercase()));
        }
        if let Some(part) = &accessible {
            standards.push(format!("PDF/UA-{part}"));
        }
        let title = tag("dc:title").and_then(|title| {
            let title = between(&title, "x-default\">", "</rdf:li>").unwrap_or(title);
            let title = unescaped(title.trim());
            (!title.is_empty()).then_some(title)
        });
        Ok(Self {
            standards,
            title,
            archive,
            accessible,
        })
    }
}

pub(super) struct Judge<'j> {
    pub(super) file: &'j File,
    content: &'j Content,
    pub(super) structure: &'j Structure,
    findings: Vec<Finding>,
    n_by_rule: BTreeMap<&'static str, usize>,
    /// The pages that names lead to.
    pub(super) named_places: HashMap<Vec<u8>, Option<usize>>,
    first_pages: Vec<Option<usize>>,
}

impl Judge<'_> {
    pub(super) fn find(
        &mut self,
        how_bad: Severity,
        rule: &'static str,
        page_idx: Option<usize>,
        element: Option<usize>,
        message: impl Into<String>,
    ) {
        let n_found = self.n_by_rule.entry(rule).or_default();
        *n_found += 1;
        if *n_found > MOST_OF_A_RULE {
            return;
        }
        self.findings.push(Finding {
            severity: severity(how_bad),
            rule,
            page: page_idx.map(|idx| idx + 1),
            source: element.and_then(|idx| self.structure.source(idx)),
            message: message.into(),
        });
    }

    fn error(&mut self, rule: &'static str, message: impl Into<String>) {
        self.find(Severity::Error, rule, None, None, message);
    }

    fn count_left_out(&mut self) {
        let n_by_rule = std::mem::take(&mut self.n_by_rule);
        for (rule, n_found) in n_by_rule {
            if n_found > MOST_OF_A_RULE {
                let message = format!("and {} more of this kind", n_found - MOST_OF_A_RULE);
                self.findings.push(Finding {
                    severity: severity(Severity::Warning),
                    rule,
                    page: None,
                    source: None,
                    message,
                });
            }
        }
    }

    /// The page an element first shows something on.
    fn page_of(&self, element: usize) -> Option<usize> {
        self.first_pages[element]
    }

    // ── the document ────────────────────────────────────────────────────────────────────────────

    fn standards(&mut self, metadata: &Metadata, part: &str) {
        if metadata.archive != Some((part.to_owned(), "A".to_owned())) {
            let said = metadata.standards.first();
            let said = said.map_or("nothing", String::as_str);
            let message = format!("it does not say that it is PDF/A-{part}a, but {said}");
            self.error("standard", message);
        }
        if metadata.accessible.as_deref() != Some("1") {
            self.error("standard", "it does not say that it is PDF/UA-1");
        }
        match (&metadata.title, self.file.info_title()) {
            (None, _) => self.error("title", "it has no title in its metadata"),
            (Some(title), Some(info)) if info.trim() != title.trim() => {
                let message =
                    format!("it is called “{title}” in one place and “{info}” in another");
                self.error("title", message);
            }
            _ => {}
        }
    }

    fn catalog(&mut self) {
        let catalog = self.file.catalog();
        let viewing = catalog
            .get::<Dict<'_>>("ViewerPreferences")
            .unwrap_or_default();
        if viewing.get::<bool>("DisplayDocTitle") != Some(true) {
            self.error(
                "title",
                "a viewer shows the file's name in place of its title",
            );
        }
        let marking = catalog.get::<Dict<'_>>("MarkInfo").unwrap_or_default();
        if !self.structure.is_there || marking.get::<bool>("Marked") != Some(true) {
            self.error(
                "tags",
                "it is not tagged: a screen reader would have to guess",
            );
        }
        match text(&catalog, "Lang") {
            None => self.error("language", "it does not say what language it is in"),
            Some(language) if !Language::is_tag(&language) => {
                self.error("language", format!("`{language}` is no language"));
            }
            Some(_) => {}
        }
        if catalog.contains_key("OpenAction") || catalog.contains_key("AA") {
            let message = "it does something by itself when it is opened";
            self.find(Severity::Warning, "actions", None, None, message);
        }
        for role in &self.structure.unknown_roles {
            let message = format!("the tag `{role}` is neither standard nor mapped to one that is");
            self.find(Severity::Error, "tags", None, None, message);
        }
    }

    fn pages(&mut self) {
        let file = self.file;
        if let Ok(Some(page)) = file.lost_page() {
            let message = "it is broken and cannot be read";
            self.find(Severity::Error, "pages", Some(page - 1), None, message);
        }
        for (page_idx, page) in file.pages().iter().enumerate() {
            let media = page.media_box();
            for key in ["TrimBox", "BleedBox", "ArtBox", "CropBox"] {
                let within = page_box(page, key).is_none_or(|inner| is_within(inner, media));
                if !within {
                    let message = format!("its {key} is not within its MediaBox");
                    self.find(Severity::Error, "boxes", Some(page_idx), None, message);
                }
            }
            let has_annotations = !one_or_many(file, page.raw(), "Annots").is_empty();
            if has_annotations && name(page.raw(), "Tabs").as_deref() != Some("S") {
                let message = "the tabulator key does not follow the tags on this page";
                self.find(Severity::Error, "links", Some(page_idx), None, message);
            }
        }
        for page_idx in self.content.unbalanced.clone() {
            let message = "marked contents are not closed, or closed too often";
            self.find(Severity::Error, "tags", Some(page_idx), None, message);
        }
    }

    // ── tags and what they hold ─────────────────────────────────────────────────────────────────

    fn tagged_content(&mut self) {
        if !self.structure.is_there {
            return;
        }
        let content = self.content;
        let mut shown_keys = HashSet::new();
        for shown in &content.shown {
            if let Some(key) = shown.key {
                shown_keys.insert(key);
            }
            let is_owned = shown
                .key
                .is_some_and(|key| self.structure.owners.contains_key(&key));
            if shown.is_artifact || is_owned {
                continue;
            }
            let what = match &shown.what {
                What::Text { text, .. } if text.trim().is_empty() => continue,
                What::Text { text, .. } => format!("the text “{}”", beginning(text)),
                What::Picture => "a picture".to_owned(),
                What::Fill | What::Stroke(_) | What::Shading => "a drawing".to_owned(),
            };
            let message = format!("{what} is neither tagged nor an artifact");
            self.find(
                Severity::Error,
                "untagged",
                Some(shown.page_idx),
                None,
                message,
            );
        }
        for key in self.structure.claimed_twice.clone() {
            let element = self.structure.owners.get(&key).copied();
            let page_idx = key.0.and_then(|owner| self.file.page_of(owner));
            let message = format!("two tags claim the marked content {}", key.1);
            self.find(Severity::Error, "tags", page_idx, element, message);
        }
    }

    /// The parent tree must lead from each marked content and each link to the tag that holds it.
    fn parent_tree(&mut self) {
        let structure = self.structure;
        let file = self.file;
        let mut owners: Vec<_> = structure.owners.iter().collect();
        owners.sort_by_key(|((_, number), element)| (**element, *number));
        let mut keys: HashMap<ObjRef, Option<i64>> = HashMap::new();
        for ((owner, number), element) in owners {
            let Some(holder) = owner else { continue };
            let key = *keys
                .entry(*holder)
                .or_insert_with(|| match file.object(*holder) {
                    Some(Object::Dict(dict)) => dict.get::<i64>("StructParents"),
                    Some(Object::Stream(stream)) => stream.dict().get::<i64>("StructParents"),
                    _ => None,
                });
            let listed = key.and_then(|key| structure.parents.get(&key));
            let said = match listed {
                Some(Parents::Contents(elements)) => usize::try_from(*number)
                    .ok()
                    .and_then(|number| elements.get(number).copied().flatten()),
                _ => None,
            };
            if said != structure.elements[*element].reference {
                let page_idx = file.page_of(*holder);
                let message = format!(
                    "the parent tree leads from marked content {number} to another tag than the one that holds it"
                );
                self.find(
                    Severity::Error,
                    "parent-tree",
                    page_idx,
                    Some(*element),
                    message,
                );
            }
        }
    }

    fn elements(&mut self) {
        let structure = self.structure;
        let mut ids: HashMap<&str, usize> = HashMap::new();
        for (idx, element) in structure.elements.iter().enumerate() {
            let parent = element
                .parent
                .map(|parent| structure.elements[parent].role.as_str());
            let mut wrong = None;
            match element.role.as_str() {
                "Figure" | "Formula" => wrong = self.figure_fault(idx),
                "TH" if element.scope.is_none() => {
                    wrong = Some((
                        "tables",
                        "a heading cell does not say what it heads".to_owned(),
                    ));
                }
                "TR" if !matches!(parent, Some("Table" | "THead" | "TBody" | "TFoot")) => {
                    wrong = Some(("tables", "a row stands outside a table".to_owned()));
                }
                "TH" | "TD" if parent != Some("TR") => {
                    wrong = Some(("tables", "a cell stands outside a row".to_owned()));
                }
                "LI" if parent != Some("L") => {
                    wrong = Some(("lists", "a point stands outside a list".to_owned()));
                }
                "LBody" if parent != Some("LI") => {
                    wrong = Some((
                        "lists",
                        "the words of a point stand outside a point".to_owned(),
                    ));
                }
                "TOCI" if !matches!(parent, Some("TOC")) => {
                    wrong = Some((
                        "contents",
                        "a line of contents stands outside them".to_owned(),
                    ));
                }
                "Note" if element.id.as_deref().unwrap_or("").is_empty() => {
                    wrong = Some(("notes", "a note has no identifier".to_owned()));
                }
                _ => {}
            }
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
                let page_idx = self.page_of(idx);
                self.find(Severity::Error, rule, page_idx, Some(idx), message);
            }
        }
        let root = structure
            .roots
            .first()
            .map(|root| structure.elements[*root].role.as_str());
        if structure.is_there && (structure.roots.len() != 1 || root != Some("Document")) {
            self.error("tags", "the tags do not stand in one document");
        }
    }

    /// What is wrong with the words that are said in a picture's place.
    fn figure_fault(&self, idx: usize) -> Option<(&'static str, String)> {
        let element = &self.structure.elements[idx];
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

    fn headings(&mut self) {
        let mut last = 0;
        for idx in self.structure.in_order() {
            let role = &self.structure.elements[idx].role;
            let Some(level) = role
                .strip_prefix('H')
                .and_then(|level| level.parse::<u8>().ok())
            else {
                continue;
            };
            if level > last + 1 {
                let message = if last == 0 {
                    format!("the first heading is of level {level}")
                } else {
                    format!("a heading of level {level} follows one of level {last}")
                };
                let page_idx = self.page_of(idx);
                self.find(Severity::Error, "headings", page_idx, Some(idx), message);
            }
            last = level;
        }
    }

    /// The tags must lead through the pages in order; notes stand after the text that refers to them.
    fn order(&mut self) {
        let structure = self.structure;
        let places: HashMap<ObjRef, usize> = (0..)
            .zip(self.file.pages())
            .filter_map(|(idx, page)| Some((ObjRef::from(page.raw().obj_id()?), idx)))
            .collect();
        let mut furthest = 0;
        for idx in structure.in_order() {
            let mut at = Some(idx);
            let mut is_note = false;
            while let Some(above) = at {
                is_note |= structure.elements[above].role == "Note";
                at = structure.elements[above].parent;
            }
            let pages = structure.elements[idx]
                .kids
                .iter()
                .filter_map(|kid| match kid {
                    Kid::Content((Some(owner), _)) => places.get(owner).copied(),
                    _ => None,
                });
            let (first, last) = pages.fold((None, 0), |(first, last), page| {
                (first.or(Some(page)), last.max(page))
            });
            let Some(first) = first.filter(|_| !is_note) else {
                continue;
            };
            if first < furthest {
                let message = format!("the tags lead back here from page {}", furthest + 1);
                self.find(
                    Severity::Warning,
                    "reading-order",
                    Some(first),
                    Some(idx),
                    message,
                );
            }
            furthest = furthest.max(last);
        }
    }

    fn fonts(&mut self) {
        let content = self.content;
        for font in &content.fonts {
            if !font.fact.embedded {
                let message = format!("the font {} is not in the file", font.fact.name);
                self.error("fonts", message);
            }
            if !font.fact.text_map {
                let message = format!(
                    "nothing says what the letters of the font {} are",
                    font.fact.name
                );
                self.error("text-maps", message);
            }
        }
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
                self.find(
                    Severity::Error,
                    "text-maps",
                    Some(shown.page_idx),
                    element,
                    message,
                );
            }
            let is_small = *size < SMALLEST_TYPE && *size > 0.0 && !text.trim().is_empty();
            if is_small && told.insert(shown.page_idx) {
                let message = format!(
                    "type of {size:.1} pt is hard to read: “{}”",
                    beginning(text)
                );
                self.find(
                    Severity::Warning,
                    "small-type",
                    Some(shown.page_idx),
                    element,
                    message,
                );
            }
        }
    }

    fn attachments(&mut self, is_archive: bool) -> Vec<AttachedFile> {
        let attached = match attachments::attached(self.file) {
            Ok(attached) => attached,
            Err(error) => {
                self.error("attachments", error.to_string());
                return Vec::new();
            }
        };
        if !is_archive {
            if let Some(first) = attached.first() {
                let message = format!("`{}` travels in a file that is to be read only", first.name);
                self.error("attachments", message);
            }
            return attached;
        }
        if !attached.iter().any(|file| file.relationship == "Source") {
            self.error("attachments", "what it was made from is not attached");
        }
        for file in attached.iter().filter(|file| file.relationship.is_empty()) {
            let message = format!("nothing says what `{}` is to the document", file.name);
            self.error("attachments", message);
        }
        attached
    }
}

fn is_within(inner: Rect, outer: Rect) -> bool {
    const ROUNDING: f64 = 0.01;
    inner.x0 >= outer.x0 - ROUNDING
        && inner.y0 >= outer.y0 - ROUNDING
        && inner.x1 <= outer.x1 + ROUNDING
        && inner.y1 <= outer.y1 + ROUNDING
}

fn between(text: &str, start: &str, end: &str) -> Option<String> {
    let (_, rest) = text.split_once(start)?;
    let (found, _) = rest.split_once(end)?;
    Some(found.to_owned())
}

fn unescaped(xml: &str) -> String {
    xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
