//! The sheet of rehearsals, in which each row is one of a risk or of a component.
//!
//! It is known by its name and by its headers, all of which have to be there: of a sheet that lacks one nobody knows
//! what it would state in that column.

use std::borrow::Cow;
use std::collections::HashMap;

use super::grid::{Cell, Grid};
use super::recognise::{self, HEADER_ROWS};
use super::records::{Records, RowReader};
use super::sheets::Sheets;
use super::sources::SheetSource;
use super::unresolved;
use super::wanted::{Wanted, stated};
use crate::check::rules::reading::{BESIDE_TABLE, CHANGED_HEADER, UNREADABLE_CELL};
use crate::check::{Draft, Remark};
use crate::error::Error;
use crate::record::text::{fold, quote};
use crate::record::{Key, RecordKind, RecordPosition, RiskField};
use crate::register::{
    Columns, Component, Record, RecordField, Register, Rehearsal, Risk, SourceScope, Stated,
    TrackerLink,
};

/// The folded name of the sheet.
pub(super) const REHEARSALS: &str = "rehearsals";

/// What a column of the sheet has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The key of the risk that the rehearsal is of.
    Reference,
    /// The key of the component, where it is of one.
    Component,
    Date,
    Kind,
    Outcome,
    TimeToDetect,
    TimeToRecover,
    Notes,
    Link,
}

impl Part {
    /// Every column, in the order of a new sheet.
    pub const ALL: [Self; 9] = [
        Self::Reference,
        Self::Component,
        Self::Date,
        Self::Kind,
        Self::Outcome,
        Self::TimeToDetect,
        Self::TimeToRecover,
        Self::Notes,
        Self::Link,
    ];

    /// The header of the column, and its width in characters.
    pub fn column(self) -> (&'static str, f64) {
        match self {
            Self::Reference => ("Reference", 10.0),
            Self::Component => ("Component", 24.0),
            Self::Date => ("Date", 12.0),
            Self::Kind => ("Kind", 12.0),
            Self::Outcome => ("Outcome", 12.0),
            Self::TimeToDetect => ("Time to detect", 12.0),
            Self::TimeToRecover => ("Time to recover", 12.0),
            Self::Notes => ("Notes", 60.0),
            Self::Link => ("Link", 44.0),
        }
    }

    /// What its cell is to have for a rehearsal of the record of a key.
    pub fn wanted<'a>(
        self,
        (kind, of): (RecordKind, &str),
        rehearsal: &'a Rehearsal,
    ) -> Wanted<'a> {
        let key = |wanted| {
            let key = if kind == wanted {
                of.to_owned()
            } else {
                String::new()
            };
            Wanted::Name(Cow::Owned(key))
        };
        match self {
            Self::Reference => key(RecordKind::Risk),
            Self::Component => key(RecordKind::Component),
            Self::Date => Wanted::Date(Some(&rehearsal.date)),
            Self::Kind => stated(Some(&rehearsal.kind)),
            Self::Outcome => stated(rehearsal.outcome.as_ref()),
            Self::TimeToDetect => stated(rehearsal.time_to_detect.as_ref()),
            Self::TimeToRecover => stated(rehearsal.time_to_recover.as_ref()),
            Self::Notes => Wanted::Prose(&rehearsal.notes),
            Self::Link => Wanted::Name(Cow::Borrowed(rehearsal.url())),
        }
    }
}

/// Where the sheet has what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    /// The column of each part.
    columns: [u32; Part::ALL.len()],
    /// The rows of the rehearsals of each record that has any, in their order.
    rows: HashMap<RecordPosition, Vec<u32>>,
}

impl Places {
    pub fn column(&self, part: Part) -> u32 {
        self.columns[part as usize]
    }

    /// The rows of the rehearsals of a record.
    pub fn rows(&self, record: RecordPosition) -> &[u32] {
        self.rows.get(&record).map_or(&[], Vec::as_slice)
    }
}

/// The header of the sheet: its row and the column of each part, the first of those that are headed so; `None` where one
/// is missing.
fn header(grid: &Grid) -> Option<(&[Cell], [u32; Part::ALL.len()])> {
    let mut rows = grid.rows().take(HEADER_ROWS);
    rows.find_map(|cells| Some((cells, columns_of(grid, cells, &Part::ALL)?.try_into().ok()?)))
}

fn columns_of(grid: &Grid, cells: &[Cell], parts: &[Part]) -> Option<Vec<u32>> {
    let headers: Vec<String> = cells.iter().map(|cell| fold(&grid.display(cell))).collect();
    let column = |part: &Part| {
        let wanted = fold(part.column().0);
        let at = headers.iter().position(|header| *header == wanted)?;
        Some(cells[at].column)
    };
    parts.iter().map(column).collect()
}

/// The sheet of rehearsals, if there is one.
pub(super) fn sheet_of(sheets: &mut Sheets<'_>) -> Result<Option<usize>, Error> {
    let Some(sheet) = sheets.named(REHEARSALS) else {
        return Ok(None);
    };
    let is_one = header(&*sheets.preview(sheet)?).is_some();
    Ok(is_one.then_some(sheet))
}

/// The columns of a sheet that have rehearsals, where it is the sheet of them.
#[cfg(feature = "folder")]
pub(super) fn own_columns(grid: &Grid) -> Vec<u32> {
    let is_named = fold(&grid.name) == REHEARSALS;
    let header = header(grid).filter(|_| is_named);
    header.map_or_else(Vec::new, |(_, columns)| columns.to_vec())
}

/// What was read of the sheet.
pub(super) struct Found {
    pub source: SheetSource,
    pub places: Places,
    /// Whether all of it is known: no formula lacks its result.
    is_known: bool,
}

