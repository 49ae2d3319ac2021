//! What came of an edit.

use serde::Serialize;

#[cfg(feature = "folder")]
use super::AllBeside;
use super::apply::apply;
use super::changes::changes;
use super::lines::lines;
use super::{Change, ChangeLine, NotApplicable};
use crate::record::Key;
use crate::record::align::inverse;
use crate::register::Register;

/// A register as it was, as it is to be, and what was done to it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Edited {
    /// The register as it was.
    pub before: Register,
    /// The register as it is to be.
    pub after: Register,
    /// What changed, in the order of the records.
    pub changes: Vec<Change>,
    /// Which record came from which.
    pub lineage: Lineage,
    /// What another version has beside its records.
    #[cfg(feature = "folder")]
    pub(crate) beside: AllBeside,
}

/// Which record of a register came from which of the one that it was made from. One that is new
/// came from none, and one that no record came from is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lineage {
    /// For each component, by its position from 0, the position of the one that it was.
    pub components: Vec<Option<usize>>,
    /// For each risk, by its position from 0, the position of the one that it was.
    pub risks: Vec<Option<usize>>,
}

impl Edited {
    pub(crate) fn new(before: Register, after: Register, lineage: Lineage) -> Self {
        Self {
            changes: changes(&before, &after, &lineage),
            before,
            after,
            lineage,
            #[cfg(feature = "folder")]
            beside: AllBeside::new(),
        }
    }

    /// What makes a register another one, of which each record came from that of the same key.
    pub fn by_key(before: Register, after: Register) -> Self {
        let lineage = Lineage::by_key(&before, &after);
        Self::new(before, after, lineage)
    }

    /// The edit that the given changes make of a register: of the one that they are of, or of another
    /// in which all that they change is as it was there.
    ///
    /// # Errors
    ///
    /// When the register has not what a change is of, or states something else there.
    pub fn apply(register: &Register, changes: &[Change]) -> Result<Self, NotApplicable> {
        apply(register, changes)
    }

    /// The edit that takes this one back: order, and records of one name, included.
    ///
    /// ```
    /// use risk_core::edit::{Edited, Editor};
    /// use risk_core::{Register, Risk, Scale};
    ///
    /// let register = Register::new("", Scale::default(), vec![], vec![Risk::new("R01")])?;
    /// let mut editor = Editor::new(register.clone());
    /// editor.set_risk("R01", &["likelihood=High".parse()?])?;
    /// let edited = editor.finish()?;
    ///
    /// let undone = Edited::apply(&edited.after, &edited.inverse().changes)?;
    /// assert_eq!(undone.after, register);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn inverse(&self) -> Self {
        let lineage = self.lineage.inverse(&self.before);
        let inverse = Self::new(self.after.clone(), self.before.clone(), lineage);
        #[cfg(feature = "trackers")]
        if let (Some(before), Some(after)) = (self.settings_before(), self.settings()) {
            return inverse.with_settings(after, before);
        }
        inverse
    }

    /// The changes in words, one line for each thing that a person would say of them.
    pub fn lines(&self) -> Vec<ChangeLine> {
        lines(&self.changes).collect()
    }

    /// Whether there is no such line.
    pub fn is_nothing(&self) -> bool {
        lines(&self.changes).next().is_none()
    }
}

impl Lineage {
    #[cfg(feature = "trackers")]
    pub(crate) fn of(components: Vec<Option<usize>>, risks: Vec<Option<usize>>) -> Self {
        Self { components, risks }
    }

    /// The records of one sort.
    #[cfg(feature = "folder")]
    pub(crate) fn of_sort<T: crate::register::Record>(&self) -> &[Option<usize>] {
        match T::KIND {
            crate::record::RecordKind::Component => &self.components,
            _ => &self.risks,
        }
    }

    /// Which record of the register before each of the register after it went to.
    pub(crate) fn inverse(&self, before: &Register) -> Self {
        Self {
            components: inverse(&self.components, before.components().len()),
            risks: inverse(&self.risks, before.risks().len()),
        }
    }

    /// Each record of a register came from that of the same key in another one.
    pub(crate) fn by_key(before: &Register, after: &Register) -> Self {
        let component = |key| Some(before.component(&key)?.position());
        let risk = |key| Some(before.risk(&key)?.position());
        Self {
            components: after.components().map(|c| component(c.key())).collect(),
            risks: after.risks().map(|r| risk(r.key())).collect(),
        }
    }
}

/// A risk whose rating an edit changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Rerated {
    /// The risk, as it is called after the edit.
    #[serde(rename = "key")]
    pub risk: Key,
    /// The label of what it was rated, on the scale before; null when it was unrated.
    pub before: Option<String>,
    /// The label of what it is rated, on the scale after; null when it is unrated.
    pub after: Option<String>,
}

impl Edited {
    /// The risks that were there before and that are rated otherwise now: where the label of the
    /// rating differs.
    pub fn rerated(&self) -> Vec<Rerated> {
        let mut rerated = Vec::new();
        for (risk, origin) in self.after.risks().zip(&self.lineage.risks) {
            let Some(old) = origin.and_then(|position| self.before.risk_at(position)) else {
                continue;
            };
            let (before, after) = (old.rating_label(), risk.rating_label());
            if before != after {
                rerated.push(Rerated {
                    risk: risk.key(),
                    before: before.map(str::to_owned),
                    after: after.map(str::to_owned),
                });
            }
        }
        rerated
    }
}
