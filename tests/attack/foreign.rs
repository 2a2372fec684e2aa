//! PDFs from anywhere: reviewed, imposed, extracted.
