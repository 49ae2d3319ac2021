//! A look at what an update made: whether it states what was to be stated.
//!
//! Where a cell is emptied or filled, other rows may be read otherwise than before: the last value
//! of a column shows whether there is such a column, and the last text of a row whether it is a
//! record.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::HashMap;

use super::plan::{CellPlan, SheetPlan};
use super::rehearsals;
use crate::change::CellChange;
use crate::edit::Edited;
use crate::error::{Error, Remedy};
use crate::question::Answer;
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
    let is_fragile = |source: &SheetSource| source.is_fragile || source.new_column.is_some();
    let is_fragile = plans.iter().any(|(source, _)| is_fragile(source));
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
    (before, plans): (&Sources, &[(&SheetSource, SheetPlan<'_>)]),
    (register, after): (&Register, &Sources),
) -> Result<(), Error> {
    if register.scale() != edited.after.scale() {
        let scale = edited.after.scale().name();
        let reason = format!(
            "its levels would be read on another scale afterwards; specify the scale {scale}"
        );
        let answers = vec![Answer::Scale(scale.to_owned())];
        let remedy = Remedy::Answer { answers, more: 0 };
        return Err(refused(of_register(), &reason, remedy));
    }
    check_sheet::<Risk>(edited, (before, plans), (register, after))?;
    check_sheet::<Component>(edited, (before, plans), (register, after))
}

/// The same of the records of one sort.
fn check_sheet<T: Sheeted>(
    edited: &Edited,
    (before, plans): (&Sources, &[(&SheetSource, SheetPlan<'_>)]),
    (register, after): (&Register, &Sources),
) -> Result<(), Error> {
    let (Some(before), Some(after)) = (T::source(before), T::source(after)) else {
        return Ok(());
    };
    let rows = after.rows.iter().copied();
    let mut read: HashMap<u32, &T> = rows.zip(T::all(register)).collect();
    let mut plans = plans.iter();
    let plan = plans.find(|(source, _)| std::ptr::eq(*source, before));
    let cell = |row: u32| Location::Cell {
        sheet: after.sheet.clone(),
        row,
        column: 1,
    };
    let first_added = plan.and_then(|(_, plan)| Some(plan.added.first()?.row));
    let mut added = plan.into_iter().flat_map(|(_, plan)| &plan.added);
    let origins = T::origins(&edited.lineage).iter();
    for (position, (expected, origin)) in T::all(&edited.after).zip(origins).enumerate() {
        let row = origin.and_then(|at| before.rows.get(at).copied());
        let is_new = row.is_none();
        let row = row.or_else(|| added.next().map(|added| added.row));
        let read = row.and_then(|row| read.remove(&row));
        let is_read = read.is_some_and(|read| {
            if is_new {
                states(read, expected)
            } else {
                read == expected || is_same(read, expected)
            }
        });
        if !is_read {
            let record = T::id_at(&edited.after, position);
            let reason = format!("{record} would be read otherwise afterwards");
            return Err(refused(
                cell(row.unwrap_or(1)),
                &reason,
                Remedy::MakeNewWorkbook,
            ));
        }
    }
    match read.keys().min() {
        Some(row) => {
            // What stands apart from the table is left alone, and a new row may have joined them.
            let remedy = first_added.map_or(Remedy::MakeNewWorkbook, |row| {
                let sheet = after.sheet.clone();
                Remedy::InsertRow { sheet, row }
            });
            let reason = "something would be read there afterwards";
            Err(refused(cell(*row), reason, remedy))
        }
        None => Ok(()),
    }
}

/// Whether a record is read as it was to be, but for the order of the rows of its rehearsals.
fn is_same<T: Record>(read: &T, expected: &T) -> bool {
    let same =
        |field: &T::Field| *field == T::Field::REHEARSALS || field.kind().is_same(read, expected);
    T::Field::ALL.iter().all(same) && rehearsals::same(read.rehearsals(), expected.rehearsals())
}

/// Whether a new record is read as it was to be. Beside that, it may have values of formulas that
/// stood in its row.
fn states<T: Record>(read: &T, expected: &T) -> bool {
    let same = |field: &T::Field| wanted(*field, read) == wanted(*field, expected);
    let mut extra = expected.extra().iter();
    T::Field::ALL.iter().all(same)
        && extra.all(|(key, value)| read.extra().get(key) == Some(value))
        && rehearsals::same(read.rehearsals(), expected.rehearsals())
}

/// The error of an update that could not be read afterwards.
pub(super) fn unreadable(error: &Error) -> Error {
    refused(
        of_register(),
        &format!("the workbook could not be read afterwards: {error}"),
        Remedy::MakeNewWorkbook,
    )
}

fn refused(location: Location, reason: &str, remedy: Remedy) -> Error {
    Error::Refused {
        location,
        reason: reason.to_owned(),
        remedy: Some(Box::new(remedy)),
    }
}

fn of_register() -> Location {
    Location::Record {
        record: "register".to_owned(),
        field: None,
    }
}
