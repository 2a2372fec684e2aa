//! What an SVG file's style sheet refers to, and how much work it makes. Nothing is styled here.

use usvg::roxmltree::{Document, Node};

/// How often a property counts what it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    /// For the element that has it.
    Once,
    /// For each element inside.
    Paint,
    /// For each point of the outlines inside.
    Marker,
}

/// The rules of a file's style sheets.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    selectors: Vec<Selector>,
}

#[derive(Debug)]
struct Selector {
    /// Whom it is about, in its last part.
    subject: Subject,
    /// How many elements around another it looks for.
    n_around: u32,
    references: Vec<(Property, String)>,
}

#[derive(Debug, PartialEq, Eq)]
enum Subject {
    Class(String),
    Id(String),
    Tag(String),
    Any,
}

impl StyleSheet {
    pub(super) fn of(xml: &Document<'_>) -> Self {
        let styles = xml
            .descendants()
            .filter(|node| node.tag_name().name() == "style");
        let mut sheet = Self::default();
        for rules in styles.filter_map(|node| node.text()) {
            for rule in without_comments(rules).split('}') {
                let Some((selectors, declarations)) = rule.rsplit_once('{') else {
                    continue;
                };
                let references = declared(declarations);
                for selector in selectors.split(',').map(str::trim) {
                    sheet.selectors.push(Selector {
                        subject: subject(selector),
                        n_around: selector.split_whitespace().count().saturating_sub(1) as u32,
                        references: references.clone(),
                    });
                }
            }
        }
        sheet
    }

    /// How many comparisons an element costs that stands so deep: a selector of several parts tries each
    /// element around for each part.
    pub(super) fn comparisons(&self, depth: u64) -> u64 {
        let each = self
            .selectors
            .iter()
            .map(|selector| depth.saturating_pow(selector.n_around));
        each.fold(0, u64::saturating_add)
    }

    /// What an element refers to by the rules that may be about it.
    pub(super) fn references(&self, node: Node<'_, '_>) -> Vec<(Property, String)> {
        let has_class = |class: &str| {
            let classes = node.attribute("class").unwrap_or_default();
            classes.split_whitespace().any(|own| own == class)
        };
        let about = self.selectors.iter().filter(|selector| {
            !selector.references.is_empty()
                && match &selector.subject {
                    Subject::Class(class) => has_class(class),
                    Subject::Id(id) => node.attribute("id") == Some(id),
                    Subject::Tag(tag) => node.tag_name().name() == tag,
                    Subject::Any => true,
                }
        });
        about
            .flat_map(|selector| selector.references.clone())
            .collect()
    }
}

fn subject(selector: &str) -> Subject {
    let last = selector.rsplit(|letter: char| letter.is_whitespace() || ">+~".contains(letter));
    let last = last.into_iter().next().unwrap_or_default();
    let name = |text: &str| -> String {
        let is_name = |letter: &char| letter.is_alphanumeric() || "-_".contains(*letter);
        text.chars().take_while(is_name).collect()
    };
    if let Some((_, class)) = last.split_once('.') {
        Subject::Class(name(class))
    } else if let Some((_, id)) = last.split_once('#') {
        Subject::Id(name(id))
    } else if last.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        Subject::Tag(name(last))
    } else {
        Subject::Any
    }
}

fn without_comments(rules: &str) -> String {
    let mut plain = String::new();
    let mut rest = rules;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    plain + rest
}

/// What declarations refer to.
pub(super) fn declared(declarations: &str) -> Vec<(Property, String)> {
    let pairs = declarations.split(';').filter_map(|it| it.split_once(':'));
    pairs
        .flat_map(|(name, value)| referred(name.trim(), value))
        .collect()
}

/// What the value of a property refers to.
pub(super) fn referred(name: &str, value: &str) -> Vec<(Property, String)> {
    let property = match name {
        "fill" | "stroke" => Property::Paint,
        _ if name.starts_with("marker") => Property::Marker,
        _ => Property::Once,
    };
    let references = value.split("url(").skip(1).filter_map(|rest| {
        let (target, _) = rest.split_once(')')?;
        let target = target.trim().trim_matches(['"', '\'']).trim();
        Some((property, target.strip_prefix('#')?.to_owned()))
    });
    references.collect()
}
