//! Figures that lie, and charts that would.

use std::path::Path;
use std::time::{Duration, Instant};

use bifolio::base::diagnostic::{Complaints, Sources};
use bifolio::base::disk::Disk;
use bifolio::content::load::{self, Manuscript};

use crate::common::{TestFolder, build, outcome_of};

/// A booklet of one speaker, made up, with figures, what she says, and sections that show them.
fn booklet(figures: &str, said: &str, sections: &str) -> String {
    booklet_in("en", figures, said, sections)
}

fn booklet_in(language: &str, figures: &str, said: &str, sections: &str) -> String {
    let said = said.replace('\n', "\n        ");
    format!(
        "bifolio: 1\ntitle: The River\ndate: 2024-02-26\nlanguage: {language}\n\
         people: {{a: {{name: Ada Reader}}, b: {{name: Bo Writer}}}}\nfigures:\n{figures}\n\
         sections:\n  - cover: {{}}\n  - statement:\n      by: a\n      text: |-\n        {said}\n  \
         - statement: {{by: b, text: \"We lost 31 boats.\"}}\n{sections}\n"
    )
}

/// What is printed of a booklet and said of it.
#[track_caller]
fn built(name: &str, yaml: &str) -> (String, String) {
    let folder = TestFolder::new(name);
    folder.write("booklet.yaml", yaml);
    let built = build(&folder.path.display().to_string());
    (built.dump, built.report)
}

#[track_caller]
fn report(name: &str, yaml: &str) -> String {
    let folder = TestFolder::new(name);
    folder.write("booklet.yaml", yaml);
    outcome_of(&folder.path).0
}

/// The words of a page of a dump, one run after the other.
fn words_of_page(dump: &str, page: usize) -> String {
    let start = format!("page {page} ");
    let lines = dump.lines().skip_while(|line| !line.starts_with(&start));
    let lines = lines.skip(1).take_while(|line| !line.starts_with("page "));
    lines
        .filter_map(|line| line.split_once('“')?.1.strip_suffix('”'))
        .collect()
}

const SHOW: &str = "  - figures: {show: [k], style: numbers}";

const RIVER: &str = "Households at risk by the river: Ardel, 12; Valmont, 7; Sorin, 31.\n\n\
                     The brigade has served since 1931. Of its own it lost few.";

#[test]
fn a_sentence_with_the_number_alone_is_not_quoted() {
    let figures = "  k: {value: 7, label: lives lost in service, source: a}";
    let (dump, report) = built("number-alone", &booklet(figures, RIVER, SHOW));
    let page = words_of_page(&dump, 4);
    assert!(page.contains("Source: Ada Reader, p. 2"), "{page}");
    assert!(!page.contains("Valmont"), "{page}");
    assert!(report.contains("BF0214"), "{report}");
    assert!(report.contains("sentence:"), "{report}");
}

#[test]
fn one_word_of_many_is_no_label() {
    let figures = "  k: {value: 7, label: lives lost in service by the river, source: a}";
    let (dump, report) = built("one-word", &booklet(figures, RIVER, SHOW));
    assert!(!words_of_page(&dump, 4).contains("Valmont"), "{dump}");
    assert!(report.contains("BF0214"), "{report}");
}

#[test]
fn the_sentence_with_number_and_label_is_quoted() {
    let figures = "  k: {value: 7, label: households in Valmont, source: a}";
    let (dump, report) = built("number-and-label", &booklet(figures, RIVER, SHOW));
    let page = words_of_page(&dump, 4);
    assert!(page.contains("“Households at risk by the river"), "{page}");
    assert!(page.contains("Ada Reader, p. 2"), "{page}");
    assert!(!page.contains("brigade"), "{page}");
    assert!(!report.contains("BF02"), "{report}");
}

