//! What an SVG file's style sheet refers to, and how much work it makes. Nothing is styled here.

use std::rc::Rc;

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
    says: Rc<Declared>,
}

/// What a rule says, for all its selectors.
#[derive(Debug)]
struct Declared {
    references: Vec<(Property, String)>,
    /// How many declarations and references there are.
    n: u64,
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
                let says = Rc::new(Declared::of(declarations));
                for selector in selectors.split(',').map(str::trim) {
                    sheet.selectors.push(Selector {
                        subject: subject(selector),
                        n_around: selector.split_whitespace().count().saturating_sub(1) as u32,
                        says: Rc::clone(&says),
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

    /// How many declarations and references all selectors have, each its own.
    pub(super) fn n_declared(&self) -> u64 {
        let each = self.selectors.iter().map(|selector| selector.says.n);
        each.fold(0, u64::saturating_add)
    }

    /// How many of them may be about an element.
    pub(super) fn n_declared_of(&self, node: Node<'_, '_>) -> u64 {
        self.about(node).map(|says| says.n).sum()
    }

    /// What an element refers to by the rules that may be about it.
    pub(super) fn references(&self, node: Node<'_, '_>) -> impl Iterator<Item = (Property, &str)> {
        let all = self.about(node).flat_map(|says| &says.references);
        all.map(|(property, target)| (*property, target.as_str()))
    }

    /// What is said by the rules that may be about an element.
    fn about<'s>(&'s self, node: Node<'_, '_>) -> impl Iterator<Item = &'s Declared> {
        let has_class = move |class: &str| {
            let classes = node.attribute("class").unwrap_or_default();
            classes.split_whitespace().any(|own| own == class)
        };
        let about = self.selectors.iter().filter(move |selector| {
            selector.says.n > 0
                && match &selector.subject {
                    Subject::Class(class) => has_class(class),
                    Subject::Id(id) => node.attribute("id") == Some(id),
                    Subject::Tag(tag) => node.tag_name().name() == tag,
                    Subject::Any => true,
                }
        });
        about.map(|selector| &*selector.says)
    }
}

impl Declared {
    fn of(declarations: &str) -> Self {
        let references = declared(declarations);
        let references: Vec<_> = references
            .map(|(property, target)| (property, target.to_owned()))
            .collect();
        let n_declarations = declarations.split(';').filter(|it| it.contains(':'));
        Self {
            n: (n_declarations.count() + references.len()) as u64,
            references,
        }
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
pub(super) fn declared(declarations: &str) -> impl Iterator<Item = (Property, &str)> {
    let pairs = declarations.split(';').filter_map(|it| it.split_once(':'));
    pairs.flat_map(|(name, value)| referred(name.trim(), value))
}

/// What the value of a property refers to.
pub(super) fn referred<'v>(
    name: &str,
    value: &'v str,
) -> impl Iterator<Item = (Property, &'v str)> + use<'v> {
    let property = match name {
        "fill" | "stroke" => Property::Paint,
        _ if name.starts_with("marker") => Property::Marker,
        _ => Property::Once,
    };
    value.split("url(").skip(1).filter_map(move |rest| {
        let (target, _) = rest.split_once(')')?;
        let target = target.trim().trim_matches(['"', '\'']).trim();
        Some((property, target.strip_prefix('#')?))
    })
}
