//! Risks that stand in several rows: what describes them is merged over the rows, and each row has an entry of a list.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::BTreeMap;

use super::grid::Cell;
use super::recognise::{Role, Table};
use crate::record::RiskField;
use crate::register::{Kind, Record, RecordField};

/// Where the entries of records stand that go on below their first row.
#[derive(Debug, Clone, Default)]
pub(super) struct Continued {
    /// By the first row of a record: its last row, and the columns of the lists that go on.
    records: BTreeMap<u32, (u32, Vec<u32>)>,
}

impl Continued {
    /// The last row of the record that begins in a row.
    pub fn last_row(&self, first: u32) -> u32 {
        self.records.get(&first).map_or(first, |(last, _)| *last)
    }

    /// Whether a list of a record has entries in several rows.
    pub fn has(&self, first: u32, column: u32) -> bool {
        let record = self.records.get(&first);
        record.is_some_and(|(_, columns)| columns.contains(&column))
    }

    /// Takes in those of the rows below.
    pub fn append(&mut self, mut below: Self) {
        self.records.append(&mut below.records);
    }

    pub fn add(&mut self, first: u32, cells: &[Cell]) {
        let Some(row) = cells.first().map(|cell| cell.row) else {
            return;
        };
        let (last, columns) = self.records.entry(first).or_default();
        *last = row;
        columns.extend(cells.iter().map(|cell| cell.column));
    }
}

/// The cells that a row states, where they are entries of the risk above: what describes that one is merged over the
/// row, and nothing but entries of lists stand there.
pub(super) fn entries_of_above<T: Record>(table: &Table, cells: &[Cell]) -> Option<Vec<Cell>> {
    let described = table.column(RiskField::Description)?;
    let is_described = |cell: &Cell| cell.column == described && cell.is_merged;
    if !cells.iter().any(is_described) {
        return None;
    }
    let is_entry = |cell: &Cell| match table.role(cell.column) {
        Some(Role::Field(field)) => T::Field::of(*field).is_some_and(is_list),
        Some(Role::Extra(_) | Role::Derived(_)) | None => false,
    };
    // The result of a formula may be an entry, and is nothing that somebody states elsewhere.
    let has_entry = |cell: &Cell| !cell.is_blank && !cell.is_merged && is_entry(cell);
    let stated = cells.iter().filter(|cell| cell.states() || has_entry(cell));
    let stated: Vec<Cell> = stated.copied().collect();
    stated.iter().all(is_entry).then_some(stated)
}

fn is_list<F: RecordField>(field: F) -> bool {
    match field.kind() {
        Kind::Observations(_)
        | Kind::Mitigations(_)
        | Kind::RunbookActions(_)
        | Kind::Notes(..) => true,
        Kind::Text(..)
        | Kind::Level(..)
        | Kind::Status(_)
        | Kind::Date(_)
        | Kind::Duration(_)
        | Kind::TrackerLinks(_)
        | Kind::Rehearsals(_)
        | Kind::Requires(_)
        | Kind::Origins(_)
        | Kind::Extra => false,
    }
}

/// Gives a record the entries of another one.
pub(super) fn append<T: Record>(record: &mut T, more: &T) {
    for field in T::Field::ALL.iter().copied() {
        match field.kind() {
            Kind::Observations(at) => at.get_mut(record).extend_from_slice(at.get(more)),
            Kind::Mitigations(at) => at.get_mut(record).extend_from_slice(at.get(more)),
            Kind::RunbookActions(at) => at.get_mut(record).extend_from_slice(at.get(more)),
            Kind::Notes(at, links_at) => {
                let notes = at.get_mut(record);
                if !notes.is_empty() && !at.get(more).is_empty() {
                    notes.push('\n');
                }
                notes.push_str(at.get(more));
                links_at
                    .get_mut(record)
                    .extend_from_slice(links_at.get(more));
            }
            // These are no lists that a row could go on with, or have no column.
            Kind::Text(..)
            | Kind::Level(..)
            | Kind::Status(_)
            | Kind::Date(_)
            | Kind::Duration(_)
            | Kind::TrackerLinks(_)
            | Kind::Rehearsals(_)
            | Kind::Requires(_)
            | Kind::Origins(_)
            | Kind::Extra => {}
        }
    }
}
