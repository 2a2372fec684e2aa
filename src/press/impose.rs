//! Lays the pages of a PDF out on sheets that are folded once and stapled.
//!
//! Scale is exactly 1, unless `fit` is asked for.

use super::annotations::{self, Annotation};
use super::job::Job;
use super::marks;
use super::order::{Sheet, saddle_stitch};
use super::refused::{ImposeError, MOST_PAGES};
use super::shape::{Shape, bleed, shapes};
use crate::base::geometry::Size;
use crate::base::paper::Paper;
use crate::base::pdf::file::File;
use crate::base::pdf::guard::guarded;
use crate::base::pdf::refused::PdfRefused;
use crate::base::units::Pt;

/// How unlike sizes may be that count as the same, and how far a spread may overhang its paper: half a
/// millimetre. Many programs round A4 to 596 × 842 points, which two pages side by side make 1.4 too wide.
pub(super) const CLOSE: Pt = Pt(1.5);

/// Pages laid out on sheets.
#[derive(Debug)]
pub struct Imposition<'f> {
    pub(super) file: &'f File,
    pub(super) job: Job,
    pub(super) shapes: Vec<Shape>,
    /// The size of a page on the sheet.
    pub page: Size,
    /// The paper, and how it lies.
    pub paper: Paper,
    /// Its size as it lies.
    pub sheet: Size,
    /// How much smaller everything is.
    pub scale: f64,
    /// The sheets.
    pub sheets: Vec<Sheet>,
    /// What a reader of the file sees and the sheets do not show.
    pub left_out: Vec<LeftOut>,
}

/// Something of a page that is not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The page, counted from 1.
    pub page: usize,
    /// What it is, and why it is left out.
    pub what: String,
}

/// Lays out the pages of a file.
pub fn lay_out<'f>(file: &'f File, job: &Job) -> Result<Imposition<'f>, ImposeError> {
    guarded(|| laid_out(file, job))
}

fn laid_out<'f>(file: &'f File, job: &Job) -> Result<Imposition<'f>, ImposeError> {
    let shapes = shapes(file)?;
    let first = *shapes.first().ok_or(ImposeError::NoPages)?;
    if shapes.len() > MOST_PAGES {
        return Err(ImposeError::TooManyPages(shapes.len()));
    }
    let page = first.size;
    let others = (1..)
        .zip(&shapes)
        .filter(|(_, it)| !is_alike(it.size, page));
    let others: Vec<usize> = others.map(|(n, _)| n).collect();
    if !others.is_empty() && !job.fit {
        return Err(ImposeError::MixedSizes(page, others));
    }
    let (paper, sheet, scale) = on_paper(page, &shapes, job)?;
    let sheets = saddle_stitch(shapes.len(), job.sheets_in_signature, job.binding);
    Ok(Imposition {
        file,
        job: job.clone(),
        shapes,
        page,
        paper,
        sheet,
        scale,
        sheets,
        left_out: left_out(file)?,
    })
}

/// Whether two sizes count as the same.
pub(super) fn is_alike(one: Size, other: Size) -> bool {
    (one.width - other.width).abs() <= CLOSE && (one.height - other.height).abs() <= CLOSE
}

/// The paper two pages lie on, its size as it lies, and how much smaller they are made.
fn on_paper(page: Size, shapes: &[Shape], job: &Job) -> Result<(Paper, Size, f64), ImposeError> {
    let spread = Size {
        width: page.width * 2.0,
        height: page.height,
    };
    let marks = if job.marks { marks::REACH } else { Pt::ZERO };
    let around = (bleed(shapes) + marks) * 2.0;
    let needed = Size {
        width: spread.width + around,
        height: spread.height + around,
    };
    // Paper that just holds the pages takes their bleed off; marks must be seen.
    let least = if job.marks { needed } else { spread };
    let paper = job.paper.clone().unwrap_or_else(|| {
        if around > Pt::ZERO {
            Paper::of_size(needed)
        } else {
            Paper::of_spread(spread).unwrap_or_else(|| Paper::of_size(spread))
        }
    });
    let sheet = paper.around(spread);
    let overhang = (least.width - sheet.width).max(least.height - sheet.height);
    let scale = match overhang <= CLOSE {
        true => 1.0,
        false if job.fit => sheet
            .width
            .ratio(least.width)
            .min(sheet.height.ratio(least.height)),
        false => return Err(ImposeError::TooLarge(least, paper)),
    };
    Ok((paper, sheet, scale))
}

/// What the pages show on a screen and the sheets will not.
fn left_out(file: &File) -> Result<Vec<LeftOut>, PdfRefused> {
    let mut left_out = Vec::new();
    for (page, of_page) in (1..).zip(file.pages()) {
        for annotation in annotations::of_page(file, of_page)? {
            if let Annotation::LeftOut(what) = annotation {
                left_out.push(LeftOut { page, what });
            }
        }
    }
    Ok(left_out)
}
