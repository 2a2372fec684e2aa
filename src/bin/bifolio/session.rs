//! What commands on a booklet share: finding it, loading it, typesetting it, saying what is wrong.

use std::env;
use std::io::{self, IsTerminal as _};
use std::mem;
use std::path::{Path, PathBuf};

use bifolio::base::day::Day;
use bifolio::base::diagnostic::{Complaints, Diagnostic, Severity, Sources};
use bifolio::base::disk::Disk;
use bifolio::base::report::{ReportStyle, report};
use bifolio::base::world::FileError;
use bifolio::content::booklet::{Booklet, ThemeChoice};
use bifolio::content::load::{self, Manuscript, Override};
use bifolio::content::office::{self, OfficeYaml};
use bifolio::content::picture::Decodings;
use bifolio::content::text_file::FILE_NAME;
use bifolio::design::{self, Design};
use bifolio::layout;
use bifolio::layout::Decisions;
use bifolio::layout::page::Pages;

use clap::CommandFactory as _;

use crate::args::{Arguments, BookletArguments, Common, Format};
use crate::outcome::{self, Outcome};
use crate::progress::Progress;

/// The booklet of this repository, for whoever tries the program there.
const FIRST_BOOKLET: &str = "content/khojaly";

/// How much a word must be like a command to be taken for it mistyped (Jaro similarity).
const LIKE: f64 = 0.8;

/// A booklet that was typeset.
pub(crate) struct Typeset {
    /// The file it was read from.
    pub(crate) path: PathBuf,
    /// The day put in place of the booklet's in its metadata.
    pub(crate) date: Option<Day>,
    pub(crate) booklet: Booklet,
    pub(crate) design: Design,
    pub(crate) pages: Pages,
    pub(crate) decisions: Decisions,
}

/// The files and complaints of one run.
#[derive(Default)]
pub(crate) struct Session {
    decodings: Decodings,
    sources: Sources,
    complaints: Complaints,
}

impl Session {
    /// A session that follows another: what that decoded need not be decoded again.
    pub(crate) fn after(earlier: &mut Self) -> Self {
        Self {
            decodings: mem::take(&mut earlier.decodings),
            ..Self::default()
        }
    }

    /// Loads and typesets the booklet. `Ok(None)` if it has errors, which are told later.
    pub(crate) fn typeset(
        &mut self,
        arguments: &BookletArguments,
        common: &Common,
    ) -> Result<Option<Typeset>, Outcome> {
        let _progress = Progress::of("typesetting", common);
        let path = find(arguments.booklet.as_deref())?;
        let date = source_date()?;
        self.typeset_file(&path, &arguments.overrides, date)
            .map_err(Outcome::world)
    }

    /// The same for a file that was found; `date` is put in place of the booklet's.
    pub(crate) fn typeset_file(
        &mut self,
        path: &Path,
        overrides: &[Override],
        date: Option<Day>,
    ) -> Result<Option<Typeset>, FileError> {
        let booklet = self.load(path, overrides)?;
        Ok(booklet.and_then(|booklet| self.set(path, booklet, date)))
    }

    /// The same on the smaller page of the booklet's theme, in the colour and the faces of that theme.
    pub(crate) fn typeset_half(
        &mut self,
        path: &Path,
        overrides: &[Override],
        date: Option<Day>,
    ) -> Result<Option<Typeset>, FileError> {
        let booklet = self.load(path, overrides)?;
        Ok(booklet.and_then(|mut booklet| {
            booklet.theme = ThemeChoice::HalfOf(Box::new(booklet.theme));
            self.set(path, booklet, date)
        }))
    }

    fn load(&mut self, path: &Path, overrides: &[Override]) -> Result<Option<Booklet>, FileError> {
        let decodings = &mut self.decodings;
        let (sources, complaints) = (&mut self.sources, &mut self.complaints);
        let manuscript = Manuscript {
            files: &Disk,
            path,
            overrides,
        };
        load::load_again(&manuscript, decodings, sources, complaints)
    }

    fn set(&mut self, path: &Path, booklet: Booklet, date: Option<Day>) -> Option<Typeset> {
        let (sources, complaints) = (&mut self.sources, &mut self.complaints);
        let design = design::load(&booklet, sources, complaints)?;
        let (mut pages, decisions) = layout::typeset(&booklet, &design, complaints);
        if let Some(day) = date {
            pages.about.date = (day.year, day.month, day.day);
        }
        (!complaints.has_errors()).then_some(Typeset {
            path: path.to_owned(),
            date,
            booklet,
            design,
            pages,
            decisions,
        })
    }

