//! The fold proof: everything is in one file, nothing is fetched, and its checklist names every speaker,
//! title, figure and credit with the pages they stand on.

mod common;

use std::process::Command;

use common::TestFolder;
use serde_json::Value;

/// The proof of a booklet, as the program writes it.
fn proof(booklet: &str) -> String {
    let folder = TestFolder::new(&format!("proof-{:?}", std::thread::current().id()));
    let program = env!("CARGO_BIN_EXE_bifolio");
    let built = Command::new(program)
        .args(["build", booklet, "--proof", "--quiet", "--output"])
        .arg(&folder.path)
        .output()
        .unwrap();
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let name = booklet.rsplit('/').next().unwrap();
    std::fs::read_to_string(folder.path.join(format!("{name}-proof.html"))).unwrap()
}

/// The rows of the checklist: what, as printed, pages.
fn rows(html: &str) -> Vec<(String, String, String)> {
    let mut rows = Vec::new();
    for row in html.split("<tr><td class=\"tick\">").skip(1) {
        let cells: Vec<String> = row
            .split("</td>")
            .skip(1)
            .take(3)
            .map(|cell| cell.rsplit_once('>').unwrap().1.to_owned())
            .collect();
        rows.push((cells[0].clone(), cells[1].clone(), cells[2].clone()));
    }
    rows
}

#[test]
fn nothing_is_fetched() {
    let html = proof("content/showcase");
    let sources: Vec<&str> = html.split(" src=\"").skip(1).collect();
    assert_eq!(sources.len(), 24, "one picture a page");
    assert!(
        sources
            .iter()
            .all(|it| it.starts_with("data:image/png;base64,iVBOR"))
    );
    let program = html.replace(|it: char| it.is_whitespace(), "");
    for word in [
        "http:",
        "https:",
        "url(",
        "@import",
        "<link",
        "fetch(",
        "XMLHttp",
        "importscript",
    ] {
        assert!(!program.contains(word), "{word}");
    }
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn its_sheets_are_those_that_are_printed() {
    let html = proof("content/khojaly");
    let (_, rest) = html.split_once("id=\"data\">").unwrap();
    let data: Value = serde_json::from_str(rest.split("</script>").next().unwrap()).unwrap();
    assert_eq!(data["pages"], 8);
    assert_eq!(data["binding"], "left");
    assert_eq!(data["sheets"][0]["front"], serde_json::json!([7, 0]));
    assert_eq!(data["sheets"][0]["back"], serde_json::json!([1, 6]));
    assert_eq!(data["sheets"][1]["front"], serde_json::json!([5, 2]));
    assert_eq!(data["sheets"][1]["back"], serde_json::json!([3, 4]));
    assert_eq!(data["sheets"][1]["shift"], 0.11);
}

#[test]
fn the_checklist_of_the_first_booklet_has_every_name_title_and_figure_with_its_pages() {
    let rows = rows(&proof("content/khojaly"));
    let row = |what: &str, text: &str| {
        let found = rows.iter().find(|it| it.0 == what && it.1 == text);
        found
            .unwrap_or_else(|| panic!("{what} {text}: {rows:#?}"))
            .2
            .clone()
    };
    assert_eq!(row("speaker", "H.E. Sahibzada Sultan Ahmed Ali"), "3, 4");
    assert_eq!(
        row(
            "title",
            "Dewan of Junagadh State &amp; Chairman MUSLIM Institute"
        ),
        "3, 4"
    );
    assert_eq!(row("speaker", "H.E. Khazar Farhadove"), "3, 5, 7");
    assert_eq!(row("day that is remembered", "26 February 1992"), "1, 5");
    for figure in [
        "613 people killed",
        "63 children",
        "106 women",
        "70 elderly",
        "1,275 captured",
        "487 injured",
        "5,379 expelled",
    ] {
        assert_eq!(row("figure", figure), "5, 7", "{figure}");
    }
    assert_eq!(rows.iter().filter(|it| it.0 == "figure").count(), 7);
}

#[test]
fn credits_are_listed_once_and_folios_are_no_figures() {
    let rows = rows(&proof("content/showcase"));
    let credits: Vec<_> = rows.iter().filter(|it| it.0 == "credit").collect();
    assert_eq!(credits.len(), 1, "{credits:?}");
    assert_eq!(credits[0].1, "Drawn for this booklet");
    let figure = |text: &str| rows.iter().find(|it| it.1 == text).unwrap().2.clone();
    // Page 21 has that number as its folio, and nowhere else.
    assert_eq!(
        figure("21 of them begin with “everyone” or speak of all"),
        "8, 11"
    );
    assert_eq!(
        figure("500 languages it has been translated into"),
        "8, 11, 12"
    );
}
