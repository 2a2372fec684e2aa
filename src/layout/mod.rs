//! Blocks to pages.
//!
//! Takes a booklet and its design, gives [`Pages`]: fit, set every block, make up, furnish.

pub mod blocks;
pub mod compositor;
pub mod fit;
pub mod furniture;
pub mod galley;
pub mod grid;
pub mod make_up;
pub mod page;
pub mod pictures;
pub mod running_text;
pub mod section;

use crate::base::diagnostic::Complaints;
use crate::content::booklet::Booklet;
use crate::design::Design;
use compositor::Compositor;
use fit::Fit;
use page::{About, Pages};

/// Typesets a booklet. The fit that was chosen comes with the pages, to be told.
pub fn typeset(booklet: &Booklet, design: &Design, complaints: &mut Complaints) -> (Pages, Fit) {
    let mut compositor = Compositor::new(booklet, design, complaints);
    let fit = fit::choose(&mut compositor);
    compositor.grid = fit.grid(design);
    let galleys = blocks::set(&mut compositor);
    let drafts = make_up::make_up(&mut compositor, galleys);
    let (pages, outline) = furniture::furnish(&mut compositor, drafts);
    let pages = Pages {
        pages,
        tags: compositor.tags,
        outline,
        pictures: compositor.pictures,
        about: about(booklet),
        accent: design.theme.accent.value,
    };
    (pages, fit)
}

fn about(booklet: &Booklet) -> About {
    let language = booklet.language.value;
    let words = |text: &crate::content::text::Text| {
        text.in_language(language)
            .map(|words| words.text.trim().to_owned())
            .unwrap_or_default()
    };
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
        title: words(&booklet.title),
        authors,
        description: booklet.subtitle.as_ref().map(words).unwrap_or_default(),
        language,
        direction: language.direction(),
        date: (booklet.date.year, booklet.date.month, booklet.date.day),
    }
}
