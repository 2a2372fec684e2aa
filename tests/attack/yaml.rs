//! The YAML as people write it.
