//! The XML of a part of a Word file, refused where it is deeper or more than any text needs: the walk over
//! it may then follow it down, and takes no more time than there are letters.

use roxmltree::{Document, Node, ParsingOptions};

use crate::content::intake::raw::RawError;

/// How deep elements may stand in each other: a box in a table in a box has some forty.
const MOST_LEVELS: usize = 256;

/// How many attributes an element may have; Word's own have some forty. The reader compares each with
/// each.
const MOST_ATTRIBUTES: usize = 100;

/// How many names of namespaces may be given: a picture gives two.
const MOST_NAMESPACES: usize = 10_000;

/// How many elements are read: some thirty times a long speech with every word in a format of its own.
const MOST_ELEMENTS: u32 = 1_000_000;

/// The tree of a part.
pub(super) fn parsed(xml: &str) -> Result<Document<'_>, RawError> {
    check_size(xml)?;
    let options = ParsingOptions {
        nodes_limit: MOST_ELEMENTS,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => RawError::TooMuch,
        _ => RawError::BadWord,
    })
}

/// Refuses what would take the reader of XML more time than there are letters. What is no XML it says
/// itself.
fn check_size(xml: &str) -> Result<(), RawError> {
    let mut depth = 0_usize;
    let mut n_namespaces = 0;
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let skipped = [
            ("<!--", "-->"),
            ("<![CDATA[", "]]>"),
            ("<?", "?>"),
            ("</", ">"),
        ];
        let kind = skipped.iter().find(|(begins, _)| rest.starts_with(begins));
        if let Some((begins, ends)) = kind {
            let Some(end) = rest.find(ends) else {
                return Ok(());
            };
            depth = depth.saturating_sub(usize::from(*begins == "</"));
            rest = &rest[end + ends.len()..];
            continue;
        }
        let tag = &rest[..tag_length(rest)];
        depth += usize::from(!tag.ends_with("/>"));
        n_namespaces += tag.matches("xmlns").count();
        if depth > MOST_LEVELS {
            return Err(RawError::TooDeep);
        }
        if tag.matches('=').count() > MOST_ATTRIBUTES && n_attributes(tag) > MOST_ATTRIBUTES
            || n_namespaces > MOST_NAMESPACES
        {
            return Err(RawError::TooMuch);
        }
        rest = &rest[tag.len()..];
    }
    Ok(())
}

/// The length of a tag: a `>` in quotes does not end it.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return at + 1,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(opened)) if byte == opened => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// How many attributes a tag has: each has two quotes of a kind.
fn n_attributes(tag: &str) -> usize {
    tag.matches("=\"").count() + tag.matches("='").count()
}

/// An attribute by its local name.
pub(super) fn attribute<'n>(node: Node<'n, '_>, name: &str) -> Option<&'n str> {
    let mut attributes = node.attributes();
    attributes.find(|it| it.name() == name).map(|it| it.value())
}

/// A child by its local name.
pub(super) fn child<'n, 'i>(node: Node<'n, 'i>, name: &str) -> Option<Node<'n, 'i>> {
    node.children().find(|it| it.tag_name().name() == name)
}

/// What a child says, in the attribute that Word has for that.
pub(super) fn value<'n>(node: Node<'n, '_>, name: &str) -> Option<&'n str> {
    attribute(child(node, name)?, "val")
}

/// Whether properties switch something on or off; `None` if they say nothing of it.
pub(super) fn switch(properties: Option<Node<'_, '_>>, name: &str) -> Option<bool> {
    let property = child(properties?, name)?;
    Some(!matches!(
        attribute(property, "val"),
        Some("0" | "false" | "off")
    ))
}
