//! `bifolio watch`: the booklet in the browser, new at every save.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use bifolio::base::day::Day;
use bifolio::base::diagnostic::{Code, Diagnostic, Severity};
use bifolio::press::impose as press;
use bifolio::render::proof::Proof;
use bifolio::serve::editor::{self, Editor};
use bifolio::serve::snapshot::{Sheets, Shown, Wrong};
use bifolio::serve::{Changes, Request, Server, Snapshot};

use crate::args::{Common, WatchArguments};
use crate::office::Printable;
use crate::outcome::{Outcome, counted};
use crate::session::{self, Session, Typeset};

/// How long it must be quiet after a change: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(4);

/// How long a change waits for quiet at most.
const LONGEST_QUIET: Duration = Duration::from_millis(50);

/// What ends the waiting.
enum Wake {
    /// A file was saved.
    Changed,
    /// The browser wants something.
    Asked(Request),
}

/// Shows the booklet until the program is ended.
pub(crate) fn run(arguments: &WatchArguments, common: &Common) -> Outcome {
    match watch(arguments, common) {
        Ok(()) => Outcome::Done,
        Err(outcome) => outcome,
    }
}

fn watch(arguments: &WatchArguments, common: &Common) -> Result<(), Outcome> {
    let path = session::find(arguments.booklet.booklet.as_deref())?;
    let date = session::source_date()?;
    let (wake, woken) = mpsc::channel();
    let (changed, asked) = (wake.clone(), wake);
    let editor = arguments.editor.clone();
    // Sending fails when the program ends, and then nobody waits.
    let server = Server::start(
        arguments.port,
        move |request| drop(asked.send(Wake::Asked(request))),
        move |file, line| said_of_opening(editor.as_ref(), file, line),
    )
    .map_err(|error| Outcome::world(format!("the page cannot be served: {error}")))?;
    let mut changes = Changes::new(move || drop(changed.send(Wake::Changed)));
    let changes = changes.as_mut().map_err(Outcome::world)?;

    println!("{}", server.address());
    if !common.quiet {
        eprintln!("The booklet is at this address while this runs. Ctrl+C ends it.");
    }
    if arguments.open
        && let Err(error) = editor::browse(server.address())
    {
        eprintln!("no browser could be opened ({error}): copy the address into one");
    }

    let mut desk = Desk {
        arguments,
        common,
        path,
        session: Session::default(),
        good: None,
        snapshot: Arc::default(),
        are_sheets_wanted: false,
    };
    let mut is_saved = true;
    loop {
        let begun = Instant::now();
        if desk.build(date) || is_saved {
            desk.show(&server);
            desk.tell(begun.elapsed());
            // The sheets come after the pages, so that these are there at once.
            desk.add_sheets(&server);
        }
        let mut files = desk.session.sources().asked().to_vec();
        if let Some(good) = &desk.good {
            files.push(good.path.clone());
        }
        let is_new = changes.watch(&files).map_err(Outcome::world)?;
        // What was saved before a folder was watched was not told: the booklet is built once more.
        is_saved = !is_new;
        if is_saved {
            desk.wait(&woken, &server);
        }
    }
}

/// What lies on the desk between two saves.
struct Desk<'a> {
    arguments: &'a WatchArguments,
    common: &'a Common,
    path: PathBuf,
    session: Session,
    /// The last booklet without errors.
    good: Option<Typeset>,
    snapshot: Arc<Snapshot>,
    are_sheets_wanted: bool,
}

