//! What stands on a page, in the order it is read, with its place on the page and in the YAML.

use serde::Serialize;

use crate::base::diagnostic::SourceLines;
use crate::base::geometry::Rect;
use crate::base::units::rounded;
use crate::layout::page::{Mark, Page, Place, Role, TagId, TagTree};
use crate::render::pdf::role_name;

/// How far letters hang below the baseline, in their size: as far as those of the text faces.
const DESCENT: f64 = 0.27;

/// A paragraph, a heading, a picture: what is read in one piece.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// What it is, by its PDF name, such as `H1` or `P`.
    pub role: &'static str,
    /// Its words, or what is said in place of a picture.
    pub words: String,
    /// Its language, where it is not the booklet's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Left, top, width and height on the page, in points.
    pub area: [f64; 4],
    /// The file of the booklet's folder and the line in it that it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<(String, usize)>,
}

/// The blocks of a page, in the order of their tags.
pub fn blocks(page: &Page, tags: &TagTree, lines: &SourceLines<'_>) -> Vec<Block> {
    let mut found: Vec<(TagId, Block, Rect)> = Vec::new();
    for item in &page.items {
        let Place::Meaning(tag) = item.place else {
            continue;
        };
        let tag = block_of(tag, tags);
        let bounds = bounds(&item.mark);
        let idx = found.iter().position(|(known, ..)| *known == tag);
        let idx = idx.unwrap_or_else(|| {
            let source = item.source.and_then(|at| lines.place(at));
            let described = &tags.tags()[tag.0 as usize];
            let block = Block {
                role: role_name(described.role),
                words: described.alternative.clone().unwrap_or_default(),
                language: language_of(tag, tags),
                area: [0.0; 4],
                source: source.map(|(name, line)| (name.to_owned(), line)),
            };
            found.push((tag, block, bounds));
            found.len() - 1
        });
        let (tag, block, area) = &mut found[idx];
        *area = area.union(bounds);
        let is_said = tags.tags()[tag.0 as usize].alternative.is_some();
        if let (Mark::Glyphs(_, run), false) = (&item.mark, is_said) {
            block
                .words
                .extend(run.text.chars().filter(|it| *it != '\u{ad}'));
        }
    }
    found.sort_by_key(|(tag, ..)| *tag);
    let blocks = found.into_iter().map(|(_, mut block, area)| {
        let sides = [
            area.origin.x,
            area.origin.y,
            area.size.width,
            area.size.height,
        ];
        block.area = sides.map(|side| rounded(side.0, 10.0));
        block.words.truncate(block.words.trim_end().len());
        block
    });
    blocks.collect()
}

/// The area of a mark, with what hangs below the baseline.
fn bounds(mark: &Mark) -> Rect {
    let mut bounds = mark.bounds();
    if let Mark::Glyphs(_, run) = mark {
        bounds.size.height += run.size * DESCENT;
    }
    bounds
}

/// The nearest tag upward that is read in one piece.
fn block_of(mut tag: TagId, tags: &TagTree) -> TagId {
    loop {
        let it = &tags.tags()[tag.0 as usize];
        let is_part = matches!(
            it.role,
            Role::Span | Role::Link | Role::Reference | Role::Label | Role::ListBody
        );
        match it.parent {
            Some(parent) if is_part => tag = parent,
            _ => return tag,
        }
    }
}

/// The language of a tag, if it or one above it says so.
fn language_of(tag: TagId, tags: &TagTree) -> Option<String> {
    let mut at = Some(tag);
    while let Some(tag) = at {
        let it = &tags.tags()[tag.0 as usize];
        if it.language.is_some() {
            return it.language.clone();
        }
        at = it.parent;
    }
    None
}
