//! Tells when a file of the booklet was saved. The only file that knows the watching crate.
//!
//! Folders are watched, not files: many editors write a new file and give it the old one's name.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Folders cannot be watched.
#[derive(Debug)]
pub struct ChangesError(String);

impl std::fmt::Display for ChangesError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "changes cannot be watched: {}", self.0)
    }
}

impl std::error::Error for ChangesError {}

/// What is watched.
#[derive(Debug, Default)]
struct Watched {
    folders: BTreeSet<PathBuf>,
    /// Places in those folders: files, or folders that are not there yet.
    places: BTreeSet<PathBuf>,
}

/// Watches the files of a booklet.
#[derive(Debug)]
pub struct Changes {
    watcher: RecommendedWatcher,
    watched: Arc<Mutex<Watched>>,
}

impl Changes {
    /// Begins to watch nothing; `on_change` is called, from another thread, for each change.
    pub fn new(on_change: impl Fn() + Send + 'static) -> Result<Self, ChangesError> {
        let watched = Arc::new(Mutex::new(Watched::default()));
        let known = Arc::clone(&watched);
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let mut watched = known.lock().unwrap_or_else(PoisonError::into_inner);
            // An error is that of a queue that ran over, or of a folder that has gone.
            if event.is_ok_and(|event| !concerns(&event, &mut watched)) {
                return;
            }
            drop(watched);
            on_change();
        });
        Ok(Self {
            watcher: watcher.map_err(|error| refused(&error))?,
            watched,
        })
    }

    /// Watches these files, there or not, and no others. Gives whether a folder is newly watched: what
    /// was saved in it since it was read is not told.
    pub fn watch(&mut self, files: &[PathBuf]) -> Result<bool, ChangesError> {
        let places: BTreeSet<_> = files.iter().flat_map(|file| places(file)).collect();
        let folders: BTreeSet<_> = places.iter().filter_map(|it| it.parent()).collect();
        let folders: BTreeSet<PathBuf> = folders.into_iter().map(Path::to_owned).collect();
        let mut watched = self.lock();
        let gone: Vec<_> = watched.folders.difference(&folders).cloned().collect();
        let new: Vec<_> = folders.difference(&watched.folders).cloned().collect();
        *watched = Watched { folders, places };
        // The lock is given back before the watcher is asked: it may wait for its own thread.
        drop(watched);
        for folder in gone {
            // One that was deleted is not watched any more.
            let _ = self.watcher.unwatch(&folder);
        }
        for folder in &new {
            let watching = self.watcher.watch(folder, RecursiveMode::NonRecursive);
            watching.map_err(|error| refused(&error))?;
        }
        Ok(!new.is_empty())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refused(error: &notify::Error) -> ChangesError {
    ChangesError(error.to_string())
}

/// Whether an event may have changed the booklet. A folder that it moves or removes is forgotten, so that
/// the next call watches what stands in its place.
fn concerns(event: &Event, watched: &mut Watched) -> bool {
    let is_reading = matches!(event.kind, EventKind::Access(kind)
        if kind != AccessKind::Close(AccessMode::Write));
    if is_reading {
        return false;
    }
    let is_contents = matches!(
        event.kind,
        EventKind::Modify(notify::event::ModifyKind::Data(_))
    );
    let mut found = event.need_rescan();
    for path in &event.paths {
        if !is_contents && watched.folders.remove(path) {
            found = true;
        }
        found |= watched.places.contains(path);
    }
    found
}

/// Where a file is seen to change: its own place and, if it is a link, that of what it leads to. If its
/// folder is not there, where that will be.
fn places(file: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    found.extend(fs::canonicalize(file));
    let mut at = file;
    while let Some(name) = at.file_name() {
        let folder = at.parent().filter(|it| *it != Path::new(""));
        let folder = folder.unwrap_or(Path::new(OsStr::new(".")));
        if let Ok(folder) = fs::canonicalize(folder) {
            found.push(folder.join(name));
            break;
        }
        at = folder;
    }
    found
}
