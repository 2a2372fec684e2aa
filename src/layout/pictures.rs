//! Pictures on a page: how large, how cut, with their caption and credit.

use super::compositor::Compositor;
use super::galley::Piece;
use super::page::{Furniture, Item, Mark, Place, Role, Tag, TagId};
use super::stack::Stack;
use crate::base::diagnostic::{Code, Complaints, Diagnostic};
use crate::base::geometry::{Point, Rect, Size};
use crate::base::units::Pt;
use crate::content::picture::{Artwork, Picture};
use crate::content::text::Text;
use crate::design::theme::StyleName;

/// Between a picture and its caption.
const CAPTION_GAP: Pt = Pt(3.0);

/// The resolution a picture should have as placed: below it pixels are seen at arm's length.
const LEAST_PPI: f64 = 150.0;
const PT_PER_INCH: f64 = 72.0;
const MM_PER_INCH: f64 = 25.4;

/// How a picture takes the room it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// The whole picture is seen.
    Whole,
    /// The room is filled; what stands over is cut, less above than below, for the sake of faces.
    Filled,
}

/// A row of pictures.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// How many places it has.
    pub n_columns: usize,
    /// How wide it is.
    pub measure: Pt,
    /// How high a picture may be.
    pub highest: Pt,
}

/// The part of what is cut off that is taken from above.
const CUT_ABOVE: f64 = 1.0 / 3.0;

/// The size of a picture in a room.
pub fn size_in(picture: &Picture, room: Size) -> Size {
    let ratio = f64::from(picture.height) / f64::from(picture.width.max(1));
    let by_width = Size {
        width: room.width,
        height: room.width * ratio,
    };
    if room.height.fits(by_width.height) {
        return by_width;
    }
    Size {
        width: room.height / ratio.max(1e-9),
        height: room.height,
    }
}

/// The items of a picture in a room, at the room's start; and the size it takes.
pub fn items(
    compositor: &mut Compositor<'_>,
    picture: &Picture,
    room: Rect,
    placing: Placing,
    parent: TagId,
) -> (Vec<Item>, Size) {
    let (area, placed) = match placing {
        Placing::Whole => {
            let area = Rect {
                origin: room.origin,
                size: size_in(picture, room.size),
            };
            (area, area)
        }
        Placing::Filled => (room, filled(picture, room)),
    };
    check_resolution(compositor.complaints, picture, placed.size);
    let place = place(compositor, picture, parent);
    let id = compositor.picture(picture);
    let mark = Mark::Picture {
        area,
        placed,
        picture: id,
    };
    (
        vec![Item {
            mark,
            place,
            source: Some(picture.at),
        }],
        area.size,
    )
}

/// Complains of a picture that is placed too large for its pixels.
fn check_resolution(complaints: &mut Complaints, picture: &Picture, placed: Size) {
    if matches!(picture.artwork, Artwork::Drawing(_)) {
        return;
    }
    let ppi = f64::from(picture.width) / (placed.width.0 / PT_PER_INCH);
    if ppi < LEAST_PPI {
        let width = placed.width.to_mm();
        let needed = (width / MM_PER_INCH * LEAST_PPI).ceil();
        let message = format!("the picture is shown {width:.0} mm wide, at {ppi:.0} ppi");
        let help = format!("use a file at least {needed:.0} pixels wide");
        complaints.push(Diagnostic::new(Code::LowResolution, Some(picture.at), message).help(help));
    }
}

fn filled(picture: &Picture, room: Rect) -> Rect {
    let ratio = f64::from(picture.height) / f64::from(picture.width.max(1));
    let wide = Size {
        width: room.size.width,
        height: room.size.width * ratio,
    };
    if wide.height.fits(room.size.height) {
        let above = (wide.height - room.size.height) * CUT_ABOVE;
        return Rect {
            origin: room.origin.moved(Pt::ZERO, -above),
            size: wide,
        };
    }
    let high = Size {
        width: room.size.height / ratio.max(1e-9),
        height: room.size.height,
    };
    let beside = (high.width - room.size.width) * 0.5;
    Rect {
        origin: room.origin.moved(-beside, Pt::ZERO),
        size: high,
    }
}

