//! The rows of the sheet to rehearsals.

use std::collections::{BTreeSet, HashMap};

use super::{Found, Part, Places};
use crate::check::rules::reading::{BESIDE_TABLE, UNREADABLE_CELL};
use crate::check::{Draft, Remark};
use crate::record::text::quote;
use crate::record::{Key, Location, RecordPosition, RiskField};
use crate::register::{Record, Register, Rehearsal, Risk, Stated, TrackerLink};
use crate::workbook::grid::{Cell, Grid};
use crate::workbook::recognise;
use crate::workbook::records::{Records, RowReader};
use crate::workbook::sources::SheetSource;
use crate::workbook::unresolved;

/// The rows of the sheet, as they are read.
pub(super) struct Reader<'a> {
    grid: &'a Grid,
    header: &'a [Cell],
    places: Places,
    register: &'a Register,
    /// The risks by their references but for case; `None` where several have one.
    alike: Option<HashMap<String, Option<usize>>>,
    findings: Vec<Draft>,
    /// The cells that are to name a record, and name none.
    unplaced: BTreeSet<Location>,
    /// Whether an edit of another record may change what a row is of.
    is_fragile: bool,
}

impl<'a> Reader<'a> {
    pub fn new(
        grid: &'a Grid,
        header: &'a [Cell],
        columns: [u32; Part::ALL.len()],
        register: &'a Register,
    ) -> Self {
        Self {
            grid,
            header,
            places: Places {
                columns,
                rows: HashMap::new(),
            },
            register,
            alike: None,
            findings: Vec::new(),
            unplaced: BTreeSet::new(),
            is_fragile: false,
        }
    }

    pub fn read(
        mut self,
        position: usize,
    ) -> (Found, Vec<(RecordPosition, Rehearsal)>, Vec<Draft>) {
        let grid = self.grid;
        let fields = HashMap::from([
            (self.places.column(Part::Reference), RiskField::Reference),
            (self.places.column(Part::Component), RiskField::Component),
        ]);
        let table = recognise::table(grid, self.header, &fields);
        let (mut records, mut rehearsals) = (Records::<Risk>::default(), Vec::new());
        for cells in grid.rows().filter(|cells| table.has_row(cells[0].row)) {
            let filled = |cell: &&Cell| !cell.is_blank;
            let Some(first) = cells.iter().find(filled) else {
                continue;
            };
            let mut row = RowReader::new(grid, cells, &table, RecordPosition::Register.into());
            let read = self.row(&mut row);
            self.findings.append(&mut row.findings);
            let Some((record, rehearsal)) = read else {
                records.left_alone.push(first.row);
                continue;
            };
            records.rows.push(first.row);
            self.places.rows.entry(record).or_default().push(first.row);
            rehearsals.push((record, rehearsal));
        }
        self.report_others();
        let findings = unresolved::findings(grid, &table, (&records.rows, &records.continued));
        let unresolved = |(row, column): &(u32, u32)| {
            table.has_row(*row) && self.places.columns.contains(column)
        };
        let is_known = !grid.unresolved.iter().any(unresolved);
        self.findings.extend(findings);
        let mut source = SheetSource::of(grid, position, table, &mut records);
        source.table.leave_others(&self.places.columns);
        source.is_fragile = self.is_fragile;
        let found = Found {
            source,
            places: self.places,
            unplaced: self.unplaced,
            is_known,
        };
        (found, rehearsals, self.findings)
    }

