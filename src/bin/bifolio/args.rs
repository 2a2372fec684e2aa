//! What can be typed after `bifolio`.

use std::path::PathBuf;

use bifolio::content::load::Override;
use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  bifolio                          build the booklet here: out/<booklet>-screen.pdf
  bifolio build my-booklet         build the booklet in the folder my-booklet
  bifolio build --png out/pages    build it, and draw every page as a picture
  bifolio check                    say everything that is wrong, write nothing
  bifolio build -e archive         the file to keep, with its sources attached
                                   (comments in the YAML become readable)
  bifolio review out/a.pdf         read a PDF back, say what is wrong with it
  bifolio explain BF0104           say more about a complaint

Exit codes: 0 done, 1 the booklet has errors, 2 wrong arguments,
3 warnings under --deny-warnings, 4 a review fails, 6 a file cannot be read or written.";

/// Typesets commemorative booklets described in YAML
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) build: BuildArguments,
    #[command(flatten)]
    pub(crate) common: Common,
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
    /// Say everything that is wrong with a booklet, and write nothing
    Check(BookletArguments),
    /// Print the pages as stable text: what stands where
    Dump(BookletArguments),
    /// Read a PDF back: what it is, and what is wrong with it
    Review(ReviewArguments),
    /// Give back the files attached to a PDF, such as the sources in an archive edition
    Extract(ExtractArguments),
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
    /// What it is to be
    #[arg(
        long = "as",
        value_enum,
        default_value = "screen",
        value_name = "PURPOSE"
    )]
    pub(crate) purpose: PurposeArgument,
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
}

/// Which PDF, and where to.
#[derive(Debug, Args)]
pub(crate) struct ExtractArguments {
    /// The PDF
    pub(crate) file: PathBuf,
    /// The folder to write into
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub(crate) output: PathBuf,
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
