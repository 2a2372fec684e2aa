//! Random words, pictures, people and figures: what the sections of a booklet share.

use bifolio::base::day::Day;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::string::string_regex;
use serde_json::json;

use super::{Frame, Of, Person, Picture, TONGUES, Tongue, Whole};

pub(super) fn word(tongue: Tongue) -> Of<String> {
    string_regex(&format!("[{}]{{2,11}}", tongue.1))
        .unwrap()
        .boxed()
}

/// One to so many words.
pub(super) fn phrase(tongue: Tongue, most: usize) -> Of<String> {
    prop::collection::vec(word(tongue), 1..=most)
        .prop_map(|words| words.join(" "))
        .boxed()
}

pub(super) fn name(tongue: Tongue) -> Of<String> {
    let name = format!("[{1}][{0}]{{1,9}} [{1}][{0}]{{2,12}}", tongue.1, tongue.2);
    string_regex(&name).unwrap().boxed()
}

pub(super) fn paragraph(tongue: Tongue) -> Of<String> {
    let declared = select(tongue.3.lines().map(str::to_owned).collect::<Vec<_>>());
    let marked = (word(tongue), word(tongue), 0..12).prop_map(|(one, other, how)| match how {
        0 => format!("“{one}”"),
        1 => format!("{one}-{other}"),
        2 => format!("{one} – {other}"),
        3 => format!("({one}),"),
        4 => format!("{one}; {other}"),
        5 => format!("{one}. {other}!"),
        _ => one,
    });
    let nonsense = prop::collection::vec(marked, 1..90).prop_map(|words| words.join(" "));
    let long = prop::collection::vec(declared.clone(), 2..5).prop_map(|all| all.join(" "));
    prop_oneof![4 => declared, 1 => long, 2 => nonsense].boxed()
}

pub(super) fn picture(tongue: Tongue) -> Of<Picture> {
    let files = [
        "horizon.jpg",
        "horizon.webp",
        "logo-bars.svg",
        "logo-ring.svg",
        "logo-square.png",
        "nine-pillars.png",
        "reader-a.jpg",
        "reader-b.jpg",
        "stroke.png",
        "thirty-arcs.jpg",
    ];
    let words = (
        phrase(tongue, 8),
        of(phrase(tongue, 9)),
        of(phrase(tongue, 4)),
    );
    (select(files.to_vec()), 0..1000, words)
        .prop_map(|(file, idx, (alt, caption, credit))| {
            let alt = format!("{idx}: {alt}");
            let file = format!("pictures/{file}");
            let keys = json!({"file": file, "alt": alt, "caption": caption, "credit": credit});
            Picture {
                keys,
                texts: vec![caption, credit],
            }
        })
        .boxed()
}

pub(super) fn person(tongue: Tongue) -> Of<Person> {
    let pictures = (
        weighted(0.3, picture(tongue)),
        weighted(0.3, picture(tongue)),
    );
    let titles = prop::collection::vec(phrase(tongue, 8), 0..3);
    (
        of(Just("H.E.")),
        name(tongue),
        titles,
        of(word(tongue)),
        pictures,
    )
        .prop_map(|(honorific, name, titles, short, (portrait, signature))| {
            let keys = json!({
                "honorific": honorific, "name": name, "titles": titles, "short": short,
                "portrait": portrait.as_ref().map(|it| &it.keys),
                "signature": signature.as_ref().map(|it| &it.keys),
            });
            let name = honorific.map_or(name.clone(), |before| format!("{before} {name}"));
            Person {
                name,
                titles,
                portrait,
                signature,
                keys,
            }
        })
        .boxed()
}

pub(super) fn whole(tongue: Tongue) -> Of<Whole> {
    let parts = prop::collection::vec((0.0..1.0_f64, phrase(tongue, 3)), 0..4);
    let value = prop_oneof![3_u64..90, 3_u64..6000];
    let how = (of(select(vec!["about", "at_least"])), any::<bool>());
    (value, phrase(tongue, 3), parts, any::<Index>(), how)
        .prop_map(|(value, label, parts, source, (qualifier, is_disjoint))| {
            let part = |(share, label)| ((value as f64 * share) as u64, label);
            let mut parts: Vec<(u64, String)> = parts.into_iter().map(part).collect();
            let disjoint = (is_disjoint && !parts.is_empty()).then_some(true);
            if disjoint.is_some() {
                let mut left = value;
                for (part, _) in &mut parts {
                    *part = (*part).min(left);
                    left -= *part;
                }
                parts[0].0 += left;
            }
            Whole {
                value,
                label,
                parts,
                source,
                qualifier,
                disjoint,
            }
        })
        .boxed()
}

pub(super) fn frame() -> Of<Frame> {
    select(TONGUES.to_vec())
        .prop_flat_map(|tongue| {
            let people = prop::collection::vec(person(tongue), 1..=4);
            let figures = prop::collection::vec(whole(tongue), 1..4);
            let remembered = Day {
                year: 1948,
                month: 12,
                day: 10,
            };
            let theme = select(vec!["memorial", "assembly", "pocket"]);
            let head = (
                theme,
                phrase(tongue, 4),
                of(phrase(tongue, 7)),
                of(Just(remembered)),
            );
            (head, people, figures).prop_map(
                move |((theme, title, subtitle, commemorates), people, figures)| Frame {
                    tongue,
                    theme,
                    title,
                    subtitle,
                    commemorates,
                    people,
                    figures,
                },
            )
        })
        .boxed()
}
