//! Puts the pages of a PDF on sheets that are folded once and stapled, and writes the sheets.
//!
//! Scale is exactly 1, unless `fit` is asked for. Bleed is kept on the three outer sides of a page and
//! cut at the spine; nothing of a page crosses it.

use std::fmt;
use std::fmt::Write as _;
use std::io::Write;

use super::annotations::{self, Annotation};
use super::document::Printed;
use super::import::Importer;
use super::marks;
use super::order::{Binding, Creep, Sheet, Side, saddle_stitch};
use super::paper::Paper;
use super::shape::{Shape, shapes};
use crate::base::geometry::Size;
use crate::base::pdf::file::File;
use crate::base::pdf::guard::guarded;
use crate::base::pdf::refused::PdfRefused;
use crate::base::pdf::writing::{Dictionary, dictionary, numbers, written};
use crate::base::units::Pt;

/// The most pages that are imposed: a booklet has some hundred.
const MOST_PAGES: usize = 10_000;

/// How unlike sizes may be that count as the same, and how far a spread may overhang its paper: half a
/// millimetre. Many programs round A4 to 596 × 842 points, which two pages side by side make 1.4 too wide.
const CLOSE: Pt = Pt(1.5);

/// How the sheets are printed on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplex {
    /// The printer turns sheets over the short edge.
    Short,
    /// It turns them over the long edge: the backs are turned by half.
    Long,
    /// Somebody turns the stack: fronts and backs are two files.
    Manual,
    /// One side only, as for a proof.
    None,
}

/// In which order sheets are fed again for their backs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feeding {
    /// The last first: the stack comes out face down and is laid in again as it is.
    Reversed,
    /// The first first.
    Same,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The side it is bound on.
    pub binding: Binding,
    /// How both sides are printed.
    pub duplex: Duplex,
    /// The paper; without it what the spread just fills.
    pub paper: Option<Paper>,
    /// How many sheets are folded into each other, if not all.
    pub sheets_in_signature: Option<usize>,
    /// How inner sheets are moved.
    pub creep: Creep,
    /// Whether crop and fold marks are drawn.
    pub marks: bool,
    /// Whether pages of other sizes, and spreads too large for the paper, are made smaller.
    pub fit: bool,
    /// How far the backs are moved to the right and up, so that they stand behind the fronts.
    pub register: [Pt; 2],
    /// In which order backs are fed when somebody turns the stack.
    pub feeding: Feeding,
}

impl Default for Job {
    fn default() -> Self {
        Self {
            binding: Binding::Left,
            duplex: Duplex::Short,
            paper: None,
            sheets_in_signature: None,
            creep: Creep::None,
            marks: false,
            fit: false,
            register: [Pt::ZERO; 2],
            feeding: Feeding::Reversed,
        }
    }
}

/// Why pages cannot be imposed.
#[derive(Debug, Clone, PartialEq)]
pub enum ImposeError {
    /// The PDF is not read.
    Refused(PdfRefused),
    /// There is no page.
    NoPages,
    /// There are too many.
    TooManyPages(usize),
    /// Pages have other sizes than the first: the size of that, and the pages, counted from 1.
    MixedSizes(Size, Vec<usize>),
    /// Two pages are larger than the paper: the spread, with its bleed and marks, and the paper.
    TooLarge(Size, Paper),
    /// A page, counted from 1, has a size that no paper has.
    NoSize(usize, Size),
    /// A page, counted from 1, is listed and cannot be read.
    LostPage(usize),
    /// It could not be written.
    Write(String),
}

impl From<PdfRefused> for ImposeError {
    fn from(refused: PdfRefused) -> Self {
        Self::Refused(refused)
    }
}

/// A size in millimetres.
fn millimetres(size: Size) -> String {
    let tenth = |length: Pt| (length.to_mm() * 10.0).round() / 10.0;
    format!("{} × {} mm", tenth(size.width), tenth(size.height))
}

impl fmt::Display for ImposeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.fmt(f),
            Self::NoPages => f.write_str("the file has no pages"),
            Self::TooManyPages(n) => {
                write!(
                    f,
                    "the file has {n} pages; a booklet of more than {MOST_PAGES} is not folded"
                )
            }
            Self::MixedSizes(first, others) => {
                let listed: Vec<_> = others.iter().take(8).map(ToString::to_string).collect();
                let more = if others.len() > 8 { " and more" } else { "" };
                write!(
                    f,
                    "the pages are not of one size: the first has {}, others are page {}{more}. \
                     Give `--fit` to make these fit, or make them alike in the program they come from",
                    millimetres(*first),
                    listed.join(", ")
                )
            }
            Self::TooLarge(spread, paper) => write!(
                f,
                "two pages side by side need {}, which is more than {paper}. \
                 Give a larger paper such as `--paper sra3`, or `--fit` to make them smaller",
                millimetres(*spread)
            ),
            Self::NoSize(page, size) => write!(
                f,
                "page {page} is {}, which is no size of a page; \
                 set its size in the program it comes from, or print it to a new PDF",
                millimetres(*size)
            ),
            Self::LostPage(page) => write!(
                f,
                "page {page} is broken and cannot be read; make the PDF again"
            ),
            Self::Write(cause) => write!(f, "the sheets cannot be written: {cause}"),
        }
    }
}

