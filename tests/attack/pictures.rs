//! Pictures: bombs, odd kinds, private data.

mod drawings;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use bifolio::base::color::ColorSpace;
use bifolio::base::edition::{ARCHIVE, OFFICE, SCREEN};
use bifolio::content::picture::{self, Artwork};
use bifolio::render::png;
use image::metadata::Orientation;
use image::{ImageDecoder as _, ImageReader, RgbImage};
use lopdf::Document;

use crate::common::{TestFolder, build, outcome_of, write_as};

const PICTURES: &str = "tests/fixtures/attack/pics";
const DRAWINGS: &str = "tests/fixtures/attack/svg";

/// How a picture ends.
enum Ends {
    /// It is built, and nothing is said of it.
    Built,
    /// It is built, and a warning has these words.
    Warned(&'static str),
    /// It is not built, and an error has these words.
    Refused(&'static str),
}
use Ends::{Built, Refused, Warned};

const INKS: &str = "is made for four inks (CMYK)";
const MUCH: &str = "has more in it than any logo";
const DEEP: &str = "has more in one another than any logo";
const NOT_SVG: &str = "is not SVG that can be read";

/// Every picture of the folder.
#[rustfmt::skip]
const PICTURES_END: &[(&str, Ends)] = &[
    ("adobe_t0_on_ycc.jpg", Built),
    ("alpha0.png", Built),
    ("anim.webp", Warned("moves; only its first picture is shown")),
    ("apng.png", Warned("moves; only its first picture is shown")),
    ("bit1.png", Built),
    ("cmyk_pil.jpg", Warned(INKS)),
    ("exif1.jpeg", Built), ("exif1.png", Built), ("exif1.webp", Built),
    ("exif2.jpeg", Built), ("exif2.png", Built), ("exif2.webp", Built),
    ("exif3.jpeg", Built), ("exif3.png", Built), ("exif3.webp", Built),
    ("exif4.jpeg", Built), ("exif4.png", Built), ("exif4.webp", Built),
    ("exif5.jpeg", Built), ("exif5.png", Built), ("exif5.webp", Built),
    ("exif6.jpeg", Built), ("exif6.png", Built), ("exif6.webp", Built),
    ("exif7.jpeg", Built), ("exif7.png", Built), ("exif7.webp", Built),
    ("exif8.jpeg", Built), ("exif8.png", Built), ("exif8.webp", Built),
    ("exif_bad0.jpg", Built), ("exif_bad255.jpg", Built), ("exif_bad65535.jpg", Built), ("exif_bad9.jpg", Built),
    ("g16.png", Built),
    ("gama1.png", Warned("names colours of its own without a profile")),
    ("gps.jpg", Built),
    ("gray.jpg", Built),
    ("icc_garbage.png", Warned("the colour profile of the picture `icc_garbage.png` is not used")),
    ("icc_p3.jpg", Built),
    ("icc_srgb.jpg", Built),
    ("icc_swapped.jpg", Built), ("icc_swapped.png", Built), ("icc_swapped.webp", Built),
    ("jpg_2x.jpg", Built),
    ("jpg_com.jpg", Built),
    ("jpg_dnl.jpg", Refused("is broken: it has no width or no height")),
    ("jpg_fill.jpg", Built),
    ("jpg_garbage_head.jpg", Refused("is not a picture that is read")),
    ("jpg_lie_65500.jpg", Refused("has 65500 × 65500 pixels")),
    ("jpg_lie_big.jpg", Refused("is broken: it ends after 0 % of it")),
    ("jpg_lie_small.jpg", Refused("is broken: it has more lines than its size says")),
    ("jpg_lie_zero.jpg", Refused("is broken: it has no width or no height")),
    ("jpg_noeoi.jpg", Warned("lacks the mark at its end; what it shows is all there")),
    ("jpg_trail.jpg", Built),
    ("jpg_trunc50.jpg", Refused("is broken: it ends after 49 % of it")),
    ("jpg_trunc95.jpg", Refused("is broken: it ends after 93 % of it")),
    ("la.png", Built),
    ("pal.png", Built), ("pal_trns.png", Built), ("pal_trnsbytes.png", Built),
    ("png_100mp_1bit.png", Built),
    ("png_badcrc.png", Refused("is broken")),
    ("png_noiend.png", Refused("is broken: it ends before the picture does")),
    ("png_trail.png", Built),
    ("png_trunc.png", Refused("is broken: it ends before the picture does")),
    ("prog.jpg", Built),
    ("prog_cmyk.jpg", Warned(INKS)),
    ("rgb_app14.jpg", Built),
    ("rgb_trns.png", Built),
    ("rgba.png", Built), ("rgba.webp", Built),
    ("sub420.jpg", Built), ("sub422.jpg", Built), ("sub444.jpg", Built),
    ("x.avif", Refused("`x.avif` is an AVIF picture, which is not read")),
    ("x.bmp", Refused("`x.bmp` is a BMP picture, which is not read")),
    ("x.docx", Refused("is a Word file or another that is packed (ZIP), which is not read")),
    ("x.gif", Refused("`x.gif` is a GIF picture, which is not read")),
    ("x.heic", Refused("`x.heic` is a HEIC picture, as phones take them, which is not read")),
    ("x.html", Refused("is not a picture that is read")),
    ("x.ico", Refused("`x.ico` is an icon (ICO), which is not read")),
    ("x.jp2", Refused("`x.jp2` is a JPEG 2000 picture, which is not read")),
    ("x.pdf", Refused("`x.pdf` is a PDF, which is not read")),
    ("x.ppm", Refused("`x.ppm` is a PNM picture (.ppm, .pgm, .pbm), which is not read")),
    ("x.ps", Refused("`x.ps` is PostScript, which is not read")),
    ("x.tga", Refused("is not a picture that is read")),
    ("x.tiff", Refused("`x.tiff` is a TIFF picture, which is not read")),
    ("x.txt", Refused("is not a picture that is read")),
];

/// Every drawing of the folder.
#[rustfmt::skip]
const DRAWINGS_END: &[(&str, Ends)] = &[
    ("animate.svg", Built),
    ("clip_self.svg", Built),
    ("comment_first.svg", Built),
    ("coords_huge.svg", Built),
    ("coords_nan.svg", Built),
    ("css_import.svg", Built),
    ("dash.svg", Built),
    ("dash2.svg", Built),
    ("dash3.svg", Refused("has more lines than any logo")),
    ("deep_g1000.svg", Refused(DEEP)),
    ("deep_g200.svg", Built),
    ("deep_svg1000.svg", Refused(DEEP)),
    ("display_none_text.svg", Refused("has text in it")),
    ("entity_color.svg", Built),
    ("ext_image.svg", Refused("has a picture in it")),
    ("ext_use.svg", Built),
    ("ext_use2.svg", Built),
    ("laughs_attr.svg", Refused(NOT_SVG)),
    ("laughs_attr2.svg", Refused(NOT_SVG)),
    ("marker.svg", Built),
    ("masked.svg", Refused("has a mask or an effect in it")),
    ("nested_svg.svg", Built),
    ("nosize.svg", Built),
    ("onload.svg", Built),
    ("opacity_text.svg", Refused("has text in it")),
    ("pattern.svg", Refused("has a gradient or a pattern in it")),
    ("pct.svg", Built),
    ("pi_stylesheet.svg", Built),
    ("script.svg", Built),
    ("size0.svg", Built),
    ("sizehuge.svg", Built),
    ("sizenan.svg", Built),
    ("sizeneg.svg", Refused(NOT_SVG)),
    ("svgz.svg", Refused("is packed (gzip; an .svgz?), which is not read")),
    ("switch.svg", Built),
    ("symbol.svg", Built),
    ("transform_huge.svg", Built),
    ("transform_zero.svg", Refused("draws nothing")),
    ("tspan.svg", Built),
    ("use_empty5.svg", Refused(MUCH)), ("use_empty6.svg", Refused(MUCH)), ("use_empty7.svg", Refused(MUCH)),
    ("use_laughs3.svg", Refused(MUCH)), ("use_laughs4.svg", Refused(MUCH)), ("use_laughs5.svg", Refused(MUCH)),
    ("use_laughs6.svg", Refused(MUCH)), ("use_laughs7.svg", Refused(MUCH)),
    ("use_loop.svg", Refused(NOT_SVG)),
    ("use_self.svg", Built),
    ("utf16.svg", Refused("is SVG in UTF-16, which is not read")),
    ("xxe.svg", Refused(NOT_SVG)),
    ("xxe_text.svg", Refused(NOT_SVG)),
];

/// A booklet of one page with a picture.
fn booklet(name: &str, file: &str, bytes: &[u8]) -> TestFolder {
    let folder = TestFolder::new(&format!("attack-picture-{name}"));
    folder.write(file, bytes);
    folder.write(
        "booklet.yaml",
        yaml(&format!("picture: {{file: {file}, alt: A wide field}}")),
    );
    folder
}

fn yaml(section: &str) -> String {
    format!(
        "bifolio: 1\ntitle: A title\ndate: 2024-05-01\nlanguage: en\nsections:\n  - {section}\n"
    )
}

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(PICTURES).join(name)).unwrap()
}

