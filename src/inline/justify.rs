//! Sets the chosen lines: exact glyphs, every width as fitted, punctuation hung, runs in their
//! visual order.
//!
//! Takes a prepared paragraph and a chosen line, gives a [`Line`] whose text is the source's. Where
//! a cut undoes a kern or a ligature, the piece at the cut is shaped again by itself.

use unicode_bidi::{BidiInfo, Level};

use super::breaks::{Breakpoint, Prepared};
use super::itemize::Item;
use super::line::{Glyph, GlyphRun, Line};
use super::places::BreakKind;
use super::search::ChosenLine;
use super::shape::{ClusterKind, HYPHEN, Part, ShapedGlyph, Shaper, is_rigid, kind};
use crate::base::language::Direction;
use crate::base::units::{Em, Pt};

/// The soft hyphen, which a reader may take out again.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// Sets one line at a size.
pub fn realise(
    shaper: &mut Shaper<'_>,
    prepared: &Prepared<'_>,
    chosen: &ChosenLine,
    size: Pt,
) -> Line {
    let start = &prepared.breaks[chosen.from];
    let end = &prepared.breaks[chosen.to];
    let stick = Stick {
        prepared,
        chosen,
        start,
        end,
        bytes: line_bytes(prepared, start, end),
        size,
    };
    let glyphs = stick.glyphs(shaper);
    let runs = stick.runs(&glyphs);
    stick.placed(runs)
}

/// The line that is being set, as in a composing stick.
struct Stick<'l, 'p> {
    prepared: &'l Prepared<'p>,
    chosen: &'l ChosenLine,
    start: &'l Breakpoint,
    end: &'l Breakpoint,
    bytes: LineBytes,
    size: Pt,
}

/// Which bytes of the text a line shows.
struct LineBytes {
    start: usize,
    /// The end of what is seen.
    end: usize,
    /// The end with the spaces at which the line was broken.
    end_with_spaces: usize,
    hyphen: bool,
    /// Whether the line is broken at a hyphen of the text.
    own_hyphen: bool,
}

fn line_bytes(prepared: &Prepared<'_>, start: &Breakpoint, end: &Breakpoint) -> LineBytes {
    let end_with_spaces = end.byte as usize;
    let end_byte = match end.kind {
        BreakKind::Soft => end_with_spaces,
        _ => prepared.byte(end.end as usize),
    };
    LineBytes {
        start: start.byte as usize,
        end: end_byte,
        end_with_spaces,
        hyphen: end.kind == BreakKind::Soft,
        own_hyphen: end.kind == BreakKind::Explicit
            && prepared.text()[..end_byte].ends_with(['-', '\u{2010}']),
    }
}

impl Stick<'_, '_> {
    /// The glyphs of the line in reading order, the trailing space among them, cut pieces shaped anew.
    fn glyphs(&self, shaper: &mut Shaper<'_>) -> Vec<ShapedGlyph> {
        let (prepared, bytes) = (self.prepared, &self.bytes);
        let mut glyphs = Vec::new();
        let first = self.start.start as usize;
        let last = self.end.end as usize;
        // A line may begin inside a ligature: what is left of it is shaped by itself.
        let is_inside = prepared.byte(first) > bytes.start;
        let fresh_until = match (is_inside, prepared.is_unsafe(first)) {
            (true, _) => prepared.safe_after(first),
            (false, true) => prepared.safe_after(first + 1),
            (false, false) => first,
        };
        let cut_start = is_inside || fresh_until > first;
        let cut_end = self.end.kind == BreakKind::Soft || prepared.is_unsafe(last);
        let fresh_from = if cut_end && last > 0 {
            prepared.safe_before(last - 1)
        } else {
            last
        }
        .max(first);
        let hyphen = bytes.hyphen.then_some(HYPHEN);
        let mut shape = |range, hyphen, glyphs: &mut Vec<_>| {
            let part = Part { range, hyphen };
            shaper.shape_part(&prepared.itemized, &part, glyphs);
        };

        if fresh_until >= fresh_from && (cut_start || cut_end) {
            shape(bytes.start..bytes.end, hyphen, &mut glyphs);
        } else {
            if cut_start {
                shape(bytes.start..prepared.byte(fresh_until), None, &mut glyphs);
            }
            for cluster in &prepared.clusters[fresh_until..fresh_from] {
                glyphs.extend_from_slice(cluster.glyphs.as_slice());
            }
            if fresh_from < last {
                shape(prepared.byte(fresh_from)..bytes.end, hyphen, &mut glyphs);
            }
        }
        // One space stays at the end of a line, so that words are not glued when they are copied out.
        if bytes.end_with_spaces > bytes.end
            && let Some(space) = prepared.clusters.get(last)
        {
            glyphs.extend_from_slice(space.glyphs.as_slice());
        }
        glyphs
    }

