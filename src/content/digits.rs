//! Numbers as people write them: with marks between thousands, with a comma for the point.

/// What to do about a figure such as `0.8`.
pub(super) const ONLY_WHOLE: &str =
    "a figure is a whole number: write how many, or say it in a text";

/// A whole number without what parts its thousands: `5,379`, `5 379`. A mark parts thousands only where exactly
/// three digits follow each; anything else would be another number.
pub(super) fn without_groups(text: &str) -> Option<String> {
    /// No figure has as many digits.
    const TOO_LONG: usize = 20;
    let is_mark = |it: char| matches!(it, ',' | '.' | '_' | '\'' | ' ' | '\u{a0}' | '\u{202f}');
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    let mut marks = text.chars().filter(|it| is_mark(*it));
    let mut groups = text.split(is_mark);
    let first = groups.next().filter(|first| is_digits(first))?;
    let is_whole = match marks.next() {
        None => true,
        Some(mark) => {
            first.len() <= 3
                && !first.starts_with('0')
                && marks.all(|it| it == mark)
                && groups.all(|group| group.len() == 3 && is_digits(group))
        }
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (is_whole && !digits.is_empty() && digits.len() < TOO_LONG).then(|| digits.to_owned())
}

/// Whether a text is a number, though no whole one: `0.8`, `0,8`, `80 %`.
pub(super) fn is_numeral(text: &str) -> bool {
    let is_part =
        |it: char| it.is_ascii_digit() || matches!(it, ',' | '.' | ' ' | '\u{a0}' | '%' | '‰');
    let has_mark = text.contains(|it: char| !it.is_ascii_digit());
    has_mark && text.starts_with(|it: char| it.is_ascii_digit()) && text.chars().all(is_part)
}

/// What to do about a number whose digits are all right.
pub(super) fn digits_only(digits: &str) -> String {
    format!("write {digits}: digits only; bifolio groups them by the booklet's language")
}

/// A number that is written with a comma, as most languages do, with a point: `0,8`. Three digits after the
/// comma may be thousands, and are not guessed at.
pub(super) fn with_point(text: &str) -> Option<String> {
    let (whole, rest) = text.split_once(',')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let is_decimal = digits(whole.trim_start_matches(['-', '+']))
        && digits(rest)
        && (rest.len() < 3 || whole.trim_start_matches(['-', '+']) == "0");
    is_decimal.then(|| format!("{whole}.{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_parts_thousands_only_before_three_digits() {
        for text in ["5,379", "5.379", "5 379", "5\u{202f}379", "005379", "5379"] {
            assert_eq!(without_groups(text).as_deref(), Some("5379"), "{text}");
        }
        let million = without_groups("1.234.567");
        assert_eq!(million.as_deref(), Some("1234567"));
        for text in [
            "0.8",
            "12.5",
            "0,8",
            "0.125",
            "80%",
            "1,2,3",
            "1,234.567",
            "1,00,000",
            "1234,567",
            "",
        ] {
            assert_eq!(without_groups(text), None, "{text}");
        }
    }

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
