//! Loads a booklet and typesets it, and keeps what was read and what was said of it.

use std::mem;
use std::path::Path;

use crate::base::day::Day;
use crate::base::diagnostic::{Complaints, Sources};
use crate::base::files::{Files, Kind};
use crate::base::report::{ReportStyle, report};
use crate::base::world::FileError;
use crate::content::booklet::{Booklet, ThemeChoice};
use crate::content::load::{self, Manuscript};
use crate::content::office::{self, OfficeYaml};
use crate::content::picture::Decodings;
use crate::design::{self, Design};
use crate::layout::page::Pages;
use crate::layout::{self, Decisions};

/// A booklet that was typeset.
#[derive(Debug)]
pub struct Typeset {
    /// What it says.
    pub booklet: Booklet,
    /// How it looks.
    pub design: Design,
    /// Its pages.
    pub pages: Pages,
    /// What was decided for them.
    pub decisions: Decisions,
}

/// What one run over a booklet reads, and what is said of it.
#[derive(Debug, Default)]
pub struct Run {
    /// The day put in place of the booklet's in its metadata.
    pub date: Option<Day>,
    /// The files that were read.
    pub sources: Sources,
    /// What is wrong.
    pub complaints: Complaints,
    decodings: Decodings,
}

impl Run {
    /// A run with a day in place of the booklet's.
    pub fn dated(date: Option<Day>) -> Self {
        Self {
            date,
            ..Self::default()
        }
    }

    /// A run that follows another: what that decoded need not be decoded again.
    pub fn after(earlier: &mut Self) -> Self {
        Self {
            decodings: mem::take(&mut earlier.decodings),
            ..Self::dated(earlier.date)
        }
    }

    /// Loads and typesets a booklet. `Ok(None)` if it has errors; an `Err` is a file that cannot be read at
    /// all.
    pub fn typeset(&mut self, manuscript: &Manuscript<'_>) -> Result<Option<Typeset>, FileError> {
        let booklet = self.load(manuscript)?;
        Ok(booklet.and_then(|booklet| self.set(booklet)))
    }

    /// The same on the smaller page of the booklet's theme, in the colour and the faces of that theme.
    pub fn typeset_half(
        &mut self,
        manuscript: &Manuscript<'_>,
    ) -> Result<Option<Typeset>, FileError> {
        let booklet = self.load(manuscript)?;
        Ok(booklet.and_then(|mut booklet| {
            booklet.theme = ThemeChoice::HalfOf(Box::new(booklet.theme));
            self.set(booklet)
        }))
    }

    fn load(&mut self, manuscript: &Manuscript<'_>) -> Result<Option<Booklet>, FileError> {
        let (sources, complaints) = (&mut self.sources, &mut self.complaints);
        load::load_again(manuscript, &mut self.decodings, sources, complaints)
    }

    fn set(&mut self, booklet: Booklet) -> Option<Typeset> {
        let (sources, complaints) = (&mut self.sources, &mut self.complaints);
        let design = design::load(&booklet, sources, complaints)?;
        let (mut pages, decisions) = layout::typeset(&booklet, &design, complaints);
        if let Some(day) = self.date {
            pages.about.date = (day.year, day.month, day.day);
        }
        (!complaints.has_errors()).then_some(Typeset {
            booklet,
            design,
            pages,
            decisions,
        })
    }

    /// Reads what is known of the office printer, from the folder one is in. What is wrong with the file
    /// stands in the complaints.
    pub fn read_office(&mut self, files: &dyn Files) -> Result<Option<OfficeYaml>, FileError> {
        let path = Path::new(office::FILE_NAME);
        let (sources, complaints) = (&mut self.sources, &mut self.complaints);
        if files.kind(path) != Some(Kind::File) {
            // It may be made later.
            sources.ask(path);
            return Ok(None);
        }
        office::read(files, path, sources, complaints)
    }

    /// What is wrong so far.
    pub fn report(&self, style: ReportStyle) -> String {
        report(&self.complaints, &self.sources, style)
    }
}