#[test]
fn words_that_another_number_counts_are_not_the_label() {
    let said = "In Valmont 7 households were at risk, and 12 lives were lost.";
    let figures = "  k: {value: 7, label: lives lost, source: a}";
    let (dump, report) = built("other-number", &booklet(figures, said, SHOW));
    assert!(!words_of_page(&dump, 4).contains("Valmont"), "{dump}");
    assert!(report.contains("BF0214"), "{report}");
    let figures = "  k: {value: 12, label: lives lost, source: a}";
    let (dump, _) = built("own-number", &booklet(figures, said, SHOW));
    assert!(words_of_page(&dump, 4).contains("Valmont"), "{dump}");
}

#[test]
fn of_two_sentences_the_one_with_more_of_the_label_is_quoted() {
    let said = "The brigade saved 613 people. In the same year 613 people were moved to Sorin.";
    let figures = "  k: {value: 613, label: people moved to Sorin, source: a}";
    let (dump, _) = built("more-of-label", &booklet(figures, said, SHOW));
    let page = words_of_page(&dump, 4);
    assert!(
        page.contains("“In the same year") && !page.contains("brigade"),
        "{page}"
    );
}

#[test]
fn the_fewest_sentences_that_say_all_figures_are_quoted() {
    let said =
        "There were 613 people. Of the 613 people 63 were children. The 63 children came home.";
    let figures = "  k: {value: 613, label: people, source: a}\n  \
                   c: {value: 63, label: children, of: k, source: a}";
    let (dump, _) = built("fewest", &booklet(figures, said, SHOW));
    let page = words_of_page(&dump, 4);
    assert!(
        page.contains("“Of the 613 people 63 were children.”"),
        "{page}"
    );
    assert!(
        !page.contains("came home") && !page.contains("There were"),
        "{page}"
    );
}

#[test]
fn sentences_far_from_each_other_are_quoted_without_what_lies_between() {
    let said = "There were 613 people. Nobody had counted them before. They had 40 boats.";
    let figures = "  k: {value: 613, label: people, source: a}\n  \
                   b: {value: 40, label: boats, source: a}";
    let show = "  - figures: {show: [k, b], style: numbers}";
    let (dump, _) = built("far", &booklet(figures, said, show));
    let page = words_of_page(&dump, 4);
    assert!(page.contains("“There were 613 people.”"), "{page}");
    assert!(page.contains("“They had 40 boats.”"), "{page}");
    assert!(!page.contains("Nobody"), "{page}");
    assert_eq!(page.matches("Ada Reader").count(), 1, "{page}");
}

#[test]
fn a_figure_without_a_sentence_still_names_its_own_statement() {
    let figures = "  k: {value: 63, label: boats, source: a}\n  \
                   l: {value: 7, label: lives lost, source: a}";
    let sections = "  - statement: {by: a, text: \"Valmont has 7 houses.\"}\n  \
                    - figures: {show: [k, l], style: numbers}";
    let (dump, report) = built("own-statement", &booklet(figures, MANY, sections));
    let page = words_of_page(&dump, 5);
    assert!(page.contains("63 boats and 12 bells"), "{page}");
    assert!(page.contains("Source: Ada Reader, "), "{page}");
    assert!(!page.contains("Valmont"), "{page}");
    assert!(report.contains("BF0214"), "{report}");
}

#[test]
fn a_named_sentence_is_quoted_and_must_stand_in_the_statement() {
    let figure = |sentence: &str| {
        format!(
            "  k: {{value: 7, label: lives lost in service, source: a, sentence: \"{sentence}\"}}"
        )
    };
    let words = "Of its own it lost few.";
    let (dump, said) = built("named", &booklet(&figure(words), RIVER, SHOW));
    let page = words_of_page(&dump, 4);
    assert!(page.contains("“Of its own it lost few.”"), "{page}");
    assert!(!said.contains("BF0"), "{said}");

    for wrong in [
        "Of its own it lost some.",
        "f its own it lost few.",
        "Sorin, 31. The brigade has served",
    ] {
        let said = report("named-wrong", &booklet(&figure(wrong), RIVER, SHOW));
        assert!(said.contains("BF0121"), "{wrong}: {said}");
    }
    let other = "Households at risk by the river: Ardel, 12;";
    let said = report("named-other", &booklet(&figure(other), RIVER, SHOW));
    assert!(said.contains("BF0201"), "{said}");
    // A year is no count: the number may stand there in words.
    let year = "The brigade has served since 1931.";
    let said = report("named-year", &booklet(&figure(year), RIVER, SHOW));
    assert!(!said.contains("BF0"), "{said}");
}

