//! Where a figure's source says it: the sentence that has the number and words of the label, or that the
//! figure names.
//!
//! Takes a booklet whose references are found, gives each figure the sentences it stands in. The rule
//! that costs most is that a number alone proves nothing: “7 lives lost” is not said by “Valmont, 7
//! households”. Of words before and after the number, those count that belong to no other number.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use super::booklet::{Block, Booklet, Figure, FigureIdx, PersonIdx, Sentence};
use super::figures::numbers;
use super::number_said::{is_figure, number_said};
use super::text::{Passage, Spaced, Text};
use super::words::{akin, content_words};
use crate::base::diagnostic::{Code, Complaints, Diagnostic};
use crate::base::language::Language;

/// How far from a number words of its label are looked for, in bytes: a long sentence.
const REACH: usize = 600;

/// The most places of one number that are looked at; nobody says it oftener and means one thing.
const MOST_PLACES: usize = 24;

/// What ends the words that belong to a number before them.
const ENDS_CLAIM: &[char] = &[',', ';', ':', '.', '(', ')', '—', '–', '\n'];

/// Finds for each figure where its source says it. What is nowhere said is complained of.
pub fn find(booklet: &mut Booklet, complaints: &mut Complaints) {
    let mut speakers: BTreeMap<usize, Speaker> = BTreeMap::new();
    for source in booklet.figures.iter().filter_map(|figure| figure.source) {
        speakers
            .entry(source.0)
            .or_insert_with(|| Speaker::of(booklet, source));
    }
    for figure in &mut booklet.figures {
        if let Some(PersonIdx(source)) = figure.source {
            let language = booklet.language.value;
            (figure.stated_in, figure.sentences) = speakers[&source].says(figure, language);
        }
    }
    find_parts(booklet, &speakers);

    let quoted = quoted(booklet);
    for (idx, figure) in booklet.figures.iter().enumerate() {
        let Some(PersonIdx(source)) = figure.source else {
            continue;
        };
        let complaint = speakers[&source].complaint(booklet, figure, quoted.contains(&idx));
        if let Some(complaint) = complaint {
            complaints.push(complaint);
        }
    }
}

/// A part that is said in its whole's sentence is said there also if its label has other words: “of 30
/// articles 21 begin with …”.
fn find_parts(booklet: &mut Booklet, speakers: &BTreeMap<usize, Speaker>) {
    for idx in 0..booklet.figures.len() {
        let part = &booklet.figures[idx];
        let Some(FigureIdx(whole)) = part.of.filter(|_| part.sentences.is_empty()) else {
            continue;
        };
        let whole = &booklet.figures[whole];
        let source = part.source.filter(|_| whole.source == part.source);
        let Some(PersonIdx(source)) = source.filter(|_| part.sentence.is_none()) else {
            continue;
        };
        let speaker = &speakers[&source];
        let has_part = |sentence: &&Sentence| speaker.has_number(**sentence, part.value);
        let shared: Vec<_> = whole.sentences.iter().filter(has_part).copied().collect();
        booklet.figures[idx].sentences = shared;
    }
}

/// The figures that are shown with the sentences they stand in.
fn quoted(booklet: &Booklet) -> BTreeSet<usize> {
    let mut shown = BTreeSet::new();
    for section in booklet.sections.iter().chain(&booklet.fill) {
        if let Block::FigureNumbers(numbers) = &section.block {
            shown.extend(numbers.show.iter().map(|figure| figure.0));
        }
    }
    let figures = booklet.figures.iter().enumerate();
    let parts = figures.filter(|(_, figure)| figure.of.is_some_and(|of| shown.contains(&of.0)));
    let parts: Vec<_> = parts.map(|(idx, _)| idx).collect();
    shown.extend(parts);
    shown
}

/// The fewest sentences in which all of some figures stand, as far as they stand in any: those that are the
/// only one of a figure; then the one with most of what is left, again and again; and of these not those
/// that were not needed after all.
pub fn fewest(figures: &[&Figure]) -> Vec<Sentence> {
    let mut has: BTreeMap<Sentence, Vec<usize>> = BTreeMap::new();
    for (idx, figure) in figures.iter().enumerate() {
        for sentence in &figure.sentences {
            has.entry(*sentence).or_default().push(idx);
        }
    }
    let only = figures.iter().filter(|figure| figure.sentences.len() == 1);
    let mut chosen: BTreeSet<Sentence> = only.map(|figure| figure.sentences[0]).collect();
    let mut n_times = vec![0_usize; figures.len()];
    for idx in chosen.iter().flat_map(|sentence| &has[sentence]) {
        n_times[*idx] += 1;
    }
    loop {
        let n_new = |with: &[usize]| with.iter().filter(|idx| n_times[**idx] == 0).count();
        // What brings nothing new now never will.
        has.retain(|sentence, with| chosen.contains(sentence) || n_new(with) > 0);
        let open = has
            .iter()
            .filter(|(sentence, _)| !chosen.contains(sentence));
        // Of equals the first.
        let Some((sentence, with)) = open.rev().max_by_key(|(_, with)| n_new(with)) else {
            break;
        };
        chosen.insert(*sentence);
        for idx in with {
            n_times[*idx] += 1;
        }
    }
    chosen.retain(|sentence| {
        let with = &has[sentence];
        let is_needed = with.iter().any(|idx| n_times[*idx] == 1);
        if !is_needed {
            for idx in with {
                n_times[*idx] -= 1;
            }
        }
        is_needed
    });
    chosen.into_iter().collect()
}

