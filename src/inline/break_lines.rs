//! Total-fit line breaking: the paragraph as a whole is set as evenly as it can be.
//!
//! Takes a prepared paragraph and a measure, gives the chosen lines. The search follows Knuth and
//! Plass (1981) with two departures. It runs over *edges*, pairs of breaks, so that a cost may look
//! at two neighbouring lines; that replaces their four fitness classes by the difference of the
//! lines themselves. And a line is fitted first by scaling and tracking its glyphs a little, as
//! Zapf's hz did, so that word spaces differ less. The number of lines is part of the key, so that
//! the best paragraph of another length is found on the way.

use super::paragraph::{BreakKind, Breakpoint, Prepared};
use crate::base::units::Em;

/// How lines are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// To the measure.
    Justified,
    /// As the words fall; a hyphen is added only where the line would else be much too short.
    Ragged,
    /// As the words fall, and no word is broken that fits on a line: for names and headings.
    Whole,
}

/// How a paragraph is to be set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// How lines are filled.
    pub fill: Fill,
    /// How many lines more (or fewer, if negative) than best.
    pub looseness: i32,
}

impl Setting {
    /// Justified, with as many lines as is best.
    pub const JUSTIFIED: Self = Self {
        fill: Fill::Justified,
        looseness: 0,
    };

    /// Ragged, with as many lines as is best.
    pub const RAGGED: Self = Self {
        fill: Fill::Ragged,
        looseness: 0,
    };

    /// Ragged, with every word whole.
    pub const WHOLE: Self = Self {
        fill: Fill::Whole,
        looseness: 0,
    };
}

/// A line as chosen: between which breaks, and how it is fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChosenLine {
    /// The break it begins at.
    pub from: usize,
    /// The break it ends at.
    pub to: usize,
    /// How far it is indented.
    pub indent: Em,
    /// How it is fitted to the measure.
    pub fit: LineFit,
    /// How much wider than the measure it is, if no break was found.
    pub overfull: Em,
}

/// What is done to a line so that it fills the measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LineFit {
    /// The horizontal scaling of glyphs; 1 is as drawn.
    pub stretch: f64,
    /// The space added after each glyph.
    pub tracking: Em,
    /// The word space as a multiple of the natural one.
    pub space_ratio: f64,
}

impl LineFit {
    /// As drawn.
    const NATURAL: Self = Self {
        stretch: 1.0,
        tracking: Em(0.0),
        space_ratio: 1.0,
    };
}

/// How far a line may be fitted before its spaces are touched.
#[derive(Debug, Clone, Copy)]
struct Elasticity {
    /// The most glyphs are scaled, up or down.
    stretch: f64,
    /// The most space added or taken between glyphs, in ems.
    tracking: f64,
    /// The widest word space that is accepted, as a multiple of the natural one.
    widest: f64,
}

/// The passes, each looser than the one before; a paragraph takes the first that gives lines.
/// ±2 % and ±0.5 % em are what trial found invisible; the second pass is for narrow measures and
/// long words; in the third anything goes, and whoever asked is told.
const PASSES: [Elasticity; 3] = [
    Elasticity {
        stretch: 0.02,
        tracking: 0.005,
        widest: 1.5,
    },
    Elasticity {
        stretch: 0.03,
        tracking: 0.01,
        widest: 1.6,
    },
    Elasticity {
        stretch: 0.03,
        tracking: 0.01,
        widest: f64::INFINITY,
    },
];

/// The narrowest word space, as a multiple of the natural one: 0.17 em in the text face.
const NARROWEST: f64 = 0.75;

/// The deviation of the word space that counts as an adjustment ratio of 1, when stretched.
const STRETCH_UNIT: f64 = 0.5;

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
const LONGEST_LADDER: u8 = 2;

/// Demerits of two hyphens running.
const LADDER_DEMERITS: f64 = 10_000.0;

/// Demerits of a third hyphen running, where nothing else is possible.
const LONG_LADDER_DEMERITS: f64 = 1e7;

/// Demerits of a hyphen before the last line.
const LAST_HYPHEN_DEMERITS: f64 = 6000.0;

/// Demerits of a last line shorter than [`RUNT`] of the measure.
const RUNT_DEMERITS: f64 = 6000.0;

/// A last line should be at least a quarter of the measure.
const RUNT: f64 = 0.25;

/// Demerits of the same word at the same end of neighbouring lines.
const SAME_WORD_DEMERITS: f64 = 3_000.0;

/// The most ways to a line that are kept, the best ones: a paragraph of ten thousand lines could have
/// hundreds of lengths, and nobody asks for them.
const MOST_STATES: usize = 5;

/// Demerits of an overfull line: anything else is better.
const OVERFULL_DEMERITS: f64 = 1e9;

/// The part of the measure a line of a pass without a widest space must fill to be tried.
const EMPTIEST: f64 = 0.3;

