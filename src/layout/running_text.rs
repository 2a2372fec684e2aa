//! Running text to pieces: paragraphs, headings, points of lists, notes, drop caps.
//!
//! One piece a line, so that a page may end after it unless that leaves a widow, an orphan or a
//! heading alone. Everything stands on the baseline grid; notes alone have a leading of their own.

use super::compositor::{Compositor, line_items, tagged_line_items};
use super::galley::{Break, Piece, SetParagraph};
use super::page::{Item, Mark, Place, Role, Tag, TagId, Target};
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::{Em, Pt};
use crate::content::markup::{Marked, Prose, ProseKind, Said};
use crate::content::text::{Passage, Text};
use crate::design::theme::StyleName;
use crate::inline::break_lines::Setting;
use crate::inline::line::Line;

/// Between a date and what happened, in ems of the text.
const MOMENT_GAP: f64 = 1.5;

/// The most of the measure that dates may take.
const WIDEST_MOMENTS: f64 = 0.4;

/// The lines a drop cap takes.
const DROP_CAP_LINES: usize = 3;

/// Between a drop cap and the text beside it, in ems of the text.
const DROP_CAP_GAP: f64 = 0.25;

/// A measure of fewer characters is set ragged (TYPOGRAPHY): justified it would gape.
const FEWEST_JUSTIFIED: f64 = 30.0;

/// The width of a character of running text, in ems, on average.
const CHARACTER_WIDTH: f64 = 0.45;

/// A paragraph is set with a line more or less only if no word space becomes wider than this, as a
/// multiple of the natural one.
const LOOSEST_RESET: f64 = 1.4;

/// How far a point of a list stands in, in ems.
const POINT_INDENT: f64 = 1.4;

/// How a paragraph of literal text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Flush, as the first one.
    Flush,
    /// Indented.
    Indented,
    /// With a letter of three lines.
    DropCap,
}

/// How a text of a size is set on a measure: justified where it can be.
pub fn setting(size: Pt, measure: Pt) -> Setting {
    if can_be_justified(size, measure) {
        Setting::JUSTIFIED
    } else {
        Setting::RAGGED
    }
}

/// Whether a measure is long enough for the words of a size to be spread over it.
pub fn can_be_justified(size: Pt, measure: Pt) -> bool {
    measure.ratio(size) / CHARACTER_WIDTH >= FEWEST_JUSTIFIED
}

/// What stands beside the first lines of a text, at their end, such as a portrait.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Beside {
    /// How many lines run around it.
    pub n_lines: usize,
    /// How much of the measure it takes.
    pub room: Pt,
}

impl Beside {
    /// What is left of it after some lines.
    #[must_use]
    pub fn after(self, n_lines: usize) -> Self {
        Self {
            n_lines: self.n_lines.saturating_sub(n_lines),
            ..self
        }
    }

    /// How a paragraph of a size is narrowed by it.
    pub fn narrowing(self, size: Pt) -> (usize, Em) {
        (self.n_lines, Em(self.room.ratio(size)))
    }
}

/// A paragraph of literal text.
pub fn literal(
    compositor: &mut Compositor<'_>,
    passage: &Passage,
    tag: TagId,
    opening: Opening,
    beside: Beside,
) -> Vec<Piece> {
    let measure = compositor.grid.measure;
    let indent = match opening {
        Opening::Indented => compositor.design.theme.indent(),
        Opening::Flush | Opening::DropCap => Em(0.0),
    };
    if opening == Opening::DropCap
        && let Some(pieces) = with_drop_cap(compositor, passage, None, tag, measure, beside)
    {
        return pieces;
    }
    let mut paragraph = compositor
        .paragraph(passage, StyleName::Body)
        .indented(indent);
    paragraph.narrowed = beside.narrowing(compositor.grid.size);
    let setting = setting(compositor.grid.size, measure);
    let size = compositor.grid.size;
    let lines = compositor.set(&paragraph, size, measure, &setting);
    let mut pieces = pieces(compositor, lines, &[tag], passage, Pt::ZERO);
    let n_lines = pieces.len();
    if n_lines > 1 && beside.n_lines == 0 {
        pieces[0].paragraph = Some(Box::new(SetParagraph {
            paragraph,
            passage: passage.clone(),
            ways: Vec::new(),
            tags: vec![tag],
            size,
            measure,
            left: Pt::ZERO,
            label: Vec::new(),
            n_lines,
            looseness: 0,
        }));
    }
    pieces
}

