//! Letters that lie: characters nobody sees, characters that turn the direction of a line, and letters of
//! another script that look like those around them.
//!
//! Names and titles are told of all three. The words of others (statements, prose, quotations) are printed
//! exactly as they are; there only what turns the direction is told, since it changes what is read.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_script::{Script, UnicodeScript as _};

use super::booklet::{Block, Booklet, ContentsEntry};
use super::text::{Passage, Text};
use crate::base::diagnostic::{Code, Complaints, Diagnostic};
use crate::base::shown;

/// The most characters that are named in one complaint.
const MOST_NAMED: usize = 4;

/// Complains of what misleads in the texts of a booklet.
pub(super) fn check(booklet: &Booklet, complaints: &mut Complaints) {
    let mut texts = Texts::default();
    texts.gather(booklet);
    let names = texts.names.iter().map(|text| text.passages());
    for passage in names.flatten().chain(texts.listed) {
        check_name(passage, complaints);
    }
    for passage in texts.words.iter().flat_map(|text| text.passages()) {
        check_words(passage, complaints);
    }
}

fn check_name(passage: &Passage, complaints: &mut Complaints) {
    let text = passage.text.as_str();
    if text.is_ascii() {
        return;
    }
    let shown = quoted(text);
    let tell = |complaints: &mut Complaints, range: Range<usize>, message: String, help: &str| {
        let at = Some(passage.span_of(range.start, range.end));
        complaints.push(Diagnostic::new(Code::MisleadingCharacter, at, message).help(help));
    };
    let turning = found(text, |idx, it| {
        turns(it) || is_mark(it) && !is_right_to_left(text, idx)
    });
    if let Some((range, named)) = turning {
        let message =
            format!("“{shown}” has a character that turns the direction of letters: {named}");
        let help =
            "delete it: the letters after it would stand in another order than they are written";
        tell(complaints, range, message, help);
    }
    if let Some((range, named)) = unseen(text) {
        let message = format!("“{shown}” has a character that nobody sees: {named}");
        let help = "delete it, or write the words anew by hand";
        tell(complaints, range, message, help);
    }
    if let Some((range, one, other)) = mixed(text) {
        let word = &text[range.clone()];
        let message = format!(
            "“{word}” has letters of two scripts: {} and {}",
            letters_named(word, one),
            letters_named(word, other)
        );
        let help = "write the word anew in one script: a look-alike is not found by who looks for the name";
        tell(complaints, range, message, help);
    }
}

/// Complains of characters that turn the direction of what somebody says. A text in Markdown is looked at as it is
/// read, the others when the booklet is whole.
pub(super) fn check_words(passage: &Passage, complaints: &mut Complaints) {
    let Some((range, named)) = found(&passage.text, |_, it| turns(it)) else {
        return;
    };
    let message =
        format!("these words have a character that turns the direction of letters: {named}");
    let at = Some(passage.span_of(range.start, range.end));
    complaints.push(
        Diagnostic::new(Code::MisleadingCharacter, at, message)
            .label("here")
            .help("compare the printed page with the author's text: the letters after it stand in another order than they are written"),
    );
}

/// The first place of some characters, and their numbers, each once.
fn found(text: &str, is_meant: impl Fn(usize, char) -> bool) -> Option<(Range<usize>, String)> {
    let all = text.char_indices().filter(|(idx, it)| is_meant(*idx, *it));
    let mut first = None;
    let mut named: Vec<String> = Vec::new();
    for (idx, character) in all {
        first.get_or_insert(idx..idx + character.len_utf8());
        let number = number(character);
        if !named.contains(&number) {
            if named.len() == MOST_NAMED {
                named.push("…".to_owned());
                break;
            }
            named.push(number);
        }
    }
    Some((first?, named.join(" ")))
}

fn number(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// The words of a complaint, with what cannot be seen in them written out.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for character in shown::beginning(text.trim(), shown::WORDS).chars() {
        if turns(character) || is_mark(character) || is_blank(character) || is_joiner(character) {
            let _ = write!(quoted, "<{}>", number(character));
        } else {
            quoted.push(character);
        }
    }
    quoted
}

