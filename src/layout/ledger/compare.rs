//! Holds what stands on the pages against what should, section by section, and says what differs.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::account::Account;
use super::entry::{Entry, Expected, FAMILIES, Whose};
use super::placed::{Leaf, LinePlace, Placed};
use super::same_words::{beginning, is_same, key, split, without_number, words};
use crate::base::diagnostic::{Code, Complaints, Diagnostic, Span};
use crate::content::booklet::{Block, Booklet, Section};
use crate::design::Design;
use crate::design::tongue::Tongue;
use crate::layout::page::Role;

/// What to do about it: nothing a person wrote is the cause.
const HELP: &str =
    "this is a fault of bifolio, not of your booklet, and nothing was written: please report it";

/// As many differences of one section are told; the rest follow from the first.
const MOST_TOLD: usize = 5;

/// The pages against the booklet, as far as they were compared.
pub(super) struct Comparison<'c> {
    booklet: &'c Booklet,
    design: &'c Design,
    /// How the section is set that is compared.
    tongue: &'c Tongue,
    placed: &'c Placed,
    complaints: &'c mut Complaints,
    account: Account,
    /// Where the pictures are named that should be shown.
    pictures: Vec<Span>,
    /// The last line of the running text before.
    last: Option<LinePlace>,
    n_told: usize,
    /// What is said in the statements, once it is asked for.
    said: OnceCell<Vec<String>>,
}

impl<'c> Comparison<'c> {
    pub(super) fn new(
        booklet: &'c Booklet,
        design: &'c Design,
        placed: &'c Placed,
        complaints: &'c mut Complaints,
    ) -> Self {
        Self {
            booklet,
            design,
            tongue: &design.tongue,
            placed,
            complaints,
            account: Account::default(),
            pictures: Vec::new(),
            last: None,
            n_told: 0,
            said: OnceCell::new(),
        }
    }

    /// Compares a section.
    pub(super) fn part(&mut self, section: &Section, expected: &Expected, leaves: &[&Leaf]) {
        self.pictures.extend(&expected.pictures);
        (self.last, self.n_told) = (None, 0);
        self.tongue = self.design.tongue_of(self.booklet.language_of(section));
        for entry in &expected.entries {
            if entry.whose == Whose::Booklet {
                self.account.n_words += words(&entry.text).count();
            }
        }
        if has_own_order(&section.block) {
            self.in_any_order(section, expected, leaves);
        } else {
            self.in_order(section, expected, leaves);
        }
        let n_links: usize = leaves.iter().map(|leaf| leaf.n_page_links).sum();
        if matches!(section.block, Block::Contents(_)) && n_links != expected.n_page_links {
            let n_wanted = expected.n_page_links;
            let message = format!("the contents have {n_links} links to pages, not {n_wanted}");
            self.tell(Some(section.at), message);
        }
    }

    /// What should stand in the order it is written.
    fn in_order(&mut self, section: &Section, expected: &Expected, leaves: &[&Leaf]) {
        let entries = &expected.entries;
        let (mut i, mut j) = (0, 0);
        while self.n_told < MOST_TOLD {
            match (entries.get(i), leaves.get(j)) {
                (None, None) => return,
                (Some(entry), None) => {
                    self.missing(entry);
                    i += 1;
                }
                (None, Some(leaf)) => {
                    self.extra(section, leaf, entries);
                    j += 1;
                }
                (Some(entry), Some(leaf)) if self.is(entry, leaf) => {
                    self.found(entry, leaf);
                    (i, j) = (i + 1, j + 1);
                }
                (Some(entry), Some(leaf)) => {
                    let entry_is_later = leaves[j + 1..].iter().any(|it| self.is(entry, it));
                    let leaf_is_later = entries[i + 1..].iter().any(|it| self.is(it, leaf));
                    match (entry_is_later, leaf_is_later) {
                        (false, true) => {
                            self.missing(entry);
                            i += 1;
                        }
                        (true, false) => {
                            self.extra(section, leaf, entries);
                            j += 1;
                        }
                        (false, false) => {
                            self.differs(entry, leaf);
                            (i, j) = (i + 1, j + 1);
                        }
                        (true, true) => {
                            self.out_of_order(entry, leaf);
                            return;
                        }
                    }
                }
            }
        }
    }

