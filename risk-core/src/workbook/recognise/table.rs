//! A table of a sheet: its header, and what its columns have.

#![deny(clippy::wildcard_enum_match_arm)]

use std::collections::HashMap;

use super::fold::header_words;
use crate::record::column_letters;
use crate::record::{Field, Key, RiskField};
use crate::register::{Columns, Kind, RecordField};
use crate::workbook::grid::{Cell, Grid};

/// A table: its header and its columns.
#[derive(Debug, Clone)]
pub(in crate::workbook) struct Table {
    /// The last row of the header.
    pub header_row: u32,
    /// The row at which another table begins.
    pub end_row: Option<u32>,
    /// What each column has, from the first on.
    columns: Vec<Option<Role>>,
    /// The text of each header, from the first column on.
    headers: Vec<String>,
    /// Whether its layout is the one that this crate gives a sheet of risks, in which nothing
    /// depends on values.
    pub is_own: bool,
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

impl Table {
    /// The table of a header whose cells and fields are known, but for the columns beside it.
    pub(super) fn new<F: Into<Field> + Copy>(
        grid: &Grid,
        header: &[HeaderText],
        fields: &HashMap<u32, F>,
        beside: &[u32],
    ) -> Self {
        let header_row = header.first().map_or(0, |cell| cell.row);
        let names: HashMap<u32, &str> = header
            .iter()
            .map(|cell| (cell.column, cell.text.as_str()))
            .collect();
        let grouped = grouped(header);
        let column_of = |wanted: Field| {
            let found = fields.iter().find(|(_, field)| (**field).into() == wanted);
            found.map(|(column, _)| *column)
        };
        let axes = [RiskField::Likelihood, RiskField::Impact].map(|axis| column_of(axis.into()));
        let mut occurrences: HashMap<String, u32> = HashMap::new();
        let mut columns: Vec<Option<Role>> = Vec::new();
        let mut headers = Vec::new();
        for (column, contents) in (1..).zip(contents(grid, header)) {
            let name = names.get(&column).copied().unwrap_or_default();
            let own = grouped
                .get(&column)
                .filter(|_| !fields.contains_key(&column));
            let mut key = || {
                let name = own.map_or(name, String::as_str);
                let count = occurrences.entry(name.to_owned()).or_default();
                *count += 1;
                Key::new(name, *count)
            };
            let computes = |formula: String| is_score(&formula, axes, &names);
            let is_score =
                contents.is_computed() && grid.computes(column, header_row).is_some_and(computes);
            headers.push(name.to_owned());
            columns.push(match fields.get(&column) {
                _ if beside.contains(&column) => None,
                Some(field) => {
                    if contents.is_filled {
                        key();
                    }
                    Some(Role::Field((*field).into()))
                }
                None if !contents.is_filled => None,
                None if is_score && contents.values == 0 => Some(Role::Derived(None)),
                None if is_score => Some(Role::Derived(Some(key()))),
                None => Some(Role::Extra(key())),
            });
        }
        Self {
            header_row,
            end_row: None,
            columns,
            headers,
            is_own: false,
        }
    }

    /// What a column has. A column without a header is one of extra values.
    pub(in crate::workbook) fn role(&self, column: u32) -> Option<&Role> {
        self.columns.get(column as usize - 1)?.as_ref()
    }

