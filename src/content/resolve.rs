//! The schema to a [`Booklet`]: finds every person and figure, reads the text files, checks figures
//! against the statements they are said to stand in.

use std::path::Path;

use super::alternative;
use super::booklet::{
    BackCover, Block, Booklet, Contents, ContentsEntry, Cover, FaceKind, Figure, FigureDots,
    FigureIdx, FigureList, FigureNumbers, Gallery, Imprint, Logos, Names, NotesPage, OwnFace,
    OwnFamily, Person, PersonIdx, Programme, ProgrammeItem, ProseText, Qr, Qualifier, Quotation,
    Section, Statement, ThemeChoice, Timeline,
};
use super::coding::Codings;
use super::cut;
use super::dates;
use super::decode::{Literal, Located, Named};
use super::figures;
use super::file_name;
use super::known::{self, Known};
use super::letters;
use super::line_ends::{self, Writing};
use super::load::Folder;
use super::markup::{
    self,
    marks::{self, Mark},
};
use super::names;
use super::office;
use super::picture::{Decodings, Picture};
use super::prose::{Marked, NamedPicture};
use super::schema::{
    BookletYaml, ContentsEntryYaml, DesignYaml, FORMAT, FigureYaml, FiguresStyleYaml, FiguresYaml,
    FontsYaml, GroupYaml, NamesYaml, PersonYaml, PictureYaml, QualifierYaml, SectionYaml,
    StatementFormatYaml, StatementYaml, TextYaml,
};
use super::script::{self, Written};
use super::sentences;
use super::text::{Passage, Text, find_words};
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources, Span};
use crate::base::language::Language;

