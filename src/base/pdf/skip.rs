//! Steps over the syntax of PDF in raw bytes (ISO 32000-1, 7.2 and 7.3), as leniently as the crate that
//! reads it: where that finds an object, this finds its end.

/// How deep objects stand in objects.
const DEEPEST: usize = 512;

/// How far before an object the beginning of its line is looked for.
const LONGEST_LINE: usize = 128;

/// Whether a byte is a blank (ISO 32000-1, table 1).
fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

/// Whether a byte ends a name, a number or a word.
fn is_delimiter(byte: u8) -> bool {
    is_blank(byte) || b"()<>[]{}/%".contains(&byte)
}

/// Where something stands in bytes.
pub(super) fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|here| here == wanted)
}

/// What follows blanks and comments.
pub(super) fn blank(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        if is_blank(*byte) {
            at += 1;
        } else if *byte == b'%' {
            let rest = bytes[at..].iter();
            at += rest.take_while(|byte| !matches!(byte, 10 | 13)).count();
        } else {
            break;
        }
    }
    at
}

/// The end of the dictionary that begins at a place, and how many bytes were looked at.
pub(super) fn dictionary(bytes: &[u8], start: usize) -> (Option<usize>, usize) {
    let mut walk = Walk {
        bytes,
        at: start + 2,
    };
    let ends = walk.entries(b">>", 1);
    (ends.map(|()| walk.at), walk.at - start)
}

/// What stands before an object: `12 0 obj`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head<'b> {
    /// The digits of its number.
    pub(super) number: &'b str,
    /// Its generation.
    pub(super) generation: u32,
    /// Where that begins.
    pub(super) start: usize,
}

/// The head of the object that begins at a place, if nothing but a plain one stands there.
pub(super) fn head_before(bytes: &[u8], place: usize) -> Option<Head<'_>> {
    let before = trimmed(&bytes[..place]).strip_suffix(b"obj")?;
    let (generation, before) = digits_at_end(trimmed(before))?;
    let trim = trimmed(before);
    if trim.len() == before.len() {
        return None;
    }
    let (number, before) = digits_at_end(trim)?;
    // A sign, a fraction or a comment would make it another number.
    if matches!(before.last(), Some(b'+' | b'-' | b'.')) || may_be_comment(before) {
        return None;
    }
    Some(Head {
        number,
        generation: generation.parse().ok()?,
        start: before.len(),
    })
}

/// Whether the end of some bytes may stand in a comment: its line has one, or begins too far before.
fn may_be_comment(before: &[u8]) -> bool {
    let nearest = before.iter().rev().take(LONGEST_LINE);
    let mark = nearest
        .into_iter()
        .find(|byte| matches!(byte, 10 | 13 | b'%'));
    mark.map_or(before.len() > LONGEST_LINE, |mark| *mark == b'%')
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    let n_blanks = bytes.iter().rev().take_while(|byte| is_blank(**byte));
    &bytes[..bytes.len() - n_blanks.count()]
}

fn digits_at_end(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let digits = bytes.iter().rev().take_while(|byte| byte.is_ascii_digit());
    let (before, digits) = bytes.split_at(bytes.len() - digits.count());
    let digits = std::str::from_utf8(digits).ok()?;
    (!digits.is_empty()).then_some((digits, before))
}

struct Walk<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Walk<'_> {
    fn skips(&mut self, tag: &[u8]) -> bool {
        let is_here = self.bytes[self.at..].starts_with(tag);
        if is_here {
            self.at += tag.len();
        }
        is_here
    }

    /// Steps over objects to the tag that ends them. Keys and values of a dictionary need not take
    /// turns: what is garbage between them is stepped over too.
    fn entries(&mut self, end: &[u8], depth: usize) -> Option<()> {
        loop {
            self.at = blank(self.bytes, self.at);
            if self.skips(end) {
                return Some(());
            }
            self.object(depth)?;
        }
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match self.bytes.get(self.at)? {
            b'<' if self.skips(b"<<") => self.entries(b">>", depth + 1),
            b'<' => {
                let length = self.bytes[self.at..].iter().position(|byte| *byte == b'>');
                self.at = length.map_or(self.bytes.len(), |length| self.at + length + 1);
                length.map(|_| ())
            }
            b'[' => {
                self.at += 1;
                self.entries(b"]", depth + 1)
            }
            b'(' => self.string(),
            b'/' => {
                self.at += 1;
                self.word();
                Some(())
            }
            byte if is_delimiter(*byte) => None,
            // Numbers, references, and words that mean nothing.
            _ => {
                self.word();
                Some(())
            }
        }
    }

    fn word(&mut self) {
        let rest = self.bytes[self.at..].iter();
        self.at += rest.take_while(|byte| !is_delimiter(**byte)).count();
    }

    fn string(&mut self) -> Option<()> {
        let mut depth = 0;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(());
            }
        }
        self.at = self.bytes.len();
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_ends_where_its_brackets_do() {
        for whole in [
            &b"<< /A 1 /B (a >> \\) b) /C <</D [1 2 R <3e3e>]>> >>"[..],
            b"<</A%>>\n/B>>",
            b"<<>>",
            b"<</Length 5 0 R/Filter[/A/B]>>",
        ] {
            let longer = [whole, b" stream >>"].concat();
            assert_eq!(dictionary(&longer, 0).0, Some(whole.len()));
        }
        for broken in [&b"<< /A (>>"[..], b"<< ) >>", b"<< /A [ >>", b"<<"] {
            assert_eq!(dictionary(broken, 0).0, None);
        }
    }

    #[test]
    fn the_number_of_an_object_stands_before_it() {
        let number = |bytes: &'static [u8]| head_before(bytes, bytes.len()).map(|it| it.number);
        assert_eq!(number(b"endobj12 0 obj\n"), Some("12"));
        assert_eq!(number(b"trailer "), None);
        assert_eq!(number(b"1 0 obj %\n"), None);
        assert_eq!(number(b"5 %7\n0 obj"), None);
        assert_eq!(number(b"5.0 0 obj"), None);
    }
}
