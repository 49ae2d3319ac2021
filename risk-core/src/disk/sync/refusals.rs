//! What a workbook does not take.

use std::collections::HashSet;

use super::SyncRefusal;
use crate::check::Reading;
use crate::edit::Edited;
use crate::error::Error;
use crate::record::{Key, Location, RecordId, RiskField};
use crate::register::{Component, Record, Risk};
use crate::versions::Sync;
use crate::workbook::{Update, Workbook, in_words};

/// The workbook with all that it takes, and what it does not: cells; where rows cannot come or go, these; else all that
/// changes.
///
/// # Errors
///
/// When the workbook cannot be changed at all.
pub(super) fn update(
    workbook: &Workbook,
    sheet: &Reading,
    sync: &mut Sync<'_>,
) -> Result<(Update, Vec<SyncRefusal>), Error> {
    type Kind = fn(&Workbook, &Edited, &Error) -> Vec<SyncRefusal>;
    let kinds: [Kind; 3] = [
        cells,
        |_, edited, error| rows(edited, false, error),
        |_, edited, error| rows(edited, true, error),
    ];
    let unknown = sync.unknown()?.into_iter();
    let unknown = unknown.map(|(record, path)| SyncRefusal {
        reason: unknown_as(sheet, &path).to_owned(),
        record,
        field: Some(path),
    });
    let mut refused: Vec<SyncRefusal> = unknown.collect();
    refused.extend(clashes(sync)?);
    for kind in kinds {
        let edited = sync.to_workbook()?;
        let edited = in_words(&edited, &sheet.scope)?;
        let error = match workbook.put(&edited) {
            Ok(update) => return Ok((update, refused)),
            Err(error) if !error.is_of_a_change() => return Err(error),
            Err(error) => error,
        };
        let mut found = kind(workbook, &edited, &error);
        let fields = found.iter();
        let fields = fields.map(|one| (one.record.clone(), one.field.clone()));
        sync.refuse(&fields.collect::<Vec<_>>())?;
        refused.append(&mut found);
    }
    let edited = sync.to_workbook()?;
    Ok((workbook.put(&edited)?, refused))
}

/// Why nobody knows what the workbook states in a field.
fn unknown_as(sheet: &Reading, path: &str) -> &'static str {
    if sheet.scope.has_unplaced() && path == RiskField::Rehearsals.path() {
        "a rehearsal that names no record may be one of these; have it name its record"
    } else {
        "a formula without a result stands there; save it in a spreadsheet program"
    }
}

/// The names that other records of the workbook have until a conflict is resolved. A name that stays for that may be the
/// one that a third record would get.
fn clashes(sync: &mut Sync<'_>) -> Result<Vec<SyncRefusal>, Error> {
    let mut refused = Vec::new();
    loop {
        let clashes = sync.clashes()?;
        if clashes.is_empty() {
            return Ok(refused);
        }
        let fields = clashes.iter();
        let fields = fields.map(|clash| (clash.id.clone(), clash.field.clone()));
        sync.refuse(&fields.collect::<Vec<_>>())?;
        refused.extend(clashes.into_iter().map(|clash| SyncRefusal {
            record: clash.record,
            field: clash.field,
            reason: clash.reason,
        }));
    }
}

/// The cells that cannot be written.
fn cells(workbook: &Workbook, edited: &Edited, _: &Error) -> Vec<SyncRefusal> {
    let cells = workbook.refusals(edited).unwrap_or_default().into_iter();
    cells
        .filter_map(|(location, error)| refusal(edited, &location, &error))
        .collect()
}

/// A refusal of a field of a record, by the place that the update names it by; of a new record as a whole.
fn refusal(edited: &Edited, location: &Location, error: &Error) -> Option<SyncRefusal> {
    fn is_new<T: Record>(edited: &Edited, origins: &[Option<usize>], key: &Key) -> Option<bool> {
        let at = T::position(&edited.after, key)?;
        Some(origins.get(at).copied().flatten().is_none())
    }
    let Location::Record { record, field } = location else {
        return None;
    };
    let lineage = &edited.lineage;
    let of_component = record.strip_prefix("component ").and_then(|name| {
        let key = Key::parse(name);
        let is_new = is_new::<Component>(edited, &lineage.components, &key)?;
        Some((RecordId::Component(key), is_new))
    });
    let of_risk = || {
        let key = Key::parse(record);
        let is_new = is_new::<Risk>(edited, &lineage.risks, &key)?;
        Some((RecordId::Risk(key), is_new))
    };
    let (record, is_new) = of_component.or_else(of_risk)?;
    Some(SyncRefusal {
        record,
        field: field.clone().filter(|_| !is_new),
        reason: error.to_string(),
    })
}

/// The records that come or go, or all that change.
fn rows(edited: &Edited, all: bool, error: &Error) -> Vec<SyncRefusal> {
    fn changed<T: Record>(edited: &Edited, origins: &[Option<usize>], all: bool) -> Vec<RecordId> {
        let [before, after] = [&edited.before, &edited.after].map(T::shared);
        let kept: HashSet<usize> = origins.iter().copied().flatten().collect();
        let is_changed = |(at, origin): &(usize, &Option<usize>)| {
            let old = origin.and_then(|origin| before.get(origin));
            old.is_none_or(|old| all && *old != after[*at])
        };
        let rows = origins.iter().enumerate().filter(is_changed);
        let gone = (0..before.len()).filter(|at| !kept.contains(at));
        let gone = gone.map(|at| T::id_at(&edited.before, at));
        rows.map(|(at, _)| T::id_at(&edited.after, at))
            .chain(gone)
            .collect()
    }
    let mut records = changed::<Component>(edited, &edited.lineage.components, all);
    records.extend(changed::<Risk>(edited, &edited.lineage.risks, all));
    let refused = records.into_iter().map(|record| SyncRefusal {
        record,
        field: None,
        reason: error.to_string(),
    });
    refused.collect()
}
