//! The notes of a text: their numbers, and whether each is written once and referred to.

use std::collections::HashMap;

use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::content::text::Passage;

/// The notes of a text, by their labels.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// For each label its number, by the order of the first references.
    numbers: HashMap<String, usize>,
    /// Each note, in the order of the numbers.
    notes: Vec<Note>,
}

#[derive(Debug)]
struct Note {
    label: String,
    /// Its first reference.
    reference: Option<Span>,
    /// Where it is written.
    written: Option<Span>,
}

impl Notes {
    /// The number of a note that is referred to.
    pub(super) fn refer(&mut self, label: &str, at: Span) -> usize {
        let number = self.number_of(label);
        self.notes[number - 1].reference.get_or_insert(at);
        number
    }

    /// The number of a note that is written here.
    pub(super) fn write(&mut self, label: &str, at: Span, complaints: &mut Complaints) -> usize {
        let number = self.number_of(label);
        if self.notes[number - 1].written.replace(at).is_some() {
            let message = format!("the note `[^{label}]:` is written twice");
            let help = "give one of them another mark, and refer to it where it belongs";
            complaints.push(Diagnostic::new(Code::DuplicateKey, Some(at), message).help(help));
        }
        number
    }

    fn number_of(&mut self, label: &str) -> usize {
        if let Some(number) = self.numbers.get(label) {
            return *number;
        }
        self.notes.push(Note {
            label: label.to_owned(),
            reference: None,
            written: None,
        });
        self.numbers.insert(label.to_owned(), self.notes.len());
        self.notes.len()
    }

    /// Something refers to every note, and every note that is referred to is written. A reference to one that is
    /// not is no reference to the Markdown crate, but letters.
    pub(super) fn check(&self, passage: &Passage, complaints: &mut Complaints) {
        let text = &passage.text;
        for (start, _) in text.match_indices("[^") {
            let label = text[start + 2..].split_once(']').map(|(label, _)| label);
            let Some(label) = label.filter(|it| !it.is_empty() && !it.contains([' ', '\n'])) else {
                continue;
            };
            if text[..start].ends_with('\\') || self.numbers.contains_key(label) {
                continue;
            }
            let at = passage.span_of(start, start + label.len() + 3);
            let message = format!("there is no note `[^{label}]:`");
            let help = "write the note under the text, on a line that begins with its mark";
            complaints.push(Diagnostic::new(Code::UnknownName, Some(at), message).help(help));
        }
        for note in self.notes.iter().filter(|note| note.reference.is_none()) {
            let message = format!("nothing refers to the note `[^{}]:`", note.label);
            let help = "put its mark into the text where it belongs, or take the note out";
            complaints.push(Diagnostic::new(Code::UnknownName, note.written, message).help(help));
        }
    }
}
