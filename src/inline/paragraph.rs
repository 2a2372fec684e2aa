//! A paragraph: its text and voices as the blocks give them, and the same measured, with every
//! place it may be broken at.
//!
//! A break keeps two coordinates along the unbroken paragraph: where a line that ends here ends
//! (hyphen and its kern included) and where a line that begins here begins. A line's width is then
//! one subtraction, also where breaking undoes a ligature or a kern.

use std::ops::Range;
use std::sync::Arc;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::hyphenate::Hyphenator;
use super::itemize::Item;
use super::protrude::{left_protrusion, right_protrusion};
use super::shape::{Cluster, ClusterKind, HYPHEN, Shaper};
use crate::base::color::Ink;
use crate::base::language::{Direction, Language};
use crate::base::units::Em;
use crate::design::fonts::{Caps, FaceId, Figures};

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
    fn voice_at(&self, byte: usize) -> Option<&Voice> {
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
    /// a glyph.
    pub fn safe_before(&self, cluster_idx: usize) -> usize {
        let mut idx = cluster_idx;
        while self
            .clusters
            .get(idx)
            .is_some_and(|cluster| cluster.unsafe_before)
            && idx > 0
        {
            idx -= 1;
        }
        idx
    }

    /// The nearest such cluster at or after.
    pub fn safe_after(&self, cluster_idx: usize) -> usize {
        let mut idx = cluster_idx;
        while self
            .clusters
            .get(idx)
            .is_some_and(|cluster| cluster.unsafe_before)
        {
            idx += 1;
        }
        idx
    }
}

/// Demerits, before squaring, of a hyphen that bifolio adds: what keeps English prose under one line in
/// eight, and Turkish and Russian, with their long words, as even.
const SOFT_HYPHEN_PENALTY: f64 = 205.0;

/// The same for a name or any other word with a capital.
const NAME_HYPHEN_PENALTY: f64 = 300.0;

/// The same in a paragraph's last word: a part of a word would be its last line.
const LAST_WORD_HYPHEN_PENALTY: f64 = 2000.0;

/// The same for a break after a hyphen or dash that the text has.
const EXPLICIT_PENALTY: f64 = 100.0;

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
    for (kind, byte, penalty) in places {
        while prepared.byte(cluster_idx) < byte && cluster_idx < prepared.clusters.len() {
            cluster_idx += 1;
        }
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

/// The places a line may end, by byte, with their demerits; the start and the end among them.
fn places(paragraph: &Paragraph, hyphenator: &Hyphenator) -> Vec<(BreakKind, usize, f64)> {
    let text = &paragraph.text;
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut places = vec![(BreakKind::Start, 0, 0.0)];
    let mut soft = hyphenator.soft_breaks(text).into_iter().peekable();
    let last_word = text.trim_end().rfind(char::is_whitespace).unwrap_or(0);
    for byte in segmenter.segment_str(text).filter(|byte| *byte > 0) {
        while let Some(hyphen) = soft.next_if(|hyphen| hyphen.byte < byte) {
            if paragraph
                .voice_at(hyphen.byte)
                .is_some_and(|voice| voice.is_foreign)
            {
                continue;
            }
            let penalty = if hyphen.byte > last_word {
                LAST_WORD_HYPHEN_PENALTY
            } else if hyphen.in_name {
                NAME_HYPHEN_PENALTY
            } else {
                SOFT_HYPHEN_PENALTY
            };
            places.push((BreakKind::Soft, hyphen.byte, penalty));
        }
        if byte == text.len() {
            break;
        }
        let before = &text[..byte];
        let line_start = places.last().map_or(0, |(_, last, _)| *last);
        places.extend(breaks_of_address(text, line_start..byte));
        if before.ends_with('\u{ad}') {
            places.push((BreakKind::Soft, byte, SOFT_HYPHEN_PENALTY));
        } else if before.ends_with(char::is_whitespace) {
            if !is_glued(before, &text[byte..], hyphenator) {
                places.push((BreakKind::Space, byte, 0.0));
            }
        } else if !is_in_address(before) {
            places.push((BreakKind::Explicit, byte, EXPLICIT_PENALTY));
        }
    }
    places.push((BreakKind::End, text.len(), 0.0));
    places
}

/// Whether the space at the end of `before` holds: after an initial or an honorific ("H.E."), before
/// a dash, between a day and its month's number, between "No." or "p." and a figure.
fn is_glued(before: &str, after: &str, hyphenator: &Hyphenator) -> bool {
    if after.starts_with(['–', '—']) {
        return true;
    }
    let word = before
        .trim_end()
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    let is_initials = word.ends_with('.')
        && word.split_inclusive('.').all(|part| {
            part.chars().count() == 2 && part.chars().next().is_some_and(char::is_uppercase)
        });
    let before_number = after.starts_with(|next: char| next.is_ascii_digit());
    let is_reference = matches!(
        word,
        "p." | "pp." | "No." | "no." | "Art." | "Article" | "§"
    );
    let is_day = word.len() <= 2 && !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit());
    is_initials || is_reference && before_number || is_day && hyphenator.begins_with_month(after)
}

/// The breaks before the full stops of an address: a stop at the end of a line would be read as the
/// sentence's (Chicago Manual of Style, 7.46).
fn breaks_of_address(text: &str, range: Range<usize>) -> Vec<(BreakKind, usize, f64)> {
    let (piece, before) = (&text[range.clone()], &text[..range.end]);
    let word = before.trim_end().rsplit(char::is_whitespace).next();
    if !word.is_some_and(|word| word.contains("://") || word.starts_with("www.")) {
        return Vec::new();
    }
    let stops = piece.match_indices('.').filter(|(offset, _)| {
        let is_inside = |c: char| c.is_ascii_alphanumeric();
        piece[..*offset].ends_with(is_inside) && piece[offset + 1..].starts_with(is_inside)
    });
    stops
        .map(|(offset, _)| (BreakKind::Explicit, range.start + offset, EXPLICIT_PENALTY))
        .collect()
}

/// Whether the hyphen a text ends with belongs to an address: broken there, it would be read as one
/// that was added.
fn is_in_address(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    before.ends_with('-') && (word.contains("://") || word.contains("www.") || word.contains('@'))
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

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or("")
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
        .unwrap_or("")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::language::row;

    #[test]
    fn an_honorific_holds_its_name_and_a_day_its_month() {
        let english = row(Language::English).unwrap();
        let hyphenator = Hyphenator::new(english, []);
        let is_glued = |before, after| is_glued(before, after, &hyphenator);
        assert!(is_glued("by H.E. ", "Khazar"));
        assert!(is_glued("J. ", "Smith"));
        assert!(is_glued("see p. ", "5"));
        assert!(is_glued("the town ", "– razed"));
        assert!(is_glued("on 10 ", "December 1948"));
        assert!(!is_glued("in 1992. ", "That"));
        assert!(!is_glued("murdered. ", "1,275"));
    }
}
