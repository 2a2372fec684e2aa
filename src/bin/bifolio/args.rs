//! What can be typed after `bifolio`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, iter};

use bifolio::base::edition::{EDITIONS, Edition, Editions};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::booklet_args::{BookletArguments, BuildArguments, InitArguments, WatchArguments};
use crate::outcome::{self, Outcome};
use crate::sheet_args::{CalibrateArguments, ImposeArguments};

const EXIT_CODES: &str = "\
Options of a build: bifolio build --help

Exit codes: 0 done, 1 the booklet has errors, 2 wrong arguments, 3 warnings under
--deny-warnings, 4 a review fails, 6 a file cannot be read or written.";

/// Examples first: who is new looks for the line to type.
const HELP: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// Typesets commemorative booklets described in YAML
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = EXIT_CODES,
    help_template = HELP,
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) build: BuildArguments,
    #[command(flatten)]
    pub(crate) common: Common,
}

impl Arguments {
    /// What was typed. The help of the whole fits a screen: what `build` understands stands in its own.
    /// An `Err` is how the program ends: help was asked for, or there is a mistake.
    pub(crate) fn read() -> Result<Self, ExitCode> {
        Self::of(EDITIONS, env::args_os()).map_err(|said| {
            let printed = said.print();
            if said.use_stderr() {
                return Outcome::Usage.exit_code();
            }
            let printed = printed.or_else(|error| outcome::unprinted(&error));
            printed.err().unwrap_or(Outcome::Done).exit_code()
        })
    }

    /// What words say, the program's name first.
    pub(crate) fn of(
        editions: Editions,
        words: impl IntoIterator<Item = OsString>,
    ) -> Result<Self, clap::Error> {
        let matches = Self::short_definition(editions).try_get_matches_from(words)?;
        let mut arguments = Self::from_arg_matches(&matches)?;
        arguments.common.editions = editions;
        Ok(arguments)
    }

    /// What may be typed, with what the rows of the editions say of it.
    pub(crate) fn definition(editions: Editions) -> clap::Command {
        let of_command = |command: clap::Command| command.mut_args(|it| by_rows(it, editions));
        let whole = Self::command().before_help(examples(editions));
        // Both keep the order: `mut_arg` and `mut_subcommand` would put what they touch last.
        of_command(whole).mut_subcommands(of_command)
    }

    fn short_definition(editions: Editions) -> clap::Command {
        const SHOWN: [&str; 4] = ["booklet", "format", "quiet", "deny_warnings"];
        Self::definition(editions).mut_args(|argument| {
            let is_shown = SHOWN.contains(&argument.get_id().as_str());
            argument.hide(!is_shown)
        })
    }
}

/// An argument, with what the rows of the editions say of it.
fn by_rows(argument: Arg, editions: Editions) -> Arg {
    match argument.get_id().as_str() {
        "editions" => {
            let usual = editions.usual().name;
            with_more_help(argument, &format!("[default: {usual}]"))
        }
        "black_and_white" => match editions.imposed() {
            Some(sheets) => with_more_help(argument, &format!("(means --as {})", sheets.name)),
            None => argument,
        },
        "purpose" => {
            let purposes = editions.0.iter();
            let purposes =
                purposes.map(|edition| PossibleValue::new(edition.name).help(edition.reviewed));
            argument.value_parser(PossibleValuesParser::new(purposes))
        }
        _ => argument,
    }
}

fn with_more_help(argument: Arg, more: &str) -> Arg {
    let help = argument.get_help().cloned().unwrap_or_default();
    argument.help(format!("{help} {more}"))
}

/// Where in an example it is said what the line does.
const SAID_AT: usize = 35;

