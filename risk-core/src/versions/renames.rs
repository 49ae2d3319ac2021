//! Components that are called otherwise, and who names them.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use crate::edit::{Lineage, named_by, named_by_mut};
use crate::error::InvalidRegister;
use crate::record::align::Pairs;
use crate::register::{Component, Record, Register, Risk};

/// Which components that are gone are which of those that are new: the only ones of a description, those that all who
/// named the one name instead, and the only ones that state the same. Pairs of the old and the new position.
pub(super) fn of_components(
    before: &Register,
    after: &Register,
    lineage: &Lineage,
) -> Vec<(usize, usize)> {
    let mut search = Search::new(before, after, lineage);
    search.only(|component| {
        let text = component.description.trim();
        (!text.is_empty()).then(|| text.to_owned())
    });
    search.by_users(lineage);
    search.only(|component| {
        let unnamed = Component {
            name: String::new(),
            ..component.clone()
        };
        (unnamed != Component::default()).then(|| format!("{unnamed:?}"))
    });
    let found = search.pairs.of_new.iter().enumerate();
    let found = found.filter(|(new, _)| lineage.components[*new].is_none());
    found
        .filter_map(|(new, old)| Some(((*old)?, new)))
        .collect()
}

/// The components of two versions that are left to be found.
struct Search<'a> {
    before: &'a Register,
    after: &'a Register,
    pairs: Pairs,
}

impl<'a> Search<'a> {
    fn new(before: &'a Register, after: &'a Register, lineage: &Lineage) -> Self {
        let mut pairs = Pairs::new(before.components().len(), after.components().len());
        for (new, old) in lineage.components.iter().enumerate() {
            if let Some(old) = old {
                pairs.pair(*old, new);
            }
        }
        Self {
            before,
            after,
            pairs,
        }
    }

    /// Pairs what is left and is the only one of a key in both versions.
    fn only<K: Eq + Hash>(&mut self, key: impl Fn(&Component) -> Option<K>) {
        if !self.pairs.all_paired() {
            let of = |register: &Register, at| key(register.component_at(at)?.stated());
            self.pairs
                .only(|at| of(self.before, at), |at| of(self.after, at));
        }
    }

    /// Pairs what is left where whoever named the one names the other, and nobody names anything else instead.
    fn by_users(&mut self, lineage: &Lineage) {
        if self.pairs.all_paired() {
            return;
        }
        let left = |pairs: &[Option<usize>], register: &'a Register| {
            let left = Pairs::left(pairs);
            left.filter_map(move |at| Some((register.component_at(at)?.stated().name.as_str(), at)))
                .collect::<HashMap<&str, usize>>()
        };
        let old = left(&self.pairs.of_old, self.before);
        let new = left(&self.pairs.of_new, self.after);
        let mut successors: HashMap<usize, HashSet<usize>> = HashMap::new();
        let mut predecessors: HashMap<usize, HashSet<usize>> = HashMap::new();
        for (before, after) in uses(self.before, self.after, lineage) {
            if let (Some(before), Some(after)) = (old.get(before), new.get(after)) {
                successors.entry(*before).or_default().insert(*after);
                predecessors.entry(*after).or_default().insert(*before);
            }
        }
        for (old, new) in successors {
            let mut new = new.into_iter();
            if let (Some(new), None) = (new.next(), new.next())
                && predecessors[&new].len() == 1
            {
                self.pairs.pair(old, new);
            }
        }
    }
}

/// What records named and what they name instead: the components of risks, containers, and the members of requirements
/// of which one was exchanged for another.
fn uses<'a>(
    before: &'a Register,
    after: &'a Register,
    lineage: &'a Lineage,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let risks = after.risks().zip(&lineage.risks);
    let of_risks = risks.filter_map(|(risk, origin)| {
        let old = before.risk_at((*origin)?)?.stated();
        Some((old.component.as_str(), risk.stated().component.as_str()))
    });
    let components = after.components().zip(&lineage.components);
    let of_components = components.filter_map(|(component, origin)| {
        let old = before.component_at((*origin)?)?.stated();
        Some((old, component.stated()))
    });
    let of_components = of_components.flat_map(|(old, new)| {
        let members = |component: &'a Component| {
            let requirements = component.requires.iter().flatten();
            let members = requirements.flat_map(|requirement| &requirement.members);
            members.map(String::as_str).collect::<HashSet<&str>>()
        };
        let (was, is) = (members(old), members(new));
        let gone: Vec<&str> = was.difference(&is).copied().collect();
        let come: Vec<&str> = is.difference(&was).copied().collect();
        let exchanged = match (&gone[..], &come[..]) {
            ([gone], [come]) => Some((*gone, *come)),
            _ => None,
        };
        let within = (old.within.as_str(), new.within.as_str());
        exchanged.into_iter().chain([within])
    });
    of_risks.chain(of_components)
}

