//! YAML to located nodes; with `not_yaml` it alone knows the YAML crate.
//!
//! Takes a file's text, gives the tree. Depth and number of nodes are bounded; anchors and aliases, which could make a small file huge, are
//! refused.

use serde_saphyr::granit_parser::{self, Event, Parser, ScalarStyle, Span as ParserSpan};

use super::node::{Node, NodeKind, Scalar, Style};
use super::not_yaml::Stop;
use crate::base::diagnostic::{Code, Diagnostic, FileId, Span};

/// How deep lists and blocks may stand in each other.
const DEEPEST: usize = 64;

/// How many values a file may have: a names list of 10,000 has 50,000.
const MOST_NODES: usize = 500_000;

/// Reads a file's text. `None` if there is nothing in it.
pub fn parse(file: FileId, text: &str) -> Result<Option<Node>, Box<Diagnostic>> {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        block_nesting_limit: DEEPEST,
        flow_nesting_limit: DEEPEST,
    };
    let mut builder = Builder {
        file,
        text,
        open: Vec::new(),
        root: None,
        n_nodes: 0,
        n_documents: 0,
        last_scalar: Span {
            file,
            start: 0,
            end: 0,
        },
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| Box::new(builder.stop().complaint(&error)))?;
        builder.take(event, &span)?;
    }
    Ok(builder.root)
}

/// Builds the tree without recursion.
struct Builder<'t> {
    file: FileId,
    text: &'t str,
    /// The lists and maps not yet closed, each with its children so far.
    open: Vec<(Node, Vec<Node>)>,
    root: Option<Node>,
    n_nodes: usize,
    n_documents: usize,
    /// Where the last value was read, if it has words.
    last_scalar: Span,
}