impl Desk<'_> {
    /// Builds the booklet. Gives whether anything is other than it was.
    fn build(&mut self, date: Option<Day>) -> bool {
        let mut session = Session::default();
        let overrides = &self.arguments.booklet.overrides;
        let typeset = session.typeset_file(&self.path, overrides, date);
        let typeset = typeset.unwrap_or_else(|error| {
            session.complain(Diagnostic::new(Code::Unreadable, None, error.to_string()));
            None
        });
        let mut snapshot = Snapshot {
            wrong: Wrong::of(session.complaints(), session.sources()),
            files: files(&session),
            ..Snapshot::default()
        };
        if let Some(typeset) = typeset {
            snapshot.shown = Some(shown(&typeset, &session));
            self.good = Some(typeset);
        } else {
            snapshot.shown.clone_from(&self.snapshot.shown);
            snapshot.sheets.clone_from(&self.snapshot.sheets);
        }
        let is_other = !snapshot.shows_the_same_as(&self.snapshot);
        self.session = session;
        self.snapshot = Arc::new(snapshot);
        is_other
    }

    fn show(&self, server: &Server) {
        server.show(Arc::clone(&self.snapshot));
    }

    /// Makes the sheets, if they are looked at and not yet made.
    fn add_sheets(&mut self, server: &Server) {
        if !self.are_sheets_wanted || self.snapshot.sheets.is_some() {
            return;
        }
        let Some(typeset) = &self.good else {
            return;
        };
        let sheets = sheets(&mut self.session, typeset, self.arguments);
        let mut snapshot = Snapshot::clone(&self.snapshot);
        snapshot.sheets = Some(sheets);
        self.snapshot = Arc::new(snapshot);
        self.show(server);
    }

    /// Waits for a file to be saved. What the browser asks for meanwhile is made.
    fn wait(&mut self, woken: &Receiver<Wake>, server: &Server) {
        // The channel never closes: the server and the watcher hold its other end.
        while let Ok(wake) = woken.recv() {
            match wake {
                Wake::Asked(Request::Sheets) => {
                    self.are_sheets_wanted = true;
                    self.add_sheets(server);
                }
                Wake::Changed => {
                    let begun = Instant::now();
                    while begun.elapsed() < LONGEST_QUIET {
                        match woken.recv_timeout(QUIET) {
                            Ok(Wake::Asked(Request::Sheets)) => self.are_sheets_wanted = true,
                            Ok(Wake::Changed) => {}
                            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                                break;
                            }
                        }
                    }
                    return;
                }
            }
        }
    }

    /// Says on standard error how it stands.
    fn tell(&self, took: Duration) {
        self.session.tell(self.common);
        if self.common.quiet {
            return;
        }
        let n_errors = self.session.count(Severity::Error);
        let milliseconds = took.as_secs_f64() * 1000.0;
        match &self.good {
            Some(good) if n_errors == 0 => {
                let pages = counted(good.pages.pages.len(), "page");
                eprintln!("{pages}, {milliseconds:.0} ms");
            }
            _ => eprintln!("{}; the last good pages stay", counted(n_errors, "error")),
        }
    }
}

/// A booklet's pages as they are shown.
fn shown(typeset: &Typeset, session: &Session) -> Shown {
    let grid = typeset.decisions.fit.grid(&typeset.design);
    let (pages, fonts) = (&typeset.pages, &typeset.design.fonts);
    let fit = typeset.decisions.explanation();
    Shown::of(pages, fonts, &grid, fit, session.sources())
}

/// The sheets of a booklet as they are shown.
fn sheets(session: &mut Session, typeset: &Typeset, arguments: &WatchArguments) -> Sheets {
    let printable = match Printable::of(session, typeset, &arguments.booklet) {
        Ok(printable) => printable,
        Err(refused) => return Sheets::refused(refused.explanation(session)),
    };
    let imposition = match press::lay_out(&printable.file, &printable.job) {
        Ok(imposition) => imposition,
        Err(refused) => return Sheets::refused(refused.to_string()),
    };
    let printed = printable.typeset(typeset);
    let proof = Proof {
        booklet: &printed.booklet,
        row: printed.design.language,
        pages: &printed.pages,
        pictures: &[],
        imposition: &imposition,
    };
    let anew = printable.anew.as_ref();
    let pages = anew.map(|(session, typeset)| shown(typeset, session));
    Sheets::of(&imposition, pages, proof.checklist())
}

/// The files of the booklet's folder, by their names there.
fn files(session: &Session) -> BTreeMap<String, PathBuf> {
    let files = session.sources().files().iter();
    let named = files.filter_map(|file| Some((file.name.clone()?, PathBuf::from(&file.path))));
    named.collect()
}

/// Opens a file, and says how that went.
fn said_of_opening(editor: Option<&Editor>, file: &Path, line: usize) -> String {
    let name = file.display();
    match editor::open(editor, file, line) {
        Ok(true) => format!("{name} opens at line {line}"),
        Ok(false) => format!("{name} opens; it is line {line}"),
        Err(why) => format!("{name}, line {line}: {why}"),
    }
}
