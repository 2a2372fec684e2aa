//! `bifolio schema`: the JSON Schema of `booklet.yaml` or of a theme.

use bifolio::content::schema;
use bifolio::design::theme;

use crate::args::{Common, SchemaOf};
use crate::outcome::{self, Outcome};

/// Prints a schema.
pub(crate) fn run(of: SchemaOf, common: &Common) -> Outcome {
    let schema = match of {
        SchemaOf::Booklet => schema::json_schema(common.editions),
        SchemaOf::Theme => theme::json_schema(),
    };
    outcome::print(schema.as_bytes())
}
