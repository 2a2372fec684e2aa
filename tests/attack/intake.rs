//! Word and text files of strangers.
