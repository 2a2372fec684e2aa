//! Nodes to typed values, gathering every complaint on the way.
//!
//! A type says by [`Decode`] what it expects; the macros in `define` write that for blocks of keys and
//! for choices, `values` and `number` say it of what stands alone. A value that cannot be decoded is complained of and becomes `None`; decoding goes on.

use schemars::JsonSchema;

use super::cut;
use super::meant::{nearest, suggestion};
use super::node::{Node, NodeKind, Scalar, Style};
use super::script::Written;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources, Span};
use crate::base::edition::{EDITIONS, Editions};
use crate::base::language::Language;
use crate::base::shown::{NAME, beginning};

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
                format!(
                    "a space is missing after the dash: `- {}`",
                    beginning(item, NAME)
                )
            }
            (NodeKind::Scalar(scalar), "a list") => {
                format!(
                    "write `[{}]`, or one item a line after `- `",
                    cut::as_item(&scalar.text)
                )
            }
            (NodeKind::Scalar(scalar), "a section") => {
                format!("write `- {}: {{}}`", beginning(scalar.text.trim(), NAME))
            }
            (NodeKind::Scalar(scalar), "a picture") => {
                let file = beginning(scalar.text.trim(), NAME);
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
            decoder.complain(cut::by_comma(
                &cut,
                (&cut_off[0].0, &cut_off[cut.n_keys - 1].0),
            ));
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
        beginning(&key.value, NAME)
    );
    if decoder.complaints.are_full() {
        // To look for what was meant takes time.
        decoder.complain(Diagnostic::new(Code::UnknownKey, Some(key.at), message));
        return None;
    }
    let if_of_text = cut::if_of_text(&key.value, key.at, decoder.sources);
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
