//! Finished pages to printed sheets.
//!
//! `job` is what is asked for. `import` makes each page of a PDF, of anybody's, a form that can be
//! placed, with its `annotations`; `shape` says how large it is, `order` which pages stand on which side
//! of which sheet, `paper` knows sizes and thicknesses. `impose` lays everything out, `places` says where
//! pages stand on a sheet, `sheets` writes them with their `marks`, `document` what is around them;
//! `explain` says it in words, `refused` why it cannot be. `dummy` is a miniature to fold by hand,
//! `calibrate` and `instructions` help an office printer. Whatever is printed, by an office or a print
//! shop, comes through here; marks are a parameter, bleed is what the pages have.

mod annotations;
pub mod calibrate;
mod document;
pub mod dummy;
pub mod explain;
pub mod import;
pub mod impose;
pub mod instructions;
pub mod job;
pub mod lettering;
mod marks;
pub mod order;
mod places;
pub mod refused;
pub mod shape;
mod sheets;
