//! What should stand on the pages: for each section the words of the booklet, in the order they are read.

use super::entry::{Entry, Expected, FAMILIES, Whose};
use super::listing::{listing, name};
use super::shown::shown;
use crate::base::diagnostic::Span;
use crate::content::address;
use crate::content::booklet::{
    Block, Booklet, Cover, FigureDots, FigureIdx, Imprint, Names, PersonIdx, Programme, ProseText,
    Qr, Qualifier, Quotation, Section, Statement, Timeline,
};
use crate::content::picture::Picture;
use crate::content::prose::{Marked, Prose, ProseKind};
use crate::content::text::{Passage, Text};
use crate::design::Design;
use crate::design::tongue::Tongue;

/// What should stand on the pages of a section.
pub(super) fn of(booklet: &Booklet, design: &Design, section: &Section) -> Expected {
    let mut walk = Walk {
        booklet,
        tongue: design.tongue_of(booklet.language_of(section)),
        at: section.at,
        expected: Expected::default(),
    };
    walk.block(&section.block);
    walk.expected
}

struct Walk<'w> {
    booklet: &'w Booklet,
    tongue: &'w Tongue,
    /// Where the section stands.
    at: Span,
    expected: Expected,
}

impl Walk<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Cover(cover) => self.cover(cover),
            Block::Imprint(imprint) => self.imprint(imprint),
            Block::Contents(contents) => {
                let title = contents.title.as_ref().unwrap_or(&self.booklet.title);
                self.copy(title);
                self.contents();
            }
            Block::Statement(statement) => self.statement(statement),
            Block::FigureNumbers(numbers) => {
                self.text(numbers.title.as_ref());
                self.figures(&numbers.show, false);
            }
            Block::FigureDots(dots) => self.dots(dots),
            Block::FigureTable(list) => {
                self.text(list.title.as_ref());
                self.figures(&list.show, false);
            }
            Block::FigureBars(list) => {
                self.text(list.title.as_ref());
                self.figures(&list.show, true);
            }
            Block::Prose(text) => self.prose_text(text),
            Block::Quotation(quotation) => self.quotation(quotation),
            Block::Timeline(timeline) => self.timeline(timeline),
            Block::Programme(programme) => self.programme(programme),
            Block::Names(names) => self.names(names),
            Block::Gallery(gallery) => {
                self.text(gallery.title.as_ref());
                self.pictures(&gallery.pictures);
            }
            Block::Plate(picture) => self.picture(picture),
            Block::Logos(logos) => {
                self.text(logos.title.as_ref());
                self.pictures(&logos.logos);
            }
            Block::Qr(qr) => self.qr(qr),
            Block::NotesPage(notes) => self.text(notes.title.as_ref()),
            Block::BackCover(back_cover) => self.text(back_cover.line.as_ref()),
        }
    }

    fn push(&mut self, text: impl Into<String>, at: Span, whose: Whose) {
        self.expected.entries.push(Entry {
            text: text.into(),
            at,
            whose,
            links: Vec::new(),
            flows: false,
            n_dots: 0,
            apart: None,
        });
    }

    fn words<'t>(&self, text: &'t Text) -> Option<&'t Passage> {
        text.in_language(self.tongue.language)
    }

    fn text(&mut self, text: Option<&Text>) {
        if let Some(words) = text.and_then(|text| self.words(text)) {
            let (text, at) = (words.text.clone(), words.at);
            self.push(text, at, Whose::Booklet);
        }
    }

    /// Words that stand somewhere else already.
    fn copy(&mut self, text: &Text) {
        if let Some(words) = self.words(text) {
            let (text, at) = (words.text.clone(), words.at);
            self.push(text, at, Whose::Program);
        }
    }

    /// Words of the program about the section.
    fn own(&mut self, text: impl Into<String>) {
        let at = self.at;
        self.push(text, at, Whose::Program);
    }

    fn cover(&mut self, cover: &Cover) {
        self.text(Some(&self.booklet.title));
        if let Some(day) = self.booklet.commemorates {
            self.own(self.tongue.row.date(day));
        }
        if let Some(picture) = &cover.picture {
            self.picture(picture);
        }
        if cover.line.is_some() {
            self.text(cover.line.as_ref());
            return;
        }
        let date = self.tongue.row.date(self.booklet.date);
        let subtitle = self.booklet.subtitle.as_ref();
        match subtitle.and_then(|subtitle| self.words(subtitle)) {
            Some(words) => {
                let (line, at) = (format!("{}, {date}", words.text.trim()), words.at);
                self.push(line, at, Whose::Booklet);
            }
            None => self.own(date),
        }
    }

    fn imprint(&mut self, imprint: &Imprint) {
        match &imprint.text {
            Some(marked) => {
                for prose in &marked.prose {
                    self.prose(prose, &marked.pictures);
                }
            }
            None if self.has_statements() => self.own(self.tongue.row.words.word_for_word),
            None => {}
        }
        // The families are named by the faces, of which the ledger knows nothing.
        self.own(FAMILIES);
        self.own(self.tongue.row.date(self.booklet.date));
        if let Some(marked) = &imprint.text {
            self.notes(marked);
        }
    }

    fn has_statements(&self) -> bool {
        let mut blocks = self.booklet.sections.iter().map(|section| &section.block);
        blocks.any(|block| block.statement().is_some())
    }

    /// The contents are copies: of each section that has a line in them, what it is called.
    fn contents(&mut self) {
        for section in &self.booklet.sections {
            let Some((title, notes)) = listing(self.booklet, self.tongue.language, &section.block)
            else {
                continue;
            };
            let notes = notes.iter().map(|note| note.text.trim());
            let words: Vec<_> = [title.text.trim()].into_iter().chain(notes).collect();
            let (line, at) = (words.join(" "), title.at);
            self.push(line, at, Whose::Program);
            self.expected.n_page_links += 1;
        }
    }

    fn speaker(&mut self, by: PersonIdx) {
        let name = name(self.booklet, self.tongue.language, by);
        self.push(name.text, name.at, Whose::Booklet);
    }

    fn statement(&mut self, statement: &Statement) {
        self.speaker(statement.by);
        let person = &self.booklet.people[statement.by.0];
        for title in &person.titles {
            self.text(Some(title));
        }
        if let Some(portrait) = &person.portrait {
            self.picture(portrait);
        }
        if let Some(marked) = &statement.marked {
            for prose in &marked.prose {
                self.prose(prose, &marked.pictures);
            }
        } else {
            let words = self.words(&statement.text);
            for paragraph in words.map(Passage::paragraphs).unwrap_or_default() {
                self.push(paragraph.text, paragraph.at, Whose::Booklet);
                self.flows();
            }
        }
        if let Some(marked) = &statement.marked {
            self.notes(marked);
        }
        if let Some(signature) = &person.signature {
            self.picture(signature);
        }
    }

    /// The last entry is a paragraph of running text.
    fn flows(&mut self) {
        if let Some(last) = self.expected.entries.last_mut() {
            last.flows = true;
        }
    }

    fn prose_text(&mut self, text: &ProseText) {
        self.text(text.title.as_ref());
        for prose in &text.text.prose {
            self.prose(prose, &text.text.pictures);
        }
        self.notes(&text.text);
        if let Some(by) = text.by {
            self.speaker(by);
        }
    }

    fn prose(&mut self, prose: &Prose, pictures: &[Option<Picture>]) {
        match &prose.kind {
            ProseKind::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    self.said(cell);
                }
            }
            ProseKind::Picture(idx) => {
                if let Some(Some(picture)) = pictures.get(*idx) {
                    self.picture(picture);
                }
            }
            ProseKind::Point { marker, .. } => {
                if !marker.is_empty() {
                    self.own(self.tongue.row.in_digits(marker));
                }
                self.said(prose);
                self.flows();
            }
            ProseKind::Paragraph | ProseKind::Heading(_) | ProseKind::Quoted => {
                self.said(prose);
                self.flows();
            }
            ProseKind::Note { .. } => self.said(prose),
        }
    }

    fn said(&mut self, prose: &Prose) {
        if prose.text.trim().is_empty() {
            return;
        }
        let at = prose.at.unwrap_or(self.at);
        let written = self.tongue.with_numbers(prose);
        self.push(written.text.clone(), at, Whose::Booklet);
        let mut links: Vec<_> = prose
            .links()
            .filter_map(|it| address::target(it).ok())
            .collect();
        links.dedup();
        if let Some(last) = self.expected.entries.last_mut() {
            last.links = links;
        }
    }

    fn notes(&mut self, marked: &Marked) {
        for note in &marked.notes {
            if let Some((number, is_first)) = note.kind_of_note() {
                if is_first {
                    self.own(self.tongue.row.numeral(number));
                }
                self.said(note);
            }
        }
    }

    fn dots(&mut self, dots: &FigureDots) {
        self.text(dots.title.as_ref());
        let figure = &self.booklet.figures[dots.show.0];
        let n_dots = usize::try_from(figure.value).unwrap_or(usize::MAX);
        if n_dots > 0 {
            self.push(String::new(), figure.at, Whose::Program);
            if let Some(last) = self.expected.entries.last_mut() {
                last.n_dots = n_dots;
            }
        }
        self.text(dots.caption.as_ref());
    }

    /// Figures with their parts: of each its number and what it counts.
    fn figures(&mut self, show: &[FigureIdx], is_joined: bool) {
        for figure in shown(&self.booklet.figures, show) {
            let number = self.tongue.row.number(figure.value);
            let label = self.words(&figure.label).cloned();
            let own = &self.tongue.row.words;
            let qualifier = match figure.qualifier {
                None => String::new(),
                Some(Qualifier::About) => format!(" ({})", own.about),
                Some(Qualifier::AtLeast) => format!(" ({})", own.at_least),
            };
            let label = label.map(|it| format!("{}{qualifier}", it.text.trim()));
            let label = label.unwrap_or_default();
            if is_joined {
                self.push(format!("{label} {number}"), figure.at, Whose::Booklet);
                if let Some(last) = self.expected.entries.last_mut() {
                    last.apart = Some([label, number]);
                }
            } else {
                self.push(label, figure.label.at, Whose::Booklet);
                self.push(number, figure.at, Whose::Booklet);
            }
        }
    }

    fn quotation(&mut self, quotation: &Quotation) {
        if let Some(words) = self.words(&quotation.text) {
            for paragraph in words.paragraphs() {
                self.push(paragraph.text, paragraph.at, Whose::Booklet);
                self.flows();
            }
        }
        if let Some(by) = quotation.by {
            self.speaker(by);
        }
        self.text(quotation.source.as_ref());
    }

    fn timeline(&mut self, timeline: &Timeline) {
        self.text(timeline.title.as_ref());
        for (date, text) in &timeline.events {
            self.text(Some(date));
            self.text(Some(text));
            self.flows();
        }
    }

    fn programme(&mut self, programme: &Programme) {
        self.text(programme.title.as_ref());
        self.text(programme.place.as_ref());
        for item in &programme.items {
            self.text(Some(&item.time));
            let title = self.words(&item.title).cloned();
            let by = item.by.as_ref().and_then(|by| self.words(by));
            let by = by.map(|by| by.text.clone()).unwrap_or_default();
            if let Some(title) = title {
                self.push(format!("{} {by}", title.text), title.at, Whose::Booklet);
                self.flows();
            }
        }
    }

    fn names(&mut self, names: &Names) {
        self.text(names.title.as_ref());
        for listed in &names.names {
            if let Some(group) = &listed.group {
                self.push(group.clone(), listed.name.at, Whose::Program);
            }
            self.push(listed.name.text.clone(), listed.name.at, Whose::Booklet);
            self.flows();
        }
    }

    fn pictures(&mut self, pictures: &[Picture]) {
        for picture in pictures {
            self.picture(picture);
        }
    }

    /// A picture with its caption and its credit.
    fn picture(&mut self, picture: &Picture) {
        self.expected.pictures.push(picture.at);
        self.text(picture.caption.as_ref());
        self.text(picture.credit.as_ref());
    }

    fn qr(&mut self, qr: &Qr) {
        self.text(qr.title.as_ref());
        self.text(qr.caption.as_ref());
        self.push(qr.address.value.clone(), qr.address.at, Whose::Booklet);
        if let Some(last) = self.expected.entries.last_mut() {
            last.links = address::target(&qr.address.value).into_iter().collect();
        }
    }
}
