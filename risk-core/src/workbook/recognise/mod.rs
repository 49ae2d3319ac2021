//! Recognising a register in somebody else's sheet: which rows are the header, which column has
//! which field, which rows are risks, and which scale the levels are of.
//!
//! Everything is known by words first and checked against values. Where two readings are possible,
//! the result is a question and not a guess.

mod beside;
mod blocks;
mod certainty;
mod components;
mod computed;
mod fields;
mod fold;
mod header;
mod meaning;
mod phrases;
mod profile;
mod rows;
mod rules;
mod scale;
mod senses;
mod table;
mod vocabulary;

use std::collections::{HashMap, HashSet};

pub use certainty::Certainty;
pub(super) use components::{components, is_of_components};
pub(super) use computed::{Computed, shown_cells};
pub(super) use fields::Hints;
use fields::{Fields, fields};
pub(super) use header::HEADER_ROWS;
pub(super) use header::name_of;
use header::{Candidate, candidates};
use meaning::{Header, Meaning, Strength};
pub(super) use phrases::{component_field, own_field, own_mapping};
pub(super) use rows::{Rows, is_header_repeated};
pub(super) use scale::{FoundScale, Source, in_words, of_values};
pub(super) use table::{Role, Table};

use crate::check::rules::reading::{BESIDE_TABLE, CHANGED_HEADER, UNFIT_COLUMN};
use crate::check::{Draft, Remark};
use crate::question::{Answer, Question};
use crate::record::RiskField;
use crate::record::column_letters;
use crate::record::text::quote;
use crate::workbook::grid::{Cell, Grid};

/// A table of risks that was found in a sheet.
#[derive(Debug)]
pub(super) struct Recognised {
    pub table: Table,
    pub header: Candidate,
    pub fields: Fields,
    /// The columns that stand beside the table.
    pub beside: Vec<u32>,
    /// The columns that are hidden.
    pub hidden: Vec<u32>,
    pub findings: Vec<Draft>,
}

impl Recognised {
    /// Whether it rates its risks by one axis at least, as far as no question is in the way.
    pub fn is_rated(&self) -> bool {
        let axes = [RiskField::Likelihood, RiskField::Impact];
        axes.into_iter().any(|axis| self.fields.may_have(axis))
    }

    /// Why a column has no field. The header is read more closely than it was for the fields, which takes a while
    /// that only who asks has to wait.
    pub fn why_extra(&self, column: u32) -> String {
        let mut unfit = self
            .fields
            .unfit
            .iter()
            .filter(|(unfit, ..)| *unfit == column);
        if let Some((_, field, reason)) = unfit.next_back() {
            return format!("it is not the {field}: {reason}");
        }
        let mut texts = self
            .header
            .texts
            .iter()
            .filter(|text| text.column == column);
        let text = texts.next_back().map_or("", |text| &text.text);
        let header = Header::read_closely(text, self.header.language);
        match header.meaning {
            Meaning::Other(what) => header.told(&format!("its header names {what}")),
            Meaning::Field(field, Strength::Possible) => {
                header.told(&format!("its header may mean the {field}"))
            }
            Meaning::Field(field, _) => format!("another column has the {field}"),
            Meaning::Unknown | Meaning::Blank if self.table.header(column).is_empty() => {
                "it has no header".to_owned()
            }
            Meaning::Unknown | Meaning::Blank => "its header names no field".to_owned(),
        }
    }
}

/// So many of the rows that may be a header are tried: they come best first, and each takes a look at
/// all columns.
const MOST_TRIED: usize = 8;

/// The table below a header of which the columns of fields are known.
pub(super) fn table(grid: &Grid, header: &[Cell], fields: &HashMap<u32, RiskField>) -> Table {
    Table::new(grid, &table::header_texts(grid, header), fields, &[])
}

