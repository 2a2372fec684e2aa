//! What stands in a YAML file: a tree in which every key and value knows its place. `yaml` reads it.

use crate::base::diagnostic::Span;
use crate::base::shown;

/// A value and its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// Nothing is written after the key.
    Nothing,
    /// A text, number or date.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the file, repeated keys included.
    Map(Vec<(Node, Node)>),
}

/// A text, number or date as written.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// The text, with escapes and folding undone.
    pub text: String,
    /// How it is written.
    pub style: Style,
}

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without marks; could be a number.
    Plain,
    /// In quotes.
    Quoted,
    /// After `|`: line for line.
    Literal,
    /// After `>`: lines run together.
    Folded,
}

impl Node {
    /// What the node is, in words for a complaint.
    pub fn description(&self) -> String {
        match &self.kind {
            NodeKind::Nothing => "nothing".into(),
            NodeKind::List(_) => "a list".into(),
            NodeKind::Map(_) => "a block of keys".into(),
            NodeKind::Scalar(scalar) => {
                format!("`{}`", shown::first_line(&scalar.text, shown::NAME))
            }
        }
    }
}