/// What is said of a picture file, and the booklet with it.
fn outcome(name: &str, bytes: &[u8]) -> (String, Option<Vec<u8>>) {
    outcome_of(&booklet(name, name, bytes).path)
}

fn assert_ends(folder: &str, table: &[(&str, Ends)]) {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let named: Vec<_> = table.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, named, "each file of {folder} has its line, in order");

    for (name, ends) in table {
        let bytes = fs::read(Path::new(folder).join(name)).unwrap();
        let (said, file) = outcome(name, &bytes);
        let of_file = said.contains("BF0206") || said.contains("BF0207");
        match ends {
            Built => assert!(file.is_some() && !of_file, "{name}: {said}"),
            Warned(words) => assert!(file.is_some() && said.contains(words), "{name}: {said}"),
            Refused(words) => {
                assert!(file.is_none() && said.contains(words), "{name}: {said}");
                assert!(said.contains("booklet.yaml:6:21"), "{name}: {said}");
            }
        }
    }
}

#[test]
fn every_picture_ends_as_it_should() {
    assert_ends(PICTURES, PICTURES_END);
}

#[test]
fn every_drawing_ends_as_it_should() {
    assert_ends(DRAWINGS, DRAWINGS_END);
}

// ── private data ────────────────────────────────────────────────────────────────────────────────

