//! The ledger catches a layout that loses, doubles or shuffles something.

mod common;

use bifolio::base::diagnostic::{Complaints, Sources};
use bifolio::base::disk::Disk;
use bifolio::base::report::{ReportStyle, report};
use bifolio::content::booklet::Booklet;
use bifolio::content::load::Manuscript;
use bifolio::design::Design;
use bifolio::layout::ledger::{self, Account};
use bifolio::layout::page::{Item, Mark, Pages, Place, Role, TagId, Target};
use bifolio::run::Run;
use common::TestFolder;

const BOOKLET: &str = r"bifolio: 1
title: On the river
subtitle: A test
date: 2023-12-10
language: en
people:
  ada: {name: Ada Lovelace, titles: [Writer]}
figures:
  f: {value: 12, label: boats, source: ada}
  g: {value: 7, label: ferries, source: ada}
sections:
  - cover: {picture: {file: a.png, alt: A grey square of no meaning, caption: The square}}
  - contents: {}
  - statement:
      by: ada
      text: |-
        First we saw twelve, that is 12 boats, and they went down the river with the stream, and nobody
        in them looked back at the quay where so many people stood and did not know what to say.

        Then we saw 7 ferries, which went up the river against the stream, slowly and with much smoke,
        until the bend hid them from all of us who had stayed.

        So it was.
  - text:
      title: Notes
      text: |-
        The river[^1] is long, and there is [a page](https://example.org/river) about it.

        - One point.
        - Another point.

        [^1]: It flows to the sea.
  - names: {title: Names, names: [Bea Able, Cem Baker, Dan Cole]}
  - figures: {title: Boats, show: [f, g], style: table}
";

struct Set {
    booklet: Booklet,
    design: Design,
    pages: Pages,
    sources: Sources,
    account: Account,
}

fn set() -> Set {
    let folder = TestFolder::new(&format!("ledger-{:?}", std::thread::current().id()));
    folder.write("booklet.yaml", BOOKLET);
    let square = image::DynamicImage::new_luma8(1600, 1600);
    square.save(folder.path.join("a.png")).unwrap();
    let mut run = Run::default();
    let typeset = run.typeset(&Manuscript::of(&Disk, &folder.path)).unwrap();
    let Some(typeset) = typeset else {
        panic!("{}", run.report(ReportStyle::Short));
    };
    Set {
        booklet: typeset.booklet,
        design: typeset.design,
        pages: typeset.pages,
        sources: run.sources,
        account: typeset.decisions.account,
    }
}

/// What the ledger says of the pages after a fault.
fn said_after(fault: impl FnOnce(&mut Pages)) -> String {
    let mut set = set();
    fault(&mut set.pages);
    let mut complaints = Complaints::default();
    ledger::hold(&set.booklet, &set.design, &set.pages, &mut complaints);
    report(&complaints, &set.sources, ReportStyle::Short)
}

fn text_of(item: &Item) -> &str {
    match &item.mark {
        Mark::Glyphs(_, run) => &run.text,
        Mark::Rule(..)
        | Mark::Dots { .. }
        | Mark::Code(..)
        | Mark::Picture { .. }
        | Mark::Link { .. } => "",
    }
}

/// Takes out what is asked for; it must be there.
fn drop_items(pages: &mut Pages, is_dropped: impl Fn(&Item) -> bool) {
    let mut n_dropped = 0;
    for page in &mut pages.pages {
        let n = page.items.len();
        page.items.retain(|item| !is_dropped(item));
        n_dropped += n - page.items.len();
    }
    assert!(n_dropped > 0, "nothing was dropped");
}

/// Whether an item is part of the words of a tag that says this.
fn is_under(pages: &Pages, item: &Item, role: Role) -> bool {
    let Place::Meaning(tag) = item.place else {
        return false;
    };
    let tags = pages.tags.tags();
    let mut above = std::iter::successors(Some(tag), |TagId(tag)| tags[*tag as usize].parent);
    above.any(|TagId(tag)| tags[tag as usize].role == role)
}

#[track_caller]
fn assert_caught(said: &str, words: &str) {
    assert!(said.contains("BF0310") && said.contains(words), "{said}");
}

#[test]
fn what_is_right_balances() {
    let set = set();
    assert_eq!(set.account.n_words, set.account.n_placed);
    assert_eq!(set.account.n_pictures, 1);
    // Counted by hand: title 3, subtitle 2 and its date 3, caption 2; name 2, title 1, statement 38 + 31 +
    // 3; heading 1, paragraph 10 with the number of its note, points 2 + 2, note 5; names 1 + 6;
    // figures 1 + 4.
    let by_hand = count_by_hand();
    assert_eq!(set.account.n_words, by_hand);
}

/// The words of the booklet above, from its text alone.
fn count_by_hand() -> usize {
    let statement = BOOKLET.split("text: |-").nth(1).unwrap();
    let statement = statement.split("  - text:").next().unwrap();
    let prose = "The river1 is long, and there is a page about it. One point. Another point. It flows to the sea.";
    let short = "On the river A test, 10 December 2023 The square Ada Lovelace Writer Notes Names Bea Able Cem Baker \
                 Dan Cole Boats boats 12 ferries 7";
    let texts = [statement, prose, short];
    texts.iter().map(|it| it.split_whitespace().count()).sum()
}

#[test]
fn a_dropped_line() {
    let said = said_after(|pages| drop_items(pages, |item| text_of(item).contains("looked back")));
    assert_caught(&said, "these words stand on no page: “");
    assert!(said.contains("booklet.yaml:17:"), "{said}");
}

#[test]
fn a_doubled_line() {
    let said = said_after(|pages| {
        for page in &mut pages.pages {
            let line = page
                .items
                .iter()
                .position(|it| text_of(it).contains("So it was"));
            if let Some(line) = line {
                let again = page.items[line].clone();
                page.items.insert(line + 1, again);
            }
        }
    });
    assert_caught(
        &said,
        "these words stand once too often on page 3: “was.So it”",
    );
}

#[test]
fn two_paragraphs_that_changed_places() {
    // On the paper.
    let said = said_after(|pages| {
        for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
            let up = text_of(item).contains("So it was");
            if let (Mark::Glyphs(at, _), true) = (&mut item.mark, up) {
                at.y -= bifolio::base::units::Pt(150.0);
                at.x -= bifolio::base::units::Pt(5.0);
            }
        }
    });
    assert_caught(
        &said,
        "these words stand out of order on page 3: “So it was.”",
    );
    // In the order of reading.
    let said = said_after(|pages| {
        let tag_of = |pages: &Pages, words: &str| {
            let mut items = pages.pages.iter().flat_map(|page| &page.items);
            items
                .find(|item| text_of(item).contains(words))
                .unwrap()
                .place
        };
        let (one, other) = (tag_of(pages, "So it was"), tag_of(pages, "Then we saw"));
        for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
            if item.place == one {
                item.place = other;
            } else if item.place == other {
                item.place = one;
            }
        }
    });
    assert_caught(&said, "“So it was.” stands before “Then we saw 7 ferries");
}

