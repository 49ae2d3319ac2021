//! What a base has once a person has decided conflicts of a sync.

use std::sync::Arc;

use serde_json::Value;

use super::Base;
use crate::check::Reading;
use crate::edit::{state, states};
use crate::error::Error;
use crate::record::{Key, RecordId};
use crate::register::{Component, Record, Register, Risk};
use crate::versions::Conflict;

/// A base in which the workbook's side of decided conflicts is known: the decision is in the register, so what the
/// workbook states there is what was before it. Where the workbook states something else by now, nothing is decided.
pub(super) fn decide(base: Base, workbook: &Reading, decided: &[Conflict]) -> Result<Base, Error> {
    let decided = decided.iter().filter(|conflict| conflict.take.is_some());
    let decided: Vec<&Conflict> = decided.collect();
    if decided.is_empty() {
        return Ok(base);
    }
    let Base { register, scope } = base;
    let theirs = &workbook.register;
    let mut components = register.shared_components().to_vec();
    let mut risks = register.shared_risks().to_vec();
    let mut title = register.title().to_owned();
    for conflict in decided {
        match &conflict.record {
            RecordId::Register if conflict.theirs == theirs.title() => {
                theirs.title().clone_into(&mut title);
            }
            RecordId::Register => {}
            RecordId::Component(key) => {
                decide_record::<Component>(&mut components, (&register, theirs), key, conflict);
            }
            RecordId::Risk(key) => {
                decide_record::<Risk>(&mut risks, (&register, theirs), key, conflict);
            }
        }
    }
    let scale = register.scale().clone();
    let register = register.with_title(title);
    let register = register.with_records(scale, components, risks)?;
    Ok(Base { register, scope })
}

fn decide_record<T: Record>(
    records: &mut Vec<Arc<T>>,
    (base, theirs): (&Register, &Register),
    key: &Key,
    conflict: &Conflict,
) {
    let of = |register: &Register| {
        T::position(register, key).and_then(|at| T::shared(register).get(at).cloned())
    };
    let (old, other) = (of(base), of(theirs));
    let place = |records: &[Arc<T>]| {
        let old = old.as_ref()?;
        records
            .iter()
            .position(|record| record.name() == old.name())
    };
    let Some(_) = &conflict.field else {
        let current = other.as_ref().map(|other| serde_json::to_value(&**other));
        let current = current.and_then(Result::ok).unwrap_or_default();
        let is_it = match &conflict.theirs {
            Value::Null => current.is_null(),
            stated => other.is_some() && states(stated, &current),
        };
        if !is_it {
            return;
        }
        match (place(records), other) {
            (Some(at), Some(other)) => records[at] = other,
            (Some(at), None) => _ = records.remove(at),
            (None, Some(other)) => records.push(other),
            (None, None) => {}
        }
        return;
    };
    let (Some(at), Some(other)) = (place(records), other) else {
        return;
    };
    // What the base has there becomes what the workbook has, if it still has that.
    let known = Conflict {
        ours: conflict.base.clone(),
        ..conflict.clone()
    };
    let has = Conflict {
        ours: conflict.theirs.clone(),
        ..conflict.clone()
    };
    let mut asked = (*other).clone();
    let is_it = state(&mut asked, &has, &conflict.theirs).is_ok();
    let mut record = (*records[at]).clone();
    if is_it && state(&mut record, &known, &conflict.theirs).is_ok() {
        records[at] = Arc::new(record);
    }
}
