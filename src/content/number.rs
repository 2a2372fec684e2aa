//! Numbers: whole ones, others, and what is said of one that is out of its range.
//!
//! A number with a range is a type of its own, by `yaml_number!`: the range then stands in its schema and is
//! checked wherever it is read.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::decode::{Decode, Decoder};
use super::node::{Node, NodeKind, Style};
use crate::base::diagnostic::{Code, Diagnostic};

impl Decode for u64 {
    const EXPECTED: &'static str = "a whole number";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeKind::Scalar(scalar) = &node.kind else {
            return decoder.wrong_type(node, Self::EXPECTED);
        };
        let text = scalar.text.trim();
        let is_plain = scalar.style == Style::Plain
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && (text.len() == 1 || !text.starts_with('0'));
        if is_plain && let Ok(number) = text.parse() {
            return Some(number);
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0');
        let separators =
            |c: char| matches!(c, ',' | '.' | '_' | '\'' | ' ' | '\u{a0}' | '\u{202f}');
        let is_grouped = text.chars().all(|c| c.is_ascii_digit() || separators(c));
        let message = format!(
            "{} is not a whole number as YAML writes one",
            node.description()
        );
        let help = if is_grouped && !digits.is_empty() && digits.len() < 20 {
            format!("write {digits}: digits only; bifolio groups them by the booklet's language")
        } else {
            "write digits only, such as 613".to_owned()
        };
        decoder.complain(Diagnostic::new(Code::NotANumber, Some(node.span), message).help(help));
        None
    }
}

impl Decode for f64 {
    const EXPECTED: &'static str = "a number";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeKind::Scalar(scalar) = &node.kind else {
            return decoder.wrong_type(node, Self::EXPECTED);
        };
        let text = scalar.text.trim();
        let number = with_point(text).as_deref().unwrap_or(text).parse::<Self>();
        match number {
            Ok(number) if number.is_finite() && scalar.style == Style::Plain => Some(number),
            _ => {
                let message = format!("{} is not a number", node.description());
                decoder.complain(
                    Diagnostic::new(Code::NotANumber, Some(node.span), message)
                        .help("write digits with a point, such as 18.5"),
                );
                None
            }
        }
    }
}

/// A number that is written with a comma, as most languages do, with a point: `0,8`. Three digits after the
/// comma may be thousands, and are not guessed at.
pub fn with_point(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once(',')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let is_decimal = digits(whole.trim_start_matches(['-', '+']))
        && digits(rest)
        && (rest.len() < 3 || whole.trim_start_matches(['-', '+']) == "0");
    is_decimal.then(|| format!("{whole}.{rest}"))
}

/// Reads a number that has a range, or complains and gives `None`.
pub fn in_range<T: Decode + Display + PartialOrd>(
    node: &Node,
    expected: &str,
    range: &RangeInclusive<T>,
    unit: &str,
    decoder: &mut Decoder<'_>,
) -> Option<T> {
    let number = T::decode(node, decoder)?;
    if range.contains(&number) {
        return Some(number);
    }
    let message = format!("{number} is out of range for {expected}");
    let help = format!("write from {} to {} {unit}", range.start(), range.end());
    decoder.complain(Diagnostic::new(Code::BadValue, Some(node.span), message).help(help));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_a_point_unless_it_may_part_thousands() {
        assert_eq!(with_point("0,8").as_deref(), Some("0.8"));
        assert_eq!(with_point("-10,5").as_deref(), Some("-10.5"));
        assert_eq!(with_point("0,125").as_deref(), Some("0.125"));
        for text in ["1,234", "1,2,3", ",5", "5,", "a,1", "8"] {
            assert_eq!(with_point(text), None, "{text}");
        }
    }
}