#[test]
fn a_dropped_note() {
    let said = said_after(|pages| {
        let all = pages.clone();
        drop_items(pages, |item| is_under(&all, item, Role::Note));
    });
    assert_caught(
        &said,
        "these words stand on no page: “It flows to the sea.”",
    );
}

#[test]
fn a_dropped_link() {
    let said = said_after(|pages| {
        let leads = |item: &Item| {
            matches!(
                &item.mark,
                Mark::Link {
                    target: Target::Address(_),
                    ..
                }
            )
        };
        drop_items(pages, leads);
    });
    assert_caught(&said, "nothing leads to `https://example.org/river`");
    let said = said_after(|pages| {
        let leads = |item: &Item| {
            matches!(
                &item.mark,
                Mark::Link {
                    target: Target::Page(2),
                    ..
                }
            )
        };
        drop_items(pages, leads);
    });
    assert_caught(&said, "links to pages");
}

#[test]
fn a_dropped_picture_and_one_shown_twice() {
    let is_picture = |item: &Item| matches!(item.mark, Mark::Picture { .. });
    let said = said_after(|pages| drop_items(pages, is_picture));
    assert_caught(&said, "this picture stands on no page");
    assert!(said.contains("booklet.yaml:12:"), "{said}");
    let said = said_after(|pages| {
        let again = pages.pages[0]
            .items
            .iter()
            .find(|it| is_picture(it))
            .cloned();
        pages.pages[0].items.extend(again);
    });
    assert_caught(&said, "this picture stands 2 times on the pages, not 1");
}

#[test]
fn a_dropped_caption_title_and_author() {
    for words in ["The square", "On the river", "Writer"] {
        let said = said_after(|pages| {
            drop_items(pages, |item| text_of(item).trim() == words);
        });
        assert_caught(&said, &format!("these words stand on no page: “{words}”"));
    }
}

#[test]
fn a_dropped_row_and_a_doubled_one() {
    let said = said_after(|pages| {
        drop_items(pages, |item| {
            matches!(text_of(item).trim(), "ferries" | "7")
        });
    });
    assert_caught(&said, "these words stand on no page: “ferries”");
    assert_caught(&said, "these words stand on no page: “7”");
}

#[test]
fn a_dropped_name_and_names_in_another_order() {
    let said = said_after(|pages| drop_items(pages, |item| text_of(item).contains("Cem")));
    assert_caught(&said, "these words stand on no page: “Cem Baker”");
    let said = said_after(|pages| {
        let mut places = Vec::new();
        for item in pages.pages.iter().flat_map(|page| &page.items) {
            if ["Bea Able", "Dan Cole"].contains(&text_of(item).trim()) {
                places.push(item.place);
            }
        }
        for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
            match text_of(item).trim() {
                "Bea Able" => item.place = places[1],
                "Dan Cole" => item.place = places[0],
                _ => {}
            }
        }
    });
    assert_caught(&said, "“Dan Cole” stands before “Bea Able”");
}

#[test]
fn words_that_are_nobodys() {
    let said = said_after(|pages| {
        for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
            let is_changed = text_of(item).contains("Bea");
            if let (Mark::Glyphs(_, run), true) = (&mut item.mark, is_changed) {
                run.text = run.text.replace("Bea", "Eve");
            }
        }
    });
    assert_caught(&said, "page 5 says “Eve” where “Bea” is written");
}

#[test]
fn a_section_that_was_not_set() {
    let said = said_after(|pages| {
        pages.parts.remove(2);
    });
    assert_caught(&said, "this section stands on no page");
}

#[test]
fn the_explanation_says_how_many_words() {
    let account = Account {
        n_words: 4210,
        n_placed: 4210,
        n_pictures: 0,
    };
    assert_eq!(account.explanation(), "4,210 words in, 4,210 on the pages");
}
