//! What records are called after a merge. That is decided before anything that names one is merged, and then all versions
//! call it so: whoever names a record follows the name that it keeps, whichever side gave it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::conflict::{Side, Three};
use crate::error::InvalidRegister;
use crate::record::align::inverse;
use crate::register::{Component, Record, RecordField, Register, Risk};
use crate::versions::pairing::Derived;
use crate::versions::renames::{self, count_names};

/// The names of the records of one sort.
#[derive(Debug, Default)]
pub(super) struct Names {
    kept: Vec<Kept>,
    /// What the versions call a record where not both can have their way, and why, by its position in the base.
    pub conflicts: HashMap<usize, (Three, String)>,
    /// The names of records that theirs added and the merged register has not, as ours gave the names to others; folded.
    pub left_out: HashSet<String>,
    /// The base and theirs, with all records called as they are there.
    pub before: [Register; 2],
}

/// A record that both sides have of the base: where each version has it, and what it is called.
#[derive(Debug)]
struct Kept {
    places: [usize; 3],
    name: String,
}

/// The names of all records.
#[derive(Debug)]
pub(super) struct AllNames {
    pub components: Names,
    pub risks: Names,
}

impl AllNames {
    pub fn of(base: &Register, ours: &Derived, theirs: &Derived, prefer: Option<Side>) -> Self {
        let registers = [base, &ours.register, &theirs.register];
        let (one, other) = (&ours.lineage, &theirs.lineage);
        let components = [&*one.components, &*other.components];
        let risks = [&*one.risks, &*other.risks];
        Self {
            components: Names::of::<Component>(registers, components, prefer),
            risks: Names::of::<Risk>(registers, risks, prefer),
        }
    }

    /// The versions with all records called as they are in the end, also by whoever names them.
    pub fn given(
        &self,
        base: &Register,
        ours: &Derived,
        theirs: &Derived,
    ) -> Result<[Register; 3], InvalidRegister> {
        let mut old = self.components.given(0, base);
        // What one side renamed and the other one removed keeps its name in the base, as this is a change of it.
        for (side, other) in [(ours, theirs), (theirs, ours)] {
            let gone = renames::renamed(base, &side.register, &side.lineage).into_iter();
            let kept: HashSet<usize> = other.lineage.components.iter().copied().flatten().collect();
            let is_gone = |old: &str| {
                let old = base.find_component(old);
                old.is_some_and(|old| !kept.contains(&old.position()))
            };
            old.extend(gone.filter(|(old, _)| is_gone(old)));
        }
        let one = self.components.given(1, &ours.register);
        let other = self.components.given(2, &theirs.register);
        Ok([
            self.called((0, base), &old)?,
            self.called((1, &ours.register), &one)?,
            self.called((2, &theirs.register), &other)?,
        ])
    }

    fn called(
        &self,
        (version, register): (usize, &Register),
        names: &HashMap<String, String>,
    ) -> Result<Register, InvalidRegister> {
        let register = renames::follow(register, names)?;
        let components = self.components.called::<Component>(version, &register);
        let risks = self.risks.called::<Risk>(version, &register);
        if components.is_none() && risks.is_none() {
            return Ok(register);
        }
        let components = components.unwrap_or_else(|| register.shared_components().to_vec());
        let risks = risks.unwrap_or_else(|| register.shared_risks().to_vec());
        register.with_records(register.scale().clone(), components, risks)
    }
}

impl Names {
    fn of<T: Record>(
        registers: [&Register; 3],
        origins: [&[Option<usize>]; 2],
        prefer: Option<Side>,
    ) -> Self {
        let [base, ours, theirs] = registers.map(T::shared);
        let [in_ours, in_theirs] = origins.map(|of| inverse(of, base.len()));
        let mut names = Self {
            before: [registers[0].clone(), registers[2].clone()],
            ..Self::default()
        };
        for (at, old) in base.iter().enumerate() {
            let (Some(own), Some(other)) = (in_ours[at], in_theirs[at]) else {
                continue;
            };
            let [old, one, two] = [old.name(), ours[own].name(), theirs[other].name()];
            let is_both = one != old && two != old && one != two;
            if is_both && prefer.is_none() {
                let conflict = (three([old, one, two]), "both sides changed it".to_owned());
                names.conflicts.insert(at, conflict);
            }
            let is_theirs = one == old || is_both && prefer == Some(Side::Theirs);
            names.kept.push(Kept {
                places: [at, own, other],
                name: if is_theirs { two } else { one }.to_owned(),
            });
        }
        names.hold_back::<T>(registers, origins);
        names
    }

    /// Leaves the name that ours has where two records would get one name that neither side gave to two. As that may be
    /// the name that theirs gave to a third one, it is looked at again: each record leaves a name once at most.
    fn hold_back<T: Record>(&mut self, registers: [&Register; 3], origins: [&[Option<usize>]; 2]) {
        let [base, ours, _] = registers.map(T::shared);
        let [others, added] = self.others::<T>(registers, origins);
        if self.is_each_once::<T>(ours, &others, &added) {
            return;
        }
        let added = count_names::<T>(added.into_iter());
        let mut given = Given::of::<T>(registers, &self.kept, others.into_iter(), &added);
        while let Some(name) = given.next_twice() {
            let gone = added.get(&name);
            if let Some(gone) = gone.filter(|_| self.left_out.insert(name.clone())) {
                given.take(&name, *gone);
            }
            for at in given.by_name.remove(&name).unwrap_or_default() {
                let kept = &mut self.kept[at];
                let [old, own, _] = kept.places;
                let (old, own) = (base[old].name(), ours[own].name());
                let folded = T::fold_name(own);
                if folded == name {
                    continue;
                }
                let conflict = (three([old, own, &kept.name]), reason::<T>(&kept.name));
                self.conflicts.insert(kept.places[0], conflict);
                own.clone_into(&mut kept.name);
                given.take(&name, 1);
                given.give(folded, at);
            }
        }
    }

