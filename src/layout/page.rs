//! The display list: what every output reads.
//!
//! A [`Page`] is a list of marks with their places, from the top left corner of the trim; until a page is
//! whole they count from the start edge of what they stand in, see [`Grid`](super::grid::Grid). Every
//! item is either part of the meaning, and then names its [`Tag`], or furniture; nothing is
//! neither. The order of the tags is the order of reading.

use std::ops::Range;

use crate::base::color::{Ink, Swatches};
use crate::base::diagnostic::Span;
use crate::base::geometry::{Point, Rect, Size};
use crate::base::language::{Direction, Language};
use crate::base::units::Pt;
use crate::content::picture::Artwork;
use crate::inline::line::GlyphRun;

/// A made-up booklet: its pages and what they mean.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The pages, in order; the first is a recto.
    pub pages: Vec<Page>,
    /// The tag tree.
    pub tags: TagTree,
    /// Which tags each section has, in the order they were set.
    pub parts: Vec<Part>,
    /// The headings that a reader can jump to.
    pub outline: Vec<OutlineEntry>,
    /// The pictures the pages show, each once.
    pub pictures: Vec<Artwork>,
    /// What the booklet says of itself.
    pub about: About,
    /// What the inks are on a screen and on a press.
    pub swatches: Swatches,
}

/// A section on the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which section it is.
    pub section: PartOf,
    /// Its tags.
    pub tags: Range<u32>,
}

/// Which section of the booklet something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOf {
    /// One of its sections, counted from 0.
    Section(usize),
    /// One of those that may fill pages, counted from 0.
    Fill(usize),
}

/// What a file's metadata say of a booklet.
#[derive(Debug, Clone)]
pub struct About {
    /// The title, with the subtitle.
    pub title: String,
    /// The people who speak in it.
    pub authors: Vec<String>,
    /// What it is, in a sentence, or empty.
    pub description: String,
    /// The language of the booklet.
    pub language: Language,
    /// The direction it is leafed in: left to right when bound on the left.
    pub direction: Direction,
    /// The day of the booklet: year, month, day.
    pub date: (u16, u8, u8),
}

/// One page.
#[derive(Debug, Clone)]
pub struct Page {
    /// The finished size.
    pub trim: Size,
    /// What the page is called: its number, in the booklet's digits.
    pub label: String,
    /// The marks on it, in the order they are drawn.
    pub items: Vec<Item>,
}

/// A mark on a page, and what it is part of.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The mark.
    pub mark: Mark,
    /// What it is part of.
    pub place: Place,
    /// The line of YAML it comes from.
    pub source: Option<Span>,
}

impl Item {
    /// The item moved along and down.
    #[must_use]
    pub fn moved(mut self, along: Pt, down: Pt) -> Self {
        match &mut self.mark {
            Mark::Glyphs(at, _) => *at = at.moved(along, down),
            Mark::Rule(area, _) | Mark::Link { area, .. } => *area = area.moved(along, down),
            Mark::Picture { area, placed, .. } => {
                *area = area.moved(along, down);
                *placed = placed.moved(along, down);
            }
            Mark::Dots { centres, .. } => {
                for centre in centres {
                    *centre = Point::moved(*centre, along, down);
                }
            }
            Mark::Code(modules, _) => {
                for module in modules {
                    *module = module.moved(along, down);
                }
            }
        }
        self
    }

    /// The item as far from the other edge of a page of a width. Letters, pictures and codes are not
    /// turned over.
    #[must_use]
    pub fn mirrored(mut self, page_width: Pt) -> Self {
        let mirrored = |area: Rect| Rect {
            origin: Point {
                x: page_width - area.right(),
                y: area.origin.y,
            },
            size: area.size,
        };
        match &mut self.mark {
            Mark::Glyphs(at, run) => at.x = page_width - at.x - run.width(),
            Mark::Rule(area, _) | Mark::Link { area, .. } => *area = mirrored(*area),
            Mark::Picture { area, placed, .. } => {
                (*area, *placed) = (mirrored(*area), mirrored(*placed));
            }
            Mark::Dots { centres, .. } => {
                for centre in centres {
                    centre.x = page_width - centre.x;
                }
            }
            Mark::Code(..) => {
                let area = self.mark.bounds();
                return self.moved(page_width - area.right() - area.origin.x, Pt::ZERO);
            }
        }
        self
    }
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// Glyphs; the point is the left end of the run's baseline.
    Glyphs(Point, GlyphRun),
    /// A filled rectangle: a rule.
    Rule(Rect, Ink),
    /// A field of dots of one size; the points are their centres.
    Dots {
        /// The centres.
        centres: Vec<Point>,
        /// The diameter of each.
        diameter: Pt,
        /// What they are printed with.
        ink: Ink,
    },
    /// A QR code: its dark modules, a rectangle for each stretch of a row.
    Code(Vec<Rect>, Ink),
    /// A picture.
    Picture {
        /// What is seen of it.
        area: Rect,
        /// Where the whole of it would stand.
        placed: Rect,
        /// Its place in the list of pictures.
        picture: PictureId,
    },
    /// A place that leads somewhere when it is clicked.
    Link {
        /// The area.
        area: Rect,
        /// Where it leads.
        target: Target,
        /// What a screen reader says of it.
        description: String,
    },
}

