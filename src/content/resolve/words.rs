//! The words of a text, from the YAML or from a file, and what Markdown says with them.

use super::resolver::Resolver;
use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::content::coding::Codings;
use crate::content::decode::Located;
use crate::content::file_name;
use crate::content::letters;
use crate::content::line_ends::{self, Writing};
use crate::content::markup;
use crate::content::prose::{Marked, NamedPicture};
use crate::content::script::{self, Written};
use crate::content::section_schema::PictureYaml;
use crate::content::text::{Passage, Text};
use crate::content::values::Literal;

impl Resolver<'_> {
    /// The words of a text, given here or in a file.
    pub(super) fn words(
        &mut self,
        what: &str,
        (text, file): (Option<Literal>, Option<Located<String>>),
        writing: Writing,
        at: Span,
    ) -> Option<Text> {
        match (text, file) {
            (Some(Literal(text)), None) => {
                file_name::check(&text, self.folder, self.complaints);
                Some(text)
            }
            (None, Some(file)) => self.text_file(&file, writing),
            (Some(_), Some(file)) => {
                let message = format!("{what} has both `text` and `file`");
                let at = Some(file.at);
                self.complaints
                    .push(Diagnostic::new(Code::BadValue, at, message).help("keep one of them"));
                None
            }
            // An empty `text` or a wrong `file` is told already.
            (None, None) if self.complaints.has_within(at) => None,
            (None, None) => {
                let message = format!("{what} without words");
                self.complaints.push(
                    Diagnostic::new(Code::MissingKey, Some(at), message)
                        .label("`text` or `file` belongs in this block")
                        .help(
                            "add `text: |-` with the words under it, or `file:` with a text file",
                        ),
                );
                None
            }
        }
    }

    fn text_file(&mut self, named: &Located<String>, writing: Writing) -> Option<Text> {
        let file = self
            .folder
            .read_text(named, Codings::Unicode, self.sources, self.complaints)?;
        let file_text = &self.sources.file(file)?.text;
        let passage = Passage::from_file(file, file_text);
        if passage.text.trim().is_empty() {
            let message = format!("there are no words in `{}`", named.value);
            self.complaints
                .push(Diagnostic::new(Code::EmptyText, Some(named.at), message));
            return None;
        }
        let written = Written::of(&passage, None);
        script::check(written.as_slice(), self.language, self.complaints);
        let passage = line_ends::settled(passage, named, writing, self.complaints);
        Some(Text::one(passage))
    }

    /// A text in Markdown, in the booklet's language, with its pictures.
    pub(super) fn marked(&mut self, text: &Text) -> Marked {
        let Some(words) = text.in_language(self.language) else {
            return Marked::default();
        };
        letters::check_words(words, self.complaints);
        let (mut marked, pictures) = markup::parse(words, self.complaints);
        marked.pictures = pictures
            .into_iter()
            .map(|picture| self.picture(picture_yaml(picture)))
            .collect();
        marked
    }
}

/// What Markdown says of a picture, as the keys of one.
fn picture_yaml(named: NamedPicture) -> PictureYaml {
    let text = |words: &str| Text::one(Passage::made(words, named.at));
    let given = |words: &str| (!words.trim().is_empty()).then(|| text(words.trim()));
    PictureYaml {
        at: named.at,
        alt: given(&named.alternative).map(Literal),
        decorative: None,
        caption: given(&named.caption),
        credit: None,
        file: Located {
            value: named.file,
            at: named.at,
        },
    }
}
