//! The fold proof: one HTML file to leaf through, turn and fold, and to sign.
//!
//! Everything is in the file, nothing is fetched: the pages as pictures, the style, the script. Without
//! scripts, and in print, it is a contact sheet with a checklist.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::base::language::Direction;
use crate::content::booklet::{Booklet, PersonIdx};
use crate::content::figures;
use crate::design::language::Row;
use crate::layout::page::{Mark, Pages, Place};
use crate::press::impose::Imposition;

const HTML: &str = include_str!("../../assets/proof/proof.html");
const CSS: &str = include_str!("../../assets/proof/proof.css");
const JS: &str = include_str!("../../assets/proof/proof.js");
const PAPER_HTML: &str = include_str!("../../assets/paper/paper.html");
const PAPER_CSS: &str = include_str!("../../assets/paper/paper.css");
const PAPER_JS: &str = include_str!("../../assets/paper/paper.js");

/// What the proof of a booklet is made from.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'p> {
    /// The booklet.
    pub booklet: &'p Booklet,
    /// Its language's numbers.
    pub row: &'p Row,
    /// Its pages.
    pub pages: &'p Pages,
    /// Each page as a PNG file.
    pub pictures: &'p [Vec<u8>],
    /// Its sheets.
    pub imposition: &'p Imposition<'p>,
}

