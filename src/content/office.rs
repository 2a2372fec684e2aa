//! Printing in the office: what a booklet says of it, and `office.yaml`, what one found out about the
//! printer.

use std::ops::RangeInclusive;
use std::path::Path;

use super::booklet::OfficeChoice;
use super::decode::{Decode as _, Decoder, Located};
use super::load;
use super::schema::{DuplexYaml, OfficeEditionYaml, PaperYaml};
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources};
use crate::base::world::FileError;
use crate::{yaml_block, yaml_words};

/// The name of the file.
pub const FILE_NAME: &str = "office.yaml";

/// The weight of office paper, in grams a square metre.
pub const GRAMMAGE: f64 = 80.0;

/// The weights paper that is folded can have, in grams a square metre.
pub const GRAMMAGES: RangeInclusive<f64> = 30.0..=600.0;

/// The thicknesses it can have, in millimetres.
pub const THICKNESSES: RangeInclusive<f64> = 0.02..=1.0;

/// How far a printer may be off, in millimetres: more is no register but another page.
pub const REGISTERS: RangeInclusive<f64> = -20.0..=20.0;

yaml_block! {
    /// What one found out about the office printer.
    pub struct OfficeYaml expects "what is known of the printer" {
        /// How it prints both sides.
        duplex: Option<DuplexYaml>,
        /// How many millimetres right of the front's the back's cross stands, seen through the front.
        right: Option<Located<f64>>,
        /// How many millimetres above it.
        up: Option<Located<f64>>,
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
    let office = OfficeYaml::decode(&root, &mut decoder);
    if let Some(office) = &office {
        for number in [&office.right, &office.up].into_iter().flatten() {
            check(number, REGISTERS, "millimetres, such as 0.5", complaints);
        }
    }
    Ok(office)
}

/// What a booklet says of printing it in the office.
pub fn choice(yaml: &OfficeEditionYaml, complaints: &mut Complaints) -> OfficeChoice {
    if let Some(number) = &yaml.grammage {
        check(
            number,
            GRAMMAGES,
            "grams a square metre, such as 80",
            complaints,
        );
    }
    if let Some(number) = &yaml.thickness {
        check(number, THICKNESSES, "millimetres, such as 0.1", complaints);
    }
    OfficeChoice {
        paper: yaml.paper.map(PaperYaml::word),
        duplex: yaml.duplex,
        grammage: yaml.grammage.as_ref().map(|it| it.value),
        thickness: yaml.thickness.as_ref().map(|it| it.value),
    }
}

fn check(
    number: &Located<f64>,
    range: RangeInclusive<f64>,
    unit: &str,
    complaints: &mut Complaints,
) {
    if !range.contains(&number.value) {
        let message = format!("{} is out of range here", number.value);
        let help = format!("write from {} to {} {unit}", range.start(), range.end());
        complaints.push(Diagnostic::new(Code::BadValue, Some(number.at), message).help(help));
    }
}
