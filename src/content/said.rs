//! How a stretch of words is said: with what emphasis, in which language, and where it leads.

use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::base::language::Language;

/// How a stretch is said, and where it leads.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct Said {
    /// With what emphasis.
    pub emphasis: Emphasis,
    /// The address it leads to.
    pub link: Option<String>,
    /// The number of the note it refers to; its text is that number.
    pub note: Option<usize>,
    /// The tag of its language, where that is another than the text's: `<span lang="fr">`.
    pub language: Option<String>,
}

/// With what emphasis a stretch is said.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// Plainly.
    #[default]
    Plain,
    /// With emphasis: `*so*`.
    Emphasis,
    /// With strong emphasis: `**so**`.
    Strong,
}

/// The tag of the language that `<span lang="fr">` names; complains if it names none.
pub fn language_of_span(html: &str, at: Span, complaints: &mut Complaints) -> Option<String> {
    let tag = html.strip_prefix("<span").and_then(|rest| {
        let rest = rest.trim_start().strip_prefix("lang")?.trim_start();
        let rest = rest.strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
        let (tag, rest) = rest[1..].split_once(quote)?;
        (rest.trim() == ">" && Language::is_tag(tag)).then(|| tag.to_owned())
    });
    if tag.is_none() {
        let message = "this does not say which language the words are in";
        let help = "write `<span lang=\"fr\">` before them, with the language's tag, and `</span>` after them";
        complaints.push(Diagnostic::new(Code::BadValue, Some(at), message).help(help));
    }
    tag
}

/// Complains of words in another language that go on to the end of their text.
pub fn complain_of_open_span(at: Option<Span>, complaints: &mut Complaints) {
    let message = "words in another language are not ended";
    let help = "write `</span>` after them, in the same paragraph";
    complaints.push(Diagnostic::new(Code::BadValue, at, message).help(help));
}
