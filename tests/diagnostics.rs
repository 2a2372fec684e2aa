//! What bifolio says of broken booklets, as the person who edits them reads it.
//!
//! A booklet is [`VALID`] with one thing broken. What the program says is compared with
//! `tests/refs/diagnostics/<name of the test>.txt`; places are asserted again where they are easily
//! got wrong. The words are those of the Universal Declaration of Human Rights.

mod common;

use std::fs::File;
use std::path::Path;

use bifolio::base::diagnostic::{Code, Complaints, Diagnostic, Severity, Sources};
use bifolio::base::disk::Disk;
use bifolio::base::report::{ReportStyle, report};
use bifolio::content::load::{self, Manuscript, Override};
use bifolio::content::text_file::{FILE_NAME, LARGEST_TEXT};
use bifolio::run::Run;
use proptest::collection::vec;
use proptest::prelude::*;

use common::{TestFolder, assert_text_matches};

/// A booklet in which nothing is wrong.
const VALID: &str = "\
bifolio: 1
title: The Declaration
date: 1948-12-10
language: en
people:
  reader:
    name: Ada Reader
    titles: [Rapporteur]
figures:
  articles: {value: 30, label: articles, source: reader}
  rights: {value: 21, label: on rights, of: articles, source: reader}
sections:
  - cover: {}
  - statement:
      by: reader
      text: |-
        All human beings are born free and equal in dignity and rights.

        Of 30 articles 21 begin with the word “everyone”.
  - figures:
      show: [articles]
      style: numbers
design: {theme: memorial}
";

/// What came of one booklet.
struct Outcome {
    sources: Sources,
    complaints: Complaints,
    /// The folder it was read from, which no reference should name.
    folder: String,
    /// Whether the program cannot read the file at all.
    world_is_wrong: bool,
}

impl Outcome {
    /// Loads and typesets the booklet in a folder, as `bifolio check` does.
    fn of(folder: &TestFolder, overrides: &[Override]) -> Self {
        let path = folder.path.join(FILE_NAME);
        let mut run = Run::default();
        let typeset = run.typeset(&Manuscript {
            overrides,
            ..Manuscript::of(&Disk, &path)
        });
        let world_is_wrong = typeset.is_err();
        let folder = format!("{}/", folder.path.display()).replace('\\', "/");
        Self {
            sources: run.sources,
            complaints: run.complaints,
            folder,
            world_is_wrong,
        }
    }

    fn of_bytes(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = TestFolder::new(name);
        folder.write(FILE_NAME, bytes);
        Self::of(&folder, &[])
    }

    fn report(&self, style: ReportStyle) -> String {
        report(&self.complaints, &self.sources, style).replace(&self.folder, "")
    }

    /// Code, line and column of every complaint: `BF0104 2:1`.
    fn places(&self) -> Vec<String> {
        let place = |diagnostic: &&Diagnostic| {
            let code = diagnostic.code.number();
            let at = diagnostic
                .at
                .and_then(|at| self.sources.line_and_column(at));
            at.map_or(code.to_owned(), |(line, column)| {
                format!("{code} {line}:{column}")
            })
        };
        self.complaints.sorted().iter().map(place).collect()
    }

    /// Asserts the places, and that the report for people shows the same.
    #[track_caller]
    fn assert_places(&self, expected: &[&str]) {
        assert_eq!(
            self.places(),
            expected,
            "\n{}",
            self.report(ReportStyle::Human)
        );
        let human = self.report(ReportStyle::Human);
        for place in expected.iter().filter_map(|place| place.split_once(' ')) {
            let shown = format!(":{}\n", place.1);
            assert!(human.contains(&shown), "{} is not shown:\n{human}", place.1);
        }
    }

    #[track_caller]
    fn assert_report(&self, name: &str) {
        assert_text_matches(
            &self.report(ReportStyle::Human),
            &format!("diagnostics/{name}"),
        );
    }
}

/// [`VALID`] with `old` made `new`.
fn with(old: &str, new: &str) -> String {
    assert_eq!(
        VALID.matches(old).count(),
        1,
        "`{old}` must stand once in the valid booklet"
    );
    VALID.replacen(old, new, 1)
}

/// The part of [`VALID`] that stands before `mark`.
fn until(mark: &str) -> &'static str {
    VALID.split_once(mark).unwrap().0
}

fn set(key: &str, value: &str) -> Override {
    Override {
        key: key.into(),
        value: value.into(),
    }
}

/// Writes a test for each booklet: its name, the places of all complaints, the file.
macro_rules! complaints {
    ($($name:ident [$($place:literal),*] $bytes:expr;)*) => {$(
        #[test]
        fn $name() {
            let outcome = Outcome::of_bytes(stringify!($name), $bytes);
            outcome.assert_report(stringify!($name));
            outcome.assert_places(&[$($place),*]);
        }
    )*};
}

#[test]
fn nothing_is_said_of_a_valid_booklet() {
    let outcome = Outcome::of_bytes("nothing_is_said_of_a_valid_booklet", VALID);
    assert_eq!(outcome.report(ReportStyle::Human), "");
}

