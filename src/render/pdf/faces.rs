//! The faces of a document: which glyphs are used, the fonts cut down to them, and what text each
//! glyph stands for.
//!
//! A glyph can stand for two texts: the hyphen of the text and the one that breaks a word, a space
//! and a no-break space. The commonest is the glyph's own; for every other there is the same font a
//! second time, with another text map. Every reader follows that, while not every reader follows an
//! `ActualText`, and poppler's tag reader loses the text after a marked content inside another.

use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use subsetter::GlyphRemapper;

use super::error::PdfError;
use crate::design::fonts::{Face, FaceId, Fonts};
use crate::inline::line::GlyphRun;
use crate::layout::page::{Mark, Pages};

/// Units of a PDF's glyph space in an em.
const PDF_UNITS: f64 = 1000.0;

/// The most text maps of one face; texts beyond are said beside their glyphs.
const MOST_TEXT_MAPS: usize = 4;

/// The soft hyphen: never a glyph's own text where the glyph is also a hyphen.
pub(super) const SOFT_HYPHEN: &str = "\u{ad}";

/// The faces in use, by face.
pub(super) struct Faces {
    used: Vec<Option<UsedFace>>,
}

/// A face in use.
pub(super) struct UsedFace {
    pub(super) id: FaceId,
    /// `ABCDEF+SourceSerif4-Regular`.
    pub(super) base_font: String,
    subset: Vec<u8>,
    /// For each glyph of the whole face: its place in the subset and its own text.
    glyphs: Vec<Option<UsedGlyph>>,
    n_glyphs: u16,
    pub(super) descriptor: Descriptor,
}

/// A glyph in use.
#[derive(Clone)]
struct UsedGlyph {
    /// Its index in the subset.
    id: u16,
    /// Its width in PDF units.
    width: i64,
    /// What it stands for, one for each text map; the first is its own.
    texts: Vec<String>,
}

/// What a font descriptor says.
#[derive(Clone, Copy)]
pub(super) struct Descriptor {
    pub(super) ascent: i64,
    pub(super) descent: i64,
    pub(super) cap_height: i64,
    pub(super) italic_angle: f64,
    pub(super) stem_v: i64,
    pub(super) bounds: [i64; 4],
}

/// The texts a glyph was seen with, and how often.
type Seen = Vec<(String, u32)>;

impl Faces {
    /// The faces and glyphs that pages use.
    pub(super) fn of(pages: &Pages, fonts: &Fonts) -> Result<Self, PdfError> {
        let mut seen: Vec<Vec<Seen>> = Vec::new();
        let items = pages.pages.iter().flat_map(|page| &page.items);
        for run in items.filter_map(|item| match &item.mark {
            Mark::Glyphs(_, run) => Some(run),
            Mark::Rule(..)
            | Mark::Dots { .. }
            | Mark::Code(..)
            | Mark::Picture { .. }
            | Mark::Link { .. } => None,
        }) {
            see(&mut seen, run);
        }
        let used = seen.into_iter().enumerate().map(|(idx, glyphs)| {
            let face = FaceId(idx as u16);
            let is_used = glyphs.iter().any(|texts| !texts.is_empty());
            is_used
                .then(|| UsedFace::new(fonts.face(face), glyphs))
                .transpose()
        });
        Ok(Self {
            used: used.collect::<Result<_, _>>()?,
        })
    }

    /// The faces, in order.
    pub(super) fn in_use(&self) -> impl Iterator<Item = &UsedFace> {
        self.used.iter().flatten()
    }

    /// A face that is in use.
    pub(super) fn get(&self, id: FaceId) -> Option<&UsedFace> {
        self.used.get(usize::from(id.0))?.as_ref()
    }
}

