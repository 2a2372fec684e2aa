//! A Word file: which of its parts hold words, and what becomes of each.
//!
//! The text is that of the document; notes, what stands at the head and foot of pages, comments and drawn
//! parts are told, so that no word is lost without a word.

mod fields;
mod look;
mod numbers;
mod reader;
mod relations;
mod styles;
mod symbols;
mod text;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::raw::{Mark, Raw, RawError, Told, What};
use crate::content::coding;
use crate::content::line_ends::LineEnds;
use crate::content::text_file::LARGEST_TEXT;
use numbers::Numbering;
use reader::Sources;
use styles::Styles;
use text::Line;

/// The usual name of the document.
const DOCUMENT: &str = "word/document.xml";

/// The text of a Word file (ECMA-376).
pub(super) fn text_of(bytes: &[u8]) -> Result<Raw, RawError> {
    let mut parts = Parts::open(bytes)?;
    let document = parts.document()?;
    let styles = parts.read("word/styles.xml")?;
    let styles = styles.map_or_else(|| Ok(Styles::default()), |xml| Styles::read(&xml))?;
    let numbering = parts.read("word/numbering.xml")?;
    let numbering =
        numbering.map_or_else(|| Ok(Numbering::default()), |xml| Numbering::read(&xml))?;
    let links = parts.links()?;
    let sources = Sources {
        styles: &styles,
        numbering: &numbering,
        links: &links,
    };
    let document = reader::read(&document, sources)?;
    let (text, marks) = with_marks(&document.lines);
    let mut told = document.told;
    told.extend(inner_headings(&document.lines));
    let places: BTreeMap<String, String> = document.references.into_iter().collect();
    for (kind, part) in [
        ("footnote", "word/footnotes.xml"),
        ("endnote", "word/endnotes.xml"),
    ] {
        told.extend(parts.notes(sources, part, What::Note, |id| {
            places.get(&format!("{kind} {id}")).cloned()
        })?);
    }
    told.extend(parts.notes(sources, "word/comments.xml", What::Comment, |_| None)?);
    told.extend(parts.margins(sources)?);
    told.extend(parts.drawn());
    Ok(Raw {
        text,
        told,
        line_ends: Some(LineEnds::Paragraphs),
        marks,
        untaken: document.untaken,
    })
}

/// The text of lines, and which of its lines are headings or points. A line may have several of the text's.
fn with_marks(lines: &[Line]) -> (String, BTreeMap<usize, Mark>) {
    let mut text = String::new();
    let mut marks = BTreeMap::new();
    let mut n_lines = 0;
    for line in lines {
        if let Some(mark) = line.mark {
            marks.insert(n_lines, mark);
        }
        text.push_str(&line.words);
        text.push('\n');
        n_lines += line.words.matches('\n').count() + 1;
    }
    (text, marks)
}

/// The headings inside what somebody says: those of other levels after the first of the first.
fn inner_headings(lines: &[Line]) -> impl Iterator<Item = Told> {
    let is_first = |line: &&Line| line.mark != Some(Mark::Heading);
    let after = lines.iter().skip_while(is_first);
    let inner = after.filter(|line| line.mark == Some(Mark::InnerHeading));
    inner.map(|line| Told {
        what: What::InnerHeading,
        words: line.words.clone(),
        near: String::new(),
    })
}

/// The parts of a file by name: as the standard has it without regard to capitals, and as some programs
/// write it with other strokes.
struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    places: BTreeMap<String, usize>,
    /// How many bytes of parts beside the document may still be read.
    left: u64,
}

