//! Runs to glyphs. The only file that knows the shaper.
//!
//! Takes a paragraph and its items, gives [`Cluster`]s in reading order: the smallest pieces of
//! text that have a width of their own. Pieces of a line that is cut where glyphs interact are
//! shaped again by themselves.

use std::collections::HashMap;
use std::ops::Range;

use harfrust::{
    Buffer, ClusterLevel, Direction as ShaperDirection, Feature, Language as ShaperLanguage,
    Script as ShaperScript, ShapeOptions, ShapePlan, ShaperFont, Tag, shape,
};
use unicode_script::Script;

use super::itemize::{Item, Itemized};
use super::paragraph::{Paragraph, Voice};
use crate::base::language::{Direction, Language};
use crate::design::fonts::{Caps, Face, FaceId, Figures, Fonts};

/// The hyphen that is added where a word is broken.
pub const HYPHEN: char = '\u{2010}';

/// A glyph as the shaper gives it, in ems of its paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShapedGlyph {
    /// Its index in the face.
    pub id: u16,
    /// The byte of the paragraph's text where its cluster begins.
    pub cluster: u32,
    /// From its origin to the next one's.
    pub advance: f64,
    /// How far it is drawn to the right of its origin.
    pub right: f64,
    /// How far it is drawn above the baseline.
    pub up: f64,
    /// Whether cutting the text before it changes a glyph.
    pub unsafe_before: bool,
}

/// What a cluster does when a line is justified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClusterKind {
    /// A letter: it may be scaled and tracked.
    Letter,
    /// A word space: it may be made wider or narrower.
    Space,
    /// Something that keeps its width, such as a thin space or a letter that must not be scaled.
    Rigid,
}

/// The smallest piece of text with a width of its own.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// The byte of the paragraph's text where it begins.
    pub start: u32,
    /// Its width.
    pub width: f64,
    /// What it does when a line is justified.
    pub kind: ClusterKind,
    /// The item it belongs to.
    pub item: u32,
    /// Its glyphs, in reading order.
    pub glyphs: ClusterGlyphs,
    /// Whether cutting the text before it changes a glyph.
    pub unsafe_before: bool,
}

/// Glyphs of a cluster: nearly always one, so that one needs no allocation.
#[derive(Debug, Clone)]
pub enum ClusterGlyphs {
    /// One glyph.
    One(ShapedGlyph),
    /// Any number.
    Many(Vec<ShapedGlyph>),
}

impl ClusterGlyphs {
    /// The glyphs.
    pub fn as_slice(&self) -> &[ShapedGlyph] {
        match self {
            Self::One(glyph) => std::slice::from_ref(glyph),
            Self::Many(glyphs) => glyphs,
        }
    }

    fn push(&mut self, glyph: ShapedGlyph) {
        match self {
            Self::One(first) => *self = Self::Many(vec![*first, glyph]),
            Self::Many(glyphs) => glyphs.push(glyph),
        }
    }
}

/// A part of a paragraph that is shaped by itself.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its bytes. They lie within one item, or begin and end where items do.
    pub range: Range<usize>,
    /// The hyphen that is added after it.
    pub hyphen: Option<char>,
}

impl Part {
    /// A part to which nothing is added.
    pub fn plain(range: Range<usize>) -> Self {
        Self {
            range,
            hyphen: None,
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
struct PlanKey {
    face: FaceId,
    script: Script,
    direction: Direction,
    language: Language,
    figures: Figures,
    caps: Caps,
}

/// Shapes text, and keeps what it learns of each face, script and language.
#[derive(Default)]
struct Plans(HashMap<PlanKey, (ShapePlan, Vec<Feature>)>);

/// Shapes text in the faces of a booklet.
#[expect(missing_debug_implementations, reason = "the shaper's plans have none")]
pub struct Shaper<'f> {
    fonts: &'f Fonts,
    plans: Plans,
    buffer: Option<Buffer>,
    scratch: Vec<ShapedGlyph>,
}

impl<'f> Shaper<'f> {
    /// A shaper that knows nothing yet.
    pub fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            plans: Plans::default(),
            buffer: None,
            scratch: Vec::new(),
        }
    }

