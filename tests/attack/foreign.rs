//! PDFs from anywhere: reviewed, imposed, extracted.

mod costs;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bifolio::base::paper::Paper;
use bifolio::base::pdf::file::File;
use bifolio::base::pdf::refused::PdfRefused;
use bifolio::press::impose;
use bifolio::press::job::{Job, Sides};
use bifolio::press::refused::ImposeError;
use bifolio::review::{self, Finding, Purpose, Review, attachments};
use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream,
};
use lopdf::{dictionary, encryption};

use super::common::TestFolder;

/// What the program may take in address space, in kilobytes: a debug build is large itself.
const MOST_MEMORY: &str = "900000";

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/attack/pdf")
}

fn case(name: &str) -> Vec<u8> {
    fs::read(cases().join(format!("{name}.pdf"))).unwrap()
}

/// How a run of the program ended, and what it said.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    said: String,
}

/// Runs the program in a folder, in bounded memory and not for ever.
fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let limited = format!("ulimit -v {MOST_MEMORY} && exec timeout 60 \"$0\" \"$@\"");
    let output = Command::new("sh")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_bifolio")])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    Ran {
        code: output.status.code(),
        said: String::from_utf8_lossy(&said).into_owned(),
    }
}

/// Every file below a folder, with `/` between folders, in order.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                open.push(path);
            } else {
                let below = path.strip_prefix(folder).unwrap().to_str().unwrap();
                found.push(below.replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

// ── budgets ─────────────────────────────────────────────────────────────────────────────────────

#[cfg(target_os = "linux")]
#[test]
fn every_case_ends_in_little_memory_with_a_verdict_or_a_refusal() {
    let folder = TestFolder::new("every_case_ends");
    let mut names: Vec<PathBuf> = fs::read_dir(cases())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    assert!(names.len() >= 65, "{}", names.len());
    for path in &names {
        let file = path.to_str().unwrap();
        for (command, more) in [
            ("review", &[][..]),
            ("impose", &["-o", "sheets.pdf"]),
            ("extract", &["-o", "out"]),
        ] {
            let _ = fs::remove_dir_all(folder.path.join("out"));
            let ran = run(&folder.path, &[&[command, file], more].concat());
            assert!(
                matches!(ran.code, Some(0 | 4 | 6)),
                "{command} {file}: {ran:?}"
            );
            assert!(!ran.said.contains("fault of the program"), "{ran:?}");
            assert!(!ran.said.contains('\u{1b}'), "{ran:?}");
        }
    }
}

/// Why a file is not reviewed.
fn refused(bytes: Vec<u8>) -> PdfRefused {
    review::review(bytes, None).unwrap_err()
}

#[test]
fn what_takes_too_much_is_refused_by_count() {
    for name in [
        "double_flate_3g",
        "double_flate_contents",
        "metadata_double_flate",
        "xs_objstm_double_3g",
        "xs_xref_double_3g",
        "form_laughs",
        "form_laughs_empty",
        "cmap_range",
    ] {
        let refused = refused(case(name));
        assert!(
            matches!(refused, PdfRefused::TooMuch(_)),
            "{name}: {refused:?}"
        );
    }
    let bomb = attachments::extract(case("attach_double_flate_3g"));
    assert!(matches!(bomb, Err(PdfRefused::TooMuch(_))));
}

#[test]
fn what_would_be_divided_by_nothing_is_said_to_be_broken() {
    for name in ["predictor0", "predictor0_array", "predictor"] {
        let refused = refused(case(name)).to_string();
        assert!(
            refused.starts_with("this PDF is broken: "),
            "{name}: {refused}"
        );
    }
    let refused = attachments::extract(case("predictor0_attach")).unwrap_err();
    assert!(refused.to_string().starts_with("this PDF is broken: "));
}

#[test]
fn a_panic_of_the_reader_is_a_refusal() {
    let caught: Result<(), PdfRefused> = bifolio::base::pdf::guard::guarded(|| panic!("made to"));
    assert_eq!(caught, Err(PdfRefused::Broken("made to".to_owned())));
    assert!(!bifolio::base::pdf::guard::is_reading());
}

/// A file of one page that shows `abc` in a font.
fn with_font(font: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let font = font(&mut document);
    let font = document.add_object(font);
    let page = dictionary! {
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
    };
    one_page(document, &page, "BT /F 12 Tf 20 20 Td <000100020003> Tj ET")
}

/// Puts keys into a dictionary, in place of those it has.
fn put(dictionary: &mut Dictionary, keys: &Dictionary) {
    for (key, value) in keys {
        dictionary.set(key.clone(), value.clone());
    }
}

/// A document of one page with these keys and operators.
fn one_page(mut document: Document, keys: &Dictionary, content: &str) -> Vec<u8> {
    finish(&mut document, keys, content);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn finish(document: &mut Document, keys: &Dictionary, content: &str) {
    let pages_id = document.new_object_id();
    let content = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
    let content = document.add_object(content);
    let mut page = dictionary! {
        "Type" => "Page", "Parent" => pages_id, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 420.into(), 595.into()],
    };
    put(&mut page, keys);
    let page = document.add_object(page);
    let pages = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages_id, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages_id });
    document.trailer.set("Root", catalog);
}

