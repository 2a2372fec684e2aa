//! The checklist: what a committee must find right, each with the pages it stands on, as tables in HTML.
//!
//! Takes a booklet with its pages: words are listed as the booklet has them, and looked for as they are
//! printed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::printed::Printed;
use crate::base::xml::escaped_quotes;
use crate::content::booklet::{Booklet, PersonIdx};
use crate::design::language::Row;
use crate::layout::page::Pages;

/// A line of the checklist.
struct Line {
    /// What it is, such as `speaker`.
    what: &'static str,
    /// Its words.
    text: String,
    /// The pages it stands on.
    pages: String,
}

/// What a committee checks. `row` is what is known of the booklet's language.
pub fn checklist(booklet: &Booklet, row: &Row, pages: &Pages) -> String {
    let printed = Printed::on(pages);
    let groups = [
        ("Title and dates", cover(booklet, row, &printed)),
        ("Speakers, names and titles", people(booklet, &printed)),
        ("Figures", figures(booklet, row, &printed)),
        ("Credits of pictures", credits(booklet, &printed)),
    ];
    let mut html = String::new();
    for (heading, lines) in groups {
        if !lines.is_empty() {
            table(&mut html, heading, &lines, booklet.language.value.tag());
        }
    }
    html
}

/// A line of words that are looked for as they are.
fn line(what: &'static str, text: String, printed: &Printed<'_>) -> Line {
    let pages = printed.pages_with(&text);
    Line { what, text, pages }
}

fn cover(booklet: &Booklet, row: &Row, printed: &Printed<'_>) -> Vec<Line> {
    let language = booklet.language.value;
    let mut lines = vec![line("title", booklet.title.plain(language), printed)];
    if let Some(subtitle) = &booklet.subtitle {
        lines.push(line("subtitle", subtitle.plain(language), printed));
    }
    lines.push(line("date", row.date(booklet.date), printed));
    if let Some(day) = booklet.commemorates {
        lines.push(line("day that is remembered", row.date(day), printed));
    }
    lines
}

/// The people, each with their titles.
fn people(booklet: &Booklet, printed: &Printed<'_>) -> Vec<Line> {
    let language = booklet.language.value;
    let speaks = |idx: usize| {
        let mut blocks = booklet.sections.iter().map(|section| &section.block);
        blocks.any(|block| block.statement().is_some_and(|it| it.by == PersonIdx(idx)))
    };
    let mut lines = Vec::new();
    for (idx, person) in booklet.people.iter().enumerate() {
        let what = if speaks(idx) { "speaker" } else { "person" };
        lines.push(line(what, person.full_name(language), printed));
        let titles = person.titles.iter();
        lines.extend(titles.map(|title| line("title", title.plain(language), printed)));
    }
    lines
}

fn figures(booklet: &Booklet, row: &Row, printed: &Printed<'_>) -> Vec<Line> {
    let lines = booklet.figures.iter().map(|figure| {
        let number = row.number(figure.value);
        let label = figure.label.plain(booklet.language.value);
        Line {
            what: "figure",
            text: format!("{number} {label}"),
            pages: printed.pages_with_number(figure.value),
        }
    });
    lines.collect()
}

fn credits(booklet: &Booklet, printed: &Printed<'_>) -> Vec<Line> {
    let mut credits: BTreeSet<String> = BTreeSet::new();
    for picture in booklet.pictures() {
        let credit = picture.credit.as_ref();
        credits.extend(credit.map(|it| it.plain(booklet.language.value)));
    }
    let lines = credits.into_iter();
    lines.map(|it| line("credit", it, printed)).collect()
}

/// Writes lines as a table under a heading.
fn table(html: &mut String, heading: &str, lines: &[Line], language: &str) {
    let _ = writeln!(
        html,
        "<h2>{heading}</h2>\n<table>\n<thead><tr><th scope=\"col\">Right</th><th scope=\"col\">What</th>\
         <th scope=\"col\">As printed</th><th scope=\"col\">Pages</th></tr></thead>\n<tbody>"
    );
    for Line { what, text, pages } in lines {
        let text = escaped_quotes(text);
        let _ = writeln!(
            html,
            "<tr><td class=\"tick\"><span></span></td><td>{what}</td><td lang=\"{language}\">{text}</td><td>{pages}</td></tr>"
        );
    }
    html.push_str("</tbody>\n</table>\n");
}