/// Notes every glyph of a run with the text it stands for.
fn see(seen: &mut Vec<Vec<Seen>>, run: &GlyphRun) {
    let face = usize::from(run.face.0);
    if seen.len() <= face {
        seen.resize_with(face + 1, Vec::new);
    }
    let glyphs = &mut seen[face];
    for (idx, glyph) in run.glyphs.iter().enumerate() {
        let gid = usize::from(glyph.id);
        if glyphs.len() <= gid {
            glyphs.resize_with(gid + 1, Vec::new);
        }
        let text = text_of(run, idx);
        match glyphs[gid].iter_mut().find(|(known, _)| known == text) {
            Some((_, n_times)) => *n_times += 1,
            None => glyphs[gid].push((text.to_owned(), 1)),
        }
    }
}

/// The text a glyph of a run stands for. Of several glyphs of one cluster, the first has it all;
/// where there are as many characters as glyphs, each has its own.
pub(super) fn text_of(run: &GlyphRun, idx: usize) -> &str {
    let start = run.glyphs[idx].cluster;
    let is_same = |glyph: &&crate::inline::line::Glyph| glyph.cluster == start;
    let n_before = run.glyphs[..idx].iter().rev().take_while(is_same).count();
    let n_after = run.glyphs[idx..].iter().take_while(is_same).count();
    let end = run
        .glyphs
        .get(idx + n_after)
        .map_or(run.text.len(), |next| next.cluster as usize);
    let cluster = run.text.get(start as usize..end).unwrap_or("");
    if n_before + n_after == 1 {
        return cluster;
    }
    let one_each = cluster.chars().count() == n_before + n_after;
    if one_each {
        let mut characters = cluster.char_indices().skip(n_before);
        let begin = characters.next().map_or(0, |(at, _)| at);
        let end = characters.next().map_or(cluster.len(), |(at, _)| at);
        return &cluster[begin..end];
    }
    if n_before == 0 { cluster } else { "" }
}

impl UsedFace {
    fn new(face: &Face, seen: Vec<Seen>) -> Result<Self, PdfError> {
        let used: Vec<u16> = (0_u16..)
            .zip(&seen)
            .filter(|(_, texts)| !texts.is_empty())
            .map(|(gid, _)| gid)
            .collect();
        let remapper = GlyphRemapper::new_from_glyphs_sorted(&used);
        let subset = subsetter::subset(&face.bytes, 0, &remapper).map_err(|error| {
            let name = face.postscript_name();
            let what = "cannot be cut down to the letters in use; is its file broken?";
            PdfError::new(format!("the font {name} {what} ({error:?})"))
        })?;

        let units = f64::from(face.metrics.units_per_em);
        let glyphs = (0_u16..).zip(seen).map(|(gid, texts)| {
            let texts = in_order(texts);
            if texts.is_empty() {
                return None;
            }
            let width = face.file.advance(gid) * PDF_UNITS / units;
            Some(UsedGlyph {
                id: remapper.get(gid)?,
                width: width.round() as i64,
                texts,
            })
        });
        let glyphs: Vec<_> = glyphs.collect();
        let base_font = format!("{}+{}", subset_tag(&used), face.postscript_name());
        let descriptor = Descriptor::of(face);
        let n_glyphs = remapper.num_gids();
        Ok(Self {
            id: face.id,
            base_font,
            subset,
            glyphs,
            n_glyphs,
            descriptor,
        })
    }

    /// The name of the font in a page's resources.
    pub(super) fn resource_name(&self) -> String {
        format!("F{}", self.id.0)
    }

    /// The name of the font with another of its text maps.
    pub(super) fn name_with_map(&self, map_idx: usize) -> String {
        match map_idx {
            0 => self.resource_name(),
            _ => format!("F{}.{map_idx}", self.id.0),
        }
    }

    /// How many text maps it has.
    pub(super) fn n_text_maps(&self) -> usize {
        let glyphs = self.glyphs.iter().flatten();
        glyphs.map(|glyph| glyph.texts.len()).max().unwrap_or(1)
    }

    /// Where a glyph stands in the subset, and its width in PDF units.
    pub(super) fn glyph(&self, gid: u16) -> (u16, i64) {
        let glyph = self.glyphs.get(usize::from(gid)).and_then(Option::as_ref);
        glyph.map_or((0, 0), |glyph| (glyph.id, glyph.width))
    }

