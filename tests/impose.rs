//! Sheets are judged by the finished PDF, not by the tables they were made from: turned, folded and
//! nested as a person would, they must read in order and the right side up.

mod common;

use std::fmt::Write as _;

use bifolio::base::paper::Paper;
use bifolio::base::pdf::file::File;
use bifolio::base::units::Pt;
use bifolio::content::editions::Duplex;
use bifolio::content::load::Override;
use bifolio::content::office::Feeding;
use bifolio::press::dummy;
use bifolio::press::impose;
use bifolio::press::job::{Job, Sides};
use bifolio::press::order::{Binding, Creep, saddle_stitch};
use bifolio::press::refused::ImposeError;
use bifolio::render::png;
use bifolio::review::content::{Content, What};
use bifolio::review::{self, Purpose};
use common::{build, build_with, same_cases_each_time};
use image::RgbImage;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use proptest::prelude::*;

const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 300.0;

/// The numbers of the pages stand here, in this size.
const NUMBER_AT: (f64, f64) = (60.0, 250.0);
const SIZE: f64 = 12.0;

/// A PDF with the number of each page at its head and an `x` at its foot. The keys are added to every
/// page, the operators stand before the number.
fn numbered(n_pages: usize, keys: &Dictionary, before: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages_id = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let kids: Vec<Object> = (1..=n_pages)
        .map(|number| {
            let (x, y) = NUMBER_AT;
            let content = format!("{before} BT /F {SIZE} Tf {x} {y} Td ({number}) Tj 0 -200 Td (x) Tj ET");
            let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
            let mut page = dictionary! {
                "Type" => "Page", "Parent" => pages_id, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), (WIDTH as i64).into(), (HEIGHT as i64).into()],
            };
            for (key, value) in keys {
                page.set(key.clone(), value.clone());
            }
            document.add_object(page).into()
        })
        .collect();
    // Resources are inherited, as they may be.
    let pages = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => n_pages as i64,
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
    };
    document.objects.insert(pages_id, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages_id });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn imposed(bytes: &[u8], job: &Job, sides: Sides) -> Vec<u8> {
    let file = File::open(bytes.to_vec()).unwrap();
    let imposition = impose::lay_out(&file, job).unwrap();
    let mut sheets = Vec::new();
    imposition.write(sides, &mut sheets).unwrap();
    sheets
}

/// A page as it is seen on a sheet: its number, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Seen {
    number: usize,
    x: f64,
    y: f64,
    is_upright: bool,
    size: f64,
}

/// The sides of sheets with the pages seen on them, as they are printed.
fn sides(sheets: &[u8]) -> Vec<((f64, f64), Vec<Seen>)> {
    let file = File::open(sheets.to_vec()).unwrap();
    let content = Content::read(&file).unwrap();
    let pages = file.pages().iter().enumerate();
    let sides = pages.map(|(page_idx, page)| {
        let mut words: Vec<(String, f64, f64, f64)> = Vec::new();
        for shown in content.shown.iter().filter(|it| it.page_idx == page_idx) {
            if let What::Text { text, size, .. } = &shown.what {
                let (x, y) = (shown.area.left, shown.area.bottom);
                words.push((text.clone(), x, y, *size));
            }
        }
        // Numbers and crosses come in pairs, as they were written.
        let seen = words.chunks(2).map(|pair| Seen {
            number: pair[0].0.parse().unwrap(),
            x: pair[0].1,
            y: pair[0].2,
            is_upright: pair[0].2 > pair[1].2,
            size: pair[0].3,
        });
        let media = page.media_box();
        ((media.width(), media.height()), seen.collect())
    });
    sides.collect()
}

/// What lies before one who turns a sheet as one turns a page, by what the printer turned.
fn as_turned(side: ((f64, f64), Vec<Seen>), duplex: Duplex) -> ((f64, f64), Vec<Seen>) {
    let ((width, height), mut seen) = side;
    let lies = width >= height;
    let is_turned = (duplex == Duplex::Long && lies) || (duplex == Duplex::Short && !lies);
    if is_turned {
        for it in &mut seen {
            (it.x, it.y, it.is_upright) = (width - it.x, height - it.y, !it.is_upright);
        }
    }
    ((width, height), seen)
}

