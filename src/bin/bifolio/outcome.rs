//! How a command ended, and the exit code that says so.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

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
        eprintln!("error: {message}\n  = help: {help}");
        Self::Usage
    }

    /// The world is wrong: says how.
    pub(crate) fn world(error: impl Display) -> Self {
        eprintln!("error: {error}");
        Self::WorldWrong
    }
}

/// Writes a result to standard output. A reader that has gone is no fault.
pub(crate) fn print(bytes: &[u8]) -> Outcome {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Outcome::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Done,
        Err(error) => Outcome::world(format!("cannot write to standard output: {error}")),
    }
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
