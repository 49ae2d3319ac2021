//! Suppressions of both sides, which are of the records that the merged register has of them.

use std::collections::{HashMap, HashSet};

use super::Records;
use super::conflict::Side;
use super::records::{Found, Of, Row};
use crate::check::{Reading, Settings, Suppression, folded_record};
use crate::record::RecordKind;
use crate::register::{Record, Register};

/// Has each suppression name its record as the merged register calls it. One that theirs has of a record of which ours
/// has another one of the same name is left out, and reported: it would suppress what is found of that one.
pub(super) fn follow(
    sides: [&Reading; 2],
    merged: &Records,
    settings: &mut Settings,
    found: &mut Found,
) {
    if settings.suppressions.is_empty() {
        return;
    }
    let [ours, theirs] =
        [(Side::Ours, sides[0]), (Side::Theirs, sides[1])].map(|(side, reading)| {
            let mut names = HashMap::new();
            names_of(
                &reading.register,
                side,
                (merged, &merged.components),
                found,
                &mut names,
            );
            names_of(
                &reading.register,
                side,
                (merged, &merged.risks),
                found,
                &mut names,
            );
            names
        });
    let of_ours: HashSet<_> = sides[0]
        .settings
        .suppressions
        .iter()
        .map(Suppression::key)
        .collect();
    let mut left_out = Vec::new();
    settings.suppressions.retain_mut(|one| {
        let record = folded_record(&one.record);
        let (first, second) = if of_ours.contains(&one.key()) {
            (&ours, &theirs)
        } else {
            (&theirs, &ours)
        };
        match first.get(&record).or_else(|| second.get(&record)) {
            Some(Some(name)) if folded_record(name) != record => name.clone_into(&mut one.record),
            Some(None) => left_out.push(format!(
                "left out: theirs suppresses `{}` for its own {}, and here that is another one",
                one.code, one.record
            )),
            Some(Some(_)) | None => {}
        }
        !matches!(first.get(&record), Some(None))
    });
    let of = || Of::Merged(RecordKind::Register, 0);
    let notes = left_out.into_iter();
    found
        .notes
        .extend(notes.map(|note| (of(), Some("suppress".to_owned()), note)));
}

/// What the records of a side are called in the merged register, by what a suppression calls them; `None` where that has
/// another one of the name. Those that are not there are left out.
fn names_of<T: Record>(
    register: &Register,
    side: Side,
    (merged, rows): (&Records, &[Row<T>]),
    found: &Found,
    names: &mut HashMap<String, Option<String>>,
) {
    let in_conflict = found.fields_in_conflict(T::KIND);
    for (place, row) in rows.iter().enumerate() {
        let Some(at) = side.of(row.ours, row.theirs) else {
            continue;
        };
        if at >= T::shared(register).len() {
            continue;
        }
        let is_other = side == Side::Theirs && row.ours.is_some() && row.base.is_none();
        let is_other = is_other && in_conflict.contains(&(place, None));
        let name = (!is_other).then(|| T::id_at(&merged.register, place).to_string());
        let called = T::id_at(register, at).to_string();
        names.insert(folded_record(&called), name);
    }
}
