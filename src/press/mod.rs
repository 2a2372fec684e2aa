//! Finished pages to printed sheets.
//!
//! `import` makes each page of a PDF, of anybody's, a form that can be placed, with its `annotations`,
//! `shape` says how large it is, `order` says which pages stand on which side of which sheet, `paper`
//! knows sizes and thicknesses, `impose` puts everything on sheets, `document` writes them; `dummy` is a miniature to fold by hand, `calibrate` and
//! `instructions` help an office printer. Whatever is
//! printed, by an office or a print shop, comes through here; bleed and marks are parameters.

mod annotations;
pub mod calibrate;
pub mod document;
pub mod dummy;
pub mod explain;
pub mod import;
pub mod impose;
pub mod instructions;
pub mod lettering;
mod marks;
pub mod order;
pub mod paper;
pub mod shape;
