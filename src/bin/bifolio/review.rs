//! `bifolio review`: what a PDF is, and what is wrong with it.

use std::fmt::Write as _;
use std::path::Path;

use bifolio::base::edition::Editions;
use bifolio::base::pdf::refused::PdfRefused;
use bifolio::review::{self, Facts, Finding, FontFact, Purpose, Review, script};
use serde_json::json;

use crate::args::{Common, Format, ReviewArguments};
use crate::input;
use crate::outcome::{self, Outcome, counted, printable, tell};
use crate::progress::Progress;

/// What every report ends with.
const LIMITS: &str = "This does not replace veraPDF, which checks every clause of the standards.";

/// Reviews a PDF. The report is the result, on standard output.
pub(crate) fn run(arguments: &ReviewArguments, common: &Common) -> Outcome {
    let path = &arguments.file;
    let bytes = match input::read(path) {
        Ok(bytes) => bytes,
        Err(outcome) => return outcome,
    };
    if arguments.script {
        return match script::script(bytes) {
            Ok(script) => outcome::print(script.as_bytes()),
            Err(error) => refused(path, &error),
        };
    }
    let purpose = purpose(arguments, common.editions);
    let progress = Progress::of("reading the PDF", common);
    let review = review::review(bytes, purpose);
    drop(progress);
    let review = match review {
        Ok(review) => review,
        Err(error) => return refused(path, &error),
    };
    let report = match common.format {
        Format::Json => json(&review),
        Format::Short => short(path, &review),
        Format::Human => human(path, &review, common.quiet),
    };
    match outcome::print(report.as_bytes()) {
        Outcome::Done if !review.passes() => Outcome::ReviewFailed,
        Outcome::Done if common.deny_warnings && !review.findings.is_empty() => {
            Outcome::WarningsDenied
        }
        printed => printed,
    }
}

/// What the file is to be, if that was said.
pub(crate) fn purpose(arguments: &ReviewArguments, editions: Editions) -> Option<Purpose> {
    // Only sheets are judged by what a printer prints.
    let implied = editions.imposed().filter(|_| arguments.black_and_white);
    let edition = match &arguments.purpose {
        Some(name) => editions.named(name),
        None => implied,
    };
    edition.map(|edition| Purpose::by(edition.standard, arguments.black_and_white))
}

/// A file that cannot be reviewed is itself the complaint.
fn refused(path: &Path, error: &PdfRefused) -> Outcome {
    tell!("error: {}: {error}", path.display());
    Outcome::ReviewFailed
}

fn json(review: &Review) -> String {
    let report = json!({
        "passes": review.passes(),
        "judged_as": review.purpose.to_string(),
        "facts": review.facts,
        "findings": review.findings,
        "note": LIMITS,
    });
    format!("{report:#}\n")
}

fn place(finding: &Finding) -> String {
    let page = finding.page.map(|page| format!("page {page}"));
    let parts = [page, finding.source.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

fn short(path: &Path, review: &Review) -> String {
    let mut report = String::new();
    for finding in &review.findings {
        let place = place(finding);
        let place = if place.is_empty() {
            place
        } else {
            format!("{place}: ")
        };
        let (path, severity, rule) = (path.display(), finding.severity, finding.rule);
        let message = printable(&finding.message);
        let _ = writeln!(report, "{path}: {severity}: {place}{message} [{rule}]");
    }
    report
}

fn human(path: &Path, review: &Review, is_quiet: bool) -> String {
    let mut report = String::new();
    if !is_quiet {
        let _ = writeln!(report, "{}", path.display());
        let _ = writeln!(report, "  {:<12} {}", "judged as", review.purpose);
        for (what, says) in rows(&review.facts) {
            let _ = writeln!(report, "  {what:<12} {}", printable(&says));
        }
        report.push('\n');
    }
    for finding in &review.findings {
        let place = place(finding);
        let _ = writeln!(
            report,
            "{}[{}]: {}",
            finding.severity,
            finding.rule,
            printable(&finding.message)
        );
        if !place.is_empty() {
            let _ = writeln!(report, "  --> {}", printable(&place));
        }
    }
    if !is_quiet {
        let n_errors = review.findings.iter().filter(|it| it.is_error()).count();
        let n_warnings = review.findings.len() - n_errors;
        if !review.findings.is_empty() {
            report.push('\n');
        }
        let verdict = if n_errors == 0 { "passes" } else { "fails" };
        let _ = writeln!(
            report,
            "{verdict}: {}, {}. {LIMITS}",
            counted(n_errors, "error"),
            counted(n_warnings, "warning")
        );
    }
    report
}

/// The facts, one line each.
fn rows(facts: &Facts) -> Vec<(&'static str, String)> {
    let none = || "none".to_owned();
    let mut standards = vec![format!("PDF {}", facts.version)];
    standards.extend(facts.standards.iter().cloned());
    let tags = facts.tags.iter().map(|(tag, n)| format!("{n} {tag}"));
    let attachments = facts.attachments.iter().map(|file| {
        let kilobytes = file.bytes.div_ceil(1024);
        format!("{} ({}, {kilobytes} KB)", file.name, file.relationship)
    });
    let smallest = facts.smallest_text;
    let smallest = smallest.map_or_else(none, |size| format!("from {size} pt"));
    let pages = format!("{}: {}", facts.pages, sizes(facts).join(", "));
    let pictures = format!(
        "{}; {} tags with words in their place",
        facts.pictures, facts.alternatives
    );
    let links = format!(
        "{} inside, {} outside",
        facts.links_inside, facts.links_outside
    );
    vec![
        ("title", facts.title.clone().unwrap_or_else(none)),
        ("language", facts.language.clone().unwrap_or_else(none)),
        ("standards", standards.join(", ")),
        ("pages", pages),
        ("tags", listed(tags)),
        ("fonts", listed(facts.fonts.iter().map(font))),
        ("type", smallest),
        (
            "colours",
            listed(facts.colors.iter().map(|it| (*it).to_owned())),
        ),
        ("pictures", pictures),
        ("outline", format!("{} lines", facts.outline)),
        ("links", links),
        ("attached", listed(attachments)),
    ]
}

fn listed(list: impl Iterator<Item = String>) -> String {
    let list: Vec<String> = list.collect();
    if list.is_empty() {
        "none".to_owned()
    } else {
        list.join(", ")
    }
}

fn sizes(facts: &Facts) -> Vec<String> {
    let sizes = facts.sizes.iter().map(|size| {
        let (width, height) = (size.width_mm, size.height_mm);
        if facts.sizes.len() == 1 {
            format!("{width} × {height} mm")
        } else {
            format!("{} of {width} × {height} mm", size.pages)
        }
    });
    sizes.collect()
}

/// A font, and what it lacks.
fn font(font: &FontFact) -> String {
    let mut said = font.name.clone();
    for (holds, lack) in [
        (font.embedded, "not embedded"),
        (font.text_map, "no text map"),
    ] {
        if !holds {
            let _ = write!(said, " ({lack})");
        }
    }
    said
}
