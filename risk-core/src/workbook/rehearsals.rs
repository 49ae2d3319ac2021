//! The sheet of rehearsals, in which each row is one of a risk or of a component.
//!
//! It is known by its name and by its headers, all of which have to be there: of a sheet that lacks one nobody knows
//! what it would state in that column.

mod reader;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use self::reader::Reader;
use super::grid::{Cell, Grid};
use super::recognise::HEADER_ROWS;
use super::sheets::Sheets;
use super::sources::SheetSource;
use super::wanted::{Wanted, stated};
use crate::check::rules::reading::CHANGED_HEADER;
use crate::check::{Draft, Remark};
use crate::error::Error;
use crate::record::text::{fold, quote};
use crate::record::{Location, RecordKind, RecordPosition};
use crate::register::{
    Columns, Component, Record, RecordField, Register, Rehearsal, Risk, SourceScope,
};

/// The folded name of the sheet.
const REHEARSALS: &str = "rehearsals";

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

/// The header of the sheet: its row and the column of each part; `None` where one is missing, or where several are headed
/// so, of which nobody knows which one is meant.
fn header(grid: &Grid) -> Option<(&[Cell], [u32; Part::ALL.len()])> {
    let mut rows = grid.rows().take(HEADER_ROWS);
    rows.find_map(|cells| {
        let columns = headed(grid, cells).map(|columns| match columns[..] {
            [column] => Some(column),
            _ => None,
        });
        let columns: Option<Vec<u32>> = columns.into_iter().collect();
        Some((cells, columns?.try_into().ok()?))
    })
}

/// The columns that are headed as each part is.
fn headed(grid: &Grid, cells: &[Cell]) -> [Vec<u32>; Part::ALL.len()] {
    let headers: Vec<String> = cells.iter().map(|cell| fold(&grid.display(cell))).collect();
    Part::ALL.map(|part| {
        let wanted = fold(part.column().0);
        let headers = headers.iter().zip(cells);
        let found = headers.filter(|(header, _)| **header == wanted);
        found.map(|(_, cell)| cell.column).collect()
    })
}

/// The sheet of rehearsals, if there is one; also where it is not read, as it is none of risks.
pub(super) fn sheet_of(sheets: &mut Sheets<'_>) -> Result<Option<usize>, Error> {
    let Some(sheet) = sheets.named(REHEARSALS) else {
        return Ok(None);
    };
    let grid = sheets.preview(sheet)?;
    let is_one = header(&grid).is_some() || lacking(&grid).is_some();
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
    /// The cells that are to name the record of a rehearsal, and name none.
    unplaced: BTreeSet<Location>,
    /// Whether all of it is known: no formula lacks its result.
    is_known: bool,
}

impl Found {
    /// Adds to the scope of a source that it has a place for rehearsals. Where a formula lacks its result, nobody knows
    /// of which record a row is.
    pub fn widen(&self, scope: &mut SourceScope, register: &Register) {
        let SourceScope::Columns {
            risks,
            components,
            unplaced,
            ..
        } = scope
        else {
            return;
        };
        unplaced.clone_from(&self.unplaced);
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

/// Reports a sheet that would be the one of rehearsals, had it all columns once.
fn lacking(grid: &Grid) -> Option<Draft> {
    let needed = [Part::Date, Part::Kind, Part::Outcome];
    let mut rows = grid.rows().take(HEADER_ROWS);
    let (cells, columns) = rows.find_map(|cells| {
        let columns = headed(grid, cells);
        let mut needed = needed.iter().map(|part| &columns[*part as usize]);
        let is_one = needed.all(|columns| !columns.is_empty());
        is_one.then_some((cells, columns))
    })?;
    let mut parts = Part::ALL.iter().zip(&columns);
    let (part, columns) = parts.find(|(_, columns)| columns.len() != 1)?;
    let header = part.column().0;
    let (column, reason) = match columns.get(1) {
        None => (
            cells[0].column,
            format!("it has no column {}", quote(header)),
        ),
        Some(second) => (
            *second,
            format!("it has {} columns {}", columns.len(), quote(header)),
        ),
    };
    let location = grid.location(cells[0].row, column);
    let message = format!("the sheet {} is not read, as {reason}", quote(&grid.name));
    let remark = Remark::new(message).subject(header);
    Some(Draft::of_register(&CHANGED_HEADER, location, remark))
}
