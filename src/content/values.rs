//! What single values say: texts and other words, days, languages, yes and no.

use schemars::JsonSchema;

use super::cut;
use super::day_words;
use super::decode::{Decode, Decoder, keys_and_values};
use super::markup;
use super::node::{Node, NodeKind, Scalar, Style};
use super::script::Written;
use super::text::{Passage, Text};
use crate::base::day::Day;
use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::base::language::Language;
use crate::base::shown;

/// Names and other short words that are not printed, such as an id or a path.
impl Decode for String {
    const EXPECTED: &'static str = "a text";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let scalar = text_scalar(node, decoder)?;
        Some(scalar.text.trim().to_owned())
    }
}

impl Decode for bool {
    const EXPECTED: &'static str = "`true` or `false`";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.kind {
            NodeKind::Scalar(Scalar {
                text,
                style: Style::Plain,
            }) if text == "true" => Some(true),
            NodeKind::Scalar(Scalar {
                text,
                style: Style::Plain,
            }) if text == "false" => Some(false),
            _ => decoder.wrong_type(node, Self::EXPECTED),
        }
    }
}

impl Decode for Day {
    const EXPECTED: &'static str = "a date";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = match &node.kind {
            NodeKind::Scalar(scalar) => scalar.text.trim(),
            NodeKind::Nothing | NodeKind::List(_) | NodeKind::Map(_) => "",
        };
        let day = Self::from_iso(text);
        if day.is_none() {
            let message = format!("{} is not a date", node.description());
            let help = day_words::day_of(text).map_or_else(
                || "write a day that exists as year-month-day, such as 2024-02-26".to_owned(),
                |meant| format!("write {}", day_words::iso(meant)),
            );
            decoder.complain(Diagnostic::new(Code::BadDate, Some(node.span), message).help(help));
        }
        day
    }
}

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date",
            "description": "A day as year-month-day, such as 2024-02-26."
        })
    }
}

impl Decode for Language {
    const EXPECTED: &'static str = "a language";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeKind::Scalar(scalar) = &node.kind else {
            return decoder.wrong_type(node, Self::EXPECTED);
        };
        let language = Self::from_tag(&scalar.text);
        if language.is_none() {
            complain_of_language(&scalar.text, node.span, decoder);
        }
        language
    }
}

fn complain_of_language(tag: &str, at: Span, decoder: &mut Decoder<'_>) {
    let listed = Language::SETTABLE.map(|it| format!("{it} ({})", it.name()));
    let meant = Language::SETTABLE.into_iter().find(|it| {
        it.name().eq_ignore_ascii_case(tag.trim()) || it.tag().eq_ignore_ascii_case(tag.trim())
    });
    let listed = listed.join(", ");
    let help = meant.map_or_else(
        || format!("the languages it sets are {listed}"),
        |meant| format!("write `{meant}`; the languages it sets are {listed}"),
    );
    let message = format!(
        "`{}` is not a language bifolio knows",
        shown::beginning(tag, shown::NAME)
    );
    decoder.complain(Diagnostic::new(Code::UnknownName, Some(at), message).help(help));
}

impl JsonSchema for Language {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Language".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let tags: Vec<_> = Self::ALL.iter().map(|language| language.tag()).collect();
        schemars::json_schema!({
            "type": "string",
            "enum": tags,
            "description": "A language by its BCP 47 tag."
        })
    }
}

/// A text whose every character is printed as it stands, such as a name or a statement, or whose marks
/// are read later. In every other text emphasis is understood.
#[derive(Debug, Clone)]
pub struct Literal(pub Text);

impl Decode for Literal {
    const EXPECTED: &'static str = Text::EXPECTED;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        decode_text(node, decoder).map(Self)
    }
}

impl JsonSchema for Literal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Text::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<Text>()
    }
}

impl Decode for Text {
    const EXPECTED: &'static str = "a text, or a text for each language";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decode_text(node, decoder)?;
        Some(text.map(|passage| markup::short(passage, decoder.complaints)))
    }
}

