//! What must hold of every booklet, tried on random ones of every kind of section, language and theme.

mod common;
#[path = "common/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use bifolio::base::disk::Disk;
use bifolio::base::edition::SCREEN;
use bifolio::base::report::ReportStyle;
use bifolio::content::load::Manuscript;
use bifolio::design::Design;
use bifolio::design::theme::StyleName;
use bifolio::inline::line::GlyphRun;
use bifolio::layout::grid::{Grid, Side};
use bifolio::layout::page::{Furniture, Mark, Pages, Place, Role, Tag, TagId, TagTree};
use bifolio::review::{self, Purpose};
use bifolio::run::{self, Run, Typeset};
use common::{TestFolder, pdf_text, same_cases_each_time};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use random::{Booklet, PICTURES, Section};

/// Two places this near are the same, in points.
const CLOSE: f64 = 1e-3;

/// A booklet that was set.
struct Set<'b> {
    booklet: &'b Booklet,
    pages: Pages,
    grid: Grid,
    design: Design,
    pdf: Vec<u8>,
}

/// Builds a booklet; what is said of it if it cannot be.
fn set(booklet: &Booklet) -> Result<Set<'_>, String> {
    let folder = TestFolder::new(&format!("random-{:?}", std::thread::current().id()));
    write(booklet, &folder.path);
    let mut run = Run::default();
    let typeset = run.typeset(&Manuscript::of(&Disk, &folder.path)).unwrap();
    let Some(typeset) = typeset else {
        return Err(run.report(ReportStyle::Short));
    };
    let pdf = run::write::pages(&run, &typeset, &SCREEN).unwrap();
    let Typeset {
        design,
        pages,
        decisions,
        ..
    } = typeset;
    let grid = decisions.fit.grid(&design);
    Ok(Set {
        booklet,
        pages,
        grid,
        design,
        pdf,
    })
}

/// Writes the files of a booklet into a folder.
fn write(booklet: &Booklet, folder: &Path) {
    fs::create_dir_all(folder.join("pictures")).unwrap();
    fs::write(folder.join("booklet.yaml"), &booklet.yaml).unwrap();
    for (name, text) in &booklet.files {
        fs::write(folder.join(name), text).unwrap();
    }
    for picture in fs::read_dir(PICTURES).unwrap() {
        let path = picture.unwrap().path();
        let name = path.file_name().unwrap();
        let is_named = |text: &str| text.contains(name.to_str().unwrap());
        if is_named(&booklet.yaml) || booklet.files.iter().any(|(_, text)| is_named(text)) {
            fs::copy(&path, folder.join("pictures").join(name)).unwrap();
        }
    }
}

/// A line of running text: where it stands, and the paragraph, heading or point it is part of.
#[derive(Debug, Clone, Copy)]
struct TextLine {
    page_idx: usize,
    column_idx: usize,
    y: f64,
    tag: TagId,
}

impl TextLine {
    fn column(&self) -> (usize, usize) {
        (self.page_idx, self.column_idx)
    }
}

