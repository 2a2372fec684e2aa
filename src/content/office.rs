//! `office.yaml`: what one found out about the office printer, kept beside the booklets.

use std::path::Path;

use super::decode::{Decode as _, Decoder};
use super::load;
use super::schema::DuplexYaml;
use crate::base::diagnostic::{Complaints, Sources};
use crate::base::world::FileError;
use crate::{yaml_block, yaml_words};

/// The name of the file.
pub const FILE_NAME: &str = "office.yaml";

yaml_block! {
    /// What one found out about the office printer.
    pub struct OfficeYaml expects "what is known of the printer" {
        /// How it prints both sides.
        duplex: Option<DuplexYaml>,
        /// How many millimetres right of the front's the back's cross stands, seen through the front.
        right: Option<f64>,
        /// How many millimetres above it.
        up: Option<f64>,
        /// In which order sheets are fed again when the stack is turned by hand.
        feeding: Option<FeedingYaml>,
    }
}

yaml_words! {
    /// In which order sheets are fed again.
    pub enum FeedingYaml expects "an order of feeding" {
        /// The last sheet first.
        "reversed" => Reversed,
        /// The first sheet first.
        "same" => Same,
    }
}

/// Reads the file. What is wrong with it stands in `complaints`.
pub fn read(
    path: &Path,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Result<Option<OfficeYaml>, FileError> {
    let Some(root) = load::read_yaml(path, sources, complaints)? else {
        return Ok(None);
    };
    let mut decoder = Decoder::new(sources, complaints);
    Ok(OfficeYaml::decode(&root, &mut decoder))
}
