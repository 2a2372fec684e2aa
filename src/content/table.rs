//! A spreadsheet's file as rows of cells, each with its place (RFC 4180, with semicolons and tabs too).
//!
//! Quotes that do not pair are complained of where they open: read on as if they did, they would make
//! one cell of several lines.

use super::decode::Located;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, FileId, Span};

/// How many cells are read: as many as values of a booklet.
const MOST_CELLS: usize = 500_000;

/// The cells of a line.
pub(super) type Row = Vec<Located<String>>;

/// A table: what stands over its columns, and its rows; lines without words are none.
pub(super) struct Table {
    pub(super) head: Row,
    pub(super) rows: Vec<Row>,
}

/// Reads the text of a file. What is wrong stands in `complaints`; `None` if there is more than is read.
pub(super) fn read(file: FileId, text: &str, complaints: &mut Complaints) -> Option<Table> {
    let (delimiter, begins) = delimiter(text);
    let mut reader = Reader {
        text,
        file,
        delimiter,
        at: begins,
        n_cells: 0,
    };
    let mut lines = std::iter::from_fn(|| reader.row(complaints));
    let head = lines.next().unwrap_or_default();
    let rows = lines.collect();
    (reader.n_cells <= MOST_CELLS).then_some(Table { head, rows })
}

/// The delimiter of a spreadsheet's file, and where its lines begin: semicolons where the comma is the
/// decimal sign. The line `sep=;` is no row, but says it.
fn delimiter(text: &str) -> (char, usize) {
    let line_end = text.find(['\r', '\n']).unwrap_or(text.len());
    let first = &text[..line_end];
    let said = first.strip_prefix("sep=").map(|it| it.chars());
    if let Some(mut said) = said
        && let (Some(delimiter), None) = (said.next(), said.next())
    {
        return (delimiter, line_end);
    }
    let count = |wanted: char| {
        // Every other part stands in quotes.
        let outside = first.split('"').step_by(2);
        outside
            .map(|part| part.matches(wanted).count())
            .sum::<usize>()
    };
    let delimiter = if count(';') > count(',') {
        ';'
    } else if count('\t') > count(',') {
        '\t'
    } else {
        ','
    };
    (delimiter, 0)
}

struct Reader<'t> {
    text: &'t str,
    file: FileId,
    delimiter: char,
    at: usize,
    n_cells: usize,
}

