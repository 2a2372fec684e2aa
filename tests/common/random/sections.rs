//! Random sections of every other kind: a function each.

use std::rc::Rc;

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::json;

use super::prose::text;
use super::words::{name, paragraph, phrase, picture, word};
use super::{DATE, Frame, Of, Section};

pub(super) fn cover(frame: &Rc<Frame>) -> Of<Section> {
    let frame = Rc::clone(frame);
    (of(phrase(frame.tongue, 6)), of(picture(frame.tongue)))
        .prop_map(move |(line, picture)| {
            let date = frame.row().date(DATE);
            let usual = frame
                .subtitle
                .as_ref()
                .map_or(date.clone(), |it| format!("{it}, {date}"));
            let remembered = frame.commemorates.map(|day| frame.row().date(day));
            let keys = json!({"line": line, "picture": picture.as_ref().map(|it| &it.keys)});
            let foot = line.unwrap_or(usual);
            let head = [Some(frame.title.clone()), remembered];
            let caption = picture.into_iter().flat_map(|it| it.texts);
            let texts: Vec<_> = head
                .into_iter()
                .chain(caption)
                .chain([Some(foot)])
                .collect();
            Section::new("cover", keys, texts)
        })
        .boxed()
}

pub(super) fn imprint(frame: &Rc<Frame>) -> Of<Section> {
    let frame = Rc::clone(frame);
    let note = of(phrase(frame.tongue, 20));
    of((paragraph(frame.tongue), word(frame.tongue), note))
        .prop_map(move |own| {
            let date = frame.row().date(DATE);
            let Some((text, word, note)) = own else {
                let words = frame.row().words.word_for_word.to_owned();
                return Section::new("imprint", json!({}), [words, date]);
            };
            let (mark, number) = note.as_ref().map_or(("", ""), |_| ("[^1]", "1"));
            let mut written =
                format!("{text}{mark}\n\n*{word}* [{word}](https://example.org/{word})");
            let mut texts = vec![format!("{text}{number} {word} {word}"), date];
            if let Some(note) = note {
                written = format!("{written}\n\n[^1]: {note}");
                texts.push(format!("1 {note}"));
            }
            Section::new("imprint", json!({"text": written}), texts)
        })
        .boxed()
}

pub(super) fn quotation(frame: &Rc<Frame>) -> Of<Section> {
    let frame = Rc::clone(frame);
    let by = of(0..frame.people.len());
    (paragraph(frame.tongue), by, of(phrase(frame.tongue, 5)))
        .prop_map(move |(text, by, source)| {
            let keys = json!({"text": text, "by": by.map(|by| format!("p{by}")), "source": source});
            let name = by.map(|by| frame.people[by].name.clone());
            Section::new("quotation", keys, [Some(text), name, source])
        })
        .boxed()
}

fn timeline(frame: &Rc<Frame>) -> Of<Section> {
    let tongue = frame.tongue;
    let events = prop::collection::vec((phrase(tongue, 3), paragraph(tongue)), 1..12);
    (of(phrase(tongue, 5)), events, any::<Index>())
        .prop_map(|(title, events, which)| {
            let yaml: Vec<_> = events
                .iter()
                .map(|(date, text)| json!({"date": date, "text": emphasised(text, which)}))
                .collect();
            let printed = events
                .into_iter()
                .flat_map(|(date, text)| [Some(date), Some(text)]);
            let texts: Vec<_> = [title.clone()].into_iter().chain(printed).collect();
            Section::new("timeline", json!({"title": title, "events": yaml}), texts).listed([title])
        })
        .boxed()
}

/// A text with one of its words emphasised, and a language said of it.
fn emphasised(text: &str, which: Index) -> String {
    let mut words: Vec<_> = text.split(' ').map(str::to_owned).collect();
    let idx = which.index(words.len());
    let word = &words[idx];
    if word.chars().all(char::is_alphabetic) {
        words[idx] = match idx % 3 {
            0 => format!("*{word}*"),
            1 => format!("**{word}**"),
            _ => format!("<span lang=\"fr\">{word}</span>"),
        };
    }
    words.join(" ")
}

fn programme(frame: &Rc<Frame>) -> Of<Section> {
    let t = frame.tongue;
    let item = ("[01][0-9]\\.[0-5]0", phrase(t, 14), of(name(t)));
    let head = (of(phrase(t, 5)), of(phrase(t, 12)));
    (head, prop::collection::vec(item, 1..14)).prop_map(|((title, place), items)| {
        let item = |(time, title, by): &(String, String, Option<String>)| json!({"time": time, "title": title, "by": by});
        let yaml: Vec<_> = items.iter().map(item).collect();
        let printed = items.into_iter().flat_map(|(time, title, by)| [Some(time), Some(title), by]);
        let texts: Vec<_> = [title.clone(), place.clone()].into_iter().chain(printed).collect();
        let keys = json!({"title": title, "place": place, "items": yaml});
        Section::new("programme", keys, texts).listed([title])
    }).boxed()
}