impl Proof<'_> {
    /// The proof as HTML.
    pub fn html(&self) -> String {
        let language = self.booklet.language.value;
        let title = self.booklet.title.plain(language);
        let size = self.imposition.page;
        let mut pages = String::new();
        for (page, picture) in self.pages.pages.iter().zip(self.pictures) {
            let number = escaped(&page.label);
            let _ = writeln!(
                pages,
                "<li><figure><img alt=\"Page {number}\" src=\"data:image/png;base64,{}\">\
                 <figcaption>{number}</figcaption></figure></li>",
                STANDARD.encode(picture)
            );
        }
        // The template is gone through once, so that no word of the booklet is taken for a placeholder.
        let parts = [
            ("{css}", [PAPER_CSS, CSS].concat()),
            ("{js}", [PAPER_JS, JS].concat()),
            ("{paper}", PAPER_HTML.to_owned()),
            (
                "{spread}",
                format!("{} / {}", 2.0 * size.width.0, size.height.0),
            ),
            ("{language}", language.tag().to_owned()),
            (
                "{sheets_in_words}",
                escaped(&sentence(&self.imposition.sentence())),
            ),
            ("{data}", self.data()),
            ("{checklist}", self.checklist()),
            ("{pages}", pages),
            ("{title}", escaped(&title)),
        ];
        let mut html =
            String::with_capacity(HTML.len() + parts.iter().map(|it| it.1.len()).sum::<usize>());
        let mut rest = HTML;
        while let Some(open) = rest.find('{') {
            let (before, after) = rest.split_at(open);
            html.push_str(before);
            if let Some((name, text)) = parts.iter().find(|(name, _)| after.starts_with(name)) {
                html.push_str(text);
                rest = &after[name.len()..];
            } else {
                html.push('{');
                rest = &after[1..];
            }
        }
        html.push_str(rest);
        html
    }

    /// What the script needs: numbers only.
    fn data(&self) -> String {
        let sheets = self.imposition.sheets.iter().map(|sheet| {
            json!({
                "front": sheet.front,
                "back": sheet.back,
                "shift": (self.imposition.shift(sheet).to_mm() * 100.0).round() / 100.0,
            })
        });
        let binding = match self.pages.about.direction {
            Direction::LeftToRight => "left",
            Direction::RightToLeft => "right",
        };
        let data = json!({
            "pages": self.pages.pages.len(),
            "binding": binding,
            "width": (self.imposition.page.width.to_mm() * 10.0).round() / 10.0,
            "sheets": sheets.collect::<Vec<_>>(),
        });
        data.to_string()
    }

    // ── the checklist ───────────────────────────────────────────────────────────────────────────

    /// What a committee checks, as tables in HTML.
    pub fn checklist(&self) -> String {
        let (booklet, language) = (self.booklet, self.booklet.language.value);
        let texts = self.texts();
        let mut speakers = Vec::new();
        let speaks = |idx: usize| {
            let mut blocks = booklet.sections.iter().map(|section| &section.block);
            blocks.any(|block| block.statement().is_some_and(|it| it.by == PersonIdx(idx)))
        };
        for (idx, person) in booklet.people.iter().enumerate() {
            let name = person.full_name(language);
            let role = if speaks(idx) { "speaker" } else { "person" };
            speakers.push((role, name.clone(), pages_with(&texts, &name)));
            for title in &person.titles {
                let title = title.plain(language);
                let pages = pages_with(&texts, &title);
                speakers.push(("title", title, pages));
            }
        }
        let figures = booklet.figures.iter().map(|figure| {
            let number = self.row.number(figure.value);
            let label = figure.label.plain(language);
            let pages = listed(
                texts
                    .iter()
                    .filter(|page| page.numbers.contains(&figure.value)),
            );
            ("figure", format!("{number} {label}"), pages)
        });
        let mut credits: BTreeSet<String> = BTreeSet::new();
        for picture in booklet.pictures() {
            credits.extend(picture.credit.as_ref().map(|it| it.plain(language)));
        }
        let credits = credits.into_iter().map(|credit| {
            let pages = pages_with(&texts, &credit);
            ("credit", credit, pages)
        });
        let title = booklet.title.plain(language);
        let date = self.row.date(booklet.date);
        let mut cover = vec![
            ("title", title.clone(), pages_with(&texts, &title)),
            ("date", date.clone(), pages_with(&texts, &date)),
        ];
        if let Some(subtitle) = &booklet.subtitle {
            let subtitle = subtitle.plain(language);
            let pages = pages_with(&texts, &subtitle);
            cover.insert(1, ("subtitle", subtitle, pages));
        }
        if let Some(day) = booklet.commemorates {
            let day = self.row.date(day);
            let pages = pages_with(&texts, &day);
            cover.push(("day that is remembered", day, pages));
        }
        let groups = [
            ("Title and dates", cover),
            ("Speakers, names and titles", speakers),
            ("Figures", figures.collect()),
            ("Credits of pictures", credits.collect()),
        ];
        let mut html = String::new();
        for (heading, lines) in groups {
            if lines.is_empty() {
                continue;
            }
            let _ = writeln!(
                html,
                "<h2>{heading}</h2>\n<table>\n<thead><tr><th scope=\"col\">Right</th><th scope=\"col\">What</th>\
                 <th scope=\"col\">As printed</th><th scope=\"col\">Pages</th></tr></thead>\n<tbody>"
            );
            for (what, text, pages) in lines {
                let _ = writeln!(
                    html,
                    "<tr><td class=\"tick\"><span></span></td><td>{what}</td><td lang=\"{}\">{}</td><td>{pages}</td></tr>",
                    language.tag(),
                    escaped(&text)
                );
            }
            html.push_str("</tbody>\n</table>\n");
        }
        html
    }

    /// The words of each page that are part of the meaning: not its running head, nor its number.
    fn texts(&self) -> Vec<PageText<'_>> {
        let texts = self.pages.pages.iter().map(|page| {
            let mut text = String::new();
            for item in &page.items {
                if let (Mark::Glyphs(_, run), Place::Meaning(_)) = (&item.mark, item.place) {
                    text.extend(run.text.chars().filter(|it| *it != '\u{ad}'));
                    // No number goes on from one run to the next.
                    text.push('\n');
                }
            }
            PageText {
                label: &page.label,
                squeezed: squeezed(&text),
                numbers: figures::numbers(&text).map(|(_, number)| number).collect(),
            }
        });
        texts.collect()
    }
}

/// The words of a page.
struct PageText<'p> {
    label: &'p str,
    /// Without any space, so that a name is found over the end of a line.
    squeezed: String,
    /// The numbers in it.
    numbers: BTreeSet<u64>,
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

/// The pages a text stands on, as people list them.
fn pages_with(texts: &[PageText<'_>], wanted: &str) -> String {
    let wanted = squeezed(wanted);
    listed(texts.iter().filter(|page| page.squeezed.contains(&wanted)))
}

fn listed<'t>(found: impl Iterator<Item = &'t PageText<'t>>) -> String {
    let labels: Vec<&str> = found.map(|page| page.label).collect();
    if labels.is_empty() {
        "not printed".to_owned()
    } else {
        labels.join(", ")
    }
}

/// A phrase as a sentence of its own.
pub fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let first = letters
        .next()
        .map(|it| it.to_uppercase().collect::<String>());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