    /// The text of a column's header.
    pub(in crate::workbook) fn header(&self, column: u32) -> &str {
        self.headers
            .get(column as usize - 1)
            .map_or("", String::as_str)
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

    /// Leaves all columns alone but some: what stands in them is people's own, and no part of a record.
    pub(in crate::workbook) fn leave_others(&mut self, columns: &[u32]) {
        for (role, column) in self.columns.iter_mut().zip(1..) {
            if !columns.contains(&column) {
                *role = None;
            }
        }
    }

    /// Gives the columns of extra values other keys. Those that get none are of scores.
    pub(in crate::workbook) fn renumber(&mut self, key: impl Fn(&Key) -> Option<Key>) {
        for role in self.columns.iter_mut().flatten() {
            match role {
                Role::Extra(known) => match key(known) {
                    Some(key) => *known = key,
                    None => *role = Role::Derived(None),
                },
                Role::Derived(Some(known)) => *role = Role::Derived(key(known)),
                Role::Field(_) | Role::Derived(None) => {}
            }
        }
    }

    /// Adds a column of a field behind all headers.
    pub(in crate::workbook) fn add(&mut self, column: u32, header: &str, field: Field) {
        let width = self.columns.len().max(column as usize);
        self.columns.resize(width, None);
        self.headers.resize(width, String::new());
        self.columns[column as usize - 1] = Some(Role::Field(field));
        header.clone_into(&mut self.headers[column as usize - 1]);
    }

    /// How many columns there are.
    pub(in crate::workbook) fn width(&self) -> u32 {
        u32::try_from(self.columns.len()).unwrap_or(u32::MAX)
    }

    /// The columns that there are.
    pub(in crate::workbook) fn columns<F: RecordField>(&self) -> Columns<F> {
        self.columns_among(1..=self.width())
    }

    /// Those of some columns.
    pub(in crate::workbook) fn columns_among<F: RecordField>(
        &self,
        among: impl Iterator<Item = u32>,
    ) -> Columns<F> {
        let mut columns = Columns::default();
        let is_links = |field: &F| matches!(field.kind(), Kind::TrackerLinks(_));
        for role in among.filter_map(|column| self.role(column)) {
            match role {
                Role::Field(field) => {
                    let field = F::of(*field);
                    columns.fields.extend(field);
                    // Links stand among the notes.
                    if field.is_some_and(|field| matches!(field.kind(), Kind::Notes(..))) {
                        let links = F::ALL.iter().copied().filter(is_links);
                        columns.fields.extend(links);
                    }
                }
                Role::Extra(key) | Role::Derived(Some(key)) => columns.extra.push(key.clone()),
                Role::Derived(None) => {}
            }
        }
        columns
    }

    /// The column of a field.
    pub(in crate::workbook) fn column(&self, field: impl Into<Field>) -> Option<u32> {
        let wanted = Some(Role::Field(field.into()));
        let mut roles = self.columns.iter().zip(1..);
        let found = roles.find(|(role, _)| **role == wanted);
        found.map(|(_, column)| column)
    }

    /// Whether a row is of the table, below its header.
    pub(in crate::workbook) fn has_row(&self, row: u32) -> bool {
        row > self.header_row && self.end_row.is_none_or(|end| row < end)
    }
}

/// A header: the text that a column has, and the one above it that may be of several columns.
#[derive(Debug, Clone, Default)]
pub(in crate::workbook) struct HeaderText {
    pub row: u32,
    pub column: u32,
    pub text: String,
    /// The words of the text, folded.
    pub words: Vec<String>,
    pub group: String,
    /// Whether the one above is merged over it and others: it names a part of that.
    pub is_within: bool,
}

/// The headers that stand over several columns, by column, each with the one that it is grouped by: below `Residual`,
/// `Likelihood` is not the only one.
fn grouped(header: &[HeaderText]) -> HashMap<u32, String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for text in header {
        *counts.entry(&text.text).or_default() += 1;
    }
    let grouped = header
        .iter()
        .filter(|text| text.is_within && counts[text.text.as_str()] > 1);
    let grouped = grouped.map(|text| (text.column, format!("{} {}", text.group, text.text)));
    grouped.collect()
}

/// What a column has, from its header on.
#[derive(Clone, Default)]
struct Contents {
    /// Whether anything is there to read.
    is_filled: bool,
    /// How many cells below the header have formulas, and how many have values.
    formulas: usize,
    values: usize,
}

impl Contents {
    /// Whether nobody has typed anything below the header, or only over fewer formulas than there are.
    fn is_computed(&self) -> bool {
        self.values == 0 || self.values < self.formulas
    }
}

/// What each column has, from the first on.
fn contents(grid: &Grid, header: &[HeaderText]) -> Vec<Contents> {
    let header_row = header.first().map_or(0, |cell| cell.row);
    let mut columns: Vec<Contents> = Vec::new();
    // A header may stand in the upper of two rows, over nothing.
    let last = header.iter().map(|cell| cell.column as usize).max();
    columns.resize(last.unwrap_or_default(), Contents::default());
    for cell in header {
        columns[cell.column as usize - 1].is_filled = true;
    }
    for cell in grid.cells.iter().filter(|cell| cell.row >= header_row) {
        let column = cell.column as usize;
        if columns.len() < column {
            columns.resize(column, Contents::default());
        }
        let counts = &mut columns[column - 1];
        counts.is_filled |= !cell.is_blank;
        if cell.row > header_row {
            counts.formulas += usize::from(cell.is_formula);
            counts.values += usize::from(!cell.is_formula);
        }
    }
    columns
}

/// Whether a formula computes with both axes.
fn is_score(formula: &str, axes: [Option<u32>; 2], names: &HashMap<u32, &str>) -> bool {
    let formula = formula.to_uppercase();
    axes.into_iter().all(|column| {
        column.is_some_and(|column| {
            let name = names.get(&column).copied().unwrap_or_default();
            uses(&formula, column, name)
        })
    })
}

/// Whether a formula in capitals uses a column: by its letters or, in a table, by its header, as
/// in `Risks[[#This Row],[Impact]]`.
pub(super) fn uses(formula: &str, column: u32, header: &str) -> bool {
    let header = header.to_uppercase();
    mentions(formula, column) || !header.is_empty() && formula.contains(&format!("[{header}]"))
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

/// The header of a single row.
pub(super) fn header_texts(grid: &Grid, cells: &[Cell]) -> Vec<HeaderText> {
    let texts = cells.iter().filter(|cell| !cell.is_blank).map(|cell| {
        let text = grid.display(cell);
        HeaderText {
            row: cell.row,
            column: cell.column,
            text: text.trim().to_owned(),
            words: header_words(&text),
            group: String::new(),
            is_within: false,
        }
    });
    texts.collect()
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
