//! The compositor: sets words in the booklet's styles, and keeps what grows while blocks are set:
//! the tag tree and the complaints.

use std::collections::HashMap;
use std::sync::Arc;

use super::grid::Grid;
use super::marks::rule;
use super::page::{Furniture, Item, Mark, Part, PictureId, Place, TagTree};
use super::{characters, line_warning};
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::base::language::Language;
use crate::base::units::{Em, Pt};
use crate::content::booklet::{Booklet, Section};
use crate::content::picture::{Artwork, Picture};
use crate::content::prose::Prose;
use crate::content::said::{Emphasis, Said};
use crate::content::text::{Passage, Text};
use crate::design::Design;
use crate::design::fonts::{FaceId, Figures, Fonts};
use crate::design::theme::{Style, StyleName};
use crate::design::tongue::Tongue;
use crate::inline;
use crate::inline::breaks::Prepared;
use crate::inline::line::Line;
use crate::inline::paragraph::{Paragraph, Voice};
use crate::inline::setting::Setting;
use crate::inline::shape::Shaper;

/// A measure that no line reaches.
const ENDLESS: Pt = Pt(1e6);

/// Sets words in the styles of a booklet.
#[expect(missing_debug_implementations, reason = "the shaper has none")]
pub struct Compositor<'c> {
    /// The booklet.
    pub booklet: &'c Booklet,
    /// Its design.
    pub design: &'c Design,
    /// How the words that are being set are set: the booklet's tongue, or that of a section.
    pub tongue: Arc<Tongue>,
    /// The grid of its pages.
    pub grid: Grid,
    /// What the pages mean.
    pub tags: TagTree,
    /// Where complaints go.
    pub complaints: &'c mut Complaints,
    /// Which tags each section has.
    pub parts: Vec<Part>,
    /// The pictures the pages show.
    pub pictures: Vec<Artwork>,
    /// Which is named where.
    picture_ids: HashMap<Span, PictureId>,
    shaper: Shaper<'c>,
}

impl<'c> Compositor<'c> {
    /// A compositor for pages of a grid.
    pub fn new(
        booklet: &'c Booklet,
        design: &'c Design,
        grid: Grid,
        complaints: &'c mut Complaints,
    ) -> Self {
        Self {
            booklet,
            design,
            tongue: design.tongue.clone(),
            grid,
            tags: TagTree::new(),
            parts: Vec::new(),
            complaints,
            pictures: Vec::new(),
            picture_ids: HashMap::new(),
            shaper: Shaper::new(&design.fonts),
        }
    }

    /// Sets something in the language of a section.
    pub fn in_tongue_of<T>(&mut self, section: &Section, set: impl FnOnce(&mut Self) -> T) -> T {
        let own = self.design.tongue_of(self.booklet.language_of(section));
        let before = std::mem::replace(&mut self.tongue, own.clone());
        let done = set(self);
        self.tongue = before;
        done
    }

