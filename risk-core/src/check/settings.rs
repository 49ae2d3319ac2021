//! What a register says of how it is to be read and checked.

use std::collections::BTreeMap;

use super::Severities;
use crate::register::{Field, Trackers};

/// What a register says of how it is to be read and checked. It is kept in `register.toml` and in
/// JSON; a workbook has no place for it.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Settings {
    /// The severities of findings, by code, where they differ from the rules' own.
    pub severities: Severities,
    /// The trackers that links are recognised for.
    pub trackers: Trackers,
    /// The header of the column that has a field, where a workbook's own words do not tell.
    pub columns: BTreeMap<Field, String>,
}
