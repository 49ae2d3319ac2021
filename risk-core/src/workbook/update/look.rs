//! A look at what an update made: whether it states what was to be stated.
//!
//! Where a cell is emptied or filled, other rows may be read otherwise than before: the last value
//! of a column shows whether there is such a column, and the last text of a row whether it is a
//! record.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::HashMap;

use super::plan::{CellPlan, SheetPlan};
use crate::change::CellChange;
use crate::edit::Edited;
use crate::error::Error;
use crate::record::Location;
use crate::record::{ComponentField, Field, RiskField};
use crate::register::{Component, Levels, Record, RecordField, Register, Risk, Scale};
use crate::workbook::recognise::{Role, is_header_word};
use crate::workbook::sources::{SheetSource, Sheeted, Sources};
use crate::workbook::wanted::{Wanted, wanted};

/// Whether a change may make a program read other cells otherwise. A text in the place of another
/// one does not, unless it is a word that headers have or shows what its column is.
pub(super) fn is_needed(
    plans: &[(&SheetSource, SheetPlan<'_>)],
    cells: &[CellChange],
    scale: &Scale,
) -> bool {
    let is_fragile = plans.iter().any(|(source, _)| source.is_fragile);
    let tells = plans.iter().any(|(source, plan)| {
        let mut cells = plan.rows.iter().flat_map(|row| &row.cells);
        cells.any(|cell| match source.table.role(cell.column) {
            Some(Role::Field(
                Field::Risk(RiskField::Description)
                | Field::Component(ComponentField::Description | ComponentField::Requires),
            )) => true,
            // A word of another scale may tell of that.
            Some(Role::Field(Field::Risk(RiskField::Likelihood))) => {
                !is_level(scale.likelihood(), cell)
            }
            Some(Role::Field(Field::Risk(RiskField::Impact))) => !is_level(scale.impact(), cell),
            // It was not taken for the field that its header names, by what stands in it.
            Some(Role::Extra(key)) => is_header_word(key.name()),
            _ => false,
        })
    });
    let says = |cell: &CellChange| match (&cell.before, &cell.after) {
        (Some(_), Some(after)) => is_header_word(after),
        _ => true,
    };
    is_fragile || tells || cells.iter().any(says)
}

fn is_level(levels: &Levels, cell: &CellPlan<'_>) -> bool {
    matches!(&cell.wanted, Wanted::Name(text) if levels.find(text).is_some())
}

/// Refuses an update after which the workbook states something else than was to be stated.
pub(super) fn check(
    edited: &Edited,
    before: &Sources,
    (register, after): (&Register, &Sources),
) -> Result<(), Error> {
    if register.scale() != edited.after.scale() {
        let scale = edited.after.scale().name();
        let reason = format!(
            "its levels would be read on another scale afterwards; specify the scale {scale}"
        );
        return Err(refused("register".to_owned(), &reason));
    }
    check_sheet::<Risk>(edited, before, (register, after))?;
    check_sheet::<Component>(edited, before, (register, after))
}

/// The same of the records of one sort.
fn check_sheet<T: Sheeted>(
    edited: &Edited,
    before: &Sources,
    (register, after): (&Register, &Sources),
) -> Result<(), Error> {
    let (Some(before), Some(after)) = (T::source(before), T::source(after)) else {
        return Ok(());
    };
    let rows = after.rows.iter().copied();
    let mut read: HashMap<u32, &T> = rows.zip(T::all(register)).collect();
    let last = before.rows.iter().max().copied();
    let mut next = last.unwrap_or(before.table.header_row);
    let origins = T::origins(&edited.lineage).iter();
    for (position, (expected, origin)) in T::all(&edited.after).zip(origins).enumerate() {
        let row = origin.and_then(|at| before.rows.get(at).copied());
        let is_new = row.is_none();
        let row = row.unwrap_or_else(|| {
            next += 1;
            next
        });
        let is_read = read.remove(&row).is_some_and(|read| {
            if is_new {
                states(read, expected)
            } else {
                read == expected
            }
        });
        if !is_read {
            let record = T::id_at(&edited.after, position).to_string();
            return Err(refused(record, "it would be read otherwise afterwards"));
        }
    }
    match read.keys().min() {
        Some(row) => {
            let row = format!("row {row} of {}", after.sheet);
            Err(refused(row, "something would be read there afterwards"))
        }
        None => Ok(()),
    }
}

/// Whether a new record is read as it was to be. Beside that, it may have values of formulas that
/// stood in its row.
fn states<T: Record>(read: &T, expected: &T) -> bool {
    let same = |field: &T::Field| wanted(*field, read) == wanted(*field, expected);
    let mut extra = expected.extra().iter();
    T::Field::ALL.iter().all(same) && extra.all(|(key, value)| read.extra().get(key) == Some(value))
}

/// The error of an update that could not be read afterwards.
pub(super) fn unreadable(error: &Error) -> Error {
    refused(
        "register".to_owned(),
        &format!("the workbook could not be read afterwards: {error}"),
    )
}

fn refused(record: String, reason: &str) -> Error {
    let field = None;
    Error::Refused {
        location: Location::Record { record, field },
        reason: reason.to_owned(),
    }
}
