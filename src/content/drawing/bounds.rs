//! How much work an SVG file makes, counted before the SVG crate does it: a few kilobytes can refer to
//! themselves a billion times.

use std::collections::BTreeMap;

use usvg::roxmltree::{Document, Node};

use super::style_sheet::{Property, StyleSheet};

/// The most elements, those that are referred to counted as often as they are.
const MOST_ELEMENTS: u64 = 200_000;

/// How deep elements may stand in each other, and how many of these levels a reference counts for.
const DEEPEST: usize = 256;
const LEVELS_OF_REFERENCE: usize = 8;

/// The longest attribute that does not say where a line goes, and the most attributes of an element.
const LONGEST_ATTRIBUTE: usize = 4096;
const MOST_ATTRIBUTES: usize = 256;

/// The most entities of its own.
const MOST_ENTITIES: usize = 128;

/// The most comparisons of an element with a selector.
const MOST_COMPARISONS: u64 = 20_000_000;

/// The most declarations of a style sheet, those of an element counted for each element.
const MOST_DECLARED: u64 = 5_000_000;

/// The most work of strokes, in numbers of outlines; where lines are long and strokes are wide, a number
/// counts as often as this many units of their mean fit.
const MOST_STROKED: u64 = 1_000_000;
const UNITS_OF_STROKE: f64 = 4_000.0;

const TOO_MUCH: &str = "has more in it than any logo: save it as PNG";
const TOO_DEEP: &str = "has more in one another than any logo: save it simplified, or as PNG";

/// Refuses text that is slow even to read: attributes and entities without number.
pub(super) fn check_text(text: &str) -> Result<(), String> {
    if text.matches("<!ENTITY").count() > MOST_ENTITIES {
        return Err("has more entities than any logo: save it as plain SVG".to_owned());
    }
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>")]
            .into_iter()
            .find_map(|(start, end)| {
                let inside = after.strip_prefix(start)?;
                Some(inside.split_once(end).map_or("", |(_, after)| after))
            });
        rest = match skipped {
            Some(rest) => rest,
            None => after_tag(after)?,
        };
    }
    Ok(())
}

/// What follows a tag, if it has no more attributes than may be.
fn after_tag(tag: &str) -> Result<&str, String> {
    let is_entity = tag.starts_with("!ENTITY") || tag.starts_with("!DOCTYPE");
    let mut quote = None;
    let mut n_attributes = 0;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), b'<') if is_entity => {
                return Err("has elements in an entity: save it as plain SVG".to_owned());
            }
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'=') => n_attributes += 1,
            (None, b'>') => return Ok(&tag[at + 1..]),
            (_, _) => {}
        }
        if n_attributes > MOST_ATTRIBUTES {
            return Err(TOO_MUCH.to_owned());
        }
    }
    Ok("")
}

/// Refuses a file that makes more work than a logo does.
pub(super) fn check(xml: &Document<'_>) -> Result<(), String> {
    let mut deepest = 0;
    let (mut n_elements, mut class_words) = (0, 0);
    for node in xml.descendants().filter(Node::is_element) {
        let depth = node.ancestors().take(DEEPEST + 1).count();
        if depth > DEEPEST {
            return Err(TOO_DEEP.to_owned());
        }
        deepest = deepest.max(depth);
        n_elements += 1;
        for attribute in node.attributes() {
            let is_foreign = attribute.namespace().is_some_and(|it| it != XLINK);
            let is_outline = matches!(attribute.name(), "d" | "points");
            if !is_foreign && !is_outline && attribute.value().len() > LONGEST_ATTRIBUTE {
                return Err(TOO_MUCH.to_owned());
            }
            if attribute.name() == "class" {
                class_words += attribute.value().split_whitespace().count() as u64;
            }
        }
    }
    let sheet = StyleSheet::of(xml);
    let comparisons = sheet.comparisons(deepest as u64);
    let are_many_compared = |n_elements: u64| {
        let n_compared = n_elements.saturating_add(class_words);
        comparisons.saturating_mul(n_compared) > MOST_COMPARISONS
    };
    // The SVG crate gives each selector declarations of its own.
    if are_many_compared(n_elements) || sheet.n_declared() > MOST_ELEMENTS {
        return Err(TOO_MUCH.to_owned());
    }
    let elements = xml.descendants().filter(Node::is_element);
    let of_each = elements.map(|node| sheet.n_declared_of(node));
    let most_declared = of_each.max().unwrap_or_default();
    let are_many_declared =
        |n_elements: u64| most_declared.saturating_mul(n_elements) > MOST_DECLARED;
    if are_many_declared(n_elements) {
        return Err(TOO_MUCH.to_owned());
    }
    let whole = Counting::of(xml, &sheet).count(xml.root_element(), 0)?;
    let is_stroked = xml.input_text().contains("stroke");
    if are_many_compared(whole.elements)
        || are_many_declared(whole.elements)
        || whole.elements > MOST_ELEMENTS
        || is_stroked && whole.points > MOST_STROKED
    {
        return Err(TOO_MUCH.to_owned());
    }
    Ok(())
}

const XLINK: &str = "http://www.w3.org/1999/xlink";

/// What stands in an element, with everything it refers to.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    elements: u64,
    /// The points of outlines, at which markers stand, or the work of stroking them.
    points: u64,
}

