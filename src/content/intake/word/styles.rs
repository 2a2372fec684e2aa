//! The styles of a Word file: which hide, raise or cross out what is set in them, which are headings, which
//! make points of a list.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::look::Look;
use super::xml::{attribute, child, parsed, value};
use crate::content::intake::raw::{Mark, RawError};

/// How many styles may build on each other: Word allows eleven.
const MOST_BASES: usize = 20;

/// How many figures the number of a list may have.
const LONGEST_NUMBER: usize = 20;

/// What a style says, with what it builds on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// How letters look.
    pub(super) look: Look,
    /// What kind of heading it is.
    pub(super) rank: Option<Rank>,
    /// Of which list its paragraphs are points.
    pub(super) list: InList,
}

/// What a style is by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// A title or a heading.
    Heading(Mark),
    /// None, though it builds on one.
    Other,
}

impl Style {
    /// The heading that paragraphs of the style are.
    pub(super) fn heading(&self) -> Option<Mark> {
        match self.rank {
            Some(Rank::Heading(mark)) => Some(mark),
            Some(Rank::Other) | None => None,
        }
    }

    fn over(&self, base: &Self) -> Self {
        Self {
            look: self.look.over(base.look),
            rank: self.rank.or(base.rank),
            list: self.list.clone().over(&base.list),
        }
    }
}

/// The place of a paragraph in a list, as far as properties say it.
#[derive(Debug, Clone, Default)]
pub(super) struct InList {
    /// The number of the list; “0” is none.
    pub(super) number: Option<String>,
    /// The level in it, from 0.
    pub(super) level: Option<usize>,
}

impl InList {
    /// What properties of a paragraph say.
    pub(super) fn of(properties: Option<Node<'_, '_>>) -> Self {
        let list = properties.and_then(|it| child(it, "numPr"));
        let value = |name| value(list?, name);
        Self {
            number: value("numId")
                .filter(|it| it.len() <= LONGEST_NUMBER)
                .map(str::to_owned),
            level: value("ilvl").and_then(|it| it.parse().ok()),
        }
    }

    /// The place with another under it, which counts where this one says nothing.
    pub(super) fn over(self, base: &Self) -> Self {
        Self {
            number: self.number.or_else(|| base.number.clone()),
            level: self.level.or(base.level),
        }
    }
}

/// The styles by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads the part of a file that has them.
    pub(super) fn read(xml: &str) -> Result<Self, RawError> {
        let tree = parsed(xml)?;
        let is_style = |node: &Node<'_, '_>| node.tag_name().name() == "style";
        let styles = tree.root_element().children().filter(is_style);
        let own: BTreeMap<&str, (Style, Option<&str>)> = styles
            .filter_map(|style| Some((attribute(style, "styleId")?, said(style))))
            .collect();
        let whole = |(style, base): &(Style, Option<&str>)| {
            let mut whole = style.clone();
            let mut next = *base;
            for _ in 0..MOST_BASES {
                let Some((style, base)) = next.and_then(|name| own.get(name)) else {
                    break;
                };
                whole = whole.over(style);
                next = *base;
            }
            whole
        };
        let styles = own
            .iter()
            .map(|(name, style)| ((*name).to_owned(), whole(style)));
        Ok(Self(styles.collect()))
    }

    /// The style that properties of letters (`rStyle`) or of a paragraph (`pStyle`) name, with its identifier.
    pub(super) fn named<'n>(
        &self,
        properties: Option<Node<'n, '_>>,
        kind: &str,
    ) -> Option<(&'n str, Style)> {
        let name = value(properties?, kind)?;
        Some((name, self.get(name)))
    }

    /// A style by its identifier; one that the file does not have is what its identifier says.
    pub(super) fn get(&self, name: &str) -> Style {
        self.0.get(name).cloned().unwrap_or_else(|| Style {
            rank: rank(name),
            ..Style::default()
        })
    }
}

/// What an element says of a style, and on which it builds.
fn said<'n>(style: Node<'n, '_>) -> (Style, Option<&'n str>) {
    let said = Style {
        look: Look::of(child(style, "rPr")),
        rank: value(style, "name").and_then(rank),
        list: InList::of(child(style, "pPr")),
    };
    (said, value(style, "basedOn"))
}

/// What a style is by its name, which Word keeps in English in every language.
fn rank(name: &str) -> Option<Rank> {
    let mut name = name.to_lowercase();
    name.retain(|it| !it.is_whitespace());
    match name.as_str() {
        "title" => Some(Rank::Heading(Mark::Title)),
        "heading1" => Some(Rank::Heading(Mark::Heading)),
        "tocheading" => Some(Rank::Other),
        _ => {
            let level = name.strip_prefix("heading")?;
            let is_inner = matches!(level.as_bytes(), [b'2'..=b'9']);
            is_inner.then_some(Rank::Heading(Mark::InnerHeading))
        }
    }
}
