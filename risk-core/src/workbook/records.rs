//! The rows of a table to risks and components.

#![deny(clippy::wildcard_enum_match_arm)]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::continued::{self, Continued};
use super::grid::{Cell, Content, Grid, Value};
use super::layout::{entries, notes, observations, observations_without_bold};
use super::no_risk::{APART, Around, no_component, no_risk, no_row};
use super::recognise::{Computed, Role, Rows, Table, shown_cells};
use super::unresolved;
use crate::check::rules::reading::UNREADABLE_CELL;
use crate::check::{Draft, Remark};
use crate::parallel::join;
use crate::record::{Key, Place};
use crate::register::{
    Columns, Component, Duration, Extra, Kind, Mitigation, Observation, Record, RecordField,
    Requirement, Risk, RunbookAction, Stated, Text, Trackers, parse_requirements,
};

/// Records of a sheet, the rows that they stand in, and what could not be read.
#[derive(Debug)]
pub(super) struct Records<T: Record> {
    /// Shared, as a register has them: a record is large, and a list of them would be copied as it grows.
    pub list: Vec<Arc<T>>,
    pub rows: Vec<u32>,
    /// The rows that have something in them and are no records.
    pub left_alone: Vec<u32>,
    /// Those of them that have nothing but a reference, and wait for a record.
    pub vacant: Vec<u32>,
    pub findings: Vec<Draft>,
    /// The observations of which the format states no status, each with the record that has it.
    pub unstated: Vec<(usize, usize)>,
    /// Those that go on below their first row.
    pub continued: Continued,
    /// The cells, by row and column, whose content means nothing in their field.
    unread: Vec<(u32, u32)>,
    /// The columns in which it is not known what a record has, by its position: those that are not read, and formulas
    /// without a result.
    pub unresolved: BTreeMap<usize, Columns<T::Field>>,
    /// Whether there are empty rows between them.
    pub is_broken: bool,
}

impl<T: Record> Default for Records<T> {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            rows: Vec::new(),
            left_alone: Vec::new(),
            vacant: Vec::new(),
            findings: Vec::new(),
            unstated: Vec::new(),
            continued: Continued::default(),
            unread: Vec::new(),
            unresolved: BTreeMap::new(),
            is_broken: false,
        }
    }
}

/// From so many rows on, half of them are read beside the other half: to start a thread takes as long as some dozens.
const MANY: usize = 1_000;