/// Sets a paragraph again with a line more or less; `None` if that cannot be done well.
pub fn set_again(
    compositor: &mut Compositor<'_>,
    set: &SetParagraph,
    looseness: i32,
) -> Option<Vec<Piece>> {
    let how = Setting {
        looseness,
        ..setting(set.size, set.measure)
    };
    let lines = compositor.set(&set.paragraph, set.size, set.measure, &how);
    let is_wanted = lines.len() == set.n_lines.saturating_add_signed(looseness as isize);
    let is_good = |line: &Line| line.overfull <= Pt::ZERO && line.space_ratio <= LOOSEST_RESET;
    if !is_wanted || lines.len() < 2 || !lines.iter().all(is_good) {
        return None;
    }
    let mut pieces = pieces(compositor, lines, &set.tags, &set.passage, set.left);
    for piece in &mut pieces {
        add_links(piece, &set.ways, &set.tags);
    }
    pieces[0].items.splice(0..0, set.label.iter().cloned());
    Some(pieces)
}

/// One piece a line.
fn pieces(
    compositor: &Compositor<'_>,
    lines: Vec<Line>,
    tags: &[TagId],
    passage: &Passage,
    left: Pt,
) -> Vec<Piece> {
    let step = compositor.grid.step;
    let n_lines = lines.len();
    let piece = |(idx, line): (usize, Line)| {
        let at = passage.span_of(line.text.start, line.text.end);
        let warning = compositor.warning(&line, &passage.text, at);
        Piece {
            height: step,
            items: tagged_line_items(line, Point { x: left, y: step }, tags, Some(passage.at)),
            break_after: break_after_line(idx, n_lines),
            warning,
            ..Piece::default()
        }
    };
    lines.into_iter().enumerate().map(piece).collect()
}

/// Whether a page may end after a line: not after a paragraph's first (an orphan), nor before its
/// last (a widow).
pub fn break_after_line(idx: usize, n_lines: usize) -> Break {
    let is_orphan = idx == 0 && n_lines > 1;
    let leaves_widow = idx + 2 == n_lines;
    if is_orphan || leaves_widow {
        Break::Forbidden
    } else {
        Break::Allowed
    }
}

/// A paragraph that begins with a letter of three lines; `None` if it does not begin with a letter
/// or is too short to stand beside one. Prose comes with its stretches, a literal text without.
fn with_drop_cap(
    compositor: &mut Compositor<'_>,
    passage: &Passage,
    prose: Option<&Prose>,
    tag: TagId,
    measure: Pt,
    beside: Beside,
) -> Option<Vec<Piece>> {
    let first = passage
        .text
        .chars()
        .next()
        .filter(|letter| letter.is_alphabetic())?;
    let step = compositor.grid.step;
    let (style, size) = match prose {
        None => (StyleName::Body, compositor.grid.size),
        Some(_) => (StyleName::Prose, compositor.size(StyleName::Prose)),
    };
    let cap_style = compositor.design.style(StyleName::DropCap);
    let metrics = compositor.design.fonts.face(cap_style.face).metrics;
    let text_style = compositor.design.style(style);
    let text_metrics = compositor.design.fonts.face(text_style.face).metrics;
    // From the top of the capitals of the first line to the third baseline.
    let height = step * (DROP_CAP_LINES as f64 - 1.0) + text_metrics.cap_height.at(size);
    let cap_size = Pt(height.0 / metrics.cap_height.0);
    let mut cap = compositor.line_at(&first.to_string(), StyleName::DropCap, cap_size);
    let room = cap.width + size * DROP_CAP_GAP;

    let rest = passage.part(first.len_utf8(), passage.text.len());
    let (mut paragraph, ways) = match prose {
        None => (compositor.paragraph(&rest, style), vec![Said::default()]),
        Some(prose) => {
            let prose = prose.without_first(first.len_utf8());
            compositor.prose(&prose, style)
        }
    };
    paragraph.hang = (DROP_CAP_LINES, Em(room.ratio(size)));
    paragraph.narrowed = beside.narrowing(size);
    let lines = compositor.set(&paragraph, size, measure, &setting(size, measure));
    if lines.len() < DROP_CAP_LINES {
        return None;
    }
    cap.text = 0..first.len_utf8();
    let tags = voice_tags(compositor, &ways, tag);
    let mut pieces = pieces(compositor, lines, &tags, &rest, Pt::ZERO);
    for piece in &mut pieces {
        add_links(piece, &ways, &tags);
    }
    for piece in &mut pieces[..DROP_CAP_LINES - 1] {
        piece.break_after = Break::Forbidden;
    }
    let origin = Point {
        x: Pt::ZERO,
        y: step * DROP_CAP_LINES as f64,
    };
    let first_tag = tags.first().copied().unwrap_or(tag);
    let cap = line_items(cap, origin, first_tag, Some(passage.at));
    pieces[0].items.splice(0..0, cap);
    Some(pieces)
}

