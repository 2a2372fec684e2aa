//! The search for the best lines of a paragraph, as far as one way of fitting lines allows.
//!
//! It runs over *edges*, pairs of breaks: possible lines. The number of lines is part of the key, so that
//! the best paragraph of another length is found on the way.

use super::breaks::Prepared;
use super::demerits::{Candidate, Demerits, LONGEST_LADDER, is_hyphenated, of_ladder};
use super::fit_line::{Elasticity, Fitting, LineFit};
use super::places::BreakKind;
use super::setting::{Fill, Setting};
use crate::base::units::Em;

/// The most lines that are tried from one break, the fullest: as many that end inside words, and as
/// many that end after them. Nobody's lines have more; a text made to stop us has.
const MOST_ENDS: usize = 16;

/// The most ways to a line that are kept, the best ones: a paragraph of ten thousand lines could have
/// hundreds of lengths, and nobody asks for them.
const MOST_STATES: usize = 5;

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

/// One way of looking for lines.
#[derive(Debug, Clone, Copy)]
pub struct Pass {
    /// How far lines may be fitted.
    pub elasticity: Elasticity,
    /// What to do where none fits.
    pub if_stuck: IfStuck,
    /// The demerits of a fault of the last line.
    pub fault: f64,
}

/// The best lines of a paragraph; none if it cannot be set so.
pub fn search(
    prepared: &Prepared<'_>,
    measure: Em,
    setting: &Setting,
    pass: Pass,
) -> Vec<ChosenLine> {
    Search::new(prepared, measure, setting, pass).run()
}

/// What to do at a break from which no line fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfStuck {
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
    /// How loose the line looks: its adjustment ratio and the scaling of its glyphs.
    color: f64,
    /// The best ways to get here, one for each number of lines and of hyphens running: from where to where
    /// in the list of all.
    states: (u32, u32),
}

/// A way to the end of an edge.
#[derive(Clone, Copy)]
struct State {
    demerits: f64,
    n_lines: u32,
    /// The edge it is a way to.
    edge: u32,
    /// The way to the edge before, or [`START`].
    before: u32,
    /// Hyphens running up to here.
    ladder: u8,
}

/// A line to which the ways are being found.
struct Arrival<'l> {
    line: &'l Candidate,
    /// Its demerits by itself.
    own: f64,
    /// How loose it looks.
    color: f64,
    /// The edge it becomes.
    edge: u32,
    is_hyphenated: bool,
}

/// What is before the first line.
const START: u32 = u32::MAX;

struct Search<'s, 'p> {
    prepared: &'s Prepared<'p>,
    measure: f64,
    setting: &'s Setting,
    fitting: Fitting,
    demerits: Demerits<'s, 'p>,
    if_stuck: IfStuck,
    edges: Vec<Edge>,
    /// The ways to all edges.
    states: Vec<State>,
    /// Those to the edge that is being added.
    added: Vec<State>,
    /// How many lines at the beginning are set otherwise than the rest.
    n_special: u32,
    /// For each break, the edges that end there.
    arriving: Vec<Vec<u32>>,
}

