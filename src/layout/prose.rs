//! Prose to pieces: paragraphs, headings, points of lists, quotations, tables, pictures, with their
//! notes. Forewords and statements in Markdown come through here.

use super::compositor::Compositor;
use super::galley::{Break, Piece, SetParagraph};
use super::marks::line_items;
use super::page::{Role, Tag, TagId};
use super::running_text::{self, Beside, Manner, setting};
use super::stack::Stack;
use super::titles::{self, Room};
use super::voices::Voices;
use super::{notes, pictures, tables};
use crate::base::geometry::Point;
use crate::base::units::{Em, Pt};
use crate::content::prose::{Marked, Prose, ProseKind};
use crate::content::text::Passage;
use crate::design::theme::StyleName;
use crate::inline::line::Line;
use crate::inline::setting::Setting;

/// How far a point of a list stands in, in ems.
const POINT_INDENT: f64 = 1.4;

/// How far a quotation stands in on both sides (COMPOSE, *prose*).
const QUOTATION_INDENT: Pt = Pt::from_mm(7.0);

/// The part of the page's height that a picture in a text may take.
const HIGHEST_PICTURE: f64 = 0.5;

/// A text while it is set.
struct Setter<'s, 'c> {
    compositor: &'s mut Compositor<'c>,
    marked: &'s Marked,
    section: TagId,
    manner: Manner,
    /// The lists that are open, each inside the one before: its tag, and that of what its last point says.
    lists: Vec<(TagId, TagId)>,
    /// The quotation that is open.
    quotation: Option<TagId>,
    /// Whether a paragraph that comes next is indented.
    may_indent: bool,
}

/// Sets prose with its notes: each note stands with the line that refers to it.
pub fn set(
    compositor: &mut Compositor<'_>,
    marked: &Marked,
    section: TagId,
    manner: Manner,
) -> Vec<Piece> {
    let blocks = blocks(compositor, marked, section, manner);
    let mut pieces: Vec<_> = blocks.into_iter().flatten().collect();
    notes::add(compositor, marked, &mut pieces, section, manner.measure);
    pieces
}

/// The pieces of each paragraph, heading and so on, before the notes are with them.
pub fn blocks(
    compositor: &mut Compositor<'_>,
    marked: &Marked,
    section: TagId,
    manner: Manner,
) -> Vec<Vec<Piece>> {
    let mut setter = Setter {
        compositor,
        marked,
        section,
        manner,
        lists: Vec::new(),
        quotation: None,
        may_indent: false,
    };
    let blocks = marked.prose.iter().enumerate();
    blocks
        .map(|(idx, prose)| setter.block(idx, prose))
        .collect()
}

impl Setter<'_, '_> {
    fn block(&mut self, idx: usize, prose: &Prose) -> Vec<Piece> {
        if !matches!(prose.kind, ProseKind::Point { .. }) {
            self.lists.clear();
        }
        let ends_quotation = self.quotation.is_some() && !is_quoted(prose);
        if ends_quotation {
            self.quotation = None;
        }
        let mut pieces = match &prose.kind {
            ProseKind::Paragraph | ProseKind::Note { .. } => self.paragraph(idx, prose),
            ProseKind::Heading(depth) => self.heading(prose, *depth, idx > 0),
            ProseKind::Point {
                marker,
                depth,
                is_first,
            } => self.point(prose, marker, *depth, *is_first),
            ProseKind::Quoted => self.quoted(idx, prose),
            ProseKind::Table(table) => {
                let (section, measure) = (self.section, self.manner.measure);
                let pieces = tables::set(self.compositor, table, section, measure);
                self.below(pieces, idx > 0)
            }
            ProseKind::Picture(picture) => {
                let pieces = self.picture(*picture);
                self.below(pieces, idx > 0)
            }
        };
        self.manner.beside = self.manner.beside.after(pieces.len());
        self.may_indent = matches!(
            prose.kind,
            ProseKind::Paragraph | ProseKind::Point { .. } | ProseKind::Note { .. }
        );
        if ends_quotation && let Some(first) = pieces.first_mut() {
            *first = std::mem::take(first).lowered(self.compositor.grid.step);
        }
        pieces
    }

