//! What the conflicts of a merge are to be, put into the merged register.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::merge::{Conflict, Take, in_json};
use super::renames::{Renamed, renamed};
use crate::check::{Reading, Settings};
use crate::edit::{BEYOND, EditError, Edited, Editor, choose, list_and_entry};
use crate::folder::{SCHEMA_VERSION, read_json};
use crate::record::{ComponentField, Key, RecordId, RiskField};
use crate::register::{Component, Record, Requirement, Risk};

/// Resolves those of some conflicts of which somebody has decided what they are to be, in the register that stands
/// there now. The others are left out.
///
/// # Errors
///
/// When something is neither what ours nor what theirs states any more, so that somebody's change would be taken back,
/// and where both are wanted and only one can be.
///
/// ```
/// use risk_core::versions::{self, Take};
/// use risk_core::{Key, json};
///
/// let version = |likelihood: &str| {
///     let risk = format!(r#"{{ "reference": "R1", "likelihood": "{likelihood}" }}"#);
///     json::read(&format!(r#"{{ "schema_version": 1, "risks": [{risk}] }}"#))
/// };
/// let (base, ours, theirs) = (version("Low")?, version("Medium")?, version("High")?);
/// let merge = versions::merge(&base, &ours, &theirs, Default::default())?;
/// assert!(merge.edited.changes.is_empty());
///
/// let mut conflicts = merge.conflicts;
/// conflicts[0].take = Some(Take::Theirs);
/// let edited = versions::resolve(&ours, &conflicts)?;
/// let risk = edited.after.risk(&Key::first("R1")).unwrap();
/// assert_eq!(risk.likelihood.as_deref(), Some("High"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn resolve(reading: &Reading, conflicts: &[Conflict]) -> Result<Edited, EditError> {
    resolved(reading, conflicts).map(|(edited, _)| edited)
}

/// What [`resolve`] makes of conflicts; and for each the record that was added for it, as it is called then.
fn resolved(
    reading: &Reading,
    conflicts: &[Conflict],
) -> Result<(Edited, Vec<Option<RecordId>>), EditError> {
    let mut editor = Editor::of(reading);
    let mut title = reading.register.title().to_owned();
    let mut settings = reading.settings.clone();
    let mut chosen = Vec::new();
    let mut known = HashMap::new();
    let mut places = vec![None; conflicts.len()];
    for (conflict, place) in conflicts.iter().zip(&mut places) {
        let Some(take) = conflict.take.filter(|_| conflict.is_open()) else {
            continue;
        };
        if let Some(reason) = conflict.taken_already() {
            return Err(EditError::not_resolved(conflict, reason));
        }
        // Several workbooks that state the same are one decision.
        let decision = (identity(conflict), take);
        if let Some(first) = known.get(&decision) {
            *place = *first;
            continue;
        }
        match (&conflict.record, conflict.field.as_deref()) {
            (RecordId::Register, Some(key)) if key != "scale" => {
                let resolved = resolve_header(&mut title, &mut settings, (key, conflict, take));
                resolved.map_err(|reason| EditError::not_resolved(conflict, reason))?;
            }
            _ => {
                *place = Some(chosen.len());
                chosen.push((conflict, take));
            }
        }
        known.insert(decision, *place);
    }
    let added = editor.resolve(&chosen)?;
    let added = places.into_iter().map(|place| added[place?].clone());
    let added = added.collect();
    let edited = editor.finish().map_err(|error| EditError::NotResolved {
        record: RecordId::Register,
        field: None,
        reason: error.to_string(),
    })?;
    let after = edited.after.with_title(title);
    let edited = Edited::new(edited.before, after, edited.lineage);
    Ok((edited.with_settings(&reading.settings, &settings), added))
}

