//! Dictionaries found in the bytes of a PDF that is not open yet.

use super::objects::{Dict, FromBytes as _};

/// Where a dictionary stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The dictionary that stands in a place.
pub(super) fn dictionary(bytes: &[u8], place: Place) -> Option<Dict<'_>> {
    Dict::from_bytes(&bytes[place.start..place.end])
}

/// How many objects a stream can hold: two numbers and two blanks stand in it for each.
pub(super) fn n_objects(dict: &Dict<'_>, n_bytes: u64) -> u64 {
    let most = n_bytes / 4;
    let said = dict.get::<u32>("N");
    said.map_or(most, |said| most.min(said.into()))
}
