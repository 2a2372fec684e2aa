//! Nodes to typed values, gathering every complaint on the way.
//!
//! A type says by [`Decode`] what it expects; the macros in `define` write that for blocks of keys and
//! for choices. A value that cannot be decoded is complained of and becomes `None`; decoding goes on.

use schemars::JsonSchema;

use super::cut;
use super::day_words;
use super::markup;
use super::node::{Node, NodeKind, Scalar, Style};
use super::script::Written;
use super::text::{Passage, Text};
use crate::base::day::Day;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources, Span};
use crate::base::edition::{EDITIONS, Editions};
use crate::base::language::Language;

/// What decoding reads from and writes to.
#[derive(Debug)]
pub struct Decoder<'d> {
    /// The files, to find where a text's letters stand.
    pub sources: &'d Sources,
    /// The editions there are.
    pub editions: Editions,
    /// Where complaints go.
    pub complaints: &'d mut Complaints,
    /// The texts that are given for some languages only, with these.
    pub translated: Vec<(Span, Vec<Language>)>,
    /// The scripts that texts are mostly written in.
    pub scripts: Vec<Written>,
}

impl<'d> Decoder<'d> {
    /// A decoder that has seen nothing yet.
    pub fn new(sources: &'d Sources, complaints: &'d mut Complaints) -> Self {
        Self {
            sources,
            editions: EDITIONS,
            complaints,
            translated: Vec::new(),
            scripts: Vec::new(),
        }
    }

    /// Adds a complaint.
    pub fn complain(&mut self, diagnostic: Diagnostic) {
        self.complaints.push(diagnostic);
    }

    /// Complains of a node of the wrong kind.
    pub fn wrong_type<T>(&mut self, node: &Node, expected: &str) -> Option<T> {
        let message = format!("{expected} is expected here, not {}", node.description());
        let item = after_dash(node).unwrap_or_default();
        let help = match (&node.kind, expected) {
            (_, "a list") if !item.is_empty() => {
                format!("a space is missing after the dash: `- {}`", shortened(item))
            }
            (NodeKind::Scalar(scalar), "a list") => {
                format!(
                    "write `[{}]`, or one item a line after `- `",
                    cut::as_item(&scalar.text)
                )
            }
            (NodeKind::Scalar(scalar), "a section") => {
                format!("write `- {}: {{}}`", shortened(scalar.text.trim()))
            }
            (NodeKind::Scalar(scalar), "a picture") => {
                let file = shortened(scalar.text.trim());
                format!("write `{{file: {file}, alt: what it shows}}` in its place")
            }
            (NodeKind::Scalar(scalar), "a design") => {
                let theme = cut::as_item(&scalar.text);
                format!("write `design: {{theme: {theme}}}`")
            }
            (NodeKind::List(_), "a text") => "write the text alone, without brackets or `-`".into(),
            (NodeKind::Nothing, _) => "write it after the colon, or indented under the key".into(),
            (_, "a block of named values") => {
                "write a short name of your own, a colon, and what belongs to it indented under it"
                    .into()
            }
            _ => format!("write {expected} in its place"),
        };
        self.complain(
            Diagnostic::new(Code::WrongType, Some(node.span), message)
                .label(format!("should be {expected}"))
                .help(help),
        );
        None
    }
}

/// What stands after a dash without a space, where a list was meant.
fn after_dash(node: &Node) -> Option<&str> {
    let first = match &node.kind {
        NodeKind::Map(pairs) => &pairs.first()?.0.kind,
        NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Nothing => &node.kind,
    };
    match first {
        NodeKind::Scalar(Scalar {
            text,
            style: Style::Plain,
        }) => cut::item_after_dash(text),
        _ => None,
    }
}

/// A value that can be read from a node.
pub trait Decode: Sized {
    /// What is expected, in words: "a text", "a list of sections".
    const EXPECTED: &'static str;

    /// Whether a block without it is complained of.
    const IS_NEEDED: bool = true;

    /// Reads it, or complains and gives `None`.
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self>;

    /// The value of a key that is not there; `None` if there can be no block without it.
    fn if_missing() -> Option<Self> {
        None
    }
}

/// A value and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Span,
}

