//! The rows of a table to risks and components.

#![deny(clippy::wildcard_enum_match_arm)]

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::continued::{self, Continued};
use super::grid::{Cell, Content, Grid, Value};
use super::layout::{entries, notes, observations, observations_without_bold};
use super::recognise::{Role, Rows, Table, is_header_repeated};
use super::unresolved;
use crate::check::rules::reading::{ROW_IS_NO_RISK, UNREADABLE_CELL};
use crate::check::{Draft, Remark};
use crate::record::{Key, Place, RecordKind, RiskField};
use crate::register::representable::{has_only, is_footer, is_heading, is_total};
use crate::register::{
    Columns, Component, Extra, ExtraValue, Kind, Mitigation, Record, RecordField, Requirement,
    Risk, RunbookAction, Stated, Text, Trackers, parse_requirements,
};

/// Records of a sheet, the rows that they stand in, and what could not be read.
#[derive(Debug)]
pub(super) struct Records<T: Record> {
    pub list: Vec<T>,
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
    /// The columns in which a record has a formula without a result, by its position.
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
            unresolved: BTreeMap::new(),
            is_broken: false,
        }
    }
}

/// What shows whether a row that states little is a record.
#[derive(Clone, Copy)]
struct Around<'a> {
    grid: &'a Grid,
    table: &'a Table,
    /// Whether its look is that of a heading.
    may_be_heading: bool,
    /// The text of its only cell, where it has no more.
    alone: Option<&'a str>,
    /// The row that has cells after it.
    next: Option<&'a [Cell]>,
}

