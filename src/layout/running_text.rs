//! Running text to pieces: paragraphs, and those that begin with a drop cap.
//!
//! One piece a line, so that a page may end after it unless that leaves a widow, an orphan or a
//! heading alone. Everything stands on the baseline grid.

use super::compositor::Compositor;
use super::galley::{Break, Piece, SetParagraph};
use super::line_warning::warning;
use super::marks::line_items;
use super::page::TagId;
use super::voices::Voices;
use crate::base::geometry::Point;
use crate::base::units::{Em, Pt};
use crate::content::prose::Prose;
use crate::content::said::Said;
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::inline;
use crate::inline::line::Line;
use crate::inline::setting::Setting;

/// The lines a drop cap takes.
const DROP_CAP_LINES: usize = 3;

/// Between a drop cap and the text beside it, in ems of the text.
const DROP_CAP_GAP: f64 = 0.25;

/// A measure of fewer characters is set ragged (TYPOGRAPHY): justified it would gape.
const FEWEST_JUSTIFIED: f64 = 30.0;

/// The width of a character of running text, in ems, on average.
const CHARACTER_WIDTH: f64 = 0.45;

/// A paragraph is set with a line more or less only if no word space becomes wider than this, as a
/// multiple of the natural one.
const LOOSEST_RESET: f64 = 1.4;

/// How a paragraph of literal text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Flush, as the first one.
    Flush,
    /// Indented.
    Indented,
    /// With a letter of three lines.
    DropCap,
}

/// How a text is set on a measure: justified where it can be.
pub fn setting(style: StyleName, size: Pt, measure: Pt) -> Setting {
    let setting = if can_be_justified(size, measure) {
        Setting::JUSTIFIED
    } else {
        Setting::RAGGED
    };
    match style {
        StyleName::Body => setting.of_statement(),
        _ => setting,
    }
}

/// Whether a measure is long enough for the words of a size to be spread over it.
pub fn can_be_justified(size: Pt, measure: Pt) -> bool {
    measure.ratio(size) / CHARACTER_WIDTH >= FEWEST_JUSTIFIED
}

/// What stands beside the first lines of a text, at their end, such as a portrait.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Beside {
    /// How many lines run around it.
    pub n_lines: usize,
    /// How much of the measure it takes.
    pub room: Pt,
}

impl Beside {
    /// What is left of it after some lines.
    #[must_use]
    pub fn after(self, n_lines: usize) -> Self {
        Self {
            n_lines: self.n_lines.saturating_sub(n_lines),
            ..self
        }
    }

    /// How a paragraph of a size is narrowed by it.
    pub fn narrowing(self, size: Pt) -> (usize, Em) {
        (self.n_lines, Em(self.room.ratio(size)))
    }
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// The style of its paragraphs.
    pub style: StyleName,
    /// The length of its lines.
    pub measure: Pt,
    /// Whether it begins with a letter of three lines.
    pub drop_cap: bool,
    /// What stands beside its first lines.
    pub beside: Beside,
}

/// A paragraph of literal text.
pub fn literal(
    compositor: &mut Compositor<'_>,
    passage: &Passage,
    tag: TagId,
    opening: Opening,
    beside: Beside,
) -> Vec<Piece> {
    let measure = compositor.grid.measure;
    let indent = match opening {
        Opening::Indented => compositor.design.theme.indent(),
        Opening::Flush | Opening::DropCap => Em(0.0),
    };
    let manner = Manner {
        style: StyleName::Body,
        measure,
        drop_cap: opening == Opening::DropCap,
        beside,
    };
    if manner.drop_cap
        && let Some(pieces) = with_drop_cap(compositor, passage, None, tag, manner)
    {
        return pieces;
    }
    let mut paragraph = compositor
        .paragraph(passage, StyleName::Body)
        .indented(indent);
    paragraph.narrowed = beside.narrowing(compositor.grid.size);
    let size = compositor.grid.size;
    let how = setting(StyleName::Body, size, measure);
    let lines = compositor.set(&paragraph, size, measure, &how);
    let voices = Voices::one(tag);
    let mut pieces = pieces(compositor, lines, &voices, passage, Pt::ZERO);
    let n_lines = pieces.len();
    if n_lines > 1 && beside.n_lines == 0 {
        pieces[0].paragraph = Some(Box::new(SetParagraph {
            paragraph,
            passage: passage.clone(),
            voices,
            size,
            how,
            measure,
            start: Pt::ZERO,
            label: Vec::new(),
            n_lines,
            looseness: 0,
        }));
    }
    pieces
}

