//! Somebody's words on a page of their own, at a third of its height.

use crate::base::geometry::Point;
use crate::base::units::Pt;
use crate::content::booklet::Quotation;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::layout::compositor::{Compositor, line_items};
use crate::layout::galley::Galley;
use crate::layout::page::{Role, TagTree};

/// Sets a quotation.
pub(super) fn set(compositor: &mut Compositor<'_>, quotation: &Quotation) -> Galley {
    let style = compositor.design.theme.quotation.clone();
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let quote = compositor.tags.add(section, Role::BlockQuote);
    let measure = style.measure.0.min(compositor.grid.measure);
    let mut y = compositor.grid.baseline(style.first_line.0);
    let mut items = Vec::new();
    if let Some(words) = compositor.words(&quotation.text) {
        let leading = compositor.leading(StyleName::Quotation);
        for passage in words.paragraphs() {
            let tag = compositor.tags.add(quote, Role::Paragraph);
            for line in compositor.lines(&passage, StyleName::Quotation, measure) {
                let origin = Point { x: Pt::ZERO, y };
                items.extend(line_items(line, origin, tag, Some(passage.at)));
                y += leading;
            }
        }
    }
    y += compositor.grid.step * 0.5;
    for words in sources(compositor, quotation) {
        let tag = compositor.tags.add(section, Role::Paragraph);
        for line in compositor.lines(&words, StyleName::QuotationSource, measure) {
            items.extend(line_items(
                line,
                Point { x: Pt::ZERO, y },
                tag,
                Some(words.at),
            ));
            y += compositor.grid.step;
        }
    }
    Galley::one_page(items, compositor.grid.height())
}

/// Who said it, and where it is from.
fn sources(compositor: &Compositor<'_>, quotation: &Quotation) -> Vec<Passage> {
    let language = compositor.booklet.language.value;
    let by = quotation.by.map(|by| {
        let person = &compositor.booklet.people[by.0];
        Passage::made(person.full_name(language), person.name.at)
    });
    let source = quotation
        .source
        .as_ref()
        .and_then(|source| compositor.words(source));
    by.into_iter().chain(source.cloned()).collect()
}
