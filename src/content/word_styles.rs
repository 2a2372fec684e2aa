//! The styles of a Word file that hide what is set in them.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::raw::PastedError;
use super::word_xml::{attribute, parsed, switch};

/// How many styles may build on each other: Word allows eleven.
const MOST_BASES: usize = 20;

/// The names of the styles that hide their words, or build on one that does.
pub(super) fn hidden(xml: &str) -> Result<BTreeSet<String>, PastedError> {
    let tree = parsed(xml)?;
    let is_style = |node: &Node<'_, '_>| node.tag_name().name() == "style";
    let styles = tree.root_element().children().filter(is_style);
    let styles: BTreeMap<&str, (Option<bool>, Option<&str>)> = styles
        .filter_map(|style| {
            let child = |name| style.children().find(|it| it.tag_name().name() == name);
            let base = child("basedOn").and_then(|base| attribute(base, "val"));
            Some((
                attribute(style, "styleId")?,
                (switch(child("rPr"), "vanish"), base),
            ))
        })
        .collect();
    let hides = |name: &&&str| {
        let mut name = **name;
        for _ in 0..MOST_BASES {
            match styles.get(name) {
                Some((Some(hides), _)) => return *hides,
                Some((None, Some(base))) => name = base,
                Some((None, None)) | None => return false,
            }
        }
        false
    };
    Ok(styles
        .keys()
        .filter(hides)
        .map(|name| (*name).to_owned())
        .collect())
}