impl Mark {
    /// The area it takes on the page; glyphs from their baseline as high as their size.
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Glyphs(at, run) => Rect {
                origin: at.moved(Pt::ZERO, -run.size),
                size: Size {
                    width: run.width(),
                    height: run.size,
                },
            },
            Self::Rule(area, _) | Self::Link { area, .. } | Self::Picture { area, .. } => *area,
            Self::Dots {
                centres, diameter, ..
            } => {
                let size = Size {
                    width: *diameter,
                    height: *diameter,
                };
                let dot = |centre: &Point| Rect {
                    origin: centre.moved(*diameter * -0.5, *diameter * -0.5),
                    size,
                };
                let dots = centres.iter().map(dot);
                dots.reduce(Rect::union).unwrap_or_default()
            }
            Self::Code(modules, _) => {
                let modules = modules.iter().copied();
                modules.reduce(Rect::union).unwrap_or_default()
            }
        }
    }
}

/// A picture's place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PictureId(pub usize);

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a page of this booklet, counted from 0.
    Page(usize),
    /// To an address in the network.
    Address(String),
}

/// What an item is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Of the meaning.
    Meaning(TagId),
    /// Of the page's furniture, which a screen reader passes over.
    Furniture(Furniture),
}

/// Kinds of furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Furniture {
    /// A running head or folio.
    RunningHead,
    /// A rule or ornament.
    Ornament,
}

/// A tag's place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TagId(pub u32);

/// The tree of meaning. Tags stand in reading order, parents before their children.
#[derive(Debug, Clone)]
pub struct TagTree {
    tags: Vec<Tag>,
}

impl TagTree {
    /// The root, a document.
    pub const ROOT: TagId = TagId(0);

    /// A tree with nothing but its root.
    pub fn new() -> Self {
        Self {
            tags: vec![Tag::new(Role::Document)],
        }
    }

    /// Adds a tag as the last child of `parent`.
    pub fn add(&mut self, parent: TagId, role: Role) -> TagId {
        self.add_tag(parent, Tag::new(role))
    }

    /// Adds a tag with all its attributes as the last child of `parent`.
    pub fn add_tag(&mut self, parent: TagId, mut tag: Tag) -> TagId {
        let id = TagId(self.tags.len() as u32);
        tag.parent = Some(parent);
        self.tags.push(tag);
        id
    }

    /// Says in which language those of some tags are that are parts of the document.
    pub fn say_language(&mut self, tags: Range<u32>, language: &str) {
        for tag in &mut self.tags[tags.start as usize..tags.end as usize] {
            if tag.parent == Some(Self::ROOT) {
                tag.language = Some(language.to_owned());
            }
        }
    }

    /// Adds a span in another language as the last child of `parent`.
    pub fn add_language(&mut self, parent: TagId, language: &str) -> TagId {
        let mut tag = Tag::new(Role::Span);
        tag.language = Some(language.to_owned());
        self.add_tag(parent, tag)
    }

    /// Raises headings so that the first is of level 1 and none skips a level (ISO 14289-1, 7.4.2): a
    /// booklet without a cover has no heading of level 1 else.
    pub fn close_heading_gaps(&mut self) {
        // The levels as written of the headings that are open, from the first.
        let mut open: Vec<u8> = Vec::new();
        for tag in &mut self.tags {
            if let Role::Heading(level) = &mut tag.role {
                open.retain(|above| *above < *level);
                open.push(*level);
                *level = open.len() as u8;
            }
        }
    }

    /// All tags, in reading order; the index is the id.
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }
}

impl Default for TagTree {
    fn default() -> Self {
        Self::new()
    }
}

/// One element of meaning.
#[derive(Debug, Clone)]
pub struct Tag {
    /// What it is.
    pub role: Role,
    /// What it is part of; only the root is part of nothing.
    pub parent: Option<TagId>,
    /// The tag of its language, where it differs from its parent's.
    pub language: Option<String>,
    /// What to say in its place.
    pub alternative: Option<String>,
    /// How many columns a table cell takes.
    pub columns: u16,
    /// Whether the points of a list are numbered.
    pub numbered: bool,
}

impl Tag {
    /// A tag with nothing but its role.
    pub fn new(role: Role) -> Self {
        Self {
            role,
            parent: None,
            language: None,
            alternative: None,
            columns: 1,
            numbered: false,
        }
    }
}

/// What a tag means. The names are those of ISO 32000-1, 14.8.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The whole.
    Document,
    /// A part of the booklet, such as one statement.
    Section,
    /// A heading: 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A stretch of text in a paragraph.
    Span,
    /// Somebody's words, standing on their own.
    BlockQuote,
    /// A list.
    List,
    /// A point of a list.
    ListItem,
    /// What stands before a point.
    Label,
    /// What a point says.
    ListBody,
    /// A note.
    Note,
    /// What refers to a note.
    Reference,
    /// A table.
    Table,
    /// A row.
    TableRow,
    /// The heading of a row.
    RowHeading,
    /// The heading of a column.
    ColumnHeading,
    /// A cell.
    TableCell,
    /// A picture or a chart.
    Figure,
    /// The words that belong to a picture or table.
    Caption,
    /// The list of contents.
    Contents,
    /// One line of it.
    ContentsItem,
    /// A link.
    Link,
}

/// A heading that a reader can jump to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineEntry {
    /// What it says.
    pub title: String,
    /// The page, counted from 0.
    pub page_idx: usize,
}