    fn paragraph(&mut self, idx: usize, prose: &Prose) -> Vec<Piece> {
        let manner = self.manner;
        let tag = self.compositor.tags.add(self.section, Role::Paragraph);
        if let Some(at) = prose.at.filter(|_| manner.drop_cap && idx == 0) {
            let passage = Passage::made(prose.text.clone(), at);
            let prose = Some(prose);
            let dropped =
                running_text::with_drop_cap(self.compositor, &passage, prose, tag, manner);
            if let Some(pieces) = dropped {
                return pieces;
            }
        }
        let indent = if self.may_indent {
            self.compositor.design.theme.indent()
        } else {
            Em(0.0)
        };
        self.lines(prose, tag, indent, [Pt::ZERO; 2])
    }

    /// The lines of a paragraph that stands in from the start and the end of the measure.
    fn lines(&mut self, prose: &Prose, tag: TagId, indent: Em, inset: [Pt; 2]) -> Vec<Piece> {
        let Some(at) = prose.at else {
            return Vec::new();
        };
        let Manner {
            style,
            measure,
            beside,
            ..
        } = self.manner;
        let [start, end] = inset;
        let (paragraph, ways) = self.compositor.prose(prose, style);
        let size = self.compositor.size(style);
        let mut paragraph = paragraph.indented(indent);
        paragraph.narrowed = beside.narrowing(size);
        let measure = measure - start - end;
        let how = setting(style, size, measure);
        let lines = self.compositor.set(&paragraph, size, measure, &how);
        let voices = Voices::of(&mut self.compositor.tags, ways, tag);
        let passage = Passage::made(prose.text.clone(), at);
        let mut pieces = running_text::pieces(self.compositor, lines, &voices, &passage, start);
        let n_lines = pieces.len();
        if n_lines > 1 && beside.n_lines == 0 {
            pieces[0].paragraph = Some(Box::new(SetParagraph {
                paragraph,
                passage,
                voices,
                size,
                how,
                measure,
                start,
                label: Vec::new(),
                n_lines,
                looseness: 0,
            }));
        }
        pieces
    }

    /// A heading inside prose: a line above it, its first two lines of text with it.
    fn heading(&mut self, prose: &Prose, depth: u8, space_above: bool) -> Vec<Piece> {
        let (role, style) = if depth == 1 {
            (Role::Heading(3), StyleName::Heading)
        } else {
            (Role::Heading(4), StyleName::Subheading)
        };
        let tag = self.compositor.tags.add(self.section, role);
        let (mut paragraph, ways) = self.compositor.prose(prose, style);
        let voices = Voices::of(&mut self.compositor.tags, ways, tag);
        let beside = self.manner.beside;
        let measure = self.manner.measure;
        let room = match beside.n_lines {
            0 => Room::of(measure),
            _ => Room::of(measure - beside.room),
        };
        let at = prose.at.unwrap_or(self.compositor.booklet.title.at);
        let words = Passage::made(prose.text.clone(), at);
        let rank = titles::rank_of_paragraph(self.compositor, &paragraph, &words, style, room);
        let size = rank.size(self.compositor);
        paragraph.narrowed = beside.narrowing(size);
        let lines = self
            .compositor
            .set(&paragraph, size, measure, &Setting::UNBROKEN);
        let step = self.compositor.grid.step;
        let above = if space_above { step } else { Pt::ZERO };
        let piece = |(idx, line): (usize, Line)| {
            let above = if idx == 0 { above } else { Pt::ZERO };
            let origin = Point::at_start(above + step);
            Piece {
                height: above + step,
                above,
                refers_to: voices.notes_of(&line),
                items: voices.items(line, origin, prose.at),
                break_after: Break::Forbidden,
                ..Piece::default()
            }
        };
        lines.into_iter().enumerate().map(piece).collect()
    }