/// [Resolves](resolve) those of some conflicts of which somebody has decided what they are to be, beside others that stay as
/// they are. Also the conflicts that are left then: the others, and of those of syncs also what was resolved, with what was
/// taken, as the next sync brings that to the workbook. Of a record that went none is: what a sync finds of that then is
/// another one.
///
/// # Errors
///
/// Those of [`resolve`].
pub fn resolve_some(
    reading: &Reading,
    chosen: Vec<Conflict>,
    mut left: Vec<Conflict>,
) -> Result<(Edited, Vec<Conflict>), EditError> {
    let (edited, added) = resolved(reading, &chosen)?;
    let theirs = chosen.iter().filter(|one| one.take == Some(Take::Theirs));
    let theirs: HashMap<_, _> = theirs.map(|one| ((&one.record, &one.field), one)).collect();
    for conflict in &mut left {
        // What was taken is what ours has in a conflict with another workbook.
        if let Some(one) = theirs.get(&(&conflict.record, &conflict.field))
            && one.ours == conflict.ours
        {
            conflict.ours = one.theirs.clone();
        }
    }
    let (mut new, mut records) = (Vec::new(), Vec::new());
    for (mut conflict, record) in chosen.into_iter().zip(added) {
        if conflict.workbook.is_none() {
            continue;
        }
        conflict.applied = conflict.take;
        match record {
            None => left.push(conflict),
            Some(record) => {
                new.push(conflict);
                records.push(record);
            }
        }
    }
    let (mut left, _) = without_removed(left, &edited);
    left.append(&mut new);
    follow(&mut left, &edited);
    // Such a one is of the record that was added for it from now on.
    let of_added = left.iter_mut().rev().zip(records.into_iter().rev());
    of_added.for_each(|(conflict, record)| conflict.record = record);
    Ok((edited, left))
}

/// Those of some conflicts for which somebody chose something in a copy of them, with the choice; and the others, as what
/// was chosen is in the register already or nothing was.
///
/// # Errors
///
/// When a conflict of the copy is not among them, or was chosen in two ways.
pub fn chosen_in(
    conflicts: Vec<Conflict>,
    copy: &[Conflict],
) -> Result<(Vec<Conflict>, Vec<Conflict>), EditError> {
    let known: HashSet<_> = conflicts.iter().map(identity).collect();
    let mut chosen: HashMap<_, Take> = HashMap::new();
    for conflict in copy {
        let Some(take) = conflict.take else { continue };
        let refused = |reason| Err(EditError::not_resolved(conflict, reason));
        if !known.contains(&identity(conflict)) {
            return refused("the register has no such conflict".to_owned());
        }
        let other = chosen.insert(identity(conflict), take);
        if let Some(other) = other.filter(|other| *other != take) {
            let (one, other) = (other.as_str(), take.as_str());
            return refused(format!("{one} and {other} are chosen for it"));
        }
    }
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for mut conflict in conflicts {
        let take = chosen.get(&identity(&conflict)).copied();
        if take.is_none() || conflict.take == take && !conflict.is_open() {
            left.push(conflict);
        } else {
            conflict.take = take;
            found.push(conflict);
        }
    }
    Ok((found, left))
}

/// What shows which conflict it is.
fn identity(conflict: &Conflict) -> (&RecordId, Option<&str>, [&Value; 3]) {
    let values = [&conflict.base, &conflict.ours, &conflict.theirs];
    (&conflict.record, conflict.field.as_deref(), values)
}

/// Has conflicts name their records as these are called after an edit, such as one that resolved others, and also the
/// components that they state.
pub(crate) fn follow(conflicts: &mut [Conflict], edited: &Edited) {
    let names = renamed(&edited.before, &edited.after, &edited.lineage);
    let renamed = Renamed::new(&edited.before, &names);
    let now = records_now(conflicts, edited);
    for (conflict, now) in conflicts.iter_mut().zip(now) {
        if let Now::Called(record) = now {
            follow_name(conflict, &record);
            conflict.record = record;
        }
        if !names.is_empty() {
            follow_values(conflict, &renamed);
        }
    }
}

/// Conflicts without those whose records an edit removed, and these.
pub(crate) fn without_removed(
    conflicts: Vec<Conflict>,
    edited: &Edited,
) -> (Vec<Conflict>, Vec<Conflict>) {
    let now = records_now(&conflicts, edited);
    let (mut left, mut removed) = (Vec::new(), Vec::new());
    for (conflict, now) in conflicts.into_iter().zip(now) {
        match now {
            Now::Gone => removed.push(conflict),
            Now::Called(_) | Now::Elsewhere => left.push(conflict),
        }
    }
    (left, removed)
}

/// What became of the record of a conflict.
enum Now {
    Called(RecordId),
    Gone,
    /// The register has no such record. One that only theirs has may be called as another one is here.
    Elsewhere,
}

