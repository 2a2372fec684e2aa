//! Typesets commemorative booklets described in YAML.
//!
//! ```text
//! booklet.yaml ─ content ─→ Booklet ─┐
//! themes, fonts ─ design ─→ Design ──┴─ layout ─→ Pages ─ render ─→ PDF, pictures, text dump
//!                                        │
//!                                      inline (paragraphs → lines)
//! ```
//!
//! The stages stand in alphabetical order, and each knows only those before it.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may unwrap")
)]

pub mod base;
pub mod content;
pub mod design;
pub mod inline;
pub mod layout;
pub mod press;
pub mod proof;
pub mod render;
pub mod review;
pub mod run;
#[cfg(feature = "serve")]
pub mod serve;
