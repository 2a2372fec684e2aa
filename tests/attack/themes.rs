//! Themes whose values make no sense.
