//! `bifolio watch`: every save is shown, whatever was saved and however; mistakes are told beside the last
//! good pages; and nobody is served but the page itself.

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use common::TestFolder;
use serde_json::Value;

/// A booklet with a file of every kind beside it: text, picture, list of names, theme, font.
const BOOKLET: &str = "\
bifolio: 1
title: The Declaration
date: 2023-12-10
language: en
design: {theme: ours.yaml}
fonts:
  own: {in_place_of: source-serif-4, regular: own.otf, italic: italic.otf, semibold: semibold.otf}
people:
  reader: {name: The Reader, titles: [Reads]}
sections:
  - cover: {}
  - statement: {by: reader, file: texts/articles.txt}
  - picture: {file: horizon.jpg, alt: A low sun.}
  - names: {title: Votes, file: votes.csv}
";

/// After so long without an answer a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

fn declaration() -> Vec<String> {
    let text = fs::read_to_string("tests/fixtures/udhr/en.txt").unwrap();
    text.lines().map(str::to_owned).collect()
}

/// Writes the booklet with all its files.
fn booklet(name: &str) -> TestFolder {
    let folder = TestFolder::new(name);
    fs::create_dir(folder.path.join("texts")).unwrap();
    folder.write("booklet.yaml", BOOKLET);
    folder.write("texts/articles.txt", declaration()[8..12].join("\n\n"));
    let copies = [
        ("content/showcase/pictures/horizon.jpg", "horizon.jpg"),
        ("content/showcase/votes.csv", "votes.csv"),
        ("assets/themes/memorial.yaml", "ours.yaml"),
        ("fonts/source-serif-4/SourceSerif4-Regular.otf", "own.otf"),
        ("fonts/source-serif-4/SourceSerif4-It.otf", "italic.otf"),
        (
            "fonts/source-serif-4/SourceSerif4-Semibold.otf",
            "semibold.otf",
        ),
    ];
    for (from, to) in copies {
        fs::copy(from, folder.path.join(to)).unwrap();
    }
    folder
}

/// A program that watches a booklet, until the test ends.
struct Watching {
    program: Child,
    host: String,
    token: String,
}

