//! `editions:` in a booklet: what it says of each edition, decoded and described by the
//! [rows](crate::base::edition) of these.

use std::ops::RangeInclusive;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::decode::{self, Decode, Decoder};
use super::node::Node;
use crate::base::edition::{Edition, Editions};
use crate::{yaml_block, yaml_number, yaml_words};

/// The weight of office paper, in grams a square metre.
pub const GRAMMAGE: f64 = 80.0;

/// The weights paper that is folded can have, in grams a square metre.
pub const GRAMMAGES: RangeInclusive<f64> = 30.0..=600.0;

/// The thicknesses it can have, in millimetres.
pub const THICKNESSES: RangeInclusive<f64> = 0.02..=1.0;

yaml_block! {
    /// The edition to print in the office.
    pub struct OfficeEditionYaml expects "the office edition" {
        /// The paper. A booklet with pages larger than half of it is set anew by the theme's smaller one, never shrunk.
        paper: Option<PaperYaml>,
        /// How the printer prints both sides.
        duplex: Option<Duplex>,
        /// The weight of the paper in grams a square metre: 80 if not given.
        grammage: Option<Grammage>,
        /// The thickness of a sheet in millimetres, measured, in place of its weight.
        thickness: Option<Thickness>,
    }
}

yaml_words! {
    /// A paper.
    pub enum PaperYaml expects "a paper" {
        /// 297 × 420 mm.
        "a3" => A3,
        /// 210 × 297 mm.
        "a4" => A4,
        /// 320 × 450 mm.
        "sra3" => Sra3,
        /// 215.9 × 279.4 mm.
        "letter" => Letter,
        /// 279.4 × 431.8 mm.
        "tabloid" => Tabloid,
    }
}

yaml_words! {
    /// How a printer prints both sides.
    #[schemars(rename = "DuplexYaml")]
    pub enum Duplex expects "a way of printing both sides" {
        /// It turns sheets over their short edge.
        "short" => Short,
        /// It turns sheets over their long edge.
        "long" => Long,
        /// Somebody turns the stack.
        "manual" => Manual,
    }
    besides {
        /// One side only, as for a proof: asked for, never known of a printer.
        "none" => None
    }
}

yaml_number! {
    /// The weight of paper.
    pub struct Grammage(f64) expects "a weight of paper",
        a "number" in GRAMMAGES, "grams a square metre", made by |grams| grams;

    /// The thickness of paper.
    pub struct Thickness(f64) expects "a thickness of paper",
        a "number" in THICKNESSES, "millimetres", made by |mm| mm;
}

/// What the booklet is made for.
#[derive(Debug, Clone)]
pub struct EditionsYaml {
    /// What it says of sheets.
    pub office: Option<OfficeEditionYaml>,
}

impl Decode for EditionsYaml {
    const EXPECTED: &'static str = "editions";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let mut editions = Self { office: None };
        for (key, value) in decode::keys_and_values(node, Self::EXPECTED, decoder)? {
            match decoder.editions.named(&key.value) {
                Some(edition) if edition.is_imposed => {
                    editions.office = OfficeEditionYaml::decode(value, decoder);
                }
                Some(edition) => nothing_more(edition, value, decoder),
                None => {
                    let known = decoder.editions.names();
                    decode::complain_of_key(&key, &known, decoder);
                }
            }
        }
        Some(editions)
    }
}

/// Complains of whatever is said of an edition that needs no more than its name.
fn nothing_more(edition: &Edition, node: &Node, decoder: &mut Decoder<'_>) {
    let expected = format!("the {} edition", edition.name);
    let pairs = decode::keys_and_values(node, &expected, decoder);
    for (key, _) in pairs.unwrap_or_default() {
        decode::complain_of_key(&key, &[], decoder);
    }
}

/// The keys are those of the rows, which [`describe`] adds.
impl JsonSchema for EditionsYaml {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "EditionsYaml".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<OfficeEditionYaml>();
        json_schema!({
            "additionalProperties": false,
            "description": "What the booklet is made for.",
            "properties": {},
            "type": "object"
        })
    }
}

/// Describes each edition in the schema of a booklet.
pub fn describe(schema: &mut Schema, editions: Editions) {
    for edition in editions.0 {
        let name = definition_name(edition);
        let reference = format!("#/$defs/{name}");
        let key = json!({
            "anyOf": [{ "$ref": reference }, { "type": "null" }],
            "description": edition.description,
        });
        put(schema, &["EditionsYaml", "properties", edition.name], key);
        if edition.is_imposed {
            put(schema, &[&name, "description"], edition.purpose.into());
        } else {
            let nothing_more = json!({
                "additionalProperties": false,
                "description": edition.purpose,
                "type": "object",
            });
            put(schema, &[&name], nothing_more);
        }
    }
}

/// The name of what stands under an edition's key: imposed ones have the same keys.
fn definition_name(edition: &Edition) -> String {
    if edition.is_imposed {
        return OfficeEditionYaml::schema_name().into_owned();
    }
    let (first, rest) = edition.name.split_at(1);
    format!("{}{rest}Yaml", first.to_uppercase())
}

/// Puts a value under the definitions of a schema.
fn put(schema: &mut Schema, path: &[&str], value: Value) {
    let mut at = schema.ensure_object().entry("$defs").or_insert(json!({}));
    for key in path {
        at = &mut at[*key];
    }
    *at = value;
}