impl std::error::Error for ImposeError {}

/// Which sides are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// Front and back of each sheet in turn.
    All,
    /// The fronts.
    Fronts,
    /// The backs, in the order they are fed.
    Backs,
}

/// Pages laid out on sheets.
#[derive(Debug)]
pub struct Imposition<'f> {
    file: &'f File,
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
    let is_other = |shape: &Shape| {
        let (width, height) = (
            shape.size.width - page.width,
            shape.size.height - page.height,
        );
        width.abs() > CLOSE || height.abs() > CLOSE
    };
    let others: Vec<usize> = (1..)
        .zip(&shapes)
        .filter(|(_, it)| is_other(it))
        .map(|(n, _)| n)
        .collect();
    if !others.is_empty() && !job.fit {
        return Err(ImposeError::MixedSizes(page, others));
    }

    let spread = Size {
        width: page.width * 2.0,
        height: page.height,
    };
    let around = margin(&shapes, job.marks) * 2.0;
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
    let across = sheet
        .width
        .ratio(least.width)
        .min(sheet.height.ratio(least.height));
    let overhang = (least.width - sheet.width).max(least.height - sheet.height);
    let scale = match overhang <= CLOSE {
        true => 1.0,
        false if job.fit => across,
        false => return Err(ImposeError::TooLarge(least, paper)),
    };
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

/// What stands around the trim: bleed, and marks outside it.
pub(super) fn margin(shapes: &[Shape], has_marks: bool) -> Pt {
    let bleed = shapes
        .iter()
        .flat_map(|shape| shape.bleed)
        .fold(Pt::ZERO, Pt::max);
    if has_marks {
        bleed + marks::REACH
    } else {
        bleed
    }
}

/// Where a page stands on a sheet.
struct Placed {
    page_idx: usize,
    /// What puts the form there.
    matrix: [f64; 6],
    /// What is seen of it: left, bottom, width, height.
    clip: [f64; 4],
}

