//! Texts that are the name of a file: the words in it were meant, and its name would be printed.

use std::path::Path;

use super::folder::Folder;
use super::text::{Passage, Text};
use crate::base::diagnostic::{Code, Complaints, Diagnostic};

/// How the names of files end whose words `file` reads.
const READ: [&str; 2] = ["txt", "md"];

/// How the names of files end whose words have to be saved as plain text first.
const SAVED_FIRST: [&str; 4] = ["docx", "doc", "odt", "rtf"];

/// Longer texts are no names, in bytes.
const LONGEST: usize = 200;

/// Complains of a text that is one word which ends like the name of a text file, or that is the name of one in
/// the folder.
pub(super) fn check(text: &Text, folder: &Folder<'_>, complaints: &mut Complaints) {
    for passage in text.passages() {
        if let Some(complaint) = complaint(passage, folder) {
            complaints.push(complaint);
        }
    }
}

fn complaint(passage: &Passage, folder: &Folder<'_>) -> Option<Diagnostic> {
    let name = passage.text.trim();
    let extension = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
    let is_read = READ.contains(&&*extension);
    let is_text = is_read || SAVED_FIRST.contains(&&*extension);
    let is_name = name.len() <= LONGEST
        && !name.contains('\n')
        && (!name.contains(char::is_whitespace) || folder.has(name));
    if !is_text || !is_name {
        return None;
    }
    let help = if is_read {
        format!("for the words in it write `file: {name}`")
    } else {
        let saved = Path::new(name).with_extension("txt");
        let saved = saved.display();
        format!("for the words in it save it as plain text, and write `file: {saved}`")
    };
    let message = format!("`{name}` is printed as the words");
    Some(Diagnostic::new(Code::MarksInLiteral, Some(passage.at), message).help(help))
}
