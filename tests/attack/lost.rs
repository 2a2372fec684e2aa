//! Words that must not be lost.