/// The names of components that are called otherwise, and what they are called. Who names one of several of a name
/// names the others still.
pub(super) fn renamed(
    before: &Register,
    after: &Register,
    lineage: &Lineage,
) -> HashMap<String, String> {
    let components = after.components().zip(&lineage.components);
    let renamed = components.filter_map(|(component, origin)| {
        let old = &before.component_at((*origin)?)?.stated().name;
        let new = &component.stated().name;
        let is_other = old != new && before.count_components(old) == 1;
        is_other.then(|| (old.clone(), new.clone()))
    });
    renamed.collect()
}

/// The same the other way round: what components of the newer version are called in the older one.
#[cfg(feature = "folder")]
pub(super) fn renamed_back(
    before: &Register,
    after: &Register,
    lineage: &Lineage,
) -> HashMap<String, String> {
    renamed(after, before, &lineage.inverse(before))
}

/// How many records have each name, by what is the same in names that mean the same.
pub(super) fn count_names<'n, T: Record>(
    names: impl Iterator<Item = &'n str>,
) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for name in names {
        *counts.entry(T::fold_name(name)).or_default() += 1;
    }
    counts
}

/// What components are called otherwise than where they are declared, for whoever names them.
pub(super) struct Renamed<'a> {
    declared: &'a Register,
    names: &'a HashMap<String, String>,
}

impl<'a> Renamed<'a> {
    pub fn new(declared: &'a Register, names: &'a HashMap<String, String>) -> Self {
        Self { declared, names }
    }

    /// What the component is called now that a text names; `None` where it is called as before.
    pub fn name(&self, text: &str) -> Option<&'a String> {
        let declared = self.declared.find_component(text)?;
        self.names.get(&declared.stated().name)
    }

    /// Has a component name others as they are called now. It itself keeps its name.
    pub fn in_component(&self, component: &mut Arc<Component>) {
        if named_by(component).any(|(_, name)| self.name(name).is_some()) {
            for name in named_by_mut(Arc::make_mut(component)) {
                if let Some(new) = self.name(name) {
                    name.clone_from(new);
                }
            }
        }
    }

    /// The same of a risk.
    pub fn in_risk(&self, risk: &mut Arc<Risk>) {
        if let Some(new) = self.name(&risk.component) {
            Arc::make_mut(risk).component.clone_from(new);
        }
    }
}

/// A register in which all who name a component name it as it is called now. The components themselves keep their names.
pub(super) fn follow(
    register: &Register,
    names: &HashMap<String, String>,
) -> Result<Register, InvalidRegister> {
    if names.is_empty() {
        return Ok(register.clone());
    }
    let renamed = Renamed::new(register, names);
    let mut components = register.shared_components().to_vec();
    for component in &mut components {
        renamed.in_component(component);
    }
    let mut risks = register.shared_risks().to_vec();
    for risk in &mut risks {
        renamed.in_risk(risk);
    }
    register.with_records(register.scale().clone(), components, risks)
}

/// A register whose records are called as they are in another version.
pub(super) fn as_called(
    before: &Register,
    after: &Register,
    lineage: &Lineage,
) -> Result<Register, InvalidRegister> {
    let components = called(
        before.shared_components(),
        after.shared_components(),
        &lineage.components,
    );
    let risks = called(before.shared_risks(), after.shared_risks(), &lineage.risks);
    before.with_records(before.scale().clone(), components, risks)
}

fn called<T: Record>(
    before: &[Arc<T>],
    after: &[Arc<T>],
    origins: &[Option<usize>],
) -> Vec<Arc<T>> {
    let mut records = before.to_vec();
    for (new, origin) in after.iter().zip(origins) {
        if let Some(old) = origin.and_then(|at| records.get_mut(at))
            && old.name() != new.name()
        {
            new.name().clone_into(Arc::make_mut(old).name_mut());
        }
    }
    records
}
