//! Titles, names and headings: no word of them is ever broken.
//!
//! Where a word is wider than its place the whole text is set smaller, all texts of a list alike; where
//! the smallest size does not help it may take more room; where that does not help it is an error.

use super::compositor::Compositor;
use super::grid::Grid;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::base::units::{Em, Pt};
use crate::content::text::Passage;
use crate::design::theme::{FurnitureYaml, StyleName};
use crate::inline::line::Line;
use crate::inline::paragraph::Paragraph;
use crate::inline::setting::Setting;

/// The sizes a title on a cover is tried at, as multiples of the style's.
pub const COVER_SCALES: [f64; 5] = [1.0, 0.8, 0.64, 0.5, 0.4];

/// The sizes all others are tried at.
const SCALES: [f64; 7] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7];

/// What a title on a cover is tried at besides where it takes all the room there is.
const WIDE_COVER_SCALES: [f64; 3] = [0.4, 0.35, 0.3];

/// Nothing is set smaller than this to make it fit: it could not be read.
const LEAST_SIZE: Pt = Pt(6.5);

/// No character of a text face is wider than this, in ems: what is short enough by it need not be
/// measured.
const WIDEST_CHARACTER: f64 = 1.2;

/// The room a title has.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The length of its lines.
    pub measure: Pt,
    /// How far the lines after its first stand in.
    pub turn_over: Pt,
    /// The length its lines may take where the smallest size does not fit.
    pub widest: Pt,
}

impl Room {
    /// A measure and no more.
    pub fn of(measure: Pt) -> Self {
        Self {
            measure,
            turn_over: Pt::ZERO,
            widest: measure,
        }
    }

    /// The measure of a page that has nothing in its margins, and what may be taken of them.
    pub fn of_bare_page(grid: &Grid) -> Self {
        Self {
            widest: grid.widest_measure(),
            ..Self::of(grid.measure)
        }
    }

    /// The measure of a page, and what may be taken of its margins, unless folios stand there.
    pub fn of_page(compositor: &Compositor<'_>) -> Self {
        match compositor.design.theme.page.furniture {
            FurnitureYaml::Side => Self::of(compositor.grid.measure),
            FurnitureYaml::Head => Self::of_bare_page(&compositor.grid),
        }
    }
}

/// How titles of one rank are set, so that every word of them fits.
#[derive(Debug, Clone, Copy)]
pub struct Rank {
    /// Their style.
    pub style: StyleName,
    /// Their size as a multiple of the style's.
    pub scale: f64,
    /// The length of their lines.
    pub measure: Pt,
}

impl Rank {
    /// The size of their type.
    pub fn size(self, compositor: &Compositor<'_>) -> Pt {
        compositor.size(self.style) * self.scale
    }

    /// From baseline to baseline.
    pub fn leading(self, compositor: &Compositor<'_>) -> Pt {
        compositor.leading(self.style) * self.scale
    }

    /// Sets one of them.
    pub fn lines(self, compositor: &mut Compositor<'_>, words: &Passage) -> Vec<Line> {
        let size = self.size(compositor);
        compositor.lines_at(words, self.style, (size, self.measure), &Setting::UNBROKEN)
    }
}

/// Sets a title in a style: its lines, and how far they stand apart.
pub fn set(
    compositor: &mut Compositor<'_>,
    words: &Passage,
    style: StyleName,
    room: Room,
) -> (Vec<Line>, Pt) {
    let rank = rank(compositor, [words], style, room);
    (rank.lines(compositor, words), rank.leading(compositor))
}

/// Finds the size and measure at which every word of some titles fits, and complains of one that never
/// does.
pub fn rank<'t>(
    compositor: &mut Compositor<'_>,
    titles: impl IntoIterator<Item = &'t Passage>,
    style: StyleName,
    room: Room,
) -> Rank {
    Needed::by(compositor, titles, style, room).rank(compositor, style, room)
}

/// The same, if there is one.
pub fn rank_that_fits<'t>(
    compositor: &mut Compositor<'_>,
    titles: impl IntoIterator<Item = &'t Passage>,
    style: StyleName,
    room: Room,
) -> Option<Rank> {
    let needed = Needed::by(compositor, titles, style, room);
    needed.step(compositor, style, room).ok()
}

