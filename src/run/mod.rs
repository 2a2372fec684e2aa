//! The whole way, from a booklet's files to the files of its editions: what the command, the live page, tests
//! and benches all do.
//!
//! A [`Run`] reads and typesets; [`write`](write::write) makes the files of an edition, in memory, and says what
//! there is to say of them. Whoever calls talks to people and keeps the files.

pub mod attachments;
pub mod printable;
pub mod printer;
pub mod sheets;
pub mod typeset;
pub mod write;

pub use typeset::{Run, Typeset};
pub use write::{Written, write};
