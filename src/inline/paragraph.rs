//! A paragraph: its text and voices as the blocks give them, and the same measured, with every
//! place it may be broken at.
//!
//! A break keeps two coordinates along the unbroken paragraph: where a line that ends here ends
//! (hyphen and its kern included) and where a line that begins here begins. A line's width is then
//! one subtraction, also where breaking undoes a ligature or a kern.

use std::ops::Range;
use std::sync::Arc;

use super::itemize::{Item, is_unseen};
use super::places::places;
use super::protrude::{left_protrusion, right_protrusion};
use super::shape::{Cluster, ClusterKind, HYPHEN, Shaper};
use crate::base::color::Ink;
use crate::base::language::{Direction, Language};
use crate::base::units::Em;
use crate::design::fonts::{Caps, FaceId, Figures};
use crate::design::hyphenate::Hyphenator;

/// How a stretch of text looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// The face.
    pub face: FaceId,
    /// Its size as a multiple of the paragraph's.
    pub scale: f64,
    /// Which figures.
    pub figures: Figures,
    /// Which capitals.
    pub caps: Caps,
    /// Space added to every glyph.
    pub tracking: Em,
    /// What it is printed with.
    pub ink: Ink,
    /// Its language.
    pub language: Language,
    /// Whether it is in another language than the paragraph's: its words break only where their writer
    /// marked it.
    pub is_foreign: bool,
    /// The tag of its language, where its words have no tag of their own that says it.
    pub tongue: Option<Arc<str>>,
}

/// A paragraph to set.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// Its text, without line breaks.
    pub text: String,
    /// The voices it speaks in; never empty.
    pub voices: Vec<Voice>,
    /// Where each stretch ends, and which voice it is in. The last ends with the text.
    pub stretches: Vec<(usize, u16)>,
    /// The direction it begins in.
    pub direction: Direction,
    /// How far the first line is indented.
    pub indent: Em,
    /// How many lines at the beginning make room before them, as for a drop cap, and how much.
    pub hang: (usize, Em),
    /// How many lines at the beginning end early, as beside a portrait, and by how much.
    pub narrowed: (usize, Em),
}

impl Paragraph {
    /// The voice of the letter at a byte.
    pub fn voice_at(&self, byte: usize) -> Option<&Voice> {
        let idx = self.stretches.partition_point(|(end, _)| *end <= byte);
        let (_, voice) = self.stretches.get(idx)?;
        self.voices.get(usize::from(*voice))
    }

    /// A paragraph in one voice.
    pub fn plain(text: impl Into<String>, voice: Voice) -> Self {
        let text = text.into();
        let direction = voice.language.direction();
        let stretches = vec![(text.len(), 0)];
        Self {
            text,
            voices: vec![voice],
            stretches,
            direction,
            indent: Em(0.0),
            hang: (0, Em(0.0)),
            narrowed: (0, Em(0.0)),
        }
    }

    /// How far a line is indented; lines are counted from 0.
    pub fn indent_of(&self, line_idx: usize) -> Em {
        let (n_lines, room) = self.hang;
        let hang = if line_idx < n_lines { room.0 } else { 0.0 };
        Em(hang + if line_idx == 0 { self.indent.0 } else { 0.0 })
    }

    /// How much of the measure a line leaves free, at either end; lines are counted from 0.
    pub fn shortage_of(&self, line_idx: usize) -> Em {
        let (n_lines, room) = self.narrowed;
        let narrowed = if line_idx < n_lines { room.0 } else { 0.0 };
        Em(self.indent_of(line_idx).0 + narrowed)
    }

    /// How many lines at the beginning are set otherwise than the rest.
    pub fn n_special_lines(&self) -> usize {
        let indented = usize::from(self.indent.0 != 0.0);
        self.hang.0.max(self.narrowed.0).max(indented)
    }

    /// The same paragraph with its first line indented.
    #[must_use]
    pub fn indented(mut self, indent: Em) -> Self {
        self.indent = indent;
        self
    }
}