// The file is not YAML.
complaints! {
    a_quote_is_never_closed ["BF0101 2:8"] with("title: The Declaration", "title: \"The Declaration");
    a_single_quote_is_never_closed ["BF0101 2:20"] with("title: The Declaration", "title: 'The people's Declaration");
    // Wrong: the mark stands after the tab, not at it.
    a_tab_indents_a_line ["BF0101 7:2"] with("    name: Ada", "\tname: Ada");
    a_tab_stands_after_spaces ["BF0101 7:4"] with("    name: Ada", "  \tname: Ada");
    a_title_has_an_unquoted_colon ["BF0101 2:23"] with("The Declaration", "The Declaration: thirty articles");
    a_statement_is_not_indented ["BF0101 19:1"] with("        Of 30", "Of 30");
    a_line_stands_too_far_right ["BF0101 3:7"] with("date:", "  date:");
    a_line_stands_too_far_left ["BF0101 8:4"] with("    titles:", "   titles:");
    a_bracket_is_never_closed ["BF0101 22:12"] with("[articles]", "[articles");
    a_colon_has_no_space_after_it ["BF0101 2:1"] with("title: The Declaration", "title:The Declaration");
    a_title_begins_with_a_percent_sign ["BF0101 2:8"] with("The Declaration", "%The Declaration");
    a_title_begins_with_a_quoted_word ["BF0101 2:14"] with("The Declaration", "\"The\" Declaration");
    a_title_is_cut_short_by_a_hash ["BF0108 2:6"] with("title: The Declaration", "title: # The Declaration");
    a_second_document_begins ["BF0101 24:1"] format!("{VALID}---\n{VALID}");
    an_alias_stands_for_a_value ["BF0101 2:8"] with("The Declaration", "*declaration");
    an_anchor_marks_a_value ["BF0101 2:21"] with("The Declaration", "&declaration The Declaration");
    aliases_make_a_bomb ["BF0101 1:7"] "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n";
    a_value_has_a_tag ["BF0101 2:17"] with("The Declaration", "!!binary VGhl");
    lists_stand_100_000_deep ["BF0101 1:72"] format!("title: {}", "[".repeat(100_000));
    blocks_stand_100_000_deep ["BF0101 1:8"] format!("title: {}", "- ".repeat(100_000));
    blocks_in_braces_stand_100_000_deep ["BF0101 1:260"] format!("title: {}", "{a: ".repeat(100_000));
    a_file_is_cut_off_in_a_figure ["BF0101 11:11"] until(" label: on rights");
    a_file_is_cut_off_before_the_sections ["BF0107 1:1"] until("sections:");
    a_file_is_cut_off_in_a_key ["BF0101 12:1"] until("ions:\n  - cover");
    // Wrong: the quote that is not closed is on line 2.
    a_quote_is_closed_by_a_later_one ["BF0101 2:8"] with("title: The Declaration", "title: \"The Declaration").replace("[Rapporteur]", "[\"Rapporteur\"]");
    quotes_stand_in_quotes ["BF0101 2:14"] with("The Declaration", "\"The \"Universal\" Declaration\"");
    a_text_begins_with_an_at_sign ["BF0101 2:8"] with("The Declaration", "@Declaration");
    a_text_begins_with_a_backtick ["BF0101 2:8"] with("The Declaration", "`Declaration`");
    a_statement_has_no_bar ["BF0101 19:9"] with("text: |-", "text:").replace("All human", "Article 1: All human");
    a_statement_is_indented_as_its_key ["BF0101 17:7"] with("        All human", "      All human").replace("        Of", "      Of");
    a_list_item_has_no_space_after_its_dash ["BF0101 14:5"] with("- cover: {}", "-cover: {}");
    a_key_is_a_list ["BF0106 2:1"] with("title: The Declaration", "[a, b]: x\ntitle: The Declaration");
    // Wrong: the parser ends lines at a carriage return, the report does not.
    a_file_has_old_macintosh_line_ends ["BF0111 1:41"] with("date: 1948-12-10", "date: x").replace('\n', "\r");
    a_file_is_empty ["BF0107"] "";
    a_file_has_only_comments ["BF0107"] "# nothing yet\n\n";
    a_file_is_plain_text ["BF0106 1:1"] "All human beings are born free and equal.\n";
    a_file_is_a_list ["BF0106 1:1"] "- bifolio: 1\n- title: The Declaration\n";
}

// The file is not text.
complaints! {
    a_file_is_windows_1252 ["BF0102 2:9"] b"bifolio: 1\ntitle: D\xe9claration\n";
    a_file_is_utf_16 ["BF0102 1:1"] "\u{feff}bifolio: 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    a_character_is_cut_in_half_at_the_end ["BF0102 1:8"] &"title: ə".as_bytes()[..8];
    a_nul_stands_in_a_text ["BF0101 2:11"] with("The Declaration", "The\0Declaration");
    an_escape_stands_in_a_name ["BF0109 23:17"] with("theme: memorial", "theme: \"\\e[31mred\"");
}

