//! YAML to located nodes. The only file that knows the YAML crate.
//!
//! Takes a file's text, gives a tree in which every key and value knows its place. Depth and
//! number of nodes are bounded; anchors and aliases, which could make a small file huge, are
//! refused.

use serde_saphyr::granit_parser::{
    self, ErrorKind, Event, Parser, ScalarStyle, ScanError, Span as ParserSpan,
};

use super::cut;
use crate::base::diagnostic::{Code, Diagnostic, FileId, Span};

/// How deep lists and blocks may stand in each other.
const DEEPEST: usize = 64;

/// How many values a file may have: a names list of 10,000 has 50,000.
const MOST_NODES: usize = 500_000;

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
                let first_line = scalar.text.lines().next().unwrap_or("");
                let mut shown: String = first_line.chars().take(40).collect();
                if shown.len() < scalar.text.trim_end().len() {
                    shown.push('…');
                }
                format!("`{shown}`")
            }
        }
    }
}

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
        let (event, span) = event.map_err(|error| Box::new(builder.syntax_error(&error)))?;
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
        match event {
            Event::DocumentStart(..) => {
                self.n_documents += 1;
                if self.n_documents > 1 {
                    let message = "a second document begins here";
                    return refuse(
                        at,
                        message,
                        "remove the line `---`: one file is one booklet",
                    );
                }
                Ok(())
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => refuse(
                at,
                "a value begins with `*`, which in YAML is an alias",
                "put the text in quotes; bifolio does not use aliases",
            ),
            Event::Scalar(_, _, anchor, _)
            | Event::SequenceStart(_, anchor, _)
            | Event::MappingStart(_, anchor, _)
                if anchor != 0 =>
            {
                let message = "a value begins with `&`, which in YAML is an anchor";
                refuse(
                    at,
                    message,
                    "put the text in quotes; bifolio does not use anchors",
                )
            }
            Event::Scalar(_, _, _, Some(_)) => refuse(
                at,
                "a value has a YAML tag, which begins with `!`",
                "put the text in quotes, or remove the tag",
            ),
            Event::Scalar(text, style, _, tag) => {
                let is_nothing = style == ScalarStyle::Plain && at.start == at.end && tag.is_none();
                let kind = if is_nothing {
                    NodeKind::Nothing
                } else {
                    NodeKind::Scalar(Scalar {
                        text: text.into_owned(),
                        style: our_style(style),
                    })
                };
                let is_empty_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded)
                    && matches!(&kind, NodeKind::Scalar(scalar) if scalar.text.trim().is_empty());
                let at = if is_empty_block {
                    self.before(at)
                } else {
                    self.without_trailing_blanks(at)
                };
                if !is_nothing {
                    self.last_scalar = at;
                }
                self.close(Node { span: at, kind })
            }
            Event::SequenceStart(..) => {
                self.open.push((
                    Node {
                        span: at,
                        kind: NodeKind::List(Vec::new()),
                    },
                    Vec::new(),
                ));
                self.not_too_deep(at)
            }
            Event::MappingStart(..) => {
                self.open.push((
                    Node {
                        span: at,
                        kind: NodeKind::Map(Vec::new()),
                    },
                    Vec::new(),
                ));
                self.not_too_deep(at)
            }
            Event::SequenceEnd | Event::MappingEnd => {
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
            _ => Ok(()),
        }
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

    fn not_too_deep(&self, at: Span) -> Result<(), Box<Diagnostic>> {
        if self.open.len() <= DEEPEST {
            return Ok(());
        }
        let message = "lists and blocks stand too deep in each other";
        refuse(at, message, "a booklet needs no more than ten levels")
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

    fn syntax_error(&self, error: &ScanError) -> Diagnostic {
        let offset = error
            .marker()
            .byte_offset()
            .unwrap_or(0)
            .min(self.text.len());
        if let Some(complaint) = self.cut_text(error, offset) {
            return complaint;
        }
        let (message, help) = self.explain(error, offset);
        let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(offset)), message)
            .label("reading stopped here")
            .help(help);
        match self.open_bracket() {
            Some(bracket) => complaint.also(bracket, "this bracket is still open"),
            None => complaint,
        }
    }

    /// The place of a mark of one byte.
    fn mark(&self, offset: usize) -> Span {
        Span {
            file: self.file,
            start: offset as u32,
            end: offset as u32 + 1,
        }
    }

    /// What is said where a text without its quotes, or with one of them, led to the error: how it is
    /// written whole.
    fn cut_text(&self, error: &ScanError, offset: usize) -> Option<Diagnostic> {
        let info = error.info();
        if info.starts_with("comment intercepting") {
            let read = self.text.get(..=offset).unwrap_or(self.text);
            let hash = read.rfind('#')?;
            let message = "a remark begins after ` #`, and the text goes on below it";
            let help = "put a text that contains ` #` in quotes, or under `|-` on lines of its own";
            let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(hash)), message);
            return Some(complaint.label("the remark begins here").help(help));
        }
        if info.contains("trailing content after") {
            return self.late_quote(offset);
        }
        // What is in brackets may be read only when they are closed.
        let read = self.last_scalar.end as usize;
        let opened = self.open_bracket().map_or(read, |it| it.start as usize);
        if let Some((hash, words)) = cut::hidden_bracket(self.text, opened.min(read), offset) {
            let message = "a remark begins after ` #`, and the bracket that closes stands in it";
            let help = format!("put the text in quotes: {}", cut::quoted(words));
            let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(hash)), message);
            return Some(complaint.label("the remark begins here").help(help));
        }
        let (message, help) = self.meant(offset)?;
        let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(offset)), message);
        Some(complaint.label("reading stopped here").help(help))
    }

    /// What was meant where reading stopped at a colon or at a mark.
    fn meant(&self, offset: usize) -> Option<(String, String)> {
        if let Some(words) = cut::around_colon(self.text, offset) {
            let quoted = cut::quoted(words);
            return Some((
                "a colon stands where YAML does not expect one".to_owned(),
                format!("put a text that contains a colon in quotes: {quoted}"),
            ));
        }
        if let Some(item) = cut::after_dash(self.text, offset) {
            return Some((
                "a space is missing after the dash".to_owned(),
                format!("write `- {}`", cut::beginning(item)),
            ));
        }
        let words = cut::taken_for_mark(self.text, offset)?;
        let mark = words.chars().next()?;
        Some((
            format!("a text begins with `{mark}`, which means something else in YAML"),
            format!("put the text in quotes: {}", cut::quoted(words)),
        ))
    }

    /// What is said of a quote that only another text's quote closes, lines below.
    fn late_quote(&self, offset: usize) -> Option<Diagnostic> {
        let last = self.last_scalar;
        let from = if last.end as usize >= self.text[..offset].trim_end().len() {
            last.start
        } else {
            last.end
        };
        let opened = cut::opening_quote(self.text, from as usize, offset)?;
        let closed = self.text[..offset].trim_end().len() - 1;
        let message = "a quote is opened, and closed only by the quote of another text";
        let complaint = Diagnostic::new(Code::Syntax, Some(self.mark(opened)), message)
            .label("opened here")
            .also(self.mark(closed), "closed here");
        Some(complaint.help("close the quote at the end of its text"))
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

    fn explain(&self, error: &ScanError, offset: usize) -> (String, &'static str) {
        let line_start = self.text[..offset]
            .rfind('\n')
            .map_or(0, |newline| newline + 1);
        let line = self.text[line_start..].lines().next().unwrap_or("");
        let next = self.text[offset..]
            .split_once('\n')
            .map_or("", |(_, rest)| rest);
        let info = error.info();
        let mark = self.text[offset..].chars().next().unwrap_or(' ');
        let near_tab = line.starts_with('\t')
            || line.trim_start_matches(' ').starts_with('\t')
            || next.starts_with('\t');
        match error.kind() {
            _ if near_tab => (
                "a tab indents a line, which YAML does not allow".into(),
                "replace the tab with spaces",
            ),
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
                "a colon stands where YAML does not expect one".into(),
                "put a text that contains a colon in quotes, and check that the line above is complete and that lines of one block begin at one depth",
            ),
            ErrorKind::UnclosedQuotedScalar => (
                "a quote is opened and never closed".into(),
                "close the quote at the end of the text",
            ),
            ErrorKind::RecursionLimitExceeded => (
                "lists and blocks stand too deep in each other".into(),
                "a booklet needs no more than ten levels",
            ),
            _ if info.contains("trailing content after") => (
                "a text in quotes ends before this place, and more follows".into(),
                "a text that contains quotes goes after `|-` on a line of its own, or in the other kind of quotes; also look for a quote above that is never closed",
            ),
            _ if info.starts_with("simple key expected") => (
                "this line is neither `key: value` nor part of the text above".into(),
                "write `key: ` with a space after the colon; words of a text stand under `key: |-`, indented deeper than the key",
            ),
            _ if info.contains("did not find expected key") => (
                "this line begins at a depth that does not fit the lines above".into(),
                "let the lines of one block begin at one depth; a list item begins with `- `, with a space",
            ),
            _ if info.starts_with("unclosed bracket") => (
                format!("a `{mark}` is opened and never closed"),
                "close the bracket at the end of the list or block",
            ),
            _ => explain_mark(&info, mark),
        }
    }
}

/// What is said of an error at a mark.
fn explain_mark(info: &str, mark: char) -> (String, &'static str) {
    if info.contains("did not find expected comment or line break") {
        let message = format!("words stand after `{mark}` on its line");
        let help = "write the words on the lines below it, indented deeper than the key; if the mark belongs to the \
                    text, put the whole text in quotes";
        (message, help)
    } else if info.contains("did not find expected ','") {
        let message = "more words stand where a comma or a closing bracket is expected";
        let help = "put a text that begins with a bracket or a quote in quotes, and commas between the items of a list";
        (message.to_owned(), help)
    } else if info.starts_with("unexpected character") && matches!(mark, '%' | '@' | '`') {
        let message = format!("a text begins with `{mark}`, which YAML keeps for itself");
        (message, "put the text in quotes")
    } else {
        let message = format!("this is not YAML: {info}");
        let help = "check brackets, quotes and the depth of the lines here and just above";
        (message, help)
    }
}

fn refuse(at: Span, message: &str, help: &str) -> Result<(), Box<Diagnostic>> {
    Err(Box::new(
        Diagnostic::new(Code::Syntax, Some(at), message).help(help),
    ))
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
