//! Numbers: whole ones, others, and what is said of one that is out of its range.
//!
//! A number with a range is a type of its own, by `yaml_number!`: the range then stands in its schema and is
//! checked wherever it is read.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::decode::{Decode, Decoder};
use super::digits::{ONLY_WHOLE, digits_only, is_numeral, with_point, without_groups};
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
        let shown = node.description();
        let (message, help) = if let Some(digits) = without_groups(text) {
            let message = format!("{shown} is not a whole number as YAML writes one");
            (message, digits_only(&digits))
        } else if is_numeral(text) {
            let message = format!("{shown} is not a whole number");
            (message, ONLY_WHOLE.to_owned())
        } else {
            let message = format!("{shown} is not a whole number as YAML writes one");
            (message, "write digits only, such as 613".to_owned())
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