/// Breaks a prepared paragraph into lines of a measure, in ems of the paragraph's size.
pub fn break_lines(prepared: &Prepared<'_>, measure: Em, setting: &Setting) -> Vec<ChosenLine> {
    if prepared.clusters.is_empty() {
        return Vec::new();
    }
    match setting.fill {
        Fill::Ragged | Fill::Whole => {
            Search::new(prepared, measure, setting, PASSES[0]).run(IfStuck::Overfull)
        }
        Fill::Justified => {
            let [careful, looser, any] = PASSES;
            let ways = [
                (careful, IfStuck::GiveUp),
                (looser, IfStuck::GiveUp),
                (any, IfStuck::Overfull),
            ];
            let tries = ways.into_iter().map(|(elasticity, if_stuck)| {
                Search::new(prepared, measure, setting, elasticity).run(if_stuck)
            });
            tries
                .into_iter()
                .find(|lines| !lines.is_empty())
                .unwrap_or_default()
        }
    }
}

/// What to do at a break from which no line fits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IfStuck {
    /// Take another pass.
    GiveUp,
    /// Let the line stick out.
    Overfull,
}

/// A possible line.
struct Edge {
    /// The line's number in its paragraph, as far as the measure depends on it.
    class: u32,
    from: u32,
    to: u32,
    fit: LineFit,
    /// How loose the line looks: its adjustment ratio and the scaling of its glyphs.
    color: f64,
    overfull: f64,
    /// The best ways to get here, one for each number of lines and of hyphens running.
    states: Vec<State>,
}

/// A way to the end of an edge.
#[derive(Clone, Copy)]
struct State {
    n_lines: u32,
    demerits: f64,
    /// Hyphens running up to here.
    ladder: u8,
    /// The edge before, and which of its states.
    before: Option<(u32, u32)>,
}

struct Search<'s, 'p> {
    prepared: &'s Prepared<'p>,
    measure: f64,
    setting: &'s Setting,
    elasticity: Elasticity,
    edges: Vec<Edge>,
    /// How many lines at the beginning are set otherwise than the rest.
    n_special: u32,
    /// For each break, the edges that end there.
    arriving: Vec<Vec<u32>>,
}

impl<'s, 'p> Search<'s, 'p> {
    fn new(
        prepared: &'s Prepared<'p>,
        measure: Em,
        setting: &'s Setting,
        elasticity: Elasticity,
    ) -> Self {
        let arriving = vec![Vec::new(); prepared.breaks.len()];
        let n_special = prepared.paragraph.n_special_lines() as u32;
        Self {
            prepared,
            measure: measure.0,
            setting,
            elasticity,
            edges: Vec::new(),
            n_special,
            arriving,
        }
    }

    fn run(mut self, if_stuck: IfStuck) -> Vec<ChosenLine> {
        let n_breaks = self.prepared.breaks.len();
        for from in 0..n_breaks - 1 {
            for class in self.classes(from) {
                let n_edges = self.edges.len();
                self.depart(from, class);
                if self.edges.len() == n_edges && if_stuck == IfStuck::Overfull {
                    self.depart_overfull(from, class);
                }
            }
        }
        self.best()
    }

    /// Which lines may begin at a break: all that are set alike are one class.
    fn classes(&self, from: usize) -> Vec<u32> {
        if from == 0 {
            return vec![0];
        }
        let mut classes = Vec::new();
        for edge_idx in &self.arriving[from] {
            for state in &self.edges[*edge_idx as usize].states {
                let class = state.n_lines.min(self.n_special);
                if !classes.contains(&class) {
                    classes.push(class);
                }
            }
        }
        classes
    }

    /// Adds every line that begins at a break and fits.
    fn depart(&mut self, from: usize, class: u32) {
        let start = self.prepared.breaks[from];
        let measure = self.measure_of(class);
        // Hanging punctuation and hyphens make widths uneven: look a little past the first that is
        // too wide.
        let give_up_at = measure * 1.1 + 2.0;
        for to in from + 1..self.prepared.breaks.len() {
            let end = self.prepared.breaks[to];
            if end.end_at - start.start_at > give_up_at {
                break;
            }
            let is_empty = end.end <= start.start && end.kind != BreakKind::Soft;
            let breaks_word = end.kind == BreakKind::Soft && self.setting.fill == Fill::Whole;
            if is_empty || breaks_word {
                continue;
            }
            if let Some((fit, ratio)) = self.fit(&start, &end, measure) {
                self.arrive((from, to, class), fit, ratio, 0.0);
            }
        }
    }