    /// The faces it shapes in.
    pub fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    /// The width of a part of a paragraph shaped by itself, in ems of the paragraph.
    pub fn width(&mut self, itemized: &Itemized<'_>, part: &Part) -> f64 {
        let mut glyphs = std::mem::take(&mut self.scratch);
        glyphs.clear();
        self.shape_part(itemized, part, &mut glyphs);
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        self.scratch = glyphs;
        width
    }

    /// The word space of a paragraph: that of the voice it begins in, neither kerned nor tracked.
    pub fn space_width(&self, paragraph: &Paragraph) -> f64 {
        self.advance(' ', &paragraph.voices[0])
    }

    /// The width of a character as drawn, in ems of the paragraph.
    pub fn advance(&self, character: char, voice: &Voice) -> f64 {
        let face = self.fonts.face(voice.face);
        face.advance(drawn(face, character)) * voice.scale
    }

    /// Shapes a part of a paragraph by itself, glyphs in reading order.
    pub fn shape_part(
        &mut self,
        itemized: &Itemized<'_>,
        part: &Part,
        glyphs: &mut Vec<ShapedGlyph>,
    ) {
        let (items, range) = (&itemized.items, &part.range);
        let first = items.partition_point(|item| item.range.end <= range.start);
        for item in &items[first..] {
            let start = item.range.start.max(range.start);
            let end = item.range.end.min(range.end);
            if start >= end {
                break;
            }
            let within = Part {
                range: start..end,
                hyphen: part.hyphen.filter(|_| end == range.end),
            };
            self.shape_item(itemized.paragraph, item, &within, glyphs);
        }
    }

    fn shape_item(
        &mut self,
        paragraph: &Paragraph,
        item: &Item,
        part: &Part,
        glyphs: &mut Vec<ShapedGlyph>,
    ) {
        let voice = &paragraph.voices[usize::from(item.voice)];
        let face = self.fonts.face(item.face);
        let mut buffer = self.buffer.take().unwrap_or_default();
        write(&mut buffer, &paragraph.text, part, face);
        describe(&mut buffer, item, voice);
        let key = PlanKey {
            face: item.face,
            script: item.script,
            direction: item.direction(),
            language: voice.tongue.language,
            figures: voice.figures,
            caps: voice.caps,
        };
        let (plan, features) = self
            .plans
            .0
            .entry(key)
            .or_insert_with(|| plan(face, item, voice));
        let options = ShapeOptions::new().plan(Some(plan)).features(features);
        // The plan was made for just this direction and script: shaping cannot refuse it.
        let _ = shape(&ShaperFont::new(&face.file.font), &mut buffer, options);

        let em = voice.scale / f64::from(face.metrics.units_per_em);
        let first = glyphs.len();
        let infos = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        glyphs.extend(infos.map(|(info, position)| ShapedGlyph {
            id: info.glyph_id as u16,
            cluster: info.cluster,
            advance: f64::from(position.x_advance) * em + voice.tracking.0 * voice.scale,
            right: f64::from(position.x_offset) * em,
            up: f64::from(position.y_offset) * em,
            unsafe_before: info.unsafe_to_break(),
        }));
        if item.direction() == Direction::RightToLeft {
            glyphs[first..].reverse();
        }
        buffer.clear();
        self.buffer = Some(buffer);
    }
}

/// The character an added one is drawn as: not every face tells the hyphen from the hyphen-minus.
fn drawn(face: &Face, character: char) -> char {
    if character == HYPHEN && !face.has(HYPHEN) {
        '-'
    } else {
        character
    }
}

