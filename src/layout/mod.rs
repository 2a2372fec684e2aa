//! Blocks to pages.
//!
//! Takes a booklet and its design, gives [`Pages`]: fit, set every block, make up, furnish.

pub mod blocks;
mod characters;
pub mod compositor;
pub mod cut;
pub mod figure_parts;
pub mod figure_source;
pub mod fit;
pub mod furniture;
pub mod galley;
pub mod grid;
pub mod ledger;
mod line_warning;
pub mod make_up;
pub mod marks;
pub mod moments;
pub mod notes;
pub mod page;
pub mod pictures;
pub mod prose;
pub mod running_text;
pub mod section;
pub mod stack;
pub mod tables;
pub mod titles;
pub mod voices;

use crate::base::diagnostic::Complaints;
use crate::content::booklet::Booklet;
use crate::design::Design;
use compositor::Compositor;
use fit::Fit;
use ledger::Account;
use page::{About, Pages};

/// What was decided while a booklet was set, for whoever asks.
#[derive(Debug, Clone, Copy)]
pub struct Decisions {
    /// The fit.
    pub fit: Fit,
    /// The pages.
    pub n_pages: usize,
    /// How many of them fill up the last leaf.
    pub n_filled: usize,
    /// How many paragraphs have a line more or less than is best for them, so that pages end level.
    pub n_reset: usize,
    /// What of the booklet stands on the pages.
    pub account: Account,
}

impl Decisions {
    /// The decisions in a sentence.
    pub fn explanation(&self) -> String {
        let filled = match self.n_filled {
            0 => "nothing filled".to_owned(),
            1 => "one page filled".to_owned(),
            n => format!("{n} pages filled"),
        };
        let reset = match self.n_reset {
            0 => String::new(),
            1 => "; one paragraph set a line longer or shorter".to_owned(),
            n => format!("; {n} paragraphs set a line longer or shorter"),
        };
        let (fit, n_pages) = (self.fit.explanation(), self.n_pages);
        let account = self.account.explanation();
        format!("{fit}; {n_pages} pages, {filled}{reset}\n{account}")
    }
}

/// Typesets a booklet. What was decided on the way comes with the pages.
pub fn typeset(
    booklet: &Booklet,
    design: &Design,
    complaints: &mut Complaints,
) -> (Pages, Decisions) {
    let grid = fit::preferred(design).grid(design);
    let mut compositor = Compositor::new(booklet, design, grid, complaints);
    let fit = fit::choose(&mut compositor);
    compositor.grid = fit.grid(design);
    let drafts = blocks::set(&mut compositor);
    let mut decisions = Decisions {
        fit,
        n_pages: drafts.pages.len(),
        n_filled: drafts.n_filled,
        n_reset: drafts.n_reset,
        account: Account::default(),
    };
    let (pages, outline) = furniture::furnish(&mut compositor, drafts);
    let pages = voices::tag_languages(pages, &mut compositor.tags);
    compositor.tags.close_heading_gaps();
    let pages = Pages {
        pages,
        tags: compositor.tags,
        parts: compositor.parts,
        outline,
        pictures: compositor.pictures,
        about: about(booklet, design),
        swatches: design.swatches.clone(),
    };
    // What is wrong otherwise explains what is missing.
    if !complaints.has_errors() {
        decisions.account = ledger::hold(booklet, design, &pages, complaints);
    }
    (pages, decisions)
}

fn about(booklet: &Booklet, design: &Design) -> About {
    let language = design.tongue.language;
    let speakers = booklet
        .sections
        .iter()
        .filter_map(|section| Some(section.block.statement()?.by.0));
    let mut authors: Vec<String> = Vec::new();
    for speaker in speakers {
        let name = booklet.people[speaker].full_name(language);
        if !authors.contains(&name) {
            authors.push(name);
        }
    }
    About {
        title: booklet.title.plain(language),
        authors,
        description: booklet
            .subtitle
            .as_ref()
            .map(|it| it.plain(language))
            .unwrap_or_default(),
        language,
        direction: design.direction,
        date: (booklet.date.year, booklet.date.month, booklet.date.day),
    }
}
