//! Characters that deceive, and words in another script than their language.
