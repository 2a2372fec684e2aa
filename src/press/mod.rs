//! Finished pages to printed sheets.
//!
//! `file` opens a PDF of anybody's, `import` makes each page a form that can be placed, `order` says
//! which pages stand on which side of which sheet, `paper` knows sizes and thicknesses, `impose` puts
//! everything on sheets, `document` writes them; `dummy` is a miniature to fold by hand, `calibrate` and
//! `instructions` help an office printer. Whatever is
//! printed, by an office or a print shop, comes through here; bleed and marks are parameters.

pub mod calibrate;
pub mod document;
pub mod dummy;
pub mod explain;
pub mod file;
pub mod import;
pub mod impose;
pub mod instructions;
pub mod lettering;
mod marks;
pub mod order;
pub mod paper;
