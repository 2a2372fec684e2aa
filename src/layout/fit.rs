//! The fit: one size, leading, measure and first line for all statements, so that each page is
//! filled as the theme likes it.
//!
//! Takes the widths of the statements on one line and the theme's ranges, weighs every combination
//! by an estimate of its lines, and gives the best. Only where a statement is estimated to end close
//! to the foot of a page is it broken into lines, to see whether it does.

use super::compositor::Compositor;
use super::grid::Grid;
use super::running_text::Beside;
use crate::base::geometry::Size;
use crate::base::language::Direction;
use crate::base::units::{Em, Pt};
use crate::content::booklet::{Section, Statement};
use crate::content::text::Passage;
use crate::design::Design;
use crate::design::theme::{FitRanges, StyleName};
use crate::inline::paragraph::Paragraph;
use crate::inline::setting::Setting;

/// Sizes are tried in steps of half a point.
const HALF_POINT: f64 = 0.5;

/// The part of the measure that words fill on average before justification.
const FILLED: f64 = 0.985;

/// An estimate that comes as near to the foot of a page, in lines, is verified.
const UNSURE: usize = 2;

/// The line lengths that read well, in characters (Bringhurst, 2.1.2: 45 to 75).
const FEWEST_CHARACTERS: f64 = 50.0;
const MOST_CHARACTERS: f64 = 72.0;

/// What leaving the preferred value costs: a point of size, a line of sink, a character too many or
/// few, the second measure, a page more, a last page nearly empty. Tried on texts of 20 to 2,000
/// words.
const POINT_COST: f64 = 4.0;
const SINK_COST: f64 = 0.7;
const CHARACTER_COST: f64 = 0.5;
const MEASURE_COST: f64 = 1.5;
const PAGE_COST: f64 = 9.0;
const NEARLY_EMPTY_COST: f64 = 4.0;

/// A last page with less than this part of its lines is nearly empty.
const NEARLY_EMPTY: f64 = 0.2;

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The size of the text.
    pub size: Pt,
    /// From baseline to baseline.
    pub step: Pt,
    /// The length of a line: a whole number of steps.
    pub measure: Pt,
    /// The line the text of a statement begins on.
    pub first_line: usize,
    /// How many lines a page has.
    pub n_lines: usize,
    /// The direction the booklet is leafed in.
    pub direction: Direction,
}

impl Fit {
    /// The grid of the pages.
    pub fn grid(&self, design: &Design) -> Grid {
        let page = &design.theme.page;
        Grid {
            trim: Size {
                width: page.width.0,
                height: page.height.0,
            },
            inner: page.inner.0,
            head: page.head.0,
            measure: self.measure,
            step: self.step,
            n_lines: self.n_lines,
            size: self.size,
            first_line: self.first_line,
            direction: self.direction,
        }
    }

    /// The fit in a sentence, for whoever asks.
    pub fn explanation(&self) -> String {
        format!(
            "statements {}/{} on {} steps ({:.0} mm), from line {} of {}",
            self.size.0,
            self.step.0,
            self.measure.ratio(self.step).round(),
            self.measure.to_mm(),
            self.first_line,
            self.n_lines,
        )
    }
}

/// What the fit knows of a statement.
struct Extent {
    /// Its paragraphs, and the width of each on one line.
    paragraphs: Vec<(Paragraph, Em)>,
    n_characters: usize,
    has_portrait: bool,
}

/// The theme's preferred values.
pub fn preferred(design: &Design) -> Fit {
    let ranges = &design.theme.fit;
    let measure = ranges
        .measures
        .first()
        .map_or(Pt::from_mm(124.0), |measure| measure.0);
    candidate(
        design,
        ranges.preferred.0,
        measure,
        ranges.preferred_line.0 as usize,
    )
}