impl Set<'_> {
    fn tag(&self, tag: TagId) -> &Tag {
        &self.pages.tags.tags()[tag.0 as usize]
    }

    fn ancestors(&self, tag: TagId) -> impl Iterator<Item = TagId> {
        std::iter::successors(Some(tag), |tag| self.tag(*tag).parent)
    }

    /// The paragraph, heading, point or cell a tag is a part of, or itself.
    fn block(&self, tag: TagId) -> TagId {
        let is_inside = |tag: &TagId| {
            matches!(
                self.tag(*tag).role,
                Role::Link | Role::Reference | Role::Span
            )
        };
        self.ancestors(tag).find(|tag| !is_inside(tag)).unwrap()
    }

    fn section_of(&self, tag: TagId) -> Option<TagId> {
        self.ancestors(tag)
            .find(|tag| self.tag(*tag).role == Role::Section)
    }

    fn is_in_note(&self, tag: TagId) -> bool {
        self.ancestors(tag)
            .any(|tag| self.tag(tag).role == Role::Note)
    }

    /// Every run with its page and its place, furniture among them.
    fn runs(&self) -> impl Iterator<Item = (usize, (f64, f64), &GlyphRun, Place)> {
        let pages = self.pages.pages.iter().enumerate();
        pages.flat_map(|(page_idx, page)| {
            page.items.iter().filter_map(move |item| match &item.mark {
                Mark::Glyphs(at, run) => Some((page_idx, (at.x.0, at.y.0), run, item.place)),
                Mark::Rule(..)
                | Mark::Dots { .. }
                | Mark::Code(..)
                | Mark::Picture { .. }
                | Mark::Link { .. } => None,
            })
        })
    }

    /// The text of every section, in the order of its tags, a line a tag.
    fn texts(&self) -> BTreeMap<TagId, String> {
        let mut blocks: BTreeMap<TagId, String> = BTreeMap::new();
        for (_, _, run, place) in self.runs() {
            if let Place::Meaning(tag) = place {
                blocks
                    .entry(self.block(tag))
                    .or_default()
                    .push_str(&run.text);
            }
        }
        let mut sections = BTreeMap::new();
        for (block, text) in blocks {
            let section = self.section_of(block).unwrap_or(TagTree::ROOT);
            let _ = writeln!(
                sections.entry(section).or_insert_with(String::new),
                "{text}"
            );
        }
        for text in sections.values_mut() {
            *text = text.replace('\u{ad}', "");
        }
        sections
    }

    /// The sections that have words, with what they must print. Of those that fill pages, as many as
    /// there was room for.
    fn expected(&self) -> Vec<(TagId, &Section)> {
        let found: Vec<TagId> = self.texts().into_keys().collect();
        let has_words = |section: &&Section| !section.texts.is_empty();
        let mut expected: Vec<&Section> = self.booklet.sections.iter().filter(has_words).collect();
        let n_filling = found.len().saturating_sub(expected.len());
        let has_back_cover = expected.last().is_some_and(|it| it.kind == "back_cover");
        let at = expected.len() - usize::from(has_back_cover);
        let filling = self.booklet.fill.iter().filter(has_words).take(n_filling);
        expected.splice(at..at, filling);
        found.into_iter().zip(expected).collect()
    }

    /// The lines of running text of a section in the order of reading, and its headings among them.
    fn lines(&self, section: TagId, expected: &Section) -> Vec<TextLine> {
        let gap = self.design.theme.columns.gap.0.0;
        let pitch = (self.grid.measure.0 + gap) / expected.n_columns as f64;
        let mut lines: BTreeMap<(usize, usize, i64), TextLine> = BTreeMap::new();
        for (page_idx, (x, y), run, place) in self.runs() {
            let Place::Meaning(tag) = place else { continue };
            if self.section_of(tag) != Some(section) || !self.is_running(tag, run, expected) {
                continue;
            }
            // Opening quotes hang out of a column by less than half the space beside it.
            let left = self.grid.left_edge(Side::of(page_idx)).0 - gap / 2.0;
            let column_idx = ((x - left) / pitch).floor() as usize;
            let line = TextLine {
                page_idx,
                column_idx,
                y,
                tag: self.block(tag),
            };
            lines.insert((page_idx, column_idx, (y / CLOSE).round() as i64), line);
        }
        lines.into_values().collect()
    }

    fn is_running(&self, tag: TagId, run: &GlyphRun, expected: &Section) -> bool {
        let is_text_size = (run.size.0 - self.grid.size.0).abs() < CLOSE;
        match (expected.kind, self.tag(self.block(tag)).role) {
            ("statement" | "text", Role::Heading(_)) => true,
            ("statement", Role::Paragraph) => {
                is_text_size && run.face == self.design.style(StyleName::Body).face
            }
            ("text", Role::Paragraph | Role::ListBody) => is_text_size && !self.is_in_note(tag),
            _ => false,
        }
    }
}

/// What a property finds wrong, in words.
type Wrong = Vec<String>;

/// Every word that the booklet gives is found on the pages, whole and in order, within its section.
fn every_word_is_printed_in_order(set: &Set<'_>) -> Wrong {
    let texts = set.texts();
    let mut wrong = Wrong::new();
    let expected = set.expected();
    let n_expected = set
        .booklet
        .sections
        .iter()
        .filter(|it| !it.texts.is_empty())
        .count();
    if texts.len() < n_expected || texts.len() > expected.len() {
        wrong.push(format!(
            "{} sections have words, of {n_expected}",
            texts.len()
        ));
    }
    for (section, expected) in expected {
        wrong.extend(missing(&texts[&section], expected).map(|it| format!("on the pages: {it}")));
    }
    wrong
}