/// Embeddings, overrides and isolates (UAX #9, 2.1 to 2.5).
const fn turns(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Marks that are themselves of a direction (UAX #9, 2.6): of use only beside right-to-left letters.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// What is nothing to the eye: spaces of no width, joiners of words, invisible operators, fillers, tags.
const fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'
            | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The joiner and the non-joiner, which Arabic and Indic letters need and others do not know.
const fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// Whether a character is not seen and has no use where it stands. A soft hyphen has one between letters:
/// there a word may be broken.
fn is_unseen(text: &str, idx: usize, character: char) -> bool {
    if is_joiner(character) {
        let before = text[..idx].chars().next_back();
        return before.is_none_or(|it| has_no_joiners(it.script()));
    }
    is_blank(character)
}

/// The first place of characters that are not seen, and which they are.
fn unseen(text: &str) -> Option<(Range<usize>, String)> {
    let is_empty = !text.contains(|it: char| !is_hidden(it));
    found(text, |idx, it| {
        is_unseen(text, idx, it) || is_empty && it == '\u{ad}'
    })
}

fn is_hidden(character: char) -> bool {
    character == '\u{ad}'
        || character.is_whitespace()
        || is_blank(character)
        || is_joiner(character)
        || is_mark(character)
        || turns(character)
}

fn has_no_joiners(script: Script) -> bool {
    matches!(
        script,
        Script::Latin | Script::Cyrillic | Script::Greek | Script::Hebrew | Script::Common
    )
}

/// Whether letters that run from the right stand in the words around a place.
fn is_right_to_left(text: &str, idx: usize) -> bool {
    const NEAR: usize = 64;
    let runs_left = |it: char| {
        matches!(
            it.script(),
            Script::Arabic | Script::Hebrew | Script::Syriac | Script::Thaana | Script::Nko
        )
    };
    let (before, after) = text.split_at(idx);
    before.chars().rev().take(NEAR).any(runs_left)
        || after.chars().skip(1).take(NEAR).any(runs_left)
}

/// The first word with letters of two scripts that have look-alikes, and which two.
fn mixed(text: &str) -> Option<(Range<usize>, Script, Script)> {
    let mut start = 0;
    let ends = text.char_indices().filter(|(_, it)| !is_of_word(*it));
    let ends = ends.map(|(idx, it)| (idx, idx + it.len_utf8()));
    for (end, next) in ends.chain([(text.len(), text.len())]) {
        let word = &text[start..end];
        let mut scripts = word
            .chars()
            .map(|it| it.script())
            .filter(|it| has_look_alikes(*it));
        if let Some(one) = scripts.next()
            && let Some(other) = scripts.find(|other| *other != one)
        {
            return Some((start..end, one, other));
        }
        start = next;
    }
    None
}

/// Whether a character goes on a word: a letter, or a mark over one.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric()
        || is_hidden(character) && !character.is_whitespace()
        || character.script() == Script::Inherited
}

fn has_look_alikes(script: Script) -> bool {
    matches!(
        script,
        Script::Latin | Script::Cyrillic | Script::Greek | Script::Armenian | Script::Coptic
    )
}

/// The letters of a script in a word: “Latin `liyev`”.
fn letters_named(word: &str, script: Script) -> String {
    let letters: String = word.chars().filter(|it| it.script() == script).collect();
    let first = letters.chars().next();
    let first = first.map(number).unwrap_or_default();
    let name = script.full_name();
    if letters.chars().count() == 1 {
        format!("{name} `{letters}` ({first})")
    } else {
        format!("{name} `{letters}`")
    }
}

/// The texts of a booklet, by what they are.
#[derive(Default)]
struct Texts<'b> {
    /// Names, titles, headings, labels.
    names: Vec<&'b Text>,
    /// The names of lists.
    listed: Vec<&'b Passage>,
    /// The words of somebody.
    words: Vec<&'b Text>,
}

