//! What the parts of resolving share: the people and figures by their short names, the folder, and the list of
//! complaints.

use crate::base::diagnostic::{Code, Complaints, Diagnostic, Sources, Span};
use crate::base::language::Language;
use crate::content::alternative;
use crate::content::booklet::{FigureIdx, Person, PersonIdx};
use crate::content::decode::Located;
use crate::content::folder::Folder;
use crate::content::known::Known;
use crate::content::picture::{Decodings, Picture};
use crate::content::schema::PersonYaml;
use crate::content::section_schema::PictureYaml;
use crate::content::values::Literal;

/// What is needed to find what a booklet refers to.
pub(super) struct Resolver<'r> {
    pub(super) names: Known,
    /// The values of the figures.
    pub(super) values: Vec<u64>,
    pub(super) language: Language,
    pub(super) folder: &'r Folder<'r>,
    pub(super) decodings: &'r mut Decodings,
    pub(super) sources: &'r mut Sources,
    pub(super) complaints: &'r mut Complaints,
}

impl Resolver<'_> {
    pub(super) fn person(&mut self, name: &Located<String>) -> Option<PersonIdx> {
        self.names
            .people
            .find("person", name, self.complaints)
            .map(PersonIdx)
    }

    pub(super) fn optional_person(&mut self, name: Option<&Located<String>>) -> Option<PersonIdx> {
        name.and_then(|name| self.person(name))
    }

    pub(super) fn figure(&mut self, name: &Located<String>) -> Option<FigureIdx> {
        self.names
            .figures
            .find("figure", name, self.complaints)
            .map(FigureIdx)
    }

    /// A list that must not be empty.
    pub(super) fn some<T>(&mut self, list: Vec<T>, at: Span, key: &str) -> Vec<T> {
        if list.is_empty() {
            let message = format!("`{key}` is empty");
            let help = "list at least one, or remove the section";
            self.complaints
                .push(Diagnostic::new(Code::EmptyText, Some(at), message).help(help));
        }
        list
    }

    pub(super) fn picture(&mut self, picture: PictureYaml) -> Option<Picture> {
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

    pub(super) fn optional_picture(&mut self, picture: Option<PictureYaml>) -> Option<Picture> {
        picture.and_then(|picture| self.picture(picture))
    }

    /// A person with the pictures.
    pub(super) fn described(&mut self, person: PersonYaml) -> Person {
        Person {
            honorific: person.honorific.map(|Literal(words)| words),
            name: person.name.0,
            titles: person.titles.unwrap_or_default(),
            short: person.short.map(|Literal(words)| words),
            portrait: self.optional_picture(person.portrait),
            signature: self.optional_picture(person.signature),
        }
    }
}
