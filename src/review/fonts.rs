//! Fonts as a reader sees them: how codes are read, what they stand for, how wide they are.

use std::borrow::Cow;
use std::collections::HashMap;

use super::FontFact;
use crate::base::pdf::budget::Budget;
use crate::base::pdf::file::File;
use crate::base::pdf::objects::{Array, Dict, Object, Stream, name};
use crate::base::pdf::refused::PdfRefused;

/// The most mappings that are read of one text map.
const MOST_MAPPINGS: usize = 200_000;

/// What an entry of a table costs: it is put in its place in memory.
const MAPPING_STEPS: usize = 4;

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

/// A token of a text map.
#[derive(Debug, PartialEq)]
enum Token<'m> {
    Bytes(Vec<u8>),
    Open,
    Close,
    Word(&'m [u8]),
}

/// What codes stand for (ISO 32000-1, 9.10.3; Adobe Technical Note 5411).
fn text_map(map: &[u8], budget: &Budget) -> Result<HashMap<u32, String>, PdfRefused> {
    let mut texts = HashMap::new();
    let mut map_to = |code: u32, text: &[u8], plus: u32| {
        let text = utf16(text, plus);
        budget.step(MAPPING_STEPS)?;
        budget.decode(text.len() as u64)?;
        texts.insert(code, text);
        Ok(texts.len())
    };
    let mut tokens = tokens(map, budget)?.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(b"beginbfchar") => {
                while let (Some(Token::Bytes(code)), Some(Token::Bytes(text))) =
                    (tokens.next(), tokens.next())
                {
                    let n_known = map_to(number(&code), &text, 0)?;
                    if n_known > MOST_MAPPINGS || next_ends(&tokens) {
                        break;
                    }
                }
            }
            Token::Word(b"beginbfrange") => {
                while let (Some(Token::Bytes(first)), Some(Token::Bytes(last))) =
                    (tokens.next(), tokens.next())
                {
                    let furthest = number(&first).saturating_add(0xffff);
                    let codes = number(&first)..=number(&last).min(furthest);
                    let mut n_known = 0;
                    match tokens.next() {
                        Some(Token::Bytes(text)) => {
                            for (plus, code) in (0_u32..).zip(codes) {
                                n_known = map_to(code, &text, plus)?;
                            }
                        }
                        Some(Token::Open) => {
                            for code in codes {
                                let Some(Token::Bytes(text)) = tokens.next() else {
                                    break;
                                };
                                n_known = map_to(code, &text, 0)?;
                            }
                            if tokens.as_slice().first() == Some(&Token::Close) {
                                tokens.next();
                            }
                        }
                        _ => break,
                    }
                    if n_known > MOST_MAPPINGS || next_ends(&tokens) {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    Ok(texts)
}

fn next_ends(tokens: &std::vec::IntoIter<Token<'_>>) -> bool {
    !matches!(tokens.as_slice().first(), Some(Token::Bytes(_)))
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .take(4)
        .fold(0, |code, byte| code << 8 | u32::from(*byte))
}

/// UTF-16, its last unit raised by `plus`.
fn utf16(bytes: &[u8], plus: u32) -> String {
    let mut units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(plus as u16);
    }
    String::from_utf16_lossy(&units)
}

fn tokens<'m>(map: &'m [u8], budget: &Budget) -> Result<Vec<Token<'m>>, PdfRefused> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < map.len() && tokens.len() < 4 * MOST_MAPPINGS {
        match map[at] {
            b'<' if map.get(at + 1) != Some(&b'<') => {
                let end = map[at..].iter().position(|byte| *byte == b'>');
                let end = end.map_or(map.len(), |length| at + length);
                tokens.push(Token::Bytes(hex(&map[at + 1..end])));
                at = end + 1;
            }
            b'[' => {
                tokens.push(Token::Open);
                at += 1;
            }
            b']' => {
                tokens.push(Token::Close);
                at += 1;
            }
            byte if byte.is_ascii_alphabetic() => {
                let length = map[at..]
                    .iter()
                    .take_while(|byte| byte.is_ascii_alphanumeric());
                let end = at + length.count();
                tokens.push(Token::Word(&map[at..end]));
                at = end;
            }
            _ => at += 1,
        }
    }
    budget.step(tokens.len())?;
    Ok(tokens)
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let digits = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16));
    let digits: Vec<u32> = digits.collect();
    let byte = |pair: &[u32]| (pair[0] << 4 | pair.get(1).copied().unwrap_or(0)) as u8;
    digits.chunks(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_map_is_read_in_all_its_forms() {
        let map = b"2 beginbfchar <0003><0020> <0024><00660069> endbfchar\n\
            1 beginbfrange <0041><0043><0061> endbfrange\n\
            1 beginbfrange <0050><0051>[<0070> <00710072>] endbfrange";
        let texts = text_map(map, &Budget::default()).unwrap();
        assert_eq!(texts[&3], " ");
        assert_eq!(texts[&0x24], "fi");
        assert_eq!(texts[&0x43], "c");
        assert_eq!(texts[&0x51], "qr");
        assert_eq!(texts.len(), 7);
    }
}
