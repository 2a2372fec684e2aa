//! A booklet that is leafed from right to left is its own mirror image: every mark stands as far from the
//! right edge as it else stands from the left. Letters, pictures and codes are not turned over.

mod common;

use std::path::Path;

use bifolio::base::diagnostic::Complaints;
use bifolio::base::geometry::{Point, Rect};
use bifolio::base::language::Direction;
use bifolio::base::units::Pt;
use bifolio::content::load::Override;
use bifolio::inline::line::GlyphRun;
use bifolio::layout::grid::Side;
use bifolio::layout::page::{Item, Mark, Page, Pages, Target};
use bifolio::layout::typeset;
use common::TestFolder;

/// How far a mark may stand beside its place, in points: rounding, no more.
const SLACK: f64 = 1e-6;

/// The pages of a booklet, set in a direction.
fn set(folder: &Path, theme: &str, direction: Direction) -> Pages {
    let theme = Override {
        key: "design.theme".to_owned(),
        value: theme.to_owned(),
    };
    let (_, as_written) = common::typeset(folder.to_str().unwrap(), &[theme]);
    let (booklet, mut design) = (as_written.booklet, as_written.design);
    assert_eq!(design.direction, Direction::LeftToRight);
    design.direction = direction;
    let mut complaints = Complaints::default();
    let (pages, decisions) = typeset(&booklet, &design, &mut complaints);
    let grid = decisions.fit.grid(&design);
    for side in [Side::Recto, Side::Verso] {
        // The spine of a recto is where the page begins.
        let from_start = match direction {
            Direction::LeftToRight => grid.left_edge(side),
            Direction::RightToLeft => grid.trim.width - grid.measure - grid.left_edge(side),
        };
        assert_eq!(is_near(from_start, grid.inner), side == Side::Recto);
    }
    assert!(!complaints.has_errors(), "{complaints:?}");
    assert_eq!(pages.about.direction, direction);
    pages
}

fn assert_mirrored_in_every_theme(folder: &Path) {
    for theme in ["memorial", "assembly", "pocket"] {
        let [pages, mirrored] = [Direction::LeftToRight, Direction::RightToLeft]
            .map(|direction| set(folder, theme, direction));
        assert_eq!(pages.pages.len(), mirrored.pages.len());
        for (page, mirrored) in pages.pages.iter().zip(&mirrored.pages) {
            let wrong = not_mirrored(page, mirrored);
            let shown: Vec<_> = wrong.iter().take(5).collect();
            let (label, n) = (&page.label, wrong.len());
            assert!(wrong.is_empty(), "{theme}, page {label}, {n}: {shown:#?}");
        }
    }
}

#[test]
fn the_showcase_is_mirrored() {
    assert_mirrored_in_every_theme(Path::new("content/showcase"));
}

const MARKED: &str = r"bifolio: 1
title: On the river
date: 2023-12-10
language: en
people:
  ada: {name: Ada Lovelace, titles: [Writer, Who has a second title]}
figures:
  f: {value: 12, label: boats, source: ada}
  g: {value: 700, label: ferries, source: ada}
  h: {value: 300, label: white ferries, source: ada, of: g}
