//! Which rows about a table are not of it: headings, legends, other tables.

use std::collections::{HashMap, HashSet};

use super::computed::Computed;
use super::phrases::words;
use super::profile::is_known_level;
use super::table::{Role, Table};
use crate::record::RiskField;
use crate::workbook::grid::{Cell, Content, Grid};
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

/// A block of rows without an empty one between.
struct Block {
    first: u32,
    last: u32,
    /// Whether the first row has one cell alone.
    has_heading: bool,
    /// The fields that each row has, as bits by their column's position among the fields.
    rows: Vec<u64>,
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
            let fits = |row: &u64| {
                let is_enough = row.count_ones() >= least.min(usual.count_ones());
                habits.rows == 0 || is_enough && marks.fit(*row, usual)
            };
            // One row that fits makes the block one of the table.
            if block.rows.iter().any(fits) {
                for row in block.rows.iter().filter(|row| **row != 0) {
                    habits.add(*row);
                }
            } else {
                rows.foreign.push((block.first, block.last));
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
    /// of what, which is the reference where risks have one; or nearly all that is usual.
    fn fit(&self, row: u64, usual: u64) -> bool {
        let (stated, wanted) = ((row & usual).count_ones(), usual.count_ones());
        let anchors = match self.reference & usual {
            0 => self.anchors & usual,
            reference => reference,
        };
        let is_anchored = anchors == 0 || row & anchors != 0;
        row & self.described != 0 && is_anchored || wanted > 0 && 4 * stated >= 3 * wanted
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

/// The blocks of rows that state something.
fn blocks(grid: &Grid, table: &Table, columns: &[u32], headings: &HashSet<u32>) -> Vec<Block> {
    let names = [
        RiskField::Reference,
        RiskField::Component,
        RiskField::Description,
    ]
    .map(|field| table.column(field));
    let numbered = Numbered::of(grid, table);
    let mut levels: HashMap<Content, bool> = HashMap::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut previous = 0;
    for cells in grid.rows().filter(|cells| table.has_row(cells[0].row)) {
        let mut row = 0_u64;
        let mut stated = 0;
        let is_later = blocks.len() > 1 || cells[0].row != previous + 1;
        for cell in cells.iter().filter(|cell| !cell.is_blank) {
            stated += usize::from(cell.states());
            // A level marks a line of a legend, and a word or a date no reference where others are R1 and R2.
            if is_later && names.contains(&Some(cell.column)) {
                let text = grid.display(cell);
                let has_number = text.bytes().any(|byte| byte.is_ascii_digit());
                let is_odd = names[0] == Some(cell.column)
                    && numbered != Numbered::No
                    && (!has_number || numbered != Numbered::ByDate && is_date(&text));
                let mut is_level = || {
                    *levels
                        .entry(cell.content)
                        .or_insert_with(|| is_known_level(text.trim()))
                };
                if is_odd || !has_number && is_level() {
                    continue;
                }
            }
            if let Ok(at) = columns.binary_search(&cell.column) {
                row |= 1 << at;
            }
        }
        let is_record = || Computed::of(grid, table, cells).is_some_and(|shown| shown.is_record);
        if stated == 0 && !is_record() {
            continue;
        }
        let number = cells[0].row;
        if headings.contains(&number) {
            row = 0;
        }
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