impl Watching {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_in(Path::new("."), folder, arguments)
    }

    /// The same for a program that is called in another folder.
    fn start_in(place: &Path, folder: &Path, arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bifolio"))
            .current_dir(place)
            .arg("watch")
            .arg(folder)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let stdout = program.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut address).unwrap();
        let rest = address.trim().strip_prefix("http://").unwrap();
        let (host, token) = rest.split_once('/').unwrap();
        let token = token.trim_end_matches('/').to_owned();
        assert_eq!(token.len(), 32);
        Self {
            program,
            host: host.to_owned(),
            token,
        }
    }

    /// The status and the body of the answer to a request as it is written here.
    fn ask(&self, request: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let head = answer.windows(4).position(|it| it == b"\r\n\r\n").unwrap();
        let status = String::from_utf8_lossy(&answer[9..12]).parse().unwrap();
        (status, answer[head + 4..].to_vec())
    }

    /// The same for a request of the page itself, with other lines in its head.
    fn ask_with(&self, method: &str, path: &str, lines: &str, body: &str) -> (u16, Vec<u8>) {
        let length = body.len();
        self.ask(&format!(
            "{method} {path} HTTP/1.1\r\n{lines}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    }

    fn get(&self, address: &str) -> (u16, Vec<u8>) {
        let (path, host) = (format!("/{}/{address}", self.token), &self.host);
        self.ask_with("GET", &path, &format!("Host: {host}\r\n"), "")
    }

    /// The first state after a version that is as wanted; the program tells each in its turn.
    fn state(&self, after: u64, is_wanted: impl Fn(&Value) -> bool) -> Value {
        let mut after = after;
        loop {
            let (status, body) = self.get(&format!("state?after={after}"));
            assert_eq!(status, 200, "nothing new came after version {after}");
            let state: Value = serde_json::from_slice(&body).unwrap();
            if is_wanted(&state) {
                return state;
            }
            after = state["version"].as_u64().unwrap();
        }
    }

    /// The words of every page.
    fn words(&self, state: &Value) -> String {
        let mut words = String::new();
        for page in state["booklet"]["pages"].as_array().unwrap() {
            let (status, body) = self.get(page["reading"].as_str().unwrap());
            assert_eq!(status, 200);
            let blocks: Value = serde_json::from_slice(&body).unwrap();
            for block in blocks.as_array().unwrap() {
                words.push_str(block["words"].as_str().unwrap());
                words.push('\n');
            }
        }
        words
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn version(state: &Value) -> u64 {
    state["version"].as_u64().unwrap()
}

fn drawings(state: &Value) -> Vec<String> {
    let pages = state["booklet"]["pages"].as_array().unwrap().iter();
    pages
        .map(|page| page["drawing"].as_str().unwrap().to_owned())
        .collect()
}

fn is_good(state: &Value) -> bool {
    state["errors"] == false && !state["booklet"].is_null()
}

/// Saves as many editors do: a new file takes the old one's name.
fn save_by_renaming(path: &Path, bytes: &[u8]) {
    let new = path.with_extension("new");
    fs::write(&new, bytes).unwrap();
    fs::rename(new, path).unwrap();
}

#[test]
fn a_save_of_any_file_redraws_its_pages_and_no_others() {
    let folder = booklet("watch-any");
    let watching = Watching::start(&folder.path, &[]);
    let mut before = watching.state(0, is_good);
    assert_eq!(before["complaints"], Value::Array(Vec::new()));

    let page = |name: &str| folder.path.join(name);
    let text = fs::read_to_string(page("texts/articles.txt")).unwrap();
    let picture = fs::read("content/showcase/pictures/thirty-arcs.jpg").unwrap();
    let names = fs::read_to_string(page("votes.csv")).unwrap();
    let theme = fs::read_to_string(page("ours.yaml")).unwrap();
    let italic = fs::read("fonts/source-serif-4/SourceSerif4-It.otf").unwrap();
    let saves: [(&str, PathBuf, Vec<u8>, &[usize]); 5] = [
        (
            "text",
            page("texts/articles.txt"),
            text.replacen("All", "Now all", 1).into_bytes(),
            &[2],
        ),
        ("picture", page("horizon.jpg"), picture, &[3]),
        (
            "names",
            page("votes.csv"),
            names.replacen('A', "Å", 1).into_bytes(),
            &[],
        ),
        (
            "theme",
            page("ours.yaml"),
            theme.replacen("inner: 30", "inner: 28", 1).into_bytes(),
            &[],
        ),
        ("font", page("own.otf"), italic, &[]),
    ];
    for (what, path, bytes, pages) in saves {
        save_by_renaming(&path, &bytes);
        let old = drawings(&before);
        let now = watching.state(version(&before), |state| {
            is_good(state) && drawings(state) != old
        });
        let new = drawings(&now);
        let changed: Vec<_> = (1..=new.len())
            .filter(|number| old.get(number - 1) != new.get(number - 1))
            .collect();
        assert!(!changed.is_empty(), "{what}");
        if !pages.is_empty() {
            assert_eq!(changed, pages, "{what}");
        }
        for address in &new {
            assert_eq!(watching.get(address).0, 200, "{what}");
        }
        before = now;
    }
}

#[test]
fn twenty_saves_are_all_shown_and_memory_stays_flat() {
    let folder = booklet("watch-twenty");
    let watching = Watching::start(&folder.path, &[]);
    let mut state = watching.state(0, is_good);
    let articles = declaration();
    let mut memory = Vec::new();
    for (round, article) in articles.iter().skip(8).take(20).enumerate() {
        let text = format!("{article}\n\nRound {round}.");
        let path = folder.path.join("texts/articles.txt");
        // By turns: over the old file, and beside it.
        if round % 2 == 0 {
            fs::write(&path, &text).unwrap();
        } else {
            save_by_renaming(&path, text.as_bytes());
        }
        let marker = format!("Round {round}.");
        let old = drawings(&state);
        state = watching.state(version(&state), |state| {
            is_good(state) && drawings(state) != old && watching.words(state).contains(&marker)
        });
        assert!(watching.words(&state).contains(article.as_str()));
        memory.extend(resident_kilobytes(watching.program.id()));
    }
    // What the first rounds need stays with the allocator; from then on nothing is added.
    if let (Some(settled), Some(last)) = (memory.get(4), memory.last()) {
        let grown = last.saturating_sub(*settled);
        println!("memory after each save, in KB: {memory:?}");
        assert!(grown < settled / 10, "it grows: {memory:?}");
    }
}

/// The memory a program holds, where the system tells.
fn resident_kilobytes(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn a_mistake_is_told_beside_the_last_good_pages_and_its_repair_clears_it() {
    let folder = booklet("watch-mistake");
    let watching = Watching::start(&folder.path, &[]);
    let good = watching.state(0, is_good);

    folder.write("booklet.yaml", BOOKLET.replace("title: The", "titel: The"));
    let wrong = watching.state(version(&good), |state| state["errors"] == true);
    assert_eq!(drawings(&wrong), drawings(&good));
    let complaint = &wrong["complaints"][0];
    assert_eq!(complaint["help"], "did you mean `title`?");
    assert_eq!(complaint["place"]["line"], 2);
    assert_eq!(complaint["place"]["file"], "booklet.yaml");
    let parts = complaint["place"]["text"].as_array().unwrap();
    let parts: Vec<_> = parts.iter().map(|part| part.as_str().unwrap()).collect();
    assert_eq!(parts, ["", "titel", ": The Declaration"]);

    // The file goes away for a while, as when a folder is replaced.
    fs::remove_file(folder.path.join("booklet.yaml")).unwrap();
    let gone = watching.state(version(&wrong), |state| {
        state["complaints"][0]["place"].is_null()
    });
    assert!(
        gone["complaints"][0]["message"]
            .as_str()
            .unwrap()
            .contains("cannot read")
    );

    folder.write("booklet.yaml", BOOKLET);
    let repaired = watching.state(version(&gone), is_good);
    assert_eq!(repaired["complaints"], Value::Array(Vec::new()));
    assert_eq!(drawings(&repaired), drawings(&good));
}

#[test]
fn a_file_that_was_missing_is_seen_when_it_comes() {
    let folder = booklet("watch-missing");
    fs::remove_dir_all(folder.path.join("texts")).unwrap();
    let watching = Watching::start(&folder.path, &[]);
    let missing = watching.state(0, |state| state["errors"] == true);
    assert!(missing["booklet"].is_null(), "there are no pages yet");

    fs::create_dir(folder.path.join("texts")).unwrap();
    folder.write("texts/articles.txt", &declaration()[8]);
    let come = watching.state(version(&missing), is_good);
    assert!(watching.words(&come).contains(&declaration()[8]));

    // A folder put in the place of another is watched as that one was.
    fs::create_dir(folder.path.join("other")).unwrap();
    folder.write("other/articles.txt", &declaration()[9]);
    fs::rename(folder.path.join("texts"), folder.path.join("old")).unwrap();
    fs::rename(folder.path.join("other"), folder.path.join("texts")).unwrap();
    let replaced = watching.state(version(&come), |state| {
        is_good(state) && watching.words(state).contains(&declaration()[9])
    });
    folder.write("texts/articles.txt", &declaration()[10]);
    watching.state(version(&replaced), |state| {
        is_good(state) && watching.words(state).contains(&declaration()[10])
    });
}

#[test]
fn a_booklet_that_was_never_there_is_refused_at_once() {
    let folder = TestFolder::new("watch-nowhere");
    for path in [folder.path.clone(), folder.path.join("nowhere")] {
        let program = env!("CARGO_BIN_EXE_bifolio");
        let ended = Command::new(program)
            .arg("watch")
            .arg(&path)
            .output()
            .unwrap();
        assert_eq!(ended.status.code(), Some(6));
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(said.contains("there is no such file or folder"), "{said}");
    }
}

#[test]
fn a_mistyped_command_is_told_from_a_booklet() {
    let program = env!("CARGO_BIN_EXE_bifolio");
    let ended = Command::new(program).arg("wacth").output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("did you mean `bifolio watch`?"), "{said}");
    let ended = Command::new(program).arg("our-day").output().unwrap();
    assert_eq!(ended.status.code(), Some(6));
}

#[test]
fn a_folder_put_in_the_place_of_the_booklets_is_watched_with_all_that_is_in_it() {
    let folder = booklet("watch-replaced");
    let other = booklet("watch-replacing");
    let watching = Watching::start(&folder.path, &[]);
    let good = watching.state(0, is_good);

    other.write("texts/articles.txt", &declaration()[9]);
    fs::rename(&folder.path, folder.path.with_file_name("old")).unwrap();
    fs::rename(&other.path, &folder.path).unwrap();
    let replaced = watching.state(version(&good), |state| {
        is_good(state) && watching.words(state).contains(&declaration()[9])
    });
    save_by_renaming(
        &folder.path.join("texts/articles.txt"),
        declaration()[10].as_bytes(),
    );
    watching.state(version(&replaced), |state| {
        is_good(state) && watching.words(state).contains(&declaration()[10])
    });
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_elsewhere_is_seen() {
    let folder = booklet("watch-link");
    let path = |name: &str| folder.path.join(name);
    fs::rename(path("texts"), path("one")).unwrap();
    fs::create_dir(path("two")).unwrap();
    folder.write("two/articles.txt", &declaration()[9]);
    std::os::unix::fs::symlink("one", path("texts")).unwrap();
    let watching = Watching::start(&folder.path, &[]);
    let one = watching.state(0, is_good);
    assert!(watching.words(&one).contains(&declaration()[8]));

    std::os::unix::fs::symlink("two", path("new")).unwrap();
    fs::rename(path("new"), path("texts")).unwrap();
    let two = watching.state(version(&one), |state| {
        is_good(state) && watching.words(state).contains(&declaration()[9])
    });
    // And what it leads to is watched.
    folder.write("two/articles.txt", &declaration()[10]);
    watching.state(version(&two), |state| {
        is_good(state) && watching.words(state).contains(&declaration()[10])
    });
}

#[test]
fn nobody_is_served_but_the_page_itself() {
    let folder = booklet("watch-refuses");
    let watching = Watching::start(&folder.path, &[]);
    let (host, token) = (watching.host.as_str(), watching.token.as_str());
    let port = host.rsplit(':').next().unwrap();
    let own = format!("/{token}/");
    let ask = |method: &str, path: &str, lines: &str| watching.ask_with(method, path, lines, "").0;

    let ours = format!("Host: {host}\r\n");
    assert_eq!(ask("GET", &own, &ours), 200);
    assert_eq!(
        ask("GET", &own, &format!("Host: localhost:{port}\r\n")),
        200
    );
    let same = format!("{ours}Origin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n");
    assert_eq!(ask("GET", &own, &same), 200);

    // Another name of this machine, and none.
    for lines in [
        "Host: booklet.example\r\n".to_owned(),
        format!("Host: booklet.example:{port}\r\n"),
        format!("Host: 127.0.0.1:{port}.example\r\n"),
        format!("{ours}Host: booklet.example\r\n"),
        String::new(),
    ] {
        assert!(matches!(ask("GET", &own, &lines), 400 | 403), "{lines:?}");
    }
    // Another page.
    for line in [
        "Origin: http://booklet.example",
        "Origin: null",
        &format!("Origin: https://{host}"),
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
    ] {
        assert_eq!(
            ask("GET", &own, &format!("{ours}{line}\r\n")),
            403,
            "{line}"
        );
    }
}

#[test]
fn nothing_is_served_without_the_token_and_no_file_with_it() {
    let folder = booklet("watch-paths");
    let watching = Watching::start(&folder.path, &[]);
    let (host, token) = (watching.host.as_str(), watching.token.as_str());
    let (own, ours) = (format!("/{token}/"), format!("Host: {host}\r\n"));
    let ask = |method: &str, path: &str, lines: &str| watching.ask_with(method, path, lines, "").0;

    // Without the token, with a wrong one, and with half of it.
    let wrong = "0".repeat(32);
    for path in [
        "/".to_owned(),
        "/state".to_owned(),
        format!("/{wrong}/"),
        format!("/{wrong}/state"),
        format!("/{}/", &token[..16]),
        format!("/{token}"),
        format!("/{token}0/"),
    ] {
        assert_eq!(ask("GET", &path, &ours), 404, "{path}");
    }
    // Files of the booklet's folder, and outside it.
    for path in [
        "booklet.yaml",
        "texts/articles.txt",
        "../booklet.yaml",
        "%2e%2e/booklet.yaml",
        "/etc/passwd",
        "../../../../../../etc/passwd",
        "page/../booklet.yaml",
        "picture/0000000000000000",
    ] {
        assert_eq!(ask("GET", &format!("{own}{path}"), &ours), 404, "{path}");
    }
    for (method, path) in [
        ("POST", ""),
        ("PUT", "state"),
        ("DELETE", ""),
        ("GET", "open"),
    ] {
        assert_eq!(ask(method, &format!("{own}{path}"), &ours), 405, "{method}");
    }
    // Only files the booklet was read from are opened.
    for body in [
        r#"{"file": "../secret", "line": 1}"#,
        r#"{"file": "/etc/passwd", "line": 1}"#,
        r#"{"file": "horizon.jpg", "line": 1}"#,
    ] {
        let path = format!("{own}open");
        assert_eq!(
            watching.ask_with("POST", &path, &ours, body).0,
            404,
            "{body}"
        );
    }
    let long = "x".repeat(5000);
    let too_long = watching.ask_with("POST", &format!("{own}open"), &ours, &long);
    assert_eq!(too_long.0, 413);
}

#[test]
fn whoever_only_holds_connections_does_not_lock_the_page_out() {
    let folder = booklet("watch-slow");
    let watching = Watching::start(&folder.path, &[]);
    let first = watching.state(0, is_good);

    // A browser that waits for news, and a hundred that begin to ask and never end.
    let mut waiting = TcpStream::connect(&watching.host).unwrap();
    waiting.set_read_timeout(Some(PATIENCE)).unwrap();
    let (host, token) = (&watching.host, &watching.token);
    let after = version(&first);
    write!(
        waiting,
        "GET /{token}/state?after={after} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let slow = || {
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
        stream
    };
    let slow: Vec<TcpStream> = (0..100).map(|_| slow()).collect();

    assert_eq!(watching.get("").0, 200);
    assert_eq!(watching.get("icon.svg").0, 200);
    folder.write("texts/articles.txt", &declaration()[10]);
    let mut news = String::new();
    waiting.read_to_string(&mut news).unwrap();
    assert!(news.starts_with("HTTP/1.1 200"), "{news}");
    drop(slow);
}

#[test]
fn what_is_served_fetches_nothing_from_elsewhere() {
    let folder = booklet("watch-policy");
    let watching = Watching::start(&folder.path, &[]);
    let state = watching.state(0, is_good);
    let host = watching.host.as_str();
    let (own, ours) = (format!("/{}/", watching.token), format!("Host: {host}\r\n"));
    let mut pages: Vec<String> = [
        "",
        "watch.js",
        "watch.css",
        "paper.js",
        "paper.css",
        "icon.svg",
    ]
    .map(str::to_owned)
    .to_vec();
    pages.extend(drawings(&state));
    for address in pages {
        let path = format!("{own}{address}");
        let request = format!("GET {path} HTTP/1.1\r\n{ours}Connection: close\r\n\r\n");
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("default-src 'none'"), "{address}");
        assert!(
            answer.contains("x-content-type-options: nosniff"),
            "{address}"
        );
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        let body = body.replace("http://www.w3.org/2000/svg", "");
        for word in ["http:", "https:", "//cdn", "@import"] {
            assert!(!body.contains(word), "{address} has {word}");
        }
    }
}

/// The editor is a script that writes down how it was called.
#[cfg(unix)]
#[test]
fn a_file_opens_at_its_line_in_the_editor_asked_for() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = booklet("watch-editor");
    let called = folder.path.join("called");
    let script = format!(
        "#!/bin/sh\necho \"$@\" > {0}.part\nmv {0}.part {0}\n",
        called.display()
    );
    let script = folder.write("editor.sh", script);
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let editor = format!("{} --at {{line}} {{file}}", script.display());
    let watching = Watching::start(&folder.path, &["--editor", &editor]);
    let state = watching.state(0, is_good);

    // The line of the statement, as the page tells it.
    let address = state["booklet"]["pages"][1]["reading"].as_str().unwrap();
    let blocks: Value = serde_json::from_slice(&watching.get(address).1).unwrap();
    let is_article = |block: &&Value| block["words"].as_str().unwrap().starts_with("Everyone is");
    let article = blocks.as_array().unwrap().iter().find(is_article).unwrap();
    assert_eq!(
        article["source"],
        serde_json::json!(["texts/articles.txt", 3])
    );

    let (path, lines) = (
        format!("/{}/open", watching.token),
        format!("Host: {}\r\n", watching.host),
    );
    let body = r#"{"file": "texts/articles.txt", "line": 3}"#;
    let (status, said) = watching.ask_with("POST", &path, &lines, body);
    assert_eq!(status, 200);
    let file = folder.path.join("texts/articles.txt");
    let said = String::from_utf8(said).unwrap();
    assert_eq!(said, format!("{} opens at line 3", file.display()));
    // The script runs by itself; wait for it.
    let begun = std::time::Instant::now();
    while !called.exists() {
        assert!(begun.elapsed() < PATIENCE, "the editor was not called");
        std::thread::sleep(Duration::from_millis(5));
    }
    let arguments = fs::read_to_string(called).unwrap();
    assert_eq!(arguments, format!("--at 3 {}\n", file.display()));
}

#[test]
fn sheets_and_checklist_come_when_they_are_asked_for() {
    let folder = booklet("watch-sheets");
    // `office.yaml` lies where the program is called.
    let office = TestFolder::new("watch-office");
    let set = ["--set", "editions.office.paper=a4"];
    let watching = Watching::start_in(&office.path, &folder.path, &set);
    let state = watching.state(0, is_good);
    assert!(state["sheets"].is_null());
    watching.get("state?after=0&sheets=1");
    let state = watching.state(version(&state), |state| !state["sheets"].is_null());
    let sheets = &state["sheets"];
    // The theme is the booklet's own and has the smaller grid of `memorial`: the pages on A4 are others.
    let n_pages = sheets["pages"].as_array().unwrap().len();
    assert!(n_pages > 0 && n_pages.is_multiple_of(4));
    assert_eq!(sheets["stack"].as_array().unwrap().len() * 4, n_pages);
    assert_eq!(
        sheets["stack"][0]["front"],
        serde_json::json!([n_pages - 1, 0])
    );
    let drawing = sheets["pages"][0]["drawing"].as_str().unwrap();
    assert_ne!(drawing, drawings(&state)[0]);
    assert_eq!(watching.get(drawing).0, 200);
    assert!(sheets["checklist"].as_str().unwrap().contains("The Reader"));

    // What is known of the printer changes them too, once it is known.
    fs::write(office.path.join("office.yaml"), "duplex: long\n").unwrap();
    let state = watching.state(version(&state), |state| {
        let sentence = state["sheets"]["sentence"].as_str();
        sentence.is_some_and(|it| it.contains("flipped on the long edge"))
    });

    // Once they were asked for, they follow every save.
    let more = BOOKLET.replace("The Reader", "The Other Reader");
    folder.write("booklet.yaml", more);
    let state = watching.state(version(&state), |state| {
        let checklist = state["sheets"]["checklist"].as_str();
        is_good(state) && checklist.is_some_and(|it| it.contains("The Other Reader"))
    });
    assert!(watching.words(&state).contains("The Other Reader"));
}
