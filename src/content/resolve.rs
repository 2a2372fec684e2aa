//! The schema to a [`Booklet`]: finds every person and figure, reads the text files, checks figures
//! against the statements they are said to stand in.

use std::path::Path;

use super::booklet::{
    BackCover, Block, Booklet, Contents, ContentsEntry, Cover, Figure, FigureDots, FigureIdx,
    FigureNumbers, Imprint, Person, PersonIdx, Qualifier, Section, Statement, ThemeChoice,
};
use super::decode::{Located, Named, complain_of_name};
use super::load::Folder;
use super::schema::{
    BookletYaml, ContentsEntryYaml, DesignYaml, FORMAT, FigureYaml, FiguresStyleYaml, FiguresYaml,
    PersonYaml, QualifierYaml, SectionYaml, StatementYaml,
};
use super::text::{Passage, Text};
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources, Span};

/// Makes the booklet. `None` if a reference is broken; the reasons are in `complaints`.
pub fn resolve(
    yaml: BookletYaml,
    folder: &Folder,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Option<Booklet> {
    check_version(&yaml.bifolio, complaints);
    let people = yaml.people.unwrap_or_default();
    let figures = yaml.figures.unwrap_or_default();
    let names = Names::of(&people, &figures);
    let mut resolver = Resolver {
        names,
        folder,
        sources,
        complaints,
    };

    let resolved_figures = resolver.figures(&figures);
    let sections = resolver.sections(yaml.sections, yaml.at);
    let theme = resolver.theme(yaml.design);
    if resolver.complaints.has_errors() {
        return None;
    }

    let booklet = Booklet {
        name: folder.name(),
        title: yaml.title,
        subtitle: yaml.subtitle,
        date: yaml.date,
        commemorates: yaml.commemorates,
        language: yaml.language,
        people: people
            .0
            .into_iter()
            .map(|(_, person)| resolved_person(person))
            .collect(),
        figures: resolved_figures,
        sections,
        theme,
        hyphenation: yaml.hyphenation.unwrap_or_default(),
    };
    check_translations(&booklet, complaints);
    check_figures_stand_in_statements(&booklet, complaints);
    check_disjoint(&figures, &booklet, complaints);
    Some(booklet)
}

fn check_version(version: &Located<u64>, complaints: &mut Complaints) {
    if version.value > FORMAT {
        let message = format!(
            "this booklet is written in version {} of the format",
            version.value
        );
        let help = format!("this bifolio reads version {FORMAT}; get a newer bifolio");
        complaints.push(Diagnostic::new(Code::NewerFormat, Some(version.at), message).help(help));
    } else if version.value < FORMAT {
        let message = format!("there is no version {} of the format", version.value);
        let help = format!("write `bifolio: {FORMAT}`");
        complaints.push(Diagnostic::new(Code::BadValue, Some(version.at), message).help(help));
    }
}

/// The short names people and figures are referred to by.
struct Names {
    people: Vec<String>,
    figures: Vec<String>,
}

impl Names {
    fn of(people: &Named<PersonYaml>, figures: &Named<FigureYaml>) -> Self {
        Self {
            people: people
                .0
                .iter()
                .map(|(name, _)| name.value.clone())
                .collect(),
            figures: figures
                .0
                .iter()
                .map(|(name, _)| name.value.clone())
                .collect(),
        }
    }
}

struct Resolver<'r> {
    names: Names,
    folder: &'r Folder,
    sources: &'r mut Sources,
    complaints: &'r mut Complaints,
}

