//! Writes the sheets that pages were laid out on.

use std::fmt::Write as _;
use std::io::Write;

use super::document::{About, Printed, PrintedPage};
use super::import::Importer;
use super::impose::Imposition;
use super::job::Sides;
use super::marks::marks;
use super::order::{Binding, Sheet, Side};
use super::refused::ImposeError;
use super::shape::bleed;
use crate::base::pdf::guard::guarded;
use crate::base::pdf::writing::{Dictionary, dictionary, numbers, written};
use crate::base::units::Pt;
use crate::content::office::Feeding;

/// A side of a sheet that is printed.
struct Printing {
    side: Side,
    /// How far its pages are moved towards the spine.
    shift: Pt,
    is_back: bool,
}

impl Imposition<'_> {
    /// Writes the sheets as a PDF.
    pub fn write(&self, sides: Sides, out: &mut impl Write) -> Result<(), ImposeError> {
        guarded(|| self.write_sides(sides, out))
    }

    fn write_sides(&self, sides: Sides, out: &mut impl Write) -> Result<(), ImposeError> {
        let mut importer = Importer::new(self.file);
        let mut printed = Printed::new(&mut importer.document);
        for printing in self.printings(sides) {
            let page = self.page(&mut importer, &printing)?;
            printed.add(&mut importer.document, page);
        }
        let direction = match self.job.binding {
            Binding::Left => "L2R",
            Binding::Right => "R2L",
        };
        let mut keys = dictionary! {
            "ViewerPreferences" => dictionary! { "Direction" => direction },
        };
        if let Some(layers) = importer.layers()? {
            keys.set("OCProperties", layers);
        }
        let how = format!("{:?} {:?} {sides:?}", self.job, self.paper);
        let title = self.file.info_title();
        let about = About {
            duplex: self.job.duplex,
            title: title.as_deref(),
            made_from: &[self.file.bytes(), how.as_bytes()],
            keys,
        };
        printed.save(importer.document, &about, out)
    }

    /// The sides in the order they are printed.
    fn printings(&self, sides: Sides) -> Vec<Printing> {
        let printing = |sheet: &Sheet, is_back| Printing {
            side: if is_back { sheet.back } else { sheet.front },
            shift: self.shift(sheet),
            is_back,
        };
        let sheets = self.sheets.iter();
        match (sides, self.job.feeding) {
            (Sides::All, _) => sheets
                .flat_map(|sheet| [printing(sheet, false), printing(sheet, true)])
                .collect(),
            (Sides::Fronts, _) => sheets.map(|sheet| printing(sheet, false)).collect(),
            (Sides::Backs, Feeding::Same) => sheets.map(|sheet| printing(sheet, true)).collect(),
            (Sides::Backs, Feeding::Reversed) => {
                sheets.rev().map(|sheet| printing(sheet, true)).collect()
            }
        }
    }

    fn page(
        &self,
        importer: &mut Importer<'_>,
        printing: &Printing,
    ) -> Result<PrintedPage, ImposeError> {
        let mut content = String::new();
        let (width, height) = (self.sheet.width.0, self.sheet.height.0);
        if printing.is_back && self.job.register != [Pt::ZERO; 2] {
            let [right, up] = self.job.register.map(|length| length.0);
            let _ = writeln!(content, "{} cm", written(&[1.0, 0.0, 0.0, 1.0, right, up]));
        }
        if printing.is_back && self.are_backs_turned() {
            let turned = written(&[-1.0, 0.0, 0.0, -1.0, width, height]);
            let _ = writeln!(content, "{turned} cm");
        }
        let mut forms = Dictionary::new();
        for placed in self.placed(printing.side, printing.shift) {
            content.push_str(&importer.show(&placed, &mut forms)?);
        }
        let (trim, with_bleed) = self.boxes();
        if self.job.marks {
            content.push_str(&marks(trim, bleed(&self.shapes), self.scale));
        }
        Ok(PrintedPage {
            size: self.sheet,
            content,
            forms,
            keys: dictionary! { "TrimBox" => numbers(trim), "BleedBox" => numbers(with_bleed) },
        })
    }
}
