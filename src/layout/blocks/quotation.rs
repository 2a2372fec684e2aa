//! Somebody's words on a page of their own, at a third of its height.

use crate::base::units::Pt;
use crate::content::booklet::Quotation;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::layout::compositor::Compositor;
use crate::layout::galley::{Break, Galley, Piece};
use crate::layout::page::{Role, TagTree};
use crate::layout::running_text;
use crate::layout::titles::{self, Room};

/// Sets a quotation.
pub(super) fn set(compositor: &mut Compositor<'_>, quotation: &Quotation) -> Galley {
    let style = compositor.design.theme.quotation.clone();
    let section = compositor.tags.add(TagTree::ROOT, Role::Section);
    let quote = compositor.tags.add(section, Role::BlockQuote);
    let measure = style.measure.0.min(compositor.grid.measure);
    let leading = compositor.leading(StyleName::Quotation);
    // One piece a line, so that long words go on over pages.
    let mut pieces = Vec::new();
    if let Some(words) = compositor.words(&quotation.text) {
        for passage in words.paragraphs() {
            let tag = compositor.tags.add(quote, Role::Paragraph);
            let lines = compositor.lines(&passage, StyleName::Quotation, measure);
            let n_lines = lines.len();
            for (idx, line) in lines.into_iter().enumerate() {
                let break_after = running_text::break_after_line(idx, n_lines);
                let piece = Piece::of_line(line, leading, tag, passage.at);
                pieces.push(Piece {
                    break_after,
                    ..piece
                });
            }
        }
    }
    if let Some(last) = pieces.last_mut() {
        last.break_after = Break::Forbidden;
    }
    let mut above = compositor.grid.step * 0.5;
    for words in sources(compositor, quotation) {
        let tag = compositor.tags.add(section, Role::Paragraph);
        let step = compositor.grid.step;
        let room = Room::of(measure);
        let (lines, _) = titles::set(compositor, &words, StyleName::QuotationSource, room);
        for line in lines {
            let mut piece = Piece::of_line(line, above + step, tag, words.at);
            piece.break_after = Break::Forbidden;
            pieces.push(piece);
            above = Pt::ZERO;
        }
    }
    let sink = compositor.grid.baseline(style.first_line.0) - leading;
    if let Some(first) = pieces.first_mut() {
        *first = std::mem::take(first).sunk(sink);
    }
    Galley::of(pieces)
}

/// Who said it, and where it is from.
fn sources(compositor: &Compositor<'_>, quotation: &Quotation) -> Vec<Passage> {
    let language = compositor.tongue.language;
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