/// Finds the table of risks of a sheet; `None` where it has none.
pub(super) fn risks(grid: &Grid, hints: &Hints<'_>) -> Option<Recognised> {
    let mapping = hints.mapping();
    let candidates = candidates(grid, &mapping, hints.header_row);
    let is_said = hints.header_row.is_some() || !hints.said.is_empty();
    let is_meant = |candidate: &&Candidate| match hints.header_row {
        Some(row) => candidate.last_row == row,
        None => true,
    };
    let tried = candidates.iter().filter(is_meant).filter(|candidate| {
        is_said
            || !candidate.mapped.is_empty()
            || candidate.is_of_risks()
            || candidate.may_be_of_risks()
    });
    for narrow in tried.take(MOST_TRIED) {
        let whole = narrow.whole(grid, &mapping);
        let candidate = whole.as_ref().unwrap_or(narrow);
        let fields = fields(grid, candidate, hints);
        if is_register(grid, candidate, &fields, hints) {
            let is_one = (fields.is_own, hints.header_row.is_some());
            let others = candidates.iter();
            let others = others.filter(|other| is_other(grid, narrow, other, is_one));
            let others = others.map(|other| (other.first_row, other.last_row));
            let others: Vec<(u32, u32)> = others.collect();
            return Some(recognised(grid, candidate, fields, &others, hints));
        }
    }
    None
}

/// Whether what was found is a register, or may be once a question is answered.
fn is_register(grid: &Grid, candidate: &Candidate, fields: &Fields, hints: &Hints<'_>) -> bool {
    let is_meant = !candidate.mapped.is_empty() || hints.header_row.is_some();
    let is_described = fields.may_have(RiskField::Description);
    // Whoever specifies a column that is not there gets a question, where the rest is a register.
    let is_told = candidate.is_of_risks() && !hints.said.is_empty() && !fields.questions.is_empty();
    is_told
        || is_described
            && (fields.is_own
                || is_meant
                || !is_legend(grid, candidate, fields) && tells(candidate, fields, hints))
}

/// Whether a field beside the description has a column, or may have, or has none, as somebody says.
fn tells(candidate: &Candidate, fields: &Fields, hints: &Hints<'_>) -> bool {
    let telling = header::TELLING.into_iter();
    let is_told = |field: &RiskField| fields.may_have(*field) || hints.said.contains_key(field);
    let told = telling.filter(is_told).count();
    let is_enough = candidate.is_of_risks() || candidate.is_of_findings();
    let least = if is_enough { 1 } else { 2 };
    told >= least
}

/// Whether a table states what the levels mean: a level and its description in each row.
fn is_legend(grid: &Grid, candidate: &Candidate, fields: &Fields) -> bool {
    // More rows, each with a level of its own, are no explanation of levels.
    const MOST_LEVELS: usize = 12;
    let of = |wanted: RiskField| fields.columns.iter().find(|(_, field)| **field == wanted);
    let axes = [of(RiskField::Likelihood), of(RiskField::Impact)];
    let axes: Vec<u32> = axes
        .into_iter()
        .flatten()
        .map(|(column, _)| *column)
        .collect();
    let Some((described, _)) = of(RiskField::Description).filter(|_| !axes.is_empty()) else {
        return false;
    };
    let others = [
        RiskField::Reference,
        RiskField::Component,
        RiskField::Observations,
        RiskField::Mitigations,
        RiskField::RunbookActions,
    ];
    let mut headers = candidate.texts.iter().zip(&candidate.headers);
    let says_risk =
        headers.any(|(text, header)| text.column == *described && header.is_particular());
    if says_risk || others.into_iter().any(|field| of(field).is_some()) {
        return false;
    }
    let has_each_once = |axis: &u32| {
        let below = grid
            .cells
            .iter()
            .filter(|cell| cell.row > candidate.last_row);
        let cells = below.filter(|cell| cell.column == *axis && !cell.is_blank);
        let levels = cells.map(|cell| grid.display(cell));
        let levels: Vec<_> = levels.take(MOST_LEVELS + 1).collect();
        let distinct: HashSet<&str> = levels.iter().map(|level| level.trim()).collect();
        levels.len() <= MOST_LEVELS && distinct.len() == levels.len()
    };
    axes.iter().all(has_each_once)
}

/// Whether rows are the header of another table than a candidate's. The same header again is no other one, unless
/// somebody named one of the two.
fn is_other(
    grid: &Grid,
    candidate: &Candidate,
    other: &Candidate,
    (is_own, is_named): (bool, bool),
) -> bool {
    let has_row = |row: u32| {
        grid.cells
            .binary_search_by_key(&row, |cell| cell.row)
            .is_ok()
    };
    // In the layout of this crate a risk may state what a header states: there, another header stands
    // after an empty row, or after a title that does. One above has rows of its own.
    let is_apart = [1, 2]
        .into_iter()
        .any(|above| !has_row(other.first_row.saturating_sub(above)));
    let is_below = other.first_row > candidate.last_row + 1 && (is_apart || !is_own);
    let is_above = other.last_row + 1 < candidate.first_row && has_row(other.last_row + 1);
    let is_repeated = candidate.fields() == other.fields() && !(is_named && is_apart);
    (is_below || is_above) && !is_repeated && other.is_surely_of_risks()
}

