//! The fields of a Word file: words that Word makes of what they are told, and links among them.

/// How deep fields may stand in each other.
const MOST_FIELDS: usize = 64;

/// Fields whose words Word makes of what they are told, where none are kept.
const COMPUTED: &[&str] = &["EQ", "SYMBOL", "QUOTE", "ADVANCE", "="];

/// A field that is open or ended just now.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// What it is told.
    pub(super) instruction: String,
    /// Where in the paragraph its result begins.
    pub(super) from: usize,
    has_result: bool,
}

impl Field {
    /// Whether Word makes its words and the file keeps none.
    pub(super) fn is_computed(&self) -> bool {
        let mut words = self.instruction.split_whitespace();
        !self.has_result && COMPUTED.contains(&words.next().unwrap_or_default())
    }
}

/// The fields that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<Field>);

impl Fields {
    /// Opens one.
    pub(super) fn begin(&mut self) {
        if self.0.len() == MOST_FIELDS {
            self.0.remove(0);
        }
        self.0.push(Field::default());
    }

    /// Adds words to what the innermost is told.
    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.0.last_mut() {
            field.instruction.push_str(words);
        }
    }

    /// The result of the innermost begins at a place of the paragraph.
    pub(super) fn begin_result(&mut self, from: usize) {
        if let Some(field) = self.0.last_mut() {
            field.has_result = true;
            field.from = from;
        }
    }

    /// The innermost, which is ended.
    pub(super) fn end(&mut self) -> Option<Field> {
        self.0.pop()
    }

    /// Whether letters are what a field is told, and no words of its result.
    pub(super) fn are_told(&self) -> bool {
        self.0.iter().any(|field| !field.has_result)
    }

    /// What a field is told ends with the paragraph at the latest: one that is never closed hides nothing.
    pub(super) fn end_instructions(&mut self) {
        for field in &mut self.0 {
            field.has_result = true;
        }
    }
}

/// Where a field leads that is a link; one within the file has no address.
pub(super) fn address_of(instruction: &str) -> Option<&str> {
    let (kind, rest) = instruction.trim().split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    if !kind.eq_ignore_ascii_case("HYPERLINK") || rest.starts_with('\\') {
        return None;
    }
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split_whitespace().next(),
    }
}
