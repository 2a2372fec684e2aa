//! Whether all that is shown stands in a tag or is an artifact, and the parent tree leads there.

use std::collections::HashMap;

use super::judge::{At, Judge};
use crate::base::pdf::objects::{ObjRef, Object};
use crate::base::shown::{NAME, beginning};
use crate::review::content::What;
use crate::review::structure::Parents;

impl Judge<'_> {
    /// What is shown must be tagged, once, or an artifact.
    pub(super) fn tagged_content(&mut self) {
        if !self.structure.is_there {
            return;
        }
        let content = self.content;
        for shown in &content.shown {
            let is_owned = shown
                .key
                .is_some_and(|key| self.structure.owners.contains_key(&key));
            if shown.is_artifact || is_owned {
                continue;
            }
            let what = match &shown.what {
                What::Text { text, .. } if text.trim().is_empty() => continue,
                What::Text { text, .. } => {
                    format!("the text “{}”", beginning(text.trim(), NAME))
                }
                What::Picture => "a picture".to_owned(),
                What::Fill | What::Stroke(_) | What::Shading => "a drawing".to_owned(),
            };
            let message = format!("{what} is neither tagged nor an artifact");
            self.error("untagged", At::page(shown.page_idx), message);
        }
        for key in self.structure.claimed_twice.clone() {
            let element = self.structure.owners.get(&key).copied();
            let page_idx = key.0.and_then(|owner| self.file.page_of(owner));
            let message = format!("two tags claim the marked content {}", key.1);
            self.error("tags", At { page_idx, element }, message);
        }
    }

    /// The parent tree must lead from each marked content and each link to the tag that holds it.
    pub(super) fn parent_tree(&mut self) {
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
                let at = At {
                    page_idx,
                    element: Some(*element),
                };
                self.error("parent-tree", at, message);
            }
        }
    }
}