impl Resolver<'_> {
    fn person(&mut self, name: &Located<String>) -> Option<PersonIdx> {
        find("person", name, &self.names.people, self.complaints).map(PersonIdx)
    }

    fn figure(&mut self, name: &Located<String>) -> Option<FigureIdx> {
        find("figure", name, &self.names.figures, self.complaints).map(FigureIdx)
    }

    fn figures(&mut self, figures: &Named<FigureYaml>) -> Vec<Figure> {
        let mut resolved = Vec::with_capacity(figures.0.len());
        for (_, figure) in &figures.0 {
            let of = figure.of.as_ref().and_then(|whole| self.figure(whole));
            let source = self.person(&figure.source);
            let qualifier = figure.qualifier.map(|qualifier| match qualifier {
                QualifierYaml::About => Qualifier::About,
                QualifierYaml::AtLeast => Qualifier::AtLeast,
            });
            resolved.push(Figure {
                value: figure.value.value,
                label: figure.label.clone(),
                of,
                // A source that was not found is an error, and then nothing is built.
                source: source.unwrap_or(PersonIdx(0)),
                qualifier,
                at: figure.value.at,
            });
        }
        self.check_circles(figures, &resolved);
        resolved
    }

    fn check_circles(&mut self, figures: &Named<FigureYaml>, resolved: &[Figure]) {
        for (idx, (name, figure)) in figures.0.iter().enumerate() {
            let mut whole = resolved[idx].of;
            for _ in 0..resolved.len() {
                whole = whole.and_then(|FigureIdx(whole)| resolved[whole].of);
            }
            if whole.is_some() {
                let at = figure.of.as_ref().map_or(name.at, |of| of.at);
                let message = format!("the figure `{}` is a part of itself", name.value);
                self.complaints.push(
                    Diagnostic::new(Code::Circular, Some(at), message)
                        .help("remove `of` from the figure that is the whole"),
                );
            }
        }
    }

    fn sections(&mut self, sections: Vec<Located<SectionYaml>>, at: Span) -> Vec<Section> {
        if sections.is_empty() && !self.complaints.has_errors() {
            self.complaints.push(
                Diagnostic::new(Code::NoSections, Some(at), "the booklet has no sections")
                    .help("list at least one under `sections`, such as `- cover: {}`"),
            );
        }
        let blocks = sections.into_iter().filter_map(|section| {
            let block = self.block(section.value)?;
            Some(Section {
                block,
                at: section.at,
            })
        });
        blocks.collect()
    }

    fn block(&mut self, section: SectionYaml) -> Option<Block> {
        Some(match section {
            SectionYaml::Cover(cover) => Block::Cover(Cover { line: cover.line }),
            SectionYaml::Imprint(imprint) => Block::Imprint(Imprint { text: imprint.text }),
            SectionYaml::Contents(contents) => Block::Contents(Contents {
                title: contents.title,
            }),
            SectionYaml::Statement(statement) => Block::Statement(self.statement(statement)?),
            SectionYaml::Figures(figures) => self.figures_block(figures)?,
            SectionYaml::BackCover(back_cover) => Block::BackCover(BackCover {
                line: back_cover.line,
            }),
        })
    }

    /// A theme is one of the program's, or a YAML file in the booklet's folder.
    fn theme(&mut self, design: Option<DesignYaml>) -> ThemeChoice {
        let Some(name) = design.and_then(|design| design.theme) else {
            return ThemeChoice::Default;
        };
        let is_file = Path::new(&name.value)
            .extension()
            .is_some_and(|it| it == "yaml");
        if !is_file {
            return ThemeChoice::Named(name);
        }
        let file = self.folder.read_text(&name, self.sources, self.complaints);
        file.map_or(ThemeChoice::Default, ThemeChoice::File)
    }

    fn statement(&mut self, statement: StatementYaml) -> Option<Statement> {
        let by = self.person(&statement.by);
        let text = match (statement.text, statement.file) {
            (Some(text), None) => Some(text),
            (None, Some(file)) => self.text_file(&file),
            (Some(_), Some(file)) => {
                let message = "a statement has both `text` and `file`";
                self.complaints.push(
                    Diagnostic::new(Code::BadValue, Some(file.at), message)
                        .help("keep one of them"),
                );
                None
            }
            (None, None) => {
                let message = "a statement without words";
                self.complaints.push(
                    Diagnostic::new(Code::MissingKey, Some(statement.at), message)
                        .label("`text` or `file` belongs in this block")
                        .help(
                            "add `text: |-` with the words under it, or `file:` with a text file",
                        ),
                );
                None
            }
        };
        Some(Statement {
            by: by?,
            text: text?,
        })
    }

    fn text_file(&mut self, named: &Located<String>) -> Option<Text> {
        let file = self
            .folder
            .read_text(named, self.sources, self.complaints)?;
        let file_text = &self.sources.file(file)?.text;
        let passage = Passage::from_file(file, file_text);
        if passage.text.trim().is_empty() {
            let message = format!("there are no words in `{}`", named.value);
            self.complaints
                .push(Diagnostic::new(Code::EmptyText, Some(named.at), message));
            return None;
        }
        Some(Text::one(passage))
    }

    fn figures_block(&mut self, figures: FiguresYaml) -> Option<Block> {
        let show: Vec<_> = figures
            .show
            .iter()
            .filter_map(|name| self.figure(name))
            .collect();
        let contents = figures.contents.map(resolved_entry);
        let title = figures.title;
        let Some(first) = show.first() else {
            if figures.show.is_empty() {
                let message = "no figure is named in `show`";
                self.complaints.push(
                    Diagnostic::new(Code::EmptyText, Some(figures.at), message)
                        .help("name at least one figure, such as `show: [killed]`"),
                );
            }
            return None;
        };
        match figures.style {
            FiguresStyleYaml::Numbers => Some(Block::FigureNumbers(FigureNumbers {
                title,
                show,
                contents,
            })),
            FiguresStyleYaml::Dots => {
                if let Some(second) = figures.show.get(1) {
                    let message = "a field of dots shows one figure";
                    self.complaints.push(
                        Diagnostic::new(Code::BadValue, Some(second.at), message)
                            .help("make a section of its own for each figure"),
                    );
                }
                Some(Block::FigureDots(FigureDots {
                    title,
                    show: *first,
                    contents,
                }))
            }
        }
    }
}

