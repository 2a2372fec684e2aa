//! Text as people have it, from a mail, a web page or Word: cleaned of debris, and taken apart into who
//! speaks and what is said. No word of it is changed.

use std::collections::BTreeMap;

use super::line_ends::{LineEnds, SHORTEST_BROKEN, line_ends};
pub use super::raw::{Mark, PastedError, Raw, Told, Untaken, What, text_of};

/// A line longer than this is text, not a name or a title.
const LONGEST_HEADING: usize = 90;

/// What stands before a name, in the languages of booklets.
const HONORIFICS: &[&str] = &[
    "H.E.",
    "H. E.",
    "H.E. Mr.",
    "H.E. Mrs.",
    "H.E. Ms.",
    "His Excellency",
    "Her Excellency",
    "His Excellency Mr.",
    "Her Excellency Ms.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Mr",
    "Mrs",
    "Ms",
    "Dr.",
    "Dr",
    "Prof.",
    "Prof. Dr.",
    "Professor",
    "Hon.",
    "The Hon.",
    "Rev.",
    "Sir",
    "Ambassador",
    "Minister",
    "President",
    "Cənab",
    "Xanım",
    "Zati-aliləri",
    "Zati-aliləri cənab",
    "Zati-aliləri xanım",
    "Professor Dr.",
    "Akademik",
    "Sayın",
    "Ekselansları",
    "Ekselansları Sayın",
    "Г-н",
    "Г-жа",
    "Господин",
    "Госпожа",
    "Е.П.",
    "Е. П.",
    "Его Превосходительство",
    "Её Превосходительство",
    "Ее Превосходительство",
    "Его Превосходительство г-н",
    "Его Превосходительство господин",
    "Её Превосходительство г-жа",
    "Ее Превосходительство г-жа",
    "Проф.",
    "Профессор",
    "Академик",
];

/// Words of lines that number pages.
const PAGE_WORDS: &[&str] = &[
    "page",
    "p",
    "of",
    "səhifə",
    "səh",
    "sayfa",
    "s",
    "страница",
    "стр",
    "с",
    "из",
];

/// How many digits the number of a point may have.
const MOST_DIGITS: usize = 3;

/// What points of lists begin with.
const BULLETS: &[char] = &['•', '·', '*', '–', '-', '◦', '▪', '‣'];

/// A text taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// Lines before the first speaker that are no statement: what the whole is called.
    pub headings: Vec<String>,
    /// Who speaks, and what.
    pub statements: Vec<Spoken>,
    /// Lines that were left out, with their numbers from 1.
    pub left_out: Vec<(usize, String)>,
    /// How many lines were taken for the rest of the one before.
    pub n_joined: usize,
    /// How many paragraphs follow another line without a blank line between.
    pub n_apart: usize,
}

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

/// Takes a text apart whose line ends are not known.
pub fn take_apart(text: &str) -> Pasted {
    apart(text, None, &BTreeMap::new())
}

/// Takes the text of a file apart.
pub fn take_file_apart(raw: &Raw) -> Pasted {
    apart(&raw.text, raw.line_ends, &raw.marks)
}

fn apart(text: &str, known: Option<LineEnds>, marks: &BTreeMap<usize, Mark>) -> Pasted {
    let mut pasted = Pasted::default();
    let mut lines: Vec<Line> = Vec::new();
    let mut is_after_blank = true;
    for (idx, line) in text.lines().enumerate() {
        let is_row = line.trim().contains('\t');
        let words = tidied(line);
        if words.is_empty() {
            is_after_blank = true;
        } else if !is_row && is_debris(&words) {
            pasted.left_out.push((idx + 1, words));
            is_after_blank = true;
        } else {
            lines.push(Line {
                words,
                begins: std::mem::take(&mut is_after_blank),
                is_row,
                mark: marks.get(&idx).copied(),
            });
        }
    }
    let n_lines = lines.len();
    if known.is_none() {
        lines = joined(lines);
        let is_apart = |line: &&Line| !line.begins && !is_heading(&line.words);
        pasted.n_apart = lines.iter().filter(is_apart).count();
    }
    pasted.n_joined = n_lines - lines.len();
    find_speakers(lines, &mut pasted);
    pasted
}