/// Sets a paragraph again with a line more or less; `None` if that cannot be done well.
pub fn set_again(
    compositor: &mut Compositor<'_>,
    set: &SetParagraph,
    looseness: i32,
) -> Option<Vec<Piece>> {
    let how = Setting {
        looseness,
        ..set.how
    };
    let lines = compositor.set(&set.paragraph, set.size, set.measure, &how);
    let is_wanted = lines.len() == set.n_lines.saturating_add_signed(looseness as isize);
    let is_good = |line: &Line| line.overfull <= Pt::ZERO && line.space_ratio <= LOOSEST_RESET;
    let is_even = lines.len() > 1 && lines.iter().all(is_good);
    if !is_wanted || !is_even || !inline::ends_well(&lines, set.measure, &how) {
        return None;
    }
    let mut pieces = pieces(compositor, lines, &set.voices, &set.passage, set.start);
    pieces[0].items.splice(0..0, set.label.iter().cloned());
    Some(pieces)
}

/// One piece a line.
pub(super) fn pieces(
    compositor: &Compositor<'_>,
    lines: Vec<Line>,
    voices: &Voices,
    passage: &Passage,
    start: Pt,
) -> Vec<Piece> {
    let step = compositor.grid.step;
    let n_lines = lines.len();
    let piece = |(idx, line): (usize, Line)| {
        let at = passage.span_of(line.text.start, line.text.end);
        let warning = warning(&line, &passage.text, at);
        Piece {
            height: step,
            refers_to: voices.notes_of(&line),
            items: voices.items(line, Point { x: start, y: step }, Some(passage.at)),
            break_after: break_after_line(idx, n_lines),
            warning,
            ..Piece::default()
        }
    };
    lines.into_iter().enumerate().map(piece).collect()
}

/// Whether a page may end after a line: not after a paragraph's first (an orphan), nor before its
/// last (a widow).
pub fn break_after_line(idx: usize, n_lines: usize) -> Break {
    let is_orphan = idx == 0 && n_lines > 1;
    let leaves_widow = idx + 2 == n_lines;
    if is_orphan || leaves_widow {
        Break::Forbidden
    } else {
        Break::Allowed
    }
}

/// A paragraph that begins with a letter of three lines; `None` if it does not begin with a letter
/// or is too short to stand beside one. Prose comes with its stretches, a literal text without.
pub(super) fn with_drop_cap(
    compositor: &mut Compositor<'_>,
    passage: &Passage,
    prose: Option<&Prose>,
    tag: TagId,
    manner: Manner,
) -> Option<Vec<Piece>> {
    let first = passage
        .text
        .chars()
        .next()
        .filter(|letter| letter.is_alphabetic())?;
    // A letter that leads somewhere or is of another language stays with its word.
    let is_said_apart = prose.is_some_and(|prose| {
        let first = prose.stretches.first().map(|(_, said)| said);
        first.is_some_and(|said| said.link.is_some() || said.language.is_some())
    });
    if is_said_apart {
        return None;
    }
    let step = compositor.grid.step;
    let Manner { style, measure, .. } = manner;
    let size = match prose {
        None => compositor.grid.size,
        Some(_) => compositor.size(style),
    };
    let cap_style = compositor.design.style(StyleName::DropCap);
    let metrics = compositor.design.fonts.face(cap_style.face).metrics;
    let text_style = compositor.design.style(style);
    let text_metrics = compositor.design.fonts.face(text_style.face).metrics;
    // From the top of the capitals of the first line to the third baseline.
    let height = step * (DROP_CAP_LINES as f64 - 1.0) + text_metrics.cap_height.at(size);
    let cap_size = Pt(height.0 / metrics.cap_height.0);
    let mut cap = compositor.line_at(&first.to_string(), StyleName::DropCap, cap_size);
    let room = cap.width + size * DROP_CAP_GAP;

    let rest = passage.part(first.len_utf8(), passage.text.len());
    let (mut paragraph, ways) = match prose {
        None => (compositor.paragraph(&rest, style), vec![Said::default()]),
        Some(prose) => {
            let prose = prose.without_first(first.len_utf8());
            compositor.prose(&prose, style)
        }
    };
    paragraph.hang = (DROP_CAP_LINES, Em(room.ratio(size)));
    paragraph.narrowed = manner.beside.narrowing(size);
    let how = setting(style, size, measure);
    let lines = compositor.set(&paragraph, size, measure, &how);
    if lines.len() < DROP_CAP_LINES {
        return None;
    }
    cap.text = 0..first.len_utf8();
    let voices = Voices::of(&mut compositor.tags, ways, tag);
    let mut pieces = pieces(compositor, lines, &voices, &rest, Pt::ZERO);
    for piece in &mut pieces[..DROP_CAP_LINES - 1] {
        piece.break_after = Break::Forbidden;
    }
    let origin = Point::at_start(step * DROP_CAP_LINES as f64);
    let first_tag = voices.first().unwrap_or(tag);
    let cap = line_items(cap, origin, first_tag, Some(passage.at));
    pieces[0].items.splice(0..0, cap);
    Some(pieces)
}
