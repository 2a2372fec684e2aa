//! What can be typed after `bifolio`.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::process::ExitCode;

use bifolio::content::load::Override;
use bifolio::content::{editions, office};
use bifolio::press::paper::Paper;
use bifolio::serve::editor::Editor;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};

use crate::outcome::{self, Outcome};

const EXAMPLES: &str = "\
Examples:
  bifolio init our-day --from a.docx
                                   begin a booklet from a text you have
  bifolio                          build the booklet here: out/<booklet>-screen.pdf
  bifolio build my-booklet         build the booklet in the folder my-booklet
  bifolio build --png out/pages    build it, and draw every page as a picture
  bifolio watch --open             look at it in the browser while you write
  bifolio check                    say everything that is wrong, write nothing
  bifolio build -e archive         the file to keep, with its sources attached
                                   (comments in the YAML become readable)
  bifolio build -e office          sheets to print, fold and staple
  bifolio review out/a.pdf         read a PDF back, say what is wrong with it
  bifolio explain BF0104           say more about a complaint
";

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
    before_help = EXAMPLES,
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
        let matches = Self::short_command().try_get_matches();
        let arguments = matches.and_then(|matches| Self::from_arg_matches(&matches));
        arguments.map_err(|said| {
            let printed = said.print();
            if said.use_stderr() {
                return Outcome::Usage.exit_code();
            }
            let printed = printed.or_else(|error| outcome::unprinted(&error));
            printed.err().unwrap_or(Outcome::Done).exit_code()
        })
    }

    fn short_command() -> clap::Command {
        const SHOWN: [&str; 4] = ["booklet", "format", "quiet", "deny_warnings"];
        Self::command().mut_args(|argument| {
            let is_shown = SHOWN.contains(&argument.get_id().as_str());
            argument.hide(!is_shown)
        })
    }
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

/// Where to begin, and from what.
#[derive(Debug, Args)]
#[command(after_help = INIT_EXAMPLES)]
pub(crate) struct InitArguments {
    /// The folder of the booklet; made if it is not there
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// A text with the statements: plain text or Word (.docx), or - for what is typed or piped in
    #[arg(long, value_name = "FILE", conflicts_with = "starter")]
    pub(crate) from: Option<PathBuf>,
    /// A booklet to change, if there is no text yet
    #[arg(long, value_enum, default_value = "commemoration")]
    pub(crate) starter: Starter,
}

const INIT_EXAMPLES: &str = "\
Examples:
  bifolio init our-day --from speeches.docx
  bifolio init our-day --starter programme
  pbpaste | bifolio init our-day --from -";

/// A booklet to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Starter {
    /// Statements, figures and a timeline on a day that is remembered
    Commemoration,
    /// Statements of several people, and nothing else
    Statements,
    /// The programme of an event
    Programme,
    /// A list of names
    Names,
    /// A booklet in two languages
    Bilingual,
}

/// What to impose, and how.
#[derive(Debug, Args)]
#[command(after_help = IMPOSE_EXAMPLES)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub(crate) struct ImposeArguments {
    /// The PDF: single pages of one size, in the order they are read
    pub(crate) file: PathBuf,
    /// The file to write, or `-` for standard output
    #[arg(short, long, value_name = "PDF")]
    pub(crate) output: PathBuf,
    /// a3, a4, sra3, letter, tabloid or sides such as 320x450mm [default: what two pages just fill]
    #[arg(long, value_parser = paper)]
    pub(crate) paper: Option<Paper>,
    /// The side it is bound on [default: what the file says, else left]
    #[arg(long, value_enum)]
    pub(crate) bind: Option<BindArgument>,
    /// How both sides are printed [default: what office.yaml says, else short]
    #[arg(long, value_enum)]
    pub(crate) duplex: Option<DuplexArgument>,
    /// Fold so many sheets into each other, for thick booklets that are sewn
    #[arg(long, value_name = "SHEETS", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(crate) signature: Option<u16>,
    /// Move inner pages towards the spine: auto, none, or millimetres for the innermost sheet
    #[arg(long, default_value = "auto", value_parser = creep)]
    pub(crate) creep: CreepArgument,
    /// The weight of the paper in grams a square metre, for --creep auto
    #[arg(long, default_value_t = editions::GRAMMAGE, value_parser = grammage)]
    pub(crate) grammage: f64,
    /// The thickness of a sheet in millimetres, measured, in place of its weight
    #[arg(long, value_name = "MM", value_parser = thickness)]
    pub(crate) thickness: Option<f64>,
    /// Draw crop and fold marks
    #[arg(long)]
    pub(crate) marks: bool,
    /// Make pages of other sizes, and what is too large for the paper, smaller
    #[arg(long)]
    pub(crate) fit: bool,
    /// Write a miniature of the whole booklet instead, to fold by hand
    #[arg(long)]
    pub(crate) dummy: bool,
    /// Say what stands on which sheet
    #[arg(long)]
    pub(crate) explain: bool,
}