impl<'b> Parts<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, RawError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| RawError::BadWord)?;
        let mut places = BTreeMap::new();
        let mut is_doubled = archive.has_duplicate_names();
        for place in 0..archive.len() {
            let name = archive.name_for_index(place).transpose();
            let name = name.map_err(|_| RawError::BadWord)?.unwrap_or_default();
            let name = name.replace('\\', "/").to_lowercase();
            let name = name.trim_start_matches('/').to_owned();
            is_doubled |= places.insert(name, place).is_some();
        }
        if is_doubled {
            return Err(RawError::Doubled);
        }
        Ok(Self {
            archive,
            places,
            left: LARGEST_TEXT,
        })
    }

    /// The XML of the document.
    fn document(&mut self) -> Result<String, RawError> {
        if !self.places.contains_key(DOCUMENT)
            && let Some(relations) = self.read("_rels/.rels")?
            && let Some(main) = relations::main_part(&relations)
        {
            let main = main.trim_start_matches('/').to_lowercase();
            // What is no Word file says so by the name of its main part.
            if main.starts_with("word/") {
                return self.read(&main)?.ok_or(RawError::BadWord);
            }
        }
        self.left += LARGEST_TEXT;
        let document = self.read(DOCUMENT)?;
        self.left = self.left.min(LARGEST_TEXT);
        document.ok_or(RawError::OtherWriter)
    }

    /// The text of a part, if there is one of the name.
    fn read(&mut self, name: &str) -> Result<Option<String>, RawError> {
        let Some(place) = self.places.get(name) else {
            return Ok(None);
        };
        let part = self.archive.by_index(*place).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => RawError::Locked,
            _ => RawError::BadWord,
        })?;
        let most = self.left.min(LARGEST_TEXT);
        let mut bytes = Vec::new();
        let read = part.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|_| RawError::BadWord)?;
        if bytes.len() as u64 > most {
            return Err(RawError::TooMuch);
        }
        self.left -= bytes.len() as u64;
        let text = coding::without_mark(&bytes).ok_or(RawError::BadWord)?;
        Ok(Some(text))
    }

    /// Where the links of the document lead, by their names in it.
    fn links(&mut self) -> Result<BTreeMap<String, String>, RawError> {
        let relations = self.read("word/_rels/document.xml.rels")?;
        relations.map_or_else(|| Ok(BTreeMap::new()), |xml| relations::links(&xml))
    }

    /// The notes of a part, each told with its words and with those it stands at.
    fn notes(
        &mut self,
        sources: Sources<'_>,
        part: &str,
        what: What,
        place: impl Fn(&str) -> Option<String>,
    ) -> Result<Vec<Told>, RawError> {
        let Some(xml) = self.read(part)? else {
            return Ok(Vec::new());
        };
        let mut told = Vec::new();
        for (id, text) in reader::read_notes(&xml, sources)? {
            let note = Told {
                what,
                words: text.words(),
                near: place(&id).unwrap_or_default(),
            };
            told.extend([note].into_iter().chain(text.told).filter(Told::is_some));
        }
        Ok(told)
    }

    /// What stands at the head and foot of the pages, each told once.
    fn margins(&mut self, sources: Sources<'_>) -> Result<Vec<Told>, RawError> {
        let is_margin =
            |name: &&String| name.starts_with("word/header") || name.starts_with("word/footer");
        let names: Vec<String> = self.places.keys().filter(is_margin).cloned().collect();
        let mut known = BTreeSet::new();
        let mut told = Vec::new();
        for name in names {
            let Some(xml) = self.read(&name)? else {
                continue;
            };
            let text = reader::read(&xml, sources)?;
            let margin = Told {
                what: What::Margin,
                words: text.words(),
                near: String::new(),
            };
            let told_here = [margin].into_iter().chain(text.told).filter(Told::is_some);
            told.extend(told_here.filter(|told| known.insert(told.words.clone())));
        }
        Ok(told)
    }

    /// Charts and diagrams, whose words stand in parts of their own.
    fn drawn(&self) -> impl Iterator<Item = Told> {
        let is_drawn = |name: &&String| {
            name.starts_with("word/charts/chart") || name.starts_with("word/diagrams/data")
        };
        self.places.keys().filter(is_drawn).map(|name| Told {
            what: What::Chart,
            words: name.clone(),
            near: String::new(),
        })
    }
}
