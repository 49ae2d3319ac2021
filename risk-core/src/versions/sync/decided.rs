//! What a base has once a person has decided conflicts of a sync.
//!
//! A decision is of a record and not of whatever has its name by now: which record of the base, and of the workbook, it
//! is of is known from what the register's record is.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::Base;
use crate::check::Reading;
use crate::edit::{Lineage, state, states};
use crate::error::Error;
use crate::record::align::inverse;
use crate::record::{Key, RecordId};
use crate::register::{Component, Record, RecordField, Register, Risk};
use crate::versions::pairing::Derived;
use crate::versions::renames::{Renamed, follow, renamed_back};
use crate::versions::resolve::follow_values;
use crate::versions::{Conflict, Take};

/// A base in which the workbook's side of decided conflicts is known: the decision is in the register, so what the
/// workbook states there is what was before it. Where the workbook states something else by now, nothing is decided. Also
/// the decisions that made a difference.
pub(super) fn decide(
    base: Base,
    [ours, theirs]: &mut [Derived; 2],
    workbook: &Reading,
    decided: &[Conflict],
) -> Result<(Base, Vec<Conflict>), Error> {
    // A choice that the register does not have decides nothing.
    let decided = decided.iter().filter(|one| one.is_applied());
    let decided: Vec<&Conflict> = decided.collect();
    if decided.is_empty() {
        return Ok((base, Vec::new()));
    }
    let Base { register, scope } = base;
    let mut title = register.title().to_owned();
    let stated = workbook.register.title();
    let is_title =
        |conflict: &&Conflict| conflict.record == RecordId::Register && conflict.theirs == stated;
    if decided.iter().any(is_title) {
        stated.clone_into(&mut title);
    }
    // A conflict names components as the register does, and the workbook and the base may call them otherwise.
    let [of_ours, of_theirs] =
        [&*ours, &*theirs].map(|side| renamed_back(&register, &side.register, &side.lineage));
    let in_base = Renamed::new(&ours.register, &of_ours);
    let sides = [ours.register.clone(), follow(&theirs.register, &of_theirs)?];
    let mut components = Decided::<Component>::of(&register, &sides, [ours, theirs]);
    let mut risks = Decided::<Risk>::of(&register, &sides, [ours, theirs]);
    let mut held = Vec::new();
    for conflict in decided {
        let mut known = conflict.clone();
        follow_values(&mut known, &in_base);
        let holds = match &conflict.record {
            RecordId::Register => is_title(&conflict),
            RecordId::Component(key) => components.decide(key, &known),
            RecordId::Risk(key) => risks.decide(key, &known),
        };
        held.extend(holds.then(|| conflict.clone()));
    }
    let called = components.called(&register);
    let (mut components, of_components) = components.done();
    let (mut risks, of_risks) = risks.done();
    let renamed = Renamed::new(&register, &called);
    for component in &mut components {
        renamed.in_component(component);
    }
    for risk in &mut risks {
        renamed.in_risk(risk);
    }
    let [of_ours, of_theirs] =
        [0, 1].map(|side: usize| Lineage::of(of_components[side].clone(), of_risks[side].clone()));
    (ours.lineage, theirs.lineage) = (of_ours, of_theirs);
    let scale = register.scale().clone();
    let register = register.with_title(title);
    let register = register.with_records(scale, components, risks)?;
    Ok((Base { register, scope }, held))
}

/// The records of one sort of a base, and which of them each one of the two sides is.
struct Decided<T> {
    base: Vec<Arc<T>>,
    /// What the two have, of which the workbook names components as the base does.
    sides: [Register; 2],
    origins: [Vec<Option<usize>>; 2],
    /// Which record of the workbook each one of the base is.
    others: Vec<Option<usize>>,
}

impl<T: Record> Decided<T> {
    fn of(base: &Register, sides: &[Register; 2], derived: [&Derived; 2]) -> Self {
        let origins = derived.map(|side| side.lineage.of_sort::<T>().to_vec());
        Self {
            base: T::shared(base).to_vec(),
            others: inverse(&origins[1], T::shared(base).len()),
            origins,
            sides: sides.clone(),
        }
    }

