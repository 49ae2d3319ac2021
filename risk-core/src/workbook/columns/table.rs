//! Where the table of a sheet is, and what its columns have.

use std::collections::{BTreeMap, HashMap};

use super::words::{component_field, risk_field, words};
use crate::check::column_letters;
use crate::error::Error;
use crate::register::{Columns, Field, Key, Level, Levels, Scale};
use crate::workbook::grid::{Cell, Grid, column_number};

/// A table: its header and its columns.
#[derive(Debug)]
pub(in crate::workbook) struct Table {
    pub header_row: u32,
    /// What each column has, from the first on.
    columns: Vec<Option<Role>>,
}

/// What a column has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::workbook) enum Role {
    /// A field of the model.
    Field(Field),
    /// Something else, under its header.
    Extra(Key),
    /// A score that is computed from likelihood and impact.
    Derived,
}

/// A column that a person says has a field: by its header or by its letters.
pub(in crate::workbook) type Mapping = BTreeMap<Field, String>;

impl Table {
    /// What a column has. A column without a header is one of extra values.
    pub(in crate::workbook) fn role(&self, column: u32) -> Option<&Role> {
        self.columns.get(column as usize - 1)?.as_ref()
    }

    /// The columns that there are.
    pub(in crate::workbook) fn columns(&self) -> Columns {
        let mut columns = Columns::default();
        for role in self.columns.iter().flatten() {
            match role {
                Role::Field(field) => columns.fields.push(*field),
                Role::Extra(key) => columns.extra.push(key.clone()),
                Role::Derived => {}
            }
        }
        columns
    }

    /// The column of a field.
    pub(in crate::workbook) fn column(&self, field: Field) -> Option<u32> {
        let wanted = Some(Role::Field(field));
        let found = self
            .columns
            .iter()
            .zip(1..)
            .find(|(role, _)| **role == wanted);
        found.map(|(_, column)| column)
    }
}

/// A row that may be the header, and the fields that it names.
struct Candidate<'g> {
    cells: &'g [Cell],
    fields: Vec<(u32, Field)>,
}

/// The header stands within so many rows that have content.
pub(in crate::workbook) const HEADER_ROWS: usize = 200;

/// Finds the table of risks in a sheet; `None` when it has none.
///
/// # Errors
///
/// When two columns could have one field, or when the mapping names a column that is not there.
pub(in crate::workbook) fn risks(
    grid: &Grid,
    mapping: &Mapping,
    scale: &Scale,
) -> Result<Option<Table>, Error> {
    let candidates = grid.rows().take(HEADER_ROWS).filter_map(|cells| {
        let fields = fields(grid, cells, mapping, risk_field);
        let named = |wanted: &[Field]| fields.iter().any(|(_, field)| wanted.contains(field));
        let is_register = named(&[Field::Description]) && named(&TELLING);
        // Whoever says where the columns are need not be convinced.
        let is_meant = mapping.keys().all(|field| named(&[*field])) && named(&[Field::Description]);
        let qualifies = if mapping.is_empty() {
            is_register
        } else {
            is_meant
        };
        qualifies.then_some(Candidate { cells, fields })
    });
    // The first of the best: a later row with the same words is a repeated header.
    let best = candidates.reduce(|best, next| {
        if next.fields.len() > best.fields.len() {
            next
        } else {
            best
        }
    });
    let Some(mut header) = best else {
        return Ok(None);
    };
    drop_ratings(grid, &mut header, scale);
    unambiguous(grid, &header, mapping)?;
    Ok(Some(table(grid, &header)))
}

/// Beside a description, one of these makes a table one of risks.
const TELLING: [Field; 7] = [
    Field::Reference,
    Field::Component,
    Field::Likelihood,
    Field::Impact,
    Field::Observations,
    Field::Mitigations,
    Field::RunbookActions,
];

/// Finds the table of components in a sheet; `None` when it has none.
pub(in crate::workbook) fn components(grid: &Grid) -> Result<Option<Table>, Error> {
    let none = Mapping::new();
    for cells in grid.rows().take(HEADER_ROWS) {
        let fields = fields(grid, cells, &none, component_field);
        if fields.iter().any(|(_, field)| *field == Field::Name) {
            let header = Candidate { cells, fields };
            unambiguous(grid, &header, &none)?;
            return Ok(Some(table(grid, &header)));
        }
    }
    Ok(None)
}

/// The columns whose header, in a row, names a field.
fn fields(
    grid: &Grid,
    cells: &[Cell],
    mapping: &Mapping,
    known: fn(&str) -> Option<Field>,
) -> Vec<(u32, Field)> {
    let mut fields = Vec::new();
    for cell in cells {
        let header = grid.text(cell).unwrap_or_default();
        let is_blank = header.trim().is_empty();
        let mapped = mapping
            .iter()
            .filter(|(_, column)| names(column, cell.column, header));
        let mapped: Vec<Field> = mapped.map(|(field, _)| *field).collect();
        match mapped.as_slice() {
            [] if is_blank => {}
            // A field that a person has placed is nowhere else.
            [] => fields.extend(
                known(header)
                    .filter(|field| !mapping.contains_key(field))
                    .map(|field| (cell.column, field)),
            ),
            mapped => fields.extend(mapped.iter().map(|field| (cell.column, *field))),
        }
    }
    fields
}

