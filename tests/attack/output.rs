//! Where files are written, and what must never be written over.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::{TestFolder, build};

/// A booklet with a file of every kind beside it: text, picture, list of names, theme, font.
const BOOKLET: &str = "\
bifolio: 1
title: The Declaration
date: 2023-12-10
language: en
design: {theme: ours.yaml}
fonts:
  own: {in_place_of: source-serif-4, regular: own.otf}
people:
  reader: {name: The Reader, titles: [Reads]}
sections:
  - cover: {}
  - statement: {by: reader, file: articles.txt}
  - picture: {file: horizon.jpg, alt: A low sun.}
  - names: {title: Votes, file: votes.csv}
";

/// Every file the booklet is read from.
const SOURCES: [&str; 6] = [
    "booklet.yaml",
    "articles.txt",
    "horizon.jpg",
    "votes.csv",
    "ours.yaml",
    "own.otf",
];

fn booklet(name: &str) -> TestFolder {
    let folder = TestFolder::new(name);
    folder.write("booklet.yaml", BOOKLET);
    let declaration = fs::read_to_string("tests/fixtures/udhr/en.txt").unwrap();
    let articles: Vec<&str> = declaration.lines().skip(8).take(4).collect();
    folder.write("articles.txt", articles.join("\n\n"));
    for (from, to) in [
        ("content/showcase/pictures/horizon.jpg", "horizon.jpg"),
        ("content/showcase/votes.csv", "votes.csv"),
        ("assets/themes/memorial.yaml", "ours.yaml"),
        ("fonts/source-serif-4/SourceSerif4-Regular.otf", "own.otf"),
    ] {
        fs::copy(from, folder.path.join(to)).unwrap();
    }
    folder
}

/// The program, called in a folder.
fn program(folder: &TestFolder, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_bifolio"));
    program.current_dir(&folder.path).args(arguments);
    program
}

/// The exit code of the program called in a folder, and what it said.
fn run(folder: &TestFolder, arguments: &[&str]) -> (i32, String) {
    let output = program(folder, arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap(), said)
}

/// Every file under a folder with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // A link may lead to where the test itself writes.
        let kind = path.symlink_metadata().unwrap().file_type();
        if kind.is_dir() {
            found.extend(files(&path));
        } else if kind.is_file() {
            let bytes = fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
    found.sort();
    found
}

/// Asserts that a command is refused with words, and that no file is another than before.
#[track_caller]
fn assert_refused(folder: &TestFolder, arguments: &[&str], words: &str) {
    let before = files(&folder.path);
    let (code, said) = run(folder, arguments);
    assert_eq!(code, 6, "{arguments:?}: {said}");
    assert!(said.contains(words), "{arguments:?}: {said}");
    assert!(said.contains("= help: name "), "{arguments:?}: {said}");
    assert!(files(&folder.path) == before, "{arguments:?} changed files");
}

const IS_READ: &str = "is read by this command and would be written over; it was left as it is";

#[test]
fn no_file_a_booklet_is_read_from_is_written_over() {
    let folder = booklet("output-sources");
    folder.write("office.yaml", "duplex: short\n");
    for source in SOURCES {
        assert_refused(&folder, &["build", "-o", source], IS_READ);
    }
    assert_refused(&folder, &["build", ".", "-o", "./booklet.yaml"], IS_READ);
    for source in ["office.yaml", "articles.txt"] {
        assert_refused(&folder, &["build", "-e", "office", "-o", source], IS_READ);
    }
    // What may yet be made and would be read the next time is no place for a PDF either.
    fs::remove_file(folder.path.join("office.yaml")).unwrap();
    let arguments = ["build", "-e", "office", "-o", "office.yaml"];
    assert_refused(&folder, &arguments, IS_READ);
}

#[cfg(unix)]
#[test]
fn another_name_of_a_source_is_the_source() {
    let folder = booklet("output-names");
    let path = |name: &str| folder.path.join(name);
    fs::hard_link(path("articles.txt"), path("same.pdf")).unwrap();
    std::os::unix::fs::symlink("articles.txt", path("link.pdf")).unwrap();
    std::os::unix::fs::symlink(".", path("here")).unwrap();
    for name in ["same.pdf", "link.pdf", "here/articles.txt"] {
        assert_refused(&folder, &["build", "-o", name], IS_READ);
    }
}

