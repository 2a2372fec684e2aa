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
pub mod draft;
pub mod drawing;
pub mod editions;
pub mod figures;
mod file_name;
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
pub mod pasted;
pub mod picture;
pub mod prose;
pub mod raw;
pub mod resolve;
pub mod said;
pub mod schema;
pub mod script;
pub mod sentences;
mod suggest;
mod table;
pub mod text;
mod word;
mod word_form;
mod word_look;
mod word_numbers;
mod word_styles;
mod word_symbols;
mod word_text;
mod word_xml;
mod words;