/// All that stands in a PDF: its bytes, and what its streams hold.
fn everything(pdf: &[u8]) -> Vec<u8> {
    let mut all = pdf.to_vec();
    let mut document = Document::load_mem(pdf).unwrap();
    document.decompress();
    for object in document.objects.values() {
        if let Ok(stream) = object.as_stream() {
            all.extend_from_slice(&stream.content);
        }
        all.extend(format!("{object:?}").bytes());
    }
    all
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|it| it == words.as_bytes())
}

#[test]
fn no_edition_tells_where_and_by_whom_a_picture_was_taken() {
    let secrets = [
        "SecretCameraMaker",
        "SoftwareSerial12345",
        "Private Person Name",
        "hidden comment here",
        "Exif\0\0",
    ];
    let bytes = fixture("gps.jpg");
    assert!(secrets.iter().all(|secret| holds(&bytes, secret)));
    let folder = booklet("private", "gps.jpg", &bytes);
    let path = folder.path.to_str().unwrap();
    for edition in [SCREEN, ARCHIVE, OFFICE] {
        let all = everything(&write_as(path, &edition));
        for secret in secrets {
            assert!(!holds(&all, secret), "{} tells {secret}", edition.name);
        }
    }
}

#[test]
fn the_words_of_a_drawing_that_are_not_seen_stay_out_of_the_pdf() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10' id='private-id'>\
               <title>private-title</title><desc>private-desc</desc><!-- private-comment -->\
               <metadata>private-metadata</metadata><rect width='9' height='9' class='private-class'/></svg>";
    let (said, file) = outcome("private.svg", svg.as_bytes());
    let all = everything(&file.unwrap_or_else(|| panic!("{said}")));
    assert!(!holds(&all, "private-"));
}