impl Imposition<'_> {
    /// Whether backs are turned by half: the axis a booklet is turned about is upright, and so is the
    /// short edge of paper that lies.
    pub(super) fn are_backs_turned(&self) -> bool {
        let lies = self.sheet.width >= self.sheet.height;
        match self.job.duplex {
            Duplex::Short | Duplex::Manual | Duplex::None => {
                !lies && self.job.duplex == Duplex::Short
            }
            Duplex::Long => lies,
        }
    }

    /// How far the pages of a sheet are moved towards the spine.
    pub fn shift(&self, sheet: &Sheet) -> Pt {
        self.job.creep.shift(sheet)
    }

    /// The lower left corner of the spread.
    fn corner(&self) -> (f64, f64) {
        (
            (self.sheet.width.0 - self.page.width.0 * 2.0 * self.scale) / 2.0,
            (self.sheet.height.0 - self.page.height.0 * self.scale) / 2.0,
        )
    }

    fn placed(&self, side: Side, shift: Pt) -> Vec<Placed> {
        let (left, bottom) = self.corner();
        let (width, height) = (
            self.page.width.0 * self.scale,
            self.page.height.0 * self.scale,
        );
        let spine = left + width;
        let mut placed = Vec::new();
        for (place, page_idx) in side.into_iter().enumerate() {
            let Some(page_idx) = page_idx else { continue };
            let shape = &self.shapes[page_idx];
            // A page of another size is made to fit and stands in the middle.
            let is_alike = (shape.size.width - self.page.width).abs() <= CLOSE
                && (shape.size.height - self.page.height).abs() <= CLOSE;
            let own = if is_alike {
                1.0
            } else {
                let (across, up) = (
                    self.page.width.ratio(shape.size.width),
                    self.page.height.ratio(shape.size.height),
                );
                across.min(up)
            };
            let scale = self.scale * own;
            let is_left = place == 0;
            let towards_spine = if is_left { shift.0 } else { -shift.0 };
            let page_left = if is_left { left } else { spine };
            let (own_width, own_height) = (shape.size.width.0 * scale, shape.size.height.0 * scale);
            // Against the spine exactly; a page of another size in the middle.
            let inset = if is_alike {
                0.0
            } else {
                (width - own_width) / 2.0
            };
            let x = page_left + inset + towards_spine;
            let y = bottom
                + if is_alike {
                    0.0
                } else {
                    (height - own_height) / 2.0
                };
            let [bleed_left, bleed_bottom, bleed_right, bleed_top] =
                shape.bleed.map(|length| length.0 * scale);
            let (clip_left, clip_right) = if is_left {
                (x - bleed_left, spine.min(x + own_width + bleed_right))
            } else {
                (spine.max(x - bleed_left), x + own_width + bleed_right)
            };
            let (clip_bottom, clip_top) = (y - bleed_bottom, y + own_height + bleed_top);
            placed.push(Placed {
                page_idx,
                matrix: [scale, 0.0, 0.0, scale, x, y],
                clip: [
                    clip_left,
                    clip_bottom,
                    clip_right - clip_left,
                    clip_top - clip_bottom,
                ],
            });
        }
        placed
    }

    /// The trim of the spread, and with its bleed: left, bottom, right, top.
    pub(super) fn boxes(&self) -> ([f64; 4], [f64; 4]) {
        let (left, bottom) = self.corner();
        let trim = [
            left,
            bottom,
            self.sheet.width.0 - left,
            self.sheet.height.0 - bottom,
        ];
        let bleed = margin(&self.shapes, false).0 * self.scale;
        let [left, bottom, right, top] = trim;
        let media = [0.0, 0.0, self.sheet.width.0, self.sheet.height.0];
        let bleed = [
            (left - bleed).max(media[0]),
            (bottom - bleed).max(media[1]),
            (right + bleed).min(media[2]),
            (top + bleed).min(media[3]),
        ];
        (trim.map(|it| it.max(0.0)), bleed)
    }

    /// Writes the sheets as a PDF.
    pub fn write(&self, sides: Sides, out: &mut impl Write) -> Result<(), ImposeError> {
        guarded(|| self.write_sides(sides, out))
    }

    fn write_sides(&self, sides: Sides, out: &mut impl Write) -> Result<(), ImposeError> {
        let mut importer = Importer::new(self.file);
        let mut printed = Printed::new(&mut importer.document);
        for (side, shift, is_back) in self.sides(sides) {
            self.page(&mut importer, &mut printed, side, shift, is_back)?;
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
        let made_from = [self.file.bytes(), how.as_bytes()];
        let title = self.file.info_title();
        let document = importer.document;
        printed.save(
            document,
            self.job.duplex,
            &keys,
            title.as_deref(),
            &made_from,
            out,
        )
    }

    /// The sides in the order they are printed: the pages, how far they are moved, whether it is a back.
    fn sides(&self, sides: Sides) -> Vec<(Side, Pt, bool)> {
        let front = |sheet: &Sheet| (sheet.front, self.shift(sheet), false);
        let back = |sheet: &Sheet| (sheet.back, self.shift(sheet), true);
        match sides {
            Sides::All => self
                .sheets
                .iter()
                .flat_map(|it| [front(it), back(it)])
                .collect(),
            Sides::Fronts => self.sheets.iter().map(front).collect(),
            Sides::Backs => {
                let backs = self.sheets.iter().map(back);
                match self.job.feeding {
                    Feeding::Same => backs.collect(),
                    Feeding::Reversed => backs.rev().collect(),
                }
            }
        }
    }

    fn page(
        &self,
        importer: &mut Importer<'_>,
        printed: &mut Printed,
        side: Side,
        shift: Pt,
        is_back: bool,
    ) -> Result<(), ImposeError> {
        let mut content = String::new();
        let (width, height) = (self.sheet.width.0, self.sheet.height.0);
        if is_back && self.job.register != [Pt::ZERO; 2] {
            let [right, up] = self.job.register.map(|length| length.0);
            let _ = writeln!(content, "{} cm", written(&[1.0, 0.0, 0.0, 1.0, right, up]));
        }
        if is_back && self.are_backs_turned() {
            let _ = writeln!(
                content,
                "{} cm",
                written(&[-1.0, 0.0, 0.0, -1.0, width, height])
            );
        }
        let mut externals = Dictionary::new();
        for placed in self.placed(side, shift) {
            let form = importer.form(placed.page_idx)?;
            let name = format!("P{}", placed.page_idx + 1);
            let _ = writeln!(
                content,
                "q {} re W n {} cm /{name} Do Q",
                written(&placed.clip),
                written(&placed.matrix)
            );
            externals.set(name, form);
        }
        if self.job.marks {
            content.push_str(&self.marks());
        }
        let (trim, bleed) = self.boxes();
        let keys = dictionary! { "TrimBox" => numbers(trim), "BleedBox" => numbers(bleed) };
        printed.page(
            &mut importer.document,
            self.sheet,
            &content,
            externals,
            &keys,
        );
        Ok(())
    }
}