/// Reads the rows of a table, each by itself. `no_record` states why what a row states is none.
fn records<T: Record>(
    grid: &Grid,
    table: &Table,
    read: impl Fn(&mut RowReader<'_>) -> T,
    no_record: impl Fn(&T, Around<'_>) -> Option<&'static str>,
) -> Records<T> {
    let rows = Rows::of(grid, table);
    let mut records = Records {
        is_broken: rows.is_broken,
        ..Records::default()
    };
    let mut of_table = grid
        .rows()
        .filter(|cells| table.has_row(cells[0].row))
        .peekable();
    while let Some(cells) = of_table.next() {
        let next = of_table.peek().copied();
        let states = |cell: &&Cell| grid.states(cell);
        let has_role = |cell: &&Cell| table.role(cell.column).is_some();
        let in_model = |cell: &&Cell| matches!(table.role(cell.column), Some(Role::Field(_)));
        // A row of nothing but formulas is none, whoever reads it.
        let Some(first) = cells.iter().filter(has_role).find(states) else {
            continue;
        };
        let number = first.row;
        let entries = continued::entries_of_above::<T>(grid, table, cells);
        let entries = entries.filter(|_| !records.list.is_empty());
        let cells = entries.as_deref().unwrap_or(cells);
        let mut row = RowReader {
            grid,
            table,
            cells,
            place: T::at(records.list.len()).into(),
            findings: Vec::new(),
            unstated: Vec::new(),
        };
        if let (Some(entries), Some(above)) = (&entries, records.list.last_mut()) {
            continued::append(above, &read(&mut row));
            records
                .continued
                .add(records.rows[records.rows.len() - 1], entries);
            records.findings.append(&mut row.findings);
            continue;
        }
        let reason = if !cells.iter().filter(in_model).any(|cell| states(&cell)) {
            Some("has nothing in a column of the register")
        } else if rows.is_heading(number) {
            Some("is merged across the table, as a heading is")
        } else if is_header_repeated(grid, table, cells) {
            Some("is the header again")
        } else if rows.is_foreign(number) {
            Some("stands apart, and has little of what the rows above have")
        } else {
            let record = read(&mut row);
            // In the layout of this crate, a heading is known by its look alone.
            let may_be_heading = !table.is_own || first.is_bold;
            let is_alone = cells.iter().filter(states).count() == 1;
            let around = Around {
                grid,
                table,
                may_be_heading,
                alone: grid.text(first).filter(|_| is_alone),
                next,
            };
            let reason = no_record(&record, around);
            if reason.is_none() {
                let of_record = row.unstated.iter().map(|at| (records.list.len(), *at));
                records.unstated.extend(of_record);
                records.list.push(record);
                records.rows.push(number);
                records.findings.append(&mut row.findings);
            }
            reason
        };
        if let Some(reason) = reason {
            records.left_alone.push(number);
            records.vacant.extend((reason == VACANT).then_some(number));
            let message = format!("the row {reason} and is left alone");
            let remark = Remark::new(message).found(grid.display(first));
            let location = grid.location(first.row, first.column);
            let draft = Draft::of_register(&ROW_IS_NO_RISK, location, remark);
            records.findings.push(draft);
        }
    }
    records.unresolved = unresolved::of_records(grid, table, &records.rows);
    let findings = unresolved::findings(grid, table, &records.rows);
    records.findings.extend(findings);
    records
}

/// Reads the risks of a table.
pub(super) fn risks(grid: &Grid, table: &Table, trackers: &Trackers) -> Records<Risk> {
    records(grid, table, |row| record(row, trackers), no_risk)
}

const VACANT: &str = "has nothing but a reference";

/// Why what a row states is no risk.
fn no_risk(risk: &Risk, around: Around<'_>) -> Option<&'static str> {
    if is_total(risk) {
        Some("has nothing but a word for a total")
    } else if around.may_be_heading && is_heading(risk) {
        Some("has nothing but a heading")
    } else if around.table.is_own {
        None
    } else {
        no_risk_elsewhere(risk, around)
    }
}

/// The same in a layout that is not the one of this crate, in which every row is a risk.
fn no_risk_elsewhere(risk: &Risk, around: Around<'_>) -> Option<&'static str> {
    use RiskField::{Description, Reference};
    if has_only(risk, &[Reference]) {
        return Some(VACANT);
    }
    let Around { grid, table, .. } = around;
    if around.alone.is_some_and(is_footer) {
        return Some("has nothing but a footer");
    }
    let is_before = |next: &[Cell]| is_header_repeated(grid, table, next);
    if around.alone.is_some() && around.next.is_some_and(is_before) {
        return Some("has nothing but a heading, and the header follows");
    }
    if !has_only(risk, &[Reference, Description]) {
        return None;
    }
    let column = table.column(Reference)?;
    let following = around
        .next
        .and_then(|next| next.iter().find(|cell| cell.column == column));
    let following = following.map(|cell| grid.display(cell)).unwrap_or_default();
    is_section(&risk.reference, following.trim())
        .then_some("has nothing but the title of a section")
}

/// Whether a number is that of a section: `1.2.000`, or `1.2` before `1.2.001`.
fn is_section(number: &str, next: &str) -> bool {
    let is_number = |text: &str| {
        let is_part = |byte: u8| byte.is_ascii_digit() || byte == b'.';
        !text.is_empty() && text.bytes().all(is_part)
    };
    let number = number.trim().trim_end_matches('.');
    let rest = next
        .strip_prefix(number)
        .and_then(|rest| rest.strip_prefix('.'));
    is_number(number)
        && (number.ends_with(".00") || number.ends_with(".000") || rest.is_some_and(is_number))
}

/// Reads the components of a table.
pub(super) fn components(grid: &Grid, table: &Table) -> Records<Component> {
    records(
        grid,
        table,
        |row| record(row, &Trackers::default()),
        |_, _| None,
    )
}

/// A row being read.
struct RowReader<'a> {
    grid: &'a Grid,
    table: &'a Table,
    cells: &'a [Cell],
    /// The record that it has, and the field that is being read.
    place: Place,
    findings: Vec<Draft>,
    /// The observations of which the format states no status.
    unstated: Vec<usize>,
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
            // People know a risk by what they see, which the format of its cell may add to.
            Kind::Text(Text::Name, at) if T::KIND == RecordKind::Risk => {
                self.text(cell);
                at.set(record, self.grid.as_shown(cell).trim().to_owned());
            }
            Kind::Text(Text::Name | Text::Line | Text::Component | Text::Container, at) => {
                at.set(record, self.name(cell));
            }
            Kind::Notes(at, links_at) => {
                let (notes, links) = notes(&self.text(cell), trackers);
                at.set(record, notes);
                links_at.set(record, links);
            }
            Kind::Level(_, at) => {
                at.set(
                    record,
                    Some(self.name(cell)).filter(|text| !text.is_empty()),
                );
            }
            Kind::Status(at) => at.set(record, self.stated(cell)),
            Kind::Date(at) => at.set(record, self.stated(cell)),
            Kind::Duration(at) => match self.grid.length(cell) {
                Some(length) => at.set(record, Some(Stated::parse(&length))),
                None => at.set(record, self.stated(cell)),
            },
            Kind::Observations(at) => {
                let read = if self.grid.has_bold && self.grid.text(cell).is_some() {
                    observations(&self.grid.runs(cell))
                } else {
                    let (read, unstated) = observations_without_bold(&self.text(cell));
                    self.unstated.extend(unstated);
                    read
                };
                at.set(record, read);
            }
            Kind::Mitigations(at) => {
                let entries = entries(&self.text(cell)).into_iter();
                at.set(record, entries.map(Mitigation::from).collect());
            }
            Kind::RunbookActions(at) => {
                let entries = entries(&self.text(cell)).into_iter();
                at.set(record, entries.map(RunbookAction::from).collect());
            }
            Kind::Requires(at) => {
                let requires = self.requires(cell, record.extra_mut());
                at.set(record, requires);
            }
            // These have no column.
            Kind::TrackerLinks(_) | Kind::Rehearsals(_) | Kind::Extra => {}
        }
    }

    /// The text of a cell. An error, and a value that cannot be read, are reported.
    fn text(&mut self, cell: &Cell) -> Cow<'a, str> {
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

    /// Text whose outer white space is layout.
    fn name(&mut self, cell: &Cell) -> String {
        self.text(cell).trim().to_owned()
    }

    fn stated<T: std::str::FromStr>(&mut self, cell: &Cell) -> Option<Stated<T>> {
        let text = self.text(cell);
        let text = text.trim();
        (!text.is_empty()).then(|| Stated::parse(text))
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

    fn requires(&mut self, cell: &Cell, extra: &mut Extra) -> Option<Vec<Requirement>> {
        let text = self.text(cell).into_owned();
        if text.trim().is_empty() {
            return None;
        }
        match parse_requirements(&text) {
            Ok(requirements) => Some(requirements),
            Err(error) => {
                let message = format!("the requirements cannot be read: {error}");
                self.report(cell, message, &text);
                // Kept where it is not taken for requirements.
                extra.insert(Key::first("Requires"), ExtraValue::Text(text));
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
