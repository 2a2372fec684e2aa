//! What the relations of a Word file say: where its document stands, and where its links lead.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::xml::{attribute, parsed};
use crate::base::shown;
use crate::content::intake::raw::RawError;

/// The longest address that is told, in letters.
const LONGEST_ADDRESS: usize = 2000;

/// Where the relations of a file say that the document is.
pub(super) fn main_part(relations: &str) -> Option<String> {
    let tree = parsed(relations).ok()?;
    let is_main = |node: &Node<'_, '_>| {
        attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
    };
    let relation = tree.descendants().find(is_main)?;
    attribute(relation, "Target").map(str::to_owned)
}

/// Where the relations of a part say that its links lead.
pub(super) fn links(relations: &str) -> Result<BTreeMap<String, String>, RawError> {
    let tree = parsed(relations)?;
    let relations = tree.root_element().children().filter(Node::is_element);
    let links = relations.filter_map(|relation| {
        let is_link = attribute(relation, "Type")?.ends_with("/hyperlink");
        let name = attribute(relation, "Id").filter(|_| is_link)?;
        let address = shown::first_letters(attribute(relation, "Target")?, LONGEST_ADDRESS);
        Some((name.to_owned(), address.to_owned()))
    });
    Ok(links.collect())
}
