//! Conflicts of an earlier merge that nobody decided since.

use std::collections::HashMap;
use std::sync::Arc;

use super::conflict::{Conflict, Three};
use super::fields::Rules;
use super::records::{Found, Of, Row};
use crate::edit::{list_and_entry, state, state_as};
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
    let mut in_conflict: HashMap<usize, Vec<(&String, &Three)>> = HashMap::new();
    for (of, path, values, _) in &found.conflicts {
        if let (Of::Merged(kind, place), Some(path)) = (of, path)
            && *kind == T::KIND
        {
            in_conflict.entry(*place).or_default().push((path, values));
        }
    }
    let mut again = Vec::new();
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
        let mut there = in_conflict.get(&place).into_iter().flatten();
        let is_found = there.any(|(path, values)| is_of(conflict, path, values));
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
        let (path, reason) = (conflict.field.clone(), conflict.reason.clone());
        again.push((of, path, values, reason));
    }
    found.conflicts.append(&mut again);
}

/// Whether what was found is a conflict that was known: of a field by its path; of an entry, which may stand elsewhere in
/// its list by now, by what all state there.
fn is_of(known: &Conflict, path: &str, found: &Three) -> bool {
    let field = known.field.as_deref().unwrap_or_default();
    match (list_and_entry(field), list_and_entry(path)) {
        ((list, Some(_)), (other, Some(_))) => {
            let stated = [&known.base, &known.ours, &known.theirs];
            list == other && stated == [&found.base, &found.ours, &found.theirs]
        }
        _ => field == path,
    }
}

/// Whether a record has what ours states of a conflict, and not yet what theirs does.
fn is_still<T: Record>(record: &T, conflict: &Conflict) -> bool {
    let mut asked = record.clone();
    state(&mut asked, conflict, &conflict.theirs).is_ok() && asked != *record
}