/// The first text of a section that is not found after the one before it.
fn missing(printed: &str, expected: &Section) -> Option<String> {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let mut from = 0;
    for text in &expected.texts {
        let wanted: Vec<&str> = text.split_whitespace().collect();
        let found = words[from..]
            .windows(wanted.len())
            .position(|words| words == wanted);
        let Some(found) = found else {
            return Some(format!(
                "{}: “{text}” is not found in:\n{printed}",
                expected.kind
            ));
        };
        from = if expected.is_sorted {
            0
        } else {
            from + found + wanted.len()
        };
    }
    None
}

/// In the file the tags stand in the order of reading, and say the same words.
fn the_tag_tree_of_the_file_reads_as_the_pages(set: &Set<'_>) -> Wrong {
    let sections: Vec<String> = pdf_text::sections(&set.pdf);
    let in_file = sections.iter().filter(|text| !text.trim().is_empty());
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let in_file: Vec<String> = in_file.map(|text| words(text)).collect();
    let on_pages: Vec<String> = set.texts().values().map(|text| words(text)).collect();
    let sections = in_file.iter().zip(&on_pages);
    let differ = sections.flat_map(|(file, pages)| file.split(' ').zip(pages.split(' ')));
    let first = differ.enumerate().find(|(_, (file, pages))| file != pages);
    (in_file != on_pages)
        .then(|| format!("the file reads, and the pages: {first:?}"))
        .into_iter()
        .collect()
}