    /// Adds the shortest line that begins at a break although it sticks out.
    fn depart_overfull(&mut self, from: usize, class: u32) {
        let start = self.prepared.breaks[from];
        let is_ahead = |to: &usize| self.prepared.breaks[*to].end_at > start.start_at;
        let to = (from + 1..self.prepared.breaks.len()).find(is_ahead);
        let to = to.unwrap_or(self.prepared.breaks.len() - 1);
        let width = self.prepared.breaks[to].end_at - start.start_at;
        let measure = self.measure_of(class);
        let n_spaces = n_spaces(&start, &self.prepared.breaks[to]);
        let fit = if n_spaces > 0.0 {
            LineFit {
                space_ratio: NARROWEST,
                ..LineFit::NATURAL
            }
        } else {
            LineFit::NATURAL
        };
        let set = width - n_spaces * self.prepared.space * (1.0 - fit.space_ratio);
        self.arrive((from, to, class), fit, 0.0, (set - measure).max(0.0));
    }

    fn measure_of(&self, class: u32) -> f64 {
        self.measure - self.prepared.paragraph.shortage_of(class as usize).0
    }

    /// How a line is fitted, and its adjustment ratio; `None` if it cannot be.
    fn fit(&self, start: &Breakpoint, end: &Breakpoint, measure: f64) -> Option<(LineFit, f64)> {
        let width = end.end_at - start.start_at;
        let missing = measure - width;
        if self.setting.fill != Fill::Justified {
            let ratio = if end.kind == BreakKind::End {
                0.0
            } else {
                missing / measure
            };
            return (missing > -1e-6).then_some((LineFit::NATURAL, ratio));
        }
        if end.kind == BreakKind::End && missing >= 0.0 {
            return Some((LineFit::NATURAL, 0.0));
        }
        let glyphs = (end.glyphs[0] - start.glyphs[1]).max(0.0);
        let n_gaps = f64::from(end.gaps[0].saturating_sub(start.gaps[1])).max(1.0) - 1.0;
        let spaces = n_spaces(start, end) * self.prepared.space;

        let most = glyphs * self.elasticity.stretch;
        let scaled = missing.clamp(-most, most);
        let most_tracked = n_gaps * self.elasticity.tracking;
        let tracked = (missing - scaled).clamp(-most_tracked, most_tracked);
        let rest = missing - scaled - tracked;

        let space_ratio = if spaces > 0.0 {
            1.0 + rest / spaces
        } else {
            1.0
        };
        let unfilled = if spaces > 0.0 { 0.0 } else { rest };
        if space_ratio < NARROWEST - 1e-9 || unfilled < -1e-9 {
            return None;
        }
        let is_too_loose = space_ratio > self.elasticity.widest || unfilled > 1e-9;
        if is_too_loose && (self.elasticity.widest.is_finite() || width < measure * EMPTIEST) {
            return None;
        }
        let ratio = if space_ratio >= 1.0 {
            (space_ratio - 1.0) / STRETCH_UNIT + unfilled * 2.0
        } else {
            (space_ratio - 1.0) / (1.0 - NARROWEST)
        };
        let fit = LineFit {
            stretch: if glyphs > 0.0 {
                1.0 + scaled / glyphs
            } else {
                1.0
            },
            tracking: Em(if n_gaps > 0.0 { tracked / n_gaps } else { 0.0 }),
            space_ratio,
        };
        Some((fit, ratio))
    }

    /// Adds an edge with the best ways to it.
    fn arrive(
        &mut self,
        (from, to, class): (usize, usize, u32),
        fit: LineFit,
        ratio: f64,
        overfull: f64,
    ) {
        let own = self.own_demerits(from, to, &fit, ratio, overfull);
        let color = ratio + SCALING_IN_COLOR * (fit.stretch - 1.0) / self.elasticity.stretch;
        let mut states: Vec<State> = Vec::new();
        let hyphenated = is_hyphenated(&self.prepared.breaks[to]);
        if from == 0 {
            let ladder = u8::from(hyphenated);
            states.push(State {
                n_lines: 1,
                demerits: own,
                ladder,
                before: None,
            });
        }
        for &edge_idx in &self.arriving[from] {
            let edge = &self.edges[edge_idx as usize];
            let mut between = None;
            for (state_idx, state) in edge.states.iter().enumerate() {
                if state.n_lines.min(self.n_special) != class {
                    continue;
                }
                let n_lines = state.n_lines + 1;
                let ladder = if hyphenated {
                    state.ladder.saturating_add(1)
                } else {
                    0
                };
                let is_like = |it: &State| it.n_lines == n_lines && it.ladder == ladder;
                let known = states.iter().position(is_like);
                let least = state.demerits + own;
                if known.is_some_and(|idx| states[idx].demerits <= least) {
                    continue;
                }
                let between =
                    *between.get_or_insert_with(|| self.neighbour_demerits(edge, to, color));
                if ladder > LONGEST_LADDER && self.elasticity.widest.is_finite() {
                    continue;
                }
                let steps = match ladder {
                    0 | 1 => 0.0,
                    LONGEST_LADDER => LADDER_DEMERITS,
                    _ => LONG_LADDER_DEMERITS,
                };
                let demerits = least + between + steps;
                let before = Some((edge_idx, state_idx as u32));
                let state = State {
                    n_lines,
                    demerits,
                    ladder,
                    before,
                };
                match known {
                    Some(idx) if states[idx].demerits <= demerits => {}
                    Some(idx) => states[idx] = state,
                    None => states.push(state),
                }
            }
        }
        if states.is_empty() {
            return;
        }
        if states.len() > MOST_STATES {
            states.sort_by(|one, two| one.demerits.total_cmp(&two.demerits));
            states.truncate(MOST_STATES);
        }
        let edge_idx = self.edges.len() as u32;
        let (from, to_idx) = (from as u32, to as u32);
        self.edges.push(Edge {
            class,
            from,
            to: to_idx,
            fit,
            color,
            overfull,
            states,
        });
        self.arriving[to].push(edge_idx);
    }

