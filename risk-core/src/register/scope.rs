//! What a source has a place for: a sheet without a Status column states nothing of statuses.

use std::collections::{BTreeMap, BTreeSet};

use super::{Record, Risk};
use crate::record::{ComponentField, Key, Location, RiskField};

/// What a source has a place for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "each reading has one, and it is not copied about"
)]
pub enum SourceScope {
    /// All that a register can state.
    #[default]
    Everything,
    /// Only some columns.
    Columns {
        /// Of the risks.
        risks: Columns<RiskField>,
        /// Of the components; `None` when the source declares none.
        components: Option<Columns<ComponentField>>,
        /// The observations whose status it cannot say: the positions, from 0, of the risk and of the observation,
        /// in order. A format without bold states only of those that are marked that their status is unknown.
        unstated: Vec<(usize, usize)>,
        /// The references of the risks in other sheets, of which it states nothing, in small letters, as references that
        /// differ in case alone are one.
        elsewhere: BTreeSet<String>,
        /// The components that the risks in other sheets are of, in small letters and with spaces for hyphens, by which
        /// names of components are compared.
        components_elsewhere: BTreeSet<String>,
        /// Those of its own references, in small letters, that stand in the sheet, too, which the register was read from
        /// before: a risk there may be another one.
        doubtful: BTreeSet<String>,
        /// The cells in which rehearsals are to name the record that they are of, and name none.
        unplaced: BTreeSet<Location>,
    },
}

impl SourceScope {
    /// Whether a source has a place for rehearsals. A workbook has where it has a sheet of them.
    pub fn has_rehearsals(&self) -> bool {
        let Self::Columns {
            risks, components, ..
        } = self
        else {
            return true;
        };
        let components = components.as_ref();
        risks.fields.contains(&RiskField::Rehearsals)
            || components.is_some_and(|one| one.fields.contains(&ComponentField::Rehearsals))
    }

    /// Whether a risk of a reference stands in another sheet of the workbook than the one that was read.
    pub fn has_elsewhere(&self, reference: &str) -> bool {
        match self {
            Self::Everything => false,
            Self::Columns { elsewhere, .. } => elsewhere.contains(&Risk::fold_name(reference)),
        }
    }

    /// Whether it has rehearsals that name no record, so that nobody knows which ones the records have.
    #[cfg(feature = "trackers")]
    pub(crate) fn has_unplaced(&self) -> bool {
        match self {
            Self::Everything => false,
            Self::Columns { unplaced, .. } => !unplaced.is_empty(),
        }
    }

    /// Whether something that was found is about a rehearsal that names no record.
    #[cfg(feature = "folder")]
    pub(crate) fn is_unplaced(&self, location: &Location) -> bool {
        match self {
            Self::Everything => false,
            Self::Columns { unplaced, .. } => unplaced.contains(location),
        }
    }

    /// The columns of risks and of components, where a source has only some; of components where it declares any.
    #[cfg(feature = "trackers")]
    pub(crate) fn columns(
        &self,
    ) -> Option<(&Columns<RiskField>, Option<&Columns<ComponentField>>)> {
        match self {
            Self::Everything => None,
            Self::Columns {
                risks, components, ..
            } => Some((risks, components.as_ref())),
        }
    }

    /// Whether a source declares components.
    #[cfg(feature = "trackers")]
    pub(crate) fn has_components(&self) -> bool {
        self.columns()
            .is_none_or(|(_, components)| components.is_some())
    }

    /// Whether a source has a place for all that a register can state.
    #[cfg(feature = "trackers")]
    pub(crate) fn is_everything(&self) -> bool {
        matches!(self, Self::Everything)
    }
}

/// The columns of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns<F> {
    /// The fields of the model that have a column, or a part of one.
    pub fields: Vec<F>,
    /// The headers of the other columns.
    pub extra: Vec<Key>,
    /// By the positions of records, from 0, the columns of which the source does not know what they state of the
    /// record: formulas without a stored result.
    pub unresolved: BTreeMap<usize, Self>,
    /// The words that columns of levels and of statuses use: those that their cells are to be chosen from, then
    /// those that stand in them, the most frequent first.
    pub words: BTreeMap<F, Vec<String>>,
}

impl<F> Default for Columns<F> {
    fn default() -> Self {
        Self {
            fields: Vec::new(),
            extra: Vec::new(),
            unresolved: BTreeMap::new(),
            words: BTreeMap::new(),
        }
    }
}