/// Lines to type.
fn examples(editions: Editions) -> String {
    let usual = editions.usual().file_name("<booklet>");
    let built = editions.0.iter().flat_map(example).collect::<String>();
    format!(
        "\
Examples:
  bifolio init our-day --from a.docx
                                   begin a booklet from a text you have
  bifolio                          build the booklet here: out/{usual}
  bifolio build my-booklet         build the booklet in the folder my-booklet
  bifolio build --png out/pages    build it, and draw every page as a picture
  bifolio watch --open             look at it in the browser while you write
  bifolio check                    say everything that is wrong, write nothing
{built}  bifolio review out/a.pdf         read a PDF back, say what is wrong with it
  bifolio explain BF0104           say more about a complaint
"
    )
}

/// The lines of an example that builds an edition.
fn example(edition: &Edition) -> impl Iterator<Item = String> {
    let typed = format!("  bifolio build -e {}", edition.name);
    let typed = iter::once(typed).chain(iter::repeat(String::new()));
    let lines = typed.zip(edition.example);
    lines.map(|(typed, said)| format!("{typed:<SAID_AT$}{said}\n"))
}

/// What every command understands.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// How complaints look
    #[arg(long, value_enum, default_value = "human", global = true)]
    pub(crate) format: Format,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Treat a warning as a failure (exit code 3)
    #[arg(long, global = true)]
    pub(crate) deny_warnings: bool,
    /// The editions there are, which are not typed.
    #[arg(skip = EDITIONS)]
    pub(crate) editions: Editions,
}

/// How complaints look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With the line of the file, marked
    Human,
    /// One line each: `file:line:column: message`
    Short,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build a booklet (what `bifolio` alone does)
    Build(BuildArguments),
    /// Begin a booklet: from a text you have, or from a starter
    Init(InitArguments),
    /// Show the booklet in the browser, new at every save
    Watch(WatchArguments),
    /// Say everything that is wrong with a booklet, and write nothing
    Check(BookletArguments),
    /// Print the pages as stable text: what stands where
    Dump(BookletArguments),
    /// Put the pages of any PDF on sheets to fold and staple
    Impose(ImposeArguments),
    /// Print a page that shows how your printer turns sheets, and keep what it shows
    Calibrate(CalibrateArguments),
    /// Read a PDF back: what it is, and what is wrong with it
    Review(ReviewArguments),
    /// Give back the files attached to a PDF, such as the sources in an archive edition
    Extract(ExtractArguments),
    /// List the fonts in the program, and the languages each can set
    Fonts,
    /// Print completions for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Write the manual pages into a folder
    Man {
        /// The folder
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Print the JSON Schema of booklet.yaml or of a theme, for editors
    Schema {
        /// Of what
        #[arg(value_enum, default_value = "booklet")]
        of: SchemaOf,
    },
    /// Say more about a complaint
    Explain {
        /// The code, such as BF0104
        code: String,
    },
}

/// What to review, and as what.
#[derive(Debug, Args)]
pub(crate) struct ReviewArguments {
    /// The PDF, of bifolio or of any other program
    pub(crate) file: PathBuf,
    /// What it is to be [default: what it says or shows that it is]
    #[arg(long = "as", value_name = "PURPOSE")]
    pub(crate) purpose: Option<String>,
    /// The printer prints no colours
    #[arg(long)]
    pub(crate) black_and_white: bool,
    /// Print what a screen reader would speak instead
    #[arg(long)]
    pub(crate) script: bool,
}

/// Which PDF, and where to.
#[derive(Debug, Args)]
pub(crate) struct ExtractArguments {
    /// The PDF
    pub(crate) file: PathBuf,
    /// The folder to write into [default: the PDF's name with -attachments]
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// booklet.yaml
    Booklet,
    /// A theme
    Theme,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a large terminal window.
    const SCREEN: usize = 50;

    #[test]
    fn the_help_fits_a_screen_and_begins_with_examples() {
        let help = Arguments::short_definition(EDITIONS)
            .render_help()
            .to_string();
        assert!(help.lines().count() <= SCREEN, "{help}");
        let at = |words: &str| help.find(words).unwrap();
        assert!(at("Examples:") < at("Usage:"));
        assert!(at("bifolio init") < at("Commands:"));
    }
}