    /// The words of a text in the language that is set. Every text has them: that was checked.
    pub fn words<'t>(&self, text: &'t Text) -> Option<&'t Passage> {
        text.in_language(self.tongue.language)
    }

    /// The size of a style.
    pub fn size(&self, name: StyleName) -> Pt {
        self.design.style(name).size.unwrap_or(self.grid.size)
    }

    /// From baseline to baseline in a style: its own leading, or as many half lines as it needs.
    pub fn leading(&self, name: StyleName) -> Pt {
        self.design.style(name).leading.unwrap_or_else(|| {
            let half = self.grid.step * 0.5;
            let needed = self.size(name) * self.tongue.row.leading;
            half * (needed.ratio(half) - 0.05).ceil().max(2.0)
        })
    }

    fn voice(&self, style: &Style, face: FaceId) -> Voice {
        Voice {
            figures: style.figures,
            caps: style.caps,
            tracking: style.tracking,
            ink: style.ink,
            ..Voice::plain(face, self.tongue.clone())
        }
    }

    /// A paragraph of a passage in a style. Characters no face has are complained of.
    pub fn paragraph(&mut self, passage: &Passage, name: StyleName) -> Paragraph {
        if !passage.stretches.is_empty() {
            let (mut paragraph, ways) = self.prose(&Prose::of(passage), name);
            for (voice, said) in paragraph.voices.iter_mut().zip(ways) {
                voice.language_tag = said.language.map(Arc::from);
            }
            return paragraph;
        }
        let style = *self.design.style(name);
        characters::check(&self.design.fonts, self.complaints, passage, style.face);
        Paragraph::plain(passage.text.clone(), self.voice(&style, style.face))
    }

    /// A paragraph of prose in a style, with its emphasis: one voice for each way something is said.
    pub fn prose(&mut self, prose: &Prose, name: StyleName) -> (Paragraph, Vec<Said>) {
        let style = *self.design.style(name);
        let tongue = self.tongue.clone();
        let prose = &*tongue.with_numbers(prose);
        if let Some(at) = prose.at {
            let words = Passage::made(prose.text.clone(), at);
            characters::check(&self.design.fonts, self.complaints, &words, style.face);
        }
        let mut paragraph = Paragraph::plain(prose.text.clone(), self.voice(&style, style.face));
        paragraph.voices.clear();
        paragraph.stretches.clear();
        let mut ways: Vec<Said> = Vec::new();
        let mut known: HashMap<&Said, u16> = HashMap::new();
        for (end, said) in &prose.stretches {
            let voice = known.get(said).copied().unwrap_or_else(|| {
                let Ok(voice) = u16::try_from(ways.len()) else {
                    self.complain_of_voices(prose);
                    return 0;
                };
                ways.push(said.clone());
                paragraph.voices.push(self.voice_of(&style, said));
                known.insert(said, voice);
                voice
            });
            paragraph.stretches.push((*end, voice));
        }
        if paragraph.voices.is_empty() {
            // Without a word it has one voice all the same.
            let text = prose.text.clone();
            return (
                Paragraph::plain(text, self.voice(&style, style.face)),
                vec![Said::default()],
            );
        }
        (paragraph, ways)
    }

    /// Complains of a paragraph with more links and notes than can be told apart.
    fn complain_of_voices(&mut self, prose: &Prose) {
        let message = "a paragraph has more than 65,536 links and notes";
        let complaint = Diagnostic::new(Code::TooLarge, prose.at, message);
        self.complaints
            .push(complaint.help("make several paragraphs of it"));
    }

    fn voice_of(&self, style: &Style, said: &Said) -> Voice {
        let face = match said.emphasis {
            Emphasis::Plain => style.face,
            Emphasis::Emphasis => style.italic,
            Emphasis::Strong => style.strong,
        };
        let mut voice = self.voice(style, face);
        if said.note.is_some() {
            voice.figures = Figures::Superior;
        }
        if let Some(tag) = &said.language {
            let primary = Language::primary(tag);
            voice.is_foreign = primary != self.tongue.language.tag();
            if let Some(language) = Language::from_tag(primary).filter(|_| voice.is_foreign) {
                voice.tongue = self.design.tongue_of(language).clone();
            }
        }
        voice
    }

    /// The place of a picture in the list of pictures; the same picture is kept once.
    pub fn picture(&mut self, picture: &Picture) -> PictureId {
        let next = PictureId(self.pictures.len());
        let id = *self.picture_ids.entry(picture.at).or_insert(next);
        if id == next {
            self.pictures.push(picture.artwork.clone());
        }
        id
    }

    /// Measures a paragraph and finds its breaks.
    pub fn prepare<'p>(&mut self, paragraph: &'p Paragraph) -> Prepared<'p> {
        inline::prepare(&mut self.shaper, paragraph)
    }

    /// The width of a paragraph on one line, in ems.
    pub fn natural_width(&mut self, paragraph: &Paragraph) -> Em {
        inline::width(&mut self.shaper, paragraph)
    }

    /// Breaks and sets a paragraph.
    pub fn set(
        &mut self,
        paragraph: &Paragraph,
        size: Pt,
        measure: Pt,
        how: &Setting,
    ) -> Vec<Line> {
        let prepared = self.prepare(paragraph);
        let mut lines = inline::set(&mut self.shaper, &prepared, size, measure, how);
        for line in &mut lines {
            line.direction = self.design.direction;
        }
        lines
    }

    /// Sets words of the booklet ragged, as lines of a measure; no word is broken that fits. A line that
    /// sticks out is told.
    pub fn lines(&mut self, passage: &Passage, name: StyleName, measure: Pt) -> Vec<Line> {
        let lines = self.lines_at(passage, name, (self.size(name), measure), &Setting::WHOLE);
        for line in &lines {
            let at = passage.span_of(line.text.start, line.text.end);
            if let Some(warning) = line_warning::warning(line, &passage.text, at) {
                self.complaints.push(warning);
            }
        }
        lines
    }

    /// Sets words in a style's face at a size, as lines of a measure.
    pub fn lines_at(
        &mut self,
        passage: &Passage,
        name: StyleName,
        (size, measure): (Pt, Pt),
        how: &Setting,
    ) -> Vec<Line> {
        let paragraph = self.paragraph(passage, name);
        let mut lines = self.set(&paragraph, size, measure, how);
        flush(&mut lines, &self.design.fonts);
        lines
    }

    /// Sets words on one line, however long.
    pub fn line(&mut self, text: &str, name: StyleName) -> Line {
        self.line_at(text, name, self.size(name))
    }

    /// The same at another size than the style's.
    pub fn line_at(&mut self, text: &str, name: StyleName, size: Pt) -> Line {
        let style = *self.design.style(name);
        let paragraph = Paragraph::plain(text, self.voice(&style, style.face));
        let mut lines = self.set(&paragraph, size, ENDLESS, &Setting::RAGGED);
        flush(&mut lines, &self.design.fonts);
        if lines.is_empty() {
            Line::default()
        } else {
            lines.swap_remove(0)
        }
    }

    /// A rule from the start of the measure that the theme may colour.
    pub fn ornament(&self, middle: Pt, length: Pt, thickness: Pt) -> Item {
        let place = Place::Furniture(Furniture::Ornament);
        let mut item = rule(Pt::ZERO, middle, length, thickness, place);
        if let Mark::Rule(_, ink) = &mut item.mark {
            *ink = self.design.theme.ornaments;
        }
        item
    }

    /// The words of an optional text, as a running head or an outline says them.
    pub fn said(&self, text: Option<&Text>) -> Option<String> {
        text.and_then(|text| self.words(text))
            .map(|words| words.text.trim().to_owned())
    }
}

/// The size from which type is set flush by its ink: below it the white beside a letter is not seen.
const DISPLAY_SIZE: Pt = Pt(10.0);

/// Moves lines of display type so that the ink of their first letter, not the white beside it, stands
/// on the edge.
fn flush(lines: &mut [Line], fonts: &Fonts) {
    for line in lines {
        let Some(first) = line.runs.first() else {
            continue;
        };
        let Some(glyph) = first.glyphs.first().filter(|_| first.size >= DISPLAY_SIZE) else {
            continue;
        };
        let face = fonts.face(first.face);
        // A letter that leans out over its own edge is left to: pushed in, it would look indented.
        let shift = face.left_bearing(glyph.id).at(first.size).max(Pt::ZERO);
        line.width -= shift;
        for run in &mut line.runs {
            run.x -= shift;
        }
    }
}
