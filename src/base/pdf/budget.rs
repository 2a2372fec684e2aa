//! What a foreign PDF may cost: bytes that are decoded and steps that are taken, counted, not timed.
//!
//! One budget goes with an open file and is spent by everything that reads it, so that a small file
//! cannot take all memory or run for ever, on any machine at the same place.

use std::sync::atomic::{AtomicU64, Ordering};

use super::refused::PdfRefused;

/// The most bytes that all streams of a file may give, every layer of their filters counted. The
/// largest booklets of presses decode some twenty million; pictures are not decoded here.
const MOST_BYTES: u64 = 128 * 1024 * 1024;

/// The most steps: operators, tags, nodes of trees, entries of tables. A page of dense maps has some
/// hundred thousand.
const MOST_STEPS: u64 = 8_000_000;

/// What is left to spend on a file.
#[derive(Debug)]
pub struct Budget {
    bytes: AtomicU64,
    steps: AtomicU64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            bytes: AtomicU64::new(MOST_BYTES),
            steps: AtomicU64::new(MOST_STEPS),
        }
    }
}

impl Budget {
    /// How many bytes may still be decoded.
    pub fn bytes_left(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Spends decoded bytes.
    pub fn decode(&self, n_bytes: u64) -> Result<(), PdfRefused> {
        spend(&self.bytes, n_bytes).ok_or(PdfRefused::TooMuch("128 MB of memory"))
    }

    /// Spends steps.
    pub fn step(&self, n_steps: usize) -> Result<(), PdfRefused> {
        spend(&self.steps, n_steps as u64).ok_or(PdfRefused::TooMuch("eight million steps"))
    }
}

fn spend(left: &AtomicU64, amount: u64) -> Option<()> {
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
        left.checked_sub(amount)
    })
    .ok()?;
    Some(())
}
