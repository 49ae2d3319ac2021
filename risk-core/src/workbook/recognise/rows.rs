//! Which rows about a table are not of it: headings, legends, other tables.

use std::collections::{HashMap, HashSet};

use super::blocks::{Row, blocks};
use super::phrases::words;
use super::table::{Role, Table};
use crate::record::RiskField;
use crate::workbook::grid::{Cell, Grid};
use crate::workbook::ranges::Area;

/// The columns that have a field.
pub(super) fn fields(table: &Table) -> Vec<u32> {
    let columns = 1..=table.width();
    columns.filter(|column| is_field(table, *column)).collect()
}

pub(super) fn is_field(table: &Table, column: u32) -> bool {
    matches!(table.role(column), Some(Role::Field(_)))
}

/// Which rows of a table are none of its records.
pub(in crate::workbook) struct Rows {
    /// Blocks after an empty row that are other tables or legends: the first and the last row.
    foreign: Vec<(u32, u32)>,
    /// The rows of those blocks that may be risks all the same.
    doubtful: Vec<u32>,
    /// The rows that are merged across the table.
    headings: HashSet<u32>,
    /// Whether the records stand in several blocks, so that what one row has may change how another
    /// is read.
    pub is_broken: bool,
}

/// The rows in which a cell is merged across several fields of the table.
fn merged_rows(grid: &Grid, table: &Table) -> HashSet<u32> {
    let fields = fields(table);
    let across = grid.merges.iter().filter(|area| {
        let within = |column: &&u32| (area.first_column..=area.last_column).contains(*column);
        area.first_row == area.last_row && fields.iter().filter(within).count() > 1
    });
    let across: HashMap<u32, &Area> = across.map(|area| (area.first_row, area)).collect();
    // A row with something beside the merged cell is none of those.
    let alone = grid.rows().filter_map(|cells| {
        let area = across.get(&cells[0].row)?;
        let is_outside = |cell: &&Cell| {
            let within = area.first_column..=area.last_column;
            !within.contains(&cell.column) && fields.contains(&cell.column)
        };
        let mut others = cells.iter().filter(is_outside);
        let states = |cell: &Cell| !cell.is_formula && !cell.is_blank;
        (!others.any(states)).then_some(cells[0].row)
    });
    alone.collect()
}

impl Rows {
    /// Looks at the rows of a table.
    pub fn of(grid: &Grid, table: &Table) -> Self {
        let mut columns = fields(table);
        columns.truncate(u64::BITS as usize);
        let headings = merged_rows(grid, table);
        let blocks = blocks(grid, table, &columns, &headings);
        let mut rows = Self {
            foreign: Vec::new(),
            doubtful: Vec::new(),
            headings,
            is_broken: blocks.len() > 1,
        };
        if blocks.len() < 2 {
            return rows;
        }
        let bits = |fields: &[RiskField]| {
            let columns_of = fields.iter().filter_map(|field| table.column(*field));
            let positions = columns_of.filter_map(|column| columns.binary_search(&column).ok());
            positions.fold(0, |bits, at| bits | 1_u64 << at)
        };
        let marks = Marks {
            described: bits(&[RiskField::Description]),
            reference: bits(&[RiskField::Reference]),
            anchors: bits(&ANCHORS),
        };
        let mut habits = Habits::new(columns.len());
        for block in &blocks {
            let usual = habits.usual();
            let least = if block.has_heading && block.rows.len() > 1 {
                LEAST_BELOW_HEADING
            } else {
                0
            };
            let fits = |row: &Row| {
                let is_enough = row.fields.count_ones() >= least.min(usual.count_ones());
                habits.rows == 0 || is_enough && marks.fit(*row, usual)
            };
            // One row that fits makes the block one of the table.
            if block.rows.iter().any(fits) {
                for row in block.rows.iter().filter(|row| row.fields != 0) {
                    habits.add(row.fields);
                }
            } else {
                rows.foreign.push((block.first, block.last));
                let rest = block.rows.iter().filter(|row| marks.may_be_risk(**row));
                rows.doubtful.extend(rest.map(|row| row.number));
            }
        }
        rows
    }

    /// Whether a row is merged across the table, as a heading is.
    pub fn is_heading(&self, row: u32) -> bool {
        self.headings.contains(&row)
    }

    /// Whether a row is of another table.
    pub fn is_foreign(&self, row: u32) -> bool {
        let next = self.foreign.partition_point(|(first, _)| *first <= row);
        next > 0 && row <= self.foreign[next - 1].1
    }

    /// Whether a row of another table has a description and a level, or a component, as the risks above have.
    pub fn is_doubtful(&self, row: u32) -> bool {
        self.doubtful.binary_search(&row).is_ok()
    }
}

/// Beside the description, what most of all makes a row one of risks.
const ANCHORS: [RiskField; 4] = [
    RiskField::Reference,
    RiskField::Component,
    RiskField::Likelihood,
    RiskField::Impact,
];

