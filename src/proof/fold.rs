//! The fold proof: one HTML file to leaf through, turn and fold, and to sign.
//!
//! Everything is in the file, nothing is fetched: the pages as pictures, the style, the script. Without
//! scripts, and in print, it is a contact sheet with a checklist.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::sheets::{sentence, stack};
use crate::base::language::Direction;
use crate::base::xml::escaped_quotes;
use crate::layout::page::Pages;
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
    /// Its pages.
    pub pages: &'p Pages,
    /// Each page as a PNG file.
    pub pictures: &'p [Vec<u8>],
    /// Its sheets.
    pub imposition: &'p Imposition<'p>,
    /// What a committee checks, as HTML.
    pub checklist: &'p str,
}

impl Proof<'_> {
    /// The proof as HTML.
    pub fn html(&self) -> String {
        let about = &self.pages.about;
        let size = self.imposition.page;
        filled(&[
            ("{css}", &[PAPER_CSS, CSS].concat()),
            ("{js}", &[PAPER_JS, JS].concat()),
            ("{paper}", PAPER_HTML),
            (
                "{spread}",
                &format!("{} / {}", 2.0 * size.width.0, size.height.0),
            ),
            ("{language}", about.language.tag()),
            (
                "{sheets_in_words}",
                &escaped_quotes(&sentence(self.imposition)),
            ),
            ("{data}", &self.data()),
            ("{checklist}", self.checklist),
            ("{pages}", &self.contact_sheet()),
            ("{title}", &escaped_quotes(&about.title)),
        ])
    }

    /// All pages beside each other.
    fn contact_sheet(&self) -> String {
        let mut html = String::new();
        for (page, picture) in self.pages.pages.iter().zip(self.pictures) {
            let number = escaped_quotes(&page.label);
            let _ = writeln!(
                html,
                "<li><figure><img alt=\"Page {number}\" src=\"data:image/png;base64,{}\">\
                 <figcaption>{number}</figcaption></figure></li>",
                STANDARD.encode(picture)
            );
        }
        html
    }

    /// What the script needs: numbers only.
    fn data(&self) -> String {
        let binding = match self.pages.about.direction {
            Direction::LeftToRight => "left",
            Direction::RightToLeft => "right",
        };
        let data = json!({
            "pages": self.pages.pages.len(),
            "binding": binding,
            "width": (self.imposition.page.width.to_mm() * 10.0).round() / 10.0,
            "sheets": stack(self.imposition),
        });
        data.to_string()
    }
}

/// The page with all its parts. It is gone through once, so that no word of the booklet is taken for a
/// placeholder.
fn filled(parts: &[(&str, &str)]) -> String {
    let n_bytes = parts.iter().map(|(_, text)| text.len()).sum::<usize>();
    let mut html = String::with_capacity(HTML.len() + n_bytes);
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
