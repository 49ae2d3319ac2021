//! Lists whose entries are one text each: observations, mitigations, actions, links, requirements.

use std::collections::BTreeSet;

use super::path::Entry as Place;
use super::table::Table;
use super::{Assignment, EditError, requires};
use crate::record::text::{fold, nearest};
use crate::record::{Field, RiskField};
use crate::register::{
    Component, Entry, FieldValue, Kind, Observation, ObservationStatus, Origin, Record, RecordField,
};

/// Adds to a list, sets or clears it, or changes one entry; the index of an entry that is to go.
pub(super) fn assign<T: Record>(
    record: &mut T,
    field: T::Field,
    place: Option<&Place>,
    assignment: &Assignment,
    declared: &Table<Component>,
) -> Result<Option<usize>, EditError> {
    let (kind, name) = (field.kind(), field.into());
    let not_a_list = EditError::NotAList { field: name };
    let FieldValue::List(old) = kind.get(record) else {
        return Err(not_a_list);
    };
    let read = |text: &str| read(&kind, text, record.name(), declared);
    let new = match place {
        None if assignment.adds() => {
            let added = read(assignment.value())?;
            if added.is_empty() {
                return Err(EditError::NothingToAdd { field: name });
            }
            Some(old.into_iter().flatten().chain(added).collect())
        }
        None if assignment.value().trim().is_empty() => None,
        None if !matches!(kind, Kind::Requires(_)) => {
            return Err(EditError::WholeList { field: name });
        }
        None => Some(read(assignment.value())?),
        Some(place) => {
            let mut entries = old.unwrap_or_default();
            if let Some(gone) = assign_entry(&mut entries, name, place, assignment, read)? {
                return Ok(Some(gone));
            }
            Some(entries)
        }
    };
    kind.set(record, FieldValue::List(new))
        .map(|()| None)
        .map_err(|_| not_a_list)
}

/// Takes entries out of a list, by their indices. After the last requirement that was declared, nothing is required:
/// what somebody has stated is not taken back by accident.
pub(super) fn take_out<T: Record>(
    record: &mut T,
    field: T::Field,
    gone: &BTreeSet<usize>,
) -> Result<(), EditError> {
    let not_a_list = EditError::NotAList {
        field: field.into(),
    };
    let FieldValue::List(Some(old)) = field.kind().get(record) else {
        return Err(not_a_list);
    };
    // What nobody stated does not turn into the statement that nothing is required.
    let is_unstated = old.len() == gone.len() && old.iter().all(is_assumed);
    let left = old.into_iter().enumerate();
    let left = left.filter(|(index, _)| !gone.contains(index));
    let left = left.map(|(_, entry)| entry).collect();
    let left = FieldValue::List(Some(left).filter(|_| !is_unstated));
    field.kind().set(record, left).map_err(|_| not_a_list)
}

/// Whether an entry is a requirement that nobody declared.
fn is_assumed(entry: &Entry) -> bool {
    matches!(entry, Entry::Requirement(requirement) if requirement.origin != Origin::Declared)
}

/// Gives an entry another text or status; the index of one that is to go.
fn assign_entry(
    entries: &mut Vec<Entry>,
    field: Field,
    place: &Place,
    assignment: &Assignment,
    read: impl Fn(&str) -> Result<Vec<Entry>, EditError>,
) -> Result<Option<usize>, EditError> {
    let (position, part) = (place.position, place.part.as_deref());
    check_part(field, place, assignment)?;
    let at = index(field, entries.len(), place)?;
    let text = assignment.only_set()?;
    if part == Some("status")
        && let Entry::Observation(observation) = &mut entries[at]
    {
        observation.status = status(assignment, text)?;
        return Ok(None);
    }
    if text.is_empty() {
        return Ok(Some(at));
    }
    let mut read = read(text)?;
    match (&entries[at], read.as_mut_slice()) {
        // An observation keeps its status.
        (Entry::Observation(old), [Entry::Observation(new)]) => new.status = old.status,
        (_, [_]) => {}
        (Entry::Requirement(_), read) => {
            let count = read.len();
            return Err(EditError::NotOneRequirement { count });
        }
        _ => return Err(EditError::BlankEntry { field, position }),
    }
    entries.splice(at..=at, read);
    Ok(None)
}

/// Refuses a part that the entries of a list do not have. Those of observations have two.
fn check_part(field: Field, place: &Place, assignment: &Assignment) -> Result<(), EditError> {
    let Some(part) = place.part.as_deref() else {
        return Ok(());
    };
    let whole = format!("{field}[{}]", place.position);
    let meant = if field == Field::Risk(RiskField::Observations) {
        let parts = ["text", "status"];
        if parts.contains(&part) {
            return Ok(());
        }
        nearest(part, parts).map(|part| format!("{whole}.{part}"))
    } else {
        Some(whole)
    };
    Err(assignment.unknown_part(field.record(), meant))
}

/// The index of an entry in a list of so many.
pub(super) fn index(field: Field, count: usize, place: &Place) -> Result<usize, EditError> {
    let position = place.position;
    let index = position.checked_sub(1).filter(|index| *index < count);
    index.ok_or(EditError::NoEntry {
        field,
        count,
        position,
    })
}

/// The entries that a text is for a record of a name: but for requirements one, or none where it is
/// blank.
fn read<T: Record>(
    kind: &Kind<T>,
    text: &str,
    own: &str,
    declared: &Table<Component>,
) -> Result<Vec<Entry>, EditError> {
    if let Kind::Requires(_) = kind {
        let requirements = requires::read(text, own, declared)?;
        return Ok(requirements.into_iter().map(Entry::Requirement).collect());
    }
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![match kind {
        // What somebody just thought of is not in place yet.
        Kind::Observations(_) => Entry::Observation(Observation::suggested(text)),
        Kind::TrackerLinks(_) => Entry::Text(link(text)?.to_owned()),
        _ => Entry::Text(text.to_owned()),
    }])
}

/// A link, which has no white space inside.
pub(super) fn link(text: &str) -> Result<&str, EditError> {
    if text.contains(char::is_whitespace) {
        let text = text.to_owned();
        return Err(EditError::SpaceInLink { text });
    }
    Ok(text)
}

fn status(assignment: &Assignment, text: &str) -> Result<ObservationStatus, EditError> {
    let folded = fold(text);
    let mut all = ObservationStatus::ALL.into_iter();
    all.find(|status| status.as_str() == folded).ok_or_else(|| {
        let (text, words) = (
            text.trim(),
            ObservationStatus::ALL.map(ObservationStatus::as_str),
        );
        EditError::Unrecognised {
            path: assignment.path(),
            text: text.to_owned(),
            reason: "not a status of an observation: implemented, suggested or unknown".to_owned(),
            nearest: nearest(text, words).map(str::to_owned),
        }
    })
}