// Keys and kinds of values.
complaints! {
    a_key_is_mistyped ["BF0104 2:1"] with("title: The", "titel: The");
    a_key_is_of_another_program ["BF0104 2:1"] with("title: The", "headline: x\ntitle: The");
    a_key_in_a_section_is_mistyped ["BF0104 15:7"] with("by: reader", "bye: reader");
    a_section_is_mistyped ["BF0104 13:5"] with("- cover:", "- covre:");
    a_key_stands_twice ["BF0105 3:1"] with("date:", "title: Another\ndate:");
    a_person_stands_twice ["BF0105 9:3"] with("figures:\n  articles", "  reader: {name: Ben}\nfigures:\n  articles");
    a_list_stands_where_a_text_should ["BF0106 2:8"] with("title: The Declaration", "title: [The, Declaration]");
    a_text_stands_where_a_list_should ["BF0106 8:13"] with("[Rapporteur]", "Rapporteur");
    a_text_stands_where_a_block_should ["BF0106 23:9"] with("{theme: memorial}", "memorial");
    a_section_has_no_colon ["BF0106 13:5"] with("- cover: {}", "- cover");
    a_version_is_a_word ["BF0110 1:10"] with("bifolio: 1", "bifolio: one");
    a_needed_key_is_missing ["BF0107 1:1"] with("title: The Declaration\n", "");
    a_needed_key_in_a_figure_is_missing ["BF0107 11:11"] with("label: on rights, ", "");
    several_needed_keys_are_missing ["BF0107 1:1", "BF0107 1:1", "BF0107 1:1", "BF0107 1:1"] "bifolio: 1\n";
    an_edition_is_not_known ["BF0104 23:12"] with("design:", "editions: {print: {}}\ndesign:");
    an_office_paper_is_not_known ["BF0109 23:28"] with("design:", "editions: {office: {paper: a7}}\ndesign:");
    paper_is_heavier_than_any ["BF0114 23:31"] with("design:", "editions: {office: {grammage: 8000}}\ndesign:");
    words_in_another_language_have_no_tag ["BF0114 13:32"] with("sections:\n", "sections:\n  - text: {title: T, text: 'At <span class=\"x\">Chaillot</span>.'}\n");
    words_in_another_language_are_not_ended ["BF0114 13:32"] with("sections:\n", "sections:\n  - text: {title: Then, text: 'At <span lang=\"fr\">Chaillot.'}\n");
    people_are_a_list ["BF0106 5:9"] with("people:\n  reader:\n    name: Ada Reader\n    titles: [Rapporteur]\n", "people: [reader]\n");
    the_words_of_a_statement_are_missing ["BF0107 15:7"] with("      text: |-\n        All human beings are born free and equal in dignity and rights.\n\n        Of 30 articles 21 begin with the word “everyone”.\n", "");
    a_statement_has_both_text_and_file ["BF0114 16:13"] with("by: reader", "by: reader\n      file: words.txt");
    two_keys_stand_in_one_section ["BF0104 14:5"] with("- cover: {}", "- cover: {}\n    imprint: {}");
    a_section_is_an_empty_block ["BF0106 13:5"] with("- cover: {}", "- {}");
    the_list_of_sections_is_empty ["BF0117 9:11"] format!("{}sections: []\n", until("figures:\n  articles"));
    nothing_stands_after_sections ["BF0106 9:9"] format!("{}sections:\n", until("figures:\n  articles"));
    a_title_is_empty ["BF0108 2:8"] with("title: The Declaration", "title: \"\"");
    nothing_stands_after_title ["BF0108 2:6"] with("title: The Declaration", "title:");
    a_title_is_blank ["BF0108 2:8"] with("title: The Declaration", "title: \" \"");
    a_title_is_no ["BF0106 2:8"] with("title: The Declaration", "title: no");
    a_statement_is_blank ["BF0108 16:14"] with("        All human beings are born free and equal in dignity and rights.\n\n        Of 30 articles 21 begin with the word “everyone”.\n", "\n");
}

