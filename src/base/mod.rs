//! Words every stage uses: lengths, places on a page, inks, languages, and complaints.

pub mod codes;
pub mod color;
pub mod day;
pub mod deflate;
pub mod diagnostic;
pub mod disk;
pub mod edition;
pub mod files;
pub mod geometry;
pub mod language;
pub mod paper;
pub mod pdf;
pub mod report;
pub mod shown;
pub mod units;
pub mod world;
pub mod xml;
