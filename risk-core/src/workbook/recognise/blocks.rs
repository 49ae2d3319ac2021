//! The rows below a header in blocks, and which fields each of them has.

use std::collections::{HashMap, HashSet};

use super::computed::Computed;
use super::profile::is_known_level;
use super::table::Table;
use crate::record::RiskField;
use crate::workbook::grid::{Cell, Content, Grid};

/// A block of rows without an empty one between.
pub(super) struct Block {
    pub first: u32,
    pub last: u32,
    /// Whether the first row has one cell alone.
    pub has_heading: bool,
    pub rows: Vec<Row>,
}

/// A row that states something.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// The fields that it has, as bits by their column's position among the fields.
    pub fields: u64,
    /// Whether it has a likelihood and an impact, each of them a level.
    pub is_rated: bool,
}

/// The levels that the columns of likelihood and impact have in the first block of a table, which few tables need.
struct Rated<'a> {
    grid: &'a Grid,
    axes: Option<[u32; 2]>,
    seen: Option<HashSet<(u32, Content)>>,
}

impl<'a> Rated<'a> {
    fn of(grid: &'a Grid, table: &Table) -> Self {
        let axes = [RiskField::Likelihood, RiskField::Impact].map(|axis| table.column(axis));
        Self {
            grid,
            axes: match axes {
                [Some(likelihood), Some(impact)] => Some([likelihood, impact]),
                _ => None,
            },
            seen: None,
        }
    }

    /// Whether a row below the first block is rated. What that one has in the two columns is a level.
    fn is(&mut self, cells: &[Cell], first: &Block) -> bool {
        let Some(axes) = self.axes else { return false };
        let grid = self.grid;
        let stated = |cells: &'a [Cell]| {
            let stated = cells.iter().filter(|cell| !cell.is_blank);
            stated.filter(move |cell| axes.contains(&cell.column))
        };
        let seen = self.seen.get_or_insert_with(|| {
            let rows = (first.first..=first.last).flat_map(|row| stated(grid.row(row)));
            rows.map(|cell| (cell.column, cell.content)).collect()
        });
        let is_level = |cell: &&Cell| {
            seen.contains(&(cell.column, cell.content)) || is_known_level(grid.display(cell).trim())
        };
        let own = cells.iter().filter(|cell| !cell.is_blank);
        let own = own.filter(|cell| axes.contains(&cell.column));
        own.filter(is_level).count() == axes.len()
    }
}

/// Which fields a row has.
struct FieldsOf<'a> {
    grid: &'a Grid,
    columns: &'a [u32],
    names: [Option<u32>; 3],
    numbered: Numbered,
    levels: HashMap<Content, bool>,
}

impl FieldsOf<'_> {
    /// Those of a row, as bits. In one after the first block, a level marks a line of a legend, and a word or a date is
    /// no reference where others are R1 and R2.
    fn row(&mut self, cells: &[Cell], is_later: bool) -> u64 {
        let mut row = 0;
        for cell in cells.iter().filter(|cell| !cell.is_blank) {
            if is_later && self.names.contains(&Some(cell.column)) && self.is_no_name(cell) {
                continue;
            }
            if let Ok(at) = self.columns.binary_search(&cell.column) {
                row |= 1 << at;
            }
        }
        row
    }

    fn is_no_name(&mut self, cell: &Cell) -> bool {
        let text = self.grid.display(cell);
        let has_number = text.bytes().any(|byte| byte.is_ascii_digit());
        let is_odd = self.names[0] == Some(cell.column)
            && self.numbered != Numbered::No
            && (!has_number || self.numbered != Numbered::ByDate && is_date(&text));
        let is_level = |text: &str| is_known_level(text.trim());
        let mut is_level = || {
            let known = self.levels.entry(cell.content);
            *known.or_insert_with(|| is_level(&text))
        };
        is_odd || !has_number && is_level()
    }
}

/// The blocks of rows that state something.
pub(super) fn blocks(
    grid: &Grid,
    table: &Table,
    columns: &[u32],
    headings: &HashSet<u32>,
) -> Vec<Block> {
    let names = [
        RiskField::Reference,
        RiskField::Component,
        RiskField::Description,
    ];
    let mut fields = FieldsOf {
        grid,
        columns,
        names: names.map(|field| table.column(field)),
        numbered: Numbered::of(grid, table),
        levels: HashMap::new(),
    };
    let mut rated = Rated::of(grid, table);
    let mut blocks: Vec<Block> = Vec::new();
    let mut previous = 0;
    for cells in grid.rows().filter(|cells| table.has_row(cells[0].row)) {
        let is_later = blocks.len() > 1 || cells[0].row != previous + 1;
        let stated = cells.iter().filter(|cell| !cell.is_blank && cell.states());
        let stated = stated.count();
        let is_record = || Computed::of(grid, table, cells).is_some_and(|shown| shown.is_record);
        if stated == 0 && !is_record() {
            continue;
        }
        let number = cells[0].row;
        let row = Row {
            fields: if headings.contains(&number) {
                0
            } else {
                fields.row(cells, is_later)
            },
            is_rated: is_later && blocks.first().is_some_and(|first| rated.is(cells, first)),
        };
        match blocks.last_mut().filter(|_| number == previous + 1) {
            Some(block) => {
                block.last = number;
                block.rows.push(row);
            }
            None => blocks.push(Block {
                first: number,
                last: number,
                has_heading: stated == 1,
                rows: vec![row],
            }),
        }
        previous = number;
    }
    blocks
}

/// Whether the reference of the first risk that is described has a number. Then a word is none, and nor is a date, unless
/// the first is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbered {
    No,
    Yes,
    ByDate,
}

impl Numbered {
    fn of(grid: &Grid, table: &Table) -> Self {
        let columns =
            [RiskField::Reference, RiskField::Description].map(|field| table.column(field));
        let [Some(reference), Some(description)] = columns else {
            return Self::No;
        };
        let text = |cells: &[Cell], column: u32| {
            let cell = cells
                .iter()
                .find(|cell| cell.column == column && !cell.is_blank)?;
            Some(grid.display(cell).into_owned())
        };
        let mut rows = grid.rows().filter(|cells| table.has_row(cells[0].row));
        let first =
            rows.find_map(|cells| text(cells, description).and_then(|_| text(cells, reference)));
        match first {
            Some(text) if is_date(&text) => Self::ByDate,
            Some(text) if text.bytes().any(|byte| byte.is_ascii_digit()) => Self::Yes,
            _ => Self::No,
        }
    }
}

/// Whether a text is three numbers with the same mark between them, of which one has two digits or more.
fn is_date(text: &str) -> bool {
    ['-', '/', '.'].into_iter().any(|mark| {
        let parts: Vec<&str> = text.trim().split(mark).collect();
        let is_number = |part: &&str| part.parse::<u32>().is_ok();
        parts.len() == 3 && parts.iter().all(is_number) && parts.iter().any(|part| part.len() > 1)
    })
}