    /// The demerits of a line by itself.
    fn own_demerits(
        &self,
        from: usize,
        to: usize,
        fit: &LineFit,
        ratio: f64,
        overfull: f64,
    ) -> f64 {
        let end = &self.prepared.breaks[to];
        let badness = LINE_DEMERITS + RATIO_DEMERITS * ratio * ratio;
        let scaled = SCALING_DEMERITS * (fit.stretch - 1.0) / self.elasticity.stretch;
        let mut demerits = badness * badness + end.penalty * end.penalty + scaled * scaled;
        if end.kind == BreakKind::End {
            demerits += self.last_line_demerits(from, end);
        }
        if overfull > 0.0 {
            demerits += OVERFULL_DEMERITS * (1.0 + overfull);
        }
        demerits
    }

    fn last_line_demerits(&self, from: usize, end: &Breakpoint) -> f64 {
        let start = &self.prepared.breaks[from];
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
        runt + hyphen
    }

    /// The demerits of two lines following each other.
    fn neighbour_demerits(&self, before: &Edge, to: usize, color: f64) -> f64 {
        let end = &self.prepared.breaks[to];
        if self.setting.fill != Fill::Justified || end.kind == BreakKind::End {
            return 0.0;
        }
        let middle = &self.prepared.breaks[before.to as usize];
        let start = &self.prepared.breaks[before.from as usize];
        let step = NEIGHBOUR_DEMERITS * (color - before.color);
        let same = |one: u64, two: u64| {
            if one == two && one != 0 {
                SAME_WORD_DEMERITS
            } else {
                0.0
            }
        };
        step * step + same(middle.words[0], end.words[0]) + same(start.words[1], middle.words[1])
    }

    /// The lines of the best way to the end; none if there is no way.
    fn best(&self) -> Vec<ChosenLine> {
        let ends = self.arriving.last().map_or(&[][..], Vec::as_slice);
        let all = || {
            ends.iter().flat_map(|edge_idx| {
                let states = self.edges[*edge_idx as usize].states.iter().enumerate();
                states.map(move |(state_idx, state)| (*edge_idx, state_idx as u32, state))
            })
        };
        let Some((_, _, best)) = all().min_by(|a, b| a.2.demerits.total_cmp(&b.2.demerits)) else {
            return Vec::new();
        };
        let wanted = i64::from(best.n_lines) + i64::from(self.setting.looseness);
        let off = |state: &State| (i64::from(state.n_lines) - wanted).abs();
        let chosen = all().min_by(|a, b| {
            off(a.2)
                .cmp(&off(b.2))
                .then(a.2.demerits.total_cmp(&b.2.demerits))
        });
        chosen.map_or_else(Vec::new, |(edge_idx, state_idx, _)| {
            self.lines(edge_idx, state_idx)
        })
    }

    /// The lines up to a state, read back from the last.
    fn lines(&self, edge_idx: u32, state_idx: u32) -> Vec<ChosenLine> {
        let mut lines = Vec::new();
        let mut at = Some((edge_idx, state_idx));
        while let Some((edge_idx, state_idx)) = at {
            let edge = &self.edges[edge_idx as usize];
            lines.push(ChosenLine {
                from: edge.from as usize,
                to: edge.to as usize,
                indent: self.prepared.paragraph.indent_of(edge.class as usize),
                fit: edge.fit,
                overfull: Em(edge.overfull),
            });
            at = edge.states[state_idx as usize].before;
        }
        lines.reverse();
        lines
    }
}

fn n_spaces(start: &Breakpoint, end: &Breakpoint) -> f64 {
    f64::from(end.spaces[0].saturating_sub(start.spaces[1]))
}

fn is_hyphenated(end: &Breakpoint) -> bool {
    matches!(end.kind, BreakKind::Soft | BreakKind::Explicit)
}