impl<'s, 'p> Search<'s, 'p> {
    fn new(prepared: &'s Prepared<'p>, measure: Em, setting: &'s Setting, pass: Pass) -> Self {
        let fitting = Fitting {
            fill: setting.fill,
            elasticity: pass.elasticity,
            space: prepared.space,
        };
        let arriving = vec![Vec::new(); prepared.breaks.len()];
        let demerits = Demerits {
            prepared,
            measure: measure.0,
            setting,
            stretch: pass.elasticity.stretch,
            fault: pass.fault,
        };
        let n_special = prepared.itemized.paragraph.n_special_lines() as u32;
        Self {
            prepared,
            measure: measure.0,
            setting,
            fitting,
            demerits,
            if_stuck: pass.if_stuck,
            edges: Vec::new(),
            states: Vec::new(),
            added: Vec::new(),
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
            for state in self.states_of(*edge_idx).1 {
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
                lines.push(Candidate {
                    class,
                    from,
                    to,
                    fit,
                    ratio,
                    overfull: 0.0,
                });
            }
        }
        for line in lines.iter().rev() {
            self.arrive(line);
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
        self.arrive(&Candidate {
            class,
            from,
            to,
            fit,
            ratio: 0.0,
            overfull,
        });
    }

    fn measure_of(&self, class: u32) -> f64 {
        self.measure
            - self
                .prepared
                .itemized
                .paragraph
                .shortage_of(class as usize)
                .0
    }

    /// The ways to an edge, and where they stand in the list of all.
    fn states_of(&self, edge_idx: u32) -> (u32, &[State]) {
        let (from, to) = self.edges[edge_idx as usize].states;
        (from, &self.states[from as usize..to as usize])
    }

    /// Adds an edge with the best ways to it.
    fn arrive(&mut self, line: &Candidate) {
        let arrival = Arrival {
            line,
            own: self.demerits.of_line(line),
            color: self.demerits.color(line),
            edge: self.edges.len() as u32,
            is_hyphenated: is_hyphenated(&self.prepared.breaks[line.to]),
        };
        let mut states = std::mem::take(&mut self.added);
        states.clear();
        if line.from == 0 {
            states.push(State {
                demerits: arrival.own,
                n_lines: 1,
                edge: arrival.edge,
                before: START,
                ladder: u8::from(arrival.is_hyphenated),
            });
        }
        for &edge_idx in &self.arriving[line.from] {
            self.go_on(edge_idx, &arrival, &mut states);
        }
        if states.len() > MOST_STATES {
            states.sort_by(|one, two| one.demerits.total_cmp(&two.demerits));
            states.truncate(MOST_STATES);
        }
        if !states.is_empty() {
            let first = self.states.len() as u32;
            self.states.extend_from_slice(&states);
            self.edges.push(Edge {
                class: line.class,
                from: line.from as u32,
                to: line.to as u32,
                color: arrival.color,
                states: (first, self.states.len() as u32),
            });
            self.arriving[line.to].push(arrival.edge);
        }
        self.added = states;
    }

    /// Adds the ways that lead over an edge that is known, as far as they are better than those found.
    fn go_on(&self, edge_idx: u32, arrival: &Arrival<'_>, states: &mut Vec<State>) {
        let edge = &self.edges[edge_idx as usize];
        let mut between = None;
        let (first, known_states) = self.states_of(edge_idx);
        for (before, state) in (first..).zip(known_states) {
            if state.n_lines.min(self.n_special) != arrival.line.class {
                continue;
            }
            let n_lines = state.n_lines + 1;
            let ladder = if arrival.is_hyphenated {
                // Longer ones are all alike.
                (state.ladder + 1).min(LONGEST_LADDER + 1)
            } else {
                0
            };
            let is_like = |it: &State| it.n_lines == n_lines && it.ladder == ladder;
            let known = states.iter().position(is_like);
            let least = state.demerits + arrival.own;
            if known.is_some_and(|idx| states[idx].demerits <= least) {
                continue;
            }
            let between = *between.get_or_insert_with(|| {
                let breaks = [edge.from as usize, edge.to as usize, arrival.line.to];
                let colors = [edge.color, arrival.color];
                self.demerits.of_neighbours(breaks, colors)
            });
            if ladder > LONGEST_LADDER && self.if_stuck == IfStuck::GiveUp {
                continue;
            }
            let demerits = least + between + of_ladder(ladder);
            let state = State {
                demerits,
                n_lines,
                edge: arrival.edge,
                before,
                ladder,
            };
            match known {
                Some(idx) if states[idx].demerits <= demerits => {}
                Some(idx) => states[idx] = state,
                None => states.push(state),
            }
        }
    }

    /// The lines of the best way to the end; none if there is no way.
    fn best(&self) -> Vec<ChosenLine> {
        let ends = self.arriving.last().map_or(&[][..], Vec::as_slice);
        let all = || {
            ends.iter().flat_map(|edge_idx| {
                let (first, states) = self.states_of(*edge_idx);
                (first..).zip(states)
            })
        };
        let Some((_, best)) = all().min_by(|a, b| a.1.demerits.total_cmp(&b.1.demerits)) else {
            return Vec::new();
        };
        let wanted = i64::from(best.n_lines) + i64::from(self.setting.looseness);
        let off = |state: &State| (i64::from(state.n_lines) - wanted).abs();
        let chosen = all().min_by(|a, b| {
            off(a.1)
                .cmp(&off(b.1))
                .then(a.1.demerits.total_cmp(&b.1.demerits))
        });
        chosen.map_or_else(Vec::new, |(state_idx, _)| self.lines(state_idx))
    }

    /// The lines up to a state, read back from the last.
    fn lines(&self, last: u32) -> Vec<ChosenLine> {
        let mut lines = Vec::new();
        let mut at = last;
        while at != START {
            let state = &self.states[at as usize];
            lines.push(self.line(&self.edges[state.edge as usize]));
            at = state.before;
        }
        lines.reverse();
        lines
    }

    /// A line as it was found to be possible.
    fn line(&self, edge: &Edge) -> ChosenLine {
        let (from, to) = (edge.from as usize, edge.to as usize);
        let (start, end) = (&self.prepared.breaks[from], &self.prepared.breaks[to]);
        let measure = self.measure_of(edge.class);
        let (fit, overfull) = match self.fitting.fit(start, end, measure) {
            Some((fit, _)) => (fit, 0.0),
            None => self.fitting.overfull(start, end, measure),
        };
        ChosenLine {
            from,
            to,
            indent: self
                .prepared
                .itemized
                .paragraph
                .indent_of(edge.class as usize),
            fit,
            overfull: Em(overfull),
        }
    }
}