impl Reader<'_> {
    /// The next row with words in it.
    fn row(&mut self, complaints: &mut Complaints) -> Option<Row> {
        while self.at < self.text.len() {
            let mut row = Row::new();
            loop {
                row.push(self.cell(complaints));
                self.n_cells += 1;
                if self.n_cells > MOST_CELLS {
                    self.complain_of_size(complaints);
                    return None;
                }
                let rest = &self.text[self.at..];
                match rest.chars().next() {
                    Some(next) if next == self.delimiter => self.at += next.len_utf8(),
                    Some(_) if rest.starts_with("\r\n") => {
                        self.at += 2;
                        break;
                    }
                    // Only a line end is left.
                    Some(_) => {
                        self.at += 1;
                        break;
                    }
                    None => break,
                }
            }
            if row.iter().any(|cell| !cell.value.is_empty()) {
                return Some(row);
            }
        }
        None
    }

    /// Says that there is more than is read, and ends.
    fn complain_of_size(&mut self, complaints: &mut Complaints) {
        let at = Some(self.span(self.at, self.at));
        self.at = self.text.len();
        let message = format!("the list has more than {MOST_CELLS} cells");
        let help = "is this the right file? remove columns and lines that are not for print";
        complaints.push(Diagnostic::new(Code::TooLarge, at, message).help(help));
    }

    /// The cell that begins here, without blanks around it.
    fn cell(&mut self, complaints: &mut Complaints) -> Located<String> {
        let start = self.at;
        let blank = |it: char| it == ' ' && it != self.delimiter;
        let rest = &self.text[start..];
        let n_blank = rest.len() - rest.trim_start_matches(blank).len();
        let value = if rest[n_blank..].starts_with('"') {
            self.at += n_blank;
            self.quoted(complaints)
        } else {
            self.until_end().to_owned()
        };
        Located {
            value: value.trim().to_owned(),
            at: self.span(start, self.at),
        }
    }

    /// What stands up to the end of the cell.
    fn until_end(&mut self) -> &str {
        let start = self.at;
        let ends = |it: char| it == self.delimiter || matches!(it, '\r' | '\n');
        let length = self.text[start..].find(ends);
        self.at = length.map_or(self.text.len(), |length| start + length);
        &self.text[start..self.at]
    }

    /// A cell in quotes, in which a quote stands twice.
    fn quoted(&mut self, complaints: &mut Complaints) -> String {
        let opens = self.at;
        let mut value = String::new();
        self.at += 1;
        loop {
            let Some(length) = self.text[self.at..].find('"') else {
                return self.unclosed(opens, complaints);
            };
            value.push_str(&self.text[self.at..self.at + length]);
            self.at += length + 1;
            let rest = &self.text[self.at..];
            if rest.starts_with('"') {
                value.push('"');
                self.at += 1;
                continue;
            }
            let closes = self.at;
            if self.until_end().trim().is_empty() {
                return value;
            }
            if self.text[opens..closes].contains(['\r', '\n']) {
                return self.unclosed(opens, complaints);
            }
            let written = &self.text[opens..self.at];
            let inside = written.trim().trim_matches('"').replace('"', "\"\"");
            let message = "a quote stands in the middle of words in quotes";
            let help = format!("write a quote inside quotes twice: `\"{inside}\"`");
            let at = Some(self.span(closes - 1, closes));
            complaints.push(Diagnostic::new(Code::BadCsv, at, message).help(help));
            return written.to_owned();
        }
    }

    /// The rest of the line a quote opens in, complained of: nothing on the lines after it is taken in.
    fn unclosed(&mut self, opens: usize, complaints: &mut Complaints) -> String {
        let line = &self.text[opens..];
        let line = &line[..line.find(['\r', '\n']).unwrap_or(line.len())];
        self.at = opens + line.len();
        let message = "the quote that opens here is not closed in its line";
        let words = line[1..].split(self.delimiter).next().unwrap_or_default();
        let help = format!("close it after the words: `\"{}\"`", words.trim());
        let at = Some(self.span(opens, opens + 1));
        complaints.push(Diagnostic::new(Code::BadCsv, at, message).help(help));
        line[1..].to_owned()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span {
            file: self.file,
            start: start as u32,
            end: end as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> (Vec<Vec<String>>, usize) {
        let mut complaints = Complaints::default();
        let table = read(FileId(0), text, &mut complaints).unwrap();
        let rows = [table.head].into_iter().chain(table.rows);
        let rows = rows.map(|row| row.into_iter().map(|cell| cell.value).collect());
        (rows.collect(), complaints.sorted().len())
    }

    #[test]
    fn cells_are_what_stands_between_the_delimiters_of_the_first_line() {
        for text in [
            "a,b\r\n1,2\r\n",
            "a;b\n1;2",
            "a\tb\n\n 1\t2 \n",
            "sep=;\na;b\n1;2\n;\n",
            "\"a\",\"b\"\r1,2",
            "\"a\" , b\n1,\"2\"\n",
        ] {
            let (rows, n_complaints) = cells(text);
            assert_eq!(rows, [["a", "b"], ["1", "2"]], "{text:?}");
            assert_eq!(n_complaints, 0, "{text:?}");
        }
    }

    #[test]
    fn quotes_hold_delimiters_lines_and_quotes_twice() {
        let (rows, n_complaints) = cells("a,b\n\"x, \"\"y\"\"\",\"p\nq\"\nAli \"Bek\" Aliyev,2\n");
        assert_eq!(rows[1], ["x, \"y\"", "p\nq"]);
        assert_eq!(rows[2], ["Ali \"Bek\" Aliyev", "2"]);
        assert_eq!(n_complaints, 0);
    }

    #[test]
    fn a_quote_that_does_not_pair_takes_no_other_line_in() {
        for text in [
            "a\n\"One\nTwo\nThree\n",
            "a\n\"One\nTwo\n\"Three\n",
            "a\nOne\n\"Two\nThree",
        ] {
            let (rows, n_complaints) = cells(text);
            assert_eq!(rows.len(), 4, "{rows:?}");
            assert!(n_complaints > 0, "{text:?}");
        }
    }
}
