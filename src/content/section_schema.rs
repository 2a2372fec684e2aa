//! The parts of a booklet as written: what keys each has. Every doc comment here is read by people, as those
//! of `schema`.

use super::decode::Located;
use super::text::Text;
use super::values::Literal;
use crate::{yaml_block, yaml_choice, yaml_number, yaml_words};

yaml_number! {
    /// How many columns of prose, or pictures side by side.
    pub struct Columns(usize) expects "a number of columns",
        a "integer" in 1..=3_u64, "columns", made by |n| n as usize;

    /// How many columns of names.
    pub struct NameColumns(usize) expects "a number of columns",
        a "integer" in 1..=4_u64, "columns", made by |n| n as usize;
}

yaml_choice! {
    /// A part of the booklet.
    pub enum SectionYaml expects "a section" {
        /// The front cover.
        cover => Cover(CoverYaml),
        /// The imprint: what the booklet is, and what it is set in.
        imprint => Imprint(ImprintYaml),
        /// The contents: people with their titles and pages.
        contents => Contents(ContentsYaml),
        /// What a person says, word for word.
        statement => Statement(StatementYaml),
        /// Figures with their source.
        figures => Figures(FiguresYaml),
        /// Prose, such as a foreword.
        text => Text(TextYaml),
        /// Somebody's words on a page of their own.
        quotation => Quotation(QuotationYaml),
        /// Events in order.
        timeline => Timeline(TimelineYaml),
        /// The programme of the event.
        programme => Programme(ProgrammeYaml),
        /// A list of names.
        names => Names(NamesYaml),
        /// Pictures with captions.
        gallery => Gallery(GalleryYaml),
        /// One picture on a page of its own.
        picture => Picture(PictureYaml),
        /// The logos of partners.
        logos => Logos(LogosYaml),
        /// An address as a QR code, with the address in print.
        qr => Qr(QrYaml),
        /// A ruled page for notes.
        notes_page => NotesPage(NotesPageYaml),
        /// The back cover.
        back_cover => BackCover(BackCoverYaml),
    }
}

yaml_block! {
    /// The front cover. It shows the title, the day that is remembered, the subtitle and the date.
    pub struct CoverYaml expects "the cover" {
        /// A line at the foot, in place of the subtitle and the date.
        line: Option<Text>,
        /// A picture.
        picture: Option<PictureYaml>,
    }
}

yaml_block! {
    /// A picture: JPEG, PNG or WebP.
    pub struct PictureYaml expects "a picture" {
        /// The file, from the booklet's folder.
        file: Located<String>,
        /// What it shows, for whoever cannot see it.
        alt: Option<Literal>,
        /// Whether it shows nothing that needs saying.
        decorative: Option<bool>,
        /// The words under it.
        caption: Option<Text>,
        /// Whose it is.
        credit: Option<Text>,
    }
}

yaml_block! {
    /// Prose, such as a foreword, in Markdown: paragraphs, emphasis, headings, lists, notes.
    pub struct TextYaml expects "a text" {
        /// The heading. A text with a heading is listed in the contents.
        title: Option<Text>,
        /// Who wrote it: a short name from `people`.
        by: Option<Located<String>>,
        /// The text.
        text: Option<Literal>,
        /// A text file with the text, in place of `text`.
        file: Option<Located<String>>,
        /// How many columns: 1 to 3.
        columns: Option<Columns>,
        /// Whether it begins with a letter of three lines.
        drop_cap: Option<bool>,
    }
}

yaml_block! {
    /// Somebody's words on a page of their own.
    pub struct QuotationYaml expects "a quotation" {
        /// The words.
        text: Text,
        /// Who said them: a short name from `people`.
        by: Option<Located<String>>,
        /// Where they are from, in words.
        source: Option<Text>,
    }
}

yaml_block! {
    /// Events in order.
    pub struct TimelineYaml expects "a timeline" {
        /// The heading.
        title: Option<Text>,
        /// The events.
        events: Vec<EventYaml>,
    }
}

yaml_block! {
    /// An event.
    pub struct EventYaml expects "an event" {
        /// When: in words, such as "10 December 1948".
        date: Text,
        /// What.
        text: Text,
    }
}

yaml_block! {
    /// The programme of the event.
    pub struct ProgrammeYaml expects "a programme" {
        /// The heading.
        title: Option<Text>,
        /// Where it takes place.
        place: Option<Text>,
        /// What happens.
        items: Vec<ProgrammeItemYaml>,
    }
}

yaml_block! {
    /// A point of the programme.
    pub struct ProgrammeItemYaml expects "a point of the programme" {
        /// When, such as "10.30".
        time: Text,
        /// What.
        title: Text,
        /// By whom.
        by: Option<Text>,
    }
}