const IMPOSE_EXAMPLES: &str = "\
Examples:
  bifolio impose thesis.pdf -o sheets.pdf --explain
  bifolio impose a5.pdf -o sheets.pdf --paper a4 --duplex long
  bifolio impose cover-to-cover.pdf -o sheets.pdf --paper sra3 --marks
  bifolio impose booklet.pdf -o dummy.pdf --dummy";

/// A side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BindArgument {
    /// Left
    Left,
    /// Right, for Arabic, Urdu and Hebrew
    Right,
}

/// How both sides are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DuplexArgument {
    /// The printer turns sheets over the short edge
    Short,
    /// It turns them over the long edge
    Long,
    /// You turn the stack: fronts, backs and instructions are files of their own
    Manual,
    /// Each side on a sheet of its own
    None,
}

/// How far inner pages are moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum CreepArgument {
    /// By the thickness of the paper.
    Auto,
    /// Not at all.
    None,
    /// The innermost sheet by so many millimetres.
    Millimetres(f64),
}

/// What the calibration page showed, or nothing yet.
#[derive(Debug, Args)]
pub(crate) struct CalibrateArguments {
    /// How far right of the front's the back's cross stands, in millimetres
    #[arg(long, value_name = "MM", allow_negative_numbers = true, value_parser = register)]
    pub(crate) right: Option<f64>,
    /// How far above it
    #[arg(long, value_name = "MM", allow_negative_numbers = true, value_parser = register)]
    pub(crate) up: Option<f64>,
    /// Which edge the printer turns sheets over
    #[arg(long, value_enum)]
    pub(crate) duplex: Option<DuplexArgument>,
    /// In which order the backs are fed when you turn the stack
    #[arg(long, value_enum)]
    pub(crate) feeding: Option<FeedingArgument>,
    /// The paper of the page
    #[arg(long, default_value = "a4", value_parser = paper)]
    pub(crate) paper: Paper,
    /// The page to print, written if no number is given
    #[arg(short, long, default_value = "calibrate.pdf", value_name = "PDF")]
    pub(crate) output: PathBuf,
}

/// An order of feeding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FeedingArgument {
    /// The last sheet first
    Reversed,
    /// The first sheet first
    Same,
}

fn paper(text: &str) -> Result<Paper, String> {
    Paper::named(text).ok_or_else(|| "write a3, a4, sra3, letter, tabloid or 320x450mm".to_owned())
}

fn number(text: &str, range: RangeInclusive<f64>, what: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|it| range.contains(it));
    number.ok_or_else(|| format!("write {what} from {} to {}", range.start(), range.end()))
}

fn creep(text: &str) -> Result<CreepArgument, String> {
    match text {
        "auto" => Ok(CreepArgument::Auto),
        "none" => Ok(CreepArgument::None),
        _ => number(text, 0.0..=20.0, "auto, none, or millimetres").map(CreepArgument::Millimetres),
    }
}

fn grammage(text: &str) -> Result<f64, String> {
    number(text, editions::GRAMMAGES, "grams")
}

fn thickness(text: &str) -> Result<f64, String> {
    number(text, editions::THICKNESSES, "millimetres")
}

fn register(text: &str) -> Result<f64, String> {
    number(text, office::REGISTERS, "millimetres")
}

