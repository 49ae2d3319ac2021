//! What records are called after a merge. That is decided before anything that names one is merged, and then all versions
//! call it so: whoever names a record follows the name that it keeps, whichever side gave it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::conflict::{Side, Three};
use crate::error::InvalidRegister;
use crate::record::align::inverse;
use crate::register::{Component, Record, RecordField, Register, Risk};
use crate::versions::pairing::Derived;
use crate::versions::renames;

/// The names of the records of one sort.
#[derive(Debug, Default)]
pub(super) struct Names {
    kept: Vec<Kept>,
    /// What the versions call a record where not both can have their way, and why, by its position in the base.
    pub conflicts: HashMap<usize, (Three, String)>,
    /// The names of records that theirs added and the merged register has not, as ours gave the names to others.
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
        let mut old = self.components.given::<Component>(0, base);
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
        let one = self.components.given::<Component>(1, &ours.register);
        let other = self.components.given::<Component>(2, &theirs.register);
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
    /// the name that theirs gave to a third one, it is looked for again.
    fn hold_back<T: Record>(&mut self, registers: [&Register; 3], origins: [&[Option<usize>]; 2]) {
        let [base, ours, _] = registers.map(T::shared);
        let [others, added] = self.others::<T>(registers, origins);
        loop {
            let added = added.iter().copied();
            let added = added.filter(|name| !self.left_out.contains(*name));
            let kept = self.kept.iter().map(|kept| kept.name.trim());
            let kept = kept.chain(others.iter().copied());
            let given = given_twice::<T>(registers, kept.chain(added.clone()));
            let gone: Vec<String> = added
                .filter(|name| given.contains(*name))
                .map(str::to_owned)
                .collect();
            let mut is_done = gone.is_empty();
            self.left_out.extend(gone);
            for kept in &mut self.kept {
                let [old, own, _] = kept.places;
                let (old, own) = (base[old].name(), ours[own].name());
                if given.contains(kept.name.trim()) && own.trim() != kept.name.trim() {
                    let reason = reason::<T>(kept.name.trim());
                    let conflict = (three([old, own, &kept.name]), reason);
                    self.conflicts.insert(kept.places[0], conflict);
                    own.clone_into(&mut kept.name);
                    is_done = false;
                }
            }
            if is_done {
                return;
            }
        }
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
        let mut added: HashMap<&str, usize> = HashMap::new();
        let mut others = Vec::new();
        for (at, (record, origin)) in ours.iter().zip(of_ours).enumerate() {
            let name = record.name().trim();
            match origin {
                None => *added.entry(name).or_default() += 1,
                Some(old) if kept.contains(&at) || base[*old] == *record => continue,
                Some(_) => {}
            }
            others.push(name);
        }
        let new = theirs.iter().zip(of_theirs);
        let new = new.filter(|(_, origin)| origin.is_none());
        // One that both added under one name is one record, or a conflict of its own.
        let new = new.map(|(record, _)| record.name().trim()).filter(|name| {
            let same = added.get_mut(name).filter(|count| **count > 0);
            same.map(|count| *count -= 1).is_none()
        });
        let new = new.collect();
        [others, new]
    }

    /// What those are called in the end that a version calls otherwise. What has its name with others is not named by it.
    fn given<T: Record>(&self, version: usize, register: &Register) -> HashMap<String, String> {
        let records = T::shared(register);
        let given = self.kept.iter().filter_map(|kept| {
            let name = records[kept.places[version]].name();
            let is_other = name != kept.name && register.count_components(name) == 1;
            is_other.then(|| (name.to_owned(), kept.name.clone()))
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

/// The names that more records have than in either side.
fn given_twice<'n, T: Record>(
    [_, ours, theirs]: [&'n Register; 3],
    merged: impl Iterator<Item = &'n str>,
) -> HashSet<String> {
    fn count<'n>(names: impl Iterator<Item = &'n str>) -> HashMap<&'n str, usize> {
        let mut counts = HashMap::new();
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
        counts
    }
    let mut merged = count(merged);
    merged.retain(|name, count| !name.is_empty() && *count > 1);
    if merged.is_empty() {
        return HashSet::new();
    }
    let sides = [ours, theirs].map(|side| count(T::all(side).map(|record| record.name().trim())));
    let is_made = |(name, count): &(&str, usize)| {
        let own = |side: &HashMap<&str, usize>| side.get(name).copied().unwrap_or_default();
        sides.iter().all(|side| own(side) < *count)
    };
    let made = merged.into_iter().filter(is_made);
    made.map(|(name, _)| name.to_owned()).collect()
}