/// Reads the rows of a table, each by itself. `no_record` states why what a row states is none.
fn records<T: Record + Send>(
    grid: &Grid,
    table: &Table,
    read: impl Fn(&mut RowReader<'_>) -> T + Sync,
    no_record: impl Fn(&T, Around<'_>) -> Option<&'static str> + Sync,
) -> Records<T> {
    let rows = Rows::of(grid, table);
    let of_table = |cells: &&[Cell]| table.has_row(cells[0].row);
    let all: Vec<&[Cell]> = grid.rows().filter(of_table).collect();
    let read = |part: Range<usize>| {
        let mut records = Records::default();
        for at in part {
            let next = all.get(at + 1).copied();
            records.read_row((grid, table, &rows), (all[at], next), &read, &no_record);
        }
        records
    };
    // What is merged may go on with the record above.
    let is_apart = all.len() >= MANY && !grid.cells.iter().any(|cell| cell.is_merged);
    let half = if is_apart { all.len() / 2 } else { all.len() };
    let (mut records, others) = join(|| read(0..half), || read(half..all.len()));
    records.append(others);
    records.is_broken = rows.is_broken;
    records.unresolved = unresolved::of_records((grid, &records.unread), table, &records.rows);
    let findings = unresolved::findings(grid, table, (&records.rows, &records.continued));
    records.findings.extend(findings);
    records
}

impl<T: Record> Records<T> {
    /// Reads a row, which another one may follow.
    fn read_row(
        &mut self,
        (grid, table, rows): (&Grid, &Table, &Rows),
        (cells, next): (&[Cell], Option<&[Cell]>),
        read: impl Fn(&mut RowReader<'_>) -> T,
        no_record: impl Fn(&T, Around<'_>) -> Option<&'static str>,
    ) {
        let has_role = |cell: &&Cell| table.role(cell.column).is_some();
        let in_model = |cell: &&Cell| matches!(table.role(cell.column), Some(Role::Field(_)));
        let mut stated = cells.iter().filter(has_role).filter(|cell| cell.states());
        let first = stated.next();
        let is_stated = first.is_some_and(|first| in_model(&first)) || stated.any(|c| in_model(&c));
        let computed = if is_stated {
            None
        } else {
            Computed::of(grid, table, cells)
        };
        let is_computed = computed.as_ref().is_some_and(|computed| computed.is_record);
        // A row of nothing but formulas that wait for input is none, whoever reads it.
        let computed = computed.map(|computed| computed.cell);
        let Some(first) = first.or(computed) else {
            return;
        };
        let entries = continued::entries_of_above::<T>(table, cells);
        let entries = entries.filter(|_| !self.list.is_empty());
        let place = T::at(self.list.len()).into();
        let shown = is_computed.then(|| shown_cells(grid, table, cells));
        let some = entries.as_deref().or(shown.as_deref());
        let mut row = RowReader::new(grid, some.unwrap_or(cells), table, place);
        if let Some(entries) = &entries {
            let more = read(&mut row);
            self.go_on(&more, entries, row);
            return;
        }
        let nothing = match computed {
            _ if is_stated || is_computed => None,
            Some(_) => Some("has too little of a record in its formulas"),
            None => Some("has nothing in a column of the register"),
        };
        if let Some(reason) = nothing.or_else(|| no_row(grid, table, cells, rows)) {
            return if reason == APART {
                self.leave_apart((grid, table), cells, rows.is_doubtful(first.row));
            } else {
                self.leave(grid, first, reason);
            };
        }
        let record = read(&mut row);
        match no_record(&record, Around::of(grid, table, cells, next)) {
            Some(reason) => self.leave(grid, first, reason),
            None => self.take(record, first.row, row),
        }
    }

    /// Takes in the records of the rows below.
    fn append(&mut self, mut below: Self) {
        let count = self.list.len();
        for draft in &mut below.findings {
            draft.place.record = draft.place.record.after(count);
        }
        let unstated = below.unstated.iter();
        let unstated = unstated.map(|(record, entry)| (record + count, *entry));
        self.unstated.extend(unstated);
        self.list.append(&mut below.list);
        self.rows.append(&mut below.rows);
        self.left_alone.append(&mut below.left_alone);
        self.vacant.append(&mut below.vacant);
        self.findings.append(&mut below.findings);
        self.unread.append(&mut below.unread);
        self.continued.append(below.continued);
    }

    /// Takes in a record of a row.
    fn take(&mut self, record: T, number: u32, mut row: RowReader<'_>) {
        let of_record = row.unstated.iter().map(|at| (self.list.len(), *at));
        self.unstated.extend(of_record);
        self.list.push(Arc::new(record));
        self.rows.push(number);
        self.findings.append(&mut row.findings);
        self.unread.append(&mut row.unread);
    }

    /// Takes in more entries of the record above.
    fn go_on(&mut self, more: &T, entries: &[Cell], mut row: RowReader<'_>) {
        if let Some((above, first_row)) = self.list.last_mut().zip(self.rows.last()) {
            continued::append(Arc::make_mut(above), more);
            self.continued.add(*first_row, entries);
            self.findings.append(&mut row.findings);
            let unread = row.unread.iter().map(|(_, column)| (*first_row, *column));
            self.unread.extend(unread);
        }
    }
}

/// Reads the risks of a table.
pub(super) fn risks(grid: &Grid, table: &Table, trackers: &Trackers) -> Records<Risk> {
    records(grid, table, |row| record(row, trackers), no_risk)
}

/// Reads the components of a table.
pub(super) fn components(grid: &Grid, table: &Table) -> Records<Component> {
    records(
        grid,
        table,
        |row| record(row, &Trackers::default()),
        no_component,
    )
}

/// A row being read.
pub(super) struct RowReader<'a> {
    grid: &'a Grid,
    table: &'a Table,
    pub cells: &'a [Cell],
    /// The record that it has, and the field that is being read.
    place: Place,
    pub findings: Vec<Draft>,
    /// The observations of which the format states no status.
    unstated: Vec<usize>,
    /// The cells whose content means nothing in their field.
    unread: Vec<(u32, u32)>,
}

fn record<T: Record>(row: &mut RowReader<'_>, trackers: &Trackers) -> T {
    let mut record = T::default();
    let table = row.table;
    for cell in row.cells {
        match table.role(cell.column) {
            Some(Role::Field(field)) => {
                if let Some(field) = T::Field::of(*field) {
                    row.field(cell, field, &mut record, trackers);
                }
            }
            Some(Role::Extra(key)) => row.extra::<T>(cell, key, record.extra_mut()),
            Some(Role::Derived(Some(key))) if !cell.is_formula => {
                row.extra::<T>(cell, key, record.extra_mut());
            }
            Some(Role::Derived(_)) | None => {}
        }
    }
    record
}

impl<'a> RowReader<'a> {
    pub fn new(grid: &'a Grid, cells: &'a [Cell], table: &'a Table, place: Place) -> Self {
        Self {
            grid,
            table,
            cells,
            place,
            findings: Vec::new(),
            unstated: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// Reads a field of a record.
    fn field<T: Record>(
        &mut self,
        cell: &Cell,
        field: T::Field,
        record: &mut T,
        trackers: &Trackers,
    ) {
        self.place.field = Some(field.into());
        match field.kind() {
            Kind::Text(Text::Prose, at) => at.set(record, self.text(cell).into_owned()),
            // People know a record by what they see, which the format of its cell may add to.
            Kind::Text(Text::Name | Text::Component | Text::Container, at) => {
                at.set(record, self.shown(cell).trim().to_owned());
            }
            Kind::Text(Text::Line | Text::Finding, at) => at.set(record, self.name(cell)),
            Kind::Notes(at, links_at) => {
                let (notes, links) = notes(&self.text(cell), trackers);
                at.set(record, notes);
                links_at.set(record, links);
            }
            Kind::Level(_, at) => {
                let level = Some(self.name(cell)).filter(|text| !text.is_empty());
                at.set(record, level);
            }
            Kind::Status(at) => at.set(record, self.stated(cell)),
            Kind::Date(at) => at.set(record, self.stated(cell)),
            Kind::Duration(at) => at.set(record, self.duration(cell)),
            Kind::Observations(at) => at.set(record, self.observations(cell)),
            Kind::Mitigations(at) => {
                let entries = entries(&self.text(cell)).into_iter();
                at.set(record, entries.map(Mitigation::from).collect());
            }
            Kind::RunbookActions(at) => {
                let entries = entries(&self.text(cell)).into_iter();
                at.set(record, entries.map(RunbookAction::from).collect());
            }
            Kind::Requires(at) => {
                let requires = self.requires(cell);
                at.set(record, requires);
            }
            // These have no column; rehearsals have a sheet.
            Kind::TrackerLinks(_) | Kind::Rehearsals(_) | Kind::Origins(_) | Kind::Extra => {}
        }
    }

    fn observations(&mut self, cell: &Cell) -> Vec<Observation> {
        if self.grid.has_bold {
            // A number, such as that of an alarm, has the font of its cell.
            return match self.grid.text(cell) {
                Some(_) => observations(&self.grid.runs(cell)),
                None => observations(&[(&self.text(cell), cell.is_bold)]),
            };
        }
        let (read, unstated) = observations_without_bold(&self.text(cell));
        self.unstated.extend(unstated);
        read
    }

    /// The text of a cell. An error, and a value that cannot be read, are reported.
    pub fn text(&mut self, cell: &Cell) -> Cow<'a, str> {
        if let Some(Value::Error(error)) = self.grid.value(cell) {
            let message = format!("the cell has the error {error}, which is kept as text");
            self.report(cell, message, error);
        }
        if cell.content == Content::Unreadable {
            let message = "the value of the cell cannot be read";
            self.report(cell, message, "");
        }
        self.grid.display(cell)
    }

    /// The text of a cell as people see it. Where that is not known, it is reported: what looks different may be read as
    /// the same.
    pub fn shown(&mut self, cell: &Cell) -> Cow<'a, str> {
        let text = self.text(cell);
        if self.grid.is_unseen(cell) {
            let message = "the number format of the cell is not read, and shows something else";
            self.report(cell, message, &text);
        }
        self.grid.as_shown(cell)
    }

    /// Text whose outer white space is layout.
    pub fn name(&mut self, cell: &Cell) -> String {
        self.text(cell).trim().to_owned()
    }

    pub fn stated<T: std::str::FromStr>(&mut self, cell: &Cell) -> Option<Stated<T>> {
        let text = self.text(cell);
        let text = text.trim();
        (!text.is_empty()).then(|| Stated::parse(text))
    }

    pub fn duration(&mut self, cell: &Cell) -> Option<Stated<Duration>> {
        match self.grid.length(cell) {
            Some(length) => Some(Stated::parse(&length)),
            None => self.stated(cell),
        }
    }

    fn extra<T: Record>(&mut self, cell: &Cell, key: &Key, extra: &mut Extra) {
        self.place.field = Some(T::Field::EXTRA.into());
        if cell.content == Content::Unreadable {
            self.text(cell);
        } else if let Some(value) = self.grid.extra(cell) {
            // A column stands in a row once. To look for it would take long in a wide sheet.
            extra.push_distinct(key.clone(), value);
        }
    }

    /// What a component requires. What cannot be read states nothing, so that nothing is taken back by it.
    fn requires(&mut self, cell: &Cell) -> Option<Vec<Requirement>> {
        let text = self.shown(cell).into_owned();
        if text.trim().is_empty() {
            return None;
        }
        match parse_requirements(&text) {
            Ok(requirements) => Some(requirements),
            Err(error) => {
                let message = format!("the requirements cannot be read: {error}");
                self.report(cell, message, &text);
                self.unread.push((cell.row, cell.column));
                None
            }
        }
    }

    fn report(&mut self, cell: &Cell, message: impl Into<String>, found: &str) {
        self.findings.push(Draft {
            rule: (&UNREADABLE_CELL).into(),
            place: self.place,
            location: self.grid.location(cell.row, cell.column),
            remark: Remark::new(message).found(found),
        });
    }
}
