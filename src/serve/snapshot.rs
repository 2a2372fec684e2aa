//! What the browser is shown at one moment: pages, what is wrong, sheets. A snapshot never changes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::sheets::Sheets;
use super::shown::{Resource, Shown, ShownDescription};
use super::wrong::Wrong;

/// What the browser is shown at one moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Counts the saves; sheets that come later belong to the same.
    pub saves: u64,
    /// The pages of the last text without errors.
    pub shown: Option<Arc<Shown>>,
    /// What is wrong with the text as it is.
    pub wrong: Wrong,
    /// The sheets, if they were asked for.
    pub sheets: Option<Arc<Sheets>>,
    /// The files of the booklet's folder that can be opened, by their names there.
    pub files: BTreeMap<String, PathBuf>,
}

#[derive(Serialize)]
struct SnapshotDescription<'s> {
    version: u64,
    saves: u64,
    booklet: Option<&'s ShownDescription>,
    fresh: BTreeMap<&'s str, &'s str>,
    #[serde(flatten)]
    wrong: &'s Wrong,
    sheets: Option<&'s Sheets>,
}

impl Snapshot {
    /// What the browser reads: JSON. `before` is what it was shown last.
    pub(super) fn description(&self, version: u64, before: &Self) -> String {
        let shown = self.shown.as_deref();
        let description = SnapshotDescription {
            version,
            saves: self.saves,
            booklet: shown.map(|shown| &shown.description),
            fresh: shown.map_or_else(BTreeMap::new, |it| it.fresh(before.shown.as_deref())),
            wrong: &self.wrong,
            sheets: self.sheets.as_deref(),
        };
        serde_json::to_string(&description).unwrap_or_default()
    }

    /// Something it speaks of.
    pub(super) fn resource(&self, address: &str) -> Option<&Resource> {
        let shown = self.shown.as_ref().and_then(|it| it.resources.get(address));
        let of_sheets = || self.sheets.as_ref()?.resources.get(address);
        shown.or_else(of_sheets)
    }

    /// Whether the browser sees the same pages and the same complaints.
    pub fn shows_the_same_as(&self, other: &Self) -> bool {
        let description = |snapshot: &Self| {
            let shown = snapshot.shown.as_ref();
            serde_json::to_string(&shown.map(|shown| &shown.description)).unwrap_or_default()
        };
        self.wrong == other.wrong && description(self) == description(other)
    }
}
