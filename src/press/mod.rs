//! Finished pages to printed sheets.
//!
//! `file` opens a PDF of anybody's (`scan` looks through its bytes first, `layers` measures what a stream
//! gives, both within `budget`; `guard` turns a panic on broken input into a refusal), `import` makes each page a form that can be placed, with
//! its `annotations`, `shape` says how large it is, `order` says
//! which pages stand on which side of which sheet, `paper` knows sizes and thicknesses, `impose` puts
//! everything on sheets, `document` writes them; `dummy` is a miniature to fold by hand, `calibrate` and
//! `instructions` help an office printer. Whatever is
//! printed, by an office or a print shop, comes through here; bleed and marks are parameters.

mod annotations;
pub mod budget;
pub mod calibrate;
pub mod document;
pub mod dummy;
pub mod explain;
pub mod file;
pub mod guard;
pub mod import;
pub mod impose;
mod inflate;
pub mod instructions;
mod layers;
pub mod lettering;
mod lock;
mod marks;
pub mod order;
pub mod paper;
mod scan;
pub mod shape;
mod skip;
