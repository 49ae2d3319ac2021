//! Legends: numbers one below the other, each with what it means beside it, above a table or in another sheet.

use super::Source;
use super::axis::{Axis, is_low};
use crate::record::RiskField;
use crate::record::column_letters;
use crate::workbook::grid::Grid;
use crate::workbook::recognise::meaning::{Header, Meaning};
use crate::workbook::recognise::vocabulary::Language;
use crate::workbook::sheets::Sheets;

/// What a legend states.
#[derive(Debug)]
pub(super) struct Legend {
    /// The first and the last number.
    first: i64,
    last: i64,
    /// The axis that its title names.
    pub field: Option<RiskField>,
    /// Whether its words state that the least number is the lowest level, or that it is the highest.
    pub is_upright: Option<bool>,
    /// Where it stands, for messages.
    pub place: String,
}

impl Legend {
    pub fn range(&self) -> (i64, i64) {
        (self.first.min(self.last), self.first.max(self.last))
    }
}

/// Shorter ones are two numbers by chance; longer ones number rows.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=11;
/// So many columns beside a number are what it means, and so many rows above the first have the title.
const NEAR: u32 = 2;

/// The legends of a workbook that explain axes of numbers; none where their headers do.
pub(super) fn of_workbook(
    source: Source<'_>,
    axes: &mut [Axis],
    sheets: &mut Sheets<'_>,
) -> Vec<Legend> {
    // A workbook has one legend or two, near its register.
    const MOST_SHEETS: usize = 20;
    let is_open = |axis: &Axis| axis.range.is_none() || !axis.is_upright && !axis.is_inverted;
    if !axes
        .iter()
        .any(|axis| axis.is_of_numbers() && is_open(axis))
    {
        return Vec::new();
    }
    let language = Language::ENGLISH;
    let mut found = legends(source.grid, source.table.header_row, language);
    for sheet in (0..sheets.count().min(MOST_SHEETS)).filter(|sheet| *sheet != source.sheet) {
        let Ok(grid) = sheets.preview(sheet) else {
            continue;
        };
        found.extend(legends(&grid, u32::MAX, language));
    }
    for axis in axes.iter_mut().filter(|axis| axis.is_of_numbers()) {
        let is_of = |legend: &&Legend| legend.field.is_none_or(|field| field == axis.field);
        let directions = found.iter().filter(is_of).filter_map(|one| one.is_upright);
        let directions: Vec<bool> = directions.collect();
        axis.is_upright |= directions.contains(&true);
        axis.is_inverted |= directions.contains(&false);
    }
    found
}

/// The legends of a sheet above a row.
fn legends(grid: &Grid, end: u32, language: Language) -> Vec<Legend> {
    // A legend is short, and stands where a person looks first.
    const MOST: usize = 2_000;
    let cells = grid
        .cells
        .iter()
        .take_while(|cell| cell.row < end)
        .take(MOST);
    let mut numbers: Vec<(u32, u32, i64)> = Vec::new();
    for cell in cells {
        let number = grid.display(cell).trim().parse().ok();
        numbers.extend(number.map(|number| (cell.column, cell.row, number)));
    }
    numbers.sort_unstable();
    let goes_on = |one: &(u32, u32, i64), next: &(u32, u32, i64)| {
        let step = next.2 - one.2;
        one.0 == next.0 && one.1 + 1 == next.1 && step.abs() == 1
    };
    let runs = numbers.chunk_by(goes_on);
    let runs = runs.filter(|run| LENGTHS.contains(&run.len()));
    runs.filter_map(|run| legend(grid, run, language)).collect()
}

fn legend(grid: &Grid, run: &[(u32, u32, i64)], language: Language) -> Option<Legend> {
    let (&(column, first_row, first), &(_, last_row, last)) = (run.first()?, run.last()?);
    // Numbers that go up and down again number nothing.
    if usize::try_from((last - first).unsigned_abs() + 1) != Ok(run.len()) {
        return None;
    }
    let texts = |row: u32| texts_near(grid, row, column);
    let low = |row: u32| texts(row).find_map(|text| is_low(&text.trim().to_lowercase()));
    if run.iter().any(|(_, row, _)| texts(*row).next().is_none()) {
        return None;
    }
    let rises = match (low(first_row), low(last_row)) {
        (Some(true), Some(false)) => Some(true),
        (Some(false), Some(true)) => Some(false),
        _ => None,
    };
    let mut titles = (first_row.saturating_sub(NEAR)..first_row)
        .rev()
        .flat_map(texts);
    let field = titles.find_map(|text| axis_of(text, language));
    let letters = column_letters(column);
    Some(Legend {
        first,
        last,
        field,
        is_upright: rises.map(|rises| rises == (first < last)),
        place: format!("{}!{letters}{first_row}:{letters}{last_row}", grid.name),
    })
}

/// The texts of a row near a column.
fn texts_near(grid: &Grid, row: u32, column: u32) -> impl Iterator<Item = &str> {
    let start = grid.cells.partition_point(|cell| cell.row < row);
    let cells = grid.cells[start..].iter();
    let cells = cells.take_while(move |cell| cell.row == row);
    let near = cells.filter(move |cell| cell.column.abs_diff(column) <= NEAR);
    near.filter_map(|cell| grid.text(cell))
}

/// The axis that a title names.
fn axis_of(title: &str, language: Language) -> Option<RiskField> {
    match Header::read(title, language).meaning {
        Meaning::Field(field @ (RiskField::Likelihood | RiskField::Impact), _) => Some(field),
        _ => None,
    }
}