fn names(frame: &Rc<Frame>) -> Of<Section> {
    let tongue = frame.tongue;
    let n_counted = frame.figures[0].value as usize;
    let n_names = prop_oneof![Just(n_counted.min(120)), 1..120_usize];
    let all =
        n_names.prop_flat_map(move |n| prop::collection::vec((word(tongue), name(tongue)), n));
    let group = of(select(vec!["letter", "family"]));
    let how = (
        1..=4_u64,
        any::<bool>(),
        group,
        select(vec![None, Some(','), Some(';')]),
    );
    (of(phrase(tongue, 5)), all, how)
        .prop_map(
            move |(title, all, (n_columns, is_sorted, group, delimiter))| {
                let texts: Vec<_> = all.iter().map(|(_, name)| name.clone()).collect();
                let file = delimiter.map(|delimiter| {
                    let line =
                        |(family, name): &(String, String)| format!("{family}{delimiter}{name}\n");
                    format!(
                        "family{delimiter}name\n{}",
                        all.iter().map(line).collect::<String>()
                    )
                });
                let keys = json!({
                    "title": title, "columns": n_columns, "sorted": is_sorted, "group": group,
                    "count": (texts.len() == n_counted).then_some("f0"),
                    "names": file.is_none().then_some(&texts),
                });
                let section = Section::new("names", keys, texts).listed([title]);
                Section {
                    file,
                    is_sorted,
                    ..section
                }
            },
        )
        .boxed()
}

fn figures(frame: &Rc<Frame>) -> Of<Section> {
    let frame = Rc::clone(frame);
    let style = select(vec!["numbers", "table", "bars", "dots"]);
    let show = prop::sample::subsequence(
        (0..frame.figures.len()).collect::<Vec<_>>(),
        1..=2.min(frame.figures.len()),
    );
    let title = of(phrase(frame.tongue, 6));
    let words = (
        of(phrase(frame.tongue, 9)),
        of((phrase(frame.tongue, 4), of(phrase(frame.tongue, 7)))),
    );
    (style, show, title, words)
        .prop_map(move |(style, mut show, title, (caption, contents))| {
            show.truncate(if style == "dots" { 1 } else { 2 });
            let words = &frame.row().words;
            let mut texts = vec![title.clone()];
            for (nth, whole) in show.iter().map(|idx| &frame.figures[*idx]).enumerate() {
                let qualifier = match whole.qualifier {
                    Some("about") => format!(" ({})", words.about),
                    Some(_) => format!(" ({})", words.at_least),
                    None => String::new(),
                };
                let chief = (whole.value, format!("{}{qualifier}", whole.label));
                for (depth, (value, label)) in [&chief].into_iter().chain(&whole.parts).enumerate()
                {
                    let including = depth == 1 && nth == 0 && style == "numbers";
                    let (label, number) = (Some(label.clone()), Some(frame.row().number(*value)));
                    texts.extend(match style {
                        "numbers" => [including.then(|| words.including.to_owned()), number, label],
                        "dots" => [None, None, None],
                        _ => [label, number, None],
                    });
                }
                if style == "dots" {
                    let each = words.each_dot.replace("{}", &whole.label);
                    texts.push(Some(caption.clone().unwrap_or(each)));
                }
            }
            let show: Vec<_> = show.iter().map(|idx| format!("f{idx}")).collect();
            let entry = contents
                .as_ref()
                .map(|(title, note)| json!({"title": title, "note": note}));
            let keys = json!({
                "title": title, "show": show, "style": style, "contents": entry,
                "caption": caption.filter(|_| style == "dots"),
            });
            let listed = contents.map_or([None, None], |(title, note)| [Some(title), note]);
            Section::new("figures", keys, texts).listed(listed)
        })
        .boxed()
}

/// A gallery or logos.
fn pictures(frame: &Rc<Frame>, kind: &'static str) -> Of<Section> {
    let pictures = prop::collection::vec(picture(frame.tongue), 1..6);
    let is_gallery = kind == "gallery";
    (of(phrase(frame.tongue, 5)), pictures, of(1..=3_u64))
        .prop_map(move |(title, all, columns)| {
            let list = if is_gallery { "pictures" } else { "logos" };
            let yaml: Vec<_> = all.iter().map(|it| it.keys.clone()).collect();
            let columns = columns.filter(|_| is_gallery);
            let keys = json!({"title": title, list: yaml, "columns": columns});
            let printed = all.into_iter().flat_map(|it| it.texts);
            let texts: Vec<_> = [title.clone()].into_iter().chain(printed).collect();
            Section::new(kind, keys, texts).listed([title.filter(|_| is_gallery)])
        })
        .boxed()
}

pub(super) fn plate(frame: &Rc<Frame>) -> Of<Section> {
    picture(frame.tongue)
        .prop_map(|it| Section::new("picture", it.keys, it.texts))
        .boxed()
}

fn qr(frame: &Rc<Frame>) -> Of<Section> {
    let address = "https://example\\.org/[a-z]{1,60}";
    (
        of(phrase(frame.tongue, 5)),
        address,
        of(phrase(frame.tongue, 9)),
    )
        .prop_map(|(title, address, caption)| {
            let keys = json!({"title": title, "address": address, "caption": caption});
            Section::new("qr", keys, [title, caption, Some(address)])
        })
        .boxed()
}

pub(super) fn notes_page(frame: &Rc<Frame>) -> Of<Section> {
    of(phrase(frame.tongue, 3))
        .prop_map(|title| Section::new("notes_page", json!({"title": title}), [title]))
        .boxed()
}

pub(super) fn back_cover(frame: &Rc<Frame>) -> Of<Section> {
    of(phrase(frame.tongue, 6))
        .prop_map(|line| Section::new("back_cover", json!({"line": line}), [line]))
        .boxed()
}

/// Any section that may stand between the front matter and the back cover.
pub(super) fn inner(frame: &Rc<Frame>) -> Of<Section> {
    prop_oneof![
        4 => text(frame), 1 => quotation(frame), 1 => timeline(frame), 1 => programme(frame), 2 => names(frame),
        3 => figures(frame), 1 => pictures(frame, "gallery"), 1 => pictures(frame, "logos"),
        1 => plate(frame), 1 => qr(frame), 1 => notes_page(frame),
    ].boxed()
}