#[test]
fn a_file_of_another_kind_is_left_as_it_is() {
    let folder = booklet("output-kinds");
    fs::create_dir(folder.path.join("pages")).unwrap();
    folder.write("notes.txt", "what was said on the telephone");
    folder.write("booklet-proof.html", "not a page");
    folder.write("pages/booklet-01.png", "not a picture");
    folder.write("bifolio-init.1", "a shopping list");
    assert_refused(
        &folder,
        &["build", "-o", "notes.txt"],
        "`notes.txt` is there already and is no PDF; it was left as it is",
    );
    assert_refused(
        &folder,
        &["build", "--proof", "-o", "x.pdf"],
        "is no HTML page",
    );
    assert_refused(&folder, &["calibrate", "-o", "notes.txt"], "is no PDF");
    assert_refused(&folder, &["calibrate", "-o", "office.yaml/.."], "no file");

    let (code, said) = run(&folder, &["build", "--png", "pages", "-q"]);
    assert_eq!(code, 6, "{said}");
    assert!(said.contains("is no PNG picture"), "{said}");
    let (code, said) = run(&folder, &["man", "-q"]);
    assert_eq!(code, 6, "{said}");
    assert!(said.contains("is no manual page"), "{said}");
    for (name, words) in [
        ("pages/booklet-01.png", "not a picture"),
        ("bifolio-init.1", "a shopping list"),
    ] {
        assert_eq!(fs::read_to_string(folder.path.join(name)).unwrap(), words);
    }
}

