//! What can be typed after the commands that make sheets, and find out how a printer turns them.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use bifolio::base::paper::Paper;
use bifolio::content::editions::Duplex;
use bifolio::content::office::Feeding;
use bifolio::content::{editions, office};
use bifolio::press::order::Binding;
use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// A word that may be typed, what is said of it, what it means.
type Choice<T> = (&'static str, &'static str, T);

const BINDINGS: &[Choice<Binding>] = &[
    ("left", "Left", Binding::Left),
    (
        "right",
        "Right, for Arabic, Urdu and Hebrew",
        Binding::Right,
    ),
];

const DUPLEXES: &[Choice<Duplex>] = &[
    (
        "short",
        "The printer turns sheets over the short edge",
        Duplex::Short,
    ),
    ("long", "It turns them over the long edge", Duplex::Long),
    (
        "manual",
        "You turn the stack: fronts, backs and instructions are files of their own",
        Duplex::Manual,
    ),
    ("none", "Each side on a sheet of its own", Duplex::None),
];

const FEEDINGS: &[Choice<Feeding>] = &[
    ("reversed", "The last sheet first", Feeding::Reversed),
    ("same", "The first sheet first", Feeding::Same),
];

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
    #[arg(long, value_parser = one_of(BINDINGS))]
    pub(crate) bind: Option<Binding>,
    /// How both sides are printed [default: what office.yaml says, else short]
    #[arg(long, value_parser = one_of(DUPLEXES))]
    pub(crate) duplex: Option<Duplex>,
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
    #[arg(long, value_parser = one_of(DUPLEXES))]
    pub(crate) duplex: Option<Duplex>,
    /// In which order the backs are fed when you turn the stack
    #[arg(long, value_parser = one_of(FEEDINGS))]
    pub(crate) feeding: Option<Feeding>,
    /// The paper of the page
    #[arg(long, default_value = "a4", value_parser = paper)]
    pub(crate) paper: Paper,
    /// The page to print, written if no number is given
    #[arg(short, long, default_value = "calibrate.pdf", value_name = "PDF")]
    pub(crate) output: PathBuf,
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

/// Takes one of some words.
fn one_of<T: Copy + Send + Sync>(
    choices: &'static [Choice<T>],
) -> impl TypedValueParser<Value = T> {
    let words = choices.iter();
    let words = words.map(|(word, said, _)| PossibleValue::new(*word).help(*said));
    PossibleValuesParser::new(words).map(|typed| {
        let choice = choices.iter().find(|(word, ..)| *word == typed);
        choice.expect("only these words are let through").2
    })
}