/// A picture with words to say in its place is a figure; one that only decorates is furniture.
fn place(compositor: &mut Compositor<'_>, picture: &Picture, parent: TagId) -> Place {
    let words = picture
        .alternative
        .as_ref()
        .and_then(|text| compositor.words(text));
    match words {
        Some(words) => {
            let mut tag = Tag::new(Role::Figure);
            tag.alternative = Some(words.text.trim().to_owned());
            Place::Meaning(compositor.tags.add_tag(parent, tag))
        }
        None => Place::Furniture(Furniture::Ornament),
    }
}

/// The height that the caption and the credit of a picture take.
pub fn caption_height(compositor: &mut Compositor<'_>, picture: &Picture, measure: Pt) -> Pt {
    let mut height = Pt::ZERO;
    for (text, style) in words_under(picture) {
        let Some(words) = text.and_then(|text| compositor.words(text)) else {
            continue;
        };
        let n_lines = compositor.lines(words, style, measure).len();
        let gap = if height > Pt::ZERO {
            Pt::ZERO
        } else {
            CAPTION_GAP
        };
        height += compositor.leading(style) * n_lines as f64 + gap;
    }
    height
}

fn words_under(picture: &Picture) -> [(Option<&Text>, StyleName); 2] {
    [
        (picture.caption.as_ref(), StyleName::PictureCaption),
        (picture.credit.as_ref(), StyleName::Credit),
    ]
}

/// The caption and the credit of a picture, from a place downwards; and the height they take.
pub fn caption(
    compositor: &mut Compositor<'_>,
    picture: &Picture,
    from: Point,
    measure: Pt,
    parent: TagId,
) -> (Vec<Item>, Pt) {
    let mut stack = Stack::under(from.y + CAPTION_GAP).standing_in(from.x);
    let mut is_empty = true;
    for (text, style) in words_under(picture) {
        let Some(words) = text.and_then(|text| compositor.words(text)) else {
            continue;
        };
        is_empty = false;
        let tag = compositor.tags.add(parent, Role::Paragraph);
        let lines = compositor.lines(words, style, measure);
        stack.add(lines, compositor.leading(style), tag, words.at);
    }
    let height = if is_empty { Pt::ZERO } else { stack.y - from.y };
    (stack.items, height)
}

/// Pictures side by side, on one lower edge, with their captions; a line of space below.
pub fn row(compositor: &mut Compositor<'_>, row: &[Picture], kind: Row, section: TagId) -> Piece {
    let gap = compositor.design.theme.pictures.gap.0;
    let n = kind.n_columns as f64;
    let width = (kind.measure - gap * (n - 1.0)) / n;
    let room = Size {
        width,
        height: kind.highest,
    };
    let heights = row.iter().map(|picture| size_in(picture, room).height);
    let height = heights.fold(Pt::ZERO, Pt::max);
    let mut items = Vec::new();
    let mut bottom = height;
    for (idx, picture) in row.iter().enumerate() {
        let size = size_in(picture, room);
        let origin = Point {
            x: (width + gap) * idx as f64,
            y: height - size.height,
        };
        let (picture_items, _) = self::items(
            compositor,
            picture,
            Rect { origin, size },
            Placing::Whole,
            section,
        );
        items.extend(picture_items);
        let below = Point {
            x: origin.x,
            y: height,
        };
        let (words, caption_height) = caption(compositor, picture, below, width, section);
        items.extend(words);
        bottom = bottom.max(height + caption_height);
    }
    let step = compositor.grid.step;
    Piece {
        height: step * (bottom.ratio(step) + 0.5).ceil(),
        items,
        ..Piece::default()
    }
}