/// The same for a heading that has emphasis.
pub fn rank_of_paragraph(
    compositor: &mut Compositor<'_>,
    paragraph: &Paragraph,
    words: &Passage,
    style: StyleName,
    room: Room,
) -> Rank {
    let mut needed = Needed::default();
    let measure = room.measure.ratio(compositor.size(style));
    needed.add(compositor, paragraph, words, measure);
    needed.rank(compositor, style, room)
}

/// The widest word of some titles.
#[derive(Default)]
struct Needed {
    width: Em,
    word: Option<Passage>,
}

impl Needed {
    /// The widest word of some titles in a style.
    fn by<'t>(
        compositor: &mut Compositor<'_>,
        titles: impl IntoIterator<Item = &'t Passage>,
        style: StyleName,
        room: Room,
    ) -> Self {
        let mut needed = Self::default();
        let size = compositor.size(style);
        for title in titles {
            let most = title.text.chars().count() as f64 * WIDEST_CHARACTER;
            if !room.measure.fits(Em(most).at(size)) {
                let paragraph = compositor.paragraph(title, style);
                needed.add(compositor, &paragraph, title, room.measure.ratio(size));
            }
        }
        needed
    }

    /// Looks at a title. One that stands on one line asks for nothing.
    fn add(
        &mut self,
        compositor: &mut Compositor<'_>,
        paragraph: &Paragraph,
        words: &Passage,
        measure: f64,
    ) {
        let prepared = compositor.prepare(paragraph);
        if prepared.width().0 <= measure {
            return;
        }
        let (width, range) = prepared.widest_word();
        if width > self.width {
            self.width = width;
            self.word = Some(words.part(range.start, range.end));
        }
    }

    /// The first step at which it fits, or the last of all.
    fn step(
        &self,
        compositor: &Compositor<'_>,
        style: StyleName,
        room: Room,
    ) -> Result<Rank, Rank> {
        let size = compositor.size(style);
        let (scales, wide_scales): (&[f64], &[f64]) = match style {
            StyleName::CoverTitle => (&COVER_SCALES, &WIDE_COVER_SCALES),
            _ => (&SCALES, &SCALES[SCALES.len() - 1..]),
        };
        let readable = |scale: &&f64| **scale >= 1.0 || size * **scale >= LEAST_SIZE;
        let rank_in = |measure| {
            move |scale: &f64| Rank {
                style,
                scale: *scale,
                measure,
            }
        };
        let narrow = scales.iter().filter(readable).map(rank_in(room.measure));
        let wide = wide_scales.iter().filter(readable);
        let mut last = rank_in(room.measure)(&1.0);
        for rank in narrow.chain(wide.map(rank_in(room.widest))) {
            last = rank;
            if (rank.measure - room.turn_over).fits(self.width.at(size * rank.scale)) {
                return Ok(rank);
            }
        }
        Err(last)
    }

    fn rank(self, compositor: &mut Compositor<'_>, style: StyleName, room: Room) -> Rank {
        match (self.step(compositor, style, room), self.word) {
            (Err(last), Some(word)) => {
                complain(compositor, &word, last);
                last
            }
            (Ok(rank) | Err(rank), _) => rank,
        }
    }
}

/// Complains of a word that does not fit its place at the smallest size; once, where it is written.
fn complain(compositor: &mut Compositor<'_>, word: &Passage, rank: Rank) {
    let is_known = compositor
        .complaints
        .has_code_within(Code::Overset, word.at);
    if is_known {
        return;
    }
    let words = word.text.trim();
    let place = place(rank.style);
    let size = rank.size(compositor).0.round();
    let message = format!("`{words}` does not fit {place}, even at {size} pt");
    let help = "words of titles and names are never broken: shorten it, or write it as two words or with a hyphen";
    compositor
        .complaints
        .push(Diagnostic::new(Code::Overset, Some(word.at), message).help(help));
}

/// What a style is used for, in the words of an editor.
fn place(style: StyleName) -> &'static str {
    match style {
        StyleName::CoverTitle => "the cover",
        StyleName::HalfTitle | StyleName::Entry | StyleName::EntryNote => "the contents",
        StyleName::RunningHead => "the running head",
        StyleName::Name | StyleName::Titles => "the line of a name",
        StyleName::ListedName | StyleName::NameGroup => "the list of names",
        StyleName::QuotationSource => "the line under a quotation",
        _ => "the heading",
    }
}