sections:
  - contents: {}
  - statement:
      by: ada
      format: markdown
      text: |-
        First we saw twelve, that is 12 boats, and they went down the river with the stream, and nobody
        in them looked back at the quay[^1] where so many people stood and [did not know](https://example.org/a) what to say.

        ## What we saw then

        > Then we saw 700 ferries, which went up the river against the stream, slowly and with much smoke,
        > until the bend hid them from all of us who had stayed.

        1. One point that is long enough to go on in a second line of the list, so that it can be seen how it stands in.
           - And one inside it.
        2. Another point.

        | Boat  | Colour | Sails |
        |:------|:------:|------:|
        | *Ark* | brown  | none  |
        | Argo  | red    | 1     |

        [^1]: It is long gone, as [the town](https://example.org/town) says.
  - names: {title: Names, columns: 2, names: [Bea Able, Cem Baker, Dan Cole, Eve Dole]}
  - figures: {show: [g, f], style: numbers}
  - figures: {title: Boats, show: [g, f], style: table}
";

#[test]
fn what_markdown_says_is_mirrored() {
    let folder = TestFolder::new("mirror");
    folder.write("booklet.yaml", MARKED);
    assert_mirrored_in_every_theme(&folder.path);
}

/// The marks that stand elsewhere than in the mirror.
fn not_mirrored(page: &Page, mirrored: &Page) -> Vec<String> {
    assert_eq!(page.trim, mirrored.trim);
    assert_eq!(page.items.len(), mirrored.items.len());
    let mut wrong = Vec::new();
    let both: Vec<_> = page.items.iter().zip(&mirrored.items).collect();
    for (item, other) in &both {
        assert_eq!(item.place, other.place);
        if !stands_mirrored(item, other, page.trim.width) {
            wrong.push(format!("{item:?}\nin the mirror {other:?}"));
        }
    }
    for line in lines(&both) {
        if !is_line_mirrored(&line, page.trim.width) {
            wrong.push(format!("{line:?}"));
        }
    }
    for idx in 0..both.len() {
        if !leads_from_its_words(&both, idx, page.trim.width) {
            wrong.push(format!("{:?}", both[idx].1));
        }
    }
    wrong
}

fn is_near(one: Pt, other: Pt) -> bool {
    (one.0 - other.0).abs() < SLACK
}

fn is_area_mirrored(area: Rect, other: Rect, width: Pt) -> bool {
    is_near(other.origin.x, width - area.origin.x - area.size.width)
        && is_near(other.origin.y, area.origin.y)
        && is_near(other.size.width, area.size.width)
        && is_near(other.size.height, area.size.height)
}

/// Whether a mark that is no text stands at the mirrored place. Text, and what leads from words of it to an
/// address, is looked at by lines.
fn stands_mirrored(item: &Item, other: &Item, width: Pt) -> bool {
    match (&item.mark, &other.mark) {
        (Mark::Glyphs(..), Mark::Glyphs(..)) => true,
        (Mark::Rule(area, ink), Mark::Rule(mirrored, same_ink)) => {
            is_area_mirrored(*area, *mirrored, width) && ink == same_ink
        }
        (
            Mark::Dots {
                centres, diameter, ..
            },
            Mark::Dots {
                centres: mirrored,
                diameter: same,
                ..
            },
        ) => {
            let is_dot_mirrored = |(centre, mirrored): (&Point, &Point)| {
                is_near(mirrored.x, width - centre.x) && is_near(mirrored.y, centre.y)
            };
            diameter == same
                && centres.len() == mirrored.len()
                && centres.iter().zip(mirrored).all(is_dot_mirrored)
        }
        (Mark::Code(modules, _), Mark::Code(others, _)) => {
            is_area_mirrored(item.mark.bounds(), other.mark.bounds(), width)
                && are_modules_upright(modules, others)
        }
        (
            Mark::Picture {
                area,
                placed,
                picture,
            },
            Mark::Picture {
                area: mirrored,
                placed: mirrored_whole,
                picture: same,
            },
        ) => {
            is_area_mirrored(*area, *mirrored, width)
                && is_area_mirrored(*placed, *mirrored_whole, width)
                && picture == same
        }
        (
            Mark::Link { area, target, .. },
            Mark::Link {
                area: mirrored,
                target: same,
                ..
            },
        ) => {
            let is_of_words = matches!(target, Target::Address(_));
            target == same && (is_of_words || is_area_mirrored(*area, *mirrored, width))
        }
        _ => false,
    }
}

/// Whether the modules of a code stand to each other as on the page: turned over it could not be read.
fn are_modules_upright(modules: &[Rect], mirrored: &[Rect]) -> bool {
    let moved = mirrored[0].origin.x - modules[0].origin.x;
    let is_moved_as_the_first = |(one, other): (&Rect, &Rect)| {
        is_near(one.origin.x + moved, other.origin.x)
            && is_near(one.origin.y, other.origin.y)
            && is_near(one.size.width, other.size.width)
    };
    modules.len() == mirrored.len() && modules.iter().zip(mirrored).all(is_moved_as_the_first)
}

type Run<'p> = (Point, &'p GlyphRun);

/// The lines of a page, each run with the same in the mirror. The runs of a line have one baseline and one
/// start of their measure.
fn lines<'p>(items: &[(&'p Item, &'p Item)]) -> Vec<Vec<(Run<'p>, Run<'p>)>> {
    let runs = items.iter().filter_map(|(item, other)| {
        let (Mark::Glyphs(at, run), Mark::Glyphs(there, same)) = (&item.mark, &other.mark) else {
            return None;
        };
        Some(((*at, run), (*there, same)))
    });
    let mut lines: Vec<Vec<(Run<'p>, Run<'p>)>> = Vec::new();
    let start = |(at, run): Run<'_>| at.x - run.x;
    for run in runs {
        let of_line = lines.last_mut().filter(|line| {
            let (known, _) = line[0];
            is_near(known.0.y, run.0.0.y) && is_near(start(known), start(run.0))
        });
        match of_line {
            Some(line) => line.push(run),
            None => lines.push(vec![run]),
        }
    }
    lines
}

/// Whether a line takes the mirrored part of its measure, its runs in the order they have.
fn is_line_mirrored(line: &[(Run<'_>, Run<'_>)], width: Pt) -> bool {
    let ((first, _), (there, _)) = line[0];
    let is_moved_as_the_first = |((at, run), (other, same)): &(Run<'_>, Run<'_>)| {
        is_near(at.x - first.x, other.x - there.x) && is_near(at.y, other.y) && run == same
    };
    let starts = line.iter().map(|((at, _), _)| at.x);
    let start = starts.reduce(Pt::min).unwrap();
    let ends = line.iter().map(|((at, run), _)| at.x + run.width());
    let end = ends.reduce(Pt::max).unwrap() - trailing(line.last().unwrap().0.1);
    let mirrored = there.x + (start - first.x);
    line.iter().all(is_moved_as_the_first) && is_near(mirrored, width - end)
}

/// The space at the end of a line's last run, and the tracking behind its last letter.
fn trailing(run: &GlyphRun) -> Pt {
    let spaces = run.glyphs.iter().rev();
    let spaces = spaces.take_while(|glyph| run.text[glyph.cluster as usize..].starts_with(' '));
    spaces.map(|glyph| glyph.advance).sum::<Pt>() + run.tracking
}

/// Whether a link to an address lies over its words in the mirror as it does on the page, or over a whole
/// line of them.
fn leads_from_its_words(items: &[(&Item, &Item)], idx: usize, width: Pt) -> bool {
    let (item, other) = items[idx];
    let (Mark::Link { area, target, .. }, Mark::Link { area: there, .. }) =
        (&item.mark, &other.mark)
    else {
        return true;
    };
    if matches!(target, Target::Page(_)) || is_area_mirrored(*area, *there, width) {
        return true;
    }
    let mut runs = items.iter().filter(|(run, _)| run.place == item.place);
    runs.any(|(run, same)| {
        let (Mark::Glyphs(at, _), Mark::Glyphs(other, _)) = (&run.mark, &same.mark) else {
            return false;
        };
        is_near(at.x, area.origin.x) && is_near(other.x, there.origin.x)
    })
}
