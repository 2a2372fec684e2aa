//! Total-fit line breaking: the paragraph as a whole is set as evenly as it can be.
//!
//! Takes a prepared paragraph and a measure, gives the chosen lines. The search follows Knuth and
//! Plass (1981) with two departures. It runs over *edges*, pairs of breaks, so that a cost may look
//! at two neighbouring lines; that replaces their four fitness classes by the difference of the
//! lines themselves. And a line is fitted first by scaling and tracking its glyphs a little, as
//! Zapf's hz did, so that word spaces differ less. The number of lines is part of the key, so that
//! the best paragraph of another length is found on the way.

use super::fit_line::{BOUNDED, Elasticity, Fitting, LineFit, UNBOUNDED};
use super::paragraph::{BreakKind, Breakpoint, Prepared};
use crate::base::units::Em;

/// How lines are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// To the measure.
    Justified,
    /// As the words fall; a hyphen is added only where the line would else be much too short.
    Ragged,
    /// As the words fall, and no word is broken that fits on a line: for captions and labels.
    Whole,
    /// As the words fall, and no word is broken, ever: for titles, names and headings.
    Unbroken,
}

/// How a paragraph is to be set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// How lines are filled.
    pub fill: Fill,
    /// How many lines more (or fewer, if negative) than best.
    pub looseness: i32,
    /// The part of the measure that a last line fills at least, where that can be.
    pub least_last: f64,
}

/// The least last line of running text: as much as sets it off from the indent under it.
const LEAST_LAST: f64 = 0.15;

/// The least last line of a statement.
const LEAST_LAST_OF_STATEMENT: f64 = 0.25;

impl Setting {
    /// Justified, with as many lines as is best.
    pub const JUSTIFIED: Self = Self {
        fill: Fill::Justified,
        looseness: 0,
        least_last: LEAST_LAST,
    };

    /// Ragged, with as many lines as is best.
    pub const RAGGED: Self = Self {
        fill: Fill::Ragged,
        looseness: 0,
        least_last: LEAST_LAST,
    };

    /// Ragged, with every word whole that fits.
    pub const WHOLE: Self = Self {
        fill: Fill::Whole,
        looseness: 0,
        least_last: 0.0,
    };

    /// Ragged, with every word whole.
    pub const UNBROKEN: Self = Self {
        fill: Fill::Unbroken,
        looseness: 0,
        least_last: 0.0,
    };

