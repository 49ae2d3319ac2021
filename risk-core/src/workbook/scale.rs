//! The sheet that has the scale, in a workbook that this crate made.

use super::grid::{Cell, Grid};
use crate::check::Location;
use crate::error::Error;
use crate::register::text::fold;
use crate::register::{LevelDefinition, Levels, Scale};

/// In the first cell: the name of the scale stands in the same row.
pub(super) const TITLE: &str = "Scale";
/// Over the levels of likelihood.
pub(super) const LIKELIHOOD: &str = "Likelihood";
/// Over the levels of impact.
pub(super) const IMPACT: &str = "Impact";
/// Over the levels that risks are rated with.
pub(super) const RATING: &str = "Rating";
/// Over the matrix: likelihoods stand below it, impacts beside it.
pub(super) const MATRIX: &str = "Likelihood ↓   Impact →";
/// Over the positions of levels, from 1.
pub(super) const NUMBER: &str = "No.";
/// Over the colours of levels.
pub(super) const COLOUR: &str = "Colour";
/// Over each column of aliases.
pub(super) const ALIAS: &str = "Also written";

/// The columns of the sheet, counted from 1. Aliases stand in the columns from the first on.
pub(super) const LABEL_COLUMN: u32 = 1;
pub(super) const NUMBER_COLUMN: u32 = 3;
pub(super) const COLOUR_COLUMN: u32 = 4;
pub(super) const FIRST_ALIAS_COLUMN: u32 = 5;
/// The column of the scale's name, and of the first impact in the matrix.
pub(super) const FIRST_COLUMN: u32 = 3;

/// The scale of a sheet; `None` when the sheet has another layout, and so is somebody else's.
///
/// # Errors
///
/// When the sheet has a scale that cannot be used.
pub(super) fn read(grid: &Grid) -> Result<Option<Scale>, Error> {
    let rows: Vec<&[Cell]> = grid.rows().collect();
    let sheet = Sheet { grid, rows };
    let Some(title) = sheet.row_of(|row| sheet.at(row, LABEL_COLUMN) == TITLE) else {
        return Ok(None);
    };
    let is_axis = |row, name: &str| {
        sheet.at(row, LABEL_COLUMN) == name && sheet.at(row, COLOUR_COLUMN) == COLOUR
    };
    let axis = |name: &'static str| sheet.row_of(|row| is_axis(row, name));
    let matrix = sheet.row_of(|row| sheet.at(row, LABEL_COLUMN) == MATRIX);
    let (Some(likelihood), Some(impact), Some(rating), Some(matrix)) =
        (axis(LIKELIHOOD), axis(IMPACT), axis(RATING), matrix)
    else {
        return Ok(None);
    };
    let name = sheet.at(title, FIRST_COLUMN);
    let likelihood = sheet.levels(likelihood)?;
    let impact = sheet.levels(impact)?;
    let rating = sheet.levels(rating)?;
    let ratings = sheet.matrix(matrix, &likelihood, &impact)?;
    let scale = Scale::new(name, likelihood, impact, rating, ratings);
    let corner = sheet.rows[matrix][0];
    scale
        .map(Some)
        .map_err(|error| sheet.unusable(corner.row, LABEL_COLUMN, &error.to_string()))
}

struct Sheet<'g> {
    grid: &'g Grid,
    rows: Vec<&'g [Cell]>,
}

impl Sheet<'_> {
    fn row_of(&self, is_meant: impl Fn(usize) -> bool) -> Option<usize> {
        (0..self.rows.len()).find(|row| is_meant(*row))
    }

    /// The text in a column of a row; empty where there is none.
    fn at(&self, row: usize, column: u32) -> String {
        let cell = self.rows[row].iter().find(|cell| cell.column == column);
        cell.map_or_else(String::new, |cell| self.grid.display(cell).into_owned())
    }

    /// The rows below a header, up to the first gap.
    fn below(&self, header: usize) -> impl Iterator<Item = usize> {
        let number = |row: usize| self.rows[row][0].row;
        let first = number(header);
        let rows = (header + 1..self.rows.len()).zip(first + 1..);
        rows.take_while(move |(row, expected)| number(*row) == *expected)
            .map(|(row, _)| row)
    }

    fn levels(&self, header: usize) -> Result<Levels, Error> {
        let aliases = self.rows[header]
            .iter()
            .map(|cell| cell.column)
            .filter(|column| self.at(header, *column) == ALIAS);
        let aliases: Vec<u32> = aliases.collect();
        let mut definitions = Vec::new();
        for row in self.below(header) {
            let mut definition = LevelDefinition::new(self.at(row, LABEL_COLUMN));
            let words = aliases.iter().map(|column| self.at(row, *column));
            definition.aliases = words.filter(|word| !word.is_empty()).collect();
            let colour = self.at(row, COLOUR_COLUMN);
            if !colour.trim().is_empty() {
                let parsed = colour.trim().parse().map_err(|error| {
                    let reason = format!("`{colour}` is {error}");
                    self.unusable(self.rows[row][0].row, COLOUR_COLUMN, &reason)
                })?;
                definition.colour = Some(parsed);
            }
            definitions.push(definition);
        }
        let row = self.rows[header][0].row;
        Levels::new(definitions)
            .map_err(|error| self.unusable(row, LABEL_COLUMN, &error.to_string()))
    }

    /// The words of the matrix, by likelihood and impact from the lowest.
    fn matrix(
        &self,
        header: usize,
        likelihood: &Levels,
        impact: &Levels,
    ) -> Result<Vec<Vec<String>>, Error> {
        let row_number = self.rows[header][0].row;
        let columns = impact.iter().map(|(_, level)| {
            let mut columns = self.rows[header].iter().map(|cell| cell.column);
            let found = columns.find(|column| {
                *column > LABEL_COLUMN && fold(&self.at(header, *column)) == fold(&level.label)
            });
            found.ok_or_else(|| {
                let reason = format!("the matrix has no column for the impact `{}`", level.label);
                self.unusable(row_number, LABEL_COLUMN, &reason)
            })
        });
        let columns: Vec<u32> = columns.collect::<Result<_, _>>()?;
        let rows = likelihood.iter().map(|(_, level)| {
            let mut rows = header + 1..self.rows.len();
            let found = rows.find(|row| fold(&self.at(*row, LABEL_COLUMN)) == fold(&level.label));
            let row = found.ok_or_else(|| {
                let reason = format!("the matrix has no row for the likelihood `{}`", level.label);
                self.unusable(row_number, LABEL_COLUMN, &reason)
            })?;
            Ok(columns.iter().map(|column| self.at(row, *column)).collect())
        });
        rows.collect()
    }

    fn unusable(&self, row: u32, column: u32, reason: &str) -> Error {
        let location = Location::Cell {
            sheet: self.grid.name.clone(),
            row,
            column,
        };
        Error::Unclear {
            question: format!("the scale at {location} cannot be used: {reason}"),
            hint: "mend the sheet, or say which scale the levels are of: --scale low-medium-high"
                .to_owned(),
        }
    }
}