    /// The text map in which a glyph stands for a text.
    pub(super) fn map_with(&self, gid: u16, text: &str) -> Option<usize> {
        let glyph = self.glyphs.get(usize::from(gid))?.as_ref()?;
        glyph.texts.iter().position(|known| known == text)
    }

    /// The glyphs of the subset with what they stand for in a text map, in order.
    pub(super) fn texts(&self, map_idx: usize) -> Vec<(u16, &str)> {
        let mut found = Vec::with_capacity(self.glyphs.len());
        for glyph in self.glyphs.iter().flatten() {
            let text = glyph.texts.get(map_idx).or(glyph.texts.first());
            found.extend(text.map(|text| (glyph.id, text.as_str())));
        }
        found
    }

    /// The subset as printpdf takes it. The widths are given in PDF units, so that rounding is
    /// ours and not a cut.
    pub(super) fn parsed(&self) -> Result<ParsedFont, PdfError> {
        let used = self.glyphs.iter().flatten();
        let glyph_widths = used.map(|glyph| (glyph.id, glyph.width as u16)).collect();
        let [x_min, y_min, x_max, y_max] = self.descriptor.bounds.map(|bound| bound as i16);
        let is_cff = self.subset.starts_with(b"OTTO");
        if self.n_glyphs == 0 {
            return Err(PdfError::new("a face without glyphs"));
        }
        Ok(ParsedFont {
            original_bytes: self.subset.clone(),
            font_index: 0,
            font_name: Some(self.base_font.clone()),
            codepoint_to_glyph: std::collections::BTreeMap::new(),
            glyph_widths,
            units_per_em: PDF_UNITS as u16,
            font_metrics: FontMetrics {
                ascent: self.descriptor.ascent as i16,
                descent: self.descriptor.descent as i16,
            },
            font_type: if is_cff {
                FontType::OpenTypeCFF(())
            } else {
                FontType::TrueType
            },
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: PDF_UNITS as u16,
                x_min,
                y_min,
                x_max,
                y_max,
                caret_slope_rise: 1,
                caret_slope_run: 0,
                us_weight_class: 400,
            },
        })
    }
}

/// The texts of a glyph, its own first: the commonest, but a soft hyphen only if there is no other. No
/// text at all is none that a map could say, unless it is the only one.
fn in_order(mut texts: Seen) -> Vec<String> {
    let rank =
        |(text, n_times): &(String, u32)| (text != SOFT_HYPHEN && !text.is_empty(), *n_times);
    // Equals stay in the order in which they were seen.
    texts.sort_by_key(|text| std::cmp::Reverse(rank(text)));
    let mut texts: Vec<_> = texts.into_iter().map(|(text, _)| text).collect();
    let mut is_first = true;
    texts.retain(|text| std::mem::take(&mut is_first) || !text.is_empty());
    texts.truncate(MOST_TEXT_MAPS);
    texts
}

/// Six letters that differ when the glyphs in use differ (ISO 32000-1, 9.6.4).
fn subset_tag(used: &[u16]) -> String {
    let mut hash = used.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, gid| {
        (hash ^ u64::from(*gid)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut letters = String::with_capacity(6);
    for _ in 0..6 {
        letters.push(char::from(b'A' + (hash % 26) as u8));
        hash /= 26;
    }
    letters
}

impl Descriptor {
    fn of(face: &Face) -> Self {
        let metrics = &face.metrics;
        let pdf_units = |em: f64| (em * PDF_UNITS).round() as i64;
        let scale = PDF_UNITS / f64::from(metrics.units_per_em);
        Self {
            ascent: pdf_units(metrics.ascent.0),
            descent: -pdf_units(metrics.descent.0),
            cap_height: pdf_units(metrics.cap_height.0),
            italic_angle: metrics.italic_angle,
            // The usual estimate of a stem from the weight (as in the PDF writers of Adobe).
            stem_v: 50
                + (i64::from(metrics.weight_class) / 65) * (i64::from(metrics.weight_class) / 65),
            bounds: metrics
                .bounds
                .map(|bound| (f64::from(bound) * scale).round() as i64),
        }
    }
}