#[test]
fn a_text_map_and_widths_of_a_million_entries_are_counted() {
    const MANY: usize = 1_000_000;
    let map = with_font(|document| {
        let map = "1 beginbfrange\n".to_owned() + &"<0000><ffff><0041>\n".repeat(MANY);
        let map = document.add_object(Stream::new(Dictionary::new(), map.into_bytes()));
        dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "A", "ToUnicode" => map,
        }
    });
    assert_eq!(refused(map), PdfRefused::TooMuch("eight million steps"));

    let widths = with_font(|document| {
        let ranges = (0..MANY).flat_map(|_| [0.into(), 0xffff.into(), 500.into()]);
        let widths = document.add_object(Object::Array(ranges.collect()));
        let inner = document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "A", "W" => widths,
        });
        dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "A",
            "DescendantFonts" => vec![inner.into()],
        }
    });
    assert_eq!(refused(widths), PdfRefused::TooMuch("eight million steps"));
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut stream = Stream::new(Dictionary::new(), bytes.to_vec());
    stream.compress().unwrap();
    stream.content
}

/// A locked file that anybody opens, with a stream that holds objects and gives so many bytes.
fn locked_with(n_bytes: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let twice = deflated(&deflated(&vec![b' '; n_bytes]));
    let keys = dictionary! {
        "Type" => "Hidden", "N" => 0, "First" => 0,
        "Filter" => vec!["FlateDecode".into(), "FlateDecode".into()],
    };
    document.add_object(Stream::new(keys, twice));
    finish(&mut document, &dictionary! {}, "");
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: "",
        key_length: 128,
        permissions: Permissions::all(),
    });
    document.encrypt(&state.unwrap()).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    // The writer leaves out what it takes for its own.
    let kind = bytes.windows(6).position(|it| it == b"Hidden").unwrap();
    bytes[kind..kind + 6].copy_from_slice(b"ObjStm");
    bytes
}

