//! A dummy to fold by hand: every sheet of the booklet as a miniature, its pages numbered, on A4.
//!
//! The backs stand mirrored, so that they lie behind their fronts when the printer turns the sheet over
//! its long edge.

use std::io::Write;

use super::document::{About, Printed, PrintedPage};
use super::import::{Importer, Placed};
use super::lettering::{Anchor, line, words};
use super::order::{Binding, Sheet, Side, saddle_stitch};
use super::refused::ImposeError;
use super::shape::{Shape, shapes};
use crate::base::geometry::Size;
use crate::base::pdf::file::File;
use crate::base::pdf::guard::guarded;
use crate::base::pdf::writing::{Dictionary, written};
use crate::base::units::Pt;
use crate::content::editions::Duplex;

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
    let grid = Grid::of(sheets.len(), first);
    let mut importer = Importer::new(file);
    let mut printed = Printed::new(&mut importer.document);
    for on_paper in sheets.chunks(grid.across * grid.down) {
        for is_back in [false, true] {
            let page = side(&mut importer, &grid, &shapes, on_paper, is_back)?;
            printed.add(&mut importer.document, page);
        }
    }
    let about = About {
        duplex: Duplex::Long,
        title: None,
        made_from: &[file.bytes(), b"dummy"],
        keys: Dictionary::new(),
    };
    printed.save(importer.document, &about, out)
}

/// A page of miniatures: the fronts of sheets, or their backs.
fn side(
    importer: &mut Importer<'_>,
    grid: &Grid,
    shapes: &[Shape],
    sheets: &[Sheet],
    is_back: bool,
) -> Result<PrintedPage, ImposeError> {
    let mut content = String::new();
    let mut forms = Dictionary::new();
    for (place, sheet) in sheets.iter().enumerate() {
        let side = if is_back { sheet.back } else { sheet.front };
        let corner = grid.corner(place, is_back);
        for (at, page_idx) in side.into_iter().enumerate() {
            let Some(page_idx) = page_idx else { continue };
            let placed = grid.placed(page_idx, shapes[page_idx].size, at, corner);
            content.push_str(&importer.show(&placed, &mut forms)?);
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
    Ok(PrintedPage {
        size: PAPER,
        content,
        forms,
        keys: Dictionary::new(),
    })
}

/// Where miniatures stand.
struct Grid {
    across: usize,
    down: usize,
    cell: Size,
    /// The size of a page in a miniature.
    page: Size,
}

impl Grid {
    /// The grid for so many sheets of pages of a size.
    fn of(n_sheets: usize, page: Size) -> Self {
        let holds_on_two = |(across, down): &&(usize, usize)| n_sheets <= 2 * across * down;
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
            .ratio(page.width * 2.0)
            .min(cell.height.ratio(page.height));
        Self {
            across,
            down,
            cell,
            page: Size {
                width: page.width * scale,
                height: page.height * scale,
            },
        }
    }

    /// Where a page of a size stands in the miniature at a corner: `at` 0 left, 1 right.
    fn placed(&self, page_idx: usize, size: Size, at: usize, corner: (f64, f64)) -> Placed {
        let own = self.page.width.ratio(size.width);
        let own = own.min(self.page.height.ratio(size.height));
        let x = corner.0 + self.page.width.0 * at as f64;
        Placed {
            page_idx,
            matrix: [own, 0.0, 0.0, own, x, corner.1],
            clip: [x, corner.1, self.page.width.0, self.page.height.0],
        }
    }

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
