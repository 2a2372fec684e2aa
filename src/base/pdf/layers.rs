//! How much a stream gives when it is decoded, found layer by layer within a budget.
//!
//! The crate that reads PDFs decodes a stream's filters one after another without a bound: two layers
//! of deflate make a gigabyte of a kilobyte. So each stream is measured before that crate decodes it.
//! What is measured is what it would give, of damaged data too.

use std::borrow::Cow;
use std::io::Read as _;

use super::budget::Budget;
use super::inflate::lenient;
use super::objects::Filter;
use super::refused::PdfRefused;
use crate::base::deflate;

/// A file that holds a picture, with the filter that would decode it.
pub(super) type Picture<'a> = (Filter, Cow<'a, [u8]>);

/// The most filters one on another; two are common.
const MOST_LAYERS: usize = 6;

/// Spends what decoding a stream's bytes by its filters takes.
pub(super) fn measure(filters: &[Filter], bytes: &[u8], budget: &Budget) -> Result<(), PdfRefused> {
    // Pictures are not decoded as data.
    if filters.iter().any(|filter| is_of_pictures(*filter)) {
        return Ok(());
    }
    let filters = filters.strip_prefix(&[Filter::Crypt]).unwrap_or(filters);
    if filters.len() > MOST_LAYERS {
        return Err(PdfRefused::TooMuch("six filters on one stream"));
    }
    layer(filters, bytes, budget)
}

fn is_of_pictures(filter: Filter) -> bool {
    matches!(
        filter,
        Filter::CcittFaxDecode | Filter::Jbig2Decode | Filter::DctDecode | Filter::JpxDecode
    )
}

/// The file a picture was before other filters packed it, with the filter that would decode it; none
/// if it is not one that has a file of its own.
pub(super) fn picture<'b>(
    filters: &[Filter],
    bytes: Cow<'b, [u8]>,
    budget: &Budget,
) -> Result<Option<Picture<'b>>, PdfRefused> {
    let filters = filters.strip_prefix(&[Filter::Crypt]).unwrap_or(filters);
    let is_picture = |filter: &Filter| is_of_pictures(*filter);
    let Some(n_before) = filters.iter().position(is_picture) else {
        return Ok(None);
    };
    let mut bytes = bytes;
    for filter in &filters[..n_before.min(MOST_LAYERS)] {
        let outputs = outputs(*filter, &bytes, Kept::Yes, budget)?;
        bytes = Cow::Owned(outputs.into_iter().next().unwrap_or_default());
        budget.decode(bytes.len() as u64)?;
    }
    Ok(Some((filters[n_before], bytes)))
}

fn layer(filters: &[Filter], bytes: &[u8], budget: &Budget) -> Result<(), PdfRefused> {
    let Some((filter, rest)) = filters.split_first() else {
        return Ok(());
    };
    let kept = if rest.is_empty() { Kept::No } else { Kept::Yes };
    for output in outputs(*filter, bytes, kept, budget)? {
        budget.decode(output.len() as u64)?;
        layer(rest, &output, budget)?;
    }
    Ok(())
}

/// Whether what a layer gives is wanted, or only how much it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    Yes,
    No,
}

/// What a layer gives; all it can, where that is said elsewhere.
fn outputs(
    filter: Filter,
    bytes: &[u8],
    kept: Kept,
    budget: &Budget,
) -> Result<Vec<Vec<u8>>, PdfRefused> {
    Ok(match filter {
        Filter::AsciiHexDecode => vec![ascii_hex(bytes)],
        Filter::Ascii85Decode => vec![ascii_85(bytes)],
        Filter::RunLengthDecode => vec![run_length(bytes, budget)?],
        Filter::FlateDecode => vec![inflate(bytes, kept, budget)?],
        // Codes grow one early or not.
        Filter::LzwDecode => vec![lzw(bytes, 1, budget)?, lzw(bytes, 0, budget)?],
        Filter::CcittFaxDecode
        | Filter::Jbig2Decode
        | Filter::DctDecode
        | Filter::JpxDecode
        | Filter::Crypt => Vec::new(),
    })
}

fn ascii_hex(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u32> = digits
        .filter_map(|byte| char::from(*byte).to_digit(16))
        .collect();
    let pair = |pair: &[u32]| (pair[0] << 4 | pair.get(1).copied().unwrap_or(0)) as u8;
    digits.chunks(2).map(pair).collect()
}

