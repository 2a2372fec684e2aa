//! What is wrong, as the browser gets it: each complaint with its line in three parts.

use serde::Serialize;

use crate::base::diagnostic::{Complaints, Diagnostic, Sources};

/// The longest piece of a line that is shown beside a complaint, in characters.
const LONGEST_LINE: usize = 160;

/// What is wrong, as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// Whether an error keeps the pages from being made.
    errors: bool,
    complaints: Vec<ComplaintDescription>,
    /// How many more there are.
    more: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ComplaintDescription {
    severity: &'static str,
    code: &'static str,
    message: String,
    label: String,
    help: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<PlaceDescription>,
}

/// A place in a file, with the line around it in three parts: before the mark, marked, after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct PlaceDescription {
    /// Its name in the booklet's folder, if it can be opened.
    file: Option<String>,
    path: String,
    line: usize,
    column: usize,
    text: [String; 3],
}

impl Wrong {
    /// The complaints of a build.
    pub fn of(complaints: &Complaints, sources: &Sources) -> Self {
        let described = complaints
            .sorted()
            .into_iter()
            .map(|it| describe(it, sources));
        Self {
            errors: complaints.has_errors(),
            complaints: described.collect(),
            more: complaints.n_left_out(),
        }
    }
}

fn describe(complaint: &Diagnostic, sources: &Sources) -> ComplaintDescription {
    let place = complaint.at.and_then(|at| {
        let file = sources.file(at.file)?;
        let (line, column) = sources.line_and_column(at)?;
        let boundary = |offset: u32| {
            let mut offset = (offset as usize).min(file.text.len());
            while !file.text.is_char_boundary(offset) {
                offset += 1;
            }
            offset
        };
        let (start, end) = (boundary(at.start), boundary(at.end));
        let begin = file.text[..start].rfind('\n').map_or(0, |it| it + 1);
        let end_of_line = file.text[start..].find('\n');
        let end_of_line = end_of_line.map_or(file.text.len(), |it| start + it);
        // A value of twenty lines is marked to the end of its first.
        let marked_to = end.clamp(start, end_of_line);
        let part = |range: std::ops::Range<usize>| file.text.get(range).unwrap_or_default();
        let before = part(begin..start).trim_start();
        let hidden = before.chars().count().saturating_sub(LONGEST_LINE / 2);
        Some(PlaceDescription {
            file: file.name.clone(),
            path: file.path.clone(),
            line,
            column,
            text: [
                before.chars().skip(hidden).collect(),
                part(start..marked_to).chars().take(LONGEST_LINE).collect(),
                part(marked_to..end_of_line)
                    .chars()
                    .take(LONGEST_LINE / 2)
                    .collect(),
            ],
        })
    });
    ComplaintDescription {
        severity: complaint.severity().word(),
        code: complaint.code.number(),
        message: complaint.said().into_owned(),
        label: complaint.label.clone(),
        help: complaint.help.clone(),
        place,
    }
}