#[test]
fn labels_are_known_in_the_forms_of_their_language() {
    for (language, label, said) in [
        ("az", "uşaqlar", "Daşqında 63 uşaq xilas edildi."),
        ("tr", "Çocuklar", "Selde 63 çocuğu kurtardık."),
        ("ru", "дети", "Во время паводка спасли 63 детей."),
    ] {
        let figures = format!("  k: {{value: 63, label: {label}, source: a}}");
        let yaml = booklet_in(language, &figures, said, SHOW);
        let (dump, report) = built(&format!("forms-{language}"), &yaml);
        assert!(words_of_page(&dump, 4).contains(said), "{language}: {dump}");
        assert!(!report.contains("BF0214"), "{report}");
    }
}

#[test]
fn a_decimal_or_a_part_of_a_word_is_no_whole_number() {
    let figures = "  k: {value: 7, label: boats, source: a}";
    let said = "The boats were 7.5 metres long, of the class A7.";
    let said = report("decimal", &booklet(figures, said, SHOW));
    assert!(said.contains("BF0201"), "{said}");
}

/// The lengths of the bars of a dump, in order.
fn bars(dump: &str) -> Vec<f64> {
    let bars = dump
        .lines()
        .filter(|line| line.trim().starts_with("Figure#") && line.contains(" rule "));
    bars.map(|line| {
        let size = line
            .rsplit_once(' ')
            .and_then(|(line, _)| line.rsplit_once(" × "));
        let length = size.unwrap_or_else(|| line.rsplit_once(" × ").unwrap()).0;
        length.rsplit_once(' ').unwrap().1.parse().unwrap()
    })
    .collect()
}

const MANY: &str = "There were 5379 goats, 613 people, 63 boats and 12 bells, or 4000 sheep.";

fn counted(values: &[(u64, &str)]) -> (String, String) {
    let figures = values.iter().enumerate().map(|(idx, (value, label))| {
        format!("  f{idx}: {{value: {value}, label: {label}, source: a}}")
    });
    let shown: Vec<String> = (0..values.len()).map(|idx| format!("f{idx}")).collect();
    let figures: Vec<String> = figures.collect();
    let sections = format!("  - figures: {{show: [{}], style: bars}}", shown.join(", "));
    (figures.join("\n"), sections)
}

#[test]
fn all_bars_stand_on_one_scale() {
    let (figures, sections) = counted(&[(613, "people"), (63, "boats"), (12, "bells")]);
    let (dump, report) = built("one-scale", &booklet(&figures, MANY, &sections));
    let bars = bars(&dump);
    assert_eq!(bars.len(), 3, "{dump}");
    assert!((bars[0] / bars[1] - 613.0 / 63.0).abs() < 0.01, "{bars:?}");
    assert!((bars[0] / bars[2] - 613.0 / 12.0).abs() < 0.1, "{bars:?}");
    assert!(!report.contains("BF0215"), "{report}");
}

#[test]
fn one_bar_far_longer_than_the_rest_is_folded_over_full_rows() {
    let (figures, sections) = counted(&[(5379, "goats"), (613, "people"), (12, "bells")]);
    let (dump, report) = built("folded", &booklet(&figures, MANY, &sections));
    let bars = bars(&dump);
    let (full, short) = (&bars[..bars.len() - 2], &bars[bars.len() - 2..]);
    assert!((2..=4).contains(&full.len()), "{bars:?}");
    assert!(
        full.iter().all(|row| (row - full[0]).abs() < 0.01),
        "{bars:?}"
    );
    let whole = full[0] * full.len() as f64;
    assert!((whole / short[0] - 5379.0 / 613.0).abs() < 0.01, "{bars:?}");
    assert!((whole / short[1] - 5379.0 / 12.0).abs() < 10.0, "{bars:?}");
    let page = words_of_page(&dump, 4);
    assert!(
        page.contains("The longest bar goes on over 2 rows."),
        "{page}"
    );
    assert!(!report.contains("BF0215"), "{report}");
}

