//! Sets the chosen lines: exact glyphs, every width as fitted, punctuation hung, runs in their
//! visual order.
//!
//! Takes a prepared paragraph and a chosen line, gives a [`Line`] whose text is the source's. Where
//! a cut undoes a kern or a ligature, the piece at the cut is shaped again by itself.

use unicode_bidi::{BidiInfo, Level};

use super::break_lines::ChosenLine;
use super::itemize::Item;
use super::line::{Glyph, GlyphRun, Line};
use super::paragraph::{BreakKind, Breakpoint, Prepared};
use super::shape::{ClusterKind, HYPHEN, ShapedGlyph, Shaper, is_rigid, kind};
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
    let start = prepared.breaks[chosen.from];
    let end = prepared.breaks[chosen.to];
    let bytes = line_bytes(prepared, &start, &end);
    let glyphs = line_glyphs(shaper, prepared, &start, &end, &bytes);
    let runs = runs(prepared, &glyphs, chosen, &bytes, size);
    placed(runs, chosen, &start, &bytes, size)
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
            && prepared.paragraph.text[..end_byte].ends_with(['-', '\u{2010}']),
    }
}

/// The glyphs of a line in reading order, the trailing space among them, cut pieces shaped anew.
fn line_glyphs(
    shaper: &mut Shaper<'_>,
    prepared: &Prepared<'_>,
    start: &Breakpoint,
    end: &Breakpoint,
    bytes: &LineBytes,
) -> Vec<ShapedGlyph> {
    let mut glyphs = Vec::new();
    let first = start.start as usize;
    let last = end.end as usize;
    let is_unsafe = |idx: usize| {
        prepared
            .clusters
            .get(idx)
            .is_some_and(|it| it.unsafe_before)
    };
    // A line may begin inside a ligature: what is left of it is shaped by itself.
    let is_inside = prepared.byte(first) > bytes.start;
    let fresh_until = match (is_inside, is_unsafe(first)) {
        (true, _) => prepared.safe_after(first),
        (false, true) => prepared.safe_after(first + 1),
        (false, false) => first,
    };
    let cut_start = is_inside || fresh_until > first;
    let cut_end = end.kind == BreakKind::Soft || is_unsafe(last);
    let fresh_from = if cut_end && last > 0 {
        prepared.safe_before(last - 1)
    } else {
        last
    }
    .max(first);
    let hyphen = bytes.hyphen.then_some(HYPHEN);

    if fresh_until >= fresh_from && (cut_start || cut_end) {
        shaper.shape_part(prepared, bytes.start..bytes.end, hyphen, &mut glyphs);
    } else {
        if cut_start {
            let range = bytes.start..prepared.byte(fresh_until);
            shaper.shape_part(prepared, range, None, &mut glyphs);
        }
        for cluster in &prepared.clusters[fresh_until..fresh_from] {
            glyphs.extend_from_slice(cluster.glyphs.as_slice());
        }
        if fresh_from < last {
            let range = prepared.byte(fresh_from)..bytes.end;
            shaper.shape_part(prepared, range, hyphen, &mut glyphs);
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

/// Groups glyphs into runs by item, fits them, and gives each run its text.
fn runs(
    prepared: &Prepared<'_>,
    glyphs: &[ShapedGlyph],
    chosen: &ChosenLine,
    bytes: &LineBytes,
    size: Pt,
) -> Vec<(GlyphRun, u8)> {
    let text = &prepared.paragraph.text;
    let mut runs = Vec::new();
    let mut rest = glyphs;
    while let Some(first) = rest.first() {
        let item = item_at(prepared, first.cluster as usize);
        // The added hyphen's cluster is the byte after the line's last: it goes with the item before.
        let in_item = |glyph: &ShapedGlyph| {
            item.range.contains(&(glyph.cluster as usize))
                || bytes.hyphen && glyph.cluster as usize == bytes.end
        };
        let n_glyphs = rest
            .iter()
            .take_while(|glyph| in_item(glyph))
            .count()
            .max(1);
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
        let ends_cluster =
            |idx: usize| here.get(idx + 1).map(|it| it.cluster) != Some(here[idx].cluster);
        let fitted = here
            .iter()
            .enumerate()
            .filter(|(_, glyph)| !is_ignorable(text, glyph, bytes))
            .map(|(idx, glyph)| {
                let kind = kind(text, glyph.cluster as usize, item.script);
                fitted(
                    glyph,
                    kind,
                    ends_cluster(idx),
                    prepared.space,
                    chosen,
                    run_start,
                    size,
                )
            })
            .collect();
        runs.push((
            run(prepared, item, chosen, fitted, run_text, size),
            item.level,
        ));
    }
    runs
}

/// Whether a glyph stands for a soft hyphen of the text at which the line is not broken.
fn is_ignorable(text: &str, glyph: &ShapedGlyph, bytes: &LineBytes) -> bool {
    let byte = glyph.cluster as usize;
    byte < bytes.end && text[byte..].starts_with(SOFT_HYPHEN)
}

fn item_at<'i>(prepared: &'i Prepared<'_>, byte: usize) -> &'i Item {
    let idx = prepared
        .items
        .partition_point(|item| item.range.end <= byte);
    &prepared.items[idx.min(prepared.items.len() - 1)]
}

/// A glyph with its final widths. Every word space is widened or narrowed by the same amount, also one
/// that was kerned; tracking comes after whole clusters only.
fn fitted(
    glyph: &ShapedGlyph,
    kind: ClusterKind,
    ends_cluster: bool,
    space: f64,
    chosen: &ChosenLine,
    run_start: usize,
    size: Pt,
) -> Glyph {
    let fit = &chosen.fit;
    let (stretch, more) = match kind {
        ClusterKind::Space => (1.0, space * (fit.space_ratio - 1.0)),
        ClusterKind::Letter if ends_cluster => (fit.stretch, fit.tracking.0),
        ClusterKind::Letter => (fit.stretch, 0.0),
        ClusterKind::Rigid => (1.0, 0.0),
    };
    Glyph {
        id: glyph.id,
        cluster: (glyph.cluster as usize - run_start) as u32,
        advance: Em(glyph.advance * stretch + more).at(size),
        right: Em(glyph.right * stretch).at(size),
        up: Em(glyph.up).at(size),
    }
}

fn run(
    prepared: &Prepared<'_>,
    item: &Item,
    chosen: &ChosenLine,
    glyphs: Vec<Glyph>,
    text: String,
    size: Pt,
) -> GlyphRun {
    let voice = &prepared.paragraph.voices[usize::from(item.voice)];
    let (stretch, tracking) = if is_rigid(item.script) {
        (1.0, 0.0)
    } else {
        (chosen.fit.stretch, chosen.fit.tracking.0)
    };
    GlyphRun {
        face: item.face,
        size: size * voice.scale,
        ink: voice.ink,
        language: voice.language,
        tongue: voice.tongue.clone(),
        direction: item.direction(),
        x: Pt::ZERO,
        stretch,
        tracking: Em(tracking + voice.tracking.0 * voice.scale).at(size),
        glyphs,
        text,
        ends_with_own_hyphen: false,
        voice: item.voice,
    }
}

/// Puts the runs side by side in visual order.
fn placed(
    runs: Vec<(GlyphRun, u8)>,
    chosen: &ChosenLine,
    start: &Breakpoint,
    bytes: &LineBytes,
    size: Pt,
) -> Line {
    let mut x = Em(chosen.indent.0 - start.hangs[1]).at(size);
    let trailing = trailing_space(&runs, bytes);
    let mut runs = runs;
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
        width: x - trailing - Em(chosen.fit.tracking.0).at(size),
        space_ratio: chosen.fit.space_ratio,
        overfull: chosen.overfull.at(size),
        text: bytes.start..bytes.end_with_spaces,
        direction: Direction::default(),
    }
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