/// What is set large beside a statement is a quote from it.
fn a_pull_quote_is_printed_whole(set: &Set<'_>) -> Wrong {
    let is_ornament = |place| place == Place::Furniture(Furniture::Ornament);
    let runs = set.runs().filter(|(.., place)| is_ornament(*place));
    let large: String = runs
        .map(|(_, _, run, _)| run.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let large = large.replace("\u{ad} ", "").replace('\u{ad}', "");
    let large: String = large.split_whitespace().collect();
    let quotes = set
        .booklet
        .sections
        .iter()
        .filter_map(|it| it.pull_quote.as_ref());
    let quotes: String = quotes.flat_map(|quote| quote.split_whitespace()).collect();
    let is_right = large.is_empty() || large == quotes;
    (!is_right)
        .then(|| format!("“{large}” is set large, not “{quotes}”"))
        .into_iter()
        .collect()
}

/// Statements and prose stand on the baselines of the grid.
fn running_text_stands_on_the_grid(set: &Set<'_>) -> Wrong {
    let mut wrong = Wrong::new();
    for (section, expected) in set.expected() {
        for line in set.lines(section, expected) {
            let is_title = matches!(set.tag(line.tag).role, Role::Heading(1 | 2));
            let n_steps = (line.y - set.grid.head.0) / set.grid.step.0;
            if !is_title && (n_steps - n_steps.round()).abs() > CLOSE {
                wrong.push(format!("off the grid by {n_steps} lines: {line:?}"));
            }
        }
    }
    wrong
}

/// No column ends with a heading.
fn no_heading_stands_at_the_foot(set: &Set<'_>) -> Wrong {
    let mut wrong = Wrong::new();
    for (section, expected) in set.expected() {
        let lines = set.lines(section, expected);
        for (idx, line) in lines.iter().enumerate() {
            let is_last = lines
                .get(idx + 1)
                .is_none_or(|next| next.column() != line.column());
            if is_last && matches!(set.tag(line.tag).role, Role::Heading(_)) {
                wrong.push(format!(
                    "a heading at the foot: {line:?} in {}",
                    expected.kind
                ));
            }
        }
    }
    wrong
}

/// A paragraph leaves no line alone at the foot of a column, nor at the head of the next.
fn no_line_stands_alone(set: &Set<'_>) -> Wrong {
    let mut wrong = Wrong::new();
    // Wrong: a note in one of several columns can be so high that it leaves one line above it.
    let has_notes_in_columns = |(section, expected): &(TagId, &Section)| {
        let is_note_of = |(_, _, _, place): (usize, (f64, f64), &GlyphRun, Place)| {
            matches!(place, Place::Meaning(tag)
                if set.is_in_note(tag) && set.section_of(tag) == Some(*section))
        };
        expected.n_columns > 1 && set.runs().any(is_note_of)
    };
    let expected = set.expected();
    for (section, expected) in expected.into_iter().filter(|it| !has_notes_in_columns(it)) {
        let lines = set.lines(section, expected);
        for paragraph in lines.chunk_by(|one, other| one.tag == other.tag) {
            let parts: Vec<_> = paragraph
                .chunk_by(|one, other| one.column() == other.column())
                .collect();
            let ends = [parts[0], parts[parts.len() - 1]];
            if parts.len() > 1 && ends.iter().any(|lines| lines.len() == 1) {
                wrong.push(format!("a line alone: {ends:?} in {}", expected.kind));
            }
        }
    }
    wrong
}

/// A booklet with a back cover is folded from sheets of four pages.
fn a_booklet_with_a_back_cover_is_whole_sheets(set: &Set<'_>) -> Wrong {
    let has_back_cover = set
        .booklet
        .sections
        .iter()
        .any(|it| it.kind == "back_cover");
    let n_pages = set.pages.pages.len();
    let is_whole = !has_back_cover || n_pages.is_multiple_of(4);
    (!is_whole)
        .then(|| format!("{n_pages} pages"))
        .into_iter()
        .collect()
}

/// No level of heading is left out, and the first is 1 (ISO 14289-1, 7.4.2).
fn heading_levels_never_skip(set: &Set<'_>) -> Wrong {
    let mut before = 0;
    let mut wrong = Wrong::new();
    for tag in set.pages.tags.tags() {
        if let Role::Heading(level) = tag.role {
            if level > before + 1 {
                wrong.push(format!(
                    "a heading of level {level} after one of level {before}"
                ));
            }
            before = level;
        }
    }
    wrong
}

/// A figure says what it shows; what has a meaning has a tag other than the root.
fn every_mark_of_meaning_has_a_tag(set: &Set<'_>) -> Wrong {
    let mut wrong = Wrong::new();
    for (idx, tag) in set.pages.tags.tags().iter().enumerate() {
        let is_mute = tag
            .alternative
            .as_ref()
            .is_none_or(|words| words.trim().is_empty());
        if tag.role == Role::Figure && is_mute {
            wrong.push(format!("the figure {idx} has no alternative"));
        }
        if tag.parent.is_none_or(|parent| parent.0 as usize >= idx) && idx > 0 {
            wrong.push(format!("the tag {idx} stands before its parent"));
        }
    }
    let items = set.pages.pages.iter().flat_map(|page| &page.items);
    for item in items.filter(|item| item.place == Place::Meaning(TagTree::ROOT)) {
        wrong.push(format!("untagged: {:?}", item.mark));
    }
    wrong
}

/// The tags of running text stand in the order in which it is read down the columns.
fn tags_stand_in_the_order_of_reading(set: &Set<'_>) -> Wrong {
    let mut wrong = Wrong::new();
    for (section, expected) in set.expected() {
        let lines = set.lines(section, expected);
        let backwards = lines.windows(2).filter(|pair| pair[0].tag > pair[1].tag);
        wrong.extend(backwards.map(|pair| format!("read before it stands: {pair:?}")));
    }
    wrong
}

/// Everything printed stands on the page.
fn nothing_leaves_the_page(set: &Set<'_>) -> Wrong {
    let trim = set.grid.trim;
    let leaves = |x: f64, y: f64, run: &GlyphRun| {
        x < 0.0
            || y - run.size.0 * 0.5 < 0.0
            || x + run.width().0 > trim.width.0
            || y > trim.height.0
    };
    let runs = set.runs().filter(|(_, (x, y), run, _)| leaves(*x, *y, run));
    runs.map(|(page_idx, at, run, place)| {
        let kind = set.expected().into_iter().find(|(section, _)| {
            matches!(place, Place::Meaning(tag) if set.section_of(tag) == Some(*section))
        });
        let kind = kind.map_or("furniture", |(_, expected)| expected.kind);
        format!("{kind}, page {} at {at:?}: {}", page_idx + 1, run.text)
    })
    .collect()
}

/// Notes stand under the text of their column, not in it.
fn notes_stand_clear_of_the_text(set: &Set<'_>) -> Wrong {
    let mut wrong = Wrong::new();
    for (section, expected) in set.expected() {
        let lines = set.lines(section, expected);
        let pitch =
            (set.grid.measure.0 + set.design.theme.columns.gap.0.0) / expected.n_columns as f64;
        for (page_idx, (x, y), run, place) in set.runs() {
            let Place::Meaning(tag) = place else { continue };
            if set.section_of(tag) != Some(section) || !set.is_in_note(tag) {
                continue;
            }
            let left = set.grid.left_edge(Side::of(page_idx)).0;
            let column = (page_idx, ((x - left + CLOSE) / pitch).floor() as usize);
            let above = lines.iter().filter(|line| line.column() == column);
            let lowest = above.map(|line| line.y).fold(0.0, f64::max);
            if y - run.size.0 < lowest {
                let n_columns = expected.n_columns;
                wrong.push(format!(
                    "a note at {y} in text down to {lowest}: {column:?} of {n_columns}"
                ));
            }
        }
    }
    wrong
}

/// The same booklet gives the same bytes.
fn two_builds_are_alike(one: &Set<'_>) -> Wrong {
    let is_alike = set(one.booklet).is_ok_and(|other| other.pdf == one.pdf);
    (!is_alike)
        .then(|| "two builds differ".to_owned())
        .into_iter()
        .collect()
}

/// What is read back of the file is as it should be.
fn its_file_passes_review(set: &Set<'_>) -> Wrong {
    let review = review::review(set.pdf.clone(), Purpose::Screen).unwrap();
    let errors = review.findings.iter().filter(|finding| finding.is_error());
    errors.map(|finding| format!("{finding:?}")).collect()
}

/// The kinds of section in which every word is the booklet's.
const WITHOUT_OWN_WORDS: [&str; 12] = [
    "cover",
    "statement",
    "text",
    "quotation",
    "timeline",
    "programme",
    "gallery",
    "logos",
    "picture",
    "qr",
    "notes_page",
    "back_cover",
];

/// In the file every word stands as often as the booklet gives it, and no oftener.
fn the_file_balances(set: &Set<'_>) -> Wrong {
    let in_file: Vec<String> = pdf_text::sections(&set.pdf);
    let in_file = in_file.into_iter().filter(|text| !text.trim().is_empty());
    let mut wrong = Wrong::new();
    for ((_, expected), text) in set.expected().into_iter().zip(in_file) {
        let mut left: BTreeMap<&str, isize> = BTreeMap::new();
        for word in text.split_whitespace() {
            *left.entry(word).or_default() += 1;
        }
        for word in expected.texts.iter().flat_map(|it| it.split_whitespace()) {
            *left.entry(word).or_default() -= 1;
        }
        let has_own_words = !WITHOUT_OWN_WORDS.contains(&expected.kind);
        let is_wrong = |n: isize| n < 0 || n > 0 && !has_own_words;
        let odd = left.into_iter().filter(|(_, n)| is_wrong(*n));
        wrong.extend(odd.map(|(word, n)| format!("{}: {n:+} × {word}", expected.kind)));
    }
    wrong
}

type Property = (&'static str, fn(&Set<'_>) -> Wrong);