impl Found {
    /// Adds to the scope of a source that it has a place for rehearsals. Where a formula lacks its result, nobody knows
    /// of which record a row is.
    pub fn widen(&self, scope: &mut SourceScope, register: &Register) {
        let SourceScope::Columns {
            risks, components, ..
        } = scope
        else {
            return;
        };
        if !risks.fields.is_empty() {
            self.widen_columns::<Risk>(risks, register);
        }
        if let Some(components) = components {
            self.widen_columns::<Component>(components, register);
        }
    }

    fn widen_columns<T: Record>(&self, columns: &mut Columns<T::Field>, register: &Register) {
        columns.fields.push(T::Field::REHEARSALS);
        for at in (0..T::shared(register).len()).filter(|_| !self.is_known) {
            let unknown = columns.unresolved.entry(at).or_default();
            unknown.fields.push(T::Field::REHEARSALS);
        }
    }
}

/// Gives the records of a register their rehearsals, unless the sheet is one that the records were read from.
pub(super) fn read(
    sheets: &mut Sheets<'_>,
    taken: &[usize],
    register: Register,
) -> Result<(Register, Option<Found>, Vec<Draft>), Error> {
    let named = sheets.named(REHEARSALS);
    let Some(sheet) = named.filter(|sheet| !taken.contains(sheet)) else {
        return Ok((register, None, Vec::new()));
    };
    let grid = sheets.grid(sheet)?;
    let Some((cells, columns)) = header(&grid) else {
        return Ok((register, None, lacking(&grid).into_iter().collect()));
    };
    let reader = Reader::new(&grid, cells, columns, &register);
    let (found, rehearsals, findings) = reader.read(sheet);
    let (title, scale, mut components, mut risks) = register.into_parts();
    for (record, rehearsal) in rehearsals {
        match record {
            RecordPosition::Risk(at) => risks[at].rehearsals.push(rehearsal),
            RecordPosition::Component(at) => components[at].rehearsals.push(rehearsal),
            RecordPosition::Register => {}
        }
    }
    let register = Register::new(title, scale, components, risks)?;
    Ok((register, Some(found), findings))
}

/// Reports a sheet that would be the one of rehearsals, had it all columns.
fn lacking(grid: &Grid) -> Option<Draft> {
    let needed = [Part::Date, Part::Kind, Part::Outcome];
    let mut rows = grid.rows().take(HEADER_ROWS);
    let cells = rows.find(|cells| columns_of(grid, cells, &needed).is_some())?;
    let missing = |part: &&Part| columns_of(grid, cells, &[**part]).is_none();
    let missing = Part::ALL.iter().find(missing)?.column().0;
    let location = grid.location(cells[0].row, cells[0].column);
    let message = format!(
        "the sheet {} is not read, as it has no column {}",
        quote(&grid.name),
        quote(missing)
    );
    let remark = Remark::new(message).subject(missing);
    Some(Draft::of_register(&CHANGED_HEADER, location, remark))
}

/// The rows of the sheet, as they are read.
struct Reader<'a> {
    grid: &'a Grid,
    header: &'a [Cell],
    places: Places,
    register: &'a Register,
    /// The risks by their references but for case; `None` where several have one.
    alike: Option<HashMap<String, Option<usize>>>,
    findings: Vec<Draft>,
    /// Whether an edit of another record may change what a row is of.
    is_fragile: bool,
}

impl<'a> Reader<'a> {
    fn new(
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
            is_fragile: false,
        }
    }

    fn read(mut self, position: usize) -> (Found, Vec<(RecordPosition, Rehearsal)>, Vec<Draft>) {
        let grid = self.grid;
        let fields = HashMap::from([
            (self.places.column(Part::Reference), RiskField::Reference),
            (self.places.column(Part::Component), RiskField::Component),
        ]);
        let table = recognise::table(grid, self.header, &fields);
        let (mut records, mut rehearsals) = (Records::<Risk>::default(), Vec::new());
        for cells in grid.rows().filter(|cells| table.has_row(cells[0].row)) {
            let filled = |cell: &&Cell| !grid.is_blank(cell);
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
        let findings = unresolved::findings(grid, &table, &records.rows);
        let unresolved = |(row, column): &(u32, u32)| {
            table.has_row(*row) && self.places.columns.contains(column)
        };
        let is_known = !grid.unresolved.iter().any(unresolved);
        self.findings.extend(findings);
        let mut source = SheetSource::of(grid, position, table, &mut records);
        source.is_fragile = self.is_fragile;
        let found = Found {
            source,
            places: self.places,
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
        let is_filled = |cell: &Cell| !self.grid.is_blank(cell);
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
        let shown = |cell: &Cell| self.grid.as_shown(cell).trim().to_owned();
        let reference = cell(Part::Reference).map(shown).unwrap_or_default();
        let component = cell(Part::Component).map(shown).unwrap_or_default();
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
        let is_other =
            |cell: &&Cell| !self.places.columns.contains(&cell.column) && !grid.is_blank(cell);
        let others: Vec<&Cell> = self.header.iter().filter(is_other).collect();
        let Some(first) = others.first() else {
            return;
        };
        let headers: Vec<String> = others
            .iter()
            .map(|cell| quote(&grid.display(cell)))
            .collect();
        let message = format!(
            "beside the rehearsals stands {}, which is not read",
            headers.join(", ")
        );
        let location = grid.location(first.row, first.column);
        let remark = Remark::new(message).subject(headers.join(", "));
        self.findings
            .push(Draft::of_register(&BESIDE_TABLE, location, remark));
    }
}
