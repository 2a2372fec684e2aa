//! A booklet as it is printed in the office: its pages for a printer, set anew if the paper is too small for
//! them, and how they are put on sheets.

use std::fmt;
use std::path::Path;

use super::printer::for_printer;
use super::typeset::{Run, Typeset};
use crate::base::diagnostic::Severity;
use crate::base::edition::Standard;
use crate::base::language::Direction;
use crate::base::paper::{self, Paper};
use crate::base::pdf::file::File;
use crate::base::report::ReportStyle;
use crate::base::units::Pt;
use crate::content::editions::GRAMMAGE;
use crate::content::load::{Manuscript, Override};
use crate::content::office::OfficeYaml;
use crate::press::impose::{self, Imposition};
use crate::press::job::Job;
use crate::press::order::{Binding, Creep};
use crate::press::refused::ImposeError;
use crate::proof::checklist::checklist;
use crate::proof::fold::Proof;
use crate::render::pdf;

/// How far two pages may overhang a paper that holds them.
const SLACK: Pt = Pt(2.0);

/// A booklet as it is printed.
#[derive(Debug)]
pub struct Printable {
    /// The booklet set anew, if its pages are too large for the paper.
    pub anew: Option<Anew>,
    /// Its pages.
    pub file: File,
    /// How they are put on sheets.
    pub job: Job,
}

/// A booklet that was set anew, and what was read and said then.
#[derive(Debug)]
pub struct Anew {
    /// What was read and said.
    pub run: Run,
    /// The booklet.
    pub typeset: Typeset,
}

/// Why a booklet cannot be printed.
#[derive(Debug)]
pub enum Unprintable {
    /// `office.yaml` is wrong, which the run knows.
    OfficeFile,
    /// The booklet is wrong when it is set anew, as this run knows.
    Anew(Box<Run>),
    /// The paper is, with what to do about it.
    Paper(String, String),
    /// A file, or the program.
    World(String),
}

impl Unprintable {
    fn world(error: impl fmt::Display) -> Self {
        Self::World(error.to_string())
    }

    /// Why, in words. `run` is that of the booklet.
    pub fn explanation(&self, run: &Run) -> String {
        match self {
            Self::OfficeFile => run.report(ReportStyle::Short),
            Self::Anew(anew) => anew.report(ReportStyle::Short),
            Self::Paper(message, help) => format!("{message}; {help}"),
            Self::World(message) => message.clone(),
        }
    }
}

impl Printable {
    /// Sets what is printed: by the theme's smaller grid if the paper asks for it.
    pub fn of(
        run: &mut Run,
        manuscript: &Manuscript<'_>,
        typeset: &Typeset,
    ) -> Result<Self, Unprintable> {
        let paper = typeset.booklet.office.paper.clone();
        let anew = match &paper {
            Some(paper) if !holds_two(paper, typeset) => {
                Some(set_anew(run, manuscript, typeset, paper)?)
            }
            _ => None,
        };
        let n_errors = run.complaints.count(Severity::Error);
        let known = run.read_office(manuscript.files);
        let known = known.map_err(Unprintable::world)?;
        if run.complaints.count(Severity::Error) > n_errors {
            return Err(Unprintable::OfficeFile);
        }
        let (sources, typeset) = match &anew {
            Some(anew) => (&anew.run.sources, &anew.typeset),
            None => (&run.sources, typeset),
        };
        let (pages, fonts) = (&typeset.pages, &typeset.design.fonts);
        let bytes = pdf::write(pages, fonts, sources, Standard::Printing, &[]);
        let file = File::open(bytes.map_err(Unprintable::world)?).map_err(Unprintable::world)?;
        let job = job(typeset, paper, known.as_ref());
        Ok(Self { anew, file, job })
    }

    /// Lays its pages out on sheets.
    pub fn lay_out(&self) -> Result<Imposition<'_>, ImposeError> {
        impose::lay_out(&self.file, &self.job)
    }

    /// What is on the sheets: the booklet as it was set, or set anew.
    pub fn typeset<'t>(&'t self, original: &'t Typeset) -> &'t Typeset {
        self.anew.as_ref().map_or(original, |anew| &anew.typeset)
    }

    /// What a committee checks before they are printed, as HTML.
    pub fn checklist(&self, original: &Typeset) -> String {
        let printed = self.typeset(original);
        checklist(&printed.booklet, printed.design.tongue.row, &printed.pages)
    }

    /// The fold proof of the sheets, with `pictures` of their pages, as HTML.
    pub fn proof(
        &self,
        original: &Typeset,
        imposition: &Imposition<'_>,
        pictures: &[Vec<u8>],
    ) -> String {
        let proof = Proof {
            pages: &self.typeset(original).pages,
            pictures,
            imposition,
            checklist: &self.checklist(original),
        };
        proof.html()
    }
}

/// How the sheets of a booklet are printed, by what it says and what is known of the printer.
fn job(typeset: &Typeset, paper: Option<Paper>, known: Option<&OfficeYaml>) -> Job {
    let choice = &typeset.booklet.office;
    let thickness = choice.thickness.map_or_else(
        || paper::thickness(choice.grammage.unwrap_or(GRAMMAGE)),
        Pt::from_mm,
    );
    Job {
        binding: match typeset.pages.about.direction {
            Direction::LeftToRight => Binding::Left,
            Direction::RightToLeft => Binding::Right,
        },
        paper,
        creep: Creep::Thickness(thickness),
        ..for_printer(choice.duplex, known)
    }
}

/// Whether two pages lie side by side on a paper.
fn holds_two(paper: &Paper, typeset: &Typeset) -> bool {
    let Some(page) = typeset.pages.pages.first() else {
        return true;
    };
    let (width, height) = (page.trim.width * 2.0, page.trim.height);
    paper.short + SLACK >= width.min(height) && paper.long + SLACK >= width.max(height)
}

/// Sets a booklet by the smaller grid of its theme. What is wrong with that is told.
fn set_anew(
    run: &Run,
    manuscript: &Manuscript<'_>,
    typeset: &Typeset,
    paper: &Paper,
) -> Result<Anew, Unprintable> {
    let theme = &typeset.design.theme;
    let Some(half) = &theme.half else {
        return Err(Unprintable::Paper(
            format!(
                "the theme `{}` has no grid for sheets of {paper}",
                theme.theme.value
            ),
            "take a larger paper, or name under `half:` in the theme another that is half as large"
                .to_owned(),
        ));
    };
    let mut run = Run::dated(run.date);
    let is_file = Path::new(&half.value)
        .extension()
        .is_some_and(|it| it == "yaml");
    let anew = if is_file {
        // A theme of one's own says itself how it looks.
        let smaller = Override {
            key: "design.theme".to_owned(),
            value: half.value.clone(),
        };
        let overrides = [manuscript.overrides, &[smaller]].concat();
        run.typeset(&Manuscript {
            overrides: &overrides,
            ..*manuscript
        })
    } else {
        run.typeset_half(manuscript)
    };
    match anew.map_err(Unprintable::world)? {
        None => Err(Unprintable::Anew(Box::new(run))),
        Some(typeset) if holds_two(paper, &typeset) => Ok(Anew { run, typeset }),
        Some(_) => Err(Unprintable::Paper(
            format!(
                "set by `{}`, two pages do not lie on {paper} either",
                half.value
            ),
            "take a larger paper, or name a smaller theme under `half:` in yours".to_owned(),
        )),
    }
}