/// Folds and nests sheets and reads them from the first page to the last; blanks are `None`.
fn read(sheets: &[u8], job: &Job) -> Vec<Option<usize>> {
    let mut sides = sides(sheets);
    for (idx, side) in sides.iter_mut().enumerate() {
        if idx % 2 == 1 {
            *side = as_turned(side.clone(), job.duplex);
        }
        for seen in &side.1 {
            assert!(
                seen.is_upright,
                "page {} stands on its head on side {idx}",
                seen.number
            );
        }
    }
    // The page on the half that is nearer to the binding when the sheet lies open.
    let half = |side: &((f64, f64), Vec<Seen>), is_left: bool| {
        let middle = side.0.0 / 2.0;
        let here = side.1.iter().filter(|seen| (seen.x < middle) == is_left);
        let here: Vec<_> = here.collect();
        assert!(here.len() <= 1, "two pages on one half: {here:?}");
        here.first().map(|seen| seen.number)
    };
    let is_left_bound = job.binding == Binding::Left;
    let n_sheets = sides.len() / 2;
    let in_signature = job.sheets_in_signature.unwrap_or(n_sheets).max(1);
    let mut order = Vec::new();
    for signature in (0..n_sheets).collect::<Vec<_>>().chunks(in_signature) {
        // From the outside in: the leaf before the fold, its front and its back.
        for sheet in signature {
            order.push(half(&sides[2 * sheet], !is_left_bound));
            order.push(half(&sides[2 * sheet + 1], is_left_bound));
        }
        for sheet in signature.iter().rev() {
            order.push(half(&sides[2 * sheet + 1], !is_left_bound));
            order.push(half(&sides[2 * sheet], is_left_bound));
        }
    }
    order
}

fn assert_reads_in_order(n_pages: usize, job: &Job) {
    let order = read(
        &imposed(&numbered(n_pages, &Dictionary::new(), ""), job, Sides::All),
        job,
    );
    let numbers: Vec<usize> = order.iter().flatten().copied().collect();
    assert_eq!(
        numbers,
        (1..=n_pages).collect::<Vec<_>>(),
        "{n_pages} pages, {job:?}"
    );
    assert_eq!(order.len(), n_pages.next_multiple_of(4));
    if n_pages > 1 {
        assert_eq!(
            order.last(),
            Some(&Some(n_pages)),
            "a blank after the back cover: {job:?}"
        );
    }
}

#[test]
fn folded_and_nested_the_pages_read_in_order_the_right_side_up() {
    for n_pages in (1..=20).chain([23, 32, 48, 63, 64]) {
        for binding in [Binding::Left, Binding::Right] {
            for duplex in [Duplex::Short, Duplex::Long] {
                for sheets_in_signature in [None, Some(1), Some(4)] {
                    let job = Job {
                        binding,
                        duplex,
                        sheets_in_signature,
                        ..Job::default()
                    };
                    assert_reads_in_order(n_pages, &job);
                }
            }
        }
    }
}

#[test]
fn on_larger_paper_with_creep_and_marks_it_is_the_same() {
    for duplex in [Duplex::Short, Duplex::Long] {
        let job = Job {
            duplex,
            paper: Paper::named("a3"),
            creep: Creep::Innermost(Pt::from_mm(2.0)),
            marks: true,
            ..Job::default()
        };
        assert_reads_in_order(32, &job);
    }
}

/// Pages so narrow that two side by side stand: then the long edge is the upright one.
#[test]
fn sheets_that_stand_are_turned_the_other_way() {
    let narrow = dictionary! { "MediaBox" => vec![0.into(), 0.into(), 100.into(), 300.into()] };
    for duplex in [Duplex::Short, Duplex::Long] {
        let job = Job {
            duplex,
            ..Job::default()
        };
        let order = read(&imposed(&numbered(8, &narrow, ""), &job, Sides::All), &job);
        assert_eq!(order, (1..=8).map(Some).collect::<Vec<_>>(), "{duplex:?}");
    }
}

#[test]
fn by_hand_fronts_and_backs_come_in_the_order_they_are_fed() {
    let original = numbered(8, &Dictionary::new(), "");
    let numbers = |sides: Vec<((f64, f64), Vec<Seen>)>| {
        let numbers = sides
            .into_iter()
            .map(|(_, seen)| seen.iter().map(|it| it.number).collect());
        numbers.collect::<Vec<Vec<usize>>>()
    };
    let job = Job {
        duplex: Duplex::Manual,
        ..Job::default()
    };
    assert_eq!(
        numbers(sides(&imposed(&original, &job, Sides::Fronts))),
        [[8, 1], [6, 3]]
    );
    assert_eq!(
        numbers(sides(&imposed(&original, &job, Sides::Backs))),
        [[4, 5], [2, 7]]
    );
    let job = Job {
        feeding: Feeding::Same,
        ..job
    };
    assert_eq!(
        numbers(sides(&imposed(&original, &job, Sides::Backs))),
        [[2, 7], [4, 5]]
    );
}