// Names, numbers, dates.
complaints! {
    a_person_is_mistyped ["BF0109 15:11"] with("by: reader", "by: raeder");
    a_person_is_not_defined ["BF0109 15:11"] with("by: reader", "by: secretary");
    nobody_is_defined ["BF0109 6:21"] "bifolio: 1\ntitle: A\ndate: 1948-12-10\nlanguage: en\nsections:\n  - statement: {by: reader, text: Everyone.}\n";
    a_figure_is_not_defined ["BF0109 21:14"] with("show: [articles]", "show: [article]");
    a_theme_is_not_defined ["BF0109 23:17"] with("theme: memorial", "theme: memorail");
    a_language_is_not_known ["BF0109 4:11"] with("language: en", "language: english");
    a_language_cannot_be_set_yet ["BF0109 4:11"] with("language: en", "language: ar");
    a_style_is_not_known ["BF0109 22:14"] with("style: numbers", "style: number");
    a_day_does_not_exist ["BF0111 3:7"] with("1948-12-10", "1948-11-31");
    a_date_is_written_otherwise ["BF0111 3:7"] with("1948-12-10", "10.12.1948");
    a_number_has_a_comma ["BF0110 10:23"] with("value: 30", "value: 5,379");
    a_number_in_a_block_has_a_comma ["BF0110 11:12"] with("{value: 30, label: articles, source: reader}", "\n    value: 5,379\n    label: articles\n    source: reader");
    a_number_begins_with_a_nought ["BF0110 10:21"] with("value: 30", "value: 0613");
    a_number_is_in_quotes ["BF0110 10:21"] with("value: 30", "value: \"30\"");
    a_number_is_negative ["BF0110 10:21"] with("value: 30", "value: -30");
    a_number_is_too_large ["BF0110 10:21"] with("value: 30", "value: 18446744073709551616");
    a_number_is_missing ["BF0106 10:19"] with("value: 30", "value:");
    a_format_is_newer ["BF0116 1:10"] with("bifolio: 1", "bifolio: 2");
    a_format_is_nought ["BF0114 1:10"] with("bifolio: 1", "bifolio: 0");
    a_figure_is_not_in_the_statement ["BF0201 11:19"] with("value: 21", "value: 22");
    a_figure_has_a_source_that_says_nothing ["BF0201 11:21"] with("figures:\n  articles", "  writer: {name: Ben Writer}\nfigures:\n  articles").replace("articles, source: reader}\n  rights", "articles, source: writer}\n  rights").replace("on rights", "that begin so");
    a_part_is_larger_than_its_whole ["BF0131 11:19"] with("value: 21", "value: 31").replace("articles 21 begin", "articles 31 begin");
    no_sentence_has_words_of_a_label ["BF0214 10:21"] with("label: articles", "label: boats lost at sea").replace("on rights", "that begin so");
    a_sentence_does_not_stand_in_the_statement ["BF0121 10:52"] with("label: articles, ", "label: articles, sentence: Of 30 articles 22 begin, ").replace("on rights", "that begin so");
    a_sentence_has_another_number ["BF0201 11:19"] with("label: on rights, ", "label: on rights, sentence: Of 30 articles, ");
    bars_are_too_short_to_be_seen ["BF0215 20:5"] with("value: 30", "value: 30000").replace("Of 30 ", "Of 30000 ").replace("style: numbers", "style: bars");
    an_anniversary_is_not_that_of_the_dates ["BF0216 2:8"] with("title: The Declaration\ndate: 1948-12-10", "title: 49th Anniversary of the Declaration\ndate: 1998-12-10\ncommemorates: 1948-12-10");
    the_day_remembered_is_after_the_event ["BF0114 4:15"] with("date: 1948-12-10", "date: 1948-12-10\ncommemorates: 1984-12-10");
    a_name_has_letters_of_two_scripts ["BF0217 7:11"] with("Ada Reader", "\u{410}da Reader");
    a_title_has_a_character_that_nobody_sees ["BF0217 2:15"] with("The Declaration", "The Dec\u{200b}laration");
    a_title_turns_its_letters ["BF0217 2:12"] with("The Declaration", "The \u{202e}Declaration");
    a_statement_turns_its_letters ["BF0217 19:12"] with("Of 30 articles", "Of \u{202e}30 articles");
    parts_do_not_add_up ["BF0202 10:21"] with("label: articles, ", "label: articles, disjoint: true, ");
    a_disjoint_figure_has_no_parts ["BF0202 11:19"] with("label: on rights, ", "label: on rights, disjoint: true, ");
    figures_are_parts_of_each_other ["BF0115 10:46", "BF0115 11:45"] with("label: articles, ", "label: articles, of: rights, ");
    a_figure_is_a_part_of_one_in_a_circle ["BF0115 10:46"] with("label: articles, ", "label: articles, of: articles, ");
    a_field_of_dots_is_too_large ["BF0201 10:21", "BF0304 10:21"] with("value: 30", "value: 30000").replace("style: numbers", "style: dots");
    a_figure_is_a_part_of_itself ["BF0115 11:45"] with("of: articles", "of: rights");
    more_than_one_figure_is_shown_as_dots ["BF0114 21:24"] with("show: [articles]\n      style: numbers", "show: [articles, rights]\n      style: dots");
    no_figure_is_shown ["BF0108 21:7"] with("show: [articles]", "show: []");
    a_text_lacks_the_language_of_the_booklet ["BF0107 2:8"] with("title: The Declaration", "title: {az: Bəyannamə, ru: Декларация}");
    a_statement_lacks_the_language_of_the_booklet ["BF0201 10:21", "BF0201 11:19", "BF0107 17:9"] format!("{}      text:\n        az: Bütün insanlar azad doğulur.\n        ru: Все люди рождаются свободными.\n  - figures: {{show: [articles], style: numbers}}\n", until("      text: |-"));
    a_speech_was_forgotten ["BF0203 9:3"] with("figures:\n  articles", "  guest: {name: Bo Writer}\nfigures:\n  articles");
    figures_are_shown_nowhere ["BF0203 10:3", "BF0203 11:3"] with("  - figures:\n      show: [articles]\n      style: numbers\n", "");
    the_date_is_that_of_a_new_booklet ["BF0205 3:7"] with("1948-12-10", "2000-01-01");
    a_text_has_an_unknown_language ["BF0109 2:30"] with("title: The Declaration", "title: {en: The Declaration, aze: Bəyannamə}");
}