#[test]
fn a_jpeg_with_nothing_private_stays_as_it_came_and_others_lose_only_that() {
    let dct = |name: &str| {
        let folder = booklet(&format!("dct-{name}"), name, &fixture(name));
        let built = build(folder.path.to_str().unwrap());
        match &built.pages.pictures[0] {
            Artwork::Jpeg(file) => file.bytes.to_vec(),
            other => panic!("{other:?}"),
        }
    };
    for same in [
        "sub420.jpg",
        "sub422.jpg",
        "sub444.jpg",
        "gray.jpg",
        "prog.jpg",
        "icc_p3.jpg",
    ] {
        assert!(dct(same) == fixture(same), "{same} was changed");
    }
    // The comment, the second picture, what trails, and the missing end are all that differs.
    for odd in [
        "jpg_com.jpg",
        "jpg_2x.jpg",
        "jpg_trail.jpg",
        "jpg_noeoi.jpg",
        "jpg_fill.jpg",
        "adobe_t0_on_ycc.jpg",
    ] {
        assert!(dct(odd) == fixture("sub420.jpg"), "{odd}");
    }
}

// ── colours and orientation ─────────────────────────────────────────────────────────────────────

/// A page as a reader of the PDF shows it.
fn page(name: &str) -> RgbImage {
    let (said, file) = outcome(&format!("page-{name}"), &fixture(name));
    let file = file.unwrap_or_else(|| panic!("{name}: {said}"));
    let pages = png::draw(&file, 36.0).unwrap();
    image::load_from_memory(&pages[0]).unwrap().to_rgb8()
}

/// How far two pictures are from each other in the mean, in steps of 256.
fn distance(one: &RgbImage, other: &RgbImage) -> f64 {
    assert_eq!(one.dimensions(), other.dimensions());
    // The paper around the picture says nothing.
    let paper = image::Rgb([255; 3]);
    let pairs = one.pixels().zip(other.pixels());
    let pairs = pairs.filter(|(one, other)| **one != paper || **other != paper);
    let steps = pairs.flat_map(|(one, other)| (0..3).map(|idx| one.0[idx].abs_diff(other.0[idx])));
    let steps: Vec<_> = steps.collect();
    assert!(steps.len() > 10_000);
    steps.iter().map(|it| f64::from(*it)).sum::<f64>() / steps.len() as f64
}

#[test]
fn pictures_stand_upright_by_each_of_the_eight_orientations() {
    for ending in ["jpeg", "png", "webp"] {
        let upright = page(&format!("exif1.{ending}"));
        for orientation in 2..=8 {
            let turned = page(&format!("exif{orientation}.{ending}"));
            let off = distance(&upright, &turned);
            assert!(off < 1.5, "exif{orientation}.{ending} is off by {off}");
        }
    }
}

#[test]
fn a_browser_turns_a_cleaned_jpeg_as_the_pdf_does() {
    for number in 1..=8 {
        let name = format!("exif{number}.jpeg");
        let folder = booklet(&format!("browser-{number}"), &name, &fixture(&name));
        let built = build(folder.path.to_str().unwrap());
        let (media, file) = built.pages.pictures[0].file().unwrap();
        assert_eq!(media, "image/jpeg");
        let reader =
            ImageReader::with_format(std::io::Cursor::new(&file[..]), image::ImageFormat::Jpeg);
        let orientation = reader.into_decoder().unwrap().orientation().unwrap();
        assert_eq!(Some(orientation), Orientation::from_exif(number), "{name}");
    }
}

