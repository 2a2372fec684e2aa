//! What commands on a booklet share: finding it, typesetting it, saying what is wrong.

use std::env;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use bifolio::base::day::Day;
use bifolio::base::diagnostic::Severity;
use bifolio::base::disk::Disk;
use bifolio::base::report::ReportStyle;
use bifolio::content::office::OfficeYaml;
use bifolio::content::text_file::FILE_NAME;
use bifolio::run::{Run, Typeset};
use clap::CommandFactory as _;

use crate::args::{Arguments, Common, Format};
use crate::booklet_args::BookletArguments;
use crate::outcome::{self, Outcome};
use crate::progress::Progress;

/// The booklet of this repository, for whoever tries the program there.
const FIRST_BOOKLET: &str = "content/khojaly";

/// How much a word must be like a command to be taken for it mistyped (Jaro similarity).
const LIKE: f64 = 0.8;

/// A booklet that was found and read.
pub(crate) struct Session {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What was read and said.
    pub(crate) run: Run,
    /// The booklet, if it has no errors.
    pub(crate) typeset: Option<Typeset>,
}

/// Finds and typesets the booklet. What is wrong with it is told later.
pub(crate) fn typeset(arguments: &BookletArguments, common: &Common) -> Result<Session, Outcome> {
    let _progress = Progress::of("typesetting", common);
    let path = find(arguments.booklet.as_deref())?;
    let mut run = Run::dated(source_date()?);
    let typeset = run.typeset(&arguments.manuscript(&path, common.editions));
    let typeset = typeset.map_err(Outcome::world)?;
    Ok(Session { path, run, typeset })
}

/// Says what is wrong, on standard error.
pub(crate) fn tell(run: &Run, common: &Common) {
    outcome::say(&run.report(style(common.format, io::stderr().is_terminal())));
}

/// Says what is wrong, as the result of the command.
pub(crate) fn print(run: &Run, common: &Common) -> Outcome {
    let style = style(common.format, io::stdout().is_terminal());
    outcome::print(run.report(style).as_bytes())
}

/// Reads what is known of the office printer, from the folder one is in.
/// What is wrong with the file is told, and ends the command.
pub(crate) fn office(run: &mut Run, common: &Common) -> Result<Option<OfficeYaml>, Outcome> {
    let office = run.read_office(&Disk).map_err(Outcome::world)?;
    if run.complaints.has_errors() {
        tell(run, common);
        return Err(Outcome::BookletWrong);
    }
    Ok(office)
}

/// How the command ends by what was complained of.
pub(crate) fn outcome(run: &Run, common: &Common) -> Outcome {
    if run.complaints.has_errors() {
        Outcome::BookletWrong
    } else if common.deny_warnings && run.complaints.count(Severity::Warning) > 0 {
        Outcome::WarningsDenied
    } else {
        Outcome::Done
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