impl Count {
    fn add(&mut self, other: Self, times: u64) {
        let elements = other.elements.saturating_mul(times);
        self.elements = self.elements.saturating_add(elements);
        let points = other.points.saturating_mul(times);
        self.points = self.points.saturating_add(points);
    }
}

struct Counting<'c, 'x> {
    by_id: BTreeMap<&'x str, Node<'x, 'x>>,
    sheet: &'c StyleSheet,
    widest_stroke: f64,
    /// By element; `None` while it is being counted: what refers to itself is cut by the SVG crate.
    known: BTreeMap<usize, Option<Count>>,
}

impl<'c, 'x> Counting<'c, 'x> {
    fn of(xml: &'x Document<'x>, sheet: &'c StyleSheet) -> Self {
        let elements = xml.descendants().filter(Node::is_element);
        // The last of the same name goes last; which one is meant matters less than that one is counted.
        let by_id = elements.filter_map(|node| Some((node.attribute("id")?, node)));
        Self {
            by_id: by_id.collect(),
            sheet,
            widest_stroke: widest_stroke(xml),
            known: BTreeMap::new(),
        }
    }

    fn count(&mut self, node: Node<'x, 'x>, depth: usize) -> Result<Count, String> {
        let id = node.id().get_usize();
        if let Some(known) = self.known.get(&id) {
            return Ok(known.unwrap_or_default());
        }
        if depth > DEEPEST {
            return Err(TOO_DEEP.to_owned());
        }
        self.known.insert(id, None);
        let mut count = Count {
            elements: 1,
            points: points(node, self.widest_stroke),
        };
        for child in node.children().filter(Node::is_element) {
            let child = self.count(child, depth + 1)?;
            count.add(child, 1);
        }
        for (property, target) in self.references(node) {
            let Some(target) = self.by_id.get(target).copied() else {
                continue;
            };
            let referred = self.count(target, depth + LEVELS_OF_REFERENCE)?;
            // What is inherited counts for every element inside, or for every point of their outlines.
            let times = match property {
                Property::Once => 1,
                Property::Paint => count.elements,
                Property::Marker => count.points,
            };
            count.add(referred, times);
            if count.elements > MOST_ELEMENTS {
                return Err(TOO_MUCH.to_owned());
            }
        }
        self.known.insert(id, Some(count));
        Ok(count)
    }

    /// What an element refers to, by its attributes and by the style sheet.
    fn references<'r>(&self, node: Node<'x, 'x>) -> Vec<(Property, &'r str)>
    where
        'c: 'r,
        'x: 'r,
    {
        let mut references: Vec<(Property, &'r str)> = self.sheet.references(node).collect();
        for attribute in node.attributes() {
            match attribute.name() {
                "href" => {
                    let target = attribute.value().trim().strip_prefix('#');
                    references.extend(target.map(|it| (Property::Once, it)));
                }
                "style" => references.extend(super::style_sheet::declared(attribute.value())),
                name => references.extend(super::style_sheet::referred(name, attribute.value())),
            }
        }
        references
    }
}

/// How many points an element's own outline has at most, or how much work it is to stroke it.
fn points(node: Node<'_, '_>, widest_stroke: f64) -> u64 {
    let names = [
        "d", "points", "x1", "x2", "y1", "y2", "r", "rx", "ry", "width", "height",
    ];
    let values = names.into_iter().filter_map(|name| node.attribute(name));
    let works = values.flat_map(numbers).map(|number| {
        let work = 1.0 + libm::sqrt(number.abs() * widest_stroke) / UNITS_OF_STROKE;
        work.min(1e12) as u64
    });
    works.fold(0, u64::saturating_add)
}

/// The widest stroke that is named anywhere.
fn widest_stroke(xml: &Document<'_>) -> f64 {
    let named = |declarations: &str| {
        let after = declarations.split("stroke-width").skip(1);
        let widths = after.filter_map(|it| numbers(it.split([';', '}']).next()?).next());
        widths.fold(1.0, f64::max)
    };
    let widths = xml.descendants().map(|node| {
        let own = node
            .attribute("stroke-width")
            .and_then(|it| numbers(it).next());
        let style = named(node.attribute("style").unwrap_or_default());
        let is_sheet = node.tag_name().name() == "style";
        let sheet = node.text().filter(|_| is_sheet).map_or(1.0, named);
        own.unwrap_or(1.0).max(style).max(sheet)
    });
    widths.fold(1.0, f64::max)
}

/// The numbers of a text, which may stand without a gap: `1.5.5-2` are three.
fn numbers(text: &str) -> impl Iterator<Item = f64> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|letter: char| letter.is_ascii_digit() || "+-.".contains(letter))?;
        let number = &rest[start..];
        let (mut has_point, mut before) = (false, ' ');
        let end = number.char_indices().position(|(at, letter)| {
            let goes_on = match letter {
                '0'..='9' => true,
                '+' | '-' => at == 0 || matches!(before, 'e' | 'E'),
                '.' => !std::mem::replace(&mut has_point, true),
                'e' | 'E' => before.is_ascii_digit() || before == '.',
                _ => false,
            };
            before = letter;
            !goes_on
        });
        // All that goes on is ASCII, so that places of letters are places of bytes.
        let (number, after) = number.split_at(end.unwrap_or(number.len()));
        rest = after;
        Some(number.trim_end_matches(['e', 'E']).parse().unwrap_or(1.0))
    })
}