#[test]
fn a_colour_profile_is_kept_and_followed() {
    let plain = page("icc_srgb.jpg");
    assert!(
        distance(&plain, &page("sub420.jpg")) < 1.5,
        "sRGB is what there is anyway"
    );
    // Their profile says that red is green.
    let mut swapped = plain.clone();
    for pixel in swapped.pixels_mut() {
        pixel.0.swap(0, 1);
    }
    assert!(distance(&plain, &swapped) > 50.0);
    for name in ["icc_swapped.jpg", "icc_swapped.png", "icc_swapped.webp"] {
        let off = distance(&swapped, &page(name));
        assert!(off < 3.0, "{name} is off by {off}");
    }
}

#[test]
fn pictures_with_one_profile_share_it() {
    let folder = TestFolder::new("attack-picture-shared-profile");
    for name in ["one.jpg", "two.jpg"] {
        folder.write(name, fixture("icc_p3.jpg"));
    }
    folder.write(
        "booklet.yaml",
        yaml("gallery: {pictures: [{file: one.jpg, alt: A field}, {file: two.jpg, alt: A hill}]}"),
    );
    let pdf = write_as(folder.path.to_str().unwrap(), &ARCHIVE);
    let document = Document::load_mem(&pdf).unwrap();
    let streams = document
        .objects
        .values()
        .filter_map(|it| it.as_stream().ok());
    let profiles = streams.filter(|stream| stream.dict.has(b"N") && !stream.dict.has(b"First"));
    // The pictures' and that of the output intent.
    assert_eq!(profiles.count(), 2);
}

#[test]
fn colours_come_out_right_however_a_jpeg_codes_them() {
    let usual = page("sub444.jpg");
    for name in [
        "adobe_t0_on_ycc.jpg",
        "rgb_app14.jpg",
        "prog.jpg",
        "cmyk_pil.jpg",
        "prog_cmyk.jpg",
        "jpg_fill.jpg",
    ] {
        let off = distance(&usual, &page(name));
        assert!(off < 4.0, "{name} is off by {off}");
    }
}

#[test]
fn grey_stays_grey_and_transparency_is_kept() {
    for (name, has_alpha) in [("la.png", true), ("g16.png", false), ("bit1.png", false)] {
        let folder = booklet(&format!("grey-{name}"), name, &fixture(name));
        let built = build(folder.path.to_str().unwrap());
        let Artwork::Plain(pixels) = &built.pages.pictures[0] else {
            panic!("{name}");
        };
        assert_eq!(
            (pixels.space, pixels.alpha.is_some()),
            (ColorSpace::Gray, has_alpha),
            "{name}"
        );
        let (_, file) = built.pages.pictures[0].file().unwrap();
        let shown = image::load_from_memory(&file).unwrap().to_luma_alpha8();
        let known = image::load_from_memory(&fixture(name))
            .unwrap()
            .to_luma_alpha8();
        assert!(shown == known, "{name}");
    }
}

/// A profile for four inks with nothing in its one table.
fn profile_of_inks() -> Vec<u8> {
    let mut profile = vec![0; 128];
    profile[8] = 2;
    profile[12..24].copy_from_slice(b"prtrCMYKLab ");
    profile[36..40].copy_from_slice(b"acsp");
    profile.extend(1_u32.to_be_bytes());
    profile.extend(b"A2B0");
    profile.extend([144_u32, 8].map(u32::to_be_bytes).concat());
    profile.extend([0; 8]);
    let length = profile.len() as u32;
    profile[..4].copy_from_slice(&length.to_be_bytes());
    profile
}

#[test]
fn a_jpeg_of_four_inks_comes_to_the_writer_as_it_is_with_its_profile() {
    let bare = fixture("cmyk_pil.jpg");
    let profile = profile_of_inks();
    let segment = [b"ICC_PROFILE\0\x01\x01", &profile[..]].concat();
    let length = (segment.len() as u16 + 2).to_be_bytes();
    let bytes = [&bare[..2], b"\xff\xe2", &length, &segment, &bare[2..]].concat();
    let build_of = |name: &str, bytes: &[u8]| {
        let folder = booklet(name, "inks.jpg", bytes);
        build(folder.path.to_str().unwrap())
    };
    let (plain, profiled) = (build_of("inks", &bare), build_of("inks-profile", &bytes));
    let [Artwork::FourInks { file, on_screen }] = &profiled.pages.pictures[..] else {
        panic!("{:?}", profiled.pages.pictures);
    };
    assert_eq!(
        (file.space, on_screen.space),
        (ColorSpace::Cmyk, ColorSpace::Rgb)
    );
    assert!(file.profile.as_ref().unwrap().bytes() == profile);
    // The scans are those of the file, to the last byte before its end.
    let scans = bare.windows(2).position(|it| it == [0xff, 0xda]).unwrap();
    assert!(file.bytes.ends_with(&bare[scans..]));
    assert!(plain.pdf == profiled.pdf, "a screen knows nothing of inks");
}

