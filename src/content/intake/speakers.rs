//! Who says what stands under some lines: what comes before the name, the name, and the titles after it.

use super::honorifics::honorific;
use super::lines::Line;
use super::raw::Mark;

/// What one person says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken {
    /// What stands before the name.
    pub honorific: Option<String>,
    /// The name; empty if the text names nobody.
    pub name: String,
    /// The lines under it.
    pub titles: Vec<String>,
    /// The paragraphs.
    pub paragraphs: Vec<String>,
}

/// How it is known who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speakers {
    /// The file has each under a heading.
    Marked,
    /// By words and blank lines.
    Guessed,
}

/// The speaker of the lines before a text; what follows the name are titles. The lines before the name
/// come apart.
pub(super) fn speaker(heads: Vec<Line>, speakers: Speakers) -> (Vec<String>, Spoken) {
    let named = match speakers {
        Speakers::Guessed => named(&heads),
        Speakers::Marked => marked(&heads),
    };
    let mut heads: Vec<String> = heads.into_iter().map(|line| line.words).collect();
    let mut titles = heads.split_off(named).into_iter();
    let Some(first) = titles.next() else {
        return (heads, Spoken::default());
    };
    let (honorific, name) = match honorific(&first) {
        Some(honorific) => {
            let name = first[honorific.len()..].trim().trim_end_matches(':');
            (Some(honorific.to_owned()), name.to_owned())
        }
        None => (None, first),
    };
    let speaker = Spoken {
        honorific,
        name,
        titles: titles.collect(),
        paragraphs: Vec::new(),
    };
    (heads, speaker)
}

/// Which of the lines before a text is the name: the one with an honorific. Else, where the last block has
/// several lines and others stand before it, the first of that. Else the first line without a digit, as
/// dates have and names have not.
fn named(heads: &[Line]) -> usize {
    let with_honorific = heads
        .iter()
        .position(|line| honorific(&line.words).is_some());
    let last_block = heads.iter().rposition(|line| line.begins).unwrap_or(0);
    let block = (last_block + 1 < heads.len() && last_block > 0).then_some(last_block);
    let has_digit = |line: &Line| line.words.contains(|it: char| it.is_numeric());
    let after_dates = || {
        let dated = heads.iter().rposition(has_digit)? + 1;
        (dated < heads.len()).then_some(dated)
    };
    with_honorific.or(block).or_else(after_dates).unwrap_or(0)
}

/// Which of the lines before a text is the name, where headings are: the heading with an honorific, else the
/// first, else a title; past all of them if there is none.
fn marked(heads: &[Line]) -> usize {
    let heading = |line: &Line| line.mark == Some(Mark::Heading);
    let title = |line: &Line| line.mark == Some(Mark::Title);
    let place = heads
        .iter()
        .position(|line| heading(line) && honorific(&line.words).is_some());
    let place = place.or_else(|| heads.iter().position(heading));
    let place = place.or_else(|| heads.iter().position(title));
    place.unwrap_or(heads.len())
}
