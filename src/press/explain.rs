//! Sheets in words: for whoever prints them, and for whoever checks.

use std::fmt::Write as _;

use super::impose::Imposition;
use crate::content::editions::Duplex;

impl Imposition<'_> {
    /// What to do with the sheets, in a sentence.
    pub fn sentence(&self) -> String {
        let n_sheets = self.sheets.len();
        let n_signatures = self.sheets.last().map_or(0, |sheet| sheet.signature + 1);
        let sheets = counted(n_sheets, "sheet");
        let printed = match self.job.duplex {
            Duplex::Short => "printed on both sides, flipped on the short edge",
            Duplex::Long => "printed on both sides, flipped on the long edge",
            Duplex::Manual => "printed first on their fronts, then laid in again for their backs",
            Duplex::None => "each side printed on its own",
        };
        let bound = match n_signatures {
            0 | 1 if n_sheets > 1 => "folded into each other once, stapled twice".to_owned(),
            0 | 1 => "folded once".to_owned(),
            n => format!(
                "folded into {n} signatures of up to {} sheets, sewn",
                self.sheets[0].n_sheets
            ),
        };
        let trimmed = if self.job.marks {
            ", cut at the marks"
        } else {
            ""
        };
        let scale = if self.scale < 1.0 {
            format!(", at {:.0} % of the size", self.scale * 100.0)
        } else {
            String::new()
        };
        format!(
            "{sheets} of {}, {printed}, {bound}{trimmed}{scale}",
            self.paper
        )
    }

    /// The sheets as a printer would write them: side, pages, turn, shift.
    pub fn table(&self) -> String {
        let mut table = String::from("sheet  side   pages        turn   shift mm\n");
        for (idx, sheet) in self.sheets.iter().enumerate() {
            let shift = self.shift(sheet).to_mm();
            for (name, side, is_back) in [("front", sheet.front, false), ("back", sheet.back, true)]
            {
                let page = |page: Option<usize>| {
                    page.map_or("–".to_owned(), |idx| (idx + 1).to_string())
                };
                let pages = format!("{} | {}", page(side[0]), page(side[1]));
                let turn = if is_back && self.are_backs_turned() {
                    "180°"
                } else {
                    "–"
                };
                let _ = writeln!(
                    table,
                    "{:>5}  {name:<5}  {pages:<11}  {turn:<5}  {shift:.2}",
                    idx + 1
                );
            }
        }
        table
    }
}

/// A number in words, as far as people write them so, with what is counted.
fn counted(n: usize, thing: &str) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let number = WORDS
        .get(n)
        .map_or_else(|| n.to_string(), |word| (*word).to_owned());
    let plural = if n == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
