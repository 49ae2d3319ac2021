//! How to read a workbook.

use std::collections::{BTreeMap, BTreeSet};

use super::limits::Limits;
use crate::check::Settings;
use crate::question::Answer;
use crate::record::RiskField;
use crate::record::text::fold;
use crate::register::Scale;

/// In the place of the name of a sheet: all that have risks. No sheet can be called so.
pub const ALL_SHEETS: &str = "*";

/// How to read a workbook.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The sheet that has the risks; found by its columns when not given.
    pub sheet: Option<String>,
    /// The row of the header, counted from 1; found by its words when not given.
    pub header_row: Option<u32>,
    /// Which columns have which fields, where the headers do not show: by header, by header and
    /// occurrence (`Impact~2`), by letters, or, where no column has a field, by nothing.
    pub columns: BTreeMap<RiskField, String>,
    /// Fields of which a blank cell means what the one above has.
    pub fill_down: BTreeSet<RiskField>,
    /// The scale that the levels are of, whatever the workbook states.
    pub scale: Option<Scale>,
    /// The scale that the levels are of where the workbook does not state: where it has no sheet with
    /// a scale as [`create`](super::create()) writes it, and where all levels are of it.
    pub default_scale: Scale,
    /// What a register states of the workbook that it goes with, and which trackers there are beside
    /// the known ones. A column that it names and that has another header by now is a finding, or
    /// a question.
    pub settings: Settings,
    /// How much is read.
    pub limits: Limits,
    /// Whether it goes with a register, whose risks may stand in other sheets.
    pub(crate) is_beside: bool,
}

impl ReadOptions {
    /// Takes an answer to a question, by which the workbook is read.
    pub fn answer(&mut self, answer: &Answer) {
        match answer {
            Answer::Column { field, column } => {
                self.columns.insert(*field, column.clone());
            }
            Answer::Sheet(name) => self.sheet = Some(name.clone()),
            Answer::Header(row) => self.header_row = Some(*row),
            Answer::Scale(name) => self.scale = Scale::built_in(name).ok(),
            Answer::Words(_) => {}
        }
    }

    /// Whether all sheets that have risks are meant, as [`inspect_all`](super::inspect_all) reads them.
    pub fn reads_all_sheets(&self) -> bool {
        let sheet = self.sheet.as_ref().or(self.settings.sheet.as_ref());
        sheet.is_some_and(|sheet| sheet == ALL_SHEETS)
    }

    /// Whether what the register states is of another sheet than the one that was specified.
    fn is_of_other_sheet(&self) -> bool {
        match (&self.sheet, &self.settings.sheet) {
            (Some(sheet), Some(kept)) => kept != ALL_SHEETS && fold(sheet) != fold(kept),
            _ => false,
        }
    }

    /// The columns that the register states, of the sheet that is read.
    pub(super) fn kept_columns(&self) -> &BTreeMap<RiskField, String> {
        static NONE: BTreeMap<RiskField, String> = BTreeMap::new();
        if self.is_of_other_sheet() {
            &NONE
        } else {
            &self.settings.columns
        }
    }

    /// The fields of which a blank cell means what the one above has.
    pub(super) fn filled(&self) -> BTreeSet<RiskField> {
        let kept = self.settings.fill_down.iter();
        let kept = kept.filter(|_| !self.is_of_other_sheet());
        kept.chain(&self.fill_down).copied().collect()
    }
}
