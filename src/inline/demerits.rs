//! Demerits: what a line is reproached with by itself, beside its neighbour, and as the last one.
//!
//! They follow Knuth and Plass (1981); where a cost looks at two neighbouring lines, theirs by four fitness
//! classes is replaced by the difference of the lines themselves.

use super::breaks::{Breakpoint, Prepared};
use super::fit_line::LineFit;
use super::places::BreakKind;
use super::setting::{Fill, Setting};
use crate::base::units::Em;

/// Demerits of a line: (constant + factor · ratio²)². Knuth and Plass have 1 and 100.
const LINE_DEMERITS: f64 = 10.0;
const RATIO_DEMERITS: f64 = 200.0;

/// Demerits of glyphs scaled to the full, (factor · part)².
const SCALING_DEMERITS: f64 = 20.0;

/// How much scaling to the full counts beside an adjustment ratio of 1 when neighbouring lines are
/// compared: narrow glyphs under wide ones are seen as a change of colour.
const SCALING_IN_COLOR: f64 = 0.2;

/// Demerits of neighbouring lines that differ by a ratio of 1, (factor · difference)².
const NEIGHBOUR_DEMERITS: f64 = 80.0;

/// Never more hyphens running, unless in the last pass.
pub const LONGEST_LADDER: u8 = 2;

/// Demerits of two hyphens running.
const LADDER_DEMERITS: f64 = 10_000.0;

/// Demerits of a third hyphen running, where nothing else is possible.
const LONG_LADDER_DEMERITS: f64 = 1e7;

/// Demerits of a hyphen or dash before the last line.
const LAST_HYPHEN_DEMERITS: f64 = 6000.0;

/// Demerits of a last line shorter than [`RUNT`] of the measure.
const RUNT_DEMERITS: f64 = 6000.0;

/// A last line should be at least a quarter of the measure.
const RUNT: f64 = 0.25;

/// Demerits of the same word at the same end of neighbouring lines.
const SAME_WORD_DEMERITS: f64 = 3_000.0;

/// Demerits of an overfull line: anything else is better.
const OVERFULL_DEMERITS: f64 = 1e9;

/// A line that could be chosen.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// The line's number in its paragraph, as far as the measure depends on it.
    pub class: u32,
    /// The break it begins at.
    pub from: usize,
    /// The break it ends at.
    pub to: usize,
    /// How it is fitted to the measure.
    pub fit: LineFit,
    /// Its adjustment ratio.
    pub ratio: f64,
    /// How much wider than the measure it is, if no break was found, in ems.
    pub overfull: f64,
}

/// What lines are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Demerits<'s, 'p> {
    /// The paragraph they are lines of.
    pub prepared: &'s Prepared<'p>,
    /// The measure, in ems.
    pub measure: f64,
    /// How the paragraph is to be set.
    pub setting: &'s Setting,
    /// The most glyphs are scaled, up or down.
    pub stretch: f64,
    /// The demerits of a fault of the last line.
    pub fault: f64,
}

impl Demerits<'_, '_> {
    /// How loose a line looks: its adjustment ratio and the scaling of its glyphs.
    pub fn color(&self, line: &Candidate) -> f64 {
        line.ratio + SCALING_IN_COLOR * (line.fit.stretch - 1.0) / self.stretch
    }

    /// The demerits of a line by itself.
    pub fn of_line(&self, line: &Candidate) -> f64 {
        let end = &self.prepared.breaks[line.to];
        let badness = LINE_DEMERITS + RATIO_DEMERITS * line.ratio * line.ratio;
        let scaled = SCALING_DEMERITS * (line.fit.stretch - 1.0) / self.stretch;
        let mut demerits = badness * badness + end.penalty * end.penalty + scaled * scaled;
        if end.kind == BreakKind::End {
            demerits += self.of_last(line.from, line.to);
        }
        if line.overfull > 0.0 {
            demerits += OVERFULL_DEMERITS * (1.0 + line.overfull);
        }
        demerits
    }

    fn of_last(&self, from: usize, to: usize) -> f64 {
        let (start, end) = (&self.prepared.breaks[from], &self.prepared.breaks[to]);
        let filled = (end.end_at - start.start_at) / self.measure;
        let runt = if filled < RUNT && from > 0 {
            RUNT_DEMERITS * (2.0 - filled / RUNT)
        } else {
            0.0
        };
        let hyphen = if is_hyphenated(start) {
            LAST_HYPHEN_DEMERITS
        } else {
            0.0
        };
        if self.fault <= 0.0 {
            return runt + hyphen;
        }
        let measure = Em(self.measure);
        let faults = faults_of_last(self.prepared, from, to, measure, self.setting);
        runt + hyphen + self.fault * faults
    }

    /// The demerits of two lines following each other, between three breaks, with the color of each.
    pub fn of_neighbours(&self, [from, between, to]: [usize; 3], colors: [f64; 2]) -> f64 {
        let end = &self.prepared.breaks[to];
        if self.setting.fill != Fill::Justified || end.kind == BreakKind::End {
            return 0.0;
        }
        let middle = &self.prepared.breaks[between];
        let start = &self.prepared.breaks[from];
        let step = NEIGHBOUR_DEMERITS * (colors[1] - colors[0]);
        let same = |one: u64, two: u64| {
            if one == two && one != 0 {
                SAME_WORD_DEMERITS
            } else {
                0.0
            }
        };
        step * step + same(middle.words[0], end.words[0]) + same(start.words[1], middle.words[1])
    }
}

/// The demerits of a number of hyphens running.
pub fn of_ladder(n_hyphens: u8) -> f64 {
    match n_hyphens {
        0 | 1 => 0.0,
        LONGEST_LADDER => LADDER_DEMERITS,
        _ => LONG_LADDER_DEMERITS,
    }
}

/// Whether a line ends with a hyphen or dash.
pub fn is_hyphenated(end: &Breakpoint) -> bool {
    matches!(end.kind, BreakKind::Soft | BreakKind::Explicit)
}

/// What a paragraph's last line is reproached with: that it begins with the rest of a broken word, how
/// far it is shorter than the setting allows. Nothing if it is the only one.
pub fn faults_of_last(
    prepared: &Prepared<'_>,
    from: usize,
    to: usize,
    measure: Em,
    setting: &Setting,
) -> f64 {
    if from == 0 {
        return 0.0;
    }
    let (start, end) = (&prepared.breaks[from], &prepared.breaks[to]);
    let filled = (end.end_at - start.start_at) / measure.0;
    let short = if filled < setting.least_last {
        2.0 - filled / setting.least_last
    } else {
        0.0
    };
    let before = &prepared.text()[..start.byte as usize];
    let is_own_hyphen = start.kind == BreakKind::Explicit && before.ends_with(['-', '\u{2010}']);
    let is_rest = start.kind == BreakKind::Soft || is_own_hyphen;
    short + if is_rest { 2.0 } else { 0.0 }
}