    /// The rehearsal of a row, and the record that it is of; `None` where the row has none, or names no record.
    fn row(&mut self, row: &mut RowReader<'_>) -> Option<(RecordPosition, Rehearsal)> {
        let cell = |part| {
            let column = self.places.column(part);
            let mut cells = row.cells.iter();
            cells.find(|cell| cell.column == column).copied()
        };
        let cells = Part::ALL.map(cell);
        let is_filled = |cell: &Cell| !cell.is_blank;
        if !cells.iter().flatten().any(is_filled) {
            return None;
        }
        let cell = |part: Part| cells[part as usize].as_ref();
        let name = |row: &mut RowReader<'_>, part| {
            cell(part).map_or_else(String::new, |cell| row.name(cell))
        };
        let link = name(row, Part::Link);
        let rehearsal = Rehearsal {
            date: Stated::parse(&name(row, Part::Date)),
            kind: Stated::parse(&name(row, Part::Kind)),
            outcome: cell(Part::Outcome).and_then(|cell| row.stated(cell)),
            time_to_detect: cell(Part::TimeToDetect).and_then(|cell| row.duration(cell)),
            time_to_recover: cell(Part::TimeToRecover).and_then(|cell| row.duration(cell)),
            notes: cell(Part::Notes).map_or_else(String::new, |cell| row.text(cell).into_owned()),
            link: (!link.is_empty()).then(|| TrackerLink::new(link)),
        };
        let mut shown = |part: Part| {
            let shown = cell(part).map(|cell| row.shown(cell));
            shown.map_or_else(String::new, |shown| shown.trim().to_owned())
        };
        let (reference, component) = (shown(Part::Reference), shown(Part::Component));
        match self.record(&reference, &component) {
            Ok(record) => Some((record, rehearsal)),
            Err((part, reason)) => {
                self.is_fragile = true;
                let location = self
                    .grid
                    .location(row.cells[0].row, self.places.column(part));
                let found = if part == Part::Component {
                    component
                } else {
                    reference
                };
                let message = format!("the rehearsal is left alone: {reason}");
                let remark = Remark::new(message).found(found);
                self.unplaced.insert(location.clone());
                self.findings
                    .push(Draft::of_register(&UNREADABLE_CELL, location, remark));
                None
            }
        }
    }

    /// The record that a row names, or the cell that does not name one and why.
    fn record(
        &mut self,
        reference: &str,
        component: &str,
    ) -> Result<RecordPosition, (Part, String)> {
        match (reference, component) {
            ("", "") => Err((
                Part::Reference,
                "it names no risk and no component".to_owned(),
            )),
            ("", name) => {
                let component = self.register.component(&Key::parse(name));
                self.is_fragile |= component.is_none();
                let component = component.or_else(|| self.register.find_component(name));
                let unknown = || format!("no component is called {}", quote(name));
                let component = component.ok_or_else(|| (Part::Component, unknown()))?;
                Ok(RecordPosition::Component(component.position()))
            }
            (reference, "") => {
                let risk = self.register.risk(&Key::parse(reference));
                let at = risk.map(|risk| risk.position());
                self.is_fragile |= at.is_none();
                let unknown = || format!("there is no risk {}", quote(reference));
                let at = at.or_else(|| self.alike(reference));
                Ok(RecordPosition::Risk(
                    at.ok_or_else(|| (Part::Reference, unknown()))?,
                ))
            }
            _ => {
                let reason = "it names a risk and a component, and is of one of them";
                Err((Part::Component, reason.to_owned()))
            }
        }
    }

    /// The only risk whose reference differs in case alone.
    fn alike(&mut self, reference: &str) -> Option<usize> {
        let register = self.register;
        let alike = self.alike.get_or_insert_with(|| {
            let mut alike = HashMap::new();
            for (at, risk) in Risk::all(register).enumerate() {
                let same = alike.entry(Risk::fold_name(&risk.reference));
                same.and_modify(|one| *one = None).or_insert(Some(at));
            }
            alike
        });
        alike.get(&Risk::fold_name(reference)).copied().flatten()
    }

    /// Reports the columns that have something else.
    fn report_others(&mut self) {
        let grid = self.grid;
        let is_other = |cell: &&Cell| !self.places.columns.contains(&cell.column) && !cell.is_blank;
        let others: Vec<&Cell> = self.header.iter().filter(is_other).collect();
        let Some(first) = others.first() else {
            return;
        };
        let headers: Vec<String> = others
            .iter()
            .map(|cell| quote(&grid.display(cell)))
            .collect();
        let headers = headers.join(", ");
        let message = match others.as_slice() {
            [_] => format!("beside the rehearsals, the column {headers} is not read"),
            _ => format!("beside the rehearsals, the columns {headers} are not read"),
        };
        let location = grid.location(first.row, first.column);
        let remark = Remark::new(message).subject(headers);
        self.findings
            .push(Draft::of_register(&BESIDE_TABLE, location, remark));
    }
}
