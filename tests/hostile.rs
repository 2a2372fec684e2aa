//! Odd and hostile input: a booklet comes of it or a clear complaint, never a panic, in bounded memory.

mod common;

use bifolio::render::png;
use common::{TestFolder, outcome_of};
use image::{DynamicImage, ImageFormat, RgbImage};

/// What came of a booklet: what was said of it, and its file if it has no errors.
fn outcome(folder: &TestFolder, sections: &str) -> (String, Option<Vec<u8>>) {
    let head = "bifolio: 1\ntitle: T\ndate: 2024-01-01\nlanguage: en\npeople: {a: {name: Ada}}\n";
    folder.write("booklet.yaml", format!("{head}{sections}"));
    outcome_of(&folder.path)
}

/// The outcome of a picture file shown on a page.
fn outcome_of_picture(name: &str, bytes: &[u8]) -> (String, Option<Vec<u8>>) {
    let folder = TestFolder::new(name);
    folder.write("picture", bytes);
    outcome(
        &folder,
        "sections:\n  - picture: {file: picture, alt: A test picture}\n",
    )
}

fn coded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture.clone())
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}

/// A picture whose upper left quarter is red.
fn red_corner(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let is_red = x < width / 2 && y < height / 2;
        image::Rgb(if is_red { [200, 0, 0] } else { [235, 235, 235] })
    })
}

#[test]
fn a_word_of_two_hundred_letters_that_leaves_the_page_is_refused() {
    let folder = TestFolder::new("long-word");
    let word = "x".repeat(200);
    let (said, file) = outcome(
        &folder,
        &format!("sections:\n  - statement: {{by: a, text: {word}}}\n"),
    );
    assert!(said.contains("on page 1 a line sticks out by"), "{said}");
    assert!(
        said.contains("error: these words reach over the edge of page 1"),
        "{said}"
    );
    assert!(file.is_none());
}

#[test]
fn a_paragraph_of_thousands_of_lines_is_set() {
    let folder = TestFolder::new("long-paragraph");
    let text = "all human beings are born free and equal in dignity and rights ".repeat(2_000);
    let (said, file) = outcome(
        &folder,
        &format!("sections:\n  - statement: {{by: a, text: {text}}}\n"),
    );
    assert_eq!(said, "");
    assert!(common::pdf_text::pages(&file.unwrap()).len() > 25);
}

#[test]
fn a_name_of_120_letters_and_figures_of_nought_and_of_billions_find_their_place() {
    let folder = TestFolder::new("long-name");
    let sections = format!(
        "figures:\n  none: {{value: 0, label: none, source: a}}\n  \
         most: {{value: 9999999999, label: most, source: a}}\n\
         sections:\n  - statement: {{by: a, text: 0 and 9999999999 were counted}}\n  \
         - figures: {{show: [none, most], style: table}}\n  \
         - figures: {{show: [none, most], style: bars}}\n  \
         - figures: {{show: [none, most], style: numbers}}\n  \
         - figures: {{show: [none], style: dots}}\n  \
         - names: {{names: [{}]}}\n",
        "Name ".repeat(24)
    );
    let (said, file) = outcome(&folder, &sections);
    assert!(!said.contains("error"), "{said}");
    assert!(file.is_some());
}

#[test]
fn a_table_of_500_rows_goes_on_over_pages() {
    let folder = TestFolder::new("long-table");
    let figures: Vec<String> = (0..500)
        .map(|idx| format!("  f{idx}: {{value: {idx}, label: row, source: a}}\n"))
        .collect();
    let figures = figures.concat();
    let show: Vec<String> = (0..500).map(|idx| format!("f{idx}")).collect();
    let sections = format!(
        "figures:\n{figures}sections:\n  - figures: {{show: [{}], style: table}}\n",
        show.join(", ")
    );
    let (said, file) = outcome(&folder, &sections);
    assert!(!said.contains("error"), "{said}");
    assert!(png::draw(&file.unwrap(), 20.0).unwrap().len() > 15);
}

#[test]
fn a_picture_of_one_pixel_is_shown_with_a_warning() {
    let (said, file) = outcome_of_picture("one-pixel", &coded(&red_corner(1, 1), ImageFormat::Png));
    assert!(said.contains("warning: the picture is shown"), "{said}");
    assert!(file.is_some());
}

#[test]
fn a_picture_that_claims_60_000_by_60_000_pixels_is_refused_unread() {
    let mut png = coded(&red_corner(4, 4), ImageFormat::Png);
    // Width and height stand in the header, at bytes 16 and 20; its check sum after them.
    png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let crc = crc(&png[12..29]);
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    let (said, file) = outcome_of_picture("huge-picture", &png);
    assert!(said.contains("has 60000 × 60000 pixels"), "{said}");
    assert!(file.is_none());
}

/// The check sum of a PNG chunk (ISO/IEC 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32| {
        if crc & 1 == 1 {
            0xedb8_8320 ^ (crc >> 1)
        } else {
            crc >> 1
        }
    };
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc))
    });
    crc ^ u32::MAX
}

#[test]
fn a_file_cut_short_or_of_another_kind_is_complained_of() {
    let png = coded(&red_corner(200, 200), ImageFormat::Png);
    let (said, _) = outcome_of_picture("cut-short", &png[..png.len() / 2]);
    assert!(said.contains("is broken"), "{said}");
    let (said, _) = outcome_of_picture("no-picture", b"%PDF-1.7 this is no picture");
    assert!(said.contains("is a PDF, which is not read"), "{said}");
    let (said, _) = outcome_of_picture("empty", b"");
    assert!(said.contains("is not a picture that is read"), "{said}");
}

/// The colour in the upper left of a page's picture, as drawn.
fn corner_color(file: &[u8]) -> [u8; 3] {
    let page = png::draw(file, 36.0).unwrap().swap_remove(0);
    let page = image::load_from_memory(&page).unwrap().to_rgb8();
    let is_ink = |pixel: &image::Rgb<u8>| pixel.0 != [255, 255, 255];
    let (x, y, _) = page
        .enumerate_pixels()
        .find(|(_, _, pixel)| is_ink(pixel))
        .unwrap();
    page.get_pixel(x + 4, y + 4).0
}

#[test]
fn a_photograph_stands_upright_whichever_way_it_was_taken() {
    // Upright the red corner is at the upper left. Exif 6 says: turn clockwise by a quarter, so the
    // file holds it at the lower left; Exif 3: by a half, lower right.
    for (exif, turned) in [
        (1, red_corner(600, 400)),
        (3, image::imageops::rotate180(&red_corner(600, 400))),
        (6, image::imageops::rotate270(&red_corner(600, 400))),
        (8, image::imageops::rotate90(&red_corner(600, 400))),
        (2, image::imageops::flip_horizontal(&red_corner(600, 400))),
        (
            5,
            image::imageops::flip_horizontal(&image::imageops::rotate90(&red_corner(600, 400))),
        ),
    ] {
        let jpeg = with_exif(&coded(&turned, ImageFormat::Jpeg), exif);
        let (said, file) = outcome_of_picture(&format!("exif-{exif}"), &jpeg);
        assert!(!said.contains("error"), "{said}");
        let [red, green, _] = corner_color(&file.unwrap());
        assert!(red > 150 && green < 80, "orientation {exif}: {red} {green}");
    }
}

/// A JPEG with an Exif segment that says nothing but the orientation.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut segment = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    segment.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let mut file = jpeg[..2].to_vec();
    file.extend([0xff, 0xe1]);
    file.extend((segment.len() as u16 + 2).to_be_bytes());
    file.extend(segment);
    file.extend(&jpeg[2..]);
    file
}
