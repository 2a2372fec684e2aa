//! In which script a text is written, and whether its language is written in it.
//!
//! A name or a few words in another script are as they should be; a text that is mostly in one is in
//! another language than it says.

use unicode_script::{Script, UnicodeScript as _};

use super::text::Passage;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::base::language::Language;

/// A text with fewer words may be a name or a quoted title.
const FEWEST_WORDS: usize = 4;

/// The script a text is mostly written in.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    /// Where its first word in that script stands.
    at: Span,
    /// The language it is said to be in, where that is not the booklet's.
    language: Option<Language>,
    script: Script,
}

impl Written {
    /// The script of a passage, if it is long enough to tell. Words in `<span lang="…">` say themselves
    /// which language they are in.
    pub fn of(passage: &Passage, language: Option<Language>) -> Option<Self> {
        let mut scripts: Vec<FoundScript> = Vec::new();
        for (start, word) in words(&passage.text) {
            let script = word
                .chars()
                .map(|it| it.script())
                .find(|it| is_definite(*it));
            let Some(script) = script else { continue };
            match scripts.iter_mut().find(|found| found.script == script) {
                Some(found) => found.n_words += 1,
                None => scripts.push(FoundScript {
                    script,
                    n_words: 1,
                    first: (start, start + word.len()),
                }),
            }
        }
        let n_words: usize = scripts.iter().map(|found| found.n_words).sum();
        let most = scripts.into_iter().max_by_key(|found| found.n_words)?;
        let is_sure = most.n_words >= FEWEST_WORDS && most.n_words * 2 > n_words;
        is_sure.then(|| Self {
            at: passage.span_of(most.first.0, most.first.1),
            language,
            script: most.script,
        })
    }
}

struct FoundScript {
    script: Script,
    n_words: usize,
    /// The bytes of its first word.
    first: (usize, usize),
}

fn is_definite(script: Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

/// The words of a text that do not say their language, with the byte each begins at.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let stretches = text
        .split("<span")
        .enumerate()
        .filter_map(|(idx, stretch)| {
            let after = if idx == 0 {
                Some(stretch)
            } else {
                stretch.split_once("</span>").map(|it| it.1)
            };
            after.map(|after| (after.as_ptr() as usize - text.as_ptr() as usize, after))
        });
    stretches.flat_map(|(start, stretch)| {
        let words = stretch.split_whitespace();
        words.map(move |word| {
            (
                start + (word.as_ptr() as usize - stretch.as_ptr() as usize),
                word,
            )
        })
    })
}

/// Complains of texts that are mostly in another script than their language, once for each.
pub fn check(texts: &[Written], language: Language, complaints: &mut Complaints) {
    // A booklet that cannot be set in its language is told of that.
    let language = Language::SETTABLE.contains(&language).then_some(language);
    for written in texts {
        let Some(language) = written.language.or(language) else {
            continue;
        };
        if written.script == script_of(language) {
            continue;
        }
        let (script, usual) = (written.script.full_name(), script_of(language).full_name());
        let message = format!(
            "this text is mostly in {script} letters, and its language, `{language}`, is written in {usual} ones"
        );
        let help = match tag_of(written.script) {
            Some(tag) => format!(
                "say which language it is in: `language: {tag}` for the whole booklet, `{tag}:` before the text where it is given for each language, or `<span lang=\"{tag}\">…</span>` around the words in prose"
            ),
            None => "put the words into prose, in `<span lang=\"…\">` with their language's tag"
                .to_owned(),
        };
        complaints.push(Diagnostic::new(Code::OtherScript, Some(written.at), message).help(help));
    }
}

/// The script a language is written in.
const fn script_of(language: Language) -> Script {
    match language {
        Language::English | Language::Azerbaijani | Language::Turkish => Script::Latin,
        Language::Russian => Script::Cyrillic,
        Language::Arabic | Language::Urdu => Script::Arabic,
        Language::Hebrew => Script::Hebrew,
    }
}

/// The tag of a language that is written in a script, as an example of what to write.
fn tag_of(script: Script) -> Option<&'static str> {
    let language = match script {
        Script::Latin => Language::English,
        Script::Cyrillic => Language::Russian,
        Script::Arabic => Language::Urdu,
        Script::Hebrew => Language::Hebrew,
        _ => return None,
    };
    Some(language.tag())
}
