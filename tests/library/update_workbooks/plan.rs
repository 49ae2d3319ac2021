//! What a workbook is to be like, and where its rows and columns are to stand.

use risk_core::{Component, Risk, RiskField};

use super::columns::{Column, What};
use super::features::Feature;
use crate::update_checker::places::Place;

/// What a workbook is to be like.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What its rows state, where there is a column for it.
    pub risks: Vec<Risk>,
    /// What its sheet of components states, if it has one.
    pub components: Vec<Component>,
    /// One of descriptions is among them.
    pub columns: Vec<Column>,
    pub sheet: &'static str,
    /// How many rows stand above the header, and how many empty columns before the first.
    pub above: u32,
    pub left: u32,
    pub texts: Texts,
    pub marks: Marks,
    pub features: Vec<Feature>,
}

/// Where texts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Among those that all sheets share.
    Shared,
    /// In their cells.
    Inline,
    /// In their cells, as the value of a formula would.
    Values,
    /// Here and there.
    Mixed,
}

/// What entries of a list begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    None,
    Dashes,
    Bullets,
    Numbers,
}

/// Where everything stands on the sheet of risks.
#[derive(Debug, Clone)]
pub struct Layout {
    pub header: u32,
    /// The rows of the risks.
    pub rows: Vec<u32>,
    /// The rows below that have no risks.
    pub prefilled: Vec<u32>,
    pub totals: Option<u32>,
    /// The row of the text below.
    pub notes: u32,
    /// The number of each column.
    pub columns: Vec<(u32, Column)>,
    /// The column of the label before the rows.
    pub section: Option<u32>,
    /// The column of the legend beside them.
    pub legend: Option<u32>,
}

impl Plan {
    pub fn has(&self, feature: Feature) -> bool {
        self.features.contains(&feature)
    }

    /// Whether the rows are a table. A table has a row, and its headers differ.
    pub fn is_table(&self) -> bool {
        let headers: Vec<String> = self
            .columns
            .iter()
            .map(|c| c.header.to_uppercase())
            .collect();
        let differ = (1..headers.len()).all(|at| !headers[..at].contains(&headers[at]));
        let has_rows = !self.risks.is_empty() || self.has_prefilled();
        self.has(Feature::Table) && differ && has_rows
    }

    /// Whether the first two risks have one component. A table has no merged cells.
    pub fn has_merged_component(&self) -> bool {
        let columns = self.columns.iter();
        let has_component = columns
            .clone()
            .any(|column| column.is(RiskField::Component));
        let is_close = self.risks.len() > 1 && self.gap() != Some(1);
        let merges = self.has(Feature::MergedComponent);
        merges && has_component && is_close && !self.is_table()
    }

    /// The risk whose score somebody has typed over: as long as most scores are formulas.
    pub fn typed_over(&self) -> Option<usize> {
        let formulas = if self.has(Feature::PrefilledFormulas) {
            self.risks.len() + PREFILLED as usize
        } else {
            self.risks.len()
        };
        let is_few = self.risks.len() > 1 && formulas > 2;
        (self.has(Feature::TypedOver) && is_few).then_some(1)
    }

    fn has_prefilled(&self) -> bool {
        self.has(Feature::PrefilledStyles) || self.has(Feature::PrefilledFormulas)
    }

    /// How many risks stand above the gap.
    fn gap(&self) -> Option<usize> {
        let middle = self.risks.len() / 2;
        // What says so little that it may be no risk is not taken for one below a gap.
        let has_references = self
            .columns
            .iter()
            .any(|column| column.is(RiskField::Reference));
        let is_numbered = |risk: &Risk| risk.reference.bytes().any(|byte| byte.is_ascii_digit());
        let is_clear = has_references && self.risks.iter().all(is_numbered);
        (self.has(Feature::GapInRows) && middle > 0 && is_clear).then_some(middle)
    }

    pub fn layout(&self) -> Layout {
        let header = self.above + 1;
        let mut rows: Vec<u32> = (header + 1..).take(self.risks.len()).collect();
        if let Some(gap) = self.gap() {
            rows[gap..].iter_mut().for_each(|row| *row += 1);
        }
        let mut last = rows.last().copied().unwrap_or(header);
        let prefilled: Vec<u32> = if self.has_prefilled() {
            (last + 1..=last + PREFILLED).collect()
        } else {
            Vec::new()
        };
        last = prefilled.last().copied().unwrap_or(last);
        let totals = (self.is_table() && self.has(Feature::Totals)).then_some(last + 1);
        let columns = (self.left + 1..).zip(self.columns.iter().copied());
        let columns: Vec<(u32, Column)> = columns.collect();
        let after = columns.last().map_or(1, |(column, _)| column + 2);
        Layout {
            header,
            // Below the legend too, which would make values of the text of it.
            notes: totals.unwrap_or(last).max(header + 3) + 2,
            rows,
            prefilled,
            totals,
            columns,
            section: (self.has(Feature::Section) && self.left > 0).then_some(1),
            legend: self.has(Feature::Legend).then_some(after),
        }
    }
}

/// How many rows are prefilled.
const PREFILLED: u32 = 3;

impl Layout {
    pub fn column(&self, field: RiskField) -> Option<u32> {
        self.column_of(What::Field(field))
    }

    pub fn column_of(&self, what: What) -> Option<u32> {
        let found = self.columns.iter().find(|(_, column)| column.what == what);
        found.map(|(number, _)| *number)
    }

    /// The column of descriptions, which there always is.
    pub fn description(&self) -> u32 {
        self.column(RiskField::Description)
            .expect("risks are described")
    }

    pub fn first_column(&self) -> u32 {
        self.columns[0].0
    }

    pub fn last_column(&self) -> u32 {
        self.columns[self.columns.len() - 1].0
    }

    /// The last row of the risks, and of what stands below without a gap.
    pub fn last_row(&self) -> u32 {
        let rows = self.rows.last().copied();
        let last = self.prefilled.last().copied().or(rows);
        last.unwrap_or(self.header)
    }

    /// The cells of a column from below the header on, such as `C5:C9`. There is at least one.
    pub fn below_header(&self, column: u32) -> String {
        let first = Place::new(self.header + 1, column);
        let last = Place::new(self.last_row().max(self.header + 1), column);
        format!("{first}:{last}")
    }

    /// All that is headed, such as `B4:K9`.
    pub fn everything(&self) -> String {
        let first = Place::new(self.header, self.first_column());
        let last = self.totals.unwrap_or(self.last_row());
        format!("{first}:{}", Place::new(last, self.last_column()))
    }
}