fn recognised(
    grid: &Grid,
    candidate: &Candidate,
    mut fields: Fields,
    others: &[(u32, u32)],
    hints: &Hints<'_>,
) -> Recognised {
    let mut table = Table::new(grid, &candidate.texts, &fields.columns, &[]);
    let beside = beside::beside(grid, &table);
    if !beside.is_empty() {
        table = Table::new(grid, &candidate.texts, &fields.columns, &beside);
    }
    table.is_own = fields.is_own;
    let shuffled = rows::header_in_other_order(grid, &table).map(|row| (row, row));
    let others = others.iter().copied().chain(shuffled);
    let next = others.clone().map(|(first, _)| first);
    table.end_row = next.filter(|row| *row > candidate.last_row).min();
    let mut others = others.filter(|_| hints.header_row.is_none());
    if let Some((_, other)) = others.next() {
        let question = which_header(grid, candidate, other);
        fields.questions.insert(0, question);
    }
    Recognised {
        findings: findings(grid, candidate, &fields, &beside),
        hidden: (1..=table.width())
            .filter(|column| grid.is_column_hidden(*column))
            .collect(),
        header: candidate.clone(),
        table,
        fields,
        beside,
    }
}

fn which_header(grid: &Grid, candidate: &Candidate, other: u32) -> Question {
    // What is shown of the sheet is that of the first answer.
    let answers = [candidate.last_row, other];
    let mut rows = answers;
    rows.sort_unstable();
    Question {
        text: format!(
            "the sheet `{}` has two tables of risks, headed in the rows {} and {}",
            grid.name, rows[0], rows[1]
        ),
        answers: answers.into_iter().map(Answer::Header).collect(),
    }
}

/// What a person should know of the columns, although it stops nothing.
fn findings(grid: &Grid, candidate: &Candidate, fields: &Fields, beside: &[u32]) -> Vec<Draft> {
    let at = |column: u32| grid.location(candidate.last_row, column);
    let header = |column: u32| {
        let found = candidate.texts.iter().find(|text| text.column == column);
        found.map(|text| text.text.clone()).unwrap_or_default()
    };
    let mut findings = Vec::new();
    for (column, field, old) in &fields.renamed {
        let new = header(*column);
        let message = format!(
            "the column {}, which has the {field}, was headed {}; specify `{field}={new}` on an \
             import to keep the new header",
            quote(&new),
            quote(old)
        );
        let remark = Remark::new(message).found(new);
        findings.push(Draft::of_register(&CHANGED_HEADER, at(*column), remark));
    }
    for (column, field, reason) in &fields.unfit {
        if !fields.may_have(*field) && !fields.columns.contains_key(column) {
            let message = format!(
                "the column is not taken for the {field} that its header names: {reason}; specify \
                 {field}={} if it is meant",
                column_letters(*column)
            );
            let remark = Remark::new(message).found(header(*column));
            findings.push(Draft::of_register(&UNFIT_COLUMN, at(*column), remark));
        }
    }
    if let (Some(first), Some(last)) = (beside.first(), beside.last()) {
        let message = if first == last {
            let column = column_letters(*first);
            format!("the column {column} stands beside the table and is not read")
        } else {
            let [first, last] = [*first, *last].map(column_letters);
            format!("the columns {first} to {last} stand beside the table and are not read")
        };
        findings.push(Draft::of_register(&BESIDE_TABLE, at(*first), message));
    }
    findings
}

/// Whether a header is that of a score; `None` where its words leave that open.
pub(super) fn is_score(header: &str) -> Option<bool> {
    let language = senses::language(fold::header_words(header).iter());
    match Header::read(header, language).meaning {
        Meaning::Other(meaning) => Some(meaning == meaning::SCORE),
        Meaning::Field(..) | Meaning::Unknown | Meaning::Blank => None,
    }
}

/// Whether a text is a word that a header may have, so that writing it into a cell may change what
/// is taken for the header.
pub(super) fn is_header_word(text: &str) -> bool {
    let language = senses::language(fold::header_words(text).iter());
    let header = Header::read(text, language);
    matches!(header.meaning, Meaning::Field(..)) || component_field(text).is_some()
}