impl<'b> Texts<'b> {
    fn gather(&mut self, booklet: &'b Booklet) {
        self.names.push(&booklet.title);
        self.names.extend(&booklet.subtitle);
        for person in &booklet.people {
            self.names.extend(&person.honorific);
            self.names.push(&person.name);
            self.names.extend(&person.titles);
            self.names.extend(&person.short);
        }
        self.names
            .extend(booklet.figures.iter().map(|figure| &figure.label));
        for section in booklet.sections.iter().chain(&booklet.fill) {
            self.gather_block(&section.block);
        }
        for picture in booklet.pictures() {
            self.names
                .extend(picture.caption.iter().chain(&picture.credit));
        }
    }

    fn gather_block(&mut self, block: &'b Block) {
        match block {
            Block::Cover(cover) => self.names.extend(&cover.line),
            Block::Contents(contents) => self.names.extend(&contents.title),
            Block::Statement(statement) => {
                // One in Markdown was looked at as it was read.
                if statement.marked.is_none() {
                    self.words.push(&statement.text);
                }
                self.words.extend(&statement.pull_quote);
            }
            Block::FigureNumbers(numbers) => {
                self.heading(numbers.title.as_ref(), numbers.contents.as_ref());
            }
            Block::FigureDots(dots) => {
                self.heading(dots.title.as_ref(), dots.contents.as_ref());
                self.names.extend(&dots.caption);
            }
            Block::FigureTable(list) | Block::FigureBars(list) => {
                self.heading(list.title.as_ref(), list.contents.as_ref());
            }
            Block::Prose(prose) => {
                self.names.extend(&prose.title);
            }
            Block::Quotation(quotation) => {
                self.words.push(&quotation.text);
                self.names.extend(&quotation.source);
            }
            Block::Timeline(timeline) => {
                self.names.extend(&timeline.title);
                self.names
                    .extend(timeline.events.iter().flat_map(|(when, what)| [when, what]));
            }
            Block::Programme(programme) => {
                self.names
                    .extend(programme.title.iter().chain(&programme.place));
                for item in &programme.items {
                    self.names.extend([&item.time, &item.title]);
                    self.names.extend(&item.by);
                }
            }
            Block::Names(names) => {
                self.names.extend(&names.title);
                self.listed
                    .extend(names.names.iter().map(|listed| &listed.name));
            }
            Block::Gallery(gallery) => self.names.extend(&gallery.title),
            Block::Logos(logos) => self.names.extend(&logos.title),
            Block::Qr(qr) => self.names.extend(qr.title.iter().chain(&qr.caption)),
            Block::NotesPage(notes) => self.names.extend(&notes.title),
            Block::BackCover(back_cover) => self.names.extend(&back_cover.line),
            Block::Imprint(_) | Block::Plate(_) => {}
        }
    }

    fn heading(&mut self, title: Option<&'b Text>, contents: Option<&'b ContentsEntry>) {
        self.names.extend(title);
        if let Some(entry) = contents {
            self.names.push(&entry.title);
            self.names.extend(&entry.note);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_two_scripts_in_one_word_are_found() {
        let word = |text| mixed(text).map(|(range, ..)| text[range].to_owned());
        assert_eq!(word("H.E. \u{410}liyev"), Some("\u{410}liyev".to_owned()));
        assert_eq!(word("Алиев Aliyev"), None);
        assert_eq!(word("Əliyev Çağlar"), None);
        assert_eq!(word("COVID-19 и β-каротин"), None);
    }

    #[test]
    fn what_is_not_seen_is_found_where_it_has_no_use() {
        let unseen = |text: &str| unseen(text).map(|it| it.1);
        assert_eq!(
            unseen("Kho\u{200b}jaly\u{2060}").as_deref(),
            Some("U+200B U+2060")
        );
        assert_eq!(unseen("Kho\u{ad}jaly"), None);
        assert_eq!(unseen("\u{ad}\u{ad} ").as_deref(), Some("U+00AD"));
        assert_eq!(unseen("می\u{200c}خواهم"), None);
        assert_eq!(unseen("Ali\u{200d}yev").as_deref(), Some("U+200D"));
    }
}