    fn point(&mut self, prose: &Prose, marker: &str, depth: usize, is_first: bool) -> Vec<Piece> {
        let start = self.compositor.grid.size * (POINT_INDENT * (depth + 1) as f64);
        let inset = [start, Pt::ZERO];
        if marker.is_empty() {
            // It goes on with the point before it.
            let body = self
                .lists
                .get(depth)
                .map_or(self.section, |(_, body)| *body);
            let tag = self.compositor.tags.add(body, Role::Paragraph);
            return self.lines(prose, tag, Em(0.0), inset);
        }
        let list = self.list(marker, depth, is_first);
        let item = self.compositor.tags.add(list, Role::ListItem);
        let label = self.compositor.tags.add(item, Role::Label);
        let body = self.compositor.tags.add(item, Role::ListBody);
        self.lists.push((list, body));
        let style = self.manner.style;
        let marker = self.compositor.tongue.row.in_digits(marker);
        let marker = self.compositor.line(&format!("{marker} "), style);
        let mut pieces = self.lines(prose, body, Em(0.0), inset);
        if let Some(first) = pieces.first_mut() {
            let origin = Point {
                x: self.compositor.grid.size * (POINT_INDENT * depth as f64),
                y: self.compositor.grid.step,
            };
            let label = line_items(marker, origin, label, prose.at);
            if let Some(paragraph) = &mut first.paragraph {
                paragraph.label.clone_from(&label);
            }
            first.items.splice(0..0, label);
        }
        pieces
    }

    /// The list of a point: the one that is open at its depth, or a new one, in the point above.
    fn list(&mut self, marker: &str, depth: usize, is_first: bool) -> TagId {
        let known = self.lists.get(depth).map(|(list, _)| *list);
        self.lists.truncate(depth);
        known.filter(|_| !is_first).unwrap_or_else(|| {
            let above = self.lists.last().map_or(self.section, |(_, body)| *body);
            let mut tag = Tag::new(Role::List);
            tag.numbered = marker.ends_with('.');
            self.compositor.tags.add_tag(above, tag)
        })
    }

    /// A paragraph of a quotation; a line stands above the first and below the last.
    fn quoted(&mut self, idx: usize, prose: &Prose) -> Vec<Piece> {
        let is_first = self.quotation.is_none();
        let tag = self
            .quotation
            .unwrap_or_else(|| self.compositor.tags.add(self.section, Role::BlockQuote));
        self.quotation = Some(tag);
        let indent = if is_first {
            Em(0.0)
        } else {
            self.compositor.design.theme.indent()
        };
        let tag = self.compositor.tags.add(tag, Role::Paragraph);
        let mut pieces = self.lines(prose, tag, indent, [QUOTATION_INDENT; 2]);
        if is_first
            && idx > 0
            && let Some(first) = pieces.first_mut()
        {
            *first = std::mem::take(first).lowered(self.compositor.grid.step);
        }
        pieces
    }

    fn picture(&mut self, picture: usize) -> Vec<Piece> {
        let Some(Some(picture)) = self.marked.pictures.get(picture) else {
            return Vec::new();
        };
        let highest = self.compositor.grid.height() * HIGHEST_PICTURE;
        let row = pictures::Row {
            n_columns: 1,
            measure: self.manner.measure,
            highest,
        };
        let pictures = std::slice::from_ref(picture);
        vec![pictures::row(self.compositor, pictures, row, self.section)]
    }

    /// What takes the whole measure stands below what is beside the text, a line under the words before it.
    fn below(&mut self, mut pieces: Vec<Piece>, space_above: bool) -> Vec<Piece> {
        let step = self.compositor.grid.step;
        let n_beside = self.manner.beside.n_lines as f64;
        if let Some(first) = pieces.first_mut() {
            let mut piece = std::mem::take(first);
            if space_above {
                piece = piece.lowered(step);
            }
            *first = piece.sunk(step * n_beside);
        }
        self.manner.beside = Beside::default();
        pieces
    }
}

fn is_quoted(prose: &Prose) -> bool {
    matches!(prose.kind, ProseKind::Quoted)
}

/// Who wrote a text, under it.
pub fn author(
    compositor: &mut Compositor<'_>,
    name: &Passage,
    section: TagId,
    measure: Pt,
) -> Piece {
    let tag = compositor.tags.add(section, Role::Paragraph);
    let step = compositor.grid.step;
    let (lines, _) = titles::set(compositor, name, StyleName::Titles, Room::of(measure));
    let mut stack = Stack::under(step);
    for line in lines {
        stack.start = (measure - line.width).max(Pt::ZERO);
        stack.add(vec![line], step, tag, name.at);
    }
    Piece::of_stack(stack)
}