    /// Groups glyphs into runs by item, fits them, and gives each run its text and its bidi level.
    fn runs(&self, glyphs: &[ShapedGlyph]) -> Vec<(GlyphRun, u8)> {
        let (text, bytes) = (self.prepared.text(), &self.bytes);
        let mut runs = Vec::new();
        let mut rest = glyphs;
        while let Some(first) = rest.first() {
            let item = self.prepared.itemized.item_at(first.cluster as usize);
            // The added hyphen's cluster is the byte after the line's last: it goes with the item before.
            let in_item = |glyph: &&ShapedGlyph| {
                item.range.contains(&(glyph.cluster as usize))
                    || bytes.hyphen && glyph.cluster as usize == bytes.end
            };
            let n_glyphs = rest.iter().take_while(in_item).count().max(1);
            let (here, after) = rest.split_at(n_glyphs);
            rest = after;
            let run_start = (first.cluster as usize).min(bytes.end);
            let run_end = after
                .first()
                .map_or(bytes.end_with_spaces, |glyph| glyph.cluster as usize);
            let mut run_text = text[run_start..run_end.max(run_start)].to_owned();
            if bytes.hyphen && after.is_empty() {
                run_text.push(SOFT_HYPHEN);
            }
            let fitted = self.fitted(here, item, run_start);
            runs.push((self.run(item, fitted, run_text), item.level));
        }
        runs
    }

    /// Glyphs of one item with their final widths, without those that stand for nothing.
    fn fitted(&self, glyphs: &[ShapedGlyph], item: &Item, run_start: usize) -> Vec<Glyph> {
        let text = self.prepared.text();
        let ends_cluster =
            |idx: usize| glyphs.get(idx + 1).map(|it| it.cluster) != Some(glyphs[idx].cluster);
        let seen = (glyphs.iter().enumerate())
            .filter(|(_, glyph)| !is_ignorable(text, glyph, &self.bytes));
        seen.map(|(idx, glyph)| {
            let kind = kind(text, glyph.cluster as usize, item.script);
            let cluster = (glyph.cluster as usize - run_start) as u32;
            let (stretch, more) = self.widening(kind, ends_cluster(idx));
            Glyph {
                id: glyph.id,
                cluster,
                advance: Em(glyph.advance * stretch + more).at(self.size),
                right: Em(glyph.right * stretch).at(self.size),
                up: Em(glyph.up).at(self.size),
            }
        })
        .collect()
    }

    /// How much a glyph is scaled, and what is added to it. Every word space is widened or narrowed by the
    /// same amount, also one that was kerned; tracking comes after whole clusters only.
    fn widening(&self, kind: ClusterKind, ends_cluster: bool) -> (f64, f64) {
        let fit = &self.chosen.fit;
        match kind {
            ClusterKind::Space => (1.0, self.prepared.space * (fit.space_ratio - 1.0)),
            ClusterKind::Letter if ends_cluster => (fit.stretch, fit.tracking.0),
            ClusterKind::Letter => (fit.stretch, 0.0),
            ClusterKind::Rigid => (1.0, 0.0),
        }
    }

    fn run(&self, item: &Item, glyphs: Vec<Glyph>, text: String) -> GlyphRun {
        let voice = &self.prepared.itemized.paragraph.voices[usize::from(item.voice)];
        let (stretch, tracking) = if is_rigid(item.script) {
            (1.0, 0.0)
        } else {
            (self.chosen.fit.stretch, self.chosen.fit.tracking.0)
        };
        GlyphRun {
            face: item.face,
            size: self.size * voice.scale,
            ink: voice.ink,
            language: voice.tongue.language,
            language_tag: voice.language_tag.clone(),
            direction: item.direction(),
            x: Pt::ZERO,
            stretch,
            tracking: Em(tracking + voice.tracking.0 * voice.scale).at(self.size),
            glyphs,
            text,
            ends_with_own_hyphen: false,
            voice: item.voice,
        }
    }

    /// Puts the runs side by side in visual order.
    fn placed(&self, mut runs: Vec<(GlyphRun, u8)>) -> Line {
        let (bytes, size) = (&self.bytes, self.size);
        let mut x = Em(self.chosen.indent.0 - self.start.hangs[1]).at(size);
        let trailing = trailing_space(&runs, bytes);
        if let Some((last, _)) = runs.last_mut().filter(|_| bytes.own_hyphen) {
            last.ends_with_own_hyphen = true;
        }
        let (mut runs, levels): (Vec<_>, Vec<_>) = runs.into_iter().unzip();
        for idx in visual_order(&levels) {
            runs[idx].x = x;
            x += runs[idx].width();
        }
        Line {
            runs,
            width: x - trailing - Em(self.chosen.fit.tracking.0).at(size),
            space_ratio: self.chosen.fit.space_ratio,
            overfull: self.chosen.overfull.at(size),
            text: bytes.start..bytes.end_with_spaces,
            direction: Direction::default(),
        }
    }
}

/// Whether a glyph stands for a soft hyphen of the text at which the line is not broken.
fn is_ignorable(text: &str, glyph: &ShapedGlyph, bytes: &LineBytes) -> bool {
    let byte = glyph.cluster as usize;
    byte < bytes.end && text[byte..].starts_with(SOFT_HYPHEN)
}

fn trailing_space(runs: &[(GlyphRun, u8)], bytes: &LineBytes) -> Pt {
    if bytes.end_with_spaces == bytes.end {
        return Pt::ZERO;
    }
    let last = runs.last().and_then(|(run, _)| run.glyphs.last());
    last.map_or(Pt::ZERO, |glyph| glyph.advance)
}

/// The runs' indices from left to right (UAX #9, rule L2).
fn visual_order(levels: &[u8]) -> Vec<usize> {
    if levels.iter().all(|level| *level == 0) {
        return (0..levels.len()).collect();
    }
    let levels: Vec<_> = levels
        .iter()
        .map(|level| Level::new(*level).unwrap_or(Level::ltr()))
        .collect();
    BidiInfo::reorder_visual(&levels)
}
