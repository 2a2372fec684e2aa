//! Holds what reading a foreign file may break: a panic on broken input becomes a refusal.
//!
//! The crate that reads PDFs trusts some numbers of a file (it divides by a row's length, say). Every
//! way into a foreign file goes through [`guarded`].

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::refused::PdfRefused;

thread_local! {
    static IS_READING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread reads a foreign file just now: a panic is then the file's fault and will be
/// told as such, not reported.
pub fn is_reading() -> bool {
    IS_READING.get()
}

/// Reads a foreign file; a panic on the way says that it is broken.
///
/// What was being read is given up with the refusal, so nothing half-changed is seen again.
pub fn guarded<T, E: From<PdfRefused>>(read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let was_reading = IS_READING.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(read));
    IS_READING.set(was_reading);
    outcome.unwrap_or_else(|panic| Err(PdfRefused::Broken(said(panic.as_ref())).into()))
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "it cannot be read to its end".to_owned())
}
