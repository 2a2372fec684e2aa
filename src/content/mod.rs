//! YAML to a [`Booklet`](booklet::Booklet).
//!
//! `yaml` reads a file into located nodes, `decode` makes values of them, `schema` says which may stand where,
//! `resolve` makes the booklet of it; `load` does all this for a folder. Every complaint of a file is found in
//! one run.

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
mod digits;
pub mod drawing;
pub mod editions;
pub mod figures;
mod file_name;
mod folder;
pub mod intake;
mod known;
mod letters;
pub mod line_ends;
pub mod load;
pub mod markup;
mod meant;
pub mod names;
mod near;
pub mod node;
mod not_text;
mod not_yaml;
pub mod number;
mod number_said;
pub mod office;
pub mod own_fonts;
pub mod picture;
pub mod prose;
pub mod resolve;
pub mod said;
pub mod schema;
pub mod script;
mod section_schema;
pub mod sentences;
mod table;
pub mod text;
pub mod text_file;
pub mod values;
mod words;
pub mod yaml;
