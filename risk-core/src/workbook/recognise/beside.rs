//! Which columns about a table are not of it: legends, notes, other tables.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::fold::header_words;
use super::profile::is_known_level;
use super::rows::{fields, is_field};
use super::senses::sense;
use super::table::Table;
use super::vocabulary::{Language, Sense};
use crate::record::text::fold;
use crate::register::footer::is_footer;
use crate::workbook::formula::within_sheet;
use crate::workbook::grid::{Allowed, Grid};
use crate::workbook::ranges::{self, Area};

/// The columns that stand beside a table, in order: those that a validation of the sheet takes its list from, and those
/// beyond a column with nothing in it, without a field, and of a legend or another list, without a header, or filled in
/// less than half of the rows.
pub(super) fn beside(grid: &Grid, table: &Table) -> Vec<u32> {
    let fields = fields(table);
    let (Some(first), Some(last)) = (fields.first(), fields.last()) else {
        return Vec::new();
    };
    let is_gap = |column: &u32| table.role(*column).is_none();
    let right = (*last..=table.width()).find(is_gap);
    let left = (1..*first).rev().find(is_gap);
    let is_beyond = |column: &u32| {
        right.is_some_and(|gap| *column > gap) || left.is_some_and(|gap| *column < gap)
    };
    let beyond: Vec<u32> = (1..=table.width())
        .filter(is_beyond)
        .filter(|c| table.role(*c).is_some())
        .collect();
    let listed = listed(grid, table);
    if beyond.is_empty() {
        return listed.into_iter().collect();
    }
    let Filled {
        records,
        cells,
        goes_on,
    } = filled(grid, table);
    let legends = legends(grid, table, &beyond);
    let is_list = |column: &u32| listed.contains(column) || goes_on.contains(column);
    let blocks = beyond.chunk_by(|left, right| left + 1 == *right);
    let lists = blocks.filter(|block| block.iter().any(is_list)).flatten();
    let is_beside = |column: &&u32| {
        let is_sparse = 2 * cells[**column as usize] < records;
        legends.contains(*column) || table.header(**column).is_empty() || is_sparse
    };
    let mut beside: BTreeSet<u32> = beyond.iter().filter(is_beside).copied().collect();
    beside.extend(lists);
    beside.extend(listed);
    beside.into_iter().collect()
}

/// The columns without a field that a validation of the cells of others takes its list from.
fn listed(grid: &Grid, table: &Table) -> BTreeSet<u32> {
    let of_sheet = grid
        .validations
        .iter()
        .filter_map(|validation| match &validation.allowed {
            Allowed::List(list) => {
                let range = ranges::parse(
                    within_sheet(list, &grid.name)
                        .trim()
                        .trim_start_matches('='),
                )?;
                let is_own = |area: &Area| area.overlaps(&range);
                (!validation.areas.iter().any(is_own)).then_some(range)
            }
            Allowed::Whole(..) => None,
        });
    let ranges = of_sheet.filter(|range| range.last_row > table.header_row);
    let columns =
        ranges.flat_map(|range| range.first_column..=range.last_column.min(table.width()));
    columns
        .filter(|column| table.role(*column).is_some() && !is_field(table, *column))
        .collect()
}

/// How the columns of a table are filled.
struct Filled {
    /// How many rows have a field.
    records: usize,
    /// How many of their cells each column states.
    cells: Vec<usize>,
    /// The columns that go on below the last one of those rows: they list something else.
    goes_on: HashSet<u32>,
}

fn filled(grid: &Grid, table: &Table) -> Filled {
    let mut filled = Filled {
        records: 0,
        cells: vec![0; table.width() as usize + 1],
        goes_on: HashSet::new(),
    };
    // The last row with a field, and the columns that it states.
    let mut last = (0, HashSet::new());
    for cells in grid.rows().filter(|cells| table.has_row(cells[0].row)) {
        let row = cells[0].row;
        let stated = cells.iter().filter(|cell| cell.states());
        if stated.clone().any(|cell| is_field(table, cell.column)) {
            filled.records += 1;
            for cell in stated.clone() {
                if let Some(count) = filled.cells.get_mut(cell.column as usize) {
                    *count += 1;
                }
            }
            filled.goes_on.clear();
            last = (row, stated.map(|cell| cell.column).collect());
        } else if row == last.0 + 1 {
            let typed = stated.filter(|cell| !cell.is_formula);
            let columns = typed.map(|cell| cell.column);
            filled.goes_on = columns.filter(|column| last.1.contains(column)).collect();
        }
    }
    filled
}

/// Those of the columns beyond a gap that a legend has, however few risks stand beside it: side by side, the first of
/// them with a word for one as its header, or headed `Level` and with levels of which each stands there once and is
/// explained. A few risks may have each another level in any column of people's own.
fn legends(grid: &Grid, table: &Table, beyond: &[u32]) -> HashSet<u32> {
    let blocks = beyond.chunk_by(|left, right| left + 1 == *right);
    let firsts = blocks.clone().map(|block| block[0]);
    // How many cells the first column of each block has, and the levels among them.
    let mut found: HashMap<u32, (usize, HashSet<String>)> =
        firsts.map(|first| (first, Default::default())).collect();
    let rows = grid.rows().filter(|cells| table.has_row(cells[0].row));
    for cell in rows.flatten().filter(|cell| cell.states()) {
        let Some((cells, levels)) = found.get_mut(&cell.column) else {
            continue;
        };
        let text = grid.display(cell);
        if *cells == levels.len() && is_known_level(text.trim()) {
            levels.insert(fold(&text));
        }
        *cells += 1;
    }
    let is_legend = |block: &&[u32]| {
        let header = table.header(block[0]);
        let (cells, levels) = &found[&block[0]];
        let has_levels = *cells == levels.len() && *cells > 1 && block.len() > 1;
        has_levels && is_of_levels(header) || is_footer(header)
    };
    blocks.filter(is_legend).flatten().copied().collect()
}

/// Whether a header has nothing but a word for a level.
fn is_of_levels(header: &str) -> bool {
    let words = header_words(header);
    let is_level = |word: &String| sense(word, Language::ENGLISH) == Some(Sense::Level);
    !words.is_empty() && words.iter().all(is_level)
}
