//! The short names by which people and figures are referred to: finding them, and those that nothing refers
//! to.

use std::collections::{HashMap, HashSet};

use super::booklet::Figure;
use super::decode::{EVERY_NAME, Located, Named, complain_of_name};
use super::schema::{FigureYaml, PersonYaml};
use crate::base::diagnostic::{Code, Complaints, Diagnostic};

/// The short names of one kind: those with a value, in order, and those whose value is wrong.
pub(super) struct KnownNames {
    places: HashMap<String, usize>,
    in_order: Vec<Located<String>>,
    broken: Vec<String>,
    /// The places of those that were asked for.
    used: HashSet<usize>,
}

impl KnownNames {
    fn of<T>(named: &Named<T>) -> Self {
        let in_order: Vec<_> = named.0.iter().map(|(name, _)| name.clone()).collect();
        let names = in_order.iter().map(|name| name.value.clone());
        let places = names.zip(0..).collect();
        Self {
            places,
            in_order,
            broken: named.1.clone(),
            used: HashSet::new(),
        }
    }

    /// The place of a name. One that is unknown is complained of, unless it is only broken.
    pub(super) fn find(
        &mut self,
        kind: &str,
        name: &Located<String>,
        complaints: &mut Complaints,
    ) -> Option<usize> {
        let place = self.places.get(&name.value).copied();
        let is_broken = |broken: &String| *broken == name.value || broken == EVERY_NAME;
        if place.is_none() && !self.broken.iter().any(is_broken) {
            let known: Vec<_> = self.in_order.iter().map(|name| &*name.value).collect();
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
            people: KnownNames::of(people),
            figures: KnownNames::of(figures),
        }
    }

    /// The people and figures that are shown nowhere. A part is shown with its whole, and a whole with its
    /// parts.
    pub(super) fn unused(&mut self, figures: &[Figure]) -> Vec<UnusedName> {
        loop {
            let pairs = figures.iter().enumerate();
            let pairs = pairs.filter_map(|(part, figure)| Some([part, figure.of?.0]));
            let halves = pairs.filter(|pair| pair.iter().any(|it| self.figures.used.contains(it)));
            let n_before = self.figures.used.len();
            let found: Vec<_> = halves.flatten().collect();
            self.figures.used.extend(found);
            if self.figures.used.len() == n_before {
                break;
            }
        }
        let by = "name it in a section with `by:`, or remove it";
        let show = "name it under `show:` in a section of figures, or remove it";
        let people = self.people.unused("person", by);
        people.chain(self.figures.unused("figure", show)).collect()
    }
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
