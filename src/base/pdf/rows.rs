//! Rows of samples that a stream is packed in, checked before it is decoded (ISO 32000-1, 7.4.4.4).

use super::objects::{Dict, Number, Object};
use super::refused::PdfRefused;

/// The widest row of samples that is read (ISO 32000-1, 7.4.4.4), in columns.
const MOST_COLUMNS: i64 = 1_000_000;

/// Refuses rows of samples that have no length, or one that is never meant: they would be divided by,
/// or kept in memory.
pub(super) fn check_predictors(stream: &Dict<'_>) -> Result<(), PdfRefused> {
    for key in ["DecodeParms", "DP"] {
        let parameters: Vec<Dict<'_>> = match stream.get::<Object<'_>>(key) {
            Some(Object::Dict(one)) => vec![one],
            Some(Object::Array(many)) => many
                .iter::<Object<'_>>()
                .filter_map(Object::into_dict)
                .collect(),
            _ => continue,
        };
        let number = |dict: &Dict<'_>, key: &str, absent| {
            dict.get::<Number>(key).map_or(absent, |it| it.as_i64())
        };
        let is_sound = |dict: &Dict<'_>| {
            let bits = number(dict, "Colors", 1).checked_mul(number(dict, "BitsPerComponent", 8));
            number(dict, "Predictor", 1) == 1
                || (1..=MOST_COLUMNS).contains(&number(dict, "Columns", 1))
                    && bits.is_some_and(|bits| (1..=255).contains(&bits))
        };
        if !parameters.iter().all(is_sound) {
            let what = "a stream is packed in rows of an impossible length";
            return Err(PdfRefused::Broken(what.to_owned()));
        }
    }
    Ok(())
}
