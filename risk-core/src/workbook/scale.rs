//! The sheet that has the scale, in a workbook that this crate made.

use super::grid::{Cell, Grid};
use crate::error::{Error, Remedy};
use crate::record::text::{fold, quote};
use crate::register::{Colour, LevelDefinition, Levels, Scale};

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
/// The name of the cells of the matrix, by which the sheet is found whatever it is called.
pub(super) const MATRIX_NAME: &str = "rating_matrix";
/// Over the positions of levels, from 1.
pub(super) const NUMBER: &str = "No.";
/// Over the colours of levels.
pub(super) const COLOUR: &str = "Colour";
/// Over each column of aliases.
pub(super) const ALIAS: &str = "Also written";

/// The column of labels, counted from 1.
pub(super) const LABEL_COLUMN: u32 = 1;
/// The column of the scale's name, of the first alias, and of the first impact in the matrix. The
/// one before it is empty.
pub(super) const FIRST_COLUMN: u32 = 3;

/// The scale of a sheet; `None` when the sheet has another layout, and so is somebody else's.
///
/// # Errors
///
/// When the sheet has a scale that cannot be used.
pub(super) fn read(grid: &Grid) -> Result<Option<Scale>, Error> {
    let rows: Vec<&[Cell]> = grid.rows().collect();
    let sheet = Sheet { grid, rows };
    let is_title = |row| sheet.at(row, LABEL_COLUMN) == TITLE;
    let Some(title) = (0..sheet.rows.len()).find(|row| is_title(*row)) else {
        return Ok(None);
    };
    let Ok(likelihood) = sheet.axis_below(title, LIKELIHOOD) else {
        return Ok(None);
    };
    let name = sheet.at(title, FIRST_COLUMN);
    // What is looked for stands below what was read: a level may have any word.
    let (likelihood, end) = sheet.levels(likelihood)?;
    let (impact, end) = sheet.levels(sheet.axis_below(end, IMPACT)?)?;
    let (rating, end) = sheet.levels(sheet.axis_below(end, RATING)?)?;
    let matrix = sheet.row_below(end, MATRIX, |row| sheet.at(row, LABEL_COLUMN) == MATRIX)?;
    let ratings = sheet.matrix(matrix, &likelihood, &impact)?;
    let row = sheet.rows[matrix][0].row;
    let scale = Scale::new(name, likelihood, impact, rating, ratings);
    scale
        .map(Some)
        .map_err(|error| sheet.unusable(row, LABEL_COLUMN, &error.to_string()))
}

struct Sheet<'g> {
    grid: &'g Grid,
    rows: Vec<&'g [Cell]>,
}

impl Sheet<'_> {
    /// The row of the header of an axis, below another row.
    fn axis_below(&self, row: usize, name: &str) -> Result<usize, Error> {
        self.row_below(row, name, |row| {
            let has = |text: &str| self.column_of(row, text).is_some();
            self.at(row, LABEL_COLUMN) == name && has(NUMBER) && has(COLOUR)
        })
    }

    fn row_below(
        &self,
        row: usize,
        name: &str,
        is_meant: impl Fn(usize) -> bool,
    ) -> Result<usize, Error> {
        let mut rows = row + 1..self.rows.len();
        rows.find(|row| is_meant(*row)).ok_or_else(|| {
            let row = self.rows[row][0].row;
            self.unusable(
                row,
                LABEL_COLUMN,
                &format!("nothing below is headed `{name}`"),
            )
        })
    }

    /// The first column of a row that has a text.
    fn column_of(&self, row: usize, text: &str) -> Option<u32> {
        let mut cells = self.rows[row].iter();
        let found = cells.find(|cell| self.grid.display(cell) == text);
        found.map(|cell| cell.column)
    }

    /// The text in a column of a row; empty where there is none.
    fn at(&self, row: usize, column: u32) -> String {
        let cells = self.rows[row];
        let found = cells.binary_search_by_key(&column, |cell| cell.column);
        found.map_or_else(
            |_| String::new(),
            |at| self.grid.display(&cells[at]).into_owned(),
        )
    }

    /// The rows below a header, up to the first gap.
    fn below(&self, header: usize) -> impl Iterator<Item = usize> {
        let number = |row: usize| self.rows[row][0].row;
        let first = number(header);
        let rows = (header + 1..self.rows.len()).zip(first + 1..);
        rows.take_while(move |(row, expected)| number(*row) == *expected)
            .map(|(row, _)| row)
    }

    /// The levels below a header, and the last of their rows.
    fn levels(&self, header: usize) -> Result<(Levels, usize), Error> {
        let aliases = self.rows[header]
            .iter()
            .map(|cell| cell.column)
            .filter(|column| self.at(header, *column) == ALIAS);
        let aliases: Vec<u32> = aliases.collect();
        let colours = self.column_of(header, COLOUR);
        let mut definitions = Vec::new();
        let mut last = header;
        for row in self.below(header) {
            let mut definition = LevelDefinition::new(self.at(row, LABEL_COLUMN));
            let words = aliases.iter().map(|column| self.at(row, *column));
            definition.aliases = words.filter(|word| !word.is_empty()).collect();
            definition.colour = colours.map_or(Ok(None), |column| self.colour(row, column))?;
            definitions.push(definition);
            last = row;
        }
        let row = self.rows[header][0].row;
        let levels = Levels::new(definitions)
            .map_err(|error| self.unusable(row, LABEL_COLUMN, &error.to_string()))?;
        Ok((levels, last))
    }

    fn colour(&self, row: usize, column: u32) -> Result<Option<Colour>, Error> {
        let text = self.at(row, column);
        if text.trim().is_empty() {
            return Ok(None);
        }
        text.trim().parse().map(Some).map_err(|error| {
            let reason = format!("{} is {error}", quote(&text));
            self.unusable(self.rows[row][0].row, column, &reason)
        })
    }

    /// The words of the matrix, by likelihood and impact from the lowest.
    fn matrix(
        &self,
        header: usize,
        likelihood: &Levels,
        impact: &Levels,
    ) -> Result<Vec<Vec<String>>, Error> {
        let missing = |what: &str, level: &LevelDefinition| {
            let reason = format!("the matrix has no {what} {}", quote(&level.label));
            self.unusable(self.rows[header][0].row, LABEL_COLUMN, &reason)
        };
        let columns = impact.iter().map(|(_, level)| {
            let mut columns = self.rows[header].iter().map(|cell| cell.column);
            let found = columns.find(|column| {
                *column > LABEL_COLUMN && fold(&self.at(header, *column)) == fold(&level.label)
            });
            found.ok_or_else(|| missing("column for the impact", level))
        });
        let columns: Vec<u32> = columns.collect::<Result<_, _>>()?;
        let rows = likelihood.iter().map(|(_, level)| {
            let mut rows = header + 1..self.rows.len();
            let found = rows.find(|row| fold(&self.at(*row, LABEL_COLUMN)) == fold(&level.label));
            let row = found.ok_or_else(|| missing("row for the likelihood", level))?;
            Ok(columns.iter().map(|column| self.at(row, *column)).collect())
        });
        rows.collect()
    }

    fn unusable(&self, row: u32, column: u32, reason: &str) -> Error {
        let location = self.grid.location(row, column);
        Error::Unclear {
            question: format!("the scale at {location} cannot be used: {reason}"),
            remedy: Remedy::Scale,
        }
    }
}
