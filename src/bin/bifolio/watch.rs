//! `bifolio watch`: the booklet in the browser, new at every save.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use bifolio::base::diagnostic::{Code, Diagnostic, Severity};
use bifolio::base::world::FileError;
use bifolio::content::load::Manuscript;
use bifolio::content::text_file::FILE_NAME;
use bifolio::run::printable::{Printable, Unprintable};
use bifolio::run::{Run, Typeset};
use bifolio::serve::editor::{self, Editor};
use bifolio::serve::{Changes, MadeUp, Request, Server, Sheets, Shown, Snapshot, Wrong};

use crate::args::Common;
use crate::booklet_args::WatchArguments;
use crate::outcome::{self, Outcome, counted, tell};
use crate::session;

/// How long it must be quiet after a change: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(2);

/// How long a change waits for quiet at most.
const LONGEST_QUIET: Duration = Duration::from_millis(50);

/// What ends the waiting.
enum Wake {
    /// A file was saved.
    Changed,
    /// The browser wants something.
    Asked(Request),
}

/// Why the booklet is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// A file was saved.
    Save,
    /// One may have been saved unseen, before its folder was watched.
    Doubt,
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
    // What goes away later may come back; what was never there was mistyped.
    let file = if path.is_dir() {
        path.join(FILE_NAME)
    } else {
        path.clone()
    };
    fs::metadata(&file).map_err(|cause| Outcome::world(FileError::new("read", &file, cause)))?;
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
    let changes = Changes::new(move || drop(changed.send(Wake::Changed)));
    let changes = changes.map_err(Outcome::world)?;

    outcome::printed(format!("{}\n", server.address()).as_bytes())?;
    if !common.quiet {
        tell!("The booklet is at this address while this runs. Ctrl+C ends it.");
    }
    if arguments.open
        && let Err(error) = editor::browse(server.address())
    {
        tell!("no browser could be opened ({error}): copy the address into one");
    }

    let mut desk = Desk {
        arguments,
        common,
        path,
        server,
        changes,
        run: Run::dated(date),
        good: None,
        snapshot: Arc::default(),
        are_sheets_wanted: false,
        files_of_sheets: Vec::new(),
    };
    let mut cause = Cause::Save;
    loop {
        desk.build(cause);
        // The sheets come after the pages, so that these are there at once.
        desk.make_sheets();
        // What was saved before a folder was watched was not told: the booklet is built once more.
        cause = if desk.watch() {
            Cause::Doubt
        } else {
            desk.wait(&woken)
        };
    }
}

/// What lies on the desk between two saves.
struct Desk<'a> {
    arguments: &'a WatchArguments,
    common: &'a Common,
    path: PathBuf,
    server: Server,
    changes: Changes,
    run: Run,
    /// The last booklet without errors.
    good: Option<Typeset>,
    snapshot: Arc<Snapshot>,
    are_sheets_wanted: bool,
    /// What a change of would change the sheets, besides the booklet's own files.
    files_of_sheets: Vec<PathBuf>,
}

