//! Printing in the office: what a booklet says of it, and `office.yaml`, what one found out about the
//! printer.

use std::ops::RangeInclusive;
use std::path::Path;

use super::booklet::OfficeChoice;
use super::decode::{Decode as _, Decoder};
use super::editions::{Duplex, OfficeEditionYaml};
use super::text_file;
use crate::base::diagnostic::{Complaints, Sources};
use crate::base::files::Files;
use crate::base::paper::Paper;
use crate::base::world::FileError;
use crate::{yaml_block, yaml_number, yaml_words};

/// The name of the file.
pub const FILE_NAME: &str = "office.yaml";

/// How far a printer may be off, in millimetres: more is no register but another page.
pub const REGISTERS: RangeInclusive<f64> = -20.0..=20.0;

yaml_number! {
    /// How far a printer is off.
    pub struct Register(f64) expects "what a printer is off by",
        a "number" in REGISTERS, "millimetres", made by |mm| mm;
}

yaml_block! {
    /// What one found out about the office printer.
    pub struct OfficeYaml expects "what is known of the printer" {
        /// How it prints both sides.
        duplex: Option<Duplex>,
        /// How many millimetres right of the front's the back's cross stands, seen through the front.
        right: Option<Register>,
        /// How many millimetres above it.
        up: Option<Register>,
        /// In which order sheets are fed again when the stack is turned by hand.
        feeding: Option<Feeding>,
    }
}

yaml_words! {
    /// In which order sheets are fed again for their backs.
    pub enum Feeding expects "an order of feeding" {
        /// The last sheet first: the stack comes out face down and is laid in again as it is.
        "reversed" => Reversed,
        /// The first sheet first.
        "same" => Same,
    }
}

/// Reads the file. What is wrong with it stands in `complaints`.
pub fn read(
    files: &dyn Files,
    path: &Path,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Result<Option<OfficeYaml>, FileError> {
    let Some(root) = text_file::read_yaml(files, path, sources, complaints)? else {
        return Ok(None);
    };
    let mut decoder = Decoder::new(sources, complaints);
    Ok(OfficeYaml::decode(&root, &mut decoder))
}

/// What a booklet says of printing it in the office.
pub fn choice(yaml: &OfficeEditionYaml) -> OfficeChoice {
    OfficeChoice {
        paper: yaml.paper.and_then(|it| Paper::named(it.word())),
        duplex: yaml.duplex,
        grammage: yaml.grammage.map(|it| it.0),
        thickness: yaml.thickness.map(|it| it.0),
    }
}