/// What kind of break it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreakKind {
    /// The beginning of the paragraph.
    Start,
    /// At a space, which disappears.
    Space,
    /// After a hyphen or dash of the text.
    Explicit,
    /// Inside a word, which gets a hyphen.
    Soft,
    /// The end of the paragraph.
    End,
}

/// A place a line may end at and the next begin.
#[derive(Debug, Clone, Copy)]
pub struct Breakpoint {
    /// What kind of break it is.
    pub kind: BreakKind,
    /// The byte the next line begins at; it may lie inside a cluster, where a ligature is undone.
    pub byte: u32,
    /// The cluster after the last one of the line that ends here.
    pub end: u32,
    /// The first cluster of the line that begins here.
    pub start: u32,
    /// Where a line that ends here ends, hanging punctuation taken off.
    pub end_at: f64,
    /// Where a line that begins here begins, hanging punctuation taken off.
    pub start_at: f64,
    /// What the same two would be with nothing hanging, less the above: how far it hangs.
    pub hangs: [f64; 2],
    /// Spaces before the end, and before the start.
    pub spaces: [u32; 2],
    /// Glyph width without spaces before the end, and before the start.
    pub glyphs: [f64; 2],
    /// Gaps between glyphs before the end, and before the start.
    pub gaps: [u32; 2],
    /// Demerits of breaking here, before squaring.
    pub penalty: f64,
    /// A mark of the word before and of the word after, to see the same word twice.
    pub words: [u64; 2],
}

/// A paragraph with everything measured, in ems of its size.
#[derive(Debug)]
pub struct Prepared<'p> {
    /// What it was made from.
    pub paragraph: &'p Paragraph,
    /// Its runs of one face, script, direction and voice.
    pub items: Vec<Item>,
    /// Its clusters, in reading order.
    pub clusters: Vec<Cluster>,
    /// Where each cluster begins; one more than clusters.
    pub positions: Vec<f64>,
    /// Its breaks, in order; the first is the start and the last the end.
    pub breaks: Vec<Breakpoint>,
    /// The natural word space.
    pub space: f64,
}

impl Prepared<'_> {
    /// The width of the whole text on one line.
    pub fn width(&self) -> Em {
        Em(self.positions.last().copied().unwrap_or(0.0))
    }

    /// The widest stretch of it that is never broken but inside a word: its width, and its bytes.
    pub fn widest_word(&self) -> (Em, Range<usize>) {
        let mut widest = (Em(0.0), 0..0);
        let whole = self.breaks.iter().filter(|it| it.kind != BreakKind::Soft);
        let mut start: Option<&Breakpoint> = None;
        for end in whole {
            if let Some(start) = start {
                let width = Em(end.end_at - start.start_at);
                if width > widest.0 {
                    widest = (width, start.byte as usize..end.byte as usize);
                }
            }
            start = Some(end);
        }
        widest
    }

    /// The byte a cluster begins at; the text's length past the last.
    pub fn byte(&self, cluster_idx: usize) -> usize {
        self.clusters
            .get(cluster_idx)
            .map_or(self.paragraph.text.len(), |cluster| cluster.start as usize)
    }

    /// The nearest cluster at or before `cluster_idx` that text may be cut before without changing
    /// a glyph; where none is near, what is near enough.
    pub fn safe_before(&self, cluster_idx: usize) -> usize {
        let nearest = cluster_idx.saturating_sub(FARTHEST_SAFE);
        let mut idx = cluster_idx;
        while idx > nearest && self.is_unsafe(idx) {
            idx -= 1;
        }
        idx
    }

    /// The nearest such cluster at or after.
    pub fn safe_after(&self, cluster_idx: usize) -> usize {
        let farthest = cluster_idx + FARTHEST_SAFE;
        let mut idx = cluster_idx;
        while idx < farthest && self.is_unsafe(idx) {
            idx += 1;
        }
        idx
    }

    fn is_unsafe(&self, cluster_idx: usize) -> bool {
        let cluster = self.clusters.get(cluster_idx);
        cluster.is_some_and(|cluster| cluster.unsafe_before)
    }
}