/// Whether a person's word for a column means the one of a header: by its words, or its letters.
fn names(column: &str, number: u32, header: &str) -> bool {
    let same_words = !words(column).is_empty() && words(column) == words(header);
    header.trim() == column.trim() || same_words || is_letters(column, number)
}

/// Letters in capitals mean a column by its place.
fn is_letters(column: &str, number: u32) -> bool {
    let capitals = column.bytes().all(|byte| byte.is_ascii_uppercase());
    capitals && column_number(column) == Some(number)
}

/// `Risk` is prose in most registers and the rating in some: a column of nothing but levels is no
/// description.
fn drop_ratings(grid: &Grid, header: &mut Candidate<'_>, scale: &Scale) {
    let row = header.cells[0].row;
    let levels: [&Levels; 3] = [scale.likelihood(), scale.impact(), scale.rating()];
    let is_level = |text: &str| {
        let found: Option<Level> = levels.iter().find_map(|levels| levels.find(text));
        found.is_some()
    };
    let described = header
        .fields
        .iter()
        .filter(|(_, field)| *field == Field::Description)
        .count();
    header.fields.retain(|(column, field)| {
        if *field != Field::Description || described < 2 {
            return true;
        }
        let mut cells = grid
            .cells
            .iter()
            .filter(|c| c.column == *column && c.row > row);
        let mut filled = cells
            .by_ref()
            .filter(|cell| !grid.is_blank(cell))
            .peekable();
        filled.peek().is_none() || !filled.all(|cell| is_level(&grid.display(cell)))
    });
}

/// Refuses a field that two columns could have.
fn unambiguous(grid: &Grid, header: &Candidate<'_>, mapping: &Mapping) -> Result<(), Error> {
    let mut columns: HashMap<Field, u32> = HashMap::new();
    for (column, field) in &header.fields {
        let Some(first) = columns.insert(*field, *column) else {
            continue;
        };
        let shown = |column: u32| {
            let cell = header.cells.iter().find(|cell| cell.column == column);
            let text = cell.map(|cell| grid.display(cell)).unwrap_or_default();
            format!("{} (`{}`)", column_letters(column), text.trim())
        };
        let path = field.path();
        let letters = [first, *column].map(column_letters);
        let question = if mapping.contains_key(field) {
            format!(
                "the columns {} and {} both fit",
                shown(first),
                shown(*column)
            )
        } else {
            format!(
                "the columns {} and {} could both be the",
                shown(first),
                shown(*column)
            )
        };
        return Err(Error::Unclear {
            question: format!("in the sheet `{}` {question} {path}", grid.name),
            hint: format!(
                "say --columns {path}={} or {path}={}",
                letters[0], letters[1]
            ),
        });
    }
    Ok(())
}

fn table(grid: &Grid, header: &Candidate<'_>) -> Table {
    let header_row = header.cells[0].row;
    let mut columns: Vec<Option<Role>> = Vec::new();
    let mut is_filled: Vec<bool> = Vec::new();
    for cell in grid.cells.iter().filter(|cell| cell.row >= header_row) {
        let column = cell.column as usize;
        if is_filled.len() < column {
            is_filled.resize(column, false);
        }
        is_filled[column - 1] = is_filled[column - 1] || !grid.is_blank(cell);
    }
    let mut occurrences: HashMap<String, u32> = HashMap::new();
    for (column, is_filled) in (1..).zip(is_filled) {
        let cell = header.cells.iter().find(|cell| cell.column == column);
        let name = cell
            .map(|cell| grid.display(cell).trim().to_owned())
            .unwrap_or_default();
        if is_filled {
            *occurrences.entry(name.clone()).or_default() += 1;
        }
        let field = header.fields.iter().find(|(known, _)| *known == column);
        columns.push(match field {
            Some((_, field)) => Some(Role::Field(*field)),
            None if !is_filled => None,
            None if is_derived(grid, column, header_row, &header.fields) => Some(Role::Derived),
            None => {
                let occurrence = occurrences[&name];
                Some(Role::Extra(Key::new(name, occurrence)))
            }
        });
    }
    Table {
        header_row,
        columns,
    }
}

/// Whether a column has nothing but formulas, and they compute with likelihood and impact.
fn is_derived(grid: &Grid, column: u32, header_row: u32, fields: &[(u32, Field)]) -> bool {
    let Some(formula) = grid.formulas.get(&column) else {
        return false;
    };
    let below = |cell: &&Cell| cell.column == column && cell.row > header_row;
    if !grid.cells.iter().filter(below).all(|cell| cell.is_formula) {
        return false;
    }
    let used = |wanted: Field| {
        let column = fields.iter().find(|(_, field)| *field == wanted);
        column.is_some_and(|(column, _)| mentions(formula, *column))
    };
    used(Field::Likelihood) && used(Field::Impact)
}

/// Whether a formula refers to a cell of a column.
fn mentions(formula: &str, column: u32) -> bool {
    let letters = column_letters(column);
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '$' | '_' | '.');
    formula.split(|c| !is_part(c)).any(|word| {
        let word = word.trim_start_matches('$');
        let row = word.strip_prefix(letters.as_str());
        let row = row
            .map(|row| row.trim_start_matches('$'))
            .unwrap_or_default();
        !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn a_formula_mentions_the_columns_of_its_references() {
        assert!(mentions("D2*$E$3", 4) && mentions("D2*$E$3", 5));
        assert!(!mentions("AD2+D_2+LOG10(A1)", 4));
    }
}