    /// Whether each name that ours gets of theirs is then that of one record, as nearly always.
    fn is_each_once<T: Record>(&self, ours: &[Arc<T>], others: &[&str], added: &[&str]) -> bool {
        let kept = || self.kept.iter().map(|kept| kept.name.as_str());
        let own = self.kept.iter().map(|kept| ours[kept.places[1]].name());
        let renamed = kept().zip(own).filter(|(name, own)| name != own);
        let new = renamed.map(|(name, _)| name).chain(added.iter().copied());
        let mut counts: HashMap<String, usize> = new.map(|name| (T::fold_name(name), 0)).collect();
        if counts.is_empty() {
            return true;
        }
        for name in kept().chain(others.iter().chain(added).copied()) {
            if let Some(count) = counts.get_mut(&T::fold_name(name)) {
                *count += 1;
            }
        }
        counts.into_values().all(|count| count < 2)
    }

    /// The names of the other records that a merge has: of ours, but for those that theirs removed and ours did not touch,
    /// and of those that theirs added and ours did not.
    fn others<'a, T: Record>(
        &self,
        registers: [&'a Register; 3],
        [of_ours, of_theirs]: [&[Option<usize>]; 2],
    ) -> [Vec<&'a str>; 2] {
        let [base, ours, theirs] = registers.map(T::shared);
        let kept: HashSet<usize> = self.kept.iter().map(|kept| kept.places[1]).collect();
        let mut added: HashMap<String, usize> = HashMap::new();
        let mut others = Vec::new();
        for (at, (record, origin)) in ours.iter().zip(of_ours).enumerate() {
            let name = record.name();
            match origin {
                None => *added.entry(T::fold_name(name)).or_default() += 1,
                Some(old) if kept.contains(&at) || base[*old] == *record => continue,
                Some(_) => {}
            }
            others.push(name);
        }
        let new = theirs.iter().zip(of_theirs);
        let new = new.filter(|(_, origin)| origin.is_none());
        // One that both added under one name is one record, or a conflict of its own.
        let new = new.map(|(record, _)| record.name()).filter(|name| {
            let same = added.get_mut(&T::fold_name(name));
            let same = same.filter(|count| **count > 0);
            same.map(|count| *count -= 1).is_none()
        });
        let new = new.collect();
        [others, new]
    }

    /// What components are called in the end that a version calls otherwise. What has its name with others is not named by it.
    fn given(&self, version: usize, register: &Register) -> HashMap<String, String> {
        let records = register.shared_components();
        let given = self.kept.iter().filter_map(|kept| {
            let name = &records[kept.places[version]].name;
            let is_other = *name != kept.name && register.count_components(name) == 1;
            is_other.then(|| (name.clone(), kept.name.clone()))
        });
        given.collect()
    }

    /// The records of a version, called as they are in the end; `None` where they are.
    fn called<T: Record>(&self, version: usize, register: &Register) -> Option<Vec<Arc<T>>> {
        let mut records = None;
        for kept in &self.kept {
            let at = kept.places[version];
            if T::shared(register)[at].name() != kept.name {
                let records = records.get_or_insert_with(|| T::shared(register).to_vec());
                let name = Arc::make_mut(&mut records[at]).name_mut();
                kept.name.clone_into(name);
            }
        }
        records
    }
}

/// Why a name is not given.
pub(super) fn reason<T: Record>(name: &str) -> String {
    format!("both sides gave the {} `{name}`", T::Field::NAME)
}

fn three(names: [&str; 3]) -> Three {
    Three::of(names.each_ref(), |name| (*name).into())
}

/// How many records get each name. The names are folded.
struct Given {
    counts: HashMap<String, usize>,
    /// How many have it in either side.
    sides: [HashMap<String, usize>; 2],
    /// The records of both sides that have a name, but for those that have looked at it.
    by_name: HashMap<String, Vec<usize>>,
    /// The names to be looked at.
    open: Vec<String>,
}

impl Given {
    fn of<'n, T: Record>(
        [_, ours, theirs]: [&'n Register; 3],
        kept: &[Kept],
        others: impl Iterator<Item = &'n str>,
        added: &HashMap<String, usize>,
    ) -> Self {
        let mut given = Self {
            counts: count_names::<T>(others),
            sides: [ours, theirs].map(|side| count_names::<T>(T::all(side).map(T::name))),
            by_name: HashMap::new(),
            open: Vec::new(),
        };
        for (name, count) in added {
            *given.counts.entry(name.clone()).or_default() += count;
            given.open.push(name.clone());
        }
        for (at, kept) in kept.iter().enumerate() {
            given.give(T::fold_name(&kept.name), at);
        }
        given
    }

    fn give(&mut self, name: String, at: usize) {
        let count = self.counts.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            self.open.push(name.clone());
        }
        self.by_name.entry(name).or_default().push(at);
    }

    fn take(&mut self, name: &str, count: usize) {
        if let Some(given) = self.counts.get_mut(name) {
            *given = given.saturating_sub(count);
        }
    }

    /// A name that more records have than in either side, of those to be looked at.
    fn next_twice(&mut self) -> Option<String> {
        while let Some(name) = self.open.pop() {
            let given = self.counts.get(&name).copied().unwrap_or_default();
            let mut sides = self.sides.iter().map(|side| side.get(&name));
            if !name.is_empty() && given > 1 && sides.all(|own| *own.unwrap_or(&0) < given) {
                return Some(name);
            }
        }
        None
    }
}
