//! Display list to bytes: a PDF, page pictures made from it, SVG for a browser, or a dump as text.
//!
//! An output is a function from pages to bytes; none knows a booklet.

pub mod dump;
pub mod pdf;
pub mod png;
pub mod svg;

/// A number to a thousandth of its unit, as short as it can be written.
fn number(value: f64) -> String {
    let rounded = format!("{value:.3}");
    let short = rounded.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0" } else { short }.to_owned()
}