#[test]
fn figures_that_no_scale_shows_become_a_table_and_one_warning() {
    let (figures, sections) = counted(&[(5379, "goats"), (4000, "sheep"), (12, "bells")]);
    let (dump, report) = built("no-scale", &booklet(&figures, MANY, &sections));
    assert!(bars(&dump).is_empty(), "{dump}");
    let page = words_of_page(&dump, 4);
    assert!(page.contains("goats5,379sheep4,000bells12"), "{page}");
    assert_eq!(report.matches("BF0215").count(), 1, "{report}");
}

#[test]
fn a_part_that_is_named_by_itself_is_shown_once() {
    let figures = "  k: {value: 613, label: people, source: a}\n  \
                   c: {value: 63, label: children, of: k, source: a}\n  \
                   g: {value: 12, label: girls, of: c, source: a}";
    let said = "There were 613 people, 63 children, 12 girls.";
    for style in ["table", "bars", "numbers"] {
        let sections = format!("  - figures: {{show: [k, c, k], style: {style}}}");
        let (dump, _) = built(&format!("once-{style}"), &booklet(figures, said, &sections));
        let page = words_of_page(&dump, 4);
        let labels = page.replace(said, "");
        for label in ["people", "children", "girls"] {
            assert_eq!(labels.matches(label).count(), 1, "{style}: {page}");
        }
    }
}

#[test]
fn tables_bars_and_dots_name_each_source_once_with_its_page() {
    let figures = "  k: {value: 63, label: boats, source: a}\n  \
                   l: {value: 31, label: boats lost, source: b}\n  \
                   m: {value: 12, label: bells, source: a}";
    for style in ["table", "bars"] {
        let sections = format!("  - figures: {{show: [k, l, m], style: {style}}}");
        let (dump, _) = built(
            &format!("source-{style}"),
            &booklet(figures, MANY, &sections),
        );
        let page = words_of_page(&dump, 4);
        assert!(
            page.contains("Source: Ada Reader, Source: Bo Writer, p. 2p. 3"),
            "{page}"
        );
        assert!(
            dump.contains("to page 2") && dump.contains("to page 3"),
            "{dump}"
        );
    }
    let sections =
        "  - figures: {show: [k], style: dots}\n  - figures: {show: [l, m], style: table}";
    let (dump, _) = built("source-dots", &booklet(figures, MANY, sections));
    let page = words_of_page(&dump, 4);
    assert!(page.contains("Source: Ada Reader, p. 2"), "{page}");
}

#[test]
fn a_source_on_the_facing_page_is_not_said_again_and_overleaf_it_is() {
    let figures = "  k: {value: 63, label: boats, source: a}";
    let dots = "  - figures: {show: [k], style: dots}\n";
    let numbers = "  - figures: {show: [k], style: numbers}\n";
    // Without a page between, the first section is on a verso, page 4.
    for (between, sections, is_said) in [
        ("", [dots, numbers], false),
        ("", [numbers, dots], false),
        ("  - notes_page: {}\n", [dots, numbers], true),
        ("  - notes_page: {}\n", [numbers, dots], true),
    ] {
        let sections = format!("{between}{}", sections.concat());
        let (dump, _) = built("facing", &booklet(figures, MANY, &sections));
        assert_eq!(dump.contains("Source: "), is_said, "{sections}: {dump}");
        assert!(dump.contains("“Ada Reader, ”"), "{dump}");
    }
}

#[test]
fn the_source_is_named_in_the_language_of_the_booklet() {
    for (language, words) in [
        ("az", "Mənbə: Ada Reader, s. 2"),
        ("tr", "Kaynak: Ada Reader, s. 2"),
        ("ru", "Источник: Ada Reader, с. 2"),
    ] {
        let figures = "  k: {value: 63, label: boats, source: a}";
        let sections = "  - figures: {show: [k], style: table}";
        let yaml = booklet_in(language, figures, "63 boats.", sections);
        let (dump, _) = built(&format!("source-{language}"), &yaml);
        let page = words_of_page(&dump, 4);
        assert!(page.contains(words), "{page}");
    }
}

