//! YAML to a [`Booklet`](booklet::Booklet).
//!
//! `node` reads YAML into located nodes, `schema` says what may stand in them, `resolve` makes the
//! booklet of it. Every complaint of a file is found in one run.

pub mod address;
mod alternative;
pub mod booklet;
pub mod coding;
mod columns;
pub mod cut;
mod dates;
mod day_words;
pub mod decode;
pub mod define;
pub mod drawing;
pub mod editions;
pub mod figures;
mod file_name;
pub mod intake;
mod known;
mod letters;
pub mod line_ends;
pub mod load;
pub mod markup;
pub mod names;
mod near;
pub mod node;
mod not_text;
pub mod number;
mod number_said;
pub mod office;
pub mod picture;
pub mod prose;
pub mod resolve;
pub mod said;
pub mod schema;
pub mod script;
pub mod sentences;
mod table;
pub mod text;
mod words;