/// All that one person says in the booklet's language.
#[derive(Debug, Default)]
struct Speaker {
    paragraphs: Vec<Paragraph>,
    /// Where each number stands: which paragraph, and the bytes in it.
    places: BTreeMap<u64, Vec<(usize, Range<usize>)>>,
    n_statements: usize,
}

#[derive(Debug)]
struct Paragraph {
    section_idx: usize,
    /// Which of its statement.
    idx: usize,
    text: String,
    /// The same as sentences are looked for in it, once one is.
    spaced: OnceCell<Spaced>,
    /// Where its sentences end, a nought first.
    ends: Vec<usize>,
}

impl Speaker {
    fn of(booklet: &Booklet, person: PersonIdx) -> Self {
        let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
        let mut speaker = Self::default();
        for (section_idx, section) in booklet.sections.iter().enumerate() {
            let statement = section.block.statement().filter(|it| it.by == person);
            let Some(statement) = statement else { continue };
            speaker.n_statements += 1;
            let language = booklet.language.value;
            let words = statement.words(language);
            let paragraphs = words.map(Passage::paragraphs).unwrap_or_default();
            for (paragraph_idx, passage) in paragraphs.into_iter().enumerate() {
                for (range, number) in numbers(&passage.text) {
                    let (before, after) =
                        (&passage.text[..range.start], &passage.text[range.end..]);
                    if let Some(number) = number_said(before, number, after, language) {
                        let places = speaker.places.entry(number).or_default();
                        places.push((speaker.paragraphs.len(), range));
                    }
                }
                speaker.paragraphs.push(Paragraph {
                    section_idx,
                    idx: paragraph_idx,
                    ends: segmenter.segment_str(&passage.text).collect(),
                    text: passage.text,
                    spaced: OnceCell::new(),
                });
            }
        }
        speaker
    }

    /// In which section a figure is said, and which sentences say it best.
    fn says(&self, figure: &Figure, language: Language) -> (Option<usize>, Vec<Sentence>) {
        if let Some(named) = figure.sentence.as_ref() {
            let words = named.in_language(language).map_or("", |it| it.text.trim());
            let sentence = self.named(words);
            return (
                sentence.map(|it| it.section_idx),
                sentence.into_iter().collect(),
            );
        }
        let places = self
            .places
            .get(&figure.value)
            .map_or(&[][..], Vec::as_slice);
        let label = figure.label.plain(language);
        let label = content_words(&label, language);
        let scored = places.iter().take(MOST_PLACES).map(|(idx, range)| {
            let paragraph = &self.paragraphs[*idx];
            let sentence = paragraph.sentence(range);
            let free = free_words(&paragraph.text, sentence.start..sentence.end, range);
            let is_said = |word: &&String| free.iter().any(|it| akin(word, it, language));
            (label.iter().filter(is_said).count(), sentence)
        });
        let scored: Vec<_> = scored.collect();
        let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
        // One word of many is chance: “7 lives lost in the river” is not “7 houses by the river”.
        let is_enough = best > 0 && best * 2 >= label.len();
        let good = scored
            .iter()
            .filter(|(score, _)| is_enough && *score == best);
        let mut sentences: Vec<_> = good.map(|(_, sentence)| *sentence).collect();
        sentences.dedup();
        let first = places
            .first()
            .map(|(idx, _)| self.paragraphs[*idx].section_idx);
        let section_idx = sentences.first().map(|it| it.section_idx).or(first);
        (section_idx, sentences)
    }

    /// The place of a sentence that is given in words.
    fn named(&self, words: &str) -> Option<Sentence> {
        self.paragraphs.iter().find_map(|paragraph| {
            let spaced = paragraph.spaced.get_or_init(|| Spaced::of(&paragraph.text));
            Some(paragraph.part(spaced.find(words)?))
        })
    }

    fn has_number(&self, sentence: Sentence, value: u64) -> bool {
        let places = self.places.get(&value).map_or(&[][..], Vec::as_slice);
        let place = |(idx, range): &(usize, Range<usize>)| {
            let paragraph = &self.paragraphs[*idx];
            (paragraph.section_idx, paragraph.idx, range.start)
        };
        let start = (sentence.section_idx, sentence.paragraph_idx, sentence.start);
        let end = (sentence.section_idx, sentence.paragraph_idx, sentence.end);
        let first = places.partition_point(|known| place(known) < start);
        places.get(first).is_some_and(|known| place(known) < end)
    }