#[test]
fn a_source_that_does_not_say_the_number_is_named_without_a_page() {
    let figures = "  k: {value: 99, label: boats, source: a}";
    let sections = "  - figures: {show: [k], style: table}";
    let (dump, report) = built("no-page", &booklet(figures, MANY, sections));
    let page = words_of_page(&dump, 4);
    assert!(
        page.contains("Source: Ada Reader ") && !page.contains("p. 2"),
        "{page}"
    );
    assert!(report.contains("BF0201"), "{report}");
}

/// What is said of a case that lies in `tests/fixtures/attack/lies`.
fn lie(name: &str) -> String {
    outcome_of(&Path::new("tests/fixtures/attack/lies").join(name)).0
}

#[test]
fn a_part_larger_than_its_whole_is_an_error() {
    let said = lie("partexceeds");
    assert!(said.contains("error") && said.contains("BF0131"), "{said}");
    assert!(said.contains("booklet.yaml:8:14"), "{said}");
}

#[test]
fn a_part_of_a_whole_that_may_be_larger_is_none() {
    for (whole, part) in [("at_least", "about"), ("about", "at_least")] {
        let figures = format!(
            "  k: {{value: 613, label: people, source: a, qualifier: {whole}}}\n  \
             c: {{value: 620, label: boats, of: k, source: a, qualifier: {part}}}"
        );
        let said = report("uncertain", &booklet(&figures, MANY, SHOW));
        assert!(!said.contains("BF0131"), "{said}");
    }
}

#[test]
fn a_year_before_a_number_does_not_become_one_with_it() {
    let said = lie("year1");
    assert!(
        said.contains("BF0201") && said.contains("1992613"),
        "{said}"
    );
    let said = lie("year2");
    assert!(!said.contains("BF02"), "{said}");
}

#[test]
fn an_anniversary_that_the_dates_contradict_is_told() {
    let said = lie("anniv");
    assert!(
        said.contains("BF0216") && said.contains("booklet.yaml:3:29"),
        "{said}"
    );
    assert!(
        said.contains("33rd anniversary") && said.contains("32"),
        "{said}"
    );
}

#[test]
fn anniversaries_are_compared_in_every_language() {
    for (language, right, wrong) in [
        ("en", "The 32nd Anniversary", "The 33rd Anniversary"),
        ("az", "32-ci ildönümünə", "33-cü il dönümünə"),
        ("tr", "32. yıl dönümü", "33. YIL DÖNÜMÜ"),
        ("ru", "К 32-й годовщине", "33-летие"),
    ] {
        for (subtitle, is_told) in [(right, false), (wrong, true)] {
            for key in ["title: T\nsubtitle", "title"] {
                let yaml = format!(
                    "bifolio: 1\n{key}: {subtitle}\ndate: 2024-02-26\ncommemorates: 1992-02-26\n\
                     language: {language}\nsections: [cover: {{}}]\n"
                );
                let said = report("anniversaries", &yaml);
                assert_eq!(said.contains("BF0216"), is_told, "{yaml}\n{said}");
            }
            let yaml = format!(
                "bifolio: 1\ntitle: T\ndate: 2024-02-26\ncommemorates: 1992-02-26\n\
                 language: {language}\nsections: [cover: {{line: \"{subtitle}\"}}]\n"
            );
            let said = report("anniversaries-line", &yaml);
            assert_eq!(said.contains("BF0216"), is_told, "{yaml}\n{said}");
        }
    }
}

#[test]
fn a_day_that_is_remembered_before_it_was_is_an_error() {
    let said = lie("commemafter");
    assert!(
        said.contains("BF0114") && said.contains("booklet.yaml:5:15"),
        "{said}"
    );
}