fn decode_text(node: &Node, decoder: &mut Decoder<'_>) -> Option<Text> {
    let NodeKind::Map(pairs) = &node.kind else {
        return decode_passage(node, None, decoder).map(Text::one);
    };
    if let Some(text) = cut::with_colon(node, pairs, decoder.sources) {
        let message = "a colon in a text makes a key of the words before it";
        let help = format!("put the text in quotes: {}", cut::quoted(text));
        decoder.complain(Diagnostic::new(Code::WrongType, Some(node.span), message).help(help));
        return None;
    }
    let mut variants = Vec::new();
    for (key, value) in keys_and_values(node, Text::EXPECTED, decoder)? {
        let language = Language::from_tag(&key.value);
        let passage = decode_passage(value, language, decoder);
        match language {
            Some(language) => variants.extend(passage.map(|passage| (language, passage))),
            None => complain_of_language(&key.value, key.at, decoder),
        }
    }
    let languages = variants.iter().map(|(language, _)| *language).collect();
    decoder.translated.push((node.span, languages));
    (!variants.is_empty()).then(|| Text::in_languages(variants, node.span))
}

impl JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let tags: Vec<_> = Language::ALL
            .iter()
            .map(|language| language.tag())
            .collect();
        schemars::json_schema!({
            "description": "A text, or a text for each language.",
            "anyOf": [
                { "type": ["string", "number"] },
                {
                    "type": "object",
                    "propertyNames": { "enum": tags },
                    "additionalProperties": { "type": ["string", "number"] },
                    "minProperties": 1
                }
            ]
        })
    }
}

fn decode_passage(
    node: &Node,
    language: Option<Language>,
    decoder: &mut Decoder<'_>,
) -> Option<Passage> {
    let scalar = text_scalar(node, decoder)?;
    let sources = decoder.sources;
    let file_text = sources.file(node.span.file).map_or("", |file| &file.text);
    if scalar.style == Style::Plain
        && let Some(complaint) = cut::by_remark(scalar, node.span, file_text)
    {
        decoder.complain(complaint);
    }
    let passage = Passage::from_scalar(scalar, node.span, file_text);
    decoder.scripts.extend(Written::of(&passage, language));
    Some(passage)
}

/// The scalar of a node that should be a text with something in it.
fn text_scalar<'n>(node: &'n Node, decoder: &mut Decoder<'_>) -> Option<&'n Scalar> {
    let NodeKind::Scalar(scalar) = &node.kind else {
        if matches!(node.kind, NodeKind::Nothing) {
            complain_of_emptiness(node, decoder);
            return None;
        }
        return decoder.wrong_type(node, "a text");
    };
    if scalar.text.trim().is_empty() {
        complain_of_emptiness(node, decoder);
        return None;
    }
    let is_unsure = scalar.style == Style::Plain
        && matches!(
            scalar.text.to_ascii_lowercase().as_str(),
            "no" | "yes" | "true" | "false" | "on" | "off" | "null" | "~" | "y" | "n"
        );
    if is_unsure {
        let message = format!(
            "`{}` without quotes may be a text or a yes-or-no",
            scalar.text
        );
        decoder.complain(
            Diagnostic::new(Code::WrongType, Some(node.span), message).help(format!(
                "if the word is meant, put it in quotes: \"{}\"",
                scalar.text
            )),
        );
        return None;
    }
    Some(scalar)
}

fn complain_of_emptiness(node: &Node, decoder: &mut Decoder<'_>) {
    let file = decoder.sources.file(node.span.file);
    let remark = file.and_then(|file| cut::remark_alone(&file.text, node.span.end as usize));
    let help = remark.map_or_else(
        || "write the text, or remove the key".to_owned(),
        |remark| {
            let quoted = cut::quoted(remark);
            format!(
                "what stands after ` #` is a remark; if it is the text, put it in quotes: {quoted}"
            )
        },
    );
    let message = "a text is expected here, and there is none";
    decoder.complain(Diagnostic::new(Code::EmptyText, Some(node.span), message).help(help));
}
