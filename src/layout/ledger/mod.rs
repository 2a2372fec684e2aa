//! The ledger: holds the finished pages against the booklet, before anything is written.
//!
//! Takes the [`Booklet`] and its [`Pages`]; every word of every text that is meant for print must stand on
//! the pages, in order, as often as it should and no oftener, and so must every picture, link, note, figure,
//! name and title. What is missing, doubled or out of order is an error with the line of YAML and the page.
//! It walks the booklet itself and reads the display list only, so that it shares no mistake with the blocks.
//!
//! Left out by rule are [`LEFT_OUT`]; copies by rule, which it does not ask for, are [`COPIES`].

mod account;
mod compare;
mod entry;
mod expected;
mod listing;
mod placed;
mod same_words;
mod shown;

use super::page::{Pages, PartOf};
use crate::base::diagnostic::Complaints;
use crate::content::booklet::{Booklet, Section};
use crate::design::Design;
pub use account::Account;
use compare::Comparison;
use placed::Placed;

/// What stands in a booklet's files and is not printed, by rule; `docs/words.md` says the same.
pub const LEFT_OUT: [&str; 8] = [
    "remarks: what stands after `#` in the YAML",
    "texts in other languages than the booklet's",
    "sections of `fill` for which no page was left",
    "the subtitle where the cover has a `line` of its own",
    "people, figures and pictures that nothing shows, each told by a warning",
    "columns of a CSV that are no names",
    "the `short` of people, which stands in running heads at most",
    "the `alt` of pictures, which is spoken and not printed",
];

/// What stands on the pages more often than in the files, by rule; `docs/words.md` says the same.
pub const COPIES: [&str; 5] = [
    "running heads and page numbers",
    "the contents: names, titles and headings",
    "pull quotes, which stand in the statement",
    "the sentences and names under figures, which stand in the statement",
    "bifolio's own words: dates, the imprint, labels of charts",
];

/// Holds the pages against the booklet.
pub fn hold(
    booklet: &Booklet,
    design: &Design,
    pages: &Pages,
    complaints: &mut Complaints,
) -> Account {
    let placed = Placed::of(pages);
    let mut comparison = Comparison::new(booklet, design, &placed, complaints);
    for (idx, part) in pages.parts.iter().enumerate() {
        if let Some(section) = section(booklet, part.section) {
            let leaves = placed.leaves_of(idx);
            let expected = expected::of(booklet, design, section);
            comparison.part(section, &expected, &leaves);
        }
    }
    let mut n_set = vec![0_usize; booklet.sections.len()];
    for part in &pages.parts {
        if let PartOf::Section(idx) = part.section
            && let Some(n_set) = n_set.get_mut(idx)
        {
            *n_set += 1;
        }
    }
    for (section, n_set) in booklet.sections.iter().zip(n_set) {
        if n_set != 1 {
            comparison.missing_section(section);
        }
    }
    comparison.finish()
}

fn section(booklet: &Booklet, part: PartOf) -> Option<&Section> {
    match part {
        PartOf::Section(idx) => booklet.sections.get(idx),
        PartOf::Fill(idx) => booklet.fill.get(idx),
    }
}
