//! The fold proof: one HTML file to leaf through, turn and fold, and to sign.
//!
//! Everything is in the file, nothing is fetched: the pages as pictures, the style, the script. Without
//! scripts, and in print, it is a contact sheet with a checklist.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::base::language::{Direction, Language};
use crate::content::booklet::{Block, Booklet, PersonIdx};
use crate::content::picture::Picture;
use crate::content::text::Text;
use crate::design::language::Row;
use crate::layout::page::{Mark, Pages, Place};
use crate::press::impose::Imposition;
use crate::press::order::Creep;

const HTML: &str = include_str!("../../assets/proof/proof.html");
const CSS: &str = include_str!("../../assets/proof/proof.css");
const JS: &str = include_str!("../../assets/proof/proof.js");

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
    /// How inner sheets are moved.
    pub creep: Creep,
}

impl Proof<'_> {
    /// The proof as HTML.
    pub fn html(&self) -> String {
        let language = self.booklet.language.value;
        let title = words(&self.booklet.title, language);
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
        // The placeholders of the template, in the order they are filled: words of the booklet last, so
        // that none of them is taken for one.
        let parts = [
            ("{css}", CSS.to_owned()),
            ("{js}", JS.to_owned()),
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
                "shift": (self.creep.shift(sheet).to_mm() * 100.0).round() / 100.0,
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

    fn checklist(&self) -> String {
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
                let title = words(title, language);
                let pages = pages_with(&texts, &title);
                speakers.push(("title", title, pages));
            }
        }
        let figures = booklet.figures.iter().map(|figure| {
            let number = self.row.number(figure.value);
            let label = words(&figure.label, language);
            let pages = pages_with_number(&texts, &number);
            ("figure", format!("{number} {label}"), pages)
        });
        let mut credits: BTreeSet<String> = BTreeSet::new();
        for picture in pictures(booklet) {
            credits.extend(
                picture
                    .credit
                    .as_ref()
                    .map(|credit| words(credit, language)),
            );
        }
        let credits = credits.into_iter().map(|credit| {
            let pages = pages_with(&texts, &credit);
            ("credit", credit, pages)
        });
        let title = words(&booklet.title, language);
        let date = self.row.date(booklet.date);
        let mut cover = vec![
            ("title", title.clone(), pages_with(&texts, &title)),
            ("date", date.clone(), pages_with(&texts, &date)),
        ];
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
                    text.push(' ');
                }
            }
            PageText {
                label: &page.label,
                squeezed: squeezed(&text),
                text,
            }
        });
        texts.collect()
    }
}

/// The words of a page.
struct PageText<'p> {
    label: &'p str,
    /// As its runs stand, with spaces between.
    text: String,
    /// Without any space, so that a name is found over the end of a line.
    squeezed: String,
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

/// The pages a text stands on, as people list them.
fn pages_with(texts: &[PageText<'_>], wanted: &str) -> String {
    let wanted = squeezed(wanted);
    listed(texts.iter().filter(|page| page.squeezed.contains(&wanted)))
}

/// The same for a number, which must not be a part of another.
fn pages_with_number(texts: &[PageText<'_>], number: &str) -> String {
    let has = |text: &str| {
        text.match_indices(number).any(|(at, _)| {
            let is_digit = |it: Option<char>| it.is_some_and(|it| it.is_ascii_digit());
            let (before, after) = (&text[..at], &text[at + number.len()..]);
            let goes_on = |rest: Option<&str>| is_digit(rest.and_then(|rest| rest.chars().next()));
            let came_before = before
                .strip_suffix([',', '.'])
                .and_then(|it| it.chars().next_back());
            !is_digit(before.chars().next_back())
                && !is_digit(came_before)
                && !goes_on(Some(after))
                && !goes_on(after.strip_prefix([',', '.']))
        })
    };
    listed(texts.iter().filter(|page| has(&page.text)))
}

fn listed<'t>(found: impl Iterator<Item = &'t PageText<'t>>) -> String {
    let labels: Vec<&str> = found.map(|page| page.label).collect();
    if labels.is_empty() {
        "not printed".to_owned()
    } else {
        labels.join(", ")
    }
}

/// Every picture of a booklet.
fn pictures(booklet: &Booklet) -> Vec<&Picture> {
    let mut pictures: Vec<&Picture> = Vec::new();
    for person in &booklet.people {
        pictures.extend(person.portrait.iter().chain(&person.signature));
    }
    for section in booklet.sections.iter().chain(&booklet.fill) {
        match &section.block {
            Block::Cover(cover) => pictures.extend(&cover.picture),
            Block::Gallery(gallery) => pictures.extend(&gallery.pictures),
            Block::Plate(picture) => pictures.push(picture),
            Block::Logos(logos) => pictures.extend(&logos.logos),
            Block::Imprint(_)
            | Block::Contents(_)
            | Block::Statement(_)
            | Block::FigureNumbers(_)
            | Block::FigureDots(_)
            | Block::FigureTable(_)
            | Block::FigureBars(_)
            | Block::Prose(_)
            | Block::Quotation(_)
            | Block::Timeline(_)
            | Block::Programme(_)
            | Block::Names(_)
            | Block::Qr(_)
            | Block::NotesPage(_)
            | Block::BackCover(_) => {}
        }
    }
    pictures
}

fn words(text: &Text, language: Language) -> String {
    let words = text.in_language(language);
    words.map_or_else(String::new, |words| words.text.trim().to_owned())
}

/// A phrase as a sentence of its own.
fn sentence(phrase: &str) -> String {
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
