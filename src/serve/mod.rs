//! A page in the browser that shows a booklet while it is written.
//!
//! [`Server`] answers the one browser of the one machine it runs on, [`Snapshot`] is what it shows,
//! [`Changes`] tells when a file of the booklet was saved. Whoever runs them builds the booklet.

pub mod changes;
pub mod editor;
pub mod http;
pub mod reading;
pub mod sheets;
pub mod shown;
pub mod snapshot;
pub mod wrong;

pub use changes::{Changes, Watching};
pub use http::{Request, Server};
pub use sheets::Sheets;
pub use shown::{MadeUp, Shown};
pub use snapshot::Snapshot;
pub use wrong::Wrong;