// Characters, and places after letters of more than one byte.
complaints! {
    a_character_is_an_emoji ["BF0301 17:50"] with("equal in", "equal 😀 in");
    a_character_is_cuneiform ["BF0301 2:24"] with("The Declaration", "The Declaration \u{12000}");
    a_character_stands_on_a_long_line ["BF0301 17:690"] with("All human", &format!("{} 😀 All human", "Hər kəs azaddır. ".repeat(40)));
    an_emoji_of_several_characters_stands_once ["BF0301 17:50", "BF0301 17:52", "BF0301 17:54"] with("equal in", "equal 👩‍👩‍👧 in");
    a_line_is_in_a_script_no_face_has ["BF0301 17:50"] with("equal in", "equal ყველა in");
    an_imprint_has_a_heading ["BF0114 17:9"] with("  - cover: {}", "  - imprint:\n      text: |-\n        Əvvəl.\n\n        # Başlıq\n  - cover: {}");
    letters_of_two_bytes_stand_before_the_place ["BF0110 10:33"] with("{value: 30, label: articles,", "{label: əəə, value: 5.5x,");
    a_file_has_windows_line_ends ["BF0301 17:52", "BF0109 22:14"] with("equal in", "equal ə 😀 in").replace("style: numbers", "style: ə").replace('\n', "\r\n");
    a_missing_character_in_windows_line_ends ["BF0301 19:14"] with("Of 30", "Of ə 😀 30").replace('\n', "\r\n");
    a_file_begins_with_a_byte_order_mark ["BF0116 1:10"] format!("\u{feff}{}", with("bifolio: 1", "bifolio: 2"));
    a_place_after_a_byte_order_mark ["BF0301 19:14"] format!("\u{feff}{}", with("Of 30", "Of ə 😀 30"));
    a_syntax_error_after_letters_of_two_bytes ["BF0101 2:15"] with("title: The Declaration", "title: \"Əşya\" və");
    a_character_stands_in_quotes ["BF0301 2:13"] with("title: The Declaration", "title: 'Ə ə 😀'");
    // Wrong: the character is on the line below.
    a_character_stands_in_folded_text ["BF0301 3:3"] with("title: The Declaration", "title: >-\n  The\n  Declaration 😀");
    a_combining_mark_stands_before_the_place ["BF0110 10:34"] with("{value: 30, label: articles,", "{label: e\u{301}e\u{301}, value: 5.5x,");
}

// Many at once, and none that only follows from another.
complaints! {
    eight_errors_are_reported_in_one_run ["BF0104 2:1", "BF0111 3:7", "BF0109 4:11", "BF0106 7:11", "BF0110 10:23", "BF0104 13:13", "BF0107 15:7", "BF0106 20:13", "BF0109 21:14", "BF0104 22:10"] with("date: 1948-12-10", "date: 1948-11-31")
        .replace("title: The", "titel: The")
        .replace("language: en", "language: xx")
        .replace("name: Ada Reader", "name: no")
        .replace("value: 30", "value: 3,000")
        .replace("- cover: {}", "- cover: {lin: x}")
        .replace("style: numbers", "style: number")
        .replace("show: [articles]", "show: articles")
        .replace("theme: memorial", "thème: memorial")
        .replace("      by: reader\n", "");
    an_impossible_date_hides_no_other_error ["BF0111 3:7", "BF0109 15:11"] with("date: 1948-12-10", "date: 1948-11-31")
        .replace("by: reader", "by: raeder")
        .replace("theme: memorial", "theme: memorail")
        .replace("All human", "😀 All human");
    a_broken_person_is_still_known ["BF0106 7:11"] with("name: Ada Reader", "name: no");
    a_broken_figure_is_still_known ["BF0110 10:21"] with("value: 30", "value: \"30\"");
    two_unknown_names_and_an_unknown_theme ["BF0109 15:11", "BF0109 21:14", "BF0109 23:17"] with("by: reader", "by: raeder")
        .replace("show: [articles]", "show: [artciles]")
        .replace("theme: memorial", "theme: memorail");
}

/// Loads a booklet whose one statement is the file of that name.
fn with_text_file(folder: &TestFolder, name: &str) -> Outcome {
    let statement = VALID.split_once("      text: |-").unwrap().0;
    let shown = "  - figures: {show: [articles], style: numbers}\n";
    folder.write(FILE_NAME, format!("{statement}      file: {name}\n{shown}"));
    Outcome::of(folder, &[])
}

#[test]
fn a_path_leads_to_the_folder_above() {
    let name = "a_path_leads_to_the_folder_above";
    let folder = TestFolder::new(name);
    folder.write("../x.txt", "Of 30 articles 21 begin so.");
    let outcome = with_text_file(&folder, "../x.txt");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0112 16:13"]);
}

#[test]
fn a_path_is_absolute() {
    let name = "a_path_is_absolute";
    let outcome = with_text_file(&TestFolder::new(name), "/etc/passwd");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0112 16:13"]);
}

#[test]
fn a_path_is_written_the_windows_way() {
    let name = "a_path_is_written_the_windows_way";
    let outcome = with_text_file(&TestFolder::new(name), "texts\\x.txt");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0112 16:13"]);
}

