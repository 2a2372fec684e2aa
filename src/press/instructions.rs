//! A page of instructions for whoever turns the stack by hand.

use std::io::Write;

use super::document::{About, Printed, PrintedPage};
use super::impose::Imposition;
use super::lettering::{Anchor, words};
use super::refused::ImposeError;
use crate::base::geometry::Size;
use crate::base::pdf::writing::{Dictionary, Document};
use crate::base::units::Pt;
use crate::content::editions::Duplex;
use crate::content::office::Feeding;

/// The page.
const PAPER: Size = Size {
    width: Pt::from_mm(210.0),
    height: Pt::from_mm(297.0),
};

/// Its margin and the distance of its lines.
const MARGIN: Pt = Pt::from_mm(25.0);
const LEADING: f64 = 18.0;

/// Writes the instructions for sheets whose backs are printed by hand; the two files by their names.
pub fn write(
    imposition: &Imposition<'_>,
    feeding: Feeding,
    fronts: &str,
    backs: &str,
    out: &mut impl Write,
) -> Result<(), ImposeError> {
    let order = match feeding {
        Feeding::Reversed => "the last sheet first",
        Feeding::Same => "the first sheet first",
    };
    let lines = [
        (16.0, "Printing both sides by hand".to_owned()),
        (11.0, String::new()),
        (11.0, format!("1.  Print {fronts} on one side, at 100 %, not “fit to page”.")),
        (11.0, "2.  Take the stack as it came out, without shuffling it.".to_owned()),
        (11.0, "3.  Lay it in again so that the empty sides are printed, the same short edge first.".to_owned()),
        (11.0, format!("4.  Print {backs} on one side. Its sheets come in the order they are fed: {order}.")),
        (11.0, "5.  Look at the first sheet before you print the rest: on its back must stand the page".to_owned()),
        (11.0, "     that follows. If it is the wrong sheet, the stack is fed the other way round:".to_owned()),
        (11.0, "     bifolio calibrate --feeding same (or reversed), and build again.".to_owned()),
        (11.0, "6.  If it stands on its head, turn the stack by half and print the backs again.".to_owned()),
        (11.0, "7.  Lay the sheets into each other, sheet 1 outermost, fold them once, staple the fold.".to_owned()),
    ];
    let mut content = String::from("0 g\n");
    let mut y = PAPER.height.0 - MARGIN.0 - LEADING;
    let mut say = |size: f64, text: &str| {
        content.push_str(&words(text, size, Anchor::Left, (MARGIN.0, y)));
        y -= LEADING;
    };
    let (title, steps) = lines.split_at(2);
    for (size, text) in title {
        say(*size, text);
    }
    let sentence = imposition.sentence();
    for part in sentence.split(", ") {
        say(11.0, &format!("–  {part}"));
    }
    say(11.0, "");
    for (size, text) in steps {
        say(*size, text);
    }
    let mut document = Document::with_version("1.7");
    let mut printed = Printed::new(&mut document);
    let made_from = content.clone();
    let page = PrintedPage {
        size: PAPER,
        content,
        ..PrintedPage::default()
    };
    printed.add(&mut document, page);
    let about = About {
        duplex: Duplex::None,
        title: Some("Printing both sides by hand"),
        made_from: &[made_from.as_bytes()],
        keys: Dictionary::new(),
    };
    printed.save(document, &about, out)
}