#[test]
fn a_pull_quote_is_not_joined_from_two_paragraphs_nor_cut_in_a_word() {
    let said = lie("pulljoin");
    assert!(
        said.contains("BF0121") && said.contains("booklet.yaml:9:"),
        "{said}"
    );
    for (quote, is_right) in [
        ("unjust war", true),
        ("just war", false),
        ("unjust   war", true),
    ] {
        let yaml = format!(
            "bifolio: 1\ntitle: T\ndate: 2024-02-26\nlanguage: en\npeople: {{a: {{name: Ada}}}}\n\
             sections:\n  - statement:\n      by: a\n      pull_quote: \"{quote}\"\n      \
             text: |-\n        We say: an unjust\n        war is a crime.\n"
        );
        let said = report("pull", &yaml);
        assert_eq!(said.contains("BF0121"), !is_right, "{quote}: {said}");
    }
}

#[test]
fn a_figure_is_not_said_by_a_part_of_something_larger() {
    let figures = "  k: {value: 30, label: people, source: a}";
    for (name, said) in [
        ("million", "It moved 30 million people."),
        ("thousand", "It moved 30 thousand people."),
        ("hundred", "It moved 30 hundred people."),
        ("percent", "It moved 30% of the people."),
        ("money", "It cost the people $30."),
        ("time", "The people came at 10:30."),
        ("minus", "The people worked at -30 degrees."),
        ("range", "It moved 5–30 people."),
    ] {
        let report = report(name, &booklet(figures, said, SHOW));
        assert!(
            report.contains("the figure 30 does not stand in the statement"),
            "{said}: {report}"
        );
    }
    // A sentence that the editor names does not make it true.
    let named =
        "  k: {value: 30, label: people, source: a, sentence: \"It moved 30 million people.\"}";
    let report = report(
        "named-million",
        &booklet(named, "It moved 30 million people.", SHOW),
    );
    assert!(
        report.contains("does not stand in the sentence"),
        "{report}"
    );
}

#[test]
fn a_figure_is_said_by_so_many_thousands() {
    for (language, value, said) in [
        ("en", 30_000_000_u64, "It moved 30 million people."),
        (
            "az",
            30_000,
            "Selin qarşısı alındı, 30 min people köçürüldü və evlər boşaldıldı.",
        ),
        (
            "tr",
            30_000,
            "Köprü açıldı ve 30 bin people taşındı, şehir boşaltıldı.",
        ),
        (
            "ru",
            30_000,
            "Река разлилась, и 30 тысяч people были перевезены в город.",
        ),
    ] {
        let figures = format!("  k: {{value: {value}, label: people, source: a}}");
        let report = report(
            &format!("said-{language}"),
            &booklet_in(language, &figures, said, SHOW),
        );
        assert!(!report.contains("does not stand in"), "{said}: {report}");
        assert!(!report.contains("speaks of"), "{said}: {report}");
    }
}

#[test]
fn sentences_of_thousands_of_figures_are_found_in_no_time() {
    let figure = |value: usize| {
        let sentence = format!("Line {value} was drawn.");
        format!(
            "  f{value}: {{value: {value}, label: lines, source: a, sentence: \"{sentence}\"}}\n"
        )
    };
    let figures: Vec<_> = (15_000..20_000).map(figure).collect();
    let said: Vec<_> = (0..20_000)
        .map(|idx| {
            // A hundred to a paragraph.
            let end = if idx % 100 == 99 { "\n\n" } else { " " };
            format!("Line  {idx} was drawn.{end}")
        })
        .collect();
    let folder = TestFolder::new("many-sentences");
    let yaml = booklet(figures.concat().trim_end(), said.concat().trim_end(), "");
    folder.write("booklet.yaml", yaml);
    let (mut sources, mut complaints) = (Sources::default(), Complaints::default());
    let start = Instant::now();
    load::load(
        &Manuscript::of(&Disk, &folder.path),
        &mut sources,
        &mut complaints,
    )
    .unwrap();
    // Far above what it takes, even on a busy machine, and far below what it took to read all that is said
    // anew for each figure.
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(20), "{taken:?}");
}