/// What to review, and as what.
#[derive(Debug, Args)]
pub(crate) struct ReviewArguments {
    /// The PDF, of bifolio or of any other program
    pub(crate) file: PathBuf,
    /// What it is to be [default: what it says or shows that it is]
    #[arg(long = "as", value_enum, value_name = "PURPOSE")]
    pub(crate) purpose: Option<PurposeArgument>,
    /// The printer prints no colours (means --as office)
    #[arg(long)]
    pub(crate) black_and_white: bool,
    /// Print what a screen reader would speak instead
    #[arg(long)]
    pub(crate) script: bool,
}

/// What a PDF is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PurposeArgument {
    /// To be read: PDF/A-2a and PDF/UA-1
    Screen,
    /// To be kept: PDF/A-3a and PDF/UA-1, with its sources
    Archive,
    /// Sheets for the office printer
    Office,
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

/// Which booklet.
#[derive(Debug, Args)]
pub(crate) struct BookletArguments {
    /// A folder with booklet.yaml, or a YAML file; without it the nearest booklet.yaml upward
    pub(crate) booklet: Option<PathBuf>,
    /// Put a value in place of the file's, such as `design.theme=memorial`
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_and_value)]
    pub(crate) overrides: Vec<Override>,
}

/// Which booklet, and how it is shown.
#[derive(Debug, Args)]
#[command(after_help = WATCH_EXAMPLES)]
pub(crate) struct WatchArguments {
    #[command(flatten)]
    pub(crate) booklet: BookletArguments,
    /// Open the page in the browser
    #[arg(long)]
    pub(crate) open: bool,
    /// The port of the page [default: one that is free]
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,
    /// What opens a file at a line [default: an editor that is found]
    #[arg(long, value_name = "COMMAND", value_parser = editor)]
    pub(crate) editor: Option<Editor>,
}

const WATCH_EXAMPLES: &str = "\
Examples:
  bifolio watch --open
  bifolio watch our-day --set design.theme=assembly
  bifolio watch --editor 'code --goto {file}:{line}'

The page is for this machine alone: its address holds a random word, new each time.";

fn editor(text: &str) -> Result<Editor, String> {
    Editor::of(text).ok_or_else(|| "write a command, such as code --goto {file}:{line}".to_owned())
}

/// Which booklet, what for, and where to.
#[derive(Debug, Args)]
pub(crate) struct BuildArguments {
    #[command(flatten)]
    pub(crate) booklet: BookletArguments,
    /// What to build it for; may be given more than once [default: screen]
    #[arg(short, long = "edition", value_name = "EDITION")]
    pub(crate) editions: Vec<String>,
    /// Build every edition
    #[arg(long, conflicts_with = "editions")]
    pub(crate) all: bool,
    /// The file to write, a folder that is there, or `-` for standard output
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Draw every page as a picture into this folder too
    #[arg(long, value_name = "DIR")]
    pub(crate) png: Option<PathBuf>,
    /// Write a proof to leaf through, fold and sign too: one HTML file
    #[arg(long)]
    pub(crate) proof: bool,
    /// Dots per inch of the pictures of --png
    #[arg(long, default_value_t = DEFAULT_DPI, value_parser = resolution)]
    pub(crate) dpi: u16,
    /// Say what sizes and measures were chosen
    #[arg(long)]
    pub(crate) explain: bool,
}

/// The resolution of page pictures: an A4 page as high as a screen.
const DEFAULT_DPI: u16 = 96;

fn key_and_value(text: &str) -> Result<Override, String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok(Override {
            key: key.to_owned(),
            value: value.to_owned(),
        }),
        _ => Err("write KEY=VALUE, such as design.theme=memorial".to_owned()),
    }
}

fn resolution(text: &str) -> Result<u16, String> {
    let dpi: u16 = text
        .parse()
        .map_err(|_| "write a whole number".to_owned())?;
    if (10..=1200).contains(&dpi) {
        Ok(dpi)
    } else {
        Err("from 10 to 1200".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a large terminal window.
    const SCREEN: usize = 50;

    #[test]
    fn the_help_fits_a_screen_and_begins_with_examples() {
        let help = Arguments::short_command().render_help().to_string();
        assert!(help.lines().count() <= SCREEN, "{help}");
        let at = |words: &str| help.find(words).unwrap();
        assert!(at("Examples:") < at("Usage:"));
        assert!(at("bifolio init") < at("Commands:"));
    }
}
