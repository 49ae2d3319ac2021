//! Where the parts of a register stand in its workbook.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::BTreeMap;
use std::sync::Arc;

use super::continued::Continued;
use super::create::Headed;
use super::grid::{Grid, RowPlaces, Validation};
use super::ranges::Area;
use super::recognise::Table;
use super::records::Records;
use super::rehearsals::{Part, Places};
use crate::edit::Lineage;
use crate::record::{ComponentField, Field, Place, RecordPosition, RiskField};
use crate::record::{Locate, Location};
use crate::register::{Component, Record, Risk};

/// The sheets that a register was read from.
#[derive(Debug, Clone)]
pub(super) struct Sources {
    /// `None` in a workbook of components alone.
    pub risks: Option<SheetSource>,
    pub components: Option<SheetSource>,
    pub rehearsals: Option<SheetSource>,
    /// Where the sheet of rehearsals has what.
    pub places: Places,
}

/// A sheet: its table, and the rows of its records.
#[derive(Debug, Clone)]
pub(super) struct SheetSource {
    pub sheet: String,
    /// Its position among the worksheets, counted from 0.
    pub position: usize,
    pub table: Table,
    pub rows: Vec<u32>,
    /// The rows that have something in them and are no records.
    pub left_alone: Vec<u32>,
    /// Those of them in which a record may be put.
    pub vacant: Vec<u32>,
    /// The records that go on below their first row.
    pub continued: Continued,
    pub places: RowPlaces,
    /// Whether what is read of one cell may depend on others.
    pub is_fragile: bool,
    pub validations: Vec<Validation>,
    pub merges: Vec<Area>,
    /// The words that columns of levels and of statuses use.
    pub words: BTreeMap<RiskField, Vec<String>>,
    /// A column of references that the sheet does not have yet, and gets with the first of them.
    pub new_column: Option<u32>,
    /// Whether rows were inserted for new records.
    pub has_new_rows: bool,
}

impl Sources {
    /// Takes over from the sources before rows were inserted which sheets have any, the one at a position among them.
    /// Whether each record still has its row.
    pub fn take_rows(&mut self, before: &Self, position: usize) -> bool {
        let sheets = [
            (&mut self.risks, &before.risks),
            (&mut self.components, &before.components),
            (&mut self.rehearsals, &before.rehearsals),
        ];
        sheets.into_iter().all(|sheets| match sheets {
            (Some(sheet), Some(before)) => {
                sheet.has_new_rows = before.has_new_rows || before.position == position;
                sheet.rows == before.rows || before.position != position
            }
            (sheet, before) => sheet.is_none() && before.is_none(),
        })
    }
}

/// A record that has a row in a sheet of such records.
pub(super) trait Sheeted: Record<Field: Headed> {
    /// What such a sheet, and the header of what its records cannot do without, are called in a workbook
    /// that this crate makes.
    const MISSING: (&'static str, &'static str);

    /// The sheet, if there is one.
    fn source(sources: &Sources) -> Option<&SheetSource>;
    /// For each record after an edit, the position of the one that it was.
    fn origins(lineage: &Lineage) -> &[Option<usize>];
}

impl Sheeted for Risk {
    const MISSING: (&'static str, &'static str) = ("Risks", "Risk");

    fn source(sources: &Sources) -> Option<&SheetSource> {
        sources.risks.as_ref()
    }

    fn origins(lineage: &Lineage) -> &[Option<usize>] {
        &lineage.risks
    }
}

impl Sheeted for Component {
    const MISSING: (&'static str, &'static str) = ("Components", "Name");

    fn source(sources: &Sources) -> Option<&SheetSource> {
        sources.components.as_ref()
    }

    fn origins(lineage: &Lineage) -> &[Option<usize>] {
        &lineage.components
    }
}

impl Locate for Arc<Sources> {
    fn locate(&self, place: Place) -> Option<Location> {
        if let Some(entry) = place.entry
            && let Some(
                Field::Risk(RiskField::Rehearsals) | Field::Component(ComponentField::Rehearsals),
            ) = place.field
        {
            return Some(Location::Cell {
                sheet: self.rehearsals.as_ref()?.sheet.clone(),
                row: *self.places.rows(place.record).get(entry)?,
                column: self.places.column(Part::Date),
            });
        }
        match place.record {
            RecordPosition::Register => None,
            RecordPosition::Risk(position) => self.risks.as_ref()?.locate(position, place.field),
            RecordPosition::Component(position) => {
                self.components.as_ref()?.locate(position, place.field)
            }
        }
    }
}

impl SheetSource {
    /// The sheet at a position whose records were read; it takes their rows.
    pub fn of<T: Record>(
        grid: &Grid,
        position: usize,
        table: Table,
        records: &mut Records<T>,
    ) -> Self {
        Self {
            sheet: grid.name.clone(),
            position,
            table,
            rows: std::mem::take(&mut records.rows),
            left_alone: std::mem::take(&mut records.left_alone),
            vacant: std::mem::take(&mut records.vacant),
            continued: std::mem::take(&mut records.continued),
            places: grid.places.clone(),
            is_fragile: records.is_broken,
            validations: grid.validations.clone(),
            merges: grid.merges.clone(),
            words: BTreeMap::new(),
            new_column: None,
            has_new_rows: false,
        }
    }

    /// The column whose cell in a row looks as one of another column is to look: that column itself, but for a new one.
    pub fn look_of(&self, row: u32, column: u32) -> u32 {
        if self.new_column != Some(column) {
            column
        } else if row == self.table.header_row {
            column - 1
        } else {
            // It is always there, and has a text.
            let described = self.table.column(RiskField::Description);
            described.unwrap_or(column - 1)
        }
    }

    /// The last row that has a record, or a part of one; that of the header where none has.
    pub fn last_row(&self) -> u32 {
        let last = self.rows.iter().copied().max();
        last.map_or(self.table.header_row, |last| self.continued.last_row(last))
    }

    fn locate(&self, position: usize, field: Option<Field>) -> Option<Location> {
        // Links stand among the notes.
        let field = match field {
            Some(Field::Risk(RiskField::TrackerLinks)) => Some(RiskField::Notes.into()),
            field => field,
        };
        let column = field.and_then(|field| self.table.column(field));
        let names = [
            Field::Risk(RiskField::Reference),
            Field::Component(ComponentField::Name),
            Field::Risk(RiskField::Description),
        ];
        let column =
            column.or_else(|| names.into_iter().find_map(|field| self.table.column(field)));
        Some(Location::Cell {
            sheet: self.sheet.clone(),
            row: *self.rows.get(position)?,
            column: column.unwrap_or(1),
        })
    }
}
