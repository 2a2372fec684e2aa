//! `bifolio schema`: the JSON Schema of `booklet.yaml`.

use bifolio::content::schema::json_schema;

use crate::outcome::{self, Outcome};

/// Prints the schema.
pub(crate) fn run() -> Outcome {
    outcome::print(json_schema().as_bytes())
}