impl<T: Decode> Decode for Located<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const IS_NEEDED: bool = T::IS_NEEDED;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        Some(Self {
            value: T::decode(node, decoder)?,
            at: node.span,
        })
    }
}

impl<T: JsonSchema> JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<T>()
    }
}

/// A key that may be missing. One that is wrong counts as missing once it is complained of, so that
/// the rest of its block is looked at.
impl<T: Decode> Decode for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const IS_NEEDED: bool = false;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        Some(T::decode(node, decoder))
    }

    fn if_missing() -> Option<Self> {
        Some(None)
    }
}

/// A key that is needed, but whose lack does not keep the rest of its block from being looked at.
#[derive(Debug, Clone)]
pub struct Needed<T>(pub Option<T>);

impl<T: Decode> Decode for Needed<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        Some(Self(T::decode(node, decoder)))
    }

    fn if_missing() -> Option<Self> {
        Some(Self(None))
    }
}

impl<T: JsonSchema> JsonSchema for Needed<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<T>()
    }
}

impl<T: Decode> Decode for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeKind::List(items) = &node.kind else {
            return decoder.wrong_type(node, Self::EXPECTED);
        };
        // One bad item does not hide the others.
        Some(
            items
                .iter()
                .filter_map(|item| T::decode(item, decoder))
                .collect(),
        )
    }
}

/// No more known words are looked through for the one that was meant.
pub const MOST_COMPARED: usize = 1_000;

/// Stands among the wrong names when the whole block is wrong: then every name may have been in it.
pub const EVERY_NAME: &str = "*";

/// Named values in the order of the file, such as the people.
#[derive(Debug, Clone)]
pub struct Named<T>(
    pub Vec<(Located<String>, T)>,
    /// The names of values that are wrong: defined all the same, so that a reference to one is not
    /// complained of again.
    pub Vec<String>,
);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new(), Vec::new())
    }
}

impl<T: Decode> Decode for Named<T> {
    const EXPECTED: &'static str = "a block of named values";
    const IS_NEEDED: bool = false;

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let mut named = Self::default();
        let Some(pairs) = keys_and_values(node, Self::EXPECTED, decoder) else {
            named.1.push(EVERY_NAME.to_owned());
            return Some(named);
        };
        for (key, value) in pairs {
            match T::decode(value, decoder) {
                Some(value) => named.0.push((key, value)),
                None => named.1.push(key.value),
            }
        }
        Some(named)
    }

    fn if_missing() -> Option<Self> {
        Some(Self::default())
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Named{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let values = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "object", "additionalProperties": values })
    }
}

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
    let message = format!("`{}` is not a language bifolio knows", shortened(tag));
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
    if scalar.style == Style::Plain {
        cut::complain_of_remark(scalar, node.span, file_text, decoder);
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

/// The keys and values of a block, each key once; repeated keys are complained of.
pub fn keys_and_values<'n>(
    node: &'n Node,
    expected: &str,
    decoder: &mut Decoder<'_>,
) -> Option<Vec<(Located<String>, &'n Node)>> {
    let pairs = match &node.kind {
        NodeKind::Nothing => return Some(Vec::new()),
        NodeKind::Map(pairs) => pairs,
        NodeKind::Scalar(_) | NodeKind::List(_) => return decoder.wrong_type(node, expected),
    };
    let mut found: Vec<(Located<String>, &Node)> = Vec::with_capacity(pairs.len());
    let mut first_places = std::collections::HashMap::with_capacity(pairs.len());
    let mut rest = &pairs[..];
    while let Some((pair, after)) = rest.split_first() {
        let (key, value) = pair;
        rest = after;
        if let Some(cut) = cut::cut_by_comma(pair, rest, decoder.sources) {
            let (cut_off, after) = rest.split_at(cut.n_keys);
            cut::complain_of_comma(&cut, (&cut_off[0].0, &cut_off[cut.n_keys - 1].0), decoder);
            rest = after;
        }
        let NodeKind::Scalar(scalar) = &key.kind else {
            decoder.wrong_type::<()>(key, "a key");
            continue;
        };
        if let Some(first) = first_places.insert(scalar.text.as_str(), key.span) {
            let message = format!("the key `{}` stands twice", scalar.text);
            decoder.complain(
                Diagnostic::new(Code::DuplicateKey, Some(key.span), message)
                    .label("again here")
                    .also(first, "first here")
                    .help("remove one of the two"),
            );
            first_places.insert(scalar.text.as_str(), first);
            continue;
        }
        found.push((
            Located {
                value: scalar.text.clone(),
                at: key.span,
            },
            value,
        ));
    }
    Some(found)
}