// ── cut off and broken ──────────────────────────────────────────────────────────────────────────

#[test]
fn a_jpeg_cut_anywhere_is_never_printed_half_blank() {
    for name in [
        "sub420.jpg",
        "gray.jpg",
        "prog.jpg",
        "rgb_app14.jpg",
        "cmyk_pil.jpg",
    ] {
        let whole = fixture(name);
        for twentieth in 1..20 {
            let cut = &whole[..whole.len() * twentieth / 20];
            for end in [&[][..], &[0xff, 0xd9][..]] {
                let file = [cut, end].concat();
                let (said, built) = outcome("cut.jpg", &file);
                let is_told = built.is_none() || said.contains("BF0207");
                assert!(is_told, "{name} cut after {twentieth}/20: {said}");
            }
        }
    }
}

#[test]
fn a_progressive_jpeg_without_its_last_passes_is_told() {
    let whole = fixture("prog.jpg");
    let passes: Vec<_> = (0..whole.len() - 1)
        .filter(|at| whole[*at..*at + 2] == [0xff, 0xda])
        .collect();
    assert!(passes.len() > 5);
    for at in &passes[1..] {
        let (said, built) = outcome("coarse.jpg", &[&whole[..*at], &[0xff, 0xd9]].concat());
        assert!(built.is_some() && said.contains("less sharp"), "{said}");
        let (said, built) = outcome("coarse.jpg", &whole[..*at]);
        assert!(built.is_none() && said.contains("it ends before"), "{said}");
    }
}

#[test]
fn a_picture_with_wrong_bytes_never_brings_the_program_down() {
    let files = [
        "prog.jpg",
        "sub422.jpg",
        "gray.jpg",
        "cmyk_pil.jpg",
        "gps.jpg",
        "icc_p3.jpg",
        "pal_trns.png",
        "gama1.png",
        "icc_garbage.png",
        "rgba.webp",
        "anim.webp",
    ];
    // Numbers that look random and are the same each time.
    let mut state = 1948_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as usize % below
    };
    for name in files {
        let whole = fixture(name);
        for _ in 0..150 {
            let mut bytes = whole.clone();
            // Most of what can go wrong stands near the head.
            for _ in 0..=next(3) {
                let part = if next(2) == 0 { 700 } else { bytes.len() };
                let at = next(part.min(bytes.len()));
                bytes[at] = next(256) as u8;
            }
            if let Ok(decoded) = picture::decode(&bytes) {
                assert!(decoded.width > 0 && decoded.height > 0);
            }
        }
    }
}

// ── bombs ───────────────────────────────────────────────────────────────────────────────────────

#[test]
fn twelve_pictures_of_a_hundred_megapixels_are_refused_together() {
    let folder = TestFolder::new("attack-picture-bombs");
    let bomb = fixture("png_100mp_1bit.png");
    let mut pictures = String::new();
    for idx in 0..12_u8 {
        // Each is another file, so that none is known from the one before.
        folder.write(&format!("p{idx}.png"), [&bomb[..], &[idx]].concat());
        let _ = write!(pictures, "{{file: p{idx}.png, alt: Field {idx}}}, ");
    }
    folder.write(
        "booklet.yaml",
        yaml(&format!("gallery: {{pictures: [{pictures}]}}")),
    );
    let (said, file) = outcome_of(&folder.path);
    assert!(file.is_none());
    assert!(
        said.contains("with `p10.png` the pictures are too large together"),
        "{said}"
    );
    assert!(!said.contains("`p9.png` the pictures"), "{said}");
}

