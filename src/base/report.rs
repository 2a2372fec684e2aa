//! How complaints look: for people, on one line each, or as JSON lines.
//!
//! Takes the list and the sources, gives text; whoever calls prints it. Lines come out in the order
//! of the files, so that one can walk through a file from top to bottom.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::diagnostic::{Complaints, Diagnostic, FileId, Severity, Sources, Span};

/// The width lines are laid out for: what a terminal shows without wrapping.
const COLUMNS: usize = 100;

/// Which look is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportStyle {
    /// With the line of the file, marked; in colour.
    HumanColored,
    /// The same without colour.
    Human,
    /// `file:line:column: error: message [code]`, as editors read it.
    Short,
    /// One JSON object a line.
    Json,
}

/// The whole list as text, ending in a line break unless there is nothing to say.
pub fn report(complaints: &Complaints, sources: &Sources, style: ReportStyle) -> String {
    let mut text = String::new();
    for diagnostic in complaints.sorted() {
        match style {
            ReportStyle::HumanColored => human(&mut text, diagnostic, sources, &Renderer::styled()),
            ReportStyle::Human => human(&mut text, diagnostic, sources, &Renderer::plain()),
            ReportStyle::Short => short(&mut text, diagnostic, sources),
            ReportStyle::Json => json(&mut text, diagnostic, sources),
        }
    }
    if complaints.n_left_out() > 0 && style != ReportStyle::Json {
        let _ = writeln!(text, "and {} more", complaints.n_left_out());
    }
    text
}

fn human(text: &mut String, diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let said = diagnostic.said();
    let title = level.primary_title(&*said).id(diagnostic.code.number());
    let mut group = Group::with_title(title);
    let primary = diagnostic.at.map(|at| (at, diagnostic.label.as_str()));
    let second = diagnostic
        .also
        .as_ref()
        .map(|(at, label)| (*at, label.as_str()));
    let marks = primary.map(|mark| (mark, AnnotationKind::Primary));
    let marks = marks
        .into_iter()
        .chain(second.map(|mark| (mark, AnnotationKind::Context)));
    let mut by_file: Vec<(FileId, Snippet<'_, _>)> = Vec::new();
    for ((at, label), kind) in marks {
        let Some(file) = sources.file(at.file) else {
            continue;
        };
        let range = within(&file.text, at);
        let mut annotation = kind.span(range);
        if !label.is_empty() {
            annotation = annotation.label(label);
        }
        if let Some((_, snippet)) = by_file.iter_mut().find(|(file, _)| *file == at.file) {
            *snippet = snippet.clone().annotation(annotation);
        } else {
            let snippet = Snippet::source(&*file.text).path(&file.path);
            by_file.push((at.file, snippet.annotation(annotation)));
        }
    }
    for (_, snippet) in by_file {
        group = group.element(snippet);
    }
    if !diagnostic.help.is_empty() {
        group = group.element(Level::HELP.message(&diagnostic.help));
    }
    let rendered = renderer.clone().term_width(COLUMNS).render(&[group]);
    let _ = writeln!(text, "{rendered}\n");
}

/// The part of a span that is in the text, not longer than its first line: a value of twenty lines
/// is marked where it begins.
fn within(text: &str, span: Span) -> std::ops::Range<usize> {
    let start = floor_char_boundary(text, span.start as usize);
    let end = floor_char_boundary(text, (span.end as usize).max(start));
    let line_end = text[start..end]
        .find('\n')
        .map_or(end, |newline| start + newline);
    start..line_end
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn short(text: &mut String, diagnostic: &Diagnostic, sources: &Sources) {
    if let Some((path, line, column)) = place(diagnostic, sources) {
        let _ = write!(text, "{path}:{line}:{column}: ");
    }
    let severity = diagnostic.severity().word();
    let start = text.len();
    let _ = write!(
        text,
        "{severity}: {} [{}]",
        diagnostic.said(),
        diagnostic.code.number()
    );
    if !diagnostic.help.is_empty() {
        let _ = write!(text, "; {}", diagnostic.help);
    }
    // One line, and nothing in it that a terminal would obey.
    let line: String = text
        .drain(start..)
        .map(|c| if c.is_control() { '�' } else { c })
        .collect();
    text.push_str(&line);
    text.push('\n');
}

fn place<'a>(diagnostic: &Diagnostic, sources: &'a Sources) -> Option<(&'a str, usize, usize)> {
    let at = diagnostic.at?;
    let (line, column) = sources.line_and_column(at)?;
    Some((&sources.file(at.file)?.path, line, column))
}

/// A complaint for a program. The keys are part of the command line's promise.
#[derive(Serialize)]
struct JsonLine<'a> {
    severity: &'a str,
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[u32; 2]>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    help: &'a str,
}

fn json(text: &mut String, diagnostic: &Diagnostic, sources: &Sources) {
    let place = place(diagnostic, sources);
    let said = diagnostic.said();
    let line = JsonLine {
        severity: diagnostic.severity().word(),
        code: diagnostic.code.number(),
        message: &said,
        file: place.map(|(path, _, _)| path),
        line: place.map(|(_, line, _)| line),
        column: place.map(|(_, _, column)| column),
        bytes: diagnostic.at.map(|at| [at.start, at.end]),
        label: &diagnostic.label,
        help: &diagnostic.help,
    };
    if let Ok(line) = serde_json::to_string(&line) {
        text.push_str(&line);
        text.push('\n');
    }
}