/// Shapes all items of a paragraph.
pub fn clusters(shaper: &mut Shaper<'_>, itemized: &Itemized<'_>) -> Vec<Cluster> {
    let paragraph = itemized.paragraph;
    let mut clusters: Vec<Cluster> = Vec::with_capacity(paragraph.text.len());
    let mut glyphs = Vec::new();
    for (item_idx, item) in itemized.items.iter().enumerate() {
        glyphs.clear();
        let whole = Part::plain(item.range.clone());
        shaper.shape_item(paragraph, item, &whole, &mut glyphs);
        let mut is_first = true;
        for glyph in &glyphs {
            let continues = !is_first
                && clusters
                    .last()
                    .is_some_and(|cluster| cluster.start == glyph.cluster);
            if continues && let Some(cluster) = clusters.last_mut() {
                cluster.width += glyph.advance;
                cluster.glyphs.push(*glyph);
                continue;
            }
            clusters.push(Cluster {
                start: glyph.cluster,
                width: glyph.advance,
                kind: kind(&paragraph.text, glyph.cluster as usize, item.script),
                item: item_idx as u32,
                glyphs: ClusterGlyphs::One(*glyph),
                // Another item begins: nothing interacts across.
                unsafe_before: glyph.unsafe_before && !is_first,
            });
            is_first = false;
        }
    }
    clusters
}

/// Whether the letters of a script are never scaled or tracked: they are joined.
pub fn is_rigid(script: Script) -> bool {
    script == Script::Arabic
}

/// What the cluster that begins at a byte does; the text's end is where a hyphen was added.
pub fn kind(text: &str, byte: usize, script: Script) -> ClusterKind {
    match text[byte..].chars().next() {
        Some(' ' | '\u{a0}') => ClusterKind::Space,
        Some('\u{ad}' | '\u{2000}'..='\u{200f}' | '\u{202f}') => ClusterKind::Rigid,
        _ if is_rigid(script) => ClusterKind::Rigid,
        _ => ClusterKind::Letter,
    }
}

/// Writes the characters of a part into a buffer, with what stands around them.
fn write(buffer: &mut Buffer, text: &str, part: &Part, face: &Face) {
    let Part { range, hyphen } = part;
    for (offset, character) in text[range.clone()].char_indices() {
        buffer.push(u32::from(character), (range.start + offset) as u32);
    }
    if let Some(hyphen) = *hyphen {
        buffer.push(u32::from(drawn(face, hyphen)), range.end as u32);
    } else {
        buffer.set_post_context(&text[range.end..]);
    }
    buffer.set_pre_context(&text[..range.start]);
}

/// Says how what is in a buffer is to be shaped.
fn describe(buffer: &mut Buffer, item: &Item, voice: &Voice) {
    buffer.set_direction(shaper_direction(item.direction()));
    buffer.set_script(Some(shaper_script(item.script)));
    buffer.set_language(ShaperLanguage::new(voice.tongue.language.tag()));
    buffer.set_cluster_level(ClusterLevel::MonotoneGraphemes);
}

fn plan(face: &Face, item: &Item, voice: &Voice) -> (ShapePlan, Vec<Feature>) {
    let features = features(voice);
    let plan = ShapePlan::new(
        &face.file.font,
        shaper_direction(item.direction()),
        Some(shaper_script(item.script)),
        ShaperLanguage::new(voice.tongue.language.tag()).as_ref(),
        &features,
    );
    (plan, features)
}

fn features(voice: &Voice) -> Vec<Feature> {
    let on = |tag| Feature::new(Tag::new(tag), 1, ..);
    let mut features = match voice.figures {
        Figures::OldStyle => vec![on(b"onum"), on(b"pnum")],
        Figures::Lining => vec![on(b"lnum"), on(b"pnum")],
        Figures::Tabular => vec![on(b"lnum"), on(b"tnum")],
        Figures::Superior => vec![on(b"sups")],
    };
    match voice.caps {
        Caps::AsWritten => {}
        Caps::Small => features.push(on(b"smcp")),
    }
    features
}

fn shaper_direction(direction: Direction) -> ShaperDirection {
    match direction {
        Direction::LeftToRight => ShaperDirection::LeftToRight,
        Direction::RightToLeft => ShaperDirection::RightToLeft,
    }
}

fn shaper_script(script: Script) -> ShaperScript {
    let tag = Tag::from_u32(script.as_iso15924_tag());
    ShaperScript::from_iso15924_tag(tag).unwrap_or(harfrust::Script::COMMON)
}
