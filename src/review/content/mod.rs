//! What the pages show: text, pictures, paths, with their places, colours and marked contents.
//!
//! `read` goes through the operators of a page and of the forms on it; `pen` is what they change, `text`
//! shows letters, `walk` keeps what is `shown`, each with its `area`.

mod area;
mod pen;
mod read;
mod shown;
mod text;
mod walk;

pub use area::Area;
pub use shown::{Content, ContentKey, Paint, Shown, What};