impl Desk<'_> {
    /// Builds the booklet and shows it; after a doubt only if it is other than it was.
    fn build(&mut self, cause: Cause) {
        let begun = Instant::now();
        let mut run = Run::after(&mut self.run);
        let typeset = run.typeset(&self.manuscript()).unwrap_or_else(|error| {
            let unreadable = Diagnostic::new(Code::Unreadable, None, error.to_string());
            run.complaints.push(unreadable);
            None
        });
        let mut snapshot = Snapshot {
            saves: self.snapshot.saves + 1,
            wrong: Wrong::of(&run.complaints, &run.sources),
            files: files(&run),
            ..Snapshot::default()
        };
        if let Some(typeset) = typeset {
            let shown = shown(&typeset, &run, self.snapshot.shown.as_deref());
            snapshot.shown = Some(Arc::new(shown));
            self.good = Some(typeset);
        } else {
            snapshot.shown.clone_from(&self.snapshot.shown);
            snapshot.sheets.clone_from(&self.snapshot.sheets);
        }
        self.run = run;
        if cause == Cause::Save || !snapshot.shows_the_same_as(&self.snapshot) {
            self.show(snapshot);
            self.tell(begun.elapsed());
        }
    }

    fn manuscript(&self) -> Manuscript<'_> {
        let booklet = &self.arguments.booklet;
        booklet.manuscript(&self.path, self.common.editions)
    }

    fn show(&mut self, snapshot: Snapshot) {
        self.snapshot = Arc::new(snapshot);
        self.server.show(Arc::clone(&self.snapshot));
    }

    /// Makes the sheets, if they are looked at, and shows them if they are others than before.
    fn make_sheets(&mut self) {
        // With the last good pages stay their sheets.
        let are_kept =
            self.run.complaints.count(Severity::Error) > 0 && self.snapshot.sheets.is_some();
        if !self.are_sheets_wanted || are_kept {
            return;
        }
        let Some(typeset) = &self.good else {
            return;
        };
        let manuscript = (self.arguments.booklet).manuscript(&self.path, self.common.editions);
        let (sheets, files) = sheets(&mut self.run, &manuscript, typeset);
        self.files_of_sheets = files;
        if self.snapshot.sheets.as_deref() != Some(&sheets) {
            let mut snapshot = Snapshot::clone(&self.snapshot);
            snapshot.sheets = Some(Arc::new(sheets));
            self.show(snapshot);
        }
    }

    /// Watches what the booklet is made from. Gives whether other folders are watched than before.
    fn watch(&mut self) -> bool {
        let mut files = self.run.sources.asked().to_vec();
        files.extend_from_slice(&self.files_of_sheets);
        let folder = match self.path.parent() {
            Some(parent) if !self.path.is_dir() => parent,
            _ => &self.path,
        };
        let watching = self.changes.watch(folder, &files);
        for refused in &watching.refused {
            tell!("warning: {refused}");
        }
        watching.is_new
    }

    /// Waits for a file to be saved. What the browser asks for meanwhile is made.
    fn wait(&mut self, woken: &Receiver<Wake>) -> Cause {
        // The channel never closes: the server and the watcher hold its other end.
        while let Ok(wake) = woken.recv() {
            match wake {
                Wake::Asked(Request::Sheets) => {
                    if std::mem::replace(&mut self.are_sheets_wanted, true) {
                        // They are made after every save.
                        continue;
                    }
                    self.make_sheets();
                    if self.watch() {
                        return Cause::Doubt;
                    }
                }
                Wake::Changed => {
                    self.wait_for_quiet(woken);
                    return Cause::Save;
                }
            }
        }
        Cause::Save
    }

    fn wait_for_quiet(&mut self, woken: &Receiver<Wake>) {
        let begun = Instant::now();
        while begun.elapsed() < LONGEST_QUIET {
            match woken.recv_timeout(QUIET) {
                Ok(Wake::Asked(Request::Sheets)) => self.are_sheets_wanted = true,
                Ok(Wake::Changed) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Says on standard error how it stands.
    fn tell(&self, took: Duration) {
        session::tell(&self.run, self.common);
        if self.common.quiet {
            return;
        }
        let n_errors = self.run.complaints.count(Severity::Error);
        let milliseconds = took.as_secs_f64() * 1000.0;
        match &self.good {
            Some(good) if n_errors == 0 => {
                let pages = counted(good.pages.pages.len(), "page");
                tell!("{pages}, {milliseconds:.0} ms");
            }
            Some(_) => tell!("{}; the last good pages stay", counted(n_errors, "error")),
            None => tell!("{}; there are no pages yet", counted(n_errors, "error")),
        }
    }
}

/// A booklet's pages as they are shown.
fn shown(typeset: &Typeset, run: &Run, before: Option<&Shown>) -> Shown {
    let made = MadeUp {
        pages: &typeset.pages,
        design: &typeset.design,
        decisions: &typeset.decisions,
        sources: &run.sources,
    };
    Shown::of(&made, before)
}

/// The sheets of a booklet as they are shown, and the files they were made from.
fn sheets(run: &mut Run, manuscript: &Manuscript<'_>, typeset: &Typeset) -> (Sheets, Vec<PathBuf>) {
    let printable = Printable::of(run, manuscript, typeset);
    let mut files = run.sources.asked().to_vec();
    let printable = match printable {
        Ok(printable) => printable,
        Err(refused) => {
            if let Unprintable::Anew(anew) = &refused {
                files.extend_from_slice(anew.sources.asked());
            }
            return (Sheets::refused(refused.explanation(run)), files);
        }
    };
    let imposition = match printable.lay_out() {
        Ok(imposition) => imposition,
        Err(refused) => return (Sheets::refused(refused.to_string()), files),
    };
    let checklist = printable.checklist(typeset);
    let pages = printable.anew.as_ref().map(|anew| {
        files.extend_from_slice(anew.run.sources.asked());
        shown(&anew.typeset, &anew.run, None)
    });
    (Sheets::of(&imposition, pages, checklist), files)
}

/// The files of the booklet's folder, by their names there.
fn files(run: &Run) -> BTreeMap<String, PathBuf> {
    let files = run.sources.files().iter();
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
