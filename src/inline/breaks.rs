//! The breaks of a paragraph: every place it may be broken at, measured.
//!
//! A break keeps two coordinates along the unbroken paragraph: where a line that ends here ends
//! (hyphen and its kern included) and where a line that begins here begins. A line's width is then
//! one subtraction, also where breaking undoes a ligature or a kern.

use std::ops::Range;

use super::itemize::{Itemized, is_unseen};
use super::places::{BreakKind, Place, places};
use super::protrude::{left_protrusion, right_protrusion};
use super::shape::{Cluster, ClusterKind, HYPHEN, Part, Shaper};
use crate::base::units::Em;

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
    /// What it was made from, with its runs of one face, script, direction and voice.
    pub itemized: Itemized<'p>,
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
    /// The text it was made from.
    pub fn text(&self) -> &str {
        &self.itemized.paragraph.text
    }

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
            .map_or(self.text().len(), |cluster| cluster.start as usize)
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

    /// Whether cutting the text before a cluster changes a glyph.
    pub fn is_unsafe(&self, cluster_idx: usize) -> bool {
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
    itemized: Itemized<'p>,
    clusters: Vec<Cluster>,
) -> Prepared<'p> {
    let paragraph = itemized.paragraph;
    let mut prepared = Prepared {
        itemized,
        positions: prefix_sums(&clusters),
        clusters,
        breaks: Vec::new(),
        space: shaper.space_width(paragraph),
    };
    let places = places(paragraph);
    let mut breaks = Vec::with_capacity(places.len() + 1);
    let mut measuring = Measuring {
        shaper,
        prepared: &prepared,
        counts: Counts::of(&prepared.clusters),
    };
    let mut cluster_idx = 0;
    let (mut looked_at, mut is_seen) = (0, false);
    for place in places {
        while prepared.byte(cluster_idx) < place.byte && cluster_idx < prepared.clusters.len() {
            cluster_idx += 1;
        }
        // Where nothing is seen between two breaks, the first is enough.
        let between = &paragraph.text[looked_at..place.byte];
        is_seen |= !between.chars().all(is_unseen);
        looked_at = place.byte;
        if !is_seen && !matches!(place.kind, BreakKind::Start | BreakKind::End) {
            continue;
        }
        is_seen = false;
        breaks.push(measuring.breakpoint(&place, cluster_idx));
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

/// What is needed to measure the breaks of a paragraph.
struct Measuring<'m, 'f, 'p> {
    shaper: &'m mut Shaper<'f>,
    prepared: &'m Prepared<'p>,
    counts: Counts,
}

impl Measuring<'_, '_, '_> {
    /// A place where a line may end, measured; the cluster is the first at or after it.
    fn breakpoint(&mut self, place: &Place, cluster_idx: usize) -> Breakpoint {
        let Place {
            kind,
            byte,
            penalty,
        } = *place;
        let (prepared, text) = (self.prepared, self.prepared.text());
        let start = cluster_idx;
        let end = self.end(kind, cluster_idx);
        let end_byte = match kind {
            BreakKind::Soft => byte,
            _ => prepared.byte(end),
        };
        let end_at = self.line_end(kind, end, end_byte);
        let start_at = self.line_start(kind, start, byte);
        let hangs = self.hangs(place, end, start);
        let counts = &self.counts;
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
        let words = [
            mark(last_word(&text[..end_byte])),
            mark(first_word(&text[byte..])),
        ];
        Breakpoint {
            kind,
            byte: byte as u32,
            end: end as u32,
            start: start as u32,
            end_at: end_at - hangs[0],
            start_at: start_at + hangs[1],
            hangs,
            spaces: [counts.spaces[end], counts.spaces[start]],
            glyphs,
            gaps,
            penalty,
            words,
        }
    }

    /// The cluster after the last one of a line that ends at a break: spaces there disappear.
    fn end(&self, kind: BreakKind, cluster_idx: usize) -> usize {
        let mut end = cluster_idx;
        if matches!(kind, BreakKind::Space | BreakKind::End) {
            while end > 0 && self.prepared.clusters[end - 1].kind == ClusterKind::Space {
                end -= 1;
            }
        }
        end
    }

    /// How far the marks before and after a break hang out of their lines.
    fn hangs(&self, place: &Place, end: usize, start: usize) -> [f64; 2] {
        let (prepared, text) = (self.prepared, self.prepared.text());
        let last = match place.kind {
            BreakKind::Soft => Some(HYPHEN),
            _ => text[..prepared.byte(end)].chars().next_back(),
        };
        let first = text[place.byte..].chars().next();
        // Cut off from what follows, a mark is no longer kerned with it.
        let right_width = match (place.kind, last) {
            (BreakKind::Soft | BreakKind::Explicit, Some(last)) => self.width_before(end, last),
            _ => end
                .checked_sub(1)
                .map_or(0.0, |idx| prepared.clusters[idx].width),
        };
        let left = prepared.clusters.get(start);
        let left_width = left.map_or(0.0, |cluster| cluster.width);
        [
            last.map_or(0.0, right_protrusion) * right_width,
            first.map_or(0.0, left_protrusion) * left_width,
        ]
    }

    /// The width of a character by itself, in the voice of the text before a cluster.
    fn width_before(&self, cluster_idx: usize, character: char) -> f64 {
        let prepared = self.prepared;
        let idx = cluster_idx
            .saturating_sub(1)
            .min(prepared.clusters.len().saturating_sub(1));
        prepared.clusters.get(idx).map_or(0.0, |cluster| {
            let voice = usize::from(prepared.itemized.items[cluster.item as usize].voice);
            let voices = &prepared.itemized.paragraph.voices;
            self.shaper.advance(character, &voices[voice])
        })
    }

    /// Where a line that ends at a break ends.
    fn line_end(&mut self, kind: BreakKind, end: usize, end_byte: usize) -> f64 {
        let prepared = self.prepared;
        let cut_is_safe = prepared.byte(end) == end_byte && !prepared.is_unsafe(end);
        if kind != BreakKind::Soft && cut_is_safe || end == 0 {
            return prepared.positions[end];
        }
        let from = prepared.safe_before(end - 1);
        let part = Part {
            range: prepared.byte(from)..end_byte,
            hyphen: (kind == BreakKind::Soft).then_some(HYPHEN),
        };
        prepared.positions[from] + self.shaper.width(&prepared.itemized, &part)
    }

    /// Where a line that begins at a break begins.
    fn line_start(&mut self, kind: BreakKind, start: usize, byte: usize) -> f64 {
        let prepared = self.prepared;
        let is_inside = prepared.byte(start) != byte;
        let cut_is_safe = !is_inside && !prepared.is_unsafe(start);
        if cut_is_safe || kind == BreakKind::Start {
            return prepared.positions[start];
        }
        let to = prepared.safe_after(if is_inside { start } else { start + 1 });
        let part = Part::plain(byte..prepared.byte(to));
        prepared.positions[to] - self.shaper.width(&prepared.itemized, &part)
    }
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