/// Finds who speaks, and what.
fn find_speakers(lines: Vec<Line>, pasted: &mut Pasted) {
    let heading = |line: &Line| line.mark == Some(Mark::Heading);
    let speakers = if lines.iter().any(heading) {
        Speakers::Marked
    } else {
        Speakers::Guessed
    };
    let mut lines = lines.into_iter().peekable();

    // Lines that could be a name and titles, until one is text.
    let mut heads: Vec<Line> = Vec::new();
    while let Some(line) = lines.next() {
        // An ordinal above everything, as Turkish has it, is of the title: “3. Uluslararası …”.
        let is_first =
            pasted.headings.is_empty() && pasted.statements.is_empty() && heads.is_empty();
        let is_alone = |next: &Line| !is_numbered(&next.words);
        if is_first
            && line.mark.is_none()
            && is_numbered(&line.words)
            && lines.peek().is_some_and(is_alone)
        {
            pasted.headings.push(line.words);
            continue;
        }
        let is_inside = !pasted.statements.is_empty() && heads.is_empty();
        let is_head = match (speakers, line.mark) {
            (Speakers::Guessed, _) => could_be_head(&line),
            (Speakers::Marked, Some(Mark::Heading | Mark::Title)) => true,
            // Titles under a name; but another heading is of the speech.
            (Speakers::Marked, Some(Mark::InnerHeading)) => {
                !is_inside && !heads.iter().any(heading) && could_be_head(&line)
            }
            (Speakers::Marked, Some(Mark::Point) | None) => !is_inside && could_be_head(&line),
        };
        if is_head && lines.peek().is_some() {
            heads.push(line);
            continue;
        }
        let line = line.words;
        if heads.is_empty()
            && let Some(last) = pasted.statements.last_mut()
        {
            last.paragraphs.push(line);
            continue;
        }
        let (before, speaker) = speaker(std::mem::take(&mut heads), speakers);
        // Short lines before the next speaker end what the last one says.
        match pasted.statements.last_mut() {
            Some(last) => last.paragraphs.extend(before),
            None => pasted.headings.extend(before),
        }
        pasted.statements.push(Spoken {
            paragraphs: vec![line],
            ..speaker
        });
    }
}

/// Whether a line could be a name or a title by its words.
fn could_be_head(line: &Line) -> bool {
    !line.is_row && line.mark != Some(Mark::Point) && is_heading(&line.words)
}

/// A line of a text.
struct Line {
    words: String,
    /// Whether a blank line is before it.
    begins: bool,
    /// Whether it is a row of a table: never a name.
    is_row: bool,
    /// What the file says it is.
    mark: Option<Mark>,
}

/// How it is known who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speakers {
    /// The file has each under a heading.
    Marked,
    /// By words and blank lines.
    Guessed,
}