/// Everything that must hold; one build serves for all.
macro_rules! properties { ($($name:ident),* $(,)?) => { [$((stringify!($name), $name as _)),*] } }
const PROPERTIES: [Property; 15] = properties![
    the_file_balances,
    every_word_is_printed_in_order,
    the_tag_tree_of_the_file_reads_as_the_pages,
    a_pull_quote_is_printed_whole,
    running_text_stands_on_the_grid,
    no_heading_stands_at_the_foot,
    no_line_stands_alone,
    a_booklet_with_a_back_cover_is_whole_sheets,
    heading_levels_never_skip,
    every_mark_of_meaning_has_a_tag,
    tags_stand_in_the_order_of_reading,
    nothing_leaves_the_page,
    notes_stand_clear_of_the_text,
    two_builds_are_alike,
    its_file_passes_review,
];

/// What does not hold of a booklet, by property; with `ONLY=name` that property alone. With
/// `FOUND=folder` such a booklet is kept there; the last one is the smallest.
fn broken(booklet: &Booklet) -> Vec<String> {
    let broken = all_broken(booklet);
    if let Some(folder) = env::var_os("FOUND").filter(|_| !broken.is_empty()) {
        write(booklet, Path::new(&folder));
    }
    broken
}

fn all_broken(booklet: &Booklet) -> Vec<String> {
    let set = match set(booklet) {
        Ok(set) => set,
        Err(said) => return vec![format!("it_builds_without_an_error:\n{said}")],
    };
    let only = env::var("ONLY").ok();
    let asked = PROPERTIES
        .iter()
        .filter(|(name, _)| only.as_ref().is_none_or(|it| it == name));
    let broken = asked.filter_map(|(name, holds)| Some((name, holds(&set).first()?.clone())));
    broken
        .map(|(name, first)| format!("{name}: {first}"))
        .collect()
}

