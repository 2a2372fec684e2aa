//! Lines, titles and paragraphs of every length.