    /// What stands in an order of its own: every entry once, and nothing that is neither an entry nor the
    /// program's own.
    fn in_any_order(&mut self, section: &Section, expected: &Expected, leaves: &[&Leaf]) {
        // What has the same words, the last first.
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (idx, leaf) in leaves.iter().enumerate().rev() {
            places.entry(key(&leaf.text)).or_default().push(idx);
        }
        let mut is_taken = vec![false; leaves.len()];
        let mut take = |words: &str| {
            let idx = places.get_mut(&key(words))?.pop()?;
            is_taken[idx] = true;
            Some(leaves[idx])
        };
        for entry in &expected.entries {
            if let Some(leaf) = take(&entry.text) {
                self.found(entry, leaf);
                continue;
            }
            let apart = entry.apart.iter().flatten();
            let found: Vec<&Leaf> = apart.filter_map(|words| take(words)).collect();
            match found.as_slice() {
                [first, _] => self.found(entry, first),
                _ => self.missing(entry),
            }
        }
        for (leaf, _) in leaves
            .iter()
            .zip(is_taken)
            .filter(|(_, is_taken)| !is_taken)
        {
            if !self.is_explained(leaf) {
                self.extra(section, leaf, &expected.entries);
            }
        }
    }

    /// Whether something on the page is this entry.
    fn is(&self, entry: &Entry, leaf: &Leaf) -> bool {
        if entry.n_dots > 0 {
            return leaf.n_dots > 0;
        }
        if entry.text == FAMILIES {
            let (before, after) = split(self.tongue.row.words.set_in);
            let text = leaf.text.trim();
            return text.starts_with(before.trim()) && text.ends_with(after.trim());
        }
        if leaf.role == Role::ContentsItem {
            return is_same(&entry.text, without_number(&leaf.text));
        }
        is_same(&entry.text, &leaf.text)
    }

    /// Whether words that are nobody's entry are the program's own: a copy of what a speaker said, the name of
    /// one, or a word of the language's row.
    fn is_explained(&self, leaf: &Leaf) -> bool {
        let own = &self.tongue.row.words;
        if is_same(own.including, &leaf.text) {
            return true;
        }
        let text = leaf.text.trim();
        let is_filled = |words: &str| {
            let (before, after) = split(words);
            text.starts_with(before.trim()) && text.ends_with(after.trim())
        };
        if is_filled(own.each_dot) || is_filled(own.folded_bar) {
            return true;
        }
        leaf.is_quoted && self.is_quotation(text) || self.names_a_speaker(text)
    }

    /// Whether these words, without their quotation marks, stand in a statement.
    fn is_quotation(&self, text: &str) -> bool {
        let [open, close] = self.tongue.row.quotes;
        let quoted = text
            .strip_prefix(open)
            .and_then(|it| it.strip_suffix(close));
        let quoted = key(quoted.unwrap_or(text));
        let said = self.said.get_or_init(|| {
            let sections = self.booklet.sections.iter();
            let said = sections.filter_map(|section| {
                let statement = section.block.statement()?;
                statement.words(self.booklet.language_of(section))
            });
            said.map(|said| key(&said.text)).collect()
        });
        said.iter().any(|said| said.contains(&quoted))
    }

    fn names_a_speaker(&self, text: &str) -> bool {
        let language = self.tongue.language;
        let mut people = self.booklet.people.iter();
        let said = |name: &str| self.tongue.row.words.source.replace("{}", name);
        people.any(|person| {
            let name = person.full_name(language);
            text.starts_with(name.trim()) || text.starts_with(said(name.trim()).as_str())
        })
    }

    fn found(&mut self, entry: &Entry, leaf: &Leaf) {
        if entry.whose == Whose::Booklet {
            self.account.n_placed += words(&entry.text).count();
        }
        let page = leaf.page_number().unwrap_or(1);
        if entry.n_dots != leaf.n_dots {
            let (n_wanted, n_dots) = (entry.n_dots, leaf.n_dots);
            self.tell(
                Some(entry.at),
                format!("{n_dots} dots stand for {n_wanted}"),
            );
        }
        for link in &entry.links {
            if !leaf.links.contains(link) {
                let message = format!("on page {page} nothing leads to `{link}`");
                self.tell(Some(entry.at), message);
            }
        }
        for link in &leaf.links {
            if !entry.links.contains(link) {
                let message = format!("on page {page} something leads to `{link}`");
                self.tell(Some(entry.at), message);
            }
        }
        if leaf.is_disordered {
            self.shuffled(entry, page);
        }
        if !entry.flows {
            return;
        }
        if let (Some((first, last)), before) = (leaf.lines, self.last) {
            if before.is_some_and(|before| !first.follows(before)) && !leaf.is_disordered {
                self.shuffled(entry, page);
            }
            self.last = Some(last);
        }
    }

    fn shuffled(&mut self, entry: &Entry, page: usize) {
        let words = beginning(&entry.text);
        let message = format!("these words stand out of order on page {page}: “{words}”");
        self.tell(Some(entry.at), message);
    }