#[cfg(unix)]
#[test]
fn a_link_leads_out_of_the_folder() {
    let name = "a_link_leads_out_of_the_folder";
    let folder = TestFolder::new(name);
    let outside = folder.write("../x.txt", "Of 30 articles 21 begin so.");
    std::os::unix::fs::symlink(outside, folder.path.join("x.txt")).unwrap();
    let outcome = with_text_file(&folder, "x.txt");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0112 16:13"]);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_leads_out_of_the_folder() {
    let folder = TestFolder::new("a_linked_folder_leads_out_of_the_folder");
    folder.write("../x.txt", "Of 30 articles 21 begin so.");
    std::os::unix::fs::symlink("..", folder.path.join("texts")).unwrap();
    with_text_file(&folder, "texts/x.txt").assert_places(&["BF0112 16:13"]);
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_folder_is_followed() {
    let folder = TestFolder::new("a_link_inside_the_folder_is_followed");
    folder.write("words.txt", "Of 30 articles 21 begin so.");
    std::os::unix::fs::symlink("words.txt", folder.path.join("x.txt")).unwrap();
    with_text_file(&folder, "x.txt").assert_places(&[]);
}

#[test]
fn a_text_file_is_missing() {
    let name = "a_text_file_is_missing";
    let outcome = with_text_file(&TestFolder::new(name), "words.txt");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0113 16:13"]);
}

#[test]
fn a_text_file_is_a_folder() {
    let name = "a_text_file_is_a_folder";
    let outcome = with_text_file(&TestFolder::new(name), ".");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0113 16:13"]);
}

#[test]
fn a_text_file_is_blank() {
    let name = "a_text_file_is_blank";
    let folder = TestFolder::new(name);
    folder.write("words.txt", " \n\n");
    let outcome = with_text_file(&folder, "words.txt");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0108 16:13"]);
}

#[test]
fn a_text_file_has_a_line_for_each_paragraph() {
    let name = "a_text_file_has_a_line_for_each_paragraph";
    let folder = TestFolder::new(name);
    folder.write(
        "words.txt",
        "Of 30 articles 21 begin so.\nThe others begin otherwise.\n",
    );
    let outcome = with_text_file(&folder, "words.txt");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0208 2:1"]);
}

/// The valid booklet with a list of names in a file.
fn with_list(name: &str, csv: &[u8]) -> Outcome {
    let folder = TestFolder::new(name);
    folder.write("names.csv", csv);
    let list = "  - names: {title: Names, file: names.csv}\n  - cover: {}";
    folder.write(FILE_NAME, with("  - cover: {}", list));
    Outcome::of(&folder, &[])
}

#[test]
fn a_list_of_names_is_not_as_it_should() {
    for (name, csv, place) in [
        (
            "a_list_has_a_comma_without_quotes",
            &b"name\nReader, Ada\n"[..],
            "BF0122 2:1",
        ),
        (
            "a_list_has_a_quote_that_is_not_closed",
            b"name\n\"Ada\nBo\n",
            "BF0122 2:1",
        ),
        (
            "a_list_has_a_quote_in_a_quote",
            b"name\n\"Ada \"the\" Reader\"\n",
            "BF0122 2:6",
        ),
        ("a_list_has_no_headings", b"Ada Reader\nBo\n", "BF0122 1:1"),
        (
            "a_list_has_columns_that_are_not_printed",
            b"name,age,place\nAda,36,London\nBo,,London\n",
            "BF0209 1:6",
        ),
        (
            "a_list_is_in_a_coding_of_windows",
            b"name\nZo\xe9\n",
            "BF0208 2:1",
        ),
    ] {
        let outcome = with_list(name, csv);
        outcome.assert_report(name);
        outcome.assert_places(&[place]);
    }
}

#[test]
fn a_text_file_is_not_utf_8() {
    let name = "a_text_file_is_not_utf_8";
    let folder = TestFolder::new(name);
    folder.write("words.txt", b"Of 30 articles\n21 begin \x93so\x94.");
    let outcome = with_text_file(&folder, "words.txt");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0102 2:10"]);
}

#[test]
fn a_text_file_has_a_character_no_face_has() {
    let name = "a_text_file_has_a_character_no_face_has";
    let folder = TestFolder::new(name);
    folder.write(
        "words.txt",
        "\u{feff}Of 30 articles\r\n\r\n21 right ə 😀 so.\r\n",
    );
    let outcome = with_text_file(&folder, "words.txt");
    outcome.assert_report(name);
    outcome.assert_places(&["BF0301 3:12"]);
}

#[test]
fn a_theme_file_is_empty() {
    let name = "a_theme_file_is_empty";
    let folder = TestFolder::new(name);
    folder.write(FILE_NAME, with("theme: memorial", "theme: ours.yaml"));
    folder.write("ours.yaml", "");
    Outcome::of(&folder, &[]).assert_report(name);
}

#[test]
fn a_theme_file_has_one_key() {
    let name = "a_theme_file_has_one_key";
    let folder = TestFolder::new(name);
    folder.write(FILE_NAME, with("theme: memorial", "theme: ours.yaml"));
    folder.write("ours.yaml", "theme: ours\n");
    Outcome::of(&folder, &[]).assert_report(name);
}

#[test]
fn a_booklet_that_is_not_there_is_an_error_of_the_world() {
    let folder = TestFolder::new("a_booklet_that_is_not_there_is_an_error_of_the_world");
    let outcome = Outcome::of(&folder, &[]);
    assert!(outcome.world_is_wrong);
    outcome.assert_places(&[]);
}

#[test]
fn a_file_of_17_mb_is_refused_at_once() {
    let name = "a_file_of_17_mb_is_refused_at_once";
    let mut text = VALID.as_bytes().to_vec();
    text.resize(17 * 1024 * 1024, b'\n');
    let folder = TestFolder::new(name);
    folder.write(FILE_NAME, text);
    let outcome = Outcome::of(&folder, &[]);
    outcome.assert_report(name);
    outcome.assert_places(&["BF0103"]);
}

#[test]
fn a_text_file_of_17_mb_is_refused() {
    let name = "a_text_file_of_17_mb_is_refused";
    let folder = TestFolder::new(name);
    folder.write("words.txt", vec![b'a'; LARGEST_TEXT as usize + 1]);
    with_text_file(&folder, "words.txt").assert_report(name);
}

/// Makes a booklet of that many bytes, all of them nought, that takes no room on the disk.
fn sparse(folder: &Path, bytes: u64) {
    let file = File::create(folder.join(FILE_NAME)).unwrap();
    file.set_len(bytes).unwrap();
}

#[test]
fn a_file_of_100_mb_is_refused_at_once() {
    let name = "a_file_of_100_mb_is_refused_at_once";
    let folder = TestFolder::new(name);
    sparse(&folder.path, 100 * 1024 * 1024);
    let outcome = Outcome::of(&folder, &[]);
    outcome.assert_report(name);
    outcome.assert_places(&["BF0103"]);
}

/// The limit is on addresses, which holds for one process only: hence the program, not the library.
#[cfg(target_os = "linux")]
#[test]
fn a_file_of_1_gb_is_refused_in_little_memory() {
    use std::process::Command;

    let folder = TestFolder::new("a_file_of_1_gb_is_refused_in_little_memory");
    sparse(&folder.path, 1024 * 1024 * 1024);
    let output = Command::new("sh")
        .args(["-c", "ulimit -v 200000 && exec \"$0\" check \"$1\""])
        .arg(env!("CARGO_BIN_EXE_bifolio"))
        .arg(&folder.path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(said.contains("BF0103"), "{said}");
}

#[test]
fn what_is_set_on_the_command_line_is_used() {
    let folder = TestFolder::new("what_is_set_on_the_command_line_is_used");
    folder.write(FILE_NAME, with("date: 1948-12-10", "date: never"));
    let path = folder.path.join(FILE_NAME);
    let (mut sources, mut complaints) = (Sources::default(), Complaints::default());
    let overrides = [
        set("date", "1948-12-10"),
        set("title", "Article 1"),
        set("subtitle", "x"),
    ];
    let manuscript = Manuscript {
        overrides: &overrides,
        ..Manuscript::of(&Disk, &path)
    };
    let booklet = load::load(&manuscript, &mut sources, &mut complaints)
        .unwrap()
        .unwrap();
    assert_eq!(booklet.title.passages().next().unwrap().text, "Article 1");
    assert!(booklet.subtitle.is_some());
    assert_eq!(complaints.count(Severity::Error), 0);
}

#[test]
fn what_is_wrong_on_the_command_line_is_shown_as_typed() {
    let name = "what_is_wrong_on_the_command_line_is_shown_as_typed";
    let folder = TestFolder::new(name);
    folder.write(FILE_NAME, VALID);
    let overrides = [
        set("titel", "Article 1"),
        set("design.theme.name", "memorial"),
        set("sections.0", "cover"),
        set("people.reader.name", "no"),
        set("date", "1948-11-31"),
        set("subtitle", ""),
        set("hyphenation", "Dec-la-ra-tion"),
        set("figures.articles.value", "5,379"),
    ];
    Outcome::of(&folder, &overrides).assert_report(name);
}

#[test]
fn a_character_on_the_command_line_that_no_face_has_is_shown_as_typed() {
    let name = "a_character_on_the_command_line_that_no_face_has_is_shown_as_typed";
    let folder = TestFolder::new(name);
    folder.write(FILE_NAME, VALID);
    let outcome = Outcome::of(&folder, &[set("title", "ə 😀")]);
    outcome.assert_report(name);
    outcome.assert_places(&["BF0301 1:9"]);
}

#[test]
fn a_hundred_complaints_are_enough() {
    let mut text = VALID.to_owned();
    for idx in 0..150 {
        text.extend(["wrong_".to_owned(), idx.to_string(), ": x\n".to_owned()]);
    }
    let outcome = Outcome::of_bytes("a_hundred_complaints_are_enough", text);
    assert_eq!(outcome.complaints.count(Severity::Error), 100);
    assert!(
        outcome
            .report(ReportStyle::Human)
            .ends_with("and 50 more\n")
    );
}

#[test]
fn every_complaint_has_a_place_or_is_of_the_whole_file() {
    let outcome = Outcome::of_bytes(
        "every_complaint_has_a_place_or_is_of_the_whole_file",
        with("date: 1948-12-10", "date: x"),
    );
    let short = outcome.report(ReportStyle::Short);
    assert!(
        short.lines().all(|line| line.starts_with("booklet.yaml:")),
        "{short}"
    );
    let json = outcome.report(ReportStyle::Json);
    let lines: Vec<serde_json::Value> = json
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), outcome.places().len());
    assert_eq!(lines[0]["code"], Code::BadDate.number());
}

