//! How far punctuation hangs into the margin, so that the edge of a column looks straight.
//!
//! The values are parts of the character's own width, after Robert Schlicht's tables for pdfTeX's
//! microtype, rounded for a serif of medium colour.

/// How much of a character at the end of a line hangs out of it.
pub fn right_protrusion(character: char) -> f64 {
    match character {
        '.' | ',' | '،' | '۔' => 0.7,
        ';' | ':' | '؛' => 0.4,
        '-' | '\u{2010}' | '\u{2011}' | '\u{ad}' => 0.5,
        '–' => 0.3,
        '—' => 0.2,
        '”' | '“' | '’' | '‘' | '"' | '\'' | '»' | '«' | '›' | '‹' => 0.55,
        '!' | '?' => 0.15,
        ')' | ']' | 'A' | 'T' | 'V' | 'W' | 'Y' | 'А' | 'Т' | 'У' | 'Г' | 'r' | 'г' => 0.05,
        _ => 0.0,
    }
}

/// How much of a character at the beginning of a line hangs out of it.
pub fn left_protrusion(character: char) -> f64 {
    match character {
        '“' | '”' | '‘' | '’' | '„' | '"' | '\'' | '«' | '»' | '‹' | '›' => 0.55,
        '–' => 0.3,
        '—' => 0.2,
        '(' | '[' | 'A' | 'T' | 'V' | 'W' | 'Y' | 'А' | 'Т' | 'У' => 0.05,
        _ => 0.0,
    }
}
