//! A theme: how a booklet looks, as data. Every key stands here with its unit; a new theme is a
//! YAML file in `assets/themes`, and no Rust.

use std::collections::HashMap;

use schemars::JsonSchema;

use super::fonts::{Caps, FaceId, Figures, Fonts, Slant, Weight};
use super::missing_faces;
use super::numbers::{
    Extent, FirstLine, Indent, Leading, LeadingFactor, Line, LineCount, LineGap, Mm, PageSide,
    RuleWeight, TextSize, Tracking, TypeSize,
};
use super::relations;
use crate::base::color::{Ink, Rgb};
use crate::base::diagnostic::{Code, Complaints, Diagnostic, FileId, Sources};
use crate::base::units::{Em, Pt};
use crate::content::booklet::ThemeChoice;
use crate::content::decode::{Decode, Decoder, Located, Named, complain_of_name};
use crate::content::node::Node;
use crate::content::schema::schema_of;
use crate::content::text_file;
use crate::{yaml_block, yaml_words};

/// The themes in the program: name and YAML.
const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/themes.rs"));

/// The theme of a booklet that names none.
pub const DEFAULT: &str = "memorial";

/// The least contrast of an accent with the paper (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

impl Decode for Rgb {
    const EXPECTED: &'static str = "a colour";

    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let hex = Located::<String>::decode(node, decoder)?;
        let color = Self::from_hex(&hex.value);
        if color.is_none() {
            let message = format!("`{}` is not a colour", hex.value);
            let help = "write it in quotes as \"#RRGGBB\", such as \"#7A1420\"";
            decoder.complain(Diagnostic::new(Code::BadValue, Some(hex.at), message).help(help));
        }
        color
    }
}

impl JsonSchema for Rgb {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Color".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^#[0-9A-Fa-f]{6}$",
            "description": "A colour on the screen, such as #7A1420."
        })
    }
}

yaml_block! {
    /// A theme.
    pub struct Theme expects "a theme" {
        /// The name a booklet calls it by.
        theme: Located<String>,
        /// The theme of the program, or the file, that sets a booklet on half the page: for sheets of A4 in place of A3. One of the program keeps the colour and the faces of this theme; a file stands as it is written.
        half: Option<Located<String>>,
        /// The page and its margins.
        page: PageFrame,
        /// What the fit may choose from.
        fit: FitRanges,
        /// How paragraphs are told apart.
        paragraph: ParagraphStyle,
        /// The one colour beside black.
        accent: Located<Rgb>,
        /// What the rules of the cover and under a speaker's name are printed with: text or accent.
        ornaments: InkYaml,
        /// The type styles, by name.
        styles: Named<StyleYaml>,
        /// The front cover.
        cover: CoverStyle,
        /// The imprint.
        imprint: ImprintStyle,
        /// The contents.
        contents: ContentsStyle,
        /// Statements.
        statement: StatementStyle,
        /// Fields of dots.
        dots: DotsStyle,
        /// Figures as numbers.
        numbers: NumbersStyle,
        /// Sections that begin with a heading: prose, tables, timelines, programmes, names, galleries.
        section: SectionStyle,
        /// Pictures and what belongs to them.
        pictures: PicturesStyle,
        /// Quotations.
        quotation: QuotationStyle,
        /// Timelines and programmes.
        list: ListStyle,
        /// Columns of prose and of names.
        columns: ColumnsStyle,
        /// Notes pages.
        notes_page: NotesPageStyle,
        /// The back cover.
        back_cover: BackCoverStyle,
    }
}

yaml_block! {
    /// Sections that begin with a heading.
    pub struct SectionStyle expects "a section style" {
        /// The line of the heading.
        title_line: Line,
        /// The line the section begins on, under a heading of one line.
        first_line: Line,
    }
}

yaml_block! {
    /// Pictures and what belongs to them.
    pub struct PicturesStyle expects "a pictures style" {
        /// The width of a portrait; it is a third higher.
        portrait_width: Extent,
        /// The line a portrait's upper edge stands on.
        portrait_line: Line,
        /// The height of a signature.
        signature_height: Extent,
        /// The line of the upper edge of a picture on the cover.
        cover_line: Line,
        /// Its greatest height.
        cover_height: Extent,
        /// Between pictures side by side.
        gap: Mm,
        /// The greatest height of a logo.
        logo_height: Extent,
        /// The side of a QR code.
        qr_side: Extent,
    }
}

