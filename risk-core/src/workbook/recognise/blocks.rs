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
    pub number: u32,
    /// The fields that it has, as bits by their column's position among the fields.
    pub fields: u64,
    /// Below the first block, what it has in common with that.
    pub known: Known,
}

/// What a row says as rows of risks do.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    /// In how many of the columns of likelihood and impact it has a level.
    pub levels: usize,
    /// Whether its component is one of those above.
    pub has_component: bool,
}

impl Known {
    /// Whether it has both levels.
    pub fn is_rated(self) -> bool {
        self.levels == 2
    }

    pub fn is_any(self) -> bool {
        self.levels > 0 || self.has_component
    }
}

/// The levels and components that the first block of a table has, which few tables need.
struct Above<'a> {
    grid: &'a Grid,
    axes: [Option<u32>; 2],
    component: Option<u32>,
    seen: Option<HashSet<(u32, Content)>>,
}

impl<'a> Above<'a> {
    fn of(grid: &'a Grid, table: &Table) -> Self {
        Self {
            grid,
            axes: [RiskField::Likelihood, RiskField::Impact].map(|axis| table.column(axis)),
            component: table.column(RiskField::Component),
            seen: None,
        }
    }

    /// What a row below the first block has of what that one has.
    fn known(&mut self, cells: &[Cell], first: &Block) -> Known {
        let (grid, axes, component) = (self.grid, self.axes, self.component);
        let stated = |cells: &'a [Cell]| {
            let stated = cells.iter().filter(|cell| !cell.is_blank);
            stated.filter(move |cell| {
                let column = Some(cell.column);
                axes.contains(&column) || component == column
            })
        };
        let seen = self.seen.get_or_insert_with(|| {
            let rows = (first.first..=first.last).flat_map(|row| stated(grid.row(row)));
            rows.map(|cell| (cell.column, cell.content)).collect()
        });
        let mut known = Known::default();
        for cell in cells.iter().filter(|cell| !cell.is_blank) {
            let is_seen = seen.contains(&(cell.column, cell.content));
            if axes.contains(&Some(cell.column)) {
                let is_level = is_seen || is_known_level(grid.display(cell).trim());
                known.levels += usize::from(is_level);
            } else if component == Some(cell.column) {
                known.has_component = is_seen;
            }
        }
        known
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
    let mut above = Above::of(grid, table);
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
        let first = blocks.first().filter(|_| is_later);
        let row = Row {
            number,
            fields: if headings.contains(&number) {
                0
            } else {
                fields.row(cells, is_later)
            },
            known: first.map_or_else(Known::default, |first| above.known(cells, first)),
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