yaml_block! {
    /// A list of names.
    pub struct NamesYaml expects "a list of names" {
        /// The heading.
        title: Option<Text>,
        /// The names.
        names: Option<Vec<Literal>>,
        /// A CSV file with the names, in place of `names`. Its first line says what the columns hold: `name`, or `first name` and `surname`, also in other languages; `family` for groups.
        file: Option<Located<String>>,
        /// What stands over the columns of the file, where it is not known: `{name: Vorname, surname: Nachname}`.
        headings: Option<HeadingsYaml>,
        /// How many columns: 1 to 4.
        columns: Option<NameColumns>,
        /// Whether they are put in the order of the language's alphabet; without it they are if they stand in groups, and else stay as given.
        sorted: Option<bool>,
        /// What stands together.
        group: Option<Group>,
        /// The figure that must be the number of names.
        count: Option<Located<String>>,
    }
}

yaml_block! {
    /// What stands over the columns of a file of names.
    pub struct HeadingsYaml expects "the headings of columns" {
        /// Over the names; over the first names, where `surname` is given too.
        name: Option<Located<String>>,
        /// Over the surnames, which are printed after the names.
        surname: Option<Located<String>>,
        /// Over what is printed before the names, such as Dr.
        title: Option<Located<String>>,
    }
}

yaml_words! {
    /// What stands together in a list of names.
    #[schemars(rename = "GroupYaml")]
    pub enum Group expects "a grouping" {
        /// Names that begin with the same letter.
        "letter" => Letter,
        /// Names of one family.
        "family" => Family,
    }
}

yaml_block! {
    /// Pictures with captions.
    pub struct GalleryYaml expects "a gallery" {
        /// The heading.
        title: Option<Text>,
        /// The pictures.
        pictures: Vec<PictureYaml>,
        /// How many stand side by side: 1 to 3.
        columns: Option<Columns>,
    }
}

yaml_block! {
    /// The logos of partners.
    pub struct LogosYaml expects "logos" {
        /// The heading.
        title: Option<Text>,
        /// The logos.
        logos: Vec<PictureYaml>,
    }
}

yaml_block! {
    /// An address as a QR code, with the address in print.
    pub struct QrYaml expects "a QR code" {
        /// The heading.
        title: Option<Text>,
        /// The address, such as `https://www.un.org`.
        address: Located<String>,
        /// What is found there.
        caption: Option<Text>,
    }
}

yaml_block! {
    /// A ruled page for notes.
    pub struct NotesPageYaml expects "a notes page" {
        /// The heading.
        title: Option<Text>,
    }
}

yaml_block! {
    /// The imprint. The faces and the date are added to it.
    pub struct ImprintYaml expects "the imprint" {
        /// What the booklet is and whose the texts are, in Markdown. Without it: that statements are reproduced word for word and are their authors' own.
        text: Option<Literal>,
    }
}

yaml_block! {
    /// The contents.
    pub struct ContentsYaml expects "the contents" {
        /// A heading in place of the booklet's title.
        title: Option<Text>,
    }
}

yaml_block! {
    /// A statement.
    pub struct StatementYaml expects "a statement" {
        /// Who says it: a short name from `people`.
        by: Located<String>,
        /// The words, as a literal block after `|-`. Paragraphs are separated by blank lines; every other character is printed as it stands.
        text: Option<Literal>,
        /// A text file with the words, in place of `text`; a file that ends in `.md` is Markdown.
        file: Option<Located<String>>,
        /// How the words are written: `literal` if not given, or `markdown`, in which emphasis, headings, lists, quotations, notes and links are understood.
        format: Option<StatementFormatYaml>,
        /// Whether it begins with a letter of three lines.
        drop_cap: Option<bool>,
        /// Words of the statement that are set large. They must stand in it.
        pull_quote: Option<Literal>,
    }
}

yaml_words! {
    /// How the words of a statement are written.
    pub enum StatementFormatYaml expects "a format" {
        /// Every character is printed as it stands.
        "literal" => Literal,
        /// As Markdown.
        "markdown" => Markdown,
    }
}

yaml_block! {
    /// Figures, each a short name from `figures`. Figures that are `of` one shown are shown with it.
    pub struct FiguresYaml expects "figures" {
        /// The heading.
        title: Option<Text>,
        /// Which figures, the chief one first.
        show: Vec<Located<String>>,
        /// How they are shown.
        style: FiguresStyleYaml,
        /// What the contents says of this section. Without it the section is not listed.
        contents: Option<ContentsEntryYaml>,
        /// The words under a field of dots, such as "Each dot is one person."
        caption: Option<Text>,
    }
}

yaml_block! {
    /// A line of the contents.
    pub struct ContentsEntryYaml expects "a line of the contents" {
        /// The line itself.
        title: Text,
        /// A second line under it.
        note: Option<Text>,
    }
}

yaml_words! {
    /// How figures are shown.
    pub enum FiguresStyleYaml expects "a style of figures" {
        /// As numbers with their labels, and the sentences they stand in.
        "numbers" => Numbers,
        /// As a field of dots, one dot for each one counted.
        "dots" => Dots,
        /// As a table.
        "table" => Table,
        /// As bars.
        "bars" => Bars,
    }
}

yaml_block! {
    /// The back cover, empty but for one line.
    pub struct BackCoverYaml expects "the back cover" {
        /// The line.
        line: Option<Text>,
    }
}
