//! Rows among records that state something and are none: headings, totals, footers.

use super::grid::{Cell, Grid};
use super::recognise::{Rows, Table, is_header_repeated};
use super::records::Records;
use crate::check::rules::reading::{DOUBTFUL_ROW, ROW_IS_NO_RISK};
use crate::check::{Draft, Remark};
use crate::record::RiskField;
use crate::register::footer::{is_footer, is_whole_footer};
use crate::register::representable::{has_only, is_heading, is_total, is_total_of_components};
use crate::register::{Component, Record, Risk};

/// What shows whether a row that states little is a record.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub grid: &'a Grid,
    pub table: &'a Table,
    /// Whether its look is that of a heading.
    pub may_be_heading: bool,
    /// The text of its only cell, where it has no more.
    pub alone: Option<&'a str>,
    /// The row that has cells after it.
    pub next: Option<&'a [Cell]>,
    row: u32,
}

impl<'a> Around<'a> {
    /// What is about a row that states something, and the row after it.
    pub fn of(
        grid: &'a Grid,
        table: &'a Table,
        cells: &'a [Cell],
        next: Option<&'a [Cell]>,
    ) -> Self {
        let mut stated = cells.iter().filter(|cell| cell.states());
        let first = stated.next();
        Self {
            grid,
            table,
            // In the layout of this crate, a heading is known by its look alone.
            may_be_heading: !table.is_own || first.is_some_and(|first| first.is_bold),
            alone: first
                .filter(|_| stated.next().is_none())
                .and_then(|first| grid.text(first)),
            next,
            row: cells[0].row,
        }
    }

    /// Whether an empty row stands above it, or above the lines of a footer that it goes on.
    fn is_apart(&self) -> bool {
        // A footer has no more lines. To look further would take a square of time in a sheet of nothing else.
        const LINES: u32 = 20;
        let first = self.table.header_row.max(self.row.saturating_sub(LINES));
        let above = (first + 1..self.row).rev();
        let is_line = |row: &u32| {
            let mut cells = self.grid.row(*row).iter().filter(|cell| cell.states());
            let only = cells.next().filter(|_| cells.next().is_none());
            only.and_then(|cell| self.grid.text(cell))
                .is_some_and(is_footer)
        };
        let mut above = above.skip_while(is_line);
        above.next().is_some_and(|row| !self.grid.has_row(row))
    }
}

/// That a row is of another table.
pub(super) const APART: &str = "stands apart, and has little of what the rows above have";

/// That a row waits for a risk.
const VACANT: &str = "has nothing but a reference";

/// Why a row is no record, whatever it states.
pub(super) fn no_row(
    grid: &Grid,
    table: &Table,
    cells: &[Cell],
    rows: &Rows,
) -> Option<&'static str> {
    let row = cells.first()?.row;
    if rows.is_heading(row) {
        Some("is merged across the table, as a heading is")
    } else if is_header_repeated(grid, table, cells) {
        Some("is the header again")
    } else if rows.is_foreign(row) {
        Some(APART)
    } else {
        None
    }
}

impl<T: Record> Records<T> {
    /// Leaves a row alone that stands apart, and reports it by its description: a risk that was known by that may be there.
    pub(super) fn leave_apart(
        &mut self,
        (grid, table): (&Grid, &Table),
        cells: &[Cell],
        is_doubtful: bool,
    ) {
        let description = table.column(RiskField::Description);
        let described = cells
            .iter()
            .find(|cell| Some(cell.column) == description && !cell.is_blank);
        let Some(described) = described else {
            return self.leave(grid, &cells[0], APART);
        };
        if !is_doubtful {
            return self.leave(grid, described, APART);
        }
        self.left_alone.push(described.row);
        let message = "the row reads like a risk and is left alone: it stands apart, and lacks what would show that it \
                       is one, such as a reference or both levels";
        let remark = Remark::new(message.to_owned()).found(grid.display(described));
        let location = grid.location(described.row, described.column);
        self.findings
            .push(Draft::of_register(&DOUBTFUL_ROW, location, remark));
    }

    /// Leaves a row alone, and reports it.
    pub(super) fn leave(&mut self, grid: &Grid, first: &Cell, reason: &str) {
        self.left_alone.push(first.row);
        self.vacant.extend((reason == VACANT).then_some(first.row));
        let message = format!("the row {reason} and is left alone");
        let remark = Remark::new(message).found(grid.display(first));
        let location = grid.location(first.row, first.column);
        let draft = Draft::of_register(&ROW_IS_NO_RISK, location, remark);
        self.findings.push(draft);
    }
}

/// Why what a row states is no risk.
pub(super) fn no_risk(risk: &Risk, around: Around<'_>) -> Option<&'static str> {
    if is_total(risk) {
        Some("has nothing but a word for a total")
    } else if around.may_be_heading && is_heading(risk) {
        Some("has nothing but a heading")
    } else if around.table.is_own {
        None
    } else {
        no_risk_elsewhere(risk, around)
    }
}

/// Why what a row states is no component.
pub(super) fn no_component(component: &Component, around: Around<'_>) -> Option<&'static str> {
    if is_total_of_components(component) {
        Some("has nothing but a word for a total")
    } else if around.is_apart() && around.alone.is_some_and(is_footer) {
        Some("stands apart and has nothing but a footer")
    } else {
        None
    }
}

/// The same in a layout that is not the one of this crate, in which every row is a risk.
fn no_risk_elsewhere(risk: &Risk, around: Around<'_>) -> Option<&'static str> {
    use RiskField::{Description, Reference};
    if has_only(risk, &[Reference]) {
        return Some(VACANT);
    }
    let Around { grid, table, .. } = around;
    // A risk may begin with the words of a footer, as in `Confidential data leaks`.
    let is_described = !risk.description.trim().is_empty();
    let is_sure = |text: &str| !is_described || is_whole_footer(text) || around.is_apart();
    if around
        .alone
        .is_some_and(|text| is_footer(text) && is_sure(text))
    {
        return Some("has nothing but a footer");
    }
    let is_before = |next: &[Cell]| is_header_repeated(grid, table, next);
    if around.alone.is_some() && around.next.is_some_and(is_before) {
        return Some("has nothing but a heading, and the header follows");
    }
    if !has_only(risk, &[Reference, Description]) {
        return None;
    }
    let column = table.column(Reference)?;
    let following = around
        .next
        .and_then(|next| next.iter().find(|cell| cell.column == column));
    let following = following
        .map(|cell| grid.as_shown(cell))
        .unwrap_or_default();
    is_section(&risk.reference, following.trim())
        .then_some("has nothing but the title of a section")
}

/// Whether a number is that of a section: `1.2.000`, or `1.2` before `1.2.001`.
fn is_section(number: &str, next: &str) -> bool {
    let is_number = |text: &str| {
        let is_part = |byte: u8| byte.is_ascii_digit() || byte == b'.';
        !text.is_empty() && text.bytes().all(is_part)
    };
    let number = number.trim().trim_end_matches('.');
    let rest = next
        .strip_prefix(number)
        .and_then(|rest| rest.strip_prefix('.'));
    is_number(number)
        && (number.ends_with(".00") || number.ends_with(".000") || rest.is_some_and(is_number))
}
