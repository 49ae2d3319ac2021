//! Where the table of a sheet is, and what its columns have.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::words::{component_field, risk_field, words};
use crate::check::column_letters;
use crate::error::Error;
use crate::register::{Columns, Field, Key, Levels, Scale};
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
    /// A score that is computed from likelihood and impact; where somebody has typed over the
    /// formula, something else under its header.
    Derived(Option<Key>),
}

/// A column that a person says has a field: by its header or by its letters.
pub(in crate::workbook) type Mapping = BTreeMap<Field, String>;

impl Table {
    /// What a column has. A column without a header is one of extra values.
    pub(in crate::workbook) fn role(&self, column: u32) -> Option<&Role> {
        self.columns.get(column as usize - 1)?.as_ref()
    }

    /// The column of a value that the model does not know.
    pub(in crate::workbook) fn column_of_extra(&self, key: &Key) -> Option<u32> {
        let mut roles = self.columns.iter().zip(1..);
        let found = roles.find(|(role, _)| match role {
            Some(Role::Extra(known) | Role::Derived(Some(known))) => known == key,
            _ => false,
        });
        found.map(|(_, column)| column)
    }

    /// How many columns there are.
    pub(in crate::workbook) fn width(&self) -> u32 {
        u32::try_from(self.columns.len()).unwrap_or(u32::MAX)
    }

    /// The columns that there are.
    pub(in crate::workbook) fn columns(&self) -> Columns {
        let mut columns = Columns::default();
        for role in self.columns.iter().flatten() {
            match role {
                Role::Field(field) => columns.fields.push(*field),
                Role::Extra(key) | Role::Derived(Some(key)) => columns.extra.push(key.clone()),
                Role::Derived(None) => {}
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

impl Candidate<'_> {
    /// How many fields it names. A field that it names twice does not make it more of a header.
    fn distinct_fields(&self) -> usize {
        let fields: HashSet<Field> = self.fields.iter().map(|(_, field)| *field).collect();
        fields.len()
    }
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
        if next.distinct_fields() > best.distinct_fields() {
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
    let described = header.fields.iter();
    let described = described.filter(|(_, field)| *field == Field::Description);
    // Whether each column of that name has a level, and something else.
    let mut columns: HashMap<u32, (bool, bool)> = described
        .map(|(column, _)| (*column, (false, false)))
        .collect();
    if columns.len() < 2 {
        return;
    }
    let levels: [&Levels; 3] = [scale.likelihood(), scale.impact(), scale.rating()];
    let is_level = |text: &str| levels.iter().any(|levels| levels.find(text).is_some());
    for cell in grid.cells.iter().filter(|cell| cell.row > row) {
        let column = columns.get_mut(&cell.column);
        if let Some((has_levels, has_other)) = column.filter(|_| !grid.is_blank(cell)) {
            let is_level = is_level(&grid.display(cell));
            *has_levels |= is_level;
            *has_other |= !is_level;
        }
    }
    let is_rating = |column: &u32| columns.get(column) == Some(&(true, false));
    header
        .fields
        .retain(|(column, field)| *field != Field::Description || !is_rating(column));
}

/// Refuses a field that two columns could have, and a column that is given for two fields.
fn unambiguous(grid: &Grid, header: &Candidate<'_>, mapping: &Mapping) -> Result<(), Error> {
    let mut fields: HashMap<u32, Field> = HashMap::new();
    for (column, field) in &header.fields {
        if let Some(first) = fields.insert(*column, *field) {
            let (sheet, column) = (&grid.name, column_letters(*column));
            return Err(Error::Unclear {
                question: format!(
                    "the column {column} of the sheet `{sheet}` is given for both {first} and \
                     {field}"
                ),
                hint: "give each field a column of its own".to_owned(),
            });
        }
    }
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
    let fields: HashMap<u32, Field> = header.fields.iter().copied().collect();
    let names: HashMap<u32, &Cell> = header.cells.iter().map(|c| (c.column, c)).collect();
    let mut occurrences: HashMap<String, u32> = HashMap::new();
    let mut columns: Vec<Option<Role>> = Vec::new();
    for (column, contents) in (1..).zip(contents(grid, header_row)) {
        let name = names.get(&column).map(|cell| grid.display(cell));
        let name = name.unwrap_or_default().trim().to_owned();
        let formula = grid.formulas.get(&column);
        let field = fields.get(&column);
        let is_computed = matches!(contents, Contents::Formulas | Contents::MostlyFormulas);
        let computes = |formula: &String| is_computed && is_score(formula, grid, header);
        let is_score = field.is_none() && formula.is_some_and(computes);
        if is_score && contents == Contents::Formulas {
            columns.push(Some(Role::Derived(None)));
            continue;
        }
        let mut occurrence = 0;
        if contents != Contents::Nothing {
            let count = occurrences.entry(name.clone()).or_default();
            *count += 1;
            occurrence = *count;
        }
        let key = || Key::new(name.clone(), occurrence);
        columns.push(match field {
            Some(field) => Some(Role::Field(*field)),
            None if contents == Contents::Nothing => None,
            None if is_score => Some(Role::Derived(Some(key()))),
            None => Some(Role::Extra(key())),
        });
    }
    Table {
        header_row,
        columns,
    }
}

/// What a column has, from its header on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contents {
    /// Nothing to read.
    Nothing,
    /// Below the header, nothing but formulas.
    Formulas,
    /// Formulas, and fewer values that somebody has typed over others.
    MostlyFormulas,
    Values,
}

/// What each column has, from the first on.
fn contents(grid: &Grid, header_row: u32) -> Vec<Contents> {
    #[derive(Clone, Default)]
    struct Counts {
        is_filled: bool,
        formulas: usize,
        values: usize,
    }
    let mut columns: Vec<Counts> = Vec::new();
    for cell in grid.cells.iter().filter(|cell| cell.row >= header_row) {
        let column = cell.column as usize;
        if columns.len() < column {
            columns.resize(column, Counts::default());
        }
        let counts = &mut columns[column - 1];
        counts.is_filled |= !grid.is_blank(cell);
        if cell.row > header_row {
            counts.formulas += usize::from(cell.is_formula);
            counts.values += usize::from(!cell.is_formula);
        }
    }
    let contents = columns.into_iter().map(|counts| match counts {
        Counts {
            is_filled: false, ..
        } => Contents::Nothing,
        Counts { values: 0, .. } => Contents::Formulas,
        counts if counts.values < counts.formulas => Contents::MostlyFormulas,
        _ => Contents::Values,
    });
    contents.collect()
}

/// Whether a formula computes with likelihood and impact.
fn is_score(formula: &str, grid: &Grid, header: &Candidate<'_>) -> bool {
    let formula = formula.to_uppercase();
    let used = |wanted: Field| {
        let column = header.fields.iter().find(|(_, field)| *field == wanted);
        column.is_some_and(|(column, _)| {
            let cell = header.cells.iter().find(|cell| cell.column == *column);
            let name = cell.map(|cell| grid.display(cell)).unwrap_or_default();
            // In a table, formulas name the column: `Risks[[#This Row],[Impact]]`.
            mentions(&formula, *column) || formula.contains(&format!("[{}]", name.to_uppercase()))
        })
    };
    used(Field::Likelihood) && used(Field::Impact)
}

/// Whether a formula in capitals refers to a cell of a column.
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