impl Builder<'_> {
    fn span(&self, span: &ParserSpan) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span {
            file: self.file,
            start: range.start as u32,
            end: range.end as u32,
        }
    }

    fn take(&mut self, event: Event<'_>, span: &ParserSpan) -> Result<(), Box<Diagnostic>> {
        let at = self.span(span);
        refuse(&event, at)?;
        match event {
            Event::DocumentStart(..) => {
                self.n_documents += 1;
                if self.n_documents > 1 {
                    let message = "a second document begins here";
                    let help = "remove the line `---`: one file is one booklet";
                    return Err(refusal(at, message, help));
                }
                Ok(())
            }
            Event::Scalar(text, style, _, tag) => {
                let is_nothing = style == ScalarStyle::Plain && at.start == at.end && tag.is_none();
                let scalar = Scalar {
                    text: text.into_owned(),
                    style: our_style(style),
                };
                self.take_scalar((!is_nothing).then_some(scalar), at)
            }
            Event::SequenceStart(..) => self.begin(NodeKind::List(Vec::new()), at),
            Event::MappingStart(..) => self.begin(NodeKind::Map(Vec::new()), at),
            Event::SequenceEnd | Event::MappingEnd => self.end(at),
            _ => Ok(()),
        }
    }

    /// Takes a scalar in, or the lack of one.
    fn take_scalar(&mut self, scalar: Option<Scalar>, at: Span) -> Result<(), Box<Diagnostic>> {
        let is_empty_block = scalar.as_ref().is_some_and(|it| {
            matches!(it.style, Style::Literal | Style::Folded) && it.text.trim().is_empty()
        });
        let span = if is_empty_block {
            self.before(at)
        } else {
            self.without_trailing_blanks(at)
        };
        if scalar.is_some() {
            self.last_scalar = span;
        }
        let kind = scalar.map_or(NodeKind::Nothing, NodeKind::Scalar);
        self.close(Node { span, kind })
    }

    /// Begins a list or a block.
    fn begin(&mut self, kind: NodeKind, at: Span) -> Result<(), Box<Diagnostic>> {
        self.open.push((Node { span: at, kind }, Vec::new()));
        if self.open.len() <= DEEPEST {
            return Ok(());
        }
        let message = "lists and blocks stand too deep in each other";
        Err(refusal(
            at,
            message,
            "a booklet needs no more than ten levels",
        ))
    }

    /// Ends the innermost list or block.
    fn end(&mut self, at: Span) -> Result<(), Box<Diagnostic>> {
        let Some((mut node, children)) = self.open.pop() else {
            return Ok(());
        };
        let last_end = children
            .last()
            .map_or(node.span.end, |child| child.span.end);
        node.span.end = if at.start == at.end { last_end } else { at.end };
        node.kind = match node.kind {
            NodeKind::Map(_) => NodeKind::Map(pairs(children)),
            _ => NodeKind::List(children),
        };
        self.close(node)
    }

    /// The last thing written before a place: of an empty block scalar, the mark that opens it.
    fn before(&self, mut at: Span) -> Span {
        let written = self.text.get(..at.start as usize).unwrap_or("").trim_end();
        at.end = written.len() as u32;
        at.start = at.end.saturating_sub(1);
        at
    }

    /// A block scalar's span reaches into the line after it; a complaint should not.
    fn without_trailing_blanks(&self, mut at: Span) -> Span {
        if let Some(written) = self.text.get(at.start as usize..at.end as usize) {
            at.end = at.start + written.trim_end().len() as u32;
        }
        at
    }

    /// The innermost list or block that was opened with a bracket and is not closed.
    fn open_bracket(&self) -> Option<Span> {
        let (node, _) = self.open.last()?;
        let start = node.span.start as usize;
        let is_bracket = self.text.get(start..)?.starts_with(['[', '{']);
        is_bracket.then(|| Span {
            end: node.span.start + 1,
            ..node.span
        })
    }

    /// Where reading stops, if it stops here.
    fn stop(&self) -> Stop<'_> {
        Stop {
            file: self.file,
            text: self.text,
            last_scalar: self.last_scalar,
            bracket: self.open_bracket(),
        }
    }

    fn close(&mut self, node: Node) -> Result<(), Box<Diagnostic>> {
        self.n_nodes += 1;
        if self.n_nodes > MOST_NODES {
            let message = format!("the file has more than {MOST_NODES} values");
            let complaint = Diagnostic::new(Code::TooLarge, Some(node.span), message)
                .help("is this the right file?");
            return Err(Box::new(complaint));
        }
        match self.open.last_mut() {
            Some((_, children)) => children.push(node),
            None => self.root = Some(node),
        }
        Ok(())
    }
}

/// Refuses aliases, anchors and tags.
fn refuse(event: &Event<'_>, at: Span) -> Result<(), Box<Diagnostic>> {
    let (message, help) = match event {
        Event::Alias(_) | Event::UnresolvedAlias(_) => (
            "a value begins with `*`, which in YAML is an alias",
            "put the text in quotes; bifolio does not use aliases",
        ),
        Event::Scalar(_, _, anchor, _)
        | Event::SequenceStart(_, anchor, _)
        | Event::MappingStart(_, anchor, _)
            if *anchor != 0 =>
        {
            (
                "a value begins with `&`, which in YAML is an anchor",
                "put the text in quotes; bifolio does not use anchors",
            )
        }
        Event::Scalar(_, _, _, Some(_)) => (
            "a value has a YAML tag, which begins with `!`",
            "put the text in quotes, or remove the tag",
        ),
        _ => return Ok(()),
    };
    Err(refusal(at, message, help))
}

fn refusal(at: Span, message: &str, help: &str) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::Syntax, Some(at), message).help(help))
}

fn our_style(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

fn pairs(children: Vec<Node>) -> Vec<(Node, Node)> {
    let mut children = children.into_iter();
    let mut pairs = Vec::with_capacity(children.len() / 2);
    while let (Some(key), Some(value)) = (children.next(), children.next()) {
        pairs.push((key, value));
    }
    pairs
}
