//! The word that was meant where one is not known.

/// No more known words are looked through for the one that was meant.
pub(super) const MOST_COMPARED: usize = 1_000;

/// "did you mean" the nearest, or the list of what there is.
pub(super) fn suggestion(word: &str, known: &[&str]) -> String {
    /// More names than this are not listed.
    const MOST_LISTED: usize = 30;
    match nearest(word, known) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None if known.is_empty() => "none is defined".to_owned(),
        None if known.len() > MOST_LISTED => {
            format!("known here: {} and others", known[..MOST_LISTED].join(", "))
        }
        None => format!("known here: {}", known.join(", ")),
    }
}

/// The known word a mistyped one comes nearest to, if it comes near.
pub(super) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    /// Words less alike than this are not worth suggesting (0 to 1, Jaro-Winkler).
    const LEAST_LIKENESS: f64 = 0.8;
    /// A longer word is no typing error, and comparing takes time.
    const LONGEST: usize = 60;
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let compared = known[..known.len().min(MOST_COMPARED)].iter();
    let likeness = |other: &str| strsim::jaro_winkler(&word, &other.to_lowercase());
    let alike = compared.map(|other| (likeness(other), *other));
    let nearest = alike.max_by(|one, two| one.0.total_cmp(&two.0))?;
    (nearest.0 >= LEAST_LIKENESS).then_some(nearest.1)
}