// ── what is no plain file, and what leads out ───────────────────────────────────────────────────

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_told_at_once() {
    let folder = TestFolder::new("attack-picture-pipes");
    let pipe = folder.path.join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for section in [
        "picture: {file: pipe, alt: A wide field}",
        "text: {heading: Words, file: pipe}",
        "names: {heading: Names, file: pipe}",
    ] {
        folder.write("booklet.yaml", yaml(section));
        let (said, file) = outcome_of(&folder.path);
        assert!(
            said.contains("it is a pipe or a device, not a file"),
            "{section}: {said}"
        );
        assert!(file.is_none());
    }
    folder.write(
        "booklet.yaml",
        yaml("notes_page: {}") + "design: {theme: pipe.yaml}\n",
    );
    fs::rename(&pipe, folder.path.join("pipe.yaml")).unwrap();
    let (said, _) = outcome_of(&folder.path);
    assert!(
        said.contains("it is a pipe or a device, not a file"),
        "{said}"
    );

    fs::rename(
        folder.path.join("pipe.yaml"),
        folder.path.join("booklet.yaml"),
    )
    .unwrap();
    let refused = load(&folder.path).unwrap_err();
    assert!(
        refused.contains("it is a pipe or a device, not a file"),
        "{refused}"
    );
}

/// Loads a booklet; the error is one of the file itself.
fn load(path: &Path) -> Result<String, String> {
    use bifolio::base::diagnostic::{Complaints, Sources};
    use bifolio::base::disk::Disk;
    use bifolio::content::load::Manuscript;
    let (mut sources, mut complaints) = (Sources::default(), Complaints::default());
    let loaded =
        bifolio::content::load::load(&Manuscript::of(&Disk, path), &mut sources, &mut complaints);
    loaded.map_err(|error| error.to_string())?;
    Ok(sources
        .files()
        .iter()
        .map(|file| file.text.to_string())
        .collect())
}

#[cfg(unix)]
#[test]
fn a_booklet_that_is_a_link_out_of_its_folder_is_not_read() {
    let folder = TestFolder::new("attack-picture-link");
    let outside = folder.path.parent().unwrap().join("secret.yaml");
    fs::write(&outside, "secret: words\n").unwrap();
    std::os::unix::fs::symlink(&outside, folder.path.join("booklet.yaml")).unwrap();
    let refused = load(&folder.path).unwrap_err();
    assert!(refused.contains("leads out of its folder"), "{refused}");
}

#[cfg(unix)]
#[test]
fn a_link_that_is_swapped_while_it_is_read_never_leads_out() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = TestFolder::new("attack-picture-swapped");
    let outside = folder.path.parent().unwrap().join("secret.txt");
    fs::write(&outside, "a secret of somebody").unwrap();
    folder.write("open.txt", "words for all");
    folder.write(
        "booklet.yaml",
        yaml("text: {heading: Words, file: link.txt}"),
    );
    let link = folder.path.join("link.txt");
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let next = folder.path.join("next.txt");
            for target in [Path::new("open.txt"), &outside].into_iter().cycle() {
                let _ = fs::remove_file(&next);
                std::os::unix::fs::symlink(target, &next).unwrap();
                fs::rename(&next, &link).unwrap();
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let texts: Vec<_> = (0..400).map(|_| load(&folder.path).unwrap()).collect();
        is_over.store(true, Ordering::Relaxed);
        assert!(
            texts
                .iter()
                .all(|text| !text.contains("secret of somebody"))
        );
        assert!(texts.iter().any(|text| text.contains("words for all")));
    });
}

