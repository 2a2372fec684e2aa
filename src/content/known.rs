//! The short names by which people and figures are referred to: finding them, and those that nothing refers
//! to.

use std::collections::{HashMap, HashSet};

use super::booklet::{Figure, FigureIdx};
use super::decode::{EVERY_NAME, Located, Named, complain_of_name};
use super::meant::MOST_COMPARED;
use super::schema::{FigureYaml, PersonYaml};
use super::text::normalized;
use crate::base::diagnostic::{Code, Complaints, Diagnostic};

/// The short names of one kind: those with a value, in order, and those whose value is wrong.
pub(super) struct KnownNames {
    places: HashMap<String, usize>,
    in_order: Vec<Located<String>>,
    broken: HashSet<String>,
    /// The places of those that were asked for.
    used: HashSet<usize>,
    /// The short names by the whole ones, in small letters.
    by_whole: HashMap<String, String>,
}

impl KnownNames {
    fn of<T>(named: &Named<T>) -> Self {
        let in_order: Vec<_> = named.0.iter().map(|(name, _)| name.clone()).collect();
        let names = in_order.iter().map(|name| name.value.clone());
        let places = names.zip(0..).collect();
        Self {
            places,
            in_order,
            broken: named.1.iter().cloned().collect(),
            used: HashSet::new(),
            by_whole: HashMap::new(),
        }
    }

    /// The same, in which people are also known by their names.
    fn of_people(people: &Named<PersonYaml>) -> Self {
        let mut names = Self::of(people);
        for (short, person) in &people.0 {
            let honorifics = person.honorific.iter().flat_map(|it| it.0.passages());
            let honorifics = honorifics.map(|it| format!("{} ", it.text.trim()));
            let befores: Vec<_> = honorifics.chain([String::new()]).collect();
            for name in person.name.0.passages() {
                for before in &befores {
                    let whole = whole_name(&format!("{before}{}", name.text.trim()));
                    names
                        .by_whole
                        .entry(whole)
                        .or_insert_with(|| short.value.clone());
                }
            }
        }
        names
    }

    /// The place of a name. One that is unknown is complained of, unless it is only broken.
    pub(super) fn find(
        &mut self,
        kind: &str,
        name: &Located<String>,
        complaints: &mut Complaints,
    ) -> Option<usize> {
        let place = self.places.get(&name.value).copied();
        let is_broken = |name: &str| self.broken.contains(name);
        if place.is_none() && !is_broken(&name.value) && !is_broken(EVERY_NAME) {
            if let Some(short) = self.by_whole.get(&whole_name(&name.value)) {
                let message = format!("there is no {kind} `{}`", name.value);
                let help = format!("the short name of {} is `{short}`", name.value);
                let complaint = Diagnostic::new(Code::UnknownName, Some(name.at), message);
                complaints.push(complaint.help(help));
                return None;
            }
            let known = self.in_order.iter().take(MOST_COMPARED);
            let known: Vec<_> = known.map(|name| &*name.value).collect();
            complain_of_name(kind, name, &known, complaints);
        }
        self.used.extend(place);
        place
    }

    /// Takes every name for one that was not asked for yet.
    pub(super) fn forget_uses(&mut self) {
        self.used.clear();
    }

    /// Those that were not asked for.
    fn unused<'n>(
        &'n self,
        kind: &'static str,
        help: &'static str,
    ) -> impl Iterator<Item = UnusedName> + 'n {
        let names = self.in_order.iter().enumerate();
        let unused = names.filter(|(idx, _)| !self.used.contains(idx));
        unused.map(move |(_, name)| UnusedName {
            kind,
            name: name.clone(),
            help,
        })
    }
}

/// The short names people and figures are referred to by.
pub(super) struct Known {
    pub(super) people: KnownNames,
    pub(super) figures: KnownNames,
}

impl Known {
    pub(super) fn of(people: &Named<PersonYaml>, figures: &Named<FigureYaml>) -> Self {
        Self {
            people: KnownNames::of_people(people),
            figures: KnownNames::of(figures),
        }
    }

    /// The people and figures that are shown nowhere. A part is shown with its whole, and a whole with its
    /// parts.
    pub(super) fn unused(&mut self, figures: &[Figure]) -> Vec<UnusedName> {
        let mut beside: Vec<Vec<usize>> = vec![Vec::new(); figures.len()];
        for (part, figure) in figures.iter().enumerate() {
            if let Some(FigureIdx(whole)) = figure.of {
                beside[part].push(whole);
                beside[whole].push(part);
            }
        }
        let used = &mut self.figures.used;
        let mut unseen: Vec<usize> = used.iter().copied().collect();
        while let Some(idx) = unseen.pop() {
            let near = beside.get(idx).into_iter().flatten().copied();
            unseen.extend(near.filter(|it| used.insert(*it)));
        }
        let by = "name it in a section with `by:`, or remove it";
        let show = "name it under `show:` in a section of figures, or remove it";
        let people = self.people.unused("person", by);
        people.chain(self.figures.unused("figure", show)).collect()
    }
}

/// A name as it is compared: in small letters, with single spaces.
fn whole_name(name: &str) -> String {
    normalized(name.trim()).to_lowercase()
}

/// A name that nothing refers to.
pub(super) struct UnusedName {
    kind: &'static str,
    name: Located<String>,
    help: &'static str,
}

/// Whoever was forgotten is told of, lest a speech be lost unseen.
pub(super) fn complain_of_unused(unused: &[UnusedName], complaints: &mut Complaints) {
    for UnusedName { kind, name, help } in unused {
        let message = format!("the {kind} `{}` is shown nowhere", name.value);
        complaints.push(Diagnostic::new(Code::Unused, Some(name.at), message).help(*help));
    }
}

/// The figures that are parts of themselves, by way of others or at once, given what each is a part of. One
/// that only leads into a circle is not in it.
pub(super) fn in_circles(wholes: &[Option<FigureIdx>]) -> Vec<usize> {
    // The walk in which a figure was first met; 0 before.
    let mut walk_of = vec![0; wholes.len()];
    let mut found = Vec::new();
    for start in 0..wholes.len() {
        let mut at = start;
        while walk_of[at] == 0 {
            walk_of[at] = start + 1;
            let Some(FigureIdx(whole)) = wholes[at] else {
                break;
            };
            at = whole;
        }
        // The walk came back to a figure of its own: that one is in a circle, and all that follow it.
        let first = at;
        let is_circle = walk_of[at] == start + 1;
        while is_circle && let Some(FigureIdx(whole)) = wholes[at] {
            found.push(at);
            at = whole;
            if at == first {
                break;
            }
        }
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_back_to_itself_is_in_a_circle() {
        let of = |wholes: &[Option<usize>]| {
            let wholes: Vec<_> = wholes.iter().map(|it| it.map(FigureIdx)).collect();
            in_circles(&wholes)
        };
        assert_eq!(of(&[None, Some(0), Some(1)]), [0; 0]);
        assert_eq!(of(&[Some(0)]), [0]);
        assert_eq!(of(&[Some(1), Some(2), Some(1), Some(0)]), [1, 2]);
        assert_eq!(of(&[Some(2), Some(0), Some(1), None]), [0, 1, 2]);
    }
}