fn ascii_85(bytes: &[u8]) -> Vec<u8> {
    let mut output = Vec::new();
    let (mut group, mut n_digits) = (0_u32, 0);
    for byte in bytes {
        match byte {
            b'z' if n_digits == 0 => output.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                n_digits += 1;
                if n_digits == 5 {
                    output.extend(group.to_be_bytes());
                    (group, n_digits) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if n_digits > 1 {
        for _ in n_digits..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        output.extend(&group.to_be_bytes()[..n_digits - 1]);
    }
    output
}

fn run_length(bytes: &[u8], budget: &Budget) -> Result<Vec<u8>, PdfRefused> {
    let mut output = Vec::new();
    let mut rest = bytes;
    while let Some((length, after)) = rest.split_first() {
        let n_bytes = usize::from(*length);
        if *length < 128 {
            let (run, after) = after.split_at(after.len().min(n_bytes + 1));
            output.extend(run);
            rest = after;
        } else if let (129.., Some((byte, after))) = (*length, after.split_first()) {
            output.extend(std::iter::repeat_n(*byte, 257 - n_bytes));
            rest = after;
        } else {
            break;
        }
        within(&output, budget)?;
    }
    Ok(output)
}

/// Whether what was decoded so far can still be paid for.
fn within(output: &[u8], budget: &Budget) -> Result<(), PdfRefused> {
    if output.len() as u64 > budget.bytes_left() {
        return budget.decode(output.len() as u64);
    }
    Ok(())
}

/// Inflates bytes. Those that are not kept are paid for here.
fn inflate(bytes: &[u8], kept: Kept, budget: &Budget) -> Result<Vec<u8>, PdfRefused> {
    // RFC 1950, 2.2: the method is deflate, the check is right, there is no dictionary.
    let has_head = bytes.len() >= 2
        && bytes[0] & 0x0f == 8
        && (u16::from(bytes[0]) << 8 | u16::from(bytes[1])).is_multiple_of(31)
        && bytes[1] & 0x20 == 0;
    let deflated = if has_head { &bytes[2..] } else { bytes };
    let left = budget.bytes_left();
    let mut decoder = deflate::reader(deflated).take(left + 1);
    let mut output = Vec::new();
    let outcome = match kept {
        Kept::Yes => decoder.read_to_end(&mut output).map(|n| n as u64),
        Kept::No => std::io::copy(&mut decoder, &mut std::io::sink()),
    };
    match (outcome, kept) {
        (Ok(n_bytes), Kept::No) => budget.decode(n_bytes)?,
        (Ok(_), Kept::Yes) => within(&output, budget)?,
        (Err(_), _) => {
            output = lenient(deflated, usize::try_from(left).unwrap_or(usize::MAX));
            within(&output, budget)?;
        }
    }
    Ok(output)
}

/// The entries that are there from the start: the bytes, one that clears and one that ends.
const FIRST_ENTRY: usize = 258;
const CLEAR: usize = 256;
const END: usize = 257;
const MOST_ENTRIES: usize = 4096;

/// LZW (ISO 32000-1, 7.4.4): each entry is an earlier one with a byte after it.
fn lzw(bytes: &[u8], early: usize, budget: &Budget) -> Result<Vec<u8>, PdfRefused> {
    let mut output: Vec<u8> = Vec::new();
    // Where in the output an entry stands, and how long it is.
    let mut entries: Vec<(usize, usize)> = Vec::new();
    let mut previous: Option<(usize, usize)> = None;
    let (mut bits, mut n_bits) = (0_u32, 0);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        n_bits += 8;
        let width = match entries.len() + FIRST_ENTRY + early {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if n_bits < width {
            continue;
        }
        n_bits -= width;
        let code = (bits >> n_bits) as usize & ((1 << width) - 1);
        bits &= (1 << n_bits) - 1;
        if code == END {
            break;
        }
        if code == CLEAR {
            entries.clear();
            previous = None;
            continue;
        }
        let start = output.len();
        // An entry is what was written before it with the first byte of what follows, which stands
        // just behind it.
        let grown = previous.map(|(at, length)| (at, length + 1));
        let is_full = entries.len() + FIRST_ENTRY >= MOST_ENTRIES;
        if let Ok(literal) = u8::try_from(code) {
            output.push(literal);
        } else {
            let entry = entries.get(code - FIRST_ENTRY).copied();
            let is_next = code - FIRST_ENTRY == entries.len() && !is_full;
            let Some((at, length)) = entry.or(grown.filter(|_| is_next)) else {
                break;
            };
            for idx in at..at + length {
                output.push(output[idx]);
            }
        }
        if let (Some(grown), false) = (grown, is_full) {
            entries.push(grown);
        }
        previous = Some((start, output.len() - start));
        within(&output, budget)?;
    }
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        deflate::deflate(bytes).unwrap()
    }

    fn spent(filters: &[Filter], bytes: &[u8]) -> u64 {
        let budget = Budget::default();
        let before = budget.bytes_left();
        measure(filters, bytes, &budget).unwrap();
        before - budget.bytes_left()
    }

    #[test]
    fn every_layer_is_counted() {
        let inner = deflated(&vec![b'a'; 100_000]);
        let outer = deflated(&inner);
        let filters = [Filter::FlateDecode, Filter::FlateDecode];
        assert_eq!(spent(&filters, &outer), 100_000 + inner.len() as u64);
        let run = [129, 7, 129, 7, 128];
        assert_eq!(spent(&[Filter::RunLengthDecode], &run), 256);
        assert_eq!(spent(&[Filter::AsciiHexDecode], b"61 62 6>"), 3);
        assert_eq!(spent(&[Filter::Ascii85Decode], b"zz9jqo^~>"), 12);
        assert_eq!(spent(&[Filter::DctDecode], &[0; 100]), 0);
    }

    #[test]
    fn lzw_gives_what_the_standard_says() {
        // The example of ISO 32000-1, 7.4.4.2.
        let bytes = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        let output = lzw(&bytes, 1, &Budget::default()).unwrap();
        assert_eq!(output, [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
    }

    #[test]
    fn what_is_too_much_is_refused_before_it_is_all_there() {
        let bomb = deflated(&deflated(&vec![0; 200 << 20]));
        let filters = [Filter::FlateDecode, Filter::FlateDecode];
        let refused = measure(&filters, &bomb, &Budget::default());
        assert_eq!(refused, Err(PdfRefused::TooMuch("128 MB of memory")));
        // Damaged at its end, it has given as much before.
        let mut damaged = deflated(&vec![0; 200 << 20]);
        let end = damaged.len() - 40;
        damaged[end..].fill(0xff);
        assert!(measure(&filters[..1], &damaged, &Budget::default()).is_err());
    }
}
