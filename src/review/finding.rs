//! Something wrong with a file, as people and programs are told.

use serde::Serialize;

use crate::base::diagnostic::Severity;

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The rule, by a name that stays.
    pub rule: &'static str,
    /// The page, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// The line of the booklet's YAML, as `booklet.yaml:12`, if bifolio wrote the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What is wrong.
    pub message: String,
}

impl Finding {
    /// Whether the file fails by it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error.word()
    }
}
