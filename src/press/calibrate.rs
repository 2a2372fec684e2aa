//! A page to print on both sides and hold against the light: how far backs stand from their fronts.

use std::io::Write;

use super::document::{About, Printed, PrintedPage};
use super::lettering::{Anchor, line, words};
use super::refused::ImposeError;
use crate::base::geometry::Size;
use crate::base::paper::Paper;
use crate::base::pdf::writing::{Dictionary, Document};
use crate::base::units::Pt;
use crate::content::editions::Duplex;

/// How far the rulers reach from the middle, in millimetres.
const REACH: i32 = 30;

/// Writes the page for a paper.
pub fn write(paper: &Paper, duplex: Duplex, out: &mut impl Write) -> Result<(), ImposeError> {
    let sheet = Size {
        width: paper.long,
        height: paper.short,
    };
    let mut document = Document::with_version("1.7");
    let mut printed = Printed::new(&mut document);
    for is_back in [false, true] {
        let mut content = String::new();
        if is_back && duplex == Duplex::Long {
            content = format!("-1 0 0 -1 {} {} cm\n", sheet.width.0, sheet.height.0);
        }
        content.push_str(&rulers(sheet, is_back));
        let page = PrintedPage {
            size: sheet,
            content,
            ..PrintedPage::default()
        };
        printed.add(&mut document, page);
    }
    let made_from = format!("calibrate {paper} {duplex:?}");
    let about = About {
        duplex,
        title: None,
        made_from: &[made_from.as_bytes()],
        keys: Dictionary::new(),
    };
    printed.save(document, &about, out)
}

/// Two rulers that cross in the middle. The front's have numbers; the back's are a bare cross, thick
/// enough to be seen through the paper.
fn rulers(sheet: Size, is_back: bool) -> String {
    let (x, y) = (sheet.width.0 / 2.0, sheet.height.0 / 2.0);
    let millimetre = Pt::from_mm(1.0).0;
    let reach = f64::from(REACH) * millimetre;
    let mut content = format!("0 G 0 g {} w\n", if is_back { 1.0 } else { 0.4 });
    content.push_str(&line((x - reach, y), (x + reach, y)));
    content.push_str(&line((x, y - reach), (x, y + reach)));
    let top = sheet.height.0 - Pt::from_mm(25.0).0;
    let mut say = |text: &str, size: f64, y: f64| {
        content.push_str(&words(text, size, Anchor::Middle, (x, y)));
    };
    if is_back {
        say("BACK", 24.0, top);
        say("this edge is up", 12.0, top + 30.0);
        return content;
    }
    say("FRONT", 24.0, top);
    say("this edge is up", 12.0, top + 30.0);
    let foot = Pt::from_mm(48.0).0;
    for (idx, text) in [
        "Hold the sheet against the light, this side towards you, this edge up. The thick cross is the back’s.",
        "If the words on the back stand on their head, your printer turns over the other edge: give --duplex long, or short.",
        "Read where the thick cross meets the rulers, in millimetres: how far right of 0, and how far above 0; left and below are minus.",
        "Then:   bifolio calibrate --right 0.5 --up -1   writes office.yaml, and sheets are corrected from then on.",
    ]
    .into_iter()
    .enumerate()
    {
        say(text, 10.0, foot - 15.0 * idx as f64);
    }
    for step in -REACH..=REACH {
        let at = f64::from(step) * millimetre;
        let length = match step {
            _ if step % 10 == 0 => 9.0,
            _ if step % 5 == 0 => 6.0,
            _ => 3.5,
        };
        content.push_str(&line((x + at, y), (x + at, y + length)));
        content.push_str(&line((x, y + at), (x + length, y + at)));
        if step % 10 == 0 && step != 0 {
            let number = step.to_string();
            content.push_str(&words(&number, 8.0, Anchor::Middle, (x + at, y + 11.0)));
            content.push_str(&words(&number, 8.0, Anchor::Left, (x + 12.0, y + at - 2.5)));
        }
    }
    content
}