fn find(
    kind: &str,
    name: &Located<String>,
    known: &[String],
    complaints: &mut Complaints,
) -> Option<usize> {
    let idx = known.iter().position(|known| *known == name.value);
    if idx.is_none() {
        let known: Vec<_> = known.iter().map(String::as_str).collect();
        complain_of_name(kind, name, &known, complaints);
    }
    idx
}

fn resolved_person(person: PersonYaml) -> Person {
    Person {
        honorific: person.honorific,
        name: person.name,
        titles: person.titles.unwrap_or_default(),
        short: person.short,
    }
}

fn resolved_entry(entry: ContentsEntryYaml) -> ContentsEntry {
    ContentsEntry {
        title: entry.title,
        note: entry.note,
    }
}

/// Every text that is given for some languages only must be given for the booklet's.
fn check_translations(booklet: &Booklet, complaints: &mut Complaints) {
    let language = booklet.language.value;
    let mut check = |text: &Text| {
        if text.in_language(language).is_none() {
            let message = format!("this text is not given in the booklet's language, `{language}`");
            complaints.push(
                Diagnostic::new(Code::MissingKey, Some(text.at), message)
                    .help(format!("add `{language}: …`")),
            );
        }
    };
    check(&booklet.title);
    booklet.subtitle.iter().for_each(&mut check);
    for person in &booklet.people {
        check(&person.name);
        let rest = person
            .titles
            .iter()
            .chain(&person.honorific)
            .chain(&person.short);
        rest.for_each(&mut check);
    }
    booklet
        .figures
        .iter()
        .for_each(|figure| check(&figure.label));
    for section in &booklet.sections {
        match &section.block {
            Block::Cover(Cover { line }) | Block::BackCover(BackCover { line }) => {
                line.iter().for_each(&mut check);
            }
            Block::Imprint(imprint) => imprint.text.iter().for_each(&mut check),
            Block::Contents(contents) => contents.title.iter().for_each(&mut check),
            Block::Statement(statement) => check(&statement.text),
            Block::FigureNumbers(FigureNumbers {
                title, contents, ..
            })
            | Block::FigureDots(FigureDots {
                title, contents, ..
            }) => {
                title.iter().for_each(&mut check);
                if let Some(entry) = contents {
                    check(&entry.title);
                    entry.note.iter().for_each(&mut check);
                }
            }
        }
    }
}

