//! Text maps of fonts: what codes stand for (ISO 32000-1, 9.10.3; Adobe Technical Note 5411).

use std::collections::HashMap;

use crate::base::pdf::budget::Budget;
use crate::base::pdf::refused::PdfRefused;

/// The most mappings that are read of one text map.
const MOST_MAPPINGS: usize = 200_000;

/// What an entry of a table costs: it is put in its place in memory.
pub(super) const MAPPING_STEPS: usize = 4;

/// A token of a text map.
#[derive(Debug, PartialEq)]
enum Token<'m> {
    Bytes(Vec<u8>),
    Open,
    Close,
    Word(&'m [u8]),
}

/// What codes stand for, by a text map.
pub(super) fn text_map(map: &[u8], budget: &Budget) -> Result<HashMap<u32, String>, PdfRefused> {
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