/// Chooses the fit of a booklet.
pub fn choose(compositor: &mut Compositor<'_>) -> Fit {
    let booklet = compositor.booklet;
    let extent = |section: &Section| {
        let statement = section.block.statement()?;
        Some(compositor.in_tongue_of(section, |compositor| extent(compositor, statement)))
    };
    let extents: Vec<_> = booklet.sections.iter().filter_map(extent).collect();
    let design = compositor.design;
    if extents.is_empty() {
        return preferred(design);
    }
    let character = character_width(&extents);
    let costs = candidates(design)
        .into_iter()
        .map(|fit| (cost(design, &fit, &extents, character), fit));
    let mut ranked: Vec<_> = costs.collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    let holds = |(_, fit): &(f64, Fit)| {
        let mut unsure = extents
            .iter()
            .filter(|extent| is_unsure(design, fit, extent));
        unsure.all(|extent| {
            estimated_lines(design, fit, extent) >= exact_lines(compositor, fit, extent)
        })
    };
    let best = ranked[0].1;
    ranked.into_iter().find(holds).map_or(best, |(_, fit)| fit)
}

/// Whether a statement may end on another page than estimated.
fn is_unsure(design: &Design, fit: &Fit, extent: &Extent) -> bool {
    let below = (estimated_lines(design, fit, extent) + fit.first_line - 1) % fit.n_lines;
    below == 0 || below + UNSURE > fit.n_lines
}

fn exact_lines(compositor: &mut Compositor<'_>, fit: &Fit, extent: &Extent) -> usize {
    let mut beside = beside(compositor.design, fit, extent);
    let lines = extent.paragraphs.iter().map(|(paragraph, _)| {
        let mut paragraph = paragraph.clone();
        paragraph.narrowed = beside.narrowing(fit.size);
        let how = Setting::JUSTIFIED.of_statement();
        let lines = compositor.set(&paragraph, fit.size, fit.measure, &how);
        beside = beside.after(lines.len());
        lines.len()
    });
    lines.sum()
}

/// What of a portrait stands beside the text, as far as that is known before its caption is set.
fn beside(design: &Design, fit: &Fit, extent: &Extent) -> Beside {
    let (page, style) = (&design.theme.page, &design.theme.pictures);
    let width = style.portrait_width.0;
    let is_in_margin = fit.grid(design).has_outer_room(page.furniture_gap.0, width);
    if !extent.has_portrait || is_in_margin {
        return Beside::default();
    }
    let bottom = style.portrait_line.0 + 1.0 + (width * 4.0 / 3.0).ratio(fit.step);
    Beside {
        n_lines: (bottom - fit.first_line as f64 + 1.0).ceil().max(0.0) as usize,
        room: width + fit.step,
    }
}

fn estimated_lines(design: &Design, fit: &Fit, extent: &Extent) -> usize {
    let beside = beside(design, fit, extent);
    let taken = beside.n_lines as f64 * beside.room.ratio(fit.measure);
    let measure = fit.measure.ratio(fit.size) * FILLED;
    let widths = extent
        .paragraphs
        .iter()
        .map(|(paragraph, width)| width.0 + paragraph.indent.0);
    let lines: usize = widths
        .map(|width| (width / measure).ceil().max(1.0) as usize)
        .sum();
    lines + taken.ceil() as usize
}

fn extent(compositor: &mut Compositor<'_>, statement: &Statement) -> Extent {
    let paragraphs: Vec<_> = if let Some(marked) = &statement.marked {
        let said = marked.all().filter(|prose| !prose.text.is_empty());
        said.map(|prose| compositor.prose(prose, StyleName::Body).0)
            .collect()
    } else {
        let words = compositor.words(&statement.text);
        let passages = words.map(Passage::paragraphs).unwrap_or_default();
        let paragraph = |passage| compositor.paragraph(passage, StyleName::Body);
        passages.iter().map(paragraph).collect()
    };
    let n_characters = paragraphs.iter().map(|it| it.text.chars().count()).sum();
    let has_portrait = compositor.booklet.people[statement.by.0].portrait.is_some();
    let paragraphs = paragraphs.into_iter().enumerate().map(|(idx, paragraph)| {
        let indent = if idx > 0 {
            compositor.design.theme.indent()
        } else {
            Em(0.0)
        };
        let paragraph = paragraph.indented(indent);
        let width = compositor.natural_width(&paragraph);
        (paragraph, width)
    });
    Extent {
        paragraphs: paragraphs.collect(),
        n_characters,
        has_portrait,
    }
}

