//! What name trees and number trees hold (ISO 32000-1, 7.9.6 and 7.9.7).

use super::file::{Entry, File, entries};
use super::objects::{Array, Dict, Object};
use super::refused::PdfRefused;

/// The most nodes and pairs of a tree that are read.
const MOST_NODES: usize = 500_000;

/// How deep a tree may be.
const DEEPEST: usize = 64;

/// The pairs of a name tree or number tree (ISO 32000-1, 7.9.6 and 7.9.7).
pub fn tree<'a>(
    file: &'a File,
    root: &Dict<'a>,
    leaves: &str,
) -> Result<Vec<(Object<'a>, Entry<'a>)>, PdfRefused> {
    let mut pairs = Vec::new();
    let mut open = vec![(root.clone(), 0)];
    let mut n_nodes = 0;
    while let Some((node, depth)) = open.pop() {
        n_nodes += 1;
        if n_nodes + pairs.len() > MOST_NODES || depth > DEEPEST {
            return Err(PdfRefused::TooLarge("a tree with more branches"));
        }
        file.budget.step(1)?;
        if let Some(array) = node.get::<Array<'a>>(leaves) {
            let leaf = entries(file, &array);
            file.budget.step(leaf.len())?;
            let mut rest = leaf.into_iter();
            while let (Some(key), Some(value)) = (rest.next(), rest.next()) {
                pairs.push((key.object, value));
            }
        }
        if let Some(kids) = node.get::<Array<'a>>("Kids") {
            let kids: Vec<_> = kids.iter::<Dict<'a>>().collect();
            open.extend(kids.into_iter().rev().map(|kid| (kid, depth + 1)));
        }
    }
    Ok(pairs)
}
