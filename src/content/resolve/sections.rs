//! The parts of a booklet, each of its kind.

use super::resolver::Resolver;
use crate::base::diagnostic::{Code, Diagnostic, Span};
use crate::content::booklet::{
    BackCover, Block, Contents, Cover, Gallery, Imprint, Logos, NotesPage, Programme,
    ProgrammeItem, ProseText, Qr, Quotation, Section, Timeline,
};
use crate::content::decode::Located;
use crate::content::line_ends::Writing;
use crate::content::picture::Picture;
use crate::content::section_schema::{
    PictureYaml, ProgrammeYaml, SectionYaml, TextYaml, TimelineYaml,
};
use crate::content::values::Literal;

impl Resolver<'_> {
    pub(super) fn sections(
        &mut self,
        sections: Located<Vec<Located<SectionYaml>>>,
    ) -> Vec<Section> {
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

    pub(super) fn section(&mut self, section: Located<SectionYaml>) -> Option<Section> {
        let block = self.block(section.value)?;
        Some(Section {
            block,
            language: None,
            at: section.at,
        })
    }

    fn block(&mut self, section: SectionYaml) -> Option<Block> {
        Some(match section {
            SectionYaml::Cover(cover) => Block::Cover(Cover {
                line: cover.line,
                picture: self.optional_picture(cover.picture),
            }),
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
            SectionYaml::Timeline(timeline) => Block::Timeline(self.timeline(timeline)),
            SectionYaml::Programme(programme) => Block::Programme(self.programme(programme)),
            SectionYaml::Names(names) => Block::Names(self.names_block(names)?),
            SectionYaml::Gallery(gallery) => Block::Gallery(Gallery {
                n_columns: gallery.columns.map_or(2, |it| it.0),
                pictures: self.pictures(gallery.pictures, gallery.at, "pictures"),
                title: gallery.title,
            }),
            SectionYaml::Picture(picture) => Block::Plate(self.picture(picture)?),
            SectionYaml::Logos(logos) => Block::Logos(Logos {
                logos: self.pictures(logos.logos, logos.at, "logos"),
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

    fn timeline(&mut self, timeline: TimelineYaml) -> Timeline {
        let events = self.some(timeline.events, timeline.at, "events");
        let events = events.into_iter().map(|event| (event.date, event.text));
        Timeline {
            title: timeline.title,
            events: events.collect(),
        }
    }

    fn programme(&mut self, programme: ProgrammeYaml) -> Programme {
        let items = self.some(programme.items, programme.at, "items");
        let items = items.into_iter().map(|item| ProgrammeItem {
            time: item.time,
            title: item.title,
            by: item.by,
        });
        Programme {
            title: programme.title,
            place: programme.place,
            items: items.collect(),
        }
    }

    /// A list of pictures that must not be empty.
    fn pictures(&mut self, list: Vec<PictureYaml>, at: Span, key: &str) -> Vec<Picture> {
        let list = self.some(list, at, key).into_iter();
        list.filter_map(|picture| self.picture(picture)).collect()
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
}