#[test]
fn a_short_complaint_takes_one_line() {
    let outcome = Outcome::of_bytes(
        "a_short_complaint_takes_one_line",
        with("{theme: memorial}", "{\"the\\nme\\e[31m\": memorial}"),
    );
    let short = outcome.report(ReportStyle::Short);
    assert_eq!(short.lines().count(), 1, "{short}");
    assert!(!short.contains('\u{1b}'), "{short}");
}

#[test]
fn a_long_key_is_not_repeated_whole() {
    let outcome = Outcome::of_bytes(
        "a_long_key_is_not_repeated_whole",
        with("theme:", &format!("{}:", "k".repeat(1000))),
    );
    assert_eq!(outcome.places(), ["BF0104 23:10"]);
    assert!(outcome.report(ReportStyle::Short).len() < 400);
}

/// What breaks programs that read text.
const NASTY: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    ": ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "- ",
    "---\n",
    "|",
    ">",
    "|-\n",
    "&a ",
    "*a",
    "!!x ",
    "#",
    "%",
    "?",
    "~",
    "no",
    "0",
    "18446744073709551615",
    "99999",
    "😀",
    "👩‍👩‍👧",
    "ə",
    "\u{301}",
    "\u{0}",
    "\u{feff}",
    "\u{ad}",
    "\u{200d}",
    "\u{202e}",
    "שלום",
    "سلام",
    "\u{12000}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "  ",
    "statement",
    "figures",
    "articles",
    "style: dots",
    "contents: {}",
    "back_cover: {}",
    "language: az",
    "<",
    "**",
];