#[test]
fn streams_that_hold_objects_are_measured_unlocked() {
    let bytes = locked_with(1000);
    assert!(!bytes.windows(4).any(|it| it == [0x78, 0x9c, 0x78, 0x9c]));
    assert_eq!(File::open(bytes).unwrap().pages().len(), 1);
    let refused = File::open(locked_with(200 << 20)).unwrap_err();
    assert!(matches!(refused, PdfRefused::TooMuch(_)), "{refused:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_a_device_and_a_folder_are_refused_at_once() {
    let folder = TestFolder::new("a_pipe");
    let made = Command::new("mkfifo")
        .arg(folder.path.join("pipe.pdf"))
        .status();
    assert!(made.unwrap().success());
    fs::create_dir(folder.path.join("folder.pdf")).unwrap();
    for command in ["review", "impose", "extract"] {
        for file in ["pipe.pdf", "/dev/zero"] {
            let more: &[&str] = if command == "impose" {
                &["-o", "s.pdf"]
            } else {
                &[]
            };
            let ran = run(&folder.path, &[&[command, file], more].concat());
            assert_eq!(ran.code, Some(6), "{ran:?}");
            assert!(
                ran.said.contains("it is a pipe or a device, not a file"),
                "{ran:?}"
            );
        }
    }
    let ran = run(&folder.path, &["review", "folder.pdf"]);
    assert!(ran.said.contains("it is a folder"), "{ran:?}");
    let file = fs::File::create(folder.path.join("large.pdf")).unwrap();
    file.set_len(300 << 20).unwrap();
    let ran = run(&folder.path, &["review", "large.pdf"]);
    assert!(ran.said.contains("larger than 256 MB"), "{ran:?}");
}

// ── attachments ─────────────────────────────────────────────────────────────────────────────────

/// A file that carries attachments.
fn carrying(attachments: &[(&str, &[u8])]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let mut names = Vec::new();
    for (idx, (name, bytes)) in attachments.iter().enumerate() {
        let stream = Stream::new(dictionary! { "Type" => "EmbeddedFile" }, bytes.to_vec());
        let file = document.add_object(stream);
        let mut utf16 = vec![0xfe, 0xff];
        utf16.extend(name.encode_utf16().flat_map(u16::to_be_bytes));
        let name = Object::String(utf16, lopdf::StringFormat::Hexadecimal);
        let specification = document.add_object(dictionary! {
            "Type" => "Filespec", "F" => name.clone(), "UF" => name,
            "EF" => dictionary! { "F" => file, "UF" => file },
        });
        names.push(Object::string_literal(format!("{idx:04}")));
        names.push(specification.into());
    }
    finish(&mut document, &dictionary! {}, "");
    let catalog = document.catalog_mut().unwrap();
    let embedded = dictionary! { "Names" => names };
    catalog.set("Names", dictionary! { "EmbeddedFiles" => embedded });
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn attachments_come_into_a_folder_of_their_own_under_harmless_names() {
    let folder = TestFolder::new("attachments_come");
    folder.write(
        "speech.pdf",
        carrying(&[
            (".bashrc", b"1"),
            ("../up", b"2"),
            ("CON", b"3"),
            ("a\\b:c", b"4"),
            ("same.txt", b"5"),
            ("same.txt", b"6"),
            ("Same.txt", b"7"),
            ("texts/a.txt", b"8"),
            ("inv\u{202e}fdp.exe", b"9"),
            ("red\u{1b}[31m", b"10"),
        ]),
    );
    let ran = run(&folder.path, &["extract", "speech.pdf"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(
        files(&folder.path),
        [
            "speech-attachments/Same.txt",
            "speech-attachments/_CON",
            "speech-attachments/_bashrc",
            "speech-attachments/a_b_c",
            "speech-attachments/inv_fdp.exe",
            "speech-attachments/red_[31m",
            "speech-attachments/same (2).txt",
            "speech-attachments/same (3).txt",
            "speech-attachments/texts/a.txt",
            "speech-attachments/up",
            "speech.pdf",
        ]
    );
    assert!(
        ran.said.contains("_bashrc: 1 bytes, in the PDF “.bashrc”"),
        "{ran:?}"
    );
    assert!(
        !ran.said.contains('\u{1b}') && !ran.said.contains('\u{202e}'),
        "{ran:?}"
    );
    // Once more changes nothing; another file of the same name is not written over.
    assert_eq!(run(&folder.path, &["extract", "speech.pdf"]).code, Some(0));
    folder.write("speech.pdf", carrying(&[("new", b"1"), ("up", b"other")]));
    let ran = run(&folder.path, &["extract", "speech.pdf"]);
    assert_eq!(ran.code, Some(6), "{ran:?}");
    assert!(
        ran.said
            .contains("up` is there already and is another file"),
        "{ran:?}"
    );
    assert!(!folder.path.join("speech-attachments/new").exists());
    assert_eq!(
        fs::read(folder.path.join("speech-attachments/up")).unwrap(),
        b"2"
    );
}

#[cfg(unix)]
#[test]
fn no_link_is_followed_when_attachments_are_written() {
    use std::os::unix::fs::symlink;

    let folder = TestFolder::new("no_link");
    fs::create_dir_all(folder.path.join("out")).unwrap();
    fs::create_dir_all(folder.path.join("elsewhere")).unwrap();
    symlink("../elsewhere", folder.path.join("out/lnk")).unwrap();
    symlink("../gone", folder.path.join("out/f")).unwrap();
    symlink("elsewhere", folder.path.join("s-attachments")).unwrap();
    for name in ["lnk/x", "f"] {
        folder.write("s.pdf", carrying(&[(name, b"1")]));
        for arguments in [
            &["extract", "s.pdf", "-o", "out"][..],
            &["extract", "s.pdf"],
        ] {
            let ran = run(&folder.path, arguments);
            assert_eq!(ran.code, Some(6), "{name}: {ran:?}");
            assert!(
                ran.said.contains("is a link that leads elsewhere"),
                "{ran:?}"
            );
        }
    }
    assert!(files(&folder.path.join("elsewhere")).is_empty());
    assert!(!folder.path.join("gone").exists());
}

// ── imposition ──────────────────────────────────────────────────────────────────────────────────

/// A file of pages of these sizes in points.
fn of_sizes(sizes: &[(f32, f32)]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages_id = document.new_object_id();
    let pages = sizes.iter().map(|(width, height)| {
        document
            .add_object(dictionary! {
                "Type" => "Page", "Parent" => pages_id,
                "MediaBox" => vec![0.into(), 0.into(), (*width).into(), (*height).into()],
            })
            .into()
    });
    let pages: Vec<Object> = pages.collect();
    let count = pages.len() as i64;
    let pages = dictionary! { "Type" => "Pages", "Kids" => pages, "Count" => count };
    document.objects.insert(pages_id, pages.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages_id });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn laid_out(bytes: Vec<u8>, job: &Job) -> Result<(f64, String), ImposeError> {
    let file = File::open(bytes)?;
    let imposition = impose::lay_out(&file, job)?;
    imposition.write(Sides::All, &mut Vec::new())?;
    Ok((imposition.scale, imposition.paper.name.clone()))
}

#[test]
fn a4_of_whole_points_is_a4() {
    let job = Job {
        paper: Paper::named("a3"),
        ..Job::default()
    };
    let whole = of_sizes(&[(596.0, 842.0); 4]);
    assert_eq!(laid_out(whole, &job), Ok((1.0, "A3".to_owned())));
    let mixed = of_sizes(&[(595.276, 841.89), (596.0, 842.0)]);
    assert_eq!(laid_out(mixed, &job), Ok((1.0, "A3".to_owned())));
    let larger = of_sizes(&[(598.0, 842.0); 4]);
    assert!(matches!(
        laid_out(larger, &job),
        Err(ImposeError::TooLarge(..))
    ));
}

#[test]
fn a_page_of_no_size_is_refused_by_its_number() {
    for (name, page) in [
        ("box_zero", 1),
        ("box_tiny", 1),
        ("box_thin", 1),
        ("box_nan", 1),
        ("box2_zero", 2),
        ("box2_tiny", 2),
        ("box2_thin", 2),
        ("box2_nan", 2),
    ] {
        let refused = laid_out(case(name), &Job::default()).unwrap_err();
        assert!(
            matches!(refused, ImposeError::NoSize(n, _) if n == page),
            "{name}: {refused}"
        );
    }
    // A page that the reader gives up is not left out without a word.
    for (name, page) in [("box_huge", 1), ("box2_huge", 2), ("deep_array_1000", 1)] {
        let refused = laid_out(case(name), &Job::default());
        assert_eq!(refused, Err(ImposeError::LostPage(page)), "{name}");
    }
    // Corners may be named in any order (ISO 32000-1, 7.9.5).
    assert!(laid_out(case("box_neg"), &Job::default()).is_ok());
}

/// What is left out of a page with an annotation.
fn left_out(annotation: &Dictionary) -> Vec<String> {
    let mut document = Document::with_version("1.7");
    let mut keys = dictionary! {
        "Type" => "Annot", "Rect" => vec![10.into(), 10.into(), 90.into(), 30.into()], "F" => 4,
    };
    put(&mut keys, annotation);
    let annotation = document.add_object(keys);
    let page = dictionary! { "Annots" => vec![annotation.into()] };
    let file = File::open(one_page(document, &page, "")).unwrap();
    let imposition = impose::lay_out(&file, &Job::default()).unwrap();
    let left_out = imposition.left_out.into_iter();
    left_out
        .map(|it| format!("{}: {}", it.page, it.what))
        .collect()
}

#[test]
fn what_has_no_appearance_is_named() {
    let text = |text: &str| Object::string_literal(text);
    assert_eq!(
        left_out(&dictionary! {
            "Subtype" => "Widget", "FT" => "Tx", "T" => text("name"), "V" => text("Ada"),
        }),
        ["1: the form field “name”, which says “Ada”, has no appearance of its own"]
    );
    assert_eq!(
        left_out(&dictionary! { "Subtype" => "Text", "Contents" => text("check this") }),
        ["1: the note “check this” has no appearance of its own"]
    );
    for nothing in [
        dictionary! { "Subtype" => "Widget", "FT" => "Tx", "T" => text("empty") },
        dictionary! { "Subtype" => "Link" },
        dictionary! { "Subtype" => "Popup" },
        dictionary! { "Subtype" => "Stamp", "F" => 2 },
    ] {
        assert!(left_out(&nothing).is_empty());
    }
    let folder = TestFolder::new("what_has_no_appearance");
    let mut document = Document::with_version("1.7");
    let stamp = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Stamp", "Contents" => text("seen\u{1b}[31m"),
        "Rect" => vec![10.into(), 10.into(), 90.into(), 30.into()],
    });
    let page = dictionary! { "Annots" => vec![stamp.into()] };
    folder.write("a.pdf", one_page(document, &page, ""));
    let ran = run(&folder.path, &["impose", "a.pdf", "-o", "s.pdf"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let wanted =
        "warning: page 1: the stamp “seen�[31m” has no appearance of its own and is left out";
    assert!(ran.said.contains(wanted), "{ran:?}");
    let ran = run(
        &folder.path,
        &["impose", "a.pdf", "-o", "s.pdf", "--deny-warnings"],
    );
    assert_eq!(ran.code, Some(3), "{ran:?}");
}

#[test]
fn a_file_with_locked_attachments_is_read_and_only_they_are_refused() {
    let mut document = Document::load_mem(&carrying(&[("a.txt", b"secret")])).unwrap();
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let identity: std::sync::Arc<dyn encryption::crypt_filters::CryptFilter> =
        std::sync::Arc::new(encryption::crypt_filters::Aes128CryptFilter);
    let state = EncryptionState::try_from(EncryptionVersion::V4 {
        document: &document,
        encrypt_metadata: false,
        crypt_filters: [(b"StdCF".to_vec(), identity)].into(),
        stream_filter: b"Identity".to_vec(),
        string_filter: b"Identity".to_vec(),
        owner_password: "owner",
        user_password: "user",
        permissions: Permissions::all(),
    });
    document.encrypt(&state.unwrap()).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert!(laid_out(bytes.clone(), &Job::default()).is_ok());
    let refused = attachments::extract(bytes.clone());
    assert_eq!(refused, Err(PdfRefused::AttachmentsLocked));
    let review = review::review(bytes, None).unwrap();
    assert!(rules(&review).contains(&"attachments"), "{review:#?}");
}

// ── review ──────────────────────────────────────────────────────────────────────────────────────

fn rules(review: &Review) -> Vec<&'static str> {
    review.findings.iter().map(|it| it.rule).collect()
}

#[test]
fn sheets_are_judged_as_sheets_without_being_told() {
    let folder = TestFolder::new("sheets_are_judged");
    folder.write("b.pdf", of_sizes(&[(420.0, 595.0); 8]));
    let ran = run(&folder.path, &["impose", "b.pdf", "-o", "sheets.pdf"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let sheets = fs::read(folder.path.join("sheets.pdf")).unwrap();
    let untold = review::review(sheets.clone(), None).unwrap();
    let office = Purpose::Office {
        black_and_white: false,
    };
    assert_eq!(untold.purpose, office);
    assert_eq!(
        untold.findings,
        review::review(sheets, office).unwrap().findings
    );
    let ran = run(&folder.path, &["review", "sheets.pdf"]);
    assert!(
        ran.said
            .contains("judged as    sheets for an office printer"),
        "{ran:?}"
    );
    let pages = review::review(of_sizes(&[(420.0, 595.0)]), None).unwrap();
    assert_eq!(pages.purpose, Purpose::Screen);
}

/// EXIF with a latitude, and the owner's name in its second directory.
fn exif(has_position: bool) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, value: u32| {
        let mut entry = tag.to_le_bytes().to_vec();
        entry.extend(4_u16.to_le_bytes());
        entry.extend(1_u32.to_le_bytes());
        entry.extend(value.to_le_bytes());
        entry
    };
    let directory = |entries: &[Vec<u8>]| {
        let n_entries = (entries.len() as u16).to_le_bytes();
        [&n_entries[..], &entries.concat(), &[0; 4]].concat()
    };
    let (first, second) = (8, 8 + 2 + 2 * 12 + 4);
    if has_position {
        let third = second + 2 + 12 + 4;
        assert_eq!(first, tiff.len() as u32);
        tiff.extend(directory(&[entry(0x8769, second), entry(0x8825, third)]));
        tiff.extend(directory(&[entry(0xa430, 0)]));
        tiff.extend(directory(&[entry(2, 0)]));
    } else {
        // How it is turned, and how large its pixels are.
        tiff.extend(directory(&[entry(0x0112, 1), entry(0x0128, 2)]));
    }
    tiff
}

/// A JPEG's bytes with these segments before its picture.
fn jpeg(segments: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    for (marker, content) in segments {
        bytes.extend([0xff, *marker]);
        bytes.extend((content.len() as u16 + 2).to_be_bytes());
        bytes.extend(*content);
    }
    bytes.extend([0xff, 0xda, 0, 2, 0, 0xff, 0xd9]);
    bytes
}

/// What a review finds in a picture of a form.
fn told(jpeg: Vec<u8>, keys: &Dictionary, is_shown: bool) -> Vec<Finding> {
    let bytes = with_picture(jpeg, keys, is_shown);
    let review = review::review(bytes, None).unwrap();
    let findings = review.findings.into_iter();
    findings.filter(|it| it.rule == "private-data").collect()
}

/// A PDF with a picture in a form.
fn with_picture(jpeg: Vec<u8>, keys: &Dictionary, is_shown: bool) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let mut image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 40, "Height" => 30,
        "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8, "Filter" => "DCTDecode",
    };
    put(&mut image, keys);
    let image = document.add_object(Stream::new(image, jpeg));
    let form = dictionary! {
        "Type" => "XObject", "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "I" => image } },
    };
    let form = document.add_object(Stream::new(form, b"/I Do".to_vec()));
    let page = dictionary! {
        "Resources" => dictionary! { "XObject" => dictionary! { "F" => form } },
    };
    one_page(document, &page, if is_shown { "/F Do" } else { "" })
}

#[test]
fn private_data_in_pictures_of_any_pdf_are_found() {
    let private = [b"Exif\0\0", &exif(true)[..]].concat();
    for is_shown in [true, false] {
        let found = told(jpeg(&[(0xe1, &private)]), &dictionary! {}, is_shown);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].is_error());
        assert_eq!(found[0].page, Some(1));
        assert_eq!(
            found[0].message,
            "a picture of 40 × 30 pixels tells more than it shows: GPS position, owner's name"
        );
    }
    let thumb = Stream::new(
        dictionary! { "Subtype" => "Image", "Filter" => "DCTDecode" },
        jpeg(&[(0xe1, &private)]),
    );
    let mut document = Document::with_version("1.7");
    let thumb = document.add_object(thumb);
    let bytes = one_page(document, &dictionary! { "Thumb" => thumb }, "");
    assert!(rules(&review::review(bytes, None).unwrap()).contains(&"private-data"));
    let packed = told(
        deflated(&[jpeg(&[(0xe1, &private)]), vec![b' '; 500]].concat()),
        &dictionary! { "Filter" => vec!["FlateDecode".into(), "DCTDecode".into()] },
        true,
    );
    assert!(packed[0].is_error(), "{packed:?}");
    let harmless = [b"Exif\0\0", &exif(false)[..]].concat();
    assert!(
        told(
            jpeg(&[(0xe1, &harmless), (0xe0, b"JFIF\0")]),
            &dictionary! {},
            true
        )
        .is_empty()
    );
    for (segment, words) in [
        ((0xfe, &b"made by Ada"[..]), "a comment"),
        (
            (0xed, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0"),
            "IPTC data",
        ),
        (
            (
                0xe1,
                b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:creator/>",
            ),
            "author's name, XMP data",
        ),
    ] {
        let found = told(jpeg(&[segment]), &dictionary! {}, true);
        assert!(!found[0].is_error(), "{found:?}");
        assert!(found[0].message.ends_with(words), "{found:?}");
    }
}

#[test]
fn the_samples_tell_nothing_private() {
    for folder in ["content/khojaly", "content/showcase"] {
        let review = review::review(super::common::build(folder).pdf, None).unwrap();
        assert!(!rules(&review).contains(&"private-data"), "{review:#?}");
    }
}
