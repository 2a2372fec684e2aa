//! What a family of the booklet's own lacks: weights and italics that a style of the theme asks for.

use super::fonts::{Fonts, Slant, Weight};
use super::styles::StyleYaml;
use crate::base::diagnostic::{Code, Complaints, Diagnostic};
use crate::content::decode::{Located, Named};

/// More styles are not named in one complaint.
const MOST_NAMED: usize = 4;

/// A face that is asked for and not there.
struct MissingFace<'f> {
    family: &'f Located<String>,
    weight: Weight,
    slant: Slant,
    styles: Vec<&'f str>,
}

/// Complains of each face that a style asks for and the booklet's own family does not have, once.
pub(super) fn complain(styles: &Named<StyleYaml>, fonts: &Fonts, complaints: &mut Complaints) {
    let mut missing: Vec<MissingFace<'_>> = Vec::new();
    for (name, style) in &styles.0 {
        let (weight, slant) = (
            style.weight.unwrap_or_default(),
            style.slant.unwrap_or_default(),
        );
        let Some(family) = fonts.own_without(&style.family.value, weight, slant) else {
            continue;
        };
        let is_it = |known: &&mut MissingFace<'_>| {
            (known.weight, known.slant) == (weight, slant) && known.family == family
        };
        match missing.iter_mut().find(is_it) {
            Some(known) => known.styles.push(&name.value),
            None => missing.push(MissingFace {
                family,
                weight,
                slant,
                styles: vec![&name.value],
            }),
        }
    }
    for face in &missing {
        complaints.push(complaint(face));
    }
}

fn complaint(face: &MissingFace<'_>) -> Diagnostic {
    let (words, key) = match (face.weight, face.slant) {
        (Weight::Regular, Slant::Upright) => ("regular", "regular"),
        (Weight::Regular, Slant::Italic) => ("italic", "italic"),
        (Weight::Semibold, Slant::Upright) => ("semibold", "semibold"),
        (Weight::Semibold, Slant::Italic) => ("semibold italic", "semibold_italic"),
        (Weight::Bold, Slant::Upright) => ("bold", "bold"),
        (Weight::Bold, Slant::Italic) => ("bold italic", "bold_italic"),
    };
    let family = &face.family.value;
    let message = format!(
        "the family `{family}` has no {words}, which the theme wants for {}",
        listed(&face.styles)
    );
    let help = format!(
        "add `{key}:` with its file to `{family}`, or ask for another weight in a theme of your own; the nearest face is taken"
    );
    Diagnostic::new(Code::MissingFace, Some(face.family.at), message).help(help)
}

/// The first of some styles, and how many more there are.
fn listed(styles: &[&str]) -> String {
    let named: Vec<_> = styles
        .iter()
        .take(MOST_NAMED)
        .map(|name| format!("`{name}`"))
        .collect();
    let n_more = styles.len() - named.len();
    if n_more == 0 {
        named.join(", ")
    } else {
        format!("{} and {n_more} more", named.join(", "))
    }
}
