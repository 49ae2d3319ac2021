//! What the conflicts of a merge are to be, put into the merged register.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::merge::{Conflict, Take, in_json};
use crate::check::{Reading, Settings};
use crate::edit::{BEYOND, EditError, Edited, Editor, choose};
use crate::folder::{SCHEMA_VERSION, read_json};
use crate::record::RecordId;
use crate::register::{Component, Record, Risk};

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
    let mut editor = Editor::new(reading.register.clone()).in_scope(&reading.scope);
    let mut title = reading.register.title().to_owned();
    let mut settings = reading.settings.clone();
    let mut chosen = Vec::new();
    for conflict in conflicts {
        let Some(take) = conflict.take else { continue };
        match (&conflict.record, conflict.field.as_deref()) {
            (RecordId::Register, Some(key)) if key != "scale" => {
                let resolved = resolve_header(&mut title, &mut settings, (key, conflict, take));
                resolved.map_err(|reason| EditError::not_resolved(conflict, reason))?;
            }
            _ => chosen.push((conflict, take)),
        }
    }
    editor.resolve(&chosen)?;
    let edited = editor.finish().map_err(|error| EditError::NotResolved {
        record: RecordId::Register,
        field: None,
        reason: error.to_string(),
    })?;
    let after = edited.after.with_title(title);
    let edited = Edited::new(edited.before, after, edited.lineage);
    Ok(edited.with_settings(&reading.settings, &settings))
}

/// Those of some conflicts for which somebody chose something in a copy of them, with the choice; and the others.
///
/// # Errors
///
/// When a conflict of the copy is not among them, or was chosen in two ways.
pub fn chosen_in(
    conflicts: Vec<Conflict>,
    copy: &[Conflict],
) -> Result<(Vec<Conflict>, Vec<Conflict>), EditError> {
    let mut chosen: HashMap<_, Take> = HashMap::new();
    for conflict in copy {
        let Some(take) = conflict.take else { continue };
        let other = chosen.insert(identity(conflict), take);
        if let Some(other) = other.filter(|other| *other != take) {
            let reason = format!("{} and {} are chosen for it", other.as_str(), take.as_str());
            return Err(EditError::not_resolved(conflict, reason));
        }
    }
    let (mut found, left): (Vec<_>, Vec<_>) = conflicts
        .into_iter()
        .partition(|conflict| chosen.contains_key(&identity(conflict)));
    for conflict in &mut found {
        conflict.take = chosen.get(&identity(conflict)).copied();
    }
    let known: HashSet<_> = found.iter().map(identity).collect();
    let is_unknown =
        |conflict: &&Conflict| conflict.take.is_some() && !known.contains(&identity(conflict));
    match copy.iter().find(is_unknown) {
        Some(conflict) => {
            let reason = "the register has no such conflict".to_owned();
            Err(EditError::not_resolved(conflict, reason))
        }
        None => Ok((found, left)),
    }
}

/// What shows which conflict it is.
fn identity(conflict: &Conflict) -> (&RecordId, Option<&str>, [&Value; 3]) {
    let values = [&conflict.base, &conflict.ours, &conflict.theirs];
    (&conflict.record, conflict.field.as_deref(), values)
}

/// Has conflicts name their records as these are called after an edit, such as one that resolved others.
pub fn follow(conflicts: &mut [Conflict], edited: &Edited) {
    let now = edited.lineage.inverse(&edited.before);
    for conflict in conflicts {
        let (before, after) = (&edited.before, &edited.after);
        let record = match &conflict.record {
            RecordId::Register => None,
            RecordId::Component(key) => before.component(key).and_then(|old| {
                let position = now.components[old.position()]?;
                Component::key_at(after, position).map(RecordId::Component)
            }),
            RecordId::Risk(key) => before.risk(key).and_then(|old| {
                let position = now.risks[old.position()]?;
                Risk::key_at(after, position).map(RecordId::Risk)
            }),
        };
        if let Some(record) = record {
            conflict.record = record;
        }
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
