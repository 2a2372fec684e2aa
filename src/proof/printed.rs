//! On which pages something is printed: words, over the ends of lines too, and numbers.

use std::collections::BTreeSet;

use crate::content::figures;
use crate::layout::page::{Mark, Page, Pages, Place};

/// The words of all pages.
pub(super) struct Printed<'p>(Vec<PageText<'p>>);

/// The words of a page that are part of the meaning: not its running head, nor its number.
struct PageText<'p> {
    label: &'p str,
    /// Without any space, so that a name is found over the end of a line.
    squeezed: String,
    /// The numbers in it.
    numbers: BTreeSet<u64>,
}

impl<'p> Printed<'p> {
    /// Reads the pages.
    pub(super) fn on(pages: &'p Pages) -> Self {
        Self(pages.pages.iter().map(PageText::of).collect())
    }

    /// The pages a text stands on, as people list them.
    pub(super) fn pages_with(&self, wanted: &str) -> String {
        let wanted = squeezed(wanted);
        self.listed(|page| page.squeezed.contains(&wanted))
    }

    /// The pages a number stands on.
    pub(super) fn pages_with_number(&self, number: u64) -> String {
        self.listed(|page| page.numbers.contains(&number))
    }

    fn listed(&self, is_on: impl Fn(&PageText<'p>) -> bool) -> String {
        let found = self.0.iter().filter(|page| is_on(page));
        let labels: Vec<&str> = found.map(|page| page.label).collect();
        if labels.is_empty() {
            "not printed".to_owned()
        } else {
            labels.join(", ")
        }
    }
}

impl<'p> PageText<'p> {
    fn of(page: &'p Page) -> Self {
        let mut text = String::new();
        for item in &page.items {
            if let (Mark::Glyphs(_, run), Place::Meaning(_)) = (&item.mark, item.place) {
                text.extend(run.text.chars().filter(|it| *it != '\u{ad}'));
                // No number goes on from one run to the next.
                text.push('\n');
            }
        }
        Self {
            label: &page.label,
            squeezed: squeezed(&text),
            numbers: figures::numbers(&text).map(|(_, number)| number).collect(),
        }
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}
