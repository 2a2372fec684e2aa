//! The YAML as written: what keys there are, and what may stand after them. The JSON Schema that
//! editors read is made from these types, so every doc comment here is read by people.

use super::booklet::Qualifier;
use super::decode::{Located, Named, Needed};
use super::editions::{self, EditionsYaml};
use super::section_schema::{PictureYaml, SectionYaml};
use super::text::Text;
use super::values::Literal;
use crate::base::day::Day;
use crate::base::edition::Editions;
use crate::base::language::Language;
use crate::yaml_block;

/// The version of the format this program reads.
pub const FORMAT: u64 = 1;

yaml_block! {
    /// A booklet.
    pub struct BookletYaml expects "a booklet" {
        /// The version of this format: 1.
        bifolio: Needed<Located<u64>>,
        /// The title, as it stands on the cover.
        title: Needed<Text>,
        /// What the booklet is, in a line, such as "Statements on the 32nd anniversary".
        subtitle: Option<Text>,
        /// The day of the event the booklet is made for.
        date: Needed<Located<Day>>,
        /// The day that is remembered.
        commemorates: Option<Located<Day>>,
        /// The language of the booklet.
        language: Needed<Located<Language>>,
        /// The people, each spelt once and then used by a short name of your own.
        people: Option<Named<PersonYaml>>,
        /// The figures, each given once with its source and then used by a short name of your own.
        figures: Option<Named<FigureYaml>>,
        /// The parts of the booklet, in order.
        sections: Needed<Located<Vec<Located<SectionYaml>>>>,
        /// Parts that may fill the pages left before the back cover, in the order they are taken: a quotation, a notes page, a picture.
        fill: Option<Vec<Located<SectionYaml>>>,
        /// How it looks.
        design: Option<DesignYaml>,
        /// Fonts of your own, by a name that themes then call the family by.
        fonts: Option<Named<FontsYaml>>,
        /// Words that may be broken otherwise than usual, with hyphens: `Kho-jaly`.
        hyphenation: Option<Vec<Located<String>>>,
        /// What it is made for, each with its own choices.
        editions: Option<EditionsYaml>,
    }
}

yaml_block! {
    /// A person who speaks in the booklet.
    pub struct PersonYaml expects "a person" {
        /// What stands before the name, such as H.E.
        honorific: Option<Literal>,
        /// The name, spelt as the person spells it.
        name: Literal,
        /// Offices and titles, one a line.
        titles: Option<Vec<Text>>,
        /// What a running head calls the person, where the name is long.
        short: Option<Literal>,
        /// A portrait; it is shown 3 wide to 4 high.
        portrait: Option<PictureYaml>,
        /// A picture of the signature.
        signature: Option<PictureYaml>,
    }
}

yaml_block! {
    /// A family of fonts of your own: OpenType or TrueType files (.otf, .ttf) whose licence allows embedding.
    pub struct FontsYaml expects "a family of fonts" {
        /// The file of the regular face.
        regular: Located<String>,
        /// The file of the italic.
        italic: Option<Located<String>>,
        /// The file of the semibold.
        semibold: Option<Located<String>>,
        /// The file of the semibold italic.
        semibold_italic: Option<Located<String>>,
        /// The file of the bold.
        bold: Option<Located<String>>,
        /// The file of the bold italic.
        bold_italic: Option<Located<String>>,
        /// The family of the program that it is used in place of, such as source-serif-4; a theme then need not name it.
        in_place_of: Option<Located<String>>,
    }
}

yaml_block! {
    /// A figure with its source.
    pub struct FigureYaml expects "a figure" {
        /// The number, in digits only: 5379.
        value: Located<u64>,
        /// What is counted, such as "people killed".
        label: Text,
        /// The figure this one is a part of. Parts may overlap; nothing is summed.
        of: Option<Located<String>>,
        /// The person in whose statement the figure stands.
        source: Located<String>,
        /// How sure the number is.
        qualifier: Option<Qualifier>,
        /// The sentence of the source's statement that says it, word for word, where it is not found by the number and words of the label, or another is meant.
        sentence: Option<Literal>,
        /// Whether the parts of this figure exclude each other, so that they may be summed. The sum is then checked.
        disjoint: Option<bool>,
    }
}

yaml_block! {
    /// How the booklet looks.
    pub struct DesignYaml expects "a design" {
        /// The theme: one of the program's, `memorial`, `assembly` or `pocket`, or a theme file in the booklet's folder, such as `ours.yaml`.
        theme: Option<Located<String>>,
    }
}

/// The JSON Schema of a booklet, for editors.
pub fn json_schema(known: Editions) -> String {
    let mut schema = titled::<BookletYaml>("A bifolio booklet");
    editions::describe(&mut schema, known);
    written(&schema)
}

/// The JSON Schema of a type, with a title.
pub fn schema_of<T: schemars::JsonSchema>(title: &str) -> String {
    written(&titled::<T>(title))
}

fn titled<T: schemars::JsonSchema>(title: &str) -> schemars::Schema {
    let mut schema = schemars::schema_for!(T);
    schema.insert("title".into(), title.into());
    schema
}

fn written(schema: &schemars::Schema) -> String {
    format!("{:#}\n", schema.as_value())
}
