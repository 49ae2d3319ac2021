//! Writes from one side onto the other one, beside syncs.

use std::collections::HashMap;
use std::path::Path;

use super::super::bytes::read;
use super::form_of;
use super::store::Store;
use crate::check::Reading;
use crate::edit::{ChangeLine, Edited, Lineage};
use crate::error::Error;
use crate::record::RecordId;
use crate::register::{Component, Record, Register, Risk};
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
        (workbook_path, beyond(&sync.to_workbook()?, edited))
    };
    if changes.is_empty() {
        return Ok(());
    }
    let path = path.to_owned();
    Err(Error::TakesBack { path, changes })
}

/// What an edit changes of what another one makes of the same register.
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
            (&one.after, &one.lineage.components),
            (&other.after, &other.lineage.components),
        ),
        origins::<Risk>(
            (&one.after, &one.lineage.risks),
            (&other.after, &other.lineage.risks),
        ),
    );
    let lines = Edited::new(one.after.clone(), other.after.clone(), lineage).lines();
    // An export leaves the title of a workbook as it is.
    let is_title = |line: &ChangeLine| line.record == RecordId::Register;
    lines.into_iter().filter(|line| !is_title(line)).collect()
}