/// Makes the booklet of what could be decoded, so that every complaint is found in one run. `None` if
/// there is not enough for one; a booklet with errors is never built.
pub fn resolve(
    yaml: BookletYaml,
    folder: &Folder<'_>,
    decodings: &mut Decodings,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Option<Booklet> {
    if let Some(version) = &yaml.bifolio.0 {
        check_version(version, complaints);
    }
    let people = yaml.people.unwrap_or_default();
    let named_figures = yaml.figures.unwrap_or_default();
    let names = Known::of(&people, &named_figures);
    let values = named_figures
        .0
        .iter()
        .map(|(_, figure)| figure.value.value)
        .collect();
    let language = yaml
        .language
        .0
        .map_or(Language::English, |language| language.value);
    let mut resolver = Resolver {
        names,
        values,
        language,
        folder,
        decodings,
        sources,
        complaints,
    };

    let figures = resolver.figures(&named_figures);
    // That one is a part of another does not show it.
    resolver.names.figures.forget_uses();
    let sections = yaml.sections.0.map(|sections| resolver.sections(sections));
    let fill = yaml.fill.unwrap_or_default();
    let fill = fill
        .into_iter()
        .filter_map(|section| resolver.section(section))
        .collect();
    let theme = resolver.theme(yaml.design);
    let fonts = resolver.fonts(yaml.fonts.unwrap_or_default());
    let office = yaml.editions.and_then(|editions| editions.office);
    let office = office.map(|office| office::choice(&office));
    let people: Vec<Person> = people
        .0
        .into_iter()
        .map(|(_, person)| resolver.person_of(person))
        .collect();
    // Figures without a person are an error, and then there is nobody they could name.
    let nobody = people.is_empty() && !figures.is_empty();

    let unused = resolver.names.unused(&figures);
    let date = yaml.date.0?;
    dates::check_order(date, yaml.commemorates, complaints);
    let mut booklet = Booklet {
        name: folder.name(),
        title: yaml.title.0?,
        subtitle: yaml.subtitle,
        date: date.value,
        commemorates: yaml.commemorates.map(|day| day.value),
        language: yaml.language.0?,
        people,
        figures: if nobody { Vec::new() } else { figures },
        sections: if nobody { Vec::new() } else { sections? },
        fill,
        theme,
        fonts,
        hyphenation: yaml.hyphenation.unwrap_or_default(),
        office: office.unwrap_or_default(),
    };
    if !complaints.has_errors() {
        known::complain_of_unused(&unused, complaints);
        dates::check_placeholder(date, complaints);
        dates::check_anniversary(&booklet, yaml.commemorates, complaints);
        letters::check(&booklet, complaints);
        sentences::find(&mut booklet, complaints);
        figures::check_parts(&booklet.figures, complaints);
        figures::check_disjoint(&named_figures, &booklet, complaints);
    }
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

struct Resolver<'r> {
    names: Known,
    /// The values of the figures.
    values: Vec<u64>,
    language: Language,
    folder: &'r Folder<'r>,
    decodings: &'r mut Decodings,
    sources: &'r mut Sources,
    complaints: &'r mut Complaints,
}

impl Resolver<'_> {
    fn person(&mut self, name: &Located<String>) -> Option<PersonIdx> {
        self.names
            .people
            .find("person", name, self.complaints)
            .map(PersonIdx)
    }

    fn figure(&mut self, name: &Located<String>) -> Option<FigureIdx> {
        self.names
            .figures
            .find("figure", name, self.complaints)
            .map(FigureIdx)
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
                sentence: figure.sentence.as_ref().map(|it| it.0.clone()),
                stated_in: None,
                sentences: Vec::new(),
                at: figure.value.at,
            });
        }
        self.check_circles(figures, &resolved);
        resolved
    }

    fn check_circles(&mut self, figures: &Named<FigureYaml>, resolved: &[Figure]) {
        let wholes: Vec<_> = resolved.iter().map(|figure| figure.of).collect();
        for idx in known::in_circles(&wholes) {
            let (name, figure) = &figures.0[idx];
            let at = figure.of.as_ref().map_or(name.at, |of| of.at);
            let message = format!("the figure `{}` is a part of itself", name.value);
            self.complaints.push(
                Diagnostic::new(Code::Circular, Some(at), message)
                    .help("remove `of` from the figure that is the whole"),
            );
        }
    }

    fn sections(&mut self, sections: Located<Vec<Located<SectionYaml>>>) -> Vec<Section> {
        if sections.value.is_empty() && !self.complaints.has_errors() {
            let help = "list at least one under `sections`, such as `- cover: {}`";
            let message = "the booklet has no sections";
            let at = Some(sections.at);
            self.complaints
                .push(Diagnostic::new(Code::NoSections, at, message).help(help));
        }
        sections
            .value
            .into_iter()
            .filter_map(|section| self.section(section))
            .collect()
    }

    fn section(&mut self, section: Located<SectionYaml>) -> Option<Section> {
        let block = self.block(section.value)?;
        Some(Section {
            block,
            language: None,
            at: section.at,
        })
    }

    fn block(&mut self, section: SectionYaml) -> Option<Block> {
        Some(match section {
            SectionYaml::Cover(cover) => {
                let picture = self.optional_picture(cover.picture);
                Block::Cover(Cover {
                    line: cover.line,
                    picture,
                })
            }
            SectionYaml::Imprint(imprint) => Block::Imprint(Imprint {
                text: imprint.text.map(|Literal(text)| self.marked(&text)),
            }),
            SectionYaml::Contents(contents) => Block::Contents(Contents {
                title: contents.title,
            }),
            SectionYaml::Statement(statement) => Block::Statement(self.statement(statement)?),
            SectionYaml::Figures(figures) => self.figures_block(figures)?,
            SectionYaml::Text(text) => Block::Prose(self.prose(text)?),
            SectionYaml::Quotation(quotation) => Block::Quotation(Quotation {
                by: self.optional_person(quotation.by.as_ref()),
                text: quotation.text,
                source: quotation.source,
            }),
            SectionYaml::Timeline(timeline) => Block::Timeline(Timeline {
                events: self
                    .some(timeline.events, timeline.at, "events")
                    .into_iter()
                    .map(|event| (event.date, event.text))
                    .collect(),
                title: timeline.title,
            }),
            SectionYaml::Programme(programme) => Block::Programme(Programme {
                items: self
                    .some(programme.items, programme.at, "items")
                    .into_iter()
                    .map(|item| ProgrammeItem {
                        time: item.time,
                        title: item.title,
                        by: item.by,
                    })
                    .collect(),
                title: programme.title,
                place: programme.place,
            }),
            SectionYaml::Names(names) => Block::Names(self.names_block(names)?),
            SectionYaml::Gallery(gallery) => Block::Gallery(Gallery {
                n_columns: gallery.columns.map_or(2, |it| it.0),
                pictures: self
                    .some(gallery.pictures, gallery.at, "pictures")
                    .into_iter()
                    .filter_map(|picture| self.picture(picture))
                    .collect(),
                title: gallery.title,
            }),
            SectionYaml::Picture(picture) => Block::Plate(self.picture(picture)?),
            SectionYaml::Logos(logos) => Block::Logos(Logos {
                logos: self
                    .some(logos.logos, logos.at, "logos")
                    .into_iter()
                    .filter_map(|logo| self.picture(logo))
                    .collect(),
                title: logos.title,
            }),
            SectionYaml::Qr(qr) => Block::Qr(Qr {
                title: qr.title,
                address: qr.address,
                caption: qr.caption,
            }),
            SectionYaml::NotesPage(notes) => Block::NotesPage(NotesPage { title: notes.title }),
            SectionYaml::BackCover(back_cover) => Block::BackCover(BackCover {
                line: back_cover.line,
            }),
        })
    }

    fn optional_person(&mut self, name: Option<&Located<String>>) -> Option<PersonIdx> {
        name.and_then(|name| self.person(name))
    }

    /// A list that must not be empty.
    fn some<T>(&mut self, list: Vec<T>, at: Span, key: &str) -> Vec<T> {
        if list.is_empty() {
            let message = format!("`{key}` is empty");
            let help = "list at least one, or remove the section";
            self.complaints
                .push(Diagnostic::new(Code::EmptyText, Some(at), message).help(help));
        }
        list
    }

    fn optional_picture(&mut self, picture: Option<PictureYaml>) -> Option<Picture> {
        picture.and_then(|picture| self.picture(picture))
    }

    fn picture(&mut self, picture: PictureYaml) -> Option<Picture> {
        alternative::check(&picture, self.complaints);
        let decoded = self.folder.read_picture(
            &picture.file,
            self.decodings,
            self.sources,
            self.complaints,
        )?;
        Some(Picture {
            artwork: decoded.artwork,
            width: decoded.width,
            height: decoded.height,
            alternative: picture
                .alt
                .map(|Literal(words)| words)
                .filter(|_| picture.decorative != Some(true)),
            caption: picture.caption,
            credit: picture.credit,
            at: picture.file.at,
        })
    }

    fn prose(&mut self, text: TextYaml) -> Option<ProseText> {
        let by = self.optional_person(text.by.as_ref());
        let written = (text.text, text.file);
        let words = self.words("a text", written, Writing::Markdown, text.at)?;
        let n_columns = text.columns.map_or(1, |it| it.0);
        let drop_cap = text.drop_cap == Some(true);
        let marked = self.marked(&words);
        Some(ProseText {
            title: text.title,
            by,
            text: marked,
            n_columns,
            drop_cap,
        })
    }

    fn names_block(&mut self, names: NamesYaml) -> Option<Names> {
        let n_columns = names.columns.map_or(2, |it| it.0);
        let group = names.group.map(|group| match group {
            GroupYaml::Letter => names::Group::Letter,
            GroupYaml::Family => names::Group::Family,
        });
        self.check_headings(&names);
        let listed = match (names.names, names.file) {
            (Some(list), None) => list
                .iter()
                .flat_map(|Literal(name)| name.passages())
                .cloned()
                .map(names::Entry::of)
                .collect(),
            (None, Some(file)) => {
                let codings = Codings::OrGuessedFor(self.language);
                let id = self
                    .folder
                    .read_text(&file, codings, self.sources, self.complaints)?;
                let headings = names.headings.as_ref();
                names::read_csv(id, headings, group, self.sources, self.complaints)?
            }
            _ => {
                let message = "a list of names wants either `names` or `file`";
                let help = "list the names under `names`, or name a CSV file under `file`";
                let at = Some(names.at);
                self.complaints
                    .push(Diagnostic::new(Code::MissingKey, at, message).help(help));
                return None;
            }
        };
        let listed = self.some(listed, names.at, "names");
        if let Some(count) = names.count {
            self.check_count(&count, listed.len());
        }
        let sorted = names.sorted.unwrap_or(group.is_some());
        let names_list = names::arranged(listed, sorted, group, self.language);
        Some(Names {
            title: names.title,
            names: names_list,
            n_columns,
        })
    }

    /// Headings stand in a file only.
    fn check_headings(&mut self, names: &NamesYaml) {
        if let (Some(headings), None) = (&names.headings, &names.file) {
            let message =
                "`headings` says what stands over the columns of a file, and there is none";
            let help = "remove `headings`, or name a CSV file under `file`";
            let at = Some(headings.at);
            self.complaints
                .push(Diagnostic::new(Code::BadValue, at, message).help(help));
        }
    }

    /// A list may be said to have as many names as a figure has.
    fn check_count(&mut self, count: &Located<String>, n_names: usize) {
        let Some(idx) = self.figure(count) else {
            return;
        };
        let Some(value) = self.values.get(idx.0) else {
            return;
        };
        if *value != n_names as u64 {
            let message = format!(
                "the list has {n_names} names, and `{}` is {value}",
                count.value
            );
            let help = "look for a name that is missing or stands twice, or remove `count`";
            let at = Some(count.at);
            self.complaints
                .push(Diagnostic::new(Code::CountDiffers, at, message).help(help));
        }
    }

    /// The words of a text, given here or in a file.
    fn words(
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

    fn person_of(&mut self, person: PersonYaml) -> Person {
        Person {
            honorific: person.honorific.map(|Literal(words)| words),
            name: person.name.0,
            titles: person.titles.unwrap_or_default(),
            short: person.short.map(|Literal(words)| words),
            portrait: self.optional_picture(person.portrait),
            signature: self.optional_picture(person.signature),
        }
    }

    /// A theme is one of the program's, or a YAML file in the booklet's folder.
    fn fonts(&mut self, fonts: Named<FontsYaml>) -> Vec<OwnFamily> {
        let families = fonts.0.into_iter().map(|(name, yaml)| {
            let files = [
                (FaceKind::Regular, Some(yaml.regular)),
                (FaceKind::Italic, yaml.italic),
                (FaceKind::Semibold, yaml.semibold),
                (FaceKind::SemiboldItalic, yaml.semibold_italic),
                (FaceKind::Bold, yaml.bold),
                (FaceKind::BoldItalic, yaml.bold_italic),
            ];
            let faces = files.into_iter().filter_map(|(kind, file)| {
                let file = file?;
                let bytes = self
                    .folder
                    .read_font(&file, self.sources, self.complaints)?;
                Some(OwnFace { kind, bytes, file })
            });
            OwnFamily {
                name,
                in_place_of: yaml.in_place_of,
                faces: faces.collect(),
            }
        });
        families.collect()
    }

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
        let file = self
            .folder
            .read_text(&name, Codings::Utf8, self.sources, self.complaints);
        file.map_or(ThemeChoice::Default, ThemeChoice::File)
    }

    fn statement(&mut self, statement: StatementYaml) -> Option<Statement> {
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

    /// A text in Markdown, in the booklet's language, with its pictures.
    fn marked(&mut self, text: &Text) -> Marked {
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
        if let Some(caption) = figures.caption.as_ref()
            && figures.style != FiguresStyleYaml::Dots
        {
            let message = "a caption is printed under dots only";
            let help = "take it out, or write its words in a `text` section";
            let at = Some(caption.at);
            self.complaints
                .push(Diagnostic::new(Code::BadValue, at, message).help(help));
        }
        let list = |title, show, contents| FigureList {
            title,
            show,
            contents,
        };
        Some(match figures.style {
            FiguresStyleYaml::Numbers => Block::FigureNumbers(FigureNumbers {
                title,
                show,
                contents,
            }),
            FiguresStyleYaml::Table => Block::FigureTable(list(title, show, contents)),
            FiguresStyleYaml::Bars => Block::FigureBars(list(title, show, contents)),
            FiguresStyleYaml::Dots => {
                let first = *first;
                if let Some(second) = figures.show.get(1) {
                    let message = "a field of dots shows one figure";
                    let help = "make a section of its own for each figure";
                    let at = Some(second.at);
                    self.complaints
                        .push(Diagnostic::new(Code::BadValue, at, message).help(help));
                }
                Block::FigureDots(FigureDots {
                    title,
                    show: first,
                    caption: figures.caption,
                    contents,
                })
            }
        })
    }
}

fn resolved_entry(entry: ContentsEntryYaml) -> ContentsEntry {
    ContentsEntry {
        title: entry.title,
        note: entry.note,
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