/// A figure whose source is a speaker must stand in one of that speaker's statements.
fn check_figures_stand_in_statements(booklet: &Booklet, complaints: &mut Complaints) {
    for figure in &booklet.figures {
        let statements = booklet
            .sections
            .iter()
            .filter_map(|section| match &section.block {
                Block::Statement(statement) if statement.by == figure.source => Some(statement),
                _ => None,
            });
        let mut passages = statements.flat_map(|statement| statement.text.passages());
        if passages.any(|passage| contains_number(&passage.text, figure.value)) {
            continue;
        }
        let PersonIdx(source) = figure.source;
        let speaker = booklet.people[source].full_name(booklet.language.value);
        let message = format!(
            "the figure {} does not stand in the statement of {speaker}",
            figure.value
        );
        complaints.push(
            Diagnostic::new(Code::FigureNotInStatement, Some(figure.at), message)
                .help("compare the number with the statement, or name another source"),
        );
    }
}

/// Whether a number stands in a text, its digits grouped in any way.
pub fn contains_number(text: &str, value: u64) -> bool {
    numbers(text).any(|(_, number)| number == value)
}

/// Every whole number in a text, with the bytes it takes. Commas, points, spaces and apostrophes
/// between groups of three digits belong to it.
pub fn numbers(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, u64)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let mut value = 0_u64;
        let mut end = start;
        loop {
            while let Some(digit) = bytes.get(end).filter(|byte| byte.is_ascii_digit()) {
                value = value
                    .saturating_mul(10)
                    .saturating_add(u64::from(digit - b'0'));
                end += 1;
            }
            let Some(group) = next_group(&text[end..]) else {
                break;
            };
            end += group;
        }
        at = end;
        Some((start..end, value))
    })
}

/// The length of a separator that is followed by exactly three digits.
fn next_group(rest: &str) -> Option<usize> {
    let separator = rest.chars().next()?;
    if !matches!(
        separator,
        ',' | '.' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'
    ) {
        return None;
    }
    let n_digits = rest[separator.len_utf8()..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    (n_digits == 3).then_some(separator.len_utf8())
}

/// The parts of a figure that is marked disjoint must add up to it.
fn check_disjoint(named: &Named<FigureYaml>, booklet: &Booklet, complaints: &mut Complaints) {
    for (idx, (name, yaml)) in named.0.iter().enumerate() {
        if yaml.disjoint != Some(true) {
            continue;
        }
        let parts = booklet
            .figures
            .iter()
            .filter(|figure| figure.of == Some(FigureIdx(idx)));
        let sum = parts.fold(0_u64, |sum, part| sum.saturating_add(part.value));
        if sum != booklet.figures[idx].value {
            let message = format!("the parts of `{}` add up to {sum}", name.value);
            complaints.push(
                Diagnostic::new(Code::NotADisjointWhole, Some(yaml.value.at), message)
                    .help("correct a number, or remove `disjoint` if the parts overlap"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_however_its_digits_are_grouped() {
        for text in [
            "5,379 inhabitants",
            "5.379",
            "5 379",
            "5\u{a0}379",
            "5379 people",
            "(5’379)",
        ] {
            assert!(contains_number(text, 5379), "{text}");
        }
        assert!(!contains_number("15,379", 5379));
        assert!(!contains_number("5,37", 537));
        assert!(contains_number(
            "613 people, including 63 children, 106 women",
            106
        ));
        assert!(contains_number("1,275 were captured", 1275));
    }

    #[test]
    fn a_year_after_a_date_is_a_number_of_its_own() {
        let found: Vec<_> = numbers("February 26, 2024, is")
            .map(|(_, value)| value)
            .collect();
        assert_eq!(found, [26, 2024]);
    }
}
