//! What a register states of how it is to be read and checked.

use std::collections::{BTreeMap, BTreeSet};

use super::Severities;
use crate::record::RiskField;
use crate::register::Trackers;

/// What a register states of how it is to be read and checked. It is kept in `register.toml` and in
/// JSON; a workbook has no place for it.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Settings {
    /// The severities of findings, by code, where they differ from the rules' own.
    pub severities: Severities,
    /// The trackers that links are recognised for.
    pub trackers: Trackers,
    /// The headers of the columns that have the fields, in the workbook that the register goes
    /// with. `Impact~2` is the second column with a header; an empty header states that no column has
    /// the field.
    pub columns: BTreeMap<RiskField, String>,
    /// The sheet of that workbook that has the risks, where it is not the only one; `*` for all that have any.
    pub sheet: Option<String>,
    /// The fields of which a blank cell of that sheet means what the one above has.
    pub fill_down: BTreeSet<RiskField>,
}
