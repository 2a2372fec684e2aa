//! Tells when a file of the booklet was saved. The only file that knows the watching crate.
//!
//! Folders are watched, not files: many editors write a new file and give it the old one's name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use notify::event::{AccessKind, AccessMode, ModifyKind};
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

/// What came of watching.
#[derive(Debug)]
pub struct Watching {
    /// Whether other folders are watched than before: what was saved in them since they were read was not
    /// told.
    pub is_new: bool,
    /// What cannot be watched, and why; told once.
    pub refused: Vec<ChangesError>,
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

    /// Watches a booklet's folder and these files, there or not, and no others.
    pub fn watch(&mut self, folder: &Path, files: &[PathBuf]) -> Watching {
        let all = files.iter().map(PathBuf::as_path).chain([folder]);
        let places: BTreeSet<_> = all.flat_map(|file| places(file, folder)).collect();
        let folders: BTreeSet<_> = places.iter().filter_map(|it| it.parent()).collect();
        let folders: BTreeSet<PathBuf> = folders.into_iter().map(Path::to_owned).collect();
        let mut watched = self.lock();
        let gone: Vec<_> = watched.folders.difference(&folders).cloned().collect();
        let new: Vec<_> = folders.difference(&watched.folders).cloned().collect();
        *watched = Watched { folders, places };
        // The lock is given back before the watcher is asked: it may wait for its own thread.
        drop(watched);
        for folder in &gone {
            // One that was deleted is not watched any more.
            let _ = self.watcher.unwatch(folder);
        }
        let mut watching = Watching {
            // Some systems forget what they had to tell when a folder is no longer watched.
            is_new: !new.is_empty() || !gone.is_empty(),
            refused: Vec::new(),
        };
        for folder in &new {
            // It may be watched in a former life.
            let _ = self.watcher.unwatch(folder);
            match self.watcher.watch(folder, RecursiveMode::NonRecursive) {
                Ok(()) => {}
                // It has gone since it was looked for; the next call looks again.
                Err(_) if !folder.is_dir() => drop(self.lock().folders.remove(folder)),
                Err(error) => watching.refused.push(refused(&error)),
            }
        }
        watching
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Watched> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refused(error: &notify::Error) -> ChangesError {
    ChangesError(error.to_string())
}

/// Whether an event may have changed the booklet. A folder that it moves or removes is forgotten with all
/// below it, so that the next call watches what stands in its place.
fn concerns(event: &Event, watched: &mut Watched) -> bool {
    let is_reading = matches!(event.kind, EventKind::Access(kind)
        if kind != AccessKind::Close(AccessMode::Write));
    if is_reading {
        return false;
    }
    let moves = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    );
    let mut found = event.need_rescan();
    for path in &event.paths {
        found |= watched.places.contains(path);
        if moves {
            // With a folder goes what is in it.
            let n_before = watched.folders.len();
            watched.folders.retain(|folder| !folder.starts_with(path));
            found |= watched.folders.len() < n_before;
        }
    }
    found
}

/// Where a file is seen to change: its own place, that of every link on the way to it from the booklet's
/// folder, and that of what they lead to. If its folder is not there, where that will be.
fn places(file: &Path, booklet: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    found.extend(fs::canonicalize(file));
    let mut is_seen = false;
    for at in file.ancestors() {
        let Some(name) = at.file_name() else { continue };
        let folder = at.parent().filter(|it| *it != Path::new(""));
        let Ok(folder) = fs::canonicalize(folder.unwrap_or(Path::new("."))) else {
            continue;
        };
        if !is_seen || at.starts_with(booklet) && at.is_symlink() {
            found.push(folder.join(name));
        }
        is_seen = true;
    }
    found
}