#[test]
fn a_file_of_the_same_kind_and_an_empty_one_are_replaced() {
    let folder = booklet("output-again");
    folder.write("new.pdf", "");
    let all = ["build", "-o", "new.pdf", "--proof", "--png", "pages", "-q"];
    for _ in 0..2 {
        let (code, said) = run(&folder, &all);
        assert!(code == 0 && !said.contains("error"), "{said}");
        assert_eq!(run(&folder, &["man", "manual", "-q"]).0, 0);
    }
    let pdf = fs::read(folder.path.join("new.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    assert!(folder.path.join("pages/booklet-01.png").is_file());
    assert!(folder.path.join("booklet-proof.html").is_file());
    // And nothing half written is left.
    let is_part = |(path, _): &(PathBuf, Vec<u8>)| path.extension().is_some_and(|it| it == "part");
    assert!(!files(&folder.path).iter().any(is_part));
}

#[test]
fn pages_that_are_imposed_are_not_written_over() {
    let folder = TestFolder::new("output-impose");
    let pdf = build("content/showcase").pdf;
    for name in ["s.pdf", "s-fronts.pdf", "s-instructions.pdf"] {
        folder.write(name, &pdf);
    }
    assert_refused(&folder, &["impose", "s.pdf", "-o", "s.pdf"], IS_READ);
    let dummy = ["impose", "s.pdf", "-o", "./s.pdf", "--dummy"];
    assert_refused(&folder, &dummy, IS_READ);
    let by_hand = [
        "impose",
        "s-fronts.pdf",
        "-o",
        "s.pdf",
        "--duplex",
        "manual",
    ];
    assert_refused(&folder, &by_hand, IS_READ);

    let sheets = program(&folder, &["impose", "s.pdf", "-o", "-", "--explain"]);
    let sheets = { sheets }.output().unwrap();
    assert_eq!(sheets.status.code(), Some(0));
    assert!(sheets.stdout.starts_with(b"%PDF-"));
    let (code, said) = run(
        &folder,
        &["impose", "s.pdf", "-o", "-", "--duplex", "manual"],
    );
    assert_eq!(code, 2, "{said}");
}

#[cfg(unix)]
#[test]
fn only_plain_files_are_written() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    use std::os::unix::net::UnixListener;

    let folder = booklet("output-devices");
    let path = |name: &str| folder.path.join(name);
    let made = Command::new("mkfifo").arg(path("pipe")).status().unwrap();
    assert!(made.success());
    let _listener = UnixListener::bind(path("socket")).unwrap();
    // As `/dev/null` and `/dev/stdout`, which a test must not put at risk.
    symlink("/dev/null", path("null")).unwrap();
    symlink("/proc/self/fd/1", path("stdout")).unwrap();
    symlink("nowhere.pdf", path("dangling.pdf")).unwrap();
    fs::create_dir_all(path("folder/booklet-screen.pdf")).unwrap();
    for name in ["pipe", "socket", "null", "stdout", "dangling.pdf"] {
        assert_refused(&folder, &["build", "-o", name], "no plain file");
        assert_refused(&folder, &["build", "-o", name], "`-` for standard output");
    }
    assert_refused(&folder, &["build", "-o", "folder"], "is a folder");
    assert!(path("pipe").metadata().unwrap().file_type().is_fifo());
    assert!(!path("nowhere.pdf").exists());

    // A new booklet is not begun through a link that leads to no file yet.
    fs::create_dir(path("new")).unwrap();
    symlink("../elsewhere.yaml", path("new/booklet.yaml")).unwrap();
    assert_refused(&folder, &["init", "new"], "no plain file");
    assert!(!path("elsewhere.yaml").exists());
}

#[test]
fn a_pdf_is_streamed_to_standard_output() {
    let folder = booklet("output-stream");
    let streamed = program(&folder, &["build", "-o", "-"]).output().unwrap();
    assert_eq!(streamed.status.code(), Some(0));
    assert_eq!(run(&folder, &["build", "-q"]).0, 0);
    let written = fs::read(folder.path.join("out/booklet-screen.pdf")).unwrap();
    assert!(streamed.stdout == written);
}

/// A file that is always full.
#[cfg(target_os = "linux")]
fn full() -> Stdio {
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    Stdio::from(full.unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn the_exit_code_is_the_same_where_nobody_can_hear_what_is_wrong() {
    let folder = booklet("output-deaf");
    folder.write("broken.yaml", "bifolio: 1\ntitle: [\n");
    let cases: [(&[&str], i32); 7] = [
        (&["build"], 0),
        (&["build", "--explain", "-e", "office"], 0),
        (&["build", "broken.yaml"], 1),
        (&["check", "broken.yaml"], 1),
        (&["build", "-e", "nonsense"], 2),
        (&["review", "articles.txt"], 4),
        (&["build", "nowhere.yaml"], 6),
    ];
    for (arguments, code) in cases {
        let run = |stderr: Stdio| {
            let mut program = program(&folder, arguments);
            let status = program.stdout(Stdio::null()).stderr(stderr).spawn();
            let mut child = status.unwrap();
            // With a pipe: its reader goes at once.
            drop(child.stderr.take());
            child.wait().unwrap().code()
        };
        assert_eq!(run(Stdio::null()), Some(code), "{arguments:?}");
        assert_eq!(run(full()), Some(code), "{arguments:?}, full");
        assert_eq!(run(Stdio::piped()), Some(code), "{arguments:?}, gone");
        let closed = Command::new("sh")
            .current_dir(&folder.path)
            .args(["-c", "\"$0\" \"$@\" >/dev/null 2>&-"])
            .arg(env!("CARGO_BIN_EXE_bifolio"))
            .args(arguments)
            .status();
        assert_eq!(closed.unwrap().code(), Some(code), "{arguments:?}, closed");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_printed_is_told_by_the_exit_code() {
    let folder = booklet("output-full");
    folder.write("a.pdf", build("content/showcase").pdf);
    let cases: [&[&str]; 10] = [
        &["check", "--set", "title="],
        &["dump"],
        &["build", "-o", "-"],
        &["fonts"],
        &["explain", "BF0104"],
        &["schema"],
        &["completions", "bash"],
        &["review", "a.pdf"],
        &["impose", "a.pdf", "-o", "b.pdf", "--explain"],
        &["--help"],
    ];
    for arguments in cases {
        let output = program(&folder, arguments).stdout(full()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(6), "{arguments:?}: {said}");
        assert!(said.contains("cannot write to standard output"), "{said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_live_page_stays_where_nobody_hears_what_is_wrong() {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};
    use std::net::TcpStream;
    use std::time::Duration;

    let folder = booklet("output-watch");
    let mut watching = program(&folder, &["watch"])
        .stdout(Stdio::piped())
        .stderr(full())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(watching.stdout.take().unwrap())
        .read_line(&mut address)
        .unwrap();
    let rest = address.trim().strip_prefix("http://").unwrap();
    let (host, token) = rest.split_once('/').unwrap();
    let state = |after: u32| {
        let mut stream = TcpStream::connect(host).unwrap();
        let patience = Some(Duration::from_secs(30));
        stream.set_read_timeout(patience).unwrap();
        let line = format!("GET /{token}state?after={after} HTTP/1.1\r\nHost: {host}\r\n");
        write!(stream, "{line}Connection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(state(0).starts_with("HTTP/1.1 200"));
    folder.write("booklet.yaml", "bifolio: 1\ntitle: [\n");
    let told = state(1);
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert!(told.starts_with("HTTP/1.1 200"), "{told}");
    assert!(told.contains("error"), "{told}");
}