    fn done(self) -> (Vec<Arc<T>>, [Vec<Option<usize>>; 2]) {
        (self.base, self.origins)
    }

    /// What the base calls records otherwise than before.
    fn called(&self, before: &Register) -> HashMap<String, String> {
        let pairs = T::shared(before).iter().zip(&self.base);
        let other = pairs.filter(|(old, new)| old.name() != new.name());
        let names = other.map(|(old, new)| (old.name().to_owned(), new.name().to_owned()));
        names.collect()
    }

    fn record(&self, side: usize, at: usize) -> &Arc<T> {
        &T::shared(&self.sides[side])[at]
    }

    /// Whether a decision makes a difference.
    fn decide(&mut self, key: &Key, conflict: &Conflict) -> bool {
        let own = T::position(&self.sides[0], key);
        if conflict.field.is_some() {
            return self.field(own, conflict);
        }
        if conflict.theirs.is_null() {
            // What theirs removed and ours has is new to theirs.
            if let Some(own) = own
                && let Some(at) = self.origins[0][own]
                && self.others[at].is_none()
            {
                self.origins[0][own] = None;
                return true;
            }
            return false;
        }
        let other = self.stated(&conflict.theirs);
        other.is_some_and(|other| self.whole(own, other, conflict))
    }

    /// What the base has in a field becomes what the workbook has, if it still has that.
    fn field(&mut self, own: Option<usize>, conflict: &Conflict) -> bool {
        let origin = own.and_then(|own| self.origins[0][own]);
        let other = origin.and_then(|at| self.others[at]);
        let (Some(at), Some(other)) = (origin, other) else {
            return false;
        };
        let known = Conflict {
            ours: conflict.base.clone(),
            ..conflict.clone()
        };
        let has = Conflict {
            ours: conflict.theirs.clone(),
            ..conflict.clone()
        };
        let mut asked = T::clone(self.record(1, other));
        let is_it = state(&mut asked, &has, &conflict.theirs).is_ok();
        let mut record = T::clone(&self.base[at]);
        let holds = is_it
            && state(&mut record, &known, &conflict.theirs).is_ok()
            && record != *self.base[at];
        if holds {
            self.base[at] = Arc::new(record);
        }
        holds
    }

    /// The record of the workbook that a conflict states, if it still has that.
    fn stated(&self, stated: &Value) -> Option<usize> {
        let key = T::Field::NAME.path();
        let name = stated.get(key).and_then(Value::as_str).unwrap_or_default();
        let of_name = (1..).map_while(|nth| T::position(&self.sides[1], &Key::new(name, nth)));
        let mut of_name = of_name.map(|at| (at, self.record(1, at)));
        let found = of_name.find(|(_, record)| {
            let current = serde_json::to_value(&***record).unwrap_or_default();
            states(stated, &current)
        });
        found.map(|(at, _)| at)
    }

    /// The base has a whole record as the workbook has it. Where it had none, that is the record of the register that came
    /// of the decision, if any did.
    fn whole(&mut self, own: Option<usize>, other: usize, conflict: &Conflict) -> bool {
        let record = Arc::clone(self.record(1, other));
        if let Some(at) = self.origins[1][other] {
            let holds = self.base[at] != record;
            self.base[at] = record;
            return holds;
        }
        let is_new = own.map(|own| self.origins[0][own].is_none());
        // Another one is called so by now as what was added.
        if conflict.take != Some(Take::Ours) && is_new == Some(false) {
            return false;
        }
        let is_own =
            is_new == Some(true) && (conflict.take != Some(Take::Ours) || !conflict.ours.is_null());
        let own = own.filter(|_| is_own);
        let at = Some(self.base.len());
        self.base.push(record);
        self.others.push(Some(other));
        self.origins[1][other] = at;
        if let Some(own) = own {
            self.origins[0][own] = at;
        }
        true
    }
}