    /// What is wrong with a figure, as far as the words of its source show it.
    fn complaint(&self, booklet: &Booklet, figure: &Figure, is_quoted: bool) -> Option<Diagnostic> {
        let value = figure.value;
        let PersonIdx(source) = figure.source?;
        let speaker = booklet.people[source].full_name(booklet.language.value);
        if self.n_statements == 0 {
            let message = format!(
                "there is no statement of {speaker}, who is the source of the figure {value}"
            );
            return Some(
                Diagnostic::new(Code::FigureNotInStatement, Some(figure.at), message)
                    .help("add the statement, or name another source"),
            );
        }
        if let Some(named) = &figure.sentence {
            return self.complaint_of_named(figure, named, &speaker);
        }
        if figure.stated_in.is_none() {
            let message =
                format!("the figure {value} does not stand in the statement of {speaker}");
            return Some(
                Diagnostic::new(Code::FigureNotInStatement, Some(figure.at), message)
                    .help("compare the number with the statement, or name another source"),
            );
        }
        (is_quoted && figure.sentences.is_empty()).then(|| {
            let label = figure.label.plain(booklet.language.value);
            let message = format!(
                "no sentence of {speaker} with the number {value} speaks of “{label}”"
            );
            Diagnostic::new(Code::NoSentence, Some(figure.at), message)
                .label("no sentence is printed as its source")
                .help("if one does say it, copy it into the figure: `sentence: \"…\"`; else compare the label with the statement")
        })
    }

    /// The same of a figure that names its sentence.
    fn complaint_of_named(
        &self,
        figure: &Figure,
        named: &Text,
        speaker: &str,
    ) -> Option<Diagnostic> {
        let value = figure.value;
        let Some(sentence) = figure.sentences.first() else {
            let message = format!(
                "the sentence of the figure {value} does not stand in the statement of {speaker}"
            );
            let help = "copy it from the statement, word for word, from within one paragraph";
            let at = Some(named.at);
            return Some(Diagnostic::new(Code::NotInText, at, message).help(help));
        };
        // A sentence may say the number in words; one that counts with other digits does not say it.
        let is_said = self.has_number(*sentence, value) || !self.counts(*sentence);
        let message = format!("the figure {value} does not stand in the sentence named for it");
        (!is_said).then(|| {
            Diagnostic::new(Code::FigureNotInStatement, Some(figure.at), message)
                .also(named.at, "the sentence")
                .help("compare the number with the sentence, or name another sentence")
        })
    }

    /// Whether a sentence has digits that count something, years and days aside.
    fn counts(&self, sentence: Sentence) -> bool {
        let place = (sentence.section_idx, sentence.paragraph_idx);
        let known = |paragraph: &Paragraph| (paragraph.section_idx, paragraph.idx);
        let idx = self.paragraphs.partition_point(|it| known(it) < place);
        let paragraph = self.paragraphs.get(idx);
        let words = paragraph.map_or("", |it| &it.text[sentence.start..sentence.end]);
        numbers(words).any(|(range, value)| {
            let (before, after) = (&words[..range.start], &words[range.end..]);
            is_figure(before, &words[range], after, value)
        })
    }
}

impl Paragraph {
    /// The sentence a number stands in.
    fn sentence(&self, number: &Range<usize>) -> Sentence {
        let next = self.ends.partition_point(|end| *end <= number.start);
        let start = next.checked_sub(1).map_or(0, |idx| self.ends[idx]);
        let end = self.ends.get(next).copied().unwrap_or(self.text.len());
        self.part(start..start + self.text[start..end].trim_end().len())
    }

    fn part(&self, range: Range<usize>) -> Sentence {
        Sentence {
            section_idx: self.section_idx,
            paragraph_idx: self.idx,
            start: range.start,
            end: range.end,
        }
    }
}

/// The words of a sentence that may say what one of its numbers counts: all but those that follow another
/// number up to the next comma, which say what that one counts.
fn free_words<'t>(text: &'t str, sentence: Range<usize>, own: &Range<usize>) -> Vec<&'t str> {
    let mut start = sentence.start.max(own.start.saturating_sub(REACH));
    let mut end = sentence.end.min(own.end + REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let near = &text[start..end];
    let mut free = Vec::new();
    let mut from = 0;
    let mut is_claimed = false;
    let last = std::iter::once((near.len()..near.len(), 0));
    for (range, value) in numbers(near).chain(last) {
        let between = &near[from..range.start];
        let claimed = if is_claimed {
            between.find(ENDS_CLAIM).unwrap_or(between.len())
        } else {
            0
        };
        let words = between[claimed..].split(|it: char| !it.is_alphanumeric());
        free.extend(words.filter(|word| !word.is_empty()));
        let is_own = start + range.start == own.start;
        let (before, after) = (&near[..range.start], &near[range.end..]);
        is_claimed = !is_own && is_figure(before, &near[range.clone()], after, value);
        from = range.end;
    }
    free
}
