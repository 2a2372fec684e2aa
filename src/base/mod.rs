//! Words every stage uses: lengths, places on a page, inks, languages, and complaints.

pub mod color;
pub mod day;
pub mod deflate;
pub mod diagnostic;
pub mod geometry;
pub mod language;
pub mod plain_file;
pub mod report;
pub mod shown;
pub mod units;
pub mod world;