#[test]
fn scale_is_exactly_one_and_creep_goes_towards_the_spine_in_even_steps() {
    let most = 8.5;
    let job = Job {
        creep: Creep::Innermost(Pt(most)),
        ..Job::default()
    };
    let sides = sides(&imposed(
        &numbered(16, &Dictionary::new(), ""),
        &job,
        Sides::All,
    ));
    let at_spine = sides[0].0.0 / 2.0;
    for (idx, (_, seen)) in sides.iter().enumerate() {
        let shift = most * (idx / 2) as f64 / 3.0;
        for it in seen {
            assert!((it.size - SIZE).abs() < 1e-9, "{it:?}");
            let is_left = it.x < at_spine;
            let page_left = if is_left {
                at_spine - WIDTH + shift
            } else {
                at_spine - shift
            };
            assert!(
                (it.x - page_left - NUMBER_AT.0).abs() < 1e-3,
                "side {idx}: {it:?}"
            );
            assert!(
                (it.y + 0.2 * SIZE - NUMBER_AT.1).abs() < 1e-3,
                "side {idx}: {it:?}"
            );
        }
    }
}

#[test]
fn the_register_moves_the_backs_alone() {
    let job = Job {
        register: [Pt(3.0), Pt(-2.0)],
        ..Job::default()
    };
    let original = numbered(4, &Dictionary::new(), "");
    let moved = sides(&imposed(&original, &job, Sides::All));
    let still = sides(&imposed(&original, &Job::default(), Sides::All));
    assert_eq!(moved[0], still[0]);
    for (one, other) in moved[1].1.iter().zip(&still[1].1) {
        assert!((one.x - other.x - 3.0).abs() < 1e-6 && (one.y - other.y + 2.0).abs() < 1e-6);
    }
}

// ── what is seen ────────────────────────────────────────────────────────────────────────────────

/// The first pages drawn, a pixel a point.
fn drawn(pdf: &[u8]) -> Vec<RgbImage> {
    let pages = png::draw(pdf, 72.0).unwrap();
    pages
        .iter()
        .map(|page| image::load_from_memory(page).unwrap().to_rgb8())
        .collect()
}

#[test]
fn bleed_is_kept_on_three_sides_and_cut_at_the_spine() {
    // A ground over the whole media, 20 around the trim, of which 9 are bleed.
    let boxes = dictionary! {
        "MediaBox" => vec![0.into(), 0.into(), 240.into(), 340.into()],
        "TrimBox" => vec![20.into(), 20.into(), 220.into(), 320.into()],
        "BleedBox" => vec![11.into(), 11.into(), 229.into(), 329.into()],
    };
    let original = numbered(4, &boxes, "0.5 g 0 0 240 340 re f 0 g");
    let job = Job {
        paper: Paper::named("200x160mm"),
        ..Job::default()
    };
    let sheets = imposed(&original, &job, Sides::All);
    let sheet = &drawn(&sheets)[0];
    let gray = |x: f64, y: f64| sheet.get_pixel(x as u32, y as u32).0[0] < 200;
    let (middle, centre) = (200.0 / 25.4 * 72.0 / 2.0, 160.0 / 25.4 * 72.0 / 2.0);
    // The trim is 400 × 300; the bleed reaches 9 farther, and no farther.
    for (reach, is_inside) in [(7.0, true), (11.0, false)] {
        assert_eq!(gray(middle - 200.0 - reach, centre), is_inside);
        assert_eq!(gray(middle + 200.0 + reach, centre), is_inside);
        assert_eq!(gray(middle, centre - 150.0 - reach), is_inside);
        assert_eq!(gray(middle, centre + 150.0 + reach), is_inside);
    }
    let boxes = review::review(
        sheets,
        Purpose::Office {
            black_and_white: true,
        },
    )
    .unwrap()
    .facts;
    assert_eq!(
        (boxes.sizes[0].width_mm, boxes.sizes[0].height_mm),
        (141.1, 105.8)
    );
}

