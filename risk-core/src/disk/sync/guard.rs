//! Writes from one side onto the other one, beside syncs.

use std::collections::HashMap;
use std::path::Path;

use super::super::bytes::read;
use super::form_of;
use super::store::Store;
use crate::check::Reading;
use crate::edit::{ChangeLine, Edited, Lineage, list_and_entry};
use crate::error::Error;
use crate::record::{Key, RecordId, RecordKind};
use crate::register::{Columns, Component, Record, RecordField, Register, Risk, SourceScope};
use crate::versions::Sync;
use crate::workbook::{Limits, named_base};

/// Refuses to write a register, or a workbook, onto the other one where that would take back what was changed there since
/// both were synced. Where the workbook names no base that is known, nobody knows. The edit is of the one that is written
/// onto, and the limits are those of reading the workbook.
///
/// # Errors
///
/// [`Error::TakesBack`] with what would be taken back; and when the workbook, or what is kept of syncs, cannot be read.
pub fn refuse_to_take_back(
    (register_path, register): (&Path, &Reading),
    (workbook_path, workbook): (&Path, &Reading),
    limits: Limits,
    edited: &Edited,
) -> Result<(), Error> {
    let Ok(form) = form_of(register_path) else {
        return Ok(());
    };
    let store = Store::of(register_path, form);
    if store.kept().is_empty() {
        return Ok(());
    }
    let bytes = read(workbook_path, limits.of_file())?;
    // Other formats name none.
    let Ok(Some(name)) = named_base(&bytes, limits) else {
        return Ok(());
    };
    let Some(base) = store.base(&name)? else {
        return Ok(());
    };
    let sync = Sync::new(base, register, workbook, &[])?;
    let (path, changes) = if edited.before == register.register {
        (register_path, beyond(sync.to_register(), edited))
    } else {
        let mut changes = beyond(&sync.to_workbook()?, edited);
        // What it has no column for was not changed there; that it cannot be written is for the export to report.
        changes.retain(|line| has_place(&workbook.scope, line));
        (workbook_path, changes)
    };
    if changes.is_empty() {
        return Ok(());
    }
    let path = path.to_owned();
    Err(Error::TakesBack { path, changes })
}

/// Whether a workbook has a column for what a change is of.
fn has_place(scope: &SourceScope, line: &ChangeLine) -> bool {
    fn has<F: RecordField>(columns: &Columns<F>, path: &str) -> bool {
        if let Some(header) = path.strip_prefix("extra.") {
            return columns.extra.contains(&Key::parse(header));
        }
        let (field, _) = list_and_entry(path);
        F::by_path(field).is_none_or(|field| columns.fields.contains(&field))
    }
    let Some((risks, components)) = scope.columns() else {
        return true;
    };
    let path = line.path.as_deref();
    match (line.record.kind(), components) {
        (RecordKind::Component, None) => false,
        (RecordKind::Component, Some(columns)) => path.is_none_or(|path| has(columns, path)),
        _ => path.is_none_or(|path| has(risks, path)),
    }
}

/// What an edit leaves out or takes back of what another one makes of the same register: as a change to what that makes.
fn beyond(one: &Edited, other: &Edited) -> Vec<ChangeLine> {
    fn origins<T: Record>(
        (one, of_one): (&Register, &[Option<usize>]),
        (other, of_other): (&Register, &[Option<usize>]),
    ) -> Vec<Option<usize>> {
        let places = of_one.iter().enumerate();
        let places: HashMap<usize, usize> =
            places.filter_map(|(at, of)| Some(((*of)?, at))).collect();
        let pairs = of_other.iter().enumerate().map(|(at, of)| match of {
            Some(of) => places.get(of).copied(),
            // Both may have the same new record.
            None => {
                let key = T::key_at(other, at)?;
                T::position(one, &key).filter(|at| of_one.get(*at) == Some(&None))
            }
        });
        pairs.collect()
    }
    let lineage = Lineage::of(
        origins::<Component>(
            (&other.after, &other.lineage.components),
            (&one.after, &one.lineage.components),
        ),
        origins::<Risk>(
            (&other.after, &other.lineage.risks),
            (&one.after, &one.lineage.risks),
        ),
    );
    let lines = Edited::new(other.after.clone(), one.after.clone(), lineage).lines();
    // An export leaves the title of a workbook as it is.
    let is_title = |line: &ChangeLine| line.record == RecordId::Register;
    lines.into_iter().filter(|line| !is_title(line)).collect()
}