    fn missing(&mut self, entry: &Entry) {
        let message = match entry.n_dots {
            0 => format!("these words stand on no page: “{}”", beginning(&entry.text)),
            n => format!("{n} dots stand on no page"),
        };
        self.tell(Some(entry.at), message);
    }

    fn extra(&mut self, section: &Section, leaf: &Leaf, entries: &[Entry]) {
        let page = leaf.page_number().unwrap_or(1);
        let words = beginning(&leaf.text);
        let written = entries.iter().find(|entry| self.is(entry, leaf));
        let message = match written {
            Some(_) => format!("these words stand once more on page {page}: “{words}”"),
            None => format!("these words on page {page} are nobody's: “{words}”"),
        };
        let at = written.map_or(section.at, |entry| entry.at);
        self.tell(Some(at), message);
    }

    fn out_of_order(&mut self, entry: &Entry, leaf: &Leaf) {
        let page = leaf.page_number().unwrap_or(1);
        let (wanted, found) = (beginning(&entry.text), beginning(&leaf.text));
        let message = format!("on page {page} “{found}” stands before “{wanted}”");
        self.tell(Some(entry.at), message);
    }

    /// Something stands where it should, and not as it should.
    fn differs(&mut self, entry: &Entry, leaf: &Leaf) {
        let page = leaf.page_number().unwrap_or(1);
        let (wanted, found): (Vec<_>, Vec<_>) =
            (words(&entry.text).collect(), words(&leaf.text).collect());
        let is_equal = |(one, two): &(&&str, &&str)| is_same(one, two);
        let n_before = wanted.iter().zip(&found).take_while(is_equal).count();
        let (wanted, found) = (&wanted[n_before..], &found[n_before..]);
        let backwards = wanted.iter().rev().zip(found.iter().rev());
        let n_after = backwards.take_while(is_equal).count();
        let lacks = beginning(&wanted[..wanted.len() - n_after].join(" "));
        let has = beginning(&found[..found.len() - n_after].join(" "));
        let message = match (lacks.is_empty(), has.is_empty()) {
            (false, true) => format!("these words stand on no page: “{lacks}”"),
            (true, _) => format!("these words stand once too often on page {page}: “{has}”"),
            (false, false) => format!("page {page} says “{has}” where “{lacks}” is written"),
        };
        self.tell(Some(entry.at), message);
    }

    fn tell(&mut self, at: Option<Span>, message: String) {
        self.n_told += 1;
        self.complaints
            .push(Diagnostic::new(Code::Unaccounted, at, message).help(HELP));
    }

    /// Tells of a section that was not set at all.
    pub(super) fn missing_section(&mut self, section: &Section) {
        self.tell(
            Some(section.at),
            "this section stands on no page".to_owned(),
        );
    }

    /// Complains of words that reach over the edge of their page: they are cut off.
    fn check_edges(&mut self) {
        for (at, page) in &self.placed.off_page {
            if self.complaints.has_code_within(Code::Overset, *at) {
                continue;
            }
            let message = format!("these words reach over the edge of page {page}");
            let help = "shorten them; put a soft hyphen where a long word may be broken";
            self.complaints
                .push(Diagnostic::new(Code::Overset, Some(*at), message).help(help));
        }
    }

    /// Compares the pictures, and gives the account.
    pub(super) fn finish(mut self) -> Account {
        self.check_edges();
        self.pictures.sort();
        let (wanted, placed) = (std::mem::take(&mut self.pictures), &self.placed.pictures);
        // Both are sorted.
        let n_of = |list: &[Span], at: Span| {
            list.partition_point(|it| *it <= at) - list.partition_point(|it| *it < at)
        };
        let mut all: Vec<_> = wanted.iter().chain(placed).copied().collect();
        all.sort();
        all.dedup();
        for at in all {
            let (n_wanted, n_placed) = (n_of(&wanted, at), n_of(placed, at));
            let message = match n_placed {
                n if n == n_wanted => continue,
                0 => "this picture stands on no page".to_owned(),
                n => format!("this picture stands {n} times on the pages, not {n_wanted}"),
            };
            self.tell(Some(at), message);
        }
        self.account.n_pictures = wanted.len();
        self.account
    }
}

/// Whether the order of its words on the page is the order they are read in: figures stand in a table of
/// their own order.
fn has_own_order(block: &Block) -> bool {
    matches!(
        block,
        Block::FigureNumbers(_)
            | Block::FigureTable(_)
            | Block::FigureBars(_)
            | Block::FigureDots(_)
    )
}