yaml_block! {
    /// Quotations.
    pub struct QuotationStyle expects "a quotation style" {
        /// The length of a line.
        measure: Extent,
        /// The line it begins on.
        first_line: Line,
    }
}

yaml_block! {
    /// Timelines and programmes.
    pub struct ListStyle expects "a list style" {
        /// The width of the column with dates or times.
        moment_width: Extent,
    }
}

yaml_block! {
    /// Columns of prose and of names.
    pub struct ColumnsStyle expects "a columns style" {
        /// Between columns.
        gap: Mm,
    }
}

yaml_block! {
    /// Notes pages.
    pub struct NotesPageStyle expects "a notes page style" {
        /// Between rules.
        rule_lines: LineCount,
        /// How thick the rules are.
        rule: RuleWeight,
    }
}

yaml_block! {
    /// The page and its margins.
    pub struct PageFrame expects "a page" {
        /// The width of the finished page.
        width: PageSide,
        /// Its height.
        height: PageSide,
        /// From the spine to the text.
        inner: Mm,
        /// From the upper edge to the head of the type area.
        head: Mm,
        /// From the foot of the type area to the lower edge, at least.
        foot: Mm,
        /// Where folio and running head stand: side or head.
        furniture: FurnitureYaml,
        /// The line a running head stands on; less than 1 is above the text.
        running_head_line: Line,
        /// The line a folio stands on.
        folio_line: Line,
        /// Between the text and what stands in the outer margin.
        furniture_gap: Mm,
        /// How wide that may be.
        furniture_width: Extent,
    }
}

yaml_block! {
    /// What the fit may choose from: one size, leading, measure and first line for all statements.
    pub struct FitRanges expects "ranges for the fit" {
        /// The smallest size of the text.
        smallest: TextSize,
        /// The largest.
        largest: TextSize,
        /// The size to come nearest to.
        preferred: TextSize,
        /// The baseline step as a multiple of the size; rounded to half points.
        leading: LeadingFactor,
        /// Measures, the preferred one first; each is made a whole number of steps.
        measures: Vec<Extent>,
        /// The first line the text of a statement may begin on.
        earliest_line: FirstLine,
        /// The last.
        latest_line: FirstLine,
        /// The one to come nearest to.
        preferred_line: FirstLine,
    }
}

yaml_block! {
    /// How paragraphs are told apart.
    pub struct ParagraphStyle expects "a paragraph style" {
        /// The indent of every paragraph but the first, in ems.
        indent: Indent,
    }
}

yaml_block! {
    /// A type style.
    pub struct StyleYaml expects "a type style" {
        /// The family.
        family: Located<String>,
        /// How heavy: regular, semibold or bold.
        weight: Option<WeightYaml>,
        /// Upright or italic.
        slant: Option<SlantYaml>,
        /// The size; without it the size of the text, as the fit chooses it.
        size: Option<TypeSize>,
        /// From baseline to baseline, where a style has lines of its own.
        leading: Option<Leading>,
        /// The figures: `old_style`, `lining` or `tabular`.
        figures: Option<FiguresYaml>,
        /// The letters: `as_written`, or `small_caps` for small letters as small capitals.
        caps: Option<CapsYaml>,
        /// Space added after every letter, in ems; 0.05 suits small capitals.
        tracking: Option<Tracking>,
        /// What it is printed with: text or accent.
        ink: Option<InkYaml>,
    }
}

yaml_words! {
    /// What something is printed with.
    pub enum InkYaml expects "an ink" {
        /// Text black.
        "text" => Text,
        /// The accent.
        "accent" => Accent,
    }
}

yaml_words! {
    /// Where folio and running head stand.
    pub enum FurnitureYaml expects "a place for folio and running head" {
        /// In the outer margin, beside the text.
        "side" => Side,
        /// Above the text: the folio outside, the running head inside.
        "head" => Head,
    }
}

