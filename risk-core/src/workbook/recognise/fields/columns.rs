//! The columns of a table, with all that shows what they have.

use std::collections::BTreeSet;

use super::{Hints, findings};
use crate::record::RiskField;
use crate::workbook::grid::Grid;
use crate::workbook::recognise::header::Candidate;
use crate::workbook::recognise::meaning::{Header, Meaning, Strength};
use crate::workbook::recognise::profile::{Profile, profiles};
use crate::workbook::recognise::table::HeaderText;
use crate::workbook::recognise::vocabulary::Language;

/// A column of a table.
pub(in crate::workbook::recognise) struct Column {
    pub text: HeaderText,
    pub header: Header,
    pub profile: Profile,
    pub formula: String,
    pub is_hidden: bool,
    /// Which of the groups of columns it is in, between which are empty ones.
    pub group: u32,
    /// Whether the header that it stands under states that it is of the time after treatment.
    pub is_residual: bool,
}

/// The columns that have a header, with all that shows what they have.
pub(super) fn columns(grid: &Grid, candidate: &Candidate, hints: &Hints<'_>) -> Vec<Column> {
    let mut profiles = profiles(grid, candidate.last_row, &|text| hints.is_level(text));
    let mut filled: BTreeSet<u32> = candidate.texts.iter().map(|text| text.column).collect();
    let values = profiles.iter().filter(|(_, profile)| !profile.is_empty());
    filled.extend(values.map(|(column, _)| *column));
    let filled: Vec<u32> = filled.into_iter().collect();
    // How many empty columns are before it.
    let group = |column: u32| {
        let before = filled.partition_point(|filled| *filled < column);
        (column - 1).saturating_sub(u32::try_from(before).unwrap_or(u32::MAX))
    };
    let read = |text: &HeaderText| {
        let header = Header::read_closely(&text.text, candidate.language);
        let header = header.in_group(text, candidate.language);
        let above = Header::read(&text.group, candidate.language);
        let formula = grid.computes(text.column, candidate.last_row);
        Column {
            header,
            profile: profiles.remove(&text.column).unwrap_or_default(),
            formula: formula
                .map(|formula| formula.to_uppercase())
                .unwrap_or_default(),
            is_hidden: grid.is_column_hidden(text.column),
            is_residual: above.is_residual(),
            group: group(text.column),
            text: text.clone(),
        }
    };
    let mut columns: Vec<Column> = candidate.texts.iter().map(read).collect();
    // Some sheets have no header over what describes the risks.
    for (column, profile) in profiles {
        if profile.is_mostly_text() {
            let row = candidate.last_row;
            columns.push(Column::without_header(row, column, group(column), profile));
        }
    }
    columns.sort_by_key(|column| column.text.column);
    findings::mark(grid, candidate.last_row, &mut columns);
    columns
}

/// Whether a column has anything, in the header or below: letters mean one by its place, where there may be none.
pub(super) fn has_any(grid: &Grid, candidate: &Candidate, column: u32) -> bool {
    let mut cells = grid.cells.iter();
    cells.any(|cell| cell.column == column && cell.row >= candidate.first_row && !cell.is_blank)
}

impl Column {
    fn without_header(row: u32, column: u32, group: u32, profile: Profile) -> Self {
        Self {
            text: HeaderText {
                row,
                column,
                ..HeaderText::default()
            },
            header: Header::read("", Language::ENGLISH),
            profile,
            formula: String::new(),
            is_hidden: false,
            group,
            is_residual: false,
        }
    }
}

/// Whether a header names a field for which none has the word of that layout.
pub(super) fn is_reworded(candidate: &Candidate, own: &[(u32, RiskField)]) -> bool {
    candidate.texts.iter().any(|text| {
        let is_own = own.iter().any(|(column, _)| *column == text.column);
        let names_another = || match Header::read_in_group(text, candidate.language).meaning {
            Meaning::Field(field, Strength::Sure) => own.iter().all(|(_, known)| *known != field),
            _ => false,
        };
        !is_own && names_another()
    })
}
