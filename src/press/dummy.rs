//! A dummy to fold by hand: every sheet of the booklet as a miniature, its pages numbered, on A4.
//!
//! The backs stand mirrored, so that they lie behind their fronts when the printer turns the sheet over
//! its long edge.

use std::fmt::Write as _;
use std::io::Write;

use super::document::Printed;
use super::import::Importer;
use super::impose::{Duplex, ImposeError};
use super::lettering::{Anchor, line, words};
use super::order::{Binding, Sheet, Side, saddle_stitch};
use super::shape::shapes;
use crate::base::geometry::Size;
use crate::base::pdf::file::File;
use crate::base::pdf::guard::guarded;
use crate::base::pdf::writing::{Dictionary, written};
use crate::base::units::Pt;

/// The paper.
const PAPER: Size = Size {
    width: Pt::from_mm(210.0),
    height: Pt::from_mm(297.0),
};

/// What office printers do not reach, and room for a line of words at the foot.
const MARGIN: Pt = Pt::from_mm(10.0);
const FOOT: Pt = Pt::from_mm(20.0);

/// How many miniatures stand side by side and under each other: the first that holds all on two sheets.
const GRIDS: [(usize, usize); 3] = [(2, 4), (3, 5), (4, 8)];

/// The gap between miniatures.
const GAP: Pt = Pt::from_mm(4.0);

/// Writes the dummy of a file.
pub fn write(
    file: &File,
    binding: Binding,
    sheets_in_signature: Option<usize>,
    out: &mut impl Write,
) -> Result<(), ImposeError> {
    guarded(|| write_sheets(file, binding, sheets_in_signature, out))
}

fn write_sheets(
    file: &File,
    binding: Binding,
    sheets_in_signature: Option<usize>,
    out: &mut impl Write,
) -> Result<(), ImposeError> {
    let shapes = shapes(file)?;
    let first = shapes.first().ok_or(ImposeError::NoPages)?.size;
    let sheets = saddle_stitch(shapes.len(), sheets_in_signature, binding);
    let holds_on_two = |(across, down): &&(usize, usize)| sheets.len() <= 2 * across * down;
    let (across, down) = *GRIDS
        .iter()
        .find(holds_on_two)
        .unwrap_or(&GRIDS[GRIDS.len() - 1]);

    let cell = Size {
        width: (PAPER.width - MARGIN * 2.0 - GAP * (across as f64 - 1.0)) / across as f64,
        height: (PAPER.height - MARGIN - FOOT - GAP * (down as f64 - 1.0)) / down as f64,
    };
    let scale = cell
        .width
        .ratio(first.width * 2.0)
        .min(cell.height.ratio(first.height));
    let grid = Grid {
        across,
        cell,
        page: Size {
            width: first.width * scale,
            height: first.height * scale,
        },
    };

    let mut importer = Importer::new(file);
    let mut printed = Printed::new(&mut importer.document);
    for on_paper in sheets.chunks(across * down) {
        for is_back in [false, true] {
            let mut content = String::new();
            let mut externals = Dictionary::new();
            for (place, sheet) in on_paper.iter().enumerate() {
                let side = if is_back { sheet.back } else { sheet.front };
                let corner = grid.corner(place, is_back);
                for (at, page_idx) in side.iter().enumerate() {
                    let Some(page_idx) = page_idx else { continue };
                    let shape = &shapes[*page_idx];
                    let own = grid.page.width.ratio(shape.size.width);
                    let own = own.min(grid.page.height.ratio(shape.size.height));
                    let x = corner.0 + grid.page.width.0 * at as f64;
                    let clip = [x, corner.1, grid.page.width.0, grid.page.height.0];
                    let matrix = [own, 0.0, 0.0, own, x, corner.1];
                    let name = format!("P{}", page_idx + 1);
                    let _ = writeln!(
                        content,
                        "q {} re W n {} cm /{name} Do Q",
                        written(&clip),
                        written(&matrix)
                    );
                    externals.set(name, importer.form(*page_idx)?);
                }
                content.push_str(&grid.lines_and_numbers(sheet, side, corner));
            }
            let says = if is_back {
                "Backs. Print both sides, turned over the long edge."
            } else {
                "Cut along the lines, fold at the dots, and lay the sheets into each other: sheet 1 outside."
            };
            let at = (PAPER.width.0 / 2.0, FOOT.0 / 2.0);
            content.push_str("0.3 g ");
            content.push_str(&words(says, 9.0, Anchor::Middle, at));
            let document = &mut importer.document;
            printed.page(document, PAPER, &content, externals, &Dictionary::new());
        }
    }
    let made_from = [file.bytes(), b"dummy"];
    let keys = Dictionary::new();
    printed.save(
        importer.document,
        Duplex::Long,
        &keys,
        None,
        &made_from,
        out,
    )
}

/// Where miniatures stand.
struct Grid {
    across: usize,
    cell: Size,
    /// The size of a page in a miniature.
    page: Size,
}

impl Grid {
    /// The lower left corner of a miniature; those of backs are mirrored.
    fn corner(&self, place: usize, is_back: bool) -> (f64, f64) {
        let (column, row) = (place % self.across, place / self.across);
        let column = if is_back {
            self.across - 1 - column
        } else {
            column
        };
        let pitch = (self.cell.width + GAP, self.cell.height + GAP);
        let left = MARGIN + pitch.0 * column as f64;
        let top = PAPER.height - MARGIN - pitch.1 * row as f64;
        let inset = (self.cell.width - self.page.width * 2.0) / 2.0;
        (
            (left + inset).0,
            (top - self.cell.height + (self.cell.height - self.page.height) / 2.0).0,
        )
    }

    /// The lines to cut along, the dots to fold at, and the numbers of the pages.
    fn lines_and_numbers(&self, sheet: &Sheet, side: Side, corner: (f64, f64)) -> String {
        let (left, bottom) = corner;
        let (width, height) = (self.page.width.0, self.page.height.0);
        let mut content = format!(
            "q 0.5 G 0.3 w {} re S [1 2] 0 d {}Q\n",
            written(&[left, bottom, 2.0 * width, height]),
            line((left + width, bottom), (left + width, bottom + height))
        );
        let size = height * 0.3;
        for (at, page_idx) in side.iter().enumerate() {
            let middle = left + width * (at as f64 + 0.5);
            let number = page_idx.map_or("blank".to_owned(), |idx| (idx + 1).to_string());
            let own = if page_idx.is_some() { size } else { size * 0.3 };
            content.push_str("0.55 g ");
            content.push_str(&words(
                &number,
                own,
                Anchor::Middle,
                (middle, bottom + height * 0.38),
            ));
        }
        let name = format!("sheet {}", sheet.depth + 1);
        let name = match sheet.signature {
            0 => name,
            signature => format!("signature {}, {name}", signature + 1),
        };
        content.push_str("0.3 g ");
        content.push_str(&words(&name, 5.0, Anchor::Left, (left, bottom - 6.0)));
        content
    }
}