yaml_words! {
    /// How heavy.
    pub enum WeightYaml expects "a weight" {
        /// As text is.
        "regular" => Regular,
        /// Between regular and bold.
        "semibold" => Semibold,
        /// Bold.
        "bold" => Bold,
    }
}

yaml_words! {
    /// Upright or italic.
    pub enum SlantYaml expects "a slant" {
        /// Upright.
        "upright" => Upright,
        /// Italic.
        "italic" => Italic,
    }
}

yaml_words! {
    /// Figures.
    pub enum FiguresYaml expects "a kind of figures" {
        /// With ascenders and descenders.
        "old_style" => OldStyle,
        /// As high as capitals.
        "lining" => Lining,
        /// As high as capitals, all of one width.
        "tabular" => Tabular,
    }
}

yaml_words! {
    /// Letters.
    pub enum CapsYaml expects "a kind of letters" {
        /// As written.
        "as_written" => AsWritten,
        /// Small letters as small capitals.
        "small_caps" => SmallCaps,
    }
}

yaml_block! {
    /// The front cover.
    pub struct CoverStyle expects "a cover" {
        /// The line of the title.
        title_line: Line,
        /// The line of the day that is remembered.
        date_line: Line,
        /// Where the rule stands.
        rule_line: Line,
        /// How thick it is.
        rule: RuleWeight,
        /// The line at the foot.
        foot_line: Line,
    }
}

yaml_block! {
    /// The imprint.
    pub struct ImprintStyle expects "an imprint" {
        /// How wide it is.
        width: Extent,
        /// The line its last line stands on.
        foot_line: Line,
    }
}

yaml_block! {
    /// The contents.
    pub struct ContentsStyle expects "contents" {
        /// The line of the title.
        title_line: Line,
        /// The line of the first entry.
        first_line: Line,
        /// How many lines an entry takes.
        entry_lines: LineCount,
    }
}

yaml_block! {
    /// Statements.
    pub struct StatementStyle expects "a statement style" {
        /// The line of the name.
        name_line: Line,
        /// From the last title down to the rule.
        rule_gap: LineGap,
        /// How thick it is.
        rule: RuleWeight,
    }
}

yaml_block! {
    /// Fields of dots. Their pitch is one baseline step.
    pub struct DotsStyle expects "a dots style" {
        /// How large a dot is.
        diameter: Extent,
        /// From the last row down to the caption.
        caption_gap: LineGap,
    }
}

yaml_block! {
    /// Figures as numbers.
    pub struct NumbersStyle expects "a numbers style" {
        /// The line of the title.
        title_line: Line,
        /// The line of the chief figure.
        chief_line: Line,
        /// The line of the word that leads to its parts.
        including_line: Line,
        /// The line of its parts.
        parts_line: Line,
        /// The line of the first of the other figures.
        rows_line: Line,
        /// How many lines each takes.
        row_lines: LineCount,
        /// Where their numbers end.
        number_edge: Mm,
        /// Where their labels begin.
        label_edge: Mm,
        /// How thick the rules between them are.
        rule: RuleWeight,
        /// The line the source ends on.
        foot_line: Line,
    }
}

yaml_block! {
    /// The back cover.
    pub struct BackCoverStyle expects "a back cover" {
        /// The line its one line stands on.
        line: Line,
    }
}