// ── names ───────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_file_name_that_is_nearly_right_is_told() {
    let folder = TestFolder::new("attack-picture-names");
    fs::create_dir_all(folder.path.join("pictures")).unwrap();
    for name in [
        "Portrait.JPG",
        "group.jpeg",
        "speech-of-the-chair.txt",
        "pictures/minaret.png",
        "list.csv",
    ] {
        folder.write(name, "");
    }
    for (section, meant) in [
        ("picture: {file: portrait.jpg, alt: A face}", "Portrait.JPG"),
        ("picture: {file: group.jpg, alt: A group}", "group.jpeg"),
        ("picture: {file: group.png, alt: A group}", "group.jpeg"),
        (
            "picture: {file: minaret.png, alt: A tower}",
            "pictures/minaret.png",
        ),
        (
            "picture: {file: picture/minaret.png, alt: A tower}",
            "pictures/minaret.png",
        ),
        (
            "text: {heading: Words, file: speech_of_the_chair.txt}",
            "speech-of-the-chair.txt",
        ),
        (
            "text: {heading: Words, file: speech-of-teh-chair.txt}",
            "speech-of-the-chair.txt",
        ),
        ("names: {heading: Names, file: List.CSV}", "list.csv"),
    ] {
        folder.write("booklet.yaml", yaml(section));
        let said = report(&folder.path);
        assert!(
            said.contains(&format!("did you mean `{meant}`?")),
            "{section}: {said}"
        );
    }
    folder.write("ours.yaml", "");
    folder.write("Gothic.otf", "");
    for (more, meant) in [
        ("design: {theme: Ours.yaml}", "ours.yaml"),
        ("fonts: {own: {regular: gothic.OTF}}", "Gothic.otf"),
    ] {
        folder.write("booklet.yaml", yaml("notes_page: {}") + more + "\n");
        let said = report(&folder.path);
        let hint = format!("did you mean `{meant}`?");
        assert!(said.contains(&hint), "{more}: {said}");
    }
    folder.write(
        "booklet.yaml",
        yaml("picture: {file: harbour.jpg, alt: A harbour}"),
    );
    let said = report(&folder.path);
    assert!(said.contains("check spelling and capitals"), "{said}");
}

#[test]
fn a_name_whose_accents_are_written_in_another_way_is_told() {
    let folder = TestFolder::new("attack-picture-accents");
    folder.write("Zu\u{308}rich.jpg", "");
    folder.write(
        "booklet.yaml",
        yaml("picture: {file: Z\u{fc}rich.jpg, alt: A town}"),
    );
    let said = report(&folder.path);
    // Some systems hold both for the same name.
    if folder.path.join("Z\u{fc}rich.jpg").exists() {
        return;
    }
    assert!(said.contains("whose name looks the same"), "{said}");
    assert!(said.contains("rename the file without accents"), "{said}");
}

#[test]
fn a_picture_that_is_only_a_name_is_shown_how_to_write_it() {
    let folder = TestFolder::new("attack-picture-bare");
    folder.write("booklet.yaml", yaml("picture: \"x.jpg\""));
    let said = report(&folder.path);
    assert!(
        said.contains("a picture is expected here, not `x.jpg`"),
        "{said}"
    );
    assert!(said.contains("{file: x.jpg, alt: what it shows}"), "{said}");
}

#[test]
fn what_to_save_a_picture_as_is_told() {
    for (name, help) in [
        ("x.heic", "save it as JPEG: on an iPhone"),
        ("x.tiff", "save it as PNG, or as JPEG for a photograph"),
        ("x.gif", "save it as PNG"),
        ("x.pdf", "export the picture from it"),
    ] {
        let said = report(&booklet(&format!("save-{name}"), name, &fixture(name)).path);
        assert!(said.contains(help), "{name}: {said}");
    }
}

/// What is said of a booklet, with the help.
fn report(path: &Path) -> String {
    use bifolio::base::diagnostic::{Complaints, Sources};
    use bifolio::base::disk::Disk;
    use bifolio::base::report::{ReportStyle, report};
    use bifolio::content::load::Manuscript;
    let (mut sources, mut complaints) = (Sources::default(), Complaints::default());
    bifolio::content::load::load(&Manuscript::of(&Disk, path), &mut sources, &mut complaints)
        .unwrap();
    report(&complaints, &sources, ReportStyle::Human)
}