/// A line without what nobody sees: spaces running become one, as nobody types two on purpose.
pub(super) fn tidied(line: &str) -> String {
    // What parts lines or pages parts words at least; other controls are nothing.
    let is_gap = |it: char| it == ' ' || it.is_whitespace() && it.is_control() || is_line_end(it);
    let is_seen = |it: &char| !it.is_control() || is_gap(*it);
    let line: String = line.chars().filter(is_seen).collect();
    line.split(is_gap)
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a character of Unicode ends a line or a paragraph.
fn is_line_end(letter: char) -> bool {
    matches!(letter, '\u{2028}' | '\u{2029}')
}

/// A line that holds no word: bars of tables, rules, page numbers.
fn is_debris(line: &str) -> bool {
    let is_number = line
        .chars()
        .all(|it| it.is_ascii_digit() || matches!(it, '-' | '–' | ' '));
    let is_short_number = is_number && line.len() <= 5;
    is_short_number || is_page_number(line) || !line.chars().any(char::is_alphanumeric)
}

/// Whether a line says which page it stands on, as in “Page 3 of 5” or “3/5”.
fn is_page_number(line: &str) -> bool {
    let parts = line.split(|it: char| !it.is_alphanumeric());
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.len() <= 4 && part.bytes().all(|it| it.is_ascii_digit());
    let n_numbers = parts.iter().filter(|part| is_number(part)).count();
    let are_all = parts
        .iter()
        .all(|part| is_number(part) || PAGE_WORDS.contains(&part.to_lowercase().as_str()));
    let has_word = n_numbers < parts.len() || line.contains('/');
    parts.len() <= 4 && (1..=2).contains(&n_numbers) && are_all && has_word
}

/// Lines broken by hand joined into paragraphs; where every line is a paragraph they stay.
fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut blocks: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match blocks.last_mut() {
            Some(block) if !line.begins => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    let mut joined = Vec::new();
    for mut block in blocks {
        let before_last = block[..block.len() - 1].iter();
        let before_last = before_last.map(|line| line.words.as_str());
        // A name stands among titles, short and long: where a line is short, none goes on.
        let is_broken = block.len() > 2
            && before_last
                .clone()
                .all(|it| it.chars().count() >= SHORTEST_BROKEN)
            && line_ends(before_last) == LineEnds::Breaks;
        if is_broken {
            let words: Vec<_> = block.iter().map(|line| line.words.as_str()).collect();
            block[0].words = words.join(" ");
            block.truncate(1);
        }
        joined.append(&mut block);
    }
    joined
}

/// Whether a line could be a name or a title: short, no sentence and no point of a list.
pub(super) fn is_heading(line: &str) -> bool {
    let ends_as_text = line.ends_with(['.', '!', '?', '…', ';', ',', '”', '»', '"']);
    // Before what somebody says a colon may stand.
    let ends_as_text = ends_as_text || line.ends_with(':') && honorific(line).is_none();
    let is_point = line.starts_with(BULLETS) || is_numbered(line);
    line.chars().count() <= LONGEST_HEADING && !ends_as_text && !is_point
}

/// Whether a line begins with a number as points have it: “1. ”, “2) ”, “(3) ”.
fn is_numbered(line: &str) -> bool {
    let line = line.strip_prefix('(').unwrap_or(line);
    let rest = line.trim_start_matches(|it: char| it.is_ascii_digit());
    let n_digits = line.len() - rest.len();
    (1..=MOST_DIGITS).contains(&n_digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// The speaker of the lines before a text; what follows the name are titles. The lines before the name
/// come apart.
fn speaker(heads: Vec<Line>, speakers: Speakers) -> (Vec<String>, Spoken) {
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

/// The honorific a line begins with, if a name follows it: “Minister Ada Reader”, not “Minister of Culture”.
fn honorific(line: &str) -> Option<&'static str> {
    let begins = |honorific: &&&str| {
        let rest = line.strip_prefix(**honorific);
        let name = rest.and_then(|rest| rest.strip_prefix(' ')).map(str::trim);
        name.is_some_and(|name| name.len() > 1 && name.starts_with(char::is_uppercase))
    };
    // The longest: "The Hon." before "Hon.".
    HONORIFICS
        .iter()
        .filter(begins)
        .max_by_key(|it| it.len())
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_are_found_by_honorific_or_by_their_place() {
        let text = "A day\n\nH.E. Ada Reader\nDirector\n\nFirst words, and more of them.\nSecond.\n\n\
            Bo Writer\nof the Institute\n|\nThird words.\n";
        let pasted = take_apart(text);
        assert_eq!(pasted.headings, ["A day"]);
        let [ada, bo] = &pasted.statements[..] else {
            panic!("{pasted:?}")
        };
        assert_eq!(
            (ada.honorific.as_deref(), ada.name.as_str()),
            (Some("H.E."), "Ada Reader")
        );
        assert_eq!(ada.titles, ["Director"]);
        assert_eq!(
            ada.paragraphs,
            ["First words, and more of them.", "Second."]
        );
        assert_eq!(
            (bo.honorific.as_deref(), bo.name.as_str()),
            (None, "Bo Writer")
        );
        assert_eq!(bo.titles, ["of the Institute"]);
        assert_eq!(pasted.left_out, [(11, "|".to_owned())]);
    }

    #[test]
    fn a_short_last_line_stays_with_who_says_it() {
        let text =
            "Dr. Ada Reader\n\nWords, and more.\n\nThank you\n\nDr. Bo Writer\n\nMore words.\n";
        let pasted = take_apart(text);
        assert_eq!(
            pasted.statements[0].paragraphs,
            ["Words, and more.", "Thank you"]
        );
        assert_eq!(pasted.statements[1].name, "Bo Writer");
        assert!(pasted.headings.is_empty());
    }

    #[test]
    fn lines_broken_by_hand_are_joined_and_others_stay() {
        let broken = "All human beings are born free and equal in dignity and rights.\n\
            They are endowed with reason and conscience and should act\n\
            towards one another in a spirit of brotherhood.\n";
        assert_eq!(take_apart(broken).statements[0].paragraphs.len(), 1);
        let two =
            "One paragraph of a good length that ends here, as paragraphs do in mails.\nAnother.\n";
        assert_eq!(take_apart(two).statements[0].paragraphs.len(), 2);
    }

    #[test]
    fn text_comes_in_several_codings() {
        assert_eq!(text_of("\u{feff}ə".as_bytes()).unwrap().text, "ə");
        assert_eq!(text_of(&[0xff, 0xfe, 0x59, 0x02]).unwrap().text, "ə");
        assert_eq!(text_of(&[0xe4, 0x20]), Err(PastedError::NotText));
        assert_eq!(
            text_of(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
            Err(PastedError::OldWord)
        );
        assert_eq!(text_of(b"{\\rtf1 x}"), Err(PastedError::OtherWriter));
        assert_eq!(text_of(b"%PDF-1.7"), Err(PastedError::Pdf));
        assert_eq!(
            text_of(b"PK\x03\x04 and nothing more"),
            Err(PastedError::BadWord)
        );
    }

    #[test]
    fn what_stands_above_the_first_speaker_is_no_speaker() {
        let text = "Günün adı\n10 dekabr 2024\n\nAyla Yazar\nDirektor\n\nBirinci sözlər, sonra başqaları.\n";
        let pasted = take_apart(text);
        assert_eq!(pasted.headings, ["Günün adı", "10 dekabr 2024"]);
        assert_eq!(pasted.statements[0].name, "Ayla Yazar");
        assert_eq!(pasted.statements[0].titles, ["Direktor"]);
        let text = "День\n10 декабря 2024 года\nИван Писатель\nДиректор\nПервые слова, и другие.\n";
        let pasted = take_apart(text);
        assert_eq!(pasted.headings.len(), 2);
        assert_eq!(pasted.statements[0].name, "Иван Писатель");
    }

    #[test]
    fn honorifics_of_every_language_stand_before_names() {
        for (line, name) in [
            ("H.E. Mr. Ada Reader", "Ada Reader"),
            ("Minister Ada Reader", "Ada Reader"),
            ("Dr Ada Reader:", "Ada Reader"),
            ("Zati-aliləri cənab Ayla Yazar", "Ayla Yazar"),
            ("Sayın Ayla Yazar", "Ayla Yazar"),
            ("Его Превосходительство г-н Иван Писатель", "Иван Писатель"),
            ("Господин Иван Писатель", "Иван Писатель"),
        ] {
            let pasted = take_apart(&format!(
                "A day\n{line}\nA title\nWords, and more of them.\n"
            ));
            let spoken = &pasted.statements[0];
            assert_eq!(spoken.name, name);
            assert!(spoken.honorific.is_some(), "{line}");
            assert_eq!(spoken.titles, ["A title"]);
        }
        let pasted = take_apart("Ada Reader\nMinister of Culture\nWords, and more.\n");
        assert_eq!(pasted.statements[0].name, "Ada Reader");
    }

    #[test]
    fn page_numbers_rows_and_points_are_no_speakers() {
        let text = "Dr. Ada Reader\n\nWords, and more.\n\nPage 3 of 5\n\nVotes\t48\n- first point\n• second point\n3/5\n\nDr. Bo Writer\n\nMore, still.\n";
        let pasted = take_apart(text);
        let names: Vec<_> = pasted
            .statements
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(names, ["Ada Reader", "Bo Writer"]);
        let paragraphs = &pasted.statements[0].paragraphs;
        assert_eq!(
            paragraphs[1..],
            ["Votes 48", "- first point", "• second point"]
        );
        let left_out: Vec<_> = pasted
            .left_out
            .iter()
            .map(|(_, line)| line.as_str())
            .collect();
        assert_eq!(left_out, ["Page 3 of 5", "3/5"]);
    }
}