/// What the record of each conflict is called after an edit.
fn records_now(conflicts: &[Conflict], edited: &Edited) -> Vec<Now> {
    fn now<T: Record>(edited: &Edited, to: &[Option<usize>], key: &Key) -> Now {
        let Some(old) = T::position(&edited.before, key) else {
            return Now::Elsewhere;
        };
        to[old].map_or(Now::Gone, |at| Now::Called(T::id_at(&edited.after, at)))
    }
    let to = edited.lineage.inverse(&edited.before);
    let is_of_ours = |one: &Conflict| {
        let is_taken = one.applied.is_some_and(|take| take != Take::Ours);
        one.field.is_some() || !one.ours.is_null() || is_taken
    };
    let records = conflicts.iter().map(|conflict| match &conflict.record {
        RecordId::Component(key) if is_of_ours(conflict) => {
            now::<Component>(edited, &to.components, key)
        }
        RecordId::Risk(key) if is_of_ours(conflict) => now::<Risk>(edited, &to.risks, key),
        _ => Now::Elsewhere,
    });
    records.collect()
}

/// Has the record that ours states be called in it as it is called now.
fn follow_name(conflict: &mut Conflict, now: &RecordId) {
    let (None, Some(old), Some(new)) = (&conflict.field, conflict.record.key(), now.key()) else {
        return;
    };
    match conflict.ours.get_mut(now.kind().name_field()) {
        Some(Value::String(name)) if name == old.name() => new.name().clone_into(name),
        _ => {}
    }
}

/// Has what a conflict states name components as they are called now.
pub(super) fn follow_values(conflict: &mut Conflict, renamed: &Renamed<'_>) {
    for value in [&mut conflict.base, &mut conflict.ours, &mut conflict.theirs] {
        match conflict.field.as_deref() {
            Some(path) => {
                let (field, _) = list_and_entry(path);
                follow_value(field, value, renamed);
            }
            None => {
                for (field, value) in value.as_object_mut().into_iter().flatten() {
                    follow_value(field, value, renamed);
                }
            }
        }
    }
}

fn follow_value(field: &str, value: &mut Value, renamed: &Renamed<'_>) {
    let names = [RiskField::Component.path(), ComponentField::Within.path()];
    match value {
        Value::String(name) if names.contains(&field) => {
            if let Some(new) = renamed.name(name) {
                name.clone_from(new);
            }
        }
        Value::Array(entries) if field == ComponentField::Requires.path() => {
            for entry in entries {
                follow_value(field, entry, renamed);
            }
        }
        requirement if field == ComponentField::Requires.path() => {
            let Ok(mut stated) = serde_json::from_value::<Requirement>(requirement.clone()) else {
                return;
            };
            for name in &mut stated.members {
                if let Some(new) = renamed.name(name) {
                    name.clone_from(new);
                }
            }
            *requirement = serde_json::to_value(stated).unwrap_or_default();
        }
        _ => {}
    }
}

/// The title, or one of the settings.
fn resolve_header(
    title: &mut String,
    settings: &mut Settings,
    (key, conflict, take): (&str, &Conflict, Take),
) -> Result<(), String> {
    let current = match key {
        "title" => Some(Value::from(title.as_str())),
        key => in_json(settings, key),
    };
    let current = match (current, take) {
        (Some(current), _) => current,
        (None, Take::Ours) => return Ok(()),
        (None, _) => return Err(BEYOND.to_owned()),
    };
    let Some(chosen) = choose(&current, conflict, take, &current.to_string())? else {
        return Ok(());
    };
    let header = json!({ "schema_version": SCHEMA_VERSION, key: chosen });
    let read = read_json::read(&header.to_string()).map_err(|error| error.to_string())?;
    let Settings {
        severities,
        thresholds,
        policies,
        suppressions,
        trackers,
        sheet,
        fill_down,
        columns,
    } = read.settings;
    match key {
        "title" => read.register.title().clone_into(title),
        "severities" => settings.severities = severities,
        "thresholds" => settings.thresholds = thresholds,
        "policy" => settings.policies = policies,
        "suppress" => settings.suppressions = suppressions,
        "trackers" => settings.trackers = trackers,
        "sheet" => settings.sheet = sheet,
        "fill_down" => settings.fill_down = fill_down,
        "columns" => settings.columns = columns,
        _ => return Err(BEYOND.to_owned()),
    }
    Ok(())
}
