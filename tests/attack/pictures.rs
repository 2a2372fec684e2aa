//! Pictures: bombs, odd kinds, private data.