/// Complains of a key that is not known, with the known one it comes nearest to.
/// Gives that one.
pub fn complain_of_key<'k>(
    key: &Located<String>,
    known: &[&'k str],
    decoder: &mut Decoder<'_>,
) -> Option<&'k str> {
    let message = format!(
        "`{}` is not a key that is known here",
        shortened(&key.value)
    );
    if decoder.complaints.are_full() {
        // To look for what was meant takes time.
        decoder.complain(Diagnostic::new(Code::UnknownKey, Some(key.at), message));
        return None;
    }
    let if_of_text = cut::if_of_text(key, decoder.sources);
    let help = suggestion(&key.value, known) + if_of_text;
    decoder.complain(Diagnostic::new(Code::UnknownKey, Some(key.at), message).help(help));
    nearest(&key.value, known)
}

/// Complains of a name that is not defined, with the defined one it comes nearest to.
pub fn complain_of_name(
    kind: &str,
    name: &Located<String>,
    known: &[&str],
    complaints: &mut Complaints,
) {
    let message = format!("there is no {kind} `{}`", name.value);
    let complaint = Diagnostic::new(Code::UnknownName, Some(name.at), message);
    // To look for what was meant takes time.
    if complaints.are_full() {
        complaints.push(complaint);
    } else {
        complaints.push(complaint.help(suggestion(&name.value, known)));
    }
}

/// "did you mean" the nearest, or the list of what there is.
fn suggestion(word: &str, known: &[&str]) -> String {
    /// More names than this are not listed.
    const MOST_LISTED: usize = 30;
    match nearest(word, known) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if known.is_empty() => "none is defined".to_owned(),
        None if known.len() > MOST_LISTED => {
            format!("known here: {} and others", known[..MOST_LISTED].join(", "))
        }
        None => format!("known here: {}", known.join(", ")),
    }
}

/// The known word a mistyped one comes nearest to, if it comes near.
fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    /// Words less alike than this are not worth suggesting (0 to 1, Jaro-Winkler).
    const LEAST_LIKENESS: f64 = 0.8;
    /// A longer word is no typing error, and comparing takes time.
    const LONGEST: usize = 60;
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let compared = known[..known.len().min(MOST_COMPARED)].iter();
    let likeness = |other: &str| strsim::jaro_winkler(&word, &other.to_lowercase());
    let alike = compared.map(|other| (likeness(other), *other));
    let nearest = alike.max_by(|one, two| one.0.total_cmp(&two.0))?;
    (nearest.0 >= LEAST_LIKENESS).then_some(nearest.1)
}

/// A name as a complaint shows it: not longer than a line.
pub(super) fn shortened(name: &str) -> String {
    /// What fits beside the rest of a message.
    const LONGEST: usize = 40;
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    name.chars().take(LONGEST).chain(['…']).collect()
}

/// Complains that a needed key is missing.
pub fn complain_of_missing(key: &str, expected: &str, node: &Node, decoder: &mut Decoder<'_>) {
    let message = format!("the key `{key}` is missing");
    decoder.complain(
        Diagnostic::new(Code::MissingKey, Some(node.span), message)
            .label(format!("`{key}` belongs in this block"))
            .help(format!("add `{key}:` with {expected}")),
    );
}

/// The one key of a block that should have just one.
pub fn the_only_key<'n>(
    node: &Node,
    pairs: Vec<(Located<String>, &'n Node)>,
    expected: &str,
    decoder: &mut Decoder<'_>,
) -> Option<(Located<String>, &'n Node)> {
    let mut pairs = pairs.into_iter();
    let first = pairs.next();
    if let Some((key, _)) = pairs.next() {
        let message = format!("`{}` is a second key where {expected} has one", key.value);
        decoder.complain(
            Diagnostic::new(Code::UnknownKey, Some(key.at), message)
                .help("begin it with `- ` on a line of its own, or indent it under the key above"),
        );
    }
    if first.is_none() {
        decoder.wrong_type::<()>(node, expected);
    }
    first
}
