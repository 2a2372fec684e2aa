//! Statements: whether they are Markdown, and what is set large of them.

use std::path::Path;

use super::resolver::Resolver;
use crate::base::diagnostic::{Code, Diagnostic};
use crate::content::booklet::Statement;
use crate::content::cut;
use crate::content::line_ends::Writing;
use crate::content::markup::marks::{self, Mark};
use crate::content::section_schema::{StatementFormatYaml, StatementYaml};
use crate::content::text::{Passage, Text, find_words};
use crate::content::values::Literal;

impl Resolver<'_> {
    pub(super) fn statement(&mut self, statement: StatementYaml) -> Option<Statement> {
        let by = self.person(&statement.by);
        let is_markdown_file = statement.file.as_ref().is_some_and(|file| {
            let extension = Path::new(&file.value).extension();
            extension.is_some_and(|it| it.eq_ignore_ascii_case("md"))
        });
        let is_markdown = match statement.format {
            Some(format) => format == StatementFormatYaml::Markdown,
            None => is_markdown_file,
        };
        let writing = if is_markdown {
            Writing::Markdown
        } else {
            Writing::Literal
        };
        let written = (statement.text, statement.file);
        let mut text = self.words("a statement", written, writing, statement.at)?;
        if writing == Writing::Literal && statement.format.is_none() {
            self.check_literal(&text);
        }
        let marked = is_markdown.then(|| self.marked(&text));
        if let Some(marked) = &marked {
            text = Text::one(Passage::made(marked.plain(), text.at));
        }
        if let Some(Literal(quote)) = &statement.pull_quote {
            self.check_pull_quote(quote, &text);
        }
        let drop_cap = statement.drop_cap == Some(true);
        Some(Statement {
            by: by?,
            text,
            marked,
            drop_cap,
            pull_quote: statement.pull_quote.map(|Literal(quote)| quote),
        })
    }

    /// Marks of Markdown in a literal text are printed as they stand, which is rarely meant.
    fn check_literal(&mut self, text: &Text) {
        let Some(words) = text.in_language(self.language) else {
            return;
        };
        let Some(mark) = marks::first_mark(&words.text) else {
            return;
        };
        let (range, message, help) = match mark {
            Mark::Sign(range) => (
                range.clone(),
                format!("`{}` is printed as it stands", &words.text[range]),
                "if it is meant as a mark of Markdown, add `format: markdown` to the statement; if it is meant \
                 as written, `format: literal`",
            ),
            Mark::Lines(range) => (
                range.clone(),
                format!(
                    "these lines are printed as one paragraph: “{}”",
                    cut::beginning(&words.text[range])
                ),
                "put a blank line between lines that are to stand apart, or add `format: markdown` for a list; \
                 if it is right so, `format: literal`",
            ),
        };
        let at = words.span_of(range.start, range.end);
        self.complaints
            .push(Diagnostic::new(Code::MarksInLiteral, Some(at), message).help(help));
    }

    /// What is set large must stand in the text, word for word, in one paragraph of it.
    fn check_pull_quote(&mut self, quote: &Text, text: &Text) {
        for passage in quote.passages() {
            let stands = text
                .passages()
                .flat_map(Passage::paragraphs)
                .any(|paragraph| find_words(&paragraph.text, &passage.text).is_some());
            if !stands {
                let message = "the pull quote does not stand in the statement";
                let help = "copy it from one paragraph of the statement, word for word";
                let at = Some(passage.at);
                self.complaints
                    .push(Diagnostic::new(Code::NotInText, at, message).help(help));
            }
        }
    }
}
