//! The account: how much of the booklet was found on the pages.

/// What the ledger found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// How many words of the booklet are meant for print.
    pub n_words: usize,
    /// How many of them stand on the pages.
    pub n_placed: usize,
    /// How many pictures are meant to be shown; each is, or there is an error.
    pub n_pictures: usize,
}

impl Account {
    /// The account in a sentence, for whoever asks.
    pub fn explanation(&self) -> String {
        let pictures = match self.n_pictures {
            0 => String::new(),
            1 => ", one picture".to_owned(),
            n => format!(", {n} pictures"),
        };
        format!(
            "{} words in, {} on the pages{pictures}",
            grouped(self.n_words),
            grouped(self.n_placed)
        )
    }
}

/// A number with commas between its thousands, for an English sentence.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
