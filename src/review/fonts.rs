//! Fonts as a reader sees them: how codes are read, what they stand for, how wide they are.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;

use super::text_map::{MAPPING_STEPS, text_map};
use crate::base::pdf::budget::Budget;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{Array, Dict, Object, Stream, name};
use crate::base::pdf::refused::PdfRefused;

/// A font of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FontFact {
    /// Its name.
    pub name: String,
    /// Whether it is in the file.
    pub embedded: bool,
    /// Whether only the letters in use are.
    pub subset: bool,
    /// Whether its letters can be copied out.
    pub text_map: bool,
}

/// A font.
#[derive(Debug, Clone)]
pub struct Font {
    /// What is told of it.
    pub fact: FontFact,
    /// How many bytes a code has.
    code_bytes: usize,
    texts: HashMap<u32, String>,
    widths: HashMap<u32, f64>,
    default_width: f64,
    /// Whether its codes are letters of ASCII where no map says otherwise.
    is_latin: bool,
}

impl Font {
    /// Reads a font.
    pub fn read(file: &File, dict: &Dict<'_>) -> Result<Self, PdfRefused> {
        let base = name(dict, "BaseFont").unwrap_or_default();
        let is_composite = name(dict, "Subtype").as_deref() == Some("Type0");
        let is_drawn = name(dict, "Subtype").as_deref() == Some("Type3");
        let descendant = dict
            .get::<Array<'_>>("DescendantFonts")
            .and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let holder = descendant.as_ref().unwrap_or(dict);
        let descriptor = holder.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let files = ["FontFile", "FontFile2", "FontFile3"];
        let map = dict.get::<Stream<'_>>("ToUnicode");
        let map = map.map(|stream| file.decoded(&stream)).transpose()?;
        let is_latin = !is_composite && !is_drawn && has_latin_encoding(dict);
        let fact = FontFact {
            embedded: is_drawn || files.iter().any(|key| descriptor.contains_key(key)),
            subset: base.as_bytes().get(6) == Some(&b'+'),
            text_map: map.is_some() || is_latin,
            name: base,
        };
        let (widths, default_width) = if is_composite {
            let default = holder.get::<f64>("DW").unwrap_or(1000.0);
            (composite_widths(holder, &file.budget)?, default)
        } else {
            // The fourteen standard fonts need not give their widths; half an em is near enough.
            let is_given = dict.contains_key("Widths");
            let missing = descriptor.get::<f64>("MissingWidth").unwrap_or(0.0);
            (
                simple_widths(dict, &file.budget)?,
                if is_given { missing } else { 500.0 },
            )
        };
        let texts = map
            .map(|bytes| text_map(&bytes, &file.budget))
            .transpose()?;
        Ok(Self {
            fact,
            code_bytes: if is_composite { 2 } else { 1 },
            texts: texts.unwrap_or_default(),
            widths,
            default_width,
            is_latin,
        })
    }

    /// The codes of a shown string.
    pub fn codes<'s>(&self, bytes: &'s [u8]) -> impl Iterator<Item = u32> + use<'s> {
        let code = |bytes: &[u8]| {
            bytes
                .iter()
                .fold(0, |code, byte| code << 8 | u32::from(*byte))
        };
        bytes.chunks(self.code_bytes).map(code)
    }

    /// What a code stands for; `None` if nothing says it.
    pub fn text(&self, code: u32) -> Option<Cow<'_, str>> {
        if let Some(text) = self.texts.get(&code) {
            return Some(Cow::Borrowed(text));
        }
        let letter = char::from_u32(code).filter(|_| self.is_latin)?;
        Some(Cow::Owned(letter.to_string()))
    }

    /// How far a code moves the pen, in thousandths of the size.
    pub fn width(&self, code: u32) -> f64 {
        *self.widths.get(&code).unwrap_or(&self.default_width)
    }

    /// Whether a code is the space that word spacing widens.
    pub fn is_word_space(&self, code: u32) -> bool {
        self.code_bytes == 1 && code == 32
    }
}

fn has_latin_encoding(dict: &Dict<'_>) -> bool {
    let known =
        |name: &str| ["WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding"].contains(&name);
    match dict.get::<Object<'_>>("Encoding") {
        Some(Object::Name(encoding)) => known(encoding.as_str()),
        Some(Object::Dict(encoding)) => {
            encoding.contains_key("Differences") || encoding.contains_key("BaseEncoding")
        }
        // The fourteen standard fonts bring theirs along.
        _ => !dict.contains_key("FontDescriptor"),
    }
}

fn simple_widths(dict: &Dict<'_>, budget: &Budget) -> Result<HashMap<u32, f64>, PdfRefused> {
    let first = dict.get::<u32>("FirstChar").unwrap_or(0);
    let widths = dict.get::<Array<'_>>("Widths");
    // A code of a simple font is a byte.
    let widths = widths.map(|widths| widths.iter::<f64>().take(256).collect::<Vec<_>>());
    let widths = widths.unwrap_or_default();
    budget.step(widths.len())?;
    Ok((first..=u32::MAX).zip(widths).collect())
}

/// The widths of a composite font: `c [w …]` and `from to w` (ISO 32000-1, 9.7.4.3).
fn composite_widths(dict: &Dict<'_>, budget: &Budget) -> Result<HashMap<u32, f64>, PdfRefused> {
    let mut widths = HashMap::new();
    let Some(array) = dict.get::<Array<'_>>("W") else {
        return Ok(widths);
    };
    let mut objects = array.iter::<Object<'_>>();
    let number = |object: Object<'_>| object.into_number().map(|it| it.as_f64());
    while let Some(first) = objects.next().and_then(number) {
        match objects.next() {
            Some(Object::Array(list)) => {
                for (code, width) in (first as u32..=u32::MAX).zip(list.iter::<f64>()) {
                    budget.step(MAPPING_STEPS)?;
                    widths.insert(code, width);
                }
            }
            Some(last) => {
                let (Some(last), Some(width)) = (number(last), objects.next().and_then(number))
                else {
                    break;
                };
                for code in first as u32..=last as u32 {
                    budget.step(MAPPING_STEPS)?;
                    widths.insert(code, width);
                }
            }
            None => break,
        }
    }
    Ok(widths)
}