    /// The same for the words of a statement, where a short last line is seen.
    #[must_use]
    pub fn of_statement(self) -> Self {
        Self {
            least_last: LEAST_LAST_OF_STATEMENT,
            ..self
        }
    }
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

/// Demerits of a hyphen or dash before the last line.
const LAST_HYPHEN_DEMERITS: f64 = 6000.0;

/// Demerits of a last line shorter than [`RUNT`] of the measure.
const RUNT_DEMERITS: f64 = 6000.0;

/// A last line should be at least a quarter of the measure.
const RUNT: f64 = 0.25;

/// Demerits of a last line that begins with the rest of a broken word, or is shorter than the setting
/// allows, where it must not be: more than the loosest lines of a long paragraph have together.
const LAST_LINE_FAULT: f64 = 1e8;

/// The same where lines may gape: less than such a line has.
const LAST_LINE_FAULT_OF_UNBOUNDED: f64 = 6e5;

/// The most lines that are tried from one break, the fullest: as many that end inside words, and as
/// many that end after them. Nobody's lines have more; a text made to stop us has.
const MOST_ENDS: usize = 16;

/// Demerits of the same word at the same end of neighbouring lines.
const SAME_WORD_DEMERITS: f64 = 3_000.0;

/// The most ways to a line that are kept, the best ones: a paragraph of ten thousand lines could have
/// hundreds of lengths, and nobody asks for them.
const MOST_STATES: usize = 5;

/// Demerits of an overfull line: anything else is better.
const OVERFULL_DEMERITS: f64 = 1e9;

/// Breaks a prepared paragraph into lines of a measure, in ems of the paragraph's size.
pub fn break_lines(prepared: &Prepared<'_>, measure: Em, setting: &Setting) -> Vec<ChosenLine> {
    if prepared.clusters.is_empty() {
        return Vec::new();
    }
    if setting.looseness == 0
        && let Some(line) = one_line(prepared, measure, setting)
    {
        return vec![line];
    }
    let search = |elasticity, if_stuck, fault| {
        Search::new(prepared, measure, setting, elasticity, if_stuck, fault).run()
    };
    let faults = |lines: &[ChosenLine]| {
        let last = lines.last();
        last.map_or(0.0, |last| {
            faults_of_last(prepared, last.from, last.to, measure, setting)
        })
    };
    let (passes, if_stuck) = match setting.fill {
        Fill::Justified => (&BOUNDED[..], IfStuck::GiveUp),
        Fill::Ragged | Fill::Whole | Fill::Unbroken => (&BOUNDED[..1], IfStuck::Overfull),
    };
    let best = passes.iter().find_map(|elasticity| {
        let lines = search(*elasticity, if_stuck, 0.0);
        (!lines.is_empty()).then_some(lines)
    });
    let Some(best) = best else {
        return search(UNBOUNDED, IfStuck::Overfull, LAST_LINE_FAULT_OF_UNBOUNDED);
    };
    if faults(&best) <= 0.0 {
        return best;
    }
    let strict = passes
        .iter()
        .map(|elasticity| search(*elasticity, if_stuck, LAST_LINE_FAULT))
        .filter(|lines| !lines.is_empty());
    let weighed = |lines: &Vec<ChosenLine>| (faults(lines), unevenness(lines));
    let other = strict.min_by(|one, two| {
        let (one, two) = (weighed(one), weighed(two));
        one.0.total_cmp(&two.0).then(one.1.total_cmp(&two.1))
    });
    other
        .filter(|lines| faults(lines) < faults(&best))
        .unwrap_or(best)
}

/// How far word spaces are from the natural one.
fn unevenness(lines: &[ChosenLine]) -> f64 {
    let off = lines.iter().map(|line| line.fit.space_ratio - 1.0);
    off.map(|off| off * off).sum()
}

/// The whole paragraph as one line, if it fits on one as drawn: nothing is better.
fn one_line(prepared: &Prepared<'_>, measure: Em, setting: &Setting) -> Option<ChosenLine> {
    let fitting = Fitting {
        fill: setting.fill,
        elasticity: BOUNDED[0],
        space: prepared.space,
    };
    let to = prepared.breaks.len() - 1;
    let (start, end) = (&prepared.breaks[0], &prepared.breaks[to]);
    let measure = measure.0 - prepared.paragraph.shortage_of(0).0;
    let (fit, _) = fitting.fit(start, end, measure)?;
    let is_as_drawn = end.end_at - start.start_at <= measure;
    is_as_drawn.then_some(ChosenLine {
        from: 0,
        to,
        indent: prepared.paragraph.indent_of(0),
        fit,
        overfull: Em(0.0),
    })
}

/// What a paragraph's last line is reproached with: that it begins with the rest of a broken word, how
/// far it is shorter than the setting allows. Nothing if it is the only one.
fn faults_of_last(
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
    let before = &prepared.paragraph.text[..start.byte as usize];
    let is_own_hyphen = start.kind == BreakKind::Explicit && before.ends_with(['-', '\u{2010}']);
    let is_rest = start.kind == BreakKind::Soft || is_own_hyphen;
    short + if is_rest { 2.0 } else { 0.0 }
}

/// What to do at a break from which no line fits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum IfStuck {
    /// Take another pass.
    GiveUp,
    /// Let the line stick out.
    Overfull,
}

