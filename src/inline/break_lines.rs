//! Total-fit line breaking: the paragraph as a whole is set as evenly as it can be.
//!
//! Takes a prepared paragraph and a measure, gives the chosen lines. The search follows Knuth and
//! Plass (1981) with two departures. It runs over pairs of breaks, so that a cost may look at two
//! neighbouring lines; that replaces their four fitness classes by the difference of the lines
//! themselves. And a line is fitted first by scaling and tracking its glyphs a little, so that word
//! spaces differ less.
//!
//! Lines are looked for in passes, each looser than the one before. A paragraph whose last line would be
//! too short, or begin with the rest of a word, is set again in all of them, where that must not be; the
//! most even is taken.

use super::breaks::Prepared;
use super::demerits::faults_of_last;
use super::fit_line::{BOUNDED, Elasticity, Fitting, UNBOUNDED};
use super::search::{ChosenLine, IfStuck, Pass, search};
use super::setting::{Fill, Setting};
use crate::base::units::Em;

/// Demerits of a last line that begins with the rest of a broken word, or is shorter than the setting
/// allows, where it must not be: more than the loosest lines of a long paragraph have together.
const LAST_LINE_FAULT: f64 = 1e8;

/// The same where lines may gape: less than such a line has.
const LAST_LINE_FAULT_OF_UNBOUNDED: f64 = 6e5;

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
    let lines = |elasticity: &Elasticity, if_stuck, fault| {
        let elasticity = *elasticity;
        let pass = Pass {
            elasticity,
            if_stuck,
            fault,
        };
        search(prepared, measure, setting, pass)
    };
    let best = passes.iter().find_map(|elasticity| {
        let lines = lines(elasticity, if_stuck, 0.0);
        (!lines.is_empty()).then_some(lines)
    });
    let Some(best) = best else {
        return lines(&UNBOUNDED, IfStuck::Overfull, LAST_LINE_FAULT_OF_UNBOUNDED);
    };
    if faults(&best) <= 0.0 {
        return refitted(prepared, measure, setting, best);
    }
    let strict = passes
        .iter()
        .map(|elasticity| lines(elasticity, if_stuck, LAST_LINE_FAULT))
        .filter(|lines| !lines.is_empty());
    let weighed = |lines: &Vec<ChosenLine>| (faults(lines), unevenness(lines));
    let other = strict.min_by(|one, two| {
        let (one, two) = (weighed(one), weighed(two));
        one.0.total_cmp(&two.0).then(one.1.total_cmp(&two.1))
    });
    let chosen = other
        .filter(|lines| faults(lines) < faults(&best))
        .unwrap_or(best);
    refitted(prepared, measure, setting, chosen)
}

/// The lines, each fitted within the narrowest bounds in which it can be: that one line needs wider ones
/// changes no other.
fn refitted(
    prepared: &Prepared<'_>,
    measure: Em,
    setting: &Setting,
    mut lines: Vec<ChosenLine>,
) -> Vec<ChosenLine> {
    if setting.fill != Fill::Justified {
        return lines;
    }
    for (line_idx, line) in lines.iter_mut().enumerate() {
        let (start, end) = (&prepared.breaks[line.from], &prepared.breaks[line.to]);
        let measure = measure.0 - prepared.itemized.paragraph.shortage_of(line_idx).0;
        let fitted = BOUNDED.iter().find_map(|elasticity| {
            let fitting = Fitting {
                fill: setting.fill,
                elasticity: *elasticity,
                space: prepared.space,
            };
            fitting.fit(start, end, measure)
        });
        if let Some((fit, _)) = fitted {
            line.fit = fit;
        }
    }
    lines
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
    let measure = measure.0 - prepared.itemized.paragraph.shortage_of(0).0;
    let (fit, _) = fitting.fit(start, end, measure)?;
    let is_as_drawn = end.end_at - start.start_at <= measure;
    is_as_drawn.then_some(ChosenLine {
        from: 0,
        to,
        indent: prepared.itemized.paragraph.indent_of(0),
        fit,
        overfull: Em(0.0),
    })
}