#[test]
fn nothing_crosses_the_spine() {
    // Even pages are dark all over, bleed and all; odd ones are white.
    let boxes = dictionary! {
        "MediaBox" => vec![0.into(), 0.into(), 240.into(), 340.into()],
        "TrimBox" => vec![20.into(), 20.into(), 220.into(), 320.into()],
        "BleedBox" => vec![5.into(), 5.into(), 235.into(), 335.into()],
    };
    let dark = numbered(4, &boxes, "0 g 0 0 240 340 re f");
    let mut document = Document::load_mem(&dark).unwrap();
    let first = *document.get_pages().get(&1).unwrap();
    document
        .change_page_content(first, b"BT ET".to_vec())
        .unwrap();
    let mut mixed = Vec::new();
    document.save_to(&mut mixed).unwrap();
    let job = Job {
        creep: Creep::Innermost(Pt(4.0)),
        ..Job::default()
    };
    let sheet = &drawn(&imposed(&mixed, &job, Sides::Fronts))[0];
    let middle = sheet.width() / 2;
    for y in 20..sheet.height() - 20 {
        assert!(
            sheet.get_pixel(middle - 2, y).0[0] < 50,
            "the back cover ends at the spine"
        );
        assert!(
            sheet.get_pixel(middle + 1, y).0[0] > 200,
            "the front cover is white from it on"
        );
    }
}

/// Every page area of the sheets has the pixels of the original page.
fn assert_pixels_are_the_originals(original: &[u8], name: &str) {
    let pages = drawn(original);
    let sheets = drawn(&imposed(original, &Job::default(), Sides::All));
    let (width, height) = pages[0].dimensions();
    let plan = saddle_stitch(pages.len(), None, Binding::Left);
    let planned = plan.iter().flat_map(|sheet| [sheet.front, sheet.back]);
    for (side, drawn) in planned.zip(&sheets) {
        assert_eq!(drawn.dimensions(), (2 * width, height), "{name}");
        for (place, page_idx) in side.iter().enumerate() {
            let area =
                image::imageops::crop_imm(drawn, place as u32 * width, 0, width, height).to_image();
            let Some(page_idx) = page_idx else {
                assert!(
                    area.pixels().all(|pixel| pixel.0 == [255; 3]),
                    "{name}: a blank is not blank"
                );
                continue;
            };
            let differs = |(one, other): &(&u8, &u8)| one.abs_diff(**other) > 2;
            let n = area
                .as_raw()
                .iter()
                .zip(pages[*page_idx].as_raw())
                .filter(differs)
                .count();
            assert_eq!(
                n,
                0,
                "{name}: page {} looks otherwise on the sheet",
                page_idx + 1
            );
        }
    }
}

#[test]
fn pages_of_other_programs_look_as_they_did() {
    for name in ["typst", "weasyprint", "lualatex", "ghostscript"] {
        let bytes = std::fs::read(format!("tests/fixtures/foreign/{name}.pdf")).unwrap();
        assert_pixels_are_the_originals(&bytes, name);
    }
}

#[test]
fn turned_pages_and_boxes_with_offsets_look_as_they_did() {
    for angle in [0, 90, 180, 270, -90] {
        let keys = dictionary! {
            "MediaBox" => vec![(-20).into(), (-30).into(), 200.into(), 290.into()],
            "CropBox" => vec![0.into(), 10.into(), 180.into(), 280.into()],
            "Rotate" => angle,
        };
        let ground = "0.8 0.2 0.2 rg 0 10 90 60 re f 0.2 0.2 0.8 rg -20 -30 40 60 re f 0 g";
        assert_pixels_are_the_originals(&numbered(5, &keys, ground), &format!("turned by {angle}"));
    }
}

