//! Figures that lie, and charts that would.
