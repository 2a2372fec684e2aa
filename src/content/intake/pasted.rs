//! Text as people have it, from a mail, a web page or Word: cleaned of debris, and taken apart into who
//! speaks and what is said. No word of it is changed.

use std::collections::BTreeMap;

use super::lines::{Line, could_be_head, is_debris, is_heading, is_numbered, joined};
use super::raw::{Mark, Raw, tidied};
use super::speakers::{Speakers, Spoken, speaker};
use crate::content::line_ends::LineEnds;

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