#[test]
fn annotations_that_are_printed_stay_and_hidden_layers_stay_hidden() {
    let mut document = Document::load_mem(&numbered(
        4,
        &Dictionary::new(),
        "/OC /L BDC 0 1 0 rg 20 20 60 60 re f EMC 0 g",
    ))
    .unwrap();
    let layer = document
        .add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("Notes") });
    let look = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), 10.into(), 10.into()],
            "Matrix" => vec![0.into(), 1.into(), (-1).into(), 0.into(), 10.into(), 0.into()],
        },
        b"1 0 0 rg 0 0 10 5 re f".to_vec(),
    );
    let look = document.add_object(look);
    let stamp = |flags: i64, left: i64| {
        dictionary! {
            "Type" => "Annot", "Subtype" => "Stamp", "F" => flags,
            "Rect" => vec![left.into(), 100.into(), (left + 40).into(), 140.into()],
            "AP" => dictionary! { "N" => look },
        }
    };
    for (_, page) in document.get_pages() {
        let page = document
            .get_object_mut(page)
            .unwrap()
            .as_dict_mut()
            .unwrap();
        // One that is printed and one that is hidden.
        page.set("Annots", vec![stamp(4, 100).into(), stamp(6, 20).into()]);
        page.set(
            "Resources",
            dictionary! { "Properties" => dictionary! { "L" => layer } },
        );
    }
    let layers = dictionary! {
        "OCGs" => vec![Object::Reference(layer)],
        "D" => dictionary! { "OFF" => vec![Object::Reference(layer)] },
    };
    document.catalog_mut().unwrap().set("OCProperties", layers);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_pixels_are_the_originals(&bytes, "annotated");
    let sheet = &drawn(&imposed(&bytes, &Job::default(), Sides::All))[0];
    // The stamp is turned by its matrix: its right half is red, no, its left one.
    let red = sheet
        .pixels()
        .filter(|pixel| pixel.0 == [255, 0, 0])
        .count();
    assert!(
        (1500..=1700).contains(&red),
        "two stamps of 20 × 40 are red: {red}"
    );
    assert!(
        !sheet.pixels().any(|pixel| pixel.0 == [0, 255, 0]),
        "the hidden layer is seen"
    );
}

#[test]
fn the_first_booklet_looks_the_same_on_its_sheets() {
    // A4 is no whole number of pixels, so only the words are compared here.
    let original = build("content/khojaly").pdf;
    let job = Job {
        creep: Creep::None,
        ..Job::default()
    };
    let sheets = imposed(&original, &job, Sides::All);
    let letters = |pdf: &[u8]| {
        let content = Content::read(&File::open(pdf.to_vec()).unwrap()).unwrap();
        let mut letters: Vec<char> = Vec::new();
        for shown in &content.shown {
            if let What::Text { text, .. } = &shown.what {
                letters.extend(text.chars());
            }
        }
        letters.sort_unstable();
        letters
    };
    assert_eq!(letters(&original), letters(&sheets));
}

// ── what is refused, and what is said ───────────────────────────────────────────────────────────

fn refused(bytes: &[u8], job: &Job) -> ImposeError {
    let file = File::open(bytes.to_vec()).unwrap();
    impose::lay_out(&file, job).unwrap_err()
}

