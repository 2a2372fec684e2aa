//! What can be typed after the commands that begin, build and show a booklet.

use std::path::{Path, PathBuf};

use bifolio::base::disk::Disk;
use bifolio::base::edition::Editions;
use bifolio::content::load::{Manuscript, Override};
use bifolio::serve::editor::Editor;
use clap::{Args, ValueEnum};

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

/// Which booklet.
#[derive(Debug, Args)]
pub(crate) struct BookletArguments {
    /// A folder with booklet.yaml, or a YAML file; without it the nearest booklet.yaml upward
    pub(crate) booklet: Option<PathBuf>,
    /// Put a value in place of the file's, such as `design.theme=memorial`
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_and_value)]
    pub(crate) overrides: Vec<Override>,
}

impl BookletArguments {
    /// The booklet that was found at a path.
    pub(crate) fn manuscript<'m>(&'m self, path: &'m Path, editions: Editions) -> Manuscript<'m> {
        Manuscript {
            files: &Disk,
            path,
            overrides: &self.overrides,
            editions,
        }
    }
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
    /// What to build it for; may be given more than once
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
