//! The numbers of a theme, each kind with its unit and its range.
//!
//! Inside its range any number can be set by itself; what they must be to each other is `relations`' matter.

use crate::base::units::Pt;
use crate::yaml_number;

yaml_number! {
    /// A side of the page: from the smallest booklet that can be stapled to A2.
    pub struct PageSide(Pt) expects "a side of the page",
        a "number" in 50.0..=600.0, "millimetres", made by Pt::from_mm;

    /// A margin, a gap, an edge.
    pub struct Mm(Pt) expects "a distance on the page",
        a "number" in 0.0..=300.0, "millimetres", made by Pt::from_mm;

    /// How wide or high something is that is seen.
    pub struct Extent(Pt) expects "a width or height",
        a "number" in 0.5..=600.0, "millimetres", made by Pt::from_mm;

    /// A size text can be read at, and no poster's.
    pub struct TextSize(Pt) expects "a size of the text",
        a "number" in 5.0..=30.0, "points", made by Pt;

    /// A size of type, from the finest print to a figure that fills the page.
    pub struct TypeSize(Pt) expects "a size of type",
        a "number" in 4.0..=400.0, "points", made by Pt;

    /// From baseline to baseline.
    pub struct Leading(Pt) expects "a leading",
        a "number" in 4.0..=500.0, "points", made by Pt;

    /// How thick a rule is: from what a press just holds.
    pub struct RuleWeight(Pt) expects "the thickness of a rule",
        a "number" in 0.1..=20.0, "points", made by Pt;

    /// The leading as a multiple of the size: from lines that touch to lines with two between them.
    pub struct LeadingFactor(f64) expects "a leading",
        a "number" in 0.9..=3.0, "times the size", made by |factor| factor;

    /// An indent.
    pub struct Indent(f64) expects "an indent",
        a "number" in 0.0..=10.0, "ems", made by |ems| ems;

    /// Space added after letters, or taken away, as far as words can still be read.
    pub struct Tracking(f64) expects "a tracking",
        a "number" in -0.1..=1.0, "ems", made by |ems| ems;

    /// A line of the baseline grid, counted from the head of the type area; above it there are lines too.
    pub struct Line(f64) expects "a line of the page",
        a "number" in -40.0..=400.0, "lines of the baseline grid, from the head of the type area",
        made by |line| line;

    /// A line of the baseline grid that text begins on.
    pub struct FirstLine(f64) expects "a line that text begins on",
        a "number" in 1.0..=400.0, "lines of the baseline grid, from the head of the type area",
        made by |line| line;

    /// How many lines something takes.
    pub struct LineCount(f64) expects "a number of lines",
        a "number" in 0.5..=50.0, "lines of the baseline grid", made by |lines| lines;

    /// How many lines are left free.
    pub struct LineGap(f64) expects "a gap",
        a "number" in 0.0..=50.0, "lines of the baseline grid", made by |lines| lines;
}
