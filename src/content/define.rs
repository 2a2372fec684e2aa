//! The macros by which a type says what stands in the YAML: a block of keys, a choice between blocks, a
//! choice between words, a number with its range. From one definition come the struct, its decoding and its JSON Schema, so
//! that the three never differ.

/// Defines a block of keys: a struct that is decoded, and its JSON Schema. `at` is its place.
#[macro_export]
macro_rules! yaml_block {
    (
        $(#[$meta:meta])*
        pub struct $name:ident expects $expected:literal {
            $($(#[$field_meta:meta])* $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub struct $name {
            /// Where it stands.
            #[schemars(skip)]
            pub at: $crate::base::diagnostic::Span,
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $crate::content::decode::Decode for $name {
            const EXPECTED: &'static str = $expected;

            fn decode(
                node: &$crate::content::node::Node,
                decoder: &mut $crate::content::decode::Decoder<'_>,
            ) -> Option<Self> {
                use $crate::content::decode;
                let pairs = decode::keys_and_values(node, $expected, decoder)?;
                $(let mut $field: Option<Option<$type>> = None;)*
                // The keys that unknown ones were taken for: these are not missing, but misspelt.
                let mut unknown: Vec<&str> = Vec::new();
                for (key, _value) in &pairs {
                    match key.value.as_str() {
                        $(stringify!($field) => {
                            $field = Some(<$type as decode::Decode>::decode(_value, decoder));
                        })*
                        _ => unknown.extend(
                            decode::complain_of_key(key, &[$(stringify!($field)),*], decoder),
                        ),
                    }
                }
                $(
                    let $field = $field.unwrap_or_else(|| {
                        let value = <$type as decode::Decode>::if_missing();
                        let is_misspelt = unknown.iter().any(|known| *known == stringify!($field));
                        if <$type as decode::Decode>::IS_NEEDED && !is_misspelt {
                            let expected = <$type as decode::Decode>::EXPECTED;
                            decode::complain_of_missing(stringify!($field), expected, node, decoder);
                        }
                        value
                    });
                )*
                Some(Self { at: node.span, $($field: $field?,)* })
            }
        }
    };
}

/// Defines a choice between blocks: a map with exactly one key, such as `- cover: {}`.
#[macro_export]
macro_rules! yaml_choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident expects $expected:literal {
            $($(#[$variant_meta:meta])* $key:ident => $variant:ident($type:ty),)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, schemars::JsonSchema)]
        #[schemars(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_meta])* $variant($type),)*
        }

        impl $crate::content::decode::Decode for $name {
            const EXPECTED: &'static str = $expected;

            fn decode(
                node: &$crate::content::node::Node,
                decoder: &mut $crate::content::decode::Decoder<'_>,
            ) -> Option<Self> {
                use $crate::content::decode::{self, Decode};
                let pairs = decode::keys_and_values(node, $expected, decoder)?;
                let (key, value) = decode::the_only_key(node, pairs, $expected, decoder)?;
                match key.value.as_str() {
                    $(stringify!($key) => <$type as Decode>::decode(value, decoder).map(Self::$variant),)*
                    _ => {
                        decode::complain_of_key(&key, &[$(stringify!($key)),*], decoder);
                        None
                    }
                }
            }
        }
    };
}

/// Defines a choice between words. Capitals are as good as small letters: `A4`. What stands `besides` is a
/// choice that is never written in YAML.
#[macro_export]
macro_rules! yaml_words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident expects $expected:literal {
            $($(#[$variant_meta:meta])* $word:literal => $variant:ident,)*
        }
        $(besides { $(#[$besides_meta:meta])* $besides_word:literal => $besides:ident })?
    ) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, schemars::JsonSchema)]
        $(#[$meta])*
        pub enum $name {
            $($(#[$variant_meta])* #[schemars(rename = $word)] $variant,)*
            $($(#[$besides_meta])* #[schemars(skip)] $besides,)?
        }

        impl $name {
            /// The word that stands for it in the YAML.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                    $(Self::$besides => $besides_word,)?
                }
            }
        }

        impl $crate::content::decode::Decode for $name {
            const EXPECTED: &'static str = $expected;

            fn decode(
                node: &$crate::content::node::Node,
                decoder: &mut $crate::content::decode::Decoder<'_>,
            ) -> Option<Self> {
                let word = <$crate::content::decode::Located<String>>::decode(node, decoder)?;
                match word.value.to_ascii_lowercase().as_str() {
                    $($word => Some(Self::$variant),)*
                    _ => {
                        $crate::content::decode::complain_of_name(
                            concat!("choice for ", $expected),
                            &word,
                            &[$($word),*],
                            decoder.complaints,
                        );
                        None
                    }
                }
            }
        }
    };
}

/// Defines numbers that have a range: each is a struct of the value, in the unit of the engine, and its place.
#[macro_export]
macro_rules! yaml_number {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident($type:ty) expects $expected:literal,
            a $kind:literal in $range:expr, $unit:literal, made by $from:expr;
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $name(
            /// The number.
            pub $type,
            /// Where it stands.
            pub $crate::base::diagnostic::Span,
        );

        impl $crate::content::decode::Decode for $name {
            const EXPECTED: &'static str = $expected;

            fn decode(
                node: &$crate::content::node::Node,
                decoder: &mut $crate::content::decode::Decoder<'_>,
            ) -> Option<Self> {
                use $crate::content::number::in_range;
                let number = in_range(node, $expected, &$range, $unit, decoder)?;
                Some(Self(($from)(number), node.span))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": $kind,
                    "minimum": $range.start(),
                    "maximum": $range.end(),
                    "description": concat!("A number of ", $unit, ".")
                })
            }
        }
    )*};
}
