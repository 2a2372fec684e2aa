//! The type styles of a theme: what each is for, how a theme says it, and with which faces it is set.

use super::fonts::{Caps, FaceId, Figures, Fonts, Slant, Weight};
use super::numbers::{Leading, Tracking, TypeSize};
use crate::base::color::Ink;
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::base::units::{Em, Pt};
use crate::content::decode::{Located, Named, complain_of_name};
use crate::yaml_block;

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

yaml_block! {
    /// A type style.
    pub struct StyleYaml expects "a type style" {
        /// The family.
        family: Located<String>,
        /// How heavy: regular, semibold or bold.
        weight: Option<Weight>,
        /// Upright or italic.
        slant: Option<Slant>,
        /// The size; without it the size of the text, as the fit chooses it.
        size: Option<TypeSize>,
        /// From baseline to baseline, where a style has lines of its own.
        leading: Option<Leading>,
        /// The figures: `old_style`, `lining` or `tabular`.
        figures: Option<Figures>,
        /// The letters: `as_written`, or `small_caps` for small letters as small capitals.
        caps: Option<Caps>,
        /// Space added after every letter, in ems; 0.05 suits small capitals.
        tracking: Option<Tracking>,
        /// What it is printed with: text or accent.
        ink: Option<Ink>,
    }
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

/// The styles of a theme.
#[derive(Debug, Clone)]
pub struct Styles(Vec<Style>);

impl Styles {
    /// The style of a name.
    pub fn get(&self, name: StyleName) -> &Style {
        &self.0[name as usize]
    }

    /// Finds the faces of a theme's styles. `None` if one is missing; the reasons are in `complaints`.
    pub(super) fn find(
        styles: &Named<StyleYaml>,
        theme_at: Span,
        fonts: &Fonts,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let known: Vec<_> = StyleName::ALL.iter().map(|(_, name)| *name).collect();
        for (name, _) in &styles.0 {
            if !known.contains(&name.value.as_str()) {
                complain_of_name("style", name, &known, complaints);
            }
        }
        let found = StyleName::ALL.iter().map(|(_, wanted)| {
            let yaml = styles.0.iter().find(|(name, _)| name.value == *wanted);
            let Some((_, yaml)) = yaml else {
                let message = format!("the theme has no style `{wanted}`");
                complaints.push(Diagnostic::new(Code::MissingKey, Some(theme_at), message));
                return None;
            };
            style(yaml, fonts, complaints)
        });
        // Each is looked for, so that all that is wrong is told.
        let found: Vec<_> = found.collect();
        found.into_iter().collect::<Option<Vec<_>>>().map(Self)
    }
}

fn style(yaml: &StyleYaml, fonts: &Fonts, complaints: &mut Complaints) -> Option<Style> {
    let weight = yaml.weight.unwrap_or_default();
    let slant = yaml.slant.unwrap_or_default();
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
        figures: yaml.figures.unwrap_or_default(),
        caps: yaml.caps.unwrap_or_default(),
        tracking: Em(yaml.tracking.map_or(0.0, |it| it.0)),
        ink: yaml.ink.unwrap_or_default(),
    })
}
