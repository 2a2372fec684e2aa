//! How a command ended, and the exit code that says so.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// Says something on standard error. That nobody can hear it is no reason to fail.
macro_rules! tell {
    ($($said:tt)*) => {
        $crate::outcome::say(&format!("{}\n", format_args!($($said)*)))
    };
}
pub(crate) use tell;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was done.
    Done,
    /// The booklet is wrong.
    BookletWrong,
    /// The arguments are wrong.
    Usage,
    /// There were warnings, and they were not to be.
    WarningsDenied,
    /// A PDF does not pass its review.
    ReviewFailed,
    /// A file could not be read or written.
    WorldWrong,
    /// A fault of the program.
    Fault,
}

impl Outcome {
    /// The exit code.
    pub(crate) fn exit_code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Done => 0,
            Self::BookletWrong => 1,
            Self::Usage => 2,
            Self::WarningsDenied => 3,
            Self::ReviewFailed => 4,
            Self::WorldWrong => 6,
            Self::Fault => 70,
        })
    }

    /// The arguments are wrong: says how.
    pub(crate) fn usage(message: impl Display, help: impl Display) -> Self {
        tell!("error: {message}\n  = help: {help}");
        Self::Usage
    }

    /// A file may not be written: says why, and what to do.
    pub(crate) fn refused(message: impl Display, help: impl Display) -> Self {
        tell!("error: {message}\n  = help: {help}");
        Self::WorldWrong
    }

    /// The world is wrong: says how.
    pub(crate) fn world(error: impl Display) -> Self {
        tell!("error: {error}");
        Self::WorldWrong
    }
}

/// Says something on standard error, as it stands. The macros of the standard library panic where this
/// fails: on a full disk, after the reader has gone.
pub(crate) fn say(said: &str) {
    let _ = io::stderr().lock().write_all(said.as_bytes());
}

/// Writes a result to standard output, and gives how the command ends by that.
pub(crate) fn print(bytes: &[u8]) -> Outcome {
    printed(bytes).err().unwrap_or(Outcome::Done)
}

/// Writes a result to standard output. A reader that has gone is no fault.
pub(crate) fn printed(bytes: &[u8]) -> Result<(), Outcome> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
    written.or_else(|error| unprinted(&error))
}

/// How a command ends that could not write to standard output.
pub(crate) fn unprinted(error: &io::Error) -> Result<(), Outcome> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    let message = format!("cannot write to standard output: {error}");
    Err(Outcome::world(message))
}

/// A number of things, in words that fit it.
pub(crate) fn counted(n: usize, thing: &str) -> String {
    if n == 1 {
        format!("1 {thing}")
    } else {
        format!("{n} {thing}s")
    }
}

/// Nothing that a terminal would obey, and nothing that hides or turns other letters: the words come
/// from a file of anybody's.
pub(crate) fn printable(text: &str) -> String {
    let shown = |character: char| match character {
        character if character.is_control() => '�',
        // Marks that turn others or are not seen (Unicode, general category Cf), and line separators.
        // The joiners stay: Persian and some small pictures are written with them.
        '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => '�',
        character => character,
    };
    text.chars().map(shown).collect()
}