fn candidates(design: &Design) -> Vec<Fit> {
    let ranges: &FitRanges = &design.theme.fit;
    let (smallest, largest) = (ranges.smallest.0.0, ranges.largest.0.0);
    let n_sizes = ((largest - smallest) / HALF_POINT).floor().max(0.0) as usize + 1;
    let first_lines = ranges.earliest_line.0 as usize..=ranges.latest_line.0 as usize;
    let mut candidates = Vec::new();
    for size_idx in 0..n_sizes {
        let size = Pt(smallest + HALF_POINT * size_idx as f64);
        for measure in &ranges.measures {
            for first_line in first_lines.clone() {
                candidates.push(candidate(design, size, measure.0, first_line));
            }
        }
    }
    candidates
}

fn candidate(design: &Design, size: Pt, measure: Pt, first_line: usize) -> Fit {
    let page = &design.theme.page;
    let step = design.theme.fit.step(size);
    let available = page.height.0 - page.head.0 - page.foot.0;
    Fit {
        size,
        step,
        measure: step * measure.ratio(step).round(),
        first_line,
        n_lines: available.ratio(step).floor().max(1.0) as usize,
        direction: design.direction,
    }
}

/// The width of a character of all statements, in ems, on average.
fn character_width(extents: &[Extent]) -> f64 {
    let widths = extents
        .iter()
        .flat_map(|it| &it.paragraphs)
        .map(|(_, width)| width.0);
    let total: f64 = widths.sum();
    let n_characters: usize = extents.iter().map(|it| it.n_characters).sum();
    total / n_characters.max(1) as f64
}

fn cost(design: &Design, fit: &Fit, extents: &[Extent], character: f64) -> f64 {
    let ranges = &design.theme.fit;
    let per_line = fit.measure.ratio(fit.size) / character.max(0.1);
    let off = (FEWEST_CHARACTERS - per_line)
        .max(per_line - MOST_CHARACTERS)
        .max(0.0);

    let nominal = |measure: &Pt| (measure.0 - fit.measure.0).abs();
    let measures = ranges.measures.iter().map(|measure| measure.0).enumerate();
    let measure_idx = measures.min_by(|a, b| nominal(&a.1).total_cmp(&nominal(&b.1)));

    let pages: f64 = extents
        .iter()
        .map(|extent| page_cost(design, fit, extent))
        .sum();
    POINT_COST * (fit.size - ranges.preferred.0).abs().0
        + SINK_COST * (fit.first_line as f64 - ranges.preferred_line.0).abs()
        + CHARACTER_COST * off
        + MEASURE_COST * measure_idx.map_or(0, |(idx, _)| idx) as f64
        + pages / extents.len() as f64
}

/// What the pages of one statement cost: each beyond the first, and a last one nearly empty.
fn page_cost(design: &Design, fit: &Fit, extent: &Extent) -> f64 {
    let n_lines = estimated_lines(design, fit, extent);
    let on_first = (fit.n_lines + 1).saturating_sub(fit.first_line);
    if n_lines <= on_first {
        return 0.0;
    }
    let rest = n_lines - on_first;
    let n_more = rest.div_ceil(fit.n_lines);
    let on_last = rest - (n_more - 1) * fit.n_lines;
    let emptiness = 1.0 - on_last as f64 / (NEARLY_EMPTY * fit.n_lines as f64);
    PAGE_COST * n_more as f64 + NEARLY_EMPTY_COST * emptiness.max(0.0)
}
