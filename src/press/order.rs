//! Which pages stand on which side of which sheet: arithmetic, and nothing drawn.

use crate::base::units::Pt;

/// The pages on a sheet that is folded once.
const PAGES_ON_SHEET: usize = 4;

/// How much farther than its thickness a sheet is pushed out by the one within: between 1, a sharp
/// fold, and π/2, a round one.
const FOLD_FACTOR: f64 = 1.1;

/// The side a booklet is bound on, its front cover before you.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// Left: for languages written from left to right.
    Left,
    /// Right: for Arabic, Urdu, Hebrew.
    Right,
}

/// How inner sheets are moved towards the spine, so that margins look alike when all are folded into
/// each other and cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Creep {
    /// Not at all.
    None,
    /// By the thickness of the paper.
    Thickness(Pt),
    /// The innermost sheet by so much.
    Innermost(Pt),
}

/// A side of a sheet: the pages on it from left to right, counted from 0; `None` is blank.
pub type Side = [Option<usize>; 2];

/// A sheet that is folded once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    /// The signature it belongs to, counted from 0.
    pub signature: usize,
    /// How many sheets of its signature lie around it.
    pub depth: usize,
    /// How many sheets its signature has.
    pub n_sheets: usize,
    /// The side that is outside when it is folded.
    pub front: Side,
    /// The other side.
    pub back: Side,
}

impl Creep {
    /// How far the pages of a sheet are moved towards the spine.
    pub fn shift(self, sheet: &Sheet) -> Pt {
        let depth = sheet.depth as f64;
        match self {
            Self::None => Pt::ZERO,
            Self::Thickness(thickness) => thickness * (FOLD_FACTOR * depth),
            Self::Innermost(most) => most * (depth / (sheet.n_sheets.max(2) - 1) as f64),
        }
    }
}

/// The sheets of a saddle-stitched booklet, from the outermost in, signature after signature.
///
/// Pages are filled up to whole sheets with blanks before the last page, which stays the back cover.
/// Without `sheets_in_signature` all sheets are folded into each other.
pub fn saddle_stitch(
    n_pages: usize,
    sheets_in_signature: Option<usize>,
    binding: Binding,
) -> Vec<Sheet> {
    let n_filled = n_pages.next_multiple_of(PAGES_ON_SHEET);
    let page = |place: usize| {
        let is_last = place + 1 == n_filled && n_pages > 1;
        match place {
            _ if is_last => Some(n_pages - 1),
            _ if place + 1 < n_pages || n_pages == 1 && place == 0 => Some(place),
            _ => None,
        }
    };
    let n_in_signature = sheets_in_signature.map_or(n_filled, |n| n.max(1) * PAGES_ON_SHEET);
    let mut sheets = Vec::with_capacity(n_filled / PAGES_ON_SHEET);
    let starts = (0..n_filled).step_by(n_in_signature.max(1));
    for (signature, start) in starts.enumerate() {
        let n_here = n_in_signature.min(n_filled - start);
        let n_sheets = n_here / PAGES_ON_SHEET;
        for depth in 0..n_sheets {
            let from_front = start + 2 * depth;
            let from_back = start + n_here - 1 - 2 * depth;
            let mut front = [page(from_back), page(from_front)];
            let mut back = [page(from_front + 1), page(from_back - 1)];
            if binding == Binding::Right {
                front.reverse();
                back.reverse();
            }
            sheets.push(Sheet {
                signature,
                depth,
                n_sheets,
                front,
                back,
            });
        }
    }
    sheets
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sides as people write them: pages counted from 1, a dash for a blank.
    fn written(sheets: &[Sheet]) -> String {
        let page = |page: Option<usize>| page.map_or("-".to_owned(), |idx| (idx + 1).to_string());
        let side = |[left, right]: Side| format!("{},{}", page(left), page(right));
        let sides = sheets
            .iter()
            .flat_map(|sheet| [side(sheet.front), side(sheet.back)]);
        sides.collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn sheets_are_those_of_the_books() {
        let sheets = |n, signature, binding| written(&saddle_stitch(n, signature, binding));
        assert_eq!(sheets(8, None, Binding::Left), "8,1 / 2,7 / 6,3 / 4,5");
        assert_eq!(sheets(8, None, Binding::Right), "1,8 / 7,2 / 3,6 / 5,4");
        assert_eq!(
            sheets(16, None, Binding::Left),
            "16,1 / 2,15 / 14,3 / 4,13 / 12,5 / 6,11 / 10,7 / 8,9"
        );
        assert_eq!(
            sheets(16, Some(2), Binding::Left),
            "8,1 / 2,7 / 6,3 / 4,5 / 16,9 / 10,15 / 14,11 / 12,13"
        );
    }

    #[test]
    fn blanks_go_before_the_back_cover() {
        let sheets = |n| written(&saddle_stitch(n, None, Binding::Left));
        assert_eq!(sheets(0), "");
        assert_eq!(sheets(1), "-,1 / -,-");
        assert_eq!(sheets(2), "2,1 / -,-");
        assert_eq!(sheets(3), "3,1 / 2,-");
        assert_eq!(sheets(6), "6,1 / 2,- / -,3 / 4,5");
    }

    #[test]
    fn inner_sheets_are_moved_towards_the_spine_in_even_steps() {
        let sheets = saddle_stitch(16, None, Binding::Left);
        let shifts = |creep: Creep| {
            sheets
                .iter()
                .map(|it| creep.shift(it).0)
                .collect::<Vec<_>>()
        };
        assert_eq!(shifts(Creep::Innermost(Pt(3.0))), [0.0, 1.0, 2.0, 3.0]);
        let by_thickness = shifts(Creep::Thickness(Pt::from_mm(0.1)));
        let innermost = Pt(by_thickness[3]).to_mm();
        // Between a sharp fold and a round one (PRINT.md: 16 pages on 80 g).
        assert!((0.30..=0.47).contains(&innermost), "{innermost}");
        assert_eq!(shifts(Creep::None), [0.0; 4]);
    }
}
