//! Says what is being done, once it has taken a second, where somebody looks on.

use std::io::{self, IsTerminal as _};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::args::{Common, Format};

/// Work that is done sooner is not spoken of.
const SILENCE: Duration = Duration::from_secs(1);

/// How often the seconds are counted on.
const BEAT: Duration = Duration::from_millis(250);

/// One piece of work; it is over when this is dropped, and its line is wiped away.
pub(crate) struct Progress {
    over: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins a piece of work. Nothing is said into a file, to a program, or with `--quiet`.
    pub(crate) fn of(work: &'static str, common: &Common) -> Self {
        let is_seen = io::stderr().is_terminal() && !common.quiet;
        if !is_seen || common.format != Format::Human {
            return Self { over: None };
        }
        let (over, is_over) = mpsc::channel();
        let thread = thread::spawn(move || say(work, &is_over, &mut io::stderr()));
        Self {
            over: Some((over, thread)),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((over, thread)) = self.over.take() {
            drop(over);
            // A thread that failed to speak is no reason to fail the work.
            let _ = thread.join();
        }
    }
}

/// Says a piece of work with its seconds, until it is over.
fn say(work: &str, is_over: &Receiver<()>, out: &mut impl io::Write) {
    let begun = Instant::now();
    let mut wait = SILENCE;
    let mut has_spoken = false;
    while is_over.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        let seconds = begun.elapsed().as_secs();
        let _ = write!(out, "\r{work} … {seconds} s");
        let _ = out.flush();
        (wait, has_spoken) = (BEAT, true);
    }
    if has_spoken {
        // Wipes the line: `\x1b[K` is understood by every terminal of the last thirty years.
        let _ = write!(out, "\r\x1b[K");
        let _ = out.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_work_is_not_spoken_of() {
        let (over, is_over) = mpsc::channel();
        drop(over);
        let mut said = Vec::new();
        say("typesetting", &is_over, &mut said);
        assert_eq!(said, b"");
    }

    #[test]
    fn long_work_counts_its_seconds_and_leaves_nothing_behind() {
        let (over, is_over) = mpsc::channel::<()>();
        let work = thread::spawn(move || {
            thread::sleep(SILENCE + BEAT);
            drop(over);
        });
        let mut said = Vec::new();
        say("typesetting", &is_over, &mut said);
        work.join().unwrap();
        let said = String::from_utf8(said).unwrap();
        assert!(said.starts_with("\rtypesetting … 1 s"), "{said:?}");
        assert!(said.ends_with("\r\x1b[K"), "{said:?}");
    }
}
