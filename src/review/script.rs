//! What a screen reader would speak: the tags of a file in their order, with their words, as text.
//!
//! One line for each thing that is said. What is said in place of a picture stands in brackets.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::content::{Content, ContentKey, What};
use super::structure::{Kid, Structure};
use crate::base::pdf::file::File;
use crate::base::pdf::guard::guarded;
use crate::base::pdf::refused::PdfRefused;

/// The words of each marked content. What is said for its glyphs goes before what they stand for.
pub fn words(content: &Content) -> HashMap<ContentKey, String> {
    let mut words: HashMap<ContentKey, String> = HashMap::new();
    let mut last_said = None;
    for shown in &content.shown {
        let (Some(key), What::Text { text, .. }) = (shown.key, &shown.what) else {
            continue;
        };
        let said = words.entry(key).or_default();
        match &shown.actual {
            Some((mark, actual)) => {
                if last_said != Some((shown.page_idx, *mark)) {
                    said.push_str(actual);
                    last_said = Some((shown.page_idx, *mark));
                }
            }
            None => said.push_str(text),
        }
    }
    words
}

/// The script of a file.
pub fn script(bytes: Vec<u8>) -> Result<String, PdfRefused> {
    guarded(|| {
        let file = File::open(bytes)?;
        let content = Content::read(&file)?;
        let structure = Structure::read(&file)?;
        Ok(spoken(&content, &structure))
    })
}

fn spoken(content: &Content, structure: &Structure) -> String {
    let words = words(content);
    let mut script = String::new();
    for root in &structure.roots {
        speak(&mut script, structure, &words, *root, 0);
    }
    script
}

/// Elements that stand on lines of their own; all others are part of a line.
fn is_block(role: &str) -> bool {
    !matches!(
        role,
        "Span" | "Link" | "Reference" | "Lbl" | "Quote" | "Code"
    )
}

fn speak(
    script: &mut String,
    structure: &Structure,
    words: &HashMap<ContentKey, String>,
    idx: usize,
    depth: usize,
) {
    let element = &structure.elements[idx];
    let mut said = String::new();
    say(&mut said, structure, words, idx);
    let _ = write!(script, "{:1$}{2}", "", depth * 2, element.role);
    if let Some(language) = &element.language {
        let _ = write!(script, " ({language})");
    }
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if said.is_empty() {
        script.push('\n');
    } else {
        let _ = writeln!(script, ": {said}");
    }
    for kid in &element.kids {
        if let Kid::Element(kid) = kid
            && is_block(&structure.elements[*kid].role)
        {
            speak(script, structure, words, *kid, depth + 1);
        }
    }
}

/// The words of an element and of what stands in its line.
fn say(said: &mut String, structure: &Structure, words: &HashMap<ContentKey, String>, idx: usize) {
    let element = &structure.elements[idx];
    if let Some(alternative) = &element.alternative {
        let _ = write!(said, "[{alternative}]");
        return;
    }
    for kid in &element.kids {
        match kid {
            Kid::Content(key) => {
                let own = words.get(key).map_or("", String::as_str);
                said.extend(own.chars().filter(|character| *character != '\u{ad}'));
            }
            Kid::Element(kid) => {
                let inner = &structure.elements[*kid];
                if !is_block(&inner.role) {
                    let is_marked = inner.role != "Span" || inner.language.is_some();
                    if is_marked {
                        let language = inner.language.as_deref().unwrap_or_default();
                        let colon = if language.is_empty() { "" } else { " " };
                        let _ = write!(said, "‹{}{colon}{language}: ", inner.role);
                    }
                    say(said, structure, words, *kid);
                    if is_marked {
                        said.push('›');
                    }
                }
            }
            Kid::Object(_) => {}
        }
    }
}
