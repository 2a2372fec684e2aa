//! The keys of a theme, each with its unit: what a theme's file may say, block by block.

use super::numbers::{
    Extent, FirstLine, Indent, LeadingFactor, Line, LineCount, LineGap, Mm, PageSide, RuleWeight,
    TextSize,
};
use super::styles::StyleYaml;
use crate::base::color::{Ink, Rgb};
use crate::base::units::Em;
use crate::content::decode::{Located, Named};
use crate::{yaml_block, yaml_words};

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
        ornaments: Ink,
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

yaml_words! {
    /// Where folio and running head stand.
    pub enum FurnitureYaml expects "a place for folio and running head" {
        /// In the outer margin, beside the text.
        "side" => Side,
        /// Above the text: the folio outside, the running head inside.
        "head" => Head,
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

impl Theme {
    /// The indent of a paragraph.
    pub fn indent(&self) -> Em {
        Em(self.paragraph.indent.0)
    }
}