/// How far a place to cut at is looked for, in clusters: letters of no script that is read interact
/// farther, and shaping from there to every break must not take the whole text.
const FARTHEST_SAFE: usize = 64;

/// Finds the breaks of a shaped paragraph and measures them.
pub fn with_breaks<'p>(
    shaper: &mut Shaper<'_>,
    hyphenator: &Hyphenator,
    paragraph: &'p Paragraph,
    items: Vec<Item>,
    clusters: Vec<Cluster>,
) -> Prepared<'p> {
    let space = shaper.space_width(paragraph);
    let positions = prefix_sums(&clusters);
    let mut prepared = Prepared {
        paragraph,
        items,
        clusters,
        positions,
        breaks: Vec::new(),
        space,
    };
    let places = places(paragraph, hyphenator);
    let counts = Counts::of(&prepared.clusters);

    let mut breaks = Vec::with_capacity(places.len() + 1);
    let mut cluster_idx = 0;
    let (mut looked_at, mut is_seen) = (0, false);
    for (kind, byte, penalty) in places {
        while prepared.byte(cluster_idx) < byte && cluster_idx < prepared.clusters.len() {
            cluster_idx += 1;
        }
        // Where nothing is seen between two breaks, the first is enough.
        is_seen |= !paragraph.text[looked_at..byte].chars().all(is_unseen);
        looked_at = byte;
        if !is_seen && !matches!(kind, BreakKind::Start | BreakKind::End) {
            continue;
        }
        is_seen = false;
        breaks.push(measure_break(
            shaper,
            &prepared,
            &counts,
            kind,
            byte,
            cluster_idx,
            penalty,
        ));
    }
    prepared.breaks = breaks;
    prepared
}

/// Running counts over the clusters: spaces, glyph width, gaps.
struct Counts {
    spaces: Vec<u32>,
    glyphs: Vec<f64>,
    gaps: Vec<u32>,
}

impl Counts {
    fn of(clusters: &[Cluster]) -> Self {
        let n = clusters.len() + 1;
        let mut counts = Self {
            spaces: Vec::with_capacity(n),
            glyphs: Vec::with_capacity(n),
            gaps: Vec::with_capacity(n),
        };
        let (mut spaces, mut glyphs, mut gaps) = (0, 0.0, 0);
        for cluster in clusters {
            counts.spaces.push(spaces);
            counts.glyphs.push(glyphs);
            counts.gaps.push(gaps);
            match cluster.kind {
                ClusterKind::Space => spaces += 1,
                ClusterKind::Letter => {
                    glyphs += cluster.width;
                    gaps += 1;
                }
                ClusterKind::Rigid => {}
            }
        }
        counts.spaces.push(spaces);
        counts.glyphs.push(glyphs);
        counts.gaps.push(gaps);
        counts
    }
}

fn prefix_sums(clusters: &[Cluster]) -> Vec<f64> {
    let mut positions = Vec::with_capacity(clusters.len() + 1);
    let mut at = 0.0;
    positions.push(at);
    for cluster in clusters {
        at += cluster.width;
        positions.push(at);
    }
    positions
}

