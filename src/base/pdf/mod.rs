//! PDFs, read and written: what opens one of anybody's, and the objects that are put into a new one.
//!
//! `file` opens a PDF (`scan` looks through its bytes first, with `skip` and `place`; `lock` says how it
//! is locked; `layers`, `inflate` and `rows` measure what a stream gives, all within `budget`; `guard`
//! turns a panic on broken input into a refusal, which is one of `refused`). `objects`, `strings` and
//! `tree` are what stands in it. `writing` holds the objects that are written.

pub mod budget;
pub mod file;
pub mod guard;
mod inflate;
mod layers;
mod lock;
pub mod objects;
mod place;
pub mod refused;
mod rows;
mod scan;
mod skip;
pub mod strings;
pub mod tree;
pub mod writing;