    /// The files the booklet was read from.
    pub(crate) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Says what is wrong, on standard error.
    pub(crate) fn tell(&self, common: &Common) {
        let style = style(common.format, io::stderr().is_terminal());
        outcome::say(&report(&self.complaints, &self.sources, style));
    }

    /// Says what is wrong, as the result of the command.
    pub(crate) fn print(&self, common: &Common) -> Outcome {
        let style = style(common.format, io::stdout().is_terminal());
        outcome::print(report(&self.complaints, &self.sources, style).as_bytes())
    }

    /// How many complaints there are of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.complaints.count(severity)
    }

    /// Reads what is known of the office printer, from the folder one is in.
    /// What is wrong with the file is told, and ends the command.
    pub(crate) fn office(&mut self, common: &Common) -> Result<Option<OfficeYaml>, Outcome> {
        let office = self.read_office().map_err(Outcome::world)?;
        if self.complaints.has_errors() {
            self.tell(common);
            return Err(Outcome::BookletWrong);
        }
        Ok(office)
    }

    /// The same; what is wrong with the file is told by whoever calls.
    pub(crate) fn read_office(&mut self) -> Result<Option<OfficeYaml>, FileError> {
        let path = Path::new(office::FILE_NAME);
        let (sources, complaints) = (&mut self.sources, &mut self.complaints);
        if !path.is_file() {
            // It may be made later.
            sources.ask(path);
            return Ok(None);
        }
        office::read(&Disk, path, sources, complaints)
    }

    /// What is wrong so far, on one line each.
    pub(crate) fn in_short(&self) -> String {
        report(&self.complaints, &self.sources, ReportStyle::Short)
    }

    /// Adds a complaint.
    pub(crate) fn complain(&mut self, complaint: Diagnostic) {
        self.complaints.push(complaint);
    }

    /// What was complained of.
    pub(crate) fn complaints(&self) -> &Complaints {
        &self.complaints
    }

    /// How the command ends by what was complained of.
    pub(crate) fn outcome(&self, common: &Common) -> Outcome {
        if self.complaints.has_errors() {
            Outcome::BookletWrong
        } else if common.deny_warnings && self.count(Severity::Warning) > 0 {
            Outcome::WarningsDenied
        } else {
            Outcome::Done
        }
    }
}

fn style(format: Format, is_terminal: bool) -> ReportStyle {
    let is_colored = is_terminal && env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
    match format {
        Format::Human if is_colored => ReportStyle::HumanColored,
        Format::Human => ReportStyle::Human,
        Format::Short => ReportStyle::Short,
        Format::Json => ReportStyle::Json,
    }
}

/// The booklet that was named, or the nearest upward, or the first one of this repository.
pub(crate) fn find(named: Option<&Path>) -> Result<PathBuf, Outcome> {
    if let Some(named) = named {
        return meant_command(named).map_or(Ok(named.to_owned()), |command| {
            let message = format!("there is no booklet `{}`", named.display());
            let help = format!("did you mean `bifolio {command}`?");
            Err(Outcome::usage(message, help))
        });
    }
    let here = env::current_dir().map_err(Outcome::world)?;
    for (n_up, folder) in here.ancestors().enumerate() {
        if folder.join(FILE_NAME).is_file() {
            let up: PathBuf = std::iter::repeat_n("..", n_up).collect();
            return Ok(up.join(FILE_NAME));
        }
    }
    let first = Path::new(FIRST_BOOKLET);
    if first.join(FILE_NAME).is_file() {
        return Ok(first.to_owned());
    }
    Err(Outcome::usage(
        format!("there is no {FILE_NAME} here or in a folder above"),
        "name the booklet's folder: bifolio build my-booklet",
    ))
}

/// The command that was mistyped, if what was named is no file and reads like one.
fn meant_command(named: &Path) -> Option<String> {
    let typed = named.to_str().filter(|_| !named.exists())?;
    let command = Arguments::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let nearest = names.max_by(|one, two| {
        let [one, two] = [one, two].map(|name| strsim::jaro(typed, name));
        one.total_cmp(&two)
    })?;
    (strsim::jaro(typed, nearest) > LIKE).then(|| nearest.to_owned())
}

/// The day of `SOURCE_DATE_EPOCH`, for builds that must carry another date than the booklet's
/// (reproducible-builds.org).
pub(crate) fn source_date() -> Result<Option<Day>, Outcome> {
    let Some(epoch) = env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    match epoch.to_str().and_then(|epoch| epoch.parse().ok()) {
        Some(seconds) => Ok(Some(Day::from_epoch(seconds))),
        None => Err(Outcome::usage(
            "SOURCE_DATE_EPOCH is not a number of seconds",
            "unset it, or set it to whole seconds since 1970",
        )),
    }
}