/// Prose with its notes: each note stands with the line that refers to it.
pub fn prose(
    compositor: &mut Compositor<'_>,
    marked: &Marked,
    section: TagId,
    measure: Pt,
    drop_cap: bool,
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut list = None;
    let mut may_indent = false;
    for (idx, prose) in marked.prose.iter().enumerate() {
        let set = match &prose.kind {
            ProseKind::Heading(depth) => {
                may_indent = false;
                heading(compositor, prose, section, measure, *depth, idx > 0)
            }
            ProseKind::Point { marker, is_first } => {
                let numbered = marker.ends_with('.');
                if *is_first || list.is_none() {
                    let mut tag = Tag::new(Role::List);
                    tag.numbered = numbered;
                    list = Some(compositor.tags.add_tag(section, tag));
                }
                may_indent = true;
                point(compositor, prose, marker, list.unwrap_or(section), measure)
            }
            ProseKind::Paragraph | ProseKind::Note(_) => {
                let indent = if may_indent {
                    compositor.design.theme.indent()
                } else {
                    Em(0.0)
                };
                may_indent = true;
                let at = prose.at.filter(|_| drop_cap && idx == 0);
                let tag = compositor.tags.add(section, Role::Paragraph);
                let passage = at.map(|at| Passage::made(prose.text.clone(), at));
                let dropped = passage.and_then(|passage| {
                    with_drop_cap(
                        compositor,
                        &passage,
                        Some(prose),
                        tag,
                        measure,
                        Beside::default(),
                    )
                });
                dropped
                    .unwrap_or_else(|| paragraph(compositor, prose, tag, measure, indent, Pt::ZERO))
            }
        };
        if !matches!(prose.kind, ProseKind::Point { .. }) {
            list = None;
        }
        pieces.extend(set);
    }
    add_notes(compositor, marked, &mut pieces, section, measure);
    pieces
}

/// A paragraph of prose; its links and references have tags of their own.
fn paragraph(
    compositor: &mut Compositor<'_>,
    prose: &Prose,
    tag: TagId,
    measure: Pt,
    indent: Em,
    left: Pt,
) -> Vec<Piece> {
    let (paragraph, ways) = compositor.prose(prose, StyleName::Prose);
    let size = compositor.size(StyleName::Prose);
    let paragraph = paragraph.indented(indent);
    let measure = measure - left;
    let lines = compositor.set(&paragraph, size, measure, &setting(size, measure));
    let tags = voice_tags(compositor, &ways, tag);
    let Some(at) = prose.at else {
        return Vec::new();
    };
    let passage = Passage::made(prose.text.clone(), at);
    let mut pieces = pieces(compositor, lines, &tags, &passage, left);
    for piece in &mut pieces {
        add_links(piece, &ways, &tags);
    }
    let n_lines = pieces.len();
    if n_lines > 1 {
        pieces[0].paragraph = Some(Box::new(SetParagraph {
            paragraph,
            passage,
            ways,
            tags,
            size,
            measure,
            left,
            label: Vec::new(),
            n_lines,
            looseness: 0,
        }));
    }
    pieces
}

/// For each way something is said: the paragraph's tag, or one of its own.
fn voice_tags(compositor: &mut Compositor<'_>, ways: &[Said], tag: TagId) -> Vec<TagId> {
    let own = |said: &Said| {
        if said.note.is_some() {
            compositor.tags.add(tag, Role::Reference)
        } else if said.link.is_some() {
            compositor.tags.add(tag, Role::Link)
        } else if said.language.is_some() {
            let mut span = Tag::new(Role::Span);
            span.language.clone_from(&said.language);
            compositor.tags.add_tag(tag, span)
        } else {
            tag
        }
    };
    ways.iter().map(own).collect()
}

