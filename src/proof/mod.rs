//! What a committee looks through and signs before a booklet is printed.
//!
//! `checklist` lists what must be right, with the pages it is `printed` on; `fold` puts it into one HTML
//! file with the pages and sheets. `sheets` says them in numbers and words, for the live page too. Pages
//! come as pictures that somebody else has drawn.

pub mod checklist;
pub mod fold;
mod printed;
pub mod sheets;
