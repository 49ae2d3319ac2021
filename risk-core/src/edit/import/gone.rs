//! What sources have not any more.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::Editor;
use super::ImportSummary;
use super::requirements::{is_from, merged};
use crate::record::Key;
use crate::register::{Component, ComponentOrigin};

/// A component that a source has not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gone {
    /// The component.
    pub component: Key,
    /// The source.
    pub source: String,
    /// The risks of the component.
    pub risks: Vec<Key>,
}

/// What sources have without a place in the register: a component that it may be is not gone.
#[derive(Default)]
pub(super) struct Unplaced<'a> {
    origins: HashSet<&'a ComponentOrigin>,
    /// By source, the names of components without origins.
    names: HashSet<(&'a str, String)>,
}

impl<'a> Unplaced<'a> {
    /// Adds what a source has, with the name that it may have here.
    pub fn add(&mut self, origin: &'a ComponentOrigin, name: Option<&str>) {
        self.origins.insert(origin);
        let name = name.map(|name| (origin.source.as_str(), name.to_owned()));
        self.names.extend(name);
    }

    /// Whether it may be a component, of a source.
    fn may_be(&self, component: &Component, source: &str) -> bool {
        if component.origins.is_empty() {
            return self.names.contains(&(source, component.name.clone()));
        }
        let mut origins = component.origins.iter();
        origins.any(|origin| origin.source == source && self.origins.contains(origin))
    }
}

impl Editor {
    /// What a source has not any more: taken back where another source has it, else reported with its risks.
    pub(super) fn leave(
        &mut self,
        source: &str,
        placed: Option<&HashSet<usize>>,
        unplaced: &Unplaced<'_>,
        changed: &mut BTreeSet<usize>,
        summary: &mut ImportSummary,
    ) {
        let is_placed = |place: usize| placed.is_some_and(|placed| placed.contains(&place));
        let left = self.components.iter().filter(|(place, component)| {
            let mut origins = component.origins.iter();
            let mut requires = component.requires.iter().flatten();
            let is_of = origins.any(|origin| origin.source == source)
                || requires.any(|requirement| is_from(requirement, source));
            is_of && !is_placed(*place) && !unplaced.may_be(component, source)
        });
        let left = left.map(|(place, component)| {
            let mut origins = component.origins.iter();
            (place, origins.any(|origin| origin.source != source))
        });
        let (elsewhere, gone): (Vec<_>, Vec<_>) = left.partition(|(_, elsewhere)| *elsewhere);
        for (place, _) in elsewhere {
            self.take_back_at(place, source);
            changed.insert(place);
        }
        let mut risks: HashMap<usize, Vec<Key>> =
            gone.iter().map(|(place, _)| (*place, Vec::new())).collect();
        for (at, risk) in self.risks.iter().filter(|_| !gone.is_empty()) {
            let name = self.components.resolve(&risk.component);
            let place = name.and_then(|name| self.components.named(name).first());
            if let Some(of_component) = place.and_then(|place| risks.get_mut(place)) {
                of_component.push(self.risks.key(at));
            }
        }
        summary.gone.extend(gone.into_iter().map(|(place, _)| Gone {
            component: self.components.key(place),
            source: source.to_owned(),
            risks: risks.remove(&place).unwrap_or_default(),
        }));
    }

    /// Takes back what was assumed from a source for components that it does not have any more, as an import
    /// [reports](ImportSummary::gone), and that they were of it. The summary has them as
    /// [changed](ImportSummary::changed) then.
    pub fn take_back(&mut self, summary: &mut ImportSummary) {
        let mut changed: HashSet<Key> = summary.changed.iter().cloned().collect();
        for gone in &summary.gone {
            let Some(place) = self.components.nth(&gone.component) else {
                continue;
            };
            self.take_back_at(place, &gone.source);
            if changed.insert(gone.component.clone()) {
                summary.changed.push(gone.component.clone());
            }
        }
        summary.unchanged.retain(|key| !changed.contains(key));
    }

    fn take_back_at(&mut self, place: usize, source: &str) {
        let before = self.components.get(place).requires.as_deref();
        let after = merged(before, None, source, &self.components, &mut |_| {});
        let component = self.components.get_mut(place);
        component.requires = after;
        component.origins.retain(|origin| origin.source != source);
    }
}
