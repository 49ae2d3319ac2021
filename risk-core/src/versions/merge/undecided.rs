//! Conflicts of an earlier merge that nobody decided since.

use std::collections::HashMap;
use std::sync::Arc;

use super::conflict::{Conflict, Three};
use super::fields::Rules;
use super::records::{Found, Of, Row};
use crate::edit::{state, state_as};
use crate::register::Record;

/// Finds the open conflicts of fields again of which both sides have what they had: what a side changed in another field, or
/// in another record, to make it one may be on both sides by now. The merged record has what ours states.
pub(super) fn find<T: Record>(rules: &Rules<'_>, rows: &mut [Row<T>], found: &mut Found) {
    let register = rules.ours.register;
    let known = rules
        .known
        .iter()
        .filter(|conflict| conflict.take.is_none());
    let known: Vec<(usize, &Conflict)> = known
        .filter(|conflict| conflict.record.kind() == T::KIND && conflict.field.is_some())
        .filter_map(|conflict| Some((T::position(register, conflict.record.key()?)?, conflict)))
        .collect();
    if known.is_empty() {
        return;
    }
    let [ours, theirs] = [rules.ours, rules.theirs].map(|side| T::shared(side.register));
    let places: HashMap<usize, usize> = rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| Some((row.ours?, place)))
        .collect();
    let in_conflict = found.fields_in_conflict(T::KIND);
    for (own, conflict) in known {
        let place = places.get(&own).copied();
        let Some((place, other)) = place.and_then(|place| Some((place, rows[place].theirs?)))
        else {
            continue;
        };
        let (Some(own), Some(other)) = (ours.get(own), theirs.get(other)) else {
            continue;
        };
        let turned = Conflict {
            ours: conflict.theirs.clone(),
            theirs: conflict.ours.clone(),
            ..conflict.clone()
        };
        let path = conflict.field.clone();
        let is_found = in_conflict.contains(&(place, path.clone()));
        if is_found || !is_still(&**own, conflict) || !is_still(&**other, &turned) {
            continue;
        }
        let record = Arc::make_mut(&mut rows[place].record);
        state_as(record, &turned, (&conflict.ours, &**own));
        let values = Three {
            base: conflict.base.clone(),
            ours: conflict.ours.clone(),
            theirs: conflict.theirs.clone(),
        };
        let of = Of::Merged(T::KIND, place);
        let reason = conflict.reason.clone();
        found.conflicts.push((of, path, values, reason));
    }
}

/// Whether a record has what ours states of a conflict, and not yet what theirs does.
fn is_still<T: Record>(record: &T, conflict: &Conflict) -> bool {
    let mut asked = record.clone();
    state(&mut asked, conflict, &conflict.theirs).is_ok() && asked != *record
}