proptest! {
    #![proptest_config(same_cases_each_time(40))]

    #[test]
    fn what_must_hold_of_every_booklet_holds_of_random_ones(booklet in random::booklet()) {
        let broken = broken(&booklet);
        prop_assert!(broken.is_empty(), "\n{}", broken.join("\n"));
    }
}

#[test]
fn a_text_of_one_word_and_one_of_twenty_thousand_balance() {
    for n_words in [1, 20_000] {
        let booklet = random::giant(n_words);
        let set = set(&booklet).unwrap();
        let wrong = [
            every_word_is_printed_in_order(&set),
            the_file_balances(&set),
        ]
        .concat();
        assert!(wrong.is_empty(), "{n_words} words: {}", wrong[0]);
    }
}

/// Whether all that is wrong is that something does not fit its place.
fn only_does_not_fit(said: &str) -> bool {
    let mut errors = said.lines().filter(|line| line.contains(": error: "));
    errors.all(|line| line.contains("[BF0304]"))
}

/// Very many booklets, for their words alone; how many is said by `BIFOLIO_BOOKLETS`.
#[test]
#[ignore = "takes long, run by .ci/long and, for two hundred, by .ci/run"]
fn balance() {
    let n_booklets = env::var("BIFOLIO_BOOKLETS").map_or(200, |n| n.parse().unwrap());
    let mut runner = TestRunner::new(same_cases_each_time(n_booklets));
    let mut n_refused = 0;
    for idx in 1..=n_booklets {
        let booklet = random::booklet().new_tree(&mut runner).unwrap().current();
        let set = match set(&booklet) {
            Ok(set) => set,
            // What is higher than its place is told, and nothing is written: no word is lost.
            Err(said) if only_does_not_fit(&said) => {
                n_refused += 1;
                continue;
            }
            Err(said) => panic!("{idx}: {booklet:?}\n{said}"),
        };
        let wrong = [
            every_word_is_printed_in_order(&set),
            the_file_balances(&set),
        ]
        .concat();
        assert!(wrong.is_empty(), "{idx}: {booklet:?}\n{}", wrong.join("\n"));
    }
    println!("{n_booklets} booklets, {n_refused} refused for what does not fit its place");
    assert!(n_refused * 50 <= n_booklets, "{n_refused} refused");
}

#[test]
#[ignore = "writes files for the validators, run by .ci/run"]
fn write_booklets_for_validators() {
    let n_booklets = env::var("N_BOOKLETS").map_or(50, |n| n.parse().unwrap());
    let folder = Path::new("out/random");
    fs::create_dir_all(folder).unwrap();
    let mut runner = TestRunner::new(same_cases_each_time(n_booklets));
    for idx in 1..=n_booklets {
        let booklet = random::booklet().new_tree(&mut runner).unwrap().current();
        let set = set(&booklet).unwrap_or_else(|said| panic!("{booklet:?}\n{said}"));
        fs::write(folder.join(format!("{idx:03}.pdf")), &set.pdf).unwrap();
        write(&booklet, &folder.join(format!("{idx:03}")));
    }
}
