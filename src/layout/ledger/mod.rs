//! The ledger: holds the finished pages against the booklet, before anything is written.
//!
//! Takes the [`Booklet`] and its [`Pages`]; every word of every text that is meant for print must stand on
//! the pages, in order, as often as it should and no oftener, and so must every picture, link, note, figure,
//! name and title. What is missing, doubled or out of order is an error with the line of YAML and the page.
//! It walks the booklet itself and reads the display list only, so that it shares no mistake with the blocks.
//!
//! Left out by rule are [`LEFT_OUT`]; copies by rule, which it does not ask for, are [`COPIES`].

mod compare;
mod expected;
mod placed;

use super::page::{Pages, PartOf};
use crate::base::diagnostic::Complaints;
use crate::content::booklet::{Block, Booklet, Section};
use crate::design::Design;
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

/// What the ledger found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// How many words of the booklet are meant for print.
    pub n_words: usize,
    /// How many of them stand on the pages.
    pub n_placed: usize,
    /// How many pictures are meant to be shown; each is, or there is an error.
    pub n_pictures: usize,
}

impl Account {
    /// The account in a sentence, for whoever asks.
    pub fn explanation(&self) -> String {
        let pictures = match self.n_pictures {
            0 => String::new(),
            1 => ", one picture".to_owned(),
            n => format!(", {n} pictures"),
        };
        format!(
            "{} words in, {} on the pages{pictures}",
            grouped(self.n_words),
            grouped(self.n_placed)
        )
    }
}

/// A number with commas between its thousands, for an English sentence.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

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
    for (idx, section) in booklet.sections.iter().enumerate() {
        let n_set = pages
            .parts
            .iter()
            .filter(|part| part.section == PartOf::Section(idx));
        if n_set.count() != 1 {
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

/// Whether the order of its words on the page is the order they are read in: figures stand in a table of
/// their own order.
fn has_own_order(block: &Block) -> bool {
    matches!(
        block,
        Block::FigureNumbers(_)
            | Block::FigureTable(_)
            | Block::FigureBars(_)
            | Block::FigureDots(_)
    )
}