/// Adds the areas that lead to an address when they are clicked.
fn add_links(piece: &mut Piece, ways: &[Said], tags: &[TagId]) {
    let mut links = Vec::new();
    for item in &piece.items {
        let Mark::Glyphs(at, run) = &item.mark else {
            continue;
        };
        let way = usize::from(run.voice);
        let Some(address) = ways.get(way).and_then(|said| said.link.as_ref()) else {
            continue;
        };
        let size = Size {
            width: run.width(),
            height: run.size * 1.2,
        };
        let area = Rect {
            origin: at.moved(Pt::ZERO, -run.size),
            size,
        };
        let target = Target::Address(address.clone());
        let mark = Mark::Link {
            area,
            target,
            description: address.clone(),
        };
        links.push(Item {
            mark,
            place: Place::Meaning(tags[way]),
            source: item.source,
        });
    }
    piece.items.extend(links);
}

/// A heading inside prose: half a line above it, its first two lines of text with it.
fn heading(
    compositor: &mut Compositor<'_>,
    prose: &Prose,
    section: TagId,
    measure: Pt,
    depth: u8,
    space_above: bool,
) -> Vec<Piece> {
    let (role, style) = if depth == 1 {
        (Role::Heading(3), StyleName::Heading)
    } else {
        (Role::Heading(4), StyleName::Subheading)
    };
    let tag = compositor.tags.add(section, role);
    let (paragraph, _) = compositor.prose(prose, style);
    let lines = compositor.set(&paragraph, compositor.size(style), measure, &Setting::WHOLE);
    let step = compositor.grid.step;
    let above = if space_above { step } else { Pt::ZERO };
    let n_ways = paragraph.voices.len();
    let piece = |(idx, line): (usize, Line)| {
        let above = if idx == 0 { above } else { Pt::ZERO };
        let origin = Point {
            x: Pt::ZERO,
            y: above + step,
        };
        Piece {
            height: above + step,
            above,
            items: tagged_line_items(line, origin, &vec![tag; n_ways], prose.at),
            break_after: Break::Forbidden,
            ..Piece::default()
        }
    };
    lines.into_iter().enumerate().map(piece).collect()
}

fn point(
    compositor: &mut Compositor<'_>,
    prose: &Prose,
    marker: &str,
    list: TagId,
    measure: Pt,
) -> Vec<Piece> {
    let item = compositor.tags.add(list, Role::ListItem);
    let label = compositor.tags.add(item, Role::Label);
    let body = compositor.tags.add(item, Role::ListBody);
    let left = compositor.grid.size * POINT_INDENT;
    let marker = compositor.line(&format!("{marker} "), StyleName::Prose);
    let mut pieces = paragraph(compositor, prose, body, measure, Em(0.0), left);
    if let Some(first) = pieces.first_mut() {
        let origin = Point {
            x: Pt::ZERO,
            y: compositor.grid.step,
        };
        let label = line_items(marker, origin, label, prose.at);
        if let Some(paragraph) = &mut first.paragraph {
            paragraph.label.clone_from(&label);
        }
        first.items.splice(0..0, label);
    }
    pieces
}

/// Sets the notes, and puts each with the line that refers to it.
fn add_notes(
    compositor: &mut Compositor<'_>,
    marked: &Marked,
    pieces: &mut [Piece],
    section: TagId,
    measure: Pt,
) {
    for note in &marked.notes {
        let ProseKind::Note(number) = note.kind else {
            continue;
        };
        let tag = compositor.tags.add(section, Role::Note);
        let set = set_note(compositor, note, number, tag, measure);
        let refers = |piece: &&mut Piece| {
            piece.items.iter().any(|item| {
                let is_reference =
                    |tag: TagId| compositor.tags.tags()[tag.0 as usize].role == Role::Reference;
                matches!((&item.mark, item.place), (Mark::Glyphs(_, run), Place::Meaning(tag))
                    if is_reference(tag) && run.text.trim() == number.to_string())
            })
        };
        if let Some(piece) = pieces.iter_mut().find(refers) {
            piece.notes.push(set);
        }
    }
}

