//! The words of a theme for what faces and inks are: each is decoded to the type that is set with.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::fonts::{Caps, Figures, Slant, Weight};
use crate::base::color::Ink;
use crate::content::decode::{Decode, Decoder, Located, complain_of_name};
use crate::content::node::Node;

/// Says by which words a theme names the variants of a type. Capitals are as good as small letters.
/// The name before the type is its name in the JSON Schema.
macro_rules! words {
    (
        $schema_name:literal $description:literal
        $type:ident expects $expected:literal {
            $($word:literal $variant:ident $doc:literal)*
        }
    ) => {
        impl Decode for $type {
            const EXPECTED: &'static str = $expected;

            fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
                let word = Located::<String>::decode(node, decoder)?;
                match word.value.to_ascii_lowercase().as_str() {
                    $($word => Some(Self::$variant),)*
                    _ => {
                        let kind = concat!("choice for ", $expected);
                        complain_of_name(kind, &word, &[$($word),*], decoder.complaints);
                        None
                    }
                }
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $schema_name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "description": $description,
                    "oneOf": [$({"type": "string", "const": $word, "description": $doc}),*]
                })
            }
        }
    };
}

words! {
    "InkYaml" "What something is printed with."
    Ink expects "an ink" {
        "text" Text "Text black."
        "accent" Accent "The accent."
    }
}

words! {
    "WeightYaml" "How heavy."
    Weight expects "a weight" {
        "regular" Regular "As text is."
        "semibold" Semibold "Between regular and bold."
        "bold" Bold "Bold."
    }
}

words! {
    "SlantYaml" "Upright or italic."
    Slant expects "a slant" {
        "upright" Upright "Upright."
        "italic" Italic "Italic."
    }
}

words! {
    "FiguresYaml" "Figures."
    Figures expects "a kind of figures" {
        "old_style" OldStyle "With ascenders and descenders."
        "lining" Lining "As high as capitals."
        "tabular" Tabular "As high as capitals, all of one width."
    }
}

words! {
    "CapsYaml" "Letters."
    Caps expects "a kind of letters" {
        "as_written" AsWritten "As written."
        "small_caps" Small "Small letters as small capitals."
    }
}
