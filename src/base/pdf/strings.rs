//! Text strings of a PDF, read and written (ISO 32000-1, 7.9.2).

/// The mark that UTF-16 begins with.
const MARK: [u8; 2] = [0xfe, 0xff];

/// A text string: UTF-16 or UTF-8 with a mark, else `PDFDocEncoding`, of which the letters of Latin-1
/// are read (ISO 32000-1, 7.9.2).
pub fn text_of(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(&MARK) {
        let units = rest
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
    }
    if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        return String::from_utf8_lossy(rest).into_owned();
    }
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// A text string in UTF-16, with its mark.
pub fn in_utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    MARK.into_iter().chain(units).collect()
}
