//! Hostile and odd input, made for attacking: each case ends as it should, and nothing is lost at exit 0.
//!
//! The cases lie in `tests/fixtures/attack` or are made here; each module is one way in.

#[path = "../common/mod.rs"]
mod common;

mod csv;
mod figures;
mod foreign;
mod intake;
mod letters;
mod lines;
mod lost;
mod output;
mod pictures;
mod themes;
mod yaml;
