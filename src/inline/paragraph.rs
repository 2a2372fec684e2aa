//! A paragraph: its text and voices, as the blocks give them.

use std::sync::Arc;

use crate::base::color::Ink;
use crate::base::units::Em;
use crate::design::fonts::{Caps, FaceId, Figures};
use crate::design::tongue::Tongue;

/// How a stretch of text looks.
#[derive(Debug, Clone)]
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
    /// How its words are set: shaped, and broken.
    pub tongue: Arc<Tongue>,
    /// Whether it is in another language than the paragraph's: its words break only where their writer
    /// marked it.
    pub is_foreign: bool,
    /// The tag of its language, where its words have no tag of their own that says it.
    pub language_tag: Option<Arc<str>>,
}

impl Voice {
    /// A voice as its face is drawn, in the ink of text.
    pub fn plain(face: FaceId, tongue: Arc<Tongue>) -> Self {
        Self {
            face,
            scale: 1.0,
            figures: Figures::OldStyle,
            caps: Caps::AsWritten,
            tracking: Em(0.0),
            ink: Ink::Text,
            tongue,
            is_foreign: false,
            language_tag: None,
        }
    }
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
    /// How it is set as a whole: the direction it begins in, and the months before which a day is held.
    pub tongue: Arc<Tongue>,
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
        let tongue = voice.tongue.clone();
        let stretches = vec![(text.len(), 0)];
        Self {
            text,
            voices: vec![voice],
            stretches,
            tongue,
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