/// A legend below a heading has a level and what that means.
const LEAST_BELOW_HEADING: u32 = 3;

/// The fields by which a row is known as one of risks, as bits.
struct Marks {
    described: u64,
    reference: u64,
    anchors: u64,
}

impl Marks {
    /// Whether a row may be one of those that usually have some fields: it has a description and something that states
    /// of what, which is the reference where risks have one, or both levels; or nearly all that is usual.
    fn fit(
        &self,
        Row {
            fields: row, known, ..
        }: Row,
        usual: u64,
    ) -> bool {
        let (stated, wanted) = ((row & usual).count_ones(), usual.count_ones());
        let anchors = match self.reference & usual {
            0 => self.anchors & usual,
            reference => reference,
        };
        let is_anchored = anchors == 0 || row & anchors != 0;
        row & self.described != 0 && (is_anchored || known.is_rated())
            || wanted > 0 && 4 * stated >= 3 * wanted
    }

    /// Whether one that does not fit may be a risk all the same, as far as its cells show.
    fn may_be_risk(&self, row: Row) -> bool {
        row.fields & self.described != 0 && row.known.is_any()
    }
}

/// How often each field was stated in the rows so far.
struct Habits {
    rows: usize,
    counts: Vec<usize>,
}

impl Habits {
    fn new(fields: usize) -> Self {
        Self {
            rows: 0,
            counts: vec![0; fields],
        }
    }

    fn add(&mut self, row: u64) {
        self.rows += 1;
        for (at, count) in self.counts.iter_mut().enumerate() {
            *count += usize::from(row & 1 << at != 0);
        }
    }

    /// The fields that four of five rows have.
    fn usual(&self) -> u64 {
        let counts = self.counts.iter().enumerate();
        let usual = counts.filter(|(_, count)| 5 * **count >= 4 * self.rows.max(1));
        usual.fold(0, |set, (at, _)| set | 1 << at)
    }
}

/// Whether a row is the header again, as on a new page: whatever it states in fields is what their
/// headers say.
pub(in crate::workbook) fn is_header_repeated(grid: &Grid, table: &Table, cells: &[Cell]) -> bool {
    // One word may be a value; in the layout of this crate, a risk may state what a few headers say.
    const LEAST: usize = 2;
    const OWN: usize = 5;
    let fields = || {
        let stated = cells.iter().filter(|cell| cell.states());
        let stated = stated.filter(|cell| is_field(table, cell.column));
        stated.map(|cell| (grid.display(cell), table.header(cell.column)))
    };
    // Hardly a row looks like the header in all that it states, and to look at words takes long.
    if !fields().all(|(text, header)| may_be_same(&text, header)) {
        return false;
    }
    let least = if table.is_own { OWN } else { LEAST };
    fields().count() >= least && fields().all(|(text, header)| is_same(&text, header))
}

/// The first row below the header that has its words over other columns: those below it stand in another order.
pub(super) fn header_in_other_order(grid: &Grid, table: &Table) -> Option<u32> {
    // Fewer may be what a risk states.
    const LEAST: usize = 5;
    let headers = (1..=table.width()).map(|column| table.header(column).trim());
    let headers: HashSet<&str> = headers.filter(|header| !header.is_empty()).collect();
    if headers.len() < LEAST {
        return None;
    }
    let is_header = |cell: &Cell| {
        let text = grid.text(cell);
        text.is_some_and(|text| headers.contains(text.trim()))
    };
    let is_in_other_order = |cells: &[Cell]| {
        let texts = cells.iter().filter(|cell| cell.states());
        let elsewhere = texts.clone().filter(|cell| {
            let own = table.header(cell.column).trim();
            is_field(table, cell.column) && grid.text(cell).is_some_and(|text| text.trim() != own)
        });
        texts.count() >= LEAST && elsewhere.count() > 1
    };
    let mut rows = grid.rows().filter(|cells| table.has_row(cells[0].row));
    let found = rows.find(|cells| {
        // Hardly a row begins with a header.
        let mut stated = cells.iter().filter(|cell| cell.states());
        stated.all(is_header) && is_in_other_order(cells)
    })?;
    Some(found[0].row)
}

/// Whether a text may have the words of a header, by its length and its first letter.
fn may_be_same(text: &str, header: &str) -> bool {
    // Marks and spaces about the same words, such as `(Risk):`.
    const MOST_MARKS: usize = 4;
    let text = text.trim();
    let begins = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    let is_alike =
        text.len().abs_diff(header.len()) <= MOST_MARKS && begins(text) == begins(header);
    !header.is_empty() && (text == header || is_alike)
}

/// Whether a text that may be the same has the words of a header.
fn is_same(text: &str, header: &str) -> bool {
    let text = text.trim();
    text == header || !words(text).is_empty() && words(text) == words(header)
}