/// One change to a text, at a place given as a part of its length.
#[derive(Debug, Clone)]
enum Mutation {
    Insert(f64, usize),
    Remove(f64, usize),
    Repeat(f64, usize, usize),
    Overwrite(f64, u8),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        4 => (0.0..1.0, 0..NASTY.len()).prop_map(|(at, idx)| Mutation::Insert(at, idx)),
        2 => (0.0..1.0, 1_usize..40).prop_map(|(at, n_bytes)| Mutation::Remove(at, n_bytes)),
        1 => (0.0..1.0, 1_usize..60, 1_usize..40).prop_map(|(at, n_bytes, times)| Mutation::Repeat(at, n_bytes, times)),
        1 => (0.0..1.0, any::<u8>()).prop_map(|(at, byte)| Mutation::Overwrite(at, byte)),
    ]
}

fn mutated(mutations: &[Mutation]) -> Vec<u8> {
    let mut bytes = VALID.as_bytes().to_vec();
    for mutation in mutations {
        let place = |at: f64| (at * bytes.len() as f64) as usize;
        match *mutation {
            Mutation::Insert(at, idx) => {
                let at = place(at);
                bytes.splice(at..at, NASTY[idx].bytes());
            }
            Mutation::Remove(at, n_bytes) => {
                let at = place(at);
                bytes.drain(at..(at + n_bytes).min(bytes.len()));
            }
            Mutation::Repeat(at, n_bytes, times) => {
                let at = place(at);
                let part = bytes[at..(at + n_bytes).min(bytes.len())].repeat(times);
                bytes.splice(at..at, part);
            }
            Mutation::Overwrite(at, byte) => {
                let at = place(at);
                if let Some(old) = bytes.get_mut(at) {
                    *old = byte;
                }
            }
        }
    }
    bytes
}

/// Reads a booklet of any bytes to the end and reports on it in every style.
fn survive(name: &str, bytes: &[u8]) {
    let outcome = Outcome::of_bytes(name, bytes);
    assert!(!outcome.world_is_wrong);
    for diagnostic in outcome.complaints.sorted() {
        let Some(at) = diagnostic.at else { continue };
        let text = &outcome.sources.file(at.file).unwrap().text;
        assert!(at.start <= at.end, "{diagnostic:?}");
        assert!(text.is_char_boundary(at.start as usize), "{diagnostic:?}");
    }
    for style in [
        ReportStyle::Human,
        ReportStyle::HumanColored,
        ReportStyle::Short,
        ReportStyle::Json,
    ] {
        outcome.report(style);
    }
}

proptest! {
    #![proptest_config(common::same_cases_each_time(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..2000)) {
        survive("no_bytes_make_it_panic", &bytes);
    }

    #[test]
    fn no_pieces_of_yaml_make_it_panic(pieces in vec(0..NASTY.len(), 0..60)) {
        let text: String = pieces.into_iter().map(|idx| NASTY[idx]).collect();
        survive("no_pieces_of_yaml_make_it_panic", text.as_bytes());
    }

    #[test]
    fn no_change_to_a_booklet_makes_it_panic(mutations in vec(mutation(), 1..4)) {
        survive("no_change_to_a_booklet_makes_it_panic", &mutated(&mutations));
    }

    #[test]
    fn no_words_of_a_statement_make_it_panic(words in "(\\PC{0,12}[ \\n]{0,2}){0,30}") {
        let words = words.replace('\n', "\n        ");
        let text = with("Of 30", &format!("{words} Of 30"));
        survive("no_words_of_a_statement_make_it_panic", text.as_bytes());
    }
}
