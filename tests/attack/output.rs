//! Where files are written, and what must never be written over.