/// Lists the names of the styles.
macro_rules! style_names {
    ($($variant:ident $name:literal $doc:literal)*) => {
        /// What a style is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum StyleName {
            $(#[doc = $doc] $variant,)*
        }

        impl StyleName {
            /// Every style a theme must have.
            const ALL: &[(Self, &'static str)] = &[$((Self::$variant, $name)),*];
        }
    };
}

style_names! {
    Body "body" "The text of statements."
    CoverTitle "cover_title" "The title on the cover."
    CoverDate "cover_date" "The day under it."
    CoverLine "cover_line" "The line at the cover's foot."
    HalfTitle "half_title" "The title over the contents."
    Entry "entry" "An entry of the contents."
    EntryNote "entry_note" "The second line of an entry."
    EntryPage "entry_page" "The page of an entry."
    Name "name" "A speaker's name."
    Titles "titles" "A speaker's titles."
    Folio "folio" "The page number."
    RunningHead "running_head" "The running head."
    Imprint "imprint" "The imprint."
    FiguresTitle "figures_title" "The heading over figures."
    ChiefFigure "chief_figure" "The chief figure."
    Figure "figure" "Other figures."
    RowFigure "row_figure" "A figure in a row of its own."
    FigureLabel "figure_label" "What a figure counts."
    Including "including" "The word between a figure and its parts."
    Source "source" "The sentences figures stand in."
    Caption "caption" "The words under a picture or chart."
    SectionTitle "section_title" "The heading of a section."
    Prose "prose" "Running prose, such as a foreword."
    Heading "heading" "A heading inside prose."
    Subheading "subheading" "A lower heading inside prose."
    Note "note" "Notes at the foot of a page."
    DropCap "drop_cap" "The letter of three lines."
    PullQuote "pull_quote" "Words of a statement set large."
    Quotation "quotation" "Words on a page of their own."
    QuotationSource "quotation_source" "Whose they are."
    Moment "moment" "The date of an event, the time of a point of the programme."
    ListedName "listed_name" "A name of a list."
    NameGroup "name_group" "What stands before a group of names."
    Cell "cell" "A cell of a table."
    PictureCaption "picture_caption" "The words under a picture."
    Credit "credit" "Whose a picture is."
    BackLine "back_line" "The line on the back cover."
}

/// A type style with its face found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The face.
    pub face: FaceId,
    /// The italic of its family, or the face itself.
    pub italic: FaceId,
    /// The bold or semibold of its family, or the face itself.
    pub strong: FaceId,
    /// The size; `None` is the size the fit chooses.
    pub size: Option<Pt>,
    /// The style's own leading.
    pub leading: Option<Pt>,
    /// The figures.
    pub figures: Figures,
    /// The letters.
    pub caps: Caps,
    /// Space added after every letter.
    pub tracking: Em,
    /// What it is printed with.
    pub ink: Ink,
}

impl StyleYaml {
    /// How heavy its face is.
    pub(super) fn wanted_weight(&self) -> Weight {
        match self.weight {
            None | Some(WeightYaml::Regular) => Weight::Regular,
            Some(WeightYaml::Semibold) => Weight::Semibold,
            Some(WeightYaml::Bold) => Weight::Bold,
        }
    }

    /// Whether its face leans.
    pub(super) fn wanted_slant(&self) -> Slant {
        match self.slant {
            None | Some(SlantYaml::Upright) => Slant::Upright,
            Some(SlantYaml::Italic) => Slant::Italic,
        }
    }
}

/// The ink of a word.
pub fn ink(word: InkYaml) -> Ink {
    match word {
        InkYaml::Text => Ink::Text,
        InkYaml::Accent => Ink::Accent,
    }
}

/// The styles of a theme.
#[derive(Debug, Clone)]
pub struct Styles(Vec<Style>);

impl Styles {
    /// The style of a name.
    pub fn get(&self, name: StyleName) -> &Style {
        &self.0[name as usize]
    }
}

impl Theme {
    /// The theme of a booklet. `None` if there is none or it is wrong; the reasons are in
    /// `complaints`.
    pub fn load(
        choice: &ThemeChoice,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let file = match choice {
            ThemeChoice::Default => built_in(DEFAULT, sources)?,
            ThemeChoice::File(file) => *file,
            ThemeChoice::HalfOf(whole) => return Self::half_of(whole, sources, complaints),
            ThemeChoice::Named(name) => built_in(&name.value, sources).or_else(|| {
                let known: Vec<_> = names().collect();
                complain_of_name("theme", name, &known, complaints);
                // The rest of the booklet can be looked at all the same.
                built_in(DEFAULT, sources)
            })?,
        };
        let root = text_file::parse(file, sources, complaints)?;
        let theme = Self::decode(&root, &mut Decoder::new(sources, complaints))?;
        relations::hold(&theme, complaints).then_some(theme)
    }

    /// The smaller page of a theme, which keeps the theme's colour and faces.
    fn half_of(
        whole: &ThemeChoice,
        sources: &mut Sources,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let whole = Self::load(whole, sources, complaints)?;
        let name = ThemeChoice::Named(whole.half.clone()?);
        let mut half = Self::load(&name, sources, complaints)?;
        half.accent = whole.accent;
        half.ornaments = whole.ornaments;
        let looks = whole.styles.0.into_iter();
        let looks: HashMap<_, _> = looks.map(|(name, style)| (name.value, style)).collect();
        for (name, style) in &mut half.styles.0 {
            if let Some(look) = looks.get(&name.value) {
                *style = StyleYaml {
                    size: style.size,
                    leading: style.leading,
                    ..look.clone()
                };
            }
        }
        Some(half)
    }

    /// The indent of a paragraph.
    pub fn indent(&self) -> Em {
        Em(self.paragraph.indent.0)
    }

    /// Finds the faces of the styles.
    pub fn styles(&self, fonts: &Fonts, complaints: &mut Complaints) -> Option<Styles> {
        let known: Vec<_> = StyleName::ALL.iter().map(|(_, name)| *name).collect();
        for (name, _) in &self.styles.0 {
            if !known.contains(&name.value.as_str()) {
                complain_of_name("style", name, &known, complaints);
            }
        }
        let found = StyleName::ALL.iter().map(|(_, wanted)| {
            let yaml = self.styles.0.iter().find(|(name, _)| name.value == *wanted);
            let Some((_, yaml)) = yaml else {
                let message = format!("the theme has no style `{wanted}`");
                complaints.push(Diagnostic::new(Code::MissingKey, Some(self.at), message));
                return None;
            };
            style(yaml, fonts, complaints)
        });
        let found: Vec<_> = found.collect();
        missing_faces::complain(&self.styles, fonts, complaints);
        found.into_iter().collect::<Option<Vec<_>>>().map(Styles)
    }

    /// Complains of an accent that is too pale.
    pub fn check_contrast(&self, complaints: &mut Complaints) {
        let contrast = self.accent.value.contrast(Rgb::WHITE);
        if contrast < LEAST_CONTRAST {
            let message = format!("the accent has a contrast of {contrast:.1} to 1 with white");
            complaints.push(
                Diagnostic::new(Code::LowContrast, Some(self.accent.at), message)
                    .help("choose a darker colour: 4.5 to 1 is the least that reads well"),
            );
        }
    }
}

fn built_in(name: &str, sources: &mut Sources) -> Option<FileId> {
    let (name, yaml) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    Some(sources.add(format!("assets/themes/{name}.yaml"), (*yaml).into()))
}

fn style(yaml: &StyleYaml, fonts: &Fonts, complaints: &mut Complaints) -> Option<Style> {
    let (weight, slant) = (yaml.wanted_weight(), yaml.wanted_slant());
    let figures = match yaml.figures {
        None | Some(FiguresYaml::OldStyle) => Figures::OldStyle,
        Some(FiguresYaml::Lining) => Figures::Lining,
        Some(FiguresYaml::Tabular) => Figures::Tabular,
    };
    let family = &yaml.family.value;
    let Some(face) = fonts.nearest(family, weight, slant) else {
        complain_of_name("family", &yaml.family, &fonts.family_names(), complaints);
        return None;
    };
    let other_slant = match slant {
        Slant::Upright => Slant::Italic,
        Slant::Italic => Slant::Upright,
    };
    let strong_weight = if weight == Weight::Regular {
        Weight::Semibold
    } else {
        Weight::Bold
    };
    Some(Style {
        face,
        italic: fonts.nearest(family, weight, other_slant).unwrap_or(face),
        strong: fonts.nearest(family, strong_weight, slant).unwrap_or(face),
        size: yaml.size.map(|size| size.0),
        leading: yaml.leading.map(|leading| leading.0),
        figures,
        caps: match yaml.caps {
            None | Some(CapsYaml::AsWritten) => Caps::AsWritten,
            Some(CapsYaml::SmallCaps) => Caps::Small,
        },
        tracking: Em(yaml.tracking.map_or(0.0, |it| it.0)),
        ink: yaml.ink.map_or(Ink::Text, ink),
    })
}

/// The names of the themes in the program.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// The JSON Schema of a theme, for editors.
pub fn json_schema() -> String {
    schema_of::<Theme>("A bifolio theme")
}