/// Where lines may end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// At every break.
    Anywhere,
    /// Not inside a word.
    AfterWords,
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
    fitting: Fitting,
    if_stuck: IfStuck,
    /// Demerits of a fault of the last line.
    fault: f64,
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
        if_stuck: IfStuck,
        fault: f64,
    ) -> Self {
        let fitting = Fitting {
            fill: setting.fill,
            elasticity,
            space: prepared.space,
        };
        let arriving = vec![Vec::new(); prepared.breaks.len()];
        let n_special = prepared.paragraph.n_special_lines() as u32;
        Self {
            prepared,
            measure: measure.0,
            setting,
            fitting,
            if_stuck,
            fault,
            edges: Vec::new(),
            n_special,
            arriving,
        }
    }

    fn run(mut self) -> Vec<ChosenLine> {
        let n_breaks = self.prepared.breaks.len();
        let first = match self.setting.fill {
            Fill::Justified | Fill::Ragged => Ends::Anywhere,
            Fill::Whole | Fill::Unbroken => Ends::AfterWords,
        };
        for from in 0..n_breaks - 1 {
            for class in self.classes(from) {
                let n_edges = self.edges.len();
                self.depart(from, class, first);
                if self.edges.len() == n_edges && self.setting.fill == Fill::Whole {
                    self.depart(from, class, Ends::Anywhere);
                }
                if self.edges.len() == n_edges && self.if_stuck == IfStuck::Overfull {
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

    /// Adds every line that begins at a break and fits, or the fullest of many.
    fn depart(&mut self, from: usize, class: u32, ends: Ends) {
        let start = self.prepared.breaks[from];
        let measure = self.measure_of(class);
        // Hanging punctuation and hyphens make widths uneven: look a little past the first that is
        // too wide.
        let give_up_at = measure * 1.1 + 2.0;
        let ahead = self.prepared.breaks[from + 1..]
            .iter()
            .take_while(|end| end.end_at - start.start_at <= give_up_at)
            .count();
        let mut room = [MOST_ENDS; 2];
        let mut lines = Vec::new();
        for to in (from + 1..=from + ahead).rev() {
            let end = self.prepared.breaks[to];
            let breaks_word = end.kind == BreakKind::Soft;
            let is_empty = end.end <= start.start && !breaks_word;
            let room = &mut room[usize::from(breaks_word)];
            if is_empty || *room == 0 || breaks_word && ends == Ends::AfterWords {
                continue;
            }
            if let Some((fit, ratio)) = self.fitting.fit(&start, &end, measure) {
                *room -= 1;
                lines.push((to, fit, ratio));
            }
        }
        for (to, fit, ratio) in lines.into_iter().rev() {
            self.arrive((from, to, class), fit, ratio, 0.0);
        }
    }

    /// Adds the shortest line that begins at a break although it sticks out.
    fn depart_overfull(&mut self, from: usize, class: u32) {
        let start = self.prepared.breaks[from];
        let may_break_words = self.setting.fill != Fill::Unbroken;
        let is_ahead = |to: &usize| {
            let end = &self.prepared.breaks[*to];
            end.end_at > start.start_at && (may_break_words || end.kind != BreakKind::Soft)
        };
        let to = (from + 1..self.prepared.breaks.len()).find(is_ahead);
        let to = to.unwrap_or(self.prepared.breaks.len() - 1);
        let measure = self.measure_of(class);
        let end = &self.prepared.breaks[to];
        let (fit, overfull) = self.fitting.overfull(&start, end, measure);
        self.arrive((from, to, class), fit, 0.0, overfull);
    }

    fn measure_of(&self, class: u32) -> f64 {
        self.measure - self.prepared.paragraph.shortage_of(class as usize).0
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
        let color =
            ratio + SCALING_IN_COLOR * (fit.stretch - 1.0) / self.fitting.elasticity.stretch;
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
                    // Longer ones are all alike.
                    (state.ladder + 1).min(LONGEST_LADDER + 1)
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
                if ladder > LONGEST_LADDER && self.if_stuck == IfStuck::GiveUp {
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
        let scaled = SCALING_DEMERITS * (fit.stretch - 1.0) / self.fitting.elasticity.stretch;
        let mut demerits = badness * badness + end.penalty * end.penalty + scaled * scaled;
        if end.kind == BreakKind::End {
            demerits += self.last_line_demerits(from, to);
        }
        if overfull > 0.0 {
            demerits += OVERFULL_DEMERITS * (1.0 + overfull);
        }
        demerits
    }

    fn last_line_demerits(&self, from: usize, to: usize) -> f64 {
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

fn is_hyphenated(end: &Breakpoint) -> bool {
    matches!(end.kind, BreakKind::Soft | BreakKind::Explicit)
}
