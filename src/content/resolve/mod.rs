//! The schema to a [`Booklet`]: finds every person and figure, reads the text files, checks figures
//! against the statements they are said to stand in.

mod figures;
mod looks;
mod names;
mod resolver;
mod sections;
mod statement;
mod words;

use super::booklet::{Booklet, Person};
use super::dates;
use super::decode::{Located, Named};
use super::figures as numbers;
use super::folder::Folder;
use super::known::{self, Known};
use super::letters;
use super::office;
use super::picture::Decodings;
use super::schema::{BookletYaml, FORMAT, FigureYaml};
use super::sentences;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources};
use crate::base::language::Language;
use resolver::Resolver;

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
    let values = named_figures.0.iter();
    let values = values.map(|(_, figure)| figure.value.value).collect();
    let mut resolver = Resolver {
        names,
        values,
        language: yaml.language.0.map_or(Language::English, |it| it.value),
        folder,
        decodings,
        sources,
        complaints,
    };

    let figures = resolver.figures(&named_figures);
    // That one is a part of another does not show it.
    resolver.names.figures.forget_uses();
    let sections = yaml.sections.0.map(|sections| resolver.sections(sections));
    let fill = yaml.fill.unwrap_or_default().into_iter();
    let fill = fill.filter_map(|section| resolver.section(section));
    let fill = fill.collect();
    let theme = resolver.theme(yaml.design);
    let fonts = resolver.fonts(yaml.fonts.unwrap_or_default());
    let office = yaml.editions.and_then(|editions| editions.office);
    let office = office.map(|office| office::choice(&office));
    let people = people.0.into_iter();
    let people = people.map(|(_, person)| resolver.described(person));
    let people: Vec<Person> = people.collect();
    // Figures without a person are an error, and then nothing of the booklet is set.
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
        check_figures(&mut booklet, &named_figures, complaints);
    }
    Some(booklet)
}

/// Holds the figures against what is said and against each other.
fn check_figures(booklet: &mut Booklet, named: &Named<FigureYaml>, complaints: &mut Complaints) {
    sentences::find(booklet, complaints);
    numbers::check_parts(&booklet.figures, complaints);
    numbers::check_disjoint(named, booklet, complaints);
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