fn set_note(
    compositor: &mut Compositor<'_>,
    note: &Prose,
    number: usize,
    tag: TagId,
    measure: Pt,
) -> (Pt, Vec<Item>) {
    let leading = compositor.leading(StyleName::Note);
    let size = compositor.size(StyleName::Note);
    let left = size * POINT_INDENT;
    let label = compositor.tags.add(tag, Role::Label);
    let marker = compositor.line(&format!("{number} "), StyleName::Note);
    let body = compositor.tags.add(tag, Role::Paragraph);
    let (paragraph, ways) = compositor.prose(note, StyleName::Note);
    let tags = voice_tags(compositor, &ways, body);
    let mut y = Pt::ZERO;
    let mut items = line_items(
        marker,
        Point {
            x: Pt::ZERO,
            y: leading,
        },
        label,
        note.at,
    );
    for line in compositor.set(&paragraph, size, measure - left, &Setting::RAGGED) {
        y += leading;
        items.extend(tagged_line_items(
            line,
            Point { x: left, y },
            &tags,
            note.at,
        ));
    }
    (y, items)
}

/// Something at a moment: an event, a point of a programme.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'m> {
    /// When.
    pub when: &'m Text,
    /// What.
    pub what: &'m Text,
    /// By whom.
    pub by: Option<&'m Text>,
}

/// Where the right column of moments begins: so that the longest date stands on one line, unless that
/// takes too much of the measure.
pub fn moments_left<'m>(
    compositor: &mut Compositor<'_>,
    dates: impl IntoIterator<Item = &'m Text>,
) -> Pt {
    let size = compositor.size(StyleName::Moment);
    let mut left = compositor.design.theme.list.moment_width.0;
    for date in dates {
        let Some(words) = compositor.words(date).cloned() else {
            continue;
        };
        let paragraph = compositor.paragraph(&words, StyleName::Moment);
        let width = compositor.natural_width(&paragraph).at(size);
        left = left.max(width + compositor.grid.size * MOMENT_GAP);
    }
    left.min(compositor.grid.measure * WIDEST_MOMENTS)
}

/// When on the left, what and by whom on the right.
pub fn moment(
    compositor: &mut Compositor<'_>,
    moment: &Moment<'_>,
    left: Pt,
    list: TagId,
) -> Piece {
    let item = compositor.tags.add(list, Role::ListItem);
    let label = compositor.tags.add(item, Role::Label);
    let body = compositor.tags.add(item, Role::ListBody);
    let step = compositor.grid.step;
    let right = compositor.grid.measure - left;
    let mut items = Vec::new();
    let mut heights = [Pt::ZERO; 2];
    let columns = [
        (
            Some(moment.when),
            StyleName::Moment,
            label,
            Pt::ZERO,
            left - compositor.grid.size,
            0,
        ),
        (Some(moment.what), StyleName::Prose, body, left, right, 1),
        (moment.by, StyleName::Titles, body, left, right, 1),
    ];
    for (text, style, tag, x, measure, side) in columns {
        let Some(words) = text.and_then(|text| compositor.words(text)) else {
            continue;
        };
        for passage in words.paragraphs() {
            // The space keeps the words apart from what follows when they are copied out.
            let passage = Passage::made(format!("{} ", passage.text), passage.at);
            for line in compositor.lines(&passage, style, measure) {
                heights[side] += step;
                let origin = Point {
                    x,
                    y: heights[side],
                };
                items.extend(line_items(line, origin, tag, Some(passage.at)));
            }
        }
    }
    let height = heights[0].max(heights[1]) + step * 0.5;
    Piece {
        height,
        items,
        ..Piece::default()
    }
}

/// Who wrote a text, under it.
pub fn author(compositor: &mut Compositor<'_>, name: &str, section: TagId, measure: Pt) -> Piece {
    let tag = compositor.tags.add(section, Role::Paragraph);
    let step = compositor.grid.step;
    let line = compositor.line(name, StyleName::Titles);
    let x = (measure - line.width).max(Pt::ZERO);
    let items = line_items(line, Point { x, y: step * 2.0 }, tag, None);
    Piece {
        height: step * 2.0,
        items,
        ..Piece::default()
    }
}
