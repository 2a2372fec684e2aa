//! Words in another language inside a short text: each stretch gets a tag that says its language.

use super::page::{Item, Mark, Page, Place, Role, Tag, TagId, TagTree};

/// The pages with those stretches tagged.
pub(super) fn tagged(mut pages: Vec<Page>, tags: &mut TagTree) -> Vec<Page> {
    // The stretch that the item before belongs to: what it is part of, its language, its tag.
    let mut last: Option<(TagId, String, TagId)> = None;
    for item in pages.iter_mut().flat_map(|page| &mut page.items) {
        let Some((parent, tongue)) = stretch(item) else {
            last = None;
            continue;
        };
        let known = last.take().filter(|it| it.0 == parent && it.1 == tongue);
        let (_, tongue, tag) = known.unwrap_or_else(|| {
            let mut tag = Tag::new(Role::Span);
            tag.language = Some(tongue.clone());
            (parent, tongue, tags.add_tag(parent, tag))
        });
        item.place = Place::Meaning(tag);
        last = Some((parent, tongue, tag));
    }
    pages
}

/// What an item is part of, and its language if that says another.
fn stretch(item: &Item) -> Option<(TagId, String)> {
    match (&item.mark, item.place) {
        (Mark::Glyphs(_, run), Place::Meaning(parent)) => {
            Some((parent, run.tongue.as_deref()?.to_owned()))
        }
        _ => None,
    }
}
