//! Which columns about a table are not of it: legends, notes, other tables.

use std::collections::{HashMap, HashSet};

use super::fold::header_words;
use super::profile::is_known_level;
use super::rows::{fields, is_field};
use super::senses::sense;
use super::table::Table;
use super::vocabulary::{Language, Sense};
use crate::record::text::fold;
use crate::register::footer::is_footer;
use crate::workbook::grid::Grid;

/// The columns that stand beside a table: beyond a column with nothing in it, without a field, and of a legend, without a
/// header, or filled in less than half of the rows.
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
    if beyond.is_empty() {
        return beyond;
    }
    let mut records = 0_usize;
    let mut filled = vec![0_usize; table.width() as usize + 1];
    for cells in grid.rows().filter(|cells| table.has_row(cells[0].row)) {
        if cells
            .iter()
            .any(|cell| cell.states() && is_field(table, cell.column))
        {
            records += 1;
            for cell in cells.iter().filter(|cell| cell.states()) {
                if let Some(count) = filled.get_mut(cell.column as usize) {
                    *count += 1;
                }
            }
        }
    }
    let legends = legends(grid, table, &beyond);
    let is_beside = |column: &u32| {
        let is_sparse = 2 * filled[*column as usize] < records;
        legends.contains(column) || table.header(*column).is_empty() || is_sparse
    };
    beyond.into_iter().filter(is_beside).collect()
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