#[test]
fn pages_of_mixed_sizes_are_refused_or_made_to_fit() {
    let mut document = Document::load_mem(&numbered(6, &Dictionary::new(), "")).unwrap();
    let third = *document.get_pages().get(&3).unwrap();
    let page = document
        .get_object_mut(third)
        .unwrap()
        .as_dict_mut()
        .unwrap();
    page.set("MediaBox", vec![0.into(), 0.into(), 400.into(), 600.into()]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let error = refused(&bytes, &Job::default());
    assert_eq!(
        error.to_string(),
        "the pages are not of one size: the first has 70.6 × 105.8 mm, others are page 3. Give `--fit` to \
         make these fit, or make them alike in the program they come from"
    );
    let job = Job {
        fit: true,
        ..Job::default()
    };
    let sides = sides(&imposed(&bytes, &job, Sides::All));
    let sizes = sides
        .iter()
        .flat_map(|(_, seen)| seen)
        .map(|it| (it.number, it.size));
    for (number, size) in sizes {
        let expected = if number == 3 { SIZE / 2.0 } else { SIZE };
        assert!((size - expected).abs() < 1e-9, "page {number}: {size}");
    }
}

#[test]
fn a_spread_larger_than_its_paper_is_refused_or_made_to_fit() {
    let original = numbered(4, &Dictionary::new(), "");
    let job = Job {
        paper: Paper::named("a6"),
        ..Job::default()
    };
    assert_eq!(
        refused(&original, &job).to_string(),
        "two pages side by side need 141.1 × 105.8 mm, which is more than A6. Give a larger paper such as \
         `--paper sra3`, or `--fit` to make them smaller"
    );
    let job = Job { fit: true, ..job };
    let file = File::open(original).unwrap();
    assert!(impose::lay_out(&file, &job).unwrap().scale < 1.0);
}

#[test]
fn what_is_locked_or_no_pdf_is_refused() {
    let refused = |bytes: &[u8]| File::open(bytes.to_vec()).unwrap_err().to_string();
    assert!(refused(b"Dear Sir").contains("no PDF"));
    let locked = std::fs::read("tests/fixtures/foreign/locked.pdf").unwrap();
    assert!(refused(&locked).contains("locked with a password"));
}

#[test]
fn sheets_are_explained_as_a_printer_would_write_them() {
    let original = build("content/khojaly").pdf;
    let file = File::open(original).unwrap();
    let job = Job {
        duplex: Duplex::Long,
        creep: Creep::Thickness(Pt::from_mm(0.1)),
        ..Job::default()
    };
    let imposition = impose::lay_out(&file, &job).unwrap();
    assert_eq!(
        imposition.sentence(),
        "two sheets of A3, printed on both sides, flipped on the long edge, folded into each other once, \
         stapled twice"
    );
    assert_eq!(
        imposition.table(),
        "sheet  side   pages        turn   shift mm\n    \
         1  front  8 | 1        –      0.00\n    \
         1  back   2 | 7        180°   0.00\n    \
         2  front  6 | 3        –      0.11\n    \
         2  back   4 | 5        180°   0.11\n"
    );
}

#[test]
fn a_dummy_has_every_page_once_in_its_place() {
    let file = File::open(numbered(24, &Dictionary::new(), "")).unwrap();
    let mut bytes = Vec::new();
    dummy::write(&file, Binding::Left, None, &mut bytes).unwrap();
    let sides = sides(&bytes);
    assert_eq!(sides.len(), 2, "one sheet of A4");
    let mut all: Vec<usize> = sides
        .iter()
        .flat_map(|(_, seen)| seen)
        .map(|it| it.number)
        .collect();
    all.sort_unstable();
    assert_eq!(all, (1..=24).collect::<Vec<_>>());
    // Behind each page stands the one on its other side: 1 before 2, 3 before 4.
    let (width, _) = sides[0].0;
    let at =
        |side: usize, number: usize| sides[side].1.iter().find(|it| it.number == number).copied();
    for number in (1..=12).step_by(2) {
        let (front, back) = (at(0, number).unwrap(), at(1, number + 1).unwrap());
        assert!((front.y - back.y).abs() < 1e-6, "{front:?} {back:?}");
        // Turned over the long edge, a place lies mirrored; numbers stand 60 of 200 into each page.
        let page = (WIDTH - 2.0 * NUMBER_AT.0) * front.size / SIZE;
        assert!(
            (front.x + back.x + page - width).abs() < 1.0,
            "{front:?} {back:?}"
        );
    }
}

#[test]
fn the_office_edition_passes_its_review() {
    let job = Job {
        creep: Creep::Thickness(Pt::from_mm(0.1)),
        ..Job::default()
    };
    let sheets = imposed(&build("content/khojaly").pdf, &job, Sides::All);
    let review = review::review(
        sheets,
        Purpose::Office {
            black_and_white: true,
        },
    )
    .unwrap();
    assert!(review.findings.is_empty(), "{:#?}", review.findings);
}

#[test]
fn what_an_office_printer_spoils_is_found() {
    let review = |bytes: Vec<u8>| {
        let review = review::review(
            bytes,
            Purpose::Office {
                black_and_white: true,
            },
        )
        .unwrap();
        review.findings.iter().map(|it| it.rule).collect::<Vec<_>>()
    };
    // Single pages that nobody imposed.
    let rules = review(numbered(3, &Dictionary::new(), ""));
    for rule in ["scaling", "duplex", "paper"] {
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
    }
    let mut before = String::new();
    let _ = write!(before, "0.9 0.9 1 rg 0 0 {WIDTH} 40 re f ");
    before.push_str("0.1 w 20 100 m 100 100 l S BT /F 5 Tf 80 80 Td (small) Tj ET BT /F 9 Tf 180 150 Td (fold) Tj ET");
    let sheets = imposed(
        &numbered(4, &Dictionary::new(), ""),
        &Job::default(),
        Sides::All,
    );
    assert!(!review(sheets).contains(&"edge"));
    let mut one_page = Document::load_mem(&numbered(1, &Dictionary::new(), &before)).unwrap();
    let page = *one_page.get_pages().get(&1).unwrap();
    let page = one_page.get_object_mut(page).unwrap();
    let media = vec![0.into(), 0.into(), 400.into(), 300.into()];
    page.as_dict_mut().unwrap().set("MediaBox", media);
    let viewing = dictionary! { "Duplex" => "DuplexFlipShortEdge" };
    one_page
        .catalog_mut()
        .unwrap()
        .set("ViewerPreferences", viewing);
    let mut bytes = Vec::new();
    one_page.save_to(&mut bytes).unwrap();
    let rules = review(bytes);
    for rule in [
        "edge",
        "hairlines",
        "small-type",
        "crease",
        "colours",
        "parity",
    ] {
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
    }
}

#[test]
fn the_same_job_gives_the_same_bytes() {
    let original = numbered(9, &Dictionary::new(), "");
    let job = Job {
        marks: true,
        paper: Paper::named("a3"),
        ..Job::default()
    };
    assert_eq!(
        imposed(&original, &job, Sides::All),
        imposed(&original, &job, Sides::All)
    );
}

proptest! {
    #![proptest_config(same_cases_each_time(256))]

    /// Every page stands on exactly one side; facing halves of a sheet are one leaf.
    #[test]
    fn every_page_is_printed_once(
        n_pages in 0..500_usize,
        signature in prop::option::of(1..20_usize),
        is_left in any::<bool>(),
    ) {
        let binding = if is_left { Binding::Left } else { Binding::Right };
        let sheets = saddle_stitch(n_pages, signature, binding);
        let mut pages: Vec<usize> = sheets.iter().flat_map(|it| [it.front, it.back]).flatten().flatten().collect();
        pages.sort_unstable();
        prop_assert_eq!(pages, (0..n_pages).collect::<Vec<_>>());
        prop_assert_eq!(sheets.len() * 4, n_pages.next_multiple_of(4));
        for sheet in &sheets {
            // The back of the page on one half is on the other half of the back.
            for place in 0..2 {
                let (front, back) = (sheet.front[place], sheet.back[1 - place]);
                if let (Some(front), Some(back)) = (front, back) {
                    let is_leaf = front.abs_diff(back) == 1 || back + 1 == n_pages || front + 1 == n_pages;
                    prop_assert!(is_leaf, "{:?}", sheet);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(same_cases_each_time(64))]

    /// A damaged file is imposed or refused, never a panic.
    #[test]
    fn a_damaged_file_is_no_panic(
        which in 0..4_usize,
        places in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 1..40),
        end in 0.5..1.0_f64,
    ) {
        let name = ["typst", "weasyprint", "lualatex", "ghostscript"][which];
        let mut bytes = std::fs::read(format!("tests/fixtures/foreign/{name}.pdf")).unwrap();
        for (place, byte) in places {
            let at = (place * (bytes.len() - 1) as f64) as usize;
            bytes[at] = byte;
        }
        bytes.truncate((bytes.len() as f64 * end) as usize + 100);
        if let Ok(file) = File::open(bytes) {
            let job = Job { fit: true, ..Job::default() };
            if let Ok(imposition) = impose::lay_out(&file, &job) {
                let _ = imposition.write(Sides::All, &mut Vec::new());
            }
            let _ = dummy::write(&file, Binding::Right, Some(2), &mut Vec::new());
        }
    }
}

#[test]
fn everything_in_the_themes_stands_six_millimetres_inside() {
    let least = Pt::from_mm(6.0).0 - 0.1;
    for theme in ["memorial", "assembly", "pocket"] {
        let theme = Override {
            key: "design.theme".into(),
            value: theme.into(),
        };
        for booklet in ["content/khojaly", "content/showcase"] {
            let pdf = build_with(booklet, std::slice::from_ref(&theme)).pdf;
            let file = File::open(pdf).unwrap();
            let content = Content::read(&file).unwrap();
            for shown in &content.shown {
                let is_blank =
                    matches!(&shown.what, What::Text { text, .. } if text.trim().is_empty());
                let page = file.pages()[shown.page_idx].media_box();
                let area = shown.area;
                let is_inside = area.left >= least
                    && area.bottom >= least
                    && area.right <= page.width() - least
                    && area.top <= page.height() - least;
                assert!(
                    is_inside || is_blank,
                    "{booklet}, {}: {shown:?}",
                    theme.value
                );
            }
        }
    }
}