fn measure_break(
    shaper: &mut Shaper<'_>,
    prepared: &Prepared<'_>,
    counts: &Counts,
    kind: BreakKind,
    byte: usize,
    cluster_idx: usize,
    penalty: f64,
) -> Breakpoint {
    let text = &prepared.paragraph.text;
    let start = cluster_idx;
    let mut end = cluster_idx;
    if matches!(kind, BreakKind::Space | BreakKind::End) {
        while end > 0 && prepared.clusters[end - 1].kind == ClusterKind::Space {
            end -= 1;
        }
    }
    let end_byte = if kind == BreakKind::Soft {
        byte
    } else {
        prepared.byte(end)
    };

    let mut end_at = line_end(shaper, prepared, kind, end, end_byte);
    let mut start_at = line_start(shaper, prepared, kind, start, byte);
    let last = match kind {
        BreakKind::Soft => Some(HYPHEN),
        _ => text[..end_byte].chars().next_back(),
    };
    let right = last.map_or(0.0, right_protrusion);
    let left = text[byte..].chars().next().map_or(0.0, left_protrusion);
    // Cut off from what follows, a mark is no longer kerned with it.
    let right_width = match (kind, last) {
        (BreakKind::Soft | BreakKind::Explicit, Some(last)) => {
            shaper.width_of_character(prepared, end, last)
        }
        _ => end
            .checked_sub(1)
            .map_or(0.0, |idx| prepared.clusters[idx].width),
    };
    let left_width = prepared
        .clusters
        .get(start)
        .map_or(0.0, |cluster| cluster.width);
    // What cutting here adds or undoes, a hyphen or half a ligature, is scaled and tracked too.
    let glyphs = [
        counts.glyphs[end] + (end_at - prepared.positions[end]),
        counts.glyphs[start] + (start_at - prepared.positions[start]),
    ];
    let begins_inside = u32::from(prepared.byte(start) != byte);
    let gaps = [
        counts.gaps[end] + u32::from(kind == BreakKind::Soft),
        counts.gaps[start] - begins_inside,
    ];
    let hangs = [right * right_width, left * left_width];
    end_at -= hangs[0];
    start_at += hangs[1];

    Breakpoint {
        kind,
        byte: byte as u32,
        end: end as u32,
        start: start as u32,
        end_at,
        start_at,
        hangs,
        spaces: [counts.spaces[end], counts.spaces[start]],
        glyphs,
        gaps,
        penalty,
        words: [
            mark(last_word(&text[..end_byte])),
            mark(first_word(&text[byte..])),
        ],
    }
}

/// Where a line that ends at a break ends.
fn line_end(
    shaper: &mut Shaper<'_>,
    prepared: &Prepared<'_>,
    kind: BreakKind,
    end: usize,
    end_byte: usize,
) -> f64 {
    let inside_cluster = prepared.byte(end) != end_byte;
    let cut_is_safe = !inside_cluster
        && prepared
            .clusters
            .get(end)
            .is_none_or(|cluster| !cluster.unsafe_before);
    if kind != BreakKind::Soft && cut_is_safe || end == 0 {
        return prepared.positions[end];
    }
    let from = prepared.safe_before(end - 1);
    let hyphen = (kind == BreakKind::Soft).then_some(HYPHEN);
    prepared.positions[from] + shaper.width(prepared, prepared.byte(from)..end_byte, hyphen)
}

/// Where a line that begins at a break begins.
fn line_start(
    shaper: &mut Shaper<'_>,
    prepared: &Prepared<'_>,
    kind: BreakKind,
    start: usize,
    byte: usize,
) -> f64 {
    let inside_cluster = prepared.byte(start) != byte;
    let cut_is_safe = !inside_cluster
        && prepared
            .clusters
            .get(start)
            .is_none_or(|cluster| !cluster.unsafe_before);
    if cut_is_safe || kind == BreakKind::Start {
        return prepared.positions[start];
    }
    let to = prepared.safe_after(if inside_cluster { start } else { start + 1 });
    prepared.positions[to] - shaper.width(prepared, byte..prepared.byte(to), None)
}

/// How far a word is looked for to see whether it stands twice.
const FARTHEST_SEEN: usize = 128;

fn last_word(text: &str) -> &str {
    let mut from = text.len().saturating_sub(FARTHEST_SEEN);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut words = text[from..].rsplit(|c: char| !c.is_alphanumeric());
    words.find(|word| !word.is_empty()).unwrap_or("")
}

fn first_word(text: &str) -> &str {
    let mut end = text.len().min(FARTHEST_SEEN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut words = text[..end].split(|c: char| !c.is_alphanumeric());
    words.find(|word| !word.is_empty()).unwrap_or("")
}

/// A number that is the same for the same word (FNV-1a, 64 bits); 0 for a word too short to be seen.
fn mark(word: &str) -> u64 {
    const SHORTEST_SEEN: usize = 3;
    if word.len() < SHORTEST_SEEN {
        return 0;
    }
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
